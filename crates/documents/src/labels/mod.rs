//! What is placed by the millimetre rather than typeset: the calibration page, labels for folders and evidence bags,
//! table cards.
//!
//! Plain PDF (not PDF/A): these sheets are printed and thrown away or stuck on a folder, never filed.

mod calibration;
mod canvas;
mod card;
mod evidence;
mod folder;

pub use calibration::calibration_page;
pub use card::{TableCard, table_cards};
pub use evidence::{EvidenceTag, evidence_tags};
pub use folder::{FolderLabel, LABELS_PER_SHEET, LabelSheet, folder_labels};
