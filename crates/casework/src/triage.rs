//! 诊: what the dispute is, how pressing, which ways are open, what has still to be asked.

mod remarks;
mod sheet;

pub use sheet::{Estimate, HeadEstimate, Jurisdiction, Question, Remark, Route, Triage, triage};

use crate::case::Case;
use crate::context::Context;
use crate::event::codes;
use crate::performance::{DutyState, duties};
use crate::sheet::{Party, PartyRole};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use statute::{RiskFacts, RiskGrade, RiskLevel, RiskRule};

codes! {
    /// Why a person grades the risk.
    GradeReason {
        /// The rules gave it and a person took it over.
        Rules = "rules", "按规则定级";
        /// Raised beyond the rules.
        Raised = "raised", "提级";
        /// Lowered against the rules.
        Lowered = "lowered", "降级";
    }
}

/// A person graded the risk (transition 40).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct RiskGraded {
    /// Grade.
    pub grade: RiskGrade,
    /// Day.
    pub on: NaiveDate,
    /// After the rules or against them; decided when it is judged.
    pub way: GradeReason,
    /// Ground.
    #[serde(default)]
    pub reason: String,
    /// The 重大争议呈报表.
    #[serde(default)]
    pub paper: Option<crate::Id>,
}

/// How pressing the dispute is, by the rules and as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Risk {
    /// Grade that stands: the one a person gave last, or that of the rules.
    pub grade: RiskGrade,
    /// Grade by the rules as things are today.
    pub by_rule: RiskGrade,
    /// Rules that fired.
    pub fired: Vec<RiskRule>,
    /// Level that has to handle it, by the grade that stands.
    pub level: RiskLevel,
    /// A person's grade, if one was given.
    pub graded: Option<RiskGraded>,
}

/// Grades the risk.
pub fn risk(case: &Case, cx: &Context<'_>) -> Risk {
    let sheet = &case.sheet;
    let workers: Vec<_> = sheet.named(PartyRole::Applicant);
    let today = cx.today();
    let under_age = |birth: NaiveDate| statute::age_on(birth, today) < 18;
    // Members are workers of the dispute; who is on the sheet as applicant as well is one person.
    let members = case.workers_besides(&workers);
    let vulnerable = |p: &&Party| !sheet.words(&format!("parties/{}/vulnerable", p.id)).is_empty();
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let late = duties(case, today).into_iter().filter(|d| d.state == DutyState::Overdue);
    let births = workers.iter().map(|p| p.birth).chain(members.iter().map(|m| m.birth));
    let facts = RiskFacts {
        workers: count(workers.len() + members.len()),
        amount: case.claimed().0,
        work_stopped: sheet.flag("case/work_stopped"),
        public_attention: sheet.flag("case/public_attention"),
        vulnerable: count(workers.iter().filter(vulnerable).count()),
        minors: count(births.flatten().filter(|birth| under_age(*birth)).count()),
        days_overdue: late.filter(|d| d.left.0 > 0).map(|d| d.late_days).max().unwrap_or(0),
    };
    let (by_rule, fired) = cx.risk.judge(&facts);
    let graded = case.risk.last().cloned();
    let grade = graded.as_ref().map_or(by_rule, |g| g.grade);
    Risk {
        grade,
        by_rule,
        fired: fired.into_iter().cloned().collect(),
        level: cx.risk.level(grade).clone(),
        graded,
    }
}

/// Whether the grade that stands was taken over by a person and reported with the papers it needs.
pub(crate) fn reported(case: &Case, risk: &Risk) -> bool {
    let taken_over = risk.graded.as_ref().is_some_and(|g| g.grade >= risk.by_rule);
    taken_over && risk.level.papers.iter().all(|kind| case.standing_paper(kind).is_some())
}
