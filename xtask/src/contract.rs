//! The contract between desk and screen: `ui/src/platform/contract.ts` is written by the desk's own types.

use crate::Outcome;
use crate::sh::{self, cmd, step};

const FILE: &str = "ui/src/platform/contract.ts";

/// Asks the command-line program that was built last.
fn fresh() -> Outcome<String> {
    let desk = sh::built("fengqiao-desk")?.to_string_lossy().into_owned();
    sh::read(&mut cmd(&desk, ["contract"]))
}

/// Writes the file anew.
pub fn write() -> Outcome {
    step(&format!("contract: writing {FILE}"));
    sh::run(&mut cmd("cargo", ["build", "--workspace", "--bin", "fengqiao-desk"]))?;
    std::fs::write(FILE, fresh()?).map_err(|e| format!("{FILE}: {e}"))
}

/// Fails when the file is not what the types of the desk that was built last say.
pub fn compare() -> Outcome {
    step(&format!("contract: {FILE} is fresh"));
    let fresh = fresh()?;
    let stands = std::fs::read_to_string(FILE).map_err(|e| format!("{FILE}: {e}"))?;
    if stands == fresh {
        return Ok(());
    }
    let line = stands.lines().zip(fresh.lines()).take_while(|(a, b)| a == b).count() + 1;
    Err(format!("{FILE} is stale from line {line}: run `cargo xtask contract`"))
}
