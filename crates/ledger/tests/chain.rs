//! The chain proves order and completeness; heads tell how two copies of one log stand to each other.

mod common;

use common::{Desk, record_at};
use ledger::chain::{compare, compare_along};
use ledger::{ChainError, ChainHash, Comparison, DeviceId, Head, Incarnation, Leaf, Seq};
use proptest::prelude::*;
use serde_json::json;

/// The hash of a log's first `seq` records.
fn hash_at(desk: &Desk, log: &[ledger::Sealed], seq: Seq) -> Option<ChainHash> {
    let run = log.get(..usize::try_from(seq.0).ok()?)?;
    desk.start.append_all(run).ok().map(|head| head.hash)
}

#[test]
fn hashes_are_the_published_formula() {
    // Computed with another implementation of SHA-256 (Python's hashlib) from the formula in design and module docs.
    let start = Head::start(DeviceId([0x11; 32]), Incarnation([0x22; 8]));
    assert_eq!(
        start.hash.to_string(),
        "2f9cbffd581741e2436ed71834892946f08348839311d9caee3810d9d14ca4e5"
    );
    let leaf = Leaf::of(ledger::Alg::CURRENT, b"{\"v\":1}");
    assert_eq!(
        leaf.to_string(),
        "65c8ab646320aacaa7191f54c653a68746b9573f5766666ca105b3623e62dc94"
    );
    assert_eq!(
        start.extend(&leaf).hash.to_string(),
        "36646c36d7f0f481d16f14f8da7ac968b7864f9249d308c80526d8559a9e8046"
    );
}

#[test]
fn a_device_is_the_hash_of_its_public_key() {
    // RFC 8032 § 7.1, test 1: the public key; the hash with another implementation of SHA-256.
    let secret = hex::decode("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
        .expect("hex");
    let key = ledger::SigningKey::from_bytes(&secret.try_into().expect("32 bytes"));
    assert_eq!(
        hex::encode(key.verifying_key().as_bytes()),
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    );
    assert_eq!(
        DeviceId::of(&key.verifying_key()).to_string(),
        "21fe31dfa154a261626bf854046fd2271b7bed4b6abe45aa58877ef47f9721b9"
    );
}

#[test]
fn a_gap_a_duplicate_and_a_strange_record_are_each_named() {
    let desk = Desk::new(1);
    let log = desk.log(3);
    let head = desk.start.append(&log[0]).expect("the first");
    assert_eq!(head.append(&log[2]), Err(ChainError::Gap { expected: Seq(2), found: Seq(3) }));
    assert_eq!(
        head.append(&log[0]),
        Err(ChainError::Duplicate { expected: Seq(2), found: Seq(1) })
    );
    let other = Desk::new(2);
    let strange = record_at(&other.start, 2, json!({})).seal().expect("a record");
    assert!(matches!(head.append(&strange), Err(ChainError::OtherDevice { seq: Seq(2), .. })));
    let mut reborn = desk.start;
    reborn.inc = Incarnation([99; 8]);
    let reborn = record_at(&reborn, 2, json!({})).seal().expect("a record");
    assert!(matches!(head.append(&reborn), Err(ChainError::OtherIncarnation { seq: Seq(2), .. })));
}

#[test]
fn two_incarnations_of_one_device_never_share_a_hash() {
    let (a, b) = (
        Head::start(DeviceId([1; 32]), Incarnation([1; 8])),
        Head::start(DeviceId([1; 32]), Incarnation([2; 8])),
    );
    assert_ne!(a.hash, b.hash);
    assert_ne!(a.extend(&Leaf([0; 32])).hash, b.extend(&Leaf([0; 32])).hash);
    assert_eq!(compare(&a, &b), Comparison::Unrelated);
}

#[test]
fn a_fork_at_equal_length_is_seen_from_the_heads_alone() {
    let desk = Desk::new(1);
    let ours = desk.start.append_all(&desk.log(4)).expect("a log");
    let theirs = desk.log_of((0..4).map(|n| json!({ "n": n })));
    let theirs = desk.start.append_all(&theirs).expect("a log");
    assert_eq!(compare(&ours, &theirs), Comparison::Fork { at: Seq(4) });
    assert_eq!(compare(&ours, &ours), Comparison::Same);
}

proptest! {
    #[test]
    fn heads_of_one_log_compare_by_length(ours in 0_usize..12, theirs in 0_usize..12) {
        let desk = Desk::new(3);
        let log = desk.log(12);
        let head = |n: usize| desk.start.append_all(&log[..n]).expect("a log");
        let difference = (ours.abs_diff(theirs)) as u64;
        let expected = match ours.cmp(&theirs) {
            std::cmp::Ordering::Equal => Comparison::Same,
            std::cmp::Ordering::Less => Comparison::Behind { by: difference },
            std::cmp::Ordering::Greater => Comparison::Ahead { by: difference },
        };
        prop_assert_eq!(compare(&head(ours), &head(theirs)), expected);
        prop_assert_eq!(compare_along(&head(ours), &head(theirs), |seq| hash_at(&desk, &log, seq)), expected);
    }

    #[test]
    fn a_shorter_fork_is_seen_by_the_side_that_kept_its_hashes(common in 0_usize..6, ours in 1_usize..6, theirs in 1_usize..6) {
        let desk = Desk::new(4);
        let body = |side: &str, n: usize| if n < common { json!({ "n": n }) } else { json!({ "n": n, "side": side }) };
        let ours = desk.log_of((0..common + ours).map(|n| body("ours", n)));
        let theirs = desk.log_of((0..common + theirs).map(|n| body("theirs", n)));
        let head = |log: &[ledger::Sealed]| desk.start.append_all(log).expect("a log");
        let seen = compare_along(&head(&ours), &head(&theirs), |seq| hash_at(&desk, &ours, seq));
        if theirs.len() > ours.len() {
            prop_assert!(matches!(seen, Comparison::Behind { .. }), "undecidable until the records come");
        } else {
            prop_assert_eq!(seen, Comparison::Fork { at: Seq(theirs.len() as u64) });
        }
    }

    #[test]
    fn any_change_of_order_or_content_gives_another_hash(bodies in prop::collection::vec(any::<u16>(), 2..8), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
        let leaves: Vec<_> = bodies.iter().map(|n| Leaf::of(ledger::Alg::CURRENT, n.to_string().as_bytes())).collect();
        let run = |leaves: &[Leaf]| leaves.iter().fold(Desk::new(5).start, |head, leaf| head.extend(leaf));
        let mut other = leaves.clone();
        other.swap(a.index(leaves.len()), b.index(leaves.len()));
        prop_assert_eq!(run(&leaves) == run(&other), leaves == other);
        prop_assert_ne!(run(&leaves).hash, run(&leaves[1..]).hash);
    }
}
