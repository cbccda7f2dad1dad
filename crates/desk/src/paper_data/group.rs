//! Rosters: the members of a group, those they elected, what each gets, who signs or attends.

use super::money;
use casework::{Case, Member, Obligation, Stance};
use chrono::Datelike;
use serde_json::{Map, Value, json};
use statute::Fen;

/// Members on the first sheet of an annex, and on each further one, so that a sheet stays on its page.
const FIRST_SHEET: usize = 11;
const OTHER_SHEETS: usize = 15;

/// The roster, without those who withdrew.
pub(super) fn members(case: &Case) -> Value {
    let all = case.members();
    let there = all.iter().filter(|m| m.stance != Stance::Withdrawn);
    there.zip(1..).map(|(m, no)| member(m, no)).collect()
}

fn member(m: &Member, no: usize) -> Value {
    let account = (!m.account_no.is_empty())
        .then(|| json!({ "holder": m.account_name, "bank": m.bank, "number": m.account_no }));
    let sex = casework::fields::words_for(casework::fields::SEXES, &m.sex);
    json!({
        "no": no, "name": m.name, "sex": sex, "birth": m.birth.map(|d| d.to_string()),
        "id_kind": casework::fields::words_for(casework::fields::ID_KINDS, &m.id_kind),
        "id_number": m.id_number, "phone": m.phone, "nation": m.nation, "language": m.language,
        "employed_from": m.employed_from.map(|d| d.to_string()),
        "ended_on": m.ended_on.map(|d| d.to_string()),
        "wage": money(m.wage), "claimed": money(m.claimed), "agreed": money(m.agreed),
        "stance": m.stance, "representative": m.representative, "note": m.note, "account": account,
    })
}

/// 推举书: who was elected, by how many.
pub(super) fn representatives(case: &Case, today: chrono::NaiveDate, place: &str) -> Value {
    let all = case.members();
    let there = all.iter().filter(|m| m.stance != Stance::Withdrawn);
    let chosen: Vec<Value> = there
        .clone()
        .filter(|m| m.representative)
        .map(|m| {
            let sex = casework::fields::words_for(casework::fields::SEXES, &m.sex);
            json!({ "name": m.name, "sex": sex, "id_number": m.id_number, "phone": m.phone })
        })
        .collect();
    if chosen.is_empty() {
        return Value::Null;
    }
    json!({
        "count": there.count(), "elected_on": today.to_string(), "place": place,
        "method": "签名推举", "scope": null, "chosen": chosen,
    })
}

/// 协议附表: what each who settles gets, sheet by sheet; no total as long as an amount is missing.
pub(super) fn annex(case: &Case) -> Value {
    let settling = case.settling();
    if settling.is_empty() {
        return Value::Null;
    }
    let sum = |part: &[Member]| {
        let known = part.iter().all(|m| m.agreed.is_some());
        known.then(|| Fen(part.iter().filter_map(|m| m.agreed).map(|a| a.0).sum()))
    };
    let mut sheets = Vec::new();
    let (mut rest, mut no) = (settling.as_slice(), 1);
    while !rest.is_empty() {
        let most = if sheets.is_empty() { FIRST_SHEET } else { OTHER_SHEETS };
        let (here, later) = rest.split_at(most.min(rest.len()));
        let rows: Vec<Value> = here.iter().zip(no..).map(|(m, no)| member(m, no)).collect();
        sheets.push(json!({ "members": rows, "count": here.len(), "subtotal": money(sum(here)) }));
        no += here.len();
        rest = later;
    }
    json!({
        "sheets": sheets, "count": settling.len(), "total": money(sum(&settling)), "duties": duties(case),
    })
}

/// What is promised where no money is handed out: each duty in a line, for the members to agree to.
fn duties(case: &Case) -> Vec<String> {
    if !case.sheet.settles_by_duties() {
        return Vec::new();
    }
    let day = |on: chrono::NaiveDate| format!("{}年{}月{}日", on.year(), on.month(), on.day());
    let line = |row: &Obligation| {
        let what = if row.what.is_empty() { &row.deed } else { &row.what };
        let months = super::claim_period(&row.from, &row.to);
        let months = if months.is_empty() { months } else { format!("（{months}）") };
        let sum = row.amount.map(|a| format!("，共{}元", a.format())).unwrap_or_default();
        let until = row.outer_day().or(row.due).map(day);
        let until = match (row.on_event(), until) {
            (true, Some(on)) => format!("，{}，最迟{on}", row.event.trim_end_matches('。')),
            (false, Some(on)) => format!("，{on}以前"),
            (_, None) => String::new(),
        };
        format!("{what}{months}{sum}{until}")
    };
    case.sheet.obligations().iter().map(line).collect()
}

/// 签到签署表: of the latest session, or of the paper that is to be signed.
pub(super) fn sheet(case: &Case, answers: &Map<String, Value>, today: chrono::NaiveDate) -> Value {
    let wanted = answers.get("session").and_then(Value::as_str);
    let held = case.mediation.sessions.iter().rev().find(|s| wanted.is_none_or(|w| s.id.0 == w));
    let Some(s) = held else {
        return json!({
            "purpose": "sign", "event": "签署文书", "document": "", "date": today.to_string(),
            "from": "", "place": "", "rows": [], "blank_rows": 2, "absent": "",
        });
    };
    let no = case.mediation.sessions.iter().filter(|x| x.kind == s.kind && x.at <= s.at).count();
    let rows: Vec<Value> = s
        .present
        .iter()
        .map(|p| {
            let capacity = if p.agency.is_empty() {
                p.capacity.clone()
            } else {
                format!("{}{}", p.agency, p.capacity)
            };
            json!({ "name": p.name, "capacity": capacity, "phone": "", "id_checked": p.id_checked })
        })
        .collect();
    json!({
        "purpose": "attend", "event": format!("{}（第{no}次）", s.kind.words()), "document": "",
        "date": s.at.date_naive().to_string(), "from": s.at.format("%H:%M").to_string(),
        "place": s.place, "rows": rows, "blank_rows": 2, "absent": "",
    })
}
