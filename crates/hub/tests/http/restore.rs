//! A hub put back from a backup does not know whom it has shut out since: nobody reads until that is known again.

use crate::common::name;
use crate::common::net::{County, Desk};
use hub::{Hub, State};
use ledger::wire::{LogEnd, Role, Vouch, Vouched};
use ledger::{Cursor, Seq, batch};

/// What a county desk keeps of the hub's own log: the batches as they stood in its feed, and how far it read.
struct Kept {
    read: Cursor,
    frames: Vec<Vec<u8>>,
    own: Vec<LogEnd>,
}

async fn kept(office: &mut Desk) -> Kept {
    office.after = 0;
    let (mut frames, mut last) = (Vec::new(), Seq(0));
    let hub_inc = office.hub_inc.unwrap();
    for page in office.feed().await.unwrap() {
        for part in &page.batches {
            let header = part.header();
            if header.dev == ledger::DeviceId::of(&office.hub_key.unwrap()) && header.inc == hub_inc
            {
                let lines: Vec<_> = part.entries().iter().map(|e| e.bytes().unwrap()).collect();
                let lines = lines.into_iter().map(ledger::Line::Bytes);
                frames.push(batch::assemble(part.signed(), lines).unwrap());
                last = last.max(header.to);
            }
        }
    }
    let own = vec![LogEnd { inc: hub_inc, seq: last }];
    Kept { read: Cursor { hub_inc, hub_seq: office.after }, frames, own }
}

/// The hub's folder is put back from the backup and served at another port; desks know the new address.
async fn put_back(county: &mut County, file: &std::path::Path, desks: &mut [&mut Desk]) {
    county.serving.take().unwrap().stop().await.unwrap();
    hub::restore(&county.place, file).unwrap();
    county.admin = Hub::open(&county.place).unwrap();
    let serving = hub::serve(&county.place, "127.0.0.1:0".parse().unwrap()).await.unwrap();
    county.url = format!("https://{}", serving.address());
    county.serving = Some(serving);
    for desk in desks {
        desk.url.clone_from(&county.url);
        desk.hub_inc = Some(desk.hello().await.hub_inc);
        desk.after = 0;
        desk.pass().await.unwrap();
    }
}

fn state(county: &County, desk: &Desk) -> State {
    county.admin.read(|store| store.device(desk.dev())).unwrap().unwrap().state
}

#[tokio::test]
async fn a_laptop_revoked_after_the_backup_reads_nothing_from_the_restored_hub() {
    let mut county = County::start().await;
    county.station("河口驿站");
    county.station("县中心");
    let mut office = county.desk(1, "县中心", Role::County).await;
    let mut honest = county.desk(2, "河口驿站", Role::Station).await;
    let mut stolen = county.desk(3, "河口驿站", Role::Station).await;
    honest.log.write(Some("c1"), None, &name("张某"));
    honest.push(1, 1).await.unwrap();
    let file = county.dir.path().join("b.fqhub");
    hub::backup(&county.admin, &file).unwrap();
    let early = kept(&mut office).await;
    // After the backup: a laptop is revoked; another one came and was revoked too; a third came to stay.
    county.admin.write().revoke(stolen.dev(), "失窃", hub::clock::now()).unwrap();
    let mut late_stolen = county.desk(4, "河口驿站", Role::Station).await;
    county.admin.write().revoke(late_stolen.dev(), "失窃", hub::clock::now()).unwrap();
    let mut late = county.desk(5, "河口驿站", Role::Station).await;
    let seen = kept(&mut office).await;

    put_back(&mut county, &file, &mut [&mut office, &mut honest, &mut stolen]).await;
    for desk in [&office, &honest, &stolen] {
        assert_eq!(state(&county, desk), State::Held);
        assert_eq!(desk.page(0).await.unwrap_err().code(), "device.unconfirmed");
        assert_eq!(desk.get(&"a".repeat(64), None).await.unwrap_err().code(), "device.unconfirmed");
    }
    // What is written is taken all the same, and held in the order.
    honest.log.write(Some("c1"), None, &name("张某某"));
    honest.push(2, 2).await.unwrap();
    // Nobody who waits himself can vouch, or give back what speaks for him.
    let refused = stolen.post::<Vouched>("/v1/vouch", &vouch(&seen)).await.unwrap_err();
    assert_eq!(refused.code(), "device.unconfirmed");
    assert_eq!(stolen.push_bytes(seen.frames[0].clone()).await.unwrap_err().code(), "push.others");

    // The county's own desk is confirmed by a person. What it knew at the backup says nothing about later.
    county.admin.write().confirm(office.dev(), hub::clock::now()).unwrap();
    let stale = office.post::<Vouched>("/v1/vouch", &vouch(&early)).await.unwrap_err();
    assert_eq!((stale.status, stale.code()), (409, "vouch.stale"));
    // It vouches before it has given everything back: between the two a revoked laptop would slip in.
    let behind = office.post::<Vouched>("/v1/vouch", &vouch(&seen)).await.unwrap_err();
    assert_eq!((behind.status, behind.code()), (409, "vouch.behind"));
    let due = seen.frames.len();
    for frame in &seen.frames[..due - 1] {
        office.push_bytes(frame.clone()).await.unwrap();
    }
    let behind = office.post::<Vouched>("/v1/vouch", &vouch(&seen)).await.unwrap_err();
    assert_eq!(behind.code(), "vouch.behind");
    assert_eq!(state(&county, &honest), State::Held, "not before the last of them");
    office.push_bytes(seen.frames[due - 1].clone()).await.unwrap();
    assert_eq!(state(&county, &stolen), State::Revoked, "from the moment it is known");
    let done: Vouched = office.post("/v1/vouch", &vouch(&seen)).await.unwrap();
    assert_eq!(done.released, 2, "who was there at the backup, and who came after it");

    honest.feed().await.unwrap();
    late.url.clone_from(&county.url);
    late.hub_inc = office.hub_inc;
    late.pass().await.unwrap();
    late.feed().await.unwrap();
    late_stolen.url.clone_from(&county.url);
    late_stolen.pass().await.unwrap();
    for desk in [&stolen, &late_stolen] {
        assert_eq!(desk.page(0).await.unwrap_err().code(), "device.revoked");
    }
    // Offered once more, by a confused or a second county desk: it stays so.
    for frame in &seen.frames {
        office.push_bytes(frame.clone()).await.unwrap();
    }
    let again: Vouched = office.post("/v1/vouch", &vouch(&seen)).await.unwrap();
    assert_eq!(again.released, 0);
    assert_eq!(state(&county, &stolen), State::Revoked);
    assert_eq!(state(&county, &honest), State::Active);
    // A station's desk cannot vouch.
    let refused = honest.post::<Vouched>("/v1/vouch", &vouch(&seen)).await.unwrap_err();
    assert_eq!((refused.status, refused.code()), (403, "vouch.role"));
    county.stop().await;
}

fn vouch(kept: &Kept) -> Vouch {
    Vouch { read: kept.read, own: kept.own.clone() }
}

#[tokio::test]
async fn a_book_put_back_unnoticed_holds_everybody_as_soon_as_a_receipt_shows_it() {
    let mut county = County::start().await;
    county.station("河口驿站");
    let mut desk = county.desk(1, "河口驿站", Role::Station).await;
    desk.log.write(Some("c1"), None, &name("张某"));
    desk.push(1, 1).await.unwrap();
    // A snapshot of the machine, which the hub itself knows nothing of.
    county.serving.take().unwrap().stop().await.unwrap();
    let old = hub::Place::new(&county.dir.path().join("old"), Some(&county.place.key));
    std::fs::create_dir(&old.dir).unwrap();
    for name in ["hub.db", "hub.db-wal"] {
        let _ = std::fs::copy(county.place.dir.join(name), old.dir.join(name));
    }
    let serving = hub::serve(&county.place, "127.0.0.1:0".parse().unwrap()).await.unwrap();
    desk.url = format!("https://{}", serving.address());
    desk.pass().await.unwrap();
    desk.log.write(Some("c1"), None, &name("李某"));
    let receipt = desk.push(2, 2).await.unwrap().receipt;
    serving.stop().await.unwrap();
    county.admin = Hub::open(&old).unwrap();
    let serving = hub::serve(&old, "127.0.0.1:0".parse().unwrap()).await.unwrap();
    desk.url = format!("https://{}", serving.address());
    desk.pass().await.unwrap();
    assert_eq!(desk.page(desk.after + 99).await.unwrap_err().code(), "feed.ahead");
    // Others write on: the numbers alone do not show any more that something is missing.
    for name in ["园区驿站", "口岸驿站", "工业园驿站"] {
        county.admin.write().add_station(name, hub::clock::now()).unwrap();
    }
    let renewed: serde_json::Value = desk.post("/v1/lost", &receipt).await.unwrap();
    assert_ne!(renewed["hub_inc"], serde_json::json!(desk.hub_inc));
    assert_eq!(state(&county, &desk), State::Held);
    county.admin.write().confirm(desk.dev(), hub::clock::now()).unwrap();
    // Shown once more, of a life that is over: nothing happens.
    let same: serde_json::Value = desk.post("/v1/lost", &receipt).await.unwrap();
    assert_eq!(same, renewed);
    desk.hub_inc = Some(desk.hello().await.hub_inc);
    desk.push(2, 2).await.unwrap();
    let own = desk.sees().await.into_iter().filter(|(_, kind, _)| kind == "case.amended");
    assert_eq!(own.count(), 2, "each once");
    serving.stop().await.unwrap();
}

#[tokio::test]
async fn what_comes_back_of_a_lost_life_lifts_only_the_revocation_it_names() {
    let mut county = County::start().await;
    county.station("河口驿站");
    county.station("县中心");
    let mut office = county.desk(1, "县中心", Role::County).await;
    let mut found = county.desk(2, "河口驿站", Role::Station).await;
    let mut stolen = county.desk(3, "河口驿站", Role::Station).await;
    let file = county.dir.path().join("b.fqhub");
    hub::backup(&county.admin, &file).unwrap();
    // After the backup both are revoked, found, and let in again.
    for desk in [&mut found, &mut stolen] {
        county.admin.write().revoke(desk.dev(), "失窃", hub::clock::now()).unwrap();
        let code =
            county.admin.write().readmission(desk.dev(), 1, true, hub::clock::now()).unwrap();
        desk.enrol(&code).await.unwrap();
        assert_eq!(state(&county, desk), State::Active);
    }
    let seen = kept(&mut office).await;
    put_back(&mut county, &file, &mut [&mut office, &mut found, &mut stolen]).await;
    county.admin.write().confirm(office.dev(), hub::clock::now()).unwrap();
    // In the new life one of them is stolen once more, before the county desk has given anything back.
    county.admin.write().revoke(stolen.dev(), "又失窃", hub::clock::now()).unwrap();
    for frame in &seen.frames {
        office.push_bytes(frame.clone()).await.unwrap();
    }
    assert_eq!(state(&county, &found), State::Held);
    assert_eq!(state(&county, &stolen), State::Revoked, "the newer revocation stands");
    let done: Vouched = office.post("/v1/vouch", &vouch(&seen)).await.unwrap();
    assert_eq!(done.released, 1);
    found.feed().await.unwrap();
    assert_eq!(stolen.page(0).await.unwrap_err().code(), "device.revoked");
    county.stop().await;
}
