//! What becomes of a record at the hub: whose case it is, and how it stands to what others wrote.

use crate::classify::{Standing, Verdict, classify};
use crate::event::Event;
use serde_json::Value;

/// Who wrote a record, as the hub knows him.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Author<'a> {
    /// Device.
    pub dev: &'a str,
    /// Incarnation of its log.
    pub inc: &'a str,
    /// Station of the device.
    pub station: &'a str,
    /// The device is the county office's.
    pub county: bool,
}

/// Stations that have owned a case, oldest first, each with the place in the hub's order at which it came to it.
pub type Owners = Vec<(String, u64)>;

impl<'a> Standing<'a> {
    /// How an event stands for [`classify`]; `touches` are the record's own, used for kinds this version does not know.
    pub fn of(writer: (&'a str, &'a str), event: &'a Event, touches: &'a [String]) -> Self {
        let none = |touch: &'a String| (touch.as_str(), None);
        let decides: Vec<(&str, Option<&Value>)> = match event {
            Event::Amended { patch } => patch.iter().map(|(p, v)| (p.as_str(), Some(v))).collect(),
            _ => touches.iter().map(none).collect(),
        };
        Self { writer, fact: event.is_fact(), decides }
    }
}

/// Judges a record at ingest, once.
///
/// `base` is the place in the hub's order that the writer had seen of this case (0 = nothing); `since` holds the
/// case's records after it. A record of a station that does not own the case is parked, unless it was written before
/// its station could have seen the hand-over, or is of a kind that is the county's.
pub fn judge(
    event: &Event,
    touches: &[String],
    author: Author<'_>,
    base: u64,
    owners: &Owners,
    since: &[(Standing<'_>, Verdict)],
) -> Verdict {
    if !may_write(event, author, base, owners) {
        return Verdict::Parked;
    }
    classify(&Standing::of((author.dev, author.inc), event, touches), since)
}

fn may_write(event: &Event, author: Author<'_>, base: u64, owners: &Owners) -> bool {
    let Some((owner, since)) = owners.last() else { return true };
    if owner == author.station || (author.county && event.is_countys()) {
        return true;
    }
    let owned_once = owners.iter().any(|(station, _)| station == author.station);
    owned_once && base < *since
}

/// Which station owns the case after this record was applied, when that changes.
pub fn owner_after(event: &Event) -> Option<&str> {
    match event {
        Event::Assigned(assigned) => Some(&assigned.to),
        Event::AssignmentAnswered { accepted: false, back_to, .. } if !back_to.is_empty() => {
            Some(back_to)
        }
        Event::AssignmentRecalled { back_to, .. } => Some(back_to),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Id;
    use std::collections::BTreeMap;

    fn author(station: &str, county: bool) -> Author<'_> {
        Author { dev: "d", inc: "1", station, county }
    }

    fn amended() -> Event {
        Event::Amended { patch: BTreeMap::from([("case/narrative".to_owned(), "x".into())]) }
    }

    fn verdict(event: &Event, author: Author<'_>, base: u64, owners: &Owners) -> Verdict {
        judge(event, &event.touches(), author, base, owners, &[])
    }

    #[test]
    fn the_first_desk_of_a_case_needs_nobodys_leave_and_a_stranger_is_parked() {
        assert_eq!(verdict(&amended(), author("a", false), 0, &vec![]), Verdict::Clean);
        let owners = vec![("a".to_owned(), 1)];
        assert_eq!(verdict(&amended(), author("a", false), 0, &owners), Verdict::Clean);
        assert_eq!(verdict(&amended(), author("b", false), 0, &owners), Verdict::Parked);
    }

    #[test]
    fn what_the_old_owner_wrote_before_it_saw_the_hand_over_still_counts() {
        let owners = vec![("a".to_owned(), 1), ("b".to_owned(), 10)];
        assert_eq!(verdict(&amended(), author("a", false), 9, &owners), Verdict::Clean);
        assert_eq!(verdict(&amended(), author("a", false), 10, &owners), Verdict::Parked);
        assert_eq!(verdict(&amended(), author("b", false), 10, &owners), Verdict::Clean);
    }

    #[test]
    fn the_county_writes_what_is_the_countys_and_nothing_else() {
        let owners = vec![("a".to_owned(), 1)];
        let note = Event::NoteAdded { text: "请核对".into() };
        assert_eq!(verdict(&note, author("c", true), 5, &owners), Verdict::Clean);
        assert_eq!(verdict(&note, author("c", false), 5, &owners), Verdict::Parked);
        assert_eq!(verdict(&amended(), author("c", true), 5, &owners), Verdict::Parked);
        let seal = |signer: &str| Event::PaperSigned {
            id: Id::from("p"),
            signer: signer.into(),
            name: "某".into(),
            how: crate::SignHow::Seal,
            at: chrono::DateTime::UNIX_EPOCH.fixed_offset(),
        };
        assert_eq!(verdict(&seal("organisation"), author("c", true), 5, &owners), Verdict::Clean);
        assert_eq!(verdict(&seal("mediator"), author("c", true), 5, &owners), Verdict::Parked);
    }
}
