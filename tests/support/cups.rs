//! A print system of its own: a real cupsd with private folders and port, and one queue.
//!
//! The queue `sheets` takes PDF as it is and keeps every job's data file, so that a test can compare
//! what lies in the queue with what was issued, byte by byte. The desk reaches it by CUPS_SERVER.

use super::group::{Group, free_port, until};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// The name of the queue.
pub const QUEUE: &str = "sheets";

pub struct Cups {
    daemon: Group,
    folder: tempfile::TempDir,
    port: u16,
}

/// A finished or waiting job as the print system tells it.
#[derive(Debug)]
pub struct Job {
    pub id: u32,
    /// The sheet's bytes as they came into the queue.
    pub data: Vec<u8>,
    /// The line of the page log: queue, user, job, `copies=3 sides=… pages=… media=A4`, title.
    pub log: String,
}

impl Cups {
    pub fn start() -> Cups {
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        let at = |name: &str| folder.path().join(name).display().to_string();
        for name in ["etc/ppd", "spool/tmp", "cache", "run", "log"] {
            std::fs::create_dir_all(folder.path().join(name)).unwrap();
        }
        // The scheduler checks that nobody else may write where it works; /tmp itself may be open.
        let rules = format!(
            "LogLevel info\nMaxLogSize 0\nListen 127.0.0.1:{port}\nListen {}\nBrowsing No\n\
             DefaultAuthType None\nWebInterface No\nPreserveJobFiles Yes\nPreserveJobHistory Yes\n\
             <Location />\nOrder allow,deny\nAllow localhost\n</Location>\n\
             <Policy default>\nJobPrivateAccess all\nJobPrivateValues none\n\
             SubscriptionPrivateAccess all\nSubscriptionPrivateValues none\n\
             <Limit All>\nAuthType None\nOrder allow,deny\nAllow localhost\n</Limit>\n</Policy>\n\
             PageLogFormat %p %u %j copies=%{{copies}} sides=%{{sides}} pages=%{{page-ranges}} media=%{{media}} %{{job-name}}\n",
            at("run/cups.sock")
        );
        let places = format!(
            "ServerRoot {}\nRequestRoot {}\nTempDir {}\nCacheDir {}\nStateDir {}\n\
             AccessLog {}\nErrorLog {}\nPageLog {}\nServerKeychain {}\n\
             FileDevice Yes\nSandboxing relaxed\nSystemGroup root\n",
            at("etc"),
            at("spool"),
            at("spool/tmp"),
            at("cache"),
            at("run"),
            at("log/access"),
            at("log/error"),
            at("log/page"),
            at("etc/ssl"),
        );
        std::fs::write(folder.path().join("etc/cupsd.conf"), rules).unwrap();
        std::fs::write(folder.path().join("etc/cups-files.conf"), places).unwrap();
        let mut command = Command::new("cupsd");
        command
            .env("PATH", super::window::path_with_sbin())
            .args(["-f", "-c", &at("etc/cupsd.conf"), "-s", &at("etc/cups-files.conf")])
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let cups = Cups { daemon: Group::spawn(&mut command), folder, port };
        until("the print system answers", Duration::from_secs(90), || {
            cups.client("lpstat", &["-r"]).stdout.starts_with(b"scheduler is running").then_some(())
        });
        let device = "file:/dev/null";
        let added = cups.client("lpadmin", &["-p", QUEUE, "-E", "-v", device, "-m", "raw"]);
        assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
        let made = cups.client("lpadmin", &["-d", QUEUE]);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        cups
    }

    /// What CUPS_SERVER must be for a client of this print system.
    pub fn server(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Runs a client command (lp, lpstat, lpadmin, cupsdisable …) against this print system.
    pub fn client(&self, program: &str, args: &[&str]) -> Output {
        Command::new(program)
            .args(args)
            .env("PATH", super::window::path_with_sbin())
            .env("CUPS_SERVER", self.server())
            .env("LC_ALL", "C.UTF-8")
            .output()
            .unwrap_or_else(|e| panic!("{program}: {e}"))
    }

    /// Waits until `count` jobs have gone through the queue, oldest first.
    pub fn jobs(&self, count: usize) -> Vec<Job> {
        until(&format!("{count} printed jobs"), Duration::from_secs(90), || {
            let done = self.completed();
            (done.len() >= count).then_some(done)
        })
    }

    /// The jobs that are through, oldest first.
    pub fn completed(&self) -> Vec<Job> {
        let list = self.client("lpstat", &["-W", "completed", "-o", QUEUE]);
        let list = String::from_utf8_lossy(&list.stdout).into_owned();
        let mut ids: Vec<u32> = list
            .lines()
            .filter_map(|line| line.split_whitespace().next()?.rsplit('-').next()?.parse().ok())
            .collect();
        ids.sort_unstable();
        ids.into_iter().filter_map(|id| self.job(id)).collect()
    }

    fn job(&self, id: u32) -> Option<Job> {
        let data = std::fs::read(self.spooled(id)).ok()?;
        let log = std::fs::read_to_string(self.folder.path().join("log/page")).ok()?;
        let head = format!("{QUEUE} ");
        let of_job = |line: &&str| {
            line.starts_with(&head) && line.split(' ').nth(2) == Some(&id.to_string())
        };
        let log = log.lines().find(of_job)?.to_owned();
        Some(Job { id, data, log })
    }

    /// Where the scheduler keeps the first document of a job.
    fn spooled(&self, id: u32) -> PathBuf {
        self.folder.path().join("spool").join(format!("d{id:05}-001"))
    }

    /// The printer is switched off: jobs wait in the queue.
    pub fn pause(&self) {
        assert!(self.client("cupsdisable", &[QUEUE]).status.success());
    }

    /// The printer is switched on again.
    pub fn resume(&self) {
        assert!(self.client("cupsenable", &[QUEUE]).status.success());
    }

    /// The print system is gone, in the middle of whatever it did.
    pub fn vanish(&mut self) {
        self.daemon.kill();
    }

    /// Its own account of what happened, for a failed test.
    pub fn log(&self) -> String {
        let read = |name: &str| std::fs::read_to_string(self.folder.path().join(name));
        read("log/error").unwrap_or_else(|e| e.to_string())
    }

    /// Where everything of it lies.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}
