//! Programs run two at a time: what waits (for a window, a browser, a line) beside what computes.

use crate::Outcome;
use crate::sh::{cmd, shown};
use std::collections::VecDeque;
use std::io::Read as _;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// A program to run, and the name by which it is reported.
pub struct Job {
    name: String,
    command: Command,
}

/// A program that has ended.
pub struct Done {
    /// As given to the job.
    pub name: String,
    /// How long it ran.
    pub time: Duration,
    /// What it printed, both streams in their order.
    pub said: String,
    /// Whether it ended well.
    pub outcome: Outcome,
}

impl Job {
    /// A program under this name.
    pub fn new(name: &str, command: Command) -> Self {
        Self { name: name.to_owned(), command }
    }

    fn run(mut self) -> Done {
        println!("▸ {} …", self.name);
        let (start, line) = (Instant::now(), shown(&self.command));
        let mut said = Vec::new();
        let outcome = ended(&mut self.command, &mut said)
            .map_err(|e| format!("`{line}` could not be run: {e}"))
            .and_then(|status| match status.success() {
                true => Ok(()),
                false => Err(format!("`{line}` ended with {status}")),
            });
        let said = String::from_utf8_lossy(&said).into_owned();
        Done { name: self.name, time: start.elapsed(), said, outcome }
    }

    /// Gives way to the programs of the other lane whenever they have something to do.
    fn in_the_background(mut self) -> Self {
        if cfg!(unix) {
            let mut nice = cmd("nice", ["-n", "5"]);
            nice.arg(self.command.get_program()).args(self.command.get_args());
            if let Some(folder) = self.command.get_current_dir() {
                nice.current_dir(folder);
            }
            for (key, value) in self.command.get_envs() {
                match value {
                    Some(value) => nice.env(key, value),
                    None => nice.env_remove(key),
                };
            }
            self.command = nice;
        }
        self
    }
}

/// Runs a program to its end; both its streams go to `said`.
fn ended(command: &mut Command, said: &mut Vec<u8>) -> std::io::Result<std::process::ExitStatus> {
    let (mut out, into) = std::io::pipe()?;
    let mut child = command.stdin(Stdio::null()).stdout(into.try_clone()?).stderr(into).spawn()?;
    // The command holds the writing ends; the pipe ends with the program only when they are gone here.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    out.read_to_end(said)?;
    child.wait()
}

/// Runs all jobs, at most two at a time, and shows each to `see` as it ends.
///
/// One lane takes the `waiting` one after the other, never two of them at once, and then helps with the others; the
/// `computing` give way to it. Programs of minutes come first in `computing`, so that no core is idle at the end.
pub fn run(waiting: Vec<Job>, computing: Vec<Job>, see: impl FnMut(Done) + Send) {
    let (computing, see) = (Mutex::new(VecDeque::from(computing)), Mutex::new(see));
    let lock = "a lane that panicked has ended the run";
    let show = |done: Done| (see.lock().expect(lock))(done);
    let next = || computing.lock().expect(lock).pop_front();
    let help = || {
        while let Some(job) = next() {
            show(job.in_the_background().run());
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| {
            waiting.into_iter().for_each(|job| show(job.run()));
            help();
        });
        scope.spawn(help);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(name: &str, script: &str) -> Job {
        Job::new(name, cmd("sh", ["-c", script]))
    }

    #[test]
    fn each_program_runs_once_and_is_shown_with_both_its_streams_and_its_end() {
        let mut all = Vec::new();
        let waiting = vec![say("w1", "echo out; echo err >&2"), say("w2", "exit 3")];
        let computing = (0..5).map(|n| say(&format!("c{n}"), "echo $A")).collect();
        run(waiting, computing, |done| all.push(done));
        all.sort_by(|a, b| a.name.cmp(&b.name));
        let names: Vec<&str> = all.iter().map(|d| d.name.as_str()).collect();
        assert_eq!(names, ["c0", "c1", "c2", "c3", "c4", "w1", "w2"]);
        assert_eq!((all[5].said.as_str(), &all[5].outcome), ("out\nerr\n", &Ok(())));
        assert!(all[6].outcome.as_ref().is_err_and(|why| why.contains("exit status: 3")));
    }

    #[test]
    fn a_program_in_the_background_keeps_its_folder_and_its_environment() {
        let folder = std::env::temp_dir().canonicalize().unwrap();
        let mut job = say("c", "echo $A; pwd -P; exit 4");
        job.command.env("A", "given").current_dir(&folder);
        let done = job.in_the_background().run();
        assert_eq!(done.said, format!("given\n{}\n", folder.display()));
        assert!(done.outcome.is_err());
    }

    #[test]
    fn a_program_that_is_not_there_is_told() {
        let done = Job::new("x", cmd("/no/such/program", ["a"])).run();
        assert!(done.outcome.is_err_and(|why| why.contains("/no/such/program a")));
    }
}
