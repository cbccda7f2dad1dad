//! The hub, or what stands in front of it, does not take something: the desk goes on by itself, and nothing is lost.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;

use common::gateway::Gateway;
use common::*;
use ledger::wire::Role;
use serde_json::json;
use sync::State;

fn synced(desk: &Desk) -> bool {
    matches!(desk.status().state, State::Synced { .. }) && desk.counts().waiting == 0
}

fn attention(desk: &Desk, code: &str) -> bool {
    desk.status().state == State::Attention { code: code.to_owned() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn batches_become_smaller_until_a_narrow_gateway_lets_them_through() {
    let county = County::start().await;
    let gateway = Gateway::to(&county, 40_000).await;
    let mut desk = county.desk_by("河口驿站", Role::Station, gateway.address).await;
    // Text that does not shrink: one batch of all would be many times what the gateway lets through.
    for n in 0..60 {
        let text = hex::encode(noise(4_000, 2 * n + 1));
        desk.save(&case_id(1), &[amended(&[("case/narrative", json!(text))])]);
    }
    desk.run();
    until("all is through", || synced(&desk)).await;
    let (refused, taken) = gateway.counts();
    assert!(refused > 0, "nothing was too large: nothing was tried");
    assert!(taken >= 6, "{taken} batches");
    assert_eq!(desk.counts().receipted, 60);
    let held = county.admin().read(|store| store.status()).unwrap();
    assert_eq!(held.devices[0].acked, 60, "each once");
    // What is too large even alone is said, and kept; the rest is not tried for ever.
    let huge = hex::encode(noise(60_000, 99));
    desk.save(&case_id(1), &[amended(&[("case/narrative", json!(huge))])]);
    until("it says so", || attention(&desk, "sync.too_large")).await;
    assert_eq!(desk.counts().waiting, 1);
    desk.rest().await;
    desk.whole();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_laptop_that_was_found_fills_the_gap_it_left_while_it_was_shut_out() {
    let county = County::start().await;
    let mut desk = county.desk("河口驿站", Role::Station).await;
    desk.run();
    desk.save(&case_id(1), &[name("张某")]);
    until("it is there", || synced(&desk)).await;
    let dev = desk.store.read(|r| r.head()).unwrap().dev;
    county.admin().write().revoke(dev, "失窃", now()).unwrap();
    for n in 0..3 {
        desk.save(&case_id(1), &[payment(&format!("m{n}"))]);
    }
    until("they wait at the hub", || {
        attention(&desk, "sync.revoked") && desk.counts().waiting == 0
    })
    .await;
    desk.rest().await;
    let usual = county.code("河口驿站", Role::Station, true);
    assert_eq!(desk.enrol(&usual).await.unwrap_err().code(), "sync.revoked");
    let own = county.admin().write().readmission(dev, 1, true, now()).unwrap();
    let stranger = Desk::found().enrol(&own).await.unwrap_err();
    assert_eq!(stranger.code(), "sync.code_other_device");
    desk.enrol(&own).await.unwrap();
    desk.save(&case_id(1), &[payment("m3")]);
    desk.run();
    // The hub has record 1; the desk has receipts up to 4 and sends the fifth: 409, from 2 on again.
    until("it goes on", || synced(&desk)).await;
    let held = county.admin().read(|store| store.status()).unwrap();
    assert_eq!(held.devices[0].acked, 5);
    let mut colleague = county.desk("河口驿站", Role::Station).await;
    colleague.run();
    until("a colleague has the same", || colleague.case(&case_id(1)) == desk.case(&case_id(1)))
        .await;
    assert_eq!(colleague.case(&case_id(1)).unwrap().payments.len(), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hub_put_back_to_a_snapshot_is_shown_its_own_receipts_and_begins_a_new_life() {
    let mut county = County::start().await;
    let mut desk = county.desk("河口驿站", Role::Station).await;
    desk.run();
    desk.save(&case_id(1), &[name("张某")]);
    until("it is there", || synced(&desk)).await;
    county.stop().await;
    county.admin = None;
    let snapshot = county.dir.path().join("snapshot");
    copy_dir(&county.place.dir, &snapshot);
    county.again().await;
    for n in 0..5 {
        desk.save(&case_id(2), &[payment(&format!("m{n}"))]);
    }
    until("the hub has vouched for them", || synced(&desk) && desk.counts().own == 6).await;
    let place_of = |desk: &Desk| desk.store.read(|r| r.feed_place()).unwrap().unwrap();
    let old = place_of(&desk).hub_inc;
    county.stop().await;
    std::fs::remove_dir_all(&county.place.dir).unwrap();
    copy_dir(&snapshot, &county.place.dir);
    county.again().await;
    // It does not know itself that it is older: the desk's receipt shows it. Then all wait for a person.
    until("it begins a new life", || attention(&desk, "sync.unconfirmed")).await;
    county.admin = Some(hub::Hub::open(&county.place).unwrap());
    let dev = desk.store.read(|r| r.head()).unwrap().dev;
    county.admin().write().confirm(dev, now()).unwrap();
    until("everything is there again", || synced(&desk) && place_of(&desk).hub_inc != old).await;
    assert_eq!(county.admin().read(|store| store.status()).unwrap().devices[0].acked, 6);
    assert!(desk.codes().contains(&"sync.hub_restarted".to_owned()));
    desk.rest().await;
    desk.whole();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_day_that_is_used_up_is_said_and_goes_on_when_there_is_room() {
    let county = County::start().await;
    let mut desk = county.desk("河口驿站", Role::Station).await;
    let admin = county.admin();
    admin.write().set_quota(hub::Quota { records_a_day: 2, bytes_a_day: 0 }).unwrap();
    desk.run();
    for n in 0..2 {
        desk.save(&case_id(1), &[payment(&format!("m{n}"))]);
        until("it is taken", || desk.counts().waiting == 0).await;
    }
    desk.save(&case_id(1), &[payment("m2")]);
    until("it is said", || attention(&desk, "sync.hub_quota")).await;
    assert_eq!(desk.counts().waiting, 1);
    admin.write().set_quota(hub::Quota { records_a_day: 0, bytes_a_day: 0 }).unwrap();
    until("it goes on by itself", || synced(&desk)).await;
}
