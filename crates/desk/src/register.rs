//! `register.*`: 发文登记簿, the letters of a year by their numbers; no number is missing without a reason.

use crate::error::Result;
use crate::numbers;
use crate::printer::{PrintJob, send};
use crate::session::{Desk, Session};
use crate::view_make;
use casework::{CaseId, Id, Paper, PaperState};
use chrono::{Datelike, NaiveDate};
use documents::{Kinds, RenderOptions};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::PaperQuery;
use ts_rs::TS;

/// Why a number has no paper on this desk: only a restore or another machine leaves such a hole.
const ELSEWHERE: &str = "恢复数据或者换机以前已用，文书不在本机";

/// Which register.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct RegisterAsk {
    /// Year of the numbers; this year when left out.
    pub year: Option<i32>,
    /// Document kind; empty: all kinds with a number of their own.
    pub kind: String,
}

/// A register to print.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct RegisterPrint {
    /// Year of the numbers; this year when left out.
    pub year: Option<i32>,
    /// Document kind; empty: all kinds with a number of their own.
    pub kind: String,
    /// Copies; 1 when left out.
    pub copies: Option<u32>,
    /// Queue; the chosen one when left out.
    pub queue: Option<String>,
    /// On both sides; as the settings say when left out.
    pub duplex: Option<bool>,
}

/// One number.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RegisterRow {
    /// As printed.
    pub number: String,
    /// Place in its series.
    pub n: u32,
    /// Document kind.
    pub kind: String,
    /// Title; of the kind where there is no paper.
    pub title: String,
    /// File and paper; `None` where the number has no paper on this desk.
    pub paper: Option<(CaseId, Id)>,
    /// Parties or employer.
    pub about: String,
    /// Day printed on it.
    pub on: Option<NaiveDate>,
    /// Originals.
    pub copies: u32,
    /// Who issued it.
    pub by: String,
    /// Where it stands; `None` without a paper.
    pub state: Option<PaperState>,
    /// Why it was given up, what replaced it, or why there is none.
    pub note: String,
}

/// A kind with a number of its own.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RegisterKind {
    /// Kind.
    pub kind: String,
    /// Title.
    pub title: String,
    /// Numbers given in that year.
    pub count: u32,
}

/// The register of a year.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RegisterPage {
    /// Year.
    pub year: i32,
    /// Years of which there are papers, newest first, this year among them.
    pub years: Vec<i32>,
    /// Kinds of which there are numbers in that year.
    pub kinds: Vec<RegisterKind>,
    /// Rows: by kind, then by number.
    pub rows: Vec<RegisterRow>,
    /// Numbers that were given up.
    pub voided: u32,
    /// Numbers without a paper here.
    pub absent: u32,
}

/// The register as a table.
///
/// # Errors
/// `desk.locked`.
pub fn list(desk: &Desk, input: RegisterAsk) -> Result<RegisterPage> {
    let session = desk.session()?;
    let kinds = desk.engine()?.kinds()?;
    page(desk, &session, &kinds, &input)
}

fn page(
    desk: &Desk,
    session: &Session,
    kinds: &Kinds,
    input: &RegisterAsk,
) -> Result<RegisterPage> {
    let year = input.year.unwrap_or_else(|| desk.today().year());
    let numbered: Vec<String> =
        kinds.iter().filter(|k| k.series.is_some()).map(|k| k.id.clone()).collect();
    let (mut rows, years, last) = session.store.read(|r| -> Result<_> {
        let query =
            PaperQuery { kinds: numbered.clone(), limit: u32::MAX, ..PaperQuery::default() };
        let mut rows = Vec::new();
        for found in r.find_papers(&query)? {
            // The number says the year, not the day: a letter of New Year's Eve may be dated later.
            if !found.number.contains(&format!("〔{year}〕")) {
                continue;
            }
            if let Some(case) = r.case(&found.case.id)?
                && let Some(paper) = case.paper(&Id(found.paper.clone()))
            {
                rows.push(row(&case, paper, view_make::title(&found.case)));
            }
        }
        let (_, mut years) = r.paper_facets()?;
        years.push(desk.today().year());
        years.sort_unstable_by(|a, b| b.cmp(a));
        years.dedup();
        let mut last = Vec::new();
        for kind in &numbered {
            let series = kinds.get(kind).and_then(|k| k.series.clone());
            if let Some(s) = series {
                last.push((kind.clone(), s.mark, r.last_number(&s.key, year)?));
            }
        }
        Ok((rows, years, last))
    })?;
    for (kind, mark, last) in &last {
        absent(session, kinds, &mut rows, (kind, mark), year, *last);
    }
    let place = |kind: &str| numbered_place(kinds, kind);
    rows.sort_by(|a, b| {
        (place(&a.kind), &a.kind, a.n, &a.number).cmp(&(place(&b.kind), &b.kind, b.n, &b.number))
    });
    let count = |kind: &str| rows.iter().filter(|r| r.kind == kind).count();
    let mut with: Vec<RegisterKind> = numbered
        .iter()
        .map(|kind| RegisterKind {
            kind: kind.clone(),
            title: kinds.get(kind).map(|k| k.title.clone()).unwrap_or_default(),
            count: u32::try_from(count(kind)).unwrap_or(u32::MAX),
        })
        .filter(|k| k.count > 0)
        .collect();
    with.sort_by_key(|k| (place(&k.kind), k.kind.clone()));
    rows.retain(|r| input.kind.is_empty() || r.kind == input.kind);
    let of = |hit: fn(&RegisterRow) -> bool| {
        u32::try_from(rows.iter().filter(|r| hit(r)).count()).unwrap_or(u32::MAX)
    };
    Ok(RegisterPage {
        year,
        years,
        kinds: with,
        voided: of(|r| r.state == Some(PaperState::Voided)),
        absent: of(|r| r.paper.is_none()),
        rows,
    })
}

fn numbered_place(kinds: &Kinds, kind: &str) -> u32 {
    kinds.get(kind).map_or(99, |k| crate::paper::place(&k.number))
}

fn row(case: &casework::Case, paper: &Paper, about: String) -> RegisterRow {
    let state = paper.state();
    let next = paper.superseded_by.as_ref().and_then(|id| case.paper(id));
    let note = match (&paper.voided, next) {
        (Some(reason), _) => format!("作废：{reason}"),
        (None, Some(next)) => match &next.number {
            Some(number) => format!("另出新稿{}", number.text),
            None => "另出新稿".to_owned(),
        },
        _ => String::new(),
    };
    RegisterRow {
        number: paper.number.as_ref().map(|n| n.text.clone()).unwrap_or_default(),
        n: paper.number.as_ref().map_or(0, |n| n.n),
        kind: paper.kind.clone(),
        title: paper.title.clone(),
        paper: Some((case.id.clone(), paper.id.clone())),
        about,
        on: Some(paper.on),
        copies: paper.copies,
        by: paper.issued_by.clone(),
        state: Some(state),
        note,
    }
}

/// Adds the numbers of this desk's series that have no paper here, each with why.
fn absent(
    session: &Session,
    kinds: &Kinds,
    rows: &mut Vec<RegisterRow>,
    (kind, mark): (&String, &String),
    year: i32,
    last: u32,
) {
    let s = &session.settings;
    // Told by the end of the number: the word before it may have been changed in the settings.
    let end = |n: u32| format!("{mark}〔{year}〕{}{n}号", s.series);
    let known = |n: u32| rows.iter().any(|r| r.kind == *kind && r.number.ends_with(&end(n)));
    let missing: Vec<u32> = (1..=last).filter(|n| !known(*n)).collect();
    let title = kinds.get(kind).map(|k| k.title.clone()).unwrap_or_default();
    rows.extend(missing.into_iter().map(|n| RegisterRow {
        number: numbers::format_number(s, mark, year, n),
        n,
        kind: kind.clone(),
        title: title.clone(),
        paper: None,
        about: String::new(),
        on: None,
        copies: 0,
        by: String::new(),
        state: None,
        note: ELSEWHERE.to_owned(),
    }));
}

/// The register as PDF.
///
/// # Errors
/// `paper.*`.
pub fn pdf(desk: &Desk, input: RegisterAsk) -> Result<Vec<u8>> {
    let session = desk.session()?;
    let kinds = desk.engine()?.kinds()?;
    let page = page(desk, &session, &kinds, &input)?;
    let what = page.kinds.iter().find(|k| k.kind == input.kind).map(|k| k.title.clone());
    let rows: Vec<_> = page
        .rows
        .iter()
        .map(|r| {
            json!({
                "number": r.number, "title": r.title, "about": r.about,
                "on": r.on.map(|d| d.to_string()), "copies": (r.copies > 0).then_some(r.copies),
                "by": r.by, "note": r.note,
            })
        })
        .collect();
    let s = &session.settings;
    let data = json!({
        "org": { "name": s.org_name, "phone": s.phone, "county": s.county_name },
        "doc": {
            "id": "register", "date": desk.today().to_string(), "practice": desk.practises(),
            "by": { "name": session.staff.name },
        },
        "register": {
            "year": page.year, "what": what, "rows": rows, "total": page.rows.len(),
            "voided": page.voided, "absent": page.absent,
        },
    });
    let options = RenderOptions { blanks: true, preview: false };
    Ok(desk.engine()?.render("document-register", &data, options)?.pdf)
}

/// Prints the register.
///
/// # Errors
/// `printer.*`, `paper.*`.
pub fn print(desk: &Desk, input: RegisterPrint) -> Result<PrintJob> {
    let session = desk.session()?;
    let pdf = pdf(desk, RegisterAsk { year: input.year, kind: input.kind })?;
    let how = crate::printer::How {
        copies: input.copies.unwrap_or(1),
        queue: input.queue,
        duplex: input.duplex,
        ..Default::default()
    };
    send(&session, &pdf, &how, "fengqiao-register")
}
