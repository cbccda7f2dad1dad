//! A display in memory, as large as the smallest screen the desk is made for.

use super::group::Group;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub struct Screen {
    _server: Group,
    /// As in the environment variable DISPLAY.
    pub display: String,
}

impl Screen {
    pub fn start() -> Screen {
        let args = ["-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"];
        let mut command = Command::new("Xvfb");
        command.args(args).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = Group::spawn(&mut command);
        let out = server.leader().stdout.take().unwrap();
        let mut number = String::new();
        BufReader::new(out).read_line(&mut number).unwrap();
        assert!(!number.trim().is_empty(), "Xvfb ended before it had a display");
        Screen { _server: server, display: format!(":{}", number.trim()) }
    }

    /// The X server's own picture of the screen: the driver's screenshot hangs on a still page.
    pub fn picture(&self, name: &str) -> PathBuf {
        // The last strokes of what has just been waited for.
        std::thread::sleep(std::time::Duration::from_millis(400));
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pictures");
        std::fs::create_dir_all(&dir).unwrap();
        let file = dir.join(format!("{name}.png"));
        let status = Command::new("import")
            .args(["-window", "root"])
            .arg(&file)
            .env("DISPLAY", &self.display)
            .status();
        assert!(status.unwrap().success(), "no picture of {}", self.display);
        file
    }
}
