//! One way to the master key: a key pair whose private half is sealed by a password or a printed code.

use super::kdf::Salted;
use super::recovery::RecoveryCode;
use super::seal::{base64_bytes, open, open_from, public_of, random, seal, seal_to, stretch};
use super::{Kdf, MasterKey, Secret};
use crate::error::{Damage, Result, StoreError};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// A member of staff as shown before anybody has signed in: this much lies open on the disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// Id the desk gives; it is what records carry as `by`.
    pub id: String,
    /// Name to choose at sign-in.
    pub name: String,
    /// Role in the desk's own words.
    pub role: String,
}

/// Who holds a slot.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Holder {
    /// A member of staff; the private half is sealed by the password.
    Staff(Staff),
    /// The sheet in the safe; the private half is sealed by the printed code.
    Recovery {
        /// When the sheet was made.
        issued: DateTime<FixedOffset>,
    },
    /// The county's escrow key: only its public half is ever here.
    County {
        /// Fingerprint shown when the county re-seals.
        fingerprint: String,
    },
}

/// How a private half is sealed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub(crate) enum Private {
    Password {
        kdf: Salted,
        #[serde(with = "base64_bytes")]
        sealed: Vec<u8>,
    },
    Code {
        #[serde(with = "base64_bytes")]
        salt: Vec<u8>,
        #[serde(with = "base64_bytes")]
        sealed: Vec<u8>,
    },
    /// Not on this machine.
    Elsewhere,
}

/// One way to the master key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Slot {
    pub(crate) holder: Holder,
    #[serde(with = "base64_bytes")]
    pub(crate) public: Vec<u8>,
    private: Private,
    #[serde(with = "base64_bytes")]
    master: Vec<u8>,
}

impl Slot {
    /// A slot for a member of staff.
    pub(crate) fn for_staff(
        desk: &str,
        staff: Staff,
        password: &str,
        kdf: Kdf,
        master: &MasterKey,
    ) -> Result<Self> {
        let private = Zeroizing::new(random::<32>());
        let salted = Salted::fresh(kdf);
        let key = salted.key(password)?;
        let public = public_of(&private);
        Ok(Self {
            holder: Holder::Staff(staff),
            private: Private::Password {
                kdf: salted,
                sealed: seal(&key, &aad(desk, &public), private.as_slice()),
            },
            master: seal_to(&public, &aad(desk, &public), master.bytes()),
            public: public.to_vec(),
        })
    }

    /// A slot for a recovery sheet.
    pub(crate) fn for_sheet(
        desk: &str,
        code: &RecoveryCode,
        issued: DateTime<FixedOffset>,
        master: &MasterKey,
    ) -> Self {
        let private = Zeroizing::new(random::<32>());
        let public = public_of(&private);
        let salt = random::<16>();
        let key = stretch(code.secret(), &salt, "fengqiao recovery sheet 1");
        Self {
            holder: Holder::Recovery { issued },
            private: Private::Code {
                salt: salt.to_vec(),
                sealed: seal(&key, &aad(desk, &public), private.as_slice()),
            },
            master: seal_to(&public, &aad(desk, &public), master.bytes()),
            public: public.to_vec(),
        }
    }

    /// The same slot with another master key: needs nobody's password.
    pub(crate) fn resealed(&self, desk: &str, master: &MasterKey) -> Result<Self> {
        let public = self.public()?;
        Ok(Self { master: seal_to(&public, &aad(desk, &public), master.bytes()), ..self.clone() })
    }

    /// The costs of this slot's password, for a slot that replaces it.
    pub(crate) fn costs(&self) -> Option<Kdf> {
        match &self.private {
            Private::Password { kdf, .. } => Some(kdf.costs()),
            _ => None,
        }
    }

    /// The private half by password; `None` when the password is wrong.
    pub(crate) fn private_by_password(&self, desk: &str, password: &str) -> Result<Option<Secret>> {
        let Private::Password { kdf, sealed } = &self.private else {
            return Ok(None);
        };
        let key = kdf.key(password)?;
        Ok(secret(open(&key, &aad(desk, &self.public()?), sealed)))
    }

    /// The private half by recovery code; `None` when the code is another sheet's.
    pub(crate) fn private_by_code(&self, desk: &str, code: &RecoveryCode) -> Option<Secret> {
        let Private::Code { salt, sealed } = &self.private else {
            return None;
        };
        let key = stretch(code.secret(), salt, "fengqiao recovery sheet 1");
        secret(open(&key, &aad(desk, &self.public().ok()?), sealed))
    }

    /// The master key, from the private half.
    pub(crate) fn master(&self, desk: &str, private: &Secret) -> Result<MasterKey> {
        open_from(private, &aad(desk, &self.public()?), &self.master)
            .and_then(|bytes| MasterKey::from_bytes(&bytes))
            .ok_or_else(|| StoreError::damaged(Damage::Slots, "a master key does not open"))
    }

    fn public(&self) -> Result<[u8; 32]> {
        self.public
            .as_slice()
            .try_into()
            .map_err(|_| StoreError::damaged(Damage::Slots, "a public key is cut"))
    }

    pub(crate) fn staff(&self) -> Option<&Staff> {
        match &self.holder {
            Holder::Staff(staff) => Some(staff),
            _ => None,
        }
    }

    pub(crate) fn is_sheet(&self) -> bool {
        matches!(self.holder, Holder::Recovery { .. })
    }
}

fn aad(desk: &str, public: &[u8; 32]) -> Vec<u8> {
    [desk.as_bytes(), public].concat()
}

fn secret(bytes: Option<Zeroizing<Vec<u8>>>) -> Option<Secret> {
    let bytes = bytes?;
    <[u8; 32]>::try_from(bytes.as_slice()).ok().map(Zeroizing::new)
}
