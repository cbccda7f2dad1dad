//! Making what the screens show.

use crate::error::Result;
use crate::session::{Desk, Session};
use crate::view::{
    CaseView, ClaimRow, FieldNote, ObligationRow, PaperRow, PeriodCells, SessionRow,
};
use casework::fields::{self, FieldError, FieldType};
use casework::{
    Case, CaseId, Context, Deadline, DeadlineKind, Paper, Sheet, Summary, Urgency, deadlines,
    next_steps, summary,
};
use chrono::NaiveDate;
use serde_json::Value;
use statute::{Fen, IdVerdict, UsccVerdict};
use std::collections::BTreeMap;
use store::Draft;

/// The sheet of a case with its drafts laid over it; a draft that is no valid value is left out.
pub(crate) fn overlaid(case: Option<&Case>, drafts: &[Draft]) -> Sheet {
    let mut sheet = case.map(|c| c.sheet.clone()).unwrap_or_default();
    let patch: BTreeMap<String, Value> = drafts
        .iter()
        .filter_map(|d| fields::normalise(&d.path, &d.value).ok().map(|v| (d.path.clone(), v)))
        .collect();
    sheet.patch(&patch);
    sheet
}

/// Title of a case for heads and lists.
pub(crate) fn title(summary: &Summary) -> String {
    match (summary.applicants.as_str(), summary.respondents.as_str()) {
        // A file that is no dispute has the name of its employer, or of what it is about.
        ("", "") if !summary.subject.is_empty() => {
            fields::words_for(fields::SUBJECTS, &summary.subject).to_owned()
        }
        ("", r) if !summary.subject.is_empty() => r.to_owned(),
        ("", "") => "未填姓名".to_owned(),
        (a, "") => a.to_owned(),
        ("", r) => format!("未填姓名 — {r}"),
        (a, r) => format!("{a} — {r}"),
    }
}

/// A remark on one typed value: what it cannot be, or what does not fit and is kept all the same.
pub(crate) fn note(desk: &Desk, path: &str, value: &Value) -> Option<FieldNote> {
    let remark = |level: &str, code: &str, args: BTreeMap<String, Value>| {
        Some(FieldNote {
            path: path.to_owned(),
            level: level.to_owned(),
            code: code.to_owned(),
            args,
        })
    };
    let plain = |level: &str, code: &str| remark(level, code, BTreeMap::new());
    if let Err(error) = fields::normalise(path, value) {
        return match error {
            FieldError::UnknownField { .. } => None,
            FieldError::NotADate { .. } => plain("bad", "not_a_date"),
            FieldError::NotAnAmount { why, .. } => plain("bad", &format!("amount_{why}")),
            FieldError::NotAChoice { .. } => plain("bad", "not_a_choice"),
        };
    }
    let text = value.as_str().unwrap_or_default();
    if text.is_empty() {
        return None;
    }
    let name = path.rsplit('/').next().unwrap_or_default();
    match name {
        "uscc" => match statute::check_uscc(text).verdict {
            UsccVerdict::Ok => plain("ok", "uscc_ok"),
            UsccVerdict::BadLength => plain("warn", "uscc_length"),
            UsccVerdict::BadCharacter => plain("warn", "uscc_character"),
            UsccVerdict::ChecksumMismatch => plain("warn", "uscc_checksum"),
        },
        "birth" | "ended_on" | "employed_from" | "knew_on" => {
            let day: Option<NaiveDate> = text.parse().ok();
            match day {
                Some(day) if day > desk.today() && name == "birth" => {
                    plain("warn", "birth_in_future")
                }
                Some(day) if day > desk.today() && name != "ended_on" => {
                    plain("warn", "day_in_future")
                }
                _ => None,
            }
        }
        "name" if text.chars().count() > 60 => plain("warn", "name_long"),
        _ => None,
    }
}

fn notes(desk: &Desk, sheet: &Sheet, drafts: &[Draft]) -> Vec<FieldNote> {
    let mut all = Vec::new();
    for draft in drafts {
        if fields::normalise(&draft.path, &draft.value).is_err() {
            all.extend(note(desk, &draft.path, &draft.value));
        }
    }
    for (path, value) in &sheet.0 {
        if path.ends_with("/id_number") {
            all.extend(id_note(desk, sheet, path, value.as_str().unwrap_or_default()));
        } else {
            all.extend(note(desk, path, value));
        }
    }
    for row in sheet.parties() {
        if let (Some(from), Some(to)) = (row.employed_from, row.ended_on)
            && to < from
        {
            all.push(FieldNote {
                path: format!("parties/{}/ended_on", row.id),
                level: "warn".into(),
                code: "ends_before_it_begins".into(),
                args: BTreeMap::new(),
            });
        }
    }
    for claim in sheet.claims() {
        if !claim.from.is_empty() && !claim.to.is_empty() && claim.to < claim.from {
            all.push(FieldNote {
                path: format!("claims/{}/to", claim.id),
                level: "warn".into(),
                code: "ends_before_it_begins".into(),
                args: BTreeMap::new(),
            });
        }
    }
    all
}

fn id_note(desk: &Desk, sheet: &Sheet, path: &str, text: &str) -> Option<FieldNote> {
    let kind = sheet.text(&path.replace("/id_number", "/id_kind"));
    if !matches!(kind.as_str(), "" | "resident" | "hmt" | "permanent") {
        return None;
    }
    let check = statute::check_id(text, desk.today());
    let (level, code) = id_words(check.verdict);
    let mut args = BTreeMap::new();
    args.insert("birth".to_owned(), Value::from(check.birth.map(|b| b.to_string())));
    Some(FieldNote { path: path.to_owned(), level: level.into(), code: code.into(), args })
}

/// Level and code of a verdict on an identity number.
pub(crate) fn id_words(verdict: IdVerdict) -> (&'static str, &'static str) {
    match verdict {
        IdVerdict::Ok => ("ok", "id_ok"),
        IdVerdict::BadLength => ("warn", "id_length"),
        IdVerdict::BadCharacter => ("warn", "id_character"),
        IdVerdict::ImpossibleDate => ("warn", "id_date"),
        IdVerdict::BirthInFuture => ("warn", "id_future"),
        IdVerdict::ChecksumMismatch => ("warn", "id_checksum"),
    }
}

/// A case as its screen shows it: drafts over records.
pub(crate) fn case_view(desk: &Desk, session: &Session, id: &CaseId) -> Result<CaseView> {
    let (recorded, drafts, owned, own) = session.store.read(|r| -> Result<_> {
        Ok((r.case(id)?, r.drafts(id)?, crate::county::ownership(r, id)?, r.enrolment()?))
    })?;
    if recorded.is_none() && drafts.is_empty() {
        return Err(crate::error::DeskError::new("case.unknown"));
    }
    let mut owned = owned;
    // What went with the case is not told to the station that lost it; the hand-over itself names where it went.
    if let (Some(owned), Some((assigned, _))) =
        (owned.as_mut(), recorded.as_ref().and_then(|c| c.assigned.as_ref()))
        && owned.station_name.is_empty()
        && owned.station == assigned.to
    {
        owned.station_name.clone_from(&assigned.to_name);
    }
    let cx = desk.context(session);
    let saved = recorded.is_some();
    let mut case = recorded.unwrap_or_else(|| Case::new(id.clone()));
    let saved_at = drafts.iter().map(|d| d.at).max().max(case.updated_at);
    case.sheet = overlaid(Some(&case), &drafts);
    let clocks = deadlines(&case, &cx);
    let summary = summary(&case);
    // What cannot be recorded is shown as typed, under its remark.
    let mut sheet = case.sheet.0.clone();
    for draft in &drafts {
        if fields::normalise(&draft.path, &draft.value).is_err() {
            sheet.insert(draft.path.clone(), draft.value.clone());
        }
    }
    let m = &case.mediation;
    let members = case.members();
    Ok(CaseView {
        title: title(&summary),
        notes: notes(desk, &case.sheet, &drafts),
        drafts: drafts.into_iter().map(|d| d.path).collect(),
        sheet,
        saved,
        saved_at,
        cause_words: desk.law.causes.words(&summary.cause).to_owned(),
        state: case.state(),
        procedures: case.procedures(),
        proceedings: crate::view_proceedings::rows(&case),
        after: case.after.clone(),
        pauses: m.pauses.clone(),
        supplements: m.supplements.clone(),
        interruptions: case.interruptions.clone(),
        limitation_suspensions: case.limitation_suspensions.clone(),
        graded: case.risk.last().cloned(),
        group: casework::group_status(&case, &cx),
        member_remarks: casework::member_remarks(&case, cx.today()),
        consented: members.iter().filter(|m| case.consented(m)).map(|m| m.id.clone()).collect(),
        members,
        moves: case.group.clone(),
        offers: case.offers.clone(),
        gap: casework::gap(&case),
        duties: casework::duties(&case, cx.today()),
        projected: projected(&case, &cx),
        period: cells(&clocks, DeadlineKind::MediationPeriod, &cx),
        target: cells(&clocks, DeadlineKind::Target, &cx),
        steps: crate::county::allowed_here(next_steps(&case, &cx), owned.as_ref()),
        to_answer: crate::county::to_answer(&case, own.as_ref()).is_some(),
        assigned: case.assigned.clone(),
        conflicts: u32::try_from(case.conflicts.iter().filter(|c| c.open()).count()).unwrap_or(0),
        owned,
        parties: case.sheet.parties(),
        claims: claims(desk, &case),
        received_at: m.received.as_ref().map(|r| r.at),
        receiver: m.received.as_ref().map(|r| r.receiver.clone()).unwrap_or_default(),
        accepted_on: m.accepted.as_ref().map(|a| a.on),
        mediators: m.accepted.as_ref().map(|a| a.mediators.clone()).unwrap_or_default(),
        recorder: m.accepted.as_ref().map(|a| a.recorder.clone()).unwrap_or_default(),
        inquiries: m.inquiries.clone(),
        planned: m.planned.clone(),
        sessions: m.sessions.iter().rev().map(session_row).collect(),
        ended: m.ended.as_ref().map(|e| (e.reason.words().to_owned(), e.on, e.note.clone())),
        refused: m.refused.as_ref().map(|r| (r.reason.words().to_owned(), r.on, r.note.clone())),
        referrals: m.referrals.clone(),
        accord: case.accord().cloned(),
        performance: case.performance(),
        obligations: obligations(&case, cx.today()),
        payments: case.payments.clone(),
        papers: case.papers.iter().rev().map(|p| paper_row(&case, &summary, p)).collect(),
        attachments: case.attachments.clone(),
        remarks: case.notes.clone(),
        newer_content: !case.unknown.is_empty(),
        closed_on: case.closed_on,
        deadlines: clocks,
        summary,
        id: id.clone(),
    })
}

/// Clocks of an application that is being typed: what the applicant asks first is until when.
fn projected(case: &Case, cx: &Context<'_>) -> Vec<Deadline> {
    if case.mediation.received.is_some() || case.mediation.withdrawn.is_some() {
        return Vec::new();
    }
    let typed = case.sheet.text("case/received_at");
    let at = chrono::DateTime::parse_from_rfc3339(&typed).unwrap_or(cx.now);
    let mut supposed = case.clone();
    supposed.mediation.received =
        Some(casework::Reception { form: String::new(), at, receiver: String::new() });
    let wanted = [DeadlineKind::MediationPeriod, DeadlineKind::AcceptanceDecision];
    deadlines(&supposed, cx).into_iter().filter(|d| wanted.contains(&d.kind)).collect()
}

fn session_row(s: &casework::SessionHeld) -> SessionRow {
    let result = serde_json::to_value(s.result).ok();
    SessionRow {
        id: s.id.0.clone(),
        at: s.at,
        until: s.until,
        place: s.place.clone(),
        mode: s.mode.words().to_owned(),
        present: s.present.clone(),
        statements: s.statements.clone(),
        proposal: s.proposal.clone(),
        result: result.and_then(|r| r.as_str().map(str::to_owned)).unwrap_or_default(),
        note: s.note.clone(),
    }
}

/// Heads of claim with words and working: the calculator's where one was kept, else months by wage.
pub(crate) fn claims(desk: &Desk, case: &Case) -> Vec<ClaimRow> {
    let row = |claim: casework::Claim| {
        let words = desk.law.causes.words(&claim.head).to_owned();
        let kept = case.computations.iter().find(|one| one.id.0 == claim.computation);
        if let Some(work) = kept.and_then(crate::law::kept_work) {
            let own = work.heads.iter().filter(|h| h.cause == claim.head && h.in_total);
            let lines: Vec<&str> = own.clone().map(|h| h.line.as_str()).collect();
            return ClaimRow {
                words,
                working: lines.join("；"),
                computed: claim.lawful,
                calculator: work.title.clone(),
                unsure: own.clone().any(|h| h.provisional)
                    || work.parameters.iter().any(|p| !p.confirmed),
                claim,
            };
        }
        let worked = claim
            .monthly
            .and_then(|monthly| statute::wage_arrears(&claim.from, &claim.to, monthly));
        ClaimRow {
            words,
            working: worked.as_ref().map(|w| w.line.clone()).unwrap_or_default(),
            computed: worked.map(|w| w.total),
            calculator: String::new(),
            unsure: false,
            claim,
        }
    };
    case.sheet.claims().into_iter().map(row).collect()
}

/// Rows of the terms with what was paid on them, from the frozen text when there is one.
pub(crate) fn obligations(case: &Case, today: NaiveDate) -> Vec<ObligationRow> {
    let rows = match case.accord() {
        Some(accord) => accord.obligations.clone(),
        None => case.sheet.obligations(),
    };
    let parties = case.sheet.parties();
    let name = |id: &str| {
        parties.iter().find(|p| p.id.0 == id).map(|p| p.name.clone()).unwrap_or_default()
    };
    let mut out = Vec::new();
    for (row, no) in rows.into_iter().zip(1u32..) {
        let paid = case.paid_for(&row.id);
        let due = row.amount.unwrap_or(Fen(0));
        let late = row.due.map_or(0, |d| (today - d).num_days());
        let open = case.effective().is_some() && paid < due;
        let standing = match (open, paid.0 > 0) {
            (false, _) if due.0 > 0 && paid >= due => "paid",
            (true, _) if late > 0 => "overdue",
            (true, _) if late == 0 => "today",
            (_, true) => "part",
            _ => "open",
        };
        out.push(ObligationRow {
            no,
            payer: name(&row.payer),
            payee: name(&row.payee),
            paid,
            standing: standing.to_owned(),
            days_late: if standing == "overdue" { late } else { 0 },
            obligation: row,
        });
    }
    out
}

/// A paper as listed.
pub(crate) fn paper_row(case: &Case, summary: &Summary, paper: &Paper) -> PaperRow {
    PaperRow {
        case: case.id.clone(),
        case_title: title(summary),
        subject: summary.subject.clone(),
        state: paper.state(),
        missing: paper.missing().into_iter().cloned().collect(),
        hash8: paper.data_hash.chars().take(8).collect(),
        paper: paper.clone(),
    }
}

/// Days of a running period as cells; working-day periods show working days only.
fn cells(clocks: &[Deadline], kind: DeadlineKind, cx: &Context<'_>) -> Option<PeriodCells> {
    let clock = clocks.iter().find(|d| d.kind == kind)?;
    let (from, due) = (clock.from?, clock.due?);
    if clock.urgency == Urgency::Stopped {
        return None;
    }
    let raw = clock.raw.unwrap_or(due);
    let today = cx.today();
    let working = kind == DeadlineKind::Target;
    let days: Vec<NaiveDate> = from
        .iter_days()
        .skip(1)
        .take_while(|d| *d <= due)
        .filter(|d| !working || cx.calendar.is_working_day(*d).unwrap_or(true))
        .collect();
    let cells = days
        .iter()
        .map(|day| match day {
            d if *d == today => "now",
            d if *d == due => "end",
            d if *d < today => "past",
            d if *d >= raw && !working => "off",
            _ => "ahead",
        })
        .map(str::to_owned)
        .collect();
    let day = days.iter().filter(|d| **d <= today).count();
    Some(PeriodCells {
        first: *days.first()?,
        last: due,
        cells,
        day: i64::try_from(day).unwrap_or(0),
    })
}

/// A value of a field in words, for the history.
pub(crate) fn value_words(desk: &Desk, sheet: &Sheet, path: &str, value: &Value) -> String {
    let Some(field) = fields::field(path) else { return value.to_string() };
    match (field.kind, value) {
        (_, Value::Null) => String::new(),
        (FieldType::Money, v) => {
            v.as_i64().map(|f| format!("{} 元", Fen(f).format())).unwrap_or_default()
        }
        (FieldType::Flag, v) => (if v.as_bool() == Some(true) { "是" } else { "否" }).to_owned(),
        (FieldType::Choice(list), v) => {
            fields::words_for(list, v.as_str().unwrap_or_default()).to_owned()
        }
        (FieldType::Words(list), v) => {
            let words = v.as_array().into_iter().flatten().filter_map(Value::as_str);
            words.map(|w| fields::words_for(list, w)).collect::<Vec<_>>().join("、")
        }
        (FieldType::Moment, v) => {
            let text = v.as_str().unwrap_or_default();
            let at = chrono::DateTime::parse_from_rfc3339(text);
            at.map(|at| at.format("%Y-%m-%d %H:%M").to_string()).unwrap_or_else(|_| text.to_owned())
        }
        (_, Value::String(text)) if path.ends_with("/cause") || path.ends_with("/head") => {
            desk.law.causes.words(text).to_owned()
        }
        (_, Value::String(text)) if path.ends_with("/payer") || path.ends_with("/payee") => {
            sheet.text(&format!("parties/{text}/name"))
        }
        (_, Value::String(text)) if path.starts_with("terms/") && path.ends_with("/claim") => {
            desk.law.causes.words(&sheet.text(&format!("claims/{text}/head"))).to_owned()
        }
        (_, Value::String(text)) if path.starts_with("terms/") && path.ends_with("/member") => {
            sheet.text(&format!("members/{text}/name"))
        }
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}
