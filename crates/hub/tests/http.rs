//! A real hub on a real port behind real TLS: who gets in, what is taken, who is shown what.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;

use common::net::{County, Desk, client, sha256};
use common::{Log, amended, assigned, filed, name, note};
use ledger::wire::{EnrolAsk, Role, Token, TokenAsk};
use ledger::{Cursor, DeviceId, Incarnation, SigningKey};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn a_code_is_good_once_in_time_and_at_its_own_hub_only() {
    let county = County::start().await;
    county.station("河口驿站");
    let code = county.code("河口驿站", Role::Station, false);
    let mut desk = Desk::new(1, &code);
    let enrolled = desk.enrol(&code).await.unwrap();
    assert_eq!((enrolled.series.as_str(), enrolled.confirmed), (code.series.as_str(), false));
    // The answer was lost on the way: the same desk gets it again.
    assert_eq!(desk.enrol(&code).await.unwrap(), enrolled);
    let mut second = Desk::new(2, &code);
    assert_eq!(second.enrol(&code).await.unwrap_err().code(), "enrol.used");

    let long_ago = hub::clock::now() - chrono::Duration::hours(2);
    let old = county.code_at("河口驿站", Role::Station, false, long_ago);
    assert_eq!(second.enrol(&old).await.unwrap_err().code(), "enrol.expired");

    let other = County::start().await;
    other.station("别县驿站");
    let foreign = other.code("别县驿站", Role::Station, false);
    let refused = second.enrol(&foreign).await.unwrap_err();
    assert_eq!((refused.status, refused.code()), (403, "enrol.unknown"));

    // Somebody who read the code over a shoulder and shows another's key.
    let fresh = county.code("河口驿站", Role::Station, false);
    let mut ask = EnrolAsk::new(&second.log.key, &fresh.secret, "二号机", None);
    ask.key = hex::encode(SigningKey::from_bytes(&[9; 32]).verifying_key().to_bytes());
    let refused = second.post::<serde_json::Value>("/v1/enrol", &ask).await.unwrap_err();
    assert_eq!(refused.code(), "enrol.signature");

    // The pin of another hub: no word is exchanged.
    let wrong = client(&foreign.pin).get(format!("{}/v1/hello", county.url)).send().await;
    assert!(wrong.unwrap_err().is_connect());
    county.stop().await;
}

#[tokio::test]
async fn a_series_is_kept_when_free_and_never_given_twice() {
    let county = County::start().await;
    county.station("河口驿站");
    let mut given = Vec::new();
    for (n, asked) in [(1, Some("KD")), (2, Some("KD")), (3, None), (4, Some("kd1"))] {
        let code = county.code("河口驿站", Role::Station, true);
        let desk = Desk::new(n, &code);
        let ask = EnrolAsk::new(&desk.log.key, &code.secret, "机", asked.map(str::to_owned));
        let enrolled: ledger::wire::Enrolled = desk.post("/v1/enrol", &ask).await.unwrap();
        assert_eq!(enrolled.series_shared, n == 2);
        given.push(enrolled.series);
    }
    assert_eq!(given[0], "KD");
    given.sort();
    given.dedup();
    assert_eq!(given.len(), 4);
    county.stop().await;
}

#[tokio::test]
async fn a_challenge_answers_once_and_a_strangers_pass_opens_nothing() {
    let county = County::start().await;
    county.station("河口驿站");
    let mut desk = county.desk(1, "河口驿站", Role::Station).await;
    let nonce = desk.hello().await.nonce;
    let ask = TokenAsk::new(&desk.log.key, &nonce);
    desk.post::<Token>("/v1/token", &ask).await.unwrap();
    let again = desk.post::<Token>("/v1/token", &ask).await.unwrap_err();
    assert_eq!((again.status, again.code()), (401, "token.nonce"));
    let nonce = desk.hello().await.nonce;
    let mut forged = TokenAsk::new(&SigningKey::from_bytes(&[8; 32]), &nonce);
    assert_eq!(
        desk.post::<Token>("/v1/token", &forged).await.unwrap_err().code(),
        "device.unknown"
    );
    forged.dev = desk.dev();
    assert_eq!(
        desk.post::<Token>("/v1/token", &forged).await.unwrap_err().code(),
        "token.signature"
    );
    // The failed guess used nothing up.
    desk.post::<Token>("/v1/token", &TokenAsk::new(&desk.log.key, &nonce)).await.unwrap();

    desk.token = "0".repeat(64);
    desk.log.write(None, None, &note("某"));
    assert_eq!(desk.push(1, 1).await.unwrap_err().code(), "token.unknown");
    assert_eq!(desk.page(0).await.unwrap_err().code(), "token.unknown");
    county.stop().await;
}

#[tokio::test]
async fn an_unconfirmed_desk_may_hand_in_but_is_shown_nothing() {
    let county = County::start().await;
    county.station("河口驿站");
    let code = county.code("河口驿站", Role::Station, false);
    let mut desk = Desk::new(1, &code);
    desk.enrol(&code).await.unwrap();
    assert!(!desk.pass().await.unwrap().confirmed);
    desk.log.write(Some("c1"), None, &name("张某"));
    desk.push(1, 1).await.unwrap();
    assert_eq!(desk.page(0).await.unwrap_err().code(), "device.unconfirmed");
    let blob = desk.get(&"a".repeat(64), None).await.unwrap_err();
    assert_eq!((blob.status, blob.code()), (403, "device.unconfirmed"));
    county.admin.write().confirm(desk.dev(), hub::clock::now()).unwrap();
    let kinds: Vec<String> = desk.sees().await.into_iter().map(|(_, kind, _)| kind).collect();
    assert_eq!(kinds, ["hub.station", "hub.enrolled", "case.amended", "hub.confirmed"]);
    county.stop().await;
}

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

#[tokio::test]
async fn stations_do_not_see_each_other_and_the_county_sees_all() {
    let county = County::start().await;
    county.station("河口驿站");
    county.station("园区驿站");
    county.station("县中心");
    let mut a = county.desk(1, "河口驿站", Role::Station).await;
    let mut b = county.desk(2, "园区驿站", Role::Station).await;
    let mut c = county.desk(3, "县中心", Role::County).await;
    a.log.write(Some("c1"), None, &name("张某"));
    a.log.write(None, None, &note("本站事务"));
    a.push(1, 2).await.unwrap();
    b.log.write(Some("c2"), None, &name("李某"));
    b.log.write(Some("c1"), None, &name("冒名"));
    let answer = b.push(1, 2).await.unwrap();
    assert_eq!((answer.parked.len(), answer.parked[0].seq.0), (1, 2));
    assert_eq!(answer.parked[0].reason, "not_owner");
    let work = |all: Vec<(u64, String, String)>| -> Vec<(String, String)> {
        let work = all.into_iter().filter(|(_, kind, _)| !kind.starts_with("hub."));
        work.map(|(_, kind, verdict)| (kind, verdict)).collect()
    };
    let pair = |kind: &str, verdict: &str| (kind.to_owned(), verdict.to_owned());
    assert_eq!(
        work(a.sees().await),
        [
            pair("case.amended", "clean"),
            pair("note.added", "clean"),
            pair("case.amended", "parked")
        ]
    );
    assert_eq!(
        work(b.sees().await),
        [pair("case.amended", "clean"), pair("case.amended", "parked")]
    );
    assert_eq!(work(c.sees().await).len(), 4);
    // Nobody is shown another station's enrolments either.
    let hubs = |all: Vec<(u64, String, String)>| {
        all.into_iter().filter(|(_, kind, _)| kind.starts_with("hub.")).count()
    };
    assert_eq!((hubs(a.sees().await), hubs(c.sees().await)), (2, 6));
    county.stop().await;
}

#[tokio::test]
async fn a_case_that_is_handed_over_comes_with_its_history_and_goes_from_the_old_station() {
    let county = County::start().await;
    let from = county.station("河口驿站");
    let to = county.station("园区驿站");
    county.station("县中心");
    let mut a = county.desk(1, "河口驿站", Role::Station).await;
    let mut b = county.desk(2, "园区驿站", Role::Station).await;
    let mut c = county.desk(3, "县中心", Role::County).await;
    a.log.write(Some("c1"), None, &name("张某"));
    a.log.write(Some("c1"), None, &note("第一次来访"));
    a.push(1, 2).await.unwrap();
    let before = b.feed().await.unwrap().len();
    assert_eq!(before, 1);
    let pages = c.feed().await.unwrap();
    let newest = pages[0].entries.last().unwrap().place.order();
    let base = Cursor { hub_inc: c.hub_inc.unwrap(), hub_seq: newest };
    c.log.write(Some("c1"), Some(base), &assigned(&from, &to));
    c.push(1, 1).await.unwrap();
    // Written before the desk could know: it counts, but it is not shown to the old station any more.
    a.log.write(Some("c1"), Some(base), &amended("case/narrative", json!("经过")));
    let late = a.push(3, 3).await.unwrap();
    assert_eq!(late.parked[0].reason, "out_of_scope");
    // Written after it saw the hand-over: parked.
    let kinds: Vec<String> = a.sees().await.into_iter().map(|(_, kind, _)| kind).collect();
    assert_eq!(kinds, ["hub.station", "hub.enrolled", "case.assigned", "-c1"]);
    let seen = Cursor { hub_seq: a.after, ..base };
    a.log.write(Some("c1"), Some(seen), &note("晚到"));
    assert_eq!(a.push(4, 4).await.unwrap().parked[0].reason, "not_owner");

    let page = b.page(b.after).await.unwrap();
    let got: Vec<(u64, String, String)> = page
        .entries
        .iter()
        .map(|entry| {
            let kind = entry.record.as_ref().unwrap().record().kind.clone();
            (entry.place.order(), kind, entry.place.verdict.clone())
        })
        .collect();
    let mut orders: Vec<u64> = got.iter().map(|(order, ..)| *order).collect();
    let kinds: Vec<&str> = got.iter().map(|(_, kind, _)| kind.as_str()).collect();
    assert_eq!(
        kinds,
        ["case.amended", "note.added", "case.assigned", "case.amended", "note.added"]
    );
    assert_eq!(got.last().unwrap().2, "parked");
    let sorted = orders.clone();
    orders.sort_unstable();
    assert_eq!(orders, sorted, "the history comes in the hub's order");
    assert!(page.stations.iter().any(|station| station.id == from));
    county.stop().await;
}

#[tokio::test]
async fn a_cursor_of_another_life_or_beyond_the_log_is_told_so() {
    let county = County::start().await;
    county.station("河口驿站");
    let mut desk = county.desk(1, "河口驿站", Role::Station).await;
    desk.feed().await.unwrap();
    let ahead = desk.page(desk.after + 1).await.unwrap_err();
    assert_eq!((ahead.status, ahead.code()), (409, "feed.ahead"));
    let mine = desk.hub_inc.replace(Incarnation([1; 8]));
    let other = desk.page(1).await.unwrap_err();
    assert_eq!((other.status, other.code()), (409, "feed.other_hub"));
    assert_eq!(other.refusal.args["hub_inc"], mine.unwrap().to_string());

    // Only the hub's own signature under a place it has lost begins a new life.
    desk.hub_inc = mine;
    desk.log.write(None, None, &note("某"));
    let receipt = desk.push(1, 1).await.unwrap().receipt;
    let same: serde_json::Value = desk.post("/v1/lost", &receipt).await.unwrap();
    assert_eq!(same["hub_inc"], mine.unwrap().to_string());
    let forged = ledger::wire::SignedReceipt {
        line: receipt.line.replace("\"hub_seq\":", "\"hub_seq\":9"),
        ..receipt
    };
    let refused = desk.post::<serde_json::Value>("/v1/lost", &forged).await.unwrap_err();
    assert_eq!(refused.code(), "lost.signature");
    county.stop().await;
}

#[tokio::test]
async fn a_scan_goes_on_at_the_byte_and_is_read_from_any_byte() {
    let county = County::start().await;
    county.station("河口驿站");
    let mut desk = county.desk(1, "河口驿站", Role::Station).await;
    let bytes: Vec<u8> = (0..300_000u32).map(|n| (n % 253) as u8).collect();
    let (hash, length) = (sha256(&bytes), bytes.len() as u64);
    // Nobody may hand in what no record names.
    assert_eq!(
        desk.patch(&hash, 0, length, bytes.clone()).await.unwrap_err().code(),
        "blob.unknown"
    );
    desk.log.write(Some("c1"), None, &filed(&hash));
    desk.push(1, 1).await.unwrap();
    assert_eq!(desk.offset(&hash).await.unwrap(), (0, None));
    assert_eq!(desk.get(&hash, None).await.unwrap_err().code(), "blob.unknown");
    assert_eq!(desk.patch(&hash, 0, length, bytes[..100_001].to_vec()).await.unwrap(), 100_001);
    // The line breaks in the middle of a request: what came is kept.
    let (send, body) = broken(&bytes[100_001..150_000]);
    let cut = desk.request(Method::PATCH, &format!("/v1/blob/{hash}")).body(body);
    let cut = cut.header("upload-offset", "100001").header("upload-length", length.to_string());
    let _ = cut.send().await;
    drop(send);
    let (offset, _) = desk.offset(&hash).await.unwrap();
    assert!((100_001..=150_000).contains(&offset), "{offset}");
    let wrong = desk.patch(&hash, 0, length, bytes.clone()).await.unwrap_err();
    assert_eq!((wrong.status, wrong.refusal.args["offset"].as_u64()), (409, Some(offset)));
    let rest = bytes[usize::try_from(offset).unwrap()..].to_vec();
    assert_eq!(desk.patch(&hash, offset, length, rest).await.unwrap(), length);
    assert_eq!(desk.offset(&hash).await.unwrap(), (length, Some(length)));
    assert_eq!(desk.get(&hash, None).await.unwrap(), bytes);
    let part = desk.get(&hash, Some("bytes=65530-131080")).await.unwrap();
    assert_eq!(part, &bytes[65530..=131_080]);
    assert_eq!(desk.get(&hash, Some("bytes=300000-")).await.unwrap_err().status, 416);
    for file in common::net::files(&county.place.dir.join("blobs")) {
        let stored = std::fs::read(file).unwrap();
        assert!(!stored.windows(64).any(|window| window == &bytes[..64]), "nothing lies open");
    }
    county.stop().await;
}

/// A body that gives some bytes and then breaks.
fn broken(bytes: &[u8]) -> (tokio::sync::mpsc::Sender<()>, reqwest::Body) {
    let (send, _) = tokio::sync::mpsc::channel(1);
    let parts: Vec<std::io::Result<Vec<u8>>> =
        vec![Ok(bytes.to_vec()), Err(std::io::ErrorKind::ConnectionReset.into())];
    (send, reqwest::Body::wrap_stream(tokio_stream::iter(parts)))
}

#[tokio::test]
async fn a_request_that_hangs_is_ended_when_the_desk_comes_back() {
    let county = County::start().await;
    county.station("河口驿站");
    let mut desk = county.desk(1, "河口驿站", Role::Station).await;
    let hash = sha256(b"scan");
    desk.log.write(Some("c1"), None, &filed(&hash));
    desk.push(1, 1).await.unwrap();
    // Two bytes, then silence: the line is gone and nobody has said so.
    let silence = tokio_stream::pending::<std::io::Result<Vec<u8>>>();
    let parts = tokio_stream::iter([Ok(b"sc".to_vec())]);
    let body = reqwest::Body::wrap_stream(tokio_stream::StreamExt::chain(parts, silence));
    let hanging = desk
        .request(Method::PATCH, &format!("/v1/blob/{hash}"))
        .header("upload-offset", "0")
        .header("upload-length", "4")
        .body(body);
    let hanging = tokio::spawn(hanging.send());
    let begun = std::time::Instant::now();
    // The two bytes are on their way: asked again until they are there, each time at once.
    while desk.offset(&hash).await.unwrap().0 == 0 {
        assert!(begun.elapsed() < std::time::Duration::from_secs(20));
        if hanging.is_finished() {
            break;
        }
    }
    let (offset, _) = desk.offset(&hash).await.unwrap();
    let rest = b"scan"[usize::try_from(offset).unwrap()..].to_vec();
    assert_eq!(desk.patch(&hash, offset, 4, rest).await.unwrap(), 4);
    assert!(begun.elapsed() < std::time::Duration::from_secs(20), "nobody waited for the line");
    assert_eq!(desk.get(&hash, None).await.unwrap(), b"scan");
    hanging.abort();
    county.stop().await;
}

#[tokio::test]
async fn bytes_that_are_not_what_they_are_called_are_thrown_away() {
    let county = County::start().await;
    county.station("河口驿站");
    let mut desk = county.desk(1, "河口驿站", Role::Station).await;
    let hash = sha256(b"scan");
    desk.log.write(Some("c1"), None, &filed(&hash));
    desk.push(1, 1).await.unwrap();
    let refused = desk.patch(&hash, 0, 4, "nacs").await.unwrap_err();
    assert_eq!((refused.status, refused.code()), (460, "blob.hash"));
    assert_eq!(desk.offset(&hash).await.unwrap(), (0, None));
    let limits = desk.hello().await.limits;
    let large = desk.patch(&hash, 0, limits.blob_bytes + 1, "s").await.unwrap_err();
    assert_eq!((large.status, large.code()), (413, "blob.too_large"));
    let more = desk.patch(&hash, 0, 2, "scan").await.unwrap_err();
    assert_eq!(more.code(), "blob.part_too_large");
    assert_eq!(desk.patch(&hash, 0, 4, "scan").await.unwrap(), 4);
    county.stop().await;
}

#[tokio::test]
async fn knowing_a_hash_opens_no_file_of_another_station() {
    let county = County::start().await;
    let from = county.station("河口驿站");
    let to = county.station("园区驿站");
    county.station("县中心");
    let mut a = county.desk(1, "河口驿站", Role::Station).await;
    let mut b = county.desk(2, "园区驿站", Role::Station).await;
    let mut c = county.desk(3, "县中心", Role::County).await;
    let bytes = b"signed agreement".to_vec();
    let (hash, length) = (sha256(&bytes), bytes.len() as u64);
    a.log.write(Some("c1"), None, &filed(&hash));
    a.push(1, 1).await.unwrap();
    // B has heard of the hash: in vain on its own case, in vain on A's.
    b.log.write(Some("c2"), None, &filed(&hash));
    b.log.write(Some("c1"), None, &filed(&hash));
    b.push(1, 2).await.unwrap();
    a.patch(&hash, 0, length, bytes.clone()).await.unwrap();
    assert_eq!(a.get(&hash, None).await.unwrap(), bytes);
    assert_eq!(c.get(&hash, None).await.unwrap(), bytes);
    assert_eq!(b.get(&hash, None).await.unwrap_err().code(), "blob.unknown");
    assert_eq!(b.offset(&hash).await.unwrap(), (0, None), "it does not even learn that it is here");
    // Part by part of another device's upload is not B's either.
    assert_eq!(b.patch(&hash, 3, length, "x").await.unwrap_err().refusal.args["offset"], 0);
    // With the case comes the file.
    let base = c.feed().await.unwrap()[0].head.until;
    let base = Cursor { hub_inc: c.hub_inc.unwrap(), hub_seq: base };
    c.log.write(Some("c1"), Some(base), &assigned(&from, &to));
    c.push(1, 1).await.unwrap();
    assert_eq!(b.get(&hash, None).await.unwrap(), bytes);
    assert_eq!(a.get(&hash, None).await.unwrap_err().code(), "blob.unknown", "it went away");
    county.stop().await;
}

#[tokio::test]
async fn monitoring_sees_numbers_and_the_folder_shows_nothing() {
    let county = County::start().await;
    county.station("河口驿站");
    let mut desk = county.desk(1, "河口驿站", Role::Station).await;
    desk.log.write(Some("c1"), None, &name("岩温罕"));
    desk.push(1, 1).await.unwrap();
    let metrics = desk.request(Method::GET, "/metrics").send().await.unwrap().text().await.unwrap();
    assert!(metrics.contains("fengqiao_hub_records 3\n"), "{metrics}");
    assert!(metrics.contains("fengqiao_hub_devices{state=\"active\"} 1\n"));
    let dev: DeviceId = desk.dev();
    assert!(!metrics.contains("岩温罕") && !metrics.contains(&dev.to_string()));
    let healthy = desk.request(Method::GET, "/healthz").send().await.unwrap();
    assert_eq!(healthy.text().await.unwrap(), "ok\n");
    for file in common::net::files(&county.place.dir) {
        let bytes = std::fs::read(&file).unwrap();
        let needle = "岩温罕".as_bytes();
        assert!(!bytes.windows(needle.len()).any(|window| window == needle), "{file:?}");
    }
    county.stop().await;
}
