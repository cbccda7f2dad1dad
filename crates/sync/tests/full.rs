//! The hub's disk is full: it takes nothing more, says so, keeps what it had taken; with room everything goes on.
#![allow(clippy::unwrap_used, reason = "a test may end here")]
#![cfg(target_os = "linux")]

mod common;

use common::*;
use ledger::wire::Role;
use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::net::SocketAddr;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;
use sync::State;

/// Serves a copy of a hub's folder on the small disk it stands on; does what it is told, line by line.
#[test]
#[ignore = "run by the other test as a process of its own, on a disk of its own"]
fn full_hub_process() {
    let Some(disk) = std::env::var_os("SYNC_TEST_DISK") else { return };
    let from = std::env::var_os("SYNC_TEST_DIR").unwrap();
    let listen: SocketAddr = std::env::var("SYNC_TEST_LISTEN").unwrap().parse().unwrap();
    let (dir, ballast) = (Path::new(&disk).join("hub"), Path::new(&disk).join("ballast"));
    copy_dir(Path::new(&from), &dir);
    let key = dir.join("hub.key");
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    let host = hub::Host::start(&hub::Place::new(&dir, None), listen).unwrap();
    let say = |text: &str| {
        println!("hub: {text}");
        std::io::stdout().flush().unwrap();
    };
    say("listens");
    for line in std::io::stdin().lines() {
        match line.unwrap().as_str() {
            "fill" => {
                let mut rest = std::fs::File::create(&ballast).unwrap();
                while rest.write(&[0; 512]).is_ok_and(|written| written > 0) {}
                say("filled");
            }
            "free" => {
                std::fs::remove_file(&ballast).unwrap();
                say("freed");
            }
            _ => {
                let status = host.hub().read(|store| store.status()).unwrap();
                say(&format!("records {} blobs {}", status.records, status.blobs));
            }
        }
    }
    host.stop().unwrap();
}

struct Small {
    child: Child,
    tell: ChildStdin,
    hear: Lines<BufReader<ChildStdout>>,
}

impl Small {
    /// `None` where no small disk can be mounted.
    fn start(from: &Path, disk: &Path, listen: SocketAddr) -> Option<Self> {
        let mount =
            "mount -t tmpfs -o size=16m none \"$SYNC_TEST_DISK\" || { echo cannot; exit 0; }";
        // Root needs no user namespace of his own, and is refused one where he stands in a chroot.
        let root = std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0);
        let mut child = Command::new("unshare")
            .args(if root { &["--mount"][..] } else { &["--mount", "--map-root-user"][..] })
            .args(["sh", "-c"])
            .arg(format!("{mount}; exec \"$0\" \"$@\""))
            .arg(std::env::current_exe().unwrap())
            .args(["--exact", "full_hub_process", "--ignored", "--nocapture"])
            .env("SYNC_TEST_DISK", disk)
            .env("SYNC_TEST_DIR", from)
            .env("SYNC_TEST_LISTEN", listen.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let hear = BufReader::new(child.stdout.take().unwrap()).lines();
        let tell = child.stdin.take().unwrap();
        let mut small = Self { child, tell, hear };
        match small.next() {
            Some(said) if said == "listens" => Some(small),
            _ => {
                small.child.wait().unwrap();
                None
            }
        }
    }

    fn next(&mut self) -> Option<String> {
        self.hear.find_map(|line| {
            let line = line.ok()?;
            if line == "cannot" {
                return Some(line);
            }
            Some(line.split_once("hub: ")?.1.to_owned())
        })
    }

    fn does(&mut self, what: &str) -> String {
        writeln!(self.tell, "{what}").unwrap();
        self.next().expect("it is there and answers")
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_full_disk_at_the_hub_is_said_nothing_is_lost_and_it_goes_on_with_room() {
    let mut county = County::start().await;
    let mut desk = county.desk("河口驿站", Role::Station).await;
    let mut office = county.desk("县中心", Role::County).await;
    county.stop().await;
    county.admin = None;
    let disk = tempfile::tempdir().unwrap();
    let Some(mut hub) = Small::start(&county.place.dir, disk.path(), county.address) else {
        // Past the test's own capture: what was not tried must not look like what passed.
        let skipped =
            "\n!!! SKIPPED: a full disk at the hub\n!!! no small disk can be mounted here\n";
        std::io::stderr().write_all(skipped.as_bytes()).unwrap();
        return;
    };
    desk.run();
    office.run();
    desk.save(&case_id(1), &[name("张某")]);
    let synced = |desk: &Desk| {
        matches!(desk.status().state, State::Synced { .. }) && desk.counts().waiting == 0
    };
    until("the first is there", || synced(&desk) && office.listed() == 1).await;

    assert_eq!(hub.does("fill"), "filled");
    let full = State::Attention { code: "sync.hub_full".to_owned() };
    let mut saved = 0;
    while desk.status().state != full {
        desk.save(&case_id(1), &[payment(&format!("m{saved}"))]);
        saved += 1;
        assert!(saved < 3_000, "the disk is never full");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(desk.counts().waiting > 0);
    // The desk goes on working; a scan comes too.
    let scan = desk.attach(&case_id(1), "工资条.jpg", &noise(400_000, 5));
    let acked = desk.counts().receipted;
    tokio::time::sleep(Duration::from_millis(600)).await;
    let records = hub.does("count");
    assert!(records.ends_with("blobs 0"), "{records}");

    assert_eq!(hub.does("free"), "freed");
    until("everything is there", || synced(&desk)).await;
    until("at the county too", || office.case(&case_id(1)) == desk.case(&case_id(1))).await;
    until("and the scan", || office.store.attachment(&scan).is_ok()).await;
    assert_eq!(office.case(&case_id(1)).unwrap().payments.len(), saved);
    assert!(desk.counts().receipted > acked);
    assert_eq!(desk.counts().own, saved as u64 + 2, "each once");

    // The same while a scan is on its way: what had come stays, the rest follows.
    let large = desk.attach(&case_id(1), "录音.wav", &noise(3_000_000, 6));
    assert_eq!(hub.does("fill"), "filled");
    tokio::time::sleep(Duration::from_millis(800)).await;
    assert_eq!(hub.does("free"), "freed");
    until("the recording is there", || office.store.attachment(&large).is_ok()).await;
    until("all rest", || synced(&desk) && synced(&office)).await;
    for desk in [&mut desk, &mut office] {
        desk.rest().await;
        desk.whole();
    }
}
