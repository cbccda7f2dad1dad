//! The law as pure functions: clocks, working days, limitation, calculators, identity numbers, amounts.
//!
//! The calculators are [`mod@rules`]: [`compute`] takes a rule's name, a JSON object and a [`LawContext`], and
//! gives a [`Computation`] with steps, dated values, and what is still to be asked.
//!
//! Nothing here knows the disk, the clock or the network: today, the calendar and the dated values
//! of the law come in as arguments. Values that can change are data under `assets/` with source and
//! effective date; an article stands beside every function that follows one.

mod articles;
mod calc;
mod calendar;
mod capitals;
mod causes;
mod clock;
mod holidays;
mod identity;
mod limitation;
mod mask;
mod money;
mod params;
mod periods;
mod ratio;
mod regions;
mod risk;
pub mod rules;
pub mod text;
mod uscc;

pub use articles::{Article, Articles};
pub use calc::{
    WorkStep, Working, daily_wage, months_between, wage_arrears, wage_arrears_with_days,
};
pub use calendar::{Calendar, CalendarError};
pub use causes::{ART16, Cause, Causes, OrgBases, OrgBasis};
pub use clock::{Due, calendar_days, months, working_days, years};
pub use holidays::{HalfDay, Holidays, LocalHoliday};
pub use identity::{IdCheck, IdKind, IdVerdict, Sex, age_on, check_id};
pub use limitation::{
    Employment, Interruption, Limitation, LimitationFacts, Suspension, limitation,
};
pub use mask::{mask_id, mask_phone, mask_uscc};
pub use money::{AmountError, Fen};
pub use params::{Given, KnownParameter, Parameter, ParameterError, Parameters};
pub use periods::{
    MediationPeriod, Period, Periods, Unit, acceptance_decision, appeal, arbitration_acceptance,
    arbitration_entrusted, award, civil_limitation, confirmation_acceptance,
    confirmation_application, confirmation_decision, confirmation_outer, court_delegated,
    court_entrusted, court_entrusted_summary, court_filing, enforcement, injury_employer,
    injury_worker, inspection, inspection_case, inspection_filing, latest_new_form_extension,
    mediation_period, payment_order_issue, payment_order_notice, payment_order_objection,
    review_application, review_decision, set_aside, suit_after_award, supervision_reply, target,
};
pub use regions::{Region, Regions};
pub use risk::{RiskError, RiskFacts, RiskGrade, RiskLevel, RiskMeasure, RiskRule, RiskRules};
pub use rules::{
    Computation, Head, Input, InputKind, InputView, KindView, LawContext, Missing, OptionView,
    Output, OutputView, Remark, Rule, RuleError, RuleView, UsedParameter, Why, compute,
    rule_schema, rules,
};
pub use uscc::{UsccCheck, UsccVerdict, check_uscc};
