//! Every paper of a dispute from real cases: allowed somewhere, filled from the file, nothing asked that the
//! file knows, everything that is asked can be answered on the form, and the print says what the file says.

mod dates;
mod fill;
mod matters;
mod said;
mod steps;
#[path = "../support/mod.rs"]
mod support;
mod union;

use fill::{Told, asked, make};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use support::*;

/// What no case can know: only the person who makes the paper can say it. Everything else a paper asks for is a gap
/// in how its data are filled. A path stands for what lies in it.
const ONLY_A_PERSON: &[&str] = &[
    // Typed once at the counter; a sample case of some stages was never asked for it.
    "applicants",
    "respondents",
    "fields.prior",
    "consultation.answer",
    "consultation.outcome",
    "consultation.way",
    "authority",
    "handed.items",
    "meeting",
    "proposal",
    "suspension.reason",
    "suspension.wait_for",
    "session.date",
    "session.from",
    "session.place",
    "extension.until",
    "extension.reason",
    "transfer.appointment",
    "representatives.scope",
    "transfer.to",
    "transfer.kind",
    "transfer.request",
    "transfer.consented_on",
    "transfer.reason",
    "transfer.materials",
    "support.grounds",
    "support.gap",
    "aid",
    "major.trend",
    "major.requests",
    "major.report_to",
    "major.occurred_on",
    "warning.items",
    "warning.liability",
    "visit",
    "closing.opinion",
    "dossier_note",
    "service",
    "application.title",
    "application.route",
    "application.prior",
    "application.requests",
    "application.property",
    "letter",
    "inspection",
    "supervision",
    "sheet",
    "translation",
    "withdrawal.reason",
    "withdrawal.text",
    "evidence",
    "case.matter",
    "supplement",
    "representatives.count",
    "representatives.elected_on",
    "referral",
];

fn known_gap(path: &str) -> bool {
    !ONLY_A_PERSON
        .iter()
        .any(|p| path.strip_prefix(p).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
}

/// Kinds that stand with a step of their own (freezing, a kept calculation, members with agreed amounts): steps.rs
/// makes them.
const OTHERWISE: &[&str] = &["agreement", "calculation-sheet", "group-annex"];

#[test]
fn every_paper_of_a_dispute_can_be_made_from_a_case_and_asks_only_what_no_case_knows() {
    let s = Station::new();
    s.call("desk.sample", json!({ "cases": 120 }));
    let mut cases = Vec::new();
    for offset in [0, 200] {
        let page = s.call("case.list", json!({ "filter": "all", "offset": offset, "limit": 200 }));
        cases.extend(
            page["rows"].as_array().expect("rows").iter().map(|r| r["summary"]["id"].clone()),
        );
    }
    // Of the cases in which a kind may be made, the one that leaves least to be asked: the others lack what it is about.
    let mut seen = BTreeSet::new();
    let mut best: BTreeMap<String, (usize, Value)> = BTreeMap::new();
    let mut looked: BTreeMap<String, usize> = BTreeMap::new();
    for case in &cases {
        for kind in s.call("paper.kinds", json!({ "case": case })).as_array().expect("kinds") {
            let id = kind["kind"].as_str().expect("an id").to_owned();
            seen.insert(id.clone());
            let tries = looked.entry(id.clone()).or_default();
            let found = best.get(&id).is_some_and(|(gaps, _)| *gaps == 0) || *tries >= 40;
            if kind["allowed"] != true || found || OTHERWISE.contains(&id.as_str()) {
                continue;
            }
            *tries += 1;
            // A closed file takes only the papers of its end.
            let closed = s.call("case.open", json!({ "case": case }))["summary"]["closed"] == true;
            let gaps = if closed { 50 } else { 0 }
                + asked(&s, case, &id).iter().filter(|p| known_gap(p)).count();
            if best.get(&id).is_none_or(|(least, _)| gaps < *least) {
                best.insert(id, (gaps, case.clone()));
            }
        }
    }
    let best: BTreeMap<String, Told> =
        best.into_iter().map(|(id, (_, case))| (id.clone(), make(&s, &case, &id))).collect();
    assert!(seen.len() > 50, "the kinds are read: {}", seen.len());
    let mut wrong = Vec::new();
    for id in &seen {
        if OTHERWISE.contains(&id.as_str()) {
            continue;
        }
        match best.get(id) {
            None => wrong.push(format!("{id}: allowed in no case")),
            Some(made) => {
                wrong.extend(made.problems.iter().cloned());
                let gaps = made.asked.iter().filter(|p| known_gap(p));
                wrong.extend(gaps.map(|path| {
                    format!("{id}: asks for {path}, which the case or the settings hold")
                }));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_required_place_is_reached_by_a_form_a_step_or_a_field_of_the_case() {
    let kinds = documents::Kinds::load(&assets().join("documents"), None).expect("kinds");
    // What steps, terms and settings hold: the form sends a person there instead of asking (questions.ts).
    let elsewhere = [
        "org",
        "doc",
        "applicants",
        "respondents",
        "third",
        "case",
        "claims",
        "terms",
        "computations",
        "refusal",
        "ending",
        "payment",
        "performance",
        "dunning",
        "annex",
        "members",
        "representatives",
        "advice",
        "recovery",
        "application",
        "extension",
        "referral",
        "session",
        "register",
    ];
    let mut wrong = Vec::new();
    for kind in kinds.iter() {
        for rule in &kind.required {
            let path = rule.path.replace("[]", ".0");
            let held =
                kind.form.iter().any(|f| f.holds(&path) || f.holds(&rule.path.replace("[]", "")));
            let first = path.split('.').next().unwrap_or_default();
            // A list of rows cannot be typed into a line of text.
            if !held && !elsewhere.contains(&first) {
                wrong.push(format!("{}: {}", kind.id, rule.path));
            }
        }
    }
    assert!(wrong.is_empty(), "no form reaches\n{}", wrong.join("\n"));
}
