//! A line that is slow is waited for, a line that is dead is not: time counts only while no byte moves.

use crate::error::{Result, SyncError};
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Counts the bytes that moved, in both directions.
#[derive(Debug, Clone, Default)]
pub(crate) struct Moved(Arc<AtomicU64>);

impl Moved {
    pub(crate) fn add(&self, bytes: usize) {
        self.0.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    fn now(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Waits for a request as long as bytes move.
///
/// # Errors
/// The request's own; [`SyncError::NoLine`] after `patience` without a byte.
pub(crate) async fn wait<T>(
    patience: Duration,
    moved: &Moved,
    request: impl Future<Output = Result<T>>,
) -> Result<T> {
    let watch = async {
        let mut last = moved.now();
        loop {
            tokio::time::sleep(patience).await;
            let now = moved.now();
            if now == last {
                return;
            }
            last = now;
        }
    };
    tokio::select! {
        done = request => done,
        () = watch => Err(SyncError::line("nothing moves")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_slow_line_is_waited_for_and_a_dead_one_is_not() {
        let moved = Moved::default();
        let slow = async {
            for _ in 0..60 {
                tokio::time::sleep(Duration::from_millis(40)).await;
                moved.add(1);
            }
            Ok(())
        };
        // Shorter than the whole, and longer than a busy computer stands still.
        assert!(wait(Duration::from_millis(1_200), &moved, slow).await.is_ok());
        let dead = std::future::pending::<Result<()>>();
        let ended = wait(Duration::from_millis(400), &moved, dead).await;
        assert!(ended.is_err_and(|error| error.is_line()));
    }
}
