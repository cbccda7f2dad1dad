//! How long to wait before trying again: longer each time, never all desks at once.

use std::time::Duration;

/// Waits that double from the first to the longest, each spread over half to one and a half of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Backoff {
    first: Duration,
    longest: Duration,
    failures: u32,
}

impl Backoff {
    pub(crate) fn new(first: Duration, longest: Duration) -> Self {
        Self { first, longest, failures: 0 }
    }

    pub(crate) fn reset(&mut self) {
        self.failures = 0;
    }

    /// The next wait; `random` is any number.
    pub(crate) fn next(&mut self, random: u32) -> Duration {
        let doubled = self.first.saturating_mul(1 << self.failures.min(20));
        self.failures = self.failures.saturating_add(1);
        spread(doubled.min(self.longest), random).min(self.longest)
    }
}

/// Half to one and a half of a time.
pub(crate) fn spread(time: Duration, random: u32) -> Duration {
    time.mul_f64(0.5 + f64::from(random) / f64::from(u32::MAX))
}

/// Any number.
pub(crate) fn random() -> u32 {
    getrandom::u32().expect("the system gives random numbers")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_from_a_second_to_five_minutes_and_no_two_desks_wait_alike() {
        let (first, longest) = (Duration::from_secs(1), Duration::from_secs(300));
        let mut backoff = Backoff::new(first, longest);
        let waits: Vec<f64> = (0..12).map(|_| backoff.next(u32::MAX / 2).as_secs_f64()).collect();
        assert!(waits.windows(2).all(|pair| pair[1] >= pair[0]), "{waits:?}");
        assert!((0.9..1.1).contains(&waits[0]) && (290.0..=300.0).contains(&waits[11]));
        backoff.reset();
        let (low, high) = (backoff.next(0), Backoff::new(first, longest).next(u32::MAX));
        assert_eq!((low.as_millis(), high.as_millis()), (500, 1500));
    }
}
