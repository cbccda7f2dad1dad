//! Hello, enrolment, passes, push and feed.

use super::answer::Answer;
use super::passes::PASS_LIFE;
use super::{LIMITS, Shared, blocking, device, reader};
use crate::clock;
use crate::error::HubError;
use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use ledger::wire::{
    EnrolAsk, Enrolled, Hello, PushAnswer, SignedReceipt, Token, TokenAsk, Vouch, Vouched,
};
use ledger::{Cursor, Incarnation};
use serde::de::DeserializeOwned;
use std::time::Duration;
use tokio_stream::StreamExt as _;

/// A line that gives nothing for so long is given up.
pub(super) const IDLE: Duration = Duration::from_secs(60);

pub(super) async fn hello(State(app): State<Shared>) -> Result<Json<Hello>, Answer> {
    let nonce = app.passes.nonce();
    blocking(&app, move |app| {
        app.hub.read(|store| {
            Ok(Json(Hello {
                proto: (ledger::versions::OLDEST_PROTO, ledger::PROTO),
                version: env!("CARGO_PKG_VERSION").to_owned(),
                hub_inc: store.hub_inc()?,
                key: hex::encode(store.identity().signing.verifying_key().to_bytes()),
                now: clock::now(),
                nonce,
                limits: LIMITS,
                capabilities: ["blob", "lost", "review", "vouch"].map(str::to_owned).to_vec(),
            }))
        })
    })
    .await
}

/// A JSON body, without repeating in the answer what was in it.
fn json<T: DeserializeOwned>(body: &Bytes) -> Result<T, Answer> {
    serde_json::from_slice(body).map_err(|_| Answer::refused("request.form"))
}

pub(super) async fn enrol(
    State(app): State<Shared>,
    body: Bytes,
) -> Result<Json<Enrolled>, Answer> {
    let ask: EnrolAsk = json(&body)?;
    let taken = blocking(&app, move |app| app.hub.write().enrol(&ask, clock::now())).await;
    if taken.is_ok() {
        tracing::info!("a device was enrolled");
    }
    taken.map(Json)
}

pub(super) async fn token(State(app): State<Shared>, body: Bytes) -> Result<Json<Token>, Answer> {
    let ask: TokenAsk = json(&body)?;
    blocking(&app, move |app| {
        let device = app.hub.read(|store| store.device(ask.dev))?;
        let device = device.ok_or_else(|| HubError::refused("device.unknown"))?;
        // The signature first: only a device uses up a challenge.
        if !ask.holds(&device.key) {
            return Err(HubError::refused("token.signature"));
        }
        if !app.passes.redeem(&ask.nonce) {
            return Err(HubError::refused("token.nonce"));
        }
        let token = app.passes.give(device.dev);
        let seconds = PASS_LIFE.as_secs();
        app.hub.write().admit(device.dev, token, seconds, clock::now()).map(Json)
    })
    .await
}

/// A device shows the hub's own signature under a place the hub does not know any more: the book is older than it was.
pub(super) async fn lost(
    State(app): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<serde_json::Value>, Answer> {
    reader(&app, &headers).await?;
    let shown: SignedReceipt = json(&body)?;
    let hub_inc = blocking(&app, move |app| app.hub.write().lost(&shown)).await?;
    Ok(Json(serde_json::json!({ "hub_inc": hub_inc })))
}

/// A county desk has given back what a restored hub had lost, see [`ledger::wire::Vouch`].
pub(super) async fn vouch(
    State(app): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Vouched>, Answer> {
    let device = reader(&app, &headers).await?;
    let said: Vouch = json(&body)?;
    let vouched =
        blocking(&app, move |app| app.hub.write().vouch(device.dev, &said, clock::now())).await?;
    tracing::info!(released = vouched.released, "a county desk vouches");
    Ok(Json(vouched))
}

pub(super) async fn push(
    State(app): State<Shared>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<PushAnswer>, Answer> {
    let device = device(&app, &headers).await?;
    let frame = collect(&headers, body).await?;
    blocking(&app, move |app| {
        // Proved beside the writer, so that checking signatures holds nobody up.
        let batch = app.hub.read(|store| store.prove(&frame))?;
        app.hub.write().push(device.dev, &batch, &frame, clock::now()).map(Json)
    })
    .await
}

async fn collect(headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Answer> {
    let said = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let said: Option<u64> = said.and_then(|text| text.parse().ok());
    if said.is_some_and(|said| said > LIMITS.batch_bytes) {
        return Err(Answer::refused("push.too_large"));
    }
    let mut stream = body.into_data_stream();
    let mut frame = Vec::new();
    loop {
        let next = tokio::time::timeout(IDLE, stream.next()).await;
        let next = next.map_err(|_| Answer::refused("request.slow"))?;
        let Some(bytes) = next else { return Ok(frame) };
        frame.extend_from_slice(&bytes.map_err(|_| Answer::refused("request.cut"))?);
        if frame.len() as u64 > LIMITS.batch_bytes {
            return Err(Answer::refused("push.too_large"));
        }
    }
}

pub(super) async fn feed(
    State(app): State<Shared>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<impl IntoResponse, Answer> {
    let device = reader(&app, &headers).await?;
    let after = after(query.as_deref()).ok_or_else(|| Answer::refused("feed.cursor"))?;
    let page = blocking(&app, move |app| {
        app.hub.read(|store| {
            let hub_inc = store.hub_inc()?;
            if after.is_some_and(|cursor| cursor.hub_inc != hub_inc) {
                let refusal = ledger::wire::Refusal::new("feed.other_hub");
                return Err(refusal.with("hub_inc", hub_inc.to_string()).into());
            }
            store.page(&device, after.map_or(0, |cursor| cursor.hub_seq), clock::now())
        })
    })
    .await?;
    Ok(([(header::CONTENT_TYPE, "application/octet-stream")], page))
}

/// `after=hub_inc:N`, or `after=0` for somebody who knows no hub yet.
fn after(query: Option<&str>) -> Option<Option<Cursor>> {
    let value = query?.split('&').find_map(|pair| pair.strip_prefix("after="))?;
    if value == "0" {
        return Some(None);
    }
    let value = value.replace("%3A", ":").replace("%3a", ":");
    let (inc, _) = value.split_once(':')?;
    inc.parse::<Incarnation>().ok()?;
    value.parse().ok().map(Some)
}
