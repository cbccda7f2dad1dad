//! `cargo xtask demo --out DIR`: the stories of an office, told to the real command-line program: one that is
//! paid, one that fails, two short ones (refused; sent back to the commission that had entrusted it), and the
//! county's: a real hub, its station on two laptops, and its office.
//!
//! Leaves the papers as PDF and `summary.json` in DIR; succeeds only if every check held.

pub(crate) mod desk;
mod hub;
mod story;
mod story_county;
mod story_failed;
mod story_paid;
mod story_short;

use crate::sh::{self, cmd, step};
use crate::{Outcome, fonts, packages, setup};
use desk::Desk;
use serde_json::{Value, json};
use std::path::Path;
use story::Book;

/// The password of the demonstration's first member of staff; its desk holds invented people only.
const PASSWORD: &str = "演示用的口令 not a secret";

/// Runs both stories on a new desk.
pub fn demo(out: &Path) -> Outcome {
    setup::compilers()?;
    packages::ensure(&[packages::BUILD, packages::READ])?;
    fonts::ensure()?;
    step("demo: building the command-line program and the hub");
    sh::run(&mut cmd("cargo", ["build", "--workspace", "--bins"]))?;
    if out.join("summary.json").exists() || out.join("data").exists() {
        return Err(format!(
            "{} holds an earlier demonstration: name another folder",
            out.display()
        ));
    }
    std::fs::create_dir_all(out).map_err(|e| format!("{}: {e}", out.display()))?;
    let out = out.canonicalize().map_err(|e| format!("{}: {e}", out.display()))?;
    let mut book = Book::new(Desk::named(&out, "data", PASSWORD)?, &out);
    let told = found(&mut book)
        .and_then(|()| story_paid::tell(&mut book))
        .and_then(|()| story_failed::tell(&mut book))
        .and_then(|()| story_short::tell(&mut book))
        .and_then(|()| story_county::tell(&mut book, &out, PASSWORD));
    let summary = book.close(&told)?;
    let file = out.join("summary.json");
    let text = serde_json::to_string_pretty(&summary).map_err(|e| e.to_string())?;
    std::fs::write(&file, text + "\n").map_err(|e| format!("{}: {e}", file.display()))?;
    step(&format!("demo: {}", file.display()));
    told?;
    let failed: Vec<&str> = summary["checks"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|check| check["held"] != json!(true))
        .filter_map(|check| check["what"].as_str())
        .collect();
    let count = summary["checks"].as_array().map_or(0, Vec::len);
    println!("{} checks held, {} did not", count - failed.len(), failed.len());
    if failed.is_empty() { Ok(()) } else { Err(failed.join("; ")) }
}

/// The desk is set up: organisation, numbers, first member of staff.
fn found(book: &mut Book) -> Outcome {
    step("demo: setting up the desk");
    book.at("2026-11-20T14:00:00+08:00");
    let state = book.desk.call("desk", "status", json!({}))?;
    book.check("a new folder is a fresh desk", state["state"] == "fresh");
    let recovery = book.desk.call("desk", "set_up", set_up())?;
    let groups = recovery["groups"].as_array().map_or(0, Vec::len);
    book.check("a recovery sheet is handed out once", groups >= 4);
    book.desk.sign_in("陈某");
    Ok(())
}

fn set_up() -> Value {
    json!({
        "name": "陈某", "role": "调解员", "password": PASSWORD,
        "settings": {
            "county": "532823", "county_name": "勐腊县", "station": "物流园驿站",
            "org_name": "勐腊县劳动争议联合调解中心", "seal_name": "勐腊县劳动争议联合调解中心",
            "legal_basis": "peoples", "address": "勐腊县某某路1号", "phone": "0691-0000000",
            "privacy_contact": "陈某 0691-0000000",
            "commission": "勐腊县劳动人事争议仲裁委员会", "commission_address": "勐腊县某某路2号",
            "commission_phone": "0691-0000001", "court": "勐腊县人民法院",
            "number_word": "勐工调", "series": "KD", "seal": "here",
        },
    })
}
