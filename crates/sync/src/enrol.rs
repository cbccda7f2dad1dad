//! Redeeming an enrolment code.

use crate::error::{Result, SyncError};
use crate::hub::Hub;
use crate::session::{Clock, author, on_store};
use ledger::wire::EnrolAsk;
use ledger::wire::code::EnrolCode;
use ledger::{PROTO, wire};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use store::{Enrolment, Store};

/// How long a person waits at the screen for a hub that does not answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Takes an enrolment code as it was typed, pasted or read from a picture, shows it to the hub, and keeps what the
/// hub says: station, role, series. `name` is what people call this device; `series` are the two letters it has used
/// so far, kept if they are free. A lost answer is healed by doing it again.
///
/// # Errors
/// [`SyncError`]; codes `sync.code_not_a_code`, `sync.code_damaged`, `sync.code_newer`, `sync.code_used`,
/// `sync.code_expired`, `sync.code_unknown`, `sync.wrong_pin`, `sync.no_line`, `sync.hub_newer`,
/// `sync.desk_too_old`, `sync.not_proved`.
pub async fn enrol(
    store: &Arc<Store>,
    clock: &Clock,
    code: &str,
    name: &str,
    series: Option<String>,
) -> Result<Enrolment> {
    let code = EnrolCode::parse(code)?;
    let hub = Hub::new(&code.url, &code.pin, PATIENCE)?;
    let hello = hub.hello().await?;
    check_protocol(hello.proto)?;
    let key = on_store(store, |store| Ok(store.signing_key()?)).await?;
    let enrolled = hub.enrol(&EnrolAsk::new(&key, &code.secret, name, series)).await?;
    if wire::key_of(&enrolled.key).is_none() || enrolled.key != hello.key {
        return Err(SyncError::NotProved("two keys".to_owned()));
    }
    let at = clock();
    let new = Enrolment {
        url: code.url,
        pin: code.pin,
        key: enrolled.key,
        age: code.age,
        hub: enrolled.hub,
        station: enrolled.station,
        role: enrolled.role,
        series: enrolled.series,
        series_shared: enrolled.series_shared,
        confirmed: enrolled.confirmed,
        at,
    };
    let kept = new.clone();
    on_store(store, move |store| {
        store.write(author(at), |w| {
            w.put_enrolment(&kept)?;
            w.log_sync("sync.enrolled", &json!({ "hub": kept.hub, "station": kept.station.name }))
        })?;
        Ok(())
    })
    .await?;
    Ok(new)
}

/// Whether desk and hub have a protocol in common.
pub(crate) fn check_protocol((oldest, newest): (u32, u32)) -> Result<()> {
    if oldest > PROTO {
        return Err(SyncError::DeskTooOld);
    }
    if newest < PROTO {
        return Err(SyncError::HubNewer(format!("reads up to {newest}")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_and_a_hub_that_have_no_form_in_common_say_which_is_too_old() {
        assert!(check_protocol((1, PROTO + 3)).is_ok());
        let code = |proto| check_protocol(proto).map_err(|error| error.code());
        assert_eq!(code((PROTO + 1, PROTO + 3)), Err("sync.desk_too_old".to_owned()));
        assert_eq!(code((0, PROTO - 1)), Err("sync.hub_newer".to_owned()));
    }
}
