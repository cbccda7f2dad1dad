//! Papers that stand with a step of their own: the agreement that is frozen, the list of its members, a kept working.

use crate::fill::make;
use crate::support::*;
use crate::{dates, said};
use serde_json::{Value, json};

/// Two colleagues who settle for 3 000 and 5 000 in two instalments for both.
fn two_colleagues(s: &Station) -> Made {
    let made = s.intake("oral");
    s.accept(&made);
    for (row, name, agreed) in [("m1", "张某", 300_000), ("m2", "李某", 500_000)] {
        let path = |field: &str| format!("members/{row}/{field}");
        s.puts(
            &made.case,
            &[
                (path("name"), json!(name)),
                (path("stance"), json!("join")),
                (path("claimed"), json!(agreed)),
                (path("agreed"), json!(agreed)),
            ],
        );
    }
    s.session(&made.case, "2026-11-20T10:00:00+08:00", "agreed");
    for (due, amount) in [("2026-11-30", "2666.67"), ("2026-12-31", "5333.33")] {
        s.term(&made, json!({ "what": "工资", "payer": made.firm, "payee": "members", "amount": amount, "due": due, "method": "cash" }));
    }
    made
}

#[test]
fn an_agreement_and_its_list_of_members_say_what_was_agreed_and_by_which_day() {
    let s = Station::new();
    let made = two_colleagues(&s);
    s.call("member.consent", json!({ "case": made.case, "members": ["m1", "m2"], "way": "desk" }));
    let paper = s.call("agreement.freeze", json!({ "case": made.case }));
    let mut wrong = said::missing(&s, &made.case, "agreement", &paper);
    wrong.extend(dates::wrong(&s, &made.case, "agreement", &paper, &Value::Null));
    assert!(wrong.is_empty(), "{wrong:?}");
    let text = s.printed(&made.case, &paper["row"]["paper"]["id"]);
    for words in ["2,666.67", "5,333.33", "2026年11月30日", "2026年12月31日", "8,000.00"] {
        assert!(text.contains(words), "{words} in {text}");
    }
    let annex = make(&s, &made.case, "group-annex");
    assert!(annex.done && annex.problems.is_empty(), "{:?}", annex.problems);
    let page = s.call("paper.list", json!({ "limit": 5, "kinds": ["group-annex"] }));
    let text = s.printed(&made.case, &page["rows"][0]["paper"]["id"]);
    for words in ["张某", "李某", "3,000.00", "5,000.00", "8,000.00"] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[test]
fn a_kept_working_is_printed_as_it_was_kept_with_the_days_of_its_values() {
    let s = Station::new();
    let made = s.intake("oral");
    s.puts(&made.case, &[(format!("claims/{}/head", made.claim), json!("severance"))]);
    s.accept(&made);
    let input = json!({
        "hired": "2020-03-01", "ended": "2026-09-10", "ground": "40", "average": 600_000, "last_month": 650_000,
        "area": "532823",
    });
    s.call(
        "law.keep",
        json!({ "case": made.case, "rule": "severance", "input": input, "claim": made.claim, "amount": true }),
    );
    let sheet = make(&s, &made.case, "calculation-sheet");
    assert!(sheet.done && sheet.problems.is_empty(), "{:?}", sheet.problems);
    let page = s.call("paper.list", json!({ "limit": 5, "kinds": ["calculation-sheet"] }));
    let text = s.printed(&made.case, &page["rows"][0]["paper"]["id"]);
    let kept = s.call("law.kept", json!({ "case": made.case }));
    let total = kept[0]["worked"]["work"]["total"].as_i64().expect("a sum");
    for words in ["42,000.00", "6,500.00", statute::Fen(total).format().as_str()] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

/// The words of a paper of this kind, made now.
fn printed(s: &Station, made: &Made, kind: &str) -> String {
    let told = make(s, &made.case, kind);
    assert!(told.done && told.problems.is_empty(), "{kind}: {:?}", told.problems);
    let page = s.call("paper.list", json!({ "limit": 1, "kinds": [kind] }));
    words_in_order(
        &s.bytes(
            "paper.pdf",
            json!({ "case": made.case, "paper": page["rows"][0]["paper"]["id"] }),
        ),
    )
}

#[test]
fn an_order_is_asked_for_the_sums_that_are_overdue_and_a_title_is_enforced_within_two_years() {
    let s = Station::new();
    let made = s.intake("oral");
    s.accept(&made);
    s.session(&made.case, "2026-11-20T10:00:00+08:00", "agreed");
    for (due, amount) in [("2026-11-30", "3,000"), ("2026-12-31", "5,000")] {
        s.term(&made, json!({ "what": "工资", "payer": made.firm, "payee": made.worker, "amount": amount, "due": due, "method": "cash" }));
    }
    s.put_into_effect(&made);
    s.at("2026-12-01T09:00:00+08:00");
    let order = printed(&s, &made, "payment-order-application");
    assert!(order.contains("督促其给付人民币3,000.00元"), "{order}");
    assert!(order.contains("上述款项属于劳动报酬，数额确定"), "{order}");
    for other in ["工伤医疗费", "经济补偿", "赔偿金"] {
        assert!(!order.contains(other), "{other} is not owed in this case: {order}");
    }

    let court = json!({
        "id": "j1", "procedure": "judicial_confirmation", "body": { "kind": "court", "name": "勐腊县人民法院" },
        "applicants": [made.worker, made.firm], "on": "2026-12-01", "accord": null, "fields": {},
    });
    s.call("procedure.open", json!({ "case": made.case, "what": court }));
    for (to, on) in [("accepted", "2026-12-02"), ("granted", "2026-12-10")] {
        s.at(&format!("{on}T09:00:00+08:00"));
        let step = json!({ "id": "j1", "step": format!("j1-{to}"), "to": to, "on": on, "number": "（2026）云2823民特1号", "served_on": on });
        s.call("procedure.move", json!({ "case": made.case, "what": step }));
    }
    s.at("2027-01-04T09:00:00+08:00");
    let enforced = printed(&s, &made, "enforcement-application");
    assert!(enforced.contains("至2028年12月31日届满"), "{enforced}");
    assert!(enforced.contains("8,000.00"), "{enforced}");
}
