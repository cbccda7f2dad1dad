//! `label.evidence*`, `label.cards*`: tags for bags of evidence, name cards for the table.

use crate::error::{DeskError, Result};
use crate::printer::{How, PrintJob, send};
use crate::session::Desk;
use casework::{CaseId, DossierStage, PartOf, dossier_parts, fields, summary};
use documents::FontDir;
use documents::labels;
use serde::Deserialize;
use ts_rs::TS;

/// Most name cards at once: a hall, not a list.
const MOST_CARDS: usize = 60;

/// Tags for the evidence of a case.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct EvidenceTags {
    /// Case.
    pub case: CaseId,
    /// Labels already used up on the sheet.
    #[serde(default)]
    pub skip: u32,
    /// Queue, when it is printed.
    #[serde(default)]
    pub queue: Option<String>,
}

/// Sheets of evidence tags as PDF: the files that were taken in, numbered as in the dossier; before that, what the
/// applicant said he has.
///
/// # Errors
/// `case.unknown`, `label.no_evidence`, `paper.*`.
pub fn evidence(desk: &Desk, input: EvidenceTags) -> Result<Vec<u8>> {
    let session = desk.session()?;
    let case = desk.case(&session, &input.case)?;
    let s = summary(&case);
    let number = s.number.clone().unwrap_or_else(|| crate::view_make::title(&s));
    let tag = |name: String, source: String, on: String, form: &str| labels::EvidenceTag {
        case_id: case.id.0.clone(),
        number: number.clone(),
        no: 0,
        of: 0,
        name,
        source,
        on,
        form: form.to_owned(),
    };
    let mut tags: Vec<labels::EvidenceTag> = dossier_parts(&case)
        .into_iter()
        .filter(|p| p.stage == DossierStage::Evidence)
        .filter_map(|part| {
            let PartOf::File(sha) = &part.of else { return None };
            let file = case.attachments.iter().find(|a| a.sha256 == *sha)?;
            let form = match file.obtained.original {
                Some(true) => "原件",
                Some(false) => "复制件",
                None => "",
            };
            let day = part.on.format("%Y年%-m月%-d日").to_string();
            Some(tag(part.title, part.source, day, form))
        })
        .collect();
    if tags.is_empty() {
        let said = case.sheet.words("case/evidence").into_iter();
        tags = said
            .map(|code| {
                let name = fields::words_for(fields::EVIDENCE, &code).to_owned();
                tag(name, String::new(), String::new(), "")
            })
            .collect();
    }
    if tags.is_empty() {
        return Err(DeskError::new("label.no_evidence"));
    }
    let of = tags.len();
    for (tag, no) in tags.iter_mut().zip(1..) {
        (tag.no, tag.of) = (no, of);
    }
    let (right, down) = session.settings.printer_offset;
    let hundredths = |n: i32| f32::from(i16::try_from(n).unwrap_or(0)) / 100.0;
    let sheet = labels::LabelSheet {
        skip: usize::try_from(input.skip).unwrap_or(0),
        right_mm: hundredths(right),
        down_mm: hundredths(down),
    };
    Ok(labels::evidence_tags(&FontDir(desk.config.fonts.clone()), &tags, sheet)?)
}

/// Prints evidence tags.
///
/// # Errors
/// As [`evidence`]; `printer.*`.
pub fn print_evidence(desk: &Desk, input: EvidenceTags) -> Result<PrintJob> {
    let session = desk.session()?;
    let queue = input.queue.clone();
    let pdf = evidence(desk, input)?;
    send(&session, &pdf, &How::once(queue.as_deref()), "fengqiao-evidence-tags")
}

/// A name card.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TableCard {
    /// 申请人, 调解员 …
    pub role: String,
    /// Name.
    pub name: String,
}

/// Name cards for the table.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct TableCards {
    /// One sheet each, in order.
    pub cards: Vec<TableCard>,
    /// Queue, when they are printed.
    #[serde(default)]
    pub queue: Option<String>,
}

/// Name cards as PDF, an A4 sheet each to be folded twice.
///
/// # Errors
/// `label.no_names`, `label.too_many`, `paper.missing_glyph` names a character that no font has.
pub fn cards(desk: &Desk, input: TableCards) -> Result<Vec<u8>> {
    desk.session()?;
    let cards: Vec<labels::TableCard> = input
        .cards
        .iter()
        .map(|c| labels::TableCard {
            role: statute::text::line(&c.role),
            name: statute::text::line(&c.name),
        })
        .filter(|c| !c.name.is_empty())
        .collect();
    if cards.is_empty() {
        return Err(DeskError::new("label.no_names"));
    }
    if cards.len() > MOST_CARDS {
        return Err(DeskError::new("label.too_many").with("most", MOST_CARDS));
    }
    Ok(labels::table_cards(&FontDir(desk.config.fonts.clone()), &cards)?)
}

/// Prints name cards.
///
/// # Errors
/// As [`cards`]; `printer.*`.
pub fn print_cards(desk: &Desk, input: TableCards) -> Result<PrintJob> {
    let session = desk.session()?;
    let queue = input.queue.clone();
    let pdf = cards(desk, input)?;
    send(&session, &pdf, &How::once(queue.as_deref()), "fengqiao-table-cards")
}
