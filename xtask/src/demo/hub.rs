//! A real hub process of the demonstration, ended with this value.

use crate::Outcome;
use crate::sh;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub struct Hub {
    program: PathBuf,
    data: PathBuf,
    codes: PathBuf,
    server: Option<Child>,
    port: u16,
}

impl Hub {
    /// Founds a hub below `out` and serves it on a free port of this machine.
    pub fn start(out: &Path, name: &str) -> Outcome<Hub> {
        let (data, codes) = (out.join("hub"), out.join("codes"));
        std::fs::create_dir_all(&codes).map_err(|e| format!("{}: {e}", codes.display()))?;
        let program = sh::built("fengqiao-hub")?;
        let mut hub = Hub { program, data, codes, server: None, port: 0 };
        hub.run(&["init", "--name", name])?;
        hub.serve()?;
        let url = format!("https://127.0.0.1:{}", hub.port);
        hub.run(&["url", &url])?;
        Ok(hub)
    }

    /// Serves on the port it has, or on a free one the first time.
    pub fn serve(&mut self) -> Outcome {
        let file = self.codes.join("port");
        // It may not be there yet.
        let _ = std::fs::remove_file(&file);
        let listen = format!("127.0.0.1:{}", self.port);
        let path = file.to_string_lossy().into_owned();
        let server = self
            .command(&["serve", "--listen", &listen, "--port-file", &path])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| format!("{}: {e}", self.program.display()))?;
        self.server = Some(server);
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(20) {
            let text = std::fs::read_to_string(&file).unwrap_or_default();
            if let Ok(port) = text.trim().parse() {
                self.port = port;
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err("the hub does not say on which port it listens".into())
    }

    /// Ends the server as a pulled plug would.
    pub fn stop(&mut self) {
        if let Some(mut server) = self.server.take() {
            // It may have ended already.
            let _ = server.kill();
            let _ = server.wait();
        }
    }

    /// A command of the hub; returns what it printed.
    pub fn run(&self, args: &[&str]) -> Outcome<String> {
        sh::read(&mut self.command(args))
    }

    /// A confirmed enrolment code for a station that is added first when it is new.
    pub fn code(&self, station: &str, role: &str) -> Outcome<String> {
        let known = self.run(&["station", "list"])?;
        if !known.lines().any(|line| line.contains(station)) {
            self.run(&["station", "add", station])?;
        }
        let dir = self.codes.join(format!("{station}-{}", known.len()));
        let path = dir.to_string_lossy().into_owned();
        self.run(&[
            "enrol",
            "--station",
            station,
            "--role",
            role,
            "--confirmed",
            "--out-dir",
            &path,
        ])?;
        let file = dir.join("code.txt");
        std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("--data").arg(&self.data).args(args);
        command
    }
}

impl Drop for Hub {
    fn drop(&mut self) {
        self.stop();
    }
}
