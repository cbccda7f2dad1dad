//! What events carry: numbers, people present, sessions, stations, references to records.

use super::{SessionKind, SessionMode, SessionResult};
use crate::ids::Id;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// An allotted number, e.g. 勐工调〔2026〕KD12号: never reused, no leading zeros (GB/T 9704).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Number {
    /// The whole number as printed.
    pub text: String,
    /// Which series it was taken from, e.g. `case` or `letter`.
    pub series: String,
    /// Year of the series.
    pub year: i32,
    /// Place in the series of this desk.
    pub n: u32,
}

/// Somebody present at a session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Attendee {
    /// Row of the party, if the person is or stands for one.
    #[serde(default)]
    pub party: Option<Id>,
    /// Name.
    pub name: String,
    /// Capacity, e.g. 申请人, 委托代理人, 翻译.
    pub capacity: String,
    /// Agency or firm he speaks for, e.g. 县人社局.
    #[serde(default)]
    #[ts(as = "Option<String>", optional)]
    pub agency: String,
    /// His identity was checked.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub id_checked: bool,
    /// He was not in the room and signs the record later (by post, at another station).
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub signs_later: bool,
}

/// What somebody said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Statement {
    /// Name or standing of the speaker.
    pub who: String,
    /// What was said.
    pub text: String,
}

/// A session that is planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct SessionScheduled {
    /// Identifier; the held session takes it over.
    pub id: Id,
    /// Begin, local time with offset.
    pub at: DateTime<FixedOffset>,
    /// Place.
    pub place: String,
}

/// A session that was held.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct SessionHeld {
    /// Identifier.
    pub id: Id,
    /// Begin, local time with offset.
    pub at: DateTime<FixedOffset>,
    /// End.
    #[serde(default)]
    pub until: Option<DateTime<FixedOffset>>,
    /// Place.
    pub place: String,
    /// How it was held.
    pub mode: SessionMode,
    /// Who was there.
    pub present: Vec<Attendee>,
    /// Mediators.
    pub mediators: Vec<String>,
    /// Recorder.
    #[serde(default)]
    pub recorder: String,
    /// What was said.
    pub statements: Vec<Statement>,
    /// Mediator's proposal.
    #[serde(default)]
    pub proposal: String,
    /// Outcome.
    pub result: SessionResult,
    /// Remarks on the outcome.
    #[serde(default)]
    pub note: String,
    /// What kind of meeting it was.
    #[serde(default)]
    pub kind: SessionKind,
    /// Whether those present agreed to be recorded; `None` when it was not recorded (在线调解规则 Art. 20–23).
    #[serde(default)]
    pub recording_consent: Option<bool>,
    /// Telephone numbers or accounts that were used.
    #[serde(default)]
    pub numbers: Vec<String>,
    /// Day on which it goes on.
    #[serde(default)]
    pub next_on: Option<NaiveDate>,
    /// SHA-256 of files that belong to it, e.g. the employer's plan, the sign-in sheet, the recording.
    #[serde(default)]
    pub attachments: Vec<String>,
}

/// Names a record: device, incarnation, place in that log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct RecordRef {
    /// Device.
    pub dev: String,
    /// Incarnation.
    pub inc: String,
    /// Place.
    #[ts(type = "number")]
    pub seq: u64,
}

/// A case given to a station.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Assigned {
    /// Station that gets it.
    pub to: String,
    /// Its name.
    pub to_name: String,
    /// Station that gave it, where it goes back to.
    pub from: String,
    /// Its name.
    pub from_name: String,
    /// Mediator named, if one is.
    #[serde(default)]
    pub mediator: String,
    /// Day by which an answer or a result is wanted.
    #[serde(default)]
    pub due: Option<NaiveDate>,
    /// Day.
    pub on: NaiveDate,
    /// What the county says to it.
    #[serde(default)]
    pub note: String,
}
