//! Packs checked by the real program: an endless template is stopped, one that eats memory takes only its worker along.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is not as it should be"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

fn desk(arguments: &[&std::ffi::OsStr]) -> Output {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    let data = tempfile::tempdir().unwrap();
    Command::new(env!("CARGO_BIN_EXE_fengqiao-desk"))
        .arg("--assets")
        .arg(assets)
        .arg("--data")
        .arg(data.path())
        .args(arguments)
        .output()
        .unwrap()
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

const RECEIPT: &str = "documents/receipt/template.typ";
const HEAD: &str = "#import \"/common/paper.typ\": *\n#show: 文书.with(密: true)\n";

/// A pack that changes only the receipt.
fn folder(template: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let meta = "id = \"test-county\"\nname = \"某某县文书样式\"\nversion = \"1\"\ncounty = \"某某县\"\ndate = \"2026-12-01\"\nmade_for = 1\n";
    fs::write(folder.path().join("pack.toml"), meta).unwrap();
    fs::create_dir_all(folder.path().join("documents/receipt")).unwrap();
    fs::write(folder.path().join(RECEIPT), format!("{HEAD}{template}\n")).unwrap();
    folder
}

fn check(folder: &Path) -> Output {
    desk(&["pack".as_ref(), "check".as_ref(), folder.as_ref()])
}

#[test]
fn the_shipped_papers_are_exported_changed_checked_and_looked_at() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("样式");
    let made = desk(&["pack".as_ref(), "export".as_ref(), folder.as_ref()]);
    assert!(made.status.success(), "{}", words(&made));
    let file = folder.join("documents/session-notice/template.typ");
    let text = fs::read_to_string(&file).unwrap();
    let changed = text.replace("无正当理由不到场的", "没有说明理由不来的");
    assert_ne!(text, changed);
    fs::write(&file, changed).unwrap();
    let checked = check(&folder);
    let said = words(&checked);
    assert!(checked.status.success(), "{said}");
    assert!(said.contains("排出《调解通知书》2页") && said.contains("检查通过"), "{said}");
    let out = place.path().join("notice.pdf");
    let shown = desk(&[
        "pack".as_ref(),
        "preview".as_ref(),
        folder.as_ref(),
        "session-notice".as_ref(),
        "--out".as_ref(),
        out.as_ref(),
    ]);
    assert!(shown.status.success(), "{}", words(&shown));
    assert!(fs::read(&out).unwrap().starts_with(b"%PDF"));
}

#[test]
fn a_mistake_is_told_by_file_line_and_column_and_the_exit_code() {
    let pack = folder("#日其(\"2026-01-01\")");
    let checked = check(pack.path());
    let said = words(&checked);
    assert!(!checked.status.success());
    assert!(said.contains(&format!("{RECEIPT}:3:2: 要改：用样例排版：没有叫“日其”")), "{said}");
}

#[test]
fn an_endless_template_is_stopped_and_the_program_ends() {
    let pack = folder(
        "#for a in range(9000) { for b in range(9000) { for c in range(9000) { let d = a } } }",
    );
    let began = Instant::now();
    let checked = check(pack.path());
    let said = words(&checked);
    assert!(!checked.status.success());
    assert!(said.contains("秒还没有排完"), "{said}");
    assert!(began.elapsed() < Duration::from_secs(120), "{:?}", began.elapsed());
}

#[cfg(target_os = "linux")]
#[test]
fn a_template_that_eats_all_memory_takes_only_its_worker_along() {
    let pack = folder("#let all = range(400000000)\n#all.len()");
    let checked = check(pack.path());
    let said = words(&checked);
    assert!(!checked.status.success());
    assert!(said.contains("用的内存太多"), "{said}");
}
