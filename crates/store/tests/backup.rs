//! Attachments and backups: what goes in comes out, on another machine too, and damage is named.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;

use common::*;
use std::path::{Path, PathBuf};
use store::{
    Attachment, Damage, Go, NewAttachment, Notice, Opening, Progress, Store, StoreError, Why,
    inspect_backup, restore, verify_backup,
};

fn attach(store: &Store, bytes: &[u8], mime: &str) -> Attachment {
    let new = NewAttachment { name: "扫描件.jpg".to_owned(), mime: mime.to_owned(), size: 0 };
    store.attach(&mut &bytes[..], &new, author(), &mut |_| Go::On).unwrap()
}

fn picture() -> Vec<u8> {
    let mut jpeg = Vec::new();
    let noise = image::RgbImage::from_fn(450, 600, |x, y| {
        image::Rgb([(x % 251) as u8, (y % 241) as u8, ((x * y) % 239) as u8])
    });
    image::DynamicImage::ImageRgb8(noise)
        .write_to(&mut std::io::Cursor::new(&mut jpeg), image::ImageFormat::Jpeg)
        .unwrap();
    jpeg
}

fn files_under(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            found.extend(files_under(&entry.path()));
        } else {
            found.push(entry.path());
        }
    }
    found
}

#[test]
fn a_scan_is_kept_once_encrypted_with_a_thumbnail() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = create(dir.path());
    let jpeg = picture();
    let first = attach(&store, &jpeg, "image/jpeg");
    let second = attach(&store, &jpeg, "image/jpeg");
    assert_eq!(first, second);
    assert_eq!(first.size, jpeg.len() as u64);
    assert_eq!(store.attachment(&first.sha256).unwrap(), jpeg);

    let thumb = image::load_from_memory(&store.thumbnail(&first.sha256).unwrap().unwrap()).unwrap();
    assert_eq!((thumb.width(), thumb.height()), (240, 320));
    let kept = files_under(&dir.path().join("attachments"));
    assert_eq!(kept.len(), 1);
    for file in kept.iter().chain(&files_under(&dir.path().join("thumbs"))) {
        let bytes = std::fs::read(file).unwrap();
        assert!(!bytes.windows(3).any(|w| w == [0xff, 0xd8, 0xff]), "no JPEG in the clear");
    }
    // A lost thumbnail is made again.
    std::fs::remove_dir_all(dir.path().join("thumbs")).unwrap();
    assert!(store.thumbnail(&first.sha256).unwrap().is_some());
    let text = attach(&store, b"%PDF-1.7", "application/pdf");
    assert_eq!(store.thumbnail(&text.sha256).unwrap(), None);
    assert!(matches!(
        store.attachment("../../../etc/passwd"),
        Err(StoreError::NoSuchAttachment { .. })
    ));
}

#[test]
fn stopping_in_the_middle_leaves_nothing_and_damage_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = create(dir.path());
    let big = vec![7; 1_000_000];
    let new = NewAttachment {
        name: "大文件".to_owned(),
        mime: "application/octet-stream".to_owned(),
        size: 1_000_000,
    };
    let stopped = store.attach(&mut &big[..], &new, author(), &mut |p: Progress| {
        if p.done > 500_000 { Go::Stop } else { Go::On }
    });
    assert!(matches!(stopped, Err(StoreError::Cancelled)));
    assert_eq!(files_under(&dir.path().join("attachments")), Vec::<PathBuf>::new());
    assert_eq!(store.read(|r| r.attachments()).unwrap(), vec![]);

    let kept = attach(&store, &big, "application/octet-stream");
    let file = files_under(&dir.path().join("attachments")).remove(0);
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[300_000] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    assert!(matches!(
        store.attachment(&kept.sha256),
        Err(StoreError::Damaged { what: Damage::Attachment, .. })
    ));
    let report = store.check(&mut |_| Go::On).unwrap();
    assert_eq!(report.bad_attachments, vec![kept.sha256]);
}

#[test]
fn scans_of_before_a_removal_stay_readable() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = create(dir.path());
    store.add_staff(member("s2", "李某"), "password-2").unwrap();
    let before = attach(&store, b"before", "text/plain");
    store.remove_staff("s2").unwrap();
    let after = attach(&store, b"after", "text/plain");
    assert_eq!(store.attachment(&before.sha256).unwrap(), b"before");
    assert_eq!(store.attachment(&after.sha256).unwrap(), b"after");
}

fn desk_with_backup(dir: &Path) -> (Store, store::RecoveryCode, PathBuf, Attachment) {
    let (store, code) = create(dir);
    for n in 1..=20 {
        store
            .write(author(), |w| {
                w.append(&case_id(n), &registration("张某", "某某劳务有限公司", ""))
            })
            .unwrap();
    }
    store
        .write(author(), |w| {
            w.put_private(&case_id(1), "floor/p1", &serde_json::json!(6000))?;
            w.put_draft(&case_id(1), "case/place", &serde_json::json!("园区"))?;
            w.allot("case", 2026)
        })
        .unwrap();
    let scan = attach(&store, &picture(), "image/jpeg");
    let file = store.backup_dir().join(store::backup_name(now()));
    let mut phases = Vec::new();
    let made = store
        .backup_to(&file, now(), &mut |p| {
            phases.push(p.phase);
            Go::On
        })
        .unwrap();
    assert_eq!((made.records, made.attachments), (41, 1));
    for phase in ["database", "attachments", "verifying"] {
        assert!(phases.contains(&phase), "{phase}");
    }
    (store, code, file, scan)
}

#[test]
fn a_backup_restores_on_another_machine_and_waits_for_the_last_number() {
    let dir = tempfile::tempdir().unwrap();
    let (store, code, file, scan) = desk_with_backup(dir.path());
    let digest = store.projection_digest().unwrap();
    let info = inspect_backup(&file).unwrap();
    assert_eq!(info.staff, vec![member("s1", "王某")]);
    assert_eq!((info.made_at, info.records), (now(), 41));
    // Nothing but the open header can be read in it.
    let bytes = std::fs::read(&file).unwrap();
    let needle = "劳务".as_bytes();
    assert!(!bytes.windows(needle.len()).any(|w| w == needle));
    // What happens after the backup is not in it, and the number is not given twice.
    store.write(author(), |w| w.allot("case", 2026)).unwrap();
    drop(store);

    let other = tempfile::tempdir().unwrap();
    let target = other.path().join("desk");
    let opening = Opening::Password { staff: "s1", password: PASSWORD };
    let opened = restore(&file, &target, opening, "new machine", &mut |_| Go::On).unwrap();
    assert_eq!(opened.notices, vec![Notice::NewIncarnation(Why::Restored)]);
    let store = opened.store;
    assert_eq!(store.projection_digest().unwrap(), digest);
    assert_eq!(store.attachment(&scan.sha256).unwrap(), picture());
    assert!(store.thumbnail(&scan.sha256).unwrap().is_some());
    let floor = store.read(|r| r.private(&case_id(1))).unwrap();
    assert_eq!(floor["floor/p1"], serde_json::json!(6000));
    let refused = store.write(author(), |w| w.allot("case", 2026));
    assert!(matches!(refused, Err(StoreError::NumbersBlocked { .. })));
    store.write(author(), |w| w.confirm_last_number("case", 2026, 2)).unwrap();
    assert_eq!(store.write(author(), |w| w.allot("case", 2026)).unwrap(), 3);
    assert!(store.check(&mut |_| Go::On).unwrap().projections_ok);
    drop(store);

    // Also by the sheet, and never over something.
    let by_sheet = other.path().join("by-sheet");
    restore(&file, &by_sheet, Opening::Recovery(&code), MACHINE, &mut |_| Go::On).unwrap();
    assert!(matches!(
        restore(&file, &target, opening, MACHINE, &mut |_| Go::On),
        Err(StoreError::TargetNotEmpty)
    ));
}

#[test]
fn a_cut_or_changed_backup_is_refused_and_a_stopped_restore_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (store, code, file, _) = desk_with_backup(dir.path());
    let scratch = tempfile::tempdir().unwrap();
    let verify = |path: &Path| {
        verify_backup(path, Opening::Recovery(&code), scratch.path(), &mut |_| Go::On)
    };
    let whole = std::fs::read(&file).unwrap();
    assert_eq!(verify(&file).unwrap().attachments, 1);
    let hurt = dir.path().join("hurt.fqbackup");
    for bytes in [whole[..whole.len() - 1].to_vec(), whole[..whole.len() / 2].to_vec(), {
        let mut changed = whole.clone();
        let at = changed.len() - 70_000;
        changed[at] ^= 1;
        changed
    }] {
        std::fs::write(&hurt, bytes).unwrap();
        assert!(matches!(verify(&hurt), Err(StoreError::Damaged { what: Damage::Backup, .. })));
    }
    std::fs::write(&hurt, b"PK\x03\x04 something else entirely").unwrap();
    assert!(matches!(verify(&hurt), Err(StoreError::NotABackup)));
    let wrong = Opening::Password { staff: "s1", password: "not the password" };
    assert!(matches!(
        verify_backup(&file, wrong, scratch.path(), &mut |_| Go::On),
        Err(StoreError::WrongPassword { .. })
    ));
    assert_eq!(files_under(scratch.path()), Vec::<PathBuf>::new());

    let target = dir.path().join("restored");
    let stopped = restore(&file, &target, Opening::Recovery(&code), MACHINE, &mut |_| Go::Stop);
    assert!(matches!(stopped, Err(StoreError::Cancelled)));
    assert_eq!(files_under(&target), Vec::<PathBuf>::new());

    // A stopped backup leaves the one before.
    let stopped = store.backup_to(&file, now(), &mut |p| {
        if p.phase == "attachments" { Go::Stop } else { Go::On }
    });
    assert!(matches!(stopped, Err(StoreError::Cancelled)));
    assert_eq!(std::fs::read(&file).unwrap(), whole);
    assert_eq!(files_under(&store.backup_dir()), vec![file]);
}

#[test]
fn locking_ends_a_backup_under_way() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _, file, _) = desk_with_backup(dir.path());
    let store = std::sync::Arc::new(store);
    let locker = std::sync::Mutex::new(None);
    let ended = store.backup_to(&file, now(), &mut |p| {
        if p.phase == "database" && locker.lock().unwrap().is_none() {
            let other = store.clone();
            *locker.lock().unwrap() = Some(std::thread::spawn(move || other.lock(now())));
            while !store.is_locked() {
                std::thread::sleep(std::time::Duration::from_millis(2));
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        Go::On
    });
    assert!(matches!(ended, Err(StoreError::Locked)), "{ended:?}");
    let locking = locker.lock().unwrap().take().unwrap();
    locking.join().unwrap().unwrap();
}

#[test]
fn a_file_that_comes_in_pieces_goes_on_where_it_was_cut_and_is_checked_at_the_end() {
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let ((from, _), (to, _)) = (create(a.path()), create(b.path()));
    let bytes: Vec<u8> = (0..300_000_u32).map(|n| (n % 251) as u8).collect();
    let kept = attach(&from, &bytes, "application/octet-stream");
    let new = NewAttachment {
        name: "扫描件".to_owned(),
        mime: "application/octet-stream".to_owned(),
        size: kept.size,
    };
    let piece = |from_byte: u64, length: u64| {
        use std::io::Read as _;
        let mut source = from.open_attachment(&kept.sha256).unwrap();
        source.skip(from_byte).unwrap();
        let mut piece = Vec::new();
        source.take(length).read_to_end(&mut piece).unwrap();
        piece
    };
    assert_eq!(to.incoming(&kept.sha256).unwrap(), 0);
    assert_eq!(to.keep_incoming(&kept.sha256, 0, &piece(0, 70_001)).unwrap(), 70_001);
    // What does not go on from here is not taken; the place to go on from is said again.
    assert_eq!(to.keep_incoming(&kept.sha256, 90_000, &piece(90_000, 10)).unwrap(), 70_001);
    drop(to);
    let to = unlock(b.path()).unwrap().store;
    let have = to.incoming(&kept.sha256).unwrap();
    assert_eq!(have, 70_001, "over a restart too");
    let clear = files_under(&b.path().join("incoming"))
        .into_iter()
        .any(|path| std::fs::read(path).unwrap().windows(64).any(|w| w == &bytes[..64]));
    assert!(!clear, "pieces lie encrypted on the disk");
    to.keep_incoming(&kept.sha256, have, &piece(have, 300_000)).unwrap();
    let done = to.finish_incoming(&kept.sha256, &new, author(), &mut |_| Go::On).unwrap();
    assert_eq!((done.sha256.as_str(), done.size), (kept.sha256.as_str(), 300_000));
    assert_eq!(to.attachment(&kept.sha256).unwrap(), bytes);
    assert_eq!(files_under(&b.path().join("incoming")), Vec::<PathBuf>::new());

    // Other bytes than the hash promises are dropped whole.
    let other = "0".repeat(64);
    to.keep_incoming(&other, 0, b"something else").unwrap();
    let refused = to.finish_incoming(&other, &new, author(), &mut |_| Go::On);
    assert!(matches!(refused, Err(StoreError::Damaged { what: Damage::Attachment, .. })));
    assert_eq!(to.incoming(&other).unwrap(), 0);
    assert_eq!(to.read(|r| r.attachments()).unwrap().len(), 1);
}
