//! `matter.*`: papers that need no dispute (一函两书, 站务).
//!
//! Such a paper is kept in a file of its own: a case whose sheet says what it is about
//! (`case/subject`). So it is recorded, synced, printed, signed, voided and found like every other
//! paper, and all that follows at the same employer lies together. The file is no dispute: lists of
//! cases, clocks and counts leave it out.

use crate::case::row_id;
use crate::error::{DeskError, Result};
use crate::gate::Nothing;
use crate::paper::PaperKind;
use crate::session::Desk;
use crate::view_make;
use casework::{CaseId, summary};
use chrono::{DateTime, FixedOffset};
use documents::Subject;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// Kinds of paper that need no dispute, with what they are about.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MatterKind {
    /// `supervision` or `station`.
    pub subject: String,
    /// The kind.
    pub kind: PaperKind,
}

/// An employer a matter is about.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct MatterEmployer {
    /// Name.
    pub name: String,
    /// 统一社会信用代码.
    pub uscc: String,
    /// 法定代表人.
    pub legal_rep: String,
    /// Address.
    pub address: String,
    /// Contact person.
    pub contact: String,
    /// Telephone.
    pub phone: String,
}

/// A file to begin.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MatterBegin {
    /// The first paper's kind: says what the file is about.
    pub kind: String,
    /// Employer, for 监督.
    #[serde(default)]
    pub employer: MatterEmployer,
}

/// The file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MatterMade {
    /// Its identifier; nothing is recorded before a paper stands or is saved.
    pub case: CaseId,
}

fn word(subject: Subject) -> &'static str {
    match subject {
        Subject::Case => "",
        Subject::Supervision => "supervision",
        Subject::Station => "station",
    }
}

/// Lists the kinds of paper that can be made without a dispute.
///
/// # Errors
/// `desk.locked`.
pub fn kinds(desk: &Desk, _: Nothing) -> Result<Vec<MatterKind>> {
    desk.session()?;
    let kinds = desk.engine()?.kinds()?;
    let mut all: Vec<MatterKind> = kinds
        .iter()
        .filter(|k| k.subject != Subject::Case && !crate::paper::made_elsewhere(&k.id))
        .map(|k| MatterKind {
            subject: word(k.subject).to_owned(),
            kind: PaperKind::of(k, true, None),
        })
        .collect();
    all.sort_by_key(|k| (crate::paper::place(&k.kind.number), k.kind.kind.clone()));
    Ok(all)
}

/// Begins a file for papers that need no dispute. What is given up before a paper stands leaves nothing behind
/// (`case.discard`).
///
/// # Errors
/// `paper.unknown_kind`; `matter.needs_dispute` for a kind that belongs to a case.
pub fn begin(desk: &Desk, input: MatterBegin) -> Result<MatterMade> {
    let session = desk.session()?;
    let kinds = desk.engine()?.kinds()?;
    let kind = kinds.get(&input.kind);
    let kind = kind.ok_or_else(|| DeskError::new("paper.unknown_kind").with("kind", input.kind))?;
    let subject = word(kind.subject);
    if subject.is_empty() || crate::paper::made_elsewhere(&kind.id) {
        return Err(DeskError::new("matter.needs_dispute").with("title", kind.title.clone()));
    }
    let case = CaseId(uuid::Uuid::now_v7().to_string());
    let mut first = vec![("case/subject".to_owned(), Value::from(subject))];
    if kind.subject == Subject::Supervision {
        first.extend(employer(&input.employer));
    }
    session.store.write(desk.author(&session), |w| -> Result<()> {
        for (path, value) in &first {
            w.put_draft(&case, path, value)?;
        }
        Ok(())
    })?;
    Ok(MatterMade { case })
}

/// A file that was begun and of which no paper stands yet.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MatterBegun {
    /// File.
    pub case: CaseId,
    /// Employer, or what it is about.
    pub title: String,
    /// `supervision` or `station`.
    pub subject: String,
    /// Last typed.
    pub at: DateTime<FixedOffset>,
    /// Kinds of paper into whose form something was typed.
    pub kinds: Vec<String>,
}

/// Key under which the form of a paper keeps what was typed (`scratch.put`).
const TYPED: &str = "scratch/paper/";

/// Files that were begun and of which no paper stands yet, newest first.
///
/// # Errors
/// `desk.locked`.
pub fn begun(desk: &Desk, _: Nothing) -> Result<Vec<MatterBegun>> {
    let session = desk.session()?;
    session.store.read(|r| {
        let mut all = Vec::new();
        for (case, at) in r.drafted()? {
            if r.summary(&case)?.is_some() {
                continue;
            }
            let mut file = casework::Case::new(case.clone());
            file.sheet = view_make::overlaid(None, &r.drafts(&case)?);
            let sum = summary(&file);
            if sum.subject.is_empty() {
                continue;
            }
            let typed = r.private(&case)?.into_iter().filter(|(_, value)| !value.is_null());
            let kinds = typed.filter_map(|(path, _)| path.strip_prefix(TYPED).map(str::to_owned));
            all.push(MatterBegun {
                title: view_make::title(&sum),
                kinds: kinds.collect(),
                subject: sum.subject,
                at,
                case,
            });
        }
        all.sort_by_key(|m| std::cmp::Reverse(m.at));
        Ok(all)
    })
}

/// Fields of the sheet for the employer of a file.
fn employer(e: &MatterEmployer) -> Vec<(String, Value)> {
    let row = row_id();
    let at = |field: &str, value: &str| (format!("parties/{row}/{field}"), Value::from(value));
    let typed = [
        ("name", &e.name),
        ("uscc", &e.uscc),
        ("legal_rep", &e.legal_rep),
        ("address", &e.address),
        ("contact", &e.contact),
        ("contact_phone", &e.phone),
    ];
    let mut all = vec![at("role", "respondent"), at("kind", "employer")];
    all.push((format!("parties/{row}/order"), 1.into()));
    let given = typed.iter().filter(|(_, text)| !text.trim().is_empty());
    all.extend(given.map(|(field, text)| at(field, text.trim())));
    all
}

/// Gives a file about an employer his name when it was only typed into the paper.
pub(crate) fn named(case: &casework::Case, name: Option<String>) -> Vec<(String, Value)> {
    let supervised = case.sheet.text("case/subject") == "supervision";
    let known = !case.sheet.named(casework::PartyRole::Respondent).is_empty();
    let Some(name) = name.filter(|_| supervised && !known) else { return Vec::new() };
    let row = case.sheet.parties().into_iter().find(|p| p.role == casework::PartyRole::Respondent);
    match row {
        Some(row) => vec![(format!("parties/{}/name", row.id), name.into())],
        None => employer(&MatterEmployer { name, ..MatterEmployer::default() }),
    }
}
