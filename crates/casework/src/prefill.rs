//! What one procedure hands to the next, so that nothing is typed twice.

use crate::case::{Case, ProcedureKind as K};
use crate::context::Context;
use crate::decide::guards;
use crate::ids::Id;
use crate::machine;
use crate::performance::overdue_for_order;
use crate::proceeding::{Body, BodyKind, ProcedureBasis};
use crate::sheet::{PartyKind, PartyRole, sum};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};
use statute::{Due, Fen};
use std::collections::BTreeMap;

/// Values for the beginning of a procedure, taken from what is on the case.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct Prefill {
    /// Kind.
    pub procedure: K,
    /// Body, as far as it is known: an empty name is to be asked for.
    pub body: Body,
    /// Who applies: rows of parties and of members.
    pub applicants: Vec<Id>,
    /// Basis, where one holds today.
    pub basis: Option<ProcedureBasis>,
    /// Agreement concerned.
    pub accord: Option<Id>,
    /// What is still unpaid of the agreement, or what is claimed without one, 分; of a payment order, what is overdue
    /// and it covers.
    pub amount: Option<Fen>,
    /// Papers it needs.
    pub papers: Vec<String>,
    /// Last day, where the law sets one.
    pub deadline: Option<NaiveDate>,
    /// That day rests on something that is not confirmed.
    pub unconfirmed: bool,
    /// Numbers and days of what went before: `agreement_number`, `effective_on`, `title_number`, `title_on`,
    /// `award_number`, `order_number`.
    #[ts(type = "Record<string, unknown>")]
    pub fields: BTreeMap<String, Value>,
}

/// Collects what a procedure can take over from the case.
///
/// Returns `None` for the kinds that are derived from the case itself.
pub fn prefill(case: &Case, kind: K, cx: &Context<'_>) -> Option<Prefill> {
    let machine = machine::machine(kind)?;
    let sheet = &case.sheet;
    let known = match machine.opening.body {
        BodyKind::Commission => "case/commission",
        BodyKind::Court => "case/court",
        _ => "",
    };
    let before = case
        .proceedings
        .iter()
        .rev()
        .find(|p| p.cancelled.is_none() && p.opened.body.kind == machine.opening.body);
    let entrusting =
        sheet.text("case/channel") == "arbitration" && machine.opening.body == BodyKind::Commission;
    let name = Some(sheet.text(known))
        .filter(|n| !n.is_empty())
        .or_else(|| before.map(|p| p.opened.body.name.clone()))
        .or_else(|| entrusting.then(|| sheet.text("case/entrusting")))
        .unwrap_or_default();
    let parties = sheet.parties();
    let joint = matches!(kind, K::ArbitrationReview | K::JudicialConfirmation);
    let applies = |p: &&crate::Party| match p.role {
        _ if p.name.is_empty() => false,
        PartyRole::Applicant => joint || p.kind == PartyKind::Worker,
        PartyRole::Respondent => joint,
        PartyRole::Third => false,
    };
    let mut applicants: Vec<Id> = parties.iter().filter(applies).map(|p| p.id.clone()).collect();
    applicants.extend(group(case));
    let amount = match kind {
        // The court orders what is overdue of Art. 16, nothing that is not due or goes to the authority.
        K::PaymentOrder if case.effective().is_some() => {
            let late = overdue_for_order(case, cx.today(), cx);
            Some(sum(late.into_iter().map(|duty| duty.left))).filter(|a| a.0 > 0)
        }
        _ => case.performance().map(|p| p.left).or(Some(case.claimed()).filter(|c| c.0 > 0)),
    };
    let last = last_day(case, kind, cx);
    Some(Prefill {
        procedure: kind,
        body: Body { kind: machine.opening.body, name },
        applicants,
        basis: guards::may_open(case, kind, cx.today(), cx).ok().flatten(),
        accord: case.effective().map(|a| a.id.clone()),
        amount,
        papers: machine.opening.papers.iter().map(|p| (*p).to_owned()).collect(),
        unconfirmed: last.as_ref().is_some_and(|due| due.unconfirmed),
        deadline: last.map(|due| due.due),
        fields: fields(case),
    })
}

/// Members who apply beside the parties: those for whom the agreement settles, or all who still claim.
fn group(case: &Case) -> Vec<Id> {
    let applicants = case.sheet.named(PartyRole::Applicant);
    let members = case.workers_besides(&applicants).into_iter().map(|m| m.id);
    match case.effective().map(|a| &a.more.members).filter(|settled| !settled.is_empty()) {
        Some(settled) => members.filter(|id| settled.iter().any(|m| m.member == *id)).collect(),
        None => members.collect(),
    }
}

/// Last day on which a procedure can be begun, where the law sets one and its start is known.
pub(crate) fn last_day(case: &Case, kind: K, cx: &Context<'_>) -> Option<Due> {
    let effect = case.effective().and_then(|a| a.effective_on);
    let due = match kind {
        K::ArbitrationReview => statute::review_application(effect?, cx.calendar, cx.periods),
        K::JudicialConfirmation => {
            statute::confirmation_application(effect?, cx.calendar, cx.periods)
        }
        K::Enforcement => guards::enforcement_period(case, cx)?.1,
        K::Inspection => guards::inspection_period(case, cx)?.1,
        K::Arbitration => match crate::limitation(case, cx) {
            statute::Limitation::Runs { due, .. } if effect.is_none() => due,
            _ => return None,
        },
        K::Litigation => {
            let arbitration = |p: &&crate::Proceeding| {
                p.opened.procedure == K::Arbitration && p.cancelled.is_none()
            };
            let mut awards = case.proceedings.iter().filter(arbitration);
            let served = awards.find_map(|p| p.reached("awarded")?.served_on)?;
            statute::suit_after_award(served, cx.calendar, cx.periods)
        }
        _ => return None,
    };
    Some(due)
}

fn fields(case: &Case) -> BTreeMap<String, Value> {
    let mut fields = BTreeMap::new();
    let mut put = |name: &str, value: Value| {
        if !matches!(&value, Value::Null) && value.as_str() != Some("") {
            fields.insert(name.to_owned(), value);
        }
    };
    put("case_number", json!(case.number().map(|n| n.text.clone())));
    if let Some(accord) = case.effective() {
        let number = case.paper(&accord.paper).and_then(|p| p.number.as_ref());
        put("agreement_number", json!(number.map(|n| n.text.clone())));
        put("effective_on", json!(accord.effective_on));
    }
    if let Some(title) = guards::title(case) {
        put("title", json!(title.opened.procedure));
        put("title_number", json!(title.number()));
        let last = title.steps().last().copied();
        put("title_on", json!(last.map(|m| m.served_on.unwrap_or(m.on))));
    }
    for (kind, state, name) in [
        (K::Arbitration, "awarded", "award"),
        (K::PaymentOrder, "issued", "order"),
        (K::Inspection, "ordered", "correction_order"),
    ] {
        let of = |p: &&crate::Proceeding| p.opened.procedure == kind && p.cancelled.is_none();
        let reached = case.proceedings.iter().filter(of).find_map(|p| p.reached(state));
        if let Some(m) = reached {
            put(&format!("{name}_number"), json!(m.number));
            put(&format!("{name}_on"), json!(m.served_on.unwrap_or(m.on)));
        }
    }
    fields
}
