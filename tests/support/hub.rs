//! A real hub process on a free port, ended with this value.

use super::group::Group;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

pub struct Hub {
    server: Option<Group>,
    dir: tempfile::TempDir,
    port: u16,
}

impl Hub {
    /// Founds a hub in a folder of its own and serves it.
    pub fn start(name: &str) -> Hub {
        let dir = tempfile::tempdir().unwrap();
        let mut hub = Hub { server: None, dir, port: 0 };
        hub.run(&["init", "--name", name]);
        hub.serve();
        hub.run(&["url", &format!("https://127.0.0.1:{}", hub.port)]);
        hub
    }

    /// Serves, on the port it had before if there was one.
    pub fn serve(&mut self) {
        let file = self.dir.path().join("port");
        // It may not be there yet.
        let _ = std::fs::remove_file(&file);
        let listen = format!("127.0.0.1:{}", self.port);
        let mut command = self.command();
        command.args(["serve", "--listen", &listen, "--port-file"]).arg(&file);
        self.server = Some(Group::spawn(command.stdout(Stdio::null()).stderr(Stdio::null())));
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(90) {
            let text = std::fs::read_to_string(&file).unwrap_or_default();
            if let Ok(port) = text.trim().parse() {
                self.port = port;
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the hub does not say on which port it listens");
    }

    /// Pulls its plug.
    pub fn stop(&mut self) {
        if let Some(mut server) = self.server.take() {
            server.kill();
        }
    }

    /// An enrolment code that needs no further look, for a station that is added first.
    pub fn code(&self, station: &str, role: &str) -> String {
        self.run(&["station", "add", station]);
        let to = self.dir.path().join(station);
        let dir = to.to_str().unwrap();
        self.run(&["enrol", "--station", station, "--role", role, "--confirmed", "--out-dir", dir]);
        std::fs::read_to_string(to.join("code.txt")).unwrap().trim().to_owned()
    }

    fn run(&self, args: &[&str]) {
        let output = self.command().args(args).output().unwrap();
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "fengqiao-hub {args:?}: {words}");
    }

    fn command(&self) -> Command {
        let mut command = Command::new(program());
        command.arg("--data").arg(self.dir.path().join("data"));
        command
    }
}

/// The hub's program lies where the desk's does.
fn program() -> PathBuf {
    let desk = Path::new(env!("CARGO_BIN_EXE_fengqiao"));
    let hub = desk.with_file_name("fengqiao-hub");
    assert!(hub.is_file(), "{} is not built: `cargo test --workspace`", hub.display());
    hub
}
