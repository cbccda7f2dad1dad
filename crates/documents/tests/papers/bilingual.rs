//! Papers in two languages: every phrase stands on the paper, and what nobody has reviewed says so.

use crate::desk::{assets, engine, pages, render, sample, squeeze, text};
use documents::{PaperError, RenderOptions};
use serde_json::{Value, json};
use statute::Periods;
use std::collections::{BTreeMap, BTreeSet};

const KINDS: [&str; 3] = ["agreement-lao", "receipt-bilingual", "rights-notice-bilingual"];
const LANGUAGES: [&str; 4] = ["lo", "my", "vi", "en"];

struct Phrase {
    key: String,
    zh: String,
    text: String,
    reviewed: bool,
    periods: BTreeMap<String, i64>,
}

fn phrases(language: &str) -> Vec<Phrase> {
    let file = assets().join("documents/common/phrases").join(format!("{language}.toml"));
    let file: toml::Table = std::fs::read_to_string(file).unwrap().parse().unwrap();
    assert_eq!(file["language"].as_str(), Some(language));
    let string = |p: &toml::Value, key: &str| p[key].as_str().unwrap().to_owned();
    let periods = |p: &toml::Value| {
        let table = p.get("periods").and_then(toml::Value::as_table).cloned().unwrap_or_default();
        table.into_iter().map(|(k, v)| (k, v.as_integer().unwrap())).collect()
    };
    let all = file["phrase"].as_array().unwrap().iter().map(|p| Phrase {
        key: string(p, "key"),
        zh: string(p, "zh"),
        text: string(p, "text"),
        reviewed: p["reviewed"].as_bool().unwrap(),
        periods: periods(p),
    });
    all.collect()
}

/// Keys that a template names.
fn used(kind: &str) -> BTreeSet<String> {
    let template = assets().join("documents").join(kind).join("template.typ");
    let template = std::fs::read_to_string(template).unwrap();
    let keys: BTreeSet<String> = phrases("lo").into_iter().map(|p| p.key).collect();
    let quoted: BTreeSet<&str> = template.split('"').collect();
    keys.into_iter().filter(|k| quoted.contains(k.as_str())).collect()
}

fn of(kind: &str, language: &str) -> Value {
    let mut data = sample(kind);
    data["translation"]["language"] = json!(language);
    data
}

/// Poppler reads a syllable once for each glyph the typesetter drew it with: `ສັ່ສັ່ງ` for `ສັ່ງ`, `မဲ့မဲ့မဲ့` for `မဲ့`. What is
/// compared has no group of two to five letters repeated, on either side.
fn once(text: &str) -> String {
    let mut out: Vec<char> = Vec::new();
    // Burmese may be broken between syllables: that is all a break without width says.
    for c in text.chars().filter(|c| *c != '\u{200B}') {
        out.push(c);
        let marked = |c: &char| matches!(c, '\u{0E80}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}');
        for group in 2..=5 {
            let n = out.len();
            if n >= 2 * group
                && out[n - 2 * group..n - group] == out[n - group..]
                && out[n - group..].iter().all(marked)
            {
                out.truncate(n - group);
            }
        }
    }
    out.into_iter().collect()
}

#[test]
fn every_language_has_the_same_phrases_in_the_same_order_and_no_empty_one() {
    let keys = |l: &str| phrases(l).into_iter().map(|p| p.key).collect::<Vec<_>>();
    for language in LANGUAGES {
        assert_eq!(keys(language), keys("lo"), "{language}");
        let all = phrases(language);
        assert_eq!(all.iter().map(|p| &p.key).collect::<BTreeSet<_>>().len(), all.len());
        for phrase in all {
            assert!(
                !phrase.zh.trim().is_empty() && !phrase.text.trim().is_empty(),
                "{}",
                phrase.key
            );
        }
    }
}

#[test]
fn a_number_of_days_in_a_phrase_is_the_laws_number() {
    let periods = Periods::embedded();
    let on = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let mut seen = 0;
    for phrase in LANGUAGES.into_iter().flat_map(phrases) {
        let digits = phrase.zh.chars().any(|c| c.is_ascii_digit());
        assert_eq!(digits, !phrase.periods.is_empty(), "{}: {}", phrase.key, phrase.zh);
        for (id, number) in &phrase.periods {
            let law = periods.get(id, on).unwrap_or_else(|| panic!("{id}"));
            assert_eq!(i64::from(law.value), *number, "{}", phrase.key);
            assert!(phrase.zh.contains(&number.to_string()), "{}", phrase.zh);
            assert!(phrase.text.contains(&number.to_string()), "{}", phrase.text);
            seen += 1;
        }
    }
    assert!(seen >= 12);
}

#[test]
fn every_phrase_a_paper_uses_stands_on_it_in_both_languages() {
    for kind in KINDS {
        for language in LANGUAGES {
            let said = once(&text(&render(kind, &of(kind, language)).pdf));
            // What is not the language that prevails is left out.
            let all = phrases(language);
            for phrase in all.iter().filter(|p| used(kind).contains(&p.key)) {
                assert!(said.contains(&squeeze(&phrase.zh)), "{kind} {language}: {}", phrase.zh);
                assert!(
                    said.contains(&once(&squeeze(&phrase.text))),
                    "{kind} {language}: {}",
                    phrase.text
                );
            }
            assert!(used(kind).len() >= 8, "{kind}");
        }
    }
}

#[test]
fn what_nobody_has_reviewed_is_marked_and_what_was_confirmed_is_not() {
    for kind in KINDS {
        let mut data = of(kind, "lo");
        let waiting = text(&render(kind, &data).pdf);
        let marks = |text: &str| text.matches('＊').count();
        assert!(waiting.contains("待译审"), "{kind}");
        assert!(marks(&waiting) > 8, "{kind}: {}", marks(&waiting));
        // One phrase less is one mark less, and its own wording stands there instead.
        let one = phrases("lo").into_iter().find(|p| p.key == "contact").unwrap();
        data["translation"]["confirmed"] = json!({
            "contact": { "zh": one.zh, "text": "ໂທຫາພວກເຮົາ", "by": "某某县外事办", "on": "2026-11-20" }
        });
        let less = text(&render(kind, &data).pdf);
        assert!(less.contains("ໂທຫາພວກເຮົາ") && !less.contains(&squeeze(&one.text)), "{kind}");
        assert_eq!(marks(&less), marks(&waiting) - 1, "{kind}");
        // A confirmation of another Chinese sentence counts no more.
        data["translation"]["confirmed"]["contact"]["zh"] = json!("别的话");
        assert_eq!(marks(&text(&render(kind, &data).pdf)), marks(&waiting), "{kind}");
        let all: serde_json::Map<String, Value> = phrases("lo")
            .into_iter()
            .map(|p| {
                (
                    p.key,
                    json!({ "zh": p.zh, "text": p.text, "by": "某某县外事办", "on": "2026-11-20" }),
                )
            })
            .collect();
        data["translation"]["confirmed"] = Value::Object(all);
        let done = text(&render(kind, &data).pdf);
        assert!(!done.contains("待译审") && marks(&done) == 0, "{kind}");
        assert!(done.contains("由某某县外事办审定"), "{kind}");
    }
    assert!(LANGUAGES.into_iter().flat_map(phrases).all(|p| !p.reviewed), "nothing comes reviewed");
}

#[test]
fn a_paper_in_two_languages_waits_for_its_language_its_interpreter_and_its_words() {
    let mut data = of("agreement-lao", "lo");
    data["translation"] = json!({ "obligations": [{ "what": null }, { "what": null }] });
    data["applicants"][0]["interpreter"] = Value::Null;
    let Err(PaperError::Missing(questions)) =
        engine().render("agreement-lao", &data, RenderOptions::default())
    else {
        panic!("must not be made");
    };
    let paths: Vec<_> = questions.iter().map(|q| q.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "translation.language",
            "translation.interpreter.name",
            "translation.obligations.0.what",
            "translation.obligations.1.what",
            "translation.prevails"
        ]
    );
}

#[test]
fn the_interpreter_and_the_text_that_prevails_are_named() {
    for kind in KINDS {
        for (prevails, words) in [("zh", "以中文为准"), ("other", "以老挝文为准")] {
            let mut data = of(kind, "lo");
            data["translation"]["prevails"] = json!(prevails);
            let said = text(&render(kind, &data).pdf);
            assert!(said.contains(words), "{kind} {prevails}");
            assert!(said.contains("翻译人员（签名）"), "{kind}");
            assert!(said.contains("翻译人员：玉某"), "{kind}");
        }
    }
}

#[test]
fn the_signatures_of_a_paper_in_two_languages_stay_with_words() {
    for kind in KINDS {
        for language in LANGUAGES {
            let pages = pages(&render(kind, &of(kind, language)).pdf);
            assert!(pages.len() <= 3, "{kind} {language}: {} pages", pages.len());
            for page in pages {
                assert!(squeeze(&page).chars().count() > 120, "{kind} {language}: {page}");
            }
        }
    }
}
