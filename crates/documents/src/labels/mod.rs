//! What is placed by the millimetre rather than typeset: the calibration page and folder labels.
//!
//! Plain PDF (not PDF/A): these sheets are printed and thrown away or stuck on a folder, never filed.

mod calibration;
mod canvas;
mod folder;

pub use calibration::calibration_page;
pub use folder::{FolderLabel, LABELS_PER_SHEET, LabelSheet, folder_labels};
