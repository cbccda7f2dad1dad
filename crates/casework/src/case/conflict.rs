//! What another desk decided and a person has still to choose.

use crate::classify::Verdict;
use crate::event::Event;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// A decision of another desk kept beside the one that stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// Device, incarnation and position of the record kept beside.
    pub record: (String, String, u64),
    /// Fields or groups in conflict.
    pub touches: Vec<String>,
    /// The event kept beside.
    pub kind: String,
    /// Its body.
    pub body: serde_json::Value,
    /// Who wrote it.
    #[serde(default)]
    pub by: String,
    /// When.
    #[serde(default)]
    pub at: DateTime<FixedOffset>,
    /// How it was judged: hard, held with a hard one, or parked (not that desk's case any more).
    #[serde(default)]
    pub verdict: Verdict,
    /// Chosen by a person.
    pub resolved: bool,
}

impl Conflict {
    /// The event kept beside.
    pub fn event(&self) -> Event {
        Event::parse(&self.kind, &self.body)
    }

    /// Whether a person still has to choose; a parked record asks for nothing.
    pub fn open(&self) -> bool {
        !self.resolved && self.verdict != Verdict::Parked
    }
}
