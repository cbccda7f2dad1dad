//! Search in everything that is written about cases, by any piece of text of one character or more.
//!
//! Every two neighbouring characters of a text are one token of an FTS5 table, of letters and digits
//! every three as well. A piece of two or more characters can only stand where all its pairs stand: the
//! table gives candidates, each is then looked at, and nothing is missed. A single character has no
//! pair and is looked for row by row, newest cases first. What is found is what `LIKE '%…%'` finds.

mod fold;
mod grams;
mod pinyin;
mod query;

pub use fold::fold as fold_text;
pub use query::{Hit, Match, SearchScope};

use crate::error::Result;
use casework::SearchText;
use rusqlite::{Connection, params};

/// Rows of one case have ids `no * PLACES ..`; a case with more texts has the last place shared. A prime: FTS5 keeps
/// the ids of deleted rows in hash tables of 2^n slots, in which ids that differ by a power of two would all meet.
const PLACES: i64 = 65_537;

/// First row id of a case.
fn first_row(no: i64) -> i64 {
    no * PLACES
}

/// One row of table `search`.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    field: String,
    text: String,
    folded: String,
    reading: bool,
}

/// Brings the rows of a case in line with its texts: only those that changed are written.
pub(crate) fn index(conn: &Connection, id: &str, no: i64, texts: &[SearchText]) -> Result<()> {
    let mut wanted = rows(texts);
    // A group of several thousand members: what does not fit becomes one text, found all the same.
    let places = usize::try_from(PLACES).expect("a small number");
    if wanted.len() > places {
        let rest = wanted.split_off(places - 1);
        let join = |pick: fn(&Row) -> &str| rest.iter().map(pick).collect::<Vec<_>>().join("\n");
        wanted.push(Row {
            field: "more".to_owned(),
            text: join(|row| &row.text),
            folded: join(|row| &row.folded),
            reading: false,
        });
    }
    let first = first_row(no);
    let have = stored(conn, first)?;
    let mut drop = conn.prepare_cached("DELETE FROM search WHERE id = ?1")?;
    let mut drop_grams = conn.prepare_cached("DELETE FROM search_gram WHERE rowid = ?1")?;
    let mut insert = conn.prepare_cached(
        "INSERT INTO search (id, case_id, field, text, folded, reading)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    let mut insert_grams =
        conn.prepare_cached("INSERT INTO search_gram (rowid, grams) VALUES (?1, ?2)")?;
    for (row_id, place) in (first..).zip(0..wanted.len().max(have.len())) {
        let (old, new) = (have.get(place), wanted.get(place));
        if old == new {
            continue;
        }
        if old.is_some() {
            drop.execute([row_id])?;
            drop_grams.execute([row_id])?;
        }
        if let Some(row) = new {
            let folded = (row.folded != row.text).then_some(&row.folded);
            insert.execute(params![row_id, id, row.field, row.text, folded, row.reading])?;
            insert_grams.execute(params![row_id, grams::document(&row.folded, row.reading)])?;
        }
    }
    Ok(())
}

fn rows(texts: &[SearchText]) -> Vec<Row> {
    let mut rows = Vec::with_capacity(texts.len() * 2);
    for text in texts {
        rows.push(Row {
            field: text.field.clone(),
            text: text.text.clone(),
            folded: fold::fold(&text.text),
            reading: false,
        });
        if text.name
            && let Some(folded) = pinyin::readings(&text.text)
        {
            rows.push(Row {
                field: text.field.clone(),
                text: text.text.clone(),
                folded,
                reading: true,
            });
        }
    }
    rows
}

fn stored(conn: &Connection, first: i64) -> Result<Vec<Row>> {
    let rows = conn
        .prepare_cached(
            "SELECT field, text, coalesce(folded, text), reading FROM search
             WHERE id >= ?1 AND id < ?2 ORDER BY id",
        )?
        .query_map([first, first + PLACES], |row| {
            Ok(Row {
                field: row.get(0)?,
                text: row.get(1)?,
                folded: row.get(2)?,
                reading: row.get(3)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}
