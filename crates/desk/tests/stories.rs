//! The two stories of the desk, through the same door as the window, with the real store and typesetter.

mod support;

use serde_json::{Value, json};
use support::*;

#[test]
fn eight_thousand_yuan_are_settled_signed_and_followed_until_paid() {
    let s = Station::new();
    let made = s.intake("oral");
    let Made { case, worker, firm, .. } = &made;
    let view = s.call("case.receive", json!({ "case": case, "form": "oral" }));
    assert_eq!(deadline(&view, "mediation_period")["raw"], "2026-12-05");
    assert_eq!(deadline(&view, "mediation_period")["due"], "2026-12-07");
    assert_eq!(deadline(&view, "limitation")["urgency"], "not_started");
    for kind in ["oral-application-record", "privacy-notice", "receipt"] {
        s.issue(case, kind, json!({}));
    }
    s.call("case.ask_consent", json!({ "case": case, "party": firm, "way": "phone" }));
    s.call(
        "case.answer_consent",
        json!({ "case": case, "party": firm, "agreed": true, "way": "phone", "note": "同意" }),
    );
    let view = s.call("case.accept", json!({ "case": case, "mediators": ["陈某"] }));
    assert_eq!(view["summary"]["number"], "勐工调〔2026〕KD1号");
    s.issue(case, "acceptance-notice", json!({}));
    s.session(case, "2026-11-20T15:00:00+08:00", "agreed");
    s.issue(case, "session-record", json!({}));

    s.call("agreement.from_claims", json!({ "case": case }));
    let view = s.call("agreement.view", json!({ "case": case }));
    assert_eq!(view["ready"], false);
    let row =
        view["case"]["obligations"][0]["obligation"]["id"].as_str().expect("a row").to_owned();
    let second = s.call(
        "case.add_row",
        json!({ "case": case, "table": "terms", "values": {
            "what": "2026年10月工资", "payer": firm, "payee": worker, "amount": "4,000", "due": "2026-11-23", "method": "transfer",
        } }),
    );
    for (path, value) in [
        (format!("terms/{row}/what"), json!("2026年9月工资")),
        (format!("terms/{row}/amount"), json!("4000")),
        (format!("terms/{row}/due"), json!("2026-11-20")),
        (format!("terms/{row}/method"), json!("cash")),
        (format!("terms/{row}/on_spot"), json!(true)),
        ("agreement/bank".into(), json!("某某银行某某支行")),
        ("agreement/account_no".into(), json!("6200000000000000000")),
        ("clauses/c1/text".into(), json!("被申请人尽快交付工资条。")),
    ] {
        s.call("case.put", json!({ "case": case, "path": path, "value": value }));
    }
    let error = s.try_call("agreement.freeze", json!({ "case": case })).expect_err("vague");
    assert_eq!(error.code, "refused.agreement.freeze.check");
    assert_eq!(error.args["items"], json!(["vague_word"]));
    s.call(
        "case.put",
        json!({ "case": case, "path": "clauses/c1/text", "value": "被申请人于2026年11月23日前交付工资条。" }),
    );
    let paper = s.call("agreement.freeze", json!({ "case": case }));
    assert_eq!(paper["progress"], json!([0, 4]));
    let done = s.sign_all(case, &paper);
    assert_eq!(done["effective_on"], "2026-11-20");

    let view = s.call("case.open", json!({ "case": case }));
    assert_eq!(deadline(&view, "review_application")["due"], "2026-12-07");
    assert_eq!(deadline(&view, "confirmation_application")["due"], "2026-12-21");
    let paid = s.call(
        "payment.receive",
        json!({ "case": case, "obligation": row, "amount": 400_000, "way": "cash" }),
    );
    s.issue(case, "payment-receipt", json!({ "payment": paid["payment"] }));
    assert_eq!(
        s.refused(
            "payment.receive",
            json!({ "case": case, "obligation": row, "amount": 1, "way": "cash" })
        ),
        "refused.payment.too_much"
    );

    let first = |today: &Value| {
        let groups = today["groups"].as_array().expect("groups");
        let of_first = groups.iter().find(|g| g["key"] == "first").expect("first").clone();
        of_first["rows"].as_array().expect("rows").clone()
    };
    s.at("2026-11-23T09:00:00+08:00");
    let today = s.call("today.show", json!({}));
    assert_eq!(first(&today)[0]["kind"], "obligation");
    assert_eq!(first(&today)[0]["urgency"], "today");
    s.at("2026-11-24T09:00:00+08:00");
    let today = s.call("today.show", json!({}));
    assert_eq!(first(&today)[0]["urgency"], "overdue");
    assert_eq!(s.refused("case.close", json!({ "case": case })), "refused.case.close.unpaid");
    let second = second["row"].clone();
    let paid = s.call(
        "payment.receive",
        json!({ "case": case, "obligation": second, "amount": 400_000, "way": "transfer" }),
    );
    assert_eq!(paid["view"]["performance"]["complete"], true);
    s.call("case.close", json!({ "case": case }));
    let found = s.call("search.find", json!({ "text": "zm", "limit": 5 }));
    assert_eq!(found[0]["number"], "勐工调〔2026〕KD1号");
}

#[test]
fn a_dispute_that_fails_is_handed_over_on_a_stated_basis_and_never_by_itself() {
    let s = Station::new();
    let made = s.intake("oral");
    s.accept(&made);
    let case = &made.case;
    for (day, left) in [("2026-12-02", 5), ("2026-12-05", 2), ("2026-12-07", 0)] {
        s.at(&format!("{day}T09:00:00+08:00"));
        let view = s.call("case.open", json!({ "case": case }));
        assert_eq!(deadline(&view, "mediation_period")["days_left"], left);
    }
    s.at("2026-12-02T09:00:00+08:00");
    let consent = s.issue(
        case,
        "extension-consent",
        json!({ "extension.until": "2026-12-14", "extension.reason": "等项目负责人回来对账" }),
    );
    let extend =
        json!({ "case": case, "until": "2026-12-14", "paper": consent["row"]["paper"]["id"] });
    assert_eq!(s.refused("extension.agree", extend.clone()), "refused.extension.not_signed");
    s.sign_all(case, &consent);
    let view = s.call("extension.agree", extend);
    assert_eq!(deadline(&view, "mediation_period")["due"], "2026-12-14");
    s.session(case, "2026-12-02T10:00:00+08:00", "failed");
    assert_eq!(
        s.refused("case.end", json!({ "case": case, "reason": "expired" })),
        "refused.case.end.not_expired"
    );
    s.at("2026-12-15T09:00:00+08:00");
    let view = s.call("case.open", json!({ "case": case }));
    // The period is over and nothing has happened: a person ends it.
    assert_eq!(view["state"], "mediating");
    s.call("case.end", json!({ "case": case, "reason": "expired" }));
    s.issue(case, "termination-notice", json!({}));
    let notice = s.issue(case, "arbitration-reply", json!({ "basis": "notice" }));
    assert_eq!(notice["row"]["paper"]["title"], "调解情况告知函");
    let by_application =
        json!({ "case": case, "basis": "application", "paper": notice["row"]["paper"]["id"] });
    assert_eq!(s.refused("case.refer", by_application), "refused.referral.no_application");
    let application = s.issue(case, "arbitration-application", json!({}));
    s.sign_all(case, &application);
    let reply = s.issue(case, "arbitration-reply", json!({ "basis": "application" }));
    assert_eq!(reply["row"]["paper"]["number"]["text"], "勐工调复〔2026〕KD2号");
    let view = s.call(
        "case.refer",
        json!({ "case": case, "basis": "application", "paper": reply["row"]["paper"]["id"] }),
    );
    assert_eq!(view["state"], "referred");
}

#[test]
fn an_entrusted_file_goes_back_with_its_letter_and_date() {
    let s = Station::new();
    let made = s.intake("arbitration");
    s.accept(&made);
    let case = &made.case;
    s.call("case.end", json!({ "case": case, "reason": "irreconcilable" }));
    let incomplete =
        json!({ "case": case, "kind": "arbitration-reply", "fields": { "basis": "entrusted" } });
    let asked = s.call("paper.check", incomplete.clone());
    let paths: Vec<&str> = asked["questions"]
        .as_array()
        .expect("questions")
        .iter()
        .filter_map(|q| q["path"].as_str())
        .collect();
    assert!(paths.contains(&"referral.letter_number"), "{paths:?}");
    assert_eq!(s.refused("paper.issue", incomplete), "paper.missing");
    for (path, value) in [
        ("case/entrusting", "勐腊县劳动人事争议仲裁委员会"),
        ("case/entrust_letter", "勐劳人仲委调〔2026〕3号"),
        ("case/entrust_letter_date", "2026-11-19"),
        ("case/entrust_return_by", "2026-12-10"),
    ] {
        s.call("case.put", json!({ "case": case, "path": path, "value": value }));
    }
    let reply = s.issue(case, "arbitration-reply", json!({ "basis": "entrusted" }));
    let view = s.call(
        "case.refer",
        json!({ "case": case, "basis": "entrusted", "paper": reply["row"]["paper"]["id"] }),
    );
    assert_eq!(view["referrals"][0]["to"], "勐腊县劳动人事争议仲裁委员会");
}

#[test]
fn a_refusal_is_told_with_other_routes() {
    let s = Station::new();
    let Made { case, firm, .. } = &s.intake("oral");
    s.call("case.receive", json!({ "case": case, "form": "oral" }));
    s.call(
        "case.answer_consent",
        json!({ "case": case, "party": firm, "agreed": false, "way": "phone", "note": "不同意" }),
    );
    assert_eq!(
        s.refused("case.accept", json!({ "case": case })),
        "refused.case.accept.refused_by_respondent"
    );
    let view = s.call("case.refuse", json!({ "case": case, "reason": "no_consent" }));
    assert_eq!(view["state"], "refused");
    s.issue(case, "refusal-notice", json!({}));
}

#[test]
fn what_is_typed_is_kept_whatever_it_is() {
    let s = Station::new();
    let made = s.call("case.create", json!({}));
    let (case, worker) = (made["id"].clone(), made["applicant"].as_str().expect("an id"));
    let put = |path: String, value: Value| {
        s.call("case.put", json!({ "case": case, "path": path, "value": value }))["note"].clone()
    };
    let long: String = "事".repeat(20_000);
    assert_eq!(put("case/narrative".into(), json!(long)), Value::Null);
    assert_eq!(put(format!("parties/{worker}/birth"), json!("2026-02-30"))["level"], "bad");
    assert_eq!(
        put(format!("claims/{}/amount", made["claim"].as_str().expect("an id")), json!("-5"))["level"],
        "bad"
    );
    assert_eq!(
        put(format!("parties/{worker}/name"), json!("买买提·阿卜杜热合曼\u{0}")),
        Value::Null
    );
    s.call("case.save", json!({ "case": case }));
    let view = s.call("case.open", json!({ "case": case }));
    let sheet = &view["sheet"];
    assert_eq!(sheet["case/narrative"].as_str().map(|t| t.chars().count()), Some(20_000));
    assert_eq!(sheet[format!("parties/{worker}/birth")], "2026-02-30");
    assert_eq!(sheet[format!("parties/{worker}/name")], "买买提·阿卜杜热合曼");
    assert_eq!(
        s.refused("case.receive", json!({ "case": case, "form": "oral" })),
        "refused.case.receive.missing"
    );
}

#[test]
fn a_locked_desk_answers_nothing_and_a_wrong_password_says_how_long_to_wait() {
    let s = Station::new();
    s.intake("oral");
    s.call("desk.lock", json!({}));
    assert_eq!(s.refused("case.list", json!({})), "desk.locked");
    let wrong = json!({ "staff": "陈某", "password": "错了错了错了" });
    assert_eq!(s.refused("desk.unlock", wrong), "store.wrong_password");
    s.at("2026-11-20T14:10:00+08:00");
    let open = s.call("desk.unlock", json!({ "staff": "陈某", "password": "物流园-2026" }));
    assert_eq!(open["state"], "open");
    let today = s.call("today.show", json!({}));
    assert_eq!(today["drafts"][0]["title"], "张某 — 某某劳务有限公司");
}
