//! Nothing that was touched on the way gets in.

mod common;

use common::{Desk, join, lines, pack, signed, unpack};
use ledger::{BatchError, Limits, Seq, VerifiedBatch, batch};
use serde_json::json;

fn read(desk: &Desk, bytes: &[u8]) -> Result<VerifiedBatch, BatchError> {
    batch::read(bytes, &desk.public(), &Limits::default())
}

/// A batch of four records, the third only as a leaf.
fn filtered_sample(desk: &Desk) -> Vec<u8> {
    let whole = read(desk, &desk.write(&desk.log(4))).expect("a batch");
    whole.filtered(|entry| entry.seq != Seq(3)).expect("a batch")
}

#[test]
fn any_bit_changed_in_the_content_is_refused() {
    let desk = Desk::new(1);
    for frame in [desk.write(&desk.log(2)), filtered_sample(&desk)] {
        let mut text = unpack(&frame);
        for at in 0..text.len() {
            for bit in 0..8 {
                text[at] ^= 1 << bit;
                assert!(read(&desk, &pack(&text)).is_err(), "bit {bit} of byte {at}");
                text[at] ^= 1 << bit;
            }
        }
        assert!(read(&desk, &pack(&text)).is_ok(), "the sample itself is sound");
    }
}

#[test]
fn any_byte_changed_in_the_frame_is_refused_or_changes_nothing() {
    // A few bits of a zstd frame are padding: then the very same batch must come out.
    let desk = Desk::new(1);
    let mut frame = desk.write(&desk.log(3));
    let sound = read(&desk, &frame).expect("a batch");
    let mut idle = 0;
    for at in 0..frame.len() {
        let was = frame[at];
        for other in (0..=u8::MAX).filter(|&other| other != was) {
            frame[at] = other;
            match read(&desk, &frame) {
                Ok(batch) => {
                    assert_eq!(batch, sound, "byte {at}: {was:#04x} to {other:#04x}");
                    idle += 1;
                }
                // A bad line is no alarm: the checksum tells damage on the way from a forged record.
                Err(error) => assert!(
                    !matches!(error, BatchError::Broken { .. } | BatchError::Signature { .. }),
                    "byte {at}: {was:#04x} to {other:#04x}: {error}"
                ),
            }
        }
        frame[at] = was;
    }
    assert!(idle < frame.len() * 255 / 1000, "{idle} changes had no effect");
}

#[test]
fn a_batch_cut_anywhere_says_that_it_is_cut() {
    let desk = Desk::new(1);
    let frame = desk.write(&desk.log(3));
    for at in 0..frame.len() {
        assert_eq!(read(&desk, &frame[..at]), Err(BatchError::Cut { at }));
    }
}

#[test]
fn bytes_after_the_end_are_refused() {
    let desk = Desk::new(1);
    let mut frame = desk.write(&desk.log(3));
    frame.extend(b"xy");
    assert_eq!(read(&desk, &frame), Err(BatchError::Trailing { extra: 2 }));
}

#[test]
fn a_byte_put_in_or_taken_out_of_the_content_is_refused() {
    let desk = Desk::new(1);
    let text = unpack(&filtered_sample(&desk));
    for at in 0..text.len() {
        let mut less = text.clone();
        less.remove(at);
        assert!(read(&desk, &pack(&less)).is_err(), "without byte {at}");
        for extra in *b" \n0" {
            let mut more = text.clone();
            more.insert(at, extra);
            assert!(read(&desk, &pack(&more)).is_err(), "one more at {at}");
        }
    }
}

#[test]
fn records_moved_doubled_left_out_or_added_are_refused() {
    let desk = Desk::new(1);
    let sound = lines(&unpack(&desk.write(&desk.log(5))));
    let (first, count) = (2, 5);
    for a in first..first + count {
        for b in first..first + count {
            let mut moved = sound.clone();
            moved.swap(a, b);
            assert_eq!(read(&desk, &pack(&join(&moved))).is_ok(), a == b, "{a} and {b} swapped");
            let mut doubled = sound.clone();
            doubled[a] = sound[b].clone();
            assert_eq!(read(&desk, &pack(&join(&doubled))).is_ok(), a == b, "{b} in place of {a}");
        }
        let mut without = sound.clone();
        without.remove(a);
        assert!(matches!(
            read(&desk, &pack(&join(&without))),
            Err(BatchError::Count { found: 4, .. })
        ));
        let mut more = sound.clone();
        more.insert(a, sound[a].clone());
        assert!(matches!(
            read(&desk, &pack(&join(&more))),
            Err(BatchError::Count { found: 6, .. })
        ));
    }
}

#[test]
fn a_record_of_another_batch_does_not_fit() {
    let desk = Desk::new(1);
    let mut mixed = lines(&unpack(&desk.write(&desk.log(3))));
    let other = lines(&unpack(&desk.write(&desk.log_of((0..3).map(|n| json!({ "n": n }))))));
    mixed[3] = other[3].clone();
    assert_eq!(
        read(&desk, &pack(&join(&mixed))),
        Err(BatchError::Broken { from: Seq(1), to: Seq(3) })
    );
}

#[test]
fn another_devices_key_is_refused() {
    let (desk, other) = (Desk::new(1), Desk::new(2));
    assert!(matches!(read(&other, &desk.write(&desk.log(3))), Err(BatchError::OtherDevice { .. })));
    assert!(matches!(
        batch::write(&other.key, &desk.start, &desk.log(3)),
        Err(BatchError::OtherDevice { .. })
    ));
}

#[test]
fn a_header_signed_by_another_key_is_refused() {
    use ed25519_dalek::Signer;
    let (desk, thief) = (Desk::new(1), Desk::new(2));
    let mut forged = lines(&unpack(&desk.write(&desk.log(3))));
    forged[1] = hex::encode(thief.key.sign(&forged[0]).to_bytes()).into_bytes();
    let refused = Err(BatchError::Signature { dev: desk.start.dev, from: Seq(1), to: Seq(3) });
    assert_eq!(read(&desk, &pack(&join(&forged))), refused);
}

#[test]
fn headers_that_make_no_sense_are_refused_even_when_signed() {
    let desk = Desk::new(1);
    let sound = lines(&unpack(&desk.write(&desk.log(3))));
    let header = String::from_utf8(sound[0].clone()).expect("UTF-8");
    let with = |from: &str, to: &str| {
        assert!(header.contains(from), "{from}");
        read(&desk, &signed(&desk, &header.replace(from, to), &sound[2..]))
    };
    assert!(with("\"alg\":1", "\"alg\":1").is_ok(), "the sample itself is sound");
    assert_eq!(
        with("\"proto\":1", "\"proto\":2"),
        Err(BatchError::NewerProtocol { found: 2, newest: 1 })
    );
    assert!(matches!(with("\"proto\":1", "\"proto\":0"), Err(BatchError::Header { .. })));
    assert_eq!(with("\"alg\":1", "\"alg\":2"), Err(BatchError::UnknownAlg { found: 2 }));
    assert!(matches!(with("\"from\":1", "\"from\":0"), Err(BatchError::Header { .. })));
    assert!(matches!(with("\"from\":1", "\"from\":4"), Err(BatchError::Header { .. })));
    assert!(matches!(
        with("\"to\":3", "\"to\":18446744073709551615"),
        Err(BatchError::Header { .. })
    ));
    assert!(matches!(
        with("\"to\":3", "\"to\":9007199254740991"),
        Err(BatchError::TooManyRecords { .. })
    ));
    assert!(matches!(
        with("\"prev_hash\":\"", "\"prev_hash\":\"0"),
        Err(BatchError::Header { .. })
    ));
    assert!(matches!(with("\"alg\":1", "\"alg\":1,\"alg\":1"), Err(BatchError::Header { .. })));
    let start = desk.start.hash.to_string();
    assert!(
        matches!(with(&start, &"0".repeat(64)), Err(BatchError::Header { .. })),
        "a log starts at its own hash"
    );
}
