//! Policy packs through the same door as the window: made, signed, used, gone back from, and carried to a station.

mod pack_wording;
mod support;

use serde_json::{Value, json};
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use support::{Station, assets};

/// A station among others of a county.
struct Laptop(Station);

impl std::ops::Deref for Laptop {
    type Target = Station;

    fn deref(&self) -> &Station {
        &self.0
    }
}

impl Laptop {
    fn new(station: &str) -> Self {
        Self(Station::by_the_clock(station))
    }

    /// The county's own laptop, which is its centre too.
    fn county() -> Self {
        let county = Self::new("县中心");
        county.desk.stay();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        drop(listener);
        county.call("host.set_up", json!({ "name": "勐腊县劳动争议调解中心", "port": port }));
        county.call("host.station_add", json!({ "name": "河口驿站" }));
        county.sync();
        county
    }

    fn station_of(county: &Self) -> Self {
        let station = Self::new("河口驿站");
        let input = json!({ "station": "河口驿站", "address": "127.0.0.1" });
        let code = county.call("host.code", input)["code"].clone();
        station.call("sync.enrol", json!({ "code": code, "name": "一号机" }));
        let waits = county.call("host.devices", json!({}));
        for device in waits.as_array().expect("devices") {
            if device["state"] == "unconfirmed" {
                county.call("host.confirm", json!({ "device": device["dev"] }));
            }
        }
        station.sync();
        station
    }

    fn sync(&self) {
        let said = self.call("sync.run", json!({ "seconds": 60 }));
        assert_eq!(said["trouble"], Value::Null, "{said}");
    }

    fn list(&self) -> Value {
        self.call("pack.list", json!({}))
    }

    /// A case with a name in it, enough for an oral application record.
    fn case(&self) -> Value {
        let made = self.call("case.create", json!({ "channel": "visit" }));
        let worker = made["applicant"].as_str().expect("an id");
        let put = |path: &str, value: &str| {
            self.call("case.put", json!({ "case": made["id"], "path": path, "value": value }));
        };
        put(&format!("parties/{worker}/name"), "张某");
        put(&format!("parties/{worker}/phone"), "13800000000");
        self.call("case.save", json!({ "case": made["id"] }));
        made["id"].clone()
    }

    /// Issues the privacy notice, the paper that wants least, and says what it was set with.
    fn issue(&self, case: &Value) -> String {
        self.issued(case).1
    }

    /// The same with the paper as recorded.
    fn issued(&self, case: &Value) -> (Value, String) {
        let made = self.call("paper.issue", json!({ "case": case, "kind": "privacy-notice" }));
        let paper = made["row"]["paper"].clone();
        let text = self.printed(case, &paper["id"]);
        (paper, text)
    }

    fn unpacked(&self, name: &str, version: &str, extra: &str) -> PathBuf {
        let folder = self.folder.path().join(name);
        write_pack(&folder, version, extra);
        folder
    }

    fn signed(&self, name: &str, version: &str, extra: &str) -> (String, String) {
        let made = self.call("pack.sign", json!({ "path": self.unpacked(name, version, extra) }));
        let of = |value: &Value| value.as_str().expect("text").to_owned();
        (of(&made["pack"]["sha256"]), of(&made["path"]))
    }
}

/// A pack that adds a line to the privacy notice.
fn write_pack(folder: &Path, version: &str, extra: &str) {
    let shipped = assets().join("documents/privacy-notice/template.typ");
    let text = fs::read_to_string(shipped).expect("the shipped template");
    fs::create_dir_all(folder.join("documents/privacy-notice")).expect("a folder");
    let meta = format!(
        "id = \"county-532823\"\nname = \"勐腊县文书样式\"\nversion = \"{version}\"\ncounty = \"勐腊县\"\ndate = \"2026-12-01\"\nmade_for = 1\n"
    );
    fs::write(folder.join("pack.toml"), meta).expect("written");
    fs::write(folder.join("documents/privacy-notice/template.typ"), format!("{text}\n{extra}\n"))
        .expect("written");
}

#[test]
fn a_pack_is_made_used_and_gone_back_from_and_old_papers_stay() {
    let desk = Laptop::new("物流园驿站");
    let case = desk.case();
    assert_eq!(desk.list()["in_force"], Value::Null);
    assert!(!desk.issue(&case).contains("本县补充"));

    let first = desk.unpacked("甲", "1", "#par[本县补充甲。]");
    let checked = desk.call("pack.check", json!({ "path": first }));
    assert_eq!(checked["passes"], true, "{checked}");
    let seen = desk.try_bytes(
        "pack.preview",
        json!({ "path": first, "kind": "privacy-notice", "case": case }),
    );
    assert!(support::words(&seen.expect("a preview")).contains("本县补充甲"));
    let (one, _) = desk.signed("甲", "1", "#par[本县补充甲。]");
    assert!(!desk.issue(&case).contains("本县补充"), "signed is not yet in use");
    desk.call("pack.use", json!({ "sha256": one }));
    assert_eq!(desk.list()["in_force"]["version"], "1");
    assert!(desk.issue(&case).contains("本县补充甲"), "in use without a restart");

    assert_eq!(
        desk.refused("pack.sign", json!({ "path": desk.unpacked("乙", "1", "#par[别的。]") })),
        "pack.not_newer"
    );
    let (two, _) = desk.signed("丙", "1.1", "#par[本县补充丙。]");
    desk.call("pack.use", json!({ "sha256": two }));
    let (old, said) = desk.issued(&case);
    assert!(said.contains("本县补充丙"));
    assert_eq!(old["pack"], json!(format!("county-532823@1.1#{two}")));
    let list = desk.list();
    assert_eq!(list["back"], json!(one));
    assert_eq!(list["packs"][0]["version"], "1.1", "newest first");
    desk.call("pack.back", json!({}));
    assert!(desk.issue(&case).contains("本县补充甲"), "the one before again");
    desk.call("pack.use", json!({ "sha256": "" }));
    assert!(!desk.issue(&case).contains("本县补充"), "what comes with the program again");

    assert!(
        desk.printed(&case, &old["id"]).contains("本县补充丙"),
        "issued papers stay as they were"
    );
}

#[test]
fn a_dossier_is_bound_with_the_cover_of_the_pack_and_shipped_papers_where_it_fails() {
    let desk = Laptop::new("物流园驿站");
    let case = desk.case();
    desk.issue(&case);
    let bound = || support::words(&desk.bytes("dossier.make", json!({ "case": case })));
    let shipped = bound();
    assert!(shipped.contains("调解卷宗") && !shipped.contains("本县封面"), "{shipped}");
    let folder = desk.unpacked("甲", "1", "");
    let trap = "#if 取(数据, \"org.name\") == \"勐腊县劳动争议联合调解中心\" { panic(\"有误\") }";
    for (kind, extra) in [("dossier-cover", "#par[本县封面。]"), ("dossier-note", trap)] {
        let shipped =
            fs::read_to_string(assets().join("documents").join(kind).join("template.typ"))
                .expect("text");
        let place = folder.join("documents").join(kind);
        fs::create_dir_all(&place).expect("a folder");
        fs::write(place.join("template.typ"), format!("{shipped}\n{extra}\n")).expect("written");
    }
    let made = desk.call("pack.sign", json!({ "path": folder }));
    desk.call("pack.use", json!({ "sha256": made["pack"]["sha256"] }));
    let ours = bound();
    assert!(ours.contains("本县封面") && ours.contains("备考表"), "{ours}");
    assert_eq!(desk.list()["troubles"][0]["code"], "pack.fell_back");
    desk.call("pack.use", json!({ "sha256": "" }));
    assert!(!bound().contains("本县封面"), "what was bound before is not shown again");
}

#[test]
fn a_template_that_fails_on_real_data_does_not_stop_printing() {
    let desk = Laptop::new("物流园驿站");
    let case = desk.case();
    // The sample's organisation is another one, so the check passes.
    let trap =
        "#if 取(数据, \"org.name\") == \"勐腊县劳动争议联合调解中心\" { panic(\"此处有误\") }";
    let (sha256, _) = desk.signed("甲", "1", trap);
    desk.call("pack.use", json!({ "sha256": sha256 }));
    let (paper, said) = desk.issued(&case);
    assert!(said.contains("张某"), "{said}");
    assert_eq!(paper["pack"], "builtin", "it says what it was really set with");
    let list = desk.list();
    assert_eq!(list["troubles"][0]["code"], "pack.fell_back", "{list}");
    let notices = desk.call("desk.status", json!({}))["notices"].clone();
    assert!(notices.as_array().expect("notices").iter().any(|n| n["code"] == "pack.fell_back"));
}

#[test]
fn what_is_not_signed_changed_or_does_not_pass_is_refused() {
    let desk = Laptop::new("物流园驿站");
    let folder = desk.unpacked("甲", "1", "#par[甲。]");
    assert_eq!(desk.refused("pack.import", json!({ "path": folder })), "pack.unsigned");
    let bad = desk.unpacked("乙", "2", "#par[乙");
    assert_eq!(desk.refused("pack.sign", json!({ "path": bad })), "pack.fails");
    assert_eq!(desk.refused("pack.use", json!({ "sha256": "0".repeat(64) })), "pack.not_here");
    assert_eq!(desk.refused("pack.back", json!({})), "pack.nothing_before");
    assert_eq!(desk.refused("pack.check", json!({ "path": desk.folder.path() })), "pack.no_meta");

    let (_, path) = desk.signed("甲", "1", "#par[甲。]");
    let other = Laptop::new("别的驿站");
    assert_eq!(other.refused("pack.import", json!({ "path": path })), "pack.foreign");
    let seen = other.try_bytes("pack.preview", json!({ "path": path, "kind": "privacy-notice" }));
    assert!(seen.is_ok(), "may be looked at");

    let changed = desk.folder.path().join("changed.fqpack");
    fs::write(&changed, resealed(&fs::read(&path).expect("the pack"))).expect("written");
    assert_eq!(desk.refused("pack.import", json!({ "path": changed })), "pack.changed");
}

/// The same seal over another template.
fn resealed(bytes: &[u8]) -> Vec<u8> {
    let pack = documents::pack::Pack::read_file(bytes).expect("a pack");
    let seal = pack.seal().expect("a seal").to_vec();
    let folder = tempfile::tempdir().expect("a folder");
    write_pack(folder.path(), "1", "#par[一元。]");
    let other = documents::pack::Pack::read_folder(folder.path()).expect("a pack");
    other.sealed(seal).write().expect("packed")
}

#[test]
fn what_the_county_puts_in_force_reaches_the_station_and_its_way_back_too() {
    let county = Laptop::county();
    let station = Laptop::station_of(&county);
    assert_eq!(
        station.refused("pack.sign", json!({ "path": station.unpacked("站", "1", "") })),
        "pack.not_the_county"
    );
    let (sha256, path) = county.signed("甲", "1", "#par[本县补充甲。]");

    // On a stick, before any synchronisation: the hub's word is in the seal.
    station.call("pack.import", json!({ "path": path }));
    let stranger = Laptop::county();
    assert_eq!(stranger.refused("pack.import", json!({ "path": path })), "pack.foreign");

    county.call("pack.use", json!({ "sha256": sha256 }));
    county.sync();
    // A station that comes later is shown it as well.
    county.call("host.station_add", json!({ "name": "磨憨驿站" }));
    let station_two = {
        let laptop = Laptop::new("磨憨驿站");
        let input = json!({ "station": "磨憨驿站", "address": "127.0.0.1" });
        let code = county.call("host.code", input)["code"].clone();
        laptop.call("sync.enrol", json!({ "code": code, "name": "一号机" }));
        for device in county.call("host.devices", json!({})).as_array().expect("devices") {
            if device["state"] == "unconfirmed" {
                county.call("host.confirm", json!({ "device": device["dev"] }));
            }
        }
        laptop
    };
    for laptop in [&station, &station_two] {
        laptop.sync();
        let list = laptop.list();
        assert_eq!(list["in_force"]["sha256"], json!(sha256), "{list}");
        assert_eq!(list["in_force"]["standing"], "good", "the file has come too: {list}");
        assert_eq!(list["by_county"], true);
        let case = laptop.case();
        assert!(laptop.issue(&case).contains("本县补充甲"));
    }

    // The station goes back by itself, until the county speaks again.
    station.call("pack.back", json!({}));
    assert_eq!(station.list()["in_force"], Value::Null);
    let (second, _) = county.signed("乙", "2", "#par[本县补充乙。]");
    county.call("pack.use", json!({ "sha256": second }));
    county.sync();
    station.sync();
    assert_eq!(station.list()["in_force"]["sha256"], json!(second));
    county.call("pack.back", json!({}));
    county.sync();
    station.sync();
    assert_eq!(station.list()["in_force"]["sha256"], json!(sha256));
}

fn take_in(county: &Laptop, laptop: &Laptop, code: &Value) {
    laptop.call("sync.enrol", json!({ "code": code["code"], "name": "一号机" }));
    for device in county.call("host.devices", json!({})).as_array().expect("devices") {
        if device["state"] == "unconfirmed" {
            county.call("host.confirm", json!({ "device": device["dev"] }));
        }
    }
    laptop.sync();
}

#[test]
fn what_the_county_confirms_and_enters_holds_at_its_stations_and_what_a_station_does_stays_there() {
    let county = Laptop::county();
    let station = Laptop::station_of(&county);
    let confirm = |key: &str, text: &str| json!({ "language": "lo", "key": key, "text": text, "by": "县外事办 玉某" });
    let row = |laptop: &Laptop, key: &str| {
        let book = laptop.call("phrases.list", json!({ "language": "lo" }));
        let rows = book["rows"].as_array().expect("rows").clone();
        rows.into_iter().find(|row| row["key"] == key).expect("the phrase")
    };
    let value = |laptop: &Laptop, put: Option<&str>| {
        let listed = match put {
            Some(value) => laptop.call(
                "law.put_parameter",
                json!({ "id": "minimum_wage", "value": value, "area": "5328", "from": "2026-01-01", "source": "某某州人民政府通知", "document": "某政发〔2026〕1号" }),
            ),
            None => laptop.call("law.parameters", json!({})),
        };
        listed.to_string().contains("某政发〔2026〕1号")
    };
    county.call("phrases.confirm", confirm("title", "ຫົວຂໍ້"));
    assert!(value(&county, Some("2,070")));
    county.sync();
    station.sync();
    let title = row(&station, "title");
    assert_eq!(
        (&title["reviewed"], &title["county"], &title["here"]),
        (&json!(true), &json!(true), &json!(false)),
        "{title}"
    );
    assert_eq!(title["text"], "ຫົວຂໍ້");
    assert!(value(&station, None), "the county's dated value has come");
    let one = json!({ "language": "lo", "key": "title" });
    assert_eq!(station.refused("phrases.withdraw", one.clone()), "phrases.countys");
    assert_eq!(station.refused("phrases.confirm", confirm("title", "x")), "phrases.countys");

    // A station may confirm what the county has not, for itself.
    station.call("phrases.confirm", confirm("applicant", "ຜູ້ຮ້ອງ"));
    station.sync();
    county.sync();
    assert_eq!(row(&station, "applicant")["reviewed"], true);
    assert_eq!(
        row(&county, "applicant")["reviewed"],
        false,
        "one station does not speak for the county"
    );

    county.call("phrases.withdraw", one);
    county.sync();
    station.sync();
    assert_eq!(row(&station, "title")["reviewed"], false);
}

#[test]
fn what_a_revoked_desk_of_the_county_signed_is_not_taken() {
    let county = Laptop::county();
    let station = Laptop::station_of(&county);
    let second = Laptop::new("县中心");
    let code = county
        .call("host.code", json!({ "station": "县中心", "address": "127.0.0.1", "county": true }));
    take_in(&county, &second, &code);
    let (_, path) = second.signed("丙", "3", "#par[本县补充丙。]");
    station.call("pack.import", json!({ "path": path }));

    let devices = county.call("host.devices", json!({}));
    let dev = devices
        .as_array()
        .expect("devices")
        .iter()
        .find(|d| d["role"] == "county" && d["here"] == false);
    let dev = dev.expect("the second desk of the county");
    let print = dev["fingerprint"].as_str().expect("a fingerprint");
    let last4: String = print.chars().filter(char::is_ascii_alphanumeric).collect();
    county.call(
        "host.revoke",
        json!({ "device": dev["dev"], "last4": last4[last4.len() - 4..], "why": "电脑丢了" }),
    );
    county.sync();
    station.sync();
    assert_eq!(station.refused("pack.import", json!({ "path": path })), "pack.revoked");
    let kept = station.list();
    let row = kept["packs"].as_array().expect("packs").first().cloned().expect("it was kept");
    assert_eq!(row["standing"], "revoked", "{row}");
    assert_eq!(station.refused("pack.use", json!({ "sha256": row["sha256"] })), "pack.revoked");
}

#[test]
fn papers_of_a_kind_that_a_later_pack_drops_stay_whole() {
    let desk = Laptop::new("物流园驿站");
    let case = desk.case();
    let folder = desk.unpacked("甲", "1", "");
    let (from, to) = (folder.join("documents/privacy-notice"), folder.join("documents/own-notice"));
    fs::rename(from, &to).expect("moved");
    let shipped = assets().join("documents/privacy-notice");
    let kind = fs::read_to_string(shipped.join("kind.toml")).expect("a kind");
    let kind = kind
        .replace("id = \"privacy-notice\"", "id = \"own-notice\"")
        .replace("title = \"个人信息处理告知同意书\"", "title = \"本县告知书\"");
    fs::write(to.join("kind.toml"), kind).expect("written");
    fs::copy(shipped.join("sample.json"), to.join("sample.json")).expect("copied");
    let made = desk.call("pack.sign", json!({ "path": folder }));
    desk.call("pack.use", json!({ "sha256": made["pack"]["sha256"] }));
    let input = json!({ "case": case, "kind": "own-notice" });
    let paper = desk.call("paper.issue", input.clone());
    let id = paper["row"]["paper"]["id"].clone();
    let before = desk.printed(&case, &id);

    desk.call("pack.use", json!({ "sha256": "" }));
    // Somebody was typing another one meanwhile: he is told, and nothing breaks.
    for verb in ["paper.check", "paper.issue"] {
        assert_eq!(desk.refused(verb, input.clone()), "paper.unknown_kind", "{verb}");
    }
    let typed = json!({ "case": case, "kind": "own-notice", "scale": 1.0 });
    assert_eq!(desk.refused("paper.look", typed), "paper.unknown_kind");
    assert_eq!(desk.printed(&case, &id), before);
    let list = desk.call("paper.list", json!({ "state": "all", "kinds": [], "from": null, "to": null, "text": "", "offset": 0, "limit": 10 }));
    assert_eq!(list["kinds"], json!([{ "kind": "own-notice", "title": "本县告知书" }]), "{list}");
    desk.sign_all(&case, &paper);
    let dossier = support::words(&desk.bytes("dossier.make", json!({ "case": case })));
    assert!(dossier.contains("本县告知书"), "{dossier}");
}

#[test]
fn two_packs_of_one_version_are_told_apart() {
    let county = Laptop::county();
    let second = Laptop::new("县中心");
    let code = county
        .call("host.code", json!({ "station": "县中心", "address": "127.0.0.1", "county": true }));
    take_in(&county, &second, &code);
    let (_, other) = second.signed("甲", "1", "#par[乙电脑写的。]");
    county.signed("甲", "1", "#par[甲电脑写的。]");
    let twins = |desk: &Laptop| -> Vec<bool> {
        let packs = desk.list()["packs"].as_array().expect("packs").clone();
        packs.iter().map(|p| p["twin"] == true).collect()
    };
    assert_eq!(twins(&county), [false]);
    county.call("pack.import", json!({ "path": other }));
    assert_eq!(twins(&county), [true, true]);
}
