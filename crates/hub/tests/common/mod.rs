//! What the tests of the hub share: a desk's log, and a desk that talks to a real hub over real TLS.
#![allow(dead_code, reason = "each test uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test may end here")]

pub mod net;

use casework::{Assigned, Event};
use chrono::{DateTime, FixedOffset, NaiveDate};
use ledger::{
    ChainHash, Cursor, DeviceId, Head, Incarnation, Record, Sealed, Seq, SigningKey, batch,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub fn at() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-22T09:00:00+08:00").unwrap()
}

/// A desk's log: what it wrote, in one incarnation.
#[derive(Clone)]
pub struct Log {
    pub key: SigningKey,
    pub head: Head,
    pub records: Vec<Sealed>,
}

impl Log {
    pub fn new(key: SigningKey, inc: Incarnation) -> Self {
        let dev = DeviceId::of(&key.verifying_key());
        Self { key, head: Head::start(dev, inc), records: Vec::new() }
    }

    pub fn write(&mut self, case: Option<&str>, base: Option<Cursor>, event: &Event) -> Sealed {
        self.write_raw(case, base, &event.kind(), event.touches(), event.body())
    }

    pub fn write_raw(
        &mut self,
        case: Option<&str>,
        base: Option<Cursor>,
        kind: &str,
        touches: Vec<String>,
        body: Value,
    ) -> Sealed {
        let record = Record {
            v: 1,
            kind: kind.into(),
            dev: self.head.dev,
            inc: self.head.inc,
            seq: self.head.seq.next(),
            case: case.map(str::to_owned),
            base,
            touches,
            by: "s1".into(),
            at: at(),
            skew_ms: None,
            re: None,
            salt: None,
            body,
            more: BTreeMap::new(),
        };
        let sealed = record.seal().unwrap();
        self.head = self.head.append(&sealed).unwrap();
        self.records.push(sealed.clone());
        sealed
    }

    /// The log's hash before a place.
    pub fn before(&self, seq: u64) -> Head {
        let start = Head::start(self.head.dev, self.head.inc);
        start.append_all(&self.records[..usize::try_from(seq - 1).unwrap()]).unwrap()
    }

    /// A batch of the places from ..= to.
    pub fn batch(&self, from: u64, to: u64) -> Vec<u8> {
        let run = usize::try_from(from - 1).unwrap()..usize::try_from(to).unwrap();
        batch::write(&self.key, &self.before(from), &self.records[run]).unwrap()
    }

    pub fn seq(&self) -> u64 {
        self.head.seq.0
    }
}

pub fn amended(path: &str, value: Value) -> Event {
    Event::Amended { patch: BTreeMap::from([(path.to_owned(), value)]) }
}

pub fn name(text: &str) -> Event {
    amended("parties/p1/name", json!(text))
}

pub fn note(text: &str) -> Event {
    Event::NoteAdded { text: text.into() }
}

pub fn assigned(from: &str, to: &str) -> Event {
    Event::Assigned(Assigned {
        to: to.into(),
        to_name: "某站".into(),
        from: from.into(),
        from_name: "某站".into(),
        mediator: String::new(),
        due: None,
        on: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        note: String::new(),
    })
}

pub fn filed(sha256: &str) -> Event {
    Event::AttachmentFiled {
        sha256: sha256.into(),
        name: "扫描件.jpg".into(),
        mime: "image/jpeg".into(),
        size: 1,
        label: String::new(),
        obtained: casework::Obtained::default(),
    }
}

/// A chain hash that no log has.
pub fn nowhere() -> ChainHash {
    ChainHash([9; 32])
}

pub fn seq(n: u64) -> Seq {
    Seq(n)
}
