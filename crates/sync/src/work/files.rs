//! Carrying files: each goes on at the byte where the line was cut, in both directions.

use crate::error::{Result, SyncError};
use crate::session::{Session, author, on_store};
use crate::status::{Carrying, Direction};
use serde_json::json;
use std::collections::HashMap;
use std::io::Read as _;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use store::{Damage, FileTask, Go, NewAttachment, StoreError};

/// Bytes kept at once of a file being fetched.
const KEEP: usize = 256 * 1024;
/// Files looked at in one turn.
const LOOK: u32 = 64;

/// Files that could not be carried, each with the time at which it is tried again.
#[derive(Debug, Default)]
pub(crate) struct Later(HashMap<String, (Instant, u32)>);

impl Later {
    fn is_due(&self, sha256: &str) -> bool {
        self.0.get(sha256).is_none_or(|(at, _)| *at <= Instant::now())
    }

    /// How long until the next of them is due; what is due and was not tried is not wanted any more.
    pub(crate) fn next(&self) -> Option<Duration> {
        let now = Instant::now();
        self.0.values().filter_map(|(at, _)| at.checked_duration_since(now)).min()
    }

    /// A second, then twice as long each time, up to an hour.
    fn put_off(&mut self, sha256: &str) {
        let times = self.0.get(sha256).map_or(0, |(_, times)| *times);
        let wait = Duration::from_secs(1).saturating_mul(1 << times.min(12));
        let wait = wait.min(Duration::from_secs(3600));
        self.0.insert(sha256.to_owned(), (Instant::now() + wait, times + 1));
    }

    /// Everything is due again.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}

/// Carries what is due, one file after the other; answers how many.
pub(crate) async fn carry_all(session: &Session, later: &mut Later) -> Result<u64> {
    let mut carried = 0;
    let done = turn(session, later, &mut carried).await;
    session.board.carrying(None);
    session.board.counted(&session.store).await?;
    if carried > 0 {
        session.log("sync.files", json!({ "files": carried })).await?;
    }
    done.map(|()| carried)
}

async fn turn(session: &Session, later: &mut Later, carried: &mut u64) -> Result<()> {
    loop {
        let (send, fetch) = on_store(&session.store, |store| {
            store.read(|r| Ok::<_, SyncError>((r.files_to_send(LOOK)?, r.files_to_fetch(LOOK)?)))
        })
        .await?;
        let due = |tasks: Vec<FileTask>| tasks.into_iter().find(|t| later.is_due(&t.sha256));
        let (task, direction) = match (due(send), due(fetch)) {
            (Some(task), _) => (task, Direction::Send),
            (None, Some(task)) => (task, Direction::Fetch),
            (None, None) => return Ok(()),
        };
        session.board.carrying(Some(Carrying {
            direction,
            sha256: task.sha256.clone(),
            name: task.name.clone(),
            done: 0,
            size: task.size,
        }));
        let done = match direction {
            Direction::Send => send_one(session, &task).await,
            Direction::Fetch => fetch_one(session, &task).await,
        };
        match done {
            Ok(()) => {
                later.0.remove(&task.sha256);
                *carried += 1;
            }
            Err(error) if concerns_all(&error) => return Err(error),
            Err(error) => {
                later.put_off(&task.sha256);
                let (sha256, code, at) = (task.sha256, error.code(), (session.clock)());
                tracing::info!(code, "a file waits");
                let code = error.refused().map_or(code, str::to_owned);
                on_store(&session.store, move |store| {
                    Ok(store.write(author(at), |w| w.note_file_trouble(&sha256, &code))?)
                })
                .await?;
            }
        }
        session.board.counted(&session.store).await?;
    }
}

/// Whether an error is the line's, the device's or the disk's, and not that of one file.
fn concerns_all(error: &SyncError) -> bool {
    match error {
        SyncError::Refused { status, refusal } => {
            matches!(status, 401 | 507)
                || refusal.code.starts_with("device.")
                || (error.is_line() && refusal.code != "blob.overtaken")
        }
        SyncError::Store(StoreError::Damaged { what: Damage::Attachment, .. }) => false,
        SyncError::NotProved(_) => false,
        _ => true,
    }
}

/// Waits while records are on their way: they are small, and somebody waits for them.
async fn records_first(session: &Session) {
    while session.records_first.load(Ordering::Relaxed) {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn send_one(session: &Session, task: &FileTask) -> Result<()> {
    let (sha256, size) = (task.sha256.as_str(), task.size);
    let pass = session.pass().await?;
    let held = bearing(session, &pass.token, session.hub.held(&pass.token, sha256).await).await?;
    if held.whole {
        return on_hub(session, sha256, size).await;
    }
    let mut at = held.offset;
    let name = sha256.to_owned();
    let mut from = on_store(&session.store, move |store| {
        let mut from = store.open_attachment(&name)?;
        from.skip(at).map_err(|_| damaged())?;
        Ok(from)
    })
    .await?;
    loop {
        records_first(session).await;
        let most = session.part(&pass.limits);
        let (bytes, back) = on_store(&session.store, move |_| {
            let mut bytes = Vec::new();
            from.by_ref().take(most).read_to_end(&mut bytes).map_err(|_| damaged())?;
            Ok((bytes, from))
        })
        .await?;
        from = back;
        let (board, length) = (session.board.clone(), bytes.len() as u64);
        let began = Instant::now();
        let sent = session
            .hub
            .send_part(&pass.token, sha256, (at, size), bytes, move |done| board.carried(done, 0))
            .await;
        session.carried(began.elapsed(), sent.is_ok());
        let now = bearing(session, &pass.token, sent).await?;
        if now != at + length {
            return Err(SyncError::NotProved("the hub holds another length".to_owned()));
        }
        session.board.carried(now, length);
        at = now;
        if at >= size {
            return on_hub(session, sha256, size).await;
        }
        let (name, time) = (sha256.to_owned(), (session.clock)());
        on_store(&session.store, move |store| {
            Ok(store.write(author(time), |w| w.note_sent(&name, at))?)
        })
        .await?;
    }
}

async fn fetch_one(session: &Session, task: &FileTask) -> Result<()> {
    records_first(session).await;
    let sha256 = task.sha256.clone();
    let name = sha256.clone();
    let mut at = on_store(&session.store, move |store| Ok(store.incoming(&name)?)).await?;
    let pass = session.pass().await?;
    if task.size == 0 || at < task.size {
        let mut waiting = Vec::new();
        let fetched = pieces(session, &pass.token, &sha256, &mut at, &mut waiting).await;
        // What came before the line was cut is kept: the next attempt goes on there.
        keep(session, &sha256, at, waiting).await?;
        bearing(session, &pass.token, fetched).await?;
    }
    let (task, time) = (task.clone(), (session.clock)());
    on_store(&session.store, move |store| {
        let new = NewAttachment { name: task.name, mime: task.mime, size: task.size };
        let kept = store.finish_incoming(&task.sha256, &new, author(time), &mut |_| Go::On)?;
        store.write(author(time), |w| w.note_on_hub(&kept.sha256, kept.size))?;
        Ok(())
    })
    .await
}

async fn pieces(
    session: &Session,
    token: &str,
    sha256: &str,
    at: &mut u64,
    waiting: &mut Vec<u8>,
) -> Result<()> {
    let mut coming = session.hub.fetch(token, sha256, *at).await?;
    while let Some(bytes) = coming.next().await? {
        waiting.extend_from_slice(&bytes);
        session.board.carried(*at + waiting.len() as u64, 0);
        if waiting.len() >= KEEP {
            *at = keep(session, sha256, *at, std::mem::take(waiting)).await?;
        }
    }
    Ok(())
}

async fn keep(session: &Session, sha256: &str, at: u64, bytes: Vec<u8>) -> Result<u64> {
    let sha256 = sha256.to_owned();
    on_store(&session.store, move |store| Ok(store.keep_incoming(&sha256, at, &bytes)?)).await
}

async fn on_hub(session: &Session, sha256: &str, size: u64) -> Result<()> {
    let (sha256, at) = (sha256.to_owned(), (session.clock)());
    on_store(&session.store, move |store| {
        Ok(store.write(author(at), |w| w.note_on_hub(&sha256, size))?)
    })
    .await
}

/// An answer; a pass that is not good any more is forgotten, so that the next attempt asks for a new one.
async fn bearing<T>(session: &Session, token: &str, answer: Result<T>) -> Result<T> {
    if let Err(error) = &answer
        && error.wants_new_pass()
    {
        session.forget(token).await;
    }
    answer
}

fn damaged() -> SyncError {
    SyncError::Store(StoreError::Damaged {
        what: Damage::Attachment,
        detail: "it does not read".to_owned(),
    })
}
