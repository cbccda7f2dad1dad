//! Numbers of this desk's series: contiguous, never given twice, found again by a rebuild.

use crate::error::{Result, StoreError};
use crate::reader::Reader;
use crate::writer::Writer;
use crate::{fold, life};
use rusqlite::OptionalExtension as _;
use serde_json::json;

/// Kind of the record that takes a number of a series.
pub(crate) const ALLOTTED: &str = "number.allotted";
/// Kind of the record by which a number given elsewhere (on paper) is counted.
pub(crate) const NOTED: &str = "number.noted";
/// Kind of the record by which a person says, after a restore, what was printed last.
pub(crate) const CONFIRMED: &str = "number.confirmed";

impl Writer<'_> {
    /// Takes the next number of a series of this desk: contiguous from 1 in each year.
    ///
    /// The number is a record of its own, so a rebuild finds the same counter, and a save that is rolled
    /// back gives it back. Numbers of one series never repeat, whatever is done with them.
    ///
    /// # Errors
    /// [`StoreError::NumbersBlocked`] after a restore or a copied folder, until
    /// [`Writer::confirm_last_number`].
    pub fn allot(&mut self, series: &str, year: i32) -> Result<u32> {
        if self.number_waits(series, year)? {
            return Err(StoreError::NumbersBlocked { series: series.to_owned(), year });
        }
        let n = self.last_number(series, year)? + 1;
        self.number(ALLOTTED, series, year, n)?;
        Ok(n)
    }

    /// Counts a number given elsewhere, e.g. by hand on paper, so that it is not given again.
    pub fn note_number(&mut self, series: &str, year: i32, n: u32) -> Result<()> {
        self.number(NOTED, series, year, n)
    }

    /// A person has looked up the last number printed (0 = none): numbers of the series go on after it,
    /// or after the last one in the records if that is higher. Later years need no answer of their own.
    pub fn confirm_last_number(&mut self, series: &str, year: i32, last: u32) -> Result<()> {
        self.number(CONFIRMED, series, year, last)
    }

    fn number(&mut self, kind: &str, series: &str, year: i32, n: u32) -> Result<()> {
        let body = json!({ "series": series, "year": year, "n": n });
        self.push(None, None, kind.to_owned(), Vec::new(), body.clone(), false)?;
        fold::count(self.conn, kind, &body)
    }
}

impl Reader<'_> {
    /// Last number of a series in a year, 0 = none.
    pub fn last_number(&self, series: &str, year: i32) -> Result<u32> {
        Ok(self
            .conn
            .prepare_cached("SELECT last FROM counter WHERE series = ?1 AND year = ?2")?
            .query_row((series, year), |row| row.get(0))
            .optional()?
            .unwrap_or(0))
    }

    /// Why numbers wait for a person in this incarnation; `None` = they don't.
    pub fn numbers_wait(&self) -> Result<Option<life::Why>> {
        life::numbers_wait(self.conn)
    }

    /// True if the series waits for [`Writer::confirm_last_number`] for this or an earlier year.
    pub fn number_waits(&self, series: &str, year: i32) -> Result<bool> {
        if self.numbers_wait()?.is_none() {
            return Ok(false);
        }
        let head = life::head(self.conn)?;
        let answered: bool = self
            .conn
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM record
                 WHERE kind = ?1 AND case_id IS NULL AND dev = ?2 AND inc = ?3
                   AND CAST(bytes AS TEXT) ->> '$.body.series' = ?4
                   AND CAST(bytes AS TEXT) ->> '$.body.year' <= ?5)",
            )?
            .query_row(
                (CONFIRMED, head.dev.as_bytes(), head.inc.as_bytes(), series, year),
                |row| row.get(0),
            )?;
        Ok(!answered)
    }
}
