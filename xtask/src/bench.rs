//! `cargo xtask bench`: builds what is measured, fetches the peers, measures.

use crate::Outcome;
use crate::sh::{self, cmd, skipped, step};
use std::path::{Path, PathBuf};

/// Exact versions: a figure is worth nothing without.
const POUCH: [&str; 3] = ["pouchdb@9.0.0", "express-pouchdb@4.2.0", "express@4.22.3"];
const ANKI: &str = "anki==26.9.3";

/// Builds, fetches, measures; `args` go to the program, which knows what they mean.
pub fn bench(args: &[String]) -> Outcome {
    step("bench: cargo build --profile bench-build -p hub -p bench");
    let build = ["build", "--quiet", "--profile", "bench-build", "-p", "hub", "-p", "bench"];
    sh::run(&mut cmd("cargo", build))?;
    let peers = sh::cache()?.join("bench-peers");
    for script in ["pouch.cjs", "anki_desk.py"] {
        put(&Path::new("crates/bench/peers").join(script), &peers.join(script))?;
    }
    fetch("PouchDB", &peers.join("pouch"), &POUCH.join(" "), |dir| {
        let mut npm = cmd("npm", ["install", "--no-audit", "--no-fund", "--prefix"]);
        sh::run(npm.arg(dir).args(POUCH))
    })?;
    fetch("Anki", &peers.join("anki"), ANKI, |dir| {
        let mut pip = cmd("python3", ["-m", "pip", "install", "--quiet", "--target"]);
        sh::run(pip.arg(dir).arg(ANKI))
    })?;
    let built = sh::built("xtask")?;
    let target = built.parent().and_then(Path::parent).ok_or("xtask lies in no target folder")?;
    let programs = target.join("bench-build");
    let program = |name: &str| programs.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let mut bench = std::process::Command::new(program("bench"));
    bench.arg("--hub").arg(program("fengqiao-hub")).arg("--peers").arg(&peers);
    bench.arg("--work").arg(target.join("bench-work"));
    bench.arg("--json").arg(target.join("bench.json")).args(args);
    sh::run(&mut bench)
}

/// Installs a peer into a folder, once per version; a peer that cannot be had is said to be missing.
fn fetch(
    name: &str,
    dir: &Path,
    version: &str,
    install: impl FnOnce(&PathBuf) -> Outcome,
) -> Outcome {
    let stamp = dir.join("version");
    if std::fs::read_to_string(&stamp).is_ok_and(|have| have == version) {
        return Ok(());
    }
    step(&format!("bench: {name} ({version})"));
    if dir.exists() {
        std::fs::remove_dir_all(dir).map_err(|e| format!("{}: {e}", dir.display()))?;
    }
    std::fs::create_dir_all(dir).map_err(|e| format!("{}: {e}", dir.display()))?;
    match install(&dir.to_owned()) {
        Ok(()) => std::fs::write(&stamp, version).map_err(|e| format!("{}: {e}", stamp.display())),
        Err(why) => {
            // Half of a peer must not be taken for one.
            std::fs::remove_dir_all(dir).map_err(|e| format!("{}: {e}", dir.display()))?;
            skipped(&format!("{name}: there will be no ratio to it"), &why);
            Ok(())
        }
    }
}

fn put(from: &Path, to: &Path) -> Outcome {
    if let Some(dir) = to.parent() {
        std::fs::create_dir_all(dir).map_err(|e| format!("{}: {e}", dir.display()))?;
    }
    std::fs::copy(from, to).map(|_| ()).map_err(|e| format!("{}: {e}", from.display()))
}
