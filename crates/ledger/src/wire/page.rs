//! One page of a feed: what the hub put in order, signed by the hub, each record still proved by its device.
//!
//! ```text
//! u32 big endian: length of the head │ head (JSON) │ 64 bytes: the hub's signature over the head
//! │ part 0: zstd of JSON, the [`Index`] │ part 1 …: filtered batches as `ledger::batch` writes them
//! ```
//! The head names the length of each part and the SHA-256 of all parts, so that one signature holds all.

use chrono::{DateTime, FixedOffset};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Station, key_of};
use crate::batch::{self, Limits, VerifiedBatch};
use crate::ids::{DeviceId, Incarnation, Leaf, Seq, parse_hex};
use crate::record::Sealed;
use crate::versions::PROTO;

const PURPOSE: &[u8] = b"fengqiao page 1\n";
/// No page is larger; a hub that claims more is not believed.
pub const MAX_PAGE_BYTES: usize = 16 * 1024 * 1024;
const MAX_INDEX_BYTES: u64 = 8 * 1024 * 1024;

/// What the hub signs of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageHead {
    /// Protocol.
    pub proto: u32,
    /// The hub's incarnation.
    pub hub_inc: Incarnation,
    /// For whom it was made: nobody else can be shown it as his.
    pub dev: DeviceId,
    /// The cursor that was asked for.
    pub after: u64,
    /// The cursor to ask for next.
    pub until: u64,
    /// Newest place in this feed when the page was made; `until` = `newest` means nothing more for now.
    pub newest: u64,
    /// The hub's clock.
    pub at: DateTime<FixedOffset>,
    /// Bytes of each part.
    pub parts: Vec<u32>,
    /// SHA-256 of all parts, 64 hexadecimal digits.
    pub digest: String,
}

/// Part 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// Entries in feed order.
    pub entries: Vec<Place>,
    /// Keys of the devices whose batches follow, 64 hexadecimal digits each.
    pub keys: Vec<String>,
    /// Cases taken out of the reader's scope at this page, to be withdrawn.
    #[serde(default)]
    pub withdrawn: Vec<Withdrawn>,
    /// Stations named in the page.
    #[serde(default)]
    pub stations: Vec<Station>,
}

/// A case that is not the reader's any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// Place in the feed.
    pub pos: u64,
    /// Case.
    pub case: String,
}

/// One entry: which record stands where, and how it was judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Place in the feed: what a cursor counts.
    #[serde(rename = "p")]
    pub pos: u64,
    /// Place in the hub's one order, when it differs: history that came with a grant, or a changed verdict.
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    pub hub_seq: Option<u64>,
    /// Which batch of the page, from 0.
    #[serde(rename = "b")]
    pub batch: u32,
    /// Place in its device's log.
    #[serde(rename = "s")]
    pub seq: Seq,
    /// The verdict, as `casework` names it.
    #[serde(rename = "v")]
    pub verdict: String,
    /// Station of the device that wrote it.
    #[serde(rename = "o", default, skip_serializing_if = "String::is_empty")]
    pub station: String,
}

impl Place {
    /// Place in the hub's order.
    #[must_use]
    pub fn order(&self) -> u64 {
        self.hub_seq.unwrap_or(self.pos)
    }
}

/// One entry of a page that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct PageEntry {
    /// Where it stands.
    pub place: Place,
    /// Device.
    pub dev: DeviceId,
    /// Incarnation of its log.
    pub inc: Incarnation,
    /// The hash of the record's bytes; it stays when they are erased.
    pub leaf: Leaf,
    /// The record; `None` when it was erased or cannot be read by this build.
    pub record: Option<Sealed>,
}

/// A page that was read and proved.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// What the hub signed.
    pub head: PageHead,
    /// Entries in feed order.
    pub entries: Vec<PageEntry>,
    /// Cases to withdraw.
    pub withdrawn: Vec<Withdrawn>,
    /// Stations named.
    pub stations: Vec<Station>,
    /// Keys of the devices whose batches are here.
    pub keys: Vec<VerifyingKey>,
    /// The batches themselves, kept with their signatures so that every record can be proved later as well.
    pub batches: Vec<VerifiedBatch>,
}

/// Why bytes are no page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// Shorter than it says, or longer.
    #[error("the page is cut or has bytes too many")]
    Length,
    /// The head or the index is not what it should be.
    #[error("the page is unreadable: {0}")]
    Unreadable(&'static str),
    /// Not signed by this hub.
    #[error("the page is not signed by this hub")]
    Signature,
    /// The parts are not those the hub signed.
    #[error("the page's parts are not those that were signed")]
    Digest,
    /// Written for another device, or for another question.
    #[error("the page answers another question")]
    OtherQuestion,
    /// From a newer hub.
    #[error("the page has protocol {found}")]
    Newer {
        /// Its protocol.
        found: u32,
    },
    /// A batch in it does not hold.
    #[error("batch {index}: {error}")]
    Batch {
        /// Which, from 0.
        index: usize,
        /// What is wrong.
        error: batch::BatchError,
    },
}

/// What the hub knows when it makes a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageOf {
    /// The hub's incarnation.
    pub hub_inc: Incarnation,
    /// For whom.
    pub dev: DeviceId,
    /// The cursor asked for.
    pub after: u64,
    /// The next cursor.
    pub until: u64,
    /// Newest place in this feed.
    pub newest: u64,
    /// The hub's clock.
    pub at: DateTime<FixedOffset>,
}

/// Writes and signs a page.
///
/// # Errors
/// [`PageError::Length`] past [`MAX_PAGE_BYTES`]; [`PageError::Unreadable`] if compression fails.
pub fn write(
    key: &SigningKey,
    of: PageOf,
    index: &Index,
    batches: &[Vec<u8>],
) -> Result<Vec<u8>, PageError> {
    let json = serde_json::to_vec(index).map_err(|_| PageError::Unreadable("index"))?;
    let index = zstd::encode_all(&json[..], 3).map_err(|_| PageError::Unreadable("index"))?;
    let mut digest = Sha256::new();
    let mut parts = Vec::with_capacity(batches.len() + 1);
    for part in std::iter::once(&index).chain(batches) {
        digest.update(part);
        parts.push(u32::try_from(part.len()).map_err(|_| PageError::Length)?);
    }
    let head = PageHead {
        proto: PROTO,
        hub_inc: of.hub_inc,
        dev: of.dev,
        after: of.after,
        until: of.until,
        newest: of.newest,
        at: of.at,
        parts,
        digest: hex::encode(digest.finalize()),
    };
    let head = serde_json::to_vec(&head).map_err(|_| PageError::Unreadable("head"))?;
    let signature = key.sign(&[PURPOSE, &head].concat());
    let length = u32::try_from(head.len()).map_err(|_| PageError::Length)?;
    let mut page = Vec::new();
    page.extend_from_slice(&length.to_be_bytes());
    page.extend_from_slice(&head);
    page.extend_from_slice(&signature.to_bytes());
    for part in std::iter::once(&index).chain(batches) {
        page.extend_from_slice(part);
    }
    if page.len() > MAX_PAGE_BYTES { Err(PageError::Length) } else { Ok(page) }
}

/// Reads a page and proves it: the hub signed it for this device and this cursor, and every record in it is proved by
/// the signature of the device that wrote it.
///
/// # Errors
/// [`PageError`], the first thing that does not fit.
pub fn read(
    bytes: &[u8],
    hub: &VerifyingKey,
    dev: DeviceId,
    after: u64,
) -> Result<Page, PageError> {
    let (head, rest) = split_head(bytes, hub)?;
    if head.dev != dev || head.after != after || head.until < after || head.newest < head.until {
        return Err(PageError::OtherQuestion);
    }
    let mut parts = split_parts(&head, rest)?;
    let index = read_index(parts.next().ok_or(PageError::Unreadable("no index"))?)?;
    let keys: Vec<VerifyingKey> = index.keys.iter().filter_map(|text| key_of(text)).collect();
    let mut batches = Vec::new();
    for (number, part) in parts.enumerate() {
        let at = |error| PageError::Batch { index: number, error };
        let key = |dev: &DeviceId| keys.iter().find(|key| DeviceId::of(key) == *dev).copied();
        batches.push(batch::read_of(part, key, &Limits::default()).map_err(at)?);
    }
    let mut entries = Vec::with_capacity(index.entries.len());
    let mut last = after;
    for place in index.entries {
        let holder = batches.get(place.batch as usize);
        let holder = holder.ok_or(PageError::Unreadable("an entry without a batch"))?;
        let header = holder.header();
        let at = place.seq.0.checked_sub(header.from.0).and_then(|n| usize::try_from(n).ok());
        let entry = at.and_then(|n| holder.entries().get(n));
        let entry = entry.ok_or(PageError::Unreadable("an entry outside its batch"))?;
        if place.pos < last || place.pos > head.until {
            return Err(PageError::Unreadable("entries out of order"));
        }
        last = place.pos;
        let record = entry.sealed().cloned();
        let leaf = entry.leaf;
        entries.push(PageEntry { dev: header.dev, inc: header.inc, leaf, record, place });
    }
    let (withdrawn, stations) = (index.withdrawn, index.stations);
    Ok(Page { head, entries, withdrawn, stations, keys, batches })
}

fn split_head<'a>(bytes: &'a [u8], hub: &VerifyingKey) -> Result<(PageHead, &'a [u8]), PageError> {
    if bytes.len() > MAX_PAGE_BYTES {
        return Err(PageError::Length);
    }
    let (length, rest) = bytes.split_first_chunk::<4>().ok_or(PageError::Length)?;
    let length = u32::from_be_bytes(*length) as usize;
    let (line, rest) = rest.split_at_checked(length).ok_or(PageError::Length)?;
    let (signature, rest) = rest.split_first_chunk::<64>().ok_or(PageError::Length)?;
    hub.verify_strict(&[PURPOSE, line].concat(), &Signature::from_bytes(signature))
        .map_err(|_| PageError::Signature)?;
    #[derive(Deserialize)]
    struct Proto {
        proto: u32,
    }
    let unreadable = |_| PageError::Unreadable("head");
    let Proto { proto } = serde_json::from_slice(line).map_err(unreadable)?;
    if proto > PROTO {
        return Err(PageError::Newer { found: proto });
    }
    Ok((serde_json::from_slice(line).map_err(unreadable)?, rest))
}

fn split_parts<'a>(
    head: &PageHead,
    rest: &'a [u8],
) -> Result<impl Iterator<Item = &'a [u8]> + use<'a>, PageError> {
    let digest = parse_hex::<32>(head.digest.as_bytes());
    if digest != Some(Sha256::digest(rest).into()) {
        return Err(PageError::Digest);
    }
    let mut parts = Vec::with_capacity(head.parts.len());
    let mut left = rest;
    for length in &head.parts {
        let (part, after) = left.split_at_checked(*length as usize).ok_or(PageError::Length)?;
        parts.push(part);
        left = after;
    }
    if left.is_empty() { Ok(parts.into_iter()) } else { Err(PageError::Length) }
}

fn read_index(part: &[u8]) -> Result<Index, PageError> {
    use std::io::Read as _;
    let unreadable = |_| PageError::Unreadable("index");
    let decoder = zstd::Decoder::new(part).map_err(unreadable)?;
    let mut json = Vec::new();
    decoder.take(MAX_INDEX_BYTES).read_to_end(&mut json).map_err(unreadable)?;
    serde_json::from_slice(&json).map_err(|_| PageError::Unreadable("index"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::Head;
    use crate::record::Record;
    use std::collections::BTreeMap;

    fn key(n: u8) -> SigningKey {
        SigningKey::from_bytes(&[n; 32])
    }

    fn record(dev: DeviceId, inc: Incarnation, seq: u64) -> Sealed {
        let record = Record {
            v: 1,
            kind: "note.added".into(),
            dev,
            inc,
            seq: Seq(seq),
            case: Some(format!("c{seq}")),
            base: None,
            touches: vec![],
            by: "s1".into(),
            at: DateTime::UNIX_EPOCH.fixed_offset(),
            skew_ms: None,
            re: None,
            salt: None,
            body: serde_json::json!({ "text": "某" }),
            more: BTreeMap::new(),
        };
        record.seal().expect("a record")
    }

    /// A page for device 9 with the second of two records of device 1; the first is only a leaf.
    fn page() -> Vec<u8> {
        let (dev, inc) = (DeviceId::of(&key(1).verifying_key()), Incarnation([1; 8]));
        let records = [record(dev, inc, 1), record(dev, inc, 2)];
        let whole = batch::write(&key(1), &Head::start(dev, inc), &records).expect("a batch");
        let whole = batch::read(&whole, &key(1).verifying_key(), &Limits::default());
        let part = whole.expect("reads").filtered(|entry| entry.seq == Seq(2)).expect("filters");
        let place = Place {
            pos: 8,
            hub_seq: Some(3),
            batch: 0,
            seq: Seq(2),
            verdict: "clean".into(),
            station: "s1".into(),
        };
        let index = Index {
            entries: vec![place],
            keys: vec![hex::encode(key(1).verifying_key().to_bytes())],
            ..Index::default()
        };
        let of = PageOf {
            hub_inc: Incarnation([5; 8]),
            dev: DeviceId([9; 32]),
            after: 7,
            until: 8,
            newest: 8,
            at: DateTime::UNIX_EPOCH.fixed_offset(),
        };
        write(&key(50), of, &index, &[part]).expect("a page")
    }

    #[test]
    fn a_page_gives_the_record_its_order_and_its_proof() {
        let read = read(&page(), &key(50).verifying_key(), DeviceId([9; 32]), 7).expect("reads");
        let [entry] = &read.entries[..] else { panic!("one entry") };
        assert_eq!((entry.place.pos, entry.place.order()), (8, 3));
        let record = entry.record.as_ref().expect("readable");
        assert_eq!(record.record().case.as_deref(), Some("c2"));
    }

    #[test]
    fn no_byte_of_a_page_can_be_changed_or_cut_and_nobody_elses_page_is_taken() {
        let (whole, hub, dev) = (page(), key(50).verifying_key(), DeviceId([9; 32]));
        for at in 0..whole.len() {
            let mut bent = whole.clone();
            bent[at] ^= 1;
            assert!(read(&bent, &hub, dev, 7).is_err(), "byte {at}");
            assert!(read(&whole[..at], &hub, dev, 7).is_err(), "cut at {at}");
        }
        assert_eq!(read(&whole, &hub, DeviceId([8; 32]), 7), Err(PageError::OtherQuestion));
        assert_eq!(read(&whole, &hub, dev, 6), Err(PageError::OtherQuestion));
        assert_eq!(read(&whole, &key(51).verifying_key(), dev, 7), Err(PageError::Signature));
    }
}
