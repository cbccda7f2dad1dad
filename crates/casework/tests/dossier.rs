//! What is bound into the file of a case, in which order, and what it lacks.

mod support;

use casework::*;
use support::*;

fn scan(paper: &str, page: u32, sha: &str) -> Command {
    Command::Scan { id: id(paper), page: Some(page), sha256: sha.into(), leaf: None }
}

fn attach(sha: &str, name: &str, label: &str) -> Command {
    Command::Attach {
        sha256: sha.into(),
        name: name.into(),
        mime: "image/jpeg".into(),
        size: 1,
        label: label.into(),
        obtained: Obtained { obtained_from: "张某".into(), ..Obtained::default() },
    }
}

fn of<'a>(parts: &'a [DossierPart], paper: &str) -> &'a PartOf {
    let found = parts.iter().map(|p| &p.of);
    let mut found = found.filter(|of| matches!(of, PartOf::Paper { id, .. } if id.0 == paper));
    found.next().expect("it is bound")
}

#[test]
fn scans_take_the_place_of_a_paper_only_when_they_show_every_page() {
    let mut desk = effective();
    desk.does("11", scan("a1", 2, "s2"));
    let PartOf::Paper { issued, scans, .. } = of(&dossier_parts(&desk.case), "a1").clone() else {
        unreachable!("a paper")
    };
    assert_eq!((issued, scans), (true, vec![(2, "s2".to_owned())]));
    desk.does("11", scan("a1", 1, "s1")).does("11", scan("a1", 2, "s2-again"));
    let whole = of(&dossier_parts(&desk.case), "a1").clone();
    let scans = vec![(1, "s1".to_owned()), (2, "s2-again".to_owned())];
    assert_eq!(whole, PartOf::Paper { id: id("a1"), issued: false, scans });
}

#[test]
fn a_file_is_bound_in_the_order_of_the_matter_without_what_was_given_up() {
    let mut desk = effective();
    for (name, kind) in [
        ("k1", "closing-approval"),
        ("k2", "rights-notice"),
        ("k3", "oral-application-record"),
        ("k4", "receipt"),
        ("k5", "dossier-index"),
    ] {
        desk.does("11", Command::Issue(paper(name, kind, "11", Vec::new())));
    }
    desk.does("11", Command::Void { id: id("k4"), reason: "错".into() });
    desk.does("11", attach("e1", "工资条.jpg", "payslip"));
    desk.does("11", attach("e1", "又一次.jpg", "payslip"));
    desk.does("11", scan("a1", 1, "s1"));
    desk.does("11", attach("s1", "协议第一页.jpg", "other"));
    let parts = dossier_parts(&desk.case);
    let titles: Vec<&str> = parts.iter().map(|p| p.title.as_str()).collect();
    let order =
        ["oral-application-record", "rights-notice", "工资条", "agreement", "closing-approval"];
    assert_eq!(titles, order);
    assert_eq!(parts[2].source, "张某提交");
    assert!(parts.is_sorted_by_key(|p| p.stage));
}

#[test]
fn a_signed_agreement_without_its_scan_keeps_the_file_open() {
    let mut desk = effective();
    let bad = |desk: &Desk| -> Vec<String> {
        let items = dossier_check(&desk.case).into_iter();
        let bad = items.filter(|i| i.found.level == CheckLevel::Bad);
        bad.map(|i| i.found.code.trim_start_matches("dossier.").to_owned()).collect()
    };
    assert!(bad(&desk).contains(&"scan_missing".to_owned()));
    desk.does("11", scan("a1", 1, "s1"));
    let found = dossier_check(&desk.case);
    let lacking = found.iter().find(|i| i.found.code == "dossier.scan_pages_missing");
    assert_eq!(lacking.map(|i| i.found.args["pages"].clone()), Some(serde_json::json!([2])));
    desk.does("11", scan("a1", 2, "s2"));
    let left = bad(&desk);
    assert!(!left.iter().any(|c| c.starts_with("scan")), "{left:?}");
    assert!(left.contains(&"paper_missing".to_owned()), "the closing is not approved");
}
