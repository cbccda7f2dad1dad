//! Real desks, a real hub behind real TLS, and a bad line between them. People are invented.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test may end here")]

pub mod gateway;
pub mod line;

use casework::{Case, CaseId, Event, Id, PayWay};
use chrono::{DateTime, FixedOffset};
use hub::{Hub, NewCode, NewHub, Place, Serving};
use ledger::wire::Role;
use ledger::wire::code::EnrolCode;
use serde_json::Value;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::{Author, CaseQuery, Gate, Go, Kdf, NewAttachment, NewStore, Staff, Store};
use sync::{Clock, Options, Runner, Status};

pub const PASSWORD: &str = "correct horse";

pub fn now() -> DateTime<FixedOffset> {
    hub::clock::now()
}

pub fn clock() -> Clock {
    Arc::new(now)
}

pub fn hurried() -> Options {
    Options {
        ask_feed: Duration::from_millis(150),
        look: Duration::from_millis(150),
        first_wait: Duration::from_millis(50),
        longest_wait: Duration::from_millis(800),
        patience: Duration::from_secs(3),
    }
}

/// A county's hub that serves on a port of its own.
pub struct County {
    pub dir: tempfile::TempDir,
    pub place: Place,
    pub admin: Option<Hub>,
    pub address: SocketAddr,
    serving: Option<Serving>,
}

impl County {
    pub async fn start() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let place = Place::new(&dir.path().join("hub"), None);
        let new = NewHub { name: "勐某县调解中心".into(), url: String::new() };
        let admin = hub::init(&place, new).unwrap();
        for name in ["县中心", "河口驿站", "园区驿站"] {
            admin.write().add_station(name, now()).unwrap();
        }
        let serving = hub::serve(&place, "127.0.0.1:0".parse().unwrap()).await.unwrap();
        let address = serving.address();
        Self { dir, place, admin: Some(admin), address, serving: Some(serving) }
    }

    pub fn admin(&self) -> &Hub {
        self.admin.as_ref().unwrap()
    }

    /// The service ends, as when the computer is switched off.
    pub async fn stop(&mut self) {
        self.serving.take().unwrap().stop().await.unwrap();
    }

    /// It comes back at the same address.
    pub async fn again(&mut self) {
        let mut last = None;
        for _ in 0..100 {
            match hub::serve(&self.place, self.address).await {
                Ok(serving) => {
                    self.serving = Some(serving);
                    return;
                }
                Err(error) => last = Some(error),
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the hub does not come back: {last:?}");
    }

    pub fn station(&self, name: &str) -> String {
        let stations = self.admin().write().stations().unwrap();
        stations.into_iter().find(|station| station.name == name).unwrap().id
    }

    pub fn code(&self, station: &str, role: Role, confirmed: bool) -> EnrolCode {
        self.code_by(station, role, confirmed, self.address)
    }

    /// A code whose address leads over another line.
    pub fn code_by(&self, station: &str, role: Role, confirmed: bool, by: SocketAddr) -> EnrolCode {
        let url = Some(format!("https://{by}"));
        let new = NewCode { station: station.into(), role, series: None, hours: 1, confirmed, url };
        self.admin().write().new_code(&new, now()).unwrap()
    }

    /// An enrolled desk whose loops do not run yet.
    pub async fn desk(&self, station: &str, role: Role) -> Desk {
        self.desk_by(station, role, self.address).await
    }

    pub async fn desk_by(&self, station: &str, role: Role, by: SocketAddr) -> Desk {
        let desk = Desk::found();
        // The code is redeemed over a good line: what is tested is what follows.
        let code = self.code(station, role, true);
        desk.enrol(&code).await.unwrap();
        let mut enrolment = desk.store.read(|r| r.enrolment()).unwrap().unwrap();
        enrolment.url = format!("https://{by}");
        desk.store.write(author(), |w| w.put_enrolment(&enrolment)).unwrap();
        desk
    }
}

/// A desk in a folder of its own.
pub struct Desk {
    pub dir: PathBuf,
    pub store: Arc<Store>,
    pub runner: Option<Runner>,
    pub keep: Option<tempfile::TempDir>,
}

pub fn author() -> Author {
    Author { by: "s1".to_owned(), at: now(), skew_ms: None }
}

impl Desk {
    pub fn found() -> Self {
        let keep = tempfile::tempdir().unwrap();
        let dir = keep.path().join("desk");
        let new = NewStore {
            machine: "machine",
            org_line: "某某驿站",
            staff: Staff { id: "s1".into(), name: "王某".into(), role: "mediator".into() },
            password: PASSWORD,
            now: now(),
            kdf: Kdf::cheap_for_tests(),
        };
        let (store, _) = Store::create(&dir, new).unwrap();
        Self { dir, store: Arc::new(store), runner: None, keep: Some(keep) }
    }

    /// A folder that is there already.
    pub fn open(dir: &Path) -> Self {
        let opened = Gate::at(dir).unlock("machine", "s1", PASSWORD, now()).unwrap();
        Self { dir: dir.to_owned(), store: Arc::new(opened.store), runner: None, keep: None }
    }

    pub async fn enrol(&self, code: &EnrolCode) -> sync::Result<store::Enrolment> {
        sync::enrol(&self.store, &clock(), &code.text(), "一号机", None).await
    }

    pub fn run(&mut self) {
        self.run_with(hurried());
    }

    pub fn run_with(&mut self, options: Options) {
        self.runner = Some(Runner::start(self.store.clone(), clock(), options));
    }

    pub async fn rest(&mut self) {
        if let Some(runner) = self.runner.take() {
            runner.stop().await;
        }
    }

    pub fn status(&self) -> Status {
        self.runner.as_ref().unwrap().status().borrow().clone()
    }

    pub fn save(&self, id: &CaseId, events: &[Event]) -> Case {
        let case = self.store.write(author(), |w| w.append(id, events)).unwrap();
        if let Some(runner) = &self.runner {
            runner.changed();
        }
        case
    }

    pub fn case(&self, id: &CaseId) -> Option<Case> {
        self.store.read(|r| r.case(id)).unwrap()
    }

    pub fn listed(&self) -> u64 {
        self.store.read(|r| r.cases(&CaseQuery::default())).unwrap().total
    }

    pub fn counts(&self) -> store::Counts {
        let counts = self.store.read(|r| r.sync_counts()).unwrap();
        assert_eq!(counts.own, counts.receipted + counts.waiting, "they always add up");
        counts
    }

    pub fn attach(&self, id: &CaseId, name: &str, bytes: &[u8]) -> String {
        let new = NewAttachment {
            name: name.to_owned(),
            mime: "application/octet-stream".to_owned(),
            size: bytes.len() as u64,
        };
        let kept = self.store.attach(&mut &bytes[..], &new, author(), &mut |_| Go::On).unwrap();
        self.save(
            id,
            &[Event::AttachmentFiled {
                sha256: kept.sha256.clone(),
                name: name.to_owned(),
                mime: new.mime,
                size: kept.size,
                label: "evidence".to_owned(),
                obtained: casework::Obtained::default(),
            }],
        );
        kept.sha256
    }

    /// Everything is whole: pages, chain, projections as a rebuild gives them, files.
    pub fn whole(&self) {
        let report = self.store.check(&mut |_| Go::On).unwrap();
        assert!(report.projections_ok, "rebuilt equals live");
        assert_eq!(report.bad_attachments, Vec::<String>::new());
    }

    pub fn codes(&self) -> Vec<String> {
        let lines = self.store.read(|r| r.sync_log(2000)).unwrap();
        lines.into_iter().map(|line| line.code).collect()
    }
}

/// Waits until something holds; what did not is in the message. Long, for a computer that builds four things beside.
pub async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    until_within(Duration::from_secs(120), what, &mut holds).await;
}

pub async fn until_within(limit: Duration, what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < limit, "not in {limit:?}: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

pub fn case_id(n: u32) -> CaseId {
    CaseId(format!("0193-{n:06}"))
}

pub fn amended(fields: &[(&str, Value)]) -> Event {
    Event::Amended {
        patch: fields.iter().map(|(path, value)| ((*path).to_owned(), value.clone())).collect(),
    }
}

pub fn name(text: &str) -> Event {
    amended(&[("parties/p1/role", "applicant".into()), ("parties/p1/name", text.into())])
}

pub fn payment(id: &str) -> Event {
    Event::PaymentReceived {
        id: Id::from(id),
        obligation: Id::from("o1"),
        amount: statute::Fen(400_000),
        on: now().date_naive(),
        way: PayWay::Cash,
        note: String::new(),
        more: casework::PaymentMore::default(),
    }
}

pub fn copy_dir(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_dir(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Bytes that do not shrink.
pub fn noise(length: usize, seed: u64) -> Vec<u8> {
    let mut state = seed | 1;
    (0..length)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 24) as u8
        })
        .collect()
}
