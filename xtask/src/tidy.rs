//! What no compiler looks for: unfinished marks in the sources.

use crate::Outcome;
use crate::sh::{self, cmd, step};

/// Marks of unfinished work, as extended regular expressions for `git grep`.
const MARKS: &[(&str, &str)] = &[
    (r"\b(TODO|FIXME|XXX)\b", "finish it, or say in a comment why it stays as it is"),
    (r"\b(todo|unimplemented)!\(", "finish it, or return an error"),
    (
        r"#\[ignore\]|\b(it|test|describe)\.(skip|only)\b",
        "a test that does not run protects nothing",
    ),
    (r"@ts-(ignore|nocheck)|eslint-disable|oxlint-disable( |$)", "mend the type or the code"),
];

/// Fails on each mark in a tracked or new source file.
pub fn marks() -> Outcome {
    step("sources: no unfinished marks");
    let mut found = String::new();
    for (pattern, remedy) in MARKS {
        let args = ["grep", "--untracked", "-nIE", "-e", pattern, "--"];
        let files = ["*.rs", "*.ts", "*.vue", "*.typ", "*.toml", "*.sh", ":!xtask/src/tidy.rs"];
        let output = cmd("git", args.iter().chain(&files)).output();
        let output = output.map_err(|e| format!("git grep could not be started: {e}"))?;
        // 0: found, 1: nothing found, anything else: git itself failed.
        match output.status.code() {
            Some(0) => {
                found.push_str(&format!(
                    "\n{}  → {remedy}",
                    String::from_utf8_lossy(&output.stdout)
                ));
            }
            Some(1) => {}
            _ => {
                return Err(format!("git grep: {}", String::from_utf8_lossy(&output.stderr)));
            }
        }
    }
    if found.is_empty() { Ok(()) } else { Err(format!("unfinished marks:{found}")) }
}

/// The crates (package names) with changed files since the last commit; `None` when all must be looked at.
pub fn changed_crates() -> Outcome<Option<Vec<String>>> {
    let status =
        sh::read(&mut cmd("git", ["status", "--porcelain", "-uall", "-z", "--no-renames"]))?;
    let mut names = Vec::new();
    for file in status.split('\0').filter_map(|line| line.get(3..)) {
        let mut parts = file.split('/');
        let name = match (parts.next(), parts.next()) {
            (Some("crates"), Some(name)) => name,
            (Some("xtask"), _) => "xtask",
            (Some("src-tauri" | "tests" | "tauri.conf.json"), _) => "fengqiao",
            (Some("Cargo.toml" | "Cargo.lock" | "clippy.toml" | ".cargo"), _) => return Ok(None),
            _ => continue,
        };
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    Ok(Some(names))
}
