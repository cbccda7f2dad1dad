//! The calculators for tables of cases: lines in, lines out, without a folder and without a password.

use serde_json::{Value, json};
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

fn run(arguments: &[&str], input: &[u8]) -> (Output, tempfile::TempDir) {
    let nowhere = tempfile::tempdir().expect("a temporary folder");
    let mut child = Command::new(env!("CARGO_BIN_EXE_fengqiao-desk"))
        .args(arguments)
        // Neither a home nor a data folder nor assets: nothing of them may be needed or made.
        .env_clear()
        .env("FENGQIAO_NOW", "2026-11-20T09:00:00+08:00")
        .env("FENGQIAO_DATA", nowhere.path().join("data"))
        .env("HOME", nowhere.path())
        .current_dir(nowhere.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("written");
    (output, nowhere)
}

fn lines(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).expect("UTF-8");
    text.lines().map(|l| if l.is_empty() { Value::Null } else { l.parse().expect(l) }).collect()
}

#[test]
fn a_thousand_cases_come_out_in_order_and_touch_no_folder() {
    let mut input = String::new();
    for no in 0..1000_i64 {
        let line = json!({
            "hired": "2020-03-01", "ended": "2026-09-10", "ground": "38", "average": 300_000 + no * 100,
        });
        input.push_str(&format!("{line}\n"));
    }
    let (output, folder) = run(&["law", "compute", "severance", "--json", "-"], input.as_bytes());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answers = lines(&output);
    assert_eq!(answers.len(), 1000);
    for (no, answer) in (0..1000_i64).zip(&answers) {
        // Seven months by Art. 47: six years, six months and ten days.
        assert_eq!(answer["heads"][0]["amount"], (300_000 + no * 100) * 7, "line {}", no + 1);
        assert_eq!(answer["computed_on"], "2026-11-20");
    }
    let left: Vec<_> = std::fs::read_dir(folder.path()).expect("readable").collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_bad_line_says_its_number_and_the_others_stand() {
    let good = r#"{"hired":"2020-03-01","ended":"2026-09-10","ground":"38","average":600000}"#;
    let late = r#"{"hired":"2027-03-01","ended":"2026-09-10","ground":"38","average":600000}"#;
    let mut input = format!("\u{feff}{good}\r\n{{not json\n\n{late}\n").into_bytes();
    input.extend_from_slice(b"\xff\xfe\n");
    input.extend_from_slice(good.as_bytes());
    let (output, _) = run(&["law", "compute", "severance", "--json", "-"], &input);
    assert!(!output.status.success(), "a line failed");
    let answers = lines(&output);
    assert_eq!(answers.len(), 6);
    for at in [0, 5] {
        assert_eq!(answers[at]["total"], 4_200_000, "{}", answers[at]);
    }
    assert_eq!(answers[2], Value::Null, "an empty line stays empty");
    let error = |at: usize| (answers[at]["line"].clone(), answers[at]["error"]["code"].clone());
    assert_eq!(error(1), (json!(2), json!("desk.bad_input")));
    assert_eq!(error(3), (json!(4), json!("rule.input_order")));
    assert_eq!(error(4), (json!(5), json!("desk.bad_input")));
}

#[test]
fn the_list_gives_every_rule_with_its_schemas() {
    let (output, _) = run(&["law", "list", "--json"], b"");
    assert!(output.status.success());
    let list: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let rules = list["rules"].as_array().expect("rules");
    for wanted in [
        "severance",
        "unlawful_termination",
        "double_wage",
        "overtime",
        "annual_leave",
        "injury",
        "wage_arrears",
        "deposit",
        "social_insurance",
    ] {
        let rule = rules.iter().find(|r| r["id"] == wanted).unwrap_or_else(|| panic!("{wanted}"));
        assert_eq!(rule["schema"]["input"]["type"], "object");
        let required = rule["schema"]["input"]["required"].as_array().expect("a list");
        assert!(required.iter().all(|name| {
            rule["schema"]["input"]["properties"][name.as_str().expect("a name")].is_object()
        }));
        assert!(
            rule["basis"].as_array().is_some_and(|b| !b.is_empty()),
            "{wanted} names its articles"
        );
    }
}

#[test]
fn one_object_may_stand_on_the_line_of_the_command() {
    let input = r#"{"items":[{"item":"押金","amount":50000}]}"#;
    let (output, _) = run(&["law", "compute", "deposit", "--json", input], b"");
    let answers = lines(&output);
    assert_eq!(answers.len(), 1, "{}", String::from_utf8_lossy(&output.stdout));
}
