//! The samples are lawful, plainly invented, spread over all states, and the same each time.

use casework::{
    Case, Context, DeadlineKind, Entry, MediationState, PartyRole, Policy, SealPlace, Stamp,
    Urgency, Verdict, apply, deadlines,
};
use sample::{IDENTITY_AREA, Options, PHONE_PREFIX, SampleCase, Stage, case, cases};
use statute::{Calendar, Causes, IdVerdict, Periods, RiskRules, UsccVerdict, check_id, check_uscc};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::embedded);
static PERIODS: LazyLock<Periods> = LazyLock::new(Periods::embedded);
static CAUSES: LazyLock<Causes> = LazyLock::new(Causes::embedded);
static RISK: LazyLock<RiskRules> = LazyLock::new(RiskRules::embedded);
static POLICY: LazyLock<Policy> = LazyLock::new(Policy::embedded);

fn options(now: &str) -> Options<'static> {
    Options {
        cx: Context {
            now: now.parse().expect("a time"),
            calendar: &CALENDAR,
            periods: &PERIODS,
            causes: &CAUSES,
            risk: &RISK,
            seal: SealPlace::County,
            by: "",
            policy: &POLICY,
        },
        number_word: "勐工调",
        series: "YL",
    }
}

static MANY: LazyLock<Vec<SampleCase>> =
    LazyLock::new(|| cases(480, 7, &options("2026-11-20T16:00:00+08:00")).collect());

#[test]
fn every_life_reaches_its_stage_and_is_lawful_at_every_step() {
    let mut wrong = Vec::new();
    // Days of every kind: a working day, a Sunday, the first and last of a long holiday, New Year.
    for now in [
        "2026-11-20T16:00:00+08:00",
        "2026-11-22T09:00:00+08:00",
        "2026-10-01T12:00:00+08:00",
        "2026-10-08T08:00:00+08:00",
        "2026-01-01T00:30:00+08:00",
        "2026-03-02T23:30:00+08:00",
    ] {
        for sample in cases(150, 1, &options(now)) {
            let shown = format!("{} {:?} on {now}", sample.place, sample.stage);
            if sample.stopped.is_some() || sample.case.state() != sample.stage.state() {
                wrong.push(format!("{shown}: {:?} {:?}", sample.case.state(), sample.stopped));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn all_states_and_all_sizes_of_groups_occur() {
    let all = &*MANY;
    let first: BTreeSet<Stage> = all.iter().take(Stage::ALL.len()).map(|s| s.stage).collect();
    assert_eq!(first.len(), Stage::ALL.len(), "the first cases stand at each stage once");
    let states: BTreeSet<String> = all.iter().map(|s| format!("{:?}", s.case.state())).collect();
    let known = [
        MediationState::Consulting,
        MediationState::Registered,
        MediationState::Inquiring,
        MediationState::Refused,
        MediationState::Accepted,
        MediationState::Mediating,
        MediationState::ToSign,
        MediationState::Effective,
        MediationState::Failed,
        MediationState::Referred,
        MediationState::Withdrawn,
        MediationState::Supplementing,
        MediationState::Suspended,
        MediationState::Agreed,
        MediationState::Merged,
        MediationState::Settled,
    ];
    for state in known {
        // A state that is added must be added here and to the stages.
        match state {
            MediationState::Consulting
            | MediationState::Registered
            | MediationState::Inquiring
            | MediationState::Refused
            | MediationState::Accepted
            | MediationState::Mediating
            | MediationState::ToSign
            | MediationState::Effective
            | MediationState::Failed
            | MediationState::Referred
            | MediationState::Withdrawn
            | MediationState::Supplementing
            | MediationState::Suspended
            | MediationState::Agreed
            | MediationState::Merged
            | MediationState::Settled => {}
        }
        assert!(states.contains(&format!("{state:?}")), "no case is {state:?}");
    }
    let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
    for sample in all {
        *sizes.entry(sample.people).or_default() += 1;
    }
    for size in [1, 2, 9, 12, 27, 46, 52, 120] {
        assert!(sizes.contains_key(&size), "no group of {size}: {sizes:?}");
    }
    assert!(sizes[&1] > 360, "most come alone: {sizes:?}");
    assert!(all.iter().any(|s| s.case.closed()));
}

#[test]
fn the_clocks_show_what_the_stage_says() {
    let options = options("2026-11-20T16:00:00+08:00");
    for sample in cases(200, 3, &options) {
        let urgent = |kind| {
            let clocks = deadlines(&sample.case, &options.cx);
            clocks.into_iter().any(|d| d.kind == kind && d.urgency == Urgency::Overdue)
        };
        let shown = format!("{} {:?} {:?}", sample.place, sample.stage, sample.stopped);
        match sample.stage {
            Stage::PeriodPassed => assert!(urgent(DeadlineKind::MediationPeriod), "{shown}"),
            Stage::Extended | Stage::Mediating => {
                assert!(!urgent(DeadlineKind::MediationPeriod), "{shown}");
            }
            Stage::Overdue => assert!(urgent(DeadlineKind::Obligation), "{shown}"),
            Stage::Effective | Stage::PartPaid | Stage::Performed => {
                assert!(!urgent(DeadlineKind::Obligation), "{shown}");
            }
            _ => {}
        }
        let paid = sample.case.performance().map(|p| (p.paid.0 > 0, p.complete));
        match sample.stage {
            Stage::Performed | Stage::ClosedPerformed => {
                assert_eq!(paid, Some((true, true)), "{shown}")
            }
            Stage::PartPaid => assert_eq!(paid, Some((true, false)), "{shown}"),
            Stage::Overdue | Stage::Effective => assert_eq!(paid, Some((false, false)), "{shown}"),
            _ => {}
        }
    }
}

#[test]
fn nobody_here_exists() {
    let today = "2026-11-20".parse().expect("a day");
    let mut numbers = BTreeSet::new();
    for sample in &*MANY {
        for party in sample.case.sheet.parties() {
            assert!(party.name.contains('某'), "{}", party.name);
            if party.id_kind == "resident" {
                assert!(party.id_number.starts_with(IDENTITY_AREA));
                let check = check_id(&party.id_number, today);
                assert_eq!(check.verdict, IdVerdict::Ok);
                assert_eq!(check.birth, party.birth);
                numbers.insert(party.id_number.clone());
            }
            if !party.uscc.is_empty() {
                assert_eq!(party.uscc.get(2..4), Some(IDENTITY_AREA));
                assert_eq!(check_uscc(&party.uscc).verdict, UsccVerdict::Ok, "{}", party.uscc);
            }
            for phone in [&party.phone, &party.contact_phone] {
                assert!(phone.is_empty() || phone.starts_with(PHONE_PREFIX), "{phone}");
            }
            assert!(
                party.role != PartyRole::Applicant || party.kind == casework::PartyKind::Worker
            );
        }
    }
    assert!(numbers.len() > 500, "people are told apart: {}", numbers.len());
}

#[test]
fn the_same_seed_gives_the_same_cases_and_fewer_are_the_beginning_of_more() {
    let options = options("2026-11-20T16:00:00+08:00");
    let shown = |s: &SampleCase| {
        let events: Vec<String> = s
            .events
            .iter()
            .map(|h| format!("{} {} {} {}", h.at, h.by, h.event.kind(), h.event.body()))
            .collect();
        format!("{} {}", s.id, events.join("\n"))
    };
    let few: Vec<String> = cases(40, 7, &options).map(|s| shown(&s)).collect();
    let more: Vec<String> = cases(80, 7, &options).map(|s| shown(&s)).collect();
    assert_eq!(few[..], more[..40]);
    assert_eq!(shown(&case(63, 7, &options)), more[63]);
    let others: Vec<String> = cases(40, 8, &options).map(|s| shown(&s)).collect();
    assert!(few.iter().zip(&others).all(|(a, b)| a != b));
    let ids: BTreeSet<&String> = more.iter().collect();
    assert_eq!(ids.len(), 80);
}

#[test]
fn the_events_are_in_order_and_give_the_case_again() {
    let options = options("2026-11-20T16:00:00+08:00");
    let mut accepted = BTreeSet::new();
    for sample in cases(300, 5, &options) {
        assert!(sample.events.is_sorted_by_key(|h| h.at), "{}", sample.place);
        assert!(sample.events.iter().all(|h| h.at <= options.cx.now));
        assert_eq!(sample.sheet().is_some(), sample.stage != Stage::SplitOff);
        let mut again = Case::new(sample.id.clone());
        for (i, happened) in sample.events.iter().enumerate() {
            let stamp = Stamp {
                by: happened.by.clone(),
                at: happened.at,
                dev: "sample".into(),
                inc: "1".into(),
                seq: i as u64 + 1,
                hub_seq: None,
            };
            let body = happened.event.body();
            let event = casework::Event::parse(&happened.event.kind(), &body);
            apply(&mut again, &Entry { event, stamp, verdict: Verdict::Clean });
        }
        assert_eq!(again, sample.case);
        if let Some(number) = sample.case.number() {
            assert!(accepted.insert(number.text.clone()), "{} twice", number.text);
            assert!(number.text.starts_with("勐工调〔") && number.text.contains("YL"));
        }
    }
}

#[test]
fn every_field_typed_is_one_the_sheet_knows() {
    for sample in cases(100, 9, &options("2026-11-20T16:00:00+08:00")) {
        for (path, value) in sample.sheet().into_iter().flatten() {
            assert_eq!(casework::fields::normalise(path, value).as_ref(), Ok(value), "{path}");
        }
    }
}
