//! The real window.

mod support;

use support::cups::{Cups, QUEUE};
use support::window::Window;

#[test]
fn the_window_opens_in_chinese_on_an_empty_data_folder() {
    let data = tempfile::tempdir().unwrap();
    let window = Window::open(data.path(), &[]);
    let title = window.script("return document.title", &[]);
    assert!(title.as_str().unwrap().contains("枫桥驿"), "{title}");
    window.read_anywhere("这台电脑");
    window.picture("first-start");
    window.close();
}

/// The print system that the other tests rely on keeps its promises.
#[test]
fn a_sheet_lies_in_the_queue_byte_by_byte() {
    let cups = Cups::start();
    let sheet = cups.folder().join("sheet.pdf");
    let bytes = b"%PDF-1.7\n% any bytes: the queue takes them as they are\n%%EOF\n";
    std::fs::write(&sheet, bytes).unwrap();
    let path = sheet.to_str().unwrap();
    let title = "勐工调〔2026〕KD12号 调解协议书";
    let printed = cups.client("lp", &["-d", QUEUE, "-n", "3", "-t", title, "--", path]);
    assert!(printed.status.success(), "{printed:?}\n{}", cups.log());
    let jobs = cups.jobs(1);
    assert_eq!(jobs.len(), 1);
    assert_eq!(jobs[0].data, bytes);
    assert!(jobs[0].log.contains(title), "{}", jobs[0].log);
    assert!(jobs[0].log.contains("copies=3"), "{}", jobs[0].log);
}
