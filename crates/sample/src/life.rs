//! One life: time goes on, commands are judged, what follows from them is kept.

use crate::draw::Draw;
use crate::{Options, Stage};
use casework::{
    Case, CaseId, Command, Context, Entry, Event, Id, Refusal, Stamp, Verdict, apply, decide,
};
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, TimeDelta, TimeZone, Weekday};

/// Something that happened in a sample's life.
#[derive(Debug, Clone, PartialEq)]
pub struct Happened {
    /// When it was written down: in office hours, in order, not after the day the samples are made for.
    pub at: DateTime<FixedOffset>,
    /// Who wrote it.
    pub by: String,
    /// What happened.
    pub event: Event,
}

/// One invented case with its whole life.
#[derive(Debug, Clone)]
pub struct SampleCase {
    /// Identifier, a UUID version 7 of the time of the first event.
    pub id: CaseId,
    /// Place in the series, from 0.
    pub place: u32,
    /// Stage it was meant to reach.
    pub stage: Stage,
    /// Workers concerned.
    pub people: u32,
    /// Events in order; the first is the sheet, or how the case came out of another.
    pub events: Vec<Happened>,
    /// The case as it stands after them.
    pub case: Case,
    /// The guard that stopped the life before its stage, if one did: the case is lawful all the same.
    pub stopped: Option<Refusal>,
}

impl SampleCase {
    /// What was typed at the first talk: path → value.
    pub fn sheet(&self) -> Option<&std::collections::BTreeMap<String, serde_json::Value>> {
        match self.events.first().map(|h| &h.event) {
            Some(Event::Amended { patch }) => Some(patch),
            _ => None,
        }
    }
}

/// Begin and end of office hours, minutes from midnight.
const OFFICE: (u32, u32) = (8 * 60 + 30, 17 * 60 + 30);

pub(crate) struct Life<'a> {
    pub(crate) draw: Draw,
    pub(crate) case: Case,
    pub(crate) options: &'a Options<'a>,
    pub(crate) day: NaiveDate,
    /// Three of the staff; a case of one worker has the first of them.
    pub(crate) mediators: Vec<&'static str>,
    /// Writes down what happens.
    pub(crate) recorder: &'static str,
    pub(crate) place: u32,
    minute: u32,
    events: Vec<Happened>,
    stopped: Option<Refusal>,
    ids: u32,
}

impl<'a> Life<'a> {
    /// A life that begins so many days before the day the samples are made for.
    pub(crate) fn new(place: u32, seed: u64, age: i64, options: &'a Options<'a>) -> Self {
        let mut draw = Draw::new(seed, place);
        let mut mediators = crate::people::staff(&mut draw, 4);
        let recorder = mediators.pop().unwrap_or("李某东");
        let day = options.cx.today() - TimeDelta::days(age);
        let mut life = Self {
            minute: OFFICE.0 + u32::try_from(draw.between(0, 400)).unwrap_or(0),
            draw,
            case: Case::new(CaseId(String::new())),
            options,
            day,
            mediators,
            recorder,
            place,
            events: Vec::new(),
            stopped: None,
            ids: 0,
        };
        life.day = life.open_from(day);
        let millis = life.now().timestamp_millis();
        let millis = u64::try_from(millis).unwrap_or(0);
        let mut random = [0; 10];
        random[..8].copy_from_slice(&life.draw.next().to_be_bytes());
        random[8..].copy_from_slice(&life.draw.next().to_be_bytes()[..2]);
        let id = uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid();
        life.case = Case::new(CaseId(id.to_string()));
        life
    }

    /// The first day from this one on which the station is open; of days that have passed never one
    /// after the last.
    pub(crate) fn open_from(&self, mut day: NaiveDate) -> NaiveDate {
        let last = self.options.cx.today();
        let weekend = |d: NaiveDate| matches!(d.weekday(), Weekday::Sat | Weekday::Sun);
        let open = |d: NaiveDate| {
            self.options.cx.calendar.is_working_day(d).unwrap_or_else(|| !weekend(d))
        };
        if day > last {
            return day;
        }
        while day < last && !open(day) {
            day += TimeDelta::days(1);
        }
        day
    }

    /// Now, in this life.
    pub(crate) fn now(&self) -> DateTime<FixedOffset> {
        let last = self.options.cx.now;
        let time = NaiveTime::from_hms_opt(self.minute / 60, self.minute % 60, 0);
        let local = self.day.and_time(time.unwrap_or_default());
        let now = last.offset().from_local_datetime(&local).single().unwrap_or(last);
        now.min(last)
    }

    /// The law as it stands now in this life.
    pub(crate) fn cx(&self) -> Context<'a> {
        Context { now: self.now(), by: self.recorder, ..self.options.cx }
    }

    /// Days to the last day.
    pub(crate) fn left(&self) -> i64 {
        (self.options.cx.today() - self.day).num_days()
    }

    /// Lets days pass, up to the last one; the station is open on the day it comes to.
    pub(crate) fn pass(&mut self, days: i64) {
        self.to(self.day + TimeDelta::days(days));
    }

    /// Lets time pass up to a day.
    pub(crate) fn to(&mut self, day: NaiveDate) {
        let day = self.open_from(day.min(self.options.cx.today()));
        if day > self.day {
            self.day = day;
            self.minute = OFFICE.0 + u32::try_from(self.draw.between(0, 300)).unwrap_or(0);
        }
    }

    /// An identifier that is new in the case.
    pub(crate) fn id(&mut self, kind: &str) -> Id {
        self.ids += 1;
        Id(format!("{kind}{}", self.ids))
    }

    /// Does what the law allows now; after the first refusal the life stands still.
    pub(crate) fn does(&mut self, command: Command) {
        self.does_as(self.recorder, command);
    }

    /// The same by another of the staff.
    pub(crate) fn does_as(&mut self, by: &'static str, command: Command) {
        if self.stopped.is_some() {
            return;
        }
        let judged = decide(&self.case, command, &Context { by, ..self.cx() });
        self.takes(by, judged);
    }

    /// What was judged elsewhere happens here.
    pub(crate) fn takes(&mut self, by: &'static str, judged: Result<Vec<Event>, Refusal>) {
        match judged {
            Ok(events) => events.into_iter().for_each(|event| self.record(by, event)),
            Err(refusal) => self.stopped = Some(refusal),
        }
    }

    /// Goes on from the moment at which another life stands.
    pub(crate) fn joins(&mut self, other: &Self) {
        (self.day, self.minute) = (other.day, other.minute);
    }

    fn record(&mut self, by: &str, event: Event) {
        let stamp = Stamp {
            by: by.to_owned(),
            at: self.now(),
            dev: "sample".to_owned(),
            inc: "1".to_owned(),
            seq: self.events.len() as u64 + 1,
            hub_seq: None,
        };
        let entry = Entry { event, stamp, verdict: Verdict::Clean };
        apply(&mut self.case, &entry);
        self.events.push(Happened { at: entry.stamp.at, by: entry.stamp.by, event: entry.event });
        // A quarter of an hour later, but still in office hours.
        self.minute = (self.minute + 15).min(OFFICE.1);
    }

    pub(crate) fn end(self, stage: Stage, people: u32) -> SampleCase {
        SampleCase {
            id: self.case.id.clone(),
            place: self.place,
            stage,
            people,
            events: self.events,
            case: self.case,
            stopped: self.stopped,
        }
    }
}
