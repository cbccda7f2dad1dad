//! `cargo xtask test`: everything, to the end, whatever fails on the way.

use crate::check::GATES;
use crate::lanes::{self, Done, Job};
use crate::sh::{self, cmd, step};
use crate::times::Times;
use crate::{Outcome, executables, lint, packages, setup, ui};

/// Passed and failed: each check counts as one, each test as one.
#[derive(Default)]
struct Tally {
    passed: u32,
    failed: u32,
    sentences: Vec<String>,
}

impl Tally {
    fn count(&mut self, name: &str, outcome: Outcome) {
        match outcome {
            Ok(()) => self.passed += 1,
            Err(why) => {
                println!("✗ {name}: {why}");
                self.fail(format!("{name}: {why}"));
            }
        }
    }

    fn fail(&mut self, sentence: String) {
        self.failed += 1;
        self.sentences.push(sentence);
    }

    /// Counts the tests of a program by what it printed.
    fn programs(&mut self, done: &Done) {
        let (mut passed, mut failed, mut counted) = (0, 0, false);
        let mut ignored = Vec::new();
        for line in done.said.lines() {
            let counts =
                ["test result: ", "story result: "].iter().find_map(|w| line.strip_prefix(w));
            if let Some(counts) = counts {
                counted = true;
                passed += number_before(counts, " passed");
                failed += number_before(counts, " failed");
            }
            // `test saving_process ... ignored, <why>`: the other half of a test that kills a process is no test.
            if let Some((name, why)) = line.split_once(" ... ignored")
                && !why.contains("a process of its own")
            {
                ignored.push(name.trim_start_matches("test ").to_owned());
            }
        }
        if !ignored.is_empty() {
            sh::skipped(&ignored.join(", "), "marked as ignored");
        }
        self.passed += passed;
        self.failed += failed;
        match &done.outcome {
            Ok(()) if !counted && !done.said.contains("!!! SKIPPED") => {
                self.fail(format!("{}: it ended without a count", done.name));
            }
            Ok(()) => {}
            // Failed tests are counted above; a program that died before its count is a failure of its own.
            Err(why) if failed == 0 => self.fail(format!("{}: {why}", done.name)),
            Err(why) => self.sentences.push(format!("{}: {why}", done.name)),
        }
    }
}

/// Set-up, checks, tests of the screen, tests of every crate, the real window, stories in Chromium; a closing count.
pub fn test() -> Outcome {
    let mut times = Times::default();
    let mut programs = Times::default();
    let (tally, time) = sh::timed(|| -> Outcome<Tally> {
        times.of("set-up", || {
            setup::to_build(&[
                packages::BUILD,
                packages::RUN,
                packages::HEADLESS,
                packages::READ,
                packages::TEST,
            ])
        })?;
        let mut tally = Tally::default();
        for (name, gate) in GATES {
            tally.count(name, times.of(name, gate));
        }
        match times.of("vitest", ui::test) {
            Ok((passed, failed)) => {
                tally.passed += passed;
                tally.failed += failed;
            }
            Err(why) => tally.count("vitest", Err(why)),
        }
        times.of("tests and stories", || run(&mut tally, &mut programs));
        Ok(tally)
    });
    let tally = tally?;
    println!("\n{}\nlongest:\n{}", times.table(), programs.longest(12));
    for sentence in &tally.sentences {
        println!("✗ {sentence}");
    }
    println!("took {time}");
    println!("{} passed, {} failed", tally.passed, tally.failed);
    if tally.failed == 0 { Ok(()) } else { Err("see above".into()) }
}

/// Every test executable, the examples in the documentation, and the stories; what waits beside what computes.
fn run(tally: &mut Tally, programs: &mut Times) {
    step("tests: every crate, the real window under Xvfb, stories in Chromium; two at a time");
    let (mut waiting, mut computing) = (Vec::new(), Vec::new());
    match executables::find() {
        Ok((all, built)) => {
            for one in all {
                if one.drives_the_window() { &mut waiting } else { &mut computing }.push(one.job());
            }
            if !built {
                tally.fail("some tests were not built, see above".into());
            }
        }
        Err(why) => tally.count("tests", Err(why)),
    }
    match stories() {
        Ok(job) => waiting.push(job),
        Err(why) => tally.count("stories in Chromium", Err(why)),
    }
    let mut documented = cmd("cargo", ["test", "--workspace", "--doc", "--no-fail-fast"]);
    match lint::with_lints(&mut documented) {
        Ok(()) => computing.push(Job::new("examples in the documentation", documented)),
        Err(why) => tally.count("examples in the documentation", Err(why)),
    }
    lanes::run(waiting, computing, |done| {
        println!("▪ {} ({:.0} s)\n{}", done.name, done.time.as_secs_f64(), done.said.trim());
        tally.programs(&done);
        programs.note(&done.name, done.time);
    });
}

/// The long stories, played in Chromium on the loopback door of the program that was just built.
fn stories() -> Outcome<Job> {
    let desk = sh::built("fengqiao-desk")?;
    let pictures = desk.with_file_name("stories");
    let (desk, pictures) = (desk.to_string_lossy(), pictures.to_string_lossy());
    let args = ["tests/chromium/run.mjs", "--desk", &*desk, "--pictures", &*pictures];
    Ok(Job::new("stories in Chromium", cmd("node", args)))
}

/// `12` in `ok. 12 passed; 0 failed; …`.
fn number_before(text: &str, word: &str) -> u32 {
    let before = text.split(word).next().unwrap_or_default();
    let digits = before.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    digits.parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn counts_are_read_from_cargos_own_line() {
        let line = "FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(number_before(line, " passed"), 12);
        assert_eq!(number_before(line, " failed"), 3);
    }

    fn tally(said: &str, outcome: Outcome) -> (u32, u32, usize) {
        let mut tally = Tally::default();
        let done = Done { name: "x".into(), time: Duration::ZERO, said: said.into(), outcome };
        tally.programs(&done);
        (tally.passed, tally.failed, tally.sentences.len())
    }

    #[test]
    fn a_program_that_dies_or_says_nothing_is_a_failure() {
        let ok = "test result: ok. 4 passed; 0 failed; 0 ignored";
        assert_eq!(tally(ok, Ok(())), (4, 0, 0));
        assert_eq!(tally("running 4 tests\n", Err("signal 9".into())), (0, 1, 1));
        assert_eq!(tally("", Ok(())), (0, 1, 1));
        assert_eq!(tally("!!! SKIPPED: story a\n!!! no browser", Ok(())), (0, 0, 0));
        let bad = "test result: FAILED. 4 passed; 2 failed; 0 ignored";
        assert_eq!(tally(bad, Err("status 101".into())), (4, 2, 1));
        // Two results of the documentation of two crates.
        assert_eq!(tally(&format!("{ok}\n{ok}\n"), Ok(())), (8, 0, 0));
    }
}
