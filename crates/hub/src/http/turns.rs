//! Who is handing in which file: one at a time, and the newest request wins.
//!
//! A line that broke without a word leaves a request that still waits for bytes. When the device comes back, that
//! request is ended first; otherwise both would write.

use ledger::DeviceId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedMutexGuard, watch};

#[derive(Default)]
pub(super) struct Turns(Mutex<HashMap<(DeviceId, String), Arc<Slot>>>);

struct Slot {
    newest: watch::Sender<u64>,
    busy: Arc<tokio::sync::Mutex<()>>,
}

/// The right to write one part, until somebody newer comes.
pub(super) struct Turn {
    mine: u64,
    newest: watch::Receiver<u64>,
    _slot: Arc<Slot>,
    _busy: OwnedMutexGuard<()>,
}

impl Turns {
    /// Ends whoever is at it, and waits until he has put away what he had.
    pub(super) async fn take(&self, dev: DeviceId, sha256: &str) -> Turn {
        let slot = {
            let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            slots.retain(|_, slot| Arc::strong_count(slot) > 1);
            let slot = slots.entry((dev, sha256.to_owned())).or_insert_with(|| {
                Arc::new(Slot { newest: watch::Sender::new(0), busy: Arc::default() })
            });
            slot.clone()
        };
        slot.newest.send_modify(|newest| *newest += 1);
        let newest = slot.newest.subscribe();
        let mine = *newest.borrow();
        let busy = slot.busy.clone().lock_owned().await;
        Turn { mine, newest, _slot: slot, _busy: busy }
    }
}

impl Turn {
    /// Comes back when somebody newer waits.
    pub(super) async fn overtaken(&mut self) {
        let mine = self.mine;
        // The sender lives in the slot this turn holds: it cannot be gone.
        let _ = self.newest.wait_for(|newest| *newest > mine).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_newest_request_ends_the_one_that_hangs() {
        let turns = Arc::new(Turns::default());
        let mut first = turns.take(DeviceId([1; 32]), "a").await;
        let later = tokio::spawn({
            let turns = turns.clone();
            async move { turns.take(DeviceId([1; 32]), "a").await }
        });
        first.overtaken().await;
        assert!(!later.is_finished(), "waits until the first has put away its bytes");
        let _other_file = turns.take(DeviceId([1; 32]), "b").await;
        drop(first);
        later.await.unwrap();
    }
}
