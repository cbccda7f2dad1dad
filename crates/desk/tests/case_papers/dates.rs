//! Every day on a paper comes from somewhere: the day of the paper, what the case records and what runs from it, what
//! was typed for it. And what the law counts stands on the papers that state it, counted here once more.

use crate::support::*;
use chrono::{Days, Months, NaiveDate};
use serde_json::Value;
use std::collections::BTreeSet;

/// Days on an issued paper that nobody can account for, and days that it should state and does not.
pub fn wrong(s: &Station, case: &Value, kind: &str, made: &Value, typed: &Value) -> Vec<String> {
    let paper = &made["row"]["paper"];
    let file = s.call("case.open", serde_json::json!({ "case": case }));
    let wanted = serde_json::json!({ "case": case, "paper": paper["id"] });
    let printed = days(&words_in_order(&s.bytes("paper.pdf", wanted)));
    let today = day(&paper["on"]).expect("a paper has its day");
    let mut stated = stated(kind, &file, today);
    if kind == "major-dispute-report" {
        let triage = s.call("case.triage", serde_json::json!({ "case": case }));
        stated.extend(answer_due(&triage, today).map(|day| ("the answer to the report", day)));
    }
    let mut known = days_of(&file);
    known.extend(days_of(typed));
    known.extend(days_of(&s.call("law.kept", serde_json::json!({ "case": case }))));
    known.extend(stated.iter().map(|(_, day)| *day));
    known.insert(today);
    let strange = printed.difference(&known);
    let strange = strange.map(|day| format!("{kind}: nobody knows where {day} comes from"));
    let missing = stated.iter().filter(|(_, day)| !printed.contains(day));
    let missing = missing.map(|(what, day)| format!("{kind}: {what}, {day}, is not on the paper"));
    strange.chain(missing).collect()
}

fn day(value: &Value) -> Option<NaiveDate> {
    value.as_str()?.get(..10)?.parse().ok()
}

/// So many days after, the day itself not counted, and on to a working day if it falls on a holiday.
fn after(from: NaiveDate, count: u64) -> NaiveDate {
    working(from + Days::new(count))
}

fn working(day: NaiveDate) -> NaiveDate {
    let calendar = statute::Calendar::embedded();
    (0..30)
        .map(|n| day + Days::new(n))
        // What is not published yet is nobody's holiday.
        .find(|d| calendar.is_working_day(*d).unwrap_or(true))
        .expect("no holiday is that long")
}

/// So many working days after.
fn working_days_after(from: NaiveDate, count: usize) -> NaiveDate {
    let mut day = from;
    for _ in 0..count {
        day = working(day + Days::new(1));
    }
    day
}

/// What a paper of this kind has to state about a case that stands like this.
fn stated(kind: &str, file: &Value, today: NaiveDate) -> Vec<(&'static str, NaiveDate)> {
    let received = day(&file["received_at"]);
    let accepted = day(&file["accepted_on"]);
    let accord = &file["accord"];
    let effect = day(&accord["effective_on"]);
    let frozen = day(&accord["frozen_on"]);
    let mut all: Vec<(&'static str, Option<NaiveDate>)> = Vec::new();
    match kind {
        // 调解仲裁法 Art. 14(3): fifteen days from the receipt.
        "receipt" | "rights-notice" => {
            all.push(("the end of fifteen days", received.map(|r| after(r, 15))));
        }
        "acceptance-notice" => {
            all.push(("the receipt", received));
            all.push(("the end of fifteen days", received.map(|r| after(r, 15))));
            all.push(("fifteen days from the acceptance", accepted.map(|a| after(a, 15))));
        }
        // 企业劳动争议协商调解规定 Art. 22: three working days.
        "consent-inquiry" => {
            all.push(("the receipt", received));
            all.push(("the answer", received.map(|r| working_days_after(r, 3))));
        }
        "termination-notice" => {
            all.push(("the receipt", received));
            all.push(("the end", day(&file["ended"][1])));
        }
        "refusal-notice" => all.push(("the refusal", day(&file["refused"][1]))),
        "extension-consent" => all.push(("the receipt", received)),
        // 办案规则 Art. 74: fifteen days from effect.
        "arbitration-review-application" => {
            all.push(("the effect", effect));
            all.push(("the last day of review", effect.map(|e| after(e, 15))));
        }
        // 民事诉讼法 Art. 205: thirty days from effect.
        "judicial-confirmation-application" => {
            all.push(("the effect", effect));
            all.push(("the last day of confirmation", effect.map(|e| after(e, 30))));
        }
        "payment-order-application" => {
            all.push(("the effect", effect));
            all.push(("what is overdue by", Some(today)));
        }
        "dunning-letter" => {
            all.push(("the agreement", frozen));
            all.push(("the day to pay by", Some(today + Days::new(5))));
        }
        // 民事诉讼法 Art. 250: two years, from the last instalment, once there is a title.
        "enforcement-application" if may(file, "enforcement") => {
            let last = dues(file).into_iter().max();
            all.push(("the end of two years", last.map(|l| working(l + Months::new(24)))));
        }
        "agreement" => all.extend(dues(file).into_iter().map(|due| ("a day to pay", Some(due)))),
        "payment-plan" => {
            all.push(("the agreement", frozen));
            all.extend(dues(file).into_iter().map(|due| ("a day to pay", Some(due))));
        }
        "performance-done" => {
            all.push(("the agreement", frozen));
            all.push(("the last payment", payments(file).into_iter().max()));
            all.extend(dues(file).into_iter().map(|due| ("a day to pay", Some(due))));
        }
        "payment-receipt" => all.push(("the payment", payments(file).into_iter().max())),
        "mediation-certificate" => all.push(("the effect", effect)),
        "arbitration-reply" => all.push(("the receipt", received)),
        "session-record" => {
            let held = file["sessions"].as_array().and_then(|all| all.last());
            all.push(("the session", held.and_then(|s| day(&s["session"]["at"]))));
        }
        _ => {}
    }
    all.into_iter().filter_map(|(what, day)| day.map(|day| (what, day))).collect()
}

fn may(file: &Value, step: &str) -> bool {
    let steps = file["steps"].as_array().into_iter().flatten();
    steps.filter(|s| s["code"] == step).any(|s| s["refusal"].is_null())
}

/// By when the office above answers a report of this grade (assets/law/risk.toml).
fn answer_due(triage: &Value, today: NaiveDate) -> Option<NaiveDate> {
    let hours = triage["risk"]["level"]["escalate_hours"].as_u64()?;
    assert!(hours.is_multiple_of(24), "the hours of the table are whole days");
    Some(today + Days::new(hours / 24))
}

/// Days on which money of the agreement is due.
fn dues(file: &Value) -> BTreeSet<NaiveDate> {
    let rows = file["obligations"].as_array().into_iter().flatten();
    rows.filter(|row| row["obligation"]["on_spot"] != true)
        .filter_map(|row| day(&row["obligation"]["due"]))
        .collect()
}

fn payments(file: &Value) -> BTreeSet<NaiveDate> {
    let all = file["payments"].as_array().into_iter().flatten();
    all.filter(|p| p["cancelled"].is_null()).filter_map(|p| day(&p["on"])).collect()
}
