//! Who gets in, who does not, and what a damaged or copied folder says.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;

use chrono::TimeDelta;
use common::*;
use std::path::Path;
use store::{Damage, Gate, GateState, Notice, RecoveryCode, Store, StoreError, Why, backup_name};

fn enter(dir: &Path, id: &str, password: &str) -> Result<Store, StoreError> {
    Gate::at(dir).unlock(MACHINE, id, password, now()).map(|opened| opened.store)
}

fn flip(path: &Path, from: usize) {
    let mut bytes = std::fs::read(path).unwrap();
    let upto = (from + 64).min(bytes.len());
    for byte in &mut bytes[from..upto] {
        *byte ^= 0x5a;
    }
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn ten_wrong_passwords_wait_and_the_recovery_sheet_still_opens() {
    let dir = tempfile::tempdir().unwrap();
    let (store, code) = create(dir.path());
    drop(store);
    let gate = Gate::at(dir.path());
    let mut at = now();
    let mut last = 0;
    for attempt in 1..=10 {
        at += TimeDelta::seconds(i64::from(last));
        match gate.unlock(MACHINE, "s1", "not the password", at) {
            Err(StoreError::WrongPassword { failures, wait_seconds }) => {
                assert_eq!(failures, attempt);
                assert!(wait_seconds >= last, "the wait never shrinks");
                last = wait_seconds;
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(last, 300);
    let right = gate.unlock(MACHINE, "s1", PASSWORD, at + TimeDelta::seconds(299));
    assert!(matches!(right, Err(StoreError::TooManyAttempts { wait_seconds: 1 })));
    let typed = RecoveryCode::parse(&code.to_string().to_lowercase()).unwrap();
    let opened = gate.unlock_with_recovery(MACHINE, &typed, "s1", "a new password", at).unwrap();
    drop(opened);
    assert!(enter(dir.path(), "s1", "a new password").is_ok());
    assert!(matches!(
        enter(dir.path(), "s1", PASSWORD),
        Err(StoreError::WrongPassword { failures: 1, .. })
    ));
}

#[test]
fn a_new_sheet_makes_the_old_one_worthless_and_neither_lies_on_disk() {
    let dir = tempfile::tempdir().unwrap();
    let (store, old) = create(dir.path());
    let new = store.reissue_recovery(now()).unwrap();
    assert!(!store.is_recovery(&old).unwrap() && store.is_recovery(&new).unwrap());
    drop(store);
    let gate = Gate::at(dir.path());
    let tried = gate.unlock_with_recovery(MACHINE, &old, "s1", "a new password", now());
    assert!(matches!(tried, Err(StoreError::RecoveryWrong)));
    let opened = gate.unlock_with_recovery(MACHINE, &new, "s1", "a new password", now());
    assert!(opened.is_ok());
    for name in ["slots.json", "slots.json.bak"] {
        let text = std::fs::read_to_string(dir.path().join(name)).unwrap();
        assert!(!text.contains(&new.to_string()) && !text.contains(PASSWORD));
    }
}

#[test]
fn members_come_change_their_password_and_go() {
    let dir = tempfile::tempdir().unwrap();
    let (store, code) = create(dir.path());
    store.add_staff(member("s2", "李某"), "password-2").unwrap();
    assert!(matches!(
        store.add_staff(member("s2", "李某"), "password-2"),
        Err(StoreError::StaffExists { .. })
    ));
    assert!(matches!(
        store.add_staff(member("s3", "杨某"), "short"),
        Err(StoreError::PasswordTooShort { min: 6 })
    ));
    assert!(matches!(
        store.change_password("s2", "wrong one", "password-3", now()),
        Err(StoreError::WrongPassword { .. })
    ));
    store.change_password("s2", "password-2", "password-3", now()).unwrap();
    store
        .write(author(), |w| w.append(&case_id(1), &registration("张某", "某某劳务有限公司", "")))
        .unwrap();

    // He keeps a copy of the key file of his last day.
    let kept = std::fs::read(dir.path().join("slots.json")).unwrap();
    store.remove_staff("s2").unwrap();
    assert!(store.read(|r| r.case(&case_id(1))).unwrap().is_some());
    assert!(matches!(store.remove_staff("s1"), Err(StoreError::LastStaff)));
    store.write(author(), |w| w.append(&case_id(2), &[consent()])).unwrap();
    drop(store);
    assert!(matches!(enter(dir.path(), "s2", "password-3"), Err(StoreError::NoSuchStaff { .. })));
    // The others' passwords and the sheet are as they were, nobody was asked for them.
    let store = enter(dir.path(), "s1", PASSWORD).unwrap();
    assert!(store.is_recovery(&code).unwrap());
    assert!(store.read(|r| r.case(&case_id(2))).unwrap().is_some());
    store.lock(now()).unwrap();
    // With the old key file the new database does not open.
    for name in ["slots.json", "slots.json.bak"] {
        std::fs::write(dir.path().join(name), &kept).unwrap();
    }
    assert!(matches!(
        enter(dir.path(), "s2", "password-3"),
        Err(StoreError::Damaged { what: Damage::Database, .. })
    ));
}

#[test]
fn nobody_is_removed_while_another_process_has_the_desk_open() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = create(dir.path());
    store.add_staff(member("s2", "李某"), "password-2").unwrap();
    let other = enter(dir.path(), "s2", "password-2").unwrap();
    assert!(matches!(store.remove_staff("s2"), Err(StoreError::InUse)));
    assert!(store.read(|r| r.record_counts()).is_ok(), "the desk stays open");
    drop(other);
    store.remove_staff("s2").unwrap();
}

#[test]
fn a_damaged_key_file_is_replaced_by_its_previous_version() {
    let dir = tempfile::tempdir().unwrap();
    drop(create(dir.path()));
    flip(&dir.path().join("slots.json"), 200);
    let opened = unlock(dir.path()).unwrap();
    assert_eq!(opened.notices, vec![Notice::SlotsRepaired]);
    drop(opened);
    assert_eq!(unlock(dir.path()).unwrap().notices, vec![]);
    for name in ["slots.json", "slots.json.bak"] {
        flip(&dir.path().join(name), 200);
    }
    let GateState::Damaged { what, .. } = Gate::at(dir.path()).state().unwrap() else {
        panic!("damaged");
    };
    assert_eq!(what, Damage::Slots);
}

#[test]
fn a_damaged_or_missing_database_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = create(dir.path());
    for n in 0..40 {
        store
            .write(author(), |w| {
                w.append(&case_id(n), &registration("张某", "某某劳务有限公司", ""))
            })
            .unwrap();
    }
    drop(store);
    let file = dir.path().join("desk.db");
    let whole = std::fs::read(&file).unwrap();
    flip(&file, 100);
    assert!(matches!(unlock(dir.path()), Err(StoreError::Damaged { what: Damage::Database, .. })));
    // Damage in the middle: whoever reads that page is told, and the check finds it.
    std::fs::write(&file, &whole).unwrap();
    flip(&file, whole.len() / 2);
    let found =
        unlock(dir.path()).and_then(|opened| opened.store.check(&mut |_| store::Go::On).map(drop));
    assert!(matches!(found, Err(StoreError::Damaged { what: Damage::Database, .. })), "{found:?}");
    std::fs::remove_file(&file).unwrap();
    assert!(matches!(
        Gate::at(dir.path()).state().unwrap(),
        GateState::Damaged { what: Damage::DatabaseMissing, .. }
    ));
}

#[test]
fn a_folder_of_a_newer_version_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    drop(create(dir.path()));
    let marker = dir.path().join("marker.json");
    let mut said: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&marker).unwrap()).unwrap();
    let known = u32::try_from(said["schema"].as_u64().unwrap()).unwrap();
    said["schema"] = (known + 7).into();
    std::fs::write(&marker, said.to_string()).unwrap();
    let found = GateState::Newer { found: known + 7, known };
    assert_eq!(Gate::at(dir.path()).state().unwrap(), found);
}

#[test]
fn a_copied_folder_begins_a_new_incarnation_and_waits_for_the_last_number_printed() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = create(dir.path());
    store.write(author(), |w| w.allot("case", 2026)).unwrap();
    let before = store.read(|r| r.head()).unwrap();
    store.lock(now()).unwrap();

    let opened = Gate::at(dir.path()).unlock("another machine", "s1", PASSWORD, now()).unwrap();
    assert_eq!(opened.notices, vec![Notice::NewIncarnation(Why::Copied)]);
    let store = opened.store;
    let head = store.read(|r| r.head()).unwrap();
    assert_eq!((head.dev, head.seq.0), (before.dev, 0));
    assert_ne!(head.inc, before.inc);
    assert_eq!(store.read(|r| r.numbers_wait()).unwrap(), Some(Why::Copied));
    let refused = store.write(author(), |w| w.allot("case", 2026));
    assert!(matches!(refused, Err(StoreError::NumbersBlocked { .. })));
    // Everything else works meanwhile.
    store.write(author(), |w| w.append(&case_id(1), &[consent()])).unwrap();
    store.write(author(), |w| w.confirm_last_number("case", 2026, 5)).unwrap();
    let next = store.write(author(), |w| w.allot("case", 2026)).unwrap();
    assert_eq!(next, 6);
    assert_eq!(store.write(author(), |w| w.allot("case", 2027)).unwrap(), 1);
    let other = store.write(author(), |w| w.allot("letter", 2026));
    assert!(matches!(other, Err(StoreError::NumbersBlocked { .. })));
    assert!(store.check(&mut |_| store::Go::On).unwrap().projections_ok);
    drop(store);
    let again = Gate::at(dir.path()).unlock("another machine", "s1", PASSWORD, now()).unwrap();
    assert_eq!(again.notices, vec![], "it is told once");
}

#[test]
fn an_old_database_put_back_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = create(dir.path());
    store.write(author(), |w| w.allot("case", 2026)).unwrap();
    store.lock(now()).unwrap();
    let yesterday = std::fs::read(dir.path().join("desk.db")).unwrap();
    let store = unlock(dir.path()).unwrap().store;
    store.write(author(), |w| w.allot("case", 2026)).unwrap();
    store.lock(now()).unwrap();
    std::fs::write(dir.path().join("desk.db"), yesterday).unwrap();
    let opened = unlock(dir.path()).unwrap();
    assert_eq!(opened.notices, vec![Notice::NewIncarnation(Why::Older)]);
}

#[test]
fn a_set_up_cut_short_is_begun_anew_and_a_desk_is_never_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    drop(create(dir.path()));
    std::fs::write(dir.path().join("founding"), b"").unwrap();
    std::fs::remove_file(dir.path().join("desk.db")).unwrap();
    assert_eq!(Gate::at(dir.path()).state().unwrap(), GateState::Fresh);
    drop(create(dir.path()));
    assert!(unlock(dir.path()).is_ok());
    let again = Store::create(
        dir.path(),
        store::NewStore {
            machine: MACHINE,
            org_line: "",
            staff: member("s9", "x"),
            password: PASSWORD,
            now: now(),
            kdf: store::Kdf::cheap_for_tests(),
        },
    );
    assert!(matches!(again, Err(StoreError::AlreadyThere)));
    assert!(backup_name(now()).starts_with("fengqiao-20261120-140500"));
}
