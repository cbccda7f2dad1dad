//! `cargo run -p documents --example render -- <kind> <out.pdf> [data.json]`: one paper, by default from its sample.
//! `… -- all <dir>`: every kind from its sample and empty, the calibration page and a sheet of labels.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use documents::labels::{FolderLabel, LabelSheet, calibration_page, folder_labels};
use documents::{Engine, EngineConfig, FontDir, RenderOptions};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [kind, out, rest @ ..] = args.as_slice() else {
        return Err("usage: render <kind> <out.pdf> [data.json] | render all <dir>".into());
    };
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    let papers = assets.join("documents");
    let fonts = FontDir(assets.join("fonts"));
    let engine = Engine::start(EngineConfig {
        fonts: vec![fonts.clone()],
        assets: papers.clone(),
        overrides: None,
    })?;
    if kind == "all" {
        return all(&engine, &fonts, &papers, Path::new(out));
    }
    let data = rest.first().map_or_else(|| papers.join(kind).join("sample.json"), PathBuf::from);
    let paper = engine.render(kind, &read(&data)?, RenderOptions::default())?;
    fs::write(out, &paper.pdf)?;
    eprintln!(
        "{out}: {} pages, {} bytes, template {}, data {}",
        paper.pages,
        paper.pdf.len(),
        &paper.template_hash[..8],
        &paper.data_hash[..8]
    );
    Ok(())
}

fn read(file: &Path) -> Result<Value, Box<dyn Error>> {
    Ok(serde_json::from_str(&fs::read_to_string(file)?)?)
}

fn all(engine: &Engine, fonts: &FontDir, papers: &Path, dir: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(dir)?;
    for kind in engine.kinds()?.iter() {
        let data = read(&papers.join(&kind.id).join("sample.json"))?;
        let paper = engine.render(&kind.id, &data, RenderOptions::default())?;
        fs::write(dir.join(format!("{}.pdf", kind.id)), &paper.pdf)?;
        let blank =
            json!({ "doc": { "date": data["doc"]["date"], "id": "blank" }, "org": data["org"] });
        fs::write(
            dir.join(format!("{}.blank.pdf", kind.id)),
            engine.render_draft(&kind.id, &blank)?.pdf,
        )?;
        eprintln!("{}: {} pages", kind.id, paper.pages);
    }
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
