//! `cargo xtask sample --cases N --out DIR`: a desk full of plainly invented cases, for looking and for measuring.

use crate::Outcome;
use crate::demo::desk::Desk;
use crate::sh::{self, cmd, step};
use serde_json::json;
use std::path::Path;

/// The password of the sample desk; it holds invented people only.
const PASSWORD: &str = "样本用的口令 not a secret";

/// Founds a desk in a new folder and fills it.
pub fn sample(cases: &str, out: &Path) -> Outcome {
    let count: u32 = cases.parse().map_err(|_| format!("not a number of cases: {cases}"))?;
    if out.join("data").exists() {
        return Err(format!("{} holds a desk already: name another folder", out.display()));
    }
    step("sample: building the command-line program");
    sh::run(&mut cmd("cargo", ["build", "--workspace", "--bin", "fengqiao-desk"]))?;
    std::fs::create_dir_all(out).map_err(|e| format!("{}: {e}", out.display()))?;
    let mut desk = Desk::named(out, "data", PASSWORD)?;
    desk.call(
        "desk",
        "set_up",
        json!({
            "name": "样本员", "role": "调解员", "password": PASSWORD,
            "settings": {
                "county": "532823", "county_name": "勐腊县", "station": "某某园驿站",
                "org_name": "某某县劳动争议联合调解中心（样本）", "legal_basis": "peoples",
                "number_word": "样本", "series": "YB", "seal": "here",
            },
        }),
    )?;
    desk.sign_in("样本员");
    step(&format!("sample: {count} cases in every state"));
    desk.call("desk", "sample", json!({ "cases": count }))?;
    println!(
        "the desk is in {} · staff 样本员 · password in {}",
        out.join("data").display(),
        out.join("password").display()
    );
    Ok(())
}
