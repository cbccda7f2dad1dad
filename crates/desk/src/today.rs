//! `today.*`: what today asks of the staff.

mod agenda;

pub(crate) use agenda::Agendas;

use crate::error::{DeskError, Result};
use crate::gate::Nothing;
use crate::session::Desk;
use crate::view_make;
use casework::{Case, CaseId, Deadline, Id, Urgency, summary};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use ts_rs::TS;

/// The workbench.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Today {
    /// Today.
    pub date: NaiveDate,
    /// Working day, or `None` when the calendar of the year is not known.
    pub working: Option<bool>,
    /// What the calendar says of today or tomorrow.
    pub holiday_note: Option<DeskError>,
    /// Numbers at the head.
    pub counts: TodayCounts,
    /// Rows in groups: `first`, `soon`, `waiting`.
    pub groups: Vec<TodayGroup>,
    /// Cases with the newest activity.
    pub recent: Vec<TodayCase>,
    /// Cases that hold nothing but typing.
    pub drafts: Vec<TodayCase>,
    /// The next thing, when nothing is due.
    pub next: Option<TodayNext>,
    /// Applications received on this desk today.
    pub registered: u32,
    /// Copies printed on this desk today.
    pub printed: u32,
    /// Records that no hub has received.
    #[ts(type = "number")]
    pub pending: u64,
}

/// Numbers at the head.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct TodayCounts {
    /// Passed.
    pub overdue: u32,
    /// Last day today.
    pub today: u32,
    /// Within five days.
    pub soon: u32,
    /// Waiting for a signature or seal.
    pub waiting: u32,
    /// Sessions planned today.
    pub sessions: u32,
}

/// Rows of one weight.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TodayGroup {
    /// `first`, `soon` or `waiting`.
    pub key: String,
    /// Rows, by consequence.
    pub rows: Vec<TodayRow>,
}

/// One thing to do.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TodayRow {
    /// Case.
    pub case: CaseId,
    /// Title.
    pub title: String,
    /// 案号.
    pub number: Option<String>,
    /// How pressing.
    pub urgency: Urgency,
    /// Kind of clock, or `sign`, `seal`, `seal_sent`, `scan`.
    pub kind: String,
    /// Clock.
    pub deadline: Option<Deadline>,
    /// Paper it is about.
    pub paper: Option<Id>,
    /// Row of the terms it is about.
    pub obligation: Option<Id>,
    /// Values for the words.
    #[ts(type = "Record<string, unknown>")]
    pub args: BTreeMap<String, Value>,
    /// What settles it; the first is the likeliest.
    pub verbs: Vec<String>,
}

/// A case by its title.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TodayCase {
    /// Case.
    pub case: CaseId,
    /// Title.
    pub title: String,
    /// 案号.
    pub number: Option<String>,
}

/// The next thing after today.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TodayNext {
    /// Case.
    pub case: CaseId,
    /// Title.
    pub title: String,
    /// Day.
    pub date: NaiveDate,
    /// Kind of clock.
    pub kind: String,
}

/// What today asks: overdue and due first, then what comes within five days, then what waits for others.
///
/// # Errors
/// `desk.locked`.
pub fn show(desk: &Desk, _: Nothing) -> Result<Today> {
    let session = desk.session()?;
    let today = desk.today();
    let (agendas, matters, recent, drafted, records) = session.store.read(|r| -> Result<_> {
        let query = store::CaseQuery { limit: 6, ..Default::default() };
        let drafted = r.drafted()?;
        let mut only_drafts = Vec::new();
        for (id, _) in drafted {
            if r.summary(&id)?.is_none() {
                let sheet = view_make::overlaid(None, &r.drafts(&id)?);
                if sheet.text("case/subject").is_empty() {
                    only_drafts.push((id.clone(), sheet));
                }
            }
        }
        let agendas = agenda::all(desk, &session, r)?;
        let recent = r.cases(&query)?.rows;
        Ok((agendas, r.waiting_matters()?, recent, only_drafts, r.record_counts()?))
    })?;
    let mut rows = Vec::new();
    let mut next: Option<TodayNext> = None;
    let (mut registered, mut printed) = (0, 0);
    for agenda in &agendas {
        rows.extend(agenda.rows.iter().cloned());
        if let Some(one) = &agenda.next
            && next.as_ref().is_none_or(|n| one.date < n.date)
        {
            next = Some(one.clone());
        }
        registered += u32::from(agenda.registered);
        printed += agenda.printed;
    }
    for matter in &matters {
        rows.extend(agenda::paper_rows(matter, &view_make::title(&summary(matter))));
    }
    rows.sort_by_key(|r| (weight(r), r.deadline.as_ref().and_then(|d| d.due)));
    let at = |u: Urgency| {
        u32::try_from(rows.iter().filter(|r| r.urgency == u && r.deadline.is_some()).count())
            .unwrap_or(0)
    };
    let sessions =
        rows.iter().filter(|r| r.kind == "session" && r.urgency == Urgency::Today).count();
    let counts = TodayCounts {
        overdue: at(Urgency::Overdue),
        today: at(Urgency::Today),
        soon: at(Urgency::Soon),
        waiting: u32::try_from(
            rows.iter().filter(|r| r.deadline.is_none() && r.paper.is_some()).count(),
        )
        .unwrap_or(0),
        sessions: u32::try_from(sessions).unwrap_or(0),
    };
    let mut groups: Vec<TodayGroup> = ["first", "soon", "waiting"]
        .map(|key| TodayGroup { key: key.to_owned(), rows: Vec::new() })
        .into();
    for row in rows {
        let group = match (row.deadline.is_some(), row.urgency) {
            (false, _) if matches!(row.kind.as_str(), "conflict" | "assigned") => 0,
            (false, _) => 2,
            (true, Urgency::Soon) => 1,
            _ => 0,
        };
        groups[group].rows.push(row);
    }
    Ok(Today {
        date: today,
        working: desk.law.calendar.is_working_day(today),
        holiday_note: holiday_note(desk, today),
        counts,
        groups,
        recent: recent
            .into_iter()
            .map(|s| TodayCase {
                title: view_make::title(&s),
                number: s.number.clone(),
                case: s.id,
            })
            .collect(),
        drafts: drafted
            .into_iter()
            .map(|(id, sheet)| {
                let mut case = Case::new(id.clone());
                case.sheet = sheet;
                TodayCase { title: view_make::title(&summary(&case)), number: None, case: id }
            })
            .collect(),
        next,
        registered,
        printed,
        pending: records.0.saturating_sub(records.1),
    })
}

/// Consequence first: lost money and lost rights before indicators.
fn weight(row: &TodayRow) -> (u8, u8) {
    let urgency = match (row.deadline.is_some(), row.urgency) {
        (false, _) if matches!(row.kind.as_str(), "conflict" | "assigned") => 1,
        (false, _) => 3,
        (_, Urgency::Overdue) => 0,
        (_, Urgency::Today) => 1,
        _ => 2,
    };
    let kind = match row.kind.as_str() {
        "limitation" => 0,
        "obligation" => 1,
        "mediation_period" => 2,
        "entrust_return" => 3,
        "session" => 4,
        "review_application" | "confirmation_application" => 5,
        "acceptance_decision" => 6,
        _ => 7,
    };
    (urgency, kind)
}

fn holiday_note(desk: &Desk, today: NaiveDate) -> Option<DeskError> {
    let calendar = &desk.law.calendar;
    let Some(working) = calendar.is_working_day(today) else {
        return Some(DeskError::new("no_calendar").with("year", today.year()));
    };
    let tomorrow = today.checked_add_days(Days::new(1))?;
    if !working {
        let back = calendar.next_working_day(today)?;
        return Some(DeskError::new("today_off").with("back", back.to_string()));
    }
    if matches!(today.weekday(), Weekday::Sat | Weekday::Sun) {
        return Some(DeskError::new("today_works"));
    }
    let next = calendar.next_working_day(tomorrow)?;
    if next == tomorrow {
        let saturday_works = tomorrow.weekday() == Weekday::Sat;
        return saturday_works.then(|| DeskError::new("weekend_saturday_works"));
    }
    let code = if tomorrow.weekday() == Weekday::Sat { "weekend" } else { "off_tomorrow" };
    Some(DeskError::new(code).with("back", next.to_string()))
}
