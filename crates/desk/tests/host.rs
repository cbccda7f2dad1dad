//! 本机兼作县级中心, through the same door as the window: what goes wrong with it is said, and goes on from where it was.

mod support;

use base64::Engine as _;
use desk::{Desk, DeskError, dispatch, dispatch_bytes};
use serde_json::{Value, json};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;

struct Laptop {
    desk: Desk,
    folder: tempfile::TempDir,
}

impl Laptop {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let desk = open(folder.path());
        let laptop = Self { desk, folder };
        laptop.call("desk.set_up", json!({
            "name": "陈某", "role": "站长", "password": "勐腊中心-2026",
            "settings": {
                "county": "532823", "county_name": "勐腊县", "station": "县中心",
                "org_name": "勐腊县劳动争议联合调解中心", "legal_basis": "peoples", "number_word": "勐工调", "series": "KD",
            },
        }));
        laptop
    }

    /// The program is closed and opened again; 陈某 signs in.
    fn reopen(&mut self) {
        self.desk.leave();
        self.desk = open(self.folder.path());
        self.desk.stay();
        self.unlock("陈某", "勐腊中心-2026");
    }

    fn unlock(&self, staff: &str, password: &str) {
        self.call("desk.unlock", json!({ "staff": staff, "password": password }));
    }

    fn ask(&self, verb: &str, input: Value) -> Result<Value, DeskError> {
        dispatch(&self.desk, verb, input)
    }

    fn call(&self, verb: &str, input: Value) -> Value {
        self.ask(verb, input)
            .unwrap_or_else(|error| panic!("{verb}: {} {:?}", error.code, error.args))
    }

    fn refused(&self, verb: &str, input: Value) -> String {
        self.ask(verb, input).expect_err(verb).code
    }

    fn hub(&self, file: &str) -> PathBuf {
        self.folder.path().join("desk-hub").join(file)
    }

    /// Founds the centre on a free port.
    fn found(&self) -> u16 {
        let port = free_port();
        self.call("host.set_up", json!({ "name": "勐腊县劳动争议调解中心", "port": port }));
        port
    }
}

fn open(folder: &Path) -> Desk {
    Desk::new(support::config(folder.join("desk")), Arc::new(hub::clock::now)).expect("a desk")
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}

#[test]
fn a_set_up_that_was_interrupted_goes_on_and_founds_no_second_centre() {
    let mut laptop = Laptop::new();
    // The hub was made, and the plug was pulled before the desk had joined it.
    let place = hub::Place::new(&laptop.folder.path().join("desk-hub"), None);
    let made = hub::init(
        &place,
        hub::NewHub { name: "勐腊县劳动争议调解中心".into(), url: String::new() },
    );
    drop(made.expect("a hub"));
    let key = std::fs::read(laptop.hub("hub.key")).expect("a key");
    laptop.reopen();
    assert_eq!(laptop.call("host.status", json!({}))["is"], "begun");
    assert_eq!(laptop.refused("host.backup", json!({})), "host.not_the_county");
    laptop.found();
    let view = laptop.call("host.status", json!({}));
    assert_eq!(view["is"], "on", "{view}");
    assert_eq!(std::fs::read(laptop.hub("hub.key")).expect("a key"), key);
    assert_eq!(view["stations"].as_array().map(Vec::len), Some(1), "{view}");
    assert_eq!(laptop.refused("host.set_up", json!({ "name": "再来一个" })), "host.already");
}

#[test]
fn what_cannot_be_is_refused_before_anything_is_made() {
    let laptop = Laptop::new();
    let try_with = |input: Value| laptop.refused("host.set_up", input);
    assert_eq!(try_with(json!({ "name": " " })), "host.no_name");
    assert_eq!(try_with(json!({ "name": "某县", "listen": "中心" })), "host.listen");
    assert_eq!(
        try_with(json!({ "name": "某县", "listen": "203.0.113.9", "port": 0 })),
        "host.no_such_address"
    );
    let taken = TcpListener::bind("0.0.0.0:0").expect("a port");
    let port = taken.local_addr().expect("an address").port();
    assert_eq!(try_with(json!({ "name": "某县", "port": port })), "host.port_in_use");
    assert!(!laptop.hub("hub.db").exists(), "something was made");
    assert_eq!(laptop.call("host.status", json!({}))["is"], "none");
    for verb in ["host.start", "host.stop", "host.devices"] {
        let code = laptop.refused(verb, json!({}));
        assert!(matches!(code.as_str(), "host.none" | "host.not_here"), "{verb}: {code}");
    }
}

#[test]
fn what_only_its_keeper_may_do_is_refused_to_a_colleague() {
    let mut laptop = Laptop::new();
    laptop.call("staff.add", json!({ "name": "玉某", "role": "记录员", "password": "玉某-2026" }));
    laptop.desk.leave();
    laptop.unlock("玉某", "玉某-2026");
    assert_eq!(laptop.refused("host.set_up", json!({ "name": "某县" })), "host.not_yours");
    laptop.reopen();
    laptop.found();
    laptop.desk.leave();
    laptop.unlock("玉某", "玉某-2026");
    let stick = laptop.folder.path().join("stick");
    std::fs::create_dir(&stick).expect("a folder");
    assert_eq!(laptop.refused("host.stop", json!({})), "host.not_yours");
    assert_eq!(laptop.refused("host.key_save", json!({ "path": stick })), "host.not_yours");
    assert_eq!(laptop.refused("host.review_accept", json!({ "id": 1 })), "host.not_yours");
    let revoke = json!({ "device": "ab".repeat(32), "last4": "abab", "why": "失窃" });
    assert_eq!(laptop.refused("host.revoke", revoke), "host.not_yours");
    // What has to be done every day is everybody's.
    laptop.call("host.station_add", json!({ "name": "河口驿站" }));
    let input = json!({ "station": "河口驿站", "address": "192.0.2.7" });
    laptop.call("host.code", input);
    laptop.call("host.backup", json!({ "path": stick }));
}

#[test]
fn a_key_that_is_gone_a_port_that_is_taken_and_a_damaged_file_are_said_and_mended() {
    let mut laptop = Laptop::new();
    laptop.desk.stay();
    let port = laptop.found();
    assert_eq!(
        laptop.refused("host.station_add", json!({ "name": "县中心" })),
        "host.station_exists"
    );

    // Somebody else was quicker with the port.
    laptop.desk.leave();
    laptop.desk = open(&laptop.folder.path().join("other"));
    let taken =
        TcpListener::bind(("0.0.0.0", port)).expect("the port is free after the program has ended");
    laptop.reopen();
    let view = laptop.call("host.status", json!({}));
    assert_eq!(
        (&view["is"], &view["trouble"]["code"]),
        (&json!("trouble"), &json!("host.port_in_use"))
    );
    drop(taken);
    assert_eq!(laptop.call("host.start", json!({}))["is"], "on");

    // The key file is gone, and comes back.
    laptop.desk = open(&laptop.folder.path().join("other"));
    std::fs::rename(laptop.hub("hub.key"), laptop.hub("away")).expect("moved");
    laptop.reopen();
    assert_eq!(laptop.refused("host.status", json!({})), "host.key_missing");
    std::fs::rename(laptop.hub("away"), laptop.hub("hub.key")).expect("moved back");
    assert_eq!(laptop.call("host.start", json!({}))["is"], "on");

    // host.json is damaged: said; set aside it is made anew, and the port is known from this desk's enrolment.
    std::fs::write(laptop.hub("host.json"), "{").expect("written");
    assert_eq!(laptop.refused("host.status", json!({})), "host.file_damaged");
    laptop.desk = open(&laptop.folder.path().join("other"));
    std::fs::remove_file(laptop.hub("host.json")).expect("removed");
    laptop.reopen();
    assert_eq!(laptop.call("host.status", json!({}))["is"], "off");
    assert_eq!(laptop.call("host.start", json!({}))["port"], port);
}

#[test]
fn the_countys_laptop_keeps_to_its_own_centre_and_a_stations_laptop_founds_none() {
    let county = Laptop::new();
    county.desk.stay();
    county.found();
    let other = Laptop::new();
    other.desk.stay();
    other.found();
    county.call("host.station_add", json!({ "name": "河口驿站" }));
    let code = |station: &str| {
        let input = json!({ "station": station, "address": "127.0.0.1" });
        county.call("host.code", input)["code"].clone()
    };
    let foreign = json!({ "code": code("河口驿站"), "name": "一号机" });
    assert_eq!(other.refused("sync.enrol", foreign), "host.is_the_centre");
    let station = Laptop::new();
    station.call("sync.enrol", json!({ "code": code("河口驿站"), "name": "一号机" }));
    let refused =
        station.ask("host.set_up", json!({ "name": "某县" })).expect_err("a second county");
    assert_eq!(refused.code, "host.enrolled_elsewhere");
    assert_eq!(refused.args["hub"], "勐腊县劳动争议调解中心");
}

#[test]
fn an_address_that_is_gone_is_named_with_the_codes_and_computers_that_know_it() {
    let laptop = Laptop::new();
    laptop.desk.stay();
    laptop.found();
    laptop.call("host.station_add", json!({ "name": "河口驿站" }));
    // Of a network this laptop is not in.
    laptop.call("host.code", json!({ "station": "河口驿站", "address": "203.0.113.7" }));
    let view = laptop.call("host.status", json!({}));
    if view["addresses"].as_array().is_some_and(Vec::is_empty) {
        println!("SKIPPED: this machine has no network, so no address can be told from an old one");
        return;
    }
    assert_eq!(view["codes"][0]["stale"], true, "{view}");
    let told = view["notices"]
        .as_array()
        .expect("notices")
        .iter()
        .find(|n| n["code"] == "host.address_changed");
    let told = told.unwrap_or_else(|| panic!("nothing is said: {view}"));
    assert_eq!((&told["args"]["codes"], &told["args"]["devices"]), (&json!(1), &json!(0)));
    // This laptop itself comes over loopback, which never changes.
    assert_eq!(view["stations"][0]["devices"][0]["stale"], false, "{view}");
}

#[test]
fn a_code_is_read_from_text_file_and_picture_and_from_nothing_else() {
    let laptop = Laptop::new();
    laptop.found();
    let made = laptop.call("host.code", json!({ "station": "县中心", "address": "192.0.2.7" }));
    let code = made["code"].as_str().expect("a code").to_owned();
    let read = |bytes: &[u8]| {
        let data = base64::prelude::BASE64_STANDARD.encode(bytes);
        laptop.ask("sync.read_code", json!({ "data": data })).map(|says| says["code"].clone())
    };
    let picture = dispatch_bytes(&laptop.desk, "host.code_picture", json!({ "code": code }))
        .expect("a picture");
    assert_eq!(read(&picture).expect("read"), json!(code));
    assert_eq!(read(format!("\u{feff}{code}\r\n").as_bytes()).expect("read"), json!(code));
    let refused = |bytes: &[u8]| read(bytes).expect_err("read").code;
    assert_eq!(refused(b"13800138000"), "sync.code_not_a_code");
    assert_eq!(refused(&[0xff, 0xfe, 0x00]), "sync.code_file");
    let blank = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/screens/today.png");
    assert_eq!(refused(&std::fs::read(blank).expect("a picture")), "sync.code_no_qr");
    // A file that only its owner may read, in either form.
    for name in ["码.txt", "码.png"] {
        let path = laptop.folder.path().join(name);
        laptop.call("host.code_save", json!({ "code": code, "path": path }));
        assert_eq!(read(&std::fs::read(&path).expect("written")).expect("read"), json!(code));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&path).expect("written").permissions().mode() & 0o077, 0);
        }
    }
}
