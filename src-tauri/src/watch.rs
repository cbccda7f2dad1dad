//! What goes on while nobody asks: changes reach the screen, the idle lock falls.

use crate::rpc::Shared;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tauri::{AppHandle, Emitter};
use tokio::sync::broadcast::error::RecvError;

/// How often another process's writes are looked for; a person at the next program would not notice less.
const LOOK: Duration = Duration::from_secs(2);

/// Starts both watches; they end with the process.
pub fn start(app: &AppHandle, desk: &Shared) {
    let mut changes = desk.changes();
    let window = app.clone();
    tauri::async_runtime::spawn(async move {
        loop {
            let changed = match changes.recv().await {
                // Another process may have changed anything.
                Ok(change) if change.noun == "elsewhere" => vec!["everything".to_owned()],
                Ok(change) => change.names(),
                // So many at once that some were lost: everything on the screen is read anew.
                Err(RecvError::Lagged(_)) => vec!["everything".to_owned()],
                Err(RecvError::Closed) => return,
            };
            if let Err(e) = window.emit("changed", json!({ "changed": changed })) {
                log::warn!("the window did not hear of a change: {e}");
            }
        }
    });
    desk.watch_scan_folder();
    let desk = Arc::clone(desk);
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(LOOK);
            desk.lock_when_idle();
            desk.watch_other_processes();
        }
    });
}
