//! Golden files: what a test compares with, written anew by the test itself.

use crate::Outcome;
use crate::sh::{self, cmd, step};

/// Runs every test whose name holds `golden` with FENGQIAO_GOLDEN=write.
pub fn golden() -> Outcome {
    step("golden: the tests named `golden` write their files anew");
    let args = ["test", "--workspace", "--exclude", "fengqiao", "--", "golden"];
    sh::run(cmd("cargo", args).env("FENGQIAO_GOLDEN", "write"))?;
    step("golden: what changed (look at it before you commit it)");
    sh::run(&mut cmd("git", ["status", "--short"]))
}
