//! Getting in: codes, series, passes, confirmation.

use crate::common::net::{County, Desk, client};
use crate::common::{name, note};
use ledger::SigningKey;
use ledger::wire::{EnrolAsk, Role, Token, TokenAsk};

#[tokio::test]
async fn a_code_is_good_once_in_time_and_at_its_own_hub_only() {
    let county = County::start().await;
    county.station("河口驿站");
    let code = county.code("河口驿站", Role::Station, false);
    let mut desk = Desk::new(1, &code);
    let enrolled = desk.enrol(&code).await.unwrap();
    assert_eq!((enrolled.series.as_str(), enrolled.confirmed), (code.series.as_str(), false));
    // The answer was lost on the way: the same desk gets it again.
    assert_eq!(desk.enrol(&code).await.unwrap(), enrolled);
    let mut second = Desk::new(2, &code);
    assert_eq!(second.enrol(&code).await.unwrap_err().code(), "enrol.used");

    let long_ago = hub::clock::now() - chrono::Duration::hours(2);
    let old = county.code_at("河口驿站", Role::Station, false, long_ago);
    assert_eq!(second.enrol(&old).await.unwrap_err().code(), "enrol.expired");

    let other = County::start().await;
    other.station("别县驿站");
    let foreign = other.code("别县驿站", Role::Station, false);
    let refused = second.enrol(&foreign).await.unwrap_err();
    assert_eq!((refused.status, refused.code()), (403, "enrol.unknown"));

    // Somebody who read the code over a shoulder and shows another's key.
    let fresh = county.code("河口驿站", Role::Station, false);
    let mut ask = EnrolAsk::new(&second.log.key, &fresh.secret, "二号机", None);
    ask.key = hex::encode(SigningKey::from_bytes(&[9; 32]).verifying_key().to_bytes());
    let refused = second.post::<serde_json::Value>("/v1/enrol", &ask).await.unwrap_err();
    assert_eq!(refused.code(), "enrol.signature");

    // The pin of another hub: no word is exchanged.
    let wrong = client(&foreign.pin).get(format!("{}/v1/hello", county.url)).send().await;
    assert!(wrong.unwrap_err().is_connect());
    county.stop().await;
}

#[tokio::test]
async fn a_series_is_kept_when_free_and_never_given_twice() {
    let county = County::start().await;
    county.station("河口驿站");
    let mut given = Vec::new();
    for (n, asked) in [(1, Some("KD")), (2, Some("KD")), (3, None), (4, Some("kd1"))] {
        let code = county.code("河口驿站", Role::Station, true);
        let desk = Desk::new(n, &code);
        let ask = EnrolAsk::new(&desk.log.key, &code.secret, "机", asked.map(str::to_owned));
        let enrolled: ledger::wire::Enrolled = desk.post("/v1/enrol", &ask).await.unwrap();
        assert_eq!(enrolled.series_shared, n == 2);
        given.push(enrolled.series);
    }
    assert_eq!(given[0], "KD");
    given.sort();
    given.dedup();
    assert_eq!(given.len(), 4);
    county.stop().await;
}

#[tokio::test]
async fn a_challenge_answers_once_and_a_strangers_pass_opens_nothing() {
    let county = County::start().await;
    county.station("河口驿站");
    let mut desk = county.desk(1, "河口驿站", Role::Station).await;
    let nonce = desk.hello().await.nonce;
    let ask = TokenAsk::new(&desk.log.key, &nonce);
    desk.post::<Token>("/v1/token", &ask).await.unwrap();
    let again = desk.post::<Token>("/v1/token", &ask).await.unwrap_err();
    assert_eq!((again.status, again.code()), (401, "token.nonce"));
    let nonce = desk.hello().await.nonce;
    let mut forged = TokenAsk::new(&SigningKey::from_bytes(&[8; 32]), &nonce);
    assert_eq!(
        desk.post::<Token>("/v1/token", &forged).await.unwrap_err().code(),
        "device.unknown"
    );
    forged.dev = desk.dev();
    assert_eq!(
        desk.post::<Token>("/v1/token", &forged).await.unwrap_err().code(),
        "token.signature"
    );
    // The failed guess used nothing up.
    desk.post::<Token>("/v1/token", &TokenAsk::new(&desk.log.key, &nonce)).await.unwrap();

    desk.token = "0".repeat(64);
    desk.log.write(None, None, &note("某"));
    assert_eq!(desk.push(1, 1).await.unwrap_err().code(), "token.unknown");
    assert_eq!(desk.page(0).await.unwrap_err().code(), "token.unknown");
    county.stop().await;
}

#[tokio::test]
async fn an_unconfirmed_desk_may_hand_in_but_is_shown_nothing() {
    let county = County::start().await;
    county.station("河口驿站");
    let code = county.code("河口驿站", Role::Station, false);
    let mut desk = Desk::new(1, &code);
    desk.enrol(&code).await.unwrap();
    assert!(!desk.pass().await.unwrap().confirmed);
    desk.log.write(Some("c1"), None, &name("张某"));
    desk.push(1, 1).await.unwrap();
    assert_eq!(desk.page(0).await.unwrap_err().code(), "device.unconfirmed");
    let blob = desk.get(&"a".repeat(64), None).await.unwrap_err();
    assert_eq!((blob.status, blob.code()), (403, "device.unconfirmed"));
    county.admin.write().confirm(desk.dev(), hub::clock::now()).unwrap();
    let kinds: Vec<String> = desk.sees().await.into_iter().map(|(_, kind, _)| kind).collect();
    assert_eq!(kinds, ["hub.station", "hub.enrolled", "case.amended", "hub.confirmed"]);
    county.stop().await;
}
