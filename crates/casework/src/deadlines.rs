//! Clocks of a case, derived when asked, never recorded.

mod beside;

pub(crate) use beside::answered_to_court;

use crate::case::{Case, MediationState};
use crate::context::Context;
use crate::ids::Id;
use crate::performance::DutyState::{Done, DoneLate};
use crate::performance::{Duty, DutyState, duties};
use crate::sheet::PartyRole;
use chrono::{Months, NaiveDate};
use serde::Serialize;
use statute::{Due, Fen, Limitation, MediationPeriod};

/// What a clock measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineKind {
    /// 15日调解期.
    MediationPeriod,
    /// 答复是否受理.
    AcceptanceDecision,
    /// 5个工作日办结: an indicator, not law.
    Target,
    /// 仲裁时效.
    Limitation,
    /// Date by which an entrusting body wants its answer.
    EntrustReturn,
    /// 仲裁审查申请.
    ReviewApplication,
    /// 司法确认申请.
    ConfirmationApplication,
    /// 付款.
    Obligation,
    /// 安排的调解.
    Session,
    /// 补正, a reminder of the station.
    Supplement,
    /// 仲裁开庭.
    Hearing,
    /// 仲裁审查决定.
    ReviewDecision,
    /// 司法确认受理.
    ConfirmationAcceptance,
    /// 司法确认决定.
    ConfirmationDecision,
    /// 支付令受理通知.
    PaymentOrderNotice,
    /// 支付令发出.
    PaymentOrderIssue,
    /// 支付令异议.
    PaymentOrderObjection,
    /// 仲裁受理.
    ArbitrationAcceptance,
    /// 仲裁裁决.
    Award,
    /// 对裁决起诉.
    SuitAfterAward,
    /// 申请撤销终局裁决.
    SetAside,
    /// 立案.
    CourtFiling,
    /// 上诉.
    Appeal,
    /// 申请执行.
    Enforcement,
    /// 劳动监察立案.
    InspectionFiling,
    /// 劳动监察办理.
    InspectionCase,
    /// 上报, hours turned into a day.
    Escalation,
    /// 后续服务.
    Service,
    /// 部门分工.
    Task,
    /// 移送答复.
    TransferAnswer,
    /// 预约转接.
    Appointment,
    /// 长期或附条件履行的每年核查.
    YearlyReview,
}

/// How pressing a clock is today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Passed.
    Overdue,
    /// Today is the last day.
    Today,
    /// Within the alert distance.
    Soon,
    /// Further away.
    OnTime,
    /// Held up by a pause both sides agreed to.
    Paused,
    /// Has not begun.
    NotStarted,
    /// Cannot be told from what is known.
    Unknown,
    /// Stopped by an end or an agreement.
    Stopped,
}

/// One clock as it stands today.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct Deadline {
    /// What it measures.
    pub kind: DeadlineKind,
    /// Row it belongs to (obligation, session, service …), empty for the whole case.
    pub subject: String,
    /// Procedure it belongs to, when it is one beside the mediation.
    pub procedure: Option<Id>,
    /// Last day, after rolling.
    pub due: Option<NaiveDate>,
    /// Last day by plain counting.
    pub raw: Option<NaiveDate>,
    /// Day from which it is counted (that day is not counted).
    pub from: Option<NaiveDate>,
    /// Calendar days from today to `due`; negative when passed.
    pub days_left: Option<i64>,
    /// Working days from today to `due`, when it is counted in working days.
    pub working_days_left: Option<i64>,
    /// How pressing.
    pub urgency: Urgency,
    /// Article or document.
    pub basis: String,
    /// The value or the calendar behind it is not confirmed.
    pub unconfirmed: bool,
    /// Second start of the same period (acceptance), shown beside the governing one.
    pub other_due: Option<NaiveDate>,
    /// Extended by both sides.
    pub extended: bool,
    /// Amount concerned, 分.
    pub amount: Option<Fen>,
    /// Reasons, in the order in which they were applied.
    pub why: Vec<String>,
}

/// Days before a due date from which it counts as soon: the alerts of the 15-day period (−5).
const SOON: i64 = 5;

impl Deadline {
    fn plain(kind: DeadlineKind) -> Self {
        Self {
            kind,
            subject: String::new(),
            procedure: None,
            due: None,
            raw: None,
            from: None,
            days_left: None,
            working_days_left: None,
            urgency: Urgency::Unknown,
            basis: String::new(),
            unconfirmed: false,
            other_due: None,
            extended: false,
            amount: None,
            why: Vec::new(),
        }
    }

    fn on(kind: DeadlineKind, due: &Due, from: NaiveDate, today: NaiveDate) -> Self {
        let mut d = Self::plain(kind);
        d.due = Some(due.due);
        d.raw = Some(due.raw);
        d.from = Some(from);
        d.basis.clone_from(&due.basis);
        d.unconfirmed = due.unconfirmed;
        d.days_left = Some((due.due - today).num_days());
        d.urgency = urgency(due.due, today);
        d
    }

    fn day(kind: DeadlineKind, due: NaiveDate, today: NaiveDate) -> Self {
        let mut d = Self::plain(kind);
        d.due = Some(due);
        d.raw = Some(due);
        d.days_left = Some((due - today).num_days());
        d.urgency = urgency(due, today);
        d
    }
}

fn urgency(due: NaiveDate, today: NaiveDate) -> Urgency {
    match (due - today).num_days() {
        n if n < 0 => Urgency::Overdue,
        0 => Urgency::Today,
        n if n <= SOON => Urgency::Soon,
        _ => Urgency::OnTime,
    }
}

/// The mediation period with both starts, once the application is received.
pub(crate) fn period(case: &Case, cx: &Context<'_>) -> Option<MediationPeriod> {
    let m = &case.mediation;
    let received = m.began_on()?;
    let accepted = m.accepted_in_this_round();
    let extension = m.extension.as_ref().map(|e| e.until);
    let mut period =
        statute::mediation_period(received, accepted, extension, cx.calendar, cx.periods);
    let days = paused_days(case, received, cx);
    move_by(&mut period.governing, days, cx);
    if let Some(due) = &mut period.from_acceptance {
        move_by(due, days, cx);
    }
    Some(period)
}

/// Days of this round's pauses that the present end of the period does not yet hold.
fn paused_days(case: &Case, began: NaiveDate, cx: &Context<'_>) -> u32 {
    let m = &case.mediation;
    pause_since(case, m.extension.as_ref().map_or(began, |e| e.on), cx)
}

fn pause_since(case: &Case, from: NaiveDate, cx: &Context<'_>) -> u32 {
    let since = case.mediation.pauses.iter().filter(|p| p.suspended.on >= from);
    u32::try_from(since.map(|p| p.days(cx.today())).sum::<i64>()).unwrap_or(0)
}

/// Both sides agreed to the pause; no text says what it does to the period, so it is shown as unconfirmed.
fn move_by(due: &mut Due, days: u32, cx: &Context<'_>) {
    if days > 0 {
        let basis = format!("{}，双方同意中止{days}日，期限顺延", due.basis);
        *due = statute::calendar_days(due.raw, days, cx.calendar, &basis);
        due.unconfirmed = true;
    }
}

/// Latest day to which the period may be extended, where a rule limits it (人社厅发〔2024〕4号).
pub(crate) fn latest_extension(case: &Case, cx: &Context<'_>) -> Option<NaiveDate> {
    let platform =
        case.sheet.named(PartyRole::Applicant).iter().any(|p| p.employment.starts_with("platform"));
    if !platform {
        return None;
    }
    let m = &case.mediation;
    let received = m.began_on()?;
    let accepted = m.accepted_in_this_round();
    Some(statute::latest_new_form_extension(received, accepted, cx.calendar, cx.periods).due)
}

/// All clocks of a case, the most pressing first.
///
/// What follows from time is derived here; nothing of it is recorded.
pub fn deadlines(case: &Case, cx: &Context<'_>) -> Vec<Deadline> {
    use MediationState as S;
    let today = cx.today();
    let m = &case.mediation;
    let state = case.state();
    let running = !case.mediation_over() && state != S::Consulting;
    let mut all = Vec::new();
    if let (Some(p), Some(from)) = (period(case, cx), m.began_on()) {
        let mut d = Deadline::on(DeadlineKind::MediationPeriod, &p.governing, from, today);
        d.other_due = p.from_acceptance.as_ref().map(|o| o.due);
        d.extended = m.extension.is_some();
        if !running {
            d.urgency = Urgency::Stopped;
        } else if m.paused() {
            d.urgency = Urgency::Paused;
        }
        all.push(d);
        if matches!(state, S::Registered | S::Supplementing | S::Inquiring) {
            let due = statute::acceptance_decision(from, cx.calendar, cx.periods);
            all.push(working(DeadlineKind::AcceptanceDecision, &due, from, cx));
        }
    }
    if let Some(accepted) = m.accepted_in_this_round().filter(|_| running) {
        let due = statute::target(accepted, cx.calendar, cx.periods);
        let mut d = working(DeadlineKind::Target, &due, accepted, cx);
        if m.paused() {
            d.urgency = Urgency::Paused;
        }
        all.push(d);
    }
    let gone = matches!(state, S::Merged | S::Settled);
    if case.effective().is_none() && !gone && !beside::arbitrates(case) {
        all.push(limitation_clock(case, cx));
    }
    for planned in m.planned.iter().filter(|_| running) {
        let mut d = Deadline::day(DeadlineKind::Session, planned.at.date_naive(), today);
        d.subject.clone_from(&planned.id.0);
        all.push(d);
    }
    if running {
        merged_in(case, cx, &mut all);
    }
    after_effect(case, cx, &mut all);
    beside::beside(case, cx, &mut all);
    all.sort_by_key(|d| (d.urgency, d.due));
    all
}

fn working(kind: DeadlineKind, due: &Due, from: NaiveDate, cx: &Context<'_>) -> Deadline {
    let mut d = Deadline::on(kind, due, from, cx.today());
    d.working_days_left = cx.calendar.working_days_between(cx.today(), due.due);
    d
}

fn limitation_clock(case: &Case, cx: &Context<'_>) -> Deadline {
    let mut d = Deadline::plain(DeadlineKind::Limitation);
    match crate::limitation::limitation(case, cx) {
        Limitation::NotStarted { why } => {
            d.urgency = Urgency::NotStarted;
            d.why = why;
        }
        Limitation::Unknown { why } => d.why = why,
        Limitation::Runs { due, from, why } => {
            d = Deadline::on(DeadlineKind::Limitation, &due, from, cx.today());
            // A year is long: a month before its end is soon enough to be seen every day.
            if d.days_left.is_some_and(|n| (0..=30).contains(&n)) && d.urgency == Urgency::OnTime {
                d.urgency = Urgency::Soon;
            }
            d.why = why;
        }
    }
    if d.basis.is_empty() {
        d.basis = "调解仲裁法第27条".to_owned();
    }
    d
}

fn after_effect(case: &Case, cx: &Context<'_>, all: &mut Vec<Deadline>) {
    let Some(accord) = case.effective() else {
        return;
    };
    let today = cx.today();
    let performed = case.performance().is_some_and(|p| p.complete);
    if let Some(on) = accord.effective_on.filter(|_| !performed) {
        for (kind, due) in [
            (
                DeadlineKind::ReviewApplication,
                statute::review_application(on, cx.calendar, cx.periods),
            ),
            (
                DeadlineKind::ConfirmationApplication,
                statute::confirmation_application(on, cx.calendar, cx.periods),
            ),
        ] {
            if beside::asked(case, kind) {
                continue;
            }
            let mut d = Deadline::on(kind, &due, on, today);
            if d.urgency == Urgency::Overdue {
                // A right that lapsed is told, it is nobody's task any more.
                d.urgency = Urgency::Stopped;
            }
            all.push(d);
        }
    }
    let open: Vec<Duty> =
        duties(case, today).into_iter().filter(|d| !matches!(d.state, Done | DoneLate)).collect();
    for duty in &open {
        let Some(due) = duty.due else { continue };
        let mut d = Deadline::day(DeadlineKind::Obligation, due, today);
        d.subject.clone_from(&duty.id.0);
        d.amount = (duty.left.0 > 0).then_some(duty.left);
        d.raw = duty.agreed_due;
        if duty.accelerated {
            d.why.push("前期款项逾期，按约定余款到期".to_owned());
        }
        if duty.state == DutyState::Waiting {
            d.why.push("条件尚未成就，以最晚付款日计".to_owned());
        }
        all.push(d);
    }
    if let Some(on) = accord.effective_on {
        yearly_review(&open, on, today, all);
    }
}

/// What takes longer than a year, or waits for an event, is looked at on each anniversary (needs.md row 55).
fn yearly_review(open: &[Duty], effective: NaiveDate, today: NaiveDate, all: &mut Vec<Deadline>) {
    let year = |n: u32| effective.checked_add_months(Months::new(n.saturating_mul(12)));
    let Some(first) = year(1) else { return };
    let long =
        |d: &&Duty| d.state == DutyState::Waiting || d.agreed_due.is_some_and(|due| due > first);
    let Some(duty) = open.iter().find(|d| long(d)) else { return };
    let Some(next) = (1..).map_while(year).find(|day| *day >= today) else { return };
    let mut d = Deadline::day(DeadlineKind::YearlyReview, next, today);
    d.from = Some(effective);
    d.subject.clone_from(&duty.id.0);
    all.push(d);
}

/// Cases that came into this one bring their receipt: the 15 days of those members run from it.
fn merged_in(case: &Case, cx: &Context<'_>, all: &mut Vec<Deadline>) {
    let extension = case.mediation.extension.as_ref();
    for merged in &case.group.merged_in {
        let Some(from) = merged.received.as_ref().map(|r| r.at.date_naive()) else { continue };
        // What both sides signed after they came holds for them too.
        let extension = extension.filter(|e| e.on >= merged.on);
        let until = extension.map(|e| e.until);
        let mut p = statute::mediation_period(from, None, until, cx.calendar, cx.periods);
        let paused = pause_since(case, extension.map_or(merged.on, |e| e.on), cx);
        move_by(&mut p.governing, paused, cx);
        let mut d = Deadline::on(DeadlineKind::MediationPeriod, &p.governing, from, cx.today());
        if case.mediation.paused() {
            d.urgency = Urgency::Paused;
        }
        d.subject.clone_from(&merged.from.0);
        d.extended = extension.is_some();
        all.push(d);
    }
}
