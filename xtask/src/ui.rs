//! The screen: its packages, its checks, its build.

use crate::Outcome;
use crate::sh::{self, cmd, step};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;

const LOCK: &str = "ui/package-lock.json";
const INSTALLED: &str = "ui/node_modules/.installed";
// Not inside ui/dist: that folder is embedded into the executable.
const BUILT: &str = "ui/node_modules/.built";

/// `npm ci`, when the lock file is not the one that was installed.
pub fn install() -> Outcome {
    let lock = hash_of(&[PathBuf::from(LOCK)])?;
    if std::fs::read_to_string(INSTALLED).is_ok_and(|done| done == lock) {
        step("screen: Node packages are there");
        return Ok(());
    }
    step("screen: npm ci (Node packages into ui/node_modules)");
    let args = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
    sh::run(cmd("npm", args).current_dir("ui"))?;
    std::fs::write(INSTALLED, lock).map_err(|e| format!("{INSTALLED}: {e}"))
}

/// `vite build`, when something under ui/ changed since the last one.
pub fn build() -> Outcome {
    let mut files = Vec::new();
    collect(Path::new("ui"), &mut files)?;
    let now = hash_of(&files)?;
    let done = std::fs::read_to_string(BUILT).is_ok_and(|done| done == now);
    if done && Path::new("ui/dist/index.html").is_file() {
        step("screen: ui/dist is up to date");
        return Ok(());
    }
    step("screen: building ui/dist");
    sh::run(&mut tool("vite", &["build", "--logLevel", "warn"]))?;
    std::fs::write(BUILT, now).map_err(|e| format!("{BUILT}: {e}"))
}

/// vue-tsc: templates and scripts have the types they claim.
pub fn types() -> Outcome {
    step("screen: vue-tsc");
    sh::run(&mut tool("vue-tsc", &["--noEmit"]))
}

/// oxlint, warnings are errors.
pub fn lint() -> Outcome {
    step("screen: oxlint");
    sh::run(&mut tool("oxlint", &["--deny-warnings", "src"]))
}

/// vitest; returns how many tests passed and failed.
pub fn test() -> Outcome<(u32, u32)> {
    step("screen: vitest");
    let report = std::env::temp_dir().join(format!("fengqiao-vitest-{}.json", std::process::id()));
    let to = format!("--outputFile.json={}", report.display());
    let args = ["run", "--passWithNoTests", "--reporter=default", "--reporter=json", &to];
    let outcome = sh::run(&mut tool("vitest", &args));
    let text = std::fs::read_to_string(&report).unwrap_or_default();
    // A report that stays behind in the temporary folder harms nobody.
    let _ = std::fs::remove_file(&report);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    let count = |key: &str| json[key].as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
    let (passed, failed) = (count("numPassedTests"), count("numFailedTests"));
    match outcome {
        Ok(()) => Ok((passed, failed)),
        Err(why) => Err(format!("{why} ({passed} passed, {failed} failed)")),
    }
}

fn tool(name: &str, args: &[&str]) -> Command {
    let mut command = cmd("npx", ["--no-install", name].iter().chain(args));
    command.current_dir("ui");
    command
}

/// Every source file of the screen, in a fixed order.
fn collect(dir: &Path, files: &mut Vec<PathBuf>) -> Outcome {
    let entries = std::fs::read_dir(dir).map_err(|e| format!("{}: {e}", dir.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match (path.is_dir(), name.as_str()) {
            (true, "node_modules" | "dist" | ".vite") => {}
            (true, _) => collect(&path, files)?,
            (false, _) => files.push(path),
        }
    }
    Ok(())
}

fn hash_of(files: &[PathBuf]) -> Outcome<String> {
    let mut hash = Sha256::new();
    for file in files {
        let bytes = std::fs::read(file).map_err(|e| format!("{}: {e}", file.display()))?;
        hash.update(file.to_string_lossy().as_bytes());
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    }
    Ok(hex::encode(hash.finalize()))
}
