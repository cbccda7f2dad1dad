//! `cargo xtask test`: everything, to the end, whatever fails on the way.

use crate::check::GATES;
use crate::sh::{self, cmd, step};
use crate::{Outcome, packages, setup, ui};

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
                self.failed += 1;
                self.sentences.push(format!("{name}: {why}"));
            }
        }
    }
}

/// Set-up, checks, tests of the screen, tests of every crate, the real window, stories in Chromium; a closing count.
pub fn test() -> Outcome {
    let (tally, time) = sh::timed(|| -> Outcome<Tally> {
        setup::to_build(&[
            packages::BUILD,
            packages::RUN,
            packages::HEADLESS,
            packages::READ,
            packages::TEST,
        ])?;
        let mut tally = Tally::default();
        for (name, gate) in GATES {
            tally.count(name, gate());
        }
        match ui::test() {
            Ok((passed, failed)) => {
                tally.passed += passed;
                tally.failed += failed;
            }
            Err(why) => tally.count("vitest", Err(why)),
        }
        cargo_test(&mut tally);
        stories(&mut tally);
        Ok(tally)
    });
    let tally = tally?;
    println!();
    for sentence in &tally.sentences {
        println!("✗ {sentence}");
    }
    println!("took {time}");
    println!("{} passed, {} failed", tally.passed, tally.failed);
    if tally.failed == 0 { Ok(()) } else { Err("see above".into()) }
}

fn cargo_test(tally: &mut Tally) {
    step("tests: every crate, and the real window under Xvfb");
    let (mut passed, mut failed) = (0, 0);
    let mut ignored = Vec::new();
    let args = ["test", "--workspace", "--no-fail-fast"];
    let outcome = sh::watch(&mut cmd("cargo", args), |line| {
        if let Some(counts) = line.strip_prefix("test result: ") {
            passed += number_before(counts, " passed");
            failed += number_before(counts, " failed");
        }
        // `test saving_process ... ignored, <why>`: the other half of a test that kills a process is no test.
        if let Some((name, why)) = line.split_once(" ... ignored")
            && !why.contains("a process of its own")
        {
            ignored.push(name.trim_start_matches("test ").to_owned());
        }
    });
    tally.passed += passed;
    tally.failed += failed;
    if !ignored.is_empty() {
        sh::skipped(&ignored.join(", "), "marked as ignored");
    }
    if let Err(why) = outcome {
        // Failed tests are counted above; an executable that did not build or died counts here.
        if failed == 0 {
            tally.failed += 1;
        }
        tally.sentences.push(why);
    }
}

/// The long stories, played in Chromium on the loopback door of the program that was just built.
fn stories(tally: &mut Tally) {
    step("stories in Chromium");
    match play() {
        Ok((passed, failed, why)) => {
            tally.passed += passed;
            // A run that died before its closing count is a failure of its own.
            tally.failed += failed.max(u32::from(why.is_some()));
            tally.sentences.extend(why.map(|why| format!("stories in Chromium: {why}")));
        }
        Err(why) => tally.count("stories in Chromium", Err(why)),
    }
}

/// Passed, failed, and why it did not end well.
fn play() -> Outcome<(u32, u32, Option<String>)> {
    // In the shape of the workspace: other features would build the typesetter anew.
    sh::run(&mut cmd("cargo", ["build", "--workspace", "--bin", "fengqiao-desk"]))?;
    let desk = sh::built("fengqiao-desk")?;
    let pictures = desk.with_file_name("stories");
    let (desk, pictures) = (desk.to_string_lossy(), pictures.to_string_lossy());
    let args = ["tests/chromium/run.mjs", "--desk", &*desk, "--pictures", &*pictures];
    let (mut passed, mut failed) = (0, 0);
    let outcome = sh::watch(&mut cmd("node", args), |line| {
        if let Some(counts) = line.strip_prefix("story result: ") {
            passed += number_before(counts, " passed");
            failed += number_before(counts, " failed");
        }
    });
    Ok((passed, failed, outcome.err()))
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

    #[test]
    fn counts_are_read_from_cargos_own_line() {
        let line = "FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(number_before(line, " passed"), 12);
        assert_eq!(number_before(line, " failed"), 3);
    }
}
