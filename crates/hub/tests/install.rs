//! `systemd/install.sh`, into a root of its own: what lies where, who may read it, and that nothing of a county's is
//! ever replaced.
#![allow(clippy::unwrap_used, reason = "a test may end here")]
#![cfg(target_os = "linux")]

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

fn install(root: &Path, program: &str) -> Output {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/systemd/install.sh");
    Command::new("sh").arg(script).arg(program).env("DESTDIR", root).output().unwrap()
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

const PROGRAM: &str = env!("CARGO_BIN_EXE_fengqiao-hub");

#[test]
fn what_is_installed_runs_and_only_the_service_reads_its_keys() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    let done = install(root, PROGRAM);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let at = |path: &str| root.join(path);
    assert_eq!(mode(&at("usr/bin/fengqiao-hub")), 0o755);
    assert_eq!(mode(&at("var/lib/fengqiao-hub")), 0o700);
    assert_eq!(mode(&at("etc/fengqiao-hub")), 0o700);
    assert_eq!(mode(&at("etc/fengqiao-hub/hub.env")), 0o600);
    let version = Command::new(at("usr/bin/fengqiao-hub")).arg("--version").output().unwrap();
    assert!(version.status.success());

    // The unit starts the program that was installed, with the settings that were written.
    let unit = std::fs::read_to_string(at("etc/systemd/system/fengqiao-hub.service")).unwrap();
    assert!(unit.contains("ExecStart=/usr/bin/fengqiao-hub serve\n"));
    assert!(unit.contains("EnvironmentFile=-/etc/fengqiao-hub/hub.env\n"));
    let settings = std::fs::read_to_string(at("etc/fengqiao-hub/hub.env")).unwrap();
    let mut init = Command::new(at("usr/bin/fengqiao-hub"));
    for line in settings.lines().filter(|line| !line.starts_with('#')) {
        let (name, value) = line.split_once('=').unwrap();
        let here = value.strip_prefix('/').map(|rest| at(rest).display().to_string());
        init.env(name, here.unwrap_or_else(|| value.to_owned()));
    }
    let made = init.args(["init", "--name", "县中心"]).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    assert!(at("etc/fengqiao-hub/hub.key").exists() && at("var/lib/fengqiao-hub/hub.db").exists());
    let left: Vec<_> = std::fs::read_dir(at("usr/bin")).unwrap().flatten().collect();
    assert_eq!(left.len(), 1, "nothing half done is left: {left:?}");
}

#[test]
fn an_upgrade_keeps_settings_data_and_keys_and_a_wrong_program_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    // As it was installed by hand before: the key in the data folder.
    let data = root.join("var/lib/fengqiao-hub");
    std::fs::create_dir_all(&data).unwrap();
    std::fs::write(data.join("hub.key"), "county's").unwrap();
    assert!(install(root, PROGRAM).status.success());
    let settings = root.join("etc/fengqiao-hub/hub.env");
    let text = std::fs::read_to_string(&settings).unwrap();
    assert!(text.contains("FENGQIAO_HUB_KEY=/var/lib/fengqiao-hub/hub.key"), "{text}");
    std::fs::write(&settings, "FENGQIAO_HUB_LISTEN=0.0.0.0:9000\n").unwrap();
    assert!(install(root, PROGRAM).status.success());
    assert_eq!(std::fs::read_to_string(&settings).unwrap(), "FENGQIAO_HUB_LISTEN=0.0.0.0:9000\n");
    assert_eq!(std::fs::read_to_string(data.join("hub.key")).unwrap(), "county's");

    let before = std::fs::read(root.join("usr/bin/fengqiao-hub")).unwrap();
    let broken = dir.path().join("broken");
    std::fs::write(&broken, "not for this machine").unwrap();
    for wrong in [broken.to_str().unwrap(), "/nowhere/fengqiao-hub"] {
        let refused = install(root, wrong);
        assert!(!refused.status.success());
        assert!(String::from_utf8_lossy(&refused.stderr).contains("什么都没有改动"));
    }
    assert_eq!(std::fs::read(root.join("usr/bin/fengqiao-hub")).unwrap(), before);
}
