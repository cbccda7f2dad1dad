//! Guards of the procedures beside the mediation: the table names them, here they are judged.
//!
//! Every guard is judged on the day on which something went in, not on the day on which it is noted.

use super::not_future;
use crate::case::{Case, ProcedureKind as K};
use crate::context::Context;
use crate::event::Event;
use crate::machine::{self, Guard, Machine, Need, Outcome};
use crate::members::group_flag;
use crate::performance::{Duty, DutyState, duties, order_duties, overdue_for_order};
use crate::proceeding::{ProcedureBasis as B, ProcedureMoved, ProcedureOpened, Proceeding};
use crate::sheet::{PartyKind, PartyRole};
use crate::{MediationState as S, Refusal};
use chrono::{Datelike, NaiveDate};
use statute::{Due, Fen};

pub(super) fn open(
    case: &Case,
    mut opened: ProcedureOpened,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let Some(machine) = machine::machine(opened.procedure) else {
        return Err(Refusal::new("procedure.derived", ""));
    };
    if case.proceedings.iter().any(|p| p.opened.id == opened.id) {
        return Err(Refusal::new("procedure.again", ""));
    }
    not_future("procedure.future", opened.on, cx)?;
    if opened.body.name.trim().is_empty() {
        return Err(Refusal::new("procedure.no_body", machine.opening.article));
    }
    running_already(case, machine)?;
    for guard in machine.opening.guards {
        match guard {
            Guard::ArbitrationBasis => {
                opened.basis = Some(arbitration_basis(case, opened.basis, opened.on, cx)?);
            }
            Guard::SuitBasis => {
                opened.basis = Some(suit_basis(case, opened.basis, opened.on, cx)?);
            }
            Guard::Joint => joint(case, machine, &opened)?,
            Guard::Worker => worker(case, machine, &opened)?,
            other => judge(case, machine, *other, opened.on, cx)?,
        }
    }
    if let Some(paper) = &opened.paper {
        let paper = super::paper::standing(case, paper)?;
        let missing: Vec<String> = paper.missing().iter().map(|s| s.name.clone()).collect();
        if !missing.is_empty() {
            return Err(Refusal::new("procedure.paper_unsigned", machine.opening.article)
                .with("missing", missing));
        }
    }
    if opened.accord.is_none() {
        opened.accord = case.effective().map(|a| a.id.clone());
    }
    Ok(vec![Event::ProcedureOpened(opened)])
}

/// Whether a procedure could be begun on a day; who applies is asked when it is.
pub(crate) fn may_open(
    case: &Case,
    kind: K,
    on: NaiveDate,
    cx: &Context<'_>,
) -> Result<Option<B>, Refusal> {
    let Some(machine) = machine::machine(kind) else {
        return Err(Refusal::new("procedure.derived", ""));
    };
    running_already(case, machine)?;
    let mut basis = None;
    for guard in machine.opening.guards {
        match guard {
            Guard::ArbitrationBasis => basis = Some(arbitration_basis(case, None, on, cx)?),
            Guard::SuitBasis => basis = Some(suit_basis(case, None, on, cx)?),
            Guard::Joint | Guard::Worker => {}
            other => judge(case, machine, *other, on, cx)?,
        }
    }
    Ok(basis)
}

fn running_already(case: &Case, machine: &Machine) -> Result<(), Refusal> {
    match noted(case, machine.kind).find(|p| p.runs()) {
        Some(p) => {
            let on = p.opened.on.to_string();
            Err(Refusal::new("procedure.open_already", machine.opening.article)
                .with("procedure", machine.label)
                .with("on", on))
        }
        None => Ok(()),
    }
}

fn noted(case: &Case, kind: K) -> impl Iterator<Item = &Proceeding> {
    let counts = move |p: &&Proceeding| p.opened.procedure == kind && p.cancelled.is_none();
    case.proceedings.iter().filter(counts)
}

/// The procedure that gave an enforceable title, the latest one.
pub(crate) fn title(case: &Case) -> Option<&Proceeding> {
    let gave = |p: &&Proceeding| {
        p.cancelled.is_none()
            && machine::state(p.opened.procedure, p.state())
                .is_some_and(|s| s.outcome == Outcome::Title)
    };
    case.proceedings.iter().rev().find(gave)
}

/// Heads of the dispute: those claimed, and the cause.
pub(crate) fn heads(case: &Case) -> Vec<String> {
    let mut heads: Vec<String> = case.sheet.claims().into_iter().map(|c| c.head).collect();
    heads.push(case.sheet.text("case/cause"));
    heads.retain(|h| !h.is_empty());
    heads
}

/// Rows of the agreement whose day has passed and which are not performed: its event and an acceleration count.
fn overdue(case: &Case, on: NaiveDate) -> impl Iterator<Item = Duty> {
    duties(case, on).into_iter().filter(|d| d.state == DutyState::Overdue)
}

fn refuse(machine: &Machine, what: &str, article: &str) -> Refusal {
    Refusal::new(&format!("{}.{what}", machine.step), article)
}

fn lapsed(machine: &Machine, due: &Due, on: NaiveDate) -> Result<(), Refusal> {
    if on <= due.due {
        return Ok(());
    }
    Err(refuse(machine, "passed", &due.basis).with("due", due.due.to_string()))
}

fn judge(
    case: &Case,
    machine: &Machine,
    guard: Guard,
    on: NaiveDate,
    cx: &Context<'_>,
) -> Result<(), Refusal> {
    let article = machine.opening.article;
    let unless = |holds: bool, what: &str| {
        if holds { Ok(()) } else { Err(refuse(machine, what, article)) }
    };
    match guard {
        Guard::Effective => unless(case.effective().is_some(), "not_effective"),
        Guard::Unpaid => {
            let paid = case.performance().is_some_and(|p| p.complete);
            unless(!paid, "performed")
        }
        Guard::Overdue => {
            // A title that does not rest on an agreement is due with itself.
            let due = case.effective().is_none() || overdue(case, on).next().is_some();
            unless(due, "not_due")
        }
        Guard::ReviewPeriod => {
            let Some(from) = case.effective().and_then(|a| a.effective_on) else { return Ok(()) };
            lapsed(machine, &statute::review_application(from, cx.calendar, cx.periods), on)
        }
        Guard::ConfirmationPeriod => {
            let Some(from) = case.effective().and_then(|a| a.effective_on) else { return Ok(()) };
            lapsed(machine, &statute::confirmation_application(from, cx.calendar, cx.periods), on)
        }
        Guard::LabourDispute => labour_dispute(case, machine, cx),
        Guard::NotRelation => {
            let barred = |h: &String| cx.causes.get(h).is_some_and(|c| c.arbitration_review_barred);
            if heads(case).iter().any(barred) {
                return Err(refuse(machine, "relation", "办案规则第75条"));
            }
            Ok(())
        }
        Guard::NotConfirmed => {
            let stands = |p: &Proceeding| p.runs() || p.state() == "granted";
            unless(!noted(case, K::JudicialConfirmation).any(stands), "confirmed_already")
        }
        Guard::NotReviewed => {
            let granted = noted(case, K::ArbitrationReview).any(|p| p.state() == "granted");
            unless(!granted, "review_granted")
        }
        // What is owed to the authority is no money of Art. 16, however late it is.
        Guard::OrderHeads => unless(!order_duties(case, on, cx).is_empty(), "heads"),
        Guard::OrderDue => unless(!overdue_for_order(case, on, cx).is_empty(), "not_due"),
        Guard::Title => unless(title(case).is_some(), "no_title"),
        Guard::EnforcementPeriod => match enforcement_period(case, cx) {
            Some((_, due)) => lapsed(machine, &due, on),
            None => Ok(()),
        },
        Guard::InspectionPeriod => match inspection_period(case, cx) {
            Some((_, due)) => lapsed(machine, &due, on),
            None => Ok(()),
        },
        Guard::SupportNeeded => {
            let vulnerable = |p: &crate::Party| {
                !case.sheet.words(&format!("parties/{}/vulnerable", p.id)).is_empty()
            };
            let workers = case.sheet.named(PartyRole::Applicant);
            let group = case.sheet.flag("case/group") || group_flag(case, cx);
            let needed = group || workers.iter().any(vulnerable);
            unless(needed, "not_needed")
        }
        // Judged where the day of service and the one who applies are at hand.
        Guard::ObjectionOver
        | Guard::SuitOver
        | Guard::AppealOver
        | Guard::Joint
        | Guard::Worker
        | Guard::ArbitrationBasis
        | Guard::SuitBasis => Ok(()),
    }
}

fn labour_dispute(case: &Case, machine: &Machine, cx: &Context<'_>) -> Result<(), Refusal> {
    let heads = heads(case);
    let all = |is: &dyn Fn(&statute::Cause) -> bool| {
        !heads.is_empty() && heads.iter().all(|h| cx.causes.get(h).is_some_and(is))
    };
    if all(&|c| c.civil) {
        return Err(refuse(machine, "civil", "调解仲裁法第2条"));
    }
    if all(&|c| c.administrative) {
        return Err(refuse(machine, "administrative", "调解仲裁法第2条"));
    }
    Ok(())
}

/// Two years from the last instalment's day, or from the service of a title that rests on no agreement.
pub(crate) fn enforcement_period(case: &Case, cx: &Context<'_>) -> Option<(NaiveDate, Due)> {
    let title = title(case)?;
    // An acceleration is for the creditor: it makes the rest due early and takes nothing of the two years.
    let instalment =
        case.effective().and_then(|a| a.obligations.iter().filter_map(|o| case.due_day(o)).max());
    let served = title.steps().last().and_then(|m| m.served_on).unwrap_or_else(|| title.since());
    let from = instalment.unwrap_or(served);
    Some((from, statute::enforcement(from, cx.calendar, cx.periods)))
}

/// Two years from the infringement; one that goes on has not begun to run (劳动保障监察条例 Art. 20).
pub(crate) fn inspection_period(case: &Case, cx: &Context<'_>) -> Option<(NaiveDate, Due)> {
    let worker = case.sheet.named(PartyRole::Applicant).into_iter().next()?;
    let goes_on = matches!(worker.employment.as_str(), "ongoing" | "oral_ongoing");
    if goes_on && worker.ended_on.is_none() {
        return None;
    }
    let month_end = |text: &str| {
        let first: NaiveDate = format!("{text}-01").parse().ok()?;
        let next = first.checked_add_months(chrono::Months::new(1))?;
        next.with_day(1)?.pred_opt()
    };
    let last_month = case.sheet.claims().iter().filter_map(|c| month_end(&c.to)).max();
    let from = last_month.max(worker.ended_on).or(worker.knew_on)?;
    Some((from, statute::inspection(from, cx.calendar, cx.periods)))
}

/// On what basis arbitration can be applied for on a day.
fn arbitration_basis(
    case: &Case,
    wanted: Option<B>,
    on: NaiveDate,
    cx: &Context<'_>,
) -> Result<B, Refusal> {
    if title(case).is_some() {
        return Err(Refusal::new("arbitration.title", "民事诉讼法第247条"));
    }
    if case.effective().is_some() {
        return if overdue(case, on).next().is_some() {
            Ok(B::Unperformed)
        } else {
            Err(Refusal::new("arbitration.not_due", "调解仲裁法第15条"))
        };
    }
    let ended = matches!(case.state(), S::Failed | S::Referred | S::Refused | S::Withdrawn);
    let period = crate::deadlines::period(case, cx);
    let expired = period.as_ref().is_some_and(|p| on > p.governing.due);
    if ended || expired {
        return Ok(B::MediationFailed);
    }
    if wanted == Some(B::Own) || case.mediation.received.is_none() {
        return Ok(B::Own);
    }
    let due = period.map(|p| p.governing.due.to_string());
    Err(Refusal::new("arbitration.mediation_running", "调解仲裁法第14条第3款").with("due", due))
}

/// On what basis a suit can be brought on a day: the one wanted, or the first that holds.
fn suit_basis(
    case: &Case,
    wanted: Option<B>,
    on: NaiveDate,
    cx: &Context<'_>,
) -> Result<B, Refusal> {
    let all = [B::Award, B::OrderEnded, B::NotAccepted, B::WageAgreement, B::Civil];
    let mut first = None;
    for basis in all.into_iter().filter(|b| wanted.is_none_or(|w| w == *b)) {
        match on_basis(case, basis, on, cx) {
            Ok(()) => return Ok(basis),
            // A right that has lapsed says more than one that was never there.
            Err(refusal) if refusal.code == "litigation.passed" => first = Some(refusal),
            Err(refusal) => first = first.or(wanted.map(|_| refusal)),
        }
    }
    Err(first.unwrap_or_else(|| Refusal::new("litigation.no_basis", "调解仲裁法第5条")))
}

fn on_basis(case: &Case, basis: B, on: NaiveDate, cx: &Context<'_>) -> Result<(), Refusal> {
    let unless = |holds: bool, code: &str, article: &str| {
        if holds { Ok(()) } else { Err(Refusal::new(code, article)) }
    };
    match basis {
        B::Award => {
            let served = noted(case, K::Arbitration)
                .filter(|p| matches!(p.state(), "awarded" | "sued"))
                .find_map(|p| p.reached("awarded")?.served_on);
            let Some(from) = served else {
                return Err(Refusal::new("litigation.no_award", "调解仲裁法第48条"));
            };
            let due = statute::suit_after_award(from, cx.calendar, cx.periods);
            if on > due.due {
                return Err(
                    Refusal::new("litigation.passed", &due.basis).with("due", due.due.to_string())
                );
            }
            Ok(())
        }
        B::OrderEnded => {
            let ended =
                |p: &Proceeding| matches!(p.state(), "objected" | "not_served" | "rejected");
            let any = noted(case, K::PaymentOrder).any(ended);
            unless(any, "litigation.order_not_ended", "解释一第13条第3款")
        }
        B::NotAccepted => {
            let late = |p: &Proceeding| match p.state() {
                "not_accepted" => true,
                "applied" => {
                    let due = statute::arbitration_acceptance(p.opened.on, cx.calendar, cx.periods);
                    on > due.due
                }
                "accepted" | "hearing" => p
                    .reached("accepted")
                    .is_some_and(|m| on > statute::award(m.on, cx.calendar, cx.periods).due),
                _ => false,
            };
            let any = noted(case, K::Arbitration).any(late);
            unless(any, "litigation.commission_decides", "调解仲裁法第29、43条")
        }
        B::WageAgreement => {
            let heads = heads(case);
            let wages = |h: &String| cx.causes.get(h).is_some_and(|c| c.wage_arrears);
            let only = !heads.is_empty() && heads.iter().all(wages);
            unless(only, "litigation.not_wages_only", "解释一第51条第2款")?;
            let late = overdue(case, on).any(|d| d.kind.is_money() && d.left > Fen(0));
            unless(late, "litigation.not_due", "解释一第51条第2款")
        }
        B::Civil => {
            let heads = heads(case);
            let civil = |h: &String| cx.causes.get(h).is_some_and(|c| c.civil);
            let all = !heads.is_empty() && heads.iter().all(civil);
            unless(all, "litigation.not_civil", "民法典第188条")
        }
        B::MediationFailed | B::Unperformed | B::Own => {
            Err(Refusal::new("litigation.no_basis", "调解仲裁法第5条"))
        }
    }
}

/// Whether a member of the group is among those who apply.
fn member(case: &Case, opened: &ProcedureOpened) -> bool {
    case.members().iter().any(|m| opened.applicants.contains(&m.id))
}

fn joint(case: &Case, machine: &Machine, opened: &ProcedureOpened) -> Result<(), Refusal> {
    let both = [PartyRole::Applicant, PartyRole::Respondent].iter().all(|role| {
        let mut side = case.sheet.named(*role).into_iter();
        side.any(|p| opened.applicants.contains(&p.id))
            || (*role == PartyRole::Applicant && member(case, opened))
    });
    if both { Ok(()) } else { Err(refuse(machine, "not_joint", machine.opening.article)) }
}

fn worker(case: &Case, machine: &Machine, opened: &ProcedureOpened) -> Result<(), Refusal> {
    let parties = case.sheet.parties();
    let mut applying = parties.iter().filter(|p| opened.applicants.contains(&p.id));
    if applying.any(|p| p.kind == PartyKind::Worker) || member(case, opened) {
        return Ok(());
    }
    Err(refuse(machine, "not_worker", machine.opening.article))
}

pub(super) fn go(
    case: &Case,
    moved: ProcedureMoved,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let Some(p) = case.proceedings.iter().find(|p| p.opened.id == moved.id) else {
        return Err(Refusal::new("procedure.unknown", ""));
    };
    if p.cancelled.is_some() {
        return Err(Refusal::new("procedure.cancelled", ""));
    }
    let again = case.proceedings.iter().flat_map(|p| &p.moves);
    if again.into_iter().any(|m| m.moved.step == moved.step) {
        return Err(Refusal::new("procedure.move.again", ""));
    }
    let kind = p.opened.procedure;
    if machine::state(kind, &moved.to).is_none() {
        return Err(Refusal::new("procedure.move.unknown_state", "").with("to", moved.to));
    }
    let possible = machine::moves_from(kind, p.state());
    let Some(step) = possible.iter().find(|m| m.to == moved.to) else {
        let open: Vec<&str> = possible.iter().map(|m| m.to).collect();
        let article = machine::machine(kind).map_or("", |m| m.opening.article);
        return Err(Refusal::new("procedure.move.not_from", article)
            .with("state", p.state().to_owned())
            .with("to", moved.to)
            .with("possible", open));
    };
    let noted = |need: &&Need| match need {
        Need::Number => moved.number.trim().is_empty(),
        Need::Served => moved.served_on.is_none(),
        Need::Amount => moved.amount.is_none_or(|a| a.0 <= 0),
    };
    let missing: Vec<&str> = step.needs.iter().filter(noted).map(|n| n.name()).collect();
    if !missing.is_empty() {
        return Err(Refusal::new("procedure.move.missing", step.article).with("missing", missing));
    }
    not_future("procedure.future", moved.on, cx)?;
    if moved.on < p.since() {
        return Err(Refusal::new("procedure.move.before", "").with("on", p.since().to_string()));
    }
    if let Some(served) = moved.served_on {
        not_future("procedure.future", served, cx)?;
        if served < moved.on {
            return Err(
                Refusal::new("procedure.move.served_before", "").with("on", moved.on.to_string())
            );
        }
    }
    for guard in step.guards {
        over(case, p, *guard, moved.on, cx)?;
    }
    Ok(vec![Event::ProcedureMoved(moved)])
}

/// A decision becomes final only when the other side's period is over.
fn over(
    case: &Case,
    p: &Proceeding,
    guard: Guard,
    on: NaiveDate,
    cx: &Context<'_>,
) -> Result<(), Refusal> {
    let (state, count): (&str, fn(NaiveDate, &_, &_) -> Due) = match guard {
        Guard::ObjectionOver => ("served", statute::payment_order_objection),
        Guard::SuitOver => ("awarded", statute::suit_after_award),
        Guard::AppealOver => ("judged", statute::appeal),
        _ => return Ok(()),
    };
    if guard == Guard::SuitOver {
        let sued = |s: &Proceeding| s.opened.basis == Some(B::Award);
        if noted(case, K::Litigation).any(sued) {
            return Err(Refusal::new("procedure.move.sued", "调解仲裁法第48、50条"));
        }
    }
    let Some(served) = p.reached(state).and_then(|m| m.served_on) else { return Ok(()) };
    let due = count(served, cx.calendar, cx.periods);
    if on > due.due {
        return Ok(());
    }
    Err(Refusal::new("procedure.move.period_runs", &due.basis).with("due", due.due.to_string()))
}
