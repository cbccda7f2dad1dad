//! Being shown: scope, hand-over, cursors, and what monitoring sees.

use crate::common::net::{County, Desk};
use crate::common::{amended, assigned, name, note};
use casework::Event;
use ledger::wire::Role;
use ledger::{Cursor, DeviceId, Incarnation};
use reqwest::Method;
use serde_json::json;

#[tokio::test]
async fn stations_do_not_see_each_other_and_the_county_sees_all() {
    let county = County::start().await;
    county.station("河口驿站");
    county.station("园区驿站");
    county.station("县中心");
    let mut a = county.desk(1, "河口驿站", Role::Station).await;
    let mut b = county.desk(2, "园区驿站", Role::Station).await;
    let mut c = county.desk(3, "县中心", Role::County).await;
    a.log.write(Some("c1"), None, &name("张某"));
    a.log.write(None, None, &note("本站事务"));
    a.push(1, 2).await.unwrap();
    b.log.write(Some("c2"), None, &name("李某"));
    b.log.write(Some("c1"), None, &name("冒名"));
    let answer = b.push(1, 2).await.unwrap();
    assert_eq!((answer.parked.len(), answer.parked[0].seq.0), (1, 2));
    assert_eq!(answer.parked[0].reason, "not_owner");
    let work = |all: Vec<(u64, String, String)>| -> Vec<(String, String)> {
        let work = all.into_iter().filter(|(_, kind, _)| !kind.starts_with("hub."));
        work.map(|(_, kind, verdict)| (kind, verdict)).collect()
    };
    let pair = |kind: &str, verdict: &str| (kind.to_owned(), verdict.to_owned());
    assert_eq!(
        work(a.sees().await),
        [
            pair("case.amended", "clean"),
            pair("note.added", "clean"),
            pair("case.amended", "parked")
        ]
    );
    assert_eq!(
        work(b.sees().await),
        [pair("case.amended", "clean"), pair("case.amended", "parked")]
    );
    assert_eq!(work(c.sees().await).len(), 4);
    // Nobody is shown another station's enrolments either.
    let hubs = |all: Vec<(u64, String, String)>| {
        all.into_iter().filter(|(_, kind, _)| kind.starts_with("hub.")).count()
    };
    assert_eq!((hubs(a.sees().await), hubs(c.sees().await)), (2, 6));
    county.stop().await;
}

#[tokio::test]
async fn a_case_that_is_handed_over_comes_with_its_history_and_goes_from_the_old_station() {
    let county = County::start().await;
    let from = county.station("河口驿站");
    let to = county.station("园区驿站");
    county.station("县中心");
    let mut a = county.desk(1, "河口驿站", Role::Station).await;
    let mut b = county.desk(2, "园区驿站", Role::Station).await;
    let mut c = county.desk(3, "县中心", Role::County).await;
    a.log.write(Some("c1"), None, &name("张某"));
    a.log.write(Some("c1"), None, &note("第一次来访"));
    a.push(1, 2).await.unwrap();
    let before = b.feed().await.unwrap().len();
    assert_eq!(before, 1);
    let pages = c.feed().await.unwrap();
    let newest = pages[0].entries.last().unwrap().place.order();
    let base = Cursor { hub_inc: c.hub_inc.unwrap(), hub_seq: newest };
    c.log.write(Some("c1"), Some(base), &assigned(&from, &to));
    c.push(1, 1).await.unwrap();
    // Written before the desk could know: it counts, but it is not shown to the old station any more.
    a.log.write(Some("c1"), Some(base), &amended("case/narrative", json!("经过")));
    let late = a.push(3, 3).await.unwrap();
    assert_eq!(late.parked[0].reason, "out_of_scope");
    // Written after it saw the hand-over: parked.
    let kinds: Vec<String> = a.sees().await.into_iter().map(|(_, kind, _)| kind).collect();
    assert_eq!(kinds, ["hub.station", "hub.enrolled", "case.assigned", "-c1"]);
    let seen = Cursor { hub_seq: a.after, ..base };
    a.log.write(Some("c1"), Some(seen), &note("晚到"));
    assert_eq!(a.push(4, 4).await.unwrap().parked[0].reason, "not_owner");

    let page = b.page(b.after).await.unwrap();
    let got: Vec<(u64, String, String)> = page
        .entries
        .iter()
        .map(|entry| {
            let kind = entry.record.as_ref().unwrap().record().kind.clone();
            (entry.place.order(), kind, entry.place.verdict.clone())
        })
        .collect();
    let mut orders: Vec<u64> = got.iter().map(|(order, ..)| *order).collect();
    let kinds: Vec<&str> = got.iter().map(|(_, kind, _)| kind.as_str()).collect();
    assert_eq!(
        kinds,
        ["case.amended", "note.added", "case.assigned", "case.amended", "note.added"]
    );
    assert_eq!(got.last().unwrap().2, "parked");
    let sorted = orders.clone();
    orders.sort_unstable();
    assert_eq!(orders, sorted, "the history comes in the hub's order");
    assert!(page.stations.iter().any(|station| station.id == from));
    county.stop().await;
}

#[tokio::test]
async fn a_cursor_of_another_life_or_beyond_the_log_is_told_so() {
    let county = County::start().await;
    county.station("河口驿站");
    let mut desk = county.desk(1, "河口驿站", Role::Station).await;
    desk.feed().await.unwrap();
    let ahead = desk.page(desk.after + 1).await.unwrap_err();
    assert_eq!((ahead.status, ahead.code()), (409, "feed.ahead"));
    let mine = desk.hub_inc.replace(Incarnation([1; 8]));
    let other = desk.page(1).await.unwrap_err();
    assert_eq!((other.status, other.code()), (409, "feed.other_hub"));
    assert_eq!(other.refusal.args["hub_inc"], mine.unwrap().to_string());

    // Only the hub's own signature under a place it has lost begins a new life.
    desk.hub_inc = mine;
    desk.log.write(None, None, &note("某"));
    let receipt = desk.push(1, 1).await.unwrap().receipt;
    let same: serde_json::Value = desk.post("/v1/lost", &receipt).await.unwrap();
    assert_eq!(same["hub_inc"], mine.unwrap().to_string());
    let forged = ledger::wire::SignedReceipt {
        line: receipt.line.replace("\"hub_seq\":", "\"hub_seq\":9"),
        ..receipt
    };
    let refused = desk.post::<serde_json::Value>("/v1/lost", &forged).await.unwrap_err();
    assert_eq!(refused.code(), "lost.signature");
    county.stop().await;
}

#[tokio::test]
async fn monitoring_sees_numbers_and_the_folder_shows_nothing() {
    let county = County::start().await;
    county.station("河口驿站");
    let mut desk = county.desk(1, "河口驿站", Role::Station).await;
    desk.log.write(Some("c1"), None, &name("岩温罕"));
    desk.push(1, 1).await.unwrap();
    let metrics = desk.request(Method::GET, "/metrics").send().await.unwrap().text().await.unwrap();
    assert!(metrics.contains("fengqiao_hub_records 3\n"), "{metrics}");
    assert!(metrics.contains("fengqiao_hub_devices{state=\"active\"} 1\n"));
    let dev: DeviceId = desk.dev();
    assert!(!metrics.contains("岩温罕") && !metrics.contains(&dev.to_string()));
    let healthy = desk.request(Method::GET, "/healthz").send().await.unwrap();
    assert_eq!(healthy.text().await.unwrap(), "ok\n");
    for file in crate::common::net::files(&county.place.dir) {
        let bytes = std::fs::read(&file).unwrap();
        let needle = "岩温罕".as_bytes();
        assert!(!bytes.windows(needle.len()).any(|window| window == needle), "{file:?}");
    }
    county.stop().await;
}

#[tokio::test]
async fn an_unanswered_assignment_goes_back_to_where_it_came_from() {
    let county = County::start().await;
    let (a, b) = (county.station("河口驿站"), county.station("园区驿站"));
    county.station("县中心");
    let mut from = county.desk(1, "河口驿站", Role::Station).await;
    let mut to = county.desk(2, "园区驿站", Role::Station).await;
    let mut office = county.desk(3, "县中心", Role::County).await;
    from.log.write(Some("c1"), None, &name("张某"));
    from.push(1, 1).await.unwrap();
    let base = |desk: &Desk| Cursor { hub_inc: desk.hub_inc.unwrap(), hub_seq: desk.after };
    office.feed().await.unwrap();
    office.log.write(Some("c1"), Some(base(&office)), &assigned(&a, &b));
    office.push(1, 1).await.unwrap();
    assert_eq!(county.admin.read(|s| s.owner("c1")).unwrap(), Some(b.clone()));
    to.feed().await.unwrap();
    office.feed().await.unwrap();
    let on = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let recalled =
        Event::AssignmentRecalled { back_to: a.clone(), on, reason: "派错了站".into() };
    from.log.write(Some("c1"), Some(base(&office)), &recalled);
    let answer = from.push(2, 2).await.unwrap();
    assert_eq!(answer.parked[0].reason, "not_owner", "who gave it away cannot fetch it back");
    office.log.write(Some("c1"), Some(base(&office)), &recalled);
    office.push(2, 2).await.unwrap();
    assert_eq!(county.admin.read(|s| s.owner("c1")).unwrap(), Some(a));
    let unseen = base(&to);
    // The one reads it whole again, the other has it withdrawn.
    let kinds: Vec<String> = from.sees().await.into_iter().map(|(_, kind, _)| kind).collect();
    assert!(kinds.iter().any(|kind| kind == "case.assignment_recalled"), "{kinds:?}");
    let gone = to.sees().await.iter().any(|(_, kind, _)| kind == "-c1");
    assert!(gone);
    // Taken over before the recall was seen: both stand side by side, a person chooses.
    let accepted = Event::AssignmentAnswered {
        accepted: true,
        back_to: String::new(),
        on,
        reason: String::new(),
    };
    to.log.write(Some("c1"), Some(unseen), &accepted);
    to.push(1, 1).await.unwrap();
    let verdicts = office.sees().await;
    let answered = verdicts.iter().find(|(_, kind, _)| kind == "assignment.answered").unwrap();
    assert_eq!(answered.2, "hard");
    county.stop().await;
}
