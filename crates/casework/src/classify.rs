//! How a record stands to what other desks wrote on the same case since its `base`.

use serde::{Deserialize, Serialize};

/// The hub's verdict on a record, given once at ingest (design: verdict).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// No other desk wrote on this case since `base`.
    Clean,
    /// Others wrote, but nothing that decides the same: applied, both in the history.
    Soft,
    /// Both sides decided the same field or group differently: kept beside.
    #[default]
    Hard,
    /// A later decision of a desk whose earlier one is in conflict: held with it.
    Held,
    /// Not this desk's case any more: kept, shown to both, not applied.
    Parked,
}

/// What [`classify`] needs to know of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing<'a> {
    /// Device and incarnation.
    pub writer: (&'a str, &'a str),
    /// Fact or decision.
    pub fact: bool,
    /// Fields and groups it decides, with the value it gives to a field.
    pub decides: Vec<(&'a str, Option<&'a serde_json::Value>)>,
}

/// Judges a record against what others wrote on its case after its `base`, in hub order.
///
/// `since` holds every record of the case after `base` with its verdict; records of the same
/// writer are looked past, except that an unresolved hard one holds later decisions with it.
pub fn classify(record: &Standing<'_>, since: &[(Standing<'_>, Verdict)]) -> Verdict {
    let applied = |v: Verdict| matches!(v, Verdict::Clean | Verdict::Soft);
    let others = since.iter().filter(|(s, v)| s.writer != record.writer && applied(*v));
    let own_hard =
        since.iter().any(|(s, v)| s.writer == record.writer && matches!(v, Verdict::Hard));
    let mut verdict = Verdict::Clean;
    for (other, _) in others {
        verdict = Verdict::Soft;
        if record.fact || other.fact {
            continue;
        }
        let clash = record.decides.iter().any(|(touch, value)| {
            other.decides.iter().any(|(theirs, their_value)| {
                // A group is decided by deciding it at all; a field by giving it another value.
                touch == theirs && (touch.starts_with("group/") || value != their_value)
            })
        });
        if clash {
            return Verdict::Hard;
        }
    }
    if own_hard && !record.fact { Verdict::Held } else { verdict }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn standing<'a>(
        dev: &'a str,
        fact: bool,
        decides: Vec<(&'a str, Option<&'a serde_json::Value>)>,
    ) -> Standing<'a> {
        Standing { writer: (dev, "1"), fact, decides }
    }

    #[test]
    fn two_desks_that_write_different_amounts_are_shown_to_a_person() {
        let (a, b) = (json!(1), json!(2));
        let mine = standing("A", false, vec![("terms/o/amount", Some(&a))]);
        let theirs = standing("B", false, vec![("terms/o/amount", Some(&b))]);
        assert_eq!(classify(&mine, &[(theirs, Verdict::Clean)]), Verdict::Hard);
    }

    #[test]
    fn the_same_value_or_another_field_merges() {
        let a = json!(1);
        let mine = standing("A", false, vec![("terms/o/amount", Some(&a))]);
        let same = standing("B", false, vec![("terms/o/amount", Some(&a))]);
        let other = standing("B", false, vec![("parties/p/phone", Some(&a))]);
        assert_eq!(classify(&mine, &[(same, Verdict::Clean)]), Verdict::Soft);
        assert_eq!(classify(&mine, &[(other, Verdict::Clean)]), Verdict::Soft);
        assert_eq!(classify(&mine, &[]), Verdict::Clean);
    }

    #[test]
    fn a_payment_is_a_fact_and_never_waits() {
        let mine = standing("A", true, vec![]);
        let theirs = standing("B", false, vec![("group/status", None)]);
        assert_eq!(classify(&mine, &[(theirs, Verdict::Clean)]), Verdict::Soft);
    }

    #[test]
    fn a_decision_on_top_of_a_disputed_one_is_held_with_it() {
        let later = standing("A", false, vec![("group/agreement", None)]);
        let first = standing("A", false, vec![("group/status", None)]);
        assert_eq!(classify(&later, &[(first.clone(), Verdict::Hard)]), Verdict::Held);
        let fact = standing("A", true, vec![]);
        assert_eq!(classify(&fact, &[(first, Verdict::Hard)]), Verdict::Clean);
    }
}
