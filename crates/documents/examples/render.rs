//! `cargo run -p documents --example render -- <kind> <out.pdf> [data.json]`: one paper, by default from its sample.
//! All of them: `cargo xtask papers --out DIR`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use documents::{Engine, EngineConfig, FontDir, RenderOptions};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [kind, out, rest @ ..] = args.as_slice() else {
        return Err("usage: render <kind> <out.pdf> [data.json]".into());
    };
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    let papers = assets.join("documents");
    let engine = Engine::start(EngineConfig {
        fonts: vec![FontDir(assets.join("fonts"))],
        assets: papers.clone(),
        overrides: None,
    })?;
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
