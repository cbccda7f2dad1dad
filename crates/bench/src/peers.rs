//! The peers: other people's programs, as processes of their own, told what to do one line at a time.

use crate::Outcome;
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// Where the peers are installed.
pub struct Peers {
    dir: PathBuf,
}

impl Peers {
    /// A folder as `cargo xtask bench` fills it: `pouch/` by npm, `anki/` by pip, and the scripts that drive them.
    pub fn at(dir: &Path) -> Self {
        Self { dir: dir.to_owned() }
    }

    /// A PouchDB server on a folder of its own; `None` when it is not installed.
    pub fn pouch_server(&self, dir: &Path) -> Outcome<Option<Server>> {
        let Some(mut command) = self.pouch("serve", dir) else { return Ok(None) };
        let mut told = Told::start(command.stdin(Stdio::null()))?;
        let port = told.answer()?["port"].as_u64().ok_or("PouchDB named no port")?;
        let address = SocketAddr::from(([127, 0, 0, 1], u16::try_from(port)?));
        Ok(Some(Server { address, _process: told.process }))
    }

    /// A PouchDB client; `None` when it is not installed.
    pub fn pouch_desk(&self, dir: &Path) -> Outcome<Option<Told>> {
        let Some(mut command) = self.pouch("desk", dir) else { return Ok(None) };
        let mut told = Told::start(command.stdin(Stdio::piped()))?;
        told.answer()?;
        Ok(Some(told))
    }

    fn pouch(&self, role: &str, dir: &Path) -> Option<Command> {
        let modules = self.dir.join("pouch/node_modules");
        if !modules.join("express-pouchdb").is_dir() {
            return None;
        }
        let mut command = Command::new("node");
        command.arg(self.dir.join("pouch.cjs")).arg(role).arg(dir).env("NODE_PATH", modules);
        Some(command)
    }

    /// Anki's server; `None` when it is not installed.
    pub fn anki_server(&self, dir: &Path) -> Outcome<Option<Server>> {
        let Some(mut command) = self.anki() else { return Ok(None) };
        // It does not tell the port it was given: a free one is looked for.
        let address = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let child = command
            .args(["-m", "anki.syncserver"])
            .env("SYNC_BASE", dir)
            .env("SYNC_HOST", "127.0.0.1")
            .env("SYNC_PORT", address.port().to_string())
            .env("SYNC_USER1", "bench:not a secret")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let process = Process(child);
        let begun = Instant::now();
        while std::net::TcpStream::connect(address).is_err() {
            if begun.elapsed() > Duration::from_secs(30) {
                return Err("Anki's server does not listen".into());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(Some(Server { address, _process: process }))
    }

    /// Anki's client; `None` when it is not installed.
    pub fn anki_desk(&self, dir: &Path) -> Outcome<Option<Told>> {
        let Some(mut command) = self.anki() else { return Ok(None) };
        command.arg(self.dir.join("anki_desk.py")).arg(dir).stdin(Stdio::piped());
        let mut told = Told::start(&mut command)?;
        told.answer()?;
        Ok(Some(told))
    }

    fn anki(&self) -> Option<Command> {
        let packages = self.dir.join("anki");
        if !packages.join("anki").is_dir() {
            return None;
        }
        let mut command = Command::new("python3");
        command.env("PYTHONPATH", packages).env("PYTHONDONTWRITEBYTECODE", "1");
        Some(command)
    }
}

/// A process that ends when nobody holds it any more.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A peer's server.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    _process: Process,
}

/// A peer's client.
pub struct Told {
    process: Process,
    out: BufReader<ChildStdout>,
    into: Option<ChildStdin>,
}

impl Told {
    fn start(command: &mut Command) -> Outcome<Self> {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn()?;
        let out = child.stdout.take().ok_or("no output")?;
        let into = child.stdin.take();
        Ok(Self { process: Process(child), out: BufReader::new(out), into })
    }

    /// Tells it one command and waits for its answer; `ms` in it is how long the peer itself took.
    ///
    /// What holds up here holds up nobody: the line between the peers runs on other threads.
    pub fn tell(&mut self, command: Value) -> Outcome<Value> {
        let into = self.into.as_mut().ok_or("it takes no commands")?;
        writeln!(into, "{command}")?;
        into.flush()?;
        let answer = self.answer()?;
        match answer["error"].as_str() {
            Some(error) => Err(format!("{}: {error}", command["do"]).into()),
            None => Ok(answer),
        }
    }

    fn answer(&mut self) -> Outcome<Value> {
        let mut line = String::new();
        if self.out.read_line(&mut line)? == 0 {
            return Err("the peer ended".into());
        }
        Ok(serde_json::from_str(&line)?)
    }
}
