//! The hub as it runs inside this program, and the watch over it: a network that changes, a laptop that slept, a clock
//! that was set, a service that ended.

use super::error::of;
use super::file::Kept;
use super::place_of;
use crate::error::{DeskError, Result};
use crate::session::Change;
use chrono::{DateTime, FixedOffset, TimeDelta};
use hub::{Host, Hub, Place, clock};
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};
use tokio::sync::broadcast;

/// How often the watch looks.
const LOOK: Duration = Duration::from_secs(3);
/// Looks between two attempts at what did not begin.
const AGAIN: u32 = 5;
/// A clock that is further off than this from what has passed was set, or the laptop slept.
const JUMP: TimeDelta = TimeDelta::seconds(60);

/// Time that passed on the clock but not here, or here but not on the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Gap {
    /// What the clock said before.
    pub from: DateTime<FixedOffset>,
    /// What it says after.
    pub to: DateTime<FixedOffset>,
}

impl Gap {
    /// Judges two looks at the clock, `passed` apart by a clock that stands still while the laptop sleeps.
    pub(crate) fn between(
        from: DateTime<FixedOffset>,
        to: DateTime<FixedOffset>,
        passed: Duration,
    ) -> Option<Self> {
        let passed = TimeDelta::from_std(passed).ok()?;
        ((to - from - passed).abs() > JUMP).then_some(Self { from, to })
    }

    /// The clock went back: no sleep does that.
    pub(crate) fn is_back(&self) -> bool {
        self.to < self.from
    }
}

#[derive(Default)]
struct State {
    host: Option<Host>,
    since: Option<DateTime<FixedOffset>>,
    trouble: Option<DeskError>,
    gap: Option<Gap>,
}

struct Inside {
    place: Place,
    state: Mutex<State>,
    watched: AtomicBool,
    tell: broadcast::Sender<Change>,
}

/// The service of one desk.
pub(crate) struct Service(Arc<Inside>);

/// How the service stands, for the view.
pub(crate) struct Stand {
    /// It serves.
    pub on: bool,
    /// Since when.
    pub since: Option<DateTime<FixedOffset>>,
    /// Why it does not, though it is wanted.
    pub trouble: Option<DeskError>,
    /// The newest leap of the clock.
    pub gap: Option<Gap>,
    /// Addresses under which stations reach it, the likeliest first.
    pub urls: Vec<String>,
}

impl Service {
    pub(crate) fn new(data: &Path, tell: broadcast::Sender<Change>) -> Self {
        Self(Arc::new(Inside {
            place: place_of(data),
            state: Mutex::default(),
            watched: AtomicBool::new(false),
            tell,
        }))
    }

    /// Where the hub of this desk lies, or would.
    pub(crate) fn place(&self) -> &Place {
        &self.0.place
    }

    /// It serves in this process.
    pub(crate) fn runs(&self) -> bool {
        self.0.lock().host.as_ref().is_some_and(Host::is_running)
    }

    /// The program stays: serves if that was wanted when it ran last, and watches from now on.
    pub(crate) fn begin(&self) {
        if Hub::is_at(&self.0.place) {
            self.0.want();
        }
        if !self.0.watched.swap(true, Ordering::Relaxed) {
            let inside = Arc::downgrade(&self.0);
            let watch = std::thread::Builder::new().name("host-watch".into());
            if let Err(error) = watch.spawn(move || watch_over(&inside)) {
                tracing::warn!(%error, "nobody watches over the hub");
            }
        }
    }

    /// Serves; serving already is no error.
    pub(crate) fn start(&self, listen: SocketAddr) -> Result<()> {
        self.0.start(listen)
    }

    /// Stops and waits until folder and port are free.
    pub(crate) fn stop(&self) -> Result<()> {
        let host = {
            let mut state = self.0.lock();
            *state = State { gap: state.gap, ..State::default() };
            state.host.take()
        };
        host.map_or(Ok(()), |host| host.stop().map_err(of))
    }

    /// Asks the hub: the one that serves here, else the one in the folder, whoever serves it.
    pub(crate) fn with_hub<T>(&self, ask: impl FnOnce(&Hub) -> hub::Result<T>) -> Result<T> {
        let running = self.0.lock().host.as_ref().map(|host| host.hub().clone());
        match running {
            Some(hub) => ask(&hub).map_err(of),
            None => Hub::open(&self.0.place).and_then(|hub| ask(&hub)).map_err(of),
        }
    }

    /// How it stands.
    pub(crate) fn stand(&self) -> Stand {
        let state = self.0.lock();
        Stand {
            on: state.host.as_ref().is_some_and(Host::is_running),
            since: state.since,
            trouble: state.trouble.clone(),
            gap: state.gap,
            urls: state.host.as_ref().map(Host::urls).unwrap_or_default(),
        }
    }
}

impl Inside {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn changed(&self) {
        // Nobody listening is no error.
        drop(self.tell.send(Change { noun: "host".to_owned(), case: None }));
    }

    fn start(&self, listen: SocketAddr) -> Result<()> {
        let mut state = self.lock();
        if state.host.as_ref().is_some_and(Host::is_running) {
            return Ok(());
        }
        if let Some(Err(error)) = state.host.take().map(Host::stop) {
            tracing::warn!(%error, "the hosted hub had ended");
        }
        match Host::start(&self.place, listen).map_err(of) {
            Ok(host) => {
                let (since, gap) = (Some(clock::now()), state.gap);
                *state = State { host: Some(host), since, trouble: None, gap };
                Ok(())
            }
            Err(error) => {
                state.trouble = Some(error.clone());
                Err(error)
            }
        }
    }

    /// Serves if it is wanted; what is in the way is kept for the screen.
    fn want(&self) {
        match Kept::read(&self.place) {
            Ok(kept) if kept.on => drop(self.start(kept.address())),
            Ok(_) => {}
            Err(error) => self.lock().trouble = Some(error),
        }
    }
}

/// Looks after the service until the desk is gone.
fn watch_over(inside: &Weak<Inside>) {
    let mut seen = (clock::now(), Instant::now());
    let mut networks: Vec<IpAddr> = Vec::new();
    for look in 0_u32.. {
        std::thread::sleep(LOOK);
        let Some(inside) = inside.upgrade() else { return };
        let now = (clock::now(), Instant::now());
        let gap = Gap::between(seen.0, now.0, now.1 - seen.1);
        seen = now;
        if !Hub::is_at(&inside.place) {
            continue;
        }
        let (ended, idle) = {
            let mut state = inside.lock();
            let ended = state.host.as_ref().is_some_and(|host| !host.is_running());
            if let Some(gap) = gap.filter(|_| state.host.is_some()) {
                state.gap = Some(gap);
            }
            (ended, state.host.is_none())
        };
        if ended || (idle && look % AGAIN == 0) {
            inside.want();
        }
        let reached = hub::lan();
        if gap.is_some() || ended || reached != networks || (idle && inside.lock().host.is_some()) {
            networks = reached;
            inside.changed();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<FixedOffset> {
        text.parse().unwrap()
    }

    #[test]
    fn sleep_and_a_clock_that_was_set_are_told_from_a_busy_machine() {
        let (from, soon) = (at("2026-11-20T13:00:00+08:00"), at("2026-11-20T13:00:40+08:00"));
        assert_eq!(Gap::between(from, soon, Duration::from_secs(3)), None);
        let woke = at("2026-11-20T15:00:00+08:00");
        let slept = Gap::between(from, woke, Duration::from_secs(3)).unwrap();
        assert!(!slept.is_back());
        // Suspended for two hours, and the machine's own clock counted them: nothing leapt.
        assert_eq!(Gap::between(from, woke, Duration::from_secs(7200)), None);
        let back = Gap::between(from, at("2026-11-20T12:00:00+08:00"), Duration::from_secs(3));
        assert!(back.unwrap().is_back());
    }
}
