//! Processes that are killed, share a desk, or run out of disk: nothing acknowledged is ever lost.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;

use common::*;
use serde_json::json;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use store::{Go, NewAttachment, StoreError, Writer};

/// Runs one of the ignored tests of this file in a process of its own.
fn child(name: &str, dir: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", name, "--ignored", "--nocapture"])
        .env("STORE_TEST_DIR", dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn dir_of_child() -> Option<std::path::PathBuf> {
    std::env::var_os("STORE_TEST_DIR").map(Into::into)
}

/// One save as a desk makes it: a number, a case with three records, drafts.
fn save(w: &mut Writer<'_>, n: u32) -> Result<u32, StoreError> {
    let id = case_id(n);
    w.append(&id, &registration(&format!("张{n}"), "某某劳务有限公司", "13800000001"))?;
    let number = w.allot("case", 2026)?;
    w.append(&id, &[consent(), accepted(number)])?;
    w.put_draft(&id, "case/place", &json!("园区"))?;
    Ok(number)
}

/// Saves for ever and says so after each save.
#[test]
#[ignore = "run by the other tests as a process of its own"]
fn saving_process() {
    let Some(dir) = dir_of_child() else { return };
    let store = unlock(&dir).unwrap().store;
    loop {
        let head = store.read(|r| r.head()).unwrap();
        let n = u32::try_from(head.seq.0).unwrap() + 1;
        let number = store.write(author(), |w| save(w, n)).unwrap();
        println!("saved {n} {number}");
        std::io::stdout().flush().unwrap();
    }
}

fn saved(line: &str) -> Option<(u32, u32)> {
    // The test harness may print on the same line before.
    let (_, rest) = line.split_once("saved ")?;
    let (n, number) = rest.split_once(' ')?;
    Some((n.parse().ok()?, number.trim().parse().ok()?))
}

fn kill_after(mut child: Child, acks: usize, then: Duration) -> Vec<(u32, u32)> {
    let mut acked = Vec::new();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    while acked.len() < acks {
        match lines.next() {
            Some(Ok(line)) => acked.extend(saved(&line)),
            _ => break,
        }
    }
    std::thread::sleep(then);
    child.kill().unwrap();
    child.wait().unwrap();
    // What was said before the kill counts as well.
    acked.extend(lines.map_while(Result::ok).filter_map(|line| saved(&line)));
    acked
}

#[test]
fn nothing_acknowledged_is_lost_when_the_process_is_killed_at_any_moment() {
    let dir = tempfile::tempdir().unwrap();
    drop(create(dir.path()));
    let mut acked = Vec::new();
    for round in 0..24_u64 {
        let process = child("saving_process", dir.path()).spawn().unwrap();
        let then = Duration::from_micros(round * 7_919 % 30_000);
        let acks = usize::try_from(round % 4).unwrap();
        acked.extend(kill_after(process, acks, then));

        let opened = unlock(dir.path()).unwrap();
        assert_eq!(opened.notices, vec![], "the same life of the log goes on");
        let store = opened.store;
        for (n, number) in &acked {
            let case = store.read(|r| r.case(&case_id(*n))).unwrap();
            let case = case.unwrap_or_else(|| panic!("save {n} was acknowledged"));
            assert_eq!(case.number().unwrap().n, *number);
            assert_eq!(store.read(|r| r.drafts(&case_id(*n))).unwrap().len(), 1);
        }
        let (records, _) = store.read(|r| r.record_counts()).unwrap();
        assert_eq!(records % 5, 0, "a save of five records is whole or not there");
        assert!(records >= 5 * acked.len() as u64);
        let health = store.check(&mut |_| Go::On).unwrap();
        assert_eq!(health.records, records);
        assert!(health.projections_ok, "round {round}");
    }
    assert!(acked.len() >= 24, "the processes did save: {}", acked.len());
}

/// Makes twenty saves beside another process.
#[test]
#[ignore = "run by the other tests as a process of its own"]
fn sharing_process() {
    let Some(dir) = dir_of_child() else { return };
    let from: u32 = std::env::var("STORE_TEST_FROM").unwrap().parse().unwrap();
    let store = unlock(&dir).unwrap().store;
    for n in from..from + 20 {
        store.write(author(), |w| save(w, n)).unwrap();
    }
}

#[test]
fn two_processes_share_a_desk_without_a_gap_or_a_double_number() {
    let dir = tempfile::tempdir().unwrap();
    let (window, _) = create(dir.path());
    let processes: Vec<Child> = [1000, 2000, 3000]
        .into_iter()
        .map(|from| {
            child("sharing_process", dir.path())
                .env("STORE_TEST_FROM", format!("{from}"))
                .spawn()
                .unwrap()
        })
        .collect();
    for n in 1..=20 {
        window.write(author(), |w| save(w, n)).unwrap();
    }
    for process in processes {
        let output = process.wait_with_output().unwrap();
        let why = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{why}");
    }
    assert!(window.changed_elsewhere().unwrap());
    let (records, _) = window.read(|r| r.record_counts()).unwrap();
    assert_eq!(records, 4 * 20 * 5);
    assert_eq!(window.read(|r| r.head()).unwrap().seq.0, records);
    assert_eq!(window.read(|r| r.last_number("case", 2026)).unwrap(), 80);
    assert!(window.check(&mut |_| Go::On).unwrap().projections_ok);
}

/// Fills a small disk with saves and scans, makes room, and goes on.
#[test]
#[ignore = "run by the other tests as a process of its own"]
fn filling_process() {
    let Some(disk) = dir_of_child() else { return };
    let dir = disk.join("desk");
    let ballast = disk.join("ballast");
    let (store, _) = create(&dir);
    std::fs::write(&ballast, vec![0; 6_000_000]).unwrap();
    let mut n = 0;
    let full = loop {
        match store.write(author(), |w| save(w, n)) {
            Ok(_) => n += 1,
            Err(error) => break error,
        }
        assert!(n < 50_000, "the disk should be full by now");
    };
    assert!(matches!(full, StoreError::DiskFull), "{full:?}");
    let scan = vec![3; 8_000_000];
    let new =
        NewAttachment { name: "扫描件".to_owned(), mime: "image/jpeg".to_owned(), size: 0 };
    let refused = store.attach(&mut &scan[..], &new, author(), &mut |_| Go::On);
    assert!(matches!(refused, Err(StoreError::DiskFull)), "{refused:?}");
    let left = std::fs::read_dir(dir.join("attachments")).unwrap().count();
    assert_eq!(left, 0, "nothing half-written is left");
    let refused = store.backup_to(&disk.join("b.fqbackup"), now(), &mut |_| Go::On);
    assert!(matches!(refused, Err(StoreError::DiskFull)), "{refused:?}");
    assert!(!disk.join("b.fqbackup").exists());
    assert_eq!(std::fs::read_dir(store.backup_dir()).unwrap().count(), 0);

    // Everything acknowledged is there, and with room it goes on in the same process.
    let (records, _) = store.read(|r| r.record_counts()).unwrap();
    assert_eq!(records, u64::from(n) * 5);
    std::fs::remove_file(&ballast).unwrap();
    store.write(author(), |w| save(w, 9_999)).unwrap();

    // To the last byte, and closed: what is acknowledged waits in the log until there is room.
    let fill = || {
        let mut rest = std::fs::File::options().create(true).append(true).open(&ballast).unwrap();
        while rest.write(&[0; 512]).is_ok_and(|written| written > 0) {}
    };
    fill();
    store.lock(now()).unwrap();
    fill();
    let closed = unlock(&dir).map(drop);
    assert!(matches!(closed, Err(StoreError::DiskFull)), "{closed:?}");
    std::fs::remove_file(&ballast).unwrap();
    let opened = unlock(&dir).unwrap();
    assert_eq!(opened.notices, vec![]);
    let (records, _) = opened.store.read(|r| r.record_counts()).unwrap();
    assert_eq!(records, u64::from(n + 1) * 5);
    assert!(opened.store.check(&mut |_| Go::On).unwrap().projections_ok);
    println!("held out");
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_refuses_the_save_and_keeps_everything_before() {
    let disk = tempfile::tempdir().unwrap();
    let mount = "mount -t tmpfs -o size=14m none \"$STORE_TEST_DIR\" || { echo cannot; exit 0; }";
    let run = child("filling_process", disk.path());
    let mut shell = Command::new("unshare");
    // Root needs no user namespace of his own, and is refused one where he stands in a chroot.
    let root = std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0);
    shell.args(if root { &["--mount"][..] } else { &["--mount", "--map-root-user"][..] });
    shell
        .args(["sh", "-c"])
        .arg(format!("{mount}; exec \"$0\" \"$@\""))
        .arg(run.get_program())
        .args(run.get_args())
        .env("STORE_TEST_DIR", disk.path());
    let output = shell.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let why = String::from_utf8_lossy(&output.stderr);
    if said.contains("cannot") || why.contains("unshare: ") {
        // Past the test's own capture: what was not tried must not look like what passed.
        let skipped = "\n!!! SKIPPED: a full disk\n!!! no small disk can be mounted here\n";
        std::io::stderr().write_all(skipped.as_bytes()).unwrap();
        return;
    }
    assert!(said.contains("held out"), "{said}\n{why}");
}
