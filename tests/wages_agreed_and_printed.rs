//! 张某, 8 000 yuan, two months of wages: one person at the real window, from an empty folder to the signed
//! agreement whose sheets lie in a real print queue; then the station is enrolled, and the county's own window lists
//! the case.

#![expect(clippy::unwrap_used, reason = "a helper of tests fails by ending the test")]

mod support;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use support::cups::{Cups, Job};
use support::hub::Hub;
use support::window::Window;

/// Friday, 20 November 2026, half past one.
const NOW: &str = "2026-11-20T13:30:00+08:00";
/// Area code 99 belongs to nobody; the checksum is right (GB 11643).
const ID: &str = "990101199001010019";
/// An invented firm's code with a right check character (GB 32100).
const USCC: &str = "91990100MA0000001G";

#[test]
fn a_wage_claim_goes_from_first_start_to_the_agreement_in_the_print_queue() {
    let cups = Cups::start();
    let data = tempfile::tempdir().unwrap();
    let server = cups.server();
    let env = [("FENGQIAO_NOW", NOW), ("CUPS_SERVER", server.as_str())];
    let window = Window::open(data.path(), &env);
    support::setup::set_up(&window);
    window.press("n");
    let printed = cups.jobs(1).len();
    assert_eq!(printed, 1, "the recovery sheet, and nothing else");
    register(&window);
    let case = case_id(&window);
    accept(&window);
    hold_session(&window);
    agree(&window);
    let paper = print_agreement(&window, &cups, &case);
    sign(&window, &case, &paper);
    verify(&window, &cups.completed().last().unwrap().data);
    let mut hub = Hub::start("勐腊县劳动人事争议联合调解中心");
    enrol(&window, &hub.code("物流园驿站", "station"), "驿站一号机");
    county_lists(&cups, &hub, &case);
    // The line goes, and comes back: the word in the frame says so, and what was written meanwhile arrives.
    hub.stop();
    window.rpc("case.note", json!({ "case": case, "text": "当事人来电，钱已收到" }));
    window.read("sync-word", "待传");
    window.picture("sync-offline");
    hub.serve();
    window.rpc("sync.now", json!({}));
    window.read("sync-word", "已同步");
    window.close();
}

/// The sheet that went to the printer is dropped on the window, and the window knows it.
fn verify(window: &Window, sheet: &[u8]) {
    window.script("location.hash = '#/verify'", &[]);
    window.see("verify-choose");
    window.drop_file("调解协议书.pdf", "application/pdf", sheet);
    window.read("verified", "就是本机出的那一份");
    window.read("verified", "2026年11月20日");
    window.picture("verified");
}

/// Enrols at the hub by the code, as the person at this desk does.
fn enrol(window: &Window, code: &str, name: &str) {
    window.script("location.hash = '#/sync'", &[]);
    window.fill("enrol-code", code);
    window.see("enrol-station");
    window.fill("enrol-name", name);
    window.picture("sync-enrol");
    window.click("enrol-go");
    window.read("sync-word", "已同步");
    window.picture("sync-synced");
}

/// The county's desk, enrolled at the same hub, lists the case with its station and shows its paper.
fn county_lists(cups: &Cups, hub: &Hub, case: &str) {
    let data = tempfile::tempdir().unwrap();
    let server = cups.server();
    let env = [("FENGQIAO_NOW", NOW), ("CUPS_SERVER", server.as_str())];
    let window = Window::open(data.path(), &env);
    support::setup::set_up(&window);
    enrol(&window, &hub.code("县劳动争议中心", "county"), "县里的电脑");
    window.script("location.hash = '#/cases'", &[]);
    window.read("case-station", "物流园驿站");
    window.read_anywhere("张某");
    window.picture("county-list");
    window.script("location.hash = arguments[0]", &[json!(format!("#/cases/{case}"))]);
    window.read_anywhere("由物流园驿站办理");
    window.picture("county-case");
    let view = window.rpc("case.open", json!({ "case": case }));
    let papers = view["papers"].as_array().cloned().unwrap_or_default();
    let agreement = papers.iter().find(|row| row["paper"]["kind"] == "agreement").unwrap();
    let (paper, hash) = (&agreement["paper"]["id"], &agreement["paper"]["pdf"]);
    window.script(
        "location.hash = arguments[0]",
        &[json!(format!("#/papers/{}?case={case}", paper.as_str().unwrap()))],
    );
    window.read("page-counter", "共");
    window.picture("county-paper");
    assert!(hash.as_str().is_some_and(|h| h.len() == 64), "{hash}");
    window.close();
}

fn register(window: &Window) {
    window.fill("intake-name", "张某");
    window.fill_css("[data-testid=intake-id] input[aria-label]:not([role])", ID);
    window.fill("intake-phone", "13900000001");
    window.fill("intake-address", "勐腊县某某镇某某村1号");
    window.pick("[data-testid=intake-employment] .el-select__wrapper", "未签合同，在职");
    window.fill("intake-employer", "某某劳务有限公司");
    window.fill("intake-uscc", USCC);
    window.fill_label("法定代表人", "李某");
    window.fill_label("住所地", "勐腊县物流园某某路8号");
    window.pick("[data-testid=intake-cause] .el-select__wrapper", "拖欠工资");
    window.fill("intake-from", "2026-09");
    window.fill("intake-to", "2026-10");
    window.fill("intake-monthly", "4000");
    window.fill("intake-narrative", "在物流园做装卸，每月4000元，9月、10月的工资没有发。");
    window.fill("intake-reasons", "干满了两个月，公司一直没有给。");
    window.picture("intake");
    window.click("intake-receive");
    window.see("intake-open");
    window.picture("intake-received");
    window.click("intake-open");
    window.read("case-state", "");
}

/// The id of the case that is open, from the address of the screen.
fn case_id(window: &Window) -> String {
    let script = "return location.hash.match(/cases\\/([^/?]+)/)?.[1] ?? null";
    window.wait("the page of the case", || window.look(script, &[])?.as_str().map(str::to_owned))
}

fn accept(window: &Window) {
    window.click("step-ask_consent");
    window.click("step-confirm");
    window.click("step-answer_consent");
    window.click("step-confirm");
    window.click("step-accept");
    window.click("step-confirm");
    window.read("step-done", "勐工调〔2026〕KD1号");
    window.click("after-acceptance-notice");
    window.click("paper-make");
    window.read("step-done", "已出《受理通知书》");
    window.picture("accepted");
}

fn hold_session(window: &Window) {
    window.click("step-session");
    window.fill("session-statement-0", "9月、10月工资共8000元没有发，要求付清。");
    window.fill("session-statement-1", "数目对，今天给4000元，其余三天内转账。");
    window.choose("//*[@data-testid='session-result']", "达成一致");
    window.picture("session");
    window.click("step-confirm");
    window.see("step-done");
}

fn agree(window: &Window) {
    window.click("step-draft_agreement");
    window.click("from-claims");
    window.read("terms-total", "8,000.00");
    let cell =
        |no: u32, name: &str| format!("tr[data-testid=term-{no}] [data-path$='/{name}'] input");
    let method =
        |no: u32| format!("tr[data-testid=term-{no}] [data-path$='/method'] .el-select__wrapper");
    window.fill_css(&cell(1, "what"), "2026年9月工资");
    window.fill_css(&cell(1, "amount"), "4000");
    window.fill_css(&cell(1, "due"), "2026-11-20");
    window.pick(&method(1), "现金");
    window.click_until("add-term", "term-2");
    window.fill_css(&cell(2, "what"), "2026年10月工资");
    window.fill_css(&cell(2, "amount"), "4000");
    window.fill_css(&cell(2, "due"), "2026-11-23");
    window.pick(&method(2), "转账");
    window.fill_css("[data-path='agreement/account_name'] input", "张某");
    window.fill_css("[data-path='agreement/bank'] input", "某某农村信用社勐腊支行");
    window.fill_css("[data-path='agreement/account_no'] input", "6200000000000000001");
    window.fill("facts", "被申请人尚欠申请人2026年9月、10月工资共8000元。");
    window.picture("agreement");
    window.click_until("freeze", "stamp");
    window.picture("agreement-frozen");
}

/// Prints three originals and compares the sheet in the queue with the paper on record.
fn print_agreement(window: &Window, cups: &Cups, case: &str) -> String {
    let before = cups.completed().len();
    window.click("print");
    window.fill("print-copies", "3");
    window.click("print-do");
    window.see("print-job");
    let jobs = cups.jobs(before + 1);
    window.picture("agreement-printed");
    let view = window.rpc("case.open", json!({ "case": case }));
    let papers = view["papers"].as_array().cloned().unwrap_or_default();
    let agreement =
        papers.iter().map(|row| &row["paper"]).find(|paper| paper["kind"] == "agreement");
    let agreement = agreement.expect("the agreement stands in the case").clone();
    let sheet: &Job = jobs.last().unwrap();
    assert_eq!(json!(hex::encode(Sha256::digest(&sheet.data))), agreement["pdf"], "{}", sheet.log);
    assert!(sheet.data.starts_with(b"%PDF-"), "{}", sheet.log);
    assert!(sheet.log.contains("copies=3"), "{}", sheet.log);
    assert_eq!(agreement["printed"], json!(3));
    // Three papers before it went the same way: record of the oral application, receipt, notice.
    let printed = papers.iter().filter(|row| row["paper"]["printed"].as_u64() > Some(0)).count();
    assert_eq!(printed, 4);
    agreement["id"].as_str().unwrap().to_owned()
}

fn sign(window: &Window, case: &str, paper: &str) {
    for role in ["applicant", "respondent", "mediator", "organisation"] {
        window.click(&format!("sign-{role}"));
        window.click("sign-enter");
        window.gone("sign-form");
    }
    window.picture("agreement-signed");
    let view: Value = window.rpc("paper.show", json!({ "case": case, "paper": paper }));
    assert_eq!(view["effective_on"], "2026-11-20", "{view}");
    window.read("sign-progress", "4 / 4");
}
