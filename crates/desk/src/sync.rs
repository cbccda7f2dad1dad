//! `sync.*`: the line to the county hub, as a person sees and steers it.

mod code;

pub use code::{SyncCode, SyncCodeSays, SyncEnrol, enrol, read_code};

use crate::error::{DeskError, Result};
use crate::gate::Nothing;
use crate::session::{Change, Desk, Session};
use chrono::{DateTime, FixedOffset};
use ledger::DeviceId;
use ledger::wire::Role;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use sync::{Options, Runner, State, Status, SyncError};
use tokio::runtime::Runtime;
use tokio::sync::broadcast;
use ts_rs::TS;

/// The line of one desk: its runtime, and the loops while somebody has signed in.
#[derive(Default)]
pub(crate) struct Line {
    runtime: OnceLock<Runtime>,
    runner: Mutex<Option<Runner>>,
}

impl Line {
    fn runtime(&self) -> Result<&Runtime> {
        if let Some(runtime) = self.runtime.get() {
            return Ok(runtime);
        }
        let made = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("sync")
            .enable_all()
            .build()?;
        // Two threads at the same moment: one runtime stays, the other is dropped unused.
        Ok(self.runtime.get_or_init(|| made))
    }

    fn with<T>(&self, ask: impl FnOnce(&Runner) -> T) -> Option<T> {
        self.runner.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(ask)
    }

    /// Something was saved: records go at once.
    pub(crate) fn ring(&self) {
        self.with(Runner::changed);
    }

    /// Ends the loops; waits for a save under way.
    pub(crate) fn stop(&self) {
        let runner = self.runner.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let (Some(runner), Ok(runtime)) = (runner, self.runtime()) {
            outside(|| runtime.block_on(runner.stop()));
        }
    }

    /// Starts the loops and tells the screens what they do.
    fn start(&self, desk: &Desk, session: &Session, tell: broadcast::Sender<Change>) -> Result<()> {
        self.stop();
        let runtime = self.runtime()?;
        let _inside = runtime.enter();
        let runner = Runner::start(session.store.clone(), desk.clock(), Options::default());
        let (mut status, mut cases) = (runner.status(), runner.changes());
        let told = tell.clone();
        runtime.spawn(async move {
            while status.changed().await.is_ok() {
                drop(told.send(Change { noun: "sync".to_owned(), case: None }));
            }
        });
        runtime.spawn(async move {
            loop {
                let (noun, all) = match cases.recv().await {
                    Ok(all) => ("case", all),
                    // Too many to name: every screen reads again.
                    Err(broadcast::error::RecvError::Lagged(_)) => ("elsewhere", Vec::new()),
                    Err(broadcast::error::RecvError::Closed) => return,
                };
                if all.is_empty() {
                    drop(tell.send(Change { noun: noun.to_owned(), case: None }));
                }
                for case in all {
                    drop(tell.send(Change { noun: noun.to_owned(), case: Some(case.0) }));
                }
            }
        });
        *self.runner.lock().unwrap_or_else(PoisonError::into_inner) = Some(runner);
        Ok(())
    }
}

/// Waits on a thread of its own: whoever calls may stand inside another runtime.
pub(crate) fn outside<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| match scope.spawn(work).join() {
        Ok(done) => done,
        Err(panic) => std::panic::resume_unwind(panic),
    })
}

/// Starts the line of a desk that stays open, if it is enrolled.
pub(crate) fn begin(desk: &Desk, session: &Session) {
    let enrolled = session.store.read(|r| r.enrolment());
    let begun = match enrolled {
        Ok(Some(_)) => desk.line().start(desk, session, desk.teller()),
        Ok(None) => Ok(()),
        Err(error) => Err(error.into()),
    };
    if let Err(error) = begun {
        tracing::warn!(%error, "synchronising did not begin");
    }
}

/// The hub this desk belongs to.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SyncHub {
    /// Name of the county's centre.
    pub name: String,
    /// Address.
    pub url: String,
    /// Identifier of this desk's station.
    pub station: String,
    /// Its name.
    pub station_name: String,
    /// `station` or `county`.
    pub role: String,
    /// Two letters of this desk.
    pub series: String,
    /// Another device has used them: numbers printed before may be shared.
    pub series_shared: bool,
    /// The county has compared the fingerprint.
    pub confirmed: bool,
    /// Enrolled on.
    pub at: DateTime<FixedOffset>,
}

/// Scans and papers apart from records.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct SyncFiles {
    /// To be sent.
    #[ts(type = "number")]
    pub to_send: u64,
    /// Their bytes.
    #[ts(type = "number")]
    pub to_send_bytes: u64,
    /// To be fetched.
    #[ts(type = "number")]
    pub to_fetch: u64,
    /// Their bytes, as far as known.
    #[ts(type = "number")]
    pub to_fetch_bytes: u64,
    /// `send` or `fetch`, empty when none is under way.
    pub direction: String,
    /// Name of the one under way.
    pub name: String,
    /// Its bytes done.
    #[ts(type = "number")]
    pub done: u64,
    /// All its bytes, 0 = not known.
    #[ts(type = "number")]
    pub size: u64,
}

/// Everything there is to say of the line.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SyncView {
    /// The word in the frame: `off`, `synced`, `offline`, `sending`, `paused`, `attention`.
    pub is: String,
    /// The hub; none = 仅存本机.
    pub hub: Option<SyncHub>,
    /// What the county compares: the first 32 digits of the device's key, in groups of four.
    pub fingerprint: String,
    /// Synced last, or offline since.
    pub at: Option<DateTime<FixedOffset>>,
    /// Done of this turn, while sending.
    #[ts(type = "number")]
    pub n: u64,
    /// All of this turn.
    #[ts(type = "number")]
    pub m: u64,
    /// Records this desk has written; `own` = `receipted` + `waiting`.
    #[ts(type = "number")]
    pub own: u64,
    /// Of them, those the hub has vouched for.
    #[ts(type = "number")]
    pub receipted: u64,
    /// Of them, those that wait.
    #[ts(type = "number")]
    pub waiting: u64,
    /// Kept by the hub without being applied (not this station's case any more).
    #[ts(type = "number")]
    pub parked: u64,
    /// Entries still to be read.
    #[ts(type = "number")]
    pub to_read: u64,
    /// Files.
    pub files: SyncFiles,
    /// What does not go on by itself, or the line that is gone.
    pub trouble: Option<DeskError>,
    /// Since when.
    pub trouble_at: Option<DateTime<FixedOffset>>,
    /// A person has stopped it.
    pub paused: bool,
    /// This clock minus the hub's, ms.
    #[ts(type = "number | null")]
    pub skew_ms: Option<i64>,
    /// When the feed was last read to its end.
    pub synced_at: Option<DateTime<FixedOffset>>,
    /// Cases in which a person has to choose between two desks.
    pub conflicts: u32,
}

impl From<SyncError> for DeskError {
    fn from(error: SyncError) -> Self {
        tracing::warn!(%error, "sync");
        Self { code: error.code(), args: error.args() }
    }
}

fn fingerprint(dev: DeviceId) -> String {
    groups(&dev.to_string())
}

/// First half of a key in groups of four, as it is read out on the telephone.
pub(crate) fn groups(digits: &str) -> String {
    let groups: Vec<&str> = (0..32).step_by(4).filter_map(|at| digits.get(at..at + 4)).collect();
    groups.join(" ")
}

/// How the line stands.
///
/// # Errors
/// `desk.locked`.
pub fn status(desk: &Desk, _: Nothing) -> Result<SyncView> {
    let session = desk.session()?;
    let running = desk.line().with(|runner| runner.status().borrow().clone());
    view(&session, running.unwrap_or_default())
}

fn view(session: &Session, status: Status) -> Result<SyncView> {
    session.store.read(|r| -> Result<SyncView> {
        let counts = r.sync_counts()?;
        let tallied = r.file_counts()?;
        let place = r.feed_place()?;
        let conflicts: std::collections::BTreeSet<_> =
            r.tasks()?.into_iter().filter(|t| t.1 == "conflict").map(|t| t.0.0).collect();
        let current = status.files.current.as_ref();
        let direction = current.map(|c| match c.direction {
            sync::Direction::Send => "send",
            sync::Direction::Fetch => "fetch",
        });
        let (is, at, n, m) = match &status.state {
            State::Off => ("off", None, 0, 0),
            State::Synced { at } => ("synced", Some(*at), 0, 0),
            State::Offline { since, .. } => ("offline", *since, 0, 0),
            State::Sending { n, m } => ("sending", None, *n, *m),
            State::Paused { .. } => ("paused", None, 0, 0),
            State::Attention { .. } => ("attention", None, 0, 0),
        };
        Ok(SyncView {
            is: is.to_owned(),
            hub: r.enrolment()?.map(|e| SyncHub {
                name: e.hub,
                url: e.url,
                station: e.station.id,
                station_name: e.station.name,
                role: role_word(e.role).to_owned(),
                series: e.series,
                series_shared: e.series_shared,
                confirmed: e.confirmed,
                at: e.at,
            }),
            fingerprint: fingerprint(r.head()?.dev),
            at,
            n,
            m,
            own: counts.own,
            receipted: counts.receipted,
            waiting: counts.waiting,
            parked: counts.parked,
            to_read: place.as_ref().map_or(0, |p| p.newest.saturating_sub(p.pos)),
            files: SyncFiles {
                to_send: tallied.to_send,
                to_send_bytes: tallied.to_send_bytes,
                to_fetch: tallied.to_fetch,
                to_fetch_bytes: tallied.to_fetch_bytes,
                direction: direction.unwrap_or_default().to_owned(),
                name: current.map(|c| c.name.clone()).unwrap_or_default(),
                done: current.map_or(0, |c| c.done),
                size: current.map_or(0, |c| c.size),
            },
            trouble: status
                .trouble
                .as_ref()
                .map(|t| DeskError { code: t.code.clone(), args: t.args.clone() }),
            trouble_at: status.trouble.as_ref().map(|t| t.at),
            paused: r.sync_paused()?,
            skew_ms: r.skew_ms()?,
            synced_at: place.and_then(|p| p.at),
            conflicts: u32::try_from(conflicts.len()).unwrap_or(u32::MAX),
        })
    })
}

pub(crate) fn role_word(role: Role) -> &'static str {
    match role {
        Role::Station => "station",
        Role::County => "county",
    }
}

/// Stops synchronising until a person resumes it.
///
/// # Errors
/// `desk.locked`, `sync.not_enrolled`.
pub fn pause(desk: &Desk, _: Nothing) -> Result<SyncView> {
    steer(desk, Runner::pause)
}

/// Goes on.
///
/// # Errors
/// `desk.locked`, `sync.not_enrolled`.
pub fn resume(desk: &Desk, _: Nothing) -> Result<SyncView> {
    steer(desk, Runner::resume)
}

/// 立即同步: everything at once, without waiting for the next turn.
///
/// # Errors
/// `desk.locked`, `sync.not_enrolled`.
pub fn now(desk: &Desk, _: Nothing) -> Result<SyncView> {
    steer(desk, |runner| {
        runner.now();
        Ok(())
    })
}

fn steer(desk: &Desk, order: impl FnOnce(&Runner) -> sync::Result<()>) -> Result<SyncView> {
    desk.session()?;
    let done = desk.line().with(order).ok_or_else(|| DeskError::new("sync.not_enrolled"))?;
    done?;
    desk.changed("sync", None);
    status(desk, Nothing {})
}

/// How long to synchronise.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct SyncRun {
    /// Seconds to wait at most; 60 when left out.
    pub seconds: u32,
}

/// Synchronises once and waits for the end: for a command line that ends afterwards.
///
/// # Errors
/// `sync.not_enrolled`; what is in the way stands in the answer's `trouble`.
pub fn run(desk: &Desk, input: SyncRun) -> Result<SyncView> {
    let session = desk.session()?;
    if session.store.read(|r| r.enrolment())?.is_none() {
        return Err(DeskError::new("sync.not_enrolled"));
    }
    let started = desk.line().with(|_| ()).is_none();
    if started {
        desk.line().start(desk, &session, desk.teller())?;
    }
    let seconds = if input.seconds == 0 { 60 } else { input.seconds };
    let until = Instant::now() + Duration::from_secs(u64::from(seconds));
    let patience = Instant::now() + Duration::from_secs(5);
    let look = || desk.line().with(|r| r.status().borrow().clone()).unwrap_or_default();
    // What was sent is judged in the feed: so it is read once more when nothing waits any longer.
    let mut read_before = session.store.read(|r| r.feed_place())?.and_then(|p| p.at);
    let mut sent = false;
    desk.line().with(Runner::now);
    let status = loop {
        std::thread::sleep(Duration::from_millis(50));
        let status = look();
        let whole = status.files.to_send == 0 && status.files.to_fetch == 0;
        let read = status.synced_at.is_some() && status.synced_at != read_before;
        let ended = match status.state {
            State::Synced { .. } if !sent && read => {
                (sent, read_before) = (true, status.synced_at);
                desk.line().with(Runner::now);
                false
            }
            State::Synced { .. } => sent && read && whole,
            // Refused in one thing, it may still get rid of what waits.
            State::Attention { .. } => status.waiting == 0 || Instant::now() > patience,
            State::Paused { .. } => true,
            _ => false,
        };
        if ended || Instant::now() > until {
            break status;
        }
    };
    let shown = view(&session, status);
    if started && !desk.stays() {
        desk.line().stop();
    }
    shown
}

/// How many lines of the log.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct SyncLogAsk {
    /// At most; 100 when left out.
    pub limit: u32,
}

/// One line of the log.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SyncLogLine {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// What happened; the words are the screen's.
    pub code: String,
    /// Values for the words.
    #[ts(type = "Record<string, unknown>")]
    pub args: Value,
}

/// What the line did, newest first.
///
/// # Errors
/// `desk.locked`.
pub fn log(desk: &Desk, input: SyncLogAsk) -> Result<Vec<SyncLogLine>> {
    let session = desk.session()?;
    let limit = if input.limit == 0 { 100 } else { input.limit.min(2000) };
    let lines = session.store.read(|r| r.sync_log(limit))?;
    Ok(lines
        .into_iter()
        .map(|line| SyncLogLine { at: line.at, code: line.code, args: line.args })
        .collect())
}

/// A file somebody waits for.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SyncWant {
    /// SHA-256, hex.
    pub sha256: String,
}

/// Asks for a file of the county before all others.
///
/// # Errors
/// `sync.not_enrolled`.
pub fn want(desk: &Desk, input: SyncWant) -> Result<SyncView> {
    steer(desk, |runner| runner.want(&input.sha256))
}

/// A station of the county.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StationRow {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
}

/// Stations that the hub has named.
///
/// # Errors
/// `desk.locked`.
pub fn stations(desk: &Desk, _: Nothing) -> Result<Vec<StationRow>> {
    let session = desk.session()?;
    let all = session.store.read(|r| r.stations())?;
    Ok(all.into_iter().map(|s| StationRow { id: s.id, name: s.name }).collect())
}
