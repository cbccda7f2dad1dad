//! Search finds what `LIKE` finds, no more and no less, and names also by their sound.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;

use casework::CaseId;
use common::*;
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeSet;
use store::{SearchScope, Store};

fn found(store: &Store, query: &str) -> BTreeSet<CaseId> {
    let hits = store.read(|r| r.search(query, SearchScope::All, usize::MAX, 0)).unwrap();
    let ids = store.read(|r| r.search_ids(query, SearchScope::All)).unwrap();
    assert_eq!(ids, hits.iter().map(|hit| hit.case_id.clone()).collect::<Vec<_>>());
    ids.into_iter().collect()
}

fn narrated(store: &Store, texts: &[String]) {
    store
        .write(author(), |w| {
            for (n, text) in (1..).zip(texts) {
                w.append(&case_id(n), &[amended(&[("case/narrative", json!(text))])])?;
            }
            Ok::<_, store::StoreError>(())
        })
        .unwrap();
}

/// What SQLite's own LIKE says, `%` and `_` taken literally.
fn like(texts: &[String], query: &str) -> BTreeSet<CaseId> {
    let conn = rusqlite::Connection::open_in_memory().unwrap();
    let pattern =
        format!("%{}%", query.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
    (1..)
        .zip(texts)
        .filter(|(_, text)| {
            conn.query_row(
                "SELECT ?1 LIKE ?2 ESCAPE '\\'",
                (text.as_str(), pattern.as_str()),
                |row| row.get::<_, bool>(0),
            )
            .unwrap()
        })
        .map(|(n, _)| case_id(n))
        .collect()
}

/// Few different characters, so that pieces meet by chance: Chinese, Extension B and C, letters of both
/// cases, digits, the dot of names, brackets, wildcards and quotes.
fn piece(length: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let alphabet: Vec<char> = "张三李四工资㛃䶮𬭳𬱖·〔〕号aAbBkKdD012%_'\"\\*".chars().collect();
    prop::collection::vec(prop::sample::select(alphabet), length)
        .prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn recall_and_precision_equal_like(
        texts in prop::collection::vec(piece(1..40), 20..40),
        queries in prop::collection::vec(piece(1..6), 40),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let (store, _) = create(dir.path());
        narrated(&store, &texts);
        for query in queries {
            prop_assert_eq!(found(&store, &query), like(&texts, &query), "{}", query);
        }
        // Every piece of every text is found.
        for text in &texts {
            let chars: Vec<char> = text.chars().collect();
            let middle: String = chars[chars.len() / 3..].iter().collect();
            prop_assert_eq!(found(&store, &middle), like(&texts, &middle));
        }
    }
}

#[test]
fn a_case_is_found_by_name_sound_suffix_and_number() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = create(dir.path());
    store
        .write(author(), |w| {
            w.append(&case_id(1), &registration("单某岩", "勐海某某劳务有限公司", "13812345678"))?;
            w.append(&case_id(1), &[consent(), accepted(12)])?;
            w.append(
                &case_id(1),
                &[amended(&[("parties/p1/id_number", json!("99010119880712001X"))])],
            )?;
            w.append(&case_id(2), &registration("李某", "某某分拣有限公司", "13900000000"))
        })
        .unwrap();
    for query in [
        "单某",
        "某岩",
        "单",
        "shanmou",
        "smy",
        "dmy",
        "danmouyan",
        "mouyan",
        "5678",
        "001x",
        "001X",
        "KD12",
        "kd12号",
        "〔2026〕",
        "勐海 5678",
        "单某 劳务",
        "menghai",
        "laowu",
        "ＫＤ１２",
    ] {
        assert_eq!(found(&store, query), BTreeSet::from([case_id(1)]), "{query}");
    }
    for query in ["单某 分拣", "56789", "zhang", "", "   "] {
        assert!(found(&store, query).is_empty(), "{query:?}");
    }
    assert_eq!(found(&store, "有限公司").len(), 2);
}

#[test]
fn hits_say_where_and_the_newest_case_comes_first() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = create(dir.path());
    for n in 1..=5 {
        store
            .write(author(), |w| {
                w.append(&case_id(n), &registration("张某", "某某劳务有限公司", ""))
            })
            .unwrap();
    }
    let page = store.read(|r| r.search("zhang 劳务", SearchScope::Names, 2, 1)).unwrap();
    let ids: Vec<CaseId> = page.iter().map(|hit| hit.case_id.clone()).collect();
    assert_eq!(ids, [case_id(4), case_id(3)]);
    let places: Vec<(&str, &[(usize, usize)])> = page[0]
        .matches
        .iter()
        .map(|found| (found.field.as_str(), found.ranges.as_slice()))
        .collect();
    assert_eq!(places, [("applicant", &[(0, 1)][..]), ("respondent", &[(2, 4)][..])]);
    let none = store.read(|r| r.search("张某", SearchScope::Numbers, 10, 0)).unwrap();
    assert_eq!(none, vec![]);
}
