//! `serve`: until Ctrl+C or the end of the service.

use super::Outcome;
use hub::{HubError, Place};
use std::net::SocketAddr;
use std::path::Path;

pub(super) fn run(place: &Place, listen: SocketAddr, port_file: Option<&Path>) -> Outcome {
    let here = |error| HubError::Io { path: place.dir.clone(), error };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(here)?;
    runtime.block_on(async {
        let serving = hub::serve(place, listen).await?;
        if let Some(path) = port_file {
            // Renamed into place: who waits for the file finds a whole number in it.
            let part = path.with_extension("part");
            std::fs::write(&part, format!("{}\n", serving.address().port()))
                .and_then(|()| std::fs::rename(&part, path))
                .map_err(|error| HubError::Io { path: path.to_owned(), error })?;
        }
        told_to_stop().await.map_err(here)?;
        tracing::info!("stopping");
        serving.stop().await
    })
}

#[cfg(unix)]
async fn told_to_stop() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut term = signal(SignalKind::terminate())?;
    tokio::select! {
        done = tokio::signal::ctrl_c() => done,
        _ = term.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn told_to_stop() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
