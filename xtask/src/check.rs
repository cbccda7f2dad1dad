//! The checks that need no running desk.

use crate::sh::{self, cmd, step};
use crate::{Outcome, contract, lint, packages, setup, tidy, ui};

/// The crates without disk, clock and network: their tests take seconds.
const PURE: [&str; 3] = ["statute", "ledger", "casework"];

/// `cargo xtask check --fast`: before each commit.
pub fn fast() -> Outcome {
    let (outcome, time) = sh::timed(|| {
        format()?;
        tidy::marks()?;
        match tidy::changed_crates()? {
            Some(names) if names.is_empty() => step("clippy: no crate has changed"),
            Some(names) => clippy(&names)?,
            None => clippy(&[])?,
        }
        step(&format!("tests: {}", PURE.join(", ")));
        let packages = PURE.iter().flat_map(|name| ["-p", name]);
        sh::run(&mut cmd("cargo", ["test", "--quiet"].into_iter().chain(packages)))?;
        ui::install()?;
        ui::types()
    });
    step(&format!("check --fast: {time}"));
    outcome
}

/// `cargo xtask check`: every check of `test`, without its tests.
pub fn check() -> Outcome {
    setup::to_build(&[packages::BUILD])?;
    let mut failed = Vec::new();
    for (name, gate) in GATES {
        if let Err(why) = gate() {
            println!("✗ {name}: {why}");
            failed.push(*name);
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(failed.join(", ")) }
}

/// A named check.
pub type Gate = (&'static str, fn() -> Outcome);

/// In the order in which they fail soonest.
pub const GATES: &[Gate] = &[
    ("format", format),
    ("unfinished marks", tidy::marks),
    ("screen types", ui::types),
    ("screen lints", ui::lint),
    ("licences", licences),
    ("build, clippy, documentation links", lint::build),
    ("contract", contract::compare),
];

fn format() -> Outcome {
    step("format: cargo fmt --all --check");
    sh::run(&mut cmd("cargo", ["fmt", "--all", "--check"]))
        .map_err(|_| "run `cargo fmt --all`".to_owned())
}

/// Clippy on these packages, or on all when none is named.
fn clippy(names: &[String]) -> Outcome {
    let which = if names.is_empty() { "the workspace".into() } else { names.join(", ") };
    step(&format!("clippy: {which}"));
    let mut command = cmd("cargo", ["clippy", "--quiet", "--keep-going", "--all-targets"]);
    if names.is_empty() {
        command.arg("--workspace");
    }
    for name in names {
        command.args(["-p", name]);
    }
    sh::run(command.args(["--", "-D", "warnings"]))
}

fn licences() -> Outcome {
    let tool = match setup::cargo_deny() {
        Ok(tool) => tool,
        Err(why) => {
            sh::skipped("licences of the dependencies", &why);
            return Ok(());
        }
    };
    step("licences: cargo deny check licenses");
    let tool = tool.to_string_lossy().into_owned();
    sh::run(&mut cmd(&tool, ["--workspace", "--log-level", "error", "check", "licenses"]))
}
