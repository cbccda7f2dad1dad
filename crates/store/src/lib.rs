//! One device's encrypted database and the folder it lives in.
//!
//! # Vocabulary
//! - *data folder*: everything of one desk: `desk.db` (SQLCipher, WAL, `synchronous=FULL`), `slots.json`
//!   (who can open it), `marker.json` (machine, incarnation, last seq), `attachments/`, `thumbs/`, `backup/`.
//! - *gate*: what can be done before anybody has signed in ([`Gate`]); it hands out an [`Opened`] store.
//! - *slot*: one way to the master key: a member's password, the recovery sheet, later the county.
//! - *record*: one line of the device's log (room `ledger`), the truth. *Projection*: a table folded from
//!   records, rebuilt at will. *Draft*: typed, not yet a record. *Private*: caucus notes, never a record.
//! - *incarnation*: one life of the device's log; a restore or a copied folder begins another, and no
//!   number is allotted in it until a person has typed the last number printed.
//!
//! # Tour
//! ```no_run
//! # use store::*; use casework::{Case, CaseId, Event}; use serde_json::json; use std::path::Path;
//! # fn tour(dir: &Path, machine: &str, id: &CaseId, events: &[Event], author: Author,
//! #         now: chrono::DateTime<chrono::FixedOffset>, until: chrono::NaiveDate, staff: Staff,
//! #         typed: &str, mut scan: std::fs::File) -> Result<()> {
//! // before sign-in: nothing is opened, no key is needed
//! let gate = Gate::at(dir);
//! match gate.state()? {
//!     GateState::Fresh => { /* set-up */ }
//!     GateState::Locked(face) => println!("{} {:?}", face.org_line, face.staff),
//!     GateState::Damaged { what, .. } => println!("{}", what.code()),
//!     GateState::Newer { .. } => println!("{:?}", gate.written_by()),
//! }
//! let (org_line, password, kdf) = ("…", "…", Kdf::DESKTOP);
//! let new = NewStore { machine, org_line, staff: staff.clone(), password, now, kdf };
//! let (store, code) = Store::create(dir, new)?;
//! println!("{code}"); // the recovery sheet: eight groups of five
//! let Opened { store, notices } = gate.unlock(machine, &staff.id, password, now)?;
//! gate.unlock_with_recovery(machine, &RecoveryCode::parse(typed)?, &staff.id, "new", now)?;
//!
//! // reading: one snapshot per call, any number side by side, never writes
//! let case: Option<Case> = store.read(|r| r.case(id))?;
//! let page = store.read(|r| r.cases(&CaseQuery { filter: CaseFilter::Open, ..Default::default() }))?;
//! let open: Vec<OpenCase> = store.read(|r| r.open_since(|_, _| false))?; // to derive today's clocks from
//! let due = store.read(|r| r.due(until))?; // dates that stand in the records
//! let hits = store.read(|r| r.search("张三 1234", SearchScope::All, 20, 0))?;
//! let past = store.read(|r| r.history(id))?; // records in the case's order
//!
//! // writing: one transaction under BEGIN IMMEDIATE, rolled back on Err; never inside another write
//! store.write(author.clone(), |w| -> Result<Case> {
//!     let before = w.case(id)?;
//!     let n = w.allot("case", 2026)?; // contiguous; StoreError::NumbersBlocked after a restore
//!     let case = w.append(id, events)?; // records, chain, snapshot, projections, search
//!     w.clear_drafts(id, &["case/narrative"])?;
//!     Ok(case)
//! })?;
//! store.write(author.clone(), |w| w.put_draft(id, "case/narrative", &json!("…")))?;
//! store.write(author.clone(), |w| w.append_device("desk.amended", json!({ "station": "…" })))?;
//! store.write(author.clone(), |w| w.confirm_last_number("case", 2026, 11))?;
//! store.write(author.clone(), |w| w.put_private(id, "floor/applicant", &json!("…")))?;
//!
//! // files, staff, backup, health
//! let file = NewAttachment { name: "扫描件.jpg".into(), mime: "image/jpeg".into(), size: 0 };
//! let kept = store.attach(&mut scan, &file, author, &mut |_| Go::On)?;
//! let (bytes, jpeg) = (store.attachment(&kept.sha256)?, store.thumbnail(&kept.sha256)?);
//! store.add_staff(staff, "password")?;
//! store.remove_staff("s2")?;
//! store.backup_to(&store.backup_dir().join(backup_name(now)), now, &mut |_| Go::On)?;
//! store.changed_elsewhere()?; // did another process write since the last call
//! store.check(&mut |_| Go::On)?;
//! store.lock(now)?; // keys are wiped; later calls answer StoreError::Locked
//! # Ok(()) }
//! ```

mod attachments;
mod backup;
mod cipher;
mod db;
mod error;
mod files;
mod fold;
mod gate;
mod health;
mod hub;
mod ingest;
mod keys;
mod life;
mod lists;
mod marker;
mod numbers;
mod open;
mod papers;
mod parties;
mod progress;
mod reader;
mod search;
mod store;
mod writer;

pub use attachments::{Attachment, AttachmentBytes, NewAttachment};
pub use backup::{
    BackupInfo, Keep, Made, Opening, Verified, backup_name, backups, inspect_backup, prune_backups,
    restore, verify_backup,
};
pub use error::{Damage, Result, StoreError};
pub use gate::{Face, Gate, GateState, Notice, Opened};
pub use health::CheckReport;
pub use hub::{
    Counts, Enrolment, FeedPlace, FileCounts, FileTask, KeptBatch, Lost, Meeting, Outgoing, Run,
    RunLine, SyncLine, Taken,
};
pub use ingest::Seen;
pub use keys::{Kdf, RecoveryCode, Staff};
pub use life::Why;
pub use lists::{CaseFilter, CasePage, CaseQuery, DueRow, PaperRow};
pub use open::{CaseMark, OpenCase};
pub use papers::{PaperQuery, PaperWants};
pub use parties::{KnownFirm, SameParty};
pub use progress::{Go, Progress, Report};
pub use reader::{Draft, Past, Reader};
pub use search::{Hit, Match, SearchScope, fold_text};
pub use store::{NewStore, Store};
pub use writer::{Author, Writer};

/// Shortest password accepted, in characters.
pub const MIN_PASSWORD_CHARS: usize = 6;
