//! A line that breaks and a stick pulled out too early cost nothing but the last, unfinished batch.

mod common;

use common::Desk;
use ledger::{BatchError, Limits, Seq, StreamRead, VerifyingKey, read_stream};
use proptest::prelude::*;

fn read(bytes: &[u8], keys: &[VerifyingKey]) -> StreamRead {
    read_stream(
        bytes,
        &[],
        |dev| keys.iter().find(|key| ledger::DeviceId::of(key) == *dev).copied(),
        &Limits::default(),
    )
}

fn next_seq(desk: &Desk, read: &StreamRead) -> Option<Seq> {
    read.resume.next_seq(desk.start.dev, desk.start.inc)
}

#[test]
fn any_cut_gives_the_whole_batches_and_resumes_to_the_same_end() {
    let desk = Desk::new(1);
    let log = desk.log(9);
    let (bytes, ends) = desk.stream(&log, 3);
    for at in 0..=bytes.len() {
        let first = read(&bytes[..at], &[desk.public()]);
        let whole = ends.iter().filter(|&&end| end <= at).count();
        let start = if whole == 0 { 0 } else { ends[whole - 1] };
        assert_eq!(first.batches.len(), whole, "cut at {at}");
        assert_eq!(first.resume.offset, start, "cut at {at}");
        assert_eq!(first.resume.stopped, (at > start).then_some(BatchError::Cut { at }));
        assert_eq!(next_seq(&desk, &first), (whole > 0).then(|| Seq(3 * whole as u64 + 1)));
        assert!(first.refused.is_empty());

        let known: Vec<_> = first.resume.heads.values().copied().collect();
        let rest =
            read_stream(&bytes[start..], &known, |_| Some(desk.public()), &Limits::default());
        assert!(rest.resume.is_complete());
        assert_eq!(next_seq(&desk, &rest), Some(Seq(10)));
        assert!(
            first
                .batches
                .iter()
                .chain(&rest.batches)
                .flat_map(|batch| batch.records())
                .eq(log.iter())
        );
    }
}

#[test]
fn logs_of_several_devices_lie_in_one_stream() {
    let (a, b) = (Desk::new(1), Desk::new(2));
    let (from_a, from_b) = (a.stream(&a.log(4), 2).0, b.stream(&b.log(3), 3).0);
    let read = read(&[from_a, from_b].concat(), &[a.public(), b.public()]);
    assert!(read.resume.is_complete() && read.refused.is_empty());
    assert_eq!((next_seq(&a, &read), next_seq(&b, &read)), (Some(Seq(5)), Some(Seq(4))));
}

#[test]
fn a_batch_of_an_unknown_device_is_passed_over_and_the_next_one_read() {
    let (a, b) = (Desk::new(1), Desk::new(2));
    let (from_a, _) = a.stream(&a.log(2), 2);
    let (from_b, _) = b.stream(&b.log(3), 3);
    let read = read(&[from_a.clone(), from_b].concat(), &[b.public()]);
    assert_eq!(read.refused.len(), 1);
    assert_eq!((read.refused[0].offset, read.refused[0].length), (0, from_a.len()));
    assert_eq!(read.refused[0].error, BatchError::UnknownDevice { dev: a.start.dev });
    assert_eq!(next_seq(&a, &read), None);
    assert_eq!(next_seq(&b, &read), Some(Seq(4)));
}

#[test]
fn a_missing_batch_is_asked_for_again_although_later_ones_arrived() {
    let desk = Desk::new(1);
    let (bytes, ends) = desk.stream(&desk.log(9), 3);
    let without_second = [&bytes[..ends[0]], &bytes[ends[1]..]].concat();
    let read_two = read(&without_second, &[desk.public()]);
    assert_eq!(read_two.batches.len(), 2);
    assert_eq!(next_seq(&desk, &read_two), Some(Seq(4)));
    let without_first = read(&bytes[ends[0]..], &[desk.public()]);
    assert_eq!(next_seq(&desk, &without_first), Some(Seq(1)));
}

#[test]
fn the_same_batches_twice_change_nothing() {
    let desk = Desk::new(1);
    let (bytes, _) = desk.stream(&desk.log(6), 3);
    let twice = read(&[bytes.clone(), bytes].concat(), &[desk.public()]);
    assert!(twice.resume.is_complete());
    assert_eq!(next_seq(&desk, &twice), Some(Seq(7)));
}

#[test]
fn a_log_known_up_to_the_middle_of_a_batch_goes_on_from_there() {
    let desk = Desk::new(1);
    let log = desk.log(9);
    let (bytes, _) = desk.stream(&log, 3);
    let known = desk.start.append_all(&log[..4]).expect("a log");
    let read = read_stream(&bytes, &[known], |_| Some(desk.public()), &Limits::default());
    assert_eq!(next_seq(&desk, &read), Some(Seq(10)));
}

#[test]
fn a_forked_log_is_not_taken_for_a_longer_one() {
    let desk = Desk::new(1);
    let other = desk.log_of((0..4).map(|n| serde_json::json!({ "n": n })));
    let known = desk.start.append_all(&other).expect("a log");
    let (bytes, _) = desk.stream(&desk.log(9), 3);
    let read = read_stream(&bytes, &[known], |_| Some(desk.public()), &Limits::default());
    assert_eq!(next_seq(&desk, &read), Some(Seq(5)), "stays where it was");
}

#[test]
fn bytes_that_are_no_batch_stop_the_reading_where_they_start() {
    let desk = Desk::new(1);
    let (mut bytes, ends) = desk.stream(&desk.log(6), 3);
    bytes[ends[0]] ^= 1;
    let read = read(&bytes, &[desk.public()]);
    assert_eq!(read.batches.len(), 1);
    assert_eq!(read.resume.offset, ends[0]);
    assert!(matches!(read.resume.stopped, Some(BatchError::Damaged { .. })));
}

#[test]
fn an_empty_stream_is_complete() {
    let read = read(&[], &[]);
    assert!(read.resume.is_complete() && read.batches.is_empty() && read.resume.heads.is_empty());
}

proptest! {
    #[test]
    fn any_number_of_cuts_ends_with_every_record_once(count in 1_usize..40, size in 1_usize..9, cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6)) {
        let desk = Desk::new(1);
        let log = desk.log(count);
        let (bytes, _) = desk.stream(&log, size);
        let mut reached: Vec<_> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        reached.sort_unstable();
        reached.push(bytes.len());
        let (mut offset, mut known, mut records) = (0, Vec::new(), Vec::new());
        for end in reached {
            let read = read_stream(&bytes[offset..end.max(offset)], &known, |_| Some(desk.public()), &Limits::default());
            offset += read.resume.offset;
            known = read.resume.heads.values().copied().collect();
            records.extend(read.batches.iter().flat_map(|batch| batch.records()).cloned());
        }
        prop_assert_eq!(offset, bytes.len());
        prop_assert_eq!(records, log);
    }
}
