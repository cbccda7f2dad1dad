//! The loopback door: the same verbs for a browser on this computer.

use crate::{Arguments, once};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use desk::{Desk, DeskError};
use serde_json::{Value, json};
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

#[derive(Clone)]
struct Door {
    desk: Arc<Desk>,
    token: Arc<str>,
    ui: Option<Arc<PathBuf>>,
}

/// Largest request: a scan in base64.
const LARGEST_BODY: usize = 96 * 1024 * 1024;

/// Serves until it is ended; prints one line with the address and the token.
pub(crate) fn run(arguments: &Arguments, port: u16, ui: Option<PathBuf>) -> ExitCode {
    let served = tokio::runtime::Runtime::new()
        .map_err(DeskError::from)
        .and_then(|runtime| runtime.block_on(serve(arguments, port, ui)));
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => once::print(&json!({ "error": error }).to_string()),
    }
}

async fn serve(arguments: &Arguments, port: u16, ui: Option<PathBuf>) -> Result<(), DeskError> {
    let mut secret = [0u8; 16];
    getrandom::fill(&mut secret).map_err(|_| DeskError::new("cli.no_random"))?;
    let token: Arc<str> = hex::encode(secret).into();
    let desk = Arc::new(once::open(arguments)?);
    desk.stay();
    let door = Door { desk: desk.clone(), token: token.clone(), ui: ui.map(Arc::new) };
    let inside = Router::new()
        .route("/rpc/{verb}", post(rpc))
        .route("/bytes/{verb}", post(bytes))
        .route("/events", get(events))
        .route_layer(middleware::from_fn_with_state(door.clone(), known))
        .layer(axum::extract::DefaultBodyLimit::max(LARGEST_BODY));
    let app = inside.fallback(page).with_state(door);
    // Only this computer can reach it: the loopback address, never another.
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    let at = listener.local_addr()?;
    once::print(&format!("http://{at}/#token={token}"));
    desk.watch_scan_folder();
    // A thread of its own: locking waits for what the line is doing.
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(std::time::Duration::from_secs(2));
            desk.watch_other_processes();
            desk.lock_when_idle();
        }
    });
    axum::serve(listener, app).await?;
    Ok(())
}

/// Refuses whoever does not hold the token, and pages of other origins.
async fn known(State(door): State<Door>, request: Request, next: Next) -> Response {
    let by_header = request.headers().get("x-fengqiao-token").and_then(|v| v.to_str().ok());
    let by_query = request.uri().query().and_then(|q| q.strip_prefix("token="));
    if by_header.or(by_query) != Some(&*door.token) {
        return (StatusCode::FORBIDDEN, "token").into_response();
    }
    next.run(request).await
}

fn input(body: &Bytes) -> Result<Value, DeskError> {
    if body.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_slice(body)
        .map_err(|e| DeskError::new("desk.bad_input").with("detail", e.to_string()))
}

fn refused(error: DeskError) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, axum::Json(json!(error))).into_response()
}

async fn rpc(State(door): State<Door>, Path(verb): Path<String>, body: Bytes) -> Response {
    let work = move || desk::dispatch(&door.desk, &verb, input(&body)?);
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(answer)) => axum::Json(answer).into_response(),
        Ok(Err(error)) => refused(error),
        Err(_) => refused(DeskError::new("desk.panicked")),
    }
}

async fn bytes(State(door): State<Door>, Path(verb): Path<String>, body: Bytes) -> Response {
    let work = move || desk::dispatch_bytes(&door.desk, &verb, input(&body)?);
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(answer)) => answer.into_response(),
        Ok(Err(error)) => refused(error),
        Err(_) => refused(DeskError::new("desk.panicked")),
    }
}

async fn events(State(door): State<Door>) -> Response {
    let mut changes = door.desk.changes();
    let stream = async_stream(move || {
        let next = changes.blocking_recv();
        next.ok().map(|change| change.names())
    });
    Sse::new(stream).keep_alive(axum::response::sse::KeepAlive::default()).into_response()
}

/// Turns a blocking source into events; a source that ends ends the stream.
fn async_stream(
    mut next: impl FnMut() -> Option<Vec<String>> + Send + 'static,
) -> tokio_stream::wrappers::ReceiverStream<Result<Event, std::convert::Infallible>> {
    let (sender, receiver) = tokio::sync::mpsc::channel(64);
    std::thread::spawn(move || {
        while let Some(changed) = next() {
            let event =
                Event::default().event("changed").data(json!({ "changed": changed }).to_string());
            if sender.blocking_send(Ok(event)).is_err() {
                break;
            }
        }
    });
    tokio_stream::wrappers::ReceiverStream::new(receiver)
}

/// Files of the user interface; paths the router of the page knows get its first page.
async fn page(State(door): State<Door>, headers: HeaderMap, request: Request) -> Response {
    let Some(root) = &door.ui else { return StatusCode::NOT_FOUND.into_response() };
    if headers.contains_key("x-fengqiao-token") {
        return StatusCode::NOT_FOUND.into_response();
    }
    let wanted = request.uri().path().trim_start_matches('/');
    let safe = !wanted.split('/').any(|part| part == "..");
    let file = root.join(wanted);
    let file = if safe && file.is_file() { file } else { root.join("index.html") };
    let kind = match file.extension().and_then(|e| e.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    };
    match tokio::fs::read(&file).await {
        Ok(bytes) => ([(header::CONTENT_TYPE, kind)], bytes).into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}
