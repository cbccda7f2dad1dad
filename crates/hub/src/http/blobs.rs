//! Files: where is it, here is more of it, give it me. The core of tus 1.0, by hash instead of by upload number.

use super::answer::Answer;
use super::records::IDLE;
use super::turns::Turn;
use super::{App, LIMITS, Shared, blocking, reader};
use crate::blob::{CHUNK, Part};
use crate::clock;
use crate::error::{HubError, Result as HubResult};
use crate::store::{BlobState, Device};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::ReceiverStream;

const OFFSET: &str = "upload-offset";
const LENGTH: &str = "upload-length";

/// How the file stands for the device; a file no record in its scope names is not there.
async fn state(app: &Shared, device: &Device, sha256: &str) -> Result<BlobState, Answer> {
    if !crate::store::is_sha256(sha256) {
        return Err(Answer::refused("blob.unknown"));
    }
    let (device, sha256) = (device.clone(), sha256.to_owned());
    let state =
        blocking(app, move |app| app.hub.read(|store| store.blob(&device, &sha256))).await?;
    state.ok_or_else(|| Answer::refused("blob.unknown"))
}

pub(super) async fn head(
    State(app): State<Shared>,
    headers: HeaderMap,
    Path(sha256): Path<String>,
) -> Result<Response, Answer> {
    let device = reader(&app, &headers).await?;
    if let Some(size) = state(&app, &device, &sha256).await?.readable {
        return Ok([(OFFSET, size.to_string()), (LENGTH, size.to_string())].into_response());
    }
    // Ends a request of this device that hangs, so that the answer is the last word.
    let _turn = app.turns.take(device.dev, &sha256).await;
    let part = blocking(&app, move |app| app.hub.blobs.part(device.dev, &sha256)).await?;
    Ok([(OFFSET, part.offset().to_string())].into_response())
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

pub(super) async fn patch(
    State(app): State<Shared>,
    headers: HeaderMap,
    Path(sha256): Path<String>,
    body: Body,
) -> Result<Response, Answer> {
    let device = reader(&app, &headers).await?;
    let form = || Answer::refused("request.form");
    let offset = number(&headers, OFFSET).ok_or_else(form)?;
    let length = number(&headers, LENGTH).ok_or_else(form)?;
    if length > LIMITS.blob_bytes {
        return Err(Answer::refused("blob.too_large").with("limit", LIMITS.blob_bytes));
    }
    let said = number(&headers, header::CONTENT_LENGTH.as_str());
    if said.is_some_and(|said| said > LIMITS.blob_part) {
        return Err(Answer::refused("blob.part_too_large").with("limit", LIMITS.blob_part));
    }
    if let Some(size) = state(&app, &device, &sha256).await?.readable {
        return Err(Answer::refused("blob.offset").with("offset", size));
    }
    let mut turn = app.turns.take(device.dev, &sha256).await;
    let (dev, name) = (device.dev, sha256.clone());
    let part = blocking(&app, move |app| app.hub.blobs.part(dev, &name)).await?;
    if part.offset() != offset {
        return Err(Answer::refused("blob.offset").with("offset", part.offset()));
    }
    let most = LIMITS.blob_part.min(length.saturating_sub(offset));
    let (dev, due) = (device.dev, said.unwrap_or(most).min(most));
    blocking(&app, move |app| app.hub.read(|store| store.may_bring(dev, due, clock::now())))
        .await?;
    let (part, came) = receive(&app, part, &mut turn, body, most).await?;
    // Also of a request that was cut: what came lies on the disk.
    let bytes = part.offset().saturating_sub(offset);
    blocking(&app, move |app| app.hub.write().brought(dev, bytes, clock::now())).await?;
    if let Some(answer) = came {
        return Err(answer);
    }
    let now = part.offset();
    if now == length {
        blocking(&app, move |app| finish(app, part, &device, &sha256)).await?;
    }
    Ok((StatusCode::NO_CONTENT, [(OFFSET, now.to_string())]).into_response())
}

fn finish(app: &App, part: Part, device: &Device, sha256: &str) -> HubResult<()> {
    let size = app.hub.blobs.finish(part, sha256)?;
    // The file first, then its row: a row says that the file is there.
    app.hub.write().blob_done(device, sha256, size)
}

/// Writes what comes until the request ends, breaks, hangs, or is overtaken; all that came is kept.
///
/// The second value tells why it ended early.
async fn receive(
    app: &Shared,
    mut part: Part,
    turn: &mut Turn,
    body: Body,
    most: u64,
) -> Result<(Part, Option<Answer>), Answer> {
    let mut stream = body.into_data_stream();
    let mut waiting = Vec::new();
    let mut came = 0;
    let ended = loop {
        let next = tokio::select! {
            biased;
            () = turn.overtaken() => break Some(Answer::refused("blob.overtaken")),
            next = tokio::time::timeout(IDLE, stream.next()) => next,
        };
        let bytes = match next {
            Err(_) => break Some(Answer::refused("request.slow")),
            Ok(None) => break None,
            Ok(Some(Err(_))) => break Some(Answer::refused("request.cut")),
            Ok(Some(Ok(bytes))) => bytes,
        };
        came += bytes.len() as u64;
        if came > most {
            break Some(Answer::refused("blob.part_too_large").with("limit", most));
        }
        waiting.extend_from_slice(&bytes);
        if waiting.len() >= CHUNK {
            part = write(app, part, std::mem::take(&mut waiting), false).await?;
        }
    };
    let part = write(app, part, waiting, true).await?;
    Ok((part, ended))
}

async fn write(app: &Shared, mut part: Part, bytes: Vec<u8>, sync: bool) -> Result<Part, Answer> {
    blocking(app, move |_| {
        part.append(&bytes)?;
        if sync {
            part.sync()?;
        }
        Ok(part)
    })
    .await
}

pub(super) async fn get(
    State(app): State<Shared>,
    headers: HeaderMap,
    Path(sha256): Path<String>,
) -> Result<Response, Answer> {
    let device = reader(&app, &headers).await?;
    let size = state(&app, &device, &sha256).await?.readable;
    let size = size.ok_or_else(|| Answer::refused("blob.unknown"))?;
    let range = match headers.get(header::RANGE).map(|value| value.to_str().ok()) {
        None => None,
        Some(text) => Some(
            text.and_then(|text| parse_range(text, size))
                .ok_or_else(|| Answer::refused("blob.range").with("size", size))?,
        ),
    };
    let (from, to) = range.unwrap_or((0, size));
    let mut reader = blocking(&app, move |app| {
        let mut reader = app.hub.blobs.read(&sha256, size)?;
        let path = app.hub.blobs.path(&sha256);
        reader.seek(from).map_err(|error| HubError::io(&path, error))?;
        Ok(reader)
    })
    .await?;
    let (send, receive) = tokio::sync::mpsc::channel::<std::io::Result<Vec<u8>>>(2);
    tokio::task::spawn_blocking(move || {
        let mut left = to - from;
        while left > 0 {
            let next = match reader.next() {
                Ok(Some(mut bytes)) => {
                    bytes.truncate(usize::try_from(left).unwrap_or(usize::MAX));
                    left -= bytes.len() as u64;
                    Ok(bytes)
                }
                Ok(None) => Err(std::io::ErrorKind::UnexpectedEof.into()),
                Err(error) => Err(error),
            };
            let broken = next.is_err();
            // The reader has gone away: nothing more to do.
            if send.blocking_send(next).is_err() || broken {
                return;
            }
        }
    });
    let body = Body::from_stream(ReceiverStream::new(receive));
    let length = (header::CONTENT_LENGTH, (to - from).to_string());
    let kind = (header::CONTENT_TYPE, "application/octet-stream".to_owned());
    Ok(match range {
        None => ([length, kind], body).into_response(),
        Some((from, to)) => {
            let part = format!("bytes {from}-{}/{size}", to - 1);
            let headers = [length, kind, (header::CONTENT_RANGE, part)];
            (StatusCode::PARTIAL_CONTENT, headers, body).into_response()
        }
    })
}

/// `bytes=A-` or `bytes=A-B` as from and past-the-end; one range, as RFC 9110 § 14.1.2 writes it.
fn parse_range(text: &str, size: u64) -> Option<(u64, u64)> {
    let (from, to) = text.strip_prefix("bytes=")?.split_once('-')?;
    let from: u64 = from.parse().ok()?;
    let to = if to.is_empty() { size } else { to.parse::<u64>().ok()?.checked_add(1)?.min(size) };
    (from < to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_lies_inside_the_file() {
        assert_eq!(parse_range("bytes=0-", 10), Some((0, 10)));
        assert_eq!(parse_range("bytes=3-5", 10), Some((3, 6)));
        assert_eq!(parse_range("bytes=3-99", 10), Some((3, 10)));
        for wrong in ["bytes=10-", "bytes=5-3", "bytes=-3", "bytes=1-2,4-5", "3-5", "bytes=-"] {
            assert_eq!(parse_range(wrong, 10), None, "{wrong}");
        }
    }
}
