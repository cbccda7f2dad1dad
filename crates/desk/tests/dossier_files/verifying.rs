//! Looking at a large file: how far it is, and stopped when nobody waits for it.

use super::encoded;
use crate::support::*;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// A PDF of so many pages that show a fax: neither text nor a photograph, so each is drawn and looked at.
fn faxes(pages: usize) -> Vec<u8> {
    use lopdf::{Document, Object, Stream, dictionary};
    let mut pdf = Document::with_version("1.7");
    let image = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 8, "Height" => 8, "BitsPerComponent" => 8,
        "ColorSpace" => "DeviceGray",
    };
    let image = pdf.add_object(Stream::new(image, (0..64).map(|n| n * 4).collect()));
    let tree = pdf.new_object_id();
    let kids: Vec<Object> = (0..pages)
        .map(|_| {
            let content = Stream::new(dictionary! {}, b"q 500 0 0 700 50 50 cm /F Do Q".to_vec());
            let content = pdf.add_object(content);
            let shown = dictionary! { "XObject" => dictionary! { "F" => image } };
            pdf.add_object(dictionary! {
                "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => shown,
                "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            })
            .into()
        })
        .collect();
    let list = dictionary! { "Type" => "Pages", "Count" => pages as i64, "Kids" => kids };
    pdf.objects.insert(tree, list.into());
    let root = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    pdf.trailer.set("Root", root);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_large_file_says_how_far_it_is_and_is_left_when_nobody_waits() {
    let s = Station::new();
    let idle = json!({ "stage": "idle", "done": 0, "of": 0 });
    assert_eq!(s.call("document.progress", json!({ "job": "a" })), idle);
    // To end by itself it would take minutes.
    let file = json!({ "name": "传真.pdf", "data": encoded(&faxes(300)), "job": "a" });
    let begun = Instant::now();
    let (told, thrown) = std::thread::scope(|scope| {
        let looking = scope.spawn(|| s.try_call("document.verify", file));
        let mut told: Vec<Value> = Vec::new();
        while told.last().is_none_or(|at| at["stage"] != "looking" || at["done"].as_u64() < Some(2))
        {
            assert!(!looking.is_finished(), "{told:?}");
            assert!(begun.elapsed() < Duration::from_secs(120), "{told:?}");
            std::thread::sleep(Duration::from_millis(10));
            told.push(s.call("document.progress", json!({ "job": "a" })));
        }
        // Another name is another verification: it is not stopped with it.
        s.call("document.cancel", json!({ "job": "b" }));
        assert!(!looking.is_finished());
        s.call("document.cancel", json!({ "job": "a" }));
        (told, looking.join().unwrap())
    });
    assert_eq!(thrown.unwrap_err().code, "verify.cancelled");
    let looked: Vec<_> = told.iter().filter(|at| at["stage"] == "looking").collect();
    assert!(looked.iter().all(|at| at["of"] == 300), "{looked:?}");
    assert!(looked.is_sorted_by_key(|at| at["done"].as_u64()), "{looked:?}");
    assert_eq!(s.call("document.progress", json!({ "job": "a" })), idle);
    // The same file, waited for, is looked at to its end.
    let short = json!({ "name": "传真.pdf", "data": encoded(&faxes(2)), "job": "a" });
    assert_eq!(s.call("document.verify", short)["verdict"], "unread");
}
