//! Members leave for a case of their own: every member is in one of the two, and so is all money.

use super::{Split, SplitOff};
use crate::Refusal;
use crate::case::{Acceptance, Case};
use crate::context::Context;
use crate::event::{Event, Number};
use crate::ids::{CaseId, Id};
use crate::members::{Member, Stance};
use crate::sheet::{Claim, Party, PartyRole, Sheet, sum};
use chrono::NaiveDate;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What is wanted of a split.
#[derive(Debug, Clone, PartialEq)]
pub struct SplitRequest {
    /// Members that leave.
    pub members: Vec<Id>,
    /// The new case.
    pub into: CaseId,
    /// Its 案号, when this case is accepted: it is mediated on.
    pub number: Option<Number>,
    /// Day.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
}

/// Divides a case: the first events are for the case itself, the second begin the new one.
///
/// The new case has its own clocks and keeps the original receipt; the history of both names the other. Heads that are
/// everybody's are divided by what the members claim, to the 分; without that they stay whole where they are.
///
/// # Errors
/// `split.*`, `case.closed`, `case.merged`, `case.conflict_open`.
///
/// Source: needs.md § (b) transition 36, row 39.
pub fn split(
    case: &Case,
    request: SplitRequest,
    cx: &Context<'_>,
) -> Result<(Vec<Event>, Vec<Event>), Refusal> {
    let SplitRequest { members, into, number, on, reason } = request;
    let wanted: BTreeSet<Id> = members.into_iter().collect();
    let all = case.members();
    guard(case, &wanted, &all)?;
    if into.0.is_empty() || into == case.id {
        return Err(Refusal::new("split.same_case", ""));
    }
    if reason.trim().is_empty() {
        return Err(Refusal::new("split.no_reason", ""));
    }
    let received = case.mediation.received.as_ref().map(|r| r.at.date_naive());
    if on > cx.today() || received.is_some_and(|day| on < day) {
        return Err(Refusal::new("split.day", "").with("on", on.to_string()));
    }
    let accepted = match (&case.mediation.accepted, number) {
        (Some(_), None) => return Err(Refusal::new("split.no_number", "")),
        (None, Some(_)) => return Err(Refusal::new("split.number_too_early", "")),
        (Some(first), Some(number)) => Some(Acceptance { number, ..first.clone() }),
        (None, None) => None,
    };
    let (moved, stay): (Vec<&Member>, Vec<&Member>) =
        all.iter().partition(|m| wanted.contains(&m.id));
    let mut division = Division { case, patch: BTreeMap::new(), sheet: BTreeMap::new() };
    division.matter(&moved);
    division.parties(&moved, &stay);
    division.members(&moved);
    division.claims(&all, &moved);
    division.terms(&moved);
    let Division { patch, sheet, .. } = division;
    let rows: Vec<Id> = moved.iter().map(|m| m.id.clone()).collect();
    let m = &case.mediation;
    let off = SplitOff {
        from: case.id.clone(),
        from_number: case.number().cloned(),
        members: rows.clone(),
        received: m.received.clone(),
        inquiries: m.inquiries.clone(),
        accepted,
        extension: m.extension.clone(),
        rounds: m.rounds.clone(),
        supplements: m.supplements.clone(),
        pauses: m.pauses.clone(),
        interruptions: case.interruptions.clone(),
        limitation_suspensions: case.limitation_suspensions.clone(),
        on,
        reason: reason.clone(),
        sheet,
    };
    let mut child = vec![Event::SplitOff(Box::new(off.clone()))];
    // The working goes with the amount it explains.
    let explained = |target: &str| {
        let mut parts = target.split('/');
        let table = parts.next().unwrap_or_default();
        let row = parts.next().unwrap_or_default();
        off.sheet.keys().any(|path| path.starts_with(&format!("{table}/{row}/")))
    };
    let workings = case.computations.iter().filter(|c| explained(&c.target));
    child.extend(workings.cloned().map(Event::Computed));
    Ok((vec![Event::Split(Split { into, members: rows, patch, on, reason })], child))
}

fn guard(case: &Case, wanted: &BTreeSet<Id>, all: &[Member]) -> Result<(), Refusal> {
    super::movable(case, "split.state", "split.frozen")?;
    if wanted.is_empty() {
        return Err(Refusal::new("split.nobody", ""));
    }
    let unknown: Vec<String> = wanted
        .iter()
        .filter(|id| all.iter().all(|m| m.id != **id))
        .map(|id| id.0.clone())
        .collect();
    if !unknown.is_empty() {
        return Err(Refusal::new("split.unknown_member", "").with("members", unknown));
    }
    let rest = all.iter().filter(|m| !wanted.contains(&m.id) && m.stance != Stance::Withdrawn);
    if rest.count() == 0 {
        return Err(Refusal::new("split.nobody_left", ""));
    }
    Ok(())
}

/// A division in the making: what changes here, and the sheet of the new case.
struct Division<'a> {
    case: &'a Case,
    patch: BTreeMap<String, Value>,
    sheet: BTreeMap<String, Value>,
}

impl Division<'_> {
    /// Fields of one row, with their names.
    fn row(&self, table: &str, id: &Id) -> Vec<(String, Value)> {
        row(&self.case.sheet, table, id)
    }

    fn copy(&mut self, table: &str, id: &Id) {
        for (path, value) in self.row(table, id) {
            self.sheet.insert(path, value);
        }
    }

    fn take_out(&mut self, table: &str, id: &Id) {
        for (path, _) in self.row(table, id) {
            self.patch.insert(path, Value::Null);
        }
    }

    /// What is said about the matter holds for both.
    fn matter(&mut self, moved: &[&Member]) {
        let fields = self.case.sheet.0.iter().filter(|(path, _)| path.starts_with("case/"));
        self.sheet.extend(fields.map(|(path, value)| (path.clone(), value.clone())));
        if moved.len() < 2 {
            self.sheet.remove("case/group");
        }
    }

    /// The other side stands in both; each side of the group is led by one of its own.
    fn parties(&mut self, moved: &[&Member], stay: &[&Member]) {
        let parties = self.case.sheet.parties();
        let (applicants, others): (Vec<&Party>, Vec<&Party>) =
            parties.iter().partition(|p| p.role == PartyRole::Applicant);
        for party in others {
            self.copy("parties", &party.id);
        }
        let mut gone = 0;
        for party in &applicants {
            if moved.iter().any(|m| same_person(party, m)) {
                self.copy("parties", &party.id);
                self.take_out("parties", &party.id);
                gone += 1;
            }
        }
        if gone == 0
            && let Some(first) = moved.first()
        {
            let fields = as_party(first, self.case);
            self.sheet.extend(fields);
        }
        if gone == applicants.len()
            && let Some(first) = stay.iter().find(|m| m.stance != Stance::Withdrawn)
        {
            let fields = as_party(first, self.case);
            self.patch.extend(fields);
        }
    }

    fn members(&mut self, moved: &[&Member]) {
        for member in moved {
            self.copy("members", &member.id);
            self.take_out("members", &member.id);
            // The mandate was given by the old group.
            self.sheet.remove(&format!("members/{}/representative", member.id));
        }
    }

    fn claims(&mut self, all: &[Member], moved: &[&Member]) {
        let claims = self.case.sheet.claims();
        for claim in &claims {
            if moved.iter().any(|m| m.id.0 == claim.member) {
                self.copy("claims", &claim.id);
                self.take_out("claims", &claim.id);
            } else if claim.member.is_empty() {
                self.copy("claims", &claim.id);
                // What the other side offers is said to the whole group.
                self.sheet.remove(&format!("claims/{}/offer", claim.id));
            }
        }
        let common: Vec<&Claim> = claims.iter().filter(|c| c.member.is_empty()).collect();
        let claimed = |m: &Member| m.claimed.filter(|_| m.stance != Stance::Withdrawn);
        let whole = sum(all.iter().filter_map(claimed));
        let part = sum(moved.iter().filter_map(|m| claimed(m)));
        for name in ["amount", "lawful", "agreed"] {
            let amounts: Vec<Option<i64>> = common
                .iter()
                .map(|c| self.case.sheet.money(&format!("claims/{}/{name}", c.id)).map(|a| a.0))
                .collect();
            let known: Vec<i64> = amounts.iter().flatten().copied().collect();
            let mut parts = divide(&known, part.0, whole.0).into_iter();
            for (claim, amount) in common.iter().zip(amounts) {
                let path = format!("claims/{}/{name}", claim.id);
                let Some(amount) = amount else { continue };
                match parts.next() {
                    Some(theirs) => {
                        self.sheet.insert(path.clone(), theirs.into());
                        self.patch.insert(path, (amount - theirs).into());
                    }
                    // Nobody said what is whose: the sum stays whole where it is.
                    None => drop(self.sheet.remove(&path)),
                }
            }
        }
    }

    /// Rows of the terms that were drafted for who leaves.
    fn terms(&mut self, moved: &[&Member]) {
        for row in self.case.sheet.obligations() {
            if moved.iter().any(|m| m.id.0 == row.member || m.id.0 == row.payee) {
                self.take_out("terms", &row.id);
            }
        }
    }
}

/// Fields of one row of a table, with their paths.
pub(super) fn row(sheet: &Sheet, table: &str, id: &Id) -> Vec<(String, Value)> {
    let prefix = format!("{table}/{id}/");
    let fields = sheet.0.range(prefix.clone()..).take_while(|(path, _)| path.starts_with(&prefix));
    fields.map(|(path, value)| (path.clone(), value.clone())).collect()
}

/// Divides each amount in the proportion `part : whole`, so that the parts add up to that share of the sum; empty when
/// the proportion is unknown or an amount cannot be divided.
fn divide(amounts: &[i64], part: i64, whole: i64) -> Vec<i64> {
    if whole <= 0 || !(0..=whole).contains(&part) || amounts.iter().any(|a| *a < 0) {
        return Vec::new();
    }
    let share = |amount: i128| amount * i128::from(part) / i128::from(whole);
    let total: i128 = amounts.iter().map(|a| i128::from(*a)).sum();
    let mut parts: Vec<i64> =
        amounts.iter().map(|a| i64::try_from(share(i128::from(*a))).unwrap_or(0)).collect();
    let mut rest = share(total) - parts.iter().map(|p| i128::from(*p)).sum::<i128>();
    for (theirs, amount) in parts.iter_mut().zip(amounts) {
        if rest > 0 && *theirs < *amount {
            *theirs += 1;
            rest -= 1;
        }
    }
    parts
}

/// Whether a party of the sheet and a member are one person.
pub(crate) fn same_person(party: &Party, member: &Member) -> bool {
    let bare = |text: &str| text.replace(' ', "").to_uppercase();
    if !party.id_number.is_empty() && !member.id_number.is_empty() {
        return bare(&party.id_number) == bare(&member.id_number);
    }
    !party.name.is_empty() && party.name == member.name
}

/// A member as applicant of a case.
fn as_party(member: &Member, case: &Case) -> BTreeMap<String, Value> {
    let mut row = format!("p-{}", member.id);
    while case.sheet.rows("parties").iter().any(|id| id.0 == row) {
        row.push('x');
    }
    let day = |day: Option<NaiveDate>| day.map(|d| d.to_string()).unwrap_or_default();
    let fields = [
        ("role", "applicant".to_owned()),
        ("kind", "worker".to_owned()),
        ("name", member.name.clone()),
        ("id_kind", member.id_kind.clone()),
        ("id_number", member.id_number.clone()),
        ("sex", member.sex.clone()),
        ("birth", day(member.birth)),
        ("phone", member.phone.clone()),
        ("nation", member.nation.clone()),
        ("language", member.language.clone()),
        ("employed_from", day(member.employed_from)),
        ("ended_on", day(member.ended_on)),
    ];
    let said = fields.into_iter().filter(|(_, value)| !value.is_empty());
    // What was said of the work of them all, by who spoke for them: without it the limitation would be unknown anew.
    let spoke = case.sheet.named(PartyRole::Applicant).into_iter().next();
    let common = spoke.map_or([String::new(), String::new()], |p| [p.employment, day(p.knew_on)]);
    let [mut employment, knew_on] = common;
    if member.ended_on.is_some() && employment.ends_with("ongoing") {
        employment = employment.replace("ongoing", "ended");
    }
    let common = [("employment", employment), ("knew_on", knew_on)];
    let said = said.chain(common.into_iter().filter(|(_, value)| !value.is_empty()));
    said.map(|(name, value)| (format!("parties/{row}/{name}"), value.into())).collect()
}
