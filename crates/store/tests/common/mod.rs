//! A desk in a temporary folder, and sample events of invented people.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test may end here")]

pub mod county;

use casework::{CaseId, ConsentWay, Event, Id, Number, PayWay};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use store::{Author, Gate, Kdf, NewStore, Opened, RecoveryCode, Staff, Store, StoreError};

pub const MACHINE: &str = "machine-1";
pub const PASSWORD: &str = "correct horse";

pub fn now() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-20T14:05:00+08:00").unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn author() -> Author {
    Author { by: "s1".to_owned(), at: now(), skew_ms: None }
}

pub fn member(id: &str, name: &str) -> Staff {
    Staff { id: id.to_owned(), name: name.to_owned(), role: "mediator".to_owned() }
}

pub fn create(dir: &Path) -> (Store, RecoveryCode) {
    Store::create(
        dir,
        NewStore {
            machine: MACHINE,
            org_line: "某某工业园区劳动争议调解中心",
            staff: member("s1", "王某"),
            password: PASSWORD,
            now: now(),
            kdf: Kdf::cheap_for_tests(),
        },
    )
    .unwrap()
}

pub fn unlock(dir: &Path) -> Result<Opened, StoreError> {
    Gate::at(dir).unlock(MACHINE, "s1", PASSWORD, now())
}

pub fn case_id(n: u32) -> CaseId {
    CaseId(format!("0193-{n:06}"))
}

pub fn amended(fields: &[(&str, Value)]) -> Event {
    Event::Amended {
        patch: fields
            .iter()
            .map(|(path, value)| ((*path).to_owned(), value.clone()))
            .collect::<BTreeMap<_, _>>(),
    }
}

/// A registered case: applicant, firm, one claim, a narrative.
pub fn registration(name: &str, firm: &str, phone: &str) -> Vec<Event> {
    vec![
        amended(&[
            ("case/cause", json!("wages")),
            ("case/narrative", json!("拖欠工资两个月，多次催要未果。")),
            ("parties/p1/role", json!("applicant")),
            ("parties/p1/kind", json!("worker")),
            ("parties/p1/name", json!(name)),
            ("parties/p1/phone", json!(phone)),
            ("parties/p2/role", json!("respondent")),
            ("parties/p2/kind", json!("employer")),
            ("parties/p2/name", json!(firm)),
            ("claims/c1/head", json!("wages")),
            ("claims/c1/amount", json!(800_000)),
        ]),
        Event::Received { form: "oral".to_owned(), at: now(), receiver: "王某".to_owned() },
    ]
}

pub fn consent() -> Event {
    Event::ConsentAnswered {
        party: Id::from("p2"),
        agreed: true,
        on: day("2026-11-20"),
        way: ConsentWay::Phone,
        note: String::new(),
    }
}

pub fn accepted(n: u32) -> Event {
    Event::Accepted {
        number: Number {
            text: format!("勐工调〔2026〕KD{n}号"),
            series: "case".to_owned(),
            year: 2026,
            n,
        },
        on: day("2026-11-20"),
        mediators: vec!["王某".to_owned()],
        recorder: String::new(),
    }
}

pub fn payment(id: &str) -> Event {
    Event::PaymentReceived {
        id: Id::from(id),
        obligation: Id::from("o1"),
        amount: statute::Fen(400_000),
        on: day("2026-11-23"),
        way: PayWay::Cash,
        note: String::new(),
        more: casework::PaymentMore::default(),
    }
}
