//! Desks, a hub, and what can happen between them.

#[path = "check.rs"]
mod check;
#[path = "desk.rs"]
mod desk;

use crate::common::{Log, amended, assigned, at, note};
pub use desk::Tally;
use desk::{Desk, Name, Seen};
use hub::{Device, NewCode, NewHub, State, Store};
use ledger::wire::page::{self, Page};
use ledger::wire::{EnrolAsk, Role};
use ledger::{DeviceId, Incarnation, Line, SigningKey, VerifyingKey};
use std::collections::{BTreeMap, BTreeSet};

const STATIONS: [&str; 3] = ["河口驿站", "园区驿站", "县中心"];
const FIELDS: [&str; 2] = ["case/narrative", "terms/o1/amount"];

pub struct World {
    hub: Store,
    hub_key: VerifyingKey,
    backup: Option<Store>,
    /// Lives of the hub with the last number each kept.
    lives: Vec<(Incarnation, u64)>,
    stations: Vec<String>,
    desks: Vec<Desk>,
    cases: Vec<String>,
    incs: u8,
    revoked: BTreeSet<DeviceId>,
    tally: Tally,
}

impl World {
    /// Two desks of one station, one of another, one of the county.
    pub fn new() -> Self {
        let new = NewHub { name: "县中心".into(), url: "https://192.0.2.1:1".into() };
        let mut hub = Store::in_memory(new).unwrap();
        let stations: Vec<String> =
            STATIONS.iter().map(|name| hub.add_station(name, at()).unwrap().id).collect();
        let mut desks = Vec::new();
        for (n, station) in (1..).zip([0, 0, 1, 2]) {
            let role = if station == 2 { Role::County } else { Role::Station };
            let code = NewCode {
                station: STATIONS[station].into(),
                role,
                series: None,
                hours: 1,
                confirmed: true,
                url: None,
            };
            let code = hub.new_code(&code, at()).unwrap();
            let key = SigningKey::from_bytes(&[n; 32]);
            hub.enrol(&EnrolAsk::new(&key, &code.secret, "机", None), at()).unwrap();
            desks.push(Desk {
                logs: vec![Log::new(key, Incarnation([n; 8]))],
                acked: BTreeMap::new(),
                met: None,
                hub_inc: None,
                after: 0,
                seen: BTreeMap::new(),
                kept: BTreeMap::new(),
                backup: None,
            });
        }
        let hub_key = hub.identity().signing.verifying_key();
        Self {
            hub,
            hub_key,
            backup: None,
            lives: Vec::new(),
            stations,
            desks,
            cases: Vec::new(),
            incs: 100,
            revoked: BTreeSet::new(),
            tally: Tally::default(),
        }
    }

    pub fn tally(&self) -> Tally {
        self.tally
    }

    const COUNTY: usize = 3;

    pub fn step(&mut self, what: u8, who: u8, which: u8, how: u8) {
        let desk = usize::from(who) % self.desks.len();
        match what % 32 {
            0..=8 => self.edit(desk, which, how),
            9..=10 => self.say(desk, which, how),
            11..=17 => self.push_some(desk, which, how),
            18..=24 => drop(self.pull(desk, how % 4 == 3)),
            25 => self.hand_over(which, how),
            26 => {
                let mut backup = self.desks[desk].clone();
                backup.backup = None;
                self.desks[desk].backup = Some(Box::new(backup));
            }
            27 => self.restore_desk(desk),
            28 if self.desks.len() < 7 => {
                // Somebody copied the folder: two machines that think they are one.
                let twin = self.desks[desk].clone();
                self.desks.push(twin);
            }
            29 => self.backup = Some(self.hub.copy_in_memory().unwrap()),
            30 => self.restore_hub(),
            31 if how.is_multiple_of(3) => self.revoke(desk),
            _ => {}
        }
    }

    /// A field is typed: in a new case, or in any case there is, seen or not.
    fn edit(&mut self, desk: usize, which: u8, how: u8) {
        let case = if self.cases.is_empty() || (which > 200 && self.cases.len() < 3) {
            self.cases.push(format!("k{}", self.cases.len()));
            self.cases.last().unwrap().clone()
        } else {
            self.cases[usize::from(which) % self.cases.len()].clone()
        };
        let base = self.desks[desk].base(&case);
        let field = FIELDS[usize::from(how) % 2];
        let event = amended(field, (how / 2 % 3).into());
        self.desks[desk].log().write(Some(&case), base, &event);
    }

    /// A fact, a matter of the station's own, or a kind of a later version.
    fn say(&mut self, desk: usize, which: u8, how: u8) {
        let case = self.cases.get(usize::from(which) % self.cases.len().max(1)).cloned();
        let base = case.as_deref().and_then(|case| self.desks[desk].base(case));
        let log = self.desks[desk].log();
        match how % 3 {
            0 => log.write(case.as_deref(), base, &note("某")),
            1 => log.write_raw(None, None, "staff.noted", vec![], serde_json::json!({ "n": how })),
            _ => {
                let touches = vec!["group/later".to_owned()];
                let body = serde_json::json!({ "later": how });
                log.write_raw(case.as_deref(), base, "case.later", touches, body)
            }
        };
    }

    fn hand_over(&mut self, which: u8, how: u8) {
        if self.cases.is_empty() {
            return;
        }
        let case = self.cases[usize::from(which) % self.cases.len()].clone();
        let from = self.hub.owner(&case).unwrap().unwrap_or_default();
        let to = &self.stations[usize::from(how) % self.stations.len()];
        let event = assigned(&from, to);
        let base = self.desks[Self::COUNTY].base(&case);
        self.desks[Self::COUNTY].log().write(Some(&case), base, &event);
    }

    /// The laptop broke; its backup goes on, as another incarnation. What it had not handed in is gone.
    fn restore_desk(&mut self, desk: usize) {
        let Some(backup) = self.desks[desk].backup.clone() else { return };
        self.tally.desk_restores += 1;
        self.desks[desk] = *backup;
        self.new_log(desk);
    }

    fn new_log(&mut self, desk: usize) {
        self.incs += 1;
        let key = self.desks[desk].logs[0].key.clone();
        self.desks[desk].logs.push(Log::new(key, Incarnation([self.incs; 8])));
    }

    fn restore_hub(&mut self) {
        let Some(backup) = self.backup.as_ref() else { return };
        let restored = backup.copy_in_memory().unwrap();
        self.tally.hub_restores += 1;
        self.hub = restored;
        let (was, kept) = (self.hub.hub_inc().unwrap(), self.hub.status().unwrap().last);
        self.lives.retain(|(inc, _)| *inc != was);
        self.lives.push((was, kept));
        self.hub.renew().unwrap();
        // The administrator confirms the county's own device at the restore; all others wait.
        self.hub.confirm(self.desks[Self::COUNTY].dev(), at()).unwrap();
    }

    fn revoke(&mut self, desk: usize) {
        let dev = self.desks[desk].dev();
        // The county's own device stays, and one other, so that there is still something to compare.
        if dev == self.desks[Self::COUNTY].dev() || self.revoked.len() > 1 {
            return;
        }
        if self.hub.revoke(dev, "失窃", at()).is_ok() {
            self.revoked.insert(dev);
            // The county has seen it: from here on it comes back after any restore.
            while self.pull(Self::COUNTY, false) {}
        }
    }

    fn device(&self, desk: usize) -> Device {
        self.hub.device(self.desks[desk].dev()).unwrap().unwrap()
    }

    fn push_some(&mut self, desk: usize, which: u8, how: u8) {
        let logs = self.desks[desk].logs.len();
        self.push(desk, usize::from(which) % logs, u64::from(which % 3) + 1, how % 8);
    }

    /// Hands in the next records of one log. 1 = the request is lost, 2 = the answer is, 3 = it arrives twice.
    /// True when something moved.
    fn push(&mut self, desk: usize, log: usize, most: u64, fate: u8) -> bool {
        let hub_inc = self.hub.hub_inc().unwrap();
        if self.desks[desk].met.replace(hub_inc) != Some(hub_inc) {
            self.desks[desk].acked.clear();
        }
        let log_ = &self.desks[desk].logs[log];
        let (inc, dev, end) = (log_.head.inc, log_.head.dev, log_.seq());
        let from = self.desks[desk].acked.get(&inc).copied().unwrap_or(0) + 1;
        if from > end || fate == 1 {
            return false;
        }
        let frame = log_.batch(from, end.min(from + most - 1));
        let batch = self.hub.prove(&frame).unwrap();
        let answer = self.hub.push(dev, &batch, &frame, at());
        if fate == 3 {
            let again = self.hub.push(dev, &batch, &frame, at());
            assert_eq!(answer.is_ok(), again.is_ok(), "twice is once");
        }
        if fate == 2 {
            return false;
        }
        match answer {
            Ok(answer) => {
                answer.receipt.open(&self.hub_key).expect("signed");
                self.tally.reviews += u64::from(answer.review);
                self.desks[desk].acked.insert(inc, answer.acked.0);
            }
            Err(hub::HubError::Refused(refusal)) => match refusal.code.as_str() {
                "push.gap" => {
                    let expected = refusal.args["expected"].as_u64().unwrap();
                    self.desks[desk].acked.insert(inc, expected - 1);
                }
                "push.fork" => self.forked(desk, log, refusal.args["seq"].as_u64().unwrap()),
                other => panic!("{other}"),
            },
            Err(other) => panic!("{other}"),
        }
        true
    }

    /// The hub holds something else from `seq` on: what this desk wrote there is written again in a new incarnation.
    fn forked(&mut self, desk: usize, log: usize, seq: u64) {
        self.tally.forks += 1;
        let keep = usize::try_from(seq - 1).unwrap();
        let old = &mut self.desks[desk].logs[log];
        let again = old.records.split_off(keep);
        old.head = old.before(seq);
        let (inc, end) = (old.head.inc, old.seq());
        self.desks[desk].acked.insert(inc, end);
        self.new_log(desk);
        for sealed in again {
            let record = sealed.record().clone();
            let case = record.case.as_deref();
            let log = self.desks[desk].log();
            log.write_raw(case, record.base, &record.kind, record.touches.clone(), record.body);
        }
    }

    /// Reads one page; `lost` = it never arrives. True when there is more.
    fn pull(&mut self, desk: usize, lost: bool) -> bool {
        let device = self.device(desk);
        if device.state != State::Active {
            return false;
        }
        let hub_inc = self.hub.hub_inc().unwrap();
        if self.desks[desk].hub_inc != Some(hub_inc) {
            let desk = &mut self.desks[desk];
            (desk.hub_inc, desk.after) = (Some(hub_inc), 0);
            desk.seen.clear();
        }
        let after = self.desks[desk].after;
        let bytes = self.hub.page(&device, after, at()).unwrap();
        let page = page::read(&bytes, &self.hub_key, device.dev, after).expect("a proved page");
        self.nothing_too_much(&device, &page);
        if lost {
            return false;
        }
        self.apply(desk, page)
    }

    /// Scope, told from the hub's own list of owners at the moment of the page.
    fn nothing_too_much(&self, device: &Device, page: &Page) {
        if device.role == Role::County {
            return;
        }
        let own = &device.station.id;
        for entry in &page.entries {
            let record = entry.record.as_ref().unwrap().record();
            let fits = match &record.case {
                _ if entry.dev == DeviceId::of(&self.hub_key) => record.body["station"] == **own,
                None => entry.place.station == *own,
                Some(case) => {
                    let owner = self.hub.owner(case).unwrap();
                    owner.as_ref() == Some(own)
                        || (owner.is_none() && entry.place.station == *own)
                        || (entry.place.verdict == "parked" && entry.place.station == *own)
                        || record.kind == "case.assigned"
                }
            };
            assert!(fits, "{own} was shown {record:?}");
        }
    }

    fn apply(&mut self, desk: usize, page: Page) -> bool {
        let desk = &mut self.desks[desk];
        let mut withdrawn = page.withdrawn.iter().peekable();
        for entry in &page.entries {
            while let Some(gone) = withdrawn.next_if(|gone| gone.pos < entry.place.pos) {
                withdraw(&mut desk.seen, gone);
            }
            let record = entry.record.as_ref().unwrap().record().clone();
            let seen = Seen {
                pos: entry.place.pos,
                order: entry.place.order(),
                verdict: entry.place.verdict.clone(),
                station: entry.place.station.clone(),
                record,
            };
            desk.seen.insert((entry.dev, entry.inc, entry.place.seq.0), seen);
        }
        for gone in withdrawn {
            withdraw(&mut desk.seen, gone);
        }
        self.tally.withdrawn += page.withdrawn.len() as u64;
        for batch in &page.batches {
            let header = batch.header();
            let leaves = batch.entries().iter().map(|entry| entry.leaf).collect();
            // Of a fork a restored hub may hold the other branch: the end of the chain tells them apart.
            let key = ((header.dev, header.inc, header.from.0), header.head);
            let kept = desk.kept.entry(key);
            let (_, bytes, _) =
                kept.or_insert_with(|| (batch.signed().clone(), BTreeMap::new(), leaves));
            for entry in batch.entries() {
                bytes.extend(entry.bytes().map(|b| (entry.seq.0, b.to_vec())));
            }
        }
        desk.after = page.head.until;
        page.head.until < page.head.newest
    }

    /// Everybody comes home: no more is written, no answer is lost, until nothing moves any more.
    pub fn rest(&mut self) {
        self.give_back();
        // What the county's desk had seen is back: who is not shut out may read again.
        for device in self.hub.devices().unwrap() {
            if device.state == State::Held {
                self.hub.confirm(device.dev, at()).unwrap();
            }
        }
        for round in 0.. {
            assert!(round < 50, "it never comes to rest");
            let mut moved = false;
            for desk in 0..self.desks.len() {
                for log in 0..self.desks[desk].logs.len() {
                    while self.push(desk, log, 3, 0) {
                        moved = true;
                    }
                }
            }
            for desk in 0..self.desks.len() {
                let before = (self.desks[desk].hub_inc, self.desks[desk].after);
                while self.pull(desk, false) {}
                moved |= before != (self.desks[desk].hub_inc, self.desks[desk].after);
            }
            if !moved {
                return;
            }
        }
    }

    /// A hub that was restored gets back from the county's desk what that has of all logs, the hub's own first.
    fn give_back(&mut self) {
        let hub = DeviceId::of(&self.hub_key);
        let county = &self.desks[Self::COUNTY];
        let dev = county.dev();
        let mut frames: Vec<(bool, Name, Vec<u8>)> = Vec::new();
        for ((name, _), (signed, bytes, leaves)) in &county.kept {
            let lines = (name.2..).zip(leaves).map(|(seq, leaf)| match bytes.get(&seq) {
                Some(bytes) => Line::Bytes(bytes),
                None => Line::Leaf(*leaf),
            });
            frames.push((name.0 != hub, *name, ledger::batch::assemble(signed, lines).unwrap()));
        }
        frames.sort();
        for (_, _, frame) in frames {
            let batch = self.hub.prove(&frame).unwrap();
            match self.hub.push(dev, &batch, &frame, at()) {
                Ok(_) | Err(hub::HubError::Refused(_)) => {}
                Err(other) => panic!("{other}"),
            }
        }
    }
}

fn withdraw(seen: &mut BTreeMap<Name, Seen>, gone: &page::Withdrawn) {
    seen.retain(|_, s| s.record.case.as_deref() != Some(&gone.case) || s.pos > gone.pos);
}
