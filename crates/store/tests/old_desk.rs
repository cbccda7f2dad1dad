//! A data folder of an earlier version, made by that version and kept in `tests/golden`, goes on in this one.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;

use common::*;
use serde_json::json;
use std::path::Path;
use store::{Go, Notice, SearchScope};

fn copy_dir(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_dir(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_desk_of_before_the_hub_keeps_everything_and_a_copy_beside() {
    let dir = tempfile::tempdir().unwrap();
    copy_dir(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/schema-1"), dir.path());
    let opened = unlock(dir.path()).unwrap();
    assert!(matches!(opened.notices[..], [Notice::Migrated { from: 1, .. }, Notice::Rebuilt]));
    assert!(dir.path().join("desk.db.before-2").exists());
    let store = opened.store;
    let case = store.read(|r| r.case(&case_id(2))).unwrap().unwrap();
    assert_eq!(case.sheet.text("parties/p1/name"), "李某");
    assert_eq!(case.number().unwrap().text, "勐工调〔2026〕KD2号");
    assert_eq!(store.read(|r| r.search("劳务", SearchScope::All, 9, 0)).unwrap().len(), 2);
    assert_eq!(store.read(|r| r.drafts(&case_id(1))).unwrap().len(), 1);
    assert_eq!(store.read(|r| r.private(&case_id(1))).unwrap()["floor/p1"], json!("底线六千"));
    let settings = store.read(|r| r.device_record("desk.amended")).unwrap().unwrap();
    assert_eq!(settings.body.unwrap()["station"], "河口驿站");
    let scan = store.read(|r| r.attachments()).unwrap().remove(0);
    assert_eq!(store.attachment(&scan.sha256).unwrap(), b"2026-10 8000.00");
    // Nothing has been vouched for yet, and work goes on where it was.
    let counts = store.read(|r| r.sync_counts()).unwrap();
    assert_eq!((counts.own, counts.waiting), (11, 11));
    assert_eq!(store.write(author(), |w| w.allot("case", 2026)).unwrap(), 3);
    assert!(store.check(&mut |_| Go::On).unwrap().projections_ok);
    store.lock(now()).unwrap();
    assert_eq!(unlock(dir.path()).unwrap().notices, vec![]);
}
