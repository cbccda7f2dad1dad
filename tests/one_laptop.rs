//! 本机兼作县级中心: one laptop becomes the county in the real window, a station joins it by the picture of a code, and
//! it serves on while locked, after a restart, and not a minute longer than it says.

#![expect(clippy::unwrap_used, reason = "a helper of tests fails by ending the test")]

mod support;

use base64::Engine as _;
use serde_json::{Value, json};
use std::path::Path;
use support::command::Desk;
use support::group::free_port;
use support::window::Window;

const PASSWORD: &str = "kou-ling-2026";

fn found(window: &Window) {
    let settings = json!({
        "county": "532823", "county_name": "勐腊县", "station": "县中心",
        "org_name": "勐腊县劳动争议联合调解中心", "legal_basis": "peoples", "number_word": "勐工调",
        "series": "KD", "phone": "0691-0000000", "address": "某某县某某路1号",
        "commission": "勐腊县劳动人事争议仲裁委员会", "court": "勐腊县人民法院",
    });
    let input =
        json!({ "settings": settings, "name": "陈某", "role": "站长", "password": PASSWORD });
    ok(window, "desk.set_up", input);
    window.script("location.hash = ''; location.reload()", &[]);
    window.read_anywhere("登记新案");
}

fn ok(window: &Window, verb: &str, input: Value) -> Value {
    let answer = window.rpc(verb, input);
    assert!(answer["refused"].is_null(), "{verb}: {answer}");
    answer
}

fn refused(window: &Window, verb: &str, input: Value) -> String {
    let answer = window.rpc(verb, input);
    answer["refused"]["code"].as_str().unwrap_or_else(|| panic!("{verb}: {answer}")).to_owned()
}

fn go(window: &Window, place: &str) {
    window.script("location.hash = arguments[0]", &[json!(format!("#/{place}"))]);
}

fn unlock(window: &Window) {
    window.fill_label("陈某的密码", PASSWORD);
    window.press("\u{e007}");
    window.read_anywhere("登记新案");
}

/// The code as a station gets it: a picture, read by the station's own desk.
fn read_from_picture(window: &Window, station: &Desk, code: &str, dir: &Path) -> String {
    let file = dir.join("code.png");
    ok(window, "host.code_save", json!({ "code": code, "path": file }));
    let picture = base64::prelude::BASE64_STANDARD.encode(std::fs::read(&file).unwrap());
    let says = station.call("sync.read_code", json!({ "data": picture }));
    assert_eq!(says["station"], "河口驿站", "{says}");
    says["code"].as_str().unwrap().to_owned()
}

#[test]
fn one_laptop_is_the_county_and_a_station_joins_it() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("desk");
    let port = free_port();
    let window = Window::open(&folder, &[]);
    found(&window);

    // Founded in one step; a port that somebody else has is said before anything is made.
    go(&window, "settings/host");
    window.read_anywhere("这台电脑可以兼作县级中心");
    window.picture("one-laptop-empty");
    let taken = std::net::TcpListener::bind(("0.0.0.0", 0)).unwrap();
    let taken_port = taken.local_addr().unwrap().port();
    let input = json!({ "name": "勐腊县劳动争议调解中心", "port": taken_port });
    assert_eq!(refused(&window, "host.set_up", input), "host.port_in_use");
    assert!(!data.path().join("desk-hub").join("hub.db").exists(), "a hub was made all the same");
    drop(taken);
    window.fill("host-port", &port.to_string());
    window.click("host-go");
    window.read("host-stand", "正在服务各站");
    window.picture("one-laptop-founded");
    let own = ok(&window, "sync.status", json!({}));
    assert_eq!((&own["hub"]["role"], &own["hub"]["series"]), (&json!("county"), &json!("KD")));
    assert_eq!(own["hub"]["confirmed"], true, "{own}");

    // A station, and its code: made on the screen, read by the station from the picture.
    window.click("host-station-add");
    window.fill("host-station-name", "河口驿站");
    window.click("host-station-go");
    let view = ok(&window, "host.status", json!({}));
    let code = if view["addresses"].as_array().is_some_and(|all| !all.is_empty()) {
        window.click("host-code-go");
        let code = window.read("host-code-text", "FQ1-");
        window.picture("one-laptop-code");
        code
    } else {
        println!("SKIPPED: this machine has no network, the code is not made on the screen");
        let input = json!({ "station": "河口驿站", "address": "127.0.0.1" });
        ok(&window, "host.code", input)["code"].as_str().unwrap().to_owned()
    };
    let station = Desk::found(&data.path().join("station"), "河口驿站", "YZ", "玉某");
    let case = station.receive("张某", "某某劳务有限公司");
    let code = read_from_picture(&window, &station, &code, data.path());
    station.call("sync.enrol", json!({ "code": code, "name": "一号机" }));

    // Until the fingerprints have been compared the station gives and gets nothing.
    let stand = station.sync();
    assert_eq!(stand["trouble"]["code"], "sync.unconfirmed", "{stand}");
    let fingerprint = stand["fingerprint"].as_str().unwrap().to_owned();
    let shown = window.see("host-confirm");
    for group in fingerprint.split(' ') {
        assert!(shown.contains(group), "{group} of {fingerprint} is not in {shown}");
    }
    window.picture("one-laptop-confirm");
    window.click("host-confirm-go");
    window.gone("host-confirm");
    let stand = station.sync();
    assert_eq!((&stand["is"], &stand["waiting"]), (&json!("synced"), &json!(0)), "{stand}");

    // The county sees the case.
    ok(&window, "sync.now", json!({}));
    go(&window, "cases");
    window.read_anywhere("张某");
    window.picture("one-laptop-cases");

    only_one_serves(&folder, data.path());

    // Locked, it serves on, and says so.
    ok(&window, "desk.lock", json!({}));
    window.read_anywhere("锁定期间照样服务各站");
    window.picture("one-laptop-locked");
    station.call("case.note", json!({ "case": case, "text": "县里锁着。" }));
    assert_eq!(station.sync()["is"], "synced");

    // Closed, it does not; opened again, it does before anybody has signed in.
    window.close();
    station.call("case.note", json!({ "case": case, "text": "县里关着。" }));
    let stand = station.sync();
    assert_eq!(stand["trouble"]["code"], "sync.no_line", "{stand}");
    assert_eq!(stand["waiting"], 1, "{stand}");
    let window = Window::open(&folder, &[]);
    window.read_anywhere("锁定期间照样服务各站");
    let stand = station.sync();
    assert_eq!((&stand["is"], &stand["waiting"]), (&json!("synced"), &json!(0)), "{stand}");
    unlock(&window);
    let view = ok(&window, "host.status", json!({}));
    assert_eq!(view["is"], "on", "{view}");

    backed_up_with_its_key_elsewhere(&window, data.path());
    shut_out(&window, &station, &case, &fingerprint);

    // Stopped by its keeper: not there after the next start either.
    ok(&window, "host.stop", json!({}));
    window.close();
    let window = Window::open(&folder, &[]);
    unlock(&window);
    assert_eq!(ok(&window, "host.status", json!({}))["is"], "off");
    go(&window, "settings/host");
    window.click("host-start");
    window.read("host-stand", "正在服务各站");
}

/// A second program on the folder sees the first one serve and leaves it alone.
fn only_one_serves(folder: &Path, dir: &Path) {
    let password = dir.join("password");
    std::fs::write(&password, PASSWORD).unwrap();
    let other = Desk::at(folder, "陈某", &password);
    assert_eq!(other.call("host.status", json!({}))["is"], "elsewhere");
    assert_eq!(other.refused("host.stop", json!({})), "host.elsewhere");
    assert_eq!(other.refused("host.start", json!({})), "host.not_here");
    assert_eq!(other.refused("host.set_up", json!({ "name": "另一个" })), "host.already");
    // What does not need the service works beside it.
    assert_eq!(other.call("host.devices", json!({})).as_array().map(Vec::len), Some(2));
}

fn backed_up_with_its_key_elsewhere(window: &Window, dir: &Path) {
    let stick = dir.join("U盘");
    std::fs::create_dir(&stick).unwrap();
    let made = ok(window, "host.backup", json!({ "path": stick }));
    assert!(made["bytes"].as_u64() > Some(0) && made["missing"] == 0, "{made}");
    let beside = dir.join("desk-hub");
    assert_eq!(refused(window, "host.key_save", json!({ "path": beside })), "host.key_beside");
    let saved = ok(window, "host.key_save", json!({ "path": stick }));
    let key = std::fs::read(saved["path"].as_str().unwrap()).unwrap();
    // The backup and the saved key are enough to have the centre again.
    let again = hub::Place::new(&dir.join("again"), Some(&stick.join("中心密钥.key")));
    std::fs::create_dir(dir.join("again")).unwrap();
    let restored = hub::restore(&again, Path::new(made["path"].as_str().unwrap())).unwrap();
    assert!(restored.records > 0 && restored.missing.is_empty(), "{restored:?}");
    assert_eq!(key, std::fs::read(beside.join("hub.key")).unwrap());
}

/// A stolen laptop: shut out with its last digits typed; what it still sends waits for the keeper.
fn shut_out(window: &Window, station: &Desk, case: &Value, fingerprint: &str) {
    let devices = ok(window, "host.devices", json!({}));
    let devices = devices.as_array().unwrap();
    let device = devices.iter().find(|one| one["name"] == "一号机").unwrap()["dev"].clone();
    let mine = devices.iter().find(|one| one["here"] == true).unwrap()["dev"].clone();
    let revoke = |device: &Value, last4: &str, why: &str| json!({ "device": device, "last4": last4, "why": why });
    let last4 = &fingerprint[fingerprint.len() - 4..];
    let other = if last4 == "0000" { "1111" } else { "0000" };
    assert_eq!(refused(window, "host.revoke", revoke(&device, other, "失窃")), "host.last4");
    assert_eq!(refused(window, "host.revoke", revoke(&device, "", "失窃")), "host.last4");
    assert_eq!(refused(window, "host.revoke", revoke(&device, last4, " ")), "host.no_reason");
    assert_eq!(refused(window, "host.revoke", revoke(&mine, last4, "失窃")), "host.own_device");
    ok(window, "host.revoke", revoke(&device, last4, "失窃"));
    station.call("case.note", json!({ "case": case, "text": "停用以后写的。" }));
    let stand = station.sync();
    assert_eq!(stand["trouble"]["code"], "sync.revoked", "{stand}");
    go(window, "settings/host");
    window.read_anywhere("停用以后传来的");
    window.picture("one-laptop-review");
    let waiting = ok(window, "host.reviews", json!({}));
    let id = waiting[0]["id"].clone();
    assert_eq!(waiting[0]["why"], "revoked", "{waiting}");
    assert_eq!(waiting[0]["cases"][0]["records"], 1, "{waiting}");
    let parties = waiting[0]["cases"][0]["parties"].to_string();
    assert!(parties.contains('张') && !parties.contains("张某"), "names are not masked: {parties}");
    ok(window, "host.review_accept", json!({ "id": id }));
    assert_eq!(refused(window, "host.review_accept", json!({ "id": id })), "host.review_unknown");

    // Found again: a code for this one device.
    let again = ok(window, "host.readmit", json!({ "device": device, "confirmed": true }));
    station.call("sync.enrol", json!({ "code": again["code"], "name": "一号机" }));
    let stand = station.sync();
    assert_eq!((&stand["is"], &stand["waiting"]), (&json!("synced"), &json!(0)), "{stand}");
}
