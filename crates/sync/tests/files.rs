//! Scans: after the records, at the byte where the line was cut, and never out of scope.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;

use common::line::{Line, Weather};
use common::*;
use ledger::wire::Role;
use std::sync::atomic::Ordering;
use std::time::Duration;

const SIZE: usize = 3 * 1024 * 1024;
/// Ciphers are slow in a build for tests, and the computer may be busy.
const LONG: Duration = Duration::from_secs(150);

#[tokio::test(flavor = "multi_thread")]
async fn a_scan_cut_at_half_goes_on_at_the_byte_in_both_directions() {
    let county = County::start().await;
    let (line_a, line_b) = (Line::to(county.address).await, Line::to(county.address).await);
    let mut a = county.desk_by("河口驿站", Role::Station, line_a.address).await;
    let mut b = county.desk_by("河口驿站", Role::Station, line_b.address).await;
    let bytes = noise(SIZE, 3);
    let scan = a.attach(&case_id(1), "协议书.jpg", &bytes);
    line_a.is(Weather::CutOnce(SIZE as u64 / 2));
    // Questions that are asked all the time would be counted with the file.
    let calm = sync::Options {
        ask_feed: Duration::from_secs(60),
        look: Duration::from_secs(60),
        // The cut is heard at once; a computer that is busy must not give up a piece that is on its way.
        patience: Duration::from_secs(30),
        ..hurried()
    };
    a.run_with(calm);
    until_within(LONG, "the hub holds it", || a.store.read(|r| r.file_on_hub(&scan)).unwrap())
        .await;
    assert_eq!(line_a.weather(), Weather::Fair, "it was cut in the middle");
    let up = line_a.up.load(Ordering::Relaxed);
    let again = up.saturating_sub(SIZE as u64);
    println!(
        "sent: {up} bytes for {SIZE}; again or around it: {again} ({:.4})",
        again as f64 / SIZE as f64
    );
    assert!((again as f64) < SIZE as f64 / 40.0, "{again} bytes more than the file");
    // The store knows it a moment before the status has counted it.
    until("nothing waits to be sent", || a.status().files.to_send == 0).await;

    // The other way: cut after half of it has come.
    line_b.is(Weather::Cut(SIZE as u64 / 2));
    b.run_with(calm);
    until_within(LONG, "half is here", || b.store.incoming(&scan).unwrap() > SIZE as u64 / 3).await;
    line_b.is(Weather::Fair);
    until_within(LONG, "all is here", || b.store.attachment(&scan).is_ok()).await;
    assert_eq!(b.store.attachment(&scan).unwrap(), bytes);
    let down = line_b.down.load(Ordering::Relaxed);
    println!("fetched: {down} bytes for {SIZE}");
    assert!((down as f64) < SIZE as f64 * (1.0 + 1.0 / 40.0), "{down} bytes for {SIZE}");
    until("nothing waits", || b.status().files.to_fetch == 0 && b.status().files.current.is_none())
        .await;
    for desk in [&mut a, &mut b] {
        desk.rest().await;
        desk.whole();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn records_do_not_wait_behind_a_scan_and_what_is_wanted_comes_first() {
    let county = County::start().await;
    let line = Line::to(county.address).await;
    let mut a = county.desk_by("河口驿站", Role::Station, line.address).await;
    let big = a.attach(&case_id(1), "卷宗.pdf", &noise(SIZE, 4));
    line.is(Weather::Slow(100_000));
    a.run();
    until("the scan is under way", || {
        a.status().files.current.is_some_and(|current| current.done > 0)
    })
    .await;
    a.save(&case_id(2), &[name("李某")]);
    until("the record is through", || a.counts().waiting == 0).await;
    assert!(!a.store.read(|r| r.file_on_hub(&big)).unwrap(), "while the scan goes on");
    line.is(Weather::Fair);
    until_within(LONG, "the scan is through", || a.store.read(|r| r.file_on_hub(&big)).unwrap())
        .await;

    // At the other desk the small one of the newest case would come first; somebody waits for the big one.
    let small = a.attach(&case_id(2), "身份证.jpg", &noise(2_000, 5));
    until("the small one is through", || a.store.read(|r| r.file_on_hub(&small)).unwrap()).await;
    let b = county.desk("河口驿站", Role::Station).await;
    let mut b = b;
    b.run();
    b.runner.as_ref().unwrap().pause().unwrap();
    b.runner.as_ref().unwrap().want(&big).unwrap();
    b.runner.as_ref().unwrap().resume().unwrap();
    until_within(LONG, "both are here", || {
        b.store.attachment(&big).is_ok() && b.store.attachment(&small).is_ok()
    })
    .await;
    b.rest().await;
    b.whole();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scan_of_another_station_cannot_be_had_by_its_hash() {
    let county = County::start().await;
    let mut a = county.desk("河口驿站", Role::Station).await;
    let mut b = county.desk("园区驿站", Role::Station).await;
    let bytes = noise(10_000, 6);
    let scan = a.attach(&case_id(1), "工资条.jpg", &bytes);
    a.run();
    until("it is at the hub", || a.store.read(|r| r.file_on_hub(&scan)).unwrap()).await;
    // The other station writes a record that names the same hash: what it names it must bring itself.
    b.save(
        &case_id(2),
        &[casework::Event::AttachmentFiled {
            sha256: scan.clone(),
            name: "x.jpg".into(),
            mime: String::new(),
            size: 10_000,
            label: "evidence".into(),
            obtained: casework::Obtained::default(),
        }],
    );
    b.run();
    until("its record is through", || b.counts().waiting == 0).await;
    until("it was asked for and refused", || {
        b.store.read(|r| r.file_trouble(&scan)).unwrap().is_some()
    })
    .await;
    assert!(b.store.attachment(&scan).is_err());
    until("it troubles nothing else", || matches!(b.status().state, sync::State::Synced { .. }))
        .await;
}
