//! What a desk does with the words of the county hub.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;

use casework::{CaseId, Verdict};
use common::county::{County, Line, line, packed};
use common::*;
use ledger::wire::{Have, Role, Station};
use ledger::{Cursor, Seq};
use serde_json::json;
use store::{CaseQuery, Counts, Enrolment, Go, Meeting, SearchScope, Store, Why};

fn enrolment(station: &str) -> Enrolment {
    Enrolment {
        url: "https://192.0.2.7:8443".to_owned(),
        pin: "ab".repeat(32),
        key: hex::encode(County::new(1).key.verifying_key().to_bytes()),
        age: "age1x".to_owned(),
        hub: "勐某县劳动人事争议调解中心".to_owned(),
        station: Station { id: station.to_owned(), name: String::new() },
        role: Role::Station,
        series: "KD".to_owned(),
        series_shared: false,
        confirmed: true,
        at: now(),
    }
}

fn desk(dir: &std::path::Path, station: &str, county: &County) -> Store {
    let (store, _) = create(dir);
    store
        .write(author(), |w| {
            w.put_enrolment(&enrolment(station))?;
            w.meet_hub(county.inc, &[])
        })
        .unwrap();
    store
}

fn name(text: &str) -> casework::Event {
    amended(&[("parties/p1/name", json!(text))])
}

fn name_of(store: &Store, id: &CaseId) -> String {
    store.read(|r| r.case(id)).unwrap().unwrap().sheet.text("parties/p1/name")
}

fn save(store: &Store, id: &CaseId, event: casework::Event) {
    store.write(author(), |w| w.append(id, &[event])).unwrap();
}

fn counts(store: &Store) -> Counts {
    let counts = store.read(|r| r.sync_counts()).unwrap();
    assert_eq!(counts.own, counts.receipted + counts.waiting, "they always add up");
    counts
}

fn whole(store: &Store) {
    assert!(store.check(&mut |_| Go::On).unwrap().projections_ok, "rebuilt equals live");
}

fn listed(store: &Store) -> u64 {
    store.read(|r| r.cases(&CaseQuery::default())).unwrap().total
}

#[test]
fn a_record_waits_until_the_hub_has_vouched_for_it() {
    let (dir, county) = (tempfile::tempdir().unwrap(), County::new(1));
    let store = desk(dir.path(), "a", &county);
    for n in 1..=4 {
        save(&store, &case_id(n), name("张某"));
    }
    assert_eq!(counts(&store).waiting, 4);
    let out = store.read(|r| r.outbox()).unwrap();
    assert_eq!((out.len(), out[0].from, out[0].waiting), (1, Seq(1), 4));

    let batch = packed(&store, 1, "a");
    let receipt = county.receipt(&batch);
    let inc = batch.run.prev.inc;
    store.write(author(), |w| w.note_receipt(inc, (Seq(1), Seq(3)), &receipt, &[])).unwrap();
    assert_eq!(counts(&store), Counts { own: 4, receipted: 3, waiting: 1, parked: 0 });
    assert_eq!(store.read(|r| r.outbox()).unwrap()[0].from, Seq(4));
    assert_eq!(store.read(|r| r.receipts()).unwrap(), vec![receipt]);
    // Seen in the feed is vouched for too: the page is signed by the hub.
    let page = county.page(&store, 0, &[line(1, &batch, 4, "clean")], &[]);
    let taken = store.write(author(), |w| w.take_page(&page)).unwrap();
    assert!(taken.applied && taken.complete);
    assert_eq!(counts(&store).waiting, 0);
    whole(&store);
}

#[test]
fn a_page_counts_once_and_only_where_it_goes_on() {
    let county = County::new(1);
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (first, second) = (desk(a.path(), "a", &county), desk(b.path(), "a", &county));
    save(&first, &case_id(1), name("张某"));
    save(&first, &case_id(1), name("章某"));
    let batch = packed(&first, 1, "a");
    let one = county.page(&second, 0, &[line(1, &batch, 1, "clean")], &[]);
    let two = county.page(&second, 1, &[line(2, &batch, 2, "clean")], &[]);
    let take = |page| second.write(author(), |w| w.take_page(page)).unwrap();
    assert!(!take(&two).applied, "the first page is missing");
    assert_eq!((take(&one).fresh, take(&two).fresh), (1, 1));
    for page in [&one, &two] {
        assert!(!take(page).applied);
    }
    assert_eq!(name_of(&second, &case_id(1)), "章某");
    let place = second.read(|r| r.feed_place()).unwrap().unwrap();
    assert_eq!((place.pos, place.newest, place.at), (2, 2, Some(now())));
    assert_eq!(second.read(|r| r.case_station(&case_id(1))).unwrap().unwrap().name, "河口驿站");
    whole(&second);
}

#[test]
fn a_decision_that_will_clash_is_shown_beside_before_the_hub_has_judged_it() {
    let county = County::new(1);
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (first, second) = (desk(a.path(), "a", &county), desk(b.path(), "a", &county));
    let id = case_id(1);
    save(&first, &id, name("张某"));
    let start = packed(&first, 1, "a");
    let page = county.page(&second, 0, &[line(1, &start, 1, "clean")], &[]);
    second.write(author(), |w| w.take_page(&page)).unwrap();
    // Both write offline; the first one's change reaches the hub first.
    save(&first, &id, name("章某"));
    save(&second, &id, name("张某某"));
    assert_eq!(name_of(&second, &id), "张某某", "on top, as long as nothing stands against it");
    let theirs = packed(&first, 2, "a");
    let page = county.page(&second, 1, &[line(2, &theirs, 2, "clean")], &[]);
    second.write(author(), |w| w.take_page(&page)).unwrap();

    let case = second.read(|r| r.case(&id)).unwrap().unwrap();
    assert_eq!(case.sheet.text("parties/p1/name"), "章某");
    assert!(case.in_conflict(), "freezing and issuing wait");
    whole(&second);
    // A later decision of the same desk is held with it, a fact is not; live as in a rebuild.
    save(&second, &id, amended(&[("case/place", json!("园区"))]));
    save(&second, &id, consent());
    let case = second.read(|r| r.case(&id)).unwrap().unwrap();
    let verdicts: Vec<Verdict> = case.conflicts.iter().map(|c| c.verdict).collect();
    assert_eq!(verdicts, [Verdict::Hard, Verdict::Held]);
    assert_eq!(case.mediation.inquiries.len(), 1);
    whole(&second);

    // The hub says what was predicted: nothing moves, and both desks hold the same case.
    let own = packed(&second, 1, "a");
    let verdicts = ["hard", "held", "soft"];
    let lines = || (1..).zip(verdicts).map(|(n, verdict)| line(2 + n, &own, n, verdict));
    let page = county.page(&second, 2, &lines().collect::<Vec<_>>(), &[]);
    second.write(author(), |w| w.take_page(&page)).unwrap();
    assert_eq!(second.read(|r| r.case(&id)).unwrap().unwrap().conflicts, case.conflicts);
    let mut all = vec![line(1, &start, 1, "clean"), line(2, &theirs, 2, "clean")];
    all.extend(lines());
    let page = county.page(&first, 0, &all, &[]);
    first.write(author(), |w| w.take_page(&page)).unwrap();
    let cases = [&first, &second].map(|store| store.read(|r| r.case(&id)).unwrap().unwrap());
    assert_eq!(cases[0], cases[1]);
    whole(&first);
}

#[test]
fn a_case_handed_over_leaves_the_lists_and_comes_back_with_its_history() {
    let county = County::new(1);
    let dir = tempfile::tempdir().unwrap();
    let store = desk(dir.path(), "a", &county);
    let id = case_id(1);
    store
        .write(author(), |w| w.append(&id, &registration("张某", "某某劳务有限公司", "")))
        .unwrap();
    let batch = packed(&store, 1, "a");
    let lines = [line(1, &batch, 1, "clean"), line(2, &batch, 2, "clean")];
    let page = county.page(&store, 0, &lines, &[(3, &id.0)]);
    store.write(author(), |w| w.take_page(&page)).unwrap();
    assert_eq!(listed(&store), 0);
    let find = || store.read(|r| r.search("张某", SearchScope::All, 9, 0)).unwrap().len();
    assert_eq!(find(), 0);
    assert!(store.read(|r| r.withdrawn(&id)).unwrap());
    assert_eq!(name_of(&store, &id), "张某", "its records are kept");
    whole(&store);
    // Own words that are only shown back to their writer do not bring it back.
    save(&store, &id, amended(&[("case/place", json!("园区"))]));
    let late = packed(&store, 3, "a");
    let page = county.page(&store, 3, &[line(4, &late, 3, "parked")], &[]);
    store.write(author(), |w| w.take_page(&page)).unwrap();
    assert_eq!((listed(&store), counts(&store).parked), (0, 1));

    let again = |pos, seq| Line { hub_seq: Some(seq), ..line(pos, &batch, seq, "clean") };
    let page = county.page(&store, 4, &[again(5, 1), again(6, 2)], &[]);
    store.write(author(), |w| w.take_page(&page)).unwrap();
    assert_eq!((listed(&store), find()), (1, 1));
    let places: Vec<Option<u64>> =
        store.read(|r| r.history(&id)).unwrap().iter().map(|past| past.hub_seq).collect();
    assert_eq!(places, [Some(1), Some(2), Some(4)]);
    whole(&store);
}

#[test]
fn after_a_fork_only_what_the_hub_lacks_is_written_again_and_nothing_counts_twice() {
    let county = County::new(1);
    let dir = tempfile::tempdir().unwrap();
    let id = case_id(1);
    let store = desk(&dir.path().join("desk"), "a", &county);
    save(&store, &id, name("张某"));
    save(&store, &id, payment("m1"));
    // The whole folder is copied, marker and all, and used again on a machine of the same name.
    store.lock(now()).unwrap();
    copy_dir(&dir.path().join("desk"), &dir.path().join("twin"));
    let store = unlock(&dir.path().join("desk")).unwrap().store;
    let twin = unlock(&dir.path().join("twin")).unwrap().store;
    save(&twin, &id, name("章某"));
    save(&store, &id, amended(&[("case/place", json!("园区"))]));
    save(&store, &id, payment("m2"));

    // The twin was first at the hub.
    let theirs = packed(&twin, 1, "a");
    let lines: Vec<_> = (1..=3).map(|n| line(n, &theirs, n, "clean")).collect();
    let page = county.page(&store, 0, &lines, &[]);
    let before = store.read(|r| r.head()).unwrap();
    let taken = store.write(author(), |w| w.take_page(&page)).unwrap();
    assert_eq!(taken.rewritten, 2);
    let head = store.read(|r| r.head()).unwrap();
    assert_eq!((head.dev, head.seq), (before.dev, Seq(2)));
    assert_ne!(head.inc, before.inc);
    assert_eq!(store.read(|r| r.numbers_wait()).unwrap(), Some(Why::Forked));
    assert_eq!(counts(&store), Counts { own: 5, receipted: 3, waiting: 2, parked: 0 });
    let waiting = packed(&store, 1, "a");
    let read = ledger::batch::read(
        &waiting.bytes,
        &waiting.key.verifying_key(),
        &ledger::Limits::default(),
    )
    .unwrap();
    let re: Vec<Seq> = read.records().map(|sealed| sealed.record().re.unwrap().seq).collect();
    assert_eq!(re, [Seq(3), Seq(4)]);
    let case = store.read(|r| r.case(&id)).unwrap().unwrap();
    assert_eq!(case.sheet.text("parties/p1/name"), "章某");
    assert_eq!((case.sheet.text("case/place").as_str(), case.payments.len()), ("园区", 2));
    whole(&store);
    store.lock(now()).unwrap();
    assert_eq!(unlock(&dir.path().join("desk")).unwrap().notices, vec![]);
}

#[test]
fn a_desk_rolled_back_with_its_marker_finds_its_place_taken_and_goes_on_elsewhere() {
    let county = County::new(1);
    let dir = tempfile::tempdir().unwrap();
    let id = case_id(1);
    let store = desk(&dir.path().join("desk"), "a", &county);
    save(&store, &id, name("张某"));
    store.lock(now()).unwrap();
    copy_dir(&dir.path().join("desk"), &dir.path().join("image"));
    let store = unlock(&dir.path().join("desk")).unwrap().store;
    save(&store, &id, name("章某"));
    let all = packed(&store, 1, "a");
    drop(store);

    let store = unlock(&dir.path().join("image")).unwrap().store;
    let lines = [line(1, &all, 1, "clean"), line(2, &all, 2, "clean")];
    let page = county.page(&store, 0, &lines, &[]);
    assert_eq!(store.write(author(), |w| w.take_page(&page)).unwrap().rewritten, 0);
    save(&store, &id, payment("m1"));
    let case = store.read(|r| r.case(&id)).unwrap().unwrap();
    assert_eq!((case.sheet.text("parties/p1/name").as_str(), case.payments.len()), ("章某", 1));
    assert_eq!(counts(&store), Counts { own: 3, receipted: 2, waiting: 1, parked: 0 });
    whole(&store);
}

#[test]
fn a_fork_the_hub_reports_is_healed_without_repeating_what_it_has() {
    let (dir, county) = (tempfile::tempdir().unwrap(), County::new(1));
    let store = desk(dir.path(), "a", &county);
    for n in 1..=3 {
        save(&store, &case_id(n), name("张某"));
    }
    let batch = packed(&store, 1, "a");
    let inc = batch.run.prev.inc;
    let receipt = county.receipt(&batch);
    store.write(author(), |w| w.note_receipt(inc, (Seq(1), Seq(1)), &receipt, &[])).unwrap();
    let page = county.page(&store, 0, &[line(2, &batch, 2, "clean")], &[]);
    store.write(author(), |w| w.take_page(&page)).unwrap();
    let (written, cases) = store.write(author(), |w| w.write_again(inc)).unwrap();
    assert_eq!((written, cases), (1, vec![case_id(3)]));
    assert_eq!(store.write(author(), |w| w.write_again(inc)).unwrap().0, 0, "once is enough");
    assert_eq!(counts(&store), Counts { own: 3, receipted: 2, waiting: 1, parked: 0 });
    assert_eq!(listed(&store), 3);
    whole(&store);
}

#[test]
fn a_restored_hub_gets_back_what_it_lost_and_the_feed_is_read_anew() {
    let county = County::new(1);
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (first, second) = (desk(a.path(), "a", &county), desk(b.path(), "a", &county));
    let id = case_id(1);
    for text in ["张一", "张二", "张三"] {
        save(&first, &id, name(text));
    }
    let batch = packed(&first, 1, "a");
    let inc = batch.run.prev.inc;
    let lines: Vec<_> = (1..=3).map(|n| line(n, &batch, n, "clean")).collect();
    for store in [&first, &second] {
        let page = county.page(store, 0, &lines, &[]);
        store.write(author(), |w| w.take_page(&page)).unwrap();
    }
    let receipt = county.receipt(&batch);
    first.write(author(), |w| w.note_receipt(inc, (Seq(1), Seq(3)), &receipt, &[])).unwrap();

    // The hub comes back from a backup that holds the first record only.
    let restored = County::new(2);
    let kept = batch_head(&first, 1);
    let have = [Have { inc, seq: Seq(1), head: kept }];
    let meet = |store: &Store, have: &[Have]| {
        store.write(author(), |w| w.meet_hub(restored.inc, have)).unwrap()
    };
    assert_eq!(meet(&first, &have), Meeting::Restarted);
    assert_eq!(meet(&first, &have), Meeting::Same);
    assert_eq!(counts(&first), Counts { own: 3, receipted: 1, waiting: 2, parked: 0 });
    assert_eq!(first.read(|r| r.outbox()).unwrap()[0].from, Seq(2));
    assert_eq!(name_of(&first, &id), "张三", "nothing is folded away meanwhile");
    whole(&first);
    // The second desk offers the other's batch again, exactly as it was signed.
    assert_eq!(meet(&second, &[]), Meeting::Restarted);
    let page = restored.page(&second, 0, &lines[..1], &[]);
    second.write(author(), |w| w.take_page(&page)).unwrap();
    let lost = second.read(|r| r.lost_by_hub()).unwrap();
    assert_eq!((lost.len(), lost[0].from), (1, Seq(2)));
    let offers = second.read(|r| r.kept_batches(&lost[0])).unwrap();
    assert_eq!((offers.len(), offers[0].from, offers[0].to), (1, Seq(1), Seq(3)));
    let key = batch.key.verifying_key();
    assert!(ledger::batch::read(&offers[0].bytes, &key, &ledger::Limits::default()).is_ok());
    // A new record stands on what the hub is known to have.
    save(&second, &id, amended(&[("case/place", json!("园区"))]));
    let own = packed(&second, 1, "a");
    let read =
        ledger::batch::read(&own.bytes, &own.key.verifying_key(), &ledger::Limits::default());
    let base = read.unwrap().records().next().unwrap().record().base;
    assert_eq!(base, Some(Cursor { hub_inc: restored.inc, hub_seq: 1 }));
    whole(&second);
    // What was lost gets new places; at rest all is as before.
    let page =
        restored.page(&second, 1, &[line(5, &batch, 2, "clean"), line(6, &batch, 3, "clean")], &[]);
    second.write(author(), |w| w.take_page(&page)).unwrap();
    assert_eq!(second.read(|r| r.lost_by_hub()).unwrap(), vec![]);
    assert_eq!(name_of(&second, &id), "张三");
    whole(&second);
}

fn batch_head(store: &Store, seq: u64) -> ledger::ChainHash {
    let next = store
        .read(|r| {
            let head = r.head()?;
            r.own_run(head.inc, Seq(seq + 1), 1, 1 << 20)
        })
        .unwrap();
    next.unwrap().prev.hash
}

#[test]
fn the_county_sees_whose_case_it_is_and_its_own_settings_stay_its_own() {
    let county = County::new(1);
    let (a, c) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (station, office) = (desk(a.path(), "a", &county), desk(c.path(), "office", &county));
    let given = casework::Event::Assigned(casework::Assigned {
        to: "b".into(),
        to_name: "园区驿站".into(),
        from: "a".into(),
        from_name: "河口驿站".into(),
        mediator: String::new(),
        due: None,
        on: day("2026-11-21"),
        note: String::new(),
    });
    save(&station, &case_id(1), name("张某"));
    save(&station, &case_id(2), name("李某"));
    save(&station, &case_id(2), given);
    station
        .write(author(), |w| w.append_device("desk.amended", json!({ "station": "河口驿站" })))
        .unwrap();
    office
        .write(author(), |w| w.append_device("desk.amended", json!({ "station": "县中心" })))
        .unwrap();
    let batch = packed(&station, 1, "a");
    let lines: Vec<_> = (1..=4).map(|n| line(n, &batch, n, "clean")).collect();
    let page = county.page(&office, 0, &lines, &[]);
    assert!(office.write(author(), |w| w.take_page(&page)).unwrap().device);
    let of = |id| office.read(|r| r.case_station(&id)).unwrap().map(|s| s.id);
    assert_eq!((of(case_id(1)), of(case_id(2))), (Some("a".to_owned()), Some("b".to_owned())));
    let of_station =
        |id: &str| office.read(|r| r.cases_of(&CaseQuery::default(), Some(id))).unwrap().total;
    assert_eq!((of_station("a"), of_station("b"), of_station("office")), (1, 1, 0));
    let own = office.read(|r| r.device_record("desk.amended")).unwrap().unwrap();
    assert_eq!(own.body.unwrap()["station"], "县中心");
    assert_eq!(office.read(|r| r.shared_records("desk.amended")).unwrap().len(), 2);
    // Before its hub has said so, the hand-over has not happened.
    let here = station.read(|r| r.case_station(&case_id(2))).unwrap().unwrap();
    assert_eq!(here.id, "a");
    whole(&office);
}

#[test]
fn what_was_erased_or_cannot_be_read_keeps_its_leaf_and_blocks_nothing() {
    let county = County::new(1);
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (first, second) = (desk(a.path(), "a", &county), desk(b.path(), "a", &county));
    for text in ["张一", "张二"] {
        save(&first, &case_id(1), name(text));
    }
    let mut batch = packed(&first, 1, "a");
    let whole_batch =
        ledger::batch::read(&batch.bytes, &batch.key.verifying_key(), &ledger::Limits::default())
            .unwrap();
    batch.bytes = whole_batch.filtered(|entry| entry.seq == Seq(2)).unwrap();
    let lines = [line(1, &batch, 1, "clean"), line(2, &batch, 2, "clean")];
    let page = county.page(&second, 0, &lines, &[]);
    let taken = second.write(author(), |w| w.take_page(&page)).unwrap();
    assert_eq!(taken.fresh, 2);
    assert_eq!(name_of(&second, &case_id(1)), "张二");
    assert_eq!(second.read(|r| r.lost_by_hub()).unwrap(), vec![]);
    whole(&second);
}

#[test]
fn the_log_a_clerk_reads_does_not_grow_for_ever() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = create(dir.path());
    store
        .write(author(), |w| {
            (0..2100).try_for_each(|n| w.log_sync("sync.pushed", &json!({ "records": n })))
        })
        .unwrap();
    let lines = store.read(|r| r.sync_log(5000)).unwrap();
    assert_eq!((lines.len(), lines[0].args["records"].as_i64()), (2000, Some(2099)));
}

fn copy_dir(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_dir(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
