//! The engine: same bytes, questions, overrides, and what templates may not do.

use std::sync::Arc;
use std::time::Instant;

use documents::{Engine, EngineConfig, PaperError, RenderOptions, data_hash};
use serde_json::{Value, json};

use crate::desk::{assets, config, engine, of_nothing, printed_title, render, sample, text};

#[test]
fn the_same_data_give_the_same_bytes() {
    let data = sample("agreement");
    let first = render("agreement", &data);
    render("session-record", &sample("session-record"));
    let shuffled: Value = serde_json::from_str(&data.to_string()).unwrap();
    assert_eq!(render("agreement", &shuffled), first, "on the warm engine");
    let cold = Engine::start(config())
        .unwrap()
        .render("agreement", &data, RenderOptions::default())
        .unwrap();
    assert_eq!(cold, first, "on a fresh engine");
    assert_eq!(first.data_hash, data_hash(&data));
}

#[test]
fn one_changed_digit_changes_the_hash_and_the_paper() {
    let mut data = sample("agreement");
    let before = render("agreement", &data);
    data["terms"]["obligations"][1]["due"] = json!("2026-11-28");
    let after = render("agreement", &data);
    assert_ne!(before.data_hash, after.data_hash);
    assert_ne!(before.pdf, after.pdf);
    assert_eq!(before.template_hash, after.template_hash);
}

#[test]
fn what_is_missing_is_asked_for_in_chinese_and_by_place() {
    let mut data = sample("agreement");
    data["applicants"][0]["id_number"] = json!("  ");
    data["terms"]["obligations"][1]["due"] = Value::Null;
    data["case"]["number"] = Value::Null;
    let Err(PaperError::Missing(questions)) =
        engine().render("agreement", &data, RenderOptions::default())
    else {
        panic!("must not be made");
    };
    let paths: Vec<_> = questions.iter().map(|q| q.path.as_str()).collect();
    assert_eq!(paths, ["case.number", "applicants.0.id_number", "terms.obligations.1.due"]);
    assert!(questions.iter().all(|q| q.question.ends_with(['？', '。'])), "{questions:?}");
}

#[test]
fn every_kind_can_be_printed_empty_to_be_filled_in_by_hand() {
    for kind in engine().kinds().unwrap().iter() {
        assert!(
            of_nothing(&kind.id)
                .text
                .contains(&printed_title(kind).replace("调解转仲裁复函", "调解")),
            "{}",
            kind.id
        );
        for required in &kind.required {
            assert!(!required.question.is_empty() && !required.label.is_empty(), "{}", kind.id);
        }
    }
}

#[test]
fn a_paper_without_a_real_date_or_with_a_wild_id_is_refused() {
    let mut data = sample("receipt");
    data["doc"]["date"] = json!("2026-02-30");
    assert!(
        matches!(engine().render("receipt", &data, RenderOptions::default()), Err(PaperError::BadData { path, .. }) if path == "doc.date")
    );
    data["doc"]["date"] = json!("2026-02-03");
    data["doc"]["id"] = json!("a:b");
    assert!(
        matches!(engine().render("receipt", &data, RenderOptions::default()), Err(PaperError::BadData { path, .. }) if path == "doc.id")
    );
    assert!(matches!(
        engine().render("no-such-paper", &data, RenderOptions::default()),
        Err(PaperError::UnknownKind(_))
    ));
}

/// An engine whose policy pack overrides the receipt's template.
fn with_pack(template: &str) -> Engine {
    let folder = tempfile::tempdir().unwrap();
    crate::pack::write(folder.path(), &[("documents/receipt/template.typ", template)]);
    let pack = documents::pack::Pack::read_folder(folder.path()).unwrap();
    Engine::start(EngineConfig { overrides: Some(Arc::new(pack)), ..config() }).unwrap()
}

#[test]
fn a_county_changes_a_template_without_a_new_program() {
    let head = "#import \"/common/paper.typ\": *\n#show: 文书.with(密: true)\n";
    let data = sample("receipt");
    let ours = render("receipt", &data);
    let first = with_pack(&format!("{head}本县回执甲"));
    let first = first.render("receipt", &data, RenderOptions::default()).unwrap();
    assert!(text(&first.pdf).contains("本县回执甲"));
    assert_ne!(first.template_hash, ours.template_hash);
    assert_eq!(first.data_hash, ours.data_hash);
    let second = with_pack(&format!("{head}本县回执乙"));
    let again = second.render("receipt", &data, RenderOptions::default()).unwrap();
    assert!(text(&again.pdf).contains("本县回执乙"));
    assert_ne!(first.template_hash, again.template_hash);
    let other = second.render("advice", &sample("advice"), RenderOptions::default()).unwrap();
    assert_eq!(other, render("advice", &sample("advice")), "what it does not change stays ours");
}

#[test]
fn a_template_cannot_leave_its_folder_fetch_packages_or_use_unknown_fonts() {
    for (template, why) in [
        ("#read(\"../../../../etc/passwd\")", "leaves the folder"),
        ("#read(\"/../../Cargo.toml\")", "leaves the root"),
        ("#import \"@preview/cetz:0.3.0\": *", "wants a package"),
        (
            "#set document(date: datetime(year: 2026, month: 1, day: 1), title: \"x\")\n#set text(lang: \"zh\", font: \"No Such Font\")\n= 字",
            "wants an unknown font",
        ),
        ("#let f(n) = f(n + 1)\n#f(0)", "never ends"),
    ] {
        let made =
            with_pack(template).render("receipt", &sample("receipt"), RenderOptions::default());
        match made {
            Err(PaperError::Template { detail, .. }) => assert!(!detail.is_empty(), "{why}"),
            other => panic!("a template that {why} gave {other:?}"),
        }
    }
}

#[test]
fn a_broken_template_names_the_file_and_line() {
    let made = with_pack("第一行\n#不存在的函数()").render(
        "receipt",
        &sample("receipt"),
        RenderOptions::default(),
    );
    let Err(PaperError::Template { detail, .. }) = made else { panic!("must not be made") };
    assert!(detail.starts_with("receipt/template.typ:2: "), "{detail}");
}

#[test]
fn orders_that_were_dropped_are_not_worked_off() {
    let engine = Engine::start(config()).unwrap();
    let mut data = sample("session-record");
    let begun = Instant::now();
    engine.render("session-record", &data, RenderOptions::default()).unwrap();
    data["session"]["result_text"] = json!("改动");
    engine.render("session-record", &data, RenderOptions::default()).unwrap();
    let two = begun.elapsed();
    let begun = Instant::now();
    for n in 0..400 {
        data["session"]["result_text"] = json!(format!("第{n}稿"));
        drop(engine.submit("session-record", &data, RenderOptions::default()));
    }
    engine.render("session-record", &data, RenderOptions::default()).unwrap();
    assert!(
        begun.elapsed() < two * 40,
        "400 dropped orders took {:?}, two papers {two:?}",
        begun.elapsed()
    );
}

#[test]
fn fonts_that_are_not_there_are_said_to_be_missing() {
    let empty = tempfile::tempdir().unwrap();
    let made = Engine::start(EngineConfig {
        fonts: vec![documents::FontDir(empty.path().to_owned())],
        assets: assets().join("documents"),
        overrides: None,
    });
    assert!(matches!(made, Err(PaperError::Fonts { .. })));
}
