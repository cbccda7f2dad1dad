//! Pages of a file on its cover: counted beside, and each file once.

use super::encoded;
use crate::support::*;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

impl Station {
    fn attach(&self, case: &Value, name: &str, bytes: &[u8]) {
        let file = json!({ "case": case, "name": name, "label": "chat", "data": encoded(bytes) });
        self.call("attachment.add", file);
    }

    /// How many pages a look at the cover shows; none while that place is blank.
    fn on_cover(&self, case: &Value) -> Option<u64> {
        let look = json!({ "case": case, "kind": "dossier-cover", "fields": {} });
        let said = words(&self.bytes("paper.preview", look));
        let (_, after) = said.split_once("页数").expect("the cover has a place for them");
        let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    }
}

/// Waits until the desk says that the pages of the file are counted.
fn counted(changes: &mut tokio::sync::broadcast::Receiver<desk::Change>, case: &Value) {
    let until = Instant::now() + Duration::from_secs(60);
    while Instant::now() < until {
        match changes.try_recv() {
            Ok(change) if change.noun == "dossier" => {
                assert_eq!(change.case.as_deref(), case.as_str());
                return;
            }
            Ok(_) => {}
            Err(_) => std::thread::sleep(Duration::from_millis(20)),
        }
    }
    panic!("nobody counted the pages");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn a_look_at_the_cover_waits_for_no_counting_and_a_file_is_read_for_its_pages_once() {
    let s = Station::new();
    let (case, _, agreement) = s.settled();
    let pdf = s.bytes("paper.pdf", json!({ "case": case, "paper": agreement["id"] }));
    s.attach(&case, "聊天记录.jpg", &s.pictured(&pdf, 1));
    s.attach(&case, "合同.pdf", &pdf);
    s.attach(&case, "录音.mp3", b"ID3 a recording");
    // A command that ends counts at once: nobody would look again.
    let at_once = s.on_cover(&case).expect("pages");

    // The window shows what it knows and hears of the rest.
    let other = Station::new();
    let (case, _, agreement) = other.settled();
    let pdf = other.bytes("paper.pdf", json!({ "case": case, "paper": agreement["id"] }));
    other.attach(&case, "聊天记录.jpg", &other.pictured(&pdf, 1));
    other.attach(&case, "合同.pdf", &pdf);
    other.attach(&case, "录音.mp3", b"ID3 a recording");
    other.desk.stay();
    let mut changes = other.desk.changes();
    assert_eq!(other.on_cover(&case), None);
    counted(&mut changes, &case);
    assert_eq!(other.on_cover(&case), Some(at_once));
    let bound = other.call("dossier.bind", json!({ "case": case }));
    assert_eq!(bound["pages"], at_once, "counted as it is bound");

    // What was counted is not read again, whatever becomes of the case.
    let before = files(&other.config.data.join("attachments"));
    assert!(before.len() >= 5);
    other.attach(&case, "后补.jpg", &other.pictured(&pdf, 2));
    for file in before {
        std::fs::write(file, b"nothing that could be read").unwrap();
    }
    assert_eq!(other.on_cover(&case), None, "one file is new");
    counted(&mut changes, &case);
    assert_eq!(other.on_cover(&case), Some(at_once + 1));
    let said = other.call("dossier.pages", json!({ "case": case }));
    assert_eq!(said, json!({ "pages": at_once + 1, "bound": false }));
    // Whoever binds reads them, and finds what is missing.
    let bound = other.call("dossier.bind", json!({ "case": case }));
    assert_eq!(bound["pages"], 1);
}
