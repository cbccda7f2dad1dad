//! A file whose line breaks in the middle, beside a plain PUT that begins anew.

use super::records::count;
use crate::county::County;
use crate::data::{self, noise};
use crate::desk::{Desk, at_rest, author};
use crate::figure::{Aim, Figure, Peer};
use crate::line::Line;
use crate::{Bench, Outcome};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::StatusCode;
use axum::routing::put;
use casework::Event;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use store::{Go, NewAttachment};
use tokio::io::AsyncWriteExt as _;
use tokio_stream::StreamExt as _;

/// The longest anybody waits for a file.
const LIMIT: Duration = Duration::from_secs(300);

/// Carries a file whole and cut, here and by PUT.
///
/// # Errors
/// Whatever keeps it from being measured.
pub async fn run(bench: &Bench) -> Outcome<Vec<Figure>> {
    let size = bench.size(20, 4) as usize * 1_000_000;
    println!("▸ resume: {} MB, once whole, once cut at half", size / 1_000_000);
    let dir = bench.folder("resume")?;
    let (whole, cut) = ours(bench, &dir, size).await?;
    let (put_whole, put_cut) = plain(&dir, size).await?;
    let again = |whole: u64, cut: u64| count(cut.saturating_sub(whole));
    let figure = |what: &str, ours, peer, aim, note: String| Figure {
        measure: "resume",
        what: what.to_owned(),
        unit: "bytes",
        ours,
        peer_name: "plain HTTP PUT".to_owned(),
        peer: Peer::Measured(peer),
        aim,
        note,
    };
    Ok(vec![
        figure(
            "sent again after a cut at half",
            again(whole, cut),
            again(put_whole, put_cut),
            Aim::AtMost(1.0 / 40.0),
            format!(
                "a file of {size} bytes: what crosses the line with the cut, less what crosses it without, new \
                 handshake included. The PUT begins anew, as PUT does."
            ),
        ),
        figure(
            "sent without a cut",
            count(whole),
            count(put_whole),
            Aim::None,
            "ours in parts of 1 MiB with TLS, the PUT in one piece without".to_owned(),
        ),
    ])
}

/// Bytes towards the hub for a file that goes through, and for one whose line breaks.
async fn ours(bench: &Bench, dir: &std::path::Path, size: usize) -> Outcome<(u64, u64)> {
    let county = County::start(&bench.hub, dir)?;
    let line = Line::to(county.address).await?;
    let mut desk = Desk::found(&dir.join("station"))?;
    desk.enrol(&county.code("station", line.address)?).await?;
    desk.fill(0, 1)?;
    desk.run();
    desk.until_synced().await?;
    at_rest(&line).await;
    let whole = upload(&desk, &line, &noise(size, 1), None).await?;
    let cut = upload(&desk, &line, &noise(size, 2), Some(size as u64 / 2)).await?;
    desk.rest().await;
    Ok((whole, cut))
}

async fn upload(desk: &Desk, line: &Line, bytes: &[u8], breaks: Option<u64>) -> Outcome<u64> {
    let size = bytes.len() as u64;
    let new =
        NewAttachment {
            name: "扫描件.bin".into(), mime: "application/octet-stream".into(), size
        };
    let kept = desk.store.attach(&mut &bytes[..], &new, author(), &mut |_| Go::On)?;
    let filed = Event::AttachmentFiled {
        sha256: kept.sha256.clone(),
        name: new.name,
        mime: new.mime,
        size,
        label: "evidence".to_owned(),
        obtained: casework::Obtained::default(),
    };
    let before = line.crossed();
    if let Some(bytes) = breaks {
        line.break_after(bytes);
    }
    desk.store.write(author(), |w| w.append(&data::id(0), &[filed]))?;
    desk.changed()?;
    let begun = Instant::now();
    while !desk.store.read(|r| r.file_on_hub(&kept.sha256))? {
        if begun.elapsed() > LIMIT {
            return Err("the file does not arrive".into());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    at_rest(line).await;
    broke(line)?;
    Ok(line.crossed().since(before).up)
}

fn broke(line: &Line) -> Outcome<()> {
    if line.is_to_break() { Err("the line was never cut".into()) } else { Ok(()) }
}

/// The same with a server that knows PUT and a client that tries again.
async fn plain(dir: &std::path::Path, size: usize) -> Outcome<(u64, u64)> {
    let into = dir.join("put");
    let router = Router::new()
        .route("/file", put(move |request| keep(into.clone(), request)))
        .layer(DefaultBodyLimit::disable());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let server: SocketAddr = listener.local_addr()?;
    tokio::spawn(async move { axum::serve(listener, router).await });
    let line = Line::to(server).await?;
    let whole = put_until_done(&line, &noise(size, 3)).await?;
    line.break_after(size as u64 / 2);
    let cut = put_until_done(&line, &noise(size, 4)).await?;
    broke(&line)?;
    Ok((whole, cut))
}

async fn keep(into: PathBuf, request: Request) -> StatusCode {
    let kept = async {
        let mut file = tokio::fs::File::create(&into).await?;
        let mut body = request.into_body().into_data_stream();
        while let Some(bytes) = body.next().await {
            file.write_all(&bytes.map_err(std::io::Error::other)?).await?;
        }
        file.sync_all().await
    };
    if kept.await.is_ok() { StatusCode::NO_CONTENT } else { StatusCode::BAD_REQUEST }
}

async fn put_until_done(line: &Line, bytes: &[u8]) -> Outcome<u64> {
    let before = line.crossed();
    // The client wants to know how to speak TLS even where none is spoken.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy().build()?;
    let url = format!("http://{}/file", line.address);
    let begun = Instant::now();
    loop {
        match client.put(&url).body(bytes.to_vec()).send().await {
            Ok(answer) => {
                answer.error_for_status()?;
                at_rest(line).await;
                return Ok(line.crossed().since(before).up);
            }
            Err(error) if begun.elapsed() > LIMIT => return Err(error.into()),
            Err(_) => tokio::time::sleep(Duration::from_millis(200)).await,
        }
    }
}
