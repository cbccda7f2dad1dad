//! A display for a machine without one.

use crate::Outcome;
use crate::sh::{self, cmd};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};

/// An X server that draws into memory; ends with this value.
pub struct Xvfb {
    server: Child,
    /// As in the environment variable DISPLAY.
    pub display: String,
}

impl Xvfb {
    /// Starts one on a free number, as large as the smallest screen the desk is made for.
    pub fn start() -> Outcome<Xvfb> {
        let args = ["-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"];
        let server = cmd("Xvfb", args).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut server = server.map_err(|e| format!("Xvfb could not be started: {e}"))?;
        let mut number = String::new();
        if let Some(out) = server.stdout.take() {
            let read = BufReader::new(out).read_line(&mut number);
            read.map_err(|e| format!("Xvfb said no display number: {e}"))?;
        }
        let display = format!(":{}", number.trim());
        if display == ":" {
            return Err("Xvfb ended at once".into());
        }
        Ok(Xvfb { server, display })
    }

    /// Pictures the whole screen.
    pub fn picture(&self, file: &Path) -> Outcome {
        let file = file.to_string_lossy();
        sh::run(cmd("import", ["-window", "root", &file]).env("DISPLAY", &self.display))
    }
}

impl Drop for Xvfb {
    fn drop(&mut self) {
        // It may have ended already; nothing depends on it any more.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
