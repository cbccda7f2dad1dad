//! `document verify FILE`: a paper, its photograph and a dossier, by the real program and nothing but their places.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is not as it should be"
)]

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

struct Station(tempfile::TempDir);

impl Station {
    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn call(&self, words: &[&str], input: Value) -> Value {
        let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
        let made = Command::new(env!("CARGO_BIN_EXE_fengqiao-desk"))
            .current_dir(self.0.path())
            .env("FENGQIAO_NOW", "2026-11-20T14:05:00+08:00")
            .arg("--assets")
            .arg(std::path::absolute(assets).unwrap())
            .args(["--data", "desk", "--staff", "陈某", "--password-file", "password"])
            .args(words)
            .args(["--json", &input.to_string()])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&made.stderr);
        assert!(made.status.success(), "{words:?}: {said}");
        serde_json::from_slice(&made.stdout).unwrap_or_default()
    }
}

#[test]
fn a_file_is_verified_by_its_place() {
    let s = Station(tempfile::tempdir().unwrap());
    std::fs::write(s.at("password"), "物流园-2026\n").unwrap();
    s.call(&["desk", "set_up"], json!({
        "name": "陈某", "role": "调解员", "password": "物流园-2026",
        "settings": {
            "county": "532823", "county_name": "勐腊县", "station": "物流园驿站",
            "org_name": "某某县劳动争议联合调解中心", "legal_basis": "peoples", "number_word": "某工调",
            "series": "KD", "phone": "0691-0000000", "address": "某某县某某路1号",
        },
    }));
    let made = s.call(&["case", "create"], json!({ "channel": "visit" }));
    let case = &made["id"];
    let path = format!("parties/{}/name", made["applicant"].as_str().unwrap());
    s.call(&["case", "put"], json!({ "case": case, "path": path, "value": "张某" }));
    s.call(&["case", "save"], json!({ "case": case }));
    let paper = s.call(&["paper", "issue"], json!({ "case": case, "kind": "privacy-notice" }));
    let paper = &paper["row"]["paper"];
    let named = json!({ "case": case, "paper": paper["id"] });
    s.call(&["paper", "pdf", "--out", "告知书.pdf"], named);
    s.call(&["dossier", "make", "--out", "卷宗.pdf"], json!({ "case": case }));
    let mut tool = Command::new("pdftoppm");
    tool.args(["-jpeg", "-r", "150", "-singlefile"]).arg(s.at("告知书.pdf")).arg(s.at("照片"));
    assert!(tool.status().unwrap().success());

    for (file, compared) in
        [("告知书.pdf", "same_file"), ("卷宗.pdf", "same_text"), ("照片.jpg", "code")]
    {
        let found = s.call(&["document", "verify", file], json!({}));
        assert_eq!(found["verdict"], "found", "{found}");
        assert_eq!(found["papers"][0]["paper"], paper["id"]);
        assert_eq!(found["papers"][0]["compared"], compared, "{file}");
    }
}
