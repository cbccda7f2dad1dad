//! What stands when terms are frozen, and what differs between two versions.

use crate::case::Accord;
use crate::ids::Id;
use crate::members::Stance;
use crate::sheet::Sheet;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use statute::Fen;

/// A member as settled in a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct AccordMember {
    /// Member.
    pub member: Id,
    /// Name as frozen.
    pub name: String,
    /// Amount, 分.
    pub amount: Fen,
}

/// What is frozen besides obligations and clauses; all of it is absent in records of the first version.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct FrozenMore {
    /// Any instalment late makes the rest due.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub acceleration: bool,
    /// Members who settle.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<AccordMember>,
    /// SHA-256 of the terms, hex: what a second reader read.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub content: String,
    /// Who froze them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
}

/// One second reading of the terms before they are frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Reading {
    /// Who read.
    pub by: String,
    /// In order, or sent back.
    pub passed: bool,
    /// What he found.
    #[serde(default)]
    pub note: String,
    /// Day.
    pub on: NaiveDate,
    /// SHA-256 of the terms he read, hex: it counts for these and no others.
    pub content: String,
}

impl Sheet {
    /// Members with what they settle for, in order.
    pub(crate) fn accord_members(
        &self,
        left: &std::collections::BTreeSet<Id>,
    ) -> Vec<AccordMember> {
        let there = self.members().into_iter().filter(|m| !left.contains(&m.id));
        there
            .filter(|m| m.stance == Stance::Join)
            .map(|m| AccordMember {
                member: m.id,
                name: m.name,
                amount: m.agreed.unwrap_or(Fen(0)),
            })
            .collect()
    }
}

/// SHA-256 of the terms as they stand, hex: obligations, clauses, the agreement's own fields, members and amounts.
///
/// Two sheets with the same terms give the same hash whatever else is typed on them.
pub fn terms_hash(case: &crate::Case) -> String {
    let sheet = &case.sheet;
    let own: std::collections::BTreeMap<&String, &Value> =
        sheet.0.iter().filter(|(path, _)| path.starts_with("agreement/")).collect();
    let terms = json!({
        "agreement": own,
        "clauses": sheet.clauses(),
        "members": sheet.accord_members(&case.group.left),
        "obligations": sheet.obligations(),
    });
    hex::encode(Sha256::digest(terms.to_string().as_bytes()))
}

/// One difference between two versions of the agreement.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct TermChange {
    /// `terms`, `clauses`, `members` or `agreement`.
    pub table: String,
    /// Row.
    pub row: Id,
    /// Field, empty when the whole row was added or taken out.
    pub field: String,
    /// `added`, `removed` or `changed`.
    pub change: String,
    /// What stood before.
    #[ts(type = "unknown")]
    pub before: Value,
    /// What stands now.
    #[ts(type = "unknown")]
    pub after: Value,
}

/// What changed from one version to the next, row by row and field by field, in the order of the newer version.
pub fn diff(before: &Accord, after: &Accord) -> Vec<TermChange> {
    let mut changes = Vec::new();
    compare("terms", &rows(&before.obligations), &rows(&after.obligations), &mut changes);
    compare("clauses", &rows(&before.clauses), &rows(&after.clauses), &mut changes);
    compare("members", &members(before), &members(after), &mut changes);
    if before.more.acceleration != after.more.acceleration {
        changes.push(TermChange {
            table: "agreement".into(),
            row: Id::default(),
            field: "acceleration".into(),
            change: "changed".into(),
            before: before.more.acceleration.into(),
            after: after.more.acceleration.into(),
        });
    }
    changes
}

type Rows = Vec<(Id, serde_json::Map<String, Value>)>;

fn rows<T: Serialize>(all: &[T]) -> Rows {
    let row = |item: &T| {
        let Ok(Value::Object(mut map)) = serde_json::to_value(item) else { return None };
        let id = map.remove("id")?.as_str()?.to_owned();
        Some((Id(id), map))
    };
    all.iter().filter_map(row).collect()
}

fn members(accord: &Accord) -> Rows {
    let row = |m: &AccordMember| {
        let Value::Object(map) = json!({"name": m.name, "amount": m.amount}) else {
            return (m.member.clone(), serde_json::Map::new());
        };
        (m.member.clone(), map)
    };
    accord.more.members.iter().map(row).collect()
}

fn compare(table: &str, before: &Rows, after: &Rows, changes: &mut Vec<TermChange>) {
    let mut push = |row: &Id, field: &str, change: &str, before: Value, after: Value| {
        changes.push(TermChange {
            table: table.to_owned(),
            row: row.clone(),
            field: field.to_owned(),
            change: change.to_owned(),
            before,
            after,
        });
    };
    for (id, now) in after {
        let Some((_, old)) = before.iter().find(|(other, _)| other == id) else {
            push(id, "", "added", Value::Null, Value::Object(now.clone()));
            continue;
        };
        let mut fields: Vec<&String> = old.keys().chain(now.keys()).collect();
        fields.sort_unstable();
        fields.dedup();
        for field in fields {
            let (was, is) = (old.get(field), now.get(field));
            if was != is {
                let value = |v: Option<&Value>| v.cloned().unwrap_or(Value::Null);
                push(id, field, "changed", value(was), value(is));
            }
        }
    }
    for (id, old) in before.iter().filter(|(id, _)| after.iter().all(|(other, _)| other != id)) {
        push(id, "", "removed", Value::Object(old.clone()), Value::Null);
    }
}
