//! Clocks of what runs beside and after the mediation. Each belongs to something that is still open, and goes with it.

use super::{Deadline, DeadlineKind, Urgency, working};
use crate::case::{Case, ProcedureKind};
use crate::context::Context;
use crate::decide::guards;
use crate::machine::{self, Since};
use crate::performance::{DutyState, duties};
use crate::proceeding::Proceeding;
use crate::triage::{reported, risk};
use chrono::{Days, NaiveDate};
use statute::{Due, Employment, Limitation, LimitationFacts};

pub(super) fn beside(case: &Case, cx: &Context<'_>, all: &mut Vec<Deadline>) {
    for p in case.proceedings.iter().filter(|p| p.runs()) {
        procedure(p, cx, all);
    }
    enforcement(case, cx, all);
    agencies(case, cx, all);
    if case.closed() {
        return;
    }
    for s in case.mediation.supplements.iter().filter(|s| s.open() && waits(case)) {
        let mut d = Deadline::day(DeadlineKind::Supplement, s.asked.due, cx.today());
        d.subject.clone_from(&s.asked.id.0);
        d.from = Some(s.asked.on);
        all.push(d);
    }
    entry(case, cx, all);
    unperformed(case, cx, all);
    escalation(case, cx, all);
}

/// An application is completed before it is accepted, or not at all.
fn waits(case: &Case) -> bool {
    case.mediation.accepted.is_none() && !case.mediation_over()
}

fn procedure(p: &Proceeding, cx: &Context<'_>, all: &mut Vec<Deadline>) {
    let Some(state) = machine::state(p.opened.procedure, p.state()) else { return };
    for clock in state.clocks {
        let from = match clock.since {
            Since::Opened => Some(p.opened.on),
            Since::Reached(state) => p.reached(state).map(|m| m.on),
            Since::Served(state) => p.reached(state).and_then(|m| m.served_on),
        };
        let Some(from) = from else { continue };
        let due = (clock.count)(from, cx.calendar, cx.periods);
        let mut d = if in_working_days(clock.kind) {
            working(clock.kind, &due, from, cx)
        } else {
            Deadline::on(clock.kind, &due, from, cx.today())
        };
        if clock.right && d.urgency == Urgency::Overdue {
            // A right that lapsed is told, it is nobody's task any more.
            d.urgency = Urgency::Stopped;
        }
        if clock.kind == DeadlineKind::ConfirmationDecision {
            // 法释〔2011〕5号 gives 15 days, the special procedure of the code 30: both are shown.
            let outer = statute::confirmation_outer(from, cx.calendar, cx.periods);
            d.other_due = Some(outer.due);
        }
        d.subject.clone_from(&p.opened.id.0);
        d.procedure = Some(p.opened.id.clone());
        all.push(d);
    }
}

fn in_working_days(kind: DeadlineKind) -> bool {
    use DeadlineKind as D;
    matches!(kind, D::ReviewDecision | D::InspectionFiling | D::InspectionCase)
}

/// A title is at hand and nobody has asked for its enforcement: two years (民事诉讼法 Art. 250).
fn enforcement(case: &Case, cx: &Context<'_>, all: &mut Vec<Deadline>) {
    let asked = case.proceedings.iter().any(|p| {
        p.opened.procedure == ProcedureKind::Enforcement
            && p.cancelled.is_none()
            && (p.runs() || p.state() == "performed")
    });
    let performed = case.performance().is_some_and(|p| p.complete);
    let Some(title) = guards::title(case).filter(|_| !asked && !performed) else { return };
    let Some((from, due)) = guards::enforcement_period(case, cx) else { return };
    let mut d = long(DeadlineKind::Enforcement, &due, from, cx);
    d.subject.clone_from(&title.opened.id.0);
    d.procedure = Some(title.opened.id.clone());
    all.push(d);
}

/// A clock of months or years: a month before its end is soon enough to be seen every day; past it, a right lapsed.
fn long(kind: DeadlineKind, due: &Due, from: NaiveDate, cx: &Context<'_>) -> Deadline {
    let mut d = Deadline::on(kind, due, from, cx.today());
    if d.days_left.is_some_and(|n| (0..=30).contains(&n)) && d.urgency == Urgency::OnTime {
        d.urgency = Urgency::Soon;
    }
    if d.urgency == Urgency::Overdue {
        d.urgency = Urgency::Stopped;
    }
    d
}

fn agencies(case: &Case, cx: &Context<'_>, all: &mut Vec<Deadline>) {
    let today = cx.today();
    let mut add = |kind: DeadlineKind, subject: &str, due: NaiveDate| {
        let mut d = Deadline::day(kind, due, today);
        subject.clone_into(&mut d.subject);
        all.push(d);
    };
    let after = &case.after;
    for s in after.services.iter().filter(|s| s.open()) {
        add(DeadlineKind::Service, &s.planned.id.0, s.planned.due);
    }
    for t in after.tasks.iter().filter(|t| t.open()) {
        add(DeadlineKind::Task, &t.set.id.0, t.set.due);
    }
    for t in after.transfers.iter().filter(|t| t.open()) {
        if let Some(due) = t.sent.due {
            add(DeadlineKind::TransferAnswer, &t.sent.id.0, due);
        }
        if let Some(appointment) =
            t.sent.appointment.as_ref().filter(|a| a.at.date_naive() >= today)
        {
            add(DeadlineKind::Appointment, &t.sent.id.0, appointment.at.date_naive());
        }
    }
}

/// The day a court or a commission set, when the matter came from there.
fn entry(case: &Case, cx: &Context<'_>, all: &mut Vec<Deadline>) {
    let sheet = &case.sheet;
    let today = cx.today();
    let answered = !case.mediation.referrals_of_this_round().is_empty() || answered_to_court(case);
    if let Some((from, due)) = court_period(case, cx).filter(|_| !answered) {
        let mut d = Deadline::on(DeadlineKind::EntrustReturn, &due, from, today);
        if let Some(by) = sheet.day("case/entrust_return_by") {
            // The day the letter names stands; the period of the rule is shown beside.
            d = Deadline::day(DeadlineKind::EntrustReturn, by, today);
            d.from = Some(from);
            d.basis = sheet.text("case/entrust_letter");
            d.other_due = Some(due.due);
        }
        all.push(d);
    } else if let Some(by) = sheet.day("case/entrust_return_by").filter(|_| !answered) {
        let mut d = Deadline::day(DeadlineKind::EntrustReturn, by, today);
        d.basis = sheet.text("case/entrust_letter");
        all.push(d);
    }
    let running = case.mediation.received.is_some() && !case.mediation_over();
    if let Some(on) = sheet.day("case/hearing_on").filter(|on| running && *on >= today) {
        all.push(Deadline::day(DeadlineKind::Hearing, on, today));
    }
}

/// The period of the court's letter (法释〔2016〕14号 Art. 27): it counts from the letter.
fn court_period(case: &Case, cx: &Context<'_>) -> Option<(NaiveDate, Due)> {
    let from = case.sheet.day("case/entrust_letter_date")?;
    let due = match case.sheet.text("case/court_kind").as_str() {
        "delegated" => statute::court_delegated(from, cx.calendar, cx.periods),
        "entrusted" => statute::court_entrusted(from, cx.calendar, cx.periods),
        "entrusted_summary" => statute::court_entrusted_summary(from, cx.calendar, cx.periods),
        _ => return None,
    };
    Some((from, due))
}

pub(crate) fn answered_to_court(case: &Case) -> bool {
    let to_court = |t: &crate::Transfer| {
        t.cancelled.is_none() && t.sent.transfer == crate::TransferKind::Court
    };
    case.after.transfers.iter().any(to_court)
}

/// The claim is with the commission: its limitation is kept.
pub(super) fn arbitrates(case: &Case) -> bool {
    let there = |p: &Proceeding| {
        p.opened.procedure == ProcedureKind::Arbitration
            && p.cancelled.is_none()
            && !matches!(p.state(), "withdrawn" | "not_accepted")
    };
    case.proceedings.iter().any(there)
}

/// Whether what a period is for has been applied for already, or a title makes it idle.
pub(super) fn asked(case: &Case, kind: DeadlineKind) -> bool {
    let of = match kind {
        DeadlineKind::ReviewApplication => ProcedureKind::ArbitrationReview,
        _ => ProcedureKind::JudicialConfirmation,
    };
    let applied = |p: &Proceeding| p.opened.procedure == of && p.cancelled.is_none();
    case.proceedings.iter().any(applied) || guards::title(case).is_some()
}

/// An instalment that was not paid opens arbitration (Art. 15); how its year is counted is not settled, so it is
/// shown as unconfirmed.
fn unperformed(case: &Case, cx: &Context<'_>, all: &mut Vec<Deadline>) {
    if guards::title(case).is_some() || arbitrates(case) {
        return;
    }
    let late = duties(case, cx.today()).into_iter().filter(|d| d.state == DutyState::Overdue);
    let Some(known) = late.filter_map(|d| d.due).min() else { return };
    let facts = LimitationFacts {
        wage_arrears: false,
        employment: Employment::Unknown,
        known_on: Some(known),
        interruptions: Vec::new(),
        suspensions: Vec::new(),
    };
    if let Limitation::Runs { due, from, .. } =
        statute::limitation(&facts, cx.today(), cx.calendar, cx.periods)
    {
        let mut d = long(DeadlineKind::Limitation, &due, from, cx);
        d.unconfirmed = true;
        d.why = vec!["协议到期未履行，暂按到期之日起一年计算，请向仲裁委核实".to_owned()];
        all.push(d);
    }
}

/// A grade that has to be reported and has not been.
fn escalation(case: &Case, cx: &Context<'_>, all: &mut Vec<Deadline>) {
    let risk = risk(case, cx);
    let Some(hours) = risk.level.escalate_hours else { return };
    if reported(case, &risk) || case.mediation.received.is_none() || case.mediation_over() {
        return;
    }
    let received = case.mediation.began_on();
    let Some(from) = risk.graded.as_ref().map(|g| g.on).or(received) else { return };
    let Some(due) = from.checked_add_days(Days::new(u64::from(hours.div_ceil(24)))) else { return };
    let mut d = Deadline::day(DeadlineKind::Escalation, due, cx.today());
    d.from = Some(from);
    d.unconfirmed = risk.fired.iter().any(|rule| rule.grade == risk.grade && !rule.confirmed);
    d.basis = risk.level.level_words.clone();
    all.push(d);
}
