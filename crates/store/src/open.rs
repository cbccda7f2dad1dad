//! The cases in which somebody still has something to do, and whether they changed since one looked.

use crate::error::Result;
use crate::reader::Reader;
use casework::{Case, CaseId};

/// What a case rests on: its newest record here and the newest entry of it seen in the feed. The same mark is the same
/// case, because a case is nothing but the fold of those.
pub type CaseMark = (i64, Option<String>);

/// An open case, in the order of its activity.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenCase {
    /// Case.
    pub id: CaseId,
    /// What it rests on.
    pub mark: CaseMark,
    /// Its state as stored; `None` when the caller has derived from this mark before.
    state: Option<String>,
}

impl OpenCase {
    /// Whether its state was read: the caller did not know this mark.
    pub fn is_read(&self) -> bool {
        self.state.is_some()
    }

    /// The case, where it was read.
    ///
    /// Reading many of them takes longer than fetching them, so this is left to the caller's threads.
    ///
    /// # Errors
    /// When what is stored cannot be read.
    pub fn case(&self) -> Result<Option<Case>> {
        Ok(self.state.as_deref().map(serde_json::from_str).transpose()?)
    }
}

impl Reader<'_> {
    /// All open cases, newest activity first, with the state of those that `known` does not know by this mark.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn open_since(&self, known: impl Fn(&CaseId, &CaseMark) -> bool) -> Result<Vec<OpenCase>> {
        let mut select = self.conn.prepare_cached(
            "SELECT l.case_id, l.activity, s.base, s.state FROM case_list l JOIN case_state s USING (case_id)
             WHERE l.open = 1 ORDER BY l.activity DESC",
        )?;
        let mut rows = select.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let id = CaseId(row.get(0)?);
            let mark: CaseMark = (row.get(1)?, row.get(2)?);
            let state = if known(&id, &mark) { None } else { Some(row.get(3)?) };
            all.push(OpenCase { id, mark, state });
        }
        Ok(all)
    }
}
