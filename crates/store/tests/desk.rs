//! One desk from set-up to locking: records, numbers, drafts, lists, rebuild.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;

use common::*;
use serde_json::json;
use store::{Author, CaseFilter, CaseQuery, Gate, GateState, SearchScope, StoreError, Writer};

#[test]
fn what_is_saved_is_there_after_locking_and_signing_in_again() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(Gate::at(dir.path()).state().unwrap(), GateState::Fresh);
    let (store, _) = create(dir.path());
    let id = case_id(1);
    let saved = store
        .write(author(), |w| {
            w.append(&id, &registration("张某", "某某劳务有限公司", "13800000001"))
        })
        .unwrap();
    store.lock(now()).unwrap();
    assert!(matches!(store.read(|r| r.case(&id)), Err(StoreError::Locked)));
    let GateState::Locked(face) = Gate::at(dir.path()).state().unwrap() else {
        panic!("locked");
    };
    assert_eq!(face.staff, vec![member("s1", "王某")]);
    assert_eq!(face.last_locked, Some(now()));

    let opened = unlock(dir.path()).unwrap();
    assert_eq!(opened.notices, vec![]);
    let case = opened.store.read(|r| r.case(&id)).unwrap().unwrap();
    assert_eq!(case, saved);
    assert_eq!(case.sheet.text("parties/p1/name"), "张某");
    let history = opened.store.read(|r| r.history(&id)).unwrap();
    let kinds: Vec<&str> = history.iter().map(|past| past.kind.as_str()).collect();
    assert_eq!(kinds, ["case.amended", "case.received"]);
    assert_eq!(history[1].seq.0, 2);
}

#[test]
fn a_save_that_fails_leaves_nothing_and_gives_its_number_back() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = create(dir.path());
    let id = case_id(1);
    let refused: Result<(), StoreError> = store.write(author(), |w: &mut Writer<'_>| {
        assert_eq!(w.allot("case", 2026)?, 1);
        w.append(&id, &registration("张某", "某某劳务有限公司", ""))?;
        Err(StoreError::Cancelled)
    });
    assert!(matches!(refused, Err(StoreError::Cancelled)));
    assert_eq!(store.read(|r| r.case(&id)).unwrap(), None);
    assert_eq!(store.read(|r| r.record_counts()).unwrap(), (0, 0));
    let n = store.write(author(), |w| w.allot("case", 2026)).unwrap();
    assert_eq!(n, 1);
}

#[test]
fn numbers_are_contiguous_per_series_and_year() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = create(dir.path());
    let take = |series: &str, year| store.write(author(), |w| w.allot(series, year)).unwrap();
    assert_eq!((take("case", 2026), take("case", 2026)), (1, 2));
    assert_eq!(take("letter", 2026), 1);
    assert_eq!(take("case", 2027), 1);
    store.write(author(), |w| w.note_number("case", 2026, 9)).unwrap();
    assert_eq!(take("case", 2026), 10);
    store.rebuild().unwrap();
    assert_eq!(take("case", 2026), 11);
}

#[test]
fn drafts_outlive_the_process_and_private_notes_are_in_no_record() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = create(dir.path());
    let id = case_id(1);
    store
        .write(author(), |w| {
            w.put_draft(&id, "case/narrative", &json!("说到一半"))?;
            w.put_draft(&id, "parties/p1/name", &json!("张某"))?;
            w.put_private(&id, "floor/p1", &json!("底线六千"))
        })
        .unwrap();
    drop(store);
    let store = unlock(dir.path()).unwrap().store;
    let drafts = store.read(|r| r.drafts(&id)).unwrap();
    assert_eq!(drafts.len(), 2);
    assert_eq!(drafts[0].value, json!("说到一半"));
    assert_eq!(store.read(|r| r.drafted()).unwrap(), vec![(id.clone(), now())]);
    assert_eq!(store.read(|r| r.private(&id)).unwrap()["floor/p1"], json!("底线六千"));
    assert_eq!(store.read(|r| r.record_counts()).unwrap(), (0, 0));
    store.write(author(), |w| w.clear_drafts(&id, &["case/narrative"])).unwrap();
    assert_eq!(store.read(|r| r.drafts(&id)).unwrap().len(), 1);
}

#[test]
fn the_case_list_filters_counts_and_sums() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = create(dir.path());
    for n in 1..=30 {
        let by = Author { by: if n % 3 == 0 { "s2" } else { "s1" }.to_owned(), ..author() };
        store
            .write(by, |w| {
                let name = format!("张{n}");
                w.append(&case_id(n), &registration(&name, "某某劳务有限公司", ""))?;
                if n == 7 {
                    w.append(&case_id(n), &[consent(), accepted(n)])?;
                }
                Ok::<_, StoreError>(())
            })
            .unwrap();
    }
    // The last one touched comes first.
    store
        .write(author(), |w| w.append(&case_id(4), &[amended(&[("case/place", json!("园区"))])]))
        .unwrap();
    let ask = |query: CaseQuery| store.read(|r| r.cases(&query)).unwrap();
    let page = ask(CaseQuery { limit: 10, ..CaseQuery::default() });
    assert_eq!((page.total, page.rows.len()), (30, 10));
    assert_eq!(page.claimed.0, 30 * 800_000);
    assert_eq!(page.rows[0].id, case_id(4));
    assert_eq!(page.rows[1].id, case_id(30));
    let mine = ask(CaseQuery {
        filter: CaseFilter::Mine { id: "s2".to_owned(), name: "王某".to_owned() },
        ..CaseQuery::default()
    });
    assert_eq!(mine.total, 11, "ten registered, one mediated");
    let text = ask(CaseQuery { text: "张1".to_owned(), ..CaseQuery::default() });
    assert_eq!(text.total, 11, "张1 and 张10 to 张19");
    let none = ask(CaseQuery { year: Some(2025), ..CaseQuery::default() });
    assert_eq!((none.total, none.claimed.0), (0, 0));
}

#[test]
fn the_same_person_and_known_firms_are_found() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = create(dir.path());
    for n in 1..=3 {
        store
            .write(author(), |w| {
                w.append(&case_id(n), &registration("张某", "勐海某某劳务有限公司", "13800000001"))
            })
            .unwrap();
    }
    let same = store.read(|r| r.same_party(&case_id(1), "", "", "", "13800000001")).unwrap();
    assert_eq!(same.len(), 2);
    assert!(same.iter().all(|found| found.by == "phone"));
    let firms = store.read(|r| r.known_firms("劳务", 5)).unwrap();
    assert_eq!((firms.len(), firms[0].cases), (1, 3));
    assert_eq!(firms[0].newest, case_id(3));
}

#[test]
fn a_rebuild_gives_the_very_rows_that_saving_gave() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = create(dir.path());
    for n in 1..=12 {
        store
            .write(author(), |w| {
                let name = format!("单{n}");
                w.append(&case_id(n), &registration(&name, "某某劳务有限公司", "138"))?;
                let number = w.allot("case", 2026)?;
                w.append(&case_id(n), &[consent(), accepted(number)])?;
                w.append(&case_id(n % 3 + 1), &[payment(&format!("pay{n}"))])?;
                w.append(&case_id(n), &[amended(&[("parties/p1/name", json!(format!("曾{n}")))])])?;
                w.append_device("desk.amended", json!({"station": "某站"}))
            })
            .unwrap();
    }
    let live = store.projection_digest().unwrap();
    assert!(store.projections_match().unwrap());
    store.rebuild().unwrap();
    assert_eq!(store.projection_digest().unwrap(), live);
    let gone = store.read(|r| r.search("单1", SearchScope::All, 50, 0)).unwrap();
    assert_eq!(gone, vec![], "a name that was corrected is not found any more");
}

#[test]
fn another_handle_sees_a_save_and_is_told_of_it() {
    let dir = tempfile::tempdir().unwrap();
    let (window, _) = create(dir.path());
    let command = unlock(dir.path()).unwrap().store;
    assert!(!window.changed_elsewhere().unwrap());
    let row = window.read(|r| r.newest_row()).unwrap();
    window.write(author(), |w| w.append(&case_id(1), &[consent()])).unwrap();
    assert!(!window.changed_elsewhere().unwrap(), "own saves are no news");
    command.write(author(), |w| w.append(&case_id(2), &[consent()])).unwrap();
    assert!(window.changed_elsewhere().unwrap());
    assert!(!window.changed_elsewhere().unwrap());
    let changed = window.read(|r| r.cases_after(row + 1)).unwrap();
    assert_eq!(changed, vec![case_id(2)]);
}
