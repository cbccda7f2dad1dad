//! The one door of the window: a verb with its input goes to the desk, an answer or an error comes back.

use desk::{Desk, DeskError};
use serde_json::Value;
use std::sync::Arc;
use tauri::State;
use tauri::ipc::Response;

/// What the commands hold on to.
pub type Shared = Arc<Desk>;

/// Runs a verb of the desk; see the desk's own list.
///
/// # Errors
/// [`DeskError`]: a code and its values; the screen owns the words.
#[tauri::command]
pub async fn rpc(desk: State<'_, Shared>, verb: String, input: Value) -> Result<Value, DeskError> {
    waiting(&desk, move |desk| desk::dispatch(desk, &verb, input)).await
}

/// Runs a verb whose answer is a file; its bytes cross without being written as text.
///
/// # Errors
/// [`DeskError`], as in [`rpc`].
#[tauri::command]
pub async fn rpc_bytes(
    desk: State<'_, Shared>,
    verb: String,
    input: Value,
) -> Result<Response, DeskError> {
    waiting(&desk, move |desk| desk::dispatch_bytes(desk, &verb, input)).await.map(Response::new)
}

/// A verb waits for the disk, so it runs where waiting stops nobody.
async fn waiting<T: Send + 'static>(
    desk: &Shared,
    work: impl FnOnce(&Desk) -> Result<T, DeskError> + Send + 'static,
) -> Result<T, DeskError> {
    let desk = Arc::clone(desk);
    match tauri::async_runtime::spawn_blocking(move || work(&desk)).await {
        Ok(answer) => answer,
        Err(e) => {
            // A panic in a verb ends that verb, not the desk.
            log::error!("a verb ended abruptly: {e}");
            Err(DeskError::new("desk.unexpected"))
        }
    }
}
