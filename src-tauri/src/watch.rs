//! What goes on while nobody asks: changes reach the screen, the idle lock falls.

use crate::rpc::Shared;
use desk::Change;
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
                Ok(change) => words(change),
                // So many at once that some were lost: everything on the screen is read anew.
                Err(RecvError::Lagged(_)) => vec!["everything".to_owned()],
                Err(RecvError::Closed) => return,
            };
            if let Err(e) = window.emit("changed", json!({ "changed": changed })) {
                log::warn!("the window did not hear of a change: {e}");
            }
        }
    });
    let desk = Arc::clone(desk);
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(LOOK);
            desk.lock_when_idle();
            desk.watch_other_processes();
        }
    });
}

/// `case` and `case:<id>` when one case changed, else the noun alone; another process may have changed anything.
fn words(change: Change) -> Vec<String> {
    if change.noun == "elsewhere" {
        return vec!["everything".to_owned()];
    }
    let of_case = change.case.map(|id| format!("{}:{id}", change.noun));
    [change.noun].into_iter().chain(of_case).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_names_its_case_and_another_process_may_have_changed_anything() {
        let change = |noun: &str, case: Option<&str>| Change {
            noun: noun.to_owned(),
            case: case.map(str::to_owned),
        };
        assert_eq!(words(change("case", Some("7"))), ["case", "case:7"]);
        assert_eq!(words(change("staff", None)), ["staff"]);
        assert_eq!(words(change("elsewhere", None)), ["everything"]);
    }
}
