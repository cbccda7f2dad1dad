//! Who answers for a pack. The seal is a signature of a desk of the county office over the pack's content, and with it
//! the hub's own signed record that this desk is the county's: whoever knows the hub's key can check it from a stick,
//! without ever having met that desk.

use crate::error::{DeskError, Result};
use crate::session::{Desk, Session};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, FixedOffset};
use documents::pack::Pack;
use ed25519_dalek::{Signature, Signer as _};
use ledger::wire::{Role, key_of};
use ledger::{DeviceId, Limits, VerifyingKey, batch};
use serde::{Deserialize, Serialize};
use store::{Enrolment, Lost, Reader};

const PURPOSE: &str = "fengqiao policy pack 1";

/// What stands in `seal.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seal {
    /// [`Pack::content`].
    content: String,
    /// Key of the desk that signed, hex.
    key: String,
    /// Who signed.
    pub by: String,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Organisation of the desk.
    pub org: String,
    /// Key of the hub, hex; empty on a desk that has no hub.
    #[serde(default)]
    hub: String,
    /// The hub's batch with the record that took the desk in as the county's, base64.
    #[serde(default)]
    proof: String,
    /// Ed25519 over [`Seal::signed`], hex.
    signature: String,
}

/// How a seal stands for this desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nobody signed.
    Unsigned,
    /// Files were changed after signing, or the seal itself.
    Changed,
    /// Signed by a desk that is not this county's office.
    Foreign,
    /// Signed by a desk of the county office that has been shut out.
    Revoked,
    /// May be used.
    Good,
}

impl Standing {
    /// Code on the wire.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Unsigned => "unsigned",
            Self::Changed => "changed",
            Self::Foreign => "foreign",
            Self::Revoked => "revoked",
            Self::Good => "good",
        }
    }
}

impl Seal {
    pub(crate) fn of(pack: &Pack) -> Option<Self> {
        serde_json::from_slice(pack.seal()?).ok()
    }

    fn signed(&self) -> Vec<u8> {
        let Self { content, key, by, at, org, hub, .. } = self;
        serde_json::to_vec(&(PURPOSE, content, key, by, at.to_rfc3339(), org, hub))
            .unwrap_or_default()
    }

    fn holds(&self) -> Option<VerifyingKey> {
        let key = key_of(&self.key)?;
        let signature: [u8; 64] = hex::decode(&self.signature).ok()?.try_into().ok()?;
        key.verify_strict(&self.signed(), &Signature::from_bytes(&signature)).ok()?;
        Some(key)
    }
}

/// Signs a pack on this desk, which must be the county's, or one that belongs to no county.
pub(crate) fn sign(desk: &Desk, session: &Session, pack: &Pack) -> Result<Vec<u8>> {
    let key = session.store.signing_key()?;
    let own = key.verifying_key();
    let (hub, proof) = session.store.read(|r| -> Result<_> {
        let Some(enrolment) = r.enrolment()? else { return Ok(Default::default()) };
        if enrolment.role != Role::County {
            return Err(DeskError::new("pack.not_the_county"));
        }
        let proof = proof(r, &enrolment, &own)?.ok_or_else(|| DeskError::new("pack.no_proof"))?;
        Ok((enrolment.key, STANDARD.encode(proof)))
    })?;
    let mut seal = Seal {
        content: pack.content(),
        key: hex::encode(own.as_bytes()),
        by: session.staff.name.clone(),
        at: desk.now(),
        org: session.settings.org_name.clone(),
        hub,
        proof,
        signature: String::new(),
    };
    seal.signature = hex::encode(key.sign(&seal.signed()).to_bytes());
    serde_json::to_vec(&seal)
        .map_err(|e| DeskError::new("desk.bad_output").with("detail", e.to_string()))
}

/// The hub's batch that says who this key is.
fn proof(r: &Reader<'_>, enrolment: &Enrolment, own: &VerifyingKey) -> Result<Option<Vec<u8>>> {
    let Some(hub) = key_of(&enrolment.key) else { return Ok(None) };
    let enrolled = r.shared_records("hub.enrolled")?;
    let about_me = enrolled.iter().rev().filter(|past| past.dev == DeviceId::of(&hub));
    for past in about_me {
        let lost = Lost { dev: past.dev, inc: past.inc, from: past.seq };
        let kept = r.kept_batches(&lost)?;
        let found = kept.into_iter().find(|b| (b.from..=b.to).contains(&past.seq));
        if let Some(found) = found.filter(|b| vouches(&b.bytes, &hub, own)) {
            return Ok(Some(found.bytes));
        }
    }
    Ok(None)
}

/// Whether a batch of the hub says that this key is a desk of the county office.
fn vouches(bytes: &[u8], hub: &VerifyingKey, key: &VerifyingKey) -> bool {
    let Ok(read) = batch::read(bytes, hub, &Limits::default()) else { return false };
    let text = hex::encode(key.as_bytes());
    read.records().any(|sealed| {
        let record = sealed.record();
        let is = |name: &str, value: &str| record.body[name].as_str() == Some(value);
        record.kind == "hub.enrolled" && is("role", "county") && is("key", &text)
    })
}

/// Judges the seal of a pack for this desk.
pub(crate) fn judge(session: &Session, pack: &Pack) -> Result<(Standing, Option<Seal>)> {
    if pack.seal().is_none() {
        return Ok((Standing::Unsigned, None));
    }
    let Some(seal) = Seal::of(pack) else { return Ok((Standing::Changed, None)) };
    let Some(key) = seal.holds().filter(|_| seal.content == pack.content()) else {
        return Ok((Standing::Changed, Some(seal)));
    };
    let own = session.store.signing_key()?.verifying_key() == key;
    let standing = session.store.read(|r| -> Result<Standing> {
        let enrolment = r.enrolment()?;
        if own && enrolment.as_ref().is_none_or(|e| e.role == Role::County) {
            return Ok(Standing::Good);
        }
        let Some(enrolment) = enrolment else { return Ok(Standing::Foreign) };
        let proof = STANDARD.decode(&seal.proof).unwrap_or_default();
        let known = key_of(&enrolment.key).filter(|_| seal.hub == enrolment.key);
        if !known.is_some_and(|hub| vouches(&proof, &hub, &key)) {
            return Ok(Standing::Foreign);
        }
        Ok(if revoked(r, DeviceId::of(&key))? { Standing::Revoked } else { Standing::Good })
    })?;
    Ok((standing, Some(seal)))
}

/// Whether the hub has shut a device out and not taken it in again since.
fn revoked(r: &Reader<'_>, dev: DeviceId) -> Result<bool> {
    let dev = dev.to_string();
    let last = |kind: &str| -> Result<Option<u64>> {
        let of_it = |body: Option<serde_json::Value>| {
            body.is_some_and(|body| body["dev"].as_str() == Some(dev.as_str()))
        };
        let all = r.shared_records(kind)?.into_iter();
        Ok(all.filter(|past| of_it(past.body.clone())).filter_map(|past| past.hub_seq).max())
    };
    Ok(match (last("hub.revoked")?, last("hub.enrolled")?) {
        (Some(out), Some(again)) => out > again,
        (Some(_), None) => true,
        (None, _) => false,
    })
}
