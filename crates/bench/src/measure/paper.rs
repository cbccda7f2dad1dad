//! The agreement as PDF by a warm typesetter, beside LibreOffice converting the same words: what one further file costs
//! in a process that runs already, and what one file costs from the start.

use crate::figure::{Aim, Figure, Peer};
use crate::stats::{median, ms, percentile};
use crate::{Bench, Outcome};
use documents::{Engine, EngineConfig, FontDir, RenderOptions};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// The kind of paper.
const KIND: &str = "agreement";
/// Converted in one process, against one: the difference is what the further ones cost.
const FILES: u32 = 11;
/// Each way so often; the middle one counts.
const TURNS: u32 = 5;

/// Sets agreements warm, and has LibreOffice convert the same text.
///
/// # Errors
/// Whatever keeps it from being measured; a LibreOffice that is not here does not.
pub fn run(bench: &Bench) -> Outcome<Vec<Figure>> {
    let times = bench.size(60, 8);
    println!("▸ paper: {times} agreements, new data each time");
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    let fonts = assets.join("fonts");
    if !fonts.join("FandolFang-Regular.otf").is_file() {
        return Err("the fonts are not there: `cargo xtask setup`".into());
    }
    let documents = assets.join("documents");
    let engine = Engine::start(EngineConfig {
        fonts: vec![FontDir(fonts.clone())],
        assets: documents.clone(),
        overrides: None,
    })?;
    let sample: Value =
        serde_json::from_str(&fs::read_to_string(documents.join(KIND).join("sample.json"))?)?;
    // Cold once: what a person waits for after the start is not what is asked here.
    let first = engine.render(KIND, &varied(&sample, 0), RenderOptions::default())?;
    let mut ours = Vec::new();
    for time in 1..=times {
        let data = varied(&sample, time);
        let begun = Instant::now();
        let paper = engine.render(KIND, &data, RenderOptions::default())?;
        ours.push(ms(begun.elapsed()));
        if paper.pages != first.pages || paper.data_hash == first.data_hash {
            return Err("the papers do not differ as they should".into());
        }
    }
    let memory = memory(&engine, &sample, bench.size(500, 50))?;
    let dir = bench.folder("paper")?;
    let office = office(&dir, &fonts, &first.pdf, bench.size(TURNS, 1))?;
    let profile = if cfg!(debug_assertions) {
        " Built as for development, the typesetter at optimisation level 1: a release is faster."
    } else {
        ""
    };
    let figure = |what: &str, ours, peer_name: &str, peer, aim, note| Figure {
        measure: "paper",
        what: what.to_owned(),
        unit: "ms",
        ours,
        peer_name: peer_name.to_owned(),
        peer,
        aim,
        note,
    };
    let peer = |of: fn(&Office) -> f64| {
        office.as_ref().map_or(Peer::Skipped, |office| Peer::Measured(of(office)))
    };
    let note = format!(
        "{} pages, new names, dates and sums each time; ours is PDF/A-2a, tagged, checked for missing glyphs, a QR code \
         on each page.{profile} LibreOffice: the same words, lines and fonts as plain paragraphs in its own format, \
         without tables, tags and codes, which is less work; {FILES} files in one process less one file, shared out.",
        first.pages
    );
    let one = "one process for one file, as a program that calls it for each paper does".to_owned();
    let (warm, slow) = (median(&ours), percentile(&ours, 0.95));
    Ok(vec![
        figure(
            "agreement to PDF, warm, p50",
            warm,
            "LibreOffice, each further file",
            peer(|o| o.further),
            Aim::AtMost(1.0 / 8.0),
            note,
        ),
        figure(
            "agreement to PDF, warm, p95",
            slow,
            "LibreOffice, each further file",
            peer(|o| o.further),
            Aim::None,
            String::new(),
        ),
        figure(
            "agreement to PDF, warm, p50",
            warm,
            "LibreOffice, one process each",
            peer(|o| o.alone),
            Aim::AtMost(1.0 / 80.0),
            one,
        ),
        memory,
    ])
}

/// Memory that is not mapped from files, after many papers in one run, beside a fifth of them.
fn memory(engine: &Engine, sample: &Value, papers: u32) -> Outcome<Figure> {
    let early = papers / 5;
    println!("  memory: {papers} agreements in one run");
    let mut then = 0.0;
    for paper in 1..=papers {
        engine.render(KIND, &varied(sample, 10_000 + paper), RenderOptions::default())?;
        if paper == early {
            then = own_memory()?;
        }
    }
    Ok(Figure {
        measure: "paper",
        what: format!("memory after {papers} agreements in one run"),
        unit: "MB",
        ours: own_memory()?,
        peer_name: format!("after {early}"),
        peer: Peer::Measured(then),
        aim: Aim::AtMost(1.2),
        note: "the process's own pages (RssAnon); the fonts are mapped from their files".to_owned(),
    })
}

/// This process's own memory, in MB.
fn own_memory() -> Outcome<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    let kilobytes = line.and_then(|l| l.trim().trim_end_matches(" kB").parse::<f64>().ok());
    Ok(kilobytes.ok_or("the kernel does not tell the memory of a process")? / 1024.0)
}

/// The sample as another case: what is different is different throughout the paper.
fn varied(sample: &Value, time: u32) -> Value {
    let mut data = sample.clone();
    data["doc"]["id"] = json!(format!("0193{time:04x}-bench"));
    data["case"]["number"] = json!(format!("某工调〔2026〕KD{}号", 100 + time));
    data["org"]["address"] = json!(format!("某某县城关镇人民路{}号工人文化宫一楼", 100 + time));
    data
}

struct Office {
    further: f64,
    alone: f64,
}

/// What LibreOffice takes; `None`, loudly, when it or poppler is not installed.
fn office(dir: &Path, fonts: &Path, pdf: &[u8], turns: u32) -> Outcome<Option<Office>> {
    let there = |tool: &&str| {
        let mut asked = Command::new(tool);
        asked.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
        asked.status().is_ok()
    };
    let missing = ["soffice", "pdftotext"].into_iter().find(|tool| !there(tool));
    if let Some(tool) = missing {
        println!(
            "  SKIPPED: {tool} is not installed, there will be no ratio to LibreOffice \
             (apt install libreoffice-writer-nogui poppler-utils)"
        );
        return Ok(None);
    }
    let words = words_of(dir, pdf)?;
    let config = dir.join("fonts.conf");
    let cache = dir.join("font-cache");
    fs::write(
        &config,
        format!(
            "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig><dir>{}</dir>\
             <cachedir>{}</cachedir></fontconfig>",
            fonts.display(),
            cache.display()
        ),
    )?;
    let mut files = Vec::new();
    for at in 0..FILES {
        let file = dir.join(format!("agreement-{at}.fodt"));
        fs::write(&file, flat(&words.replace("KD12号", &format!("KD{}号", 100 + at))))?;
        files.push(file);
    }
    let convert = |files: &[PathBuf]| convert(dir, &config, files);
    // The first start makes the profile and the font cache.
    convert(&files[..1])?;
    let (mut one, mut all) = (Vec::new(), Vec::new());
    for _ in 0..turns {
        one.push(convert(&files[..1])?);
        all.push(convert(&files)?);
    }
    let (one, all) = (median(&one), median(&all));
    Ok(Some(Office { further: (all - one) / f64::from(FILES - 1), alone: one }))
}

/// The paper's words, line by line.
fn words_of(dir: &Path, pdf: &[u8]) -> Outcome<String> {
    let file = dir.join("ours.pdf");
    fs::write(&file, pdf)?;
    let read = Command::new("pdftotext")
        .args(["-layout", "-enc", "UTF-8"])
        .arg(&file)
        .arg("-")
        .output()?;
    let words = String::from_utf8(read.stdout)?;
    if !words.contains("KD100号") {
        return Err("pdftotext does not read the paper".into());
    }
    Ok(words.replace("KD100号", "KD12号"))
}

/// A flat OpenDocument text with these lines as paragraphs, in the paper's own font and size.
fn flat(words: &str) -> String {
    let mut body = String::new();
    for line in words.lines() {
        let line = line.trim().replace('&', "&amp;").replace('<', "&lt;").replace('\u{c}', "");
        let _ = writeln!(body, "<text:p text:style-name=\"P\">{line}</text:p>");
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
         xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" \
         office:version=\"1.2\" office:mimetype=\"application/vnd.oasis.opendocument.text\">\
         <office:font-face-decls><style:font-face style:name=\"F\" svg:font-family=\"FandolFang R\"/></office:font-face-decls>\
         <office:automatic-styles><style:style style:name=\"P\" style:family=\"paragraph\">\
         <style:text-properties style:font-name-asian=\"F\" style:font-size-asian=\"16pt\" fo:font-size=\"16pt\" \
         style:language-asian=\"zh\" style:country-asian=\"CN\"/></style:style></office:automatic-styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document>"
    )
}

/// Converts files in one process; how long it took.
fn convert(dir: &Path, fonts: &Path, files: &[PathBuf]) -> Outcome<f64> {
    let out = dir.join("office");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    let mut soffice = Command::new("soffice");
    soffice
        .arg(format!("-env:UserInstallation=file://{}", dir.join("profile").display()))
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .arg(&out)
        .args(files)
        .env("FONTCONFIG_FILE", fonts)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let begun = Instant::now();
    let status = soffice.status()?;
    let took = ms(begun.elapsed());
    let made = fs::read_dir(&out).map(Iterator::count).unwrap_or(0);
    if !status.success() || made != files.len() {
        return Err(format!("soffice made {made} of {} files", files.len()).into());
    }
    Ok(took)
}
