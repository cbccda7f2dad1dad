//! A device with a log, and the scissors and glue to damage what it sends.
#![allow(dead_code, reason = "each test file uses its part")]

use chrono::{DateTime, FixedOffset};
use ledger::batch::{self, Line};
use ledger::{Head, Incarnation, Record, Sealed, SigningKey, VerifyingKey};
use serde_json::{Value, json};

/// A desk: its key and where its log ends.
pub struct Desk {
    pub key: SigningKey,
    pub start: Head,
}

impl Desk {
    pub fn new(seed: u8) -> Self {
        let key = SigningKey::from_bytes(&[seed; 32]);
        let start = Head::start(ledger::DeviceId::of(&key.verifying_key()), Incarnation([seed; 8]));
        Self { key, start }
    }

    pub fn public(&self) -> VerifyingKey {
        self.key.verifying_key()
    }

    /// The record that follows `head`.
    pub fn record(&self, head: &Head, body: Value) -> Record {
        record_at(head, head.seq.0 + 1, body)
    }

    /// `count` records from the start of the log.
    pub fn log(&self, count: usize) -> Vec<Sealed> {
        self.log_of(
            (0..count).map(|n| json!({ "claims/c1/amount": n * 100, "parties/p1/name": "张某" })),
        )
    }

    pub fn log_of(&self, bodies: impl IntoIterator<Item = Value>) -> Vec<Sealed> {
        let mut head = self.start;
        let mut log = Vec::new();
        for body in bodies {
            let sealed = self.record(&head, body).seal().expect("a record");
            head = head.append(&sealed).expect("it follows");
            log.push(sealed);
        }
        log
    }

    pub fn write(&self, records: &[Sealed]) -> Vec<u8> {
        batch::write(&self.key, &self.start, records).expect("a batch")
    }

    /// The whole log in batches of `size`, one after another, and where each ends.
    pub fn stream(&self, log: &[Sealed], size: usize) -> (Vec<u8>, Vec<usize>) {
        let (mut bytes, mut ends, mut head) = (Vec::new(), Vec::new(), self.start);
        for run in log.chunks(size) {
            bytes.extend(batch::write(&self.key, &head, run).expect("a batch"));
            ends.push(bytes.len());
            head = head.append_all(run).expect("it follows");
        }
        (bytes, ends)
    }

    /// Signs lines as they are, records or not.
    pub fn sign_lines(&self, lines: &[&[u8]]) -> Vec<u8> {
        let lines: Vec<_> = lines.iter().map(|bytes| Line::Bytes(bytes)).collect();
        batch::write_lines(&self.key, &self.start, &lines).expect("a batch")
    }
}

pub fn at() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-22T09:30:00+08:00").expect("an instant")
}

pub fn record_at(head: &Head, seq: u64, body: Value) -> Record {
    Record {
        v: ledger::RECORD_VERSION,
        kind: "case.amended".to_owned(),
        dev: head.dev,
        inc: head.inc,
        seq: ledger::Seq(seq),
        case: Some("0193b6a0-0000-7000-8000-000000000001".to_owned()),
        base: None,
        touches: vec!["claims".to_owned()],
        by: "staff-1".to_owned(),
        at: at(),
        skew_ms: None,
        re: None,
        salt: None,
        body,
        more: Default::default(),
    }
}

/// The content of one frame.
pub fn unpack(frame: &[u8]) -> Vec<u8> {
    zstd::decode_all(frame).expect("a frame")
}

/// A frame with any content.
pub fn pack(text: &[u8]) -> Vec<u8> {
    zstd::bulk::compress(text, 1).expect("a frame")
}

/// The lines of a content, without line feeds.
pub fn lines(text: &[u8]) -> Vec<Vec<u8>> {
    let mut lines: Vec<_> = text.split(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect();
    assert_eq!(lines.pop(), Some(Vec::new()), "every line ends with a line feed");
    lines
}

/// The content of lines.
pub fn join(lines: &[Vec<u8>]) -> Vec<u8> {
    lines.iter().flat_map(|line| line.iter().copied().chain([b'\n'])).collect()
}

/// Signs any header text with the desk's own key: what a faulty program, not a thief, could send.
pub fn signed(desk: &Desk, header: &str, rest: &[Vec<u8>]) -> Vec<u8> {
    use ed25519_dalek::Signer;
    let signature = hex::encode(desk.key.sign(header.as_bytes()).to_bytes()).into_bytes();
    pack(&join(&[&[header.as_bytes().to_vec(), signature], rest].concat()))
}
