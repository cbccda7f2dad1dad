use crate::policy::Policy;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use statute::{Calendar, Causes, Periods, RiskRules};

/// Where the seal of the organisation is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "lowercase")]
pub enum SealPlace {
    /// At this station.
    #[default]
    Here,
    /// At the county office: a paper can be signed and wait for the seal (待用印).
    County,
}

/// What a judgement needs besides the case: the time, the calendar, the law's values.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Now, local time with offset.
    pub now: DateTime<FixedOffset>,
    /// Working days and holidays.
    pub calendar: &'a Calendar,
    /// Dated periods of the law.
    pub periods: &'a Periods,
    /// Causes of action.
    pub causes: &'a Causes,
    /// Rules by which the risk is graded.
    pub risk: &'a RiskRules,
    /// Where the seal is kept.
    pub seal: SealPlace,
    /// Who judges or acts, as the desk names him; empty when it is nobody in particular.
    pub by: &'a str,
    /// Values and wordings that a county or province may set for itself.
    pub policy: &'a Policy,
}

impl Context<'_> {
    /// Today at the desk.
    pub fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }
}
