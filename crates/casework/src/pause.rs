//! What holds the mediation up: an application to be completed, and a pause both sides agreed to.

use crate::ids::Id;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The applicant was asked to complete the application (state 21).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct SupplementAsked {
    /// Identifier.
    pub id: Id,
    /// What is missing.
    pub what: String,
    /// Day.
    pub on: NaiveDate,
    /// Day by which it is wanted; a reminder of the station, not a period of the law.
    pub due: NaiveDate,
    /// The 补正通知.
    #[serde(default)]
    pub paper: Option<Id>,
}

/// What was asked for came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct SupplementDone {
    /// The question.
    pub id: Id,
    /// Day.
    pub on: NaiveDate,
    /// What came in.
    #[serde(default)]
    pub note: String,
}

/// A question to the applicant and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Supplement {
    /// The question.
    pub asked: SupplementAsked,
    /// The answer.
    #[serde(default)]
    pub done: Option<SupplementDone>,
    /// Noted by mistake, with the reason.
    #[serde(default)]
    pub cancelled: Option<String>,
}

/// Both sides agreed to pause (state 42), e.g. until an injury is recognised: no law pauses mediation by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Suspended {
    /// Day; that day is the first that does not count.
    pub on: NaiveDate,
    /// What is waited for.
    pub reason: String,
    /// The record both sides signed.
    #[serde(default)]
    pub paper: Option<Id>,
    /// Session whose record, signed by both, says so; used when there is no paper of its own.
    #[serde(default)]
    pub session: Option<Id>,
}

/// The mediation goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Resumed {
    /// Day; from this day on it counts again.
    pub on: NaiveDate,
    /// What came of what was waited for.
    #[serde(default)]
    pub note: String,
    /// The record of it.
    #[serde(default)]
    pub paper: Option<Id>,
}

/// A pause of the mediation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Pause {
    /// How it began.
    pub suspended: Suspended,
    /// How it ended; `None` while it lasts.
    #[serde(default)]
    pub resumed: Option<Resumed>,
}

impl Pause {
    /// Calendar days that do not count, up to a day while it lasts.
    pub fn days(&self, today: NaiveDate) -> i64 {
        let until = self.resumed.as_ref().map_or(today, |r| r.on);
        (until - self.suspended.on).num_days().max(0)
    }
}

impl Supplement {
    /// Whether the answer is still wanted.
    pub fn open(&self) -> bool {
        self.done.is_none() && self.cancelled.is_none()
    }
}
