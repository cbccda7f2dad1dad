//! Groups: who may act for whom, who agrees to what, who leaves for a case of his own.

mod support;

use casework::*;
use proptest::prelude::*;
use serde_json::json;
use statute::Fen;
use std::collections::BTreeSet;
use support::*;

fn refused(desk: &Desk, command: Command) -> String {
    desk.refusal("06", command).code
}

fn step_codes(desk: &Desk, on: &str) -> Vec<String> {
    desk.steps(on).into_iter().map(|s| s.code).collect()
}

#[test]
fn ten_with_a_common_head_are_a_group_and_nine_are_not() {
    let (nine, ten) = (group(9), group(10));
    assert!(!group_flag(&nine.case, &cx("06")));
    let status = group_status(&ten.case, &cx("06")).unwrap();
    assert!(status.group);
    assert_eq!((status.size, status.common_head.as_deref()), (10, Some("unpaid_wages")));
    assert_eq!((status.fewest, status.most, status.confirmed), (3, 5, false));
    assert!(step_codes(&ten, "06").contains(&"representatives".to_owned()));
    assert!(!step_codes(&nine, "06").contains(&"representatives".to_owned()));
    assert!(group_status(&accepted().case, &cx("06")).is_none());
}

#[test]
fn ten_with_different_heads_have_nothing_in_common() {
    let mut desk = group(10);
    desk.types("05", &[("claims/k1/head", json!(null)), ("claims/k1/amount", json!(null))]);
    for no in 1..=10 {
        let head = if no <= 5 { "overtime" } else { "severance" };
        let path = |name: &str| format!("claims/c{no}/{name}");
        desk.types("05", &[(&path("head"), json!(head)), (&path("member"), json!(member(no)))]);
    }
    let status = group_status(&desk.case, &cx("06")).unwrap();
    assert!(!status.group);
    assert_eq!(status.size, 10);
}

#[test]
fn who_withdrew_is_not_counted() {
    let mut desk = group(10);
    desk.types("05", &[("members/m10/stance", json!("withdrawn"))]);
    assert!(!group_flag(&desk.case, &cx("06")));
}

#[test]
fn the_table_is_looked_through_for_numbers_that_cannot_be_or_stand_twice() {
    let mut desk = group(4);
    let first = number_of(1).to_lowercase();
    let mut wrong = number_of(3);
    let last = wrong.pop().unwrap();
    wrong.push(if last == '0' { '1' } else { '0' });
    desk.types(
        "05",
        &[
            ("members/m02/id_number", json!(first)),
            ("members/m03/id_number", json!(wrong)),
            ("members/m04/id_number", json!("ABC123")),
            ("members/m04/employed_from", json!("2026-05-01")),
            ("members/m04/ended_on", json!("2026-04-30")),
            ("members/m01/stance", json!("join")),
        ],
    );
    let codes = |desk: &Desk| -> Vec<(String, String)> {
        let remarks = member_remarks(&desk.case, day("06"));
        remarks.into_iter().map(|r| (r.member.0, r.code)).collect()
    };
    let found = codes(&desk);
    for (row, code) in [
        ("m02", "id_duplicate"),
        ("m03", "id_checksum"),
        ("m04", "id_shape"),
        ("m04", "dates_reversed"),
        ("m01", "agreed_missing"),
    ] {
        assert!(found.contains(&(row.into(), code.into())), "{row} {code} in {found:?}");
    }
    assert_eq!(found.len(), 5);
    // A passport has no check character to fail.
    desk.types("05", &[("members/m04/id_kind", json!("passport"))]);
    assert!(!codes(&desk).contains(&("m04".into(), "id_shape".into())));
}

#[test]
fn a_group_agreement_is_frozen_with_mandate_consent_of_each_and_a_second_reader() {
    let mut desk = group(12);
    joins(&mut desk, 1..=11);
    assert_eq!(refused(&desk, freeze("v1", "a1", "06")), "agreement.freeze.members_open");
    joins(&mut desk, 1..=12);
    assert_eq!(refused(&desk, freeze("v1", "a1", "06")), "agreement.freeze.mandate");
    elects(&mut desk);
    desk.does("05", annex("d19", 1..=12));
    for no in 1..=11 {
        desk.does("05", sign("d19", &member(no), "05"));
    }
    let refusal = desk.refusal("06", freeze("v1", "a1", "06"));
    assert_eq!(refusal.code, "agreement.freeze.consent");
    assert_eq!(refusal.args["names"], json!(["职工12"]));
    desk.does(
        "06",
        Command::ConsentMember {
            member: id("m12"),
            on: day("06"),
            way: ConsentMark::Statement,
            paper: String::new(),
            note: "人在外地，寄回书面同意".into(),
        },
    );
    assert_eq!(refused(&desk, freeze("v1", "a1", "06")), "agreement.read.missing");
    assert!(step_codes(&desk, "06").contains(&"second_reading".to_owned()));
    desk.does("06", read(true));
    assert_eq!(refused(&desk, freeze("v1", "a1", "06")), "agreement.read.same_person");
    does_as(&mut desk, "王某", "06", read(true)).unwrap();
    desk.does("06", freeze("v1", "a1", "06"));
    let accord = desk.case.accord().unwrap();
    assert_eq!(accord.more.members.len(), 12);
    assert_eq!(accord.more.content, desk.case.readings[0].content);
    assert_eq!(accord.more.by, "李某");
}

#[test]
fn whoever_signs_himself_needs_nobody_to_speak_for_him() {
    let mut desk = group(3);
    joins(&mut desk, 1..=3);
    // Three elect nobody: each has to agree, or to sign.
    assert_eq!(refused(&desk, freeze("v1", "a1", "06")), "agreement.freeze.consent");
    let mut signers = four();
    signers.extend((1..=3).map(|no| signer(&member(no), SignerRole::Applicant, Some(&member(no)))));
    desk.does(
        "06",
        Command::Freeze { id: id("v1"), paper: paper("a1", "agreement", "06", signers) },
    );
    assert_eq!(desk.case.state(), MediationState::ToSign);
}

#[test]
fn a_consent_is_for_the_amount_that_was_signed_and_falls_with_it() {
    let mut desk = ready(10);
    let of = |desk: &Desk| group_status(&desk.case, &cx("06")).unwrap().without_consent;
    assert!(of(&desk).is_empty());
    // One 分 less for him, one more for another: the sums still agree, the consents do not.
    desk.types(
        "06",
        &[
            ("members/m04/agreed", json!(claimed(4) - 1)),
            ("members/m05/agreed", json!(claimed(5) + 1)),
        ],
    );
    assert_eq!(of(&desk), [id("m04"), id("m05")]);
    assert_eq!(refused(&desk, freeze("v1", "a1", "06")), "agreement.freeze.consent");
    desk.types(
        "06",
        &[("members/m04/agreed", json!(claimed(4))), ("members/m05/agreed", json!(claimed(5)))],
    );
    assert!(of(&desk).is_empty());
}

#[test]
fn a_signature_taken_back_on_the_annex_takes_the_consent_with_it() {
    let mut desk = ready(10);
    let reason = "签错行".to_owned();
    desk.does("06", Command::CancelSignature { id: id("d19"), signer: "m03".into(), reason });
    assert_eq!(refused(&desk, freeze("v1", "a1", "06")), "agreement.freeze.consent");
}

#[test]
fn a_reading_counts_for_the_terms_that_were_read_and_no_others() {
    let mut desk = ready(10);
    desk.types("06", &[("terms/o1/due", json!("2026-12-15"))]);
    assert_eq!(refused(&desk, freeze("v1", "a1", "06")), "agreement.read.changed_since");
    // What is no term does not matter; the old terms are read already.
    desk.types(
        "06",
        &[("case/narrative", json!("补充经过")), ("terms/o1/due", json!("2026-11-30"))],
    );
    desk.does("06", freeze("v1", "a1", "06"));
}

#[test]
fn terms_sent_back_by_the_reader_are_not_frozen_although_they_passed_before() {
    let mut desk = ready(10);
    does_as(&mut desk, "孙某", "06", read(false)).unwrap();
    assert_eq!(refused(&desk, freeze("v1", "a1", "06")), "agreement.read.changed_since");
}

#[test]
fn a_major_dispute_of_one_worker_needs_a_second_reader_as_well() {
    let mut desk = agreed();
    desk.types("05", &[("case/major", json!(true))]);
    assert_eq!(refused(&desk, freeze("v1", "a1", "06")), "agreement.read.missing");
    does_as(&mut desk, "王某", "06", read(true)).unwrap();
    desk.does("06", freeze("v1", "a1", "06"));
}

#[test]
fn a_working_stays_with_the_case_and_says_what_the_law_gives() {
    let mut desk = agreed();
    let computed = ComputedAmount {
        id: id("w1"),
        rule: "wage_arrears".into(),
        target: "claims/k1".into(),
        input: json!({"months": 6}),
        result: json!({"steps": ["…"]}),
        total: Some(Fen(900_000)),
        on: day("05"),
    };
    desk.does("05", Command::Compute(computed.clone()));
    desk.types("05", &[("claims/k1/computation", json!("w1"))]);
    assert_eq!(desk.case.computations, [computed]);
    let bad = |desk: &Desk| {
        let items = check_agreement(&desk.case, &cx("06"));
        items.into_iter().find(|i| i.code.starts_with("below_lawful")).map(|i| (i.code, i.level))
    };
    assert_eq!(bad(&desk), Some(("below_lawful_untold".into(), CheckLevel::Bad)));
    assert_eq!(refused(&desk, freeze("v1", "a1", "06")), "agreement.freeze.check");
    desk.types("05", &[("agreement/waiver_told", json!(true))]);
    assert_eq!(bad(&desk), Some(("below_lawful".into(), CheckLevel::Warn)));
    // What a person wrote as the lawful sum goes before the working.
    desk.types("05", &[("claims/k1/lawful", json!(800_000))]);
    assert_eq!(bad(&desk), None);
}

#[test]
fn who_does_not_agree_leaves_with_the_original_receipt_and_a_number_of_his_own() {
    let mut desk = group(12);
    desk.types("05", &[("members/m11/stance", json!("object"))]);
    assert!(desk.steps("06").iter().any(|s| s.code == "representatives"));
    joins(&mut desk, 1..=10);
    assert!(step_codes(&desk, "06").contains(&"split".to_owned()));
    let (here, there) = split(&desk.case, leave(11..=12), &cx("06")).unwrap();
    for event in here {
        desk.record(event, "06");
    }
    let child = fold_new("c2", &there, "06");
    assert_eq!(desk.case.members().len(), 10);
    assert_eq!(child.members().len(), 2);
    assert_eq!(child.mediation.received, desk.case.mediation.received);
    assert_eq!(child.number().unwrap().n, 13);
    assert_eq!(desk.case.number().unwrap().n, 12);
    let origin = child.group.origin.as_ref().unwrap();
    assert_eq!((&origin.from, origin.number.as_ref()), (&desk.case.id, desk.case.number()));
    assert_eq!(desk.case.group.splits[0].into, child.id);
    let clock = |case: &Case| {
        let all = deadlines(case, &cx("06"));
        all.into_iter().find(|d| d.kind == DeadlineKind::MediationPeriod).unwrap()
    };
    assert_eq!(clock(&child).due, clock(&desk.case).due);
    assert_eq!(clock(&child).from, Some(day("02")));
    // The child is led by one of its own, against the same firm, and can be mediated on.
    assert_eq!(child.state(), MediationState::Accepted);
    assert_eq!(child.sheet.named(PartyRole::Applicant)[0].name, "职工11");
    assert_eq!(child.sheet.named(PartyRole::Respondent)[0].name, "某某劳务有限公司");
    assert!(child.sheet.obligations().is_empty());
    assert_eq!(child.sheet.claimed().0, sum_of(11..=12));
    assert_eq!(desk.case.sheet.claimed().0, sum_of(1..=10));
    // Those who stay go on to their agreement.
    assert!(!check_agreement(&desk.case, &cx("06")).iter().any(|i| i.level == CheckLevel::Bad));
}

#[test]
fn the_one_who_led_the_group_takes_his_place_along_and_another_leads() {
    let desk = group(4);
    let (here, there) = split(&desk.case, leave([1]), &cx("06")).unwrap();
    let mut rest = desk.clone();
    here.into_iter().for_each(|event| rest.record(event, "06"));
    let child = fold_new("c2", &there, "06");
    assert_eq!(child.sheet.named(PartyRole::Applicant)[0].name, "职工01");
    assert_eq!(rest.case.sheet.named(PartyRole::Applicant)[0].name, "职工02");
    assert!(!child.sheet.0.contains_key("case/group"));
}

#[test]
fn a_head_nobody_divided_stays_whole_and_is_asked_for_in_the_new_case() {
    let mut desk = group(3);
    for no in 1..=3 {
        desk.types("05", &[(&format!("members/{}/claimed", member(no)), json!(null))]);
    }
    desk.types("05", &[("claims/k1/amount", json!(500_000))]);
    let (here, there) = split(&desk.case, leave([3]), &cx("06")).unwrap();
    here.into_iter().for_each(|event| desk.record(event, "06"));
    assert_eq!(desk.case.sheet.claimed().0, 500_000);
    let child = fold_new("c2", &there, "06");
    assert_eq!(child.sheet.claims()[0].amount, None);
    assert_eq!(child.sheet.claims()[0].head, "unpaid_wages");
}

#[test]
fn a_late_word_about_somebody_who_left_does_not_bring_him_back() {
    let mut desk = group(3);
    let (here, _) = split(&desk.case, leave([3]), &cx("06")).unwrap();
    here.into_iter().for_each(|event| desk.record(event, "06"));
    desk.types("07", &[("members/m03/name", json!("职工03")), ("members/m03/note", json!("来电"))]);
    assert_eq!(desk.case.members().len(), 2);
}

#[test]
fn workings_go_with_the_members_they_explain() {
    let mut desk = group(3);
    for no in [1, 3] {
        desk.does(
            "05",
            Command::Compute(ComputedAmount {
                id: id(&format!("w{no}")),
                rule: "overtime".into(),
                target: format!("members/{}", member(no)),
                input: json!({}),
                result: json!({"total": 1}),
                total: None,
                on: day("05"),
            }),
        );
    }
    let (_, there) = split(&desk.case, leave([3]), &cx("06")).unwrap();
    let child = fold_new("c2", &there, "06");
    assert_eq!(child.computations.len(), 1);
    assert_eq!(child.computations[0].target, "members/m03");
}

#[test]
fn what_another_desk_wrote_about_a_member_meanwhile_is_a_conflict_for_a_person() {
    let desk = group(3);
    let (here, _) = split(&desk.case, leave([3]), &cx("06")).unwrap();
    let touches = here[0].touches();
    assert!(touches.contains(&"group/status".to_owned()));
    assert!(touches.contains(&"group/members".to_owned()));
    let typed = Event::Amended { patch: patch(&[("members/m03/claimed", json!(1))]) };
    let names = typed.touches();
    let theirs = (Standing::of(("B", "1"), &typed, &names), Verdict::Clean);
    assert_eq!(classify(&Standing::of(("A", "1"), &here[0], &touches), &[theirs]), Verdict::Hard);
    let phone = Event::Amended { patch: patch(&[("members/m01/phone", json!("13800000001"))]) };
    let names = phone.touches();
    let theirs = (Standing::of(("B", "1"), &phone, &names), Verdict::Clean);
    assert_eq!(classify(&Standing::of(("A", "1"), &here[0], &touches), &[theirs]), Verdict::Soft);
}

#[test]
fn two_single_cases_against_one_firm_become_one_with_both_receipts() {
    let into = accepted();
    let mut other = told();
    other.case.id = "c2".into();
    other.types("03", &[("parties/p1/name", json!("李某")), ("claims/k1/amount", json!(300_000))]);
    other.does("01", Command::Note { text: "先到的".into() });
    other.does("02", receive("02"));
    let why = || "同一用人单位、同一请求".to_owned();
    let (gone, came) = merge(&other.case, &into.case, day("06"), why(), &cx("06")).unwrap();
    let mut one = into.clone();
    came.into_iter().for_each(|event| one.record(event, "06"));
    gone.into_iter().for_each(|event| other.record(event, "06"));
    let names: Vec<String> = one.case.members().into_iter().map(|m| m.name).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), 2);
    assert_eq!(one.case.sheet.claimed().0, 1_100_000);
    assert_eq!(one.case.sheet.members_claimed().0, 1_100_000);
    assert_eq!(other.case.state(), MediationState::Merged);
    assert!(!summary(&other.case).open);
    assert_eq!(other.refusal("07", accept("07", &["赵某"])).code, "case.merged");
    let clocks = one.clocks("06", DeadlineKind::MediationPeriod);
    assert_eq!(clocks.len(), 2);
    assert!(clocks.iter().any(|c| c.subject == "c2" && c.from == Some(day("02"))));
    other.does("07", Command::Close { on: day("07") });
    assert!(other.clocks("08", DeadlineKind::Limitation).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    /// Partial settlement + split = the whole: every member is in exactly one of the two, and so is every 分; and it
    /// can be put together again.
    #[test]
    fn a_split_keeps_every_member_once_and_all_money(
        count in 2usize..30,
        chosen in prop::collection::btree_set(1usize..30, 1..29),
        heads in prop::collection::vec(0i64..90_000_000, 0..4),
    ) {
        let chosen: BTreeSet<usize> = chosen.into_iter().filter(|no| *no <= count).collect();
        prop_assume!(!chosen.is_empty() && chosen.len() < count);
        let mut desk = group(count);
        for (amount, no) in heads.iter().zip(2..) {
            desk.types("05", &[
                (&format!("claims/k{no}/head"), json!("overtime")),
                (&format!("claims/k{no}/amount"), json!(amount)),
            ]);
        }
        joins(&mut desk, (1..=count).filter(|no| !chosen.contains(no)));
        let before = desk.case.clone();
        let (here, there) = split(&desk.case, leave(chosen.iter().copied()), &cx("06")).unwrap();
        here.into_iter().for_each(|event| desk.record(event, "06"));
        let child = fold_new("c2", &there, "06");
        let ids = |case: &Case| case.members().into_iter().map(|m| m.id).collect::<Vec<_>>();
        let mut both = ids(&desk.case);
        both.extend(ids(&child));
        both.sort();
        prop_assert_eq!(both, ids(&before));
        prop_assert_eq!(
            desk.case.sheet.members_claimed().0 + child.sheet.members_claimed().0,
            before.sheet.members_claimed().0
        );
        for claim in before.sheet.claims() {
            let of = |case: &Case| {
                case.sheet.claims().into_iter().find(|c| c.id == claim.id).and_then(|c| c.amount)
            };
            let parts = of(&desk.case).map_or(0, |a| a.0) + of(&child).map_or(0, |a| a.0);
            prop_assert_eq!(parts, claim.amount.map_or(0, |a| a.0));
        }
        // Refolded, both are the same; put together again, nothing is lost.
        let folded = desk.entries.iter().fold(Case::new("c1".into()), |mut case, entry| {
            apply(&mut case, entry);
            case
        });
        prop_assert_eq!(&folded, &desk.case);
        let (_, back) =
            merge(&child, &desk.case, day("07"), "合并".into(), &cx("07")).unwrap();
        back.into_iter().for_each(|event| desk.record(event, "07"));
        prop_assert_eq!(ids(&desk.case).len(), count);
        prop_assert_eq!(desk.case.sheet.members_claimed(), before.sheet.members_claimed());
        prop_assert_eq!(desk.case.sheet.claimed(), before.sheet.claimed());
    }
}
