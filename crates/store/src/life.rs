//! Lives of the log: when a new incarnation begins, and the device behind all of them.

use crate::db;
use crate::error::{Damage, Result, StoreError};
use crate::files::Turn;
use crate::keys::{self, MasterKey};
use crate::marker::Marker;
use ledger::{ChainHash, DeviceId, Head, Incarnation, Seq, SigningKey};
use rusqlite::{Connection, OptionalExtension as _, Row, TransactionBehavior};
use std::path::Path;
use zeroize::Zeroizing;

/// Why a new incarnation began and numbers wait for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The folder was copied to another machine.
    Copied,
    /// The database is older than the marker beside it: somebody put an old copy back.
    Older,
    /// The marker is gone or unreadable: whether this log is whole cannot be told.
    MarkerMissing,
    /// A backup was restored.
    Restored,
    /// The hub holds other records of this log: it was written on two machines, or rolled back unnoticed.
    Forked,
}

impl Why {
    /// Stable word for the wire and the database.
    pub fn code(self) -> &'static str {
        match self {
            Self::Copied => "copied",
            Self::Older => "older",
            Self::MarkerMissing => "marker_missing",
            Self::Restored => "restored",
            Self::Forked => "forked",
        }
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        [Self::Copied, Self::Older, Self::MarkerMissing, Self::Restored, Self::Forked]
            .into_iter()
            .find(|why| why.code() == code)
    }
}

/// Enters a new device: key pair, first incarnation, empty log.
pub(crate) fn found(conn: &Connection, master: &MasterKey) -> Result<Head> {
    let signing = SigningKey::from_bytes(&keys::random());
    let public = signing.verifying_key();
    let head = Head::start(DeviceId::of(&public), Incarnation(keys::random()));
    let secret = Zeroizing::new(signing.to_bytes());
    conn.execute(
        "INSERT INTO device (one, dev, public, signing, inc, seq, hash) VALUES (1, ?1, ?2, ?3, ?4, 0, ?5)",
        (
            head.dev.as_bytes(),
            public.as_bytes(),
            keys::seal(&master.device(), head.dev.as_bytes(), secret.as_slice()),
            head.inc.as_bytes(),
            head.hash.as_bytes(),
        ),
    )?;
    Ok(head)
}

/// The device's signing key.
pub(crate) fn signing_key(conn: &Connection, master: &MasterKey) -> Result<SigningKey> {
    let (dev, sealed): (Vec<u8>, Vec<u8>) =
        conn.query_row("SELECT dev, signing FROM device", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let secret = keys::open(&master.device(), &dev, &sealed)
        .and_then(|bytes| <[u8; 32]>::try_from(bytes.as_slice()).ok().map(Zeroizing::new))
        .ok_or_else(|| StoreError::damaged(Damage::Database, "the signing key does not open"))?;
    Ok(SigningKey::from_bytes(&secret))
}

/// Seals the signing key under another master key.
pub(crate) fn reseal(conn: &Connection, old: &MasterKey, new: &MasterKey) -> Result<()> {
    let signing = signing_key(conn, old)?;
    let dev = DeviceId::of(&signing.verifying_key());
    let secret = Zeroizing::new(signing.to_bytes());
    let sealed = keys::seal(&new.device(), dev.as_bytes(), secret.as_slice());
    conn.execute("UPDATE device SET signing = ?1", [sealed])?;
    Ok(())
}

/// The head of this device's current log.
pub(crate) fn head(conn: &Connection) -> Result<Head> {
    conn.prepare_cached("SELECT dev, inc, seq, hash FROM device")?
        .query_row([], read_head)
        .optional()?
        .ok_or_else(|| StoreError::damaged(Damage::Database, "table device is empty"))
}

fn read_head(row: &Row<'_>) -> rusqlite::Result<Head> {
    Ok(Head {
        dev: DeviceId(row.get(0)?),
        inc: Incarnation(row.get(1)?),
        seq: Seq(row.get(2)?),
        hash: ChainHash(row.get(3)?),
    })
}

/// Stores the head after an append.
pub(crate) fn set_head(conn: &Connection, head: &Head) -> Result<()> {
    conn.prepare_cached("UPDATE device SET seq = ?1, hash = ?2 WHERE inc = ?3")?.execute((
        head.seq.0,
        head.hash.as_bytes(),
        head.inc.as_bytes(),
    ))?;
    Ok(())
}

/// Compares log and marker, begins a new incarnation when they belong to different lives, and writes
/// the marker. Returns why, if one began.
pub(crate) fn settle(
    dir: &Path,
    machine: &str,
    conn: &mut Connection,
    because: Option<Why>,
) -> Result<Option<Why>> {
    let _turn = Turn::take(&dir.join("gate.lock"))?;
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut head = head(&tx)?;
    let why = because.or_else(|| judge(Marker::read(dir).as_ref(), machine, &head));
    if let Some(why) = why {
        head = begin(&tx, head.dev, why)?;
    }
    tx.commit()?;
    // Only when it says something else: a desk must open on a full disk too.
    let marker = marker(machine, &head);
    if Marker::read(dir).as_ref() != Some(&marker) {
        marker.settle(dir)?;
    }
    Ok(why)
}

/// Begins another incarnation in the database; the marker follows after the commit.
pub(crate) fn begin(conn: &Connection, dev: DeviceId, why: Why) -> Result<Head> {
    let head = Head::start(dev, Incarnation(keys::random()));
    conn.execute(
        "UPDATE device SET inc = ?1, seq = 0, hash = ?2, numbers_wait = ?3",
        (head.inc.as_bytes(), head.hash.as_bytes(), why.code()),
    )?;
    tracing::warn!(why = why.code(), inc = %head.inc, "a new incarnation of the log begins");
    Ok(head)
}

fn judge(marker: Option<&Marker>, machine: &str, head: &Head) -> Option<Why> {
    let Some(marker) = marker else {
        return Some(Why::MarkerMissing);
    };
    if marker.machine != machine {
        return Some(Why::Copied);
    }
    // The marker is written after the commit: it may name an earlier record, never a later one, and
    // never another incarnation than the database unless the database was exchanged.
    let other_life = marker.dev != head.dev.to_string() || marker.inc != head.inc.to_string();
    (other_life || marker.seq > head.seq.0).then_some(Why::Older)
}

/// The marker for a head.
pub(crate) fn marker(machine: &str, head: &Head) -> Marker {
    Marker {
        schema: db::schema(),
        machine: machine.to_owned(),
        dev: head.dev.to_string(),
        inc: head.inc.to_string(),
        seq: head.seq.0,
        app: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// Why numbers wait, if they do.
pub(crate) fn numbers_wait(conn: &Connection) -> Result<Option<Why>> {
    let code: Option<String> =
        conn.prepare_cached("SELECT numbers_wait FROM device")?.query_row([], |row| row.get(0))?;
    Ok(code.map(|code| Why::from_code(&code).unwrap_or(Why::Restored)))
}
