//! One replica: what it wrote, what it was shown.

use crate::common::Log;
use casework::{Case, CaseId, Entry, Event, Stamp, Verdict};
use ledger::{ChainHash, Cursor, DeviceId, Incarnation, SignedHeader};
use std::collections::BTreeMap;

/// Name of a record: device, incarnation, place in that log.
pub(super) type Name = (DeviceId, Incarnation, u64);

/// What a history met.
#[derive(Debug, Default, Clone, Copy)]
pub struct Tally {
    pub records: u64,
    pub hard: u64,
    pub held: u64,
    pub parked: u64,
    pub unknown: u64,
    pub forks: u64,
    pub reviews: u64,
    pub hand_overs: u64,
    pub withdrawn: u64,
    pub desk_restores: u64,
    pub hub_restores: u64,
}

impl Tally {
    pub fn plus(self, o: Self) -> Self {
        Self {
            records: self.records + o.records,
            hard: self.hard + o.hard,
            held: self.held + o.held,
            parked: self.parked + o.parked,
            unknown: self.unknown + o.unknown,
            forks: self.forks + o.forks,
            reviews: self.reviews + o.reviews,
            hand_overs: self.hand_overs + o.hand_overs,
            withdrawn: self.withdrawn + o.withdrawn,
            desk_restores: self.desk_restores + o.desk_restores,
            hub_restores: self.hub_restores + o.hub_restores,
        }
    }
}

/// A record as a replica has it.
#[derive(Clone, PartialEq)]
pub(super) struct Seen {
    pub(super) pos: u64,
    pub(super) order: u64,
    pub(super) verdict: String,
    pub(super) station: String,
    pub(super) record: ledger::Record,
}

/// A batch as a replica keeps it: header and signature, the records it was shown, all leaves.
pub(super) type Kept = (SignedHeader, BTreeMap<u64, Vec<u8>>, Vec<ledger::Leaf>);

/// One replica.
#[derive(Clone)]
pub(super) struct Desk {
    /// Its logs, the present one last.
    pub(super) logs: Vec<Log>,
    /// Last place of each log the hub has acknowledged, as far as the desk knows.
    pub(super) acked: BTreeMap<Incarnation, u64>,
    /// The hub's life as hello told it: another one, and nothing counts as acknowledged any more.
    pub(super) met: Option<Incarnation>,
    pub(super) hub_inc: Option<Incarnation>,
    pub(super) after: u64,
    pub(super) seen: BTreeMap<Name, Seen>,
    /// Batches of others with what it was shown of them: what it can give back to a hub that lost them.
    pub(super) kept: BTreeMap<(Name, ChainHash), Kept>,
    /// A backup of this desk.
    pub(super) backup: Option<Box<Desk>>,
}

impl Desk {
    pub(super) fn dev(&self) -> DeviceId {
        self.logs[0].head.dev
    }

    pub(super) fn log(&mut self) -> &mut Log {
        self.logs.last_mut().unwrap()
    }

    /// The newest place of a case it has seen.
    pub(super) fn base(&self, case: &str) -> Option<Cursor> {
        let of_case = self.seen.values().filter(|seen| seen.record.case.as_deref() == Some(case));
        let hub_seq = of_case.map(|seen| seen.order).max()?;
        Some(Cursor { hub_inc: self.hub_inc?, hub_seq })
    }

    /// The case as it stands here, from what was shown only.
    pub(super) fn fold(&self, case: &str) -> (Case, Vec<(u64, Name, String)>) {
        let mut all: Vec<_> = self
            .seen
            .iter()
            .filter(|(_, seen)| seen.record.case.as_deref() == Some(case))
            .collect();
        all.sort_by_key(|(_, seen)| seen.order);
        let mut state = Case::new(CaseId(case.to_owned()));
        for (_, seen) in &all {
            let record = &seen.record;
            let stamp = Stamp {
                by: record.by.clone(),
                at: record.at,
                dev: record.dev.to_string(),
                inc: record.inc.to_string(),
                seq: record.seq.0,
                hub_seq: Some(seen.order),
            };
            let event = Event::parse(&record.kind, &record.body);
            casework::apply(&mut state, &Entry { event, stamp, verdict: verdict(&seen.verdict) });
        }
        let order = all.iter().map(|(n, s)| (s.order, **n, s.verdict.clone())).collect();
        (state, order)
    }
}

pub(super) fn verdict(word: &str) -> Verdict {
    serde_json::from_value(word.into()).unwrap()
}
