//! Guards of groups: representatives, consent of each, teams, workings.

use super::{not_future, require_state};
use crate::agreement::is_major;
use crate::command::PaperIssue;
use crate::context::Context;
use crate::event::Event;
use crate::groups::{Annex, ConsentMark, MemberConsent, Team};
use crate::ids::Id;
use crate::members::{ComputedAmount, Member, Stance};
use crate::paper::SignerRole;
use crate::{Case, Refusal, stage};
use chrono::NaiveDate;
use statute::Fen;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn compute(
    case: &Case,
    computed: ComputedAmount,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let known = computed.target.split_once('/').is_some_and(|(table, row)| {
        matches!(table, "claims" | "members") && case.sheet.rows(table).iter().any(|id| id.0 == row)
    });
    if !known {
        return Err(Refusal::new("computation.unknown_target", "").with("target", computed.target));
    }
    if computed.rule.trim().is_empty() || computed.result.is_null() {
        return Err(Refusal::new("computation.empty", ""));
    }
    not_future("computation.future", computed.on, cx)?;
    Ok(vec![Event::Computed(computed)])
}

fn member<'a>(all: &'a [Member], id: &Id) -> Result<&'a Member, Refusal> {
    let found = all.iter().find(|m| m.id == *id);
    found.ok_or_else(|| Refusal::new("member.unknown", ""))
}

pub(super) fn consent(
    case: &Case,
    id: Id,
    on: NaiveDate,
    way: ConsentMark,
    paper: String,
    note: String,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    require_state(case, "member.consent.state", "调解仲裁法第7条", stage::OPEN)?;
    let all = case.members();
    let member = member(&all, &id)?;
    may_consent(case, member)?;
    let amount = member.agreed.unwrap_or_default();
    // What was not signed on the spot is only worth what shows it.
    if matches!(way, ConsentMark::Recorded | ConsentMark::Proxy) && paper.trim().is_empty() {
        return Err(Refusal::new("member.consent.no_proof", "").with("name", member.name.clone()));
    }
    not_future("member.consent.future", on, cx)?;
    Ok(vec![Event::MemberConsented(MemberConsent { member: id, amount, on, way, paper, note })])
}

/// Whether there is something this member can agree to: he settles, and his amount is named, or the terms give none.
pub(crate) fn may_consent(case: &Case, member: &Member) -> Result<(), Refusal> {
    let refuse = |code: &str| Err(Refusal::new(code, "").with("name", member.name.clone()));
    if member.stance != Stance::Join {
        return refuse("member.consent.does_not_join");
    }
    if member.agreed.is_none_or(|a| a.0 <= 0) && !case.sheet.settles_by_duties() {
        return refuse("member.consent.no_amount");
    }
    Ok(())
}

pub(super) fn cancel_consent(
    case: &Case,
    member: Id,
    on: NaiveDate,
    reason: String,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    if case.group.consents.iter().all(|c| c.member != member) {
        return Err(Refusal::new("member.consent.none", ""));
    }
    require_state(case, "member.consent.state", "调解仲裁法第7条", stage::OPEN)?;
    if reason.trim().is_empty() {
        return Err(Refusal::new("member.consent.no_reason", ""));
    }
    not_future("member.consent.future", on, cx)?;
    Ok(vec![Event::MemberConsentCancelled { member, on, reason }])
}

pub(super) fn team(case: &Case, team: Team, cx: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    let article = "人民调解法第19条";
    require_state(case, "team.state", "", stage::MEDIATED)?;
    let names: BTreeSet<&str> =
        team.mediators.iter().map(|m| m.name.trim()).filter(|n| !n.is_empty()).collect();
    if names.is_empty() || names.len() != team.mediators.len() {
        return Err(Refusal::new("team.names", article));
    }
    // A mediator must not be a party, speak for one, or be of the group.
    let mut partial: Vec<String> = case.members().into_iter().map(|m| m.name).collect();
    for party in case.sheet.parties() {
        partial.extend([party.name, party.agent, party.contact, party.legal_rep]);
    }
    if let Some(name) = names.iter().find(|n| partial.iter().any(|p| p == *n)) {
        return Err(Refusal::new("team.mediator_is_party", "").with("name", *name));
    }
    let agencies: BTreeSet<&str> =
        team.mediators.iter().map(|m| m.agency.trim()).filter(|a| !a.is_empty()).collect();
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let (size, _) = cx.policy.number("major_team", cx.today());
    let (together, _) = cx.policy.number("major_agencies", cx.today());
    if is_major(case) && count(names.len()) < size && count(agencies.len()) < together {
        return Err(Refusal::new("team.too_small", "")
            .with("size", size)
            .with("agencies", together));
    }
    not_future("team.future", team.on, cx)?;
    Ok(vec![Event::TeamNamed(team)])
}

/// 重大 is not mediated by one person alone (transition 10): a team of three or co-mediators; agencies are named later.
pub(super) fn co_mediators(case: &Case, mediators: &[String]) -> Result<(), Refusal> {
    let names: BTreeSet<&str> =
        mediators.iter().map(|m| m.trim()).filter(|n| !n.is_empty()).collect();
    if is_major(case) && names.len() < 2 {
        return Err(Refusal::new("case.accept.one_mediator", "人民调解法第19条"));
    }
    let members = case.members();
    match members.iter().find(|m| names.contains(m.name.as_str())) {
        Some(member) => {
            Err(Refusal::new("case.accept.mediator_is_party", "").with("name", member.name.clone()))
        }
        None => Ok(()),
    }
}

/// The amounts that an annex prints are kept with it: a signature on it consents to these and no others.
pub(super) fn annex(case: &Case, issue: &PaperIssue) -> Option<Event> {
    if issue.kind != "group-annex" {
        return None;
    }
    let duties = case.sheet.settles_by_duties().then_some(Fen(0));
    let amounts: BTreeMap<Id, _> =
        case.settling().into_iter().filter_map(|m| Some((m.id, m.agreed.or(duties)?))).collect();
    Some(Event::AnnexMade(Annex { paper: issue.id.clone(), amounts }))
}

/// Members who neither settle nor have left: a settlement is only for those who agree.
pub(super) fn members_open(case: &Case) -> Result<(), Refusal> {
    let all = case.members();
    let open = all.iter().filter(|m| matches!(m.stance, Stance::Object | Stance::Undecided));
    let names: Vec<String> = open.map(|m| m.name.clone()).collect();
    if names.is_empty() {
        return Ok(());
    }
    Err(Refusal::new("agreement.freeze.members_open", "调解仲裁法第7条").with("names", names))
}

/// Whether representatives can act: the 推举书 stands and is complete.
fn mandate_missing(case: &Case) -> Result<(), Refusal> {
    if case.mandate() {
        return Ok(());
    }
    let paper = case.standing_paper("representatives");
    let names: Vec<String> =
        paper.map(|p| p.missing().iter().map(|s| s.name.clone()).collect()).unwrap_or_default();
    Err(Refusal::new("agreement.freeze.mandate", "调解仲裁法第7条").with("missing", names))
}

/// What a group agreement needs before it is frozen (transition 16): each member who does not sign the text itself has
/// agreed to his own amount, and where so many share a claim that representatives speak for them (Art. 7) the mandate
/// stands. Fewer than that elect nobody: they sign the annex, each for himself.
pub(super) fn freezable(case: &Case, paper: &PaperIssue, cx: &Context<'_>) -> Result<(), Refusal> {
    let article = "调解仲裁法第7条";
    if case.members().is_empty() {
        return Ok(());
    }
    let settling = case.settling();
    let signs = |m: &Member| {
        paper.signers.iter().any(|s| {
            s.required && s.role == SignerRole::Applicant && s.party.as_ref() == Some(&m.id)
        })
    };
    let represented: Vec<&Member> = settling.iter().filter(|m| !signs(m)).collect();
    if represented.is_empty() {
        return Ok(());
    }
    if crate::members::group_status(case, cx).is_some_and(|status| status.group) {
        mandate_missing(case)?;
    }
    let without: Vec<String> =
        represented.iter().filter(|m| !case.consented(m)).map(|m| m.name.clone()).collect();
    if !without.is_empty() {
        return Err(Refusal::new("agreement.freeze.consent", article).with("names", without));
    }
    Ok(())
}
