//! What becomes of a batch and of each record in it. Pure: the driver in [`crate::store`] asks and writes.

use casework::{Event, Owners, Standing, Verdict, judge, owner_after};
use ledger::wire::Role;
use ledger::{ChainHash, Cursor, Head, Incarnation, Placement, Seq, VerifiedBatch};

/// What to do with a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// Its entries from the `known`th on go on where the log ends.
    Take {
        /// Entries that are there already.
        known: usize,
    },
    /// All of it is there already.
    Known,
    /// Records in between are missing.
    Gap {
        /// The place that is due.
        expected: Seq,
    },
    /// The log was written twice.
    Fork {
        /// First place in this batch that differs from what is here.
        seq: Seq,
    },
}

/// Places a batch against the log as it is held; `hash_at` gives the held hash of any place up to its head.
pub fn arrival(
    batch: &VerifiedBatch,
    held: &Head,
    mut hash_at: impl FnMut(Seq) -> Option<ChainHash>,
) -> Arrival {
    match batch.place(held, &mut hash_at) {
        Placement::Next => Arrival::Take { known: 0 },
        Placement::Overlap { known } => Arrival::Take { known },
        Placement::Duplicate => Arrival::Known,
        Placement::Gap { expected } => Arrival::Gap { expected },
        Placement::Fork { .. } | Placement::Undecided | Placement::Unrelated => {
            let header = batch.header();
            let differs = (header.from.0 - 1..=header.to.0.min(held.seq.0))
                .map(Seq)
                .find(|seq| batch.hash_at(*seq) != hash_at(*seq));
            Arrival::Fork { seq: differs.unwrap_or(header.from).max(header.from) }
        }
    }
}

/// The hub's lives: what a `base` of an earlier one is worth now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lives {
    /// Present life.
    pub current: Incarnation,
    /// Last number given out before it.
    pub began: u64,
    /// Last number given out.
    pub last: u64,
    /// Earlier lives with the last number this book holds of each.
    pub earlier: Vec<(Incarnation, u64)>,
}

impl Lives {
    /// Place in the present order that a writer had seen; 0 = nothing.
    ///
    /// What lies beyond what was kept of an earlier life counts as the last entry kept. A life this book has never
    /// heard of split off before the present one began.
    #[must_use]
    pub fn place(&self, base: Option<Cursor>) -> u64 {
        let Some(base) = base else { return 0 };
        if base.hub_inc == self.current {
            return base.hub_seq.min(self.last);
        }
        let kept = self.earlier.iter().find(|(inc, _)| *inc == base.hub_inc);
        base.hub_seq.min(kept.map_or(self.began, |(_, kept)| *kept))
    }
}

/// Who wrote a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Writer<'a> {
    /// Device, as text.
    pub dev: &'a str,
    /// Incarnation, as text.
    pub inc: &'a str,
    /// Station of the device.
    pub station: &'a str,
    /// Role of the device.
    pub role: Role,
}

/// A record of a case, and what the hub holds of that case.
#[derive(Debug)]
pub struct CaseRecord<'a> {
    /// What it says.
    pub event: &'a Event,
    /// What the record itself says it decides; believed only of kinds this version does not know.
    pub touches: &'a [String],
    /// Who wrote it.
    pub writer: Writer<'a>,
    /// Place the writer had seen of the case, see [`Lives::place`].
    pub base: u64,
    /// The writer had never seen the case in any feed: as far as he knows it begins with him.
    pub first: bool,
    /// Who has owned the case.
    pub owners: &'a Owners,
    /// The case's records after `base`.
    pub since: &'a [(Standing<'a>, Verdict)],
    /// A decision kept beside that this record takes now (`conflict.resolved`).
    pub taken: Option<&'a Event>,
}

/// What becomes of a record of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePlan {
    /// How it stands.
    pub verdict: Verdict,
    /// The case begins with this station, whoever owns it now.
    pub begins: Option<String>,
    /// Stations that see it at its own place.
    pub shown: Vec<String>,
    /// The case goes from one station to another.
    pub hand_over: Option<HandOver>,
}

/// A case changes hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOver {
    /// Who loses it: sees the hand-over itself, then the withdrawal. `None` = the hub has lost the beginning.
    pub from: Option<String>,
    /// Who gets it, history first.
    pub to: String,
}

/// Decides about one record of a case; `is_station` tells whether the county has a station of that name.
pub fn case_record(record: &CaseRecord<'_>, is_station: impl Fn(&str) -> bool) -> CasePlan {
    let writer = record.writer;
    let own;
    let touches = match record.event {
        Event::Unknown { .. } => record.touches,
        known => {
            own = known.touches();
            &own
        }
    };
    let author = casework::Author {
        dev: writer.dev,
        inc: writer.inc,
        station: writer.station,
        county: writer.role == Role::County,
    };
    // A restored hub may get a case from its middle on, e.g. a note of the county first. Only a writer who had not
    // seen the case is its beginning; until he comes, nobody owns it.
    let begun = record.owners.first().is_some_and(|(_, since)| *since == 0);
    let begins = (record.first && !begun).then(|| writer.station.to_owned());
    let mut owners = record.owners.clone();
    if let Some(station) = &begins {
        owners.insert(0, (station.clone(), 0));
    }
    let verdict = judge(record.event, touches, author, record.base, &owners, record.since);
    let owner = owners.last().map(|(owner, _)| owner.as_str());
    let applied = matches!(verdict, Verdict::Clean | Verdict::Soft);
    let to = owner_after(record.event).or_else(|| record.taken.and_then(owner_after));
    let to = to.filter(|to| applied && Some(*to) != owner && is_station(to));
    let mut shown = vec![owner.unwrap_or(writer.station).to_owned()];
    if verdict == Verdict::Parked && Some(writer.station) != owner {
        shown.push(writer.station.to_owned());
    }
    let hand_over = to.map(|to| HandOver { from: owner.map(str::to_owned), to: to.to_owned() });
    CasePlan { verdict, begins, shown, hand_over }
}

#[cfg(test)]
mod tests {
    use super::*;
    use casework::Assigned;
    use ledger::{Incarnation, Record, Sealed, SigningKey, batch};
    use std::collections::BTreeMap;

    const A: Incarnation = Incarnation([1; 8]);
    const B: Incarnation = Incarnation([2; 8]);
    const C: Incarnation = Incarnation([3; 8]);

    fn cursor(hub_inc: Incarnation, hub_seq: u64) -> Option<Cursor> {
        Some(Cursor { hub_inc, hub_seq })
    }

    #[test]
    fn a_base_of_an_earlier_life_counts_at_most_as_what_was_kept_of_it() {
        let lives = Lives { current: C, began: 150, last: 170, earlier: vec![(A, 100), (B, 150)] };
        assert_eq!(lives.place(None), 0);
        assert_eq!(lives.place(cursor(C, 160)), 160);
        assert_eq!(lives.place(cursor(C, 999)), 170, "nobody has seen what is not written");
        assert_eq!(lives.place(cursor(A, 80)), 80);
        assert_eq!(lives.place(cursor(A, 120)), 100);
        assert_eq!(lives.place(cursor(B, 160)), 150);
        assert_eq!(lives.place(cursor(Incarnation([9; 8]), 160)), 150, "a life never heard of");
    }

    fn writer(station: &str, role: Role) -> Writer<'_> {
        Writer { dev: "d", inc: "1", station, role }
    }

    fn plan(event: &Event, writer: Writer<'_>, base: u64, owners: &Owners) -> CasePlan {
        let (touches, since, taken, first) = (&[], &[], None, base == 0);
        let record = CaseRecord { event, touches, writer, base, first, owners, since, taken };
        case_record(&record, |station| ["a", "b"].contains(&station))
    }

    fn assigned(to: &str) -> Event {
        Event::Assigned(Assigned {
            to: to.into(),
            to_name: String::new(),
            from: "a".into(),
            from_name: String::new(),
            mediator: String::new(),
            due: None,
            on: chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day"),
            note: String::new(),
        })
    }

    #[test]
    fn the_first_writer_owns_and_a_stranger_is_shown_his_own_parked_record_only() {
        let note = Event::NoteAdded { text: "某".into() };
        let first = plan(&note, writer("a", Role::Station), 0, &vec![]);
        assert_eq!((first.begins.as_deref(), first.shown), (Some("a"), vec!["a".to_owned()]));
        let owners = vec![("a".to_owned(), 0)];
        let stranger = plan(&note, writer("b", Role::Station), 0, &owners);
        assert_eq!(stranger.verdict, Verdict::Parked);
        assert_eq!(stranger.shown, ["a", "b"]);
    }

    #[test]
    fn a_case_goes_only_to_a_station_there_is_and_only_by_a_record_that_counts() {
        let owners = vec![("a".to_owned(), 0)];
        let county = writer("c", Role::County);
        let over = plan(&assigned("b"), county, 1, &owners).hand_over.expect("goes");
        assert_eq!((over.from.as_deref(), over.to.as_str()), (Some("a"), "b"));
        assert_eq!(plan(&assigned("x"), county, 1, &owners).hand_over, None);
        assert_eq!(plan(&assigned("a"), county, 1, &owners).hand_over, None);
        let parked = plan(&assigned("b"), writer("b", Role::Station), 1, &owners);
        assert_eq!((parked.verdict, parked.hand_over), (Verdict::Parked, None));
    }

    #[test]
    fn a_case_that_comes_back_from_its_middle_waits_for_its_beginning() {
        let note = Event::NoteAdded { text: "某".into() };
        let county = plan(&note, writer("c", Role::County), 7, &vec![]);
        assert_eq!((county.verdict, county.begins), (Verdict::Clean, None));
        assert_eq!(county.shown, ["c"]);
        let first = plan(&note, writer("a", Role::Station), 0, &vec![]);
        assert_eq!(first.begins.as_deref(), Some("a"));
        // The hand-over came back before the records of the station that began.
        let over = plan(&assigned("b"), writer("c", Role::County), 7, &vec![]).hand_over;
        assert_eq!(over, Some(HandOver { from: None, to: "b".into() }));
        let late = plan(&note, writer("a", Role::Station), 0, &vec![("b".to_owned(), 9)]);
        assert_eq!((late.verdict, late.begins.as_deref()), (Verdict::Clean, Some("a")));
        assert_eq!(late.shown, ["b"]);
    }

    #[test]
    fn a_hand_over_in_dispute_waits_until_a_person_takes_it() {
        let owners = vec![("a".to_owned(), 0)];
        let event = assigned("b");
        let touches = event.touches();
        let other =
            Standing { writer: ("e", "1"), fact: false, decides: vec![("group/owner", None)] };
        let since = [(other, Verdict::Clean)];
        let county = writer("c", Role::County);
        let record = CaseRecord {
            event: &event,
            touches: &touches,
            writer: county,
            base: 1,
            first: false,
            owners: &owners,
            since: &since,
            taken: None,
        };
        let disputed = case_record(&record, |_| true);
        assert_eq!((disputed.verdict, disputed.hand_over), (Verdict::Hard, None));
        let chosen = Event::ConflictResolved {
            record: casework::RecordRef { dev: "d".into(), inc: "1".into(), seq: 1 },
            take: vec!["group/owner".into()],
            keep: vec![],
            note: String::new(),
        };
        let record = CaseRecord { event: &chosen, since: &[], taken: Some(&event), ..record };
        assert_eq!(case_record(&record, |_| true).hand_over.expect("goes").to, "b");
    }

    fn records(by: &str, n: u64) -> Vec<Sealed> {
        let dev = ledger::DeviceId::of(&key().verifying_key());
        let record = |seq| Record {
            v: 1,
            kind: "note.added".into(),
            dev,
            inc: A,
            seq: Seq(seq),
            case: None,
            base: None,
            touches: vec![],
            by: by.into(),
            at: chrono::DateTime::UNIX_EPOCH.fixed_offset(),
            skew_ms: None,
            re: None,
            salt: None,
            body: serde_json::Value::Null,
            more: BTreeMap::new(),
        };
        (1..=n).map(|seq| record(seq).seal().expect("a record")).collect()
    }

    fn key() -> SigningKey {
        SigningKey::from_bytes(&[7; 32])
    }

    fn batch_of(prev: &Head, records: &[Sealed]) -> VerifiedBatch {
        let bytes = batch::write(&key(), prev, records).expect("a batch");
        batch::read(&bytes, &key().verifying_key(), &ledger::Limits::default()).expect("reads")
    }

    #[test]
    fn a_fork_is_named_by_the_first_place_that_differs() {
        let start = Head::start(ledger::DeviceId::of(&key().verifying_key()), A);
        let mut ours = records("s1", 5);
        let hashes: Vec<ChainHash> =
            (0..=5).map(|n| start.append_all(&ours[..n]).expect("follows").hash).collect();
        let held = start.append_all(&ours).expect("follows");
        let hash_at = |seq: Seq| usize::try_from(seq.0).ok().and_then(|n| hashes.get(n).copied());
        let arrive = |batch: &VerifiedBatch| arrival(batch, &held, hash_at);
        assert_eq!(arrive(&batch_of(&start, &ours)), Arrival::Known);
        assert_eq!(arrive(&batch_of(&start, &ours[..3])), Arrival::Known);
        let longer = records("s1", 7);
        assert_eq!(arrive(&batch_of(&start, &longer)), Arrival::Take { known: 5 });
        ours.truncate(3);
        let common = start.append_all(&ours).expect("follows");
        let twin = records("s2", 6);
        assert_eq!(arrive(&batch_of(&common, &twin[3..])), Arrival::Fork { seq: Seq(4) });
        ours.extend_from_slice(&twin[3..4]);
        assert_eq!(arrive(&batch_of(&start, &ours)), Arrival::Fork { seq: Seq(4) });
        let elsewhere = start.append_all(&twin[..3]).expect("follows");
        assert_eq!(arrive(&batch_of(&elsewhere, &twin[3..])), Arrival::Fork { seq: Seq(4) });
        let far = start.append_all(&longer[..6]).expect("follows");
        assert_eq!(arrive(&batch_of(&far, &longer[6..])), Arrival::Gap { expected: Seq(6) });
    }
}
