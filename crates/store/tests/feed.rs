//! Records that come back from the hub: one order on every desk, and the desk's own on top.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;

use casework::Verdict;
use common::*;
use ledger::{Incarnation, Sealed};
use serde_json::json;
use store::{Go, Opening, Seen, Store, restore};

fn seen(hub_seq: u64, sealed: &Sealed, verdict: Verdict) -> Seen {
    Seen { hub_inc: Incarnation([7; 8]), hub_seq, sealed: sealed.clone(), verdict }
}

fn own(store: &Store) -> Vec<Sealed> {
    store
        .read(|r| {
            let head = r.head()?;
            r.own_records(head.inc, ledger::Seq(1), 500)
        })
        .unwrap()
}

fn name(text: &str) -> casework::Event {
    amended(&[("parties/p1/name", json!(text))])
}

fn name_of(store: &Store) -> String {
    let case = store.read(|r| r.case(&case_id(1))).unwrap().unwrap();
    case.sheet.text("parties/p1/name")
}

#[test]
fn two_desks_that_read_the_same_feed_hold_the_same_case() {
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let ((first, _), (second, _)) = (create(a.path()), create(b.path()));
    let id = case_id(1);
    first.write(author(), |w| w.append(&id, &[name("张某"), consent()])).unwrap();
    let from_first = own(&first);
    let entries: Vec<Seen> =
        (1..).zip(&from_first).map(|(n, sealed)| seen(n, sealed, Verdict::Clean)).collect();
    let changed = second.write(author(), |w| w.ingest(&entries)).unwrap();
    assert_eq!(changed, vec![id.clone()]);
    assert_eq!(name_of(&second), "张某");

    // The second desk goes on from what it has seen, and says so.
    second.write(author(), |w| w.append(&id, &[name("张某某")])).unwrap();
    let answer = own(&second);
    let base = answer[0].record().base.unwrap();
    assert_eq!(base.hub_seq, 2);

    // The first has written meanwhile: what the hub has put in order stands, its own goes beside until it is judged.
    first.write(author(), |w| w.append(&id, &[name("章某")])).unwrap();
    let mut feed = entries.clone();
    feed.push(seen(3, &answer[0], Verdict::Clean));
    for _ in 0..2 {
        first.write(author(), |w| w.ingest(&feed)).unwrap();
        assert_eq!(name_of(&first), "张某某", "twice changes nothing");
        let case = first.read(|r| r.case(&id)).unwrap().unwrap();
        assert_eq!(case.conflicts.len(), 1);
    }
    assert_eq!(first.read(|r| r.record_counts()).unwrap(), (4, 1));

    // The hub finds the two changes in conflict: what stands stays, the other is kept beside it.
    let own_last = own(&first).pop().unwrap();
    feed.push(seen(4, &own_last, Verdict::Hard));
    first.write(author(), |w| w.ingest(&feed)).unwrap();
    second.write(author(), |w| w.ingest(&feed)).unwrap();
    for store in [&first, &second] {
        assert_eq!(name_of(store), "张某某");
        let tasks = store.read(|r| r.tasks()).unwrap();
        assert_eq!((tasks.len(), tasks[0].1.as_str()), (1, "conflict"));
        assert!(store.check(&mut |_| Go::On).unwrap().projections_ok);
        assert_eq!(store.read(|r| r.record_counts()).unwrap().1, 0);
    }
    let case = |store: &Store| store.read(|r| r.case(&id)).unwrap();
    assert_eq!(case(&first), case(&second));

    // A person decides otherwise: a changed verdict is a new entry, the place stays.
    first.write(author(), |w| w.ingest(&[seen(9, &own_last, Verdict::Soft)])).unwrap();
    assert_eq!(name_of(&first), "章某");
    let places: Vec<Option<u64>> =
        first.read(|r| r.history(&id)).unwrap().iter().map(|past| past.hub_seq).collect();
    assert_eq!(places, [Some(1), Some(2), Some(3), Some(4)]);
}

#[test]
fn where_the_hub_has_other_bytes_its_own_stand_and_nothing_is_lost_or_blocked() {
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let ((first, _), (second, _)) = (create(a.path()), create(b.path()));
    first.write(author(), |w| w.append(&case_id(1), &[name("张某")])).unwrap();
    let twin = {
        let mut twin = own(&first)[0].record().clone();
        twin.body = name("章某").body();
        twin.seal().unwrap()
    };
    second.write(author(), |w| w.ingest(&[seen(1, &own(&first)[0], Verdict::Clean)])).unwrap();
    for _ in 0..2 {
        second.write(author(), |w| w.ingest(&[seen(1, &twin, Verdict::Clean)])).unwrap();
        assert_eq!(name_of(&second), "章某");
        assert!(second.check(&mut |_| Go::On).unwrap().projections_ok);
    }
    // The desk whose log it is writes its own again, in another incarnation.
    let before = first.read(|r| r.head()).unwrap();
    first.write(author(), |w| w.ingest(&[seen(1, &twin, Verdict::Clean)])).unwrap();
    let again = own(&first).remove(0);
    assert_ne!(again.record().inc, before.inc);
    assert_eq!(again.record().re.unwrap().seq, ledger::Seq(1));
    assert!(first.check(&mut |_| Go::On).unwrap().projections_ok);
}

#[test]
fn what_a_restored_desk_lost_comes_back_with_the_feed() {
    let dir = tempfile::tempdir().unwrap();
    let (store, code) = create(&dir.path().join("first"));
    store.write(author(), |w| w.append(&case_id(1), &[name("张某")])).unwrap();
    let file = dir.path().join("b.fqbackup");
    store.backup_to(&file, now(), &mut |_| Go::On).unwrap();
    store
        .write(author(), |w| {
            w.allot("case", 2026)?;
            w.append(&case_id(1), &[name("张某某")])
        })
        .unwrap();
    let feed: Vec<Seen> =
        (1..).zip(&own(&store)).map(|(n, sealed)| seen(n, sealed, Verdict::Clean)).collect();
    drop(store);

    let target = dir.path().join("restored");
    let opening = Opening::Recovery(&code);
    let opened = restore(&file, &target, opening, MACHINE, &mut |_| Go::On).unwrap();
    let store = opened.store;
    store.write(author(), |w| w.append(&case_id(2), &[name("李某")])).unwrap();
    store.write(author(), |w| w.ingest(&feed)).unwrap();
    assert_eq!(name_of(&store), "张某某");
    assert_eq!(store.read(|r| r.last_number("case", 2026)).unwrap(), 1);
    let health = store.check(&mut |_| Go::On).unwrap();
    assert_eq!((health.records, health.projections_ok), (4, true));
}
