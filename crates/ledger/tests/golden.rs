//! What a released version wrote is read for ever, and today's build still writes it.
//!
//! `tests/golden/v1.*` belong to protocol 1. They are written anew only by `FENGQIAO_GOLDEN=write cargo test -p ledger`,
//! before the first release; afterwards a new version gets files of its own beside them.

mod common;

use std::path::PathBuf;
use std::sync::OnceLock;

use common::{Desk, record_at, unpack};
use ledger::batch::{self};
use ledger::{
    Content, Cursor, Head, Incarnation, Leaf, Limits, Re, Salt, Sealed, Seq, VerifyingKey,
    read_stream,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The log's hash after the last record of version 1, fixed here as well so that the files cannot be replaced unseen.
const V1_LAST_HASH: &str = "4c169ed29386e8fc950ffad75f2db299d7660376b5c5ae5e4803668a26a8bd5e";

/// Records in the first batch; the second holds the rest.
const FIRST: usize = 6;

/// What the batch files must give.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Expected {
    /// Ed25519 public key, hexadecimal.
    public_key: String,
    /// The head after each batch of `v1.batch`.
    heads: Vec<Head>,
    /// Every leaf in order.
    leaves: Vec<Leaf>,
    /// Places of `v1-filtered.batch` of which only the leaf is there.
    withheld: Vec<Seq>,
}

struct Golden {
    stream: Vec<u8>,
    filtered: Vec<u8>,
    expected: Expected,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn golden() -> &'static Golden {
    static GOLDEN: OnceLock<Golden> = OnceLock::new();
    GOLDEN.get_or_init(|| {
        if std::env::var("FENGQIAO_GOLDEN").is_ok_and(|value| value == "write") {
            let made = write_anew();
            let expected = serde_json::to_string_pretty(&made.expected).expect("JSON") + "\n";
            std::fs::write(folder().join("v1.batch"), &made.stream).expect("v1.batch");
            std::fs::write(folder().join("v1-filtered.batch"), &made.filtered)
                .expect("v1-filtered.batch");
            std::fs::write(folder().join("v1.json"), expected).expect("v1.json");
        }
        let read = |name: &str| std::fs::read(folder().join(name)).expect(name);
        let expected = serde_json::from_slice(&read("v1.json")).expect("v1.json");
        Golden { stream: read("v1.batch"), filtered: read("v1-filtered.batch"), expected }
    })
}

/// The records of version 1: every optional field, a kind and a field nobody knows, text that needs escapes.
/// Names inside objects are in alphabetical order, so that no map type can change the bytes.
fn records(desk: &Desk) -> Vec<Sealed> {
    let bodies = [
        ("case.registered", json!({ "case/channel": "walk_in" })),
        ("case.amended", json!({ "parties/p1/kind": "worker", "parties/p1/name": "张某" })),
        (
            "case.amended",
            json!({ "parties/p2/kind": "employer", "parties/p2/name": "某某劳务有限公司" }),
        ),
        (
            "case.amended",
            json!({ "case/narrative": "自称三个月未发工资。\n\"下月再说\"——对方\t\\\u{1F9FE}" }),
        ),
        ("session.held", json!({ "minutes": 95, "rate": 1.5 })),
        ("weather.noticed", json!([null, true, -7, { "a": [], "b": {} }])),
        ("case.amended", json!({ "claims/c1/amount": 1_860_000, "parties/p2/name": null })),
        ("agreement.frozen", json!({ "version": 1 })),
        ("case.ended", json!({ "how": "agreement" })),
    ];
    let mut head = desk.start;
    let mut log = Vec::new();
    for (kind, body) in bodies {
        let seq = head.seq.0 + 1;
        let mut record = record_at(&head, seq, body);
        record.kind = kind.to_owned();
        record.at += chrono::TimeDelta::seconds(i64::try_from(seq * 61).expect("small"));
        record.salt =
            kind.starts_with("case.").then_some(Salt([u8::try_from(seq).expect("small"); 16]));
        record.base =
            (seq > 3).then_some(Cursor { hub_inc: Incarnation([0xA1; 8]), hub_seq: 1000 + seq });
        record.skew_ms = (seq == 5).then_some(-734);
        record.re = (seq == 7).then_some(Re { inc: Incarnation([0x0F; 8]), seq: Seq(12) });
        if seq == 6 {
            record.case = None;
            record.touches = Vec::new();
            record.more.insert("colour".to_owned(), json!({ "deep": ["蓝"] }));
        }
        let sealed = record.seal().expect("a record");
        head = head.append(&sealed).expect("it follows");
        log.push(sealed);
    }
    log
}

fn desk() -> Desk {
    Desk::new(0x31)
}

fn write_anew() -> Golden {
    let desk = desk();
    let log = records(&desk);
    let (stream, ends) = desk.stream(&log, FIRST);
    let first =
        batch::read(&stream[..ends[0]], &desk.public(), &Limits::default()).expect("a batch");
    let withheld = vec![Seq(2), Seq(3), Seq(6)];
    let filtered = first.filtered(|entry| !withheld.contains(&entry.seq)).expect("a batch");
    let heads = log.chunks(FIRST).scan(desk.start, |head, run| {
        *head = head.append_all(run).expect("it follows");
        Some(*head)
    });
    let expected = Expected {
        public_key: hex::encode(desk.public().as_bytes()),
        heads: heads.collect(),
        leaves: log.iter().map(Sealed::leaf).collect(),
        withheld,
    };
    Golden { stream, filtered, expected }
}

fn public_key(expected: &Expected) -> VerifyingKey {
    let bytes = hex::decode(&expected.public_key).expect("hexadecimal");
    VerifyingKey::from_bytes(&bytes.try_into().expect("32 bytes")).expect("a key")
}

#[test]
fn version_1_imports_for_ever() {
    let Golden { stream, filtered, expected } = golden();
    let key = public_key(expected);
    let read = read_stream(stream, &[], |_| Some(key), &Limits::default());
    assert!(read.resume.is_complete() && read.refused.is_empty(), "{:?}", read.resume);
    let heads: Vec<_> = read.batches.iter().map(|batch| batch.head()).collect();
    assert_eq!(heads, expected.heads);
    assert_eq!(heads.last().expect("a head").hash.to_string(), V1_LAST_HASH);
    let entries: Vec<_> = read.batches.iter().flat_map(|batch| batch.entries()).collect();
    assert!(entries.iter().map(|entry| entry.leaf).eq(expected.leaves.iter().copied()));
    assert!(entries.iter().all(|entry| entry.sealed().is_some()), "every record is readable");
    assert_eq!(
        read.batches[0].records().nth(1).expect("a record").record().body["parties/p1/name"],
        "张某"
    );

    let part = batch::read(filtered, &key, &Limits::default()).expect("a batch");
    assert_eq!(part.head(), expected.heads[0]);
    for entry in part.entries() {
        assert_eq!(
            entry.content == Content::Withheld,
            expected.withheld.contains(&entry.seq),
            "{entry:?}"
        );
    }
}

#[test]
fn the_same_records_still_give_the_content_of_version_1() {
    let (made, kept) = (write_anew(), golden());
    assert_eq!(made.expected, kept.expected);
    // The content, not the frame: another release of zstd may pack it otherwise.
    assert_eq!(unpack(&made.stream), unpack(&kept.stream));
    assert_eq!(unpack(&made.filtered), unpack(&kept.filtered));
}
