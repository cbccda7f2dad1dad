//! `case.list`: which cases there are, found by words, cause, year and what is to be done with them.

use crate::error::Result;
use crate::session::{Desk, Session};
use crate::view_make;
use casework::{Case, Deadline, Summary, deadlines, summary};
use chrono::Datelike as _;
use serde::{Deserialize, Serialize};
use statute::Fen;
use store::{CaseFilter, CasePage, CaseQuery, Reader, SearchScope};
use ts_rs::TS;

/// What to list.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct CaseList {
    /// `all`, `open`, `mine`, `performing`, `group`.
    pub filter: String,
    /// Words to search for.
    pub text: String,
    /// Cause code.
    pub cause: String,
    /// Year of receipt.
    pub year: Option<i32>,
    /// Identifier of the station that owns the case.
    pub station: String,
    /// First row.
    pub offset: u32,
    /// Number of rows, at most 200.
    pub limit: u32,
}

/// One row of the list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CaseListRow {
    /// What the list shows.
    pub summary: Summary,
    /// Words for the cause.
    pub cause_words: String,
    /// Most pressing clock.
    pub deadline: Option<Deadline>,
    /// Where the words were found.
    pub hits: Vec<CaseHit>,
    /// Typed and not yet recorded.
    pub draft: bool,
    /// Station that owns it, on a county's desk; empty on others.
    pub station: String,
}

/// Where a word was found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CaseHit {
    /// Field, e.g. `applicant`.
    pub field: String,
    /// Text of the field.
    pub text: String,
    /// Matched characters, from and to.
    pub ranges: Vec<(u32, u32)>,
}

impl From<&store::Match> for CaseHit {
    fn from(found: &store::Match) -> Self {
        let span = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            field: found.field.clone(),
            text: found.text.clone(),
            ranges: found.ranges.iter().map(|(from, to)| (span(*from), span(*to))).collect(),
        }
    }
}

/// Number of cases per filter.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct CaseCounts {
    /// 全部.
    pub all: u32,
    /// 在办.
    pub open: u32,
    /// 我主办.
    pub mine: u32,
    /// 履行中.
    pub performing: u32,
    /// 群体.
    pub group: u32,
}

/// One page of the list.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CaseListPage {
    /// Rows.
    pub rows: Vec<CaseListRow>,
    /// Number of cases in the whole selection.
    pub total: u32,
    /// Sum claimed in the whole selection, 分.
    pub claimed: Fen,
    /// Number per filter, without words.
    pub counts: CaseCounts,
}

/// Lists cases, newest activity first; those that hold nothing but typing stand before them.
///
/// # Errors
/// `store.*`.
pub fn list(desk: &Desk, input: CaseList) -> Result<CaseListPage> {
    let session = desk.session()?;
    let name = &session.staff.name;
    let filter = match input.filter.as_str() {
        "open" => CaseFilter::Open,
        "mine" => CaseFilter::Mine { id: name.clone(), name: name.clone() },
        "performing" => CaseFilter::Performing,
        "group" => CaseFilter::Group,
        _ => CaseFilter::All,
    };
    let limit = input.limit.clamp(1, 200);
    session.store.read(|r| -> Result<CaseListPage> {
        let typed = typed_only(desk, r, &input)?;
        let begun = u32::try_from(typed.len()).unwrap_or(u32::MAX);
        let mut rows: Vec<CaseListRow> =
            typed.iter().skip(input.offset as usize).take(limit as usize).cloned().collect();
        let left = limit.saturating_sub(u32::try_from(rows.len()).unwrap_or(limit));
        // A page can be all typing; then one row is asked for, only for the number of the others.
        let query = CaseQuery {
            filter,
            cause: Some(input.cause.clone()).filter(|c| !c.is_empty()),
            state: None,
            year: input.year,
            text: input.text.clone(),
            limit: left.max(1),
            offset: input.offset.saturating_sub(begun),
        };
        let station = Some(input.station.as_str()).filter(|s| !s.is_empty());
        let page = r.cases_of(&query, station)?;
        rows.extend(
            recorded(desk, &session, r, &page, &input.text)?.into_iter().take(left as usize),
        );
        let claimed = typed.iter().map(|row| row.summary.claimed.0);
        Ok(CaseListPage {
            rows,
            total: u32::try_from(page.total).unwrap_or(u32::MAX).saturating_add(begun),
            claimed: Fen(claimed.fold(page.claimed.0, i64::saturating_add)),
            counts: counts(desk, r, name)?,
        })
    })
}

/// Cases that hold nothing but typing, newest first, as far as the question can mean them.
fn typed_only(desk: &Desk, r: &Reader<'_>, input: &CaseList) -> Result<Vec<CaseListRow>> {
    if matches!(input.filter.as_str(), "performing" | "group") || !input.station.is_empty() {
        return Ok(Vec::new());
    }
    let year = desk.today().year();
    let wanted = store::fold_text(input.text.trim());
    let mut rows = Vec::new();
    for (id, at) in r.drafted()? {
        if r.summary(&id)?.is_some() {
            continue;
        }
        let mut case = Case::new(id.clone());
        case.sheet = view_make::overlaid(None, &r.drafts(&id)?);
        let mut summary = summary(&case);
        // Papers without a dispute are listed with the papers.
        if !summary.subject.is_empty() {
            continue;
        }
        summary.updated_at = Some(at);
        let found = wanted.is_empty()
            || summary.search.iter().any(|text| store::fold_text(&text.text).contains(&wanted));
        let asked = (input.cause.is_empty() || input.cause == summary.cause)
            && input.year.is_none_or(|asked| asked == year);
        if found && asked {
            rows.push(CaseListRow {
                cause_words: desk.law.causes.words(&summary.cause).to_owned(),
                deadline: None,
                hits: Vec::new(),
                draft: true,
                station: String::new(),
                summary,
            });
        }
    }
    Ok(rows)
}

fn recorded(
    desk: &Desk,
    session: &Session,
    r: &Reader<'_>,
    page: &CasePage,
    text: &str,
) -> Result<Vec<CaseListRow>> {
    let cx = desk.context(session);
    let county = r.enrolment()?.is_some_and(|e| e.role == ledger::wire::Role::County);
    let drafted = r.drafted()?;
    let found =
        if text.trim().is_empty() { Vec::new() } else { r.search(text, SearchScope::All, 500, 0)? };
    let mut rows = Vec::new();
    for summary in &page.rows {
        let case = r.case(&summary.id)?;
        let hits = found.iter().filter(|h| h.case_id == summary.id).flat_map(|h| &h.matches);
        rows.push(CaseListRow {
            cause_words: desk.law.causes.words(&summary.cause).to_owned(),
            deadline: case.as_ref().and_then(|c| deadlines(c, &cx).into_iter().next()),
            hits: hits.map(CaseHit::from).collect(),
            station: if county {
                r.case_station(&summary.id)?.map(|s| s.name).unwrap_or_default()
            } else {
                String::new()
            },
            draft: drafted.iter().any(|(id, _)| *id == summary.id),
            summary: summary.clone(),
        });
    }
    Ok(rows)
}

/// Numbers beside the filters: without words, cause and year.
fn counts(desk: &Desk, r: &Reader<'_>, name: &str) -> Result<CaseCounts> {
    let every = CaseList::default();
    let typed = u32::try_from(typed_only(desk, r, &every)?.len()).unwrap_or(u32::MAX);
    let count = |filter, typed: u32| -> Result<u32> {
        let query = CaseQuery { filter, limit: 1, ..CaseQuery::default() };
        let total = u32::try_from(r.cases(&query)?.total).unwrap_or(u32::MAX);
        Ok(total.saturating_add(typed))
    };
    let mine = CaseFilter::Mine { id: name.to_owned(), name: name.to_owned() };
    Ok(CaseCounts {
        all: count(CaseFilter::All, typed)?,
        open: count(CaseFilter::Open, typed)?,
        mine: count(mine, typed)?,
        performing: count(CaseFilter::Performing, 0)?,
        group: count(CaseFilter::Group, 0)?,
    })
}
