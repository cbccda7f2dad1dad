//! From a case that is over to its file: complete or not, bound, protected, and recognised again.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is not as it should be"
)]

mod dossier_files;
#[path = "dossier_files/pages.rs"]
mod pages;
mod support;
#[path = "dossier_files/verifying.rs"]
mod verifying;

use base64::Engine as _;
use dossier_files::{askew, forged, forged_in, only_pages};
use serde_json::{Value, json};
use std::process::Command;
use support::*;

impl Station {
    /// A case in which 8 000 yuan were agreed, signed and paid on one afternoon: case, firm, agreement.
    fn settled(&self) -> (Value, String, Value) {
        let made = self.intake("oral");
        // What was only ticked would be asked for.
        self.puts(&made.case, &[("case/evidence".into(), json!([]))]);
        let (case, firm) = (made.case.clone(), made.firm.clone());
        self.call("case.receive", json!({ "case": case, "form": "oral" }));
        let record = self.issue(&case, "oral-application-record", json!({}));
        self.sign_all(&case, &record);
        self.agrees(&made);
        self.call("case.accept", json!({ "case": case, "mediators": ["陈某"] }));
        let notice = self.issue(&case, "acceptance-notice", json!({}));
        self.sign_all(&case, &notice);
        self.call("session.hold", json!({
            "case": case, "at": "2026-11-20T14:20:00+08:00", "place": "物流园驿站", "mode": "station",
            "present": [{ "name": "张某", "capacity": "申请人" }, { "name": "刘某", "capacity": "法定代表人" }],
            "statements": [{ "who": "被申请人", "text": "认数额。" }], "proposal": "当场付清。", "result": "agreed",
        }));
        self.call("agreement.from_claims", json!({ "case": case }));
        let view = self.call("agreement.view", json!({ "case": case }));
        let row = view["case"]["obligations"][0]["obligation"]["id"].as_str().unwrap().to_owned();
        for (path, value) in [
            (format!("terms/{row}/what"), json!("2026年9月、10月工资")),
            (format!("terms/{row}/amount"), json!("8000")),
            (format!("terms/{row}/due"), json!("2026-11-20")),
            (format!("terms/{row}/method"), json!("cash")),
            (format!("terms/{row}/on_spot"), json!(true)),
        ] {
            self.call("case.put", json!({ "case": case, "path": path, "value": value }));
        }
        let agreement = self.call("agreement.freeze", json!({ "case": case }));
        self.sign_all(&case, &agreement);
        self.call(
            "payment.receive",
            json!({ "case": case, "obligation": row, "amount": 800_000, "way": "cash" }),
        );
        (case, firm, agreement["row"]["paper"].clone())
    }

    fn verify(&self, bytes: &[u8]) -> Value {
        self.call("document.verify", json!({ "name": "x", "data": encoded(bytes) }))
    }

    /// A PDF under a password.
    fn protected(&self, pdf: &[u8], password: &str) -> Vec<u8> {
        documents::protect(pdf, password, &[7; 64]).unwrap()
    }

    /// The page of a PDF as a photograph, JPEG.
    fn pictured(&self, pdf: &[u8], page: u32) -> Vec<u8> {
        let (file, out) = (self.folder.path().join("a.pdf"), self.folder.path().join("a"));
        std::fs::write(&file, pdf).unwrap();
        let page = page.to_string();
        let mut tool = Command::new("pdftoppm");
        tool.args(["-jpeg", "-r", "150", "-singlefile", "-f", &page, "-l", &page]);
        assert!(tool.arg(&file).arg(&out).status().unwrap().success());
        std::fs::read(out.with_extension("jpg")).unwrap()
    }

    fn text(&self, pdf: &[u8], password: Option<&str>) -> Option<String> {
        let file = self.folder.path().join("t.pdf");
        std::fs::write(&file, pdf).unwrap();
        let mut tool = Command::new("pdftotext");
        tool.args(password.map(|p| ["-upw", p]).iter().flatten());
        let out = tool.arg("-raw").arg(&file).arg("-").output().unwrap();
        let text = String::from_utf8(out.stdout).unwrap();
        out.status.success().then(|| text.chars().filter(|c| !c.is_whitespace()).collect())
    }
}

fn encoded(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

fn codes(check: &Value, level: &str) -> Vec<String> {
    let items = check["items"].as_array().unwrap().iter();
    let of = items.filter(|i| i["found"]["level"] == level);
    of.map(|i| i["found"]["code"].as_str().unwrap().trim_start_matches("dossier.").to_owned())
        .collect()
}

#[test]
fn a_file_says_what_it_lacks_and_is_bound_with_what_it_has() {
    let s = Station::new();
    let (case, _, agreement) = s.settled();
    s.call("private.put", json!({ "case": case, "key": "note/applicant", "value": "底线是六千" }));
    s.call("case.note", json!({ "case": case, "text": "电话里骂人" }));
    let check = s.call("dossier.check", json!({ "case": case }));
    assert_eq!(check["complete"], false);
    let bad = codes(&check, "bad");
    for code in ["scan_missing", "paper_missing", "payment_unproven"] {
        assert!(bad.iter().any(|c| c == code), "{code} in {bad:?}");
    }
    assert!(codes(&check, "warn").iter().any(|c| c == "unserved"));

    // The signed agreement comes back page by page, the payment is proved, the closing approved, notices served.
    let pdf = s.bytes("paper.pdf", json!({ "case": case, "paper": agreement["id"] }));
    let pages = u32::try_from(agreement["pages"].as_u64().unwrap()).unwrap();
    let mut scans = Vec::new();
    for page in 1..=pages {
        let scan = s.pictured(&pdf, page);
        let filed = s.call(
            "scan.take",
            json!({ "stack": "day", "name": format!("{page}.jpg"), "data": encoded(&scan) }),
        );
        assert!(filed["papers"][0]["came"].as_array().unwrap().contains(&json!(page)));
        scans.push(scan);
    }
    let receipt = s.issue(&case, "payment-receipt", json!({}));
    s.sign_all(&case, &receipt);
    let approval = s.issue(
        &case,
        "closing-approval",
        json!({ "closing.result": "达成协议", "closing.ended_on": "2026-11-20", "closing.summary": "当场付清。" }),
    );
    s.sign_all(&case, &approval);
    s.call("case.close", json!({ "case": case }));
    s.call(
        "attachment.add",
        json!({ "case": case, "name": "通话录音.m4a", "label": "other", "data": encoded(b"\0\0\0 ftypM4A ") }),
    );
    // Another file than the sheet that is on file already, which would not be bound twice.
    let payslip = [scans[0].as_slice(), b"\0"].concat();
    s.call(
        "attachment.add",
        json!({ "case": case, "name": "工资条.jpg", "label": "payslip", "data": encoded(&payslip) }),
    );
    let check = s.call("dossier.check", json!({ "case": case }));
    assert_eq!(codes(&check, "bad"), Vec::<String>::new(), "{check}");
    assert_eq!((&check["complete"], &check["closed"]), (&json!(true), &json!(true)));

    let bound = s.call("dossier.bind", json!({ "case": case, "note": "第1页是复印件" }));
    let made = s.bytes("dossier.make", json!({ "case": case, "note": "第1页是复印件" }));
    assert_eq!(bound["bytes"], made.len());
    assert_eq!((bound["enclosed"].clone(), bound["absent"].clone()), (json!(1), json!([])));
    let stages: Vec<&str> =
        bound["rows"].as_array().unwrap().iter().map(|r| r["stage"].as_str().unwrap()).collect();
    let order = [
        "application",
        "acceptance",
        "notice",
        "record",
        "evidence",
        "outcome",
        "service",
        "performance",
        "closing",
    ];
    assert!(stages.is_sorted_by_key(|s| order.iter().position(|o| o == s)), "{stages:?}");
    let last = bound["rows"].as_array().unwrap().iter().map(|r| r["to"].as_u64().unwrap()).max();
    assert_eq!(last, bound["pages"].as_u64());
    for scan in &scans {
        assert!(made.windows(scan.len()).any(|w| w == scan), "scans are bound as they came");
    }
    let text = s.text(&made, None).unwrap();
    for words in [
        "调解卷宗",
        "达成调解协议",
        "第1页是复印件",
        "劳动争议调解协议书签署件扫描第1页",
        "电子材料",
        "证据2",
    ] {
        let there = text.contains(words) || text.replace(['《', '》'], "").contains(words);
        assert!(there, "{words} in {text}");
    }
    for private in ["底线是六千", "电话里骂人"] {
        assert!(!text.contains(private), "{private}");
    }
    assert!(!text.contains("预览稿"), "it is no preview");

    // The contents issued as a paper of its own say the pages of the bound file, and the archive takes their number.
    let index = s.issue(&case, "dossier-index", json!({}))["row"]["paper"]["id"].clone();
    let index = s.bytes("paper.pdf", json!({ "case": case, "paper": index }));
    let index = s.text(&index, None).unwrap();
    for row in bound["rows"].as_array().unwrap() {
        let (from, to) = (row["from"].as_u64().unwrap(), row["to"].as_u64().unwrap());
        assert!(from == to || index.contains(&format!("{from}—{to}")), "{row} in {index}");
    }
    assert!(index.contains("通话录音"), "{index}");
    let pages = s.call("dossier.pages", json!({ "case": case }));
    assert_eq!(pages, json!({ "pages": bound["pages"], "bound": true }));

    // On a stick, under a password; nothing that lies there is overwritten.
    let stick = s.folder.path().join("stick");
    std::fs::create_dir(&stick).unwrap();
    let wanted = |password: &str| json!({ "case": case, "note": "第1页是复印件", "path": stick, "password": password });
    assert_eq!(s.refused("dossier.export", wanted("1234567")), "protect.password_short");
    let first = s.call("dossier.export", wanted("gonghui-2026"));
    let second = s.call("dossier.export", wanted("gonghui-2026"));
    assert_ne!(first["path"], second["path"]);
    let copy = std::fs::read(first["path"].as_str().unwrap()).unwrap();
    assert_eq!(s.text(&copy, None), None);
    assert_eq!(s.text(&copy, Some("gonghui-2026")), Some(text));
    let gone = json!({ "case": case, "path": s.folder.path().join("no/such/x.pdf") });
    assert_eq!(s.refused("dossier.export", gone), "file.not_found");
    assert_eq!(s.call("dossier.progress", json!({ "case": case }))["stage"], "idle");
    assert_eq!(s.bytes("label.evidence", json!({ "case": case }))[..4], *b"%PDF");
}

#[test]
fn a_file_somebody_brings_is_told_from_what_was_issued() {
    let s = Station::new();
    let (case, _, agreement) = s.settled();
    let pdf = s.bytes("paper.pdf", json!({ "case": case, "paper": agreement["id"] }));
    let one = |v: &Value| v["papers"][0]["compared"].as_str().unwrap_or_default().to_owned();

    let found = s.verify(&pdf);
    assert_eq!((found["verdict"].as_str(), one(&found)), (Some("found"), "same_file".to_owned()));
    let paper = &found["papers"][0];
    assert_eq!((paper["version"].clone(), paper["state"].clone()), (json!(1), json!("complete")));
    assert_eq!(paper["effective_on"], "2026-11-20");
    assert_eq!(paper["signed"].as_array().unwrap().len(), 4);

    // Saved anew by another program: other bytes, the same words.
    let copy = s.bytes(
        "paper.protected",
        json!({ "case": case, "paper": agreement["id"], "password": "gonghui-2026" }),
    );
    assert_eq!(
        s.refused("document.verify", json!({ "name": "x.pdf", "data": encoded(&copy) })),
        "verify.locked"
    );
    let found = s.call(
        "document.verify",
        json!({ "name": "x.pdf", "data": encoded(&copy), "password": "gonghui-2026" }),
    );
    assert_eq!((one(&found), found["protected"].clone()), ("same_text".to_owned(), json!(true)));

    // A photograph: the code alone.
    let photo = s.pictured(&pdf, 1);
    let found = s.verify(&photo);
    assert_eq!((one(&found), found["papers"][0]["seen"].clone()), ("code".to_owned(), json!([1])));
    assert_eq!(found["papers"][0]["filed"], false);
    s.call("scan.take", json!({ "stack": "day", "name": "1.jpg", "data": encoded(&photo) }));
    assert_eq!(s.verify(&photo)["papers"][0]["filed"], true);

    // Another desk knows nothing of it and shows nothing.
    let other = Station::new();
    let found = other.verify(&pdf);
    assert_eq!(found["verdict"], "unknown");
    assert_eq!(found["papers"], json!([]));
    assert!(!found.to_string().contains("张某"));
    assert_eq!(found["unknown"][0]["id"], agreement["id"]);
    let cards = s.bytes("label.cards", json!({ "cards": [{ "role": "申请人", "name": "张某" }] }));
    assert_eq!(other.verify(&cards)["verdict"], "unread");
    for (bytes, code) in [
        (b"%PDF-1.7 torn".as_slice(), "verify.unreadable"),
        (b"\xff\xd8\xff", "verify.unreadable"),
        (b"word", "verify.unreadable"),
        (b"", "attachment.empty"),
    ] {
        assert_eq!(
            s.refused("document.verify", json!({ "name": "x", "data": encoded(bytes) })),
            code
        );
    }
}

#[test]
fn a_changed_amount_is_found_and_a_replaced_paper_points_to_the_new_one() {
    let s = Station::new();
    let (case, _, agreement) = s.settled();
    let pdf = s.bytes("paper.pdf", json!({ "case": case, "paper": agreement["id"] }));
    // Every page was issued with four signatures; somebody swaps its text for that of another paper.
    let notice = s.issue(&case, "payment-plan", json!({}))["row"]["paper"].clone();
    let again = s.call(
        "paper.issue",
        json!({ "case": case, "kind": "payment-plan", "supersedes": notice["id"] }),
    );
    let old = s.bytes("paper.pdf", json!({ "case": case, "paper": notice["id"] }));
    let found = s.verify(&old);
    let paper = &found["papers"][0];
    assert_eq!((&paper["state"], &paper["compared"]), (&json!("superseded"), &json!("same_file")));
    assert_eq!(paper["superseded_by"][0], again["row"]["paper"]["id"]);

    let forged = forged(&pdf);
    let found = s.verify(&forged);
    assert_eq!(found["papers"][0]["compared"], "changed", "{found}");
    assert_eq!(found["papers"][0]["changed"], json!([1]));
}

#[test]
fn every_paper_in_a_bound_dossier_is_found_there_and_a_changed_amount_with_it() {
    let s = Station::new();
    let (case, _, agreement) = s.settled();
    let plan = s.issue(&case, "payment-plan", json!({}))["row"]["paper"]["id"].clone();
    // One sheet comes back as a picture that is no JPEG, as some scanners send it.
    let pdf = s.bytes("paper.pdf", json!({ "case": case, "paper": agreement["id"] }));
    let photo = image::load_from_memory(&s.pictured(&pdf, 1)).unwrap();
    let mut png = std::io::Cursor::new(Vec::new());
    photo.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let scan = json!({ "stack": "day", "name": "1.png", "data": encoded(&png.into_inner()) });
    s.call("scan.take", scan);
    let view = s.call("case.open", json!({ "case": case }));
    let issued = view["papers"].as_array().unwrap();

    let bound = s.bytes("dossier.make", json!({ "case": case }));
    let all_of = |found: &Value, code: &str| {
        let ours = found["papers"].as_array().unwrap();
        assert_eq!(ours.len(), issued.len(), "{found}");
        for paper in issued.iter().map(|p| &p["paper"]) {
            let it = ours.iter().find(|p| p["paper"] == paper["id"]).unwrap();
            let pages: Vec<u64> = (1..=paper["pages"].as_u64().unwrap()).collect();
            assert_eq!(it["seen"], json!(pages), "{it}");
            let changed = it["changed"].as_array().unwrap().len();
            let expected = if changed > 0 { code } else { "same_text" };
            assert_eq!(it["compared"], expected, "{it}");
        }
        ours.iter().filter(|p| p["changed"] != json!([])).cloned().collect::<Vec<_>>()
    };
    assert!(all_of(&s.verify(&bound), "").is_empty());
    assert!(bound.len() < 64 * 1024 * 1024);
    // Of the sheet that was scanned the code is read too, where the paper itself is not bound beside it.
    let only = only_pages(&bound, &|text| text.contains("签署件扫描"));
    let found = s.verify(&only);
    assert_eq!(
        (&found["papers"][0]["compared"], &found["papers"][0]["seen"]),
        (&json!("code"), &json!([1]))
    );

    let changed = all_of(&s.verify(&forged_in(&bound, "8000")), "changed");
    assert_eq!(changed.len(), 1, "{changed:?}");
    assert_eq!(changed[0]["changed"].as_array().unwrap().len(), 1);

    // Under a password, and after one of its papers was replaced.
    let copy = json!({ "case": case, "password": "gonghui-2026" });
    let copy = encoded(&s.bytes("dossier.make", copy));
    s.call("paper.issue", json!({ "case": case, "kind": "payment-plan", "supersedes": plan }));
    let found = s.call(
        "document.verify",
        json!({ "name": "x.pdf", "data": copy, "password": "gonghui-2026" }),
    );
    assert!(all_of(&found, "").is_empty());
    let old = found["papers"].as_array().unwrap().iter().find(|p| p["paper"] == plan).unwrap();
    assert_eq!(old["state"], "superseded");
    let drawn = encoded(&s.protected(&only, "gonghui-2026"));
    let found = s.call(
        "document.verify",
        json!({ "name": "x.pdf", "data": drawn, "password": "gonghui-2026" }),
    );
    assert_eq!(found["papers"][0]["compared"], "code");
}

#[test]
fn two_papers_on_one_photograph_taken_from_the_side_are_both_found() {
    let s = Station::new();
    let (case, _, agreement) = s.settled();
    let plan = s.issue(&case, "payment-plan", json!({}))["row"]["paper"]["id"].clone();
    let page = |id: &Value| {
        let pdf = s.bytes("paper.pdf", json!({ "case": case, "paper": id }));
        image::load_from_memory(&s.pictured(&pdf, 1)).unwrap().to_luma8()
    };
    let photo = askew(&page(&agreement["id"]), &page(&plan));
    let found = s.verify(&photo);
    let mut seen: Vec<&Value> =
        found["papers"].as_array().unwrap().iter().map(|p| &p["paper"]).collect();
    let mut wanted = vec![&agreement["id"], &plan];
    seen.sort_by_key(|id| id.to_string());
    wanted.sort_by_key(|id| id.to_string());
    assert_eq!(seen, wanted, "{found}");
}

#[test]
fn a_service_is_noted_with_what_proves_it_and_fills_its_receipt() {
    let s = Station::new();
    let (case, firm, _) = s.settled();
    s.at("2026-11-21T10:00:00+08:00");
    let view = s.call("case.open", json!({ "case": case }));
    let notice = view["papers"]
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["paper"]["kind"] == "acceptance-notice");
    let notice = notice.unwrap()["paper"]["id"].clone();
    let serve = |way: &str, more: Value| {
        s.try_call(
            "paper.serve",
            json!({ "case": case, "paper": notice, "party": firm, "way": way, "more": more }),
        )
        .map_err(|e| e.code)
    };
    for (way, more, code) in [
        ("left", json!({}), "no_reason"),
        ("left", json!({ "refused": "不认可" }), "unproven"),
        ("left", json!({ "refused": "不认可", "picture": "00ff" }), "picture_not_filed"),
        ("electronic", json!({}), "no_consent"),
        ("direct", json!({ "refused": "不认可" }), "refused_is_left"),
        ("direct", json!({ "taken_by": "王某" }), "no_relation"),
    ] {
        assert_eq!(serve(way, more).unwrap_err(), format!("refused.paper.serve.{code}"));
    }
    let more = json!({
        "place": "某某市某某路2号一楼", "refused": "负责人不在，前台拒收", "witness": "李某",
        "witness_unit": "某某社区居委会", "servers": ["陈某", "岩某"],
    });
    let view = serve("left", more.clone()).unwrap();
    assert_eq!(view["row"]["paper"]["services"][0]["witness"], "李某");
    let fields = json!({ "paper": notice, "for": { "side": "respondents", "index": 0 } });
    let receipt = s.issue(&case, "service-receipt", fields);
    let pdf = s.bytes("paper.pdf", json!({ "case": case, "paper": receipt["row"]["paper"]["id"] }));
    let text = s.text(&pdf, None).unwrap();
    for words in [
        "受理通知书",
        "某某劳务有限公司",
        "某某市某某路2号一楼",
        "前台拒收",
        "李某",
        "某某社区居委会",
        "陈某、岩某",
        "2026年11月21日",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
}
