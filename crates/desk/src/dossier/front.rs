//! Cover, contents and note of a dossier: typeset anew each time, because they say its pages.

use super::{DossierRow, line};
use crate::error::Result;
use crate::paper_data::{self, Depth};
use crate::session::{Desk, Session};
use crate::typesetter::Typesetter;
use casework::{Case, CheckLevel, DossierItem, dossier_check};
use documents::RenderOptions;
use documents::dossier::Leaf;
use serde_json::{Map, Value, json};

/// What they say.
pub(super) struct Said<'a> {
    pub rows: &'a [DossierRow],
    pub papers: usize,
    pub pages: u32,
    pub enclosed: usize,
    pub absent: &'a [String],
    pub note: &'a str,
}

/// The pages that are not numbered.
pub(super) struct Leaves {
    pub front: Vec<(String, Leaf)>,
    pub back: Vec<(String, Leaf)>,
}

pub(super) fn leaves(
    desk: &Desk,
    session: &Session,
    case: &Case,
    said: &Said<'_>,
) -> Result<Leaves> {
    let engine = desk.engine()?;
    let of = |kind: &str| -> Result<Vec<(String, Leaf)>> {
        let (title, leaf) = one(desk, session, case, &engine, kind, said)?;
        Ok(leaf.map(|leaf| (title, leaf)).into_iter().collect())
    };
    let mut front = of("dossier-cover")?;
    front.extend(of("dossier-index")?);
    Ok(Leaves { front, back: of("dossier-note")? })
}

fn one(
    desk: &Desk,
    session: &Session,
    case: &Case,
    engine: &Typesetter,
    kind_id: &str,
    said: &Said<'_>,
) -> Result<(String, Option<Leaf>)> {
    let kinds = engine.kinds()?;
    let Some(kind) = kinds.get(kind_id) else { return Ok((String::new(), None)) };
    let mut data = paper_data::data(desk, session, case, kind, &Map::new(), None, Depth::Whole);
    data["closing"]["pages"] = said.pages.into();
    data["index"] = said.rows.iter().zip(1..).map(|(row, no)| line(row, no)).collect();
    data["dossier_note"] = json!({
        "papers": said.papers,
        "attachments": (said.enclosed > 0).then_some(said.enclosed),
        "text": said.note,
        "missing": missing(engine, case, said)?,
    });
    // Blanks stay to be filled in by hand; without an identifier of its own it carries no code.
    let options = RenderOptions { blanks: true, preview: false };
    let made = engine.render(kind_id, &data, options)?;
    Ok((kind.title.clone(), Leaf::of(made.pdf).ok()))
}

/// What the file lacks, in one line: papers it cannot do without, and files that are not on this computer.
fn missing(engine: &Typesetter, case: &Case, said: &Said<'_>) -> Result<Option<String>> {
    let kinds = engine.kinds()?;
    let lacking = |i: &DossierItem| {
        let bad = i.found.level == CheckLevel::Bad && i.found.code == "dossier.paper_missing";
        let kind = i.found.args.get("kind").and_then(Value::as_str).filter(|_| bad)?;
        kinds.get(kind).map(|k| k.title.clone())
    };
    let mut all: Vec<String> = dossier_check(case).iter().filter_map(lacking).collect();
    all.extend(said.absent.iter().map(|title| format!("{title}（文件未在本机）")));
    Ok((!all.is_empty()).then(|| all.join("、")))
}
