//! `law.prefill`: what the file of a case already says, so that nothing is typed twice.

use crate::error::{DeskError, Result};
use crate::session::Desk;
use casework::{CaseId, Id, PartyRole, Sheet};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Which calculator, for whom.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LawPrefill {
    /// Rule.
    pub rule: String,
    /// Case; without one only the desk's own place is known.
    #[serde(default)]
    pub case: Option<CaseId>,
    /// Claim it is for.
    #[serde(default)]
    pub claim: Option<Id>,
    /// Member of the group it is for.
    #[serde(default)]
    pub member: Option<Id>,
}

/// What is filled in, and where it comes from.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LawFilled {
    /// Fields of the rule.
    #[ts(type = "Record<string, unknown>")]
    pub input: Map<String, Value>,
    /// Of a field that has to be looked at: why.
    pub look: BTreeMap<String, String>,
}

/// What the sheet knows that rules ask for, by what it means.
#[derive(Default)]
struct Known {
    hired: Value,
    ended: Value,
    wage: Value,
    from: Value,
    to: Value,
    area: Value,
}

impl Known {
    /// The value for a field of a rule, by the field's name; names mean the same in all rules.
    fn of(&self, name: &str) -> Option<&Value> {
        let value = match name {
            "hired" | "employed_from" => &self.hired,
            "ended" | "ended_on" => &self.ended,
            "monthly" | "wage" | "monthly_wage" | "average" | "last_month" => &self.wage,
            "from" => &self.from,
            "to" => &self.to,
            "area" => &self.area,
            _ => return None,
        };
        Some(value).filter(|v| !v.is_null() && v.as_str() != Some(""))
    }
}

/// Why a field that was filled in has to be looked at.
fn look(name: &str) -> Option<&'static str> {
    match name {
        "average" => Some("取自登记的月工资。请核对是不是离职前十二个月的平均应发工资。"),
        "last_month" => Some("取自登记的月工资。请核对上一个月是不是这个标准。"),
        _ => None,
    }
}

/// Fills in what the case knows: days of work, wage, months of the claim, the county.
///
/// # Errors
/// `rule.unknown`, `case.unknown`.
pub fn prefill(desk: &Desk, ask: LawPrefill) -> Result<LawFilled> {
    let rule = statute::rules().iter().find(|r| r.id == ask.rule);
    let rule = rule.ok_or_else(|| DeskError::new("rule.unknown").with("id", &*ask.rule))?;
    let session = desk.session()?;
    let mut known = Known { area: json!(session.settings.county), ..Known::default() };
    if let Some(id) = &ask.case {
        let (case, drafts) =
            session.store.read(|r| Ok::<_, store::StoreError>((r.case(id)?, r.drafts(id)?)))?;
        if case.is_none() && drafts.is_empty() {
            return Err(DeskError::new("case.unknown"));
        }
        let sheet = crate::view_make::overlaid(case.as_ref(), &drafts);
        read(&sheet, ask.claim.as_ref(), ask.member.as_ref(), &mut known);
    }
    let fields = rule.inputs.iter().filter_map(|i| known.of(i.name).map(|v| (i.name, v.clone())));
    let input: Map<String, Value> = fields.map(|(name, v)| (name.to_owned(), v)).collect();
    let look = input.keys().filter_map(|name| Some((name.clone(), look(name)?.to_owned())));
    Ok(LawFilled { look: look.collect(), input })
}

fn read(sheet: &Sheet, claim: Option<&Id>, member: Option<&Id>, known: &mut Known) {
    let at = |path: String| sheet.0.get(&path).cloned().unwrap_or_default();
    if let Some(member) = member {
        known.hired = at(format!("members/{member}/employed_from"));
        known.ended = at(format!("members/{member}/ended_on"));
        known.wage = at(format!("members/{member}/wage"));
    } else if let Some(worker) = sheet.named(PartyRole::Applicant).first() {
        known.hired = json!(worker.employed_from);
        known.ended = json!(worker.ended_on);
    }
    let claims = sheet.claims();
    let own = claims.iter().find(|c| Some(&c.id) == claim);
    if let Some(own) = own {
        (known.from, known.to) = (json!(own.from), json!(own.to));
    }
    // One wage in the whole file is the wage of every claim.
    let wages: Vec<_> = claims.iter().filter_map(|c| c.monthly).collect();
    let one = wages.first().filter(|first| wages.iter().all(|w| w == *first)).copied();
    if known.wage.is_null() {
        known.wage = json!(own.and_then(|c| c.monthly).or(one));
    }
}
