//! Handing in: what is taken, kept apart, refused.

use crate::common::net::County;
use crate::common::{Log, amended, name, note};
use ledger::wire::Role;
use ledger::{Incarnation, SigningKey};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn what_was_not_written_by_the_device_or_does_not_follow_is_not_taken() {
    let county = County::start().await;
    county.station("河口驿站");
    let mut desk = county.desk(1, "河口驿站", Role::Station).await;
    for n in 0..6 {
        desk.log.write(Some("c1"), None, &amended("case/narrative", json!(n)));
    }
    // A gap.
    let gap = desk.push(3, 4).await.unwrap_err();
    assert_eq!((gap.status, gap.code()), (409, "push.gap"));
    assert_eq!(gap.refusal.args["expected"], 1);
    desk.push(1, 3).await.unwrap();
    // Replay, and overlap: no record twice.
    assert_eq!(desk.push(1, 3).await.unwrap().acked.0, 3);
    assert_eq!(desk.push(2, 5).await.unwrap().acked.0, 5);
    let count = desk.sees().await.iter().filter(|(_, kind, _)| kind == "case.amended").count();
    assert_eq!(count, 5);

    // Bytes changed on the way, signed by nobody, signed by a stranger.
    let mut bent = desk.log.batch(6, 6);
    let middle = bent.len() / 2;
    bent[middle] ^= 0x40;
    assert_eq!(desk.push_bytes(bent).await.unwrap_err().status, 400);
    assert_eq!(desk.push_bytes(Vec::new()).await.unwrap_err().status, 400);
    let mut stranger = Log::new(SigningKey::from_bytes(&[7; 32]), Incarnation([7; 8]));
    stranger.write(None, None, &note("某"));
    assert_eq!(desk.push_bytes(stranger.batch(1, 1)).await.unwrap_err().code(), "device.unknown");
    let text = zstd::decode_all(&desk.log.batch(6, 6)[..]).unwrap();
    let mut lines: Vec<Vec<u8>> = text.split(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
    lines[1] = hex::encode([7; 64]).into_bytes();
    let forged = zstd::encode_all(&lines.join(&b'\n')[..], 3).unwrap();
    let refused = desk.push_bytes(forged).await.unwrap_err();
    assert_eq!((refused.status, refused.code()), (403, "push.signature"));
    let mut lines: Vec<Vec<u8>> = text.split(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
    lines[2] = String::from_utf8(lines[2].clone()).unwrap().replace(":5}", ":6}").into_bytes();
    let changed = zstd::encode_all(&lines.join(&b'\n')[..], 3).unwrap();
    assert_eq!(desk.push_bytes(changed).await.unwrap_err().code(), "push.broken");
    assert_eq!(desk.push(6, 6).await.unwrap().acked.0, 6);
    county.stop().await;
}

#[tokio::test]
async fn too_much_is_refused_before_it_takes_memory() {
    let county = County::start().await;
    county.station("河口驿站");
    let desk = county.desk(1, "河口驿站", Role::Station).await;
    let large = desk.push_bytes(vec![7; 2 * 1024 * 1024]).await.unwrap_err();
    assert_eq!((large.status, large.code()), (413, "push.too_large"));
    // The same without saying beforehand how much it is. The hub may hang up before it was told everything.
    let parts = (0..2048).map(|_| std::io::Result::Ok(vec![7; 1024]));
    let unannounced = reqwest::Body::wrap_stream(tokio_stream::iter(parts));
    if let Ok(answer) = desk.request(Method::POST, "/v1/push").body(unannounced).send().await {
        assert_eq!(answer.status().as_u16(), 413);
    }
    // 400 MiB of spaces in a few kilobytes.
    let mut encoder = zstd::Encoder::new(Vec::new(), 1).unwrap();
    for _ in 0..400 {
        std::io::Write::write_all(&mut encoder, &vec![b' '; 1024 * 1024]).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    assert!(bomb.len() < 64 * 1024);
    let refused = desk.push_bytes(bomb).await.unwrap_err();
    assert_eq!((refused.status, refused.code()), (413, "push.too_large"));
    let huge = json!({ "secret": "x".repeat(100_000) });
    let refused = desk.request(Method::POST, "/v1/enrol").json(&huge).send().await.unwrap();
    assert_eq!(refused.status().as_u16(), 413);
    county.stop().await;
}

#[tokio::test]
async fn a_log_written_twice_is_kept_apart_and_the_desk_goes_on_in_a_new_incarnation() {
    let county = County::start().await;
    county.station("河口驿站");
    let mut desk = county.desk(1, "河口驿站", Role::Station).await;
    desk.log.write(Some("c1"), None, &name("张某"));
    let mut copied = desk.log.clone();
    desk.log.write(Some("c1"), None, &name("张某某"));
    desk.push(1, 2).await.unwrap();
    copied.write(Some("c1"), None, &name("章某"));
    for _ in 0..2 {
        let fork = desk.push_bytes(copied.batch(1, 2)).await.unwrap_err();
        assert_eq!((fork.status, fork.code()), (409, "push.fork"));
        assert_eq!(fork.refusal.args["seq"], 2);
    }
    let waiting = county.admin.read(|store| store.waiting()).unwrap();
    assert_eq!((waiting.len(), waiting[0].why), (1, hub::store::Why::Fork));
    assert_eq!(county.admin.read(|store| store.status()).unwrap().forks, 1);
    let mut again = Log::new(copied.key.clone(), Incarnation([77; 8]));
    again.write(Some("c1"), None, &name("章某"));
    desk.log = again;
    desk.push(1, 1).await.unwrap();
    let verdicts: Vec<String> = desk
        .sees()
        .await
        .into_iter()
        .filter(|(_, kind, _)| kind == "case.amended")
        .map(|(_, _, verdict)| verdict)
        .collect();
    assert_eq!(verdicts, ["clean", "clean", "hard"], "both names are kept, a person chooses");
    county.stop().await;
}

#[tokio::test]
async fn a_revoked_desk_hands_in_for_review_and_is_shown_nothing() {
    let county = County::start().await;
    county.station("河口驿站");
    let mut desk = county.desk(1, "河口驿站", Role::Station).await;
    desk.log.write(Some("c1"), None, &name("张某"));
    desk.push(1, 1).await.unwrap();
    county.admin.write().revoke(desk.dev(), "失窃", hub::clock::now()).unwrap();
    desk.log.write(Some("c1"), None, &name("李某"));
    desk.log.write(Some("c1"), None, &name("王某"));
    // What had been taken before still counts as taken.
    assert!(!desk.push(1, 1).await.unwrap().review);
    assert!(desk.push(2, 2).await.unwrap().review);
    assert!(desk.push(3, 3).await.unwrap().review);
    assert_eq!(desk.page(0).await.unwrap_err().code(), "device.revoked");
    assert_eq!(desk.get(&"a".repeat(64), None).await.unwrap_err().code(), "device.revoked");
    let token = desk.pass().await.unwrap();
    assert!(!token.confirmed);
    assert_eq!(token.have[0].seq.0, 3, "need not be handed in again");
    let code = county.code("河口驿站", Role::Station, true);
    assert_eq!(desk.enrol(&code).await.unwrap_err().code(), "enrol.revoked");

    let waiting = county.admin.read(|store| store.waiting()).unwrap();
    assert_eq!(waiting.len(), 2);
    let skipping = county.admin.write().accept(waiting[1].id, hub::clock::now());
    assert!(skipping.is_err(), "in the order of the log only");
    assert_eq!(county.admin.write().accept(waiting[0].id, hub::clock::now()).unwrap(), 1);
    county.admin.write().refuse(waiting[1].id).unwrap();
    let mut colleague = county.desk(2, "河口驿站", Role::Station).await;
    let count = colleague.sees().await.iter().filter(|(_, k, _)| k == "case.amended").count();
    assert_eq!(count, 2, "the accepted one, not the refused one");
    county.stop().await;
}
