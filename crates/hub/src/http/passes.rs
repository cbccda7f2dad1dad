//! Challenges and passes. Both live in memory: after a restart of the service a desk simply asks again.

use crate::keys::random;
use ledger::DeviceId;
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a challenge is good.
const NONCE_LIFE: Duration = Duration::from_secs(5 * 60);
/// How long a pass is good.
pub(super) const PASS_LIFE: Duration = Duration::from_secs(12 * 3600);
/// Passes of one device at the same time: window, background, command line, one to spare.
const PASSES: usize = 4;

pub(super) struct Passes {
    begun: Instant,
    secret: [u8; 32],
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    /// Challenges that were answered, with the time at which they end anyway.
    used: HashMap<String, Instant>,
    passes: HashMap<[u8; 32], Pass>,
}

struct Pass {
    dev: DeviceId,
    until: Instant,
}

impl Default for Passes {
    fn default() -> Self {
        Self { begun: Instant::now(), secret: random(), inner: Mutex::default() }
    }
}

impl Passes {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A challenge. Nothing is kept of it: a flood of questions fills no memory and pushes out no honest answer.
    pub(super) fn nonce(&self) -> String {
        let seconds = self.begun.elapsed().as_secs().to_be_bytes();
        let salt: [u8; 16] = random();
        let text = [seconds.as_slice(), &salt].concat();
        format!("{}{}", hex::encode(&text), self.mark(&text))
    }

    /// A keyed hash. SHA-256 over key and text is sound here because the text has one length only.
    fn mark(&self, text: &[u8]) -> String {
        let sum = Sha256::new().chain_update(self.secret).chain_update(text).finalize();
        hex::encode(&sum[..16])
    }

    /// True once for a challenge of this service that is not too old.
    pub(super) fn redeem(&self, nonce: &str) -> bool {
        let Some((text, mark)) = nonce.split_at_checked(48) else { return false };
        let Ok(text) = hex::decode(text) else { return false };
        let Some((seconds, _)) = text.split_first_chunk::<8>() else { return false };
        if mark != self.mark(&text) {
            return false;
        }
        let Some(given) = self.begun.checked_add(Duration::from_secs(u64::from_be_bytes(*seconds)))
        else {
            return false;
        };
        let now = Instant::now();
        let until = given + NONCE_LIFE;
        let mut inner = self.inner();
        inner.used.retain(|_, until| *until >= now);
        until >= now && inner.used.insert(nonce.to_owned(), until).is_none()
    }

    /// A new pass for a device; the oldest of too many goes.
    pub(super) fn give(&self, dev: DeviceId) -> String {
        let token = hex::encode(random::<32>());
        let now = Instant::now();
        let mut inner = self.inner();
        inner.passes.retain(|_, pass| pass.until >= now);
        let mut of_dev: Vec<_> = inner
            .passes
            .iter()
            .filter(|(_, pass)| pass.dev == dev)
            .map(|(hash, pass)| (pass.until, *hash))
            .collect();
        of_dev.sort_unstable();
        let over = (of_dev.len() + 1).saturating_sub(PASSES);
        for (_, hash) in &of_dev[..over] {
            inner.passes.remove(hash);
        }
        inner.passes.insert(hash_of(&token), Pass { dev, until: now + PASS_LIFE });
        token
    }

    /// Whose pass this is.
    pub(super) fn holder(&self, token: &str) -> Option<DeviceId> {
        let inner = self.inner();
        let pass = inner.passes.get(&hash_of(token))?;
        (pass.until >= Instant::now()).then_some(pass.dev)
    }
}

/// Looked up by hash, so that the time a wrong guess takes says nothing about the right one.
fn hash_of(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_challenge_is_good_once_and_only_here() {
        let passes = Passes::default();
        let nonce = passes.nonce();
        assert!(passes.redeem(&nonce));
        assert!(!passes.redeem(&nonce));
        assert!(!Passes::default().redeem(&passes.nonce()));
        let bent = passes.nonce().replacen(|c: char| c != 'f', "f", 1);
        assert!(!passes.redeem(&bent));
        for odd in ["", "勐工调勐工调勐工调勐工调勐工调勐工调", &"0".repeat(80)] {
            assert!(!passes.redeem(odd));
        }
    }

    #[test]
    fn a_device_has_a_few_passes_and_a_guess_is_none() {
        let passes = Passes::default();
        let (a, b) = (DeviceId([1; 32]), DeviceId([2; 32]));
        let others = passes.give(b);
        let mine: Vec<String> = (0..6).map(|_| passes.give(a)).collect();
        let good: Vec<bool> = mine.iter().map(|token| passes.holder(token) == Some(a)).collect();
        assert_eq!(good, [false, false, true, true, true, true]);
        assert_eq!(passes.holder(&others), Some(b));
        assert_eq!(passes.holder("x"), None);
    }
}
