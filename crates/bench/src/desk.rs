//! A desk as it is in the product, less its window: the encrypted store, and the client that synchronises it.

use crate::Outcome;
use crate::data::{self, Invented};
use crate::line::Line;
use chrono::{DateTime, FixedOffset};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::{Author, CaseQuery, Kdf, NewStore, Staff, Store, StoreError};
use sync::{Options, Runner, State, Status};

/// The longest anybody waits for a measure.
const LIMIT: Duration = Duration::from_secs(900);
/// A line on which nothing has moved for so long is at rest.
const REST: Duration = Duration::from_millis(1500);

/// Now, by the wall clock; durations are measured by another.
#[expect(clippy::disallowed_methods, reason = "this program's one clock")]
pub fn now() -> DateTime<FixedOffset> {
    chrono::Local::now().fixed_offset()
}

/// Who saves.
pub fn author() -> Author {
    Author { by: "s1".to_owned(), at: now(), skew_ms: None }
}

/// One desk.
pub struct Desk {
    /// Its database.
    pub store: Arc<Store>,
    runner: Option<Runner>,
}

impl Desk {
    /// A new desk in a folder.
    pub fn found(dir: &Path) -> Outcome<Self> {
        let new = NewStore {
            machine: "bench",
            org_line: "某某工业园区劳动争议调解中心",
            staff: Staff { id: "s1".into(), name: "王某".into(), role: "mediator".into() },
            password: "not a secret",
            now: now(),
            kdf: Kdf::DESKTOP,
        };
        let (store, _) = Store::create(dir, new)?;
        Ok(Self { store: Arc::new(store), runner: None })
    }

    /// Registers the cases `from .. to`, many in one save: what is measured comes after.
    pub fn fill(&self, from: u32, to: u32) -> Outcome<()> {
        for first in (from..to).step_by(500) {
            self.store.write(author(), |w| {
                for n in first..to.min(first + 500) {
                    let case = Invented::new(n);
                    w.append(&case.id(), &case.events(now()))?;
                }
                Ok::<_, StoreError>(())
            })?;
        }
        Ok(())
    }

    /// One save of one field of the nth case.
    pub fn change(&self, n: u32, path: &str, value: serde_json::Value) -> Outcome<()> {
        let (id, event) = (data::id(n), data::change(path, value));
        self.store.write(author(), |w| w.append(&id, &[event]))?;
        Ok(())
    }

    /// Redeems an enrolment code.
    pub async fn enrol(&self, code: &str) -> Outcome<()> {
        sync::enrol(&self.store, &clock(), code, "一号机", None).await?;
        Ok(())
    }

    /// Starts to synchronise. After that it moves only when it is told to, so that nothing is counted that nobody asked for.
    pub fn run(&mut self) {
        let hours = Duration::from_secs(3600);
        let options = Options { ask_feed: hours, look: hours, ..Options::default() };
        self.runner = Some(Runner::start(self.store.clone(), clock(), options));
    }

    /// Something was saved.
    pub fn changed(&self) -> Outcome<()> {
        self.runner()?.changed();
        Ok(())
    }

    /// Stops synchronising.
    pub async fn rest(&mut self) {
        if let Some(runner) = self.runner.take() {
            runner.stop().await;
        }
    }

    fn runner(&self) -> Outcome<&Runner> {
        self.runner.as_ref().ok_or_else(|| "the desk does not synchronise".into())
    }

    /// Waits until the status is such; trouble other than that of a cut line ends the measure.
    pub async fn until(&self, what: &str, is: impl Fn(&Status) -> bool) -> Outcome<()> {
        let mut status = self.runner()?.status();
        let begun = Instant::now();
        loop {
            let (done, state) = {
                let now = status.borrow_and_update();
                (is(&now), now.state.clone())
            };
            if done {
                return Ok(());
            }
            if let State::Attention { code } = state {
                return Err(format!("{what}: {code}").into());
            }
            if begun.elapsed() > LIMIT {
                return Err(format!("{what}: not in {LIMIT:?}").into());
            }
            let _ = tokio::time::timeout(Duration::from_secs(5), status.changed()).await;
        }
    }

    /// Waits until the hub has vouched for everything.
    pub async fn until_sent(&self) -> Outcome<()> {
        let own = self.store.read(|r| r.sync_counts())?.own;
        self.until("everything sent", |s| s.own == own && s.waiting == 0).await
    }

    /// Waits until the feed was read to its end and nothing waits.
    pub async fn until_synced(&self) -> Outcome<()> {
        self.until("synced", |s| matches!(s.state, State::Synced { .. }) && s.to_read == 0).await
    }

    /// Cases in the list.
    pub fn listed(&self) -> Outcome<u64> {
        let page = self.store.read(|r| r.cases(&CaseQuery::default()))?;
        Ok(if page.rows.is_empty() { 0 } else { page.total })
    }
}

fn clock() -> sync::Clock {
    Arc::new(now)
}

/// Waits until nothing moves on a line any more.
pub async fn at_rest(line: &Line) {
    let (mut last, mut since) = (line.crossed(), Instant::now());
    while since.elapsed() < REST {
        tokio::time::sleep(Duration::from_millis(50)).await;
        let now = line.crossed();
        if now != last {
            (last, since) = (now, Instant::now());
        }
    }
}
