//! Two short ones: the other side refuses; a commission that entrusted the mediation gets its answer.

use super::story::{Book, Rows, case};
use crate::Outcome;
use crate::sh::step;
use serde_json::json;

/// Both on 10 December 2026.
pub fn tell(book: &mut Book) -> Outcome {
    refused(book)?;
    entrusted(book)
}

/// Somebody with a name, an address and a claim; everything else is left open.
fn received(book: &mut Book, channel: &str, name: &str, firm: &str) -> Outcome<Rows> {
    let rows = book.begin(channel)?;
    book.type_in(
        &rows.case,
        &[
            rows.a("name", name),
            rows.a("phone", "13900000005"),
            rows.a("address", "勐腊县某某镇某某村3号"),
            rows.r("name", firm),
            rows.r("address", "勐腊县物流园某某路10号"),
            rows.c("head", "unpaid_wages"),
            rows.c("amount", "5000"),
            case("cause", "unpaid_wages"),
            case("narrative", "申请人说，11月的工资没有发。"),
        ],
    )?;
    if channel == "arbitration" {
        book.type_in(
            &rows.case,
            &[
                case("entrusting", "勐腊县劳动人事争议仲裁委员会"),
                case("entrust_letter", "勐劳人仲委〔2026〕15号"),
                case("entrust_letter_date", "2026-12-09"),
                case("entrust_return_by", "2026-12-24"),
                case("entrust_case_no", "勐劳人仲案〔2026〕88号"),
            ],
        )?;
    }
    let input = json!({ "case": rows.case, "form": "written" });
    book.desk.call("case", "receive", input)?;
    Ok(rows)
}

fn refused(book: &mut Book) -> Outcome {
    step("demo: the firm does not agree to mediate (10 December)");
    book.at("2026-12-10T09:00:00+08:00");
    let rows = received(book, "written", "李某某", "某某建材有限公司")?;
    let id = rows.case.clone();
    let input = json!({ "case": id, "reason": "no_consent" });
    let code = "refused.case.refuse.no_answer_on_file";
    book.desk.refuses("case", "refuse", input.clone(), code)?;
    book.check("nobody is turned away before the firm has answered", true);
    let said = json!({ "case": id, "party": rows.respondent, "agreed": false, "way": "phone",
                       "note": "负责人在电话里说不同意调解" });
    book.desk.call("case", "answer_consent", said)?;
    book.desk.call("case", "refuse", input)?;
    let notice = book.issue(&id, "refusal-notice", json!({}))?;
    let text = book.text()?;
    book.check(
        "the notice names the other routes",
        text.contains("仲裁") && text.contains("劳动保障监察"),
    );
    book.sign(&id, &notice)?;
    let view = book.view(&id)?;
    book.check(
        "refused, without a 案号",
        view["state"] == "refused" && view["summary"]["number"].is_null(),
    );
    Ok(())
}

fn entrusted(book: &mut Book) -> Outcome {
    step("demo: entrusted by the commission, in vain; the answer goes back (10 to 14 December)");
    book.at("2026-12-10T11:00:00+08:00");
    let rows = received(book, "arbitration", "周某", "某某酒店有限公司")?;
    let id = rows.case.clone();
    let clock = book.clock(&id, "entrust_return")?;
    book.check("the commission's own date is a clock", clock["due"] == "2026-12-24");
    let said = json!({ "case": id, "party": rows.respondent, "agreed": true, "way": "phone" });
    book.desk.call("case", "answer_consent", said)?;
    book.desk.call("case", "accept", json!({ "case": id }))?;
    book.at("2026-12-14T16:00:00+08:00");
    book.desk.call("case", "end", json!({ "case": id, "reason": "irreconcilable" }))?;
    let letter = book.issue(&id, "arbitration-reply", json!({}))?;
    let text = book.text()?;
    book.check("the answer names the entrusting letter", text.contains("勐劳人仲委〔2026〕15号"));
    book.sign(&id, &letter)?;
    let paper = letter["row"]["paper"]["id"].clone();
    let input = json!({ "case": id, "basis": "entrusted", "paper": paper });
    let view = book.desk.call("case", "refer", input)?;
    book.check("back with the commission on its own letter", view["state"] == "referred");
    Ok(())
}
