//! The doors: `/v1/*` as `ledger::wire` names them, `/healthz`, `/metrics`.

mod answer;
mod blobs;
mod log;
mod metrics;
mod passes;
mod records;
mod turns;

use crate::error::{HubError, Result};
use crate::hub::Hub;
use crate::store::{Device, State};
use answer::Answer;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderMap;
use axum::routing::{get, post};
use ledger::wire::HubLimits;
use passes::Passes;
use std::sync::Arc;
use turns::Turns;

/// How much the hub takes at once. A batch holds at most 1 MiB of lines; what does not shrink grows a little.
pub(crate) const LIMITS: HubLimits = HubLimits {
    batch_bytes: 1024 * 1024 + 64 * 1024,
    batch_records: 500,
    blob_part: 8 * 1024 * 1024,
    blob_bytes: 512 * 1024 * 1024,
};

/// JSON bodies are small: a code, a signature, a receipt.
const JSON_BYTES: usize = 16 * 1024;

/// What all requests share.
pub(crate) struct App {
    hub: Arc<Hub>,
    passes: Passes,
    turns: Turns,
    counts: metrics::Counts,
}

pub(crate) type Shared = Arc<App>;

impl App {
    pub(crate) fn new(hub: Arc<Hub>) -> Shared {
        Arc::new(Self {
            hub,
            passes: Passes::default(),
            turns: Turns::default(),
            counts: metrics::Counts::default(),
        })
    }
}

pub(crate) fn router(app: Shared) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/metrics", get(metrics::metrics))
        .route("/v1/hello", get(records::hello))
        .route("/v1/enrol", post(records::enrol))
        .route("/v1/token", post(records::token))
        .route("/v1/lost", post(records::lost))
        .route("/v1/vouch", post(records::vouch))
        .route("/v1/push", post(records::push))
        .route("/v1/feed", get(records::feed))
        .route("/v1/blob/{sha256}", get(blobs::get).head(blobs::head).patch(blobs::patch))
        .fallback(|| async { Answer::refused("hub.no_such_door") })
        .layer(DefaultBodyLimit::max(JSON_BYTES))
        .layer(axum::middleware::from_fn_with_state(app.clone(), log::count))
        .with_state(app)
}

/// Runs work on disk where it does not hold up other requests.
async fn blocking<T: Send + 'static>(
    app: &Shared,
    work: impl FnOnce(&App) -> Result<T> + Send + 'static,
) -> std::result::Result<T, Answer> {
    let app = app.clone();
    match tokio::task::spawn_blocking(move || work(&app)).await {
        Ok(done) => done.map_err(Answer::from),
        Err(_) => Err(Answer::refused("hub.failed")),
    }
}

/// The device whose pass the request shows, as it stands now.
async fn device(app: &Shared, headers: &HeaderMap) -> std::result::Result<Device, Answer> {
    let shown = headers.get("authorization").and_then(|value| value.to_str().ok());
    let token = shown.and_then(|text| text.strip_prefix("Bearer "));
    let token = token.ok_or_else(|| Answer::refused("token.missing"))?;
    let dev = app.passes.holder(token).ok_or_else(|| Answer::refused("token.unknown"))?;
    blocking(app, move |app| {
        app.hub.read(|store| store.device(dev))?.ok_or_else(|| HubError::refused("device.unknown"))
    })
    .await
}

/// [`device`], if it may be shown anything.
async fn reader(app: &Shared, headers: &HeaderMap) -> std::result::Result<Device, Answer> {
    let device = device(app, headers).await?;
    match device.state {
        State::Active => Ok(device),
        State::Unconfirmed | State::Held => Err(Answer::refused("device.unconfirmed")),
        State::Revoked => Err(Answer::refused("device.revoked")),
    }
}
