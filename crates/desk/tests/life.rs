//! A life in its details at the desk: several people paid at once, contributions with their receipts, advice in a
//! chain, cases joined. Through the same door as the window, with the real store and typesetter.

mod support;

use serde_json::{Value, json};
use support::*;

impl Station {
    fn step(&self, case: &Value, code: &str) -> Value {
        let view = self.call("case.open", json!({ "case": case }));
        let steps = view["steps"].as_array().expect("steps");
        steps.iter().find(|s| s["code"] == code).cloned().unwrap_or_default()
    }

    /// The words of a paper that was not issued yet.
    fn previewed(&self, case: &Value, kind: &str) -> String {
        let wanted = json!({ "case": case, "kind": kind, "fields": {} });
        words_in_order(&self.bytes("paper.preview", wanted))
    }
}

/// Two colleagues who settle for 3 000 and 5 000, paid in two instalments for both.
fn two_colleagues(s: &Station) -> (Made, [String; 2]) {
    let made = s.dispute("oral", "张某", "某某劳务有限公司");
    s.accept(&made);
    let mut pairs = Vec::new();
    for (row, name, agreed) in [("m1", "张某", 300_000), ("m2", "李某", 500_000)] {
        let path = |field: &str| format!("members/{row}/{field}");
        pairs.push((path("name"), json!(name)));
        pairs.push((path("stance"), json!("join")));
        pairs.push((path("claimed"), json!(agreed)));
        pairs.push((path("agreed"), json!(agreed)));
    }
    s.puts(&made.case, &pairs);
    s.call(
        "session.hold",
        json!({
            "case": made.case, "at": "2026-11-20T10:00:00+08:00", "place": "物流园驿站", "mode": "station",
            "present": [{ "name": "张某", "capacity": "申请人" }], "statements": [], "proposal": "分两期支付。", "result": "agreed",
        }),
    );
    let rows = [("2026-11-30", "2666.67"), ("2026-12-31", "5333.33")].map(|(due, amount)| {
        s.term(&made, json!({ "what": "工资", "payer": made.firm, "payee": "members", "amount": amount, "due": due, "method": "cash" }))
    });
    s.call("member.consent", json!({ "case": made.case, "members": ["m1", "m2"], "way": "desk" }));
    (made, rows)
}

#[test]
fn one_instalment_for_all_members_is_booked_in_one_save_or_not_at_all() {
    let s = Station::new();
    let (made, [first, second]) = two_colleagues(&s);
    s.put_into_effect(&made);
    let shares =
        |row: &str| s.call("payment.shares", json!({ "case": made.case, "obligation": row }));
    let sums = |shares: &Value| -> Vec<i64> {
        shares.as_array().expect("shares").iter().filter_map(|m| m["share"].as_i64()).collect()
    };
    assert_eq!(sums(&shares(&first)), [100_000, 166_667]);
    assert_eq!(sums(&shares(&second)), [200_000, 333_333]);
    let pay = |members: Value| json!({ "case": made.case, "obligation": first, "members": members, "way": "cash" });
    assert_eq!(s.refused("payment.receive_members", pay(json!([]))), "payment.nobody");
    // The second sum is too much: nobody is booked, the first neither.
    let too_much = pay(json!([["m1", 100_000], ["m2", 166_668]]));
    assert_eq!(s.refused("payment.receive_members", too_much), "refused.payment.too_much");
    assert_eq!(shares(&first)[0]["paid"], 0);
    let view = s.call("payment.receive_members", pay(json!([["m1", 100_000], ["m2", 166_667]])));
    assert_eq!(view["payments"].as_array().map(Vec::len), Some(2));
    assert_eq!(view["duties"][0]["state"], "done");
    assert!(shares(&first).as_array().expect("shares").iter().all(|m| m["left"] == 0));
    // Once more is refused: nothing is owed to anybody on this row.
    let again = pay(json!([["m1", 1]]));
    assert_eq!(s.refused("payment.receive_members", again), "refused.payment.too_much");
}

#[test]
fn the_text_is_ready_only_after_the_second_reading_where_one_is_needed() {
    let s = Station::new();
    let (made, _) = two_colleagues(&s);
    assert_eq!(s.call("agreement.view", json!({ "case": made.case }))["ready"], true);
    s.puts(&made.case, &[("case/major".into(), json!(true))]);
    let view = s.call("agreement.view", json!({ "case": made.case }));
    let bad = view["check"].as_array().expect("findings").iter().any(|i| i["level"] == "bad");
    assert_eq!((bad, &view["needs_reading"], &view["ready"]), (false, &json!(true), &json!(false)));
    assert!(s.refused("agreement.freeze", json!({ "case": made.case })).contains("read"));
}

#[test]
fn applications_go_to_the_countys_own_bodies_unless_the_case_names_others() {
    let s = Station::new();
    let (made, _) = two_colleagues(&s);
    s.put_into_effect(&made);
    let body = |kind: &str| {
        let wanted = json!({ "case": made.case, "kind": kind });
        s.call("procedure.prefill", wanted)["body"]["name"].clone()
    };
    assert_eq!(body("arbitration_review"), "勐腊县劳动人事争议仲裁委员会");
    assert_eq!(body("judicial_confirmation"), "勐腊县人民法院");
    let place = s.call("case.triage", json!({ "case": made.case }))["jurisdiction"].clone();
    assert_eq!(place["commission"], "勐腊县劳动人事争议仲裁委员会");
    // Where an application went before, the next one of the same kind of body goes too.
    let order = s.step(&made.case, "confirmation");
    assert_eq!(order["refusal"], Value::Null);
    s.call(
        "procedure.open",
        json!({ "case": made.case, "what": {
            "procedure": "judicial_confirmation", "body": { "kind": "court", "name": "邻县人民法院" },
            "applicants": [made.worker, made.firm], "on": "2026-11-20", "accord": null, "fields": {},
        } }),
    );
    assert_eq!(body("payment_order"), "邻县人民法院");
    s.puts(&made.case, &[("case/court".into(), json!("另一县人民法院"))]);
    assert_eq!(body("payment_order"), "另一县人民法院");
}

#[test]
fn the_advice_says_who_pays_first_in_a_chain_and_what_comes_next() {
    let s = Station::new();
    let made = s.dispute("oral", "张某", "某某劳务分包有限公司");
    let rows = [("general", "某某建设集团有限公司"), ("gang", "王某")].map(|(link, name)| {
        let values = json!({ "role": "respondent", "name": name, "chain_role": link });
        s.call("case.add_row", json!({ "case": made.case, "table": "parties", "values": values }))
    });
    let boss = rows[1]["row"].as_str().expect("a row");
    s.puts(
        &made.case,
        &[
            (format!("parties/{}/chain_role", made.firm), json!("sub")),
            (format!("parties/{boss}/lost"), json!(true)),
        ],
    );
    let triage = s.call("case.triage", json!({ "case": made.case }));
    let remarks = triage["remarks"].as_array().expect("remarks");
    assert!(remarks.iter().any(|r| r["code"] == "chain.general_pays_first"), "{remarks:?}");
    let words = s.previewed(&made.case, "advice");
    assert!(words.contains("工资由施工总承包单位某某建设集团有限公司先付"), "{words}");
    assert!(words.contains("条例第30条"), "{words}");
    assert!(words.contains("知道王某的住处"), "{words}");
    // Before the receipt the way to mediation is the next step, arbitration the one behind it.
    assert!(words.contains("带上材料到站里登记"), "{words}");
    assert!(words.contains("可以申请劳动仲裁"), "{words}");
}

#[test]
fn a_case_goes_into_another_of_the_same_firm_and_into_no_other() {
    let s = Station::new();
    let one = s.dispute("oral", "张某", "某某劳务有限公司");
    s.accept(&one);
    s.at("2026-11-21T09:00:00+08:00");
    let two = s.dispute("oral", "李某", "某某劳务有限公司");
    s.accept(&two);
    let other = s.dispute("oral", "赵某", "另一家有限公司");
    s.accept(&other);
    let consulting = s.dispute("oral", "钱某", "某某劳务有限公司");
    s.call("case.save", json!({ "case": consulting.case }));
    let options = s.call("case.merge_options", json!({ "case": two.case }));
    let found: Vec<(&Value, bool)> = options
        .as_array()
        .expect("options")
        .iter()
        .map(|o| (&o["case"], o["refusal"].is_null()))
        .collect();
    assert_eq!(found, [(&one.case, true), (&consulting.case, false)]);
    let view = s.call(
        "case.merge",
        json!({ "case": two.case, "into": one.case, "reason": "同一批欠薪，一并调解" }),
    );
    assert_eq!(view["members"].as_array().map(Vec::len), Some(2));
    assert_eq!(s.call("case.open", json!({ "case": two.case }))["state"], "merged");
}

#[test]
fn contributions_are_proved_month_by_month_and_open_no_payment_order() {
    let s = Station::new();
    let made = s.dispute("oral", "张某", "某某劳务有限公司");
    s.accept(&made);
    s.puts(&made.case, &[(format!("claims/{}/head", made.claim), json!("social_insurance"))]);
    s.call(
        "session.hold",
        json!({
            "case": made.case, "at": "2026-11-20T10:00:00+08:00", "place": "物流园驿站", "mode": "station",
            "present": [{ "name": "张某", "capacity": "申请人" }], "statements": [], "proposal": "补缴。", "result": "agreed",
        }),
    );
    let row = s.term(
        &made,
        json!({
            "kind": "social_insurance", "what": "补缴养老保险费", "payer": made.firm, "payee": "authority", "method": "authority",
            "amount": "8000", "from": "2026-01", "to": "2026-04", "due": "2026-11-30",
        }),
    );
    s.put_into_effect(&made);
    let receipt = |months: (&str, &str)| {
        json!({
            "case": made.case, "obligation": row, "amount": 400_000, "way": "authority",
            "more": { "months_from": months.0, "months_to": months.1 },
        })
    };
    let beyond = receipt(("2026-03", "2026-05"));
    assert_eq!(s.refused("payment.receive", beyond), "refused.payment.months");
    s.call("payment.receive", receipt(("2026-01", "2026-02")));
    let table = s.call("payment.insurance", json!({ "case": made.case }))[0].clone();
    assert_eq!(table["rows"][0]["covered"], json!([true, true, false, false]));
    // Overdue, and still no matter for a payment order: neither among the steps nor in the letter that reminds.
    s.at("2026-12-10T09:00:00+08:00");
    assert_eq!(s.step(&made.case, "payment_order")["refusal"]["code"], "payment_order.heads");
    let letter = s.previewed(&made.case, "dunning-letter");
    assert!(letter.contains("4,000.00"), "{letter}");
    assert!(!letter.contains("支付令"), "{letter}");
}

#[test]
fn the_workbench_follows_every_record_and_every_day() {
    let s = Station::new();
    let (made, [first, _]) = two_colleagues(&s);
    let kinds = |key: &str| -> Vec<String> {
        let today = s.call("today.show", json!({}));
        let group = today["groups"].as_array().expect("groups").iter().find(|g| g["key"] == key);
        let rows = group.expect("a group")["rows"].as_array().expect("rows").clone();
        rows.iter().map(|r| format!("{} {}", r["kind"], r["urgency"]).replace('"', "")).collect()
    };
    // Seen twice, the same; a record of the case is seen at once.
    let before = kinds("first");
    assert_eq!(kinds("first"), before);
    s.put_into_effect(&made);
    assert!(kinds("waiting").iter().any(|k| k.starts_with("scan")), "{:?}", kinds("waiting"));
    s.at("2026-11-30T09:00:00+08:00");
    assert!(kinds("first").contains(&"obligation today".to_owned()));
    // The day passes and nobody wrote anything.
    s.at("2026-12-01T09:00:00+08:00");
    assert!(kinds("first").contains(&"obligation overdue".to_owned()));
    s.call(
        "payment.receive_members",
        json!({ "case": made.case, "obligation": first, "members": [["m1", 100_000], ["m2", 166_667]], "way": "cash" }),
    );
    assert!(!kinds("first").contains(&"obligation overdue".to_owned()));
    // Another person signs in: nothing of the one before is left, and it is the same workbench.
    let after = (kinds("first"), kinds("soon"), kinds("waiting"));
    s.call("desk.lock", json!({}));
    s.call("desk.unlock", json!({ "staff": "陈某", "password": "物流园-2026" }));
    assert_eq!((kinds("first"), kinds("soon"), kinds("waiting")), after);
}
