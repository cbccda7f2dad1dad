//! Answers that are not 2xx: a status, a code, values; never words, never personal data.

use crate::error::HubError;
use axum::Json;
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Response};
use ledger::wire::Refusal;

/// A refusal on its way out.
#[derive(Debug)]
pub(super) struct Answer(Refusal);

impl Answer {
    pub(super) fn refused(code: &str) -> Self {
        Self(Refusal::new(code))
    }

    pub(super) fn with(self, name: &str, value: impl Into<serde_json::Value>) -> Self {
        Self(self.0.with(name, value))
    }
}

impl From<HubError> for Answer {
    fn from(error: HubError) -> Self {
        match error {
            HubError::Refused(refusal) => Self(refusal),
            HubError::DiskFull => Self::refused("hub.full"),
            other => {
                tracing::error!(error = %other, "a request failed");
                Self::refused("hub.failed")
            }
        }
    }
}

/// Bytes that do not hash to their name (the number is the one the tus checksum extension uses).
const CHECKSUM_MISMATCH: u16 = 460;

fn status(code: &str) -> StatusCode {
    match code {
        "push.gap" | "push.fork" | "feed.ahead" | "feed.other_hub" | "blob.offset"
        | "vouch.stale" | "vouch.behind" => StatusCode::CONFLICT,
        "push.too_large" | "blob.too_large" | "blob.part_too_large" => {
            StatusCode::PAYLOAD_TOO_LARGE
        }
        "push.newer" => StatusCode::UPGRADE_REQUIRED,
        "blob.unknown" | "hub.no_such_door" => StatusCode::NOT_FOUND,
        "blob.range" => StatusCode::RANGE_NOT_SATISFIABLE,
        "blob.hash" => StatusCode::from_u16(CHECKSUM_MISMATCH).unwrap_or(StatusCode::CONFLICT),
        "hub.full" => StatusCode::INSUFFICIENT_STORAGE,
        "hub.failed" => StatusCode::INTERNAL_SERVER_ERROR,
        "request.slow" => StatusCode::REQUEST_TIMEOUT,
        "push.signature" | "push.others" | "vouch.role" => StatusCode::FORBIDDEN,
        code if code.starts_with("quota.") => StatusCode::TOO_MANY_REQUESTS,
        code if code.starts_with("token.") => StatusCode::UNAUTHORIZED,
        code if code.starts_with("device.") || code.starts_with("enrol.") => StatusCode::FORBIDDEN,
        _ => StatusCode::BAD_REQUEST,
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let retry = self.0.args.get("retry").and_then(serde_json::Value::as_u64);
        let mut response = (status(&self.0.code), Json(self.0)).into_response();
        if let Some(seconds) = retry {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        response
    }
}
