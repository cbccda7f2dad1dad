//! Random lawful lives: any allowed step, any passing of days. Whatever is done, the case stays whole.

#![allow(clippy::unwrap_used, reason = "helpers of a test may stop here")]

mod beside;
mod group;
mod life;
#[path = "../support/mod.rs"]
mod support;

use casework::*;
use life::{Life, state};
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Mutex;
use support::*;

/// One turn of a life: which of the possible steps, how many days pass first, and a number to choose by.
#[derive(Debug, Clone, Copy)]
struct Turn {
    pick: usize,
    days: u64,
    choice: usize,
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let days = prop_oneof![6 => 0u64..3, 3 => 3u64..20, 1 => 20u64..400];
    let turn = (any::<prop::sample::Index>(), days, 0usize..97);
    let turn =
        turn.prop_map(|(pick, days, choice)| Turn { pick: pick.index(10_000), days, choice });
    prop::collection::vec(turn, 1..45)
}

/// What holds of every case on every day.
fn whole(case: &Case, today: &str) {
    let steps = next_steps(case, &cx(today));
    assert!(steps.iter().any(|s| s.refusal.is_none()), "no way on from {}", state(case));
    assert!(steps.iter().filter(|s| s.first).count() <= 1);
    for refusal in steps.iter().filter_map(|s| s.refusal.as_ref()) {
        assert!(refusal.code.contains('.'), "{refusal:?}");
        // Either the law stands in the way, or the order of the desk's own work.
        let order = [
            "case.",
            "procedure.",
            "closing.",
            "referral.no_letter",
            "review.performed",
            "member.consent.",
            "performance.",
        ];
        let own = order.iter().any(|o| refusal.code.starts_with(o));
        assert!(own || !refusal.article.is_empty(), "{} names no article", refusal.code);
    }
    let clocks = deadlines(case, &cx(today));
    for clock in &clocks {
        owned(case, clock);
    }
    if case.closed() {
        let counts = |d: &&Deadline| {
            d.procedure.is_none()
                && !matches!(d.urgency, Urgency::Stopped)
                && matches!(
                    d.kind,
                    DeadlineKind::MediationPeriod
                        | DeadlineKind::Target
                        | DeadlineKind::AcceptanceDecision
                        | DeadlineKind::Supplement
                        | DeadlineKind::Session
                        | DeadlineKind::Hearing
                        | DeadlineKind::EntrustReturn
                        | DeadlineKind::Escalation
                )
        };
        assert_eq!(clocks.iter().find(counts), None, "a clock of a mediation that is over");
    }
    let _ = (triage(case, &cx(today)), closing_check(case, &cx(today)), summary(case));
    for p in case.procedures() {
        assert!(p.steps.iter().map(|s| s.on).is_sorted(), "{p:?}");
    }
}

/// Every clock belongs to something that is on the case and still open.
fn owned(case: &Case, clock: &Deadline) {
    use DeadlineKind as D;
    let after = &case.after;
    if let Some(procedure) = &clock.procedure {
        let p = case.proceedings.iter().find(|p| p.opened.id == *procedure).unwrap();
        let title = clock.kind == D::Enforcement;
        assert!(p.runs() || title, "{clock:?} of a procedure that is over");
        assert!(p.cancelled.is_none());
        return;
    }
    let named = clock.subject.as_str();
    let there = match clock.kind {
        D::Obligation | D::YearlyReview => {
            case.effective().is_some_and(|a| a.obligations.iter().any(|o| o.id.0 == named))
        }
        D::MediationPeriod if !named.is_empty() => {
            case.group.merged_in.iter().any(|m| m.from.0 == named)
        }
        D::Session => case.mediation.planned.iter().any(|p| p.id.0 == named),
        D::Supplement => {
            case.mediation.supplements.iter().any(|s| s.asked.id.0 == named && s.open())
        }
        D::Service => after.services.iter().any(|s| s.planned.id.0 == named && s.open()),
        D::Task => after.tasks.iter().any(|t| t.set.id.0 == named && t.open()),
        D::TransferAnswer | D::Appointment => {
            after.transfers.iter().any(|t| t.sent.id.0 == named && t.open())
        }
        _ => named.is_empty(),
    };
    assert!(there, "{clock:?} belongs to nothing");
}

fn fold(entries: &[Entry]) -> Case {
    let mut case = Case::new("c1".into());
    entries.iter().for_each(|e| apply(&mut case, e));
    case
}

/// Where a life may begin, and the day: a talk, a matter accepted, agreed, in effect; small and large groups.
fn beginnings() -> Vec<(&'static str, Desk, &'static str)> {
    let in_effect = {
        let mut desk = ready(11);
        desk.does("06", freeze("v1", "a1", "06"));
        for key in ["applicant", "respondent", "mediator", "organisation"] {
            desk.does("06", sign("a1", key, "06"));
        }
        desk
    };
    let divided = {
        let mut desk = group(5);
        joins(&mut desk, 1..=3);
        desk
    };
    vec![
        ("told", told(), "02"),
        ("accepted", accepted(), "06"),
        ("agreed", agreed(), "06"),
        ("effective", effective(), "12"),
        ("three", group(3), "06"),
        ("divided", divided, "06"),
        ("eleven", group(11), "06"),
        ("ready", ready(11), "06"),
        ("in effect", in_effect, "12"),
    ]
}

static SEEN: Mutex<BTreeSet<(String, String)>> = Mutex::new(BTreeSet::new());
static TAKEN: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

fn lives(cases: u32) {
    let config = ProptestConfig { failure_persistence: None, cases, ..ProptestConfig::default() };
    let entry = prop::sample::select(vec!["oral", "court", "arbitration"]);
    let head =
        prop::sample::select(vec!["unpaid_wages", "severance", "social_insurance", "relation"]);
    let begin = prop::sample::select((0..beginnings().len()).collect::<Vec<_>>());
    proptest!(config, |(
        all in turns(), begin in begin, channel in entry, head in head, stopped in any::<bool>()
    )| {
        let (_, desk, today) = beginnings().swap_remove(begin);
        let mut life = Life::of(desk, today);
        let head = json!(head);
        life.desk.types(today, &[
            ("case/channel", json!(channel)),
            ("case/cause", head.clone()),
            ("claims/k1/head", head),
            ("case/court_kind", json!("delegated")),
            ("case/entrusting", json!("某某县劳动人事争议仲裁委员会")),
            ("case/entrust_letter", json!("某函〔2026〕1号")),
            ("case/entrust_letter_date", json!("2026-11-01")),
            ("case/entrust_return_by", json!("2026-11-20")),
            ("case/work_stopped", json!(stopped)),
            ("parties/p1/knew_on", json!("2026-10-01")),
            ("parties/p1/ended_on", json!("2026-10-01")),
        ]);
        life.live(&all);
        let case = &life.desk.case;
        // The record is the truth: read again it gives the same, through its text as well.
        prop_assert_eq!(case, &fold(&life.desk.entries));
        let through: Vec<Entry> = life.desk.entries.iter().map(|e| {
            let event = Event::parse(&e.event.kind(), &e.event.body());
            Entry { event, ..e.clone() }
        }).collect();
        prop_assert_eq!(case, &fold(&through));
        let text = serde_json::to_string(case).unwrap();
        prop_assert_eq!(case, &serde_json::from_str::<Case>(&text).unwrap());
        // The same records told twice, as after a fork, change no fact beside the mediation.
        let mut twice = case.clone();
        for entry in life.desk.entries.iter().filter(|e| e.event.is_fact()) {
            apply(&mut twice, entry);
        }
        prop_assert_eq!(&twice.proceedings, &case.proceedings);
        prop_assert_eq!(&twice.payments, &case.payments);
        prop_assert_eq!(&twice.after.transfers, &case.after.transfers);
        prop_assert_eq!(&twice.offers, &case.offers);
        prop_assert_eq!(&twice.readings, &case.readings);
        prop_assert_eq!(&twice.happenings, &case.happenings);
        prop_assert_eq!(&twice.group, &case.group);
        prop_assert_eq!(&twice.interruptions, &case.interruptions);
        TAKEN.lock().unwrap().extend(life.taken);
        SEEN.lock().unwrap().extend(life.seen);
    });
}

#[test]
fn whatever_is_lawfully_done_the_case_stays_whole_and_the_drawing_holds() {
    lives(128);
    // Every transition that happened is drawn.
    let drawn: BTreeSet<(String, String)> = machine::MEDIATION
        .iter()
        .map(|(from, to, _)| ((*from).to_owned(), (*to).to_owned()))
        .collect();
    let seen = SEEN.lock().unwrap();
    let missing: Vec<_> = seen.difference(&drawn).collect();
    assert!(missing.is_empty(), "not drawn: {missing:?}");
    // And lives are varied enough to have gone most ways.
    assert!(seen.len() * 2 >= drawn.len(), "only {} of {}", seen.len(), drawn.len());
    if std::env::var_os("FENGQIAO_SHOW").is_some() {
        println!("never taken: {:?}", drawn.difference(&seen).collect::<Vec<_>>());
        println!("steps: {:?}", TAKEN.lock().unwrap());
    }
}

/// Names of the steps as they are written where they are proposed.
fn written(source: &str) -> BTreeSet<String> {
    let begins = ["step(\"", "either(\"", "cannot(\"", "on(\"", "add(\""];
    let mut all = BTreeSet::new();
    for begin in begins {
        let after = source.split(begin).skip(1).filter_map(|rest| rest.split('"').next());
        all.extend(after.map(str::to_owned));
    }
    all
}

/// Every step that is offered on the way is taken at least once on a copy, with several choices: what was offered as
/// open opens. The steps of groups and performance are all reached.
#[test]
fn every_step_that_is_offered_opens() {
    let mut taken = BTreeSet::new();
    let mut desks = beginnings();
    let mut major = agreed();
    major.types("05", &[("case/major", json!(true))]);
    desks.push(("major", major, "06"));
    let mut elects = ready(11);
    elects.types("05", &[("members/m11/agreed", json!(claimed(11) - 1))]);
    desks.push(("one consent missing", elects, "06"));
    for (_, desk, today) in desks {
        let mut lives = vec![Life::of(desk, today)];
        // Terms of each kind, in effect: before, and long after they fell due.
        for choice in [0, 1, 3, 4, 5] {
            let mut life = lives[0].clone();
            let drafting = life.desk.steps(&life.now());
            if drafting.iter().any(|s| s.code == "draft_agreement" && s.refusal.is_none()) {
                life.freeze(choice);
            }
            if let Some(accord) = life.desk.case.accord().map(|a| a.paper.0.clone()) {
                life.sign_all(&accord);
                let mut late = life.clone();
                late.today = late.today + chrono::Days::new(60);
                lives.extend([life, late]);
            }
        }
        for life in &lives {
            let mut on = life.clone();
            // Everything that is still to be done, once each, until nothing of performance is left.
            for choice in 0..14 {
                let today = on.now();
                whole(&on.desk.case, &today);
                let open: Vec<Step> =
                    on.desk.steps(&today).into_iter().filter(|s| s.refusal.is_none()).collect();
                for step in &open {
                    let mut copy = on.clone();
                    copy.take(step, choice);
                    whole(&copy.desk.case, &copy.now());
                    taken.extend(copy.taken);
                }
                let performs = ["receive_payment", "obligation_done", "obligation_event"];
                if let Some(step) = open.iter().find(|s| performs.contains(&s.code.as_str())) {
                    on.take(step, 1);
                }
            }
        }
    }
    let group = written(include_str!("../../src/next/group.rs"));
    assert!(group.len() >= 10, "{group:?}");
    assert_eq!(group.difference(&taken).collect::<Vec<_>>(), Vec::<&String>::new());
}
