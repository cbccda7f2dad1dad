//! `scan.*`: sheets that come back from the scanner find their paper by the code on each page.
//!
//! A file is read once (known again by its SHA-256), its bytes are kept, each sheet is filed or waits for a person
//! (待归档). A code alone files nothing: document, pages and check must fit the frozen paper on this desk.

mod file;
mod find;
mod guess;
mod list;
mod look;
mod settle;
mod take;
mod turn;
mod watch;

pub use list::{of_paper, summary, waiting};
pub use settle::{answer, dismiss, settle};
pub(crate) use take::from_disk;
pub use take::take;
pub(crate) use turn::Scanning;
pub use turn::{progress, stop};
pub(crate) use watch::{Watched, folder_chosen, watched};

use crate::error::{DeskError, Result};
use crate::session::Desk;
use casework::{CaseId, Id, PaperState};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A file from the scanner, a telephone or a stick.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ScanTake {
    /// Files given together share this name, which the giver makes up.
    pub stack: String,
    /// File name; that of `path` when left out.
    #[serde(default)]
    pub name: String,
    /// Bytes, base64; left out when `path` is given.
    #[serde(default)]
    pub data: String,
    /// Where the file lies on this computer; it is read there and stays.
    #[serde(default)]
    pub path: Option<String>,
    /// The paper the person has open: a guess for what cannot be read.
    #[serde(default)]
    pub beside: Option<ScanPaperRef>,
}

/// Names a paper of a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ScanPaperRef {
    /// Case.
    pub case: CaseId,
    /// Paper.
    pub paper: Id,
}

/// Names a stack.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ScanStackRef {
    /// Name the giver made up.
    pub stack: String,
}

/// What became of a stack so far.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ScanSummary {
    /// Papers its sheets went to.
    pub papers: Vec<ScanPaper>,
    /// Sheets of it that wait for a person.
    pub waiting: Vec<ScanWaiting>,
    /// Empty backs set aside.
    pub blank: u32,
    /// The file of this call was read before.
    pub again: Option<ScanAgain>,
}

/// A file that was read before: nothing of it was filed twice.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ScanAgain {
    /// Its name then.
    pub name: String,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// By whom.
    pub by: String,
}

/// A paper with what was scanned of it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ScanPaper {
    /// Case.
    pub case: CaseId,
    /// Title of the case.
    pub case_title: String,
    /// Paper.
    pub paper: Id,
    /// Title.
    pub title: String,
    /// 文号 or 案号.
    pub number: String,
    /// Pages of the paper.
    pub pages: u32,
    /// Pages that came with this stack; of `scan.of_paper`: all that ever came.
    pub came: Vec<u32>,
    /// Pages of which there is no scan at all.
    pub missing: Vec<u32>,
    /// Where the paper stands: a superseded or voided one says so.
    pub state: PaperState,
    /// Places to sign that do not look signed and about which nobody has answered.
    pub unsigned: Vec<ScanPlace>,
}

/// A place to sign on a scanned sheet.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ScanPlace {
    /// Sheet.
    pub sheet: i64,
    /// Page of the paper.
    pub page: u32,
    /// What stands before the place, e.g. 被申请人.
    pub label: String,
    /// How it looks.
    pub mark: ScanMark,
}

/// How a place to sign looks on a scan. Whose hand it is no program tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScanMark {
    /// Nothing there that was not printed.
    Empty,
    /// Somebody wrote or sealed there.
    Marked,
    /// Cannot be told.
    Unsure,
}

/// A sheet that waits for a person.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ScanWaiting {
    /// Sheet.
    pub sheet: i64,
    /// Name of its file.
    pub name: String,
    /// Page of the file, from 1.
    pub leaf: u32,
    /// Pages of the file that are known.
    pub leaves: u32,
    /// Why it waits: the code of an error.
    pub why: DeskError,
    /// The paper its code names, when that is on this desk.
    pub named: Option<ScanGuess>,
    /// Where it may belong, the likeliest first.
    pub guesses: Vec<ScanGuess>,
    /// When it came.
    pub at: DateTime<FixedOffset>,
    /// It came from the watched folder.
    pub folder: bool,
}

/// Where a sheet may belong.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ScanGuess {
    /// Case.
    pub case: CaseId,
    /// Title of the case.
    pub case_title: String,
    /// Paper.
    pub paper: Id,
    /// Title of the paper.
    pub title: String,
    /// Page; 0 when the guess says nothing of it.
    pub page: u32,
    /// Why: `neighbours`, `beside`, `missing` or `code`.
    pub why: String,
}

/// All that waits.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ScanWaitingPage {
    /// Sheets, oldest first, at most 200.
    pub sheets: Vec<ScanWaiting>,
    /// How many wait.
    pub count: u32,
    /// Files of the watched folder that could not be read.
    pub faults: Vec<ScanFault>,
    /// The watched folder, when one is set.
    pub folder: Option<ScanFolder>,
}

/// A file that could not be read.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ScanFault {
    /// SHA-256 of the file.
    pub file: String,
    /// Its name.
    pub name: String,
    /// Why.
    pub why: DeskError,
    /// When it was tried.
    pub at: DateTime<FixedOffset>,
}

/// The watched folder.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ScanFolder {
    /// Where.
    pub path: String,
    /// It can be read now.
    pub there: bool,
}

/// How far the reading is.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct ScanProgress {
    /// File being read; empty when none is.
    pub name: String,
    /// Pages read.
    pub done: u32,
    /// Pages of the file; 0 while not known.
    pub all: u32,
}

/// Names a sheet.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ScanSheetRef {
    /// Sheet.
    pub sheet: i64,
}

/// Names a file.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ScanFileRef {
    /// SHA-256, hex.
    pub file: String,
}

/// What a person decides about a sheet.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ScanSettle {
    /// Sheet.
    pub sheet: i64,
    /// Where to.
    pub to: ScanTo,
}

/// Where a person puts a sheet.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ScanTo {
    /// To a paper.
    Paper {
        /// Case.
        case: CaseId,
        /// Paper.
        paper: Id,
        /// Page; left out when the sheet is no single page.
        #[serde(default)]
        page: Option<u32>,
    },
    /// To a case, as evidence.
    Evidence {
        /// Case.
        case: CaseId,
        /// What it is.
        label: String,
    },
    /// Away.
    Away {
        /// Why.
        reason: String,
    },
}

/// What a person says of a place that did not look signed.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ScanAnswer {
    /// Sheet.
    pub sheet: i64,
    /// Place.
    pub label: String,
    /// It is signed there after all; otherwise it really is empty.
    pub signed: bool,
}

/// A sheet's picture: JPEG.
///
/// # Errors
/// `scan.sheet_gone` when the sheet does not wait any more.
pub fn picture(desk: &Desk, input: ScanSheetRef) -> Result<Vec<u8>> {
    let session = desk.session()?;
    let found = session.store.read(|r| r.sheet_picture(input.sheet))?;
    found.ok_or_else(|| DeskError::new("scan.sheet_gone"))
}
