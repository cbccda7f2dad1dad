//! `cargo xtask papers` runs this: every kind of paper into a folder as PDF, typical and nasty, with a list of them.
//!
//! `DIR/<kind>.<form>.pdf`, form one of `typical`, `blank` (filled in by hand), `shortest` (only what is required),
//! `longest` (twelve parties, three hundred rows), `hostile` (words that look like commands); `DIR/papers.tsv` has
//! kind, number, title, form and pages, tab-separated. Names of kinds after DIR set only these.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Instant;

use documents::labels::{FolderLabel, LabelSheet, calibration_page, folder_labels};
use documents::{Engine, EngineConfig, FontDir, RenderOptions};
use serde_json::{Value, json};

#[expect(dead_code, reason = "the tests use all of it")]
#[path = "../tests/papers/nasty.rs"]
mod nasty;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let dir = args.next().ok_or("usage: papers DIR [KIND…]")?;
    let (dir, wanted) = (Path::new(&dir), args.collect::<Vec<_>>());
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    let papers = assets.join("documents");
    let fonts = FontDir(assets.join("fonts"));
    let engine = Engine::start(EngineConfig {
        fonts: vec![fonts.clone()],
        assets: papers.clone(),
        overrides: None,
    })?;
    fs::create_dir_all(dir)?;
    let begun = Instant::now();
    let (mut list, mut pages) = (String::new(), 0);
    let kinds = engine.kinds()?;
    for kind in kinds.iter().filter(|kind| wanted.is_empty() || wanted.contains(&kind.id)) {
        let sample = fs::read_to_string(papers.join(&kind.id).join("sample.json"))?;
        let sample: Value = serde_json::from_str(&sample)?;
        let blank = json!({ "doc": { "date": sample["doc"]["date"], "id": "blank" }, "org": sample["org"] });
        for (form, data) in [
            ("typical", sample.clone()),
            ("blank", blank),
            ("shortest", nasty::shortest(&engine, &kind.id, &sample)),
            ("longest", nasty::longest(&sample)),
            ("hostile", nasty::hostile(&sample).0),
        ] {
            // Nobody types into the booklet or the sheet with the recovery code.
            let typed = !["handbook", "recovery-sheet"].contains(&kind.id.as_str());
            if !typed && form != "typical" {
                continue;
            }
            let options = RenderOptions { blanks: form == "blank", preview: false };
            let paper = engine
                .render(&kind.id, &data, options)
                .map_err(|e| format!("{} {form}: {e}", kind.id))?;
            fs::write(dir.join(format!("{}.{form}.pdf", kind.id)), &paper.pdf)?;
            writeln!(
                list,
                "{}\t{}\t{}\t{form}\t{}",
                kind.id, kind.number, kind.title, paper.pages
            )?;
            pages += paper.pages;
        }
    }
    fs::write(dir.join("papers.tsv"), list)?;
    placed(&fonts, dir)?;
    eprintln!("{pages} pages in {:.1} s", begun.elapsed().as_secs_f64());
    Ok(())
}

/// What is placed by the millimetre.
fn placed(fonts: &FontDir, dir: &Path) -> Result<(), Box<dyn Error>> {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).ok_or("no such day")?;
    fs::write(dir.join("calibration.pdf"), calibration_page(fonts, "某某牌激光打印机", day)?)?;
    let label = |n: usize| FolderLabel {
        case_id: format!("01931a2b-7c44-7def-8a10-{n:012}"),
        number: format!("某工调〔2026〕KD{n}号"),
        applicant: "张某".to_owned(),
        respondent: "某某劳务有限公司".to_owned(),
        cause: "拖欠工资".to_owned(),
        opened_on: "2026-11-20".to_owned(),
        retention: "5年".to_owned(),
    };
    let labels: Vec<_> = (1..=24).map(label).collect();
    fs::write(dir.join("labels.pdf"), folder_labels(fonts, &labels, LabelSheet::default())?)?;
    Ok(())
}
