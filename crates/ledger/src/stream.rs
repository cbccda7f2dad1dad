//! Many batches one after another, as they arrive over a bad line or lie in a file that was pulled out too early.
//!
//! There is no envelope and no index: a whole batch is good by itself, and what is missing is asked for again.

use std::collections::BTreeMap;

use ed25519_dalek::VerifyingKey;

use crate::batch::{BatchError, Limits, Placement, VerifiedBatch, peek_device, read_frame, verify};
use crate::chain::Head;
use crate::ids::{DeviceId, Incarnation, Seq};

/// A whole frame that is not a batch this holder can accept; the ones after it were read all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Where it starts, in bytes from the start of the stream.
    pub offset: usize,
    /// Its compressed length.
    pub length: usize,
    /// What is wrong with it.
    pub error: BatchError,
}

/// Where reading stopped and how to go on.
#[derive(Debug, Clone, PartialEq)]
pub struct Resume {
    /// Everything before this byte was read: fetch, or read, from here.
    pub offset: usize,
    /// Why reading stopped; none = the stream ended at the end of a batch.
    pub stopped: Option<BatchError>,
    /// For each log known or seen, how far it reaches without a hole. Where a batch is missing or was refused the run
    /// ends, so that asking from [`Resume::next_seq`] leaves nothing out.
    pub heads: BTreeMap<(DeviceId, Incarnation), Head>,
}

impl Resume {
    /// Nothing is missing at the end.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.stopped.is_none()
    }

    /// The record to ask for next, of a log known or seen; of any other it is the first.
    #[must_use]
    pub fn next_seq(&self, dev: DeviceId, inc: Incarnation) -> Option<Seq> {
        self.heads.get(&(dev, inc)).map(|head| head.seq.next())
    }
}

/// What a stream held.
#[derive(Debug, Clone, PartialEq)]
pub struct StreamRead {
    /// The verified batches, in order.
    pub batches: Vec<VerifiedBatch>,
    /// The whole frames that were refused.
    pub refused: Vec<Refused>,
    /// Where to go on.
    pub resume: Resume,
}

/// Reads batches until the bytes end, wherever they end.
///
/// `known` are the heads the holder already has, at most one per log; a log without one is taken from its start.
/// `key_of` knows the key of each device; a batch of a device it does not know is refused and passed over. Bytes that
/// are no frame stop the reading, because nothing says where the next frame starts. Batches of one log need not follow
/// each other (a feed leaves out those of other stations): where each stands is [`VerifiedBatch::place`].
pub fn read_stream(
    bytes: &[u8],
    known: &[Head],
    mut key_of: impl FnMut(&DeviceId) -> Option<VerifyingKey>,
    limits: &Limits,
) -> StreamRead {
    let heads = known.iter().map(|head| ((head.dev, head.inc), *head)).collect();
    let resume = Resume { offset: 0, stopped: None, heads };
    let mut out = StreamRead { batches: Vec::new(), refused: Vec::new(), resume };
    while out.resume.offset < bytes.len() {
        let offset = out.resume.offset;
        let (text, length) = match read_frame(&bytes[offset..], limits.frame_bytes()) {
            Ok(frame) => frame,
            Err(error) => {
                out.resume.stopped = Some(match error {
                    BatchError::Cut { .. } => BatchError::Cut { at: bytes.len() },
                    other => other,
                });
                break;
            }
        };
        let checked = peek_device(&text)
            .and_then(|dev| key_of(&dev).ok_or(BatchError::UnknownDevice { dev }))
            .and_then(|key| verify(&text, &key, limits));
        match checked {
            Ok(batch) => {
                advance(&mut out.resume.heads, &batch);
                out.batches.push(batch);
            }
            Err(error) => out.refused.push(Refused { offset, length, error }),
        }
        out.resume.offset += length;
    }
    out
}

fn advance(heads: &mut BTreeMap<(DeviceId, Incarnation), Head>, batch: &VerifiedBatch) {
    let (dev, inc) = (batch.header().dev, batch.header().inc);
    let head = heads.entry((dev, inc)).or_insert_with(|| Head::start(dev, inc));
    if matches!(batch.place(head, |_| None), Placement::Next | Placement::Overlap { .. }) {
        *head = batch.head();
    }
}
