//! `law.parameters`, `law.put_parameter`, `law.remove_parameter`: the dated values of the place.
//!
//! What a county decides (minimum wage, average wage, subsidies of the province) does not come with the program: people
//! write it down here with its source, as records, so that every desk of the county learns it. A row is never changed,
//! it gets a successor with a later day; one that was typed wrongly is struck out and stays in the log.

use crate::error::{DeskError, Result};
use crate::session::{Desk, Session};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use serde_json::json;
use statute::{Fen, KnownParameter, Parameter, Parameters};
use std::collections::BTreeMap;
use ts_rs::TS;

/// What shows these values.
const NOUNS: &[&str] = &["settings", "law"];
const PUT: &str = "law.parameter_put";
const REMOVED: &str = "law.parameter_removed";

/// A row as it stands in its record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Typed {
    row: String,
    id: String,
    value: String,
    area: String,
    from: NaiveDate,
    #[serde(default)]
    until: Option<NaiveDate>,
    source: String,
    #[serde(default)]
    document: String,
}

/// Which values, for where and for when.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct LawParametersAsk {
    /// Area, GB/T 2260; the desk's own county when left out.
    pub area: Option<String>,
    /// Day; today when left out.
    pub on: Option<NaiveDate>,
}

/// A dated value.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LawParameterRow {
    /// The value with its unit, area, day and source.
    pub parameter: Parameter,
    /// Name of the area; empty: the whole country.
    pub area_name: String,
    /// In force for the area and the day that were asked for.
    pub in_force: bool,
    /// Row that was typed here; absent for what comes with the program.
    pub row: Option<String>,
    /// Who wrote it down, when.
    pub by: String,
    /// When.
    pub at: Option<DateTime<FixedOffset>>,
}

/// The dated values of a place.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LawParameters {
    /// Area that was asked for.
    pub area: String,
    /// Its name.
    pub area_name: String,
    /// Day that was asked for.
    pub on: NaiveDate,
    /// All rows that can matter there, newest first within each value.
    pub rows: Vec<LawParameterRow>,
    /// Values that rules need and nobody has told yet for the area and the day, with whom to ask.
    pub unknown: Vec<KnownParameter>,
    /// Values that a county may write down.
    pub known: Vec<KnownParameter>,
}

/// A new dated row.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LawParameterPut {
    /// Parameter, e.g. `min_wage_month`.
    pub id: String,
    /// Value in the parameter's unit; an amount in yuan as people write it.
    pub value: String,
    /// Area, GB/T 2260 of 2, 4 or 6 digits; empty: the whole country.
    #[serde(default)]
    pub area: String,
    /// In force since.
    pub from: NaiveDate,
    /// Last day; absent: until a later row.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// Who said so, or the name of the document.
    pub source: String,
    /// Number of the document; without one the value stays unconfirmed.
    #[serde(default)]
    pub document: String,
}

/// A row to strike out.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LawParameterRef {
    /// Row.
    pub row: String,
    /// Why.
    pub reason: String,
}

impl Typed {
    fn parameter(&self, known: &KnownParameter) -> Parameter {
        let source = match (self.source.is_empty(), self.document.is_empty()) {
            (false, false) => format!("{}（{}）", self.source, self.document),
            (true, false) => self.document.clone(),
            _ => self.source.clone(),
        };
        Parameter {
            id: self.id.clone(),
            label: known.label.clone(),
            value: self.value.clone(),
            unit: known.unit.clone(),
            area: self.area.clone(),
            from: self.from,
            until: self.until,
            source,
            // A figure that was only heard is used, and said to be unconfirmed.
            confirmed: !self.document.is_empty(),
        }
    }
}

/// A typed row with who wrote it and when.
struct Written {
    typed: Typed,
    by: String,
    at: DateTime<FixedOffset>,
}

/// The typed rows that stand, oldest first.
fn written(session: &Session) -> Result<Vec<Written>> {
    let (put, removed) = session.store.read(|r| {
        Ok::<_, store::StoreError>((r.shared_records(PUT)?, r.shared_records(REMOVED)?))
    })?;
    let gone: Vec<String> = removed
        .iter()
        .filter_map(|past| past.body.as_ref()?.get("row")?.as_str().map(str::to_owned))
        .collect();
    let rows = put.into_iter().filter_map(|past| {
        let typed: Typed = serde_json::from_value(past.body?).ok()?;
        Some(Written { typed, by: past.by, at: past.at })
    });
    Ok(rows.filter(|one| !gone.contains(&one.typed.row)).collect())
}

/// The program's values with those of the county on top; a row of a later version of the program is left out, not guessed.
pub(crate) fn in_force(desk: &Desk) -> Result<Parameters> {
    let mut all = desk.law.parameters.clone();
    let Some(session) = desk.peek() else { return Ok(all) };
    for one in written(&session)? {
        let Some(known) = all.known(&one.typed.id).cloned() else { continue };
        if let Ok(more) = all.clone().with([one.typed.parameter(&known)]) {
            all = more;
        }
    }
    Ok(all)
}

fn area_name(desk: &Desk, code: &str) -> String {
    desk.law.regions.get(code).map(|r| r.name.clone()).unwrap_or_else(|| code.to_owned())
}

/// All dated values that matter for a place, and those that are unknown there on a day.
///
/// # Errors
/// `desk.locked`.
pub fn show(desk: &Desk, ask: LawParametersAsk) -> Result<LawParameters> {
    let session = desk.session()?;
    let area = ask.area.unwrap_or_else(|| session.settings.county.clone());
    let on = ask.on.unwrap_or_else(|| desk.today());
    let all = in_force(desk)?;
    let typed = written(&session)?;
    let mut origin: BTreeMap<String, &Written> = BTreeMap::new();
    for one in &typed {
        if let Some(known) = all.known(&one.typed.id) {
            origin.insert(key(&one.typed.parameter(known)), one);
        }
    }
    let mut rows: Vec<LawParameterRow> = all
        .rows()
        .iter()
        .filter(|p| area.starts_with(&p.area) || p.area.starts_with(&area))
        .map(|p| {
            let found = origin.get(&key(p));
            LawParameterRow {
                in_force: all.find(&p.id, &area, on) == Some(p),
                area_name: if p.area.is_empty() { String::new() } else { area_name(desk, &p.area) },
                row: found.map(|w| w.typed.row.clone()),
                by: found.map(|w| w.by.clone()).unwrap_or_default(),
                at: found.map(|w| w.at),
                parameter: p.clone(),
            }
        })
        .collect();
    rows.reverse();
    let order: Vec<&str> = all.rows().iter().map(|p| p.id.as_str()).collect();
    let place = |id: &str| order.iter().position(|one| *one == id);
    rows.sort_by(|a, b| {
        let of = |r: &LawParameterRow| (r.row.is_none(), place(&r.parameter.id));
        of(a).cmp(&of(b)).then(b.parameter.from.cmp(&a.parameter.from))
    });
    let unknown = all.to_ask().filter(|k| all.find(&k.id, &area, on).is_none()).cloned().collect();
    Ok(LawParameters {
        area_name: area_name(desk, &area),
        unknown,
        known: all.to_ask().cloned().collect(),
        rows,
        area,
        on,
    })
}

/// What makes two rows the same row.
fn key(p: &Parameter) -> String {
    format!("{}|{}|{}|{}|{}", p.id, p.area, p.from, p.value, p.source)
}

/// A value as people write it, in the parameter's unit as a plain decimal; `None` when it is none.
fn value(text: &str, unit: &str) -> Option<String> {
    let plain = statute::text::line(text);
    if unit.starts_with('元') {
        return Fen::parse_yuan(&plain).ok().map(|fen: Fen| fen.format().replace(',', ""));
    }
    let plain = plain.trim_end_matches(['%', '％']).trim_end_matches(unit).trim().to_owned();
    let plain: String = plain.chars().map(statute::text::half_width).collect();
    let ok = plain.parse::<f64>().is_ok_and(|n| n.is_finite() && n >= 0.0)
        && plain.chars().all(|c| c.is_ascii_digit() || c == '.');
    ok.then_some(plain)
}

/// Writes down a dated value of the place.
///
/// # Errors
/// `law.parameter_unknown`, `law.parameter_value`, `law.parameter_area`, `law.parameter_source`, `law.parameter_order`,
/// `law.parameter_twice` when the same value stands for the same area and day already.
pub fn put(desk: &Desk, input: LawParameterPut) -> Result<LawParameters> {
    let session = desk.session()?;
    let known = desk.law.parameters.known(&input.id).cloned();
    let known =
        known.ok_or_else(|| DeskError::new("law.parameter_unknown").with("id", &*input.id))?;
    let named = |code: &str| DeskError::new(code).with("label", &*known.label);
    let value = value(&input.value, &known.unit);
    let value = value.ok_or_else(|| named("law.parameter_value").with("unit", &*known.unit))?;
    let area = input.area.trim().to_owned();
    if !area.is_empty() && desk.law.regions.get(&area).is_none() {
        return Err(named("law.parameter_area"));
    }
    let (source, document) =
        (statute::text::line(&input.source), statute::text::line(&input.document));
    if source.is_empty() && document.is_empty() {
        return Err(named("law.parameter_source"));
    }
    let (id, from, until) = (input.id, input.from, input.until);
    let row = uuid::Uuid::now_v7().to_string();
    let typed = Typed { row, id, value, area, from, until, source, document };
    let fits = desk.law.parameters.clone().with([typed.parameter(&known)]);
    fits.map_err(|_| named("law.parameter_order"))?;
    let same = |one: &Written| {
        let other = &one.typed;
        (&other.id, &other.area, other.from) == (&typed.id, &typed.area, typed.from)
    };
    if written(&session)?.iter().any(same) {
        return Err(named("law.parameter_twice").with("from", typed.from.to_string()));
    }
    let row = serde_json::to_value(&typed).unwrap_or_default();
    desk.note(&session, PUT, vec![row], NOUNS)?;
    show(desk, LawParametersAsk::default())
}

/// Strikes out a row that was typed wrongly; computations that were kept with a case stand as they are.
///
/// # Errors
/// `law.parameter_gone`, `law.parameter_reason`.
pub fn remove(desk: &Desk, input: LawParameterRef) -> Result<LawParameters> {
    let session = desk.session()?;
    if !written(&session)?.iter().any(|one| one.typed.row == input.row) {
        return Err(DeskError::new("law.parameter_gone"));
    }
    let reason = statute::text::line(&input.reason);
    if reason.is_empty() {
        return Err(DeskError::new("law.parameter_reason"));
    }
    let removed = json!({ "row": input.row, "reason": reason });
    desk.note(&session, REMOVED, vec![removed], NOUNS)?;
    show(desk, LawParametersAsk::default())
}
