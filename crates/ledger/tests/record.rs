//! A record's bytes are fixed once, and whatever they say is kept.

mod common;

use common::{Desk, record_at};
use ledger::record::MAX_RECORD_BYTES;
use ledger::{Cursor, Incarnation, Leaf, Re, RecordError, Salt, Sealed, Seq};
use proptest::prelude::*;
use serde_json::{Value, json};

fn desk() -> Desk {
    Desk::new(7)
}

#[test]
fn optional_fields_come_back_as_they_were_written() {
    let mut record = record_at(&desk().start, 1, json!({ "a": 1 }));
    record.base = Some(Cursor { hub_inc: Incarnation([9; 8]), hub_seq: 42 });
    record.skew_ms = Some(-1500);
    record.re = Some(Re { inc: Incarnation([3; 8]), seq: Seq(5) });
    record.salt = Some(Salt([0xAB; 16]));
    let sealed = record.clone().seal().expect("a record");
    assert_eq!(sealed.record(), &record);
    let text = String::from_utf8(sealed.bytes().to_vec()).expect("UTF-8");
    assert!(text.contains(r#""base":"0909090909090909:42""#), "{text}");
    assert!(text.contains(r#""salt":"abababababababababababababababab""#), "{text}");
    assert!(text.contains(r#""re":{"inc":"0303030303030303","seq":5}"#), "{text}");
    assert!(text.contains(r#""at":"2026-11-22T09:30:00+08:00""#), "{text}");
}

#[test]
fn absent_optional_fields_are_not_written() {
    let sealed = record_at(&desk().start, 1, json!({})).seal().expect("a record");
    let Value::Object(fields) = serde_json::from_slice(sealed.bytes()).expect("JSON") else {
        panic!("an object")
    };
    let names: Vec<_> = fields.keys().map(String::as_str).collect();
    for absent in ["base", "skew_ms", "re", "salt", "more"] {
        assert!(!names.contains(&absent), "{names:?}");
    }
}

#[test]
fn text_with_line_breaks_stays_one_line() {
    let sealed = record_at(
        &desk().start,
        1,
        json!({ "case/narrative": "第一行\n第二行\r\n\u{2028}第三行" }),
    )
    .seal()
    .expect("a record");
    assert!(!sealed.bytes().contains(&b'\n') && !sealed.bytes().contains(&b'\r'));
    assert_eq!(sealed.record().body["case/narrative"], "第一行\n第二行\r\n\u{2028}第三行");
}

#[test]
fn two_lines_are_no_record() {
    let sealed = record_at(&desk().start, 1, json!({})).seal().expect("a record");
    let mut bytes = sealed.bytes().to_vec();
    bytes.insert(1, b'\n');
    assert_eq!(Sealed::parse(bytes), Err(RecordError::NotOneLine { at: 1 }));
}

#[test]
fn a_record_past_256_kib_is_refused_and_one_just_below_is_not() {
    let desk = desk();
    let bare = record_at(&desk.start, 1, json!("")).seal().expect("a record").bytes().len();
    let fits = record_at(&desk.start, 1, json!("x".repeat(MAX_RECORD_BYTES - bare)));
    assert_eq!(fits.seal().expect("it fits").bytes().len(), MAX_RECORD_BYTES);
    let over = record_at(&desk.start, 1, json!("x".repeat(MAX_RECORD_BYTES - bare + 1)));
    assert_eq!(
        over.seal(),
        Err(RecordError::TooLarge { size: MAX_RECORD_BYTES + 1, limit: MAX_RECORD_BYTES })
    );
}

#[test]
fn a_field_twice_is_refused_because_two_readers_could_read_two_things() {
    let mut record = record_at(&desk().start, 1, json!({}));
    record.more.insert("kind".to_owned(), json!("case.accepted"));
    let error = record.seal().expect_err("kind twice");
    assert!(
        matches!(&error, RecordError::Unreadable { what, .. } if what == "duplicate field `kind`"),
        "{error}"
    );
}

#[test]
fn a_missing_field_is_named() {
    let sealed = record_at(&desk().start, 1, json!({})).seal().expect("a record");
    for field in ["v", "kind", "dev", "inc", "seq", "touches", "by", "at", "body"] {
        let mut fields: Value = serde_json::from_slice(sealed.bytes()).expect("JSON");
        fields.as_object_mut().expect("an object").remove(field);
        let error = Sealed::parse(fields.to_string()).expect_err(field);
        assert!(error.to_string().contains(&format!("`{field}`")), "{field}: {error}");
    }
}

#[test]
fn errors_and_debug_output_never_repeat_what_a_record_says() {
    let sealed =
        record_at(&desk().start, 1, json!({ "parties/p1/name": "张某" })).seal().expect("a record");
    assert!(!format!("{sealed:?}").contains("张某"));
    let text = String::from_utf8(sealed.bytes().to_vec()).expect("UTF-8");
    for (from, to) in [
        (r#""v":1"#, r#""v":"张某""#),
        (r#""seq":1"#, r#""seq":"张某""#),
        (r#""at":"2026-11-22T09:30:00+08:00""#, r#""at":"张某""#),
        (r#""touches":["claims"]"#, r#""touches":"张某""#),
    ] {
        assert!(text.contains(from), "{from}");
        let error = Sealed::parse(text.replace(from, to)).expect_err(to);
        assert!(
            !error.to_string().contains("张某") && !format!("{error:?}").contains("张某"),
            "{error}"
        );
        assert!(matches!(error, RecordError::Unreadable { column, .. } if column > 0), "{error:?}");
    }
}

#[test]
fn identifiers_have_one_text_only() {
    let upper = "AB".repeat(16);
    assert!(upper.parse::<Salt>().is_err());
    assert!(upper.to_lowercase().parse::<Salt>().is_ok());
    assert!("abab".parse::<Salt>().is_err());
    let inc = "01".repeat(8);
    assert!(format!("{inc}:7").parse::<Cursor>().is_ok());
    for bad in ["+7", "07", " 7", "", "-1", "18446744073709551616"] {
        assert!(format!("{inc}:{bad}").parse::<Cursor>().is_err(), "{bad}");
    }
    assert!("7".parse::<Cursor>().is_err());
}

#[test]
fn cursors_of_two_hub_lives_have_no_order() {
    let cursor = |inc, hub_seq| Cursor { hub_inc: Incarnation([inc; 8]), hub_seq };
    assert!(cursor(1, 5) < cursor(1, 6));
    assert_eq!(cursor(1, 5).partial_cmp(&cursor(2, 6)), None);
}

/// Any JSON, numbers within what every reader holds exactly.
pub fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("\\PC{0,6}", inner, 0..5)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn sealing_and_parsing_give_the_same_record_bytes_and_leaf(
        body in any_json(),
        kind in "[a-z]{1,8}\\.[a-z]{1,8}",
        more in prop::collection::btree_map("x_[a-z]{1,6}", any_json(), 0..4),
    ) {
        let mut record = record_at(&desk().start, 1, body);
        record.kind = kind;
        record.more = more;
        let sealed = record.clone().seal().expect("a record");
        prop_assert_eq!(sealed.record(), &record);
        let parsed = Sealed::parse(sealed.bytes()).expect("a record");
        prop_assert_eq!(&parsed, &sealed);
        prop_assert_eq!(parsed.leaf(), Leaf::of(ledger::Alg::CURRENT, sealed.bytes()));
    }

    #[test]
    fn no_bytes_make_the_reader_fail_other_than_with_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Sealed::parse(bytes);
    }
}
