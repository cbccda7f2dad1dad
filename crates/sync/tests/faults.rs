//! Bad lines, a hub that goes away, copied folders, backups put back: everything arrives once, nothing is lost.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;

use common::line::{Line, Weather};
use common::*;
use ledger::wire::Role;
use serde_json::json;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use sync::State;

fn synced(desk: &Desk) -> bool {
    matches!(desk.status().state, State::Synced { .. }) && desk.counts().waiting == 0
}

/// Cases of a desk, each with as many payments: a fact that would count twice shows.
fn write_some(desk: &Desk, first: u32, cases: u32, edits: u32) {
    for n in first..first + cases {
        desk.save(&case_id(n), &[name(&format!("张{n}"))]);
        for m in 0..edits {
            desk.save(
                &case_id(n),
                &[
                    payment(&format!("m{m}")),
                    amended(&[("case/narrative", json!(format!("第{m}次来访")))]),
                ],
            );
        }
    }
}

fn exactly_once(desk: &Desk, cases: u32, edits: u32) {
    for n in 1..=cases {
        let case = desk.case(&case_id(n)).unwrap();
        assert_eq!(case.payments.len(), edits as usize);
        assert_eq!(case.records, u64::from(1 + 2 * edits), "case {n}: each record once");
        assert_eq!(case.sheet.text("parties/p1/name"), format!("张{n}"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn over_a_wild_line_with_the_hub_going_away_everything_arrives_once() {
    let seed = std::env::var("SYNC_TEST_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(2026);
    let mut county = County::start().await;
    let (line_a, line_b) = (Line::to(county.address).await, Line::to(county.address).await);
    let mut a = county.desk_by("河口驿站", Role::Station, line_a.address).await;
    let mut b = county.desk_by("河口驿站", Role::Station, line_b.address).await;
    line_a.is(Weather::Wild(seed));
    line_b.is(Weather::Wild(seed + 1));
    let patient = sync::Options { patience: Duration::from_millis(900), ..hurried() };
    a.run_with(patient);
    b.run_with(patient);
    write_some(&a, 1, 10, 5);
    for _ in 0..3 {
        tokio::time::sleep(Duration::from_millis(400)).await;
        county.stop().await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        county.again().await;
    }
    write_some(&b, 11, 10, 5);
    let limit = Duration::from_secs(240);
    until_within(limit, "all own records are vouched for", || {
        a.counts().waiting == 0 && b.counts().waiting == 0
    })
    .await;
    until_within(limit, "both have everything", || {
        a.listed() == 20
            && b.listed() == 20
            && (1..=20).all(|n| a.case(&case_id(n)) == b.case(&case_id(n)))
    })
    .await;
    let connections =
        line_a.connections.load(Ordering::Relaxed) + line_b.connections.load(Ordering::Relaxed);
    println!("wild line, seed {seed}: {connections} connections for 220 records each way");
    for desk in [&mut a, &mut b] {
        desk.rest().await;
        exactly_once(desk, 20, 5);
        assert_eq!(
            desk.counts(),
            store::Counts { own: 110, receipted: 110, waiting: 0, parked: 0 }
        );
        desk.whole();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_is_dead_or_down_is_offline_and_heals_by_itself() {
    let county = County::start().await;
    let line = Line::to(county.address).await;
    let mut desk = county.desk_by("河口驿站", Role::Station, line.address).await;
    for weather in [Weather::Down, Weather::Dead] {
        line.is(weather);
        let patience = Duration::from_secs(2);
        desk.run_with(sync::Options { patience, ..hurried() });
        // One of them may meet a busy disk; none of them the line.
        let quickest = (0..3).map(|n| {
            let saved = Instant::now();
            let place = json!(format!("{weather:?} {n}"));
            desk.save(&case_id(1), &[amended(&[("case/place", place)])]);
            saved.elapsed()
        });
        assert!(quickest.min() < Some(patience / 2), "a save never waits for the line");
        until("offline", || {
            matches!(desk.status().state, State::Offline { since: Some(_), waiting: 3 })
        })
        .await;
        line.is(Weather::Fair);
        until("synced", || synced(&desk)).await;
        desk.rest().await;
    }
    let lines = desk.codes();
    let told = |code: &str| lines.iter().filter(|line| *line == code).count();
    assert_eq!(
        (told("sync.no_line"), told("sync.line_again")),
        (2, 2),
        "one line per outage, not one per attempt: {lines:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes minutes: 100 bytes a second"]
async fn at_a_hundred_bytes_a_second_it_takes_its_time_and_arrives() {
    let county = County::start().await;
    let line = Line::to(county.address).await;
    let mut desk = county.desk_by("河口驿站", Role::Station, line.address).await;
    let office = county.desk("县中心", Role::County).await;
    desk.save(&case_id(1), &[name("张某"), payment("m1")]);
    line.is(Weather::Slow(100));
    let begun = Instant::now();
    desk.run_with(sync::Options { patience: Duration::from_secs(60), ..hurried() });
    until_within(Duration::from_secs(400), "it is vouched for", || desk.counts().waiting == 0)
        .await;
    println!(
        "100 B/s: vouched for after {:?}, {} bytes up, {} down",
        begun.elapsed(),
        line.up.load(Ordering::Relaxed),
        line.down.load(Ordering::Relaxed)
    );
    until_within(Duration::from_secs(400), "and read back", || synced(&desk)).await;
    println!("100 B/s: read back after {:?}", begun.elapsed());
    drop(office);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copied_folder_and_its_original_both_go_on_and_nothing_counts_twice() {
    let county = County::start().await;
    let mut desk = county.desk("河口驿站", Role::Station).await;
    let mut witness = county.desk("县中心", Role::County).await;
    let id = case_id(1);
    desk.save(&id, &[name("张某"), payment("m1")]);
    desk.run();
    until("it is at the hub", || synced(&desk)).await;
    desk.rest().await;
    desk.save(&id, &[payment("m2")]);
    desk.store.lock(now()).unwrap();
    let copy = desk.dir.with_file_name("copy");
    copy_dir(&desk.dir, &copy);

    let mut twin = Desk::open(&copy);
    twin.save(&id, &[payment("m3")]);
    twin.run();
    until("the twin is through", || synced(&twin)).await;
    let mut desk = Desk { store: Desk::open(&desk.dir).store, ..desk };
    desk.save(&id, &[payment("m4"), amended(&[("case/place", json!("园区"))])]);
    let before = desk.store.read(|r| r.head()).unwrap().inc;
    desk.run();
    until("the first one is through", || synced(&desk)).await;
    assert_ne!(desk.store.read(|r| r.head()).unwrap().inc, before, "another life of the log");
    assert!(desk.codes().contains(&"sync.fork_healed".to_owned()));

    witness.run();
    until("the county has everything", || {
        witness.case(&id).is_some_and(|case| case.sheet.text("case/place") == "园区")
    })
    .await;
    until("the twin too", || twin.case(&id) == witness.case(&id)).await;
    until("and the first", || desk.case(&id) == witness.case(&id)).await;
    let mut paid: Vec<String> =
        witness.case(&id).unwrap().payments.iter().map(|p| p.id.0.clone()).collect();
    paid.sort();
    assert_eq!(paid, ["m1", "m2", "m3", "m4"]);
    assert!(!witness.case(&id).unwrap().in_conflict());
    assert_eq!(witness.case(&id).unwrap().records, 6);
    for desk in [&mut desk, &mut twin, &mut witness] {
        desk.rest().await;
        desk.whole();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_restored_from_its_backup_gets_back_what_it_lost_and_goes_on() {
    let county = County::start().await;
    let mut desk = county.desk("河口驿站", Role::Station).await;
    desk.save(&case_id(1), &[name("张某")]);
    let file = desk.dir.with_file_name("b.fqbackup");
    desk.store.backup_to(&file, now(), &mut |_| store::Go::On).unwrap();
    desk.save(&case_id(2), &[name("李某")]);
    desk.run();
    until("all is sent", || synced(&desk)).await;
    desk.rest().await;
    desk.store.lock(now()).unwrap();

    let target = desk.dir.with_file_name("restored");
    let opening = store::Opening::Password { staff: "s1", password: PASSWORD };
    let opened = store::restore(&file, &target, opening, "machine", &mut |_| store::Go::On);
    let mut again = Desk { store: std::sync::Arc::new(opened.unwrap().store), dir: target, ..desk };
    again.save(&case_id(3), &[name("岩某")]);
    again.run();
    until("it has everything", || synced(&again) && again.listed() == 3).await;
    let counts = again.counts();
    assert_eq!((counts.own, counts.waiting), (3, 0));
    again.rest().await;
    again.whole();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hub_put_back_from_an_old_backup_gets_everything_again() {
    let mut county = County::start().await;
    let mut a = county.desk("河口驿站", Role::Station).await;
    let mut office = county.desk("县中心", Role::County).await;
    a.run();
    office.run();
    a.save(&case_id(1), &[name("张某")]);
    until("both have it", || synced(&a) && office.listed() == 1).await;
    let mut stolen = county.desk("河口驿站", Role::Station).await;
    stolen.run();
    until("it reads", || synced(&stolen)).await;
    let file = county.dir.path().join("hub.backup");
    hub::backup(county.admin(), &file).unwrap();

    // After the backup: more records, a scan, and a new desk that writes and is then switched off for good.
    a.save(&case_id(2), &[name("李某")]);
    let scan = a.attach(&case_id(2), "工资条.jpg", &noise(50_000, 7));
    let mut b = county.desk("园区驿站", Role::Station).await;
    b.run();
    b.save(&case_id(3), &[name("岩某"), payment("m1")]);
    until("the county has all", || office.listed() == 3).await;
    until("and the scan", || office.store.attachment(&scan).is_ok()).await;
    until("all rest", || synced(&a) && synced(&b) && synced(&office)).await;
    b.rest().await;
    stolen.rest().await;
    let dev = stolen.store.read(|r| r.head()).unwrap().dev;
    county.admin().write().revoke(dev, "失窃", now()).unwrap();
    until("the county has seen it", || {
        let newest = county.admin().read(|store| store.status()).unwrap().last;
        office.store.read(|r| r.feed_place()).unwrap().unwrap().pos == newest
    })
    .await;
    let before: Vec<_> = (1..=3).map(|n| office.case(&case_id(n)).unwrap()).collect();

    county.stop().await;
    county.admin = None;
    hub::restore(&county.place, &file).unwrap();
    let place_of = |desk: &Desk| desk.store.read(|r| r.feed_place()).unwrap().unwrap();
    let old = place_of(&b).hub_inc;
    county.again().await;
    let unconfirmed = State::Attention { code: "sync.unconfirmed".to_owned() };
    until("everybody waits", || [&a, &office].into_iter().all(|d| d.status().state == unconfirmed))
        .await;
    stolen.run();
    until("the stolen laptop too", || stolen.status().state == unconfirmed).await;
    // A person confirms the county's own desk; the rest follows from what that desk has seen.
    county.admin = Some(hub::Hub::open(&county.place).unwrap());
    let dev = office.store.read(|r| r.head()).unwrap().dev;
    county.admin().write().confirm(dev, now()).unwrap();
    until("both have met its new life", || {
        [&a, &office].into_iter().all(|desk| place_of(desk).hub_inc != old)
    })
    .await;
    until("everything is vouched for again", || synced(&a) && synced(&office)).await;
    until("the stolen laptop is out again", || {
        stolen.status().state == State::Attention { code: "sync.revoked".to_owned() }
    })
    .await;
    assert_eq!(place_of(&stolen).pos, 0, "it was shown nothing of the new life");
    stolen.rest().await;
    // A county desk founded now sees what the desk that is switched off had written.
    let mut fresh = county.desk("县中心", Role::County).await;
    fresh.run();
    until("everything is at the hub", || fresh.listed() == 3).await;
    until("the scan too", || fresh.store.attachment(&scan).is_ok()).await;
    until("all rest", || [&a, &office, &fresh].into_iter().all(synced)).await;
    for (n, before) in (1..=3).zip(&before) {
        assert_eq!(fresh.case(&case_id(n)).as_ref(), Some(before), "case {n}");
        assert_eq!(office.case(&case_id(n)).as_ref(), Some(before), "case {n}");
    }
    for desk in [&mut a, &mut office, &mut fresh] {
        desk.rest().await;
        desk.whole();
    }
}
