//! One line per request: door, status, time. No address, no name, no hash: what a person did is not for the log.

use super::Shared;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;

pub(super) async fn count(
    State(app): State<Shared>,
    door: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let method = request.method().clone();
    let begun = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    app.counts.request(status);
    let door = door.as_ref().map_or("-", MatchedPath::as_str);
    let ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(%method, door, status, ms, "request");
    response
}
