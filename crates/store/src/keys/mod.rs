//! Keys: one random master key per desk, everything else derived from it or sealed under it.
//!
//! The master key never lies on disk in the clear. Each slot of `slots.json` is an X25519 key pair:
//! the private half sealed by a password (or the recovery code), the master key sealed to the public
//! half. So the master key can be replaced for everybody without anybody's password.

mod kdf;
mod recovery;
mod seal;
mod slot;
pub(crate) mod slots;

pub use kdf::Kdf;
pub use recovery::RecoveryCode;
pub use slot::Staff;

pub(crate) use seal::{open, random, seal};
pub(crate) use slot::{Holder, Slot};
pub(crate) use slots::{Rekey, SlotsFile, parse as parse_slots};

use crate::error::{Damage, Result, StoreError};
use hkdf::Hkdf;
use sha2::Sha256;
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// 32 secret bytes, wiped when dropped.
pub(crate) type Secret = Zeroizing<[u8; 32]>;

/// The master key of a desk.
#[derive(Clone)]
pub(crate) struct MasterKey(Secret);

impl MasterKey {
    /// A fresh random one.
    pub(crate) fn generate() -> Self {
        Self(Zeroizing::new(random()))
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(|b| Self(Zeroizing::new(b)))
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn derive(&self, salt: &[u8], label: &str) -> Secret {
        let mut out = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(Some(salt), self.0.as_slice())
            .expand(label.as_bytes(), out.as_mut_slice())
            .expect("32 bytes are within HKDF's limit of 255 blocks");
        out
    }

    /// Raw key of `desk.db`.
    pub(crate) fn database(&self) -> Secret {
        self.derive(b"", "fengqiao database 1")
    }

    /// Key under which the device's signing key is sealed.
    pub(crate) fn device(&self) -> Secret {
        self.derive(b"", "fengqiao device signing key 1")
    }

    /// Key under which the attachment keys of `slots.json` are sealed.
    pub(crate) fn attachment_wrap(&self) -> Secret {
        self.derive(b"", "fengqiao attachment keys 1")
    }

    /// Key of one backup file, by the salt in its header.
    pub(crate) fn backup(&self, salt: &[u8]) -> Secret {
        self.derive(salt, "fengqiao backup 1")
    }
}

/// Attachment keys by epoch: a new epoch begins whenever a member of staff is removed.
#[derive(Clone, Default)]
pub(crate) struct AttachmentKeys(BTreeMap<u32, Secret>);

impl AttachmentKeys {
    /// Opens the sealed keys of a slots file.
    pub(crate) fn open(sealed: &[slots::SealedKey], master: &MasterKey) -> Result<Self> {
        let wrap = master.attachment_wrap();
        let mut keys = BTreeMap::new();
        for entry in sealed {
            let bytes = open(&wrap, &epoch_aad(entry.epoch), &entry.sealed).ok_or_else(|| {
                StoreError::damaged(Damage::Slots, "an attachment key does not open")
            })?;
            let key = <[u8; 32]>::try_from(bytes.as_slice())
                .map_err(|_| StoreError::damaged(Damage::Slots, "an attachment key is cut"))?;
            keys.insert(entry.epoch, Zeroizing::new(key));
        }
        Ok(Self(keys))
    }

    /// Adds a fresh key as the newest epoch.
    pub(crate) fn add_epoch(&mut self) {
        let epoch = self.0.keys().next_back().map_or(1, |last| last + 1);
        self.0.insert(epoch, Zeroizing::new(random()));
    }

    /// Seals all epochs for a slots file.
    pub(crate) fn seal(&self, master: &MasterKey) -> Vec<slots::SealedKey> {
        let wrap = master.attachment_wrap();
        self.0
            .iter()
            .map(|(epoch, key)| slots::SealedKey {
                epoch: *epoch,
                sealed: seal(&wrap, &epoch_aad(*epoch), key.as_slice()),
            })
            .collect()
    }

    /// The key new files are written with, and its epoch.
    pub(crate) fn newest(&self) -> Result<(u32, &Secret)> {
        self.0
            .iter()
            .next_back()
            .map(|(epoch, key)| (*epoch, key))
            .ok_or_else(|| StoreError::damaged(Damage::Slots, "no attachment key"))
    }

    pub(crate) fn get(&self, epoch: u32) -> Option<&Secret> {
        self.0.get(&epoch)
    }
}

fn epoch_aad(epoch: u32) -> Vec<u8> {
    format!("attachment epoch {epoch}").into_bytes()
}

/// The keys an open store works with.
pub(crate) struct Keys {
    pub(crate) master: MasterKey,
    pub(crate) attachments: AttachmentKeys,
}
