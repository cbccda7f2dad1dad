//! What some counties have in front of their servers: a machine that ends the encryption, with a limit of its own for
//! the size of a request, which the hub knows nothing of.

use super::County;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub struct Gateway {
    pub address: SocketAddr,
    state: Arc<Inner>,
    _task: tokio::task::JoinHandle<std::io::Result<()>>,
}

struct Inner {
    hub: SocketAddr,
    limit: usize,
    client: reqwest::Client,
    refused: AtomicU64,
    taken: AtomicU64,
}

impl Gateway {
    /// With the hub's own certificate, as the county's administrator would install it there.
    pub async fn to(county: &County, limit: usize) -> Self {
        // Another test of this process may have been first: it is the same one.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .tls_danger_accept_invalid_certs(true)
            .no_proxy()
            .build()
            .unwrap();
        let (refused, taken) = (AtomicU64::new(0), AtomicU64::new(0));
        let state = Arc::new(Inner { hub: county.address, limit, client, refused, taken });
        let doors = axum::Router::new()
            .fallback(carry)
            .layer(DefaultBodyLimit::disable())
            .with_state(state.clone());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let (certificate, key) = {
            let store = county.admin().write();
            let me = store.identity();
            (me.certificate.clone(), me.certificate_key.to_vec())
        };
        let tls = axum_server::tls_rustls::RustlsConfig::from_der(vec![certificate], key);
        let tls = tls.await.unwrap();
        let server = axum_server::from_tcp_rustls(listener, tls).unwrap();
        let _task = tokio::spawn(server.serve(doors.into_make_service()));
        Self { address, state, _task }
    }

    /// Pushes refused and taken.
    pub fn counts(&self) -> (u64, u64) {
        (self.state.refused.load(Ordering::Relaxed), self.state.taken.load(Ordering::Relaxed))
    }
}

async fn carry(
    State(inner): State<Arc<Inner>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if body.len() > inner.limit {
        inner.refused.fetch_add(1, Ordering::Relaxed);
        // Not a word of ours: a page for people, as such machines answer.
        let page = "<html><body><h1>413 Request Entity Too Large</h1></body></html>";
        return (StatusCode::PAYLOAD_TOO_LARGE, page).into_response();
    }
    let push = uri.path() == "/v1/push";
    let mut asked = inner.client.request(method, format!("https://{}{uri}", inner.hub)).body(body);
    for (name, value) in &headers {
        if !["host", "content-length", "transfer-encoding"].contains(&name.as_str()) {
            asked = asked.header(name, value);
        }
    }
    let answer = asked.send().await.unwrap();
    if push && answer.status().is_success() {
        inner.taken.fetch_add(1, Ordering::Relaxed);
    }
    let (status, headers) = (answer.status(), answer.headers().clone());
    (status, headers, answer.bytes().await.unwrap()).into_response()
}
