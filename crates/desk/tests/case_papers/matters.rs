//! Papers that need no dispute, and what cannot be read on a form.

use crate::fill::make;
use crate::support::*;
use serde_json::json;

#[test]
fn papers_without_a_dispute_are_made_numbered_listed_and_voided_and_no_case_appears() {
    let s = Station::new();
    let kinds = s.call("matter.kinds", json!({}));
    let kinds: Vec<String> = kinds
        .as_array()
        .expect("kinds")
        .iter()
        .map(|k| k["kind"]["kind"].as_str().expect("an id").to_owned())
        .collect();
    for wanted in [
        "supervision-reminder",
        "supervision-opinion",
        "supervision-proposal",
        "supervision-record",
        "supervision-reply",
        "handover-sheet",
    ] {
        assert!(kinds.iter().any(|k| k == wanted), "{wanted}");
    }
    assert!(
        !kinds
            .iter()
            .any(|k| ["recovery-sheet", "document-register", "handbook"].contains(&k.as_str()))
    );
    let begun = s.call("matter.begin", json!({ "kind": "supervision-reminder" }));
    // Nothing typed and given up: nothing is left.
    s.call("case.discard", json!({ "case": begun["case"] }));
    assert_eq!(s.call("matter.begun", json!({})), json!([]));
    assert_eq!(s.refused("matter.begin", json!({ "kind": "agreement" })), "matter.needs_dispute");

    for kind in &kinds {
        let file = s.call("matter.begin", json!({ "kind": kind, "employer": { "name": "某某物流有限公司", "address": "某某路9号" } }));
        let made = make(&s, &file["case"], kind);
        assert!(made.done && made.problems.is_empty(), "{kind}: {:?}", made.problems);
    }
    let page = s.call("paper.list", json!({ "limit": 50 }));
    let rows = page["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), kinds.len());
    let letter =
        rows.iter().find(|r| r["paper"]["kind"] == "supervision-reminder").expect("the letter");
    assert_eq!(letter["paper"]["number"]["text"], "勐工调监提〔2026〕KD1号");
    assert_eq!(
        (&letter["case_title"], &letter["subject"]),
        (&json!("某某物流有限公司"), &json!("supervision"))
    );
    let text = s.printed(&letter["case"], &letter["paper"]["id"]);
    assert!(text.contains("某某物流有限公司") && text.contains("勐工调监提〔2026〕KD1号"));

    // What follows at the same employer lies in the same file and knows the letter.
    let reply = s.call(
        "paper.check",
        json!({ "case": letter["case"], "kind": "supervision-reply", "fields": {} }),
    );
    let said = |path: &str| {
        let form = reply["form"].as_array().expect("a form");
        form.iter().find(|f| f["path"] == path).map(|f| f["value"].clone()).expect("a field")
    };
    assert_eq!(said("supervision.letter_number"), "勐工调监提〔2026〕KD1号");
    assert_eq!(said("supervision.employer"), "某某物流有限公司");

    // No dispute has appeared by it: not in the lists, not in the counts, not in the search.
    let list = s.call("case.list", json!({ "filter": "all", "limit": 50 }));
    assert_eq!((&list["rows"], &list["counts"]["all"]), (&json!([]), &json!(0)));
    assert_eq!(s.call("search.find", json!({ "text": "物流" })), json!([]));

    // The letter waits for its seal on the day's list, until it is given up; its number stays in the register.
    let today = s.call("today.show", json!({})).to_string();
    assert!(today.contains(letter["paper"]["id"].as_str().expect("an id")));
    s.call(
        "paper.void",
        json!({ "case": letter["case"], "paper": letter["paper"]["id"], "reason": "主送单位写错" }),
    );
    let next = s.call(
        "matter.begin",
        json!({ "kind": "supervision-reminder", "employer": { "name": "某某酒店有限公司" } }),
    );
    let made = make(&s, &next["case"], "supervision-reminder");
    assert!(made.done, "{:?}", made.problems);
    let numbers = s.call("paper.list", json!({ "limit": 50, "kinds": ["supervision-reminder"] }));
    assert!(numbers.to_string().contains("勐工调监提〔2026〕KD2号"), "{numbers}");
    let register = s.call("register.list", json!({ "kind": "supervision-reminder" }));
    let rows = register["rows"].as_array().expect("rows");
    assert_eq!((rows.len(), &register["voided"], &register["absent"]), (2, &json!(1), &json!(0)));
    assert_eq!(rows[0]["note"], "作废：主送单位写错");
    let printed = s.try_bytes("register.pdf", json!({}));
    let printed = words(&printed.expect("a pdf"));
    // In narrow columns the words of a cell stand on several lines.
    for words in ["作废：主送单", "KD2号", "其中作废1号"] {
        assert!(printed.contains(words), "{words} in {printed}");
    }
}

#[test]
fn what_cannot_be_read_is_named_and_nothing_is_issued() {
    let s = Station::new();
    let file = s.call(
        "matter.begin",
        json!({ "kind": "supervision-closing", "employer": { "name": "某某物流有限公司" } }),
    );
    let fields = json!({ "supervision.recovered": "八千块", "supervision.workers": "27" });
    let check = s.call(
        "paper.check",
        json!({ "case": file["case"], "kind": "supervision-closing", "fields": fields }),
    );
    let field = |path: &str| {
        check["form"]
            .as_array()
            .expect("a form")
            .iter()
            .find(|f| f["path"] == path)
            .expect(path)
            .clone()
    };
    assert_eq!(field("supervision.recovered")["unreadable"], true);
    assert_eq!(field("supervision.workers")["value"], 27);
    let all = json!({ "case": file["case"], "kind": "supervision-closing", "fields": fields });
    assert_eq!(s.refused("paper.issue", all), "paper.unreadable");
    assert_eq!(s.call("paper.list", json!({ "limit": 5 }))["rows"], json!([]));
}
