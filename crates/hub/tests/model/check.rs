//! What must hold at rest.

use super::World;
use super::desk::{Desk, Name, Seen};
use casework::Event;
use hub::State;
use ledger::Cursor;
use ledger::wire::Role;
use std::collections::BTreeMap;

impl World {
    /// All of it; the first thing that does not hold.
    pub fn check(&mut self) -> Result<(), String> {
        self.revoked_stay_revoked()?;
        self.everything_is_held()?;
        let county = self.desks[Self::COUNTY].clone();
        self.replicas_are_equal(&county)?;
        self.overlaps_are_seen(&county)?;
        self.owners_follow_the_records(&county)?;
        for seen in county.seen.values() {
            self.tally.records += 1;
            self.tally.hard += u64::from(seen.verdict == "hard");
            self.tally.held += u64::from(seen.verdict == "held");
            self.tally.parked += u64::from(seen.verdict == "parked");
            self.tally.unknown += u64::from(seen.record.kind == "case.later");
        }
        Ok(())
    }

    fn revoked_stay_revoked(&self) -> Result<(), String> {
        for dev in &self.revoked {
            if self.hub.device(*dev).unwrap().unwrap().state != State::Revoked {
                return Err("a revoked laptop came back".into());
            }
        }
        Ok(())
    }

    /// Every record of every log that still exists is in the hub's order, or waits in quarantine.
    fn everything_is_held(&self) -> Result<(), String> {
        let waiting = self.hub.waiting().unwrap();
        for log in self.desks.iter().flat_map(|desk| &desk.logs) {
            for sealed in &log.records {
                let (inc, seq) = (log.head.inc, sealed.record().seq);
                let held = self.hub.held(ledger::Re { inc, seq }, log.head.dev).unwrap();
                let in_order = held.is_some_and(|(place, _)| place.is_some());
                let waits = waiting.iter().any(|w| {
                    (w.dev, w.inc) == (log.head.dev, inc) && (w.from..=w.to).contains(&seq)
                });
                if !in_order && !waits {
                    return Err(format!("{inc} {} is nowhere", seq.0));
                }
            }
        }
        Ok(())
    }

    /// Every replica that is shown a case holds the same records in the same order, and the same case; and a replica
    /// that reads everything anew holds the same as one that lived through it.
    fn replicas_are_equal(&mut self, county: &Desk) -> Result<(), String> {
        for desk in 0..self.desks.len() {
            let device = self.device(desk);
            if device.state != State::Active {
                continue;
            }
            let lived = self.desks[desk].clone();
            self.desks[desk].hub_inc = None;
            while self.pull(desk, false) {}
            for case in self.cases.clone() {
                let owner = self.hub.owner(&case).unwrap();
                if device.role == Role::Station && owner.as_ref() != Some(&device.station.id) {
                    let strays = lived.fold(&case).1;
                    let own = |verdict: &str| verdict == "parked";
                    let kind = |name: &Name| lived.seen[name].record.kind == "case.assigned";
                    let nobodys = owner.is_none();
                    let fits = |name: &Name, verdict: &str| {
                        let by_us = lived.seen[name].station == device.station.id;
                        kind(name) || (by_us && (nobodys || own(verdict)))
                    };
                    if !strays.iter().all(|(_, name, verdict)| fits(name, verdict)) {
                        return Err(format!("{case} was not withdrawn from a desk"));
                    }
                    continue;
                }
                let whole = county.fold(&case);
                if lived.fold(&case) != whole {
                    return Err(format!("{case} differs at desk {desk}"));
                }
                if self.desks[desk].fold(&case) != whole {
                    return Err(format!("{case} differs at desk {desk} when read anew"));
                }
            }
        }
        Ok(())
    }

    /// Two writers gave one field different values without having seen each other: the later is never simply applied.
    fn overlaps_are_seen(&self, county: &Desk) -> Result<(), String> {
        let current = self.hub.hub_inc().unwrap();
        let began = self.lives.last().map_or(0, |(_, kept)| *kept);
        let place = |base: Option<Cursor>| match base {
            None => 0,
            Some(base) if base.hub_inc == current => base.hub_seq,
            Some(base) => {
                let kept = self.lives.iter().find(|(inc, _)| *inc == base.hub_inc);
                base.hub_seq.min(kept.map_or(began, |(_, kept)| *kept))
            }
        };
        let fields = |seen: &Seen| match Event::parse(&seen.record.kind, &seen.record.body) {
            Event::Amended { patch } => patch,
            _ => BTreeMap::new(),
        };
        for case in &self.cases {
            let order = county.fold(case).1;
            for (n, (_, later, verdict)) in order.iter().enumerate() {
                let later_seen = &county.seen[later];
                for (order, earlier, stood) in &order[..n] {
                    let others = (earlier.0, earlier.1) != (later.0, later.1);
                    let applied = ["clean", "soft"].contains(&stood.as_str());
                    if !others || !applied || *order <= place(later_seen.record.base) {
                        continue;
                    }
                    let (theirs, mine) = (fields(&county.seen[earlier]), fields(later_seen));
                    let clash = mine.iter().any(|(f, v)| theirs.get(f).is_some_and(|t| t != v));
                    if clash && ["clean", "soft"].contains(&verdict.as_str()) {
                        return Err(format!("{case}: {later:?} wrote over {earlier:?} in silence"));
                    }
                }
            }
        }
        Ok(())
    }

    /// The owner is the station of the first writer who had not seen the case, then whom the applied hand-overs name.
    fn owners_follow_the_records(&mut self, county: &Desk) -> Result<(), String> {
        for case in &self.cases {
            let (mut owner, mut begun): (Option<String>, _) = (None, false);
            for (_, name, verdict) in county.fold(case).1 {
                let seen = &county.seen[&name];
                if seen.record.base.is_none() && !begun {
                    begun = true;
                    owner.get_or_insert_with(|| seen.station.clone());
                }
                let event = Event::parse(&seen.record.kind, &seen.record.body);
                if let (Event::Assigned(assigned), "clean" | "soft") = (event, verdict.as_str())
                    && owner.as_ref() != Some(&assigned.to)
                {
                    self.tally.hand_overs += 1;
                    owner = Some(assigned.to);
                }
            }
            if owner != self.hub.owner(case).unwrap() {
                return Err(format!("{case} has another owner than its records say"));
            }
        }
        Ok(())
    }
}
