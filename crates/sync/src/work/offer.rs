//! Giving a restored hub back what it lost of others: batches as their devices signed them.

use crate::error::{Result, SyncError};
use crate::session::{Session, on_store};
use serde_json::json;

/// Offers what is here whole and the hub has not placed in its present life; answers how many batches it took.
///
/// A refusal of one log is no trouble of this desk: another desk may hold more of it, and nothing is forgotten here.
pub(crate) async fn give_back(session: &Session) -> Result<u64> {
    let lost =
        on_store(&session.store, |store| store.read(|r| Ok::<_, SyncError>(r.lost_by_hub()?)))
            .await?;
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
    if taken > 0 {
        session.log("sync.given_back", json!({ "batches": taken })).await?;
    }
    Ok(taken)
}
