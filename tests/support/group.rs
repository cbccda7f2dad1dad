//! A program that ends with the test, and everything it started with it.

use std::os::unix::process::CommandExt;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// A process group. A driver that is killed alone leaves its browser behind, so the whole group goes.
pub struct Group {
    leader: Child,
}

impl Group {
    pub fn spawn(command: &mut Command) -> Group {
        let name = command.get_program().to_string_lossy().into_owned();
        let leader = command.process_group(0).spawn();
        let leader =
            leader.unwrap_or_else(|e| panic!("{name}: {e}; `cargo xtask setup` installs it"));
        Group { leader }
    }

    pub fn leader(&mut self) -> &mut Child {
        &mut self.leader
    }

    /// Whether the leader still runs.
    pub fn alive(&mut self) -> bool {
        matches!(self.leader.try_wait(), Ok(None))
    }

    fn signal(&self, name: &str) {
        let group = format!("-{}", self.leader.id());
        // It may have gone by itself: that is what was wanted.
        let _ = Command::new("kill").args([name, "--", &group]).output();
    }

    /// Ends the group as a pulled plug would.
    pub fn kill(&mut self) {
        self.signal("-KILL");
        let _ = self.leader.wait();
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.signal("-TERM");
        let start = Instant::now();
        while self.alive() && start.elapsed() < Duration::from_secs(3) {
            std::thread::sleep(Duration::from_millis(50));
        }
        self.kill();
    }
}

/// A TCP port that nobody listens on now.
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// Asks again and again until there is an answer; `what` is for the sentence when there is none.
pub fn until<T>(what: &str, limit: Duration, mut ask: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(start.elapsed() < limit, "waited {limit:?} in vain for: {what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}
