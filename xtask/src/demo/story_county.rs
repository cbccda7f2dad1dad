//! The county: a hub, its station and its office. What the station did is seen there; a matter of the commission is
//! given to the station, settled there in two instalments, and answered; two laptops of one station disagree.

use super::desk::Desk;
use super::hub::Hub;
use super::story::Book;
use crate::Outcome;
use crate::sh::step;
use serde_json::{Value, json};
use std::path::Path;

const STATION: &str = "物流园驿站";

/// From the enrolment to the answer to the commission (January 2027).
pub fn tell(book: &mut Book, out: &Path, password: &str) -> Outcome {
    step("demo: a county hub; the station and the county office enrol");
    let mut hub = Hub::start(out, "勐腊县劳动人事争议联合调解中心")?;
    let mut county = Desk::named(out, "county", password)?;
    let mut second = Desk::named(out, "second", password)?;
    book.at("2026-12-15T09:00:00+08:00");
    for desk in [&mut county, &mut second] {
        desk.at("2026-12-15T09:00:00+08:00");
        desk.call("desk", "set_up", super::set_up())?;
        desk.sign_in("陈某");
    }
    enrol(book, &hub, &mut county, &mut second)?;
    let list = county.call("case", "list", json!({ "filter": "all", "limit": 50 }))?;
    seen_at_the_county(book, &mut county, &list)?;
    let case = entrusted(book, &mut county, &mut hub)?;
    settled(book, &mut county, &case)?;
    disagree(book, &mut second, &case)
}

fn sync(desk: &mut Desk) -> Outcome<Value> {
    desk.call("sync", "run", json!({ "seconds": 60 }))
}

fn enrol(book: &mut Book, hub: &Hub, county: &mut Desk, second: &mut Desk) -> Outcome {
    let code = hub.code(STATION, "station")?;
    let says = book.desk.call("sync", "read_code", json!({ "code": code }))?;
    book.check("the code says whose it is before it is used", says["station"] == STATION);
    book.desk.call("sync", "enrol", json!({ "code": code, "name": "驿站一号机" }))?;
    second.refuses("sync", "enrol", json!({ "code": code, "name": "别人" }), "sync.code_used")?;
    book.check("a code is good once", true);
    let enrolled = json!({ "code": hub.code("县劳动争议中心", "county")?, "name": "县里" });
    county.call("sync", "enrol", enrolled)?;
    let code = hub.code(STATION, "station")?;
    let joined = second.call("sync", "enrol", json!({ "code": code, "name": "驿站二号机" }))?;
    book.check("two laptops never share a series", joined["hub"]["series"] != "KD");
    let sent = sync(&mut book.desk)?;
    book.check(
        "the three numbers add up, and nothing waits",
        sent["is"] == "synced" && sent["own"] == sent["receipted"] && sent["waiting"] == 0,
    );
    let files = &sent["files"];
    book.check("papers and scans are there too", files["to_send"] == 0);
    let read = sync(county)?;
    book.check("the county has read everything", read["is"] == "synced" && read["to_read"] == 0);
    sync(second)?;
    Ok(())
}

/// Every case of the station stands at the county, with its clocks and its papers to the byte.
fn seen_at_the_county(book: &mut Book, county: &mut Desk, list: &Value) -> Outcome {
    let rows = list["rows"].as_array().cloned().unwrap_or_default();
    let here = book.desk.call("case", "list", json!({ "filter": "all", "limit": 50 }))?;
    book.check("the county lists every case of the station", list["total"] == here["total"]);
    book.check("each with its station", rows.iter().all(|row| row["station"] == STATION));
    let mut same = 0;
    for row in &rows {
        let case = json!({ "case": row["summary"]["id"] });
        let (ours, theirs) =
            (book.desk.call("case", "open", case.clone())?, county.call("case", "open", case)?);
        let alike = ["state", "deadlines", "obligations", "payments", "title"];
        let papers = |view: &Value| {
            let all = view["papers"].as_array().into_iter().flatten();
            all.map(|row| row["paper"]["pdf"].clone()).collect::<Vec<_>>()
        };
        if alike.iter().all(|name| ours[name] == theirs[name]) && papers(&ours) == papers(&theirs) {
            same += 1;
        }
        for row in theirs["papers"].as_array().into_iter().flatten() {
            let ask = json!({ "case": theirs["id"], "paper": row["paper"]["id"] });
            let file = book.file("county-paper.pdf");
            county.bytes("paper", "pdf", &ask, &file)?;
            let sum = book.sum(&file)?;
            if row["paper"]["pdf"] != json!(sum) {
                book.check("a paper at the county is the one that was issued", false);
            }
        }
    }
    book.check("state, clocks, payments and papers are the same there", same == rows.len());
    let first = json!({ "case": rows[0]["summary"]["id"] });
    let view = county.call("case", "open", first)?;
    let steps = view["steps"].as_array().cloned().unwrap_or_default();
    let countys = ["sealed", "reopen"];
    book.check(
        "the county looks on: only its own steps are offered",
        steps.iter().all(|step| countys.contains(&step["code"].as_str().unwrap_or_default())),
    );
    Ok(())
}

/// 胡某, before the commission already: the county registers the entrusted matter and gives it to the station.
fn entrusted(book: &mut Book, county: &mut Desk, hub: &mut Hub) -> Outcome<String> {
    step("demo: an entrusted matter is given to the station (15 and 16 December)");
    let made = county.call("case", "create", json!({ "channel": "arbitration" }))?;
    let case = made["id"].as_str().unwrap_or_default().to_owned();
    let (a, r, c) = (&made["applicant"], &made["respondent"], &made["claim"]);
    let path = |table: &str, row: &Value, name: &str| {
        format!("{table}/{}/{name}", row.as_str().unwrap_or_default())
    };
    for (path, value) in [
        (path("parties", a, "name"), json!("胡某")),
        (path("parties", a, "id_number"), json!(ID)),
        (path("parties", a, "phone"), json!("13900000007")),
        (path("parties", a, "address"), json!("勐腊县某某镇某某村7号")),
        (path("parties", r, "name"), json!("某某科技有限公司")),
        (path("parties", r, "address"), json!("勐腊县物流园某某路12号")),
        (path("claims", c, "head"), json!("unpaid_wages")),
        (path("claims", c, "amount"), json!("45500")),
        ("case/cause".into(), json!("unpaid_wages")),
        ("case/narrative".into(), json!("胡某任技术员，公司欠发2026年5月至9月工资。")),
        ("case/entrusting".into(), json!("勐腊县劳动人事争议仲裁委员会")),
        ("case/entrust_letter".into(), json!("勐劳人仲委〔2026〕19号")),
        ("case/entrust_letter_date".into(), json!("2026-12-14")),
        ("case/entrust_return_by".into(), json!("2027-01-08")),
        ("case/entrust_case_no".into(), json!("勐劳人仲案〔2026〕97号")),
    ] {
        county.call("case", "put", json!({ "case": case, "path": path, "value": value }))?;
    }
    county.call("case", "save", json!({ "case": case }))?;
    sync(county)?;
    let stations = county.call("sync", "stations", json!({}))?;
    let station = stations.as_array().into_iter().flatten().find(|s| s["name"] == STATION);
    let station = station.map(|s| s["id"].clone()).unwrap_or_default();
    let give = json!({ "case": case, "station": station, "mediator": "陈某", "due": "2027-01-05",
                       "note": "仲裁委来函，请在站里先调" });
    county.call("county", "assign", give)?;
    sync(county)?;
    // The line is gone for a day: the station works on, and hears of it the day after.
    hub.stop();
    book.at("2026-12-15T17:00:00+08:00");
    let alone = book.desk.call("sync", "run", json!({ "seconds": 2 }))?;
    book.check("without a line the desk says so and works on", alone["is"] == "offline");
    hub.serve()?;
    book.at("2026-12-16T09:00:00+08:00");
    sync(&mut book.desk)?;
    let rows = book.today(&case)?;
    book.check(
        "the assignment stands on the station's workbench",
        rows.iter().any(|row| row["kind"] == "assigned"),
    );
    let view = book.desk.call("county", "answer", json!({ "case": case, "accepted": true }))?;
    book.check("taken over: the case is the station's", view["owned"]["mine"] == json!(true));
    book.adopt(&case);
    Ok(case)
}

/// Settled at the station in two instalments within 20 days, seen at the county, answered to the commission.
fn settled(book: &mut Book, county: &mut Desk, case: &str) -> Outcome {
    step(
        "demo: settled at the station in two instalments, answered with a 复函 (16 December to 4 January)",
    );
    let id = json!({ "case": case });
    book.desk.call("case", "receive", json!({ "case": case, "form": "written" }))?;
    let view = book.view(case)?;
    let party = |role: &str| {
        let mut all = view["parties"].as_array().into_iter().flatten();
        all.find(|p| p["role"] == role).map(|p| p["id"].clone()).unwrap_or_default()
    };
    let (worker, firm) = (party("applicant"), party("respondent"));
    let said = json!({ "case": case, "party": firm, "agreed": true, "way": "person" });
    book.desk.call("case", "answer_consent", said)?;
    book.desk.call("case", "accept", id.clone())?;
    for (no, amount, due) in [(1, 2_000_000, "2026-12-20"), (2, 2_550_000, "2027-01-04")] {
        let what = format!("2026年5月至9月工资第{no}期");
        let values = json!({ "order": no, "what": what, "amount": amount, "due": due,
                             "method": "transfer", "payer": firm, "payee": worker });
        let row = json!({ "case": case, "table": "terms", "values": values });
        book.desk.call("case", "add_row", row)?;
    }
    book.type_in(
        case,
        &[
            ("agreement/account_name".into(), json!("胡某")),
            ("agreement/bank".into(), json!("某某农村信用社勐腊支行")),
            ("agreement/account_no".into(), json!("6200000000000000009")),
            ("agreement/facts".into(), json!("双方确认：欠发工资共45500元。")),
        ],
    )?;
    let frozen = book.desk.call("agreement", "freeze", id.clone())?;
    let frozen = book.keep(case, frozen)?;
    let text = book.text()?;
    book.check("45 500 yuan stand there in capitals", text.contains("肆万伍仟伍佰元整"));
    book.sign(case, &frozen)?;
    let view = book.view(case)?;
    let rows = view["obligations"].as_array().cloned().unwrap_or_default();
    for (row, day) in rows.iter().zip(["2026-12-20", "2027-01-04"]) {
        book.at(&format!("{day}T10:00:00+08:00"));
        let paid = json!({ "case": case, "obligation": row["obligation"]["id"],
                           "amount": row["obligation"]["amount"], "way": "transfer" });
        book.desk.call("payment", "receive", paid)?;
    }
    let view = book.view(case)?;
    book.check("paid within twenty days", view["performance"]["complete"] == json!(true));
    let letter = book.issue(case, "arbitration-reply", json!({}))?;
    let text = book.text()?;
    book.check("the answer names the commission's own case", text.contains("〔2026〕97号"));
    book.sign(case, &letter)?;
    let paper = letter["row"]["paper"]["id"].clone();
    let refer = json!({ "case": case, "basis": "entrusted", "paper": paper });
    book.desk.call("case", "refer", refer)?;
    sync(&mut book.desk)?;
    county.at("2027-01-04T17:00:00+08:00");
    sync(county)?;
    let theirs = county.call("case", "open", id)?;
    book.check(
        "the county sees it paid and answered",
        theirs["performance"]["complete"] == json!(true)
            && theirs["referrals"].as_array().map_or(0, Vec::len) == 1,
    );
    Ok(())
}

/// Two laptops of one station write another telephone number into the same field; a person chooses.
fn disagree(book: &mut Book, second: &mut Desk, case: &str) -> Outcome {
    step("demo: two laptops of one station disagree; a person chooses (5 January)");
    book.at("2027-01-05T09:00:00+08:00");
    second.at("2027-01-05T09:00:00+08:00");
    sync(second)?;
    let view = book.view(case)?;
    let mut all = view["parties"].as_array().into_iter().flatten();
    let firm = all.find(|p| p["role"] == "respondent").map(|p| p["id"].clone());
    let firm = firm.unwrap_or_default();
    let phone = format!("parties/{}/phone", firm.as_str().unwrap_or_default());
    let address = format!("parties/{}/contact", firm.as_str().unwrap_or_default());
    for (desk, number) in [(&mut book.desk, "0691-1111111"), (&mut *second, "0691-2222222")] {
        desk.call("case", "put", json!({ "case": case, "path": phone, "value": number }))?;
        desk.call("case", "save", json!({ "case": case }))?;
    }
    let contact = json!({ "case": case, "path": address, "value": "王某" });
    book.desk.call("case", "put", contact)?;
    book.desk.call("case", "save", json!({ "case": case }))?;
    sync(&mut book.desk)?;
    sync(second)?;
    sync(&mut book.desk)?;
    let conflicts = second.call("conflict", "list", json!({}))?;
    let item = conflicts[0]["items"][0].clone();
    book.check("the second sees both values", {
        let field = &item["fields"][0];
        field["here"] == "0691-1111111" && field["there"] == "0691-2222222"
    });
    let here = book.desk.call("conflict", "list", json!({}))?;
    book.check("and so does the first", here[0]["items"][0]["record"] == item["record"]);
    let input = json!({ "case": case, "kind": "arbitration-reply", "fields": {} });
    second.refuses("paper", "issue", input, "refused.case.conflict_open")?;
    book.check("no paper is issued before somebody has chosen", true);
    let choice = json!({ "case": case, "record": item["record"], "take": [phone] });
    second.call("conflict", "resolve", choice)?;
    sync(second)?;
    sync(&mut book.desk)?;
    let (ours, theirs) = (book.view(case)?, second.call("case", "open", json!({ "case": case }))?);
    let value = |view: &Value| view["sheet"][&phone].clone();
    book.check(
        "after the choice both have it, and the other field merged by itself",
        value(&ours) == "0691-2222222"
            && value(&theirs) == "0691-2222222"
            && theirs["sheet"][&address] == "王某"
            && ours["conflicts"] == 0,
    );
    Ok(())
}

/// Area code 99 belongs to nobody; the checksum is right (GB 11643).
const ID: &str = "990101198503050032";
