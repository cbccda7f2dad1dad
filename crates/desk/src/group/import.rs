//! Members from Excel, CSV or the clipboard: looked at first, taken whole or not at all.

use crate::attachment::decoded;
use crate::error::{DeskError, Result};
use crate::session::Desk;
use crate::view::CaseView;
use crate::view_make;
use casework::CaseId;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use statute::Fen;
use tables::{Book, CellError, Mapping, MemberOptions, MemberRow, Remark, Skipped, Target};
use ts_rs::TS;

/// A table to look at; nothing of it is kept.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MemberReadIn {
    /// Case the members are for.
    pub case: CaseId,
    /// File name.
    #[serde(default)]
    pub name: String,
    /// Bytes of a file, base64.
    #[serde(default)]
    pub data: String,
    /// Or what was pasted.
    #[serde(default)]
    pub text: String,
    /// Sheet of the book, from 0; the one that fits best when left out.
    #[serde(default)]
    pub sheet: Option<usize>,
    /// Which column is what, as a person changed it; guessed when left out.
    #[serde(default)]
    pub mapping: Option<Mapping>,
}

/// What was read.
#[derive(Debug, Clone, Serialize, TS)]
pub struct MemberRead {
    /// Names of the sheets.
    pub sheets: Vec<String>,
    /// Which was read, from 0.
    pub sheet: usize,
    /// Which column is what.
    pub mapping: Mapping,
    /// What a column can be: code and label.
    pub fields: Vec<(tables::Field, String)>,
    /// First rows as they stand, for a look at the columns.
    pub sample: Vec<Vec<String>>,
    /// Rows without an error, as fields of the table `members`.
    #[ts(type = "Record<string, unknown>[]")]
    pub rows: Vec<Map<String, Value>>,
    /// Cells that could not be read: as long as there is one, the table is not taken whole.
    pub errors: Vec<CellError>,
    /// What to look at.
    pub remarks: Vec<Remark>,
    /// Rows passed over.
    pub skipped: Vec<Skipped>,
    /// Sum claimed, 分.
    pub claimed: Fen,
}

const SAMPLE: usize = 6;

struct Worked {
    book: Book,
    at: usize,
    mapping: Mapping,
    import: tables::Import<MemberRow>,
}

fn work(desk: &Desk, input: &MemberReadIn) -> Result<Worked> {
    let session = desk.session()?;
    let (case, drafts) = session
        .store
        .read(|r| Ok::<_, store::StoreError>((r.case(&input.case)?, r.drafts(&input.case)?)))?;
    let known = view_make::overlaid(case.as_ref(), &drafts).members();
    let known_ids = known.into_iter().map(|m| m.id_number).filter(|n| !n.is_empty()).collect();
    let book = if input.data.is_empty() {
        tables::read_pasted(&input.text)?
    } else {
        tables::read(&decoded(&input.data)?, &input.name)?
    };
    let guessed = book.sheets.iter().enumerate().filter(|(_, s)| !s.hidden && !s.is_empty());
    let best = guessed
        .map(|(at, sheet)| (at, tables::guess(sheet, Target::Members)))
        .filter(|(at, _)| input.sheet.is_none_or(|wanted| wanted == *at))
        .max_by_key(|(_, mapping)| mapping.score());
    let (at, guess) = best.ok_or(tables::TableError::Empty)?;
    let mapping = input.mapping.clone().unwrap_or(guess);
    let options = MemberOptions { today: desk.today(), known_ids };
    let import = tables::import_members(&book.sheets[at], &mapping, &options)?;
    Ok(Worked { book, at, mapping, import })
}

fn fields(row: &MemberRow) -> Map<String, Value> {
    row.fields().into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Reads a list of members and says what it would give; nothing is taken.
///
/// # Errors
/// `table.*`: the file is none, is damaged, or has no column of names; `attachment.*` for bytes that are none.
pub fn read(desk: &Desk, input: MemberReadIn) -> Result<MemberRead> {
    let Worked { book, at, mapping, import } = work(desk, &input)?;
    let sheet = &book.sheets[at];
    let text = |row: &Vec<tables::Cell>| row.iter().map(|c| c.text.clone()).collect();
    Ok(MemberRead {
        sheets: book.sheets.iter().map(|s| s.name.clone()).collect(),
        sheet: at,
        fields: Target::Members
            .fields()
            .into_iter()
            .map(|(field, label)| (field, label.to_owned()))
            .collect(),
        sample: sheet.rows.iter().skip(mapping.first_row).take(SAMPLE).map(text).collect(),
        claimed: Fen(import.rows.iter().filter_map(|r| r.claimed).map(|f| f.0).sum()),
        rows: import.rows.iter().map(fields).collect(),
        errors: import.errors,
        remarks: import.remarks,
        skipped: import.skipped,
        mapping,
    })
}

/// A table to take over.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MemberImport {
    /// The table, as it was looked at.
    pub table: MemberReadIn,
    /// Take the rows without an error although others have one: a person has seen them.
    #[serde(default)]
    pub only_good: bool,
    /// Put them in place of the members there are; otherwise they are added.
    #[serde(default)]
    pub replace: bool,
}

/// Takes a list of members over in one record: all of it or nothing.
///
/// # Errors
/// `member.import_errors` with how many cells could not be read; `member.import_empty`; `table.*`; `county.not_ours`.
pub fn import(desk: &Desk, input: MemberImport) -> Result<CaseView> {
    let session = desk.session()?;
    let Worked { import, .. } = work(desk, &input.table)?;
    let case_id = input.table.case.clone();
    let count = import.errors.len();
    let rows = if input.only_good {
        import.good_rows()
    } else {
        import.whole().map_err(|_| DeskError::new("member.import_errors").with("n", count))?
    };
    if rows.is_empty() {
        return Err(DeskError::new("member.import_empty"));
    }
    session.store.write(desk.author(&session), |w| -> Result<()> {
        crate::county::guard_typing(w, &case_id)?;
        super::known(w, &case_id)?;
        let case = crate::case::with_drafts(w, &case_id)?;
        let mut patch = std::collections::BTreeMap::new();
        if input.replace {
            let old = case.sheet.0.keys().filter(|path| path.starts_with("members/"));
            patch.extend(old.map(|path| (path.clone(), Value::Null)));
        }
        let first = if input.replace { 0 } else { case.sheet.rows("members").len() };
        for (row, no) in rows.iter().zip(first + 1..) {
            let id = super::fresh();
            for (name, value) in row.fields() {
                patch.insert(format!("members/{id}/{name}"), value);
            }
            patch.insert(format!("members/{id}/order"), Value::from(no));
        }
        patch.insert("case/group".to_owned(), Value::Bool(true));
        let cx = desk.context(&session);
        let events = casework::decide(&case, casework::Command::Amend(patch), &cx)?;
        w.append(&case_id, &events)?;
        Ok(())
    })?;
    desk.changed("case", Some(&case_id));
    view_make::case_view(desk, &session, &case_id)
}

/// An empty list to fill in.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MemberTemplate {}

/// An Excel file with the heads of the list, one example row and how to fill it in.
///
/// # Errors
/// `table.*` when it cannot be written.
pub fn template(_: &Desk, _: MemberTemplate) -> Result<Vec<u8>> {
    Ok(tables::template(Target::Members)?)
}
