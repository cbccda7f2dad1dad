//! Cover, contents and note of a dossier: typeset anew each time, because they say its pages.

use super::DossierRow;
use crate::error::Result;
use crate::paper_data;
use crate::session::{Desk, Session};
use crate::typesetter::Typesetter;
use casework::{Case, CheckLevel, DossierItem, MediationState as S, dossier_check};
use documents::dossier::Leaf;
use documents::RenderOptions;
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
    let mut data = paper_data::data(desk, session, case, kind, &Map::new(), None);
    data["closing"] = closing(session, case, said);
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

fn line(row: &DossierRow, no: usize) -> Value {
    let page = |n: u32| (n > 0).then_some(n);
    let note = match row.form.as_str() {
        "scan" => "扫描件",
        "both" => "附扫描件",
        "enclosed" => "电子材料",
        "absent" => "未在本机",
        _ => "",
    };
    json!({
        "no": no, "name": row.title, "number": row.number, "date": row.on.to_string(),
        "from": page(row.from), "to": page(row.to), "note": note,
    })
}

fn closing(session: &Session, case: &Case, said: &Said<'_>) -> Value {
    let archived = case.after.archived.as_ref();
    json!({
        "result": result(case),
        "ended_on": case.closed_on.or_else(|| ended_on(case)).map(|on| on.to_string()),
        "archived_on": archived.map(|a| a.on.to_string()),
        "archivist": archived.map(|_| session.staff.name.clone()),
        "pages": said.pages, "volume": 1, "volumes": 1,
        "retention": archived.map(|a| format!("{}年", a.retention_years)),
    })
}

/// How the matter ended, in the words of a cover.
fn result(case: &Case) -> Option<&'static str> {
    let performed = case.performance().is_some_and(|p| p.complete);
    Some(match case.state() {
        S::Effective if performed => "达成调解协议，已经履行完毕",
        S::Effective => "达成调解协议",
        S::Settled => "当场履行完毕",
        S::Failed => "调解不成，终止调解",
        S::Referred => "调解不成，转劳动仲裁",
        S::Withdrawn => "申请人撤回申请",
        S::Refused => "不予受理",
        S::Merged => "并入其他案件",
        S::Consulting if case.after.consultation.is_some() => "咨询答复完毕",
        _ => return None,
    })
}

fn ended_on(case: &Case) -> Option<chrono::NaiveDate> {
    let m = &case.mediation;
    let ended = m.ended.as_ref().map(|e| e.on).or(m.refused.as_ref().map(|r| r.on));
    let ended = ended.or(m.withdrawn.as_ref().map(|w| w.on));
    ended.or_else(|| case.performance().and_then(|p| p.completed_on))
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
