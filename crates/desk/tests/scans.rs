//! Papers go out, sheets come back: what the scanner gives finds its case, and only its own.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

#[path = "scans/station.rs"]
mod station;
mod support;

use serde_json::{Value, json};
use station::*;
use std::sync::Arc;
use std::time::{Duration, Instant};
use support::*;

#[test]
fn a_stack_of_two_cases_is_filed_to_both_and_neither_gets_a_page_of_the_other() {
    let s = Station::new();
    let (first, second) = (s.case("张某"), s.case("李某"));
    let (a, b) = (s.paper(&first), s.paper(&second));
    let mut sheets = a.sheets();
    sheets.extend(b.sheets());
    let got = s.take("day", "copier.pdf", &copier(&sheets));
    assert_eq!(got["waiting"], json!([]));
    for paper in [&a, &b] {
        let filed = s.row(&got, paper);
        assert_eq!(filed["came"], json!(paper.numbers()));
        assert_eq!(filed["missing"], json!([]));
        assert_eq!(filed["case"], paper.case);
    }
    // What each case was given shows its own pages only.
    for (paper, other) in [(&a, &b), (&b, &a)] {
        let shown = s.call("paper.show", json!({ "case": paper.case, "paper": paper.id }));
        let scans = shown["row"]["paper"]["scans"].as_array().unwrap().clone();
        assert_eq!(scans.len(), paper.pages.len());
        for scan in scans {
            let bytes = s.bytes("attachment.bytes", json!({ "sha256": scan[1] }));
            let codes: Vec<_> =
                scans::read(&bytes).unwrap().into_iter().map(|s| s.code.unwrap()).collect();
            assert!(
                !codes.is_empty()
                    && codes.iter().all(|c| c.document == paper.id && c.document != other.id)
            );
        }
    }
}

#[test]
fn a_stack_of_one_case_is_kept_once_and_as_it_came() {
    let s = Station::new();
    let paper = s.paper(&s.case("张某"));
    let bytes = copier(&paper.sheets());
    let got = s.take("day", "copier.pdf", &bytes);
    assert_eq!(s.row(&got, &paper)["missing"], json!([]));
    let shown = s.call("paper.show", json!({ "case": paper.case, "paper": paper.id }));
    let of = &shown["row"]["paper"];
    let hashes: std::collections::BTreeSet<&str> =
        of["scans"].as_array().unwrap().iter().map(|s| s[1].as_str().unwrap()).collect();
    assert_eq!(hashes.len(), 1);
    let leaves: Vec<u64> =
        of["leaves"].as_array().unwrap().iter().map(|l| l[2].as_u64().unwrap()).collect();
    assert_eq!(leaves, (1..=paper.pages.len() as u64).collect::<Vec<_>>());
    assert_eq!(s.bytes("attachment.bytes", json!({ "sha256": hashes.first() })), bytes);

    // The same bytes under another name: nothing is filed twice.
    let again = s.take("later", "again.pdf", &bytes);
    assert_eq!(again["again"]["name"], "copier.pdf");
    let shown = s.call("paper.show", json!({ "case": paper.case, "paper": paper.id }));
    assert_eq!(shown["row"]["paper"]["scans"].as_array().unwrap().len(), paper.pages.len());
}

/// Numbered pages of a row of the contents.
fn pages(row: &Value) -> Vec<u64> {
    let at = |name: &str| row[name].as_u64().unwrap();
    (at("from")..=at("to")).collect()
}

#[test]
fn a_stack_of_two_papers_of_one_case_is_bound_sheet_by_sheet_under_the_paper_it_shows() {
    let s = Station::new();
    let case = s.case("张某");
    let (a, b) = (s.paper(&case), s.paper_of(&case, "privacy-notice"));
    // They lie mixed, as they were taken off the table.
    let mut sheets = b.sheets();
    sheets.extend(a.sheets());
    sheets.rotate_left(1);
    let stack = copier(&sheets);
    let got = s.take("day", "叠.pdf", &stack);
    assert_eq!((&got["waiting"], s.row(&got, &a)["missing"].clone()), (&json!([]), json!([])));

    let counted = s.call("dossier.pages", json!({ "case": case }));
    let bound = s.call("dossier.bind", json!({ "case": case }));
    let all = (a.pages.len() + b.pages.len()) as u64;
    assert_eq!(counted, json!({ "pages": all, "bound": false }));
    assert_eq!(bound["pages"], all);
    let of = |paper: &Sheets| {
        let rows = bound["rows"].as_array().unwrap().iter();
        rows.clone().find(|r| r["paper"] == json!(paper.id)).unwrap()
    };
    for paper in [&a, &b] {
        assert_eq!(pages(of(paper)).len(), paper.pages.len(), "{}", of(paper));
    }
    assert_eq!(s.call("dossier.pages", json!({ "case": case }))["bound"], true);

    // What the contents say is what lies there.
    let made = s.bytes("dossier.make", json!({ "case": case }));
    let shown = documents::read(&made, None).unwrap().pages;
    for paper in [&a, &b] {
        for (n, page) in (1..).zip(pages(of(paper))) {
            let stamp = format!("卷宗第{page}页");
            let text = &shown.iter().find(|p| p.text.contains(&stamp)).unwrap().text;
            let title = of(paper)["title"].as_str().unwrap();
            assert!(text.contains(&format!("《{title}》签署件扫描第{n}页")), "{text}");
        }
    }
    let stacks: Vec<_> = attached(&made).into_iter().filter(|(_, file)| *file == stack).collect();
    assert_eq!(stacks.len(), 1, "the stack as it came, once");
    assert!(stacks[0].0.contains("叠.pdf"), "{}", stacks[0].0);
}

#[test]
fn a_picture_of_two_papers_is_bound_once_and_the_other_paper_says_where() {
    let s = Station::new();
    let case = s.case("张某");
    let (a, b) = (s.paper(&case), s.paper_of(&case, "receipt"));
    assert_eq!(b.pages.len(), 1);
    let photo = jpeg(&beside(&a.pages[0], &b.pages[0]));
    let got = s.take("day", "两份.jpg", &photo);
    assert_eq!(
        (s.row(&got, &a)["came"].clone(), s.row(&got, &b)["came"].clone()),
        (json!([1]), json!([1]))
    );
    let bound = s.call("dossier.bind", json!({ "case": case }));
    // The first paper as issued, and the photograph.
    assert_eq!(bound["pages"], a.pages.len() + 1);
    let rows = bound["rows"].as_array().unwrap();
    let other = rows.iter().find(|r| r["paper"] == json!(b.id)).unwrap();
    assert_eq!((&other["form"], pages(other)), (&json!("shared"), vec![a.pages.len() as u64 + 1]));
    let made = s.bytes("dossier.make", json!({ "case": case }));
    assert_eq!(made.windows(photo.len()).filter(|w| *w == photo).count(), 1);
    let text: String =
        documents::read(&made, None).unwrap().pages.into_iter().map(|p| p.text).collect();
    assert!(text.contains("与他件同页"), "{text}");
}

#[test]
fn a_tiff_is_filed_like_any_scan_and_bound_with_the_file_as_it_came() {
    let s = Station::new();
    let paper = s.paper(&s.case("张某"));
    let stack = tiff(&paper.sheets());
    let got = s.take("day", "传真.tif", &stack);
    assert_eq!(s.row(&got, &paper)["missing"], json!([]));
    let shown = s.call("paper.show", json!({ "case": paper.case, "paper": paper.id }));
    let scan = shown["row"]["paper"]["scans"][0][1].clone();
    assert_eq!(s.bytes("attachment.bytes", json!({ "sha256": scan })), stack);
    let payslip = tiff(&[scribbled(3), scribbled(4)]);
    let file = json!({ "case": paper.case, "name": "工资条.tif", "label": "payslip", "data": base64(&payslip) });
    s.call("attachment.add", file);
    // Among the evidence it is seen by its first page, also where it came from another desk.
    let thumb = || s.bytes("attachment.thumb", json!({ "sha256": hash(&payslip) }));
    let seen = image::load_from_memory(&thumb()).unwrap().to_luma8();
    let first = image::imageops::thumbnail(&scribbled(3), seen.width(), seen.height());
    let apart = |other: &image::GrayImage| -> u64 {
        let both = seen.as_raw().iter().zip(other.as_raw());
        both.map(|(a, b)| u64::from(a.abs_diff(*b))).sum()
    };
    let second = image::imageops::thumbnail(&scribbled(4), seen.width(), seen.height());
    assert!(seen.width().max(seen.height()) == 320 && apart(&first) < apart(&second));
    std::fs::remove_dir_all(s.config.data.join("thumbs")).unwrap();
    assert!(!thumb().is_empty(), "a lost one is made again");
    let bound = s.call("dossier.bind", json!({ "case": paper.case }));
    assert_eq!((&bound["pages"], &bound["absent"]), (&json!(paper.pages.len() + 2), &json!([])));
    let made = s.bytes("dossier.make", json!({ "case": paper.case }));
    let files = attached(&made);
    for whole in [&stack, &payslip] {
        assert_eq!(files.iter().filter(|(_, file)| file == whole).count(), 1);
    }
    // Recognised in the dossier too, and by itself.
    for file in [&made, &stack] {
        let found = s.call("document.verify", json!({ "name": "x", "data": base64(file) }));
        assert_eq!(found["papers"][0]["seen"], json!(paper.numbers()), "{found}");
    }
}

#[test]
fn a_page_nobody_can_read_waits_with_the_page_between_as_guess() {
    let s = Station::new();
    let paper = s.paper(&s.case("张某"));
    assert!(paper.pages.len() >= 3, "the record is long: {}", paper.pages.len());
    let mut sheets = paper.sheets();
    sheets[1] = blotted(&sheets[1]);
    let got = s.take("day", "copier.pdf", &copier(&sheets));
    assert_eq!(s.row(&got, &paper)["missing"], json!([2]));
    let waits = &got["waiting"][0];
    assert_eq!((&waits["why"]["code"], &waits["leaf"]), (&json!("scan.unread"), &json!(2)));
    let guess = &waits["guesses"][0];
    assert_eq!(
        (&guess["paper"], &guess["page"], &guess["why"]),
        (&json!(paper.id), &json!(2), &json!("neighbours"))
    );
    let picture = s.bytes("scan.picture", json!({ "sheet": waits["sheet"] }));
    assert!(picture.starts_with(&[0xff, 0xd8]));

    let to = json!({ "kind": "paper", "case": paper.case, "paper": paper.id, "page": 99 });
    assert_eq!(
        s.refused("scan.settle", json!({ "sheet": waits["sheet"], "to": to })),
        "scan.no_such_page"
    );
    let to = json!({ "kind": "paper", "case": paper.case, "paper": paper.id, "page": 2 });
    let left = s.call("scan.settle", json!({ "sheet": waits["sheet"], "to": to }));
    assert_eq!(left["count"], 0);
    let whole = s.call("scan.of_paper", json!({ "case": paper.case, "paper": paper.id }));
    assert_eq!(whole["missing"], json!([]));
    assert_eq!(
        s.refused("scan.settle", json!({ "sheet": waits["sheet"], "to": to })),
        "scan.sheet_gone"
    );
}

#[test]
fn a_place_left_empty_is_asked_about_and_nothing_is_taken_for_signed() {
    let s = Station::new();
    let paper = s.paper(&s.case("张某"));
    let shown = s.call("paper.show", json!({ "case": paper.case, "paper": paper.id }));
    let places = shown["row"]["paper"]["places"].as_array().unwrap().clone();
    let labels: Vec<&str> = places.iter().map(|p| p["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["申请人", "记录人"]);
    let mut sheets = paper.sheets();
    // The applicant signs, the recorder forgets.
    let page = places[0]["page"].as_u64().unwrap() as usize;
    sheets[page - 1] = signed(&sheets[page - 1], &places[0]["field"]);
    let got = s.take("day", "copier.pdf", &copier(&sheets));
    let open = s.row(&got, &paper)["unsigned"].as_array().unwrap().clone();
    let asked: Vec<(&str, &str)> =
        open.iter().map(|p| (p["label"].as_str().unwrap(), p["mark"].as_str().unwrap())).collect();
    assert_eq!(asked, [("记录人", "empty")]);
    // Ink is no signature: who signed is noted by a person.
    let shown = s.call("paper.show", json!({ "case": paper.case, "paper": paper.id }));
    assert_eq!(shown["progress"][0], 0);
    s.call("scan.answer", json!({ "sheet": open[0]["sheet"], "label": "记录人", "signed": true }));
    let whole = s.call("scan.of_paper", json!({ "case": paper.case, "paper": paper.id }));
    assert_eq!(whole["unsigned"], json!([]));
    let shown = s.call("paper.show", json!({ "case": paper.case, "paper": paper.id }));
    assert_eq!(shown["progress"][0], 0);
}

#[test]
fn a_sheet_of_another_text_or_of_nobody_here_is_never_filed() {
    let s = Station::new();
    let paper = s.paper(&s.case("张某"));
    let pages = paper.pages.len();
    let check = paper.check.clone();
    let codes = [
        (format!("FQ1:{}:1/{pages}:00000000", paper.id), "scan.other_text"),
        (format!("FQ1:{}:1/{}:{check}", paper.id, pages + 1), "scan.other_text"),
        (format!("FQ1:0a1b2c3d4e5f6071:1/{pages}:{check}"), "scan.unknown_paper"),
        ("https://pay.example/tx/0a1b2c3d4e".to_owned(), "scan.foreign"),
        (format!("FQ1:{}:{}/{pages}:{check}", paper.id, pages + 1), "scan.foreign"),
    ];
    for (i, (text, why)) in codes.into_iter().enumerate() {
        let got = s.take(&format!("s{i}"), &format!("{i}.jpg"), &jpeg(&with_code(&text)));
        assert_eq!(got["papers"], json!([]), "{text}");
        assert_eq!(got["waiting"][0]["why"]["code"], why, "{text}");
        // What names another text is not offered as a page of this one.
        let guesses = got["waiting"][0]["guesses"].as_array().unwrap();
        assert!(why == "scan.foreign" || guesses.is_empty(), "{text}");
    }
    let whole = s.call("scan.of_paper", json!({ "case": paper.case, "paper": paper.id }));
    assert_eq!(whole["came"], json!([]));
    assert_eq!(s.call("scan.waiting", json!({}))["count"], 5);
}

#[test]
fn a_sheet_of_a_replaced_paper_goes_to_that_paper_and_says_so() {
    let s = Station::new();
    let case = s.case("张某");
    let old = s.paper(&case);
    s.call("paper.issue", json!({ "case": case, "kind": KIND, "supersedes": old.id }));
    let got = s.take("day", "copier.pdf", &copier(&old.sheets()));
    assert_eq!(s.row(&got, &old)["state"], "superseded");
}

#[test]
fn a_sheet_thrown_away_leaves_nothing_and_one_kept_as_evidence_stays() {
    let s = Station::new();
    let case = s.case("张某");
    let (mistake, payslip) = (jpeg(&scribbled(1)), jpeg(&scribbled(2)));
    let got = s.take("day", "错的.jpg", &mistake);
    let sheet = got["waiting"][0]["sheet"].clone();
    let away = |reason: &str| json!({ "sheet": sheet, "to": { "kind": "away", "reason": reason } });
    assert_eq!(s.refused("scan.settle", away(" ")), "scan.no_reason");
    s.call("scan.settle", away("扫错了"));
    let hash = hash(&mistake);
    assert!(s.try_bytes("attachment.bytes", json!({ "sha256": hash })).is_err());
    assert!(s.try_bytes("scan.picture", json!({ "sheet": sheet })).is_err());

    let got = s.take("day", "工资条.jpg", &payslip);
    let to = json!({ "kind": "evidence", "case": case, "label": "工资条照片" });
    s.call("scan.settle", json!({ "sheet": got["waiting"][0]["sheet"], "to": to }));
    let view = s.call("case.open", json!({ "case": case }));
    assert_eq!(view["attachments"][0]["label"], "工资条照片");
    let kept = s.bytes("attachment.bytes", json!({ "sha256": view["attachments"][0]["sha256"] }));
    assert_eq!(kept, payslip);
}

#[test]
fn files_that_are_no_scans_are_named_with_what_is_wrong_and_leave_nothing() {
    let s = Station::new();
    let whole = jpeg(&scribbled(1));
    for (bytes, code) in [
        (b"PK\x03\x04 a workbook".to_vec(), "scan.not_a_scan"),
        (b"\0\0\0\x18ftypheic\0\0\0\0".to_vec(), "scan.heic"),
        (b"II*\0rest".to_vec(), "scan.damaged"),
        (b"%PDF-1.7\nnothing".to_vec(), "scan.damaged"),
        (whole[..200].to_vec(), "scan.damaged"),
        (draws_itself(), "scan.endless"),
    ] {
        let input = json!({ "stack": "x", "name": "坏.jpg", "data": base64(&bytes) });
        let error = s.try_call("scan.take", input).unwrap_err();
        assert_eq!((error.code.as_str(), &error.args["name"]), (code, &json!("坏.jpg")));
        assert!(s.try_bytes("attachment.bytes", json!({ "sha256": hash(&bytes) })).is_err());
    }
    assert_eq!(s.call("scan.waiting", json!({}))["count"], 0);
    let iphone = json!({ "name": "IMG_0001.HEIC", "data": base64(b"\0\0\0\x18ftypheic\0\0\0\0") });
    assert_eq!(s.refused("document.verify", iphone), "scan.heic");
}

/// A PDF whose page draws a form that draws itself ten times.
fn draws_itself() -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Count 1/Kids[3 0 R]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>".to_owned(),
        "<</Length 5>>stream\n/F Do\nendstream".to_owned(),
        format!(
            "<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</F 5 0 R>>>>/Length 60>>stream\n{}\nendstream",
            "/F Do ".repeat(10)
        ),
    ];
    let mut pdf = "%PDF-1.7\n".to_owned();
    let mut places = Vec::new();
    for (n, object) in (1..).zip(&objects) {
        places.push(pdf.len());
        pdf.push_str(&format!("{n} 0 obj{object}\nendobj\n"));
    }
    let start = pdf.len();
    pdf.push_str("xref\n0 6\n0000000000 65535 f \n");
    for place in places {
        pdf.push_str(&format!("{place:010} 00000 n \n"));
    }
    pdf.push_str(&format!("trailer<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"));
    pdf.into_bytes()
}

#[test]
fn a_stack_that_a_person_stops_is_not_filed_at_all_and_can_be_taken_again() {
    let s = Station::new();
    let paper = s.paper(&s.case("张某"));
    let mut sheets = paper.sheets();
    for n in 0..12 {
        sheets.push(scribbled(n));
    }
    let bytes = copier(&sheets);
    std::thread::scope(|scope| {
        let taking = scope.spawn(|| {
            s.try_call(
                "scan.take",
                json!({ "stack": "x", "name": "x.pdf", "data": base64(&bytes) }),
            )
        });
        let until = Instant::now() + Duration::from_secs(180);
        while s.call("scan.progress", json!({}))["done"].as_u64() < Some(1)
            && Instant::now() < until
        {
            std::thread::sleep(Duration::from_millis(5));
        }
        s.call("scan.stop", json!({}));
        assert_eq!(taking.join().unwrap().unwrap_err().code, "scan.stopped");
    });
    let whole = || s.call("scan.of_paper", json!({ "case": paper.case, "paper": paper.id }));
    assert_eq!(
        (whole()["came"].clone(), s.call("scan.waiting", json!({}))["count"].clone()),
        (json!([]), json!(0))
    );
    s.take("x", "x.pdf", &bytes);
    assert_eq!(whole()["missing"], json!([]));
}

#[test]
fn the_watched_folder_gives_what_comes_and_keeps_its_files() {
    let s = Station::new();
    let paper = s.paper(&s.case("张某"));
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("old.jpg"), jpeg(&scribbled(1))).unwrap();
    let mut settings = s.call("settings.get", json!({}));
    settings["scan_folder"] = json!("/nowhere/at/all");
    assert_eq!(s.refused("settings.put", json!({ "settings": settings })), "scan.no_folder");
    settings["scan_folder"] = json!(folder.path());
    s.call("settings.put", json!({ "settings": settings }));
    Arc::clone(&s.desk).watch_scan_folder();
    std::fs::write(at("new.pdf"), copier(&paper.sheets())).unwrap();
    std::fs::write(at("broken.pdf"), b"%PDF-1.7\nnothing").unwrap();
    std::fs::write(at("note.txt"), b"not looked at").unwrap();

    let until = Instant::now() + Duration::from_secs(240);
    let seen = loop {
        let waiting = s.call("scan.waiting", json!({}));
        let whole = s.call("scan.of_paper", json!({ "case": paper.case, "paper": paper.id }));
        let done = whole["missing"] == json!([])
            && waiting["faults"].as_array().is_some_and(|f| !f.is_empty());
        if done || Instant::now() > until {
            break (waiting, whole);
        }
        std::thread::sleep(Duration::from_millis(300));
    };
    assert_eq!(seen.1["missing"], json!([]));
    let fault = &seen.0["faults"][0];
    assert_eq!(
        (&fault["name"], &fault["why"]["code"]),
        (&json!("broken.pdf"), &json!("scan.damaged"))
    );
    // What lay there before is nobody's scan of today.
    assert_eq!(seen.0["count"], 0);
    for name in ["old.jpg", "new.pdf", "broken.pdf", "note.txt"] {
        assert!(at(name).exists(), "{name}");
    }
    let left = s.call("scan.dismiss", json!({ "file": fault["file"] }));
    assert_eq!(left["faults"], json!([]));
    let value: Value = s.call("scan.waiting", json!({}));
    assert_eq!(value["folder"]["there"], true);
}
