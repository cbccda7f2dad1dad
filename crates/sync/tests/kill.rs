//! Either side is killed in the middle, without a chance to say goodbye: what was acknowledged is there, once.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;

use common::*;
use ledger::wire::Role;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use sync::State;

/// Runs one of the ignored tests of this file in a process of its own.
fn child(name: &str, dir: &Path, listen: Option<SocketAddr>) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", name, "--ignored", "--nocapture"])
        .env("SYNC_TEST_DIR", dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    if let Some(listen) = listen {
        command.env("SYNC_TEST_LISTEN", listen.to_string());
    }
    command.spawn().unwrap()
}

/// The number a process says after a word, from the next line that has it.
fn said(lines: &mut impl Iterator<Item = std::io::Result<String>>, word: &str) -> Option<String> {
    lines.find_map(|line| Some(line.ok()?.split_once(word)?.1.trim().to_owned()))
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "run by the other tests as a process of its own"]
async fn hub_process() {
    let Some(dir) = std::env::var_os("SYNC_TEST_DIR") else { return };
    let listen: SocketAddr = std::env::var("SYNC_TEST_LISTEN").unwrap().parse().unwrap();
    let place = hub::Place::new(Path::new(&dir), None);
    let serving = hub::serve(&place, listen).await.unwrap();
    println!("listens {}", serving.address());
    std::io::stdout().flush().unwrap();
    serving.ended().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "run by the other tests as a process of its own"]
async fn desk_process() {
    let Some(dir) = std::env::var_os("SYNC_TEST_DIR") else { return };
    let mut desk = Desk::open(Path::new(&dir));
    desk.run();
    for n in desk.counts().own.. {
        desk.save(&case_id(1), &[payment(&format!("m{n}"))]);
        println!("saved {n}");
        std::io::stdout().flush().unwrap();
        tokio::time::sleep(Duration::from_millis(3)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hub_killed_while_desks_send_has_everything_once_when_it_is_back() {
    let mut county = County::start().await;
    let mut desk = county.desk("河口驿站", Role::Station).await;
    let mut office = county.desk("县中心", Role::County).await;
    county.stop().await;
    desk.run();
    office.run();
    let mut n = 0;
    for round in 0..4_u64 {
        let mut process = child("hub_process", &county.place.dir, Some(county.address));
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        assert!(said(&mut lines, "listens ").is_some());
        // It dies while it works, however long a busy computer takes to let the desk find it.
        let (first, before) = (n, desk.counts().receipted);
        while n < first + 40 || (desk.counts().receipted == before && n < first + 2_000) {
            desk.save(&case_id(1 + n % 7), &[payment(&format!("m{n}"))]);
            n += 1;
            tokio::time::sleep(Duration::from_millis(4 + round)).await;
        }
        process.kill().unwrap();
        process.wait().unwrap();
    }
    let before = desk.counts();
    assert!(before.receipted > 0, "it was killed while it worked: {before:?}");
    county.again().await;
    until("everything is vouched for", || desk.counts().waiting == 0).await;
    let paid = |desk: &Desk| {
        let cases = (1..=7).filter_map(|n| desk.case(&case_id(n)));
        cases
            .map(|case| (case.payments.len() as u32, case.records as u32))
            .fold((0, 0), |(a, b), (payments, records)| (a + payments, b + records))
    };
    until("the county has everything once", || paid(&office) == (n, n)).await;
    println!("hub killed 4 times: {} of {n} were vouched for before, all after", before.receipted);
    for desk in [&mut desk, &mut office] {
        desk.rest().await;
        desk.whole();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_desk_killed_while_it_sends_and_reads_loses_nothing_it_has_saved() {
    let county = County::start().await;
    let mut office = county.desk("县中心", Role::County).await;
    office.run();
    let desk = county.desk("河口驿站", Role::Station).await;
    desk.save(&case_id(1), &[name("张某")]);
    let dir = desk.dir.clone();
    desk.store.lock(now()).unwrap();
    let mut last = 0;
    for round in 0..4 {
        let mut process = child("desk_process", &dir, None);
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        for _ in 0..(25 + round * 10) {
            last = said(&mut lines, "saved ").unwrap().parse().unwrap();
        }
        process.kill().unwrap();
        process.wait().unwrap();
        // What was said before the kill counts as well.
        while let Some(n) = said(&mut lines, "saved ") {
            last = n.parse::<u64>().unwrap_or(last);
        }
    }
    let mut desk = Desk { store: Desk::open(&dir).store, ..desk };
    let saved = desk.case(&case_id(1)).unwrap().payments.len() as u64;
    assert!(saved >= last, "{saved} of {last} acknowledged");
    desk.run();
    until("all is sent", || {
        desk.counts().waiting == 0 && matches!(desk.status().state, State::Synced { .. })
    })
    .await;
    until("the county has the same case", || office.case(&case_id(1)) == desk.case(&case_id(1)))
        .await;
    let case = office.case(&case_id(1)).unwrap();
    assert_eq!((case.payments.len() as u64, case.records), (saved, saved + 1), "each once");
    println!("desk killed 4 times: {saved} payments saved, all at the county, once");
    for desk in [&mut desk, &mut office] {
        desk.rest().await;
        desk.whole();
    }
}
