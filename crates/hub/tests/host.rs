//! The hub inside another program, which has no runtime of its own.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;

use common::name;
use common::net::Desk;
use hub::{Host, Hub, HubError, NewCode, NewHub, Place};
use ledger::wire::Role;
use std::net::SocketAddr;

const ANY: &str = "127.0.0.1:0";

fn made(dir: &tempfile::TempDir) -> Place {
    let place = Place::new(&dir.path().join("hub"), None);
    assert!(!Hub::is_at(&place));
    let new = NewHub { name: "勐某县调解中心".into(), url: String::new() };
    drop(hub::init(&place, new).unwrap());
    assert!(Hub::is_at(&place));
    place
}

fn start(place: &Place, listen: &str) -> hub::Result<Host> {
    Host::start(place, listen.parse().unwrap())
}

#[test]
fn a_program_without_a_runtime_hosts_administers_and_stops_a_hub() {
    let dir = tempfile::tempdir().unwrap();
    let place = made(&dir);
    let host = start(&place, ANY).unwrap();
    assert!(host.is_running());
    assert_eq!(host.urls(), [format!("https://{}", host.address())]);
    let now = hub::clock::now();
    host.hub().write().add_station("河口驿站", now).unwrap();
    let new = NewCode {
        station: "河口驿站".into(),
        role: Role::Station,
        series: None,
        hours: 1,
        confirmed: true,
        url: None,
    };
    let code = host.hub().write().new_code(&new, now).unwrap();
    assert_eq!(code.url, host.urls()[0], "codes name the address it serves at");
    let desk = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    desk.block_on(async {
        let mut desk = Desk::new(1, &code);
        desk.enrol(&code).await.unwrap();
        desk.pass().await.unwrap();
        desk.log.write(Some("c1"), None, &name("张某"));
        desk.push(1, 1).await.unwrap();
    });
    assert_eq!(host.hub().read(|store| store.status()).unwrap().cases, 1);

    // Stopped means: the port and the folder are free, and a new host goes on where the old one ended.
    let address = host.address();
    host.stop().unwrap();
    drop(std::net::TcpListener::bind(address).unwrap());
    let again = start(&place, &address.to_string()).unwrap();
    assert_eq!(again.address(), address);
    assert_eq!(again.hub().read(|store| store.status()).unwrap().cases, 1);
}

#[test]
fn a_start_that_cannot_be_says_why_and_leaves_the_hub_free() {
    let dir = tempfile::tempdir().unwrap();
    let place = made(&dir);
    let other = std::net::TcpListener::bind(ANY).unwrap();
    let taken: SocketAddr = other.local_addr().unwrap();
    match Host::start(&place, taken) {
        Err(HubError::PortInUse(address)) => assert_eq!(address, taken),
        found => panic!("{found:?}"),
    }
    // An address of documents: no machine has it.
    assert!(matches!(start(&place, "192.0.2.1:0"), Err(HubError::NoSuchAddress(_))));
    let nothing = Place::new(&dir.path().join("none"), None);
    assert!(matches!(start(&nothing, ANY), Err(HubError::NoHub(_))));

    let first = start(&place, ANY).unwrap();
    assert!(matches!(start(&place, ANY), Err(HubError::InUse)));
    assert!(first.is_running(), "the second start did not disturb the first");
    drop(first);
    start(&place, ANY).unwrap().stop().unwrap();
}

#[test]
fn a_host_stops_while_a_desk_holds_its_line_open() {
    let dir = tempfile::tempdir().unwrap();
    let host = start(&made(&dir), ANY).unwrap();
    // Connected, and silent: not even the handshake.
    let _line = std::net::TcpStream::connect(host.address()).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(200));
    let begun = std::time::Instant::now();
    host.stop().unwrap();
    // Without an end to its patience it would never stop.
    assert!(begun.elapsed() < std::time::Duration::from_secs(60), "{:?}", begun.elapsed());
}
