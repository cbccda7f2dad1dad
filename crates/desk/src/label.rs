//! `label.*`, `recovery.*` sheets: what is placed by the millimetre, and the recovery sheet.

use crate::error::Result;
use crate::printer::{How, PrintJob, send};
use crate::session::{Desk, Session};
use casework::{CaseId, summary};
use documents::labels::{FolderLabel, calibration_page, folder_labels};
use documents::{FontDir, RenderOptions};
use serde::Deserialize;
use serde_json::json;
use ts_rs::TS;

/// A sheet of folder labels.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LabelSheet {
    /// Cases, one label each.
    pub cases: Vec<CaseId>,
    /// Labels already used up on the sheet.
    #[serde(default)]
    pub skip: u32,
    /// Queue, when it is printed.
    #[serde(default)]
    pub queue: Option<String>,
}

pub(crate) fn calibration(desk: &Desk, session: &Session) -> Result<Vec<u8>> {
    let fonts = FontDir(desk.config.fonts.clone());
    Ok(calibration_page(&fonts, &session.settings.printer, desk.today())?)
}

/// A sheet of folder labels as PDF.
///
/// # Errors
/// `case.unknown`, `paper.*`.
pub fn sheet(desk: &Desk, input: LabelSheet) -> Result<Vec<u8>> {
    let session = desk.session()?;
    let mut labels = Vec::new();
    for id in &input.cases {
        let case = desk.case(&session, id)?;
        let s = summary(&case);
        labels.push(FolderLabel {
            case_id: id.0.clone(),
            number: s.number.clone().unwrap_or_default(),
            applicant: s.applicants.clone(),
            respondent: s.respondents.clone(),
            cause: desk.law.causes.words(&s.cause).to_owned(),
            opened_on: s.received_on.map(|d| d.to_string()).unwrap_or_default(),
            // The file of a settled matter is kept at least five years (办案规则 Art. 24 by analogy).
            retention: "5年".to_owned(),
        });
    }
    let (right, down) = session.settings.printer_offset;
    let hundredths = |n: i32| f32::from(i16::try_from(n).unwrap_or(0)) / 100.0;
    let sheet = documents::labels::LabelSheet {
        skip: usize::try_from(input.skip).unwrap_or(0),
        right_mm: hundredths(right),
        down_mm: hundredths(down),
    };
    let fonts = FontDir(desk.config.fonts.clone());
    Ok(folder_labels(&fonts, &labels, sheet)?)
}

/// Prints a sheet of folder labels.
///
/// # Errors
/// `printer.*`.
pub fn print(desk: &Desk, input: LabelSheet) -> Result<PrintJob> {
    let session = desk.session()?;
    let queue = input.queue.clone();
    let pdf = sheet(desk, input)?;
    send(&session, &pdf, &How::once(queue.as_deref()), "fengqiao-labels")
}

/// The recovery sheet.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RecoverySheet {
    /// Groups as made; they are not kept anywhere.
    pub groups: Vec<String>,
    /// Queue, when it is printed.
    #[serde(default)]
    pub queue: Option<String>,
}

/// The recovery sheet as PDF.
///
/// # Errors
/// `paper.*`.
pub fn recovery(desk: &Desk, input: RecoverySheet) -> Result<Vec<u8>> {
    let session = desk.session()?;
    let s = &session.settings;
    let data = json!({
        "org": { "name": s.org_name, "phone": s.phone, "county": s.county_name },
        "doc": { "id": "recovery", "date": desk.today().to_string(), "by": { "name": session.staff.name } },
        "recovery": {
            "station": if s.station.is_empty() { &s.org_name } else { &s.station },
            "device": "", "series": s.series,
            "created_on": desk.today().to_string(),
            "groups": input.groups, "staff": session.staff.name, "fingerprint": "",
        },
        "codes": { "recovery": input.groups.join("-") },
    });
    let options = RenderOptions { blanks: true, preview: false };
    Ok(desk.engine()?.render("recovery-sheet", &data, options)?.pdf)
}

/// Prints the recovery sheet.
///
/// # Errors
/// `printer.*`.
pub fn print_recovery(desk: &Desk, input: RecoverySheet) -> Result<PrintJob> {
    let session = desk.session()?;
    let queue = input.queue.clone();
    let pdf = recovery(desk, input)?;
    send(&session, &pdf, &How::once(queue.as_deref()), "fengqiao-recovery")
}
