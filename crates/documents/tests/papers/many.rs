//! A whole group case at once: hundreds of agreements in one run, and the memory stays where it was.

use std::process::Command;
use std::time::Instant;

use documents::RenderOptions;
use serde_json::json;

use crate::desk::{engine, sample, text};

/// Agreements of one run.
const PAPERS: usize = 500;
/// After so many the caches are full.
const WARM: usize = 100;
/// What the memory may grow by from there to the end, in kB: less than a tenth of a megabyte for each paper.
const GROWTH: usize = 32 * 1024;

/// Memory of this process that is not mapped from files (the fonts are), in kB.
fn own_memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

#[test]
fn five_hundred_agreements_in_one_run_leave_the_memory_flat() {
    // Other tests of this program would count too.
    let run = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "many::setting_process", "--ignored", "--nocapture"])
        .env("FENGQIAO_SET_MANY", "1")
        .output()
        .unwrap();
    let said = String::from_utf8(run.stdout).unwrap();
    assert!(run.status.success(), "{said}{}", String::from_utf8_lossy(&run.stderr));
    let marks: Vec<(usize, usize)> = said
        .lines()
        .filter_map(|line| {
            let (_, rest) = line.split_once("after ")?;
            let (papers, rest) = rest.split_once(" papers: ")?;
            Some((papers.parse().ok()?, rest.split(' ').next()?.parse().ok()?))
        })
        .collect();
    println!("{said}");
    let at = |papers| marks.iter().find(|m| m.0 == papers).unwrap_or_else(|| panic!("{said}")).1;
    assert!(at(PAPERS) < at(WARM) + GROWTH, "memory grows with each paper:\n{said}");
}

/// Sets them and says how much memory it holds.
#[test]
#[ignore = "run by the other test as a process of its own"]
fn setting_process() {
    if std::env::var_os("FENGQIAO_SET_MANY").is_none() {
        return;
    }
    let full = sample("agreement");
    let begun = Instant::now();
    for n in 1..=PAPERS {
        let mut data = full.clone();
        let name = format!("职工{n:03}");
        data["doc"]["id"] = json!(format!("many-{n}"));
        data["case"]["number"] = json!(format!("某工调〔2026〕KD{n}号"));
        data["applicants"][0]["name"] = json!(name);
        data["terms"]["facts"] =
            json!(format!("{name}自2025年3月{}日起在现场做工。", n % 28 + 1).repeat(1 + n % 9));
        let paper = engine().render("agreement", &data, RenderOptions::default()).unwrap();
        if n % WARM == 0 {
            assert!(text(&paper.pdf).contains(&name), "the {n}th is its own");
            println!(
                "after {n} papers: {} kB, {:.1} s",
                own_memory(),
                begun.elapsed().as_secs_f64()
            );
        }
    }
}
