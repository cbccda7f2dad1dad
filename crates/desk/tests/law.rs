//! The calculators at the desk, with the real store: what is kept stays, what is dated holds, nothing is guessed.

mod support;

use desk::{Desk, dispatch};
use serde_json::{Value, json};
use std::sync::Arc;
use support::*;

impl Station {
    /// A worker of six and a half years whose claim has no amount yet.
    fn severed(&self) -> (Value, String) {
        let made = self.call("case.create", json!({}));
        let (case, claim) = (made["id"].clone(), made["claim"].as_str().expect("a row").to_owned());
        let worker = made["applicant"].as_str().expect("a row");
        for (path, value) in [
            (format!("parties/{worker}/name"), json!("张某")),
            (format!("parties/{worker}/employed_from"), json!("2020-03-01")),
            (format!("parties/{worker}/ended_on"), json!("2026-09-10")),
            (format!("claims/{claim}/head"), json!("severance")),
            (format!("claims/{claim}/monthly"), json!(600_000)),
        ] {
            self.call("case.put", json!({ "case": case, "path": path, "value": value }));
        }
        (case, claim)
    }
}

/// Input of N + 1 that needs nothing the county has not told, but its bounds.
fn severance() -> Value {
    json!({ "hired": "2020-03-01", "ended": "2026-09-10", "ground": "40", "average": 600_000, "last_month": 650_000, "area": "532823" })
}

fn missing(worked: &Value) -> Vec<&str> {
    worked["asked"].as_array().expect("a list").iter().filter_map(|m| m["id"].as_str()).collect()
}

#[test]
fn what_the_file_says_is_not_typed_again() {
    let station = Station::new();
    let (case, claim) = station.severed();
    let filled =
        station.call("law.prefill", json!({ "rule": "severance", "case": case, "claim": claim }));
    assert_eq!(filled["input"]["hired"], "2020-03-01");
    assert_eq!(filled["input"]["ended"], "2026-09-10");
    assert_eq!(filled["input"]["average"], 600_000);
    assert_eq!(filled["input"]["area"], "532823");
    assert!(filled["look"]["average"].as_str().expect("a remark").contains("请核对"));
    // Without a case only the place is known.
    let blank = station.call("law.prefill", json!({ "rule": "severance" }));
    assert_eq!(blank["input"], json!({ "area": "532823" }));
    assert_eq!(station.refused("law.prefill", json!({ "rule": "none" })), "rule.unknown");
}

#[test]
fn computing_records_nothing_and_names_what_is_unknown() {
    let station = Station::new();
    let worked = station.call("law.compute", json!({ "rule": "severance", "input": severance() }));
    assert_eq!(worked["work"]["total"], 4_850_000);
    assert_eq!(worked["capitals"], "人民币肆万捌仟伍佰元整");
    assert_eq!(missing(&worked), ["minimum_wage", "average_wage"]);
    let asked = &worked["asked"][0];
    assert_eq!(asked["answerable"], true);
    assert!(asked["ask"].as_str().expect("a sentence").contains("请向"), "{asked}");
    assert_eq!(station.call("case.list", json!({ "filter": "all" }))["rows"], json!([]));
}

#[test]
fn what_is_kept_goes_to_its_claim_and_a_second_head_becomes_its_own() {
    let station = Station::new();
    let (case, claim) = station.severed();
    let view = station.call(
        "law.keep",
        json!({ "case": case, "rule": "severance", "input": severance(), "claim": claim, "amount": true }),
    );
    let rows = view["claims"].as_array().expect("claims");
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0]["claim"]["id"], claim.as_str());
    assert_eq!(rows[0]["claim"]["amount"], 4_200_000);
    assert_eq!(rows[0]["claim"]["lawful"], 4_200_000);
    assert_eq!(rows[0]["working"], "6,000.00 × 7个月");
    assert_eq!(rows[0]["calculator"], "经济补偿（N、N+1）");
    assert_eq!(rows[0]["unsure"], true, "its bounds are not known yet");
    assert_eq!(rows[1]["claim"]["head"], "notice_pay");
    assert_eq!(rows[1]["claim"]["amount"], 650_000);
    let kept = station.call("law.kept", json!({ "case": case }));
    assert_eq!(kept.as_array().map(Vec::len), Some(1));
    assert_eq!(kept[0]["worked"]["work"]["total"], 4_850_000);
    assert_eq!(kept[0]["stands"], true);
}

#[test]
fn a_sum_that_somebody_typed_stays_unless_he_lets_it_follow() {
    let station = Station::new();
    let (case, claim) = station.severed();
    let path = format!("claims/{claim}/amount");
    station.call("case.put", json!({ "case": case, "path": path, "value": "30,000" }));
    let keep = |amount: bool| {
        let input = json!({
            "case": case, "rule": "severance", "input": severance(), "claim": claim, "heads": [0], "amount": amount,
        });
        station.call("law.keep", input)["claims"][0]["claim"].clone()
    };
    let left = keep(false);
    assert_eq!((&left["amount"], &left["lawful"]), (&json!(3_000_000), &json!(4_200_000)));
    assert_eq!(keep(true)["amount"], 4_200_000);
    // The first working was replaced, not thrown away.
    let kept = station.call("law.kept", json!({ "case": case }));
    let stands: Vec<bool> =
        kept.as_array().expect("a list").iter().filter_map(|k| k["stands"].as_bool()).collect();
    assert_eq!(stands, [true, false]);
}

#[test]
fn nothing_is_kept_that_cannot_be_computed() {
    let station = Station::new();
    let (case, claim) = station.severed();
    let keep = |rule: &str, input: Value, heads: Value| {
        station.refused(
            "law.keep",
            json!({ "case": case, "rule": rule, "input": input, "claim": claim, "heads": heads }),
        )
    };
    assert_eq!(keep("none", json!({}), Value::Null), "rule.unknown");
    assert_eq!(keep("severance", json!({}), Value::Null), "rule.input_missing");
    assert_eq!(keep("severance", severance(), json!([])), "law.no_head");
    let mut wrong = severance();
    wrong["ended"] = json!("2019-01-01");
    assert_eq!(keep("severance", wrong, Value::Null), "rule.input_order");
    let other = |table: &str| json!({ "case": case, "rule": "severance", "input": severance(), table: "nobody" });
    for table in ["claim", "member"] {
        assert_eq!(station.refused("law.keep", other(table)), "refused.computation.unknown_target");
    }
    // The drafts of the case are still drafts: a refusal records nothing.
    assert_eq!(station.call("case.open", json!({ "case": case }))["saved"], false);
}

#[test]
fn a_new_value_of_the_place_counts_from_its_day_and_changes_no_kept_working() {
    let station = Station::new();
    let (case, claim) = station.severed();
    let before = station.call(
        "law.keep",
        json!({ "case": case, "rule": "severance", "input": severance(), "claim": claim, "amount": true }),
    );
    let put = |value: &str, from: &str, document: &str| json!({ "id": "minimum_wage", "value": value, "area": "5328", "from": from, "source": "某某州人民政府通知", "document": document });
    // Above the average wage of the case: had it been known, the sum would be another.
    let listed = station.call("law.put_parameter", put("7,000", "2026-01-01", "某政发〔2026〕1号"));
    let unknown = |listed: &Value| {
        let list = listed["unknown"].as_array().expect("a list").clone();
        list.iter().any(|k| k["id"] == "minimum_wage")
    };
    assert!(!unknown(&listed));
    let row = listed["rows"].as_array().expect("rows").iter().find(|r| !r["row"].is_null());
    let row = row.expect("the typed row").clone();
    assert_eq!(row["parameter"]["value"], "7000.00");
    assert_eq!(row["parameter"]["confirmed"], true);
    assert_eq!(row["area_name"], "西双版纳傣族自治州");
    assert_eq!(row["by"], "陈某");

    let worked = station.call("law.compute", json!({ "rule": "severance", "input": severance() }));
    assert_eq!(worked["work"]["heads"][0]["amount"], 4_900_000, "7 × the floor");
    assert_eq!(missing(&worked), ["average_wage"]);
    // A case of the year before is not reached by it.
    let mut old = severance();
    old["ended"] = json!("2025-09-10");
    let old = station.call("law.compute", json!({ "rule": "severance", "input": old }));
    assert!(missing(&old).contains(&"minimum_wage"));

    let kept = |station: &Station| station.call("law.kept", json!({ "case": case }))[0].clone();
    assert_eq!(kept(&station)["worked"]["work"]["total"], 4_850_000);
    assert_eq!(
        station.call("case.open", json!({ "case": case }))["claims"],
        before["claims"],
        "the claim is as it was kept"
    );
    // Closed and opened again: the same from the records alone.
    let clock = station.now.clone();
    station.desk.leave();
    let again =
        Desk::new(station.config.clone(), Arc::new(move || *clock.lock().expect("a clock")));
    let again = again.expect("a desk");
    let unlock = json!({ "staff": "陈某", "password": "物流园-2026" });
    dispatch(&again, "desk.unlock", unlock).expect("unlocked");
    let kept = dispatch(&again, "law.kept", json!({ "case": case })).expect("kept");
    assert_eq!(kept[0]["worked"]["work"]["total"], 4_850_000);
    let listed = dispatch(&again, "law.parameters", json!({})).expect("listed");
    assert!(!unknown(&listed));
    // Struck out, it is unknown again.
    let listed =
        dispatch(&again, "law.remove_parameter", json!({ "row": row["row"], "reason": "抄错了" }));
    assert!(unknown(&listed.expect("struck")));
    let gone =
        dispatch(&again, "law.remove_parameter", json!({ "row": row["row"], "reason": "再" }));
    assert_eq!(gone.expect_err("gone").code, "law.parameter_gone");
}

#[test]
fn a_figure_that_was_only_heard_is_used_and_said_to_be_unconfirmed() {
    let station = Station::new();
    let put = json!({ "id": "minimum_wage", "value": "1990元", "area": "532823", "from": "2026-01-01", "source": "县人社局电话答复" });
    let listed = station.call("law.put_parameter", put);
    let row = listed["rows"].as_array().expect("rows").iter().find(|r| !r["row"].is_null());
    assert_eq!(row.expect("the typed row")["parameter"]["confirmed"], false);
    let worked = station.call("law.compute", json!({ "rule": "severance", "input": severance() }));
    let used = worked["work"]["parameters"].as_array().expect("a list").clone();
    let used = used.iter().find(|p| p["id"] == "minimum_wage").expect("used");
    assert_eq!((&used["confirmed"], &used["area"]), (&json!(false), &json!("532823")));
    assert_eq!(worked["areas"]["532823"], "勐腊县");
}

#[test]
fn a_row_without_source_area_or_number_is_not_written_down() {
    let station = Station::new();
    let mut row = json!({ "id": "minimum_wage", "value": "1990", "area": "532823", "from": "2026-01-01", "source": "某文件" });
    let with = |name: &str, value: Value| {
        let mut one = row.clone();
        one[name] = value;
        station.refused("law.put_parameter", one)
    };
    assert_eq!(with("id", json!("nothing")), "law.parameter_unknown");
    assert_eq!(with("value", json!("一千九")), "law.parameter_value");
    assert_eq!(with("area", json!("999999")), "law.parameter_area");
    assert_eq!(with("source", json!(" ")), "law.parameter_source");
    assert_eq!(with("until", json!("2025-01-01")), "law.parameter_order");
    station.call("law.put_parameter", row.clone());
    row["value"] = json!("2000");
    assert_eq!(station.refused("law.put_parameter", row), "law.parameter_twice");
}

#[test]
fn the_kind_of_a_day_comes_from_the_notice_and_a_year_without_one_is_unknown() {
    let station = Station::new();
    let days = ["2026-10-01", "2026-10-10", "2026-10-05", "2026-11-20", "2026-11-21", "2027-03-01"];
    let told = station.call("law.days", json!({ "days": days }));
    let kinds: Vec<&str> =
        told["days"].as_array().expect("days").iter().filter_map(|d| d["kind"].as_str()).collect();
    assert_eq!(kinds, ["holiday", "worked", "rest", "weekday", "rest", "unknown"]);
    assert_eq!(told["sources"].as_array().map(Vec::len), Some(2));
}

#[test]
fn an_attendance_table_becomes_overtime_and_its_bad_cells_are_named() {
    let station = Station::new();
    // 10-09 is a working Friday, 10-10 a working Saturday, 10-11 a Sunday.
    let whole = "日期\t上班时间\t下班时间\n2026-10-09\t08:00\t18:20\n2026-10-10\t08:00\t16:00\n2026-10-11\t09:00\t13:00\n";
    let read = station.call("law.attendance_read", json!({ "text": whole }));
    assert_eq!(read["worked"], true);
    assert_eq!(read["without"], 1, "eight hours on a working Saturday are no overtime: {read}");
    assert_eq!(
        read["rows"],
        json!([
            { "day": "2026-10-09", "hours": "2:20", "pieces": null, "compensated": false },
            { "day": "2026-10-11", "hours": "4", "pieces": null, "compensated": false },
        ])
    );
    let over = "姓名\t日期\t加班小时\n张某\t2026-10-09\t2.5\n李某\t2026-10-09\t3\n张某\t十月\t1\n";
    let read = station.call("law.attendance_read", json!({ "text": over }));
    assert_eq!((&read["worked"], &read["rows"]), (&json!(false), &json!([])), "whose days?");
    assert_eq!(read["people"], json!(["张某", "李某"]));
    assert_eq!(read["errors"][0]["cell"], "B4");
    let own = station.call("law.attendance_read", json!({ "text": over, "person": "李某" }));
    assert_eq!(own["rows"][0]["hours"], "3");
    // The rule takes what the table gave, hours and minutes included.
    let input = json!({ "mode": "standard", "monthly": 870_000, "days": [{ "day": "2026-10-09", "hours": "2:20" }] });
    let worked = station.call("law.compute", json!({ "rule": "overtime", "input": input }));
    // 8 700 ÷ 174 = 50 an hour × 150 % × 2⅓ h.
    assert_eq!(worked["work"]["total"], 17_500);
    assert_eq!(station.refused("law.attendance_read", json!({})), "table.empty");
}

#[test]
fn the_calculation_sheet_prints_what_was_kept() {
    let station = Station::new();
    let (case, claim) = station.severed();
    let view = station.call("case.open", json!({ "case": case }));
    let row = |role: &str| {
        let rows = view["parties"].as_array().expect("parties");
        let found = rows.iter().find(|p| p["role"] == role).expect(role);
        found["id"].as_str().expect("an id").to_owned()
    };
    let (worker, firm) = (row("applicant"), row("respondent"));
    for (path, value) in [
        (format!("parties/{worker}/phone"), "13800000000"),
        (format!("parties/{firm}/name"), "某某物流有限公司"),
        ("case/cause".to_owned(), "severance"),
    ] {
        station.call("case.put", json!({ "case": case, "path": path, "value": value }));
    }
    station.call("case.receive", json!({ "case": case, "form": "oral" }));
    station.call("case.ask_consent", json!({ "case": case, "party": firm, "way": "phone" }));
    let agreed = json!({ "case": case, "party": firm, "agreed": true, "way": "phone" });
    station.call("case.answer_consent", agreed);
    station.call("case.accept", json!({ "case": case, "mediators": ["陈某"] }));
    let wanted = json!({ "case": case, "kind": "calculation-sheet", "fields": {} });
    let asked = |station: &Station| {
        let check = station.call("paper.check", wanted.clone());
        let list = check["questions"].as_array().expect("questions").clone();
        list.iter().filter_map(|q| q["path"].as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(asked(&station), ["computations"]);
    station.call(
        "law.keep",
        json!({ "case": case, "rule": "severance", "input": severance(), "claim": claim, "amount": true }),
    );
    assert!(asked(&station).is_empty());
    let paper = station.call("paper.issue", wanted.clone());
    let pdf = json!({ "case": case, "paper": paper["row"]["paper"]["id"] });
    let pdf = desk::dispatch_bytes(&station.desk, "paper.pdf", pdf).expect("a pdf");
    if let Some(place) = std::env::var_os("FENGQIAO_TEST_PDF") {
        std::fs::write(place, &pdf).expect("written");
    }
    assert!(pdf.starts_with(b"%PDF"));
}
