//! Records in any order from any desk: nothing panics, nothing is lost, the same gives the same.

mod support;

use casework::*;
use proptest::prelude::*;
use serde_json::{Value, json};
use statute::Fen;
use support::*;

fn fold(entries: &[Entry]) -> Case {
    let mut case = Case::new("c1".into());
    entries.iter().for_each(|e| apply(&mut case, e));
    case
}

fn ids() -> impl Strategy<Value = Id> {
    prop::sample::select(vec!["a1", "v1", "o1", "p1", "p2"]).prop_map(id)
}

fn paths() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "parties/p1/name",
        "parties/p1",
        "parties/p1-b/name",
        "claims/k1/amount",
        "claims/k2/amount",
        "terms/o1/amount",
        "terms/o2/due",
        "members/p1/name",
        "members/p1/claimed",
        "members/p2/agreed",
        "members/p2/stance",
        "terms/o1/kind",
        "terms/o2/event_days",
        "case/cause",
        "x",
    ])
    .prop_map(str::to_owned)
}

fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<i64>().prop_map(Value::from),
        "[张李a-z0-9-]{0,6}".prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
    ]
}

/// Entries as they come: those of a real case, mixed with others at their limits.
fn events() -> impl Strategy<Value = Event> {
    let mut apart = group(3);
    let (here, there) = split(&apart.case, leave([3]), &cx("06")).expect("one of three may leave");
    here.into_iter().chain(there).for_each(|event| apart.record(event, "06"));
    let mut whole = ready(10);
    whole.does("06", freeze("v1", "a1", "06"));
    for key in ["applicant", "respondent", "mediator", "organisation"] {
        whole.does("10", sign("a1", key, "10"));
    }
    let real: Vec<Event> = [effective(), failed(), apart, whole]
        .into_iter()
        .flat_map(|desk| desk.entries)
        .map(|e| e.event)
        .collect();
    let on = day("10");
    prop_oneof![
        6 => prop::sample::select(real),
        2 => prop::collection::btree_map(paths(), values(), 0..4)
            .prop_map(|patch| Event::Amended { patch }),
        2 => (ids(), ids(), any::<i64>()).prop_map(move |(id, obligation, fen)| {
            let (amount, way, note) = (Fen(fen), PayWay::Cash, String::new());
            let more = PaymentMore::default();
            Event::PaymentReceived { id, obligation, amount, on, way, note, more }
        }),
        1 => ids().prop_map(|id| Event::PaymentCancelled { id, reason: String::new() }),
        1 => (ids(), any::<u32>()).prop_map(|(id, copies)| {
            let (queue, job) = (String::new(), String::new());
            Event::PaperPrinted { id, copies, queue, job }
        }),
        1 => ids().prop_map(|id| Event::PaperVoided { id, reason: "废".into() }),
        1 => ids().prop_map(move |id| Event::AgreementAbandoned { id, reason: "改".into(), on }),
        1 => Just(Event::Closed { on }),
        1 => any::<bool>().prop_map(move |resume| {
            Event::Reopened { on, reason: String::new(), resume }
        }),
        1 => (1u64..40, prop::collection::vec(paths(), 0..3)).prop_map(|(seq, take)| {
            let record = RecordRef { dev: "D1".into(), inc: "1".into(), seq };
            Event::ConflictResolved { record, take, keep: Vec::new(), note: String::new() }
        }),
        1 => (ids(), ids(), any::<i64>(), any::<i64>()).prop_map(move |(id, obligation, a, b)| {
            let (way, note, more) = (PayWay::Other, String::new(), PaymentMore::default());
            let (amount, reason) = (Fen(a.wrapping_add(b)), "错".into());
            Event::PaymentCorrected { id, obligation, amount, on, way, note, more, reason }
        }),
        1 => (ids(), any::<bool>()).prop_map(move |(obligation, done)| {
            let (proof, note) = (String::new(), String::new());
            let happening = Happening { obligation, on, proof, note };
            if done { Event::ObligationDone(happening) } else { Event::ObligationEvent(happening) }
        }),
        1 => (ids(), any::<i64>(), any::<bool>()).prop_map(move |(id, fen, worker)| {
            Event::OfferMade(Offer {
                id,
                side: if worker { OfferSide::Worker } else { OfferSide::Employer },
                by: "王某".into(),
                on,
                heads: Vec::new(),
                amount: Fen(fen),
                conditions: String::new(),
                session: None,
                answer: None,
                cancelled: None,
            })
        }),
        1 => (
            prop::collection::btree_map(paths(), values(), 0..4),
            prop::collection::vec(ids(), 0..3),
            any::<bool>(),
        )
            .prop_map(move |(patch, members, back)| {
                let (into, reason): (CaseId, String) = ("c2".into(), "另案".into());
                if back {
                    let (number, received, interruptions) = (None, None, Vec::new());
                    Event::MergedIn(MergedIn {
                        from: into, number, members, received, limitation_suspensions: Vec::new(),
                        interruptions, patch, on, reason,
                    })
                } else {
                    Event::Split(Split { into, members, patch, on, reason })
                }
            }),
        1 => values().prop_map(|body| Event::Unknown { kind: "case.of_tomorrow".into(), body }),
    ]
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let verdicts = prop::sample::select(vec![
        Verdict::Clean,
        Verdict::Soft,
        Verdict::Hard,
        Verdict::Held,
        Verdict::Parked,
    ]);
    prop::collection::vec((events(), verdicts), 0..40).prop_map(|all| {
        let numbered = (1..).zip(all);
        numbered
            .map(|(seq, (event, verdict))| Entry { verdict, ..entry(event, "10", seq) })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn no_order_of_records_panics_and_the_same_records_give_the_same_case(all in entries()) {
        let case = fold(&all);
        prop_assert_eq!(&case, &fold(&all));
        prop_assert_eq!(case.records, all.len() as u64);
        let cx = cx("12-01");
        let _ = (deadlines(&case, &cx), next_steps(&case, &cx), check_terms(&case.sheet, &cx));
        let _ = (summary(&case), case.performance(), case.procedures());
        let _ = (check_agreement(&case, &cx), terms_hash(&case), gap(&case), member_sums(&case));
        let _ = (duties(&case, day("12-01")), group_status(&case, &cx), member_remarks(&case, day("12-01")));
        let _ = split(&case, leave([1, 2]), &cx);
        let _ = merge(&case, &effective().case, day("10"), "并".into(), &cx);
        let text = serde_json::to_string(&case).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Case>(&text).unwrap(), &case);
    }

    #[test]
    fn every_event_survives_the_way_through_its_record(event in events()) {
        prop_assert_eq!(Event::parse(&event.kind(), &event.body()), event);
    }

    #[test]
    fn a_row_appears_once_whatever_paths_were_written(
        patch in prop::collection::btree_map(paths(), values(), 0..9)
    ) {
        let mut sheet = Sheet::default();
        sheet.patch(&patch);
        for table in ["parties", "claims", "members", "terms"] {
            let rows = sheet.rows(table);
            let mut once = rows.clone();
            once.sort();
            once.dedup();
            prop_assert_eq!(rows.len(), once.len());
        }
    }

    #[test]
    fn patches_of_different_fields_give_the_same_sheet_in_either_order(
        a in prop::collection::btree_map(paths(), values(), 0..5),
        mut b in prop::collection::btree_map(paths(), values(), 0..5),
    ) {
        b.retain(|path, _| !a.contains_key(path));
        let (mut ab, mut ba) = (Sheet::default(), Sheet::default());
        ab.patch(&a);
        ab.patch(&b);
        ba.patch(&b);
        ba.patch(&a);
        prop_assert_eq!(ab, ba);
    }
}

#[test]
fn a_kind_of_a_later_version_is_named_by_the_case_and_changes_nothing_else() {
    let mut desk = effective();
    let before = desk.case.state();
    let event = Event::parse("case.of_tomorrow", &json!({"into": ["c2"]}));
    desk.record(event.clone(), "11");
    desk.record(event, "11");
    assert_eq!(desk.case.unknown, ["case.of_tomorrow"]);
    assert_eq!(desk.case.state(), before);
}

#[test]
fn a_known_kind_that_cannot_be_read_is_kept_to_the_letter() {
    let body = json!({"on": "明天"});
    let event = Event::parse("case.accepted", &body);
    assert_eq!((event.kind(), event.body()), ("case.accepted".to_owned(), body));
    assert!(matches!(event, Event::Unknown { .. }));
}

#[test]
fn a_decision_in_conflict_lies_beside_and_a_fact_is_applied_all_the_same() {
    let mut case = effective().case;
    let ended = Event::Closed { on: day("11") };
    let fact = Event::NoteAdded { text: "来电".into() };
    for event in [ended, fact] {
        let entry = Entry { verdict: Verdict::Hard, ..entry(event, "11", 1) };
        apply(&mut case, &entry);
    }
    assert!(!case.closed());
    assert_eq!((case.conflicts.len(), case.notes.len()), (1, 1));
}
