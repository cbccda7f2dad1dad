//! Letters of the union from a real file, and what an application says of a period.

use crate::fill::make;
use crate::support::*;
use serde_json::{Value, json};

const OWN: &str = "勐腊县总工会物流园区工会联合会";

/// The paper of this kind that was made last.
fn last(s: &Station, case: &Value, kind: &str) -> Value {
    let page = s.call("paper.list", json!({ "limit": 50, "kinds": [kind] }));
    let mut rows = page["rows"].as_array().expect("rows").iter().filter(|r| r["case"] == *case);
    let newest = rows.next().expect("it was made");
    s.call("paper.show", json!({ "case": case, "paper": newest["paper"]["id"] }))
}

#[test]
fn the_unions_letters_are_issued_and_sealed_in_its_name_and_all_others_in_that_of_the_mediation_organisation()
 {
    let s = Station::new();
    let kinds = documents::Kinds::load(&assets().join("documents"), None).expect("kinds");
    let of_union: Vec<_> = kinds.iter().filter(|k| k.of_union()).collect();
    assert_eq!(of_union.len(), 9);
    let dispute = s.intake("oral");
    s.accept(&dispute);
    // Without a name of its own in the settings it is the county's; with one, that.
    for (at, union, name) in [("14:30", "", "勐腊县总工会"), ("15:30", OWN, OWN)] {
        s.at(&format!("2026-11-20T{at}:00+08:00"));
        let mut settings = s.call("settings.get", json!({}));
        settings["union_name"] = union.into();
        s.call("settings.put", json!({ "settings": settings }));
        for kind in &of_union {
            let case = match kind.subject {
                documents::Subject::Case => dispute.case.clone(),
                _ => {
                    let firm = json!({ "name": "某某物流有限公司", "address": "某某路9号" });
                    s.call("matter.begin", json!({ "kind": kind.id, "employer": firm }))["case"]
                        .clone()
                }
            };
            let made = make(&s, &case, &kind.id);
            assert!(made.done && made.problems.is_empty(), "{}: {:?}", kind.id, made.problems);
            let view = last(&s, &case, &kind.id);
            let printed = s.printed(&case, &view["row"]["paper"]["id"]);
            assert!(printed.starts_with(name), "{}: {printed}", kind.id);
            let signers = view["signers"].as_array().expect("signers");
            let seals = signers.iter().filter(|r| r["signer"]["role"] == "organisation");
            let seals: Vec<_> = seals.map(|r| r["signer"]["name"].clone()).collect();
            let sealed = kind.signers.iter().any(|k| k.role == "organisation");
            let wanted: Vec<Value> = sealed.then(|| name.into()).into_iter().collect();
            assert_eq!(seals, wanted, "{}", kind.id);
        }
    }
    let told = make(&s, &dispute.case, "acceptance-notice");
    assert!(told.done, "{:?}", told.problems);
    let view = last(&s, &dispute.case, "acceptance-notice");
    let printed = s.printed(&dispute.case, &view["row"]["paper"]["id"]);
    assert!(printed.starts_with("勐腊县劳动争议联合调解中心"), "{printed}");
    assert_eq!(view["signers"][0]["signer"]["name"], "勐腊县劳动争议联合调解中心");
}

#[test]
fn a_title_of_which_the_file_knows_nothing_is_enforced_without_a_day_that_nobody_counted() {
    let s = Station::new();
    let made = s.intake("oral");
    s.accept(&made);
    s.session(&made.case, "2026-11-20T10:00:00+08:00", "agreed");
    s.term(&made, json!({ "what": "工资", "payer": made.firm, "payee": made.worker, "amount": "8,000", "due": "2026-11-30", "method": "cash" }));
    s.put_into_effect(&made);
    s.at("2027-01-04T09:00:00+08:00");
    let told = make(&s, &made.case, "enforcement-application");
    assert!(told.done && told.problems.is_empty(), "{:?}", told.problems);
    let view = last(&s, &made.case, "enforcement-application");
    let said = words_in_order(
        &s.bytes("paper.pdf", json!({ "case": made.case, "paper": view["row"]["paper"]["id"] })),
    );
    assert!(said.contains("申请执行的期间为二年"), "{said}");
    assert!(!said.contains("没有超过") && !said.contains("日届满"), "{said}");
}
