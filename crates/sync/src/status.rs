//! What is going on, as one struct: the frame, the screen and the tray all say the same.

use crate::error::{Result, SyncError};
use crate::session::on_store;
use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use serde_json::{Map, Value};
use std::sync::Arc;
use store::{Counts, FeedPlace, FileCounts, Store};
use tokio::sync::watch;

/// The word in the frame.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum State {
    /// No hub, or synchronising does not run.
    #[default]
    Off,
    /// 已同步 hh:mm: everything sent, everything read.
    Synced {
        /// When the feed was last read to its end.
        at: DateTime<FixedOffset>,
    },
    /// 离线 n 条待传: no line, work goes on.
    Offline {
        /// Since when; `None` = there has been none since the start.
        since: Option<DateTime<FixedOffset>>,
        /// Own records that wait.
        waiting: u64,
    },
    /// 正在传 n/m: records are on their way, in either direction.
    Sending {
        /// Done of this turn.
        n: u64,
        /// All of this turn.
        m: u64,
    },
    /// 已暂停: a person has stopped it.
    Paused {
        /// Own records that wait.
        waiting: u64,
    },
    /// 需处理: it does not go on by itself.
    Attention {
        /// What about, see [`SyncError::code`].
        code: String,
    },
}

/// Trouble, as code and values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trouble {
    /// Code, see [`SyncError::code`].
    pub code: String,
    /// Values for the words.
    pub args: Map<String, Value>,
    /// Since when.
    pub at: DateTime<FixedOffset>,
    /// Nothing but the line: it heals by itself.
    pub line: bool,
}

/// To the hub, or from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// To the hub.
    Send,
    /// From the hub.
    Fetch,
}

/// The file under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Carrying {
    /// Direction.
    pub direction: Direction,
    /// Its hash.
    pub sha256: String,
    /// Its name, may be empty.
    pub name: String,
    /// Bytes done.
    pub done: u64,
    /// All bytes, 0 = not known.
    pub size: u64,
}

/// Files apart from records.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Files {
    /// Files to be sent.
    pub to_send: u64,
    /// Their bytes.
    pub to_send_bytes: u64,
    /// Files to be fetched.
    pub to_fetch: u64,
    /// Their bytes, as far as known.
    pub to_fetch_bytes: u64,
    /// The one under way.
    pub current: Option<Carrying>,
    /// Bytes of files sent since the start, to measure what a cut line costs.
    pub sent_bytes: u64,
}

/// Everything there is to say.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Status {
    /// The word in the frame.
    pub state: State,
    /// Records of this desk; `own` = `receipted` + `waiting`.
    pub own: u64,
    /// Of them, those the hub has vouched for.
    pub receipted: u64,
    /// Of them, those that wait.
    pub waiting: u64,
    /// Of those the hub has, the ones it keeps without applying them.
    pub parked: u64,
    /// Entries of the feed that are still to be read, as far as known.
    pub to_read: u64,
    /// Files.
    pub files: Files,
    /// What went wrong last, until it goes right.
    pub trouble: Option<Trouble>,
    /// A person has stopped it.
    pub paused: bool,
    /// The county has confirmed this device.
    pub confirmed: bool,
    /// This device's clock minus the hub's when last measured, ms; past 600 000 a person should be told.
    pub skew_ms: Option<i64>,
    /// When the feed was last read to its end.
    pub synced_at: Option<DateTime<FixedOffset>>,
}

/// Where the loops write what they do.
#[derive(Debug, Clone)]
pub(crate) struct Board {
    facts: Arc<watch::Sender<Facts>>,
    shown: Arc<watch::Sender<Status>>,
}

/// What the word in the frame is made of.
#[derive(Debug, Clone, Default)]
struct Facts {
    running: bool,
    /// Records of this turn: sent, all.
    sending: Option<(u64, u64)>,
    /// Entries of this turn: read, all.
    reading: Option<(u64, u64)>,
    /// Trouble of each loop.
    records: Option<Trouble>,
    feed: Option<Trouble>,
    files: Option<Trouble>,
    status: Status,
}

/// Which loop speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Records,
    Feed,
    Files,
}

impl Board {
    pub(crate) fn new() -> Self {
        Self {
            facts: Arc::new(watch::channel(Facts::default()).0),
            shown: Arc::new(watch::channel(Status::default()).0),
        }
    }

    pub(crate) fn watch(&self) -> watch::Receiver<Status> {
        self.shown.subscribe()
    }

    fn change(&self, change: impl FnOnce(&mut Facts)) {
        let mut shown = None;
        self.facts.send_modify(|facts| {
            change(facts);
            let status = &mut facts.status;
            status.trouble = worst([&facts.records, &facts.feed, &facts.files]);
            facts.status.state = state(facts);
            shown = Some(facts.status.clone());
        });
        if let Some(status) = shown {
            self.shown.send_if_modified(|old| {
                let changed = *old != status;
                if changed {
                    *old = status;
                }
                changed
            });
        }
    }

    pub(crate) fn running(&self, running: bool) {
        self.change(|facts| {
            facts.running = running;
            (facts.sending, facts.reading) = (None, None);
            facts.status.files.current = None;
        });
    }

    pub(crate) fn paused(&self, paused: bool) {
        self.change(|facts| facts.status.paused = paused);
    }

    pub(crate) fn confirmed(&self, confirmed: bool) {
        self.change(|facts| facts.status.confirmed = confirmed);
    }

    pub(crate) fn sending(&self, sending: Option<(u64, u64)>) {
        self.change(|facts| facts.sending = sending);
    }

    pub(crate) fn reading(&self, reading: Option<(u64, u64)>) {
        self.change(|facts| facts.reading = reading);
    }

    pub(crate) fn carrying(&self, current: Option<Carrying>) {
        self.change(|facts| facts.status.files.current = current);
    }

    /// Bytes of the file under way: so many done, so many more over the line.
    pub(crate) fn carried(&self, done: u64, more: u64) {
        self.change(|facts| {
            facts.status.files.sent_bytes += more;
            if let Some(current) = &mut facts.status.files.current {
                current.done = done;
            }
        });
    }

    /// A loop is in trouble, or out of it.
    pub(crate) fn trouble(&self, part: Part, at: DateTime<FixedOffset>, error: Option<&SyncError>) {
        self.change(|facts| {
            let slot = match part {
                Part::Records => &mut facts.records,
                Part::Feed => &mut facts.feed,
                Part::Files => &mut facts.files,
            };
            *slot = error.map(|error| {
                let code = error.code();
                let since = slot.as_ref().filter(|old| old.code == code).map_or(at, |old| old.at);
                Trouble { code, args: error.args(), at: since, line: error.is_line() }
            });
        });
    }

    /// Counts anew what waits.
    pub(crate) async fn counted(&self, store: &Arc<Store>) -> Result<()> {
        type Counted = (Counts, FileCounts, Option<FeedPlace>, Option<i64>);
        let (counts, files, place, skew): Counted = on_store(store, |store| {
            store.read(|r| {
                Ok::<_, SyncError>((
                    r.sync_counts()?,
                    r.file_counts()?,
                    r.feed_place()?,
                    r.skew_ms()?,
                ))
            })
        })
        .await?;
        self.change(|facts| {
            let status = &mut facts.status;
            (status.own, status.receipted) = (counts.own, counts.receipted);
            (status.waiting, status.parked) = (counts.waiting, counts.parked);
            (status.files.to_send, status.files.to_send_bytes) =
                (files.to_send, files.to_send_bytes);
            (status.files.to_fetch, status.files.to_fetch_bytes) =
                (files.to_fetch, files.to_fetch_bytes);
            status.to_read =
                place.as_ref().map_or(0, |place| place.newest.saturating_sub(place.pos));
            status.synced_at = place.and_then(|place| place.at);
            status.skew_ms = skew;
        });
        Ok(())
    }
}

/// What has to be told first: what does not heal by itself.
fn worst(troubles: [&Option<Trouble>; 3]) -> Option<Trouble> {
    let all = || troubles.into_iter().flatten();
    all().find(|trouble| !trouble.line).or_else(|| all().next()).cloned()
}

fn state(facts: &Facts) -> State {
    let status = &facts.status;
    if !facts.running {
        return State::Off;
    }
    if status.paused {
        return State::Paused { waiting: status.waiting };
    }
    if let Some(trouble) = &status.trouble {
        if !trouble.line {
            return State::Attention { code: trouble.code.clone() };
        }
        return State::Offline { since: Some(trouble.at), waiting: status.waiting };
    }
    if let Some((n, m)) = facts.sending.or(facts.reading) {
        return State::Sending { n, m };
    }
    match status.synced_at {
        Some(at) if status.waiting == 0 => State::Synced { at },
        _ => State::Offline { since: None, waiting: status.waiting },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ledger::wire::Refusal;

    fn at() -> DateTime<FixedOffset> {
        DateTime::UNIX_EPOCH.fixed_offset()
    }

    #[test]
    fn the_word_in_the_frame_is_never_better_than_the_worst_loop() {
        let board = Board::new();
        let word = || board.watch().borrow().state.clone();
        assert_eq!(word(), State::Off);
        board.running(true);
        board.change(|facts| facts.status.synced_at = Some(at()));
        assert_eq!(word(), State::Synced { at: at() });
        board.sending(Some((1, 3)));
        assert_eq!(word(), State::Sending { n: 1, m: 3 });
        board.trouble(Part::Files, at(), Some(&SyncError::line("cut")));
        assert_eq!(word(), State::Offline { since: Some(at()), waiting: 0 });
        let revoked = SyncError::Refused { status: 403, refusal: Refusal::new("device.revoked") };
        board.trouble(Part::Feed, at(), Some(&revoked));
        assert_eq!(word(), State::Attention { code: "sync.revoked".to_owned() });
        board.trouble(Part::Feed, at(), None);
        board.trouble(Part::Files, at(), None);
        board.sending(None);
        board.change(|facts| facts.status.waiting = 2);
        assert_eq!(word(), State::Offline { since: None, waiting: 2 }, "2 wait: not synced");
        board.paused(true);
        assert_eq!(word(), State::Paused { waiting: 2 });
    }
}
