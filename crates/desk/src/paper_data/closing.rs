//! Papers at the end and after it: 结案审批, 卷宗, 回访.

use super::{Depth, money};
use crate::dossier::{self, DossierRow};
use crate::session::{Desk, Session};
use casework::{Case, ConsentWay, MediationState, PartyRole, Satisfaction, deadlines};
use chrono::NaiveDate;
use serde_json::{Value, json};

/// 结案: how and when it ended, what was promised and paid; derived, never typed twice.
pub(super) fn closing(
    desk: &Desk,
    session: &Session,
    case: &Case,
    contents: &[DossierRow],
) -> Value {
    let m = &case.mediation;
    let received = m.received.as_ref().map(|r| r.at.date_naive());
    let (result, ended) = ended(case);
    let days = received.zip(ended).map(|(from, to)| (to - from).num_days());
    let open = received.zip(ended).and_then(|(from, to)| {
        let days = from.iter_days().skip(1).take_while(|d| *d <= to);
        let mut count = 0;
        for day in days {
            count += i64::from(desk.law.calendar.is_working_day(day)?);
        }
        Some(count)
    });
    let performance = case.performance();
    let archived = case.after.archived.as_ref();
    let late = deadlines(case, &desk.context(session));
    let left = late.iter().any(|d| d.kind == casework::DeadlineKind::Obligation);
    let mut summary = Vec::new();
    if let Some(on) = received {
        summary.push(format!("{}收到申请", said(on)));
    }
    if let Some(a) = &m.accepted {
        summary.push(format!("{}受理", said(a.on)));
    }
    if !m.sessions.is_empty() {
        summary.push(format!("调解{}次", m.sessions.len()));
    }
    if let (Some(on), false) = (ended, result.is_empty()) {
        summary.push(format!("{}{result}", said(on)));
    }
    if let Some(p) = &performance {
        summary.push(match (p.complete, left) {
            (true, _) => format!("协议款项{}元已全部付清", p.promised.format()),
            (false, _) => format!("协议款项{}元，已付{}元", p.promised.format(), p.paid.format()),
        });
    }
    let summary =
        if summary.is_empty() { String::new() } else { format!("{}。", summary.join("，")) };
    json!({
        "result": result, "ended_on": ended.map(|d| d.to_string()), "days": days, "working_days": open,
        "promised": money(performance.as_ref().map(|p| p.promised)),
        "paid": money(performance.as_ref().map(|p| p.paid)),
        "summary": summary, "checks": [], "followups": [], "opinion": "",
        "archived_on": archived.map(|a| a.on.to_string()), "archivist": session.staff.name,
        "pages": archived.map(|a| a.pages).or(Some(dossier::last_page(contents)).filter(|n| *n > 0)),
        "volume": 1, "volumes": 1,
        "retention": archived.map(|a| format!("{}年", a.retention_years)),
    })
}

fn said(on: NaiveDate) -> String {
    on.format("%Y年%-m月%-d日").to_string()
}

/// Result and day of the end, as the mediation stands.
fn ended(case: &Case) -> (String, Option<NaiveDate>) {
    use MediationState as S;
    let m = &case.mediation;
    let done = case.performance().and_then(|p| p.completed_on);
    match case.state() {
        S::Refused => ("不予受理".to_owned(), m.refused.as_ref().map(|r| r.on)),
        S::Withdrawn => ("申请人撤回申请".to_owned(), m.withdrawn.as_ref().map(|w| w.on)),
        S::Merged => ("并入他案".to_owned(), case.group.merged.as_ref().map(|g| g.on)),
        S::Settled => {
            let on = case.settled.as_ref().map(|s| s.on);
            ("当场履行，没有另签协议".to_owned(), on)
        }
        S::Failed | S::Referred => {
            let why = m.ended.as_ref().map(|e| e.reason.words()).unwrap_or_default();
            (format!("调解不成，{why}"), m.ended.as_ref().map(|e| e.on))
        }
        S::Effective => {
            let on = case.effective().and_then(|a| a.effective_on);
            ("达成调解协议".to_owned(), done.or(on))
        }
        _ => (String::new(), case.closed_on),
    }
}

/// What lies in the file, in its order, with the pages it has there: of the dossier as it was bound, else counted.
pub(super) fn contents(
    desk: &Desk,
    session: &Session,
    case: &Case,
    depth: Depth,
) -> Vec<DossierRow> {
    let rows = match depth {
        Depth::Whole => dossier::contents(desk, session, case).map(|(rows, _)| rows),
        Depth::Sketch => dossier::contents_so_far(desk, session, case),
    };
    // Where the file cannot be read the person is asked: a blank is no wrong figure.
    rows.unwrap_or_default()
}

/// 卷内目录.
pub(super) fn index(rows: &[DossierRow]) -> Vec<Value> {
    rows.iter().zip(1..).map(|(row, no)| dossier::line(row, no)).collect()
}

/// 备考表: how many papers and attachments lie in the file.
pub(super) fn note(rows: &[DossierRow]) -> Value {
    let papers = rows.iter().filter(|row| row.from > 0).count();
    let loose = rows.iter().filter(|row| row.form == "enclosed").count();
    json!({ "papers": papers, "attachments": (loose > 0).then_some(loose), "text": "", "missing": "" })
}

/// 回访: the visit on record, else today's with the applicant.
pub(super) fn visit(desk: &Desk, case: &Case) -> Value {
    let noted = case.after.visits.iter().rev().find(|v| v.cancelled.is_none()).map(|v| &v.noted);
    let party = noted.and_then(|v| case.sheet.parties().into_iter().find(|p| p.id == v.party));
    let party = party.or_else(|| case.sheet.named(PartyRole::Applicant).into_iter().next());
    let performed = match case.performance() {
        Some(p) if p.complete => "done",
        Some(p) if p.paid.0 > 0 => "partly",
        Some(_) => "none",
        None => "na",
    };
    let services: Vec<Value> = case
        .after
        .services
        .iter()
        .filter(|s| s.cancelled.is_none())
        .map(|s| {
            let result = match (&s.done, &s.declined) {
                (Some(done), _) => done.result.clone(),
                (None, Some(_)) => "不需要".to_owned(),
                _ => String::new(),
            };
            json!({
                "kind": s.planned.service.words(), "provider": s.planned.provider, "result": result,
                "on": s.done.as_ref().map(|d| d.on.to_string()),
            })
        })
        .collect();
    let way = noted.map(|v| match v.way {
        ConsentWay::Person => "上门",
        _ => "电话",
    });
    let satisfied = noted.map(|v| match v.satisfied {
        Satisfaction::None => "未表态",
        other => other.words(),
    });
    json!({
        "on": noted.map_or_else(|| desk.today(), |v| v.on).to_string(), "way": way,
        "person": party.as_ref().map(|p| p.name.clone()), "phone": party.as_ref().map(|p| p.phone.clone()),
        "performed": performed, "satisfied": satisfied, "answers": [], "services": services,
        "text": noted.map(|v| v.text.clone()), "next": "",
    })
}
