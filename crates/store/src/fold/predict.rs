//! What the hub will say to a record it has not seen yet, by the hub's own function.

use casework::{Entry, Event, Standing, Verdict, classify};
use ledger::{Cursor, Incarnation, Record};

/// A record of the case that stands before, in the case's order.
pub(super) struct Told {
    entry: Entry,
    touches: Vec<String>,
    at: Option<Cursor>,
}

impl Told {
    pub(super) fn new(entry: Entry, touches: Vec<String>, at: Option<Cursor>) -> Self {
        Self { entry, touches, at }
    }

    fn standing(&self) -> (Standing<'_>, Verdict) {
        let writer = (self.entry.stamp.dev.as_str(), self.entry.stamp.inc.as_str());
        (Standing::of(writer, &self.entry.event, &self.touches), self.entry.verdict)
    }
}

/// Judges an own record against what stands before it and was placed after its `base`. Only a prediction: what
/// other desks have sent and this one has not read yet is not in it.
pub(super) fn predict(
    told: &[Told],
    record: &Record,
    event: &Event,
    life: Option<Incarnation>,
) -> Verdict {
    let since: Vec<_> =
        told.iter().filter(|t| is_after(record.base, t.at, life)).map(Told::standing).collect();
    let (dev, inc) = (record.dev.to_string(), record.inc.to_string());
    classify(&Standing::of((&dev, &inc), event, &record.touches), &since)
}

/// Whether a record at a place came after `base`. Places of a former life of the hub and of the present one are the
/// same up to what it kept, so that they can be compared in one direction only.
fn is_after(base: Option<Cursor>, at: Option<Cursor>, life: Option<Incarnation>) -> bool {
    match (base, at) {
        (_, None) | (None, Some(_)) => true,
        (Some(base), Some(at)) => {
            (at.hub_inc == base.hub_inc || Some(at.hub_inc) == life) && at.hub_seq > base.hub_seq
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_writer_had_seen_does_not_count_against_him() {
        let (old, new) = (Incarnation([1; 8]), Incarnation([2; 8]));
        let at = |hub_inc, hub_seq| Some(Cursor { hub_inc, hub_seq });
        let after = |base, place| is_after(base, place, Some(new));
        assert!(after(None, at(new, 1)), "nothing seen: everything came after");
        assert!(after(at(new, 9), None), "what the hub has not placed comes last");
        assert!(!after(at(new, 5), at(new, 5)));
        assert!(after(at(new, 5), at(new, 6)));
        assert!(!after(at(old, 5), at(new, 5)), "kept by the hub through its restore");
        assert!(after(at(old, 5), at(new, 6)));
        assert!(!after(at(new, 5), at(old, 6)), "seen before the hub's restore");
    }
}
