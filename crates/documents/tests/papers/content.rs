//! What the case says stands on the paper, to the letter.

use serde_json::Value;

use crate::desk::{of_sample, papers, render, sample, squeeze};
use crate::nasty::{COMMON, is_code};

/// What a kind has in its data for others to use and does not print itself: a key, wherever it stands.
const NOT_PRINTED: &[(&str, &[&str])] = &[
    ("advice", &["until_text"]),
    ("agreement", &["agreed_on"]),
    ("arbitration-application", &["reason", "undisputed", "issues"]),
    ("arbitration-reply", &["reason"]),
    ("arbitration-review-application", &["agreed_on", "facts", "total"]),
    ("calculation-sheet", &["agreed_on", "facts", "obligations", "clauses", "version"]),
    ("consent-inquiry", &["method"]),
    ("extension-consent", &["agreed_on"]),
    (
        "group-annex",
        &["sex", "birth", "id_kind", "phone", "nation", "employed_from", "wage", "holder"],
    ),
    ("judicial-confirmation-application", &["agreed_on", "facts", "total"]),
    ("mediation-certificate", &["materials"]),
    ("payment-plan", &["facts", "clauses", "payer", "payee"]),
    ("receipt", &["received_by"]),
    ("receipt-bilingual", &["received_by"]),
    (
        "representatives",
        &["birth", "id_kind", "nation", "employed_from", "wage", "claimed", "agreed", "account"],
    ),
    ("service-receipt", &["method"]),
    (
        "session-notice",
        &[
            "to",
            "host",
            "recorder",
            "present",
            "absent",
            "rights_answer",
            "statements",
            "evidence_note",
            "undisputed",
            "issues",
            "proposals",
            "result_text",
            "next",
        ],
    ),
    ("session-record", &["bring"]),
    ("termination-notice", &["issues"]),
];

fn skipped(kind: &str, key: &str) -> bool {
    NOT_PRINTED.iter().any(|(k, keys)| *k == kind && keys.contains(&key))
}

/// As a template prints it: days and hours in Chinese, the rest to the letter.
fn printed(text: &str) -> String {
    let day = |d: &str| chrono::NaiveDate::parse_from_str(d, "%Y-%m-%d").ok();
    let hour = |t: &str| {
        let (h, m) = t.split_once(':')?;
        (h.len() == 2 && m.len() == 2).then(|| format!("{}时{m}分", h.parse::<u8>().unwrap_or(99)))
    };
    if let Some(d) = day(text) {
        return d.format("%Y年%-m月%-d日").to_string();
    }
    if let Some((d, rest)) = text.split_once('T')
        && let (Some(d), Some(t)) = (day(d), rest.get(..5).and_then(hour))
    {
        return format!("{}{t}", d.format("%Y年%-m月%-d日"));
    }
    hour(text).unwrap_or_else(|| squeeze(text))
}

/// Visits every text of the kind's own parts that a template prints.
fn each_text(kind: &str, data: &mut Value, visit: &mut dyn FnMut(&mut String)) {
    fn walk(kind: &str, value: &mut Value, visit: &mut dyn FnMut(&mut String)) {
        match value {
            Value::Object(map) => {
                for (key, one) in map.iter_mut() {
                    if key != "capitals" && !skipped(kind, key) {
                        walk(kind, one, visit);
                    }
                }
            }
            Value::Array(list) => list.iter_mut().for_each(|one| walk(kind, one, visit)),
            Value::String(text) if !text.is_empty() && !is_code(text) => visit(text),
            _ => {}
        }
    }
    if let Value::Object(map) = data {
        for (part, value) in map.iter_mut() {
            if !COMMON.contains(&part.as_str()) && part != "codes" && !skipped(kind, part) {
                walk(kind, value, visit);
            }
        }
    }
}

#[test]
fn what_the_data_say_stands_on_the_paper_to_the_letter() {
    let mut gone = Vec::new();
    for kind in papers() {
        let mut data = sample(&kind.id);
        let paper = &of_sample(&kind.id).body;
        each_text(&kind.id, &mut data, &mut |one| {
            for line in one.split('\n') {
                if !paper.contains(&printed(line)) {
                    gone.push(format!("{}: {line}", kind.id));
                }
            }
        });
    }
    assert!(gone.is_empty(), "{} texts are not on their paper:\n{}", gone.len(), gone.join("\n"));
}

#[test]
fn the_same_data_give_the_same_bytes_for_every_kind() {
    for kind in &papers() {
        let again: Value = serde_json::from_str(&sample(&kind.id).to_string()).unwrap();
        assert_eq!(render(&kind.id, &again), of_sample(&kind.id).paper, "{}", kind.id);
    }
}

#[test]
fn no_page_holds_signatures_without_words() {
    for kind in &papers() {
        for (n, page) in of_sample(&kind.id).pages.iter().enumerate().skip(1) {
            let words: usize = page
                .lines()
                .map(squeeze)
                .filter(|l| {
                    !["文书编号", "校验", "第", "签名", "盖章", "年月日"]
                        .iter()
                        .any(|w| l.contains(w))
                })
                .map(|l| l.chars().count())
                .sum();
            assert!(words >= 8, "{}, page {}: {page}", kind.id, n + 1);
        }
    }
}
