//! Pages as a county hub signs them, written and read back by room `ledger`.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test may end here")]

use ledger::wire::page::{self, Index, Page, PageOf, Place, Withdrawn};
use ledger::wire::{Receipt, SignedReceipt, Station};
use ledger::{ChainHash, Incarnation, Seq, SigningKey};
use store::{Run, Store};

use super::now;

pub struct County {
    pub key: SigningKey,
    pub inc: Incarnation,
}

/// One entry of a page: place in the feed, place in the order when it differs, batch, record, verdict, station.
pub struct Line<'a> {
    pub pos: u64,
    pub hub_seq: Option<u64>,
    pub batch: &'a Packed,
    pub seq: u64,
    pub verdict: &'a str,
}

/// A run of one desk's log as it travels.
pub struct Packed {
    pub run: Run,
    pub bytes: Vec<u8>,
    pub key: SigningKey,
    pub station: String,
}

/// Everything of the desk's present log from a place on.
pub fn packed(store: &Store, from: u64, station: &str) -> Packed {
    let key = store.signing_key().unwrap();
    let run = store
        .read(|r| {
            let head = r.head()?;
            r.own_run(head.inc, Seq(from), 500, 1 << 20)
        })
        .unwrap()
        .unwrap();
    Packed { bytes: run.pack(&key).unwrap(), run, key, station: station.to_owned() }
}

pub fn line<'a>(pos: u64, batch: &'a Packed, seq: u64, verdict: &'a str) -> Line<'a> {
    Line { pos, hub_seq: None, batch, seq, verdict }
}

impl County {
    pub fn new(inc: u8) -> Self {
        Self { key: SigningKey::from_bytes(&[9; 32]), inc: Incarnation([inc; 8]) }
    }

    /// A page for a desk; the feed ends with it.
    pub fn page(&self, to: &Store, after: u64, lines: &[Line<'_>], gone: &[(u64, &str)]) -> Page {
        let dev = to.read(|r| r.head()).unwrap().dev;
        let mut until = after;
        let mut index = Index {
            stations: vec![
                Station { id: "a".into(), name: "河口驿站".into() },
                Station { id: "b".into(), name: "园区驿站".into() },
            ],
            ..Index::default()
        };
        let mut batches = Vec::new();
        for (n, line) in (0..).zip(lines) {
            until = until.max(line.pos);
            index.entries.push(Place {
                pos: line.pos,
                hub_seq: line.hub_seq,
                batch: n,
                seq: Seq(line.seq),
                verdict: line.verdict.to_owned(),
                station: line.batch.station.clone(),
            });
            let key = hex::encode(line.batch.key.verifying_key().to_bytes());
            if !index.keys.contains(&key) {
                index.keys.push(key);
            }
            batches.push(line.batch.bytes.clone());
        }
        for (pos, case) in gone {
            until = until.max(*pos);
            index.withdrawn.push(Withdrawn { pos: *pos, case: (*case).to_owned() });
        }
        let of = PageOf { hub_inc: self.inc, dev, after, until, newest: until, at: now() };
        let bytes = page::write(&self.key, of, &index, &batches).unwrap();
        page::read(&bytes, &self.key.verifying_key(), dev, after).unwrap()
    }

    /// A receipt for a run.
    pub fn receipt(&self, packed: &Packed) -> SignedReceipt {
        let run = &packed.run;
        let head = ledger::batch::read(
            &packed.bytes,
            &packed.key.verifying_key(),
            &ledger::Limits::default(),
        );
        let receipt = Receipt {
            hub_inc: self.inc,
            dev: run.prev.dev,
            inc: run.prev.inc,
            from: run.from(),
            to: run.to(),
            head: head.map_or(ChainHash([0; 32]), |batch| batch.head().hash),
            hub_seq: 1,
            at: now(),
        };
        SignedReceipt::new(&self.key, &receipt)
    }
}
