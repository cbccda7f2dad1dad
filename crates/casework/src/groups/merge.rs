//! A case goes into another: its members come along, its receipt is kept, its history names where it went.

use super::split::{row, same_person};
use super::{Merged, MergedIn};
use crate::Refusal;
use crate::case::Case;
use crate::context::Context;
use crate::event::Event;
use crate::ids::Id;
use crate::sheet::{Party, PartyRole};
use chrono::NaiveDate;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Joins `from` into `into`: the first events are for `from`, the second for `into`.
///
/// Who is alone in a case becomes a member. Heads that both have in common add up; the receipt of `from` goes on as a
/// clock of its own in `into`.
///
/// # Errors
/// `merge.*`, `case.closed`, `case.merged`, `case.conflict_open`.
///
/// Source: needs.md § (b) transition 36.
pub fn merge(
    from: &Case,
    into: &Case,
    on: NaiveDate,
    reason: String,
    cx: &Context<'_>,
) -> Result<(Vec<Event>, Vec<Event>), Refusal> {
    if from.id == into.id {
        return Err(Refusal::new("merge.same_case", ""));
    }
    for case in [from, into] {
        super::movable(case, "merge.state", "merge.frozen")?;
    }
    if from.mediation.accepted.is_some() && into.mediation.accepted.is_none() {
        return Err(Refusal::new("merge.not_accepted", ""));
    }
    let others = from.sheet.named(PartyRole::Respondent);
    let theirs = into.sheet.named(PartyRole::Respondent);
    if !others.iter().any(|p| theirs.iter().any(|q| same_firm(p, q))) {
        return Err(Refusal::new("merge.other_respondent", "调解仲裁法第7条"));
    }
    if reason.trim().is_empty() {
        return Err(Refusal::new("merge.no_reason", ""));
    }
    if on > cx.today() {
        return Err(Refusal::new("merge.future", "").with("on", on.to_string()));
    }
    let mut joining = Joining { into, patch: BTreeMap::new(), names: BTreeMap::new() };
    joining.own_applicants();
    let members = joining.members(from);
    joining.claims(from, &members);
    joining.parties(from);
    let Joining { patch, names, .. } = joining;
    let came = MergedIn {
        from: from.id.clone(),
        number: from.number().cloned(),
        members,
        received: from.mediation.received.clone(),
        interruptions: from.interruptions.clone(),
        limitation_suspensions: from.limitation_suspensions.clone(),
        patch,
        on,
        reason: reason.clone(),
    };
    let mut events = vec![Event::MergedIn(came)];
    events.extend(from.computations.iter().filter_map(|working| {
        let mut working = working.clone();
        let (table, row) = working.target.split_once('/')?;
        let now = names.get(&(table.to_owned(), Id::from(row)))?;
        working.target = format!("{table}/{now}");
        Some(Event::Computed(working))
    }));
    let number = into.number().cloned();
    Ok((vec![Event::Merged(Merged { into: into.id.clone(), number, on, reason })], events))
}

fn same_firm(a: &Party, b: &Party) -> bool {
    if !a.uscc.is_empty() && !b.uscc.is_empty() {
        return a.uscc == b.uscc;
    }
    a.name == b.name
}

/// A merger in the making.
struct Joining<'a> {
    into: &'a Case,
    patch: BTreeMap<String, Value>,
    /// Table and row there → row here.
    names: BTreeMap<(String, Id), Id>,
}

impl Joining<'_> {
    /// A row that is free in this case, as near to the old one as can be; who left this case gets his own row back.
    fn place(&mut self, table: &str, id: &Id) -> Id {
        let taken = |row: &str| {
            let prefix = format!("{table}/{row}/");
            let on_sheet = |map: &BTreeMap<String, Value>| {
                map.range(prefix.clone()..)
                    .next()
                    .is_some_and(|(path, _)| path.starts_with(&prefix))
            };
            on_sheet(&self.into.sheet.0) || on_sheet(&self.patch)
        };
        let mut row = id.0.clone();
        while taken(&row) {
            row.push('x');
        }
        self.names.insert((table.to_owned(), id.clone()), Id(row.clone()));
        Id(row)
    }

    fn bring(&mut self, from: &Case, table: &str, id: &Id) -> Id {
        let place = self.place(table, id);
        for (path, value) in row(&from.sheet, table, id) {
            let name = path.rsplit('/').next().unwrap_or_default().to_owned();
            self.patch.insert(format!("{table}/{place}/{name}"), value);
        }
        place
    }

    /// A case of single applicants becomes a table when others join it.
    fn own_applicants(&mut self) {
        if !self.into.members().is_empty() {
            return;
        }
        let into = self.into;
        for (row, fields) in single_members(into) {
            let place = self.place("members", &row);
            self.patch.extend(fields.into_iter().map(|(n, v)| (format!("members/{place}/{n}"), v)));
        }
    }

    fn members(&mut self, from: &Case) -> Vec<Id> {
        let members = from.members();
        if members.is_empty() {
            let rows = single_members(from);
            return rows
                .into_iter()
                .map(|(row, fields)| {
                    let place = self.place("members", &row);
                    let path = |n: String| format!("members/{place}/{n}");
                    self.patch.extend(fields.into_iter().map(|(n, v)| (path(n), v)));
                    place
                })
                .collect();
        }
        members
            .iter()
            .map(|member| {
                let place = self.bring(from, "members", &member.id);
                self.patch.remove(&format!("members/{place}/representative"));
                place
            })
            .collect()
    }

    fn claims(&mut self, from: &Case, members: &[Id]) {
        let here = self.into.sheet.claims();
        let mut met: BTreeSet<Id> = BTreeSet::new();
        for claim in from.sheet.claims() {
            let same = here.iter().find(|c| {
                c.member.is_empty()
                    && c.head == claim.head
                    && !c.head.is_empty()
                    && !met.contains(&c.id)
            });
            if claim.member.is_empty()
                && let Some(same) = same
            {
                met.insert(same.id.clone());
                self.names.insert(("claims".to_owned(), claim.id.clone()), same.id.clone());
                let sums = [
                    ("amount", same.amount, claim.amount),
                    ("lawful", same.lawful, claim.lawful),
                    ("agreed", same.agreed, claim.agreed),
                ];
                for (name, ours, theirs) in sums {
                    if let Some(theirs) = theirs {
                        let both = ours.map_or(0, |a| a.0).saturating_add(theirs.0);
                        self.patch.insert(format!("claims/{}/{name}", same.id), both.into());
                    }
                }
                continue;
            }
            let place = self.bring(from, "claims", &claim.id);
            let whose = if claim.member.is_empty() {
                // The only one who came has it to himself.
                members.first().filter(|_| members.len() == 1).cloned()
            } else {
                self.names.get(&("members".to_owned(), Id(claim.member.clone()))).cloned()
            };
            if let Some(whose) = whose {
                self.patch.insert(format!("claims/{place}/member"), whose.0.into());
            }
        }
    }

    /// Respondents and third parties that are not here yet.
    fn parties(&mut self, from: &Case) {
        let here = self.into.sheet.parties();
        for party in from.sheet.parties() {
            let known = here.iter().any(|p| same_firm(p, &party));
            if party.role != PartyRole::Applicant && !party.name.is_empty() && !known {
                self.bring(from, "parties", &party.id);
            }
        }
    }
}

/// The applicants of a case without a table, as members; the sum claimed is his when he is the only one.
fn single_members(case: &Case) -> Vec<(Id, Map<String, Value>)> {
    let applicants = case.sheet.named(PartyRole::Applicant);
    let listed = case.members();
    let alone = applicants.len() == 1;
    let as_member = |party: &Party| {
        let mut fields = Map::new();
        for (path, value) in row(&case.sheet, "parties", &party.id) {
            let name = path.rsplit('/').next().unwrap_or_default();
            if crate::fields::field(&format!("members/x/{name}")).is_some() && name != "order" {
                fields.insert(name.to_owned(), value);
            }
        }
        let claimed = case.sheet.claimed();
        if alone && claimed.0 > 0 {
            fields.insert("claimed".to_owned(), claimed.0.into());
        }
        (Id(format!("m-{}", party.id)), fields)
    };
    let missing = applicants.iter().filter(|p| listed.iter().all(|m| !same_person(p, m)));
    missing.map(as_member).collect()
}
