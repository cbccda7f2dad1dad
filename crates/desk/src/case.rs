//! `case.*`: open, type, save, list.

use crate::error::{DeskError, Result};
use crate::gate::Nothing;
use crate::session::{Desk, Session};
use crate::view::{CaseView, FieldNote, HistoryEntry};
use crate::view_make;
use casework::{Case, CaseId, Command, Event, Id, decide, fields};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use store::Writer;
use ts_rs::TS;

/// Names a case.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CaseRef {
    /// Case.
    pub case: CaseId,
}

/// A new case.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct CaseCreate {
    /// Channel code; `oral` when empty.
    pub channel: Option<String>,
}

/// What was made.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CaseMade {
    /// Identifier.
    pub id: CaseId,
    /// Row of the first applicant.
    pub applicant: Id,
    /// Row of the first respondent.
    pub respondent: Id,
    /// Row of the first claim.
    pub claim: Id,
}

/// One typed field.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CasePut {
    /// Case.
    pub case: CaseId,
    /// Field.
    pub path: String,
    /// Value; text for money and dates is read as typed.
    #[ts(type = "unknown")]
    pub value: Value,
}

/// What became of it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CasePutDone {
    /// Remark on the value.
    pub note: Option<FieldNote>,
    /// Saved at.
    pub saved_at: DateTime<FixedOffset>,
}

/// A new row of a table.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CaseAddRow {
    /// Case.
    pub case: CaseId,
    /// `parties`, `claims`, `terms`, `clauses`.
    pub table: String,
    /// First values by field name.
    #[serde(default)]
    #[ts(type = "Record<string, unknown>")]
    pub values: BTreeMap<String, Value>,
}

/// The new row.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CaseRow {
    /// Row.
    pub row: Id,
}

/// A row to remove.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CaseRemoveRow {
    /// Case.
    pub case: CaseId,
    /// Table.
    pub table: String,
    /// Row.
    pub row: Id,
}

/// A case that may be the same matter.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SimilarCase {
    /// Case.
    pub case: CaseId,
    /// 案号.
    pub number: Option<String>,
    /// Title.
    pub title: String,
    /// Words for the cause.
    pub cause_words: String,
    /// `id`, `name_phone` or `name`.
    pub why: String,
    /// Where its mediation stands.
    pub state: casework::MediationState,
}

/// Reads a case inside a transaction with its drafts recorded first, so that a step never judges
/// something that was typed before it and is not yet on record.
///
/// A draft that is no valid value stays a draft.
pub(crate) fn with_drafts(w: &mut Writer<'_>, id: &CaseId) -> Result<Case> {
    let drafts = w.drafts(id)?;
    let known = w.case(id)?;
    if known.is_none() && drafts.is_empty() {
        return Err(DeskError::new("case.unknown"));
    }
    let mut case = known.unwrap_or_else(|| Case::new(id.clone()));
    let mut patch = BTreeMap::new();
    let mut kept = Vec::new();
    for draft in &drafts {
        if let Ok(value) = fields::normalise(&draft.path, &draft.value) {
            patch.insert(draft.path.clone(), value);
            kept.push(draft.path.clone());
        }
    }
    let changed: BTreeMap<String, Value> = patch
        .into_iter()
        .filter(|(path, value)| case.sheet.0.get(path).unwrap_or(&Value::Null) != value)
        .collect();
    if !changed.is_empty() {
        case = w.append(id, &[Event::Amended { patch: changed }])?;
    }
    let paths: Vec<&str> = kept.iter().map(String::as_str).collect();
    w.clear_drafts(id, &paths)?;
    Ok(case)
}

/// A short identifier for a row of a case.
pub(crate) fn row_id() -> Id {
    let text = uuid::Uuid::now_v7().simple().to_string();
    // The time part keeps rows in the order of their making, the tail keeps two desks apart.
    Id(format!("{}{}", &text[4..12], &text[24..]))
}

/// Makes an empty case: nothing is recorded before something is typed.
///
/// # Errors
/// `desk.locked`; `store.*` when the draft cannot be written.
pub fn create(desk: &Desk, input: CaseCreate) -> Result<CaseMade> {
    let session = desk.session()?;
    let made = CaseMade {
        id: CaseId(uuid::Uuid::now_v7().to_string()),
        applicant: row_id(),
        respondent: row_id(),
        claim: row_id(),
    };
    let first = [
        ("case/channel".to_owned(), Value::from(input.channel.unwrap_or_else(|| "oral".into()))),
        ("case/received_at".to_owned(), Value::from(desk.now().to_rfc3339())),
        (format!("parties/{}/role", made.applicant), "applicant".into()),
        (format!("parties/{}/kind", made.applicant), "worker".into()),
        (format!("parties/{}/order", made.applicant), 1.into()),
        (format!("parties/{}/role", made.respondent), "respondent".into()),
        (format!("parties/{}/kind", made.respondent), "employer".into()),
        (format!("parties/{}/order", made.respondent), 2.into()),
        (format!("claims/{}/order", made.claim), 1.into()),
    ];
    session.store.write(desk.author(&session), |w| -> Result<()> {
        for (path, value) in &first {
            w.put_draft(&made.id, path, value)?;
        }
        Ok(())
    })?;
    Ok(made)
}

/// Keeps one typed field: encrypted on disk before this returns.
///
/// # Errors
/// `field.unknown_field`; a value that is not what the field asks for is kept and remarked on.
pub fn put(desk: &Desk, input: CasePut) -> Result<CasePutDone> {
    let session = desk.session()?;
    if fields::field(&input.path).is_none() {
        return Err(fields::FieldError::UnknownField { path: input.path }.into());
    }
    let value =
        fields::normalise(&input.path, &input.value).unwrap_or_else(|_| input.value.clone());
    if uuid::Uuid::parse_str(&input.case.0).is_err() {
        return Err(DeskError::new("case.unknown"));
    }
    session.store.write(desk.author(&session), |w| -> Result<()> {
        crate::county::guard_typing(w, &input.case)?;
        Ok(w.put_draft(&input.case, &input.path, &value)?)
    })?;
    let note = view_make::note(desk, &input.path, &input.value);
    desk.changed("draft", Some(&input.case));
    Ok(CasePutDone { note, saved_at: desk.now() })
}

/// Adds a row to a table of the sheet.
///
/// # Errors
/// `field.unknown_field` for a table or field that does not exist.
pub fn add_row(desk: &Desk, input: CaseAddRow) -> Result<CaseRow> {
    let session = desk.session()?;
    let row = row_id();
    let (case, drafts) = session
        .store
        .read(|r| Ok::<_, store::StoreError>((r.case(&input.case)?, r.drafts(&input.case)?)))?;
    let sheet = view_make::overlaid(case.as_ref(), &drafts);
    let last = sheet.rows(&input.table).len();
    let mut values = input.values;
    values.entry("order".to_owned()).or_insert_with(|| Value::from(last + 1));
    session.store.write(desk.author(&session), |w| -> Result<()> {
        crate::county::guard_typing(w, &input.case)?;
        for (name, value) in &values {
            let path = format!("{}/{row}/{name}", input.table);
            let value = fields::normalise(&path, value)?;
            w.put_draft(&input.case, &path, &value)?;
        }
        Ok(())
    })?;
    desk.changed("draft", Some(&input.case));
    Ok(CaseRow { row })
}

/// Removes a row: its fields become empty, the history keeps them.
///
/// # Errors
/// `case.unknown`.
pub fn remove_row(desk: &Desk, input: CaseRemoveRow) -> Result<CaseView> {
    let session = desk.session()?;
    let prefix = format!("{}/{}/", input.table, input.row);
    session.store.write(desk.author(&session), |w| -> Result<()> {
        let case = w.case(&input.case)?;
        let recorded = case.iter().flat_map(|c| c.sheet.0.keys());
        let recorded: Vec<String> = recorded.filter(|p| p.starts_with(&prefix)).cloned().collect();
        let drafts = w.drafts(&input.case)?;
        let typed: Vec<&str> =
            drafts.iter().map(|d| d.path.as_str()).filter(|p| p.starts_with(&prefix)).collect();
        crate::county::guard_typing(w, &input.case)?;
        w.clear_drafts(&input.case, &typed)?;
        for path in &recorded {
            w.put_draft(&input.case, path, &Value::Null)?;
        }
        Ok(())
    })?;
    desk.changed("draft", Some(&input.case));
    view_make::case_view(desk, &session, &input.case)
}

/// Makes one record of everything typed.
///
/// # Errors
/// `case.unknown`; `store.disk_full` and others: what was typed stays in the draft.
pub fn save(desk: &Desk, input: CaseRef) -> Result<CaseView> {
    let session = desk.session()?;
    session.store.write(desk.author(&session), |w| -> Result<()> {
        with_drafts(w, &input.case).map(drop)
    })?;
    desk.changed("case", Some(&input.case));
    view_make::case_view(desk, &session, &input.case)
}

/// Opens a case with its drafts, clocks and next steps.
///
/// # Errors
/// `case.unknown`.
pub fn open(desk: &Desk, input: CaseRef) -> Result<CaseView> {
    let session = desk.session()?;
    view_make::case_view(desk, &session, &input.case)
}

/// Throws away what was typed and never recorded.
///
/// # Errors
/// `store.*`.
pub fn discard(desk: &Desk, input: CaseRef) -> Result<Nothing> {
    let session = desk.session()?;
    session.store.write(desk.author(&session), |w| -> Result<()> {
        let drafts = w.drafts(&input.case)?;
        let paths: Vec<&str> = drafts.iter().map(|d| d.path.as_str()).collect();
        Ok(w.clear_drafts(&input.case, &paths)?)
    })?;
    desk.changed("draft", Some(&input.case));
    Ok(Nothing {})
}

/// Finds cases that may be the same matter: same identity number, same name and telephone, same name.
///
/// # Errors
/// `case.unknown`.
pub fn similar(desk: &Desk, input: CaseRef) -> Result<Vec<SimilarCase>> {
    let session = desk.session()?;
    let (case, drafts) = session
        .store
        .read(|r| Ok::<_, store::StoreError>((r.case(&input.case)?, r.drafts(&input.case)?)))?;
    let sheet = view_make::overlaid(case.as_ref(), &drafts);
    let mut found: Vec<SimilarCase> = Vec::new();
    for party in sheet.named(casework::PartyRole::Applicant) {
        let same = session
            .store
            .read(|r| r.same_party(&input.case, &party.name, &party.id_number, "", &party.phone))?;
        for row in same {
            let why = match (row.by, row.name == party.name) {
                ("id_number", _) => "id",
                ("phone", true) => "name_phone",
                ("name", _) => "name",
                _ => continue,
            };
            if found.iter().any(|f| f.case == row.case.id) {
                continue;
            }
            found.push(SimilarCase {
                number: row.case.number.clone(),
                title: view_make::title(&row.case),
                cause_words: desk.law.causes.words(&row.case.cause).to_owned(),
                why: why.to_owned(),
                state: row.case.state,
                case: row.case.id,
            });
        }
    }
    found.sort_by_key(|f| match f.why.as_str() {
        "id" => 0,
        "name_phone" => 1,
        _ => 2,
    });
    found.truncate(5);
    Ok(found)
}

/// What happened to a case, newest first.
///
/// # Errors
/// `case.unknown`.
pub fn history(desk: &Desk, input: CaseRef) -> Result<Vec<HistoryEntry>> {
    let session = desk.session()?;
    crate::history::history(desk, &session, &input.case)
}

/// Judges and appends one command; the door of every `case.*` step.
pub(crate) fn take(desk: &Desk, id: &CaseId, command: Command) -> Result<CaseView> {
    let session = desk.session()?;
    desk.step(&session, id, |_, _| Ok(vec![command]))?;
    view_make::case_view(desk, &session, id)
}

/// Reads a case and judges a command without recording anything.
pub(crate) fn would(desk: &Desk, session: &Session, case: &Case, command: Command) -> Result<()> {
    decide(case, command, &desk.context(session)).map(drop).map_err(DeskError::from)
}
