//! What the tests share: warm engines, the samples, the papers already set, and poppler's eyes.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use documents::{Engine, EngineConfig, FontDir, Kind, RenderOptions, Rendered};
use serde_json::Value;

pub fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets")
}

pub fn font_dir() -> FontDir {
    let dir = assets().join("fonts");
    assert!(
        dir.join("FandolFang-Regular.otf").is_file(),
        "the fonts are not in {}: run `cargo xtask setup` first",
        dir.display()
    );
    FontDir(dir)
}

pub fn config() -> EngineConfig {
    EngineConfig { fonts: vec![font_dir()], assets: assets().join("documents"), overrides: None }
}

/// Tests that use each engine now. An engine sets on one thread of its own, so that one for all would leave the other
/// cores idle.
static AT_WORK: [AtomicUsize; 2] = [const { AtomicUsize::new(0) }; 2];

/// A test's place at one of the engines, as long as its thread lives.
struct Seat(usize);

impl Seat {
    fn take() -> Self {
        let least = |n: &usize| AT_WORK[*n].load(Ordering::Relaxed);
        let n = (0..AT_WORK.len()).min_by_key(least).expect("there is an engine");
        AT_WORK[n].fetch_add(1, Ordering::Relaxed);
        Self(n)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        AT_WORK[self.0].fetch_sub(1, Ordering::Relaxed);
    }
}

/// A warm engine, the same for all of a test's calls.
pub fn engine() -> &'static Engine {
    static ENGINES: [OnceLock<Engine>; 2] = [const { OnceLock::new() }; 2];
    thread_local!(static SEAT: LazyCell<Seat> = const { LazyCell::new(Seat::take) });
    let at = SEAT.with(|seat| seat.0);
    ENGINES[at].get_or_init(|| Engine::start(config()).unwrap())
}

/// Looks at every item of a list, two at a time on both engines; what is wrong with them, in the list's order.
pub fn wrong_in_each<T: Sync>(all: &[T], look: impl Fn(&T) -> Vec<String> + Sync) -> Vec<String> {
    let (next, found) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    std::thread::scope(|scope| {
        for _ in 0..AT_WORK.len() {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(one) = all.get(at) else { return };
                    let wrong = look(one);
                    found.lock().unwrap().insert(at, wrong);
                }
            });
        }
    });
    assert_eq!(found.lock().unwrap().len(), all.len(), "each was looked at");
    found.into_inner().unwrap().into_values().flatten().collect()
}

/// All kinds that are sheets of A4 about a case or a station; the booklet has tests of its own.
pub fn papers() -> Vec<Kind> {
    let kinds = engine().kinds().unwrap();
    kinds.iter().filter(|k| k.id != "handbook").cloned().collect()
}

pub fn sample(kind: &str) -> Value {
    let file = assets().join("documents").join(kind).join("sample.json");
    serde_json::from_str(
        &std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display())),
    )
    .unwrap()
}

pub fn render(kind: &str, data: &Value) -> Rendered {
    engine().render(kind, data, RenderOptions::default()).unwrap_or_else(|e| panic!("{kind}: {e}"))
}

/// A paper and what can be read on it.
pub struct Read {
    pub paper: Rendered,
    pub text: String,
    pub body: String,
    pub pages: Vec<String>,
}

/// The paper of a kind's sample, set once for all tests that only look at it.
pub fn of_sample(kind: &str) -> Arc<Read> {
    kept(kind, || render(kind, &sample(kind)))
}

/// The paper of a kind with nothing filled in.
pub fn of_nothing(kind: &str) -> Arc<Read> {
    kept(&format!("{kind} (empty)"), || {
        let blank = serde_json::json!({ "doc": { "date": "2026-11-20", "id": "blank" } });
        engine().render_draft(kind, &blank).unwrap_or_else(|e| panic!("{kind}: {e}"))
    })
}

fn kept(name: &str, make: impl FnOnce() -> Rendered) -> Arc<Read> {
    static KEPT: Mutex<BTreeMap<String, Arc<OnceLock<Arc<Read>>>>> = Mutex::new(BTreeMap::new());
    let place = Arc::clone(KEPT.lock().unwrap().entry(name.to_owned()).or_default());
    Arc::clone(place.get_or_init(|| {
        let paper = make();
        let raw = raw(&paper.pdf);
        let pages = pages(&paper.pdf);
        Arc::new(Read { text: squeeze(&raw), body: without_feet(&raw), pages, paper })
    }))
}

/// The heading of a kind: the cover of a file names the file, not the cover.
pub fn printed_title(kind: &Kind) -> &str {
    if kind.id == "dossier-cover" { "调解卷宗" } else { &kind.title }
}

/// Runs a poppler tool on a PDF and gives what it prints.
pub fn poppler(tool: &str, args: &[&str], pdf: &[u8]) -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("paper.pdf");
    std::fs::write(&file, pdf).unwrap();
    let at = args.iter().position(|a| *a == "FILE").expect("the place of the file is marked");
    let mut command = Command::new(tool);
    command.args(&args[..at]).arg(&file).args(&args[at + 1..]);
    let output = command.output().unwrap_or_else(|e| {
        panic!("{tool} is needed by these tests (apt package poppler-utils): {e}")
    });
    assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// Text of each page as poppler reads it.
pub fn pages(pdf: &[u8]) -> Vec<String> {
    let text = String::from_utf8(poppler("pdftotext", &["-layout", "FILE", "-"], pdf)).unwrap();
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    pages.pop();
    pages
}

/// Without white space: lines break where punctuation was squeezed, and that is no difference.
pub fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn raw(pdf: &[u8]) -> String {
    String::from_utf8(poppler("pdftotext", &["-raw", "FILE", "-"], pdf)).unwrap()
}

pub fn text(pdf: &[u8]) -> String {
    squeeze(&raw(pdf))
}

/// As [`text`], without what stands at the foot of each page, so that a sentence goes on over pages.
pub fn body(pdf: &[u8]) -> String {
    without_feet(&raw(pdf))
}

fn without_feet(raw: &str) -> String {
    let foot = |line: &str| {
        let line = squeeze(line);
        let starts = ["文书编号", "校验", "替换20", "本页核对"].iter().any(|w| line.starts_with(w));
        starts
            || (line.starts_with('第') && line.contains("页共"))
            || (line.starts_with('—')
                && line.ends_with('—')
                && line.trim_matches('—').parse::<usize>().is_ok())
    };
    squeeze(&raw.lines().filter(|line| !foot(line)).collect::<Vec<_>>().join("\n"))
}

/// A page as grey pixels at `dpi`.
pub struct Picture {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

impl Picture {
    pub fn crop(&self, left: usize, top: usize, width: usize, height: usize) -> Self {
        let rows = top..(top + height).min(self.height);
        let columns = left..(left + width).min(self.width);
        let pixels = rows
            .clone()
            .flat_map(|y| {
                self.pixels[y * self.width + columns.start..y * self.width + columns.end].to_vec()
            })
            .collect();
        Self { width: columns.len(), height: rows.len(), pixels }
    }
}

pub fn picture(pdf: &[u8], page: usize, dpi: u32) -> Picture {
    let (page, dpi) = (page.to_string(), dpi.to_string());
    let pgm = poppler("pdftoppm", &["-gray", "-r", &dpi, "-f", &page, "-l", &page, "FILE"], pdf);
    all_of(&pgm).pop().unwrap()
}

/// Every page of a paper.
pub fn pictures(pdf: &[u8], dpi: u32) -> Vec<Picture> {
    all_of(&poppler("pdftoppm", &["-gray", "-r", &dpi.to_string(), "FILE"], pdf))
}

/// PGM files one after the other.
fn all_of(mut pgm: &[u8]) -> Vec<Picture> {
    let mut found = Vec::new();
    while !pgm.is_empty() {
        let mut fields = pgm.splitn(4, |b| b.is_ascii_whitespace());
        assert_eq!(fields.next().unwrap(), b"P5");
        let mut number =
            || std::str::from_utf8(fields.next().unwrap()).unwrap().parse::<usize>().unwrap();
        let (width, height) = (number(), number());
        // "255\n" and then the pixels.
        let (pixels, rest) = fields.next().unwrap()[4..].split_at(width * height);
        found.push(Picture { width, height, pixels: pixels.to_vec() });
        pgm = rest;
    }
    found
}

/// What the QR codes of a page say.
pub fn codes(picture: &Picture) -> Vec<String> {
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(picture.width, picture.height, |x, y| {
            picture.pixels[y * picture.width + x]
        });
    let mut found: Vec<String> =
        image.detect_grids().iter().filter_map(|g| g.decode().ok()).map(|(_, text)| text).collect();
    found.sort();
    found
}
