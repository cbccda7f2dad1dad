//! The county's hub, as a process of its own, driven by its own commands.

use crate::Outcome;
use serde_json::Value;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A hub that serves.
pub struct County {
    program: PathBuf,
    data: PathBuf,
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl County {
    /// Founds a hub with one station and lets it serve.
    pub fn start(program: &Path, dir: &Path) -> Outcome<Self> {
        let data = dir.join("hub");
        let ask = |args: &[&str]| asked(program, &data, args);
        ask(&["init", "--name", "某某县调解中心"])?;
        ask(&["station", "add", "河口驿站"])?;
        let (port, log) = (dir.join("port"), std::fs::File::create(dir.join("hub.log"))?);
        let mut child = Command::new(program)
            .arg("--data")
            .arg(&data)
            .args(["serve", "--listen", "127.0.0.1:0", "--port-file"])
            .arg(&port)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()?;
        let begun = Instant::now();
        let address = loop {
            if let Ok(text) = std::fs::read_to_string(&port) {
                break SocketAddr::from(([127, 0, 0, 1], text.trim().parse()?));
            }
            if let Some(status) = child.try_wait()? {
                return Err(format!("the hub ended with {status}").into());
            }
            if begun.elapsed() > Duration::from_secs(60) {
                child.kill()?;
                return Err("the hub does not listen".into());
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        Ok(Self { program: program.to_owned(), data, child, address })
    }

    /// A code for a new desk, `station` or `county`, that reaches the hub at this address.
    pub fn code(&self, role: &str, by: SocketAddr) -> Outcome<String> {
        let url = format!("https://{by}");
        let args =
            ["--json", "enrol", "--station", "河口驿站", "--role", role, "--confirmed", "--url"];
        let text = asked(&self.program, &self.data, &[&args[..], &[&url]].concat())?;
        let value: Value = serde_json::from_str(&text)?;
        Ok(value["code"].as_str().ok_or("the hub gave no code")?.to_owned())
    }
}

impl Drop for County {
    fn drop(&mut self) {
        // What it has written goes with the folder.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn asked(program: &Path, data: &Path, args: &[&str]) -> Outcome<String> {
    let answer = Command::new(program).arg("--data").arg(data).args(args).output()?;
    if !answer.status.success() {
        let said = String::from_utf8_lossy(&answer.stderr).into_owned();
        return Err(format!("fengqiao-hub {}: {said}", args.join(" ")).into());
    }
    Ok(String::from_utf8(answer.stdout)?)
}
