//! After a restore: who may read again, because somebody knows that he was not shut out since.

use super::devices::{self, State};
use super::identity::{self, Identity};
use super::{Now, enrol};
use crate::error::{HubError, Result};
use ledger::DeviceId;
use ledger::wire::{LogEnd, Role, Vouch, Vouched};
use rusqlite::Connection;

/// A county desk has given back what it had of a lost life and says how far it had read: whoever is not shut out now was
/// not shut out then, and may read again.
pub(super) fn vouch(
    conn: &Connection,
    me: &Identity,
    by: DeviceId,
    said: &Vouch,
    now: Now,
) -> Result<Vouched> {
    let witness = devices::known(conn, by)?;
    if (witness.role, witness.state) != (Role::County, State::Active) {
        return Err(HubError::refused("vouch.role"));
    }
    let lives = identity::lives(conn)?;
    // No further than the backup: it knows nothing that is not known here.
    if said.read.hub_inc == lives.current || lives.place(Some(said.read)) == said.read.hub_seq {
        return Err(HubError::refused("vouch.stale"));
    }
    let held = devices::logs(conn, me.dev())?;
    let holds = |end: &LogEnd| held.iter().any(|have| have.inc == end.inc && have.seq >= end.seq);
    if !said.own.iter().all(holds) {
        return Err(HubError::refused("vouch.behind"));
    }
    let mut released = 0;
    for device in devices::all(conn)?.iter().filter(|device| device.state == State::Held) {
        enrol::confirm(conn, me, device.dev, now)?;
        released += 1;
    }
    Ok(Vouched { released })
}
