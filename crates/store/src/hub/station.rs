//! Stations and devices met in the feed: whose case it is.

use crate::error::Result;
use crate::reader::Reader;
use crate::writer::Writer;
use casework::CaseId;
use ledger::DeviceId;
use ledger::wire::Station;
use rusqlite::OptionalExtension as _;

/// Station that owns the case of a row of `case_state s`: by a hand-over, else that of the desk it began on.
pub(crate) const OWNER: &str = "coalesce(s.owner,
    (SELECT p.station FROM peer p WHERE p.dev = s.origin),
    (SELECT e.station FROM enrolment e, device d WHERE d.dev = s.origin))";

impl Reader<'_> {
    /// The station that owns a case; `None` on a desk without a hub, and while it is not known.
    pub fn case_station(&self, id: &CaseId) -> Result<Option<Station>> {
        Ok(self
            .conn
            .prepare_cached(&format!(
                "SELECT o.id, coalesce(st.name, '')
                 FROM (SELECT {OWNER} AS id FROM case_state s WHERE s.case_id = ?1) o
                 LEFT JOIN station st ON st.id = o.id WHERE o.id IS NOT NULL"
            ))?
            .query_row([&id.0], |row| Ok(Station { id: row.get(0)?, name: row.get(1)? }))
            .optional()?)
    }

    /// Stations by name, as far as the hub has named them.
    pub fn stations(&self) -> Result<Vec<Station>> {
        let all = self
            .conn
            .prepare_cached("SELECT id, name FROM station ORDER BY name, id")?
            .query_map([], |row| Ok(Station { id: row.get(0)?, name: row.get(1)? }))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(all)
    }

    /// Station of a device, as the hub last named it.
    pub fn device_station(&self, dev: DeviceId) -> Result<Option<Station>> {
        Ok(self
            .conn
            .prepare_cached(
                "SELECT p.station, coalesce(st.name, '') FROM peer p
                 LEFT JOIN station st ON st.id = p.station
                 WHERE p.dev = ?1 AND p.station IS NOT NULL",
            )?
            .query_row([dev.as_bytes()], |row| Ok(Station { id: row.get(0)?, name: row.get(1)? }))
            .optional()?)
    }

    /// True when the case came out of this desk's scope: it is in no list, its records are kept.
    pub fn withdrawn(&self, id: &CaseId) -> Result<bool> {
        Ok(self
            .conn
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM withdrawn WHERE case_id = ?1)")?
            .query_row([&id.0], |row| row.get(0))?)
    }
}

impl Writer<'_> {
    pub(super) fn name_station(&mut self, station: &Station) -> Result<()> {
        self.conn
            .prepare_cached(
                "INSERT INTO station (id, name) VALUES (?1, ?2)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE name <> excluded.name",
            )?
            .execute((&station.id, &station.name))?;
        Ok(())
    }

    pub(super) fn meet_key(&mut self, dev: DeviceId, key: &[u8; 32]) -> Result<()> {
        self.conn
            .prepare_cached(
                "INSERT INTO peer (dev, key) VALUES (?1, ?2)
                 ON CONFLICT (dev) DO UPDATE SET key = excluded.key WHERE key IS NULL",
            )?
            .execute((dev.as_bytes(), key))?;
        Ok(())
    }

    pub(super) fn meet_station(&mut self, dev: DeviceId, station: &str) -> Result<()> {
        self.conn
            .prepare_cached(
                "INSERT INTO peer (dev, station) VALUES (?1, ?2)
                 ON CONFLICT (dev) DO UPDATE SET station = excluded.station
                 WHERE station IS NOT excluded.station",
            )?
            .execute((dev.as_bytes(), station))?;
        Ok(())
    }
}
