//! Lists: cases, what falls due, papers, the same person in other cases.

use crate::error::Result;
use crate::hub::OWNER;
use crate::reader::Reader;
use crate::search::SearchScope;
use casework::{Case, CaseId, Summary};
use chrono::NaiveDate;
use rusqlite::types::Value as Sql;
use rusqlite::{Row, params_from_iter};
use statute::Fen;
use std::borrow::Cow;

/// Which cases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum CaseFilter {
    /// All.
    #[default]
    All,
    /// Somebody still has something to do.
    Open,
    /// Open, and this person mediates it or registered it.
    Mine {
        /// Id in the records.
        id: String,
        /// Name among the mediators.
        name: String,
    },
    /// Agreement in effect, not yet paid in full.
    Performing,
    /// Group cases.
    Group,
}

/// A question to the case list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseQuery {
    /// Which cases.
    pub filter: CaseFilter,
    /// Only this cause code.
    pub cause: Option<String>,
    /// Only this state of the mediation, e.g. `mediating`.
    pub state: Option<String>,
    /// Only this year of receipt.
    pub year: Option<i32>,
    /// Only cases found by this text.
    pub text: String,
    /// Rows wanted; 0 = 50.
    pub limit: u32,
    /// Rows passed over.
    pub offset: u32,
}

/// One page of the case list, newest activity first.
#[derive(Debug, Clone, PartialEq)]
pub struct CasePage {
    /// Rows of the page.
    pub rows: Vec<Summary>,
    /// Cases that the question finds.
    pub total: u64,
    /// Sum claimed in all of them, 分.
    pub claimed: Fen,
}

/// A date that stands in the records of an open case.
#[derive(Debug, Clone, PartialEq)]
pub struct DueRow {
    /// Case.
    pub case: Summary,
    /// `session`, `entrust_return`, `extension` or `obligation`.
    pub kind: String,
    /// Row it belongs to, empty for the whole case.
    pub subject: String,
    /// The day.
    pub due: NaiveDate,
    /// Money concerned, 分.
    pub amount: Option<Fen>,
}

/// A paper in the list of papers.
#[derive(Debug, Clone, PartialEq)]
pub struct PaperRow {
    /// Case.
    pub case: Summary,
    /// Identifier in the case.
    pub paper: String,
    /// Document kind.
    pub kind: String,
    /// Title.
    pub title: String,
    /// Number printed on it, may be empty.
    pub number: String,
    /// `complete`, `to_sign`, `to_seal`, `voided`, `superseded`.
    pub state: String,
    /// Date printed on it.
    pub on: NaiveDate,
}

impl Reader<'_> {
    /// One page of the case list with count and sum over all pages.
    pub fn cases(&self, query: &CaseQuery) -> Result<CasePage> {
        self.cases_of(query, None)
    }

    /// [`Reader::cases`] of one station, by its identifier; `None` = of all that are here.
    pub fn cases_of(&self, query: &CaseQuery, station: Option<&str>) -> Result<CasePage> {
        let (mut filters, mut values) = (Vec::<Cow<'_, str>>::new(), Vec::<Sql>::new());
        // A file that is no dispute (监督, 站务) is no case: its papers stand in the list of papers.
        filters.push("subject = ''".into());
        match &query.filter {
            CaseFilter::All => {}
            CaseFilter::Open => filters.push("open = 1".into()),
            CaseFilter::Performing => filters.push("performing = 1".into()),
            CaseFilter::Group => filters.push("in_group = 1".into()),
            CaseFilter::Mine { id, name } => {
                filters.push(
                    "open = 1 AND (created_by = ? OR EXISTS (SELECT 1 FROM case_mediator m
                     WHERE m.case_id = case_list.case_id AND m.name = ?))"
                        .into(),
                );
                values.extend([Sql::from(id.clone()), Sql::from(name.clone())]);
            }
        }
        if let Some(cause) = &query.cause {
            filters.push("cause = ?".into());
            values.push(cause.clone().into());
        }
        if let Some(state) = &query.state {
            filters.push("state = ?".into());
            values.push(state.clone().into());
        }
        if let Some(year) = query.year {
            filters.push("year = ?".into());
            values.push(i64::from(year).into());
        }
        if let Some(station) = station {
            let owned =
                format!("case_id IN (SELECT s.case_id FROM case_state s WHERE {OWNER} = ?)");
            filters.push(owned.into());
            values.push(station.to_owned().into());
        }
        if !query.text.trim().is_empty() {
            let ids = self.search_ids(&query.text, SearchScope::All)?;
            filters.push("case_id IN (SELECT value FROM json_each(?))".into());
            values.push(serde_json::to_string(&ids)?.into());
        }
        let filter = if filters.is_empty() {
            String::new()
        } else {
            format!("WHERE {}", filters.join(" AND "))
        };
        let (total, claimed) = self
            .conn
            .prepare_cached(&format!(
                "SELECT count(*), coalesce(sum(claimed), 0) FROM case_list {filter}"
            ))?
            .query_row(params_from_iter(&values), |row| Ok((row.get(0)?, Fen(row.get(1)?))))?;
        let limit = if query.limit == 0 { 50 } else { query.limit };
        values.extend([Sql::from(i64::from(limit)), Sql::from(i64::from(query.offset))]);
        let mut select = self.conn.prepare_cached(&format!(
            "SELECT summary FROM case_list {filter} ORDER BY activity DESC LIMIT ? OFFSET ?"
        ))?;
        let mut found = select.query(params_from_iter(&values))?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            rows.push(summary(row, 0)?);
        }
        Ok(CasePage { rows, total, claimed })
    }

    /// Row of the case list for one case.
    pub fn summary(&self, id: &CaseId) -> Result<Option<Summary>> {
        let mut select =
            self.conn.prepare_cached("SELECT summary FROM case_list WHERE case_id = ?1")?;
        let mut rows = select.query([&id.0])?;
        rows.next()?.map(|row| summary(row, 0)).transpose()
    }

    /// All cases in which somebody still has something to do: newest activity first.
    pub fn open_cases(&self) -> Result<Vec<Case>> {
        self.states(
            "SELECT s.state FROM case_list l JOIN case_state s USING (case_id)
             WHERE l.open = 1 ORDER BY l.activity DESC",
        )
    }

    /// Files without a dispute of which a paper waits for a signature or the seal.
    pub fn waiting_matters(&self) -> Result<Vec<Case>> {
        self.states(
            "SELECT s.state FROM case_list l JOIN case_state s USING (case_id)
             WHERE l.subject <> '' AND EXISTS (SELECT 1 FROM document d
                 WHERE d.case_id = l.case_id AND d.state IN ('to_sign', 'to_seal'))
             ORDER BY l.activity DESC",
        )
    }

    fn states(&self, sql: &str) -> Result<Vec<Case>> {
        let mut select = self.conn.prepare_cached(sql)?;
        let mut rows = select.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(serde_json::from_str(&row.get::<_, String>(0)?)?);
        }
        Ok(all)
    }

    /// Dates in the records of open cases up to a day, earliest first; payments only while unpaid.
    ///
    /// Legal clocks are not here: they need a calendar and are derived from [`Reader::open_since`].
    pub fn due(&self, until: NaiveDate) -> Result<Vec<DueRow>> {
        let mut select = self.conn.prepare_cached(
            "SELECT l.summary, d.kind, d.subject, d.due, NULL
             FROM deadline d JOIN case_list l USING (case_id)
             WHERE d.live = 1 AND d.due <= ?1
             UNION ALL
             SELECT l.summary, 'obligation', o.row, o.due, o.amount - o.paid
             FROM obligation o JOIN case_list l USING (case_id)
             WHERE o.paid < o.amount AND o.due <= ?1 AND l.closed = 0
             ORDER BY 4, 2, 3",
        )?;
        let mut rows = select.query([until.to_string()])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(DueRow {
                case: summary(row, 0)?,
                kind: row.get(1)?,
                subject: row.get(2)?,
                due: day(row, 3)?,
                amount: row.get::<_, Option<i64>>(4)?.map(Fen),
            });
        }
        Ok(all)
    }

    /// Papers in a state, newest first; `None` = in any state.
    pub fn papers(&self, state: Option<&str>, limit: u32, offset: u32) -> Result<Vec<PaperRow>> {
        let mut select = self.conn.prepare_cached(
            "SELECT l.summary, d.paper, d.kind, d.title, d.number, d.state, d.on_day
             FROM document d JOIN case_list l USING (case_id)
             WHERE ?1 IS NULL OR d.state = ?1
             ORDER BY unixepoch(d.issued_at) DESC, d.case_id, d.paper LIMIT ?2 OFFSET ?3",
        )?;
        let mut rows = select.query((state, limit, offset))?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(PaperRow {
                case: summary(row, 0)?,
                paper: row.get(1)?,
                kind: row.get(2)?,
                title: row.get(3)?,
                number: row.get(4)?,
                state: row.get(5)?,
                on: day(row, 6)?,
            });
        }
        Ok(all)
    }

    /// The case that holds a paper.
    ///
    /// # Errors
    /// [`StoreError`](crate::StoreError) when the database cannot be read.
    pub fn case_of_paper(&self, paper: &str) -> Result<Option<CaseId>> {
        let found = self
            .conn
            .prepare_cached("SELECT case_id FROM document WHERE paper = ?1")?
            .query_map([paper], |row| Ok(CaseId(row.get(0)?)))?
            .next()
            .transpose()?;
        Ok(found)
    }

    /// Case and paper that carry a printed number.
    pub fn paper_by_number(&self, number: &str) -> Result<Vec<(CaseId, String)>> {
        let found = self
            .conn
            .prepare_cached("SELECT case_id, paper FROM document WHERE number = ?1")?
            .query_map([number], |row| Ok((CaseId(row.get(0)?), row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(found)
    }

    /// What a person has to look at: case, kind (`conflict`, `newer_content`) and subject.
    pub fn tasks(&self) -> Result<Vec<(CaseId, String, String)>> {
        let tasks = self
            .conn
            .prepare_cached(
                "SELECT case_id, kind, subject FROM task ORDER BY case_id, kind, subject",
            )?
            .query_map([], |row| Ok((CaseId(row.get(0)?), row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(tasks)
    }

    /// Years that have cases, newest first, and causes that occur: what the list can be filtered by.
    pub fn case_facets(&self) -> Result<(Vec<i32>, Vec<String>)> {
        let years = self
            .conn
            .prepare_cached("SELECT DISTINCT year FROM case_list ORDER BY year DESC")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let causes = self
            .conn
            .prepare_cached(
                "SELECT DISTINCT cause FROM case_list WHERE cause <> '' ORDER BY cause",
            )?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok((years, causes))
    }
}

pub(crate) fn summary(row: &Row<'_>, at: usize) -> Result<Summary> {
    Ok(serde_json::from_str(&row.get::<_, String>(at)?)?)
}

pub(crate) fn day(row: &Row<'_>, at: usize) -> rusqlite::Result<NaiveDate> {
    let text: String = row.get(at)?;
    text.parse().map_err(|e: chrono::ParseError| {
        rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, Box::new(e))
    })
}
