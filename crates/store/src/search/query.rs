//! Asking: candidates from the index, each one looked at, newest cases first.

use super::{PLACES, fold, grams, pinyin};
use crate::error::Result;
use crate::reader::Reader;
use casework::CaseId;
use rusqlite::types::Value as Cell;
use rusqlite::{Connection, Row, params_from_iter};
use serde::Serialize;

/// A text as it is compared.
const FOLDED: &str = "coalesce(folded, text)";

/// Where to look.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SearchScope {
    /// Everywhere.
    #[default]
    All,
    /// Names of parties, agents, contacts; also by pinyin.
    Names,
    /// Numbers: 案号, 文号, identity, credit code, telephone.
    Numbers,
}

impl SearchScope {
    fn takes(self, field: &str) -> bool {
        match self {
            Self::All => true,
            Self::Names => matches!(
                field,
                "applicant" | "respondent" | "third" | "contact" | "agent" | "legal_rep"
            ),
            Self::Numbers => {
                matches!(field, "number" | "paper_number" | "id_number" | "uscc" | "phone")
            }
        }
    }
}

/// A case that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// Case.
    pub case_id: CaseId,
    /// Where in it, at least one, in the order of the case's texts.
    pub matches: Vec<Match>,
}

/// One text of a case in which something was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Match {
    /// Field, e.g. `applicant`, `phone`, `narrative`.
    pub field: String,
    /// The text as it stands.
    pub text: String,
    /// What to mark: begin and end, counted in characters of `text`.
    pub ranges: Vec<(usize, usize)>,
}

impl Reader<'_> {
    /// Cases that contain every word of `query`, newest registered first.
    ///
    /// Words are separated by white space and may stand in different texts of the case. Each word is
    /// found wherever `LIKE '%word%'` finds it, and in names also by pinyin and initials.
    pub fn search(
        &self,
        query: &str,
        scope: SearchScope,
        limit: usize,
        offset: usize,
    ) -> Result<Vec<Hit>> {
        let mut hits = Vec::new();
        let mut passed = 0;
        self.each_hit(query, scope, &mut |hit| {
            if passed < offset {
                passed += 1;
            } else {
                hits.push(hit);
            }
            hits.len() < limit
        })?;
        Ok(hits)
    }

    /// Ids of all cases that [`Reader::search`] finds.
    pub fn search_ids(&self, query: &str, scope: SearchScope) -> Result<Vec<CaseId>> {
        let mut ids = Vec::new();
        let folded = fold::fold(query);
        let mut words = folded.split_whitespace();
        let (Some(word), None) = (words.next(), words.next()) else {
            self.each_hit(query, scope, &mut |hit| {
                ids.push(hit.case_id);
                true
            })?;
            return Ok(ids);
        };
        // One word: the row that has it is enough, the case's other texts need not be read, and often not even that.
        if scope == SearchScope::All
            && let Some(pair) = grams::exact(word)
        {
            return known_by_index(self.conn, &pair);
        }
        let mut last = None;
        candidates(self.conn, word, &mut |row| {
            let no = row.get::<_, i64>(0)? / PLACES;
            if last != Some(no) && Text::read(row)?.find(word, scope).is_some() {
                last = Some(no);
                ids.push(CaseId(row.get(5)?));
            }
            Ok(true)
        })?;
        Ok(ids)
    }

    fn each_hit(
        &self,
        query: &str,
        scope: SearchScope,
        take: &mut dyn FnMut(Hit) -> bool,
    ) -> Result<()> {
        let folded = fold::fold(query);
        let words: Vec<&str> = folded.split_whitespace().collect();
        // The longest word has the fewest candidates; the others are looked for in its cases.
        let Some(lead) = words.iter().max_by_key(|word| word.chars().count()) else {
            return Ok(());
        };
        let sure = scope == SearchScope::All && grams::exact(lead).is_some();
        let mut last = None;
        candidates(self.conn, lead, &mut |row| {
            let no = row.get::<_, i64>(0)? / PLACES;
            if last == Some(no) {
                return Ok(true);
            }
            if !sure && Text::read(row)?.find(lead, scope).is_none() {
                return Ok(true);
            }
            last = Some(no);
            match look(self.conn, no, &words, scope)? {
                Some(hit) => Ok(take(hit)),
                None => Ok(true),
            }
        })
    }
}

/// Rows that may contain the word, newest case first.
fn candidates(
    conn: &Connection,
    word: &str,
    each: &mut dyn FnMut(&Row<'_>) -> Result<bool>,
) -> Result<()> {
    let (sql, asked) = match grams::question(word) {
        Some(question) => (
            "SELECT s.id, s.field, s.text, coalesce(s.folded, s.text), s.reading, s.case_id
             FROM search_gram g CROSS JOIN search s ON s.id = g.rowid
             WHERE g.search_gram MATCH ?1 ORDER BY g.rowid DESC",
            question,
        ),
        None => (
            "SELECT id, field, text, coalesce(folded, text), reading, case_id FROM search
             WHERE instr(coalesce(folded, text), ?1) > 0 ORDER BY id DESC",
            word.to_owned(),
        ),
    };
    let mut select = conn.prepare_cached(sql)?;
    let mut rows = select.query([asked])?;
    while let Some(row) = rows.next()? {
        if !each(row)? {
            break;
        }
    }
    Ok(())
}

/// Cases with a pair the index alone is sure of, newest first.
fn known_by_index(conn: &Connection, pair: &str) -> Result<Vec<CaseId>> {
    let mut select = conn.prepare_cached(
        "SELECT c.case_id FROM search_gram g
         CROSS JOIN case_state c INDEXED BY case_state_no ON c.no = g.rowid / ?2
         WHERE g.search_gram MATCH ?1 ORDER BY g.rowid DESC",
    )?;
    let mut ids: Vec<CaseId> = Vec::new();
    let mut rows = select.query((pair, PLACES))?;
    while let Some(row) = rows.next()? {
        let id = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        if ids.last().is_none_or(|last| last.0 != id) {
            ids.push(CaseId(id.to_owned()));
        }
    }
    Ok(ids)
}

/// All texts of a case, looked at for every word; `None` when a word is nowhere.
fn look(conn: &Connection, no: i64, words: &[&str], scope: SearchScope) -> Result<Option<Hit>> {
    let any = (0..words.len()).map(|n| format!(" OR instr({FOLDED}, ?{}) > 0", n + 3));
    let mut select = conn.prepare_cached(&format!(
        "SELECT id, field, text, {FOLDED}, reading, case_id FROM search
         WHERE id >= ?1 AND id < ?2 AND (reading = 1{}) ORDER BY id",
        any.collect::<String>()
    ))?;
    let first = super::first_row(no);
    let bounds = [first, first + PLACES].map(Cell::Integer);
    let asked = words.iter().map(|word| Cell::Text((*word).to_owned()));
    let mut rows = select.query(params_from_iter(bounds.into_iter().chain(asked)))?;
    let mut found = vec![false; words.len()];
    let mut matches: Vec<Match> = Vec::new();
    let mut case_id = String::new();
    while let Some(row) = rows.next()? {
        let text = Text::read(row)?;
        let mut ranges = Vec::new();
        for (word, found) in words.iter().zip(&mut found) {
            if let Some(places) = text.find(word, scope) {
                *found = true;
                ranges.extend(places);
            }
        }
        if ranges.is_empty() {
            continue;
        }
        case_id = row.get(5)?;
        match matches.last_mut() {
            // A name and its readings are two rows of one text.
            Some(before) if before.field == text.field && before.text == text.text => {
                before.ranges.extend(ranges);
            }
            _ => matches.push(Match { field: text.field, text: text.text, ranges }),
        }
    }
    for one in &mut matches {
        one.ranges.sort_unstable();
        one.ranges.dedup();
    }
    Ok(found.iter().all(|found| *found).then_some(Hit { case_id: CaseId(case_id), matches }))
}

struct Text {
    field: String,
    text: String,
    folded: String,
    reading: bool,
}

impl Text {
    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            field: row.get(1)?,
            text: row.get(2)?,
            folded: row.get(3)?,
            reading: row.get(4)?,
        })
    }

    /// Places of a word, in characters; `None` when it is not here.
    fn find(&self, word: &str, scope: SearchScope) -> Option<Vec<(usize, usize)>> {
        if !scope.takes(&self.field) {
            return None;
        }
        if self.reading {
            return pinyin::place(&self.text, &self.folded, word).map(|place| vec![place]);
        }
        let length = word.chars().count();
        let mut places = Vec::new();
        let (mut chars, mut bytes) = (0, 0);
        for (at, _) in self.folded.match_indices(word) {
            chars += self.folded[bytes..at].chars().count();
            bytes = at;
            places.push((chars, chars + length));
        }
        (!places.is_empty()).then_some(places)
    }
}
