//! What desk and hub say to each other, apart from the batches themselves.
//!
//! ```text
//! GET  /v1/hello                     → Hello
//! POST /v1/enrol   EnrolAsk          → Enrolled
//! POST /v1/token   TokenAsk          → Token         (challenge of hello, signed by the device key)
//! POST /v1/push    one batch         → PushAnswer    (409 gap, 413 too large: Refusal)
//! GET  /v1/feed?after=hub_inc:N      → one page, see [`page`]
//! POST /v1/vouch   Vouch             → Vouched       (a county desk, to a hub that was restored)
//! HEAD/PATCH/GET /v1/blob/{sha256}   upload-offset, upload-length (tus core)
//! ```
//! Every answer that is not 2xx is a [`Refusal`]: a code and values, never words. `/v1/push`, `/v1/feed` and
//! `/v1/blob` want `authorization: Bearer <token>`.

pub mod code;
pub mod page;

use chrono::{DateTime, FixedOffset};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::ids::{ChainHash, Cursor, DeviceId, Incarnation, Seq, parse_hex};

/// Bytes before what is signed, so that a signature for one purpose is none for another.
const ENROL_PURPOSE: &[u8] = b"fengqiao enrol 1\n";
const TOKEN_PURPOSE: &[u8] = b"fengqiao token 1\n";
const RECEIPT_PURPOSE: &[u8] = b"fengqiao receipt 1\n";

/// What a device may do at the hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// One station: its own cases.
    Station,
    /// The county office: every case, and the kinds of record that are the county's.
    County,
}

/// A station of the county.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Station {
    /// Identifier, given by the hub, never shown.
    pub id: String,
    /// Name as people say it.
    pub name: String,
}

/// `GET /v1/hello`: what the hub is, before anybody has said who asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hello {
    /// Oldest and newest protocol it reads.
    pub proto: (u32, u32),
    /// Version of the program.
    pub version: String,
    /// The hub's incarnation.
    pub hub_inc: Incarnation,
    /// The hub's signing key, 64 hexadecimal digits.
    pub key: String,
    /// The hub's clock.
    pub now: DateTime<FixedOffset>,
    /// A challenge, good for one [`TokenAsk`] and a few minutes.
    pub nonce: String,
    /// Limits.
    pub limits: HubLimits,
    /// What else it can do, by name.
    #[serde(default)]
    pub capabilities: Vec<String>,
}

/// How much the hub takes at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HubLimits {
    /// Bytes of one batch as it travels.
    pub batch_bytes: u64,
    /// Records in a batch.
    pub batch_records: u64,
    /// Bytes of one PATCH of a blob.
    pub blob_part: u64,
    /// Bytes of one blob.
    pub blob_bytes: u64,
}

/// `POST /v1/enrol`: a device shows its one-time code and says who it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolAsk {
    /// The secret of the code.
    pub secret: String,
    /// The device's signing key, 64 hexadecimal digits.
    pub key: String,
    /// What people call the device, e.g. the name of the station's laptop.
    pub name: String,
    /// The series the device has used so far; kept if it is free.
    #[serde(default)]
    pub series: Option<String>,
    /// Signature over purpose, secret and name, 128 hexadecimal digits: the key is really here.
    pub signature: String,
}

impl EnrolAsk {
    /// Shows a code's secret with this device's key.
    #[must_use]
    pub fn new(key: &SigningKey, secret: &str, name: &str, series: Option<String>) -> Self {
        let signature = key.sign(&enrol_bytes(secret, name));
        Self {
            secret: secret.to_owned(),
            key: hex::encode(key.verifying_key().to_bytes()),
            name: name.to_owned(),
            series,
            signature: hex::encode(signature.to_bytes()),
        }
    }

    /// The device's key, if its holder wrote this.
    #[must_use]
    pub fn proven_key(&self) -> Option<VerifyingKey> {
        let key = key_of(&self.key)?;
        let bytes = enrol_bytes(&self.secret, &self.name);
        verified(&key, &bytes, &self.signature).then_some(key)
    }
}

fn enrol_bytes(secret: &str, name: &str) -> Vec<u8> {
    [ENROL_PURPOSE, secret.as_bytes(), b"\n", name.as_bytes()].concat()
}

/// The hub took the device in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolled {
    /// The hub's incarnation.
    pub hub_inc: Incarnation,
    /// The hub's signing key, 64 hexadecimal digits: receipts and pages are checked with it.
    pub key: String,
    /// Name of the county's centre.
    pub hub: String,
    /// The station.
    pub station: Station,
    /// What it may do.
    pub role: Role,
    /// The series it has from now on.
    pub series: String,
    /// Another device has used the asked series: numbers already printed may be shared.
    #[serde(default)]
    pub series_shared: bool,
    /// Whether the county has confirmed the fingerprint already.
    pub confirmed: bool,
}

/// `POST /v1/token`: proof that the device key is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenAsk {
    /// The device.
    pub dev: DeviceId,
    /// The challenge.
    pub nonce: String,
    /// Signature over purpose and challenge, 128 hexadecimal digits.
    pub signature: String,
}

impl TokenAsk {
    /// Signs a challenge.
    #[must_use]
    pub fn new(key: &SigningKey, nonce: &str) -> Self {
        let signature = key.sign(&[TOKEN_PURPOSE, nonce.as_bytes()].concat());
        Self {
            dev: DeviceId::of(&key.verifying_key()),
            nonce: nonce.to_owned(),
            signature: hex::encode(signature.to_bytes()),
        }
    }

    /// True when the key of this very device signed the challenge.
    #[must_use]
    pub fn holds(&self, key: &VerifyingKey) -> bool {
        DeviceId::of(key) == self.dev
            && verified(key, &[TOKEN_PURPOSE, self.nonce.as_bytes()].concat(), &self.signature)
    }
}

/// A pass for some hours, on the hub's clock: a desk with a wrong clock gets in all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// The pass.
    pub token: String,
    /// Seconds it is good for.
    pub seconds: u64,
    /// What the device is now: its role, station and series may have changed since it enrolled.
    pub role: Role,
    /// Its station.
    pub station: Station,
    /// Its series.
    pub series: String,
    /// Whether the county has confirmed the fingerprint.
    pub confirmed: bool,
    /// Last record the hub holds of this device, by incarnation: what is to be pushed next.
    pub have: Vec<Have>,
}

/// How far the hub holds one log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Have {
    /// Incarnation.
    pub inc: Incarnation,
    /// Last record.
    pub seq: Seq,
    /// Hash there.
    pub head: ChainHash,
}

/// `POST /v1/push`: what became of a batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PushAnswer {
    /// Last record of this log the hub now holds.
    pub acked: Seq,
    /// Signed receipt for the records of this batch.
    pub receipt: SignedReceipt,
    /// Records that were kept but are not applied, with the reason.
    #[serde(default)]
    pub parked: Vec<Parked>,
    /// True when the batch waits for a person's review (the device is revoked).
    #[serde(default)]
    pub review: bool,
}

/// A record that was kept and not applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parked {
    /// Its place in the device's log.
    pub seq: Seq,
    /// Code of the reason: `not_owner`, `unreadable`.
    pub reason: String,
}

/// What the hub vouches for: it holds this run of this log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The hub's incarnation.
    pub hub_inc: Incarnation,
    /// The device.
    pub dev: DeviceId,
    /// Incarnation of its log.
    pub inc: Incarnation,
    /// First record.
    pub from: Seq,
    /// Last record.
    pub to: Seq,
    /// The log's hash at `to`.
    pub head: ChainHash,
    /// Newest place in the hub's order when it was given.
    pub hub_seq: u64,
    /// The hub's clock.
    pub at: DateTime<FixedOffset>,
}

/// A receipt and its signature over these exact bytes: kept by the desk for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedReceipt {
    /// The receipt as JSON.
    pub line: String,
    /// Signature over purpose and line, 128 hexadecimal digits.
    pub signature: String,
}

impl SignedReceipt {
    /// Signs a receipt with the hub's key.
    ///
    /// # Panics
    /// Never: a receipt is plain data.
    #[must_use]
    pub fn new(key: &SigningKey, receipt: &Receipt) -> Self {
        let line = serde_json::to_string(receipt).expect("a receipt is plain data");
        let signature = key.sign(&[RECEIPT_PURPOSE, line.as_bytes()].concat());
        Self { line, signature: hex::encode(signature.to_bytes()) }
    }

    /// The receipt, if the hub's key signed it.
    #[must_use]
    pub fn open(&self, key: &VerifyingKey) -> Option<Receipt> {
        let bytes = [RECEIPT_PURPOSE, self.line.as_bytes()].concat();
        if !verified(key, &bytes, &self.signature) {
            return None;
        }
        serde_json::from_str(&self.line).ok()
    }
}

/// `POST /v1/vouch`: a county desk that has given back all it had of a hub's lost life says how far it had read.
///
/// Whoever had read past the backup has seen who was shut out until then; the hub lets the others read again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vouch {
    /// How far it had read in the lost life.
    pub read: Cursor,
    /// Last record it has of each of the hub's own logs: the hub must have them all by now.
    pub own: Vec<LogEnd>,
}

/// Last record of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogEnd {
    /// Incarnation.
    pub inc: Incarnation,
    /// Last record.
    pub seq: Seq,
}

/// What a [`Vouch`] brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vouched {
    /// Devices that may read again.
    pub released: u64,
}

/// Why the hub did not do what was asked: the body of every answer that is not 2xx.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Refusal {
    /// Code, e.g. `push.gap`, `device.revoked`.
    pub code: String,
    /// Values for the words, never personal data.
    #[serde(default)]
    pub args: Map<String, Value>,
}

impl Refusal {
    /// A refusal without values.
    #[must_use]
    pub fn new(code: &str) -> Self {
        Self { code: code.to_owned(), args: Map::new() }
    }

    /// With one more value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }
}

/// Reads a public key from its 64 hexadecimal digits.
#[must_use]
pub fn key_of(text: &str) -> Option<VerifyingKey> {
    VerifyingKey::from_bytes(&parse_hex(text.as_bytes())?).ok()
}

pub(crate) fn verified(key: &VerifyingKey, bytes: &[u8], signature: &str) -> bool {
    let Some(signature) = parse_hex::<64>(signature.as_bytes()) else { return false };
    key.verify_strict(bytes, &Signature::from_bytes(&signature)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(n: u8) -> SigningKey {
        SigningKey::from_bytes(&[n; 32])
    }

    #[test]
    fn a_pass_is_given_to_the_holder_of_the_key_and_to_this_challenge_only() {
        let ask = TokenAsk::new(&key(1), "n1");
        assert!(ask.holds(&key(1).verifying_key()));
        assert!(!ask.holds(&key(2).verifying_key()));
        let replayed = TokenAsk { nonce: "n2".into(), ..ask };
        assert!(!replayed.holds(&key(1).verifying_key()));
    }

    #[test]
    fn a_code_is_redeemed_by_the_device_that_shows_it() {
        let ask = EnrolAsk::new(&key(1), "secret", "驿站一号机", Some("KD".into()));
        assert_eq!(ask.proven_key(), Some(key(1).verifying_key()));
        let other = EnrolAsk { key: hex::encode(key(2).verifying_key().to_bytes()), ..ask };
        assert_eq!(other.proven_key(), None);
    }

    #[test]
    fn a_receipt_speaks_only_with_the_hubs_signature_over_these_bytes() {
        let (dev, inc) = (DeviceId([7; 32]), Incarnation([1; 8]));
        let receipt = Receipt {
            hub_inc: Incarnation([9; 8]),
            dev,
            inc,
            from: Seq(1),
            to: Seq(3),
            head: ChainHash::start(dev, inc),
            hub_seq: 12,
            at: DateTime::UNIX_EPOCH.fixed_offset(),
        };
        let signed = SignedReceipt::new(&key(3), &receipt);
        assert_eq!(signed.open(&key(3).verifying_key()), Some(receipt));
        assert_eq!(signed.open(&key(4).verifying_key()), None);
        let changed = SignedReceipt { line: signed.line.replace("\"to\":3", "\"to\":9"), ..signed };
        assert_eq!(changed.open(&key(3).verifying_key()), None);
    }
}
