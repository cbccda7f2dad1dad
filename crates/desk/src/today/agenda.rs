//! What each open case asks of a day. Derived once for a day and kept until the case changes or somebody locks.
//!
//! Reading and judging every open case takes the time of the whole workbench; of two looks at it, almost all cases are
//! the same. What is kept lives in memory only: a clock is never recorded (design.md § 4), and a look never writes.

use super::{TodayNext, TodayRow};
use crate::error::Result;
use crate::session::{Desk, Session};
use crate::view_make;
use casework::{
    Case, CaseId, Context, Deadline, DeadlineKind, Id, MediationState, PaperState, SealPlace,
    SignerRole, Urgency, deadlines, summary,
};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroUsize;
use std::sync::{Arc, PoisonError};
use store::{CaseMark, Enrolment, OpenCase, Reader};

/// What one case asks of a day.
#[derive(Debug, Clone, Default)]
pub(super) struct Agenda {
    /// Rows of the workbench.
    pub rows: Vec<TodayRow>,
    /// Its next clock that is not pressing yet.
    pub next: Option<TodayNext>,
    /// Received on that day.
    pub registered: bool,
    /// Copies printed of what was issued on that day.
    pub printed: u32,
}

/// What all agendas of a session rest on besides their cases.
type Ground = (NaiveDate, SealPlace, Option<String>);

/// The agendas of a session: gone when it locks.
#[derive(Debug, Default)]
pub(crate) struct Agendas {
    ground: Option<Ground>,
    of: HashMap<CaseId, (CaseMark, Arc<Agenda>)>,
}

/// The agendas of all open cases, newest activity first.
pub(super) fn all(desk: &Desk, session: &Session, r: &Reader<'_>) -> Result<Vec<Arc<Agenda>>> {
    let own = r.enrolment()?;
    let cx = desk.context(session);
    let ground = (cx.today(), cx.seal, own.as_ref().map(|own| own.station.id.clone()));
    let mut kept = session.agendas.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.ground.as_ref() != Some(&ground) {
        *kept = Agendas { ground: Some(ground), of: HashMap::new() };
    }
    let open = r.open_since(|id, mark| kept.of.get(id).is_some_and(|(known, _)| known == mark))?;
    let mut fresh = derive(&open, &cx, own.as_ref())?.into_iter();
    let mut of = HashMap::with_capacity(open.len());
    let mut agendas = Vec::with_capacity(open.len());
    for OpenCase { id, mark, .. } in open {
        let agenda = match kept.of.remove(&id).filter(|(known, _)| *known == mark) {
            Some((_, agenda)) => agenda,
            None => Arc::new(fresh.next().unwrap_or_default()),
        };
        agendas.push(agenda.clone());
        of.insert(id, (mark, agenda));
    }
    // Cases that are no longer open are forgotten with the old list.
    kept.of = of;
    Ok(agendas)
}

/// The agendas of those that were read, in their order, by as many threads as there are.
fn derive(open: &[OpenCase], cx: &Context<'_>, own: Option<&Enrolment>) -> Result<Vec<Agenda>> {
    let read: Vec<&OpenCase> = open.iter().filter(|one| one.is_read()).collect();
    let one = |one: &&OpenCase| -> Result<Agenda> {
        Ok(one.case()?.map(|case| agenda(&case, cx, own)).unwrap_or_default())
    };
    let threads = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    if read.len() < MANY || threads == 1 {
        return read.iter().map(one).collect();
    }
    let parts: Vec<Result<Vec<Agenda>>> = std::thread::scope(|scope| {
        let part = |cases: &[&OpenCase]| cases.iter().map(one).collect();
        let chunks = read.chunks(read.len().div_ceil(threads));
        let running: Vec<_> = chunks.map(|cases| scope.spawn(move || part(cases))).collect();
        let done = |t: std::thread::ScopedJoinHandle<'_, Result<Vec<Agenda>>>| {
            t.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        running.into_iter().map(done).collect()
    });
    let mut agendas = Vec::with_capacity(read.len());
    for part in parts {
        agendas.extend(part?);
    }
    Ok(agendas)
}

/// Fewer than these are derived faster than threads are begun.
const MANY: usize = 40;

fn agenda(case: &Case, cx: &Context<'_>, own: Option<&Enrolment>) -> Agenda {
    let today = cx.today();
    let title = view_make::title(&summary(case));
    let mut agenda = Agenda::default();
    for clock in deadlines(case, cx) {
        match clock.urgency {
            Urgency::Overdue | Urgency::Today | Urgency::Soon => {
                agenda.rows.extend(clock_row(case, &title, clock));
            }
            Urgency::OnTime => {
                let date = clock.due.unwrap_or(NaiveDate::MAX);
                if agenda.next.as_ref().is_none_or(|n| date < n.date) {
                    let (case, title) = (case.id.clone(), title.clone());
                    agenda.next = Some(TodayNext { case, title, date, kind: code(clock.kind) });
                }
            }
            _ => {}
        }
    }
    agenda.rows.extend(paper_rows(case, &title));
    agenda.rows.extend(meeting_rows(case, &title, own));
    agenda.registered =
        case.mediation.received.as_ref().is_some_and(|r| r.at.date_naive() == today);
    let of_today = case.papers.iter().filter(|p| p.issued_at.date_naive() == today);
    agenda.printed = of_today.map(|p| p.printed).sum();
    agenda
}

fn code(kind: DeadlineKind) -> String {
    serde_json::to_value(kind).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn clock_row(case: &Case, title: &str, clock: Deadline) -> Option<TodayRow> {
    let mut args = BTreeMap::new();
    let mut obligation = None;
    let verbs: &[&str] = match clock.kind {
        DeadlineKind::Obligation => {
            let accord = case.effective()?;
            let at = accord.obligations.iter().position(|o| o.id.0 == clock.subject)?;
            args.insert("no".to_owned(), json!(at + 1));
            args.insert("of".to_owned(), json!(accord.obligations.len()));
            args.insert("amount".to_owned(), json!(clock.amount));
            obligation = Some(Id(clock.subject.clone()));
            &["receive_payment"]
        }
        DeadlineKind::MediationPeriod => match case.state() {
            MediationState::Registered | MediationState::Inquiring => &["accept", "refuse"],
            MediationState::ToSign => &["sign"],
            _ => &["agree", "extend", "end"],
        },
        DeadlineKind::AcceptanceDecision => {
            if case.mediation.inquiries.is_empty() {
                &["ask_consent"]
            } else {
                &["accept", "refuse"]
            }
        }
        DeadlineKind::Session => {
            let planned = case.mediation.planned.iter().find(|p| p.id.0 == clock.subject)?;
            args.insert("at".to_owned(), json!(planned.at));
            args.insert("place".to_owned(), json!(planned.place));
            &["hold_session"]
        }
        DeadlineKind::EntrustReturn => &["refer"],
        DeadlineKind::Target | DeadlineKind::Limitation => &["open"],
        // The verbs of the other procedures come with their screens; until then the case is opened.
        _ => &["open"],
    };
    Some(TodayRow {
        case: case.id.clone(),
        title: title.to_owned(),
        number: case.number().map(|n| n.text.clone()),
        urgency: clock.urgency,
        kind: code(clock.kind),
        paper: None,
        obligation,
        args,
        verbs: verbs.iter().map(|v| (*v).to_owned()).collect(),
        deadline: Some(clock),
    })
}

/// What other desks ask of this one: a choice, an answer.
fn meeting_rows(case: &Case, title: &str, own: Option<&Enrolment>) -> Vec<TodayRow> {
    let row = |kind: &str, verb: &str, args: BTreeMap<String, Value>| TodayRow {
        case: case.id.clone(),
        title: title.to_owned(),
        number: case.number().map(|n| n.text.clone()),
        urgency: Urgency::Today,
        kind: kind.to_owned(),
        deadline: None,
        paper: None,
        obligation: None,
        args,
        verbs: vec![verb.to_owned()],
    };
    let mut rows = Vec::new();
    if case.in_conflict() {
        rows.push(row("conflict", "resolve", BTreeMap::new()));
    }
    if let Some(assigned) = crate::county::to_answer(case, own) {
        let from = ("from".to_owned(), json!(assigned.from_name));
        let due = ("due".to_owned(), json!(assigned.due));
        rows.push(row("assigned", "answer", BTreeMap::from([from, due])));
    }
    rows
}

/// Papers that wait for a signature, the seal or their scan.
pub(super) fn paper_rows(case: &Case, title: &str) -> Vec<TodayRow> {
    let mut rows = Vec::new();
    for paper in &case.papers {
        let (kind, verbs): (&str, &[&str]) = match paper.state() {
            PaperState::ToSign => ("sign", &["sign"]),
            PaperState::ToSeal if paper.seal_sent.is_some() => ("seal_sent", &["sealed"]),
            PaperState::ToSeal => ("seal", &["sealed", "send_to_seal"]),
            PaperState::Complete if paper.kind == "agreement" && paper.scans.is_empty() => {
                ("scan", &["scan"])
            }
            _ => continue,
        };
        let missing = paper.missing();
        let names: Vec<&str> = missing
            .iter()
            .filter(|s| s.role != SignerRole::Organisation || missing.len() == 1)
            .map(|s| s.name.as_str())
            .collect();
        let mut args = BTreeMap::new();
        args.insert("title".to_owned(), json!(paper.title));
        args.insert("missing".to_owned(), json!(names));
        rows.push(TodayRow {
            case: case.id.clone(),
            title: title.to_owned(),
            number: case.number().map(|n| n.text.clone()),
            urgency: Urgency::NotStarted,
            kind: kind.to_owned(),
            deadline: None,
            paper: Some(paper.id.clone()),
            obligation: None,
            args,
            verbs: verbs.iter().map(|v| (*v).to_owned()).collect(),
        });
    }
    rows
}
