//! Many desks at once: one order, the order of the commits, and nobody left waiting.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;

use common::net::{County, Desk};
use common::{amended, note};
use ledger::wire::Role;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn places_are_given_in_the_order_of_the_commits_under_fifty_pushes_at_once() {
    let county = County::start().await;
    county.station("县中心");
    county.station("河口驿站");
    let mut desks = Vec::new();
    for n in 0..50 {
        let mut desk = county.desk(n + 10, "河口驿站", Role::Station).await;
        for m in 0..20 {
            desk.log.write(Some(&format!("c{n}")), None, &amended("case/narrative", m.into()));
        }
        desks.push(desk);
    }
    // Somebody reads all the while: what he was shown up to a place never grows afterwards.
    let mut watcher = county.desk(1, "县中心", Role::County).await;
    watcher.feed().await.unwrap();
    let begun = watcher.after;
    let done = Arc::new(AtomicBool::new(false));
    let ended = done.clone();
    let watching = tokio::spawn(async move {
        let mut seen = Vec::new();
        loop {
            let last = ended.load(Ordering::SeqCst);
            for page in watcher.feed().await.unwrap() {
                seen.extend(page.entries.iter().map(|entry| entry.place.pos));
            }
            if last {
                return seen;
            }
        }
    });
    let mut pushes = tokio::task::JoinSet::new();
    for desk in desks {
        pushes.spawn(async move {
            let mut receipts = Vec::new();
            for batch in 0..4 {
                let answer = desk.push(batch * 5 + 1, batch * 5 + 5).await.unwrap();
                receipts.push(answer.receipt.open(&desk.hub_key.unwrap()).unwrap().hub_seq);
            }
            receipts
        });
    }
    let mut receipts = Vec::new();
    while let Some(of_one) = pushes.join_next().await {
        let of_one = of_one.unwrap();
        assert!(of_one.is_sorted());
        receipts.extend(of_one);
    }
    done.store(true, Ordering::SeqCst);
    let seen = watching.await.unwrap();
    let expected: Vec<u64> = (begun + 1..=begun + 1000).collect();
    assert_eq!(seen, expected, "every place once, in order, none appearing behind the reader");
    // Each batch was one transaction: its places follow each other and end at its receipt.
    receipts.sort_unstable();
    let ends: Vec<u64> = (1..=200).map(|n| begun + n * 5).collect();
    assert_eq!(receipts, ends);
    county.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_desks_come_back_at_once_after_a_month() {
    let county = County::start().await;
    for n in 0..20 {
        county.station(&format!("{n}号驿站"));
    }
    let mut desks = Vec::new();
    for n in 0..200u8 {
        let station = format!("{}号驿站", n % 20);
        let code = county.code(&station, Role::Station, true);
        let mut desk = Desk::new(n, &code);
        desk.enrol(&code).await.unwrap();
        for m in 0..30 {
            desk.log.write(Some(&format!("c{n}-{}", m / 3)), None, &note("某"));
        }
        desks.push(desk);
    }
    let begun = Instant::now();
    let mut coming = tokio::task::JoinSet::new();
    for mut desk in desks {
        coming.spawn(async move {
            desk.pass().await.unwrap();
            desk.push(1, 30).await.unwrap();
            let own = desk.dev();
            let pages = desk.feed().await.unwrap();
            let entries = pages.iter().flat_map(|page| &page.entries);
            entries.filter(|entry| entry.dev == own).count()
        });
    }
    while let Some(own) = coming.join_next().await {
        assert_eq!(own.unwrap(), 30);
    }
    let took = begun.elapsed();
    println!("200 desks: pass, push of 30 records, first page in {took:?}");
    assert!(took < Duration::from_secs(120), "{took:?}");
    assert_eq!(county.admin.read(|store| store.status()).unwrap().records, 200 * 31 + 20);
    county.stop().await;
}
