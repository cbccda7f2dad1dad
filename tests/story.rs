//! Story 1 in the real window: 张某, 8 000 yuan, from the first key to the sheets in the print queue.

mod support;

use serde_json::{Value, json};
use support::cups::{Cups, QUEUE};
use support::window::Window;

const PASSWORD: &str = "物流园驿站-2026";

/// Founds the desk as the set-up's last step does.
fn found(window: &Window) {
    let settings = json!({
        "county": "532823", "county_name": "勐腊县", "station": "物流园驿站",
        "org_name": "勐腊县劳动争议联合调解中心", "legal_basis": "peoples", "number_word": "勐工调",
        "series": "KD", "phone": "0691-0000000", "address": "某某县某某路1号", "printer": QUEUE,
        "commission": "勐腊县劳动人事争议仲裁委员会", "court": "勐腊县人民法院",
    });
    let input =
        json!({ "settings": settings, "name": "陈某", "role": "调解员", "password": PASSWORD });
    call(window, "desk.set_up", &input);
    window.script("location.hash = ''; location.reload()", &[]);
}

/// Calls a verb through the window's own door and returns its answer.
fn call(window: &Window, verb: &str, input: &Value) -> Value {
    let script = "window.__answer = undefined;
        window.__TAURI_INTERNALS__.invoke('rpc', { verb: arguments[0], input: arguments[1] })
            .then(a => { window.__answer = { ok: a } }, e => { window.__answer = { err: e } })";
    window.script(script, &[json!(verb), input.clone()]);
    for _ in 0..300 {
        let answer = window.script("return window.__answer ?? null", &[]);
        if !answer.is_null() {
            assert!(answer["err"].is_null(), "{verb}: {answer}");
            return answer["ok"].clone();
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("{verb} does not answer")
}

/// Chooses from a drop-down list by the words a person reads.
fn pick(window: &Window, testid: &str, words: &str) {
    window.click_css(&format!("[data-testid=\"{testid}\"] .el-select"));
    window.click_text(words);
}

#[test]
fn a_dispute_goes_from_the_first_key_to_three_sheets_in_the_queue() {
    let data = tempfile::tempdir().expect("a temporary folder");
    let cups = Cups::start();
    let server = cups.server();
    let env = [("CUPS_SERVER", server.as_str()), ("FENGQIAO_NOW", "2026-11-20T14:05:00+08:00")];
    let window = Window::open(&data.path().join("desk"), &env);
    found(&window);
    window.read_anywhere("登记新案");

    // 登记, while he talks.
    window.press_until("n", "intake-name");
    window.fill("intake-name", "张某");
    window.fill("intake-phone", "13800000000");
    window.fill("intake-address", "某某县某某镇某某村");
    window.fill("intake-employer", "某某劳务有限公司");
    window.fill("intake-narrative", "2026年3月进场，约定月工资4,000元。9月、10月两个月没发。");
    window.fill("intake-reasons", "干了活应当给工资。");
    pick(&window, "intake-cause", "拖欠工资");
    window.read("intake-saved", "已自动保存");
    window.picture("story-intake");

    // The rest of the form, as another hand at the same desk would type it.
    window.script("document.activeElement?.blur()", &[]);
    let listed = call(&window, "today.show", &json!({}));
    let typed = listed["drafts"][0]["case"].clone();
    let case = if typed.is_null() { listed["recent"][0]["case"].clone() } else { typed };
    let view = call(&window, "case.open", &json!({ "case": case }));
    let row = |role: &str| {
        let parties = view["parties"].as_array().expect("parties");
        let party = parties.iter().find(|p| p["role"] == role).expect("a party");
        party["id"].as_str().expect("an id").to_owned()
    };
    let (worker, firm) = (row("applicant"), row("respondent"));
    let claim = view["claims"][0]["claim"]["id"].as_str().expect("a claim").to_owned();
    for (path, value) in [
        (format!("parties/{worker}/id_number"), json!("99010119880712001X")),
        (format!("parties/{worker}/employment"), json!("ongoing")),
        (format!("parties/{worker}/sex"), json!("male")),
        (format!("parties/{worker}/birth"), json!("1988-07-12")),
        (format!("parties/{firm}/address"), json!("某某市某某路2号")),
        (format!("parties/{firm}/legal_rep"), json!("刘某")),
        (format!("claims/{claim}/head"), json!("unpaid_wages")),
        (format!("claims/{claim}/from"), json!("2026-09")),
        (format!("claims/{claim}/to"), json!("2026-10")),
        (format!("claims/{claim}/monthly"), json!(400_000)),
        (format!("claims/{claim}/amount"), json!(800_000)),
    ] {
        call(&window, "case.put", &json!({ "case": case, "path": path, "value": value }));
    }
    call(&window, "case.receive", &json!({ "case": case, "form": "oral" }));

    // 案件页: the steps of the column, one after the other.
    let id = case.as_str().expect("an id");
    window.script("location.hash = arguments[0]", &[json!(format!("#/cases/{id}"))]);
    window.read_anywhere("12-07");
    window.click("step-ask_consent");
    window.click("step-confirm");
    window.click("step-answer_consent");
    window.click("step-confirm");
    window.click("step-accept");
    window.click("step-confirm");
    window.read_anywhere("勐工调〔2026〕KD1号");
    window.picture("story-case");

    // The terms: half in cash today, half by transfer in three days.
    call(&window, "agreement.from_claims", &json!({ "case": case }));
    let view = call(&window, "case.open", &json!({ "case": case }));
    let first = view["obligations"][0]["obligation"]["id"].as_str().expect("a row").to_owned();
    let second = json!({
        "what": "2026年10月工资", "payer": firm, "payee": worker, "amount": 400_000,
        "due": "2026-11-23", "method": "transfer",
    });
    call(&window, "case.add_row", &json!({ "case": case, "table": "terms", "values": second }));
    for (path, value) in [
        (format!("terms/{first}/what"), json!("2026年9月工资")),
        (format!("terms/{first}/amount"), json!(400_000)),
        (format!("terms/{first}/due"), json!("2026-11-20")),
        (format!("terms/{first}/method"), json!("cash")),
        (format!("terms/{first}/on_spot"), json!(true)),
        ("agreement/bank".into(), json!("某某银行某某支行")),
        ("agreement/account_no".into(), json!("6200000000000000000")),
    ] {
        call(&window, "case.put", &json!({ "case": case, "path": path, "value": value }));
    }
    window.script("location.hash = arguments[0]", &[json!(format!("#/cases/{id}/agreement"))]);
    window.read("terms-total", "8,000.00");
    window.picture("story-agreement");
    window.click("freeze");

    // Frozen: printed in three, and the sheets lie in a real queue.
    window.read("sign-progress", "0 / 4");
    window.click("print");
    window.click("print-do");
    let jobs = cups.jobs(1);
    assert!(jobs[0].data.starts_with(b"%PDF"), "the sheet is no PDF");
    assert!(jobs[0].log.contains("copies=3"), "{}", jobs[0].log);
    assert!(jobs[0].log.contains("sides=one-sided"), "{}", jobs[0].log);
    window.picture("story-printed");

    // Once more two copies on both sides, and one page alone: the printer is told so, and a page is no copy.
    let view = call(&window, "case.open", &json!({ "case": case }));
    let paper = &view["papers"][0]["paper"]["id"];
    let both = json!({ "case": case, "paper": paper, "copies": 2, "duplex": true });
    call(&window, "paper.print", &both);
    let log = &cups.jobs(2)[1].log;
    assert!(log.contains("copies=2") && log.contains("sides=two-sided-long-edge"), "{log}");
    let single = json!({ "case": case, "paper": paper, "copies": 1, "pages": "2" });
    call(&window, "paper.print", &single);
    // The page log has no word for a range of pages ("???"): that one was asked for is all it says.
    let log = &cups.jobs(3)[2].log;
    assert!(log.contains("copies=1") && log.contains("pages=???"), "{log}");
    let view = call(&window, "case.open", &json!({ "case": case }));
    assert_eq!(view["papers"][0]["paper"]["printed"], 5);

    // Signed by both, by the mediator, sealed: the last of the four brings it into effect.
    let view = call(&window, "case.open", &json!({ "case": case }));
    let paper = view["papers"][0]["paper"].clone();
    for signer in paper["signers"].as_array().expect("signers") {
        let how = if signer["role"] == "organisation" { "seal" } else { "sign" };
        let input =
            json!({ "case": case, "paper": paper["id"], "signer": signer["key"], "how": how });
        call(&window, "paper.sign", &input);
    }
    window.read("sign-progress", "4 / 4");
    window.picture("story-signed");
    window.close();
}
