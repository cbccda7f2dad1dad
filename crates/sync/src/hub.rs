//! One request to the hub, one answer. Nothing is remembered here.

use crate::error::{Result, SyncError};
use crate::patience::{Moved, wait};
use crate::pin;
use ledger::wire::page::MAX_PAGE_BYTES;
use ledger::wire::{
    EnrolAsk, Enrolled, Hello, PushAnswer, Refusal, SignedReceipt, Token, TokenAsk, Vouch, Vouched,
};
use ledger::{Cursor, Incarnation};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, RANGE};
use reqwest::{Client, Method, RequestBuilder, Response, redirect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;

/// No JSON answer is larger.
const JSON_BYTES: usize = 1024 * 1024;
/// Pieces in which a body is handed to the line, so that one can see whether it moves.
const PIECE: usize = 8 * 1024;
const OFFSET: &str = "upload-offset";
const LENGTH: &str = "upload-length";

/// How far the hub holds a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Held {
    /// Bytes it holds.
    pub(crate) offset: u64,
    /// It holds all of it.
    pub(crate) whole: bool,
}

/// The hub at one address, behind one key.
#[derive(Debug, Clone)]
pub(crate) struct Hub {
    http: Client,
    url: String,
    patience: Duration,
}

impl Hub {
    /// # Errors
    /// [`SyncError::Code`] when address or pin are none.
    pub(crate) fn new(url: &str, pin: &str, patience: Duration) -> Result<Self> {
        let damaged = || SyncError::Code(ledger::wire::code::CodeError::Damaged);
        let http = Client::builder()
            .tls_backend_preconfigured(pin::config(pin)?)
            .no_proxy()
            .https_only(true)
            .http1_only()
            .redirect(redirect::Policy::none())
            .connect_timeout(patience)
            .tcp_keepalive(Duration::from_secs(30))
            .pool_idle_timeout(Duration::from_secs(60))
            .user_agent(concat!("fengqiao-desk/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|_| damaged())?;
        let url = url.trim_end_matches('/').to_owned();
        if !url.starts_with("https://") || reqwest::Url::parse(&url).is_err() {
            return Err(damaged());
        }
        Ok(Self { http, url, patience })
    }

    pub(crate) async fn hello(&self) -> Result<Hello> {
        self.json(self.ask(Method::GET, "/v1/hello")).await
    }

    pub(crate) async fn enrol(&self, ask: &EnrolAsk) -> Result<Enrolled> {
        self.json(self.tell("/v1/enrol", ask)).await
    }

    pub(crate) async fn token(&self, ask: &TokenAsk) -> Result<Token> {
        self.json(self.tell("/v1/token", ask)).await
    }

    /// Shows a hub its own signature under a place it does not know any more; answers its new incarnation.
    pub(crate) async fn lost(&self, token: &str, receipt: &SignedReceipt) -> Result<Incarnation> {
        #[derive(serde::Deserialize)]
        struct Renewed {
            hub_inc: Incarnation,
        }
        let asked = bearing(self.tell("/v1/lost", receipt), token);
        Ok(self.json::<Renewed>(asked).await?.hub_inc)
    }

    /// Tells a restored hub that everything has been given back to it.
    pub(crate) async fn vouch(&self, token: &str, vouch: &Vouch) -> Result<Vouched> {
        self.json(bearing(self.tell("/v1/vouch", vouch), token)).await
    }

    /// Sends a batch; `slow` times the usual patience.
    pub(crate) async fn push(&self, token: &str, batch: Vec<u8>, slow: u32) -> Result<PushAnswer> {
        let asked = bearing(self.ask(Method::POST, "/v1/push"), token);
        let moved = Moved::default();
        let asked = asked.header(CONTENT_TYPE, "application/octet-stream").body(watched(
            batch,
            moved.clone(),
            |_| {},
        ));
        wait(self.patience.saturating_mul(slow), &moved, async {
            read_json(send(asked).await?, &moved).await
        })
        .await
    }

    /// One page of the feed, not proved yet.
    pub(crate) async fn feed(&self, token: &str, after: Cursor) -> Result<Vec<u8>> {
        let asked = bearing(self.ask(Method::GET, &format!("/v1/feed?after={after}")), token);
        let moved = Moved::default();
        wait(self.patience, &moved, async {
            read_all(send(asked).await?, MAX_PAGE_BYTES, &moved).await
        })
        .await
    }

    /// How far the hub holds a file.
    pub(crate) async fn held(&self, token: &str, sha256: &str) -> Result<Held> {
        let asked = bearing(self.ask(Method::HEAD, &blob(sha256)), token);
        let moved = Moved::default();
        let answer = wait(self.patience, &moved, async {
            let answer = asked.send().await.map_err(broken)?;
            if answer.status().is_success() {
                return Ok(answer);
            }
            // An answer to HEAD has no body: the status is all there is.
            let status = answer.status().as_u16();
            let code = match status {
                401 => "token.unknown",
                403 => "device.unconfirmed",
                404 => "blob.unknown",
                _ => "hub.failed",
            };
            Err(SyncError::Refused { status, refusal: Refusal::new(code) })
        })
        .await?;
        let whole = number(answer.headers(), LENGTH).is_some();
        Ok(Held { offset: number(answer.headers(), OFFSET).unwrap_or(0), whole })
    }

    /// Sends bytes of a file from an offset on; answers how far the hub holds it then.
    pub(crate) async fn send_part(
        &self,
        token: &str,
        sha256: &str,
        (offset, length): (u64, u64),
        bytes: Vec<u8>,
        gone: impl Fn(u64) + Send + Sync + 'static,
    ) -> Result<u64> {
        let moved = Moved::default();
        let asked = bearing(self.ask(Method::PATCH, &blob(sha256)), token)
            .header(CONTENT_TYPE, "application/offset+octet-stream")
            .header(OFFSET, offset)
            .header(LENGTH, length)
            .body(watched(bytes, moved.clone(), move |part| gone(offset + part)));
        wait(self.patience, &moved, async {
            let answer = send(asked).await?;
            number(answer.headers(), OFFSET)
                .ok_or_else(|| SyncError::NotProved("no upload-offset".to_owned()))
        })
        .await
    }

    /// Fetches a file from an offset on.
    pub(crate) async fn fetch(&self, token: &str, sha256: &str, offset: u64) -> Result<Fetching> {
        let asked = bearing(self.ask(Method::GET, &blob(sha256)), token)
            .header(RANGE, format!("bytes={offset}-"));
        let answer = wait(self.patience, &Moved::default(), send(asked)).await?;
        if offset > 0 && answer.status().as_u16() != 206 {
            return Err(SyncError::NotProved("the hub began from the start".to_owned()));
        }
        Ok(Fetching { answer, patience: self.patience })
    }

    fn ask(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.url))
    }

    fn tell(&self, path: &str, what: &impl Serialize) -> RequestBuilder {
        self.ask(Method::POST, path).json(what)
    }

    async fn json<T: DeserializeOwned>(&self, asked: RequestBuilder) -> Result<T> {
        let moved = Moved::default();
        wait(self.patience, &moved, async { read_json(send(asked).await?, &moved).await }).await
    }
}

/// A file that comes.
pub(crate) struct Fetching {
    answer: Response,
    patience: Duration,
}

impl Fetching {
    /// The next bytes; `None` at the end.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        let next = tokio::time::timeout(self.patience, self.answer.chunk()).await;
        let next = next.map_err(|_| SyncError::line("nothing moves"))?.map_err(broken)?;
        Ok(next.map(|bytes| bytes.to_vec()))
    }
}

fn blob(sha256: &str) -> String {
    format!("/v1/blob/{sha256}")
}

fn bearing(asked: RequestBuilder, token: &str) -> RequestBuilder {
    asked.header(AUTHORIZATION, format!("Bearer {token}"))
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

/// A body in pieces, each counted when the line takes it.
fn watched(
    bytes: Vec<u8>,
    moved: Moved,
    gone: impl Fn(u64) + Send + Sync + 'static,
) -> reqwest::Body {
    let mut sent = 0;
    let pieces: Vec<Vec<u8>> = bytes.chunks(PIECE).map(<[u8]>::to_vec).collect();
    reqwest::Body::wrap_stream(tokio_stream::iter(pieces.into_iter().map(move |piece| {
        moved.add(piece.len());
        gone(sent);
        sent += piece.len() as u64;
        Ok::<_, std::io::Error>(piece)
    })))
}

async fn send(asked: RequestBuilder) -> Result<Response> {
    let answer = asked.send().await.map_err(broken)?;
    let status = answer.status().as_u16();
    if answer.status().is_success() {
        return Ok(answer);
    }
    let body = read_all(answer, 64 * 1024, &Moved::default()).await?;
    // Whatever stands in between may answer something else than the hub would.
    let refusal = serde_json::from_slice(&body).unwrap_or_else(|_| Refusal::new("hub.unknown"));
    Err(SyncError::Refused { status, refusal })
}

async fn read_json<T: DeserializeOwned>(answer: Response, moved: &Moved) -> Result<T> {
    let body = read_all(answer, JSON_BYTES, moved).await?;
    serde_json::from_slice(&body).map_err(|_| SyncError::NotProved("unreadable answer".to_owned()))
}

async fn read_all(mut answer: Response, most: usize, moved: &Moved) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(bytes) = answer.chunk().await.map_err(broken)? {
        moved.add(bytes.len());
        body.extend_from_slice(&bytes);
        if body.len() > most {
            return Err(SyncError::NotProved("the answer is too long".to_owned()));
        }
    }
    Ok(body)
}

/// The line broke, or another key answered. Addresses stay out of the message.
fn broken(error: reqwest::Error) -> SyncError {
    if pin::is_wrong_pin(&error) {
        SyncError::WrongPin
    } else {
        SyncError::line(error.without_url())
    }
}
