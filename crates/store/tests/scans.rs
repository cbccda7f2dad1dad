//! Scans that came in: known again, waiting with their pictures, forgotten without a trace.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;

use casework::{Event, Id};
use common::*;
use serde_json::json;
use store::{Go, NewAttachment, ScanFile, ScanSheet, SheetState, Store};

fn attached(store: &Store, bytes: &[u8]) -> String {
    let new = NewAttachment { name: "a.jpg".into(), mime: "image/jpeg".into(), size: 0 };
    store.attach(&mut &bytes[..], &new, author(), &mut |_| Go::On).unwrap().sha256
}

fn file(sha256: &str, done: bool) -> ScanFile {
    ScanFile {
        sha256: sha256.into(),
        name: "copier.pdf".into(),
        mime: "application/pdf".into(),
        size: 7,
        stack: "day".into(),
        folder: false,
        own: true,
        done,
        fault: None,
        at: now(),
        by: "s1".into(),
    }
}

fn sheet(file: &str, leaf: u32, state: SheetState) -> ScanSheet {
    ScanSheet {
        id: 0,
        file: file.into(),
        leaf,
        part: 1,
        state,
        filed: None,
        said: json!({ "why": "scan.unread" }),
        at: now(),
        by: "s1".into(),
    }
}

#[test]
fn a_sheet_keeps_its_picture_while_it_waits_and_no_longer() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = create(dir.path());
    let sha = attached(&store, b"one");
    store
        .write(author(), |w| {
            w.put_scan_file(&file(&sha, true))?;
            w.put_sheet(&sheet(&sha, 1, SheetState::Waiting), Some(b"jpeg"))?;
            w.put_sheet(&sheet(&sha, 2, SheetState::Blank), Some(b"jpeg"))
        })
        .unwrap();
    let waiting = store.read(|r| r.sheets_waiting(9)).unwrap();
    assert_eq!((waiting.len(), waiting[0].leaf), (1, 1));
    assert_eq!(store.read(|r| r.sheet_picture(waiting[0].id)).unwrap().unwrap(), b"jpeg");
    let blank = store.read(|r| r.sheets_of(&sha)).unwrap().remove(1);
    assert_eq!(store.read(|r| r.sheet_picture(blank.id)).unwrap(), None);

    // It waits for another reason now; then it is filed.
    store.write(author(), |w| w.put_sheet(&waiting[0], None)).unwrap();
    assert!(store.read(|r| r.sheet_picture(waiting[0].id)).unwrap().is_some());
    let mut filed = waiting[0].clone();
    filed.state = SheetState::Filed;
    filed.filed = Some((case_id(1), Id("p1".into()), Some(3)));
    store.write(author(), |w| w.put_sheet(&filed, None)).unwrap();
    assert_eq!(store.read(|r| r.sheet_picture(filed.id)).unwrap(), None);
    assert_eq!(store.read(|r| r.sheets_of_paper(&Id("p1".into()))).unwrap(), [filed]);
    assert_eq!(store.read(|r| r.count_sheets_waiting()).unwrap(), 0);

    // Local tables are no projection: folding anew leaves them.
    store.rebuild().unwrap();
    assert!(store.read(|r| r.scan_file(&sha)).unwrap().unwrap().done);
    assert_eq!(store.read(|r| r.sheets_of(&sha)).unwrap().len(), 2);
}

#[test]
fn a_file_that_something_names_is_not_forgotten() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = create(dir.path());
    let (named, waits, thrown) =
        (attached(&store, b"named"), attached(&store, b"waits"), attached(&store, b"thrown"));
    store
        .write(author(), |w| {
            let note = Event::NoteAdded { text: format!("see {named}") };
            w.append(&case_id(1), &[note])?;
            w.put_scan_file(&file(&waits, true))?;
            w.put_sheet(&sheet(&waits, 1, SheetState::Waiting), None)?;
            w.put_scan_file(&file(&thrown, true))?;
            w.put_sheet(&sheet(&thrown, 1, SheetState::Thrown), None)
        })
        .unwrap();
    for (sha, gone) in [(&named, false), (&waits, false), (&thrown, true)] {
        assert_eq!(store.forget_attachment(sha, author()).unwrap(), gone);
        assert_eq!(store.attachment(sha).is_err(), gone);
    }
    let on_disk = dir.path().join("attachments").join(&thrown[..2]).join(&thrown);
    assert!(!on_disk.exists());
    assert!(store.check(&mut |_| Go::On).unwrap().projections_ok);
}
