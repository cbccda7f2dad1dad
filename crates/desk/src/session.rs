//! The desk itself: its folder, its law, its typesetter, and who has signed in.

use crate::error::{DeskError, Result};
use crate::host::Service;
use crate::law::Law;
use crate::pack::Checking;
use crate::place::Config;
use crate::scan::Scanning;
use crate::settings::Settings;
use crate::sync::Line;
use crate::typesetter::Presses;
use casework::{Case, CaseId, Command, Context, Entry, Event, Stamp, Verdict, decide};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Serialize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use store::{Author, Gate, Store, Writer};
use tokio::sync::broadcast;

/// How often the watched folder is looked at: twice the same size in a row is a file that is written.
const SCAN_LOOK: std::time::Duration = std::time::Duration::from_secs(3);

/// Where the desk's time comes from.
pub type Clock = Arc<dyn Fn() -> DateTime<FixedOffset> + Send + Sync>;

/// Something changed; screens that show it read it again.
#[derive(Debug, Clone, Serialize)]
pub struct Change {
    /// `case`, `staff`, `settings`, `lock` …
    pub noun: String,
    /// Case, when one changed.
    pub case: Option<String>,
}

impl Change {
    /// Names for the screens: `case`, `case:<id>`.
    pub fn names(&self) -> Vec<String> {
        let mut names = vec![self.noun.clone()];
        names.extend(self.case.iter().map(|id| format!("case:{id}")));
        names
    }
}

/// Who has signed in, and the open database.
#[derive(Clone)]
pub(crate) struct Session {
    pub store: Arc<Store>,
    pub staff: store::Staff,
    pub settings: Settings,
    pub notices: Vec<DeskError>,
    pub touched: Arc<Mutex<std::time::Instant>>,
    pub agendas: Arc<Mutex<crate::today::Agendas>>,
}

/// One desk, shared by every door of the process.
pub struct Desk {
    pub(crate) config: Config,
    pub(crate) law: Law,
    clock: Clock,
    session: RwLock<Option<Session>>,
    pub(crate) presses: Presses,
    pub(crate) checking: Checking,
    changes: broadcast::Sender<Change>,
    line: Line,
    service: Service,
    binder: crate::dossier::Binder,
    verifying: crate::verify::Verifying,
    stays: AtomicBool,
    practising: AtomicBool,
    scanning: Scanning,
}

impl Desk {
    /// A desk on a data folder; nothing is opened yet.
    ///
    /// # Errors
    /// [`DeskError`] when the law's values that come with the program cannot be read.
    pub fn new(config: Config, clock: Clock) -> Result<Self> {
        let (changes, _) = broadcast::channel(256);
        Ok(Self {
            service: Service::new(&config.data, changes.clone()),
            config,
            law: Law::embedded(),
            clock,
            session: RwLock::new(None),
            presses: Presses::default(),
            checking: Checking::default(),
            changes,
            line: Line::default(),
            binder: crate::dossier::Binder::default(),
            verifying: crate::verify::Verifying::default(),
            stays: AtomicBool::new(false),
            practising: AtomicBool::new(false),
            scanning: Scanning::default(),
        })
    }

    /// Changes as they happen.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    /// Tells the screens; nobody listening is no error.
    pub(crate) fn changed(&self, noun: &str, case: Option<&CaseId>) {
        if matches!(noun, "case" | "settings" | "elsewhere") {
            self.line.ring();
        }
        let change = Change { noun: noun.to_owned(), case: case.map(|c| c.0.clone()) };
        drop(self.changes.send(change));
    }

    pub(crate) fn teller(&self) -> broadcast::Sender<Change> {
        self.changes.clone()
    }

    /// Says that this process stays: it synchronises in the background while somebody has signed in, and if it is the
    /// county's centre it serves from now on, whoever has signed in. A command that ends does not.
    pub fn stay(&self) {
        self.stays.store(true, Ordering::Relaxed);
        self.service.begin();
    }

    pub(crate) fn stays(&self) -> bool {
        self.stays.load(Ordering::Relaxed)
    }

    pub(crate) fn line(&self) -> &Line {
        &self.line
    }

    pub(crate) fn service(&self) -> &Service {
        &self.service
    }

    pub(crate) fn scanning(&self) -> &Scanning {
        &self.scanning
    }

    /// Takes what comes into the watched folder, for as long as the desk lives; reading a stack takes its time, so on
    /// a thread of its own.
    pub fn watch_scan_folder(self: &Arc<Self>) {
        let desk = Arc::downgrade(self);
        std::thread::spawn(move || {
            let mut memory = crate::scan::Watched::default();
            loop {
                std::thread::sleep(SCAN_LOOK);
                let Some(desk) = desk.upgrade() else { return };
                crate::scan::watched(&desk, &mut memory);
            }
        });
    }

    pub(crate) fn binder(&self) -> &crate::dossier::Binder {
        &self.binder
    }

    pub(crate) fn verifying(&self) -> &crate::verify::Verifying {
        &self.verifying
    }

    pub(crate) fn clock(&self) -> Clock {
        self.clock.clone()
    }

    /// Now, local time with offset.
    pub fn now(&self) -> DateTime<FixedOffset> {
        (self.clock)()
    }

    pub(crate) fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }

    pub(crate) fn gate(&self) -> Gate {
        Gate::at(self.data())
    }

    /// The folder this desk works in: its own, or that of the training desk beside it.
    pub(crate) fn data(&self) -> std::path::PathBuf {
        let own = &self.config.data;
        if self.practises() { own.join(crate::practice::FOLDER) } else { own.clone() }
    }

    /// Whether this is the training desk (演练).
    pub(crate) fn practises(&self) -> bool {
        self.practising.load(Ordering::Relaxed)
    }

    pub(crate) fn set_practising(&self, on: bool) {
        self.practising.store(on, Ordering::Relaxed);
    }

    pub(crate) fn open(&self, session: Session) {
        let line = session.clone();
        *self.session.write().unwrap_or_else(PoisonError::into_inner) = Some(session);
        // What is invented for training never leaves this computer.
        if self.stays() && !self.practises() {
            crate::sync::begin(self, &line);
        }
        self.changed("lock", None);
    }

    pub(crate) fn close(&self) -> Option<Session> {
        self.line.stop();
        self.binder.forget();
        let session = self.session.write().unwrap_or_else(PoisonError::into_inner).take();
        self.changed("lock", None);
        session
    }

    pub(crate) fn peek(&self) -> Option<Session> {
        self.session.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The session, or `desk.locked`.
    pub(crate) fn session(&self) -> Result<Session> {
        self.peek().ok_or_else(|| DeskError::new("desk.locked"))
    }

    pub(crate) fn replace_settings(&self, settings: Settings) {
        let mut guard = self.session.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(session) = guard.as_mut() {
            session.settings = settings;
        }
    }

    /// More that the person who signed in has to know.
    pub(crate) fn also_say(&self, notices: Vec<DeskError>) {
        let mut guard = self.session.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(session) = guard.as_mut() {
            session.notices.extend(notices);
        }
    }

    /// Lets go of the open database without locking the desk for others: for a command that ends.
    pub fn leave(&self) {
        drop(self.close());
    }

    /// Locks when nobody has touched a key for the set minutes; true when it did.
    pub fn lock_when_idle(&self) -> bool {
        let Some(session) = self.peek() else { return false };
        let minutes = u64::from(session.settings.idle_minutes);
        let touched = *session.touched.lock().unwrap_or_else(PoisonError::into_inner);
        if minutes == 0 || touched.elapsed() < std::time::Duration::from_secs(minutes * 60) {
            return false;
        }
        drop(session);
        crate::gate::lock(self, crate::gate::Nothing {}).is_ok()
    }

    /// Tells the screens when another process wrote to the same database.
    pub fn watch_other_processes(&self) {
        if let Some(session) = self.peek()
            && session.store.changed_elsewhere().unwrap_or(false)
        {
            self.changed("elsewhere", None);
        }
    }

    /// What judgements need besides the case.
    pub(crate) fn context<'a>(&'a self, session: &'a Session) -> Context<'a> {
        Context {
            now: self.now(),
            calendar: &self.law.calendar,
            periods: &self.law.periods,
            causes: &self.law.causes,
            risk: &self.law.risk,
            seal: session.settings.seal,
            by: &session.staff.name,
            policy: &self.law.policy,
        }
    }

    pub(crate) fn author(&self, session: &Session) -> Author {
        // Evidence only: a desk that cannot tell how far its clock is off writes all the same.
        let skew_ms = session.store.read(|r| r.skew_ms()).ok().flatten();
        Author { by: session.staff.name.clone(), at: self.now(), skew_ms }
    }

    /// Appends records of a kind that belong to no case, and tells the screens that show these things.
    pub(crate) fn note(
        &self,
        session: &Session,
        kind: &str,
        bodies: Vec<serde_json::Value>,
        nouns: &[&str],
    ) -> Result<()> {
        session.store.write(self.author(session), |w| -> Result<()> {
            for body in bodies {
                w.append_device(kind, body)?;
            }
            Ok(())
        })?;
        for noun in nouns {
            self.changed(noun, None);
        }
        Ok(())
    }

    /// Reads a case that must exist.
    pub(crate) fn case(&self, session: &Session, id: &CaseId) -> Result<Case> {
        let case = session.store.read(|r| r.case(id))?;
        case.ok_or_else(|| DeskError::new("case.unknown"))
    }

    /// An event as it will stand once it is recorded, for judging what comes with it in the same save.
    fn foreseen(&self, session: &Session, event: &Event) -> Entry {
        let stamp = Stamp {
            by: session.staff.name.clone(),
            at: self.now(),
            dev: String::new(),
            inc: String::new(),
            seq: 0,
            hub_seq: None,
        };
        Entry { event: event.clone(), stamp, verdict: Verdict::Clean }
    }

    /// One transaction on a case: read it, let `make` say what is wanted, judge, append.
    pub(crate) fn step<F>(&self, session: &Session, id: &CaseId, make: F) -> Result<Case>
    where
        F: FnOnce(&Case, &mut Writer<'_>) -> Result<Vec<Command>>,
    {
        let cx = self.context(session);
        let case = session.store.write(self.author(session), |w| -> Result<Case> {
            let owned = crate::county::ownership(w, id)?;
            let mut case = crate::case::with_drafts(w, id)?;
            let (mut all, mut judged): (Vec<Event>, usize) = (Vec::new(), 0);
            for command in make(&case, w)? {
                crate::county::guard(owned.as_ref(), &command)?;
                // Each is judged on what those before it leave; the lists are written once, however many there are.
                for event in &all[judged..] {
                    casework::apply(&mut case, &self.foreseen(session, event));
                }
                judged = all.len();
                all.extend(decide(&case, command, &cx)?);
            }
            if all.is_empty() { Ok(case) } else { Ok(w.append(id, &all)?) }
        })?;
        self.changed("case", Some(id));
        Ok(case)
    }
}
