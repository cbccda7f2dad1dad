//! Backup: one encrypted file with database, attachments and key slots, made while people work.
//!
//! ```text
//! "FQBACKUP" ‖ length of header (u32 LE) ‖ header (JSON, open) ‖ chunks of crate::cipher over:
//!     repeated: kind (1 = database, 2 = attachment) ‖ length of name (u16) ‖ name ‖ size (u64) ‖ bytes
//!     end:      kind 0 ‖ count of entries (u32)
//! ```
//! The header holds the key slots of that day, so a backup opens with the passwords and the sheet of
//! that day, on any machine. Attachments are taken as they lie, already encrypted. Thumbnails and
//! `marker.json` are left out: a restored desk begins a new incarnation.

mod format;
mod keep;
mod make;
mod restore;

pub use keep::{Keep, backup_name, backups, prune_backups};
pub use make::Made;
pub use restore::{BackupInfo, Opening, Verified, inspect_backup, restore, verify_backup};
