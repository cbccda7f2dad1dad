//! 张某, 8 000 yuan, two months of wages: registered, mediated on site, agreed, paid in two parts.

use super::story::{Book, Rows, case};
use crate::Outcome;
use crate::sh::step;
use serde_json::{Value, json};

/// The whole story; dates are in November 2026 (the 20th is a Friday).
pub fn tell(book: &mut Book) -> Outcome {
    let rows = register(book)?;
    let id = rows.case.clone();
    accept(book, &rows)?;
    let record = session(book, &rows)?;
    book.sign(&id, &record)?;
    agree(book, &rows)?;
    pay(book, &rows)
}

fn register(book: &mut Book) -> Outcome<Rows> {
    step("demo: 张某 comes in and tells his story (20 November)");
    book.at("2026-11-20T14:05:00+08:00");
    let rows = book.begin("oral")?;
    let id = rows.case.clone();
    book.type_in(&id, &[rows.a("name", "张某")])?;
    let saved = book.desk.call("case", "save", json!({ "case": id }))?;
    book.check("a name alone is enough to save", saved["saved"] == json!(true));

    let wrong = json!({ "number": "990101199001010010" });
    let verdict = book.desk.call("identity", "check", wrong)?;
    book.check("a wrong checksum is told", verdict["level"] == "warn");
    let right = book.desk.call("identity", "check", json!({ "number": ID }))?;
    book.check("the number gives the birth date", right["birth"] == "1990-01-01");
    book.check("the number gives the sex", right["sex"] == "male");

    book.desk.refuses(
        "case",
        "receive",
        json!({ "case": id, "form": "oral" }),
        "refused.case.receive.missing",
    )?;
    book.check("what an application must name is asked for", true);

    book.type_in(
        &id,
        &[
            rows.a("id_kind", "resident"),
            rows.a("id_number", ID),
            rows.a("birth", "1990-01-01"),
            rows.a("sex", "male"),
            rows.a("nation", "汉族"),
            rows.a("phone", "13900000001"),
            rows.a("address", "勐腊县某某镇某某村1号"),
            rows.a("employment", "oral_ongoing"),
            rows.r("name", "某某劳务有限公司"),
            rows.r("uscc", USCC),
            rows.r("legal_rep", "李某"),
            rows.r("address", "勐腊县物流园某某路8号"),
            rows.r("contact", "李某"),
            rows.r("contact_phone", "13900000002"),
            rows.c("head", "unpaid_wages"),
            rows.c("from", "2026-09"),
            rows.c("to", "2026-10"),
            rows.c("monthly", "4000"),
            rows.c("amount", "8000"),
            case("cause", "unpaid_wages"),
            case("place", "勐腊县物流园"),
            case(
                "narrative",
                "申请人说，2024年3月起在物流园做装卸，每月4000元，9月、10月两个月的工资没有发。",
            ),
            case("demand", "干满了两个月，公司说等回款，一直没有给。"),
            case("evidence", json!(["payslip", "chat"])),
        ],
    )?;
    let view = book.desk.call("case", "receive", json!({ "case": id, "form": "oral" }))?;
    book.check("received, not yet accepted", view["state"] == "registered");
    book.check("no 案号 before acceptance", view["summary"]["number"].is_null());
    let clock = book.clock(&id, "mediation_period")?;
    book.check("15 days from receipt end on Saturday 5 December", clock["raw"] == "2026-12-05");
    book.check("a last day off work moves to Monday 7 December", clock["due"] == "2026-12-07");
    let limitation = book.clock(&id, "limitation")?;
    book.check(
        "limitation has not begun while he works there",
        limitation["urgency"] == "not_started",
    );

    let notice = book.issue(&id, "privacy-notice", json!({}))?;
    book.sign(&id, &notice)?;
    let record = book.issue(&id, "oral-application-record", json!({}))?;
    let text = book.text()?;
    book.check(
        "the record names the applicant and his claim",
        text.contains("张某") && text.contains("8,000"),
    );
    book.sign(&id, &record)?;
    book.issue(&id, "receipt", json!({}))?;
    Ok(rows)
}

fn accept(book: &mut Book, rows: &Rows) -> Outcome {
    step("demo: the firm agrees to mediate; accepted the same day");
    let id = &rows.case;
    book.at("2026-11-20T15:10:00+08:00");
    book.desk.refuses("case", "accept", json!({ "case": id }), "refused.case.accept.no_consent")?;
    book.check("without consent nothing is accepted", true);
    let asked = json!({ "case": id, "party": rows.respondent, "way": "phone" });
    book.desk.call("case", "ask_consent", asked)?;
    let said = json!({ "case": id, "party": rows.respondent, "agreed": true, "way": "phone",
                       "note": "李某在电话里说同意调解" });
    book.desk.call("case", "answer_consent", said)?;
    let view = book.desk.call("case", "accept", json!({ "case": id, "recorder": "玉某" }))?;
    let number = view["summary"]["number"].as_str().unwrap_or_default().to_owned();
    book.check("the 案号 comes with acceptance", number == "勐工调〔2026〕KD1号");
    let notice = book.issue(id, "acceptance-notice", json!({}))?;
    book.sign(id, &notice)?;
    Ok(())
}

fn session(book: &mut Book, rows: &Rows) -> Outcome<Value> {
    step("demo: a session on site (23 November)");
    let id = &rows.case;
    book.at("2026-11-23T11:20:00+08:00");
    book.desk.call(
        "session",
        "hold",
        json!({
            "case": id, "at": "2026-11-23T09:30:00+08:00", "until": "2026-11-23T11:15:00+08:00",
            "place": "勐腊县物流园某某劳务有限公司", "mode": "visit", "recorder": "玉某",
            "present": [
                { "party": rows.applicant, "name": "张某", "capacity": "申请人" },
                { "party": rows.respondent, "name": "李某", "capacity": "被申请人法定代表人" },
            ],
            "statements": [
                { "who": "申请人张某", "text": "9月、10月工资共8000元没有发，要求一次付清。" },
                { "who": "被申请人李某", "text": "数目对，今天能给4000元，其余三天内转账。" },
            ],
            "proposal": "今天付现金4000元，其余4000元三天内转入张某账户。",
            "result": "agreed",
        }),
    )?;
    book.issue(id, "session-record", json!({}))
}

fn agree(book: &mut Book, rows: &Rows) -> Outcome {
    step("demo: terms, checker, agreement");
    let id = &rows.case;
    let mut vague = Vec::new();
    for (no, what, due, method) in [
        (1, "2026年9月工资", "2026-11-23", "cash"),
        (2, "2026年10月工资，尽快转账", "2026-11-26", "transfer"),
    ] {
        let values = json!({ "order": no, "what": what, "amount": 400_000, "due": due, "method": method,
                             "payer": rows.respondent, "payee": rows.applicant, "on_spot": no == 1 });
        let row = json!({ "case": id, "table": "terms", "values": values });
        vague.push(book.desk.call("case", "add_row", row)?["row"].clone());
    }
    let view = book.desk.call("agreement", "view", json!({ "case": id }))?;
    let bad = codes(&view, "bad");
    book.check("the checker finds the vague word", bad.contains(&"vague_word".to_owned()));
    book.check("the checker asks for the account", bad.contains(&"account_no_missing".to_owned()));
    let refusal = "refused.agreement.freeze.check";
    book.desk.refuses("agreement", "freeze", json!({ "case": id }), refusal)?;
    let second = vague[1].as_str().unwrap_or_default();
    book.type_in(
        id,
        &[
            (format!("terms/{second}/what"), json!("2026年10月工资")),
            ("agreement/account_name".into(), json!("张某")),
            ("agreement/bank".into(), json!("某某农村信用社勐腊支行")),
            ("agreement/account_no".into(), json!("6200000000000000001")),
            (
                "agreement/facts".into(),
                json!("双方确认：被申请人尚欠申请人2026年9月、10月工资共8000元。"),
            ),
            ("agreement/copies".into(), json!(3)),
        ],
    )?;
    let view = book.desk.call("agreement", "view", json!({ "case": id }))?;
    book.check(
        "nothing red is left",
        codes(&view, "bad").is_empty() && view["ready"] == json!(true),
    );
    book.check("promised is what was claimed", view["promised"] == view["claimed"]);
    let frozen = book.desk.call("agreement", "freeze", json!({ "case": id }))?;
    let frozen = book.keep(id, frozen)?;
    let text = book.text()?;
    book.check("the agreement has the amount in capitals", text.contains("肆仟元整"));
    book.check("the agreement has the 案号", text.contains("勐工调〔2026〕KD1号"));
    book.check("three originals", frozen["row"]["paper"]["copies"] == json!(3));
    let state = book.view(id)?["state"].clone();
    book.check("frozen, not in effect before it is signed", state == "to_sign");
    let signed = book.sign(id, &frozen)?;
    book.check(
        "in effect on the day of the last signature",
        signed["effective_on"] == "2026-11-23",
    );
    let paper = frozen["row"]["paper"]["id"].clone();
    // The signed sheets come back from the copier: pictures, told by their codes alone.
    let sheets = book.pictures()?;
    for sheet in sheets {
        let scan = json!({ "stack": "demo", "path": sheet });
        book.desk.call("scan", "take", scan)?;
    }
    let view = book.desk.call("paper", "show", json!({ "case": id, "paper": paper }))?;
    book.check("every page has its scan", view["scanned"] == frozen["row"]["paper"]["pages"]);
    let review = book.clock(id, "review_application")?;
    book.check(
        "15 days to ask for arbitration review end on 8 December",
        review["due"] == "2026-12-08",
    );
    let court = book.clock(id, "confirmation_application")?;
    book.check("30 days to ask for confirmation end on 23 December", court["due"] == "2026-12-23");
    Ok(())
}

fn pay(book: &mut Book, rows: &Rows) -> Outcome {
    step("demo: paid in two parts (23, 26 and 27 November)");
    let id = &rows.case;
    let view = book.view(id)?;
    let due = |no: usize| view["obligations"][no]["obligation"]["id"].clone();
    let (first, second) = (due(0), due(1));
    let input = json!({ "case": id, "obligation": first, "amount": 400_000, "way": "cash" });
    let done = book.desk.call("payment", "receive", input)?;
    let receipt = book.issue(id, "payment-receipt", json!({ "payment": done["payment"] }))?;
    let text = book.text()?;
    book.check("the receipt has the amount in capitals", text.contains("肆仟元整"));
    book.sign(id, &receipt)?;
    let over = json!({ "case": id, "obligation": first, "amount": 1, "way": "cash" });
    book.desk.refuses("payment", "receive", over, "refused.payment.too_much")?;
    book.check("nobody pays twice by mistake", true);

    book.at("2026-11-26T09:00:00+08:00");
    let rows_today = book.today(id)?;
    let standing = |rows: &[Value]| {
        let row = rows.iter().find(|row| row["kind"] == "obligation");
        row.map(|row| row["urgency"].clone()).unwrap_or_default()
    };
    book.check(
        "the second payment stands on the workbench on its day",
        standing(&rows_today) == "today",
    );
    book.at("2026-11-27T09:00:00+08:00");
    let rows_today = book.today(id)?;
    book.check("the day after it is overdue", standing(&rows_today) == "overdue");
    book.at("2026-11-27T16:30:00+08:00");
    let input = json!({ "case": id, "obligation": second, "amount": 400_000, "way": "transfer",
                        "on": "2026-11-27", "note": "晚一天到账" });
    let done = book.desk.call("payment", "receive", input)?;
    book.issue(id, "payment-receipt", json!({ "payment": done["payment"] }))?;
    let view = book.view(id)?;
    book.check("all is paid", view["performance"]["complete"] == json!(true));
    book.desk.call("case", "close", json!({ "case": id }))?;
    let view = book.view(id)?;
    book.check("the file is closed", view["closed_on"] == "2026-11-27");
    let found = book.desk.call("search", "find", json!({ "text": "张某" }))?;
    book.check("two characters find it again", found[0]["case"] == json!(id));
    Ok(())
}

/// Codes of the findings of one level.
fn codes(view: &Value, level: &str) -> Vec<String> {
    let findings = view["check"].as_array().into_iter().flatten();
    let findings = findings.filter(|item| item["level"] == level);
    findings.filter_map(|item| item["code"].as_str().map(str::to_owned)).collect()
}

/// Area code 99 belongs to nobody; the checksum is right (GB 11643).
const ID: &str = "990101199001010019";
/// An invented firm's code with a right check character (GB 32100).
const USCC: &str = "91990100MA0000001G";
