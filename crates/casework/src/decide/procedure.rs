//! Guards of the mediation procedure itself.

use super::{not_future, require_state};
use crate::MediationState as S;
use crate::context::Context;
use crate::deadlines::period;
use crate::event::{
    EndReason, Event, Number, ReferralBasis, RefuseReason, SessionHeld, SessionKind,
    SessionScheduled,
};
use crate::ids::Id;
use crate::paper::{Signer, SignerRole};
use crate::sheet::PartyRole;
use crate::stage::RUNNING;
use crate::{Case, Refusal};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde_json::Value;
use std::collections::BTreeMap;

/// States in which the mediation can end without an agreement; a pause does not hold anybody.
const ENDABLE: &[S] = &[S::Accepted, S::Mediating, S::Suspended, S::Agreed, S::ToSign];

pub(super) fn amend(case: &Case, patch: BTreeMap<String, Value>) -> Vec<Event> {
    let changed: BTreeMap<String, Value> = patch
        .into_iter()
        .filter(|(path, value)| case.sheet.0.get(path).unwrap_or(&Value::Null) != value)
        .collect();
    if changed.is_empty() { Vec::new() } else { vec![Event::Amended { patch: changed }] }
}

/// What an application must name before it can be received (transition 2; Art. 12).
pub(crate) fn missing_for_receipt(case: &Case) -> Vec<&'static str> {
    let sheet = &case.sheet;
    let applicants = sheet.named(PartyRole::Applicant);
    let mut missing = Vec::new();
    if applicants.is_empty() {
        missing.push("applicant_name");
    } else if applicants.iter().all(|p| p.phone.is_empty() && p.address.is_empty()) {
        missing.push("applicant_contact");
    }
    if sheet.named(PartyRole::Respondent).is_empty() {
        missing.push("respondent_name");
    }
    let matter = !sheet.text("case/cause").is_empty()
        || !sheet.text("case/narrative").is_empty()
        || sheet.claims().iter().any(|c| !c.head.is_empty());
    if !matter {
        missing.push("matter");
    }
    missing
}

pub(super) fn receive(
    case: &Case,
    form: String,
    at: DateTime<FixedOffset>,
    receiver: String,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    require_state(case, "case.receive.state", "", &[S::Consulting])?;
    let missing = missing_for_receipt(case);
    if !missing.is_empty() {
        return Err(
            Refusal::new("case.receive.missing", "调解仲裁法第12条").with("missing", missing)
        );
    }
    not_future("case.receive.future", at.date_naive(), cx)?;
    Ok(vec![Event::Received { form, at, receiver }])
}

pub(super) fn ask(case: &Case, party: &Id, on: NaiveDate, cx: &Context<'_>) -> Result<(), Refusal> {
    require_state(
        case,
        "consent.state",
        "企业劳动争议协商调解规定第22条",
        &[S::Registered, S::Supplementing, S::Inquiring],
    )?;
    if !case.sheet.named(PartyRole::Respondent).iter().any(|p| p.id == *party) {
        return Err(Refusal::new("consent.not_respondent", ""));
    }
    not_future("consent.future", on, cx)?;
    not_before_receipt(case, on, "consent.before_receipt")
}

fn not_before_receipt(case: &Case, on: NaiveDate, code: &str) -> Result<(), Refusal> {
    match &case.mediation.received {
        Some(r) if on < r.at.date_naive() => {
            Err(Refusal::new(code, "").with("received", r.at.date_naive().to_string()))
        }
        _ => Ok(()),
    }
}

/// Whether the case can be accepted now (transition 9): what was asked for has come in, and the other side agrees.
pub(crate) fn acceptable(case: &Case) -> Result<(), Refusal> {
    require_state(case, "case.accept.state", "", &[S::Registered, S::Inquiring])?;
    consent_missing(case)
}

/// Why the case cannot be accepted yet, if so (transition 9).
fn consent_missing(case: &Case) -> Result<(), Refusal> {
    let article = "企业劳动争议协商调解规定第22条";
    let inquiries = &case.mediation.inquiries;
    if inquiries.iter().any(|i| i.agreed == Some(false)) {
        return Err(Refusal::new("case.accept.refused_by_respondent", article));
    }
    if !inquiries.iter().any(|i| i.agreed == Some(true)) {
        return Err(Refusal::new("case.accept.no_consent", article));
    }
    Ok(())
}

pub(super) fn accept(
    case: &Case,
    number: Number,
    on: NaiveDate,
    mediators: Vec<String>,
    recorder: String,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    acceptable(case)?;
    if mediators.iter().all(|m| m.trim().is_empty()) {
        return Err(Refusal::new("case.accept.no_mediator", "人民调解法第19条"));
    }
    super::group::co_mediators(case, &mediators)?;
    // A mediator must not be a party or speak for one.
    for party in case.sheet.parties() {
        let names = [&party.name, &party.agent, &party.contact, &party.legal_rep];
        let partial = mediators.iter().find(|m| names.iter().any(|n| !n.is_empty() && *n == *m));
        if let Some(mediator) = partial {
            return Err(
                Refusal::new("case.accept.mediator_is_party", "").with("name", mediator.clone())
            );
        }
    }
    not_future("case.accept.future", on, cx)?;
    not_before_receipt(case, on, "case.accept.before_receipt")?;
    Ok(vec![Event::Accepted { number, on, mediators, recorder }])
}

pub(super) fn refuse(
    case: &Case,
    reason: RefuseReason,
    on: NaiveDate,
    note: String,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let article = "企业劳动争议协商调解规定第22条";
    let open = [S::Registered, S::Supplementing, S::Inquiring];
    require_state(case, "case.refuse.state", article, &open)?;
    let refused = case.mediation.inquiries.iter().any(|i| i.agreed == Some(false));
    if reason == RefuseReason::NoConsent && !refused {
        return Err(Refusal::new("case.refuse.no_answer_on_file", article));
    }
    if reason == RefuseReason::NoAnswer
        && case.mediation.inquiries.iter().all(|i| i.asked_on.is_none())
    {
        return Err(Refusal::new("case.refuse.not_asked", article));
    }
    not_future("case.refuse.future", on, cx)?;
    Ok(vec![Event::Refused { reason, on, note }])
}

pub(super) fn schedule(case: &Case, planned: SessionScheduled) -> Result<Vec<Event>, Refusal> {
    require_state(case, "session.state", "", RUNNING)?;
    Ok(vec![Event::SessionScheduled(planned)])
}

pub(super) fn hold(
    case: &Case,
    held: SessionHeld,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    // The agencies study a case among themselves whenever it is open (needs.md row 48).
    if held.kind != SessionKind::Study || case.closed() {
        require_state(case, "session.state", "", RUNNING)?;
    }
    session_holds(&held, cx)?;
    Ok(vec![Event::SessionHeld(held)])
}

/// What every record of a session has to say, when it is made and when it is mended.
pub(super) fn session_holds(held: &SessionHeld, cx: &Context<'_>) -> Result<(), Refusal> {
    if held.next_on.is_some_and(|next| next < held.at.date_naive()) {
        return Err(Refusal::new("session.next_before_it", ""));
    }
    not_future("session.future", held.at.date_naive(), cx)?;
    if let Some(until) = held.until
        && until < held.at
    {
        return Err(Refusal::new("session.ends_before_it_begins", ""));
    }
    if held.present.is_empty() {
        return Err(Refusal::new("session.nobody_present", ""));
    }
    Ok(())
}

pub(super) fn extend(
    case: &Case,
    until: NaiveDate,
    paper: Id,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let article = "企业劳动争议协商调解规定第29条";
    require_state(case, "extension.state", article, RUNNING)?;
    let period = period(case, cx).ok_or_else(|| Refusal::new("extension.state", article))?;
    if cx.today() > period.governing.due {
        return Err(Refusal::new("extension.too_late", article)
            .with("due", period.governing.due.to_string()));
    }
    if until <= period.governing.due {
        return Err(Refusal::new("extension.not_later", article)
            .with("due", period.governing.due.to_string()));
    }
    if let Some(latest) = crate::deadlines::latest_extension(case, cx)
        && until > latest
    {
        return Err(Refusal::new("extension.too_long", "人社厅发〔2024〕4号")
            .with("latest", latest.to_string()));
    }
    let signed_paper = case.paper(&paper).filter(|p| p.kind == "extension-consent");
    let stands = |p: &&crate::Paper| p.voided.is_none() && p.superseded_by.is_none();
    let Some(consent) = signed_paper.filter(stands) else {
        return Err(Refusal::new("extension.no_paper", article));
    };
    let missing: Vec<String> = consent.missing().iter().map(|s| s.name.clone()).collect();
    let by = |signer: &&Signer| consent.signatures.iter().any(|s| s.signer == signer.key);
    let signers: Vec<&Signer> = consent.signers.iter().filter(by).collect();
    // A county's template may ask for fewer: without both sides it is no extension.
    let both = [SignerRole::Applicant, SignerRole::Respondent]
        .iter()
        .all(|role| signers.iter().any(|s| s.role == *role));
    if !missing.is_empty() || !both {
        return Err(Refusal::new("extension.not_signed", article).with("missing", missing));
    }
    let signed = signers.iter().filter_map(|s| s.party.clone()).collect();
    let on = consent.completed_on().unwrap_or_else(|| cx.today());
    Ok(vec![Event::ExtensionAgreed { until, on, signed, paper: Some(paper) }])
}

pub(super) fn end(
    case: &Case,
    reason: EndReason,
    on: NaiveDate,
    note: String,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let article = "企业劳动争议协商调解规定第29、30条";
    require_state(case, "case.end.state", article, ENDABLE)?;
    not_future("case.end.future", on, cx)?;
    if reason == EndReason::Expired
        && let Some(period) = period(case, cx)
        && on <= period.governing.due
    {
        return Err(Refusal::new("case.end.not_expired", "调解仲裁法第14条第3款")
            .with("due", period.governing.due.to_string()));
    }
    let mut events = Vec::new();
    if let Some(accord) = case.accord() {
        // A text that was frozen and never signed by all falls with the mediation.
        events.push(Event::AgreementAbandoned {
            id: accord.id.clone(),
            reason: reason.words().to_owned(),
            on,
        });
    }
    events.push(Event::Ended { reason, on, note });
    Ok(events)
}

pub(super) fn refer(
    case: &Case,
    basis: ReferralBasis,
    to: String,
    paper: Id,
    on: NaiveDate,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    referable(case, basis)?;
    if to.trim().is_empty() {
        return Err(Refusal::new("referral.no_commission", ""));
    }
    match case.paper(&paper) {
        Some(p)
            if p.kind == "arbitration-reply" && p.voided.is_none() && p.superseded_by.is_none() => {
        }
        _ => return Err(Refusal::new("referral.no_paper", "")),
    }
    not_future("referral.future", on, cx)?;
    Ok(vec![Event::Referred { basis, to, paper, on }])
}

/// Whether a hand-over on this basis can be made now (needs.md § 0, correction 4; row 31–32).
pub(crate) fn referable(case: &Case, basis: ReferralBasis) -> Result<(), Refusal> {
    let article = "调解仲裁法第14条第3款";
    let ended = [S::Failed, S::Referred];
    match basis {
        ReferralBasis::Entrusted => {
            let any = [S::Failed, S::Referred, S::Refused, S::Withdrawn, S::Effective, S::Settled];
            require_state(case, "referral.state", article, &any)?;
            let blank: Vec<&str> =
                ["case/entrusting", "case/entrust_letter", "case/entrust_return_by"]
                    .into_iter()
                    .filter(|path| case.sheet.text(path).is_empty())
                    .collect();
            if !blank.is_empty() {
                return Err(Refusal::new("referral.no_letter", "").with("missing", blank));
            }
        }
        ReferralBasis::Application => {
            require_state(case, "referral.state", article, &ended)?;
            let application = case.standing_paper("arbitration-application");
            if application.is_none_or(|p| !p.missing().is_empty()) {
                return Err(Refusal::new("referral.no_application", "调解仲裁法第28条"));
            }
        }
        ReferralBasis::Notice => require_state(case, "referral.state", article, &ended)?,
    }
    Ok(())
}

pub(super) fn withdraw(
    case: &Case,
    on: NaiveDate,
    reason: String,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let open = [
        S::Consulting,
        S::Registered,
        S::Supplementing,
        S::Inquiring,
        S::Accepted,
        S::Mediating,
        S::Suspended,
        S::Agreed,
        S::ToSign,
    ];
    require_state(case, "case.withdraw.state", "", &open)?;
    not_future("case.withdraw.future", on, cx)?;
    // A text that was frozen and never signed by all falls with the application.
    let text = case.accord().map(|accord| Event::AgreementAbandoned {
        id: accord.id.clone(),
        reason: "申请人撤回申请".to_owned(),
        on,
    });
    Ok(text.into_iter().chain([Event::Withdrawn { on, reason }]).collect())
}

/// Whether the file can be closed now (transition 37): what [`crate::closing_check`] finds bad stands in the way.
pub(crate) fn closable(case: &Case, cx: &Context<'_>) -> Result<(), Refusal> {
    let check = crate::closing::closing_check(case, cx);
    let bad: Vec<_> = check.into_iter().filter(|i| i.level == crate::CheckLevel::Bad).collect();
    let Some(first) = bad.first() else { return Ok(()) };
    let article = "企业劳动争议协商调解规定第30条";
    match first.code.as_str() {
        "closing.unpaid" => {
            let unpaid = first.args.get("unpaid").cloned().unwrap_or_default();
            Err(Refusal::new("case.close.unpaid", "").with("unpaid", unpaid))
        }
        "closing.conflict" => Err(Refusal::new("case.conflict_open", "")),
        "closing.paper_missing" | "closing.paper_incomplete" => {
            let kinds: Vec<Value> =
                bad.iter().filter_map(|i| i.args.get("kind").cloned()).collect();
            Err(Refusal::new("case.close.papers", article).with("papers", kinds))
        }
        "closing.not_answered" => Err(Refusal::new("case.close.not_answered", "")),
        _ => Err(Refusal::new("case.close.open", "")),
    }
}

pub(super) fn close(case: &Case, on: NaiveDate, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    closable(case, cx)?;
    not_future("case.close.future", on, cx)?;
    Ok(vec![Event::Closed { on }])
}

/// Whether the mediation can begin again (transition 39): it ended without an agreement, and the matter has not gone
/// to the commission since.
pub(crate) fn resumable(case: &Case) -> Result<(), Refusal> {
    match case.state() {
        S::Failed | S::Refused | S::Withdrawn => Ok(()),
        S::Referred => Err(Refusal::new("case.resume.referred", "调解仲裁法第29条")),
        state => Err(Refusal::new("case.resume.state", "")
            .with("state", serde_json::to_value(state).unwrap_or_default())),
    }
}

pub(super) fn reopen(
    case: &Case,
    on: NaiveDate,
    reason: String,
    resume: bool,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    if resume {
        resumable(case)?;
    } else if !case.closed() {
        return Err(Refusal::new("case.reopen.not_closed", ""));
    }
    if reason.trim().is_empty() {
        return Err(Refusal::new("case.reopen.no_reason", ""));
    }
    not_future("case.reopen.future", on, cx)?;
    let m = &case.mediation;
    let last = [m.ended.as_ref().map(|e| e.on), m.refused.as_ref().map(|r| r.on)];
    let last = last.into_iter().chain([m.withdrawn.as_ref().map(|w| w.on), case.closed_on]);
    if let Some(last) = last.flatten().max().filter(|last| on < *last) {
        return Err(Refusal::new("case.reopen.before_end", "").with("on", last.to_string()));
    }
    Ok(vec![Event::Reopened { on, reason, resume }])
}
