//! `law.keep`, `law.kept`: a computation goes to the file of a case, whole, and its sum to the claim it is for.
//!
//! What was computed stays as it was: a later value of the law, or a later version of the program, never changes it.
//! Who wants the new law computes again and keeps that too.

use super::{parameters, rules};
use crate::case::{CaseRef, row_id};
use crate::error::{DeskError, Result};
use crate::session::Desk;
use crate::view::CaseView;
use crate::view_make;
use casework::{Case, CaseId, Command, ComputedAmount, Id};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use statute::{Computation, Fen, Head};
use std::collections::BTreeMap;
use ts_rs::TS;

/// What to keep, and where.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LawKeep {
    /// Case.
    pub case: CaseId,
    /// Rule.
    pub rule: String,
    /// Its fields, as for `law.compute`.
    #[ts(type = "Record<string, unknown>")]
    pub input: Value,
    /// Places of the heads that are claimed; those of the employer that count in the total when left out.
    #[serde(default)]
    pub heads: Option<Vec<usize>>,
    /// Claim it is for; a new one when left out.
    #[serde(default)]
    pub claim: Option<Id>,
    /// Member of the group it is for, instead of a claim.
    #[serde(default)]
    pub member: Option<Id>,
    /// The claimed sum follows; without it only what the law gives is noted, and a sum where there is none.
    #[serde(default)]
    pub amount: bool,
}

/// A computation in the file of a case.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LawKept {
    /// Identifier.
    pub id: Id,
    /// Row it is for: `claims/<row>`, `members/<row>`.
    pub target: String,
    /// Head of the claim in words, or name of the member.
    pub what: String,
    /// A claim or member refers to it now; otherwise it was computed again since.
    pub stands: bool,
    /// Day.
    pub on: NaiveDate,
    /// The working with what the screen shows beside it; absent when a newer version of the program wrote it.
    pub worked: Option<rules::LawWorked>,
}

/// Computes again and keeps it with the case.
///
/// # Errors
/// As `law.compute`; `law.no_head` when nothing of it is claimed; `refused.computation.*`; `county.not_ours`.
pub fn keep(desk: &Desk, input: LawKeep) -> Result<CaseView> {
    let session = desk.session()?;
    let values = parameters::in_force(desk)?;
    let work = rules::work(desk, &values, &input.rule, &input.input)?;
    let heads = chosen(&work, input.heads.as_deref());
    let sums = by_cause(&heads)?;
    let total = Fen::total(sums.iter().map(|one| one.sum));
    let total = total.ok_or_else(|| DeskError::new("rule.too_large"))?;
    if sums.is_empty() {
        return Err(DeskError::new("law.no_head"));
    }
    let result = serde_json::to_value(&work)
        .map_err(|e| DeskError::new("desk.bad_output").with("detail", e.to_string()))?;
    desk.step(&session, &input.case, |case, _| {
        let known = |table: &str, row: &Option<Id>| {
            row.as_ref().is_none_or(|row| case.sheet.rows(table).contains(row))
        };
        // Amending a row that is not there would make one.
        if !known("claims", &input.claim) || !known("members", &input.member) {
            return Err(DeskError::new("refused.computation.unknown_target"));
        }
        let id = row_id();
        let (patch, target) = match &input.member {
            Some(member) => for_member(case, member, &id, &input, total),
            None => for_claims(case, &sums, &id, &input),
        };
        let rule = input.rule.clone();
        let computed = ComputedAmount {
            id,
            rule,
            target,
            input: input.input.clone(),
            result,
            total: Some(total),
            on: desk.today(),
        };
        Ok(vec![Command::Amend(patch), Command::Compute(computed)])
    })?;
    view_make::case_view(desk, &session, &input.case)
}

/// One rule computed for many members.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LawKeepMembers {
    /// Case.
    pub case: CaseId,
    /// Rule.
    pub rule: String,
    /// Member and the fields of the rule for him.
    #[ts(type = "[string, Record<string, unknown>][]")]
    pub members: Vec<(Id, Value)>,
    /// The claimed sums follow.
    #[serde(default)]
    pub amount: bool,
}

/// Computes one rule for many members and keeps it with the case in one save: all of them or none.
///
/// # Errors
/// As `law.keep`.
pub fn keep_members(desk: &Desk, input: LawKeepMembers) -> Result<CaseView> {
    let session = desk.session()?;
    let values = parameters::in_force(desk)?;
    let mut worked = Vec::with_capacity(input.members.len());
    for (member, fields) in &input.members {
        let work = rules::work(desk, &values, &input.rule, fields)?;
        let sums = by_cause(&chosen(&work, None))?;
        let total = Fen::total(sums.iter().map(|one| one.sum));
        let total = total.ok_or_else(|| DeskError::new("rule.too_large"))?;
        if sums.is_empty() {
            return Err(DeskError::new("law.no_head"));
        }
        let result = serde_json::to_value(&work)
            .map_err(|e| DeskError::new("desk.bad_output").with("detail", e.to_string()))?;
        worked.push((member, fields, result, total));
    }
    desk.step(&session, &input.case, |case, _| {
        let rows = case.sheet.rows("members");
        let mut patch = Patch::new();
        let mut commands = Vec::with_capacity(worked.len() + 1);
        for (member, fields, result, total) in worked {
            if !rows.contains(member) {
                return Err(DeskError::new("refused.computation.unknown_target"));
            }
            let id = row_id();
            let one = LawKeep {
                case: input.case.clone(),
                rule: input.rule.clone(),
                input: fields.clone(),
                heads: None,
                claim: None,
                member: Some(member.clone()),
                amount: input.amount,
            };
            let (own, target) = for_member(case, member, &id, &one, total);
            patch.extend(own);
            commands.push(Command::Compute(ComputedAmount {
                id,
                rule: input.rule.clone(),
                target,
                input: fields.clone(),
                result,
                total: Some(total),
                on: desk.today(),
            }));
        }
        commands.insert(0, Command::Amend(patch));
        Ok(commands)
    })?;
    view_make::case_view(desk, &session, &input.case)
}

/// Heads by their places, each once; else those the employer pays and that count.
fn chosen<'a>(work: &'a Computation, places: Option<&[usize]>) -> Vec<&'a Head> {
    let claimed = |(at, head): &(usize, &Head)| match places {
        Some(places) => places.contains(at),
        None => head.in_total && head.payer_note.is_empty(),
    };
    work.heads.iter().enumerate().filter(claimed).map(|(_, head)| head).collect()
}

/// Heads of one cause make one claim.
struct Sum<'a> {
    cause: &'a str,
    sum: Fen,
    labels: Vec<&'a str>,
    from: &'a str,
    to: &'a str,
}

fn by_cause<'a>(heads: &[&'a Head]) -> Result<Vec<Sum<'a>>> {
    let mut all: Vec<Sum<'a>> = Vec::new();
    for head in heads {
        if let Some(one) = all.iter_mut().find(|one| one.cause == head.cause) {
            let sum = one.sum.checked_add(head.amount);
            one.sum = sum.ok_or_else(|| DeskError::new("rule.too_large"))?;
            one.labels.push(&head.label);
        } else {
            let (cause, labels) = (head.cause.as_str(), vec![head.label.as_str()]);
            let (from, to) = (head.from.as_str(), head.to.as_str());
            all.push(Sum { cause, sum: head.amount, labels, from, to });
        }
    }
    Ok(all)
}

type Patch = BTreeMap<String, Value>;

fn for_claims(case: &Case, sums: &[Sum<'_>], id: &Id, input: &LawKeep) -> (Patch, String) {
    let mut patch = Patch::new();
    let mut order = case.sheet.rows("claims").len();
    let mut target = String::new();
    for (no, one) in sums.iter().enumerate() {
        let row = match (&input.claim, no) {
            (Some(claim), 0) => claim.clone(),
            _ => {
                order += 1;
                let row = row_id();
                patch.insert(format!("claims/{row}/order"), json!(order));
                row
            }
        };
        let at = |name: &str| format!("claims/{row}/{name}");
        let empty = |name: &str| case.sheet.text(&at(name)).is_empty();
        patch.insert(at("head"), json!(one.cause));
        patch.insert(at("lawful"), json!(one.sum));
        patch.insert(at("rule"), json!(input.rule));
        patch.insert(at("computation"), json!(id));
        if input.amount || case.sheet.money(&at("amount")).is_none() {
            patch.insert(at("amount"), json!(one.sum));
        }
        // What somebody has written about the claim stays.
        if one.labels.len() > 1 && empty("note") {
            patch.insert(at("note"), json!(one.labels.join("、")));
        }
        let month = |day: &str| day.get(..7).map(str::to_owned);
        if let (Some(from), Some(to)) = (month(one.from), month(one.to))
            && empty("from")
            && empty("to")
        {
            patch.insert(at("from"), json!(from));
            patch.insert(at("to"), json!(to));
        }
        if target.is_empty() {
            target = format!("claims/{row}");
        }
    }
    (patch, target)
}

fn for_member(case: &Case, member: &Id, id: &Id, input: &LawKeep, total: Fen) -> (Patch, String) {
    let at = |name: &str| format!("members/{member}/{name}");
    let mut patch = Patch::new();
    patch.insert(at("lawful"), json!(total));
    patch.insert(at("rule"), json!(input.rule));
    patch.insert(at("computation"), json!(id));
    if input.amount || case.sheet.money(&at("claimed")).is_none() {
        patch.insert(at("claimed"), json!(total));
    }
    (patch, format!("members/{member}"))
}

/// The computation as it was kept; `None` when a newer version of the program wrote it.
pub(crate) fn read(computed: &ComputedAmount) -> Option<Computation> {
    serde_json::from_value(computed.result.clone()).ok()
}

/// Whether a claim or member refers to it now.
pub(crate) fn stands(case: &Case, computed: &ComputedAmount) -> bool {
    ["claims", "members"].iter().any(|table| {
        let rows = case.sheet.rows(table);
        rows.iter()
            .any(|row| case.sheet.text(&format!("{table}/{row}/computation")) == computed.id.0)
    })
}

/// Computations in the file of a case, newest first.
///
/// # Errors
/// `case.unknown`.
pub fn kept(desk: &Desk, input: CaseRef) -> Result<Vec<LawKept>> {
    let session = desk.session()?;
    let case = desk.case(&session, &input.case)?;
    let values = parameters::in_force(desk)?;
    let all = case.computations.iter().rev().map(|one| {
        let head = case.sheet.text(&format!("{}/head", one.target));
        let what = match one.target.split_once('/') {
            Some(("members", _)) => case.sheet.text(&format!("{}/name", one.target)),
            _ => desk.law.causes.words(&head).to_owned(),
        };
        LawKept {
            id: one.id.clone(),
            target: one.target.clone(),
            what,
            stands: stands(&case, one),
            on: one.on,
            worked: read(one).map(|work| rules::shown(work, &values, &desk.law.regions)),
        }
    });
    Ok(all.collect())
}
