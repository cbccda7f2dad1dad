//! The desk itself: its folder, its law, its typesetter, and who has signed in.

use crate::error::{DeskError, Result};
use crate::law::Law;
use crate::settings::Settings;
use casework::{Case, CaseId, Command, Context, Event, decide};
use chrono::{DateTime, FixedOffset, NaiveDate};
use documents::{Engine, EngineConfig, FontDir};
use serde::Serialize;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use store::{Author, Gate, Store, Writer};
use tokio::sync::broadcast;

/// Where the desk keeps and finds things.
#[derive(Debug, Clone)]
pub struct Config {
    /// Data folder.
    pub data: PathBuf,
    /// Folder `assets/documents`.
    pub documents: PathBuf,
    /// Folder of the fonts.
    pub fonts: PathBuf,
    /// What identifies this machine, so that a copied folder is noticed.
    pub machine: String,
    /// Cost of a password guess.
    pub kdf: store::Kdf,
}

impl Config {
    /// Finds the folders: as given, else the user's data folder and the assets beside the program
    /// or of the workspace it was built from.
    ///
    /// # Errors
    /// `desk.no_home` without a place for data, `desk.no_assets` when the templates are nowhere.
    pub fn find(data: Option<PathBuf>, assets: Option<PathBuf>) -> Result<Self> {
        let data = match data {
            Some(folder) => folder,
            None => home_data().ok_or_else(|| DeskError::new("desk.no_home"))?,
        };
        let beside = std::env::current_exe().ok().and_then(|p| p.parent().map(|d| d.to_owned()));
        let mut places: Vec<PathBuf> = assets.into_iter().collect();
        if let Some(beside) = beside {
            places.push(beside.join("assets"));
            places.push(beside.join("../lib/枫桥驿/assets"));
            places.push(beside.join("../lib/fengqiao/assets"));
            // A program under target/ finds the assets of its workspace.
            let above = beside.ancestors().map(|a| a.join("assets"));
            places.extend(above);
        }
        places.push(PathBuf::from("assets"));
        #[cfg(debug_assertions)]
        places.push(PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets")));
        let found = places.into_iter().find(|p| p.join("documents/fonts.toml").is_file());
        let assets = found.ok_or_else(|| DeskError::new("desk.no_assets"))?;
        Ok(Self {
            data,
            documents: assets.join("documents"),
            fonts: assets.join("fonts"),
            machine: machine(),
            kdf: store::Kdf::DESKTOP,
        })
    }
}

fn home_data() -> Option<PathBuf> {
    if let Some(folder) = std::env::var_os("XDG_DATA_HOME").filter(|f| !f.is_empty()) {
        return Some(PathBuf::from(folder).join("fengqiao"));
    }
    if let Some(folder) = std::env::var_os("APPDATA") {
        return Some(PathBuf::from(folder).join("fengqiao"));
    }
    std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share/fengqiao"))
}

/// What identifies this machine: the id its system gave it, else the host's name.
fn machine() -> String {
    let id = std::fs::read_to_string("/etc/machine-id").unwrap_or_default();
    match id.trim() {
        "" => std::env::var("COMPUTERNAME")
            .or_else(|_| std::fs::read_to_string("/etc/hostname"))
            .map(|name| name.trim().to_owned())
            .unwrap_or_else(|_| "unnamed".to_owned()),
        id => id.to_owned(),
    }
}

/// Wall time of the computer, with its offset.
pub fn wall_clock() -> DateTime<FixedOffset> {
    chrono::Local::now().fixed_offset()
}

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
}

/// One desk, shared by every door of the process.
pub struct Desk {
    pub(crate) config: Config,
    pub(crate) law: Law,
    clock: Clock,
    session: RwLock<Option<Session>>,
    engine: OnceLock<std::result::Result<Engine, DeskError>>,
    changes: broadcast::Sender<Change>,
}

impl Desk {
    /// A desk on a data folder; nothing is opened yet.
    ///
    /// # Errors
    /// [`DeskError`] when the law's values that come with the program cannot be read.
    pub fn new(config: Config, clock: Clock) -> Result<Self> {
        let (changes, _) = broadcast::channel(256);
        Ok(Self {
            config,
            law: Law::embedded(),
            clock,
            session: RwLock::new(None),
            engine: OnceLock::new(),
            changes,
        })
    }

    /// Changes as they happen.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    /// Tells the screens; nobody listening is no error.
    pub(crate) fn changed(&self, noun: &str, case: Option<&CaseId>) {
        let change = Change { noun: noun.to_owned(), case: case.map(|c| c.0.clone()) };
        drop(self.changes.send(change));
    }

    /// Now, local time with offset.
    pub fn now(&self) -> DateTime<FixedOffset> {
        (self.clock)()
    }

    pub(crate) fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }

    pub(crate) fn gate(&self) -> Gate {
        Gate::at(&self.config.data)
    }

    pub(crate) fn open(&self, session: Session) {
        *self.session.write().unwrap_or_else(PoisonError::into_inner) = Some(session);
        self.changed("lock", None);
    }

    pub(crate) fn close(&self) -> Option<Session> {
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

    pub(crate) fn engine(&self) -> Result<Engine> {
        let start = || {
            let config = EngineConfig {
                assets: self.config.documents.clone(),
                overrides: None,
                fonts: vec![
                    FontDir(self.config.fonts.clone()),
                    FontDir(self.config.fonts.join("rare")),
                ],
            };
            Engine::start(config).map_err(DeskError::from)
        };
        self.engine.get_or_init(start).clone()
    }

    /// What judgements need besides the case.
    pub(crate) fn context(&self, session: &Session) -> Context<'_> {
        Context {
            now: self.now(),
            calendar: &self.law.calendar,
            periods: &self.law.periods,
            causes: &self.law.causes,
            seal: session.settings.seal,
        }
    }

    pub(crate) fn author(&self, session: &Session) -> Author {
        Author { by: session.staff.name.clone(), at: self.now(), skew_ms: None }
    }

    /// Reads a case that must exist.
    pub(crate) fn case(&self, session: &Session, id: &CaseId) -> Result<Case> {
        let case = session.store.read(|r| r.case(id))?;
        case.ok_or_else(|| DeskError::new("case.unknown"))
    }

    /// One transaction on a case: read it, let `make` say what is wanted, judge, append.
    pub(crate) fn step<F>(&self, session: &Session, id: &CaseId, make: F) -> Result<Case>
    where
        F: FnOnce(&Case, &mut Writer<'_>) -> Result<Vec<Command>>,
    {
        let cx = self.context(session);
        let case = session.store.write(self.author(session), |w| -> Result<Case> {
            let mut case = crate::case::with_drafts(w, id)?;
            for command in make(&case, w)? {
                let events: Vec<Event> = decide(&case, command, &cx)?;
                if !events.is_empty() {
                    case = w.append(id, &events)?;
                }
            }
            Ok(case)
        })?;
        self.changed("case", Some(id));
        Ok(case)
    }
}
