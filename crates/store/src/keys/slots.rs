//! `slots.json`: who can open the desk, and the master key sealed once for each of them.

use super::seal::base64_bytes;
use super::slot::{Slot, Staff};
use crate::error::{Damage, Result, StoreError};
use crate::files;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};

/// Version of the file this program writes.
pub(crate) const FORMAT: u32 = 1;

/// An attachment key sealed under the master key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SealedKey {
    pub(crate) epoch: u32,
    #[serde(with = "base64_bytes")]
    pub(crate) sealed: Vec<u8>,
}

/// A replacement of the master key under way: valid once the database opens with the new key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Rekey {
    /// The slots that stay, with the new master key sealed in each.
    pub(crate) slots: Vec<Slot>,
    pub(crate) attachment_keys: Vec<SealedKey>,
}

/// The file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SlotsFile {
    pub(crate) format: u32,
    /// Random id of the desk: binds each sealed thing to this file.
    pub(crate) desk: String,
    pub(crate) org_line: String,
    pub(crate) slots: Vec<Slot>,
    pub(crate) attachment_keys: Vec<SealedKey>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) next: Option<Rekey>,
    /// SHA-256 over the file with this field empty: finds damage, proves nothing.
    sum: String,
}

impl SlotsFile {
    pub(crate) fn new(desk: String, org_line: String) -> Self {
        Self {
            format: FORMAT,
            desk,
            org_line,
            slots: Vec::new(),
            attachment_keys: Vec::new(),
            next: None,
            sum: String::new(),
        }
    }

    pub(crate) fn staff(&self) -> Vec<Staff> {
        self.slots.iter().filter_map(Slot::staff).cloned().collect()
    }

    pub(crate) fn slot_of(&self, id: &str) -> Result<&Slot> {
        self.slots
            .iter()
            .find(|slot| slot.staff().is_some_and(|staff| staff.id == id))
            .ok_or_else(|| StoreError::NoSuchStaff { id: id.to_owned() })
    }

    /// Puts `slot` in the place of the member's or the sheet's old one, or at the end.
    pub(crate) fn put(&mut self, slot: Slot) {
        let same = |old: &Slot| match (old.staff(), slot.staff()) {
            (Some(old), Some(new)) => old.id == new.id,
            (None, None) => old.is_sheet() && slot.is_sheet(),
            _ => false,
        };
        match self.slots.iter().position(same) {
            Some(at) => self.slots[at] = slot,
            None => self.slots.push(slot),
        }
    }

    /// Reads the file; a damaged one is replaced by its previous version.
    ///
    /// Returns `None` when neither exists, and whether the previous version had to be used.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when neither can be read, [`StoreError::Newer`].
    pub(crate) fn load(dir: &Path) -> Result<Option<(Self, bool)>> {
        let main = Self::read(&path(dir))?;
        match main {
            Some(Ok(file)) => return Ok(Some((file, false))),
            Some(Err(newer @ StoreError::Newer { .. })) => return Err(newer),
            _ => {}
        }
        match (Self::read(&previous(dir))?, main) {
            (Some(Ok(file)), _) => Ok(Some((file, true))),
            (None, None) => Ok(None),
            (Some(Err(newer @ StoreError::Newer { .. })), _) => Err(newer),
            (Some(Err(error)), _) | (None, Some(Err(error))) => {
                Err(StoreError::damaged(Damage::Slots, error))
            }
            (None, Some(Ok(_))) => unreachable!("a readable main file was returned above"),
        }
    }

    /// Writes the file; the version before stays as `slots.json.bak`.
    pub(crate) fn save(&mut self, dir: &Path) -> Result<()> {
        self.sum = self.sum_of()?;
        let bytes = serde_json::to_vec_pretty(self)?;
        if let Ok(old) = std::fs::read(path(dir))
            && parse(&old).is_ok()
        {
            files::write_atomic(&previous(dir), &old)?;
        }
        files::write_atomic(&path(dir), &bytes)
    }

    /// Makes `slots.json.bak` the same as the file, so that a key taken away is in neither.
    pub(crate) fn forget_previous(dir: &Path) -> Result<()> {
        let now = std::fs::read(path(dir)).map_err(|e| StoreError::io(path(dir), e))?;
        files::write_atomic(&previous(dir), &now)
    }

    /// Outer: is there a file; inner: can it be read.
    fn read(path: &Path) -> Result<Option<Result<Self>>> {
        match std::fs::read(path) {
            Ok(bytes) => Ok(Some(parse(&bytes))),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(StoreError::io(path, e)),
        }
    }

    fn sum_of(&self) -> Result<String> {
        let bare = Self { sum: String::new(), ..self.clone() };
        Ok(hex::encode(Sha256::digest(serde_json::to_vec(&bare)?)))
    }
}

/// Reads the bytes of a slots file.
///
/// # Errors
/// [`StoreError::Newer`] by the format number alone, [`StoreError::Damaged`].
pub(crate) fn parse(bytes: &[u8]) -> Result<SlotsFile> {
    #[derive(Deserialize)]
    struct Format {
        format: u32,
    }
    let damaged = |e: &dyn std::fmt::Display| StoreError::damaged(Damage::Slots, e);
    let Format { format } = serde_json::from_slice(bytes).map_err(|e| damaged(&e))?;
    if format > FORMAT {
        return Err(StoreError::Newer { found: format, known: FORMAT });
    }
    let file: SlotsFile = serde_json::from_slice(bytes).map_err(|e| damaged(&e))?;
    if file.sum_of()? != file.sum {
        return Err(damaged(&"checksum"));
    }
    Ok(file)
}

pub(crate) fn path(dir: &Path) -> PathBuf {
    dir.join("slots.json")
}

pub(crate) fn previous(dir: &Path) -> PathBuf {
    dir.join("slots.json.bak")
}
