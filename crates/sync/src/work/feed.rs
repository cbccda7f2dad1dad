//! Reading the hub's feed to its end.

use super::offer;
use crate::error::{Result, SyncError};
use crate::session::{Pass, Session, author, on_store};
use ledger::Cursor;
use ledger::wire::page::{self, Page, PageError};
use serde_json::json;
use store::{FeedPlace, Taken};

/// What reading brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Read {
    /// Records that were not here before.
    pub(crate) fresh: u64,
    /// Own records that had to be written again.
    pub(crate) rewritten: u64,
    /// Records that name no case were among them.
    pub(crate) device: bool,
}

/// Reads to the end; then gives back what the hub, restored from a backup, has lost of others.
pub(crate) async fn read_whole(session: &Session) -> Result<Read> {
    let mut read = read_all(session).await?;
    if offer::give_back(session).await? > 0 {
        let more = read_all(session).await?;
        read.fresh += more.fresh;
        read.rewritten += more.rewritten;
    }
    Ok(read)
}

/// Reads page after page, each kept with the cursor in one save.
pub(crate) async fn read_all(session: &Session) -> Result<Read> {
    let read = pages(session).await;
    session.board.reading(None);
    session.board.counted(&session.store).await?;
    let read = read?;
    if read.fresh > 0 {
        session.log("sync.received", json!({ "records": read.fresh })).await?;
    }
    if read.rewritten > 0 {
        session.log("sync.fork_healed", json!({ "records": read.rewritten })).await?;
    }
    Ok(read)
}

async fn pages(session: &Session) -> Result<Read> {
    let (mut read, mut passes, mut begun) = (Read::default(), 0, None);
    loop {
        let pass = session.pass().await?;
        let place =
            on_store(&session.store, |store| store.read(|r| Ok::<_, SyncError>(r.feed_place()?)))
                .await?;
        let Some(place) = place.filter(|place| place.hub_inc == pass.hub_inc) else {
            // Another process of this desk has met a later life of the hub.
            if passes >= 3 {
                return Err(SyncError::NotProved("the hub changes".to_owned()));
            }
            passes += 1;
            session.forget(&pass.token).await;
            continue;
        };
        let taken = match one(session, &pass, &place).await {
            Ok((page, taken)) => {
                let first = *begun.get_or_insert(page.head.after);
                session.board.reading((page.head.newest > page.head.until).then(|| {
                    (page.head.until.saturating_sub(first), page.head.newest.saturating_sub(first))
                }));
                taken
            }
            Err(error) if passes < 3 && restart(session, &pass, &place, &error).await? => {
                passes += 1;
                continue;
            }
            Err(error) => return Err(error),
        };
        session.may_read(&pass.token).await;
        session.tell(taken.cases);
        read.fresh += taken.fresh;
        read.rewritten += taken.rewritten;
        read.device |= taken.device;
        if taken.complete {
            return Ok(read);
        }
    }
}

/// Fetches, proves and keeps one page.
async fn one(session: &Session, pass: &Pass, place: &FeedPlace) -> Result<(Page, Taken)> {
    let after = Cursor { hub_inc: place.hub_inc, hub_seq: place.pos };
    let bytes = session.hub.feed(&pass.token, after).await?;
    let (key, dev, at) = (session.key, session.dev, (session.clock)());
    on_store(&session.store, move |store| {
        let page = page::read(&bytes, &key, dev, after.hub_seq).map_err(unproved)?;
        if page.head.hub_inc != after.hub_inc {
            return Err(SyncError::NotProved("a page of another life of the hub".to_owned()));
        }
        let taken = store.write(author(at), |w| w.take_page(&page))?;
        Ok((page, taken))
    })
    .await
}

fn unproved(error: PageError) -> SyncError {
    match error {
        PageError::Newer { found } => SyncError::HubNewer(format!("page {found}")),
        other => SyncError::NotProved(other.to_string()),
    }
}

/// Whether an error is healed by meeting the hub anew; a hub that is older than it was is told so.
async fn restart(
    session: &Session,
    pass: &Pass,
    place: &FeedPlace,
    error: &SyncError,
) -> Result<bool> {
    if error.refused() == Some("feed.ahead") {
        let SyncError::Refused { refusal, .. } = error else { return Ok(false) };
        let newest = refusal.args.get("newest").and_then(serde_json::Value::as_u64).unwrap_or(0);
        let Some(receipt) = beyond(session, place, newest).await? else { return Ok(false) };
        session.hub.lost(&pass.token, &receipt).await?;
    } else if !(error.wants_new_pass() || error.refused() == Some("feed.other_hub")) {
        return Ok(false);
    }
    session.forget(&pass.token).await;
    Ok(true)
}

/// A receipt of the hub's present life under a place beyond its newest.
async fn beyond(
    session: &Session,
    place: &FeedPlace,
    newest: u64,
) -> Result<Option<ledger::wire::SignedReceipt>> {
    let (key, hub_inc) = (session.key, place.hub_inc);
    on_store(&session.store, move |store| {
        let receipts = store.read(|r| r.receipts())?;
        Ok(receipts.into_iter().rev().find(|signed| {
            signed.open(&key).is_some_and(|r| r.hub_inc == hub_inc && r.hub_seq > newest)
        }))
    })
    .await
}
