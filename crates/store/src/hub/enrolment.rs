//! The hub this desk is enrolled at, and meeting it again.

use super::{PAUSED, SKEW};
use crate::error::Result;
use crate::reader::{Reader, instant};
use crate::writer::Writer;
use chrono::{DateTime, FixedOffset};
use ledger::wire::{Have, Role, Station};
use ledger::{Incarnation, Seq};
use rusqlite::OptionalExtension as _;
use serde_json::json;

/// What a desk keeps of its enrolment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// Address of the hub, `https://host:port`.
    pub url: String,
    /// SHA-256 of the hub's SubjectPublicKeyInfo, 64 hexadecimal digits.
    pub pin: String,
    /// The hub's signing key, 64 hexadecimal digits.
    pub key: String,
    /// The hub's age recipient for courier files.
    pub age: String,
    /// Name of the county's centre.
    pub hub: String,
    /// Station of this desk.
    pub station: Station,
    /// What it may do.
    pub role: Role,
    /// Two letters of this desk.
    pub series: String,
    /// Another device has used the series: numbers already printed may be shared.
    pub series_shared: bool,
    /// The county has confirmed the fingerprint.
    pub confirmed: bool,
    /// When enrolled.
    pub at: DateTime<FixedOffset>,
}

/// How far the feed was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedPlace {
    /// Incarnation of the hub.
    pub hub_inc: Incarnation,
    /// Read up to here, 0 = nothing yet.
    pub pos: u64,
    /// Newest place when it was last asked.
    pub newest: u64,
    /// When it was last read to its end.
    pub at: Option<DateTime<FixedOffset>>,
}

/// What meeting the hub showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meeting {
    /// Never met before: its feed is read from the start.
    First,
    /// The same life of the hub as before.
    Same,
    /// The hub was restored: what it lost is sent again, its feed is read from the start.
    Restarted,
}

impl Reader<'_> {
    /// The enrolment, if this desk has one.
    pub fn enrolment(&self) -> Result<Option<Enrolment>> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT url, pin, key, age, hub, station, station_name, role, series,
                        series_shared, confirmed, at FROM enrolment",
            )?
            .query_row([], |row| {
                let role: String = row.get(7)?;
                Ok(Enrolment {
                    url: row.get(0)?,
                    pin: row.get(1)?,
                    key: row.get(2)?,
                    age: row.get(3)?,
                    hub: row.get(4)?,
                    station: Station { id: row.get(5)?, name: row.get(6)? },
                    role: if role == "county" { Role::County } else { Role::Station },
                    series: row.get(8)?,
                    series_shared: row.get(9)?,
                    confirmed: row.get(10)?,
                    at: instant(row, 11)?,
                })
            })
            .optional()?)
    }

    /// How far the feed was read; `None` before the hub was met.
    pub fn feed_place(&self) -> Result<Option<FeedPlace>> {
        Ok(self
            .conn
            .prepare_cached("SELECT hub_inc, pos, newest, at FROM feed")?
            .query_row([], |row| {
                let read: Option<String> = row.get(3)?;
                Ok(FeedPlace {
                    hub_inc: Incarnation(row.get(0)?),
                    pos: row.get(1)?,
                    newest: row.get(2)?,
                    at: read.is_some().then(|| instant(row, 3)).transpose()?,
                })
            })
            .optional()?)
    }

    /// True while a person has stopped synchronising.
    pub fn sync_paused(&self) -> Result<bool> {
        Ok(self.setting(PAUSED)? == Some(json!(true)))
    }

    /// This device's clock minus the hub's when last measured, ms: every record carries it.
    pub fn skew_ms(&self) -> Result<Option<i64>> {
        Ok(self.setting(SKEW)?.and_then(|value| value.as_i64()))
    }
}

impl Writer<'_> {
    /// Writes the enrolment; a former one is replaced.
    ///
    /// At another hub (another key) nothing that the former one vouched for counts any more.
    pub fn put_enrolment(&mut self, new: &Enrolment) -> Result<()> {
        let other_hub = self.enrolment()?.is_some_and(|old| old.key != new.key);
        if other_hub {
            self.conn.execute_batch(
                "DELETE FROM feed; DELETE FROM transfer;
                 UPDATE record SET receipt = NULL WHERE receipt IS NOT NULL;",
            )?;
        }
        self.conn
            .prepare_cached(
                "INSERT OR REPLACE INTO enrolment (one, url, pin, key, age, hub, station, station_name,
                    role, series, series_shared, confirmed, at)
                 VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute((
                &new.url,
                &new.pin,
                &new.key,
                &new.age,
                &new.hub,
                &new.station.id,
                &new.station.name,
                if new.role == Role::County { "county" } else { "station" },
                &new.series,
                new.series_shared,
                new.confirmed,
                new.at.to_rfc3339(),
            ))?;
        self.name_station(&new.station)
    }

    /// Forgets the enrolment: the desk is by itself again, with all its records.
    pub fn drop_enrolment(&mut self) -> Result<()> {
        self.conn.execute_batch("DELETE FROM enrolment")?;
        Ok(())
    }

    /// Notes which life of the hub was met and how far it holds this desk's logs.
    ///
    /// When the hub was restored, receipts for what it has lost do not count any more, and its feed is read from the
    /// start. Nothing is folded anew: the order of the records stays until the feed gives another.
    pub fn meet_hub(&mut self, hub_inc: Incarnation, have: &[Have]) -> Result<Meeting> {
        let known = self.feed_place()?;
        if known.as_ref().is_some_and(|place| place.hub_inc == hub_inc) {
            return Ok(Meeting::Same);
        }
        self.conn.execute(
            "INSERT OR REPLACE INTO feed (one, hub_inc, pos, newest, at) VALUES (1, ?1, 0, 0, NULL)",
            [hub_inc.as_bytes()],
        )?;
        if known.is_none() {
            return Ok(Meeting::First);
        }
        self.void_receipts(have)?;
        self.conn.execute_batch("UPDATE transfer SET on_hub = 0, sent = 0")?;
        Ok(Meeting::Restarted)
    }

    /// Takes back the receipts of what the hub does not hold (any more).
    fn void_receipts(&mut self, have: &[Have]) -> Result<()> {
        let dev = self.head_here().dev;
        let incs: Vec<Incarnation> = self
            .conn
            .prepare("SELECT DISTINCT inc FROM record WHERE dev = ?1 AND receipt IS NOT NULL")?
            .query_map([dev.as_bytes()], |row| Ok(Incarnation(row.get(0)?)))?
            .collect::<rusqlite::Result<_>>()?;
        for inc in incs {
            // Another hash at the hub's end of the log: what of it the hub holds will show in the feed.
            let kept = match have.iter().find(|have| have.inc == inc) {
                Some(have) if self.own_hash_at(inc, have.seq)? == Some(have.head) => have.seq,
                _ => Seq(0),
            };
            self.conn.execute(
                "UPDATE record SET receipt = NULL WHERE dev = ?1 AND inc = ?2 AND seq > ?3",
                (dev.as_bytes(), inc.as_bytes(), kept.0),
            )?;
        }
        Ok(())
    }

    /// Notes what the hub now says of this device.
    pub fn note_standing(
        &mut self,
        role: Role,
        station: &Station,
        series: &str,
        confirmed: bool,
    ) -> Result<()> {
        if let Some(old) = self.enrolment()? {
            let (role, station, series) = (role, station.clone(), series.to_owned());
            let new = Enrolment { role, station, series, confirmed, ..old.clone() };
            if new != old {
                self.put_enrolment(&new)?;
            }
        }
        Ok(())
    }

    /// Stops or resumes synchronising, over restarts too.
    pub fn pause_sync(&mut self, paused: bool) -> Result<()> {
        self.set_setting(PAUSED, &if paused { json!(true) } else { json!(null) })
    }

    /// Keeps the measured difference between this device's clock and the hub's.
    pub fn note_skew(&mut self, skew_ms: i64) -> Result<()> {
        self.set_setting(SKEW, &json!(skew_ms))
    }
}
