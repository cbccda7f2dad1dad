//! Files: resumed at the byte, opened by who may see the record.

use crate::common::net::{County, sha256};
use crate::common::{assigned, filed};
use ledger::Cursor;
use ledger::wire::Role;
use reqwest::Method;
use std::time::Duration;

/// Well below the minute for which the hub waits on a silent line.
const NOT_WAITED: Duration = Duration::from_secs(45);

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
    for file in crate::common::net::files(&county.place.dir.join("blobs")) {
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
        assert!(begun.elapsed() < NOT_WAITED);
        if hanging.is_finished() {
            break;
        }
    }
    let (offset, _) = desk.offset(&hash).await.unwrap();
    let rest = b"scan"[usize::try_from(offset).unwrap()..].to_vec();
    assert_eq!(desk.patch(&hash, offset, 4, rest).await.unwrap(), 4);
    assert!(begun.elapsed() < NOT_WAITED, "nobody waited for the line");
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
