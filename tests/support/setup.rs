//! The wizard of the first start, as a person goes through it.

use super::window::Window;
use serde_json::json;

/// Password of 陈某, the first member of staff.
pub const PASSWORD: &str = "kou-ling-2026";

/// Leads on from this step of the set-up, by the button at its foot.
fn next(window: &Window, from: &str) {
    on_step(window, from);
    window.click_css(".foot-bar button[type=submit]:not([aria-disabled])");
}

/// Waits for the step with this title: its name alone stands in the list of steps all the time.
fn on_step(window: &Window, title: &str) {
    let script =
        "return document.querySelector('h1.title')?.textContent.trim() === arguments[0] || null";
    window.wait(title, || window.look(script, &[json!(title)]));
}

/// Goes through the wizard from the empty folder to 工作台; returns the groups of the printed recovery sheet.
pub fn set_up(window: &Window) -> Vec<String> {
    window.suggest("县市区", "勐腊");
    window.fill_label("站点", "物流园驿站");
    window.choose("//*[@role='radiogroup']", "人民调解");
    window.fill_label("地址", "勐腊县某某路1号");
    window.fill_label("电话", "0691-0000000");
    window.fill_label("本机编号", "KD");
    window.picture("setup-desk");
    next(window, "这台电脑");
    on_step(window, "谁用这台电脑");
    window.fill_label("姓名", "陈某");
    window.fill_label("密码", PASSWORD);
    window.fill_label("再输一遍", PASSWORD);
    next(window, "谁用这台电脑");
    // The sheet is printed, and its last group copied from it.
    on_step(window, "打印恢复单");
    let script =
        "const all = [...document.querySelectorAll('.groups li b')].map(b => b.textContent.trim());
        return all.length === 8 && all.every(g => g.length === 5) ? all.join('-') : null";
    let groups: Vec<String> = window.wait("the groups of the recovery sheet", || {
        let all = window.look(script, &[])?;
        Some(all.as_str()?.split('-').map(str::to_owned).collect())
    });
    window.picture("setup-recovery");
    window.click_css(".verbs .btn:not([aria-disabled])");
    window.read_anywhere("已送到打印机");
    window.fill_label("已收好。纸上最后一组字是", &groups[7]);
    next(window, "打印恢复单");
    next(window, "校准打印机");
    on_step(window, "设置好了");
    window.picture("setup-done");
    window.click_text("先去工作台");
    window.read_anywhere("登记新案");
    groups
}
