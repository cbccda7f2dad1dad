//! Giving a restored hub back what it lost of others: batches as their devices signed them.

use crate::error::{Result, SyncError};
use crate::session::{Session, on_store};
use ledger::DeviceId;
use ledger::wire::{LogEnd, Role, Vouch};
use serde_json::json;

/// What a county desk can say of the life the hub lost, if it had read further in it than the hub now knows.
async fn witness(session: &Session) -> Result<Option<Vouch>> {
    let hub = DeviceId::of(&session.key);
    on_store(&session.store, move |store| {
        store.read(|r| {
            let county = r.enrolment()?.is_some_and(|enrolment| enrolment.role == Role::County);
            let read = if county { r.read_of_lost_life()? } else { None };
            let Some(read) = read else { return Ok::<_, SyncError>(None) };
            let own = r.log_ends(&hub)?;
            let own = own.into_iter().map(|(inc, seq)| LogEnd { inc, seq }).collect();
            Ok(Some(Vouch { read, own }))
        })
    })
    .await
}

/// Offers what is here whole and the hub has not placed in its present life; answers how many batches it took.
///
/// A refusal of one log is no trouble of this desk: another desk may hold more of it, and nothing is forgotten here.
pub(crate) async fn give_back(session: &Session) -> Result<u64> {
    let lost =
        on_store(&session.store, |store| store.read(|r| Ok::<_, SyncError>(r.lost_by_hub()?)))
            .await?;
    // Asked before anything is given: what the hub takes back is not lost any more.
    let vouch = witness(session).await?;
    let mut taken = 0;
    for log in lost {
        let batches = on_store(&session.store, move |store| {
            store.read(|r| Ok::<_, SyncError>(r.kept_batches(&log)?))
        })
        .await?;
        for batch in batches {
            let pass = session.pass().await?;
            match session.hub.push(&pass.token, batch.bytes, 1).await {
                Ok(answer) => {
                    let receipt = answer.receipt.open(&session.key);
                    taken += u64::from(receipt.is_some_and(|receipt| receipt.to >= batch.to));
                }
                Err(error) if error.is_line() || error.wants_new_pass() => return Err(error),
                Err(error) => {
                    tracing::info!(code = error.code(), dev = %log.dev, "not taken back");
                    break;
                }
            }
        }
    }
    if let Some(vouch) = vouch {
        let pass = session.pass().await?;
        match session.hub.vouch(&pass.token, &vouch).await {
            Ok(done) => tracing::info!(released = done.released, "vouched"),
            Err(error) if error.is_line() || error.wants_new_pass() => return Err(error),
            // A person at the hub decides then.
            Err(error) => tracing::info!(code = error.code(), "not vouched"),
        }
    }
    if taken > 0 {
        session.log("sync.given_back", json!({ "batches": taken })).await?;
    }
    Ok(taken)
}
