//! Letters of the union, and what a paper may say of periods.

use serde_json::{Value, json};

use crate::desk::{engine, of_sample, render, sample, squeeze, text};

/// D31 to D37 are the union's (needs.md § (c)); the slip a worker carries away is the station's.
const OF_THE_UNION: [&str; 9] = [
    "rectification-check",
    "suit-support-letter",
    "supervision-closing",
    "supervision-opinion",
    "supervision-proposal",
    "supervision-record",
    "supervision-reminder",
    "supervision-reply",
    "transfer-letter",
];
const UNION: &str = "某某县总工会";
const MEDIATION: &str = "某某县劳动争议联合调解中心";

/// Under whose name a paper stands: the first words on it.
fn letterhead(page: &str) -> String {
    page.lines().map(squeeze).find(|line| !line.is_empty()).unwrap_or_default()
}

#[test]
fn the_unions_letters_and_no_others_stand_under_its_name_and_its_seal() {
    let kinds = engine().kinds().unwrap();
    let unions: Vec<&str> = kinds.iter().filter(|k| k.of_union()).map(|k| k.id.as_str()).collect();
    assert_eq!(unions, OF_THE_UNION);
    for kind in kinds.iter() {
        let read = of_sample(&kind.id);
        let head = letterhead(&read.pages[0]);
        let unions = kind.of_union();
        assert_eq!(head.starts_with(UNION), unions, "{} begins with {head}", kind.id);
        let sealed = kind.signers.iter().any(|s| s.role == "organisation");
        if unions && sealed {
            // The seal lies over name and day at the end of the letter.
            let day = sample(&kind.id)["doc"]["date"].as_str().unwrap().to_owned();
            let day = chrono::NaiveDate::parse_from_str(&day, "%Y-%m-%d").unwrap();
            let day = day.format("%Y年%-m月%-d日").to_string();
            let before = read.text.split(&day).next().unwrap();
            let signed = read.text.match_indices(&day).any(|(at, _)| {
                let name = &read.text[..at];
                name.ends_with(UNION) || name.ends_with("某某县总工会劳动法律监督委员会")
            });
            assert!(signed, "{}: {before}", kind.id);
        }
    }
}

#[test]
fn a_letter_of_the_union_says_who_mediated_and_lets_the_answer_go_to_the_union() {
    for kind in ["suit-support-letter", "transfer-letter"] {
        let said = &of_sample(kind).text;
        assert!(said.contains(MEDIATION) && !said.contains("本组织"), "{kind}: {said}");
        assert!(said.contains(&format!("{UNION}：你单位")), "{kind}: the slip to send back");
        // A union that mediates itself speaks of itself as the one that writes.
        let mut data = sample(kind);
        data["org"]["mediation"] = data["org"]["name"].clone();
        data["support"]["efforts"] = "调解二次。".into();
        data["transfer"]["cc"] = json!([]);
        let said = text(&render(kind, &data).pdf);
        assert!(said.contains("本会") && !said.contains(MEDIATION), "{kind}: {said}");
    }
}

#[test]
fn an_application_for_enforcement_claims_no_period_that_nobody_counted_or_that_is_over() {
    let said = |until: Value| {
        let mut data = sample("enforcement-application");
        data["application"]["until"] = until;
        text(&render("enforcement-application", &data).pdf)
    };
    let counted = said("2028-11-27".into());
    assert!(counted.contains("至2028年11月27日届满，本申请没有超过期间。"), "{counted}");
    let last_day = said("2026-12-20".into());
    assert!(last_day.contains("本申请没有超过期间"), "{last_day}");
    let uncounted = said(Value::Null);
    assert!(uncounted.contains("申请执行的期间为二年"), "{uncounted}");
    assert!(!uncounted.contains("没有超过") && !uncounted.contains("年月日届满"), "{uncounted}");
    // The court judges what is over; the paper does not say the contrary.
    let over = said("2026-12-19".into());
    assert!(over.contains("至2026年12月19日届满。") && !over.contains("没有超过"), "{over}");
}
