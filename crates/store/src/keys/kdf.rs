//! From a password to a key: Argon2id with the costs kept beside each slot.

use super::{Secret, random};
use crate::error::{Damage, Result, StoreError};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Costs of Argon2id (RFC 9106): memory in KiB, passes, lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kdf {
    m_kib: u32,
    passes: u32,
    lanes: u32,
}

impl Kdf {
    /// For people's machines: 64 MiB, 3 passes, the second choice of RFC 9106 § 4 for machines short
    /// of memory; about a quarter of a second on a village office's laptop.
    pub const DESKTOP: Self = Self { m_kib: 64 * 1024, passes: 3, lanes: 1 };

    /// Cheap costs so that a test run does not spend its time here. Never for a person's desk.
    pub const fn cheap_for_tests() -> Self {
        Self { m_kib: 64, passes: 1, lanes: 1 }
    }
}

/// A password's salt and costs, as a slot keeps them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Salted {
    alg: String,
    #[serde(flatten)]
    costs: Kdf,
    #[serde(with = "super::seal::base64_bytes")]
    salt: Vec<u8>,
}

impl Salted {
    pub(crate) fn fresh(costs: Kdf) -> Self {
        Self { alg: "argon2id".to_owned(), costs, salt: random::<16>().to_vec() }
    }

    pub(crate) fn costs(&self) -> Kdf {
        self.costs
    }

    /// The key for `password`.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when the slot names costs no version of this program ever wrote: a
    /// damaged file must not make the machine ask for a terabyte of memory.
    pub(crate) fn key(&self, password: &str) -> Result<Secret> {
        let bad = |why: String| StoreError::damaged(Damage::Slots, why);
        if self.alg != "argon2id" || self.costs.m_kib > 1 << 20 || self.costs.passes > 64 {
            return Err(bad(format!("unknown key derivation {:?}", self.alg)));
        }
        let params =
            argon2::Params::new(self.costs.m_kib, self.costs.passes, self.costs.lanes, Some(32))
                .map_err(|e| bad(e.to_string()))?;
        let mut out = Zeroizing::new([0; 32]);
        argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
            .hash_password_into(password.as_bytes(), &self.salt, out.as_mut_slice())
            .map_err(|e| bad(e.to_string()))?;
        Ok(out)
    }
}
