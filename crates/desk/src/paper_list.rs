//! `paper.list`: papers of all cases by what they wait for, kind, day and words.

use crate::error::Result;
use crate::session::Desk;
use crate::view::PaperRow;
use crate::view_make;
use casework::Id;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use store::{PaperQuery, PaperWants, Reader};
use ts_rs::TS;

/// What to list.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct PaperList {
    /// `to_sign`, `to_seal`, `unserved`, `unfiled`, `off` (given up or replaced) or `all`.
    pub state: String,
    /// Document kinds; none: all.
    pub kinds: Vec<String>,
    /// Dated on this day or later.
    pub from: Option<NaiveDate>,
    /// Dated on this day or before.
    pub to: Option<NaiveDate>,
    /// Words that all stand in title, number or names.
    pub text: String,
    /// First row.
    pub offset: u32,
    /// Number of rows.
    pub limit: u32,
}

/// A kind of which there are papers.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaperKindWords {
    /// Kind.
    pub kind: String,
    /// Title.
    pub title: String,
}

/// Papers of all cases.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PaperListPage {
    /// Rows, newest first.
    pub rows: Vec<PaperRow>,
    /// How many the question finds.
    pub total: u32,
    /// Number that wait for a signature.
    pub to_sign: u32,
    /// Number that wait for the seal.
    pub to_seal: u32,
    /// Number that stand and that nobody has got.
    pub unserved: u32,
    /// Number that stand and of which no scan is filed.
    pub unfiled: u32,
    /// Kinds of which there are papers.
    pub kinds: Vec<PaperKindWords>,
    /// Years in which papers are dated, newest first.
    pub years: Vec<i32>,
    /// More rows follow.
    pub more: bool,
}

fn wants(state: &str) -> PaperWants {
    match state {
        "to_sign" => PaperWants::Signature,
        "to_seal" => PaperWants::Seal,
        "unserved" => PaperWants::Service,
        "unfiled" => PaperWants::Scan,
        "off" => PaperWants::Nothing,
        _ => PaperWants::Any,
    }
}

fn count(r: &Reader<'_>, query: &PaperQuery) -> Result<u32> {
    Ok(u32::try_from(r.count_papers(query)?).unwrap_or(u32::MAX))
}

/// The title of the newest paper of a kind.
fn titled(r: &Reader<'_>, kind: &str) -> Result<Option<String>> {
    let query = PaperQuery {
        wants: PaperWants::Any,
        kinds: vec![kind.to_owned()],
        from: None,
        to: None,
        text: String::new(),
        limit: 1,
        offset: 0,
    };
    let Some(row) = r.find_papers(&query)?.into_iter().next() else { return Ok(None) };
    let case = r.case(&row.case.id)?;
    Ok(case.and_then(|case| case.paper(&Id(row.paper)).map(|paper| paper.title.clone())))
}

/// Lists papers of all cases. The numbers beside the tabs are those of the same kinds, days and words.
///
/// # Errors
/// `desk.locked`.
pub fn list(desk: &Desk, input: PaperList) -> Result<PaperListPage> {
    let session = desk.session()?;
    let limit = input.limit.clamp(1, 200);
    let all = desk.engine()?.kinds()?;
    session.store.read(|r| -> Result<PaperListPage> {
        let query = PaperQuery {
            wants: wants(&input.state),
            kinds: input.kinds.clone(),
            from: input.from,
            to: input.to,
            text: input.text.clone(),
            limit: limit + 1,
            offset: input.offset,
        };
        let found = r.find_papers(&query)?;
        let of = |wants| count(r, &PaperQuery { wants, ..query.clone() });
        let mut rows = Vec::new();
        for row in found.iter().take(limit as usize) {
            if let Some(case) = r.case(&row.case.id)?
                && let Some(paper) = case.paper(&Id(row.paper.clone()))
            {
                rows.push(view_make::paper_row(&case, &row.case, paper));
            }
        }
        let (kinds, years) = r.paper_facets()?;
        // A kind that only an older pack had is called as its papers are.
        let named = |kind: String| -> Result<PaperKindWords> {
            let known = all.get(&kind).map(|known| known.title.clone());
            let title = match known {
                Some(title) => title,
                None => titled(r, &kind)?.unwrap_or_else(|| kind.clone()),
            };
            Ok(PaperKindWords { title, kind })
        };
        Ok(PaperListPage {
            rows,
            total: count(r, &query)?,
            to_sign: of(PaperWants::Signature)?,
            to_seal: of(PaperWants::Seal)?,
            unserved: of(PaperWants::Service)?,
            unfiled: of(PaperWants::Scan)?,
            kinds: kinds.into_iter().map(named).collect::<Result<_>>()?,
            years,
            more: found.len() > limit as usize,
        })
    })
}
