//! The list of papers: by what they wait for, kind, day and words.

use crate::error::Result;
use crate::lists::PaperRow;
use crate::reader::Reader;
use chrono::NaiveDate;
use rusqlite::types::Value as Sql;
use rusqlite::{Row, params_from_iter};

/// What a paper still wants.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PaperWants {
    /// Whatever it wants.
    #[default]
    Any,
    /// A signature.
    Signature,
    /// The seal.
    Seal,
    /// Signed or not to be signed, and nobody has got it.
    Service,
    /// Signed, and no scan of the sheets is filed.
    Scan,
    /// Nothing: it was given up or replaced.
    Nothing,
}

/// A question to the list of papers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaperQuery {
    /// What they want.
    pub wants: PaperWants,
    /// Only these document kinds; none: all.
    pub kinds: Vec<String>,
    /// Not before this day.
    pub from: Option<NaiveDate>,
    /// Not after this day.
    pub to: Option<NaiveDate>,
    /// Words that all stand in title, number or names of the parties.
    pub text: String,
    /// Rows wanted; 0 = 50.
    pub limit: u32,
    /// Rows passed over.
    pub offset: u32,
}

impl PaperQuery {
    fn filter(&self) -> (String, Vec<Sql>) {
        let (mut filters, mut values) = (Vec::<String>::new(), Vec::<Sql>::new());
        match self.wants {
            PaperWants::Any => {}
            PaperWants::Signature => filters.push("d.state = 'to_sign'".into()),
            PaperWants::Seal => filters.push("d.state = 'to_seal'".into()),
            PaperWants::Service => filters.push("d.state = 'complete' AND d.served = 0".into()),
            PaperWants::Scan => filters.push("d.state = 'complete' AND d.filed = 0".into()),
            PaperWants::Nothing => filters.push("d.state IN ('voided', 'superseded')".into()),
        }
        if !self.kinds.is_empty() {
            let marks = vec!["?"; self.kinds.len()].join(", ");
            filters.push(format!("d.kind IN ({marks})"));
            values.extend(self.kinds.iter().cloned().map(Sql::from));
        }
        for (day, sign) in [(self.from, ">="), (self.to, "<=")] {
            if let Some(day) = day {
                filters.push(format!("d.on_day {sign} ?"));
                values.push(day.to_string().into());
            }
        }
        for word in self.text.split_whitespace() {
            filters.push(
                "(instr(d.title, ?) OR instr(d.number, ?)
                  OR instr(json_extract(l.summary, '$.applicants'), ?)
                  OR instr(json_extract(l.summary, '$.respondents'), ?)
                  OR instr(coalesce(l.number, ''), ?))"
                    .into(),
            );
            values.extend(std::iter::repeat_n(Sql::from(word.to_owned()), 5));
        }
        let filter = match filters.is_empty() {
            true => String::new(),
            false => format!("WHERE {}", filters.join(" AND ")),
        };
        (filter, values)
    }
}

impl Reader<'_> {
    /// One page of the list of papers, newest first.
    pub fn find_papers(&self, query: &PaperQuery) -> Result<Vec<PaperRow>> {
        let (filter, mut values) = query.filter();
        let limit = if query.limit == 0 { 50 } else { query.limit };
        values.extend([Sql::from(i64::from(limit)), Sql::from(i64::from(query.offset))]);
        let mut select = self.conn.prepare_cached(&format!(
            "SELECT l.summary, d.paper, d.kind, d.title, d.number, d.state, d.on_day
             FROM document d JOIN case_list l USING (case_id) {filter}
             ORDER BY unixepoch(d.issued_at) DESC, d.case_id, d.paper LIMIT ? OFFSET ?"
        ))?;
        let mut rows = select.query(params_from_iter(&values))?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(paper(row)?);
        }
        Ok(all)
    }

    /// How many papers a question finds, on all pages.
    pub fn count_papers(&self, query: &PaperQuery) -> Result<u64> {
        let (filter, values) = query.filter();
        let sql =
            format!("SELECT count(*) FROM document d JOIN case_list l USING (case_id) {filter}");
        let count = self
            .conn
            .prepare_cached(&sql)?
            .query_row(params_from_iter(&values), |row| row.get(0))?;
        Ok(count)
    }

    /// Document kinds of which there are papers, and years in which papers are dated, newest first.
    pub fn paper_facets(&self) -> Result<(Vec<String>, Vec<i32>)> {
        let kinds = self
            .conn
            .prepare_cached("SELECT DISTINCT kind FROM document ORDER BY kind")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let years = self
            .conn
            .prepare_cached(
                "SELECT DISTINCT CAST(substr(on_day, 1, 4) AS INTEGER) FROM document ORDER BY 1 DESC",
            )?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok((kinds, years))
    }
}

fn paper(row: &Row<'_>) -> Result<PaperRow> {
    Ok(PaperRow {
        case: crate::lists::summary(row, 0)?,
        paper: row.get(1)?,
        kind: row.get(2)?,
        title: row.get(3)?,
        number: row.get(4)?,
        state: row.get(5)?,
        on: crate::lists::day(row, 6)?,
    })
}
