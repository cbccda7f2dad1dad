//! Days on which something goes wrong, in the real window: a pulled plug while somebody types, a forgotten password,
//! a colleague who leaves, a damaged file and the backup, a clock a year off, a folder of a later version.

#![expect(clippy::unwrap_used, reason = "a helper of tests fails by ending the test")]

mod support;

use serde_json::{Value, json};
use std::path::Path;
use support::cups::Cups;
use support::setup::set_up;
use support::window::Window;

const NOW: &str = "2026-11-20T13:30:00+08:00";
const FRESH: &str = "xin-kou-ling-27";
const TYPED: &str = "9月起没有发工资，老板说月底结，月底又说没有钱。";

fn open(folder: &Path, now: &str, cups: &Cups) -> Window {
    let server = cups.server();
    Window::open(folder, &[("FENGQIAO_NOW", now), ("CUPS_SERVER", server.as_str())])
}

fn unlock(window: &Window, password: &str) {
    window.fill_label("陈某的密码", password);
    window.press("\u{e007}");
}

fn go(window: &Window, place: &str) {
    window.script("location.hash = arguments[0]", &[json!(format!("#/{place}"))]);
}

/// Whether the newest case holds this text, which nobody has saved.
fn in_draft(window: &Window, text: &str) -> Option<()> {
    let listed = window.rpc("case.list", json!({ "filter": "all", "limit": 10 }));
    let case = listed["rows"][0]["summary"]["id"].as_str()?;
    let view = window.rpc("case.open", json!({ "case": case }));
    view.to_string().contains(text).then_some(())
}

/// What stands in a field, waited for until it holds `text`.
fn holds(window: &Window, testid: &str, text: &str) {
    let script = "const e = document.querySelector(`[data-testid=\"${arguments[0]}\"]`);
        const field = e?.matches('input, textarea') ? e : e?.querySelector('input, textarea');
        return field?.value === arguments[1] || null";
    window.wait(&format!("{testid} to hold what was typed"), || {
        window.look(script, &[json!(testid), json!(text)])
    });
}

#[test]
fn what_goes_wrong_at_a_desk_is_said_and_nothing_typed_or_recorded_is_lost() {
    let cups = Cups::start();
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("desk");

    // Somebody types, and the plug is pulled: no saving, no leaving of the field.
    let window = open(&folder, NOW, &cups);
    let groups = set_up(&window);
    window.press("n");
    window.fill("intake-name", "张某");
    window.fill("intake-narrative", TYPED);
    window.read("intake-saved", "已自动保存");
    window.fill("intake-phone", "1390000");
    // The page hands on what was typed a moment later, on a busy machine a long moment: only that is promised.
    window.wait("the last key to be taken", || in_draft(&window, "1390000"));
    window.kill();

    // He cannot remember the password: first a slip, then the sheet.
    let window = open(&folder, NOW, &cups);
    unlock(&window, "kou-ling-2025");
    window.read_anywhere("密码不对");
    window.picture("bad-days-wrong-password");
    window.click_text("忘了密码，用恢复单解锁");
    for (at, group) in (1..).zip(&groups) {
        window.fill_label(&format!("第 {at} 组"), group);
    }
    window.fill_label("新密码", FRESH);
    window.fill_label("再输一遍", FRESH);
    window.picture("bad-days-recovery");
    window.click_text("解锁并换密码");
    window.read_anywhere("登记新案");

    // What he had typed is on 工作台 and in the list of cases, to the last key that the page had taken.
    go(&window, "cases");
    window.read_anywhere("张某");
    window.picture("bad-days-draft-in-list");
    let listed = window.rpc("case.list", json!({ "filter": "all", "limit": 10 }));
    let case = listed["rows"][0]["summary"]["id"].as_str().unwrap();
    go(&window, &format!("intake/{case}"));
    holds(&window, "intake-narrative", TYPED);
    holds(&window, "intake-phone", "1390000");

    colleague_comes_and_goes(&window);
    label_is_printed(&window, &cups, case);
    let backup = data.path().join("u盘.fqbackup");
    back_up(&window, &backup);
    window.kill();

    // The file is damaged: said, with the way on; the backup brings the case back.
    damage(&folder.join("desk.db"));
    let window = open(&folder, NOW, &cups);
    unlock(&window, FRESH);
    window.read_anywhere("损坏");
    window.picture("bad-days-damaged");
    window.kill();
    let anew = data.path().join("anew");
    let window = open(&anew, NOW, &cups);
    window.click_text("已有备份，从备份恢复");
    window.fill_label("备份文件", backup.to_str().unwrap());
    window.fill_label("姓名", "陈某");
    window.fill_label("密码", FRESH);
    window.picture("bad-days-restore");
    window.click_css(".foot-bar button[type=submit]:not([aria-disabled])");
    window.read_anywhere("从备份恢复的数据");
    window.picture("bad-days-restored");
    go(&window, "cases");
    window.read_anywhere("张某");
    window.kill();

    // The clock is a year back.
    let window = open(&anew, "2025-11-20T13:30:00+08:00", &cups);
    unlock(&window, FRESH);
    window.read_anywhere("电脑时钟现在是2025年11月20日");
    window.picture("bad-days-clock");
    window.kill();

    // A later version has written here.
    let marker = anew.join("marker.json");
    let text = std::fs::read_to_string(&marker).unwrap();
    let mut later: Value = serde_json::from_str(text.trim()).unwrap();
    later["schema"] = json!(99);
    std::fs::write(&marker, later.to_string()).unwrap();
    let window = open(&anew, NOW, &cups);
    window.read_anywhere("请换新版本的程序");
    window.picture("bad-days-newer");
    window.kill();
}

fn colleague_comes_and_goes(window: &Window) {
    go(window, "settings/staff");
    window.read_anywhere("添加一位");
    window.press("a");
    window.fill_label("姓名", "岩某");
    window.fill_label("密码", "yan-kou-ling-1");
    window.fill_label("再输一遍", "yan-kou-ling-1");
    window.click_text("添加");
    window.read_anywhere("已添加岩某");
    let rows = "return [...document.querySelectorAll('tbody tr')].find(r => r.textContent.includes('岩某'))
        ?.querySelector('.verbs .btn:last-child')?.click() ?? null";
    window.script(rows, &[]);
    window.read_anywhere("移除岩某以后");
    window.picture("bad-days-remove");
    window.click_text("移除岩某");
    window.read_anywhere("已移除岩某");
    let staff = window.rpc("staff.list", json!({}));
    assert_eq!(staff.as_array().map(Vec::len), Some(1), "{staff}");
}

/// A label for the folder of an accepted case lies in the queue.
fn label_is_printed(window: &Window, cups: &Cups, case: &str) {
    let view = window.rpc("case.open", json!({ "case": case }));
    let parties = view["parties"].as_array().unwrap();
    let worker = parties.iter().find(|p| p["role"] == "applicant").unwrap()["id"].clone();
    let put = |path: String, value: Value| {
        window.rpc("case.put", json!({ "case": case, "path": path, "value": value }))
    };
    put(format!("parties/{}/phone", worker.as_str().unwrap()), json!("13900000001"));
    let firm = match parties.iter().find(|p| p["role"] == "respondent") {
        Some(firm) => {
            let id = firm["id"].as_str().unwrap().to_owned();
            put(format!("parties/{id}/name"), json!("某某劳务有限公司"));
            id
        }
        None => {
            let values = json!({ "role": "respondent", "name": "某某劳务有限公司" });
            let row = json!({ "case": case, "table": "parties", "values": values });
            window.rpc("case.add_row", row)["row"].as_str().unwrap().to_owned()
        }
    };
    for (verb, input) in [
        ("case.receive", json!({ "case": case, "form": "oral" })),
        (
            "case.answer_consent",
            json!({ "case": case, "party": firm, "agreed": true, "way": "phone" }),
        ),
        ("case.accept", json!({ "case": case, "mediators": ["陈某"] })),
    ] {
        let answer = window.rpc(verb, input);
        assert!(answer["refused"].is_null(), "{verb}: {answer}");
    }
    let before = cups.completed().len();
    go(window, "settings/printer");
    window.read_anywhere("勐工调〔2026〕KD1号");
    window.choose("//*[contains(@class,'cases')]", "勐工调〔2026〕KD1号");
    window.picture("bad-days-labels");
    window.click_css(".section .row .btn:last-of-type:not([aria-disabled])");
    window.read_anywhere("已送到");
    let jobs = cups.jobs(before + 1);
    assert!(jobs.last().unwrap().data.starts_with(b"%PDF-"), "the label sheet is no PDF");
}

fn back_up(window: &Window, to: &Path) {
    go(window, "settings/backup");
    window.fill_label("存到", to.to_str().unwrap());
    window.click_css(".now .btn");
    window.read_anywhere("已备份");
    assert!(to.is_file(), "no file at {}", to.display());
}

/// A disk that lost a page in the middle and the head.
fn damage(file: &Path) {
    let mut bytes = std::fs::read(file).unwrap();
    for at in [0, bytes.len() / 2] {
        let end = (at + 4096).min(bytes.len());
        bytes[at..end].fill(0xA5);
    }
    std::fs::write(file, bytes).unwrap();
}
