//! Shut out: what is found again comes back on purpose only, what waits is looked at before it is taken; and a day's
//! limit for everybody.

use crate::common::net::{County, Desk, sha256};
use crate::common::{amended, filed, name, note};
use hub::{HubError, Quota, State};
use ledger::wire::Role;

fn state(county: &County, desk: &Desk) -> State {
    county.admin.read(|store| store.device(desk.dev())).unwrap().unwrap().state
}

fn revoke(county: &County, desk: &Desk) {
    county.admin.write().revoke(desk.dev(), "失窃", hub::clock::now()).unwrap();
}

#[tokio::test]
async fn a_found_laptop_comes_back_by_a_code_made_for_it_and_by_no_other() {
    let county = County::start().await;
    county.station("河口驿站");
    let now = hub::clock::now();
    let mut found = county.desk(1, "河口驿站", Role::Station).await;
    let other = county.desk(2, "河口驿站", Role::Station).await;
    found.log.write(Some("c1"), None, &name("张某"));
    found.push(1, 1).await.unwrap();
    let dev = found.dev();
    let readmit = || county.admin.write().readmission(dev, 1, true, now);
    assert!(matches!(readmit(), Err(HubError::Refused(r)) if r.code == "device.not_revoked"));
    revoke(&county, &found);
    found.log.write(Some("c1"), None, &name("李某"));
    assert!(found.push(2, 2).await.unwrap().review);

    // A code for the station is not for it; its own code is for nobody else.
    let usual = county.code("河口驿站", Role::Station, true);
    assert_eq!(found.enrol(&usual).await.unwrap_err().code(), "enrol.revoked");
    let own = readmit().unwrap();
    let mut thief = Desk::new(9, &own);
    let refused = thief.enrol(&own).await.unwrap_err();
    assert_eq!((refused.status, refused.code()), (403, "enrol.other_device"));
    let series = county.admin.read(|s| s.device(found.dev())).unwrap().unwrap().series;
    let enrolled = found.enrol(&own).await.unwrap();
    assert_eq!((enrolled.series, enrolled.series_shared), (series, false));
    assert_eq!(state(&county, &found), State::Active);
    found.pass().await.unwrap();
    // What had waited it hands in again, and goes on.
    found.log.write(Some("c1"), None, &name("王某"));
    let gap = found.push(3, 3).await.unwrap_err();
    assert_eq!((gap.code(), &gap.refusal.args["expected"]), ("push.gap", &2.into()));
    found.push(2, 3).await.unwrap();
    let amended = found.sees().await.into_iter().filter(|(_, kind, _)| kind == "case.amended");
    assert_eq!(amended.count(), 3);
    let id = county.admin.read(|store| store.waiting()).unwrap()[0].id;
    county.admin.write().accept(id, now).unwrap();
    let amended = found.sees().await.into_iter().filter(|(_, kind, _)| kind == "case.amended");
    assert_eq!(amended.count(), 3, "taken once, whoever decides about it later");

    // Stolen again: the code it came back with is worth nothing.
    revoke(&county, &found);
    assert_eq!(found.enrol(&own).await.unwrap_err().code(), "enrol.revoked");
    assert_eq!(found.page(0).await.unwrap_err().code(), "device.revoked");
    assert_eq!(state(&county, &other), State::Active);
    county.stop().await;
}

#[tokio::test]
async fn what_waits_is_shown_by_number_masked_names_kinds_and_time_before_it_is_taken() {
    let county = County::start().await;
    county.station("河口驿站");
    let mut desk = county.desk(1, "河口驿站", Role::Station).await;
    desk.log.write(Some("c1"), None, &name("岩温罕"));
    desk.log.write(Some("c1"), None, &amended("parties/p1/role", "applicant".into()));
    desk.push(1, 2).await.unwrap();
    revoke(&county, &desk);
    desk.log.write(Some("c1"), None, &note("当事人来电 13800000000"));
    desk.log.write(Some("c1"), None, &note("又来电"));
    desk.log.write(Some("c2"), None, &amended("parties/p1/name", "某某劳务有限公司".into()));
    desk.log.write(None, None, &note("不属于案件"));
    assert!(desk.push(3, 6).await.unwrap().review);
    let id = county.admin.read(|store| store.waiting()).unwrap()[0].id;
    let content = county.admin.read(|store| store.content(id)).unwrap();
    assert_eq!((content.records, content.other, content.cases.len()), (4, 1, 2));
    let first = &content.cases[0];
    assert_eq!(first.parties, ["岩**"], "from what the hub had of the case");
    assert_eq!(first.kinds.get("note.added"), Some(&2));
    assert_eq!((first.first, first.last), (crate::common::at(), crate::common::at()));
    assert_eq!(content.cases[1].parties, ["某某****"]);
    let told = serde_json::to_string(&content).unwrap();
    for secret in ["岩温罕", "13800000000", "劳务有限"] {
        assert!(!told.contains(secret), "{secret}");
    }
    assert!(matches!(
        county.admin.read(|store| store.content(id + 1)),
        Err(HubError::Refused(r)) if r.code == "review.unknown"
    ));
    // Looking decides nothing.
    assert_eq!(county.admin.read(|store| store.status()).unwrap().reviews, 1);
    county.stop().await;
}

#[tokio::test]
async fn a_device_that_hands_in_too_much_is_told_when_to_come_back_and_others_go_on() {
    let county = County::start().await;
    county.station("河口驿站");
    let mut wild = county.desk(1, "河口驿站", Role::Station).await;
    let mut other = county.desk(2, "河口驿站", Role::Station).await;
    county.admin.write().set_quota(Quota { records_a_day: 3, bytes_a_day: 100_000 }).unwrap();
    let scan = vec![7; 60_000];
    wild.log.write(Some("c1"), None, &filed(&sha256(&scan)));
    let second = vec![8; 60_000];
    wild.log.write(Some("c1"), None, &filed(&sha256(&second)));
    wild.push(1, 2).await.unwrap();
    // The same again is no more.
    for _ in 0..5 {
        wild.push(1, 2).await.unwrap();
    }
    wild.log.write(Some("c1"), None, &note("三"));
    wild.log.write(Some("c1"), None, &note("四"));
    let refused = wild.push(3, 4).await.unwrap_err();
    assert_eq!((refused.status, refused.code()), (429, "quota.records"));
    assert_eq!(refused.refusal.args["limit"], 3);
    let retry = refused.refusal.args["retry"].as_u64().unwrap();
    assert!((1..=86_400).contains(&retry), "{retry}");
    let bearer = format!("Bearer {}", wild.token);
    let request = wild.http.post(format!("{}/v1/push", wild.url)).body(wild.log.batch(3, 4));
    let answer = request.header("authorization", bearer).send().await.unwrap();
    assert!(answer.headers().contains_key("retry-after"));
    wild.push(3, 3).await.unwrap();

    assert_eq!(wild.patch(&sha256(&scan), 0, 60_000, scan.clone()).await.unwrap(), 60_000);
    let refused = wild.patch(&sha256(&second), 0, 60_000, second.clone()).await.unwrap_err();
    assert_eq!((refused.status, refused.code()), (429, "quota.bytes"));
    // A colleague is not held up, and the county may give more.
    other.log.write(Some("c2"), None, &name("李某"));
    other.push(1, 1).await.unwrap();
    county.admin.write().set_quota(Quota { records_a_day: 0, bytes_a_day: 0 }).unwrap();
    wild.push(4, 4).await.unwrap();
    assert_eq!(wild.patch(&sha256(&second), 0, 60_000, second).await.unwrap(), 60_000);
    county.stop().await;
}
