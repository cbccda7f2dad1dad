//! What the case says stands on the paper, to the letter, also when the letters are hostile.

use serde_json::Value;

use crate::desk::{body, engine, of_sample, papers, pictures, render, sample, squeeze};

/// Parts that every paper has; what is beyond them is the kind's own.
const COMMON: [&str; 12] = [
    "org",
    "doc",
    "case",
    "applicants",
    "respondents",
    "third",
    "claims",
    "claims_total",
    "evidence",
    "witnesses",
    "clocks",
    "fields",
];

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

/// A word that a template turns into Chinese: `own_application`.
fn is_code(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_lowercase() || c == '_')
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

/// Paper units: the margins that no ink may enter, in millimetres.
const LEFT: f64 = 27.0;
const RIGHT: f64 = 185.0;
const TOP: f64 = 20.0;
const BOTTOM: f64 = 290.0;

fn ink_outside(pdf: &[u8]) -> Option<String> {
    const DPI: u32 = 50;
    for (page, picture) in pictures(pdf, DPI).iter().enumerate() {
        let mm = |at: usize| (at as f64 + 0.5) * 25.4 / f64::from(DPI);
        for (n, pixel) in picture.pixels.iter().enumerate() {
            let (x, y) = (mm(n % picture.width), mm(n / picture.width));
            if *pixel < 200 && !((LEFT..RIGHT).contains(&x) && (TOP..BOTTOM).contains(&y)) {
                return Some(format!(
                    "page {}, {x:.0} mm from the left, {y:.0} from the top",
                    page + 1
                ));
            }
        }
    }
    None
}

#[test]
fn no_ink_of_a_sample_leaves_the_text_area() {
    for kind in papers() {
        assert_eq!(ink_outside(&of_sample(&kind.id).paper.pdf), None, "{}", kind.id);
    }
}

/// Whether a text is a value with a form (a day, a sum, a number of a paper) that stays as it is.
fn has_form(text: &str) -> bool {
    printed(text) != squeeze(text)
        || text.chars().all(|c| c.is_ascii_digit() || ".,-: ".contains(c))
        || ["电话", "上门", "来访", "满意", "直接送达"].contains(&text)
}

/// Short lists four times as long.
fn stretch(value: &mut Value) {
    match value {
        Value::Array(list) => {
            list.iter_mut().for_each(stretch);
            if list.len() < 5 {
                let one = list.clone();
                (0..3).for_each(|_| list.extend(one.iter().cloned()));
            }
        }
        Value::Object(map) => map.values_mut().for_each(stretch),
        _ => {}
    }
}

#[test]
fn long_lists_and_hostile_words_are_printed_to_the_letter_and_inside_the_margins() {
    let mut wrong = Vec::new();
    for kind in papers() {
        if kind.id == "recovery-sheet" {
            continue; // One sheet of groups of five letters; nobody types it.
        }
        let mut data = sample(&kind.id);
        let mut marked = Vec::new();
        each_text(&kind.id, &mut data, &mut |one| {
            if !has_form(one) && !one.contains('\n') {
                // What typst takes for commands, and a run that offers no place to break.
                let n = marked.len();
                one.push_str(&format!("#*{n}$_<z>@[abcdefghijklmnopqrstuvwxyz012345"));
                marked.push(printed(one));
            }
        });
        for (part, value) in data.as_object_mut().unwrap() {
            if !COMMON.contains(&part.as_str()) {
                stretch(value);
            }
        }
        let paper = render(&kind.id, &data);
        let said = body(&paper.pdf);
        wrong.extend(
            marked.iter().filter(|m| !said.contains(*m)).map(|m| format!("{}: {m}", kind.id)),
        );
        wrong.extend(ink_outside(&paper.pdf).map(|ink| format!("{}: ink on {ink}", kind.id)));
    }
    assert!(wrong.is_empty(), "{} things:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_same_data_give_the_same_bytes_for_every_kind() {
    for kind in engine().kinds().unwrap().iter() {
        let again: Value = serde_json::from_str(&sample(&kind.id).to_string()).unwrap();
        assert_eq!(render(&kind.id, &again), of_sample(&kind.id).paper, "{}", kind.id);
    }
}

#[test]
fn no_page_holds_signatures_without_words() {
    for kind in engine().kinds().unwrap().iter() {
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
