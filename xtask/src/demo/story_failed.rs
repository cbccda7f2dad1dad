//! 王某, overtime: mediated in vain; the period runs out, a person ends it, the file goes to arbitration.

use super::story::{Book, Rows, case};
use crate::Outcome;
use crate::sh::step;
use serde_json::{Value, json};

/// The whole story; the period ends on Monday 7 December 2026.
pub fn tell(book: &mut Book) -> Outcome {
    let rows = begin(book)?;
    extension(book, &rows)?;
    alerts(book, &rows)?;
    end(book, &rows)?;
    refer(book, &rows)
}

fn begin(book: &mut Book) -> Outcome<Rows> {
    step("demo: 王某 asks for overtime pay (20 November); the session leads nowhere");
    book.at("2026-11-20T10:00:00+08:00");
    let rows = book.begin("oral")?;
    let id = rows.case.clone();
    book.type_in(
        &id,
        &[
            rows.a("name", "王某"),
            rows.a("id_kind", "resident"),
            rows.a("id_number", ID),
            rows.a("birth", "1985-05-06"),
            rows.a("sex", "female"),
            rows.a("nation", "傣族"),
            rows.a("phone", "13900000003"),
            rows.a("address", "勐腊县某某镇某某村2号"),
            rows.a("employment", "oral_ended"),
            rows.a("ended_on", "2026-10-31"),
            rows.r("name", "某某物流有限公司"),
            rows.r("legal_rep", "赵某"),
            rows.r("address", "勐腊县物流园某某路9号"),
            rows.c("head", "overtime"),
            rows.c("amount", "12000"),
            case("cause", "overtime"),
            case("narrative", "申请人说，2025年1月至2026年10月每周做六天，休息日加班没有加班费。"),
            case("demand", "休息日上了班，没有补休也没有加班费。"),
            case("evidence", json!(["attendance", "chat"])),
            case("issues", "休息日加班的天数；加班费按什么基数计算。"),
        ],
    )?;
    let limitation = book.clock(&id, "limitation")?;
    book.check("limitation runs from the day she left", limitation["from"] == "2026-10-31");
    book.desk.call("case", "receive", json!({ "case": id, "form": "oral" }))?;
    let limitation = book.clock(&id, "limitation")?;
    book.check(
        "asking for mediation interrupts it: it runs anew",
        limitation["from"] == "2026-11-20",
    );
    let said = json!({ "case": id, "party": rows.respondent, "agreed": true, "way": "person",
                       "note": "赵某当面同意调解" });
    book.desk.call("case", "answer_consent", said)?;
    book.desk.call("case", "accept", json!({ "case": id, "recorder": "玉某" }))?;
    book.at("2026-11-25T17:00:00+08:00");
    book.desk.call(
        "session",
        "hold",
        json!({
            "case": id, "at": "2026-11-25T15:00:00+08:00", "until": "2026-11-25T16:40:00+08:00",
            "place": "物流园驿站", "mode": "station", "recorder": "玉某",
            "present": [
                { "party": rows.applicant, "name": "王某", "capacity": "申请人" },
                { "party": rows.respondent, "name": "赵某", "capacity": "被申请人法定代表人" },
            ],
            "statements": [
                { "who": "申请人王某", "text": "要求支付休息日加班费12000元。" },
                { "who": "被申请人赵某", "text": "工资里已经包含加班费，只愿给3000元。" },
            ],
            "result": "continue",
        }),
    )?;
    let record = book.issue(&id, "session-record", json!({}))?;
    book.sign(&id, &record)?;
    Ok(rows)
}

fn extension(book: &mut Book, rows: &Rows) -> Outcome {
    step("demo: an extension needs both signatures on its paper (30 November)");
    let id = &rows.case;
    book.at("2026-11-30T10:00:00+08:00");
    let fields =
        json!({ "extension.until": "2026-12-22", "extension.reason": "被申请人需要核对考勤" });
    let paper = book.issue(id, "extension-consent", fields)?;
    let consent = paper["row"]["paper"]["id"].clone();
    let signers = paper["signers"].as_array().cloned().unwrap_or_default();
    let of = |role: &str| signers.iter().find(|row| row["signer"]["role"] == role).cloned();
    let applicant = of("applicant").unwrap_or_default()["signer"]["key"].clone();
    let input = json!({ "case": id, "paper": consent, "signer": applicant, "how": "sign" });
    book.desk.call("paper", "sign", input)?;
    let input = json!({ "case": id, "until": "2026-12-22", "paper": consent });
    book.desk.refuses("extension", "agree", input, "refused.extension.not_signed")?;
    book.check("one signature extends nothing", true);
    let clock = book.clock(id, "mediation_period")?;
    book.check("the period still ends on 7 December", clock["due"] == "2026-12-07");
    let reason = json!({ "case": id, "paper": consent, "reason": "被申请人不同意延期" });
    book.desk.refuses("paper", "void", reason, "refused.paper.void.signed")?;
    book.check("a paper that somebody has signed is not given up", true);
    Ok(())
}

fn alerts(book: &mut Book, rows: &Rows) -> Outcome {
    step("demo: the workbench warns five days, two days before and on the day");
    for (now, left, urgency) in [
        ("2026-12-02T09:00:00+08:00", 5, "soon"),
        ("2026-12-05T09:00:00+08:00", 2, "soon"),
        ("2026-12-07T09:00:00+08:00", 0, "today"),
    ] {
        book.at(now);
        let today = book.today(&rows.case)?;
        let row = today.iter().find(|row| row["kind"] == "mediation_period");
        let row = row.cloned().unwrap_or_default();
        let held = row["urgency"] == urgency && row["deadline"]["days_left"] == json!(left);
        book.check(&format!("{left} days left: {urgency}"), held);
    }
    let early = json!({ "case": rows.case, "reason": "expired" });
    book.desk.refuses("case", "end", early, "refused.case.end.not_expired")?;
    book.check("on its last day the period has not run out", true);
    Ok(())
}

fn end(book: &mut Book, rows: &Rows) -> Outcome {
    step("demo: the period has run out (8 December); a person ends the mediation");
    let id = &rows.case;
    book.at("2026-12-08T09:00:00+08:00");
    let view = book.view(id)?;
    book.check("nothing ends by itself", view["state"] == "mediating" && view["ended"].is_null());
    let clock = book.clock(id, "mediation_period")?;
    book.check("the period is overdue", clock["urgency"] == "overdue");
    let steps = view["steps"].as_array().into_iter().flatten();
    let allowed = |code: &str| {
        let mut steps = steps.clone();
        steps.find(|step| step["code"] == code).map(|step| step["refusal"].is_null())
    };
    book.check("the desk proposes to end it", allowed("end") == Some(true));
    book.check("it is too late to extend", allowed("extend") == Some(false));
    let over = json!({ "case": id, "reason": "expired", "note": "" });
    let view = book.desk.call("case", "end", over)?;
    book.check("ended without an agreement", view["state"] == "failed");
    let notice = book.issue(id, "termination-notice", json!({}))?;
    let text = book.text()?;
    book.check(
        "the notice names the arbitration commission",
        text.contains("勐腊县劳动人事争议仲裁委员会"),
    );
    book.sign(id, &notice)?;
    for (party, note) in [(&rows.applicant, "本人签收"), (&rows.respondent, "前台签收")] {
        let paper = notice["row"]["paper"]["id"].clone();
        let input =
            json!({ "case": id, "paper": paper, "party": party, "way": "direct", "note": note });
        book.desk.call("paper", "serve", input)?;
    }
    Ok(())
}

fn refer(book: &mut Book, rows: &Rows) -> Outcome {
    step("demo: her own application is attached, then the letter to the commission (9 December)");
    let id = &rows.case;
    book.at("2026-12-09T10:00:00+08:00");
    let reply = book.issue(id, "arbitration-reply", json!({}))?;
    let title = reply["row"]["paper"]["title"].as_str().unwrap_or_default().to_owned();
    book.check("without a basis it is only a notice", title.contains("告知"));
    let paper = |view: &Value| view["row"]["paper"]["id"].clone();
    let input = json!({ "case": id, "basis": "entrusted", "paper": paper(&reply) });
    book.desk.refuses("case", "refer", input, "refused.referral.no_letter")?;
    book.check("nobody claims an entrusting letter that is not there", true);
    let input = json!({ "case": id, "basis": "application", "paper": paper(&reply) });
    book.desk.refuses("case", "refer", input, "refused.referral.no_application")?;
    book.check("nothing is handed over without the party's application", true);

    let application = book.issue(id, "arbitration-application", json!({}))?;
    let text = book.text()?;
    book.check("the application is prefilled", text.contains("王某") && text.contains("12,000"));
    book.sign(id, &application)?;
    let old = paper(&reply);
    let input = json!({ "case": id, "kind": "arbitration-reply", "supersedes": old,
                        "fields": { "basis": "application" } });
    let letter = book.desk.call("paper", "issue", input)?;
    let letter = book.keep(id, letter)?;
    let number = letter["row"]["paper"]["number"]["text"].as_str().unwrap_or_default().to_owned();
    book.check(
        "the letter has a number of its own series",
        number.starts_with("勐工调复〔2026〕KD"),
    );
    book.sign(id, &letter)?;
    let input = json!({ "case": id, "basis": "application", "paper": paper(&letter) });
    let view = book.desk.call("case", "refer", input)?;
    book.check("handed over on her own application", view["state"] == "referred");
    let basis = view["referrals"][0]["basis"].clone();
    book.check("the basis is on record", basis == "application");
    Ok(())
}

/// Area code 99 belongs to nobody; the checksum is right (GB 11643).
const ID: &str = "990101198505060023";
