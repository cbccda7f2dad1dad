//! Desks of one county meet at the hub: they agree, they disagree, they see what is theirs.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;

use casework::{Assigned, Command, Event, RecordRef, Verdict};
use common::*;
use ledger::wire::Role;
use serde_json::json;
use sync::State;

fn synced(desk: &Desk) -> bool {
    matches!(desk.status().state, State::Synced { .. }) && desk.counts().waiting == 0
}

#[tokio::test(flavor = "multi_thread")]
async fn two_desks_of_a_station_merge_what_merges_and_show_both_what_does_not() {
    let county = County::start().await;
    let mut a = county.desk("河口驿站", Role::Station).await;
    let mut b = county.desk("河口驿站", Role::Station).await;
    let id = case_id(1);
    a.save(&id, &[name("张某"), amended(&[("terms/o1/amount", json!(400_000))])]);
    a.run();
    b.run();
    until("b has the case", || b.case(&id).is_some() && a.case(&id) == b.case(&id)).await;

    // Offline, each writes: other fields merge, the same amount does not, payments stay on both.
    a.rest().await;
    b.rest().await;
    a.save(
        &id,
        &[
            amended(&[("case/place", json!("园区"))]),
            amended(&[("terms/o1/amount", json!(450_000))]),
            payment("m1"),
        ],
    );
    b.save(
        &id,
        &[
            amended(&[("case/cause", json!("wages"))]),
            amended(&[("terms/o1/amount", json!(380_000))]),
            payment("m2"),
        ],
    );
    a.run();
    until("a is through", || synced(&a)).await;
    b.run();
    let beside = |desk: &Desk| desk.case(&id).unwrap().conflicts.len();
    until("both see the conflict", || beside(&a) == 1 && beside(&b) == 1).await;
    until("both are at rest", || synced(&a) && synced(&b)).await;
    let (of_a, of_b) = (a.case(&id).unwrap(), b.case(&id).unwrap());
    assert_eq!(of_a, of_b);
    assert!(of_a.in_conflict());
    assert_eq!(of_a.sheet.text("case/place"), "园区");
    assert_eq!(of_a.sheet.text("case/cause"), "wages");
    assert_eq!(of_a.payments.len(), 2);
    assert_eq!(of_a.conflicts[0].verdict, Verdict::Hard);

    // A person at either desk chooses; both hold what was chosen.
    let (dev, inc, seq) = of_b.conflicts[0].record.clone();
    let chosen = Command::ResolveConflict {
        record: RecordRef { dev, inc, seq },
        take: vec!["terms/o1/amount".to_owned()],
        note: String::new(),
    };
    let law = Law::new();
    let events = casework::decide(&of_a, chosen, &law.context()).unwrap();
    a.save(&id, &events);
    let amount = |desk: &Desk| desk.case(&id).unwrap().sheet.obligations()[0].amount.unwrap().0;
    until("b holds what was chosen", || amount(&b) == 380_000).await;
    assert_eq!(amount(&a), 380_000);
    until("the same case on both", || a.case(&id) == b.case(&id)).await;
    assert!(!b.case(&id).unwrap().in_conflict());
    for desk in [&mut a, &mut b] {
        desk.rest().await;
        desk.whole();
    }
}

/// What a judgement needs.
struct Law {
    calendar: statute::Calendar,
    periods: statute::Periods,
    causes: statute::Causes,
    risk: statute::RiskRules,
    policy: casework::Policy,
}

impl Law {
    fn new() -> Self {
        Self {
            calendar: statute::Calendar::embedded(),
            periods: statute::Periods::embedded(),
            causes: statute::Causes::embedded(),
            risk: statute::RiskRules::embedded(),
            policy: casework::Policy::embedded(),
        }
    }

    fn context(&self) -> casework::Context<'_> {
        casework::Context {
            now: now(),
            calendar: &self.calendar,
            periods: &self.periods,
            causes: &self.causes,
            risk: &self.risk,
            seal: casework::SealPlace::Here,
            by: "李某",
            policy: &self.policy,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_station_sees_its_own_cases_the_county_sees_all_and_a_case_can_be_handed_over() {
    let county = County::start().await;
    let mut a = county.desk("河口驿站", Role::Station).await;
    let mut b = county.desk("园区驿站", Role::Station).await;
    let mut office = county.desk("县中心", Role::County).await;
    for desk in [&mut a, &mut b, &mut office] {
        desk.run();
    }
    a.save(&case_id(1), &[name("张某")]);
    a.save(&case_id(2), &[name("李某")]);
    b.save(&case_id(3), &[name("岩某")]);
    until("the county has all three", || office.listed() == 3).await;
    until("the stations are at rest", || synced(&a) && synced(&b)).await;
    assert_eq!((a.listed(), b.listed()), (2, 1));
    let whose = |desk: &Desk, n| {
        desk.store.read(|r| r.case_station(&case_id(n))).unwrap().map(|station| station.name)
    };
    assert_eq!(whose(&office, 1).as_deref(), Some("河口驿站"));
    assert_eq!(whose(&office, 3).as_deref(), Some("园区驿站"));

    let (from, to) = (county.station("河口驿站"), county.station("园区驿站"));
    let given = |from: &str, to: &str| {
        Event::Assigned(Assigned {
            to: to.to_owned(),
            to_name: String::new(),
            from: from.to_owned(),
            from_name: String::new(),
            mediator: String::new(),
            due: None,
            on: now().date_naive(),
            note: String::new(),
        })
    };
    office.save(&case_id(1), &[given(&from, &to)]);
    until("b has the case with its history", || b.case(&case_id(1)).is_some() && b.listed() == 2)
        .await;
    until("a does not list it any more", || a.listed() == 1).await;
    assert!(a.store.read(|r| r.withdrawn(&case_id(1))).unwrap());
    assert_eq!(b.case(&case_id(1)).unwrap().sheet.text("parties/p1/name"), "张某");
    until("the office knows whose it is", || whose(&office, 1).as_deref() == Some("园区驿站"))
        .await;

    // What the former owner still writes is kept, and applied nowhere.
    a.save(&case_id(1), &[name("章某")]);
    until("it is answered as parked", || a.counts().parked == 1 && a.counts().waiting == 0).await;
    b.save(&case_id(1), &[amended(&[("case/place", json!("园区"))])]);
    until("the county reads on", || {
        office.case(&case_id(1)).unwrap().sheet.text("case/place") == "园区"
    })
    .await;
    assert_eq!(office.case(&case_id(1)).unwrap().sheet.text("parties/p1/name"), "张某");

    // And back again: the case is in its first owner's list, with what happened meanwhile.
    office.save(&case_id(1), &[given(&to, &from)]);
    until("a lists it again", || a.listed() == 2).await;
    until("b does not", || b.listed() == 1).await;
    until("all rest", || [&a, &b, &office].into_iter().all(synced)).await;
    until("the same case on both", || a.case(&case_id(1)) == office.case(&case_id(1))).await;
    assert_eq!(a.case(&case_id(1)).unwrap().sheet.text("case/place"), "园区");
    for desk in [&mut a, &mut b, &mut office] {
        desk.rest().await;
        desk.whole();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_may_send_before_it_is_confirmed_and_read_after() {
    let county = County::start().await;
    let mut desk = Desk::found();
    let kept = desk.enrol(&county.code("河口驿站", Role::Station, false)).await.unwrap();
    assert_eq!((kept.confirmed, kept.station.name.as_str()), (false, "河口驿站"));
    desk.save(&case_id(1), &[name("张某")]);
    desk.run();
    until("it is sent", || desk.counts().waiting == 0).await;
    until("the word says what is missing", || {
        desk.status().state == State::Attention { code: "sync.unconfirmed".to_owned() }
    })
    .await;
    let dev = desk.store.read(|r| r.head()).unwrap().dev;
    county.admin().write().confirm(dev, now()).unwrap();
    desk.runner.as_ref().unwrap().now();
    until("it reads", || synced(&desk) && desk.status().confirmed).await;
    until("it is known here too", || {
        desk.store.read(|r| r.enrolment()).unwrap().unwrap().confirmed
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_device_is_told_and_what_it_sends_waits_for_a_person() {
    let county = County::start().await;
    let mut desk = county.desk("河口驿站", Role::Station).await;
    desk.save(&case_id(1), &[name("张某")]);
    desk.run();
    until("it works", || synced(&desk)).await;
    let dev = desk.store.read(|r| r.head()).unwrap().dev;
    county.admin().write().revoke(dev, "电脑遗失", now()).unwrap();
    desk.save(&case_id(2), &[name("李某")]);
    until("the word says so", || {
        desk.status().state == State::Attention { code: "sync.revoked".to_owned() }
    })
    .await;
    until("it lies at the county", || !county.admin().write().waiting().unwrap().is_empty()).await;
    until("the log tells it", || desk.codes().contains(&"sync.revoked".to_owned())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_wrong_code_and_the_wrong_hub_get_their_own_sentence() {
    let county = County::start().await;
    let other = County::start().await;
    let desk = Desk::found();
    let good = county.code("河口驿站", Role::Station, true);
    let code_of = |result: sync::Result<store::Enrolment>| result.unwrap_err().code();

    let elsewhere =
        ledger::wire::code::EnrolCode { url: format!("https://{}", other.address), ..good.clone() };
    assert_eq!(code_of(desk.enrol(&elsewhere).await), "sync.wrong_pin");
    let typo = |text: &str| {
        let (store, text) = (desk.store.clone(), text.to_owned());
        async move { sync::enrol(&store, &clock(), &text, "一号机", None).await }
    };
    let text = good.text();
    assert_eq!(code_of(typo(&text[..text.len() - 2]).await), "sync.code_damaged");
    assert_eq!(code_of(typo("13800138000").await), "sync.code_not_a_code");
    let foreign = ledger::wire::code::EnrolCode { secret: "0".repeat(32), ..good.clone() };
    assert_eq!(code_of(desk.enrol(&foreign).await), "sync.code_unknown");
    let nobody =
        ledger::wire::code::EnrolCode { url: "https://127.0.0.1:9".into(), ..good.clone() };
    assert_eq!(code_of(desk.enrol(&nobody).await), "sync.no_line");
    let plain =
        ledger::wire::code::EnrolCode { url: format!("http://{}", county.address), ..good.clone() };
    assert_eq!(code_of(desk.enrol(&plain).await), "sync.code_damaged");
    assert_eq!(desk.store.read(|r| r.enrolment()).unwrap(), None, "nothing was kept");

    desk.enrol(&good).await.unwrap();
    desk.enrol(&good).await.unwrap();
    assert_eq!(code_of(Desk::found().enrol(&good).await), "sync.code_used");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_that_is_replaced_by_another_at_the_same_address_is_not_spoken_to() {
    let mut county = County::start().await;
    let mut desk = county.desk("河口驿站", Role::Station).await;
    desk.save(&case_id(1), &[name("张某")]);
    county.stop().await;
    let place = hub::Place::new(&county.dir.path().join("other"), None);
    let new = hub::NewHub { name: "别处".into(), url: String::new() };
    drop(hub::init(&place, new).unwrap());
    let impostor = hub::serve(&place, county.address).await.unwrap();
    desk.run();
    until("the word says so", || {
        desk.status().state == State::Attention { code: "sync.wrong_pin".to_owned() }
    })
    .await;
    assert_eq!(desk.counts().waiting, 1);
    drop(impostor);
}

#[tokio::test(flavor = "multi_thread")]
async fn pausing_holds_over_restarts_and_locking_ends_everything() {
    let county = County::start().await;
    let mut desk = county.desk("河口驿站", Role::Station).await;
    desk.run();
    desk.runner.as_ref().unwrap().pause().unwrap();
    until("it is paused", || desk.status().state == State::Paused { waiting: 0 }).await;
    desk.save(&case_id(1), &[name("张某")]);
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    assert!(matches!(desk.status().state, State::Paused { .. }));
    assert_eq!(desk.counts().waiting, 1);
    desk.rest().await;
    desk.run();
    until("still paused", || desk.status().state == State::Paused { waiting: 1 }).await;
    desk.runner.as_ref().unwrap().resume().unwrap();
    until("it goes on", || synced(&desk)).await;
    assert_eq!(desk.status().own, 1);

    desk.store.lock(now()).unwrap();
    until("it has ended", || desk.status().state == State::Off).await;
    let stopped = tokio::time::timeout(std::time::Duration::from_secs(60), desk.rest()).await;
    assert!(stopped.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_with_a_wrong_clock_gets_in_and_the_difference_is_known() {
    let county = County::start().await;
    let desk = county.desk("河口驿站", Role::Station).await;
    let wrong: sync::Clock = std::sync::Arc::new(|| now() + chrono::TimeDelta::days(1000));
    let runner = sync::Runner::start(desk.store.clone(), wrong, hurried());
    let status = runner.status();
    until("it is synced", || matches!(status.borrow().state, State::Synced { .. })).await;
    let off = status.borrow().skew_ms.unwrap() - 1000 * 86_400_000;
    assert!(off.abs() < 60_000, "{off} ms beside a thousand days");
    assert!(desk.store.read(|r| r.skew_ms()).unwrap().is_some());
    runner.stop().await;
}
