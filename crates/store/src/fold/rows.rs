//! The rows a case has in one table, written only when they are others than those that stand there.

use crate::error::Result;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// A table with one or more rows a case, keyed by `case_id` and the first `keys` of `columns`, which are text.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) columns: &'static [&'static str],
    pub(super) keys: usize,
}

impl Table {
    /// Makes `wanted` the rows of a case; of two with one key the first stands.
    pub(super) fn set(
        &self,
        conn: &Connection,
        id: &str,
        mut wanted: Vec<Vec<Value>>,
    ) -> Result<()> {
        wanted.sort_by(|a, b| keyed(a, self.keys).cmp(keyed(b, self.keys)));
        wanted.dedup_by(|later, first| keyed(later, self.keys).eq(keyed(first, self.keys)));
        let columns = self.columns.join(", ");
        let have = self.stored(conn, id, &columns)?;
        if have == wanted {
            return Ok(());
        }
        if !have.is_empty() {
            clear(conn, self.name, id)?;
        }
        let marks = (2..self.columns.len() + 2).map(|n| format!(", ?{n}")).collect::<String>();
        let mut insert = conn.prepare_cached(&format!(
            "INSERT INTO {} (case_id, {columns}) VALUES (?1{marks})",
            self.name
        ))?;
        for row in wanted {
            let id = Value::Text(id.to_owned());
            insert.execute(params_from_iter(std::iter::once(id).chain(row)))?;
        }
        Ok(())
    }

    fn stored(&self, conn: &Connection, id: &str, columns: &str) -> Result<Vec<Vec<Value>>> {
        let mut order = String::from("case_id");
        for column in &self.columns[..self.keys] {
            order.push_str(", ");
            order.push_str(column);
        }
        let mut select = conn.prepare_cached(&format!(
            "SELECT {columns} FROM {} WHERE case_id = ?1 ORDER BY {order}",
            self.name
        ))?;
        let rows = select.query_map([id], |row| {
            (0..self.columns.len()).map(|at| row.get(at)).collect::<rusqlite::Result<Vec<Value>>>()
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// The key of a row, in the order SQLite gives it.
fn keyed(row: &[Value], keys: usize) -> impl Iterator<Item = &str> {
    row[..keys].iter().map(|value| match value {
        Value::Text(text) => text.as_str(),
        _ => "",
    })
}

pub(super) fn clear(conn: &Connection, table: &str, id: &str) -> Result<()> {
    conn.prepare_cached(&format!("DELETE FROM {table} WHERE case_id = ?1"))?.execute([id])?;
    Ok(())
}

/// Text as a value.
pub(super) fn text(value: impl Into<String>) -> Value {
    Value::Text(value.into())
}
