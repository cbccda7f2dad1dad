//! The data behind a paper: `assets/documents/DATA.md`, filled from the case.

mod advice;
mod closing;
mod desk_papers;
mod group;
mod law;
mod matter;
mod onward;
mod parties;
mod performance;
mod service;
mod steps;
mod talks;
mod translation;

use crate::session::{Desk, Session};
use crate::view_make;
use casework::{Case, DeadlineKind, Number, ReferralBasis, deadlines, fields};
use documents::Kind;
pub(crate) use matter::issuer;
use performance::spread;
use serde_json::{Map, Value, json};
use statute::{Fen, OrgBases};

/// Amount in figures and capitals; `null` without an amount.
pub(crate) fn money(amount: Option<Fen>) -> Value {
    match amount.map(|a| (a, a.capitals())) {
        Some((a, Ok(capitals))) => {
            json!({ "amount_fen": a.0, "amount": a.format(), "capitals": capitals })
        }
        _ => Value::Null,
    }
}

/// How much is found out for a paper.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// All of it: the paper is going to stand.
    Whole,
    /// For a look: what takes its time may be missing, and comes with a later look.
    Sketch,
}

/// Data of a paper; `answers` (dotted path → value) are laid over what the case says.
pub(crate) fn data(
    desk: &Desk,
    session: &Session,
    case: &Case,
    kind: &Kind,
    answers: &Map<String, Value>,
    number: Option<&Number>,
    depth: Depth,
) -> Value {
    let (answers, _) = &crate::paper_form::read(kind, answers, *desk.now().offset());
    let mut data = json!({
        "org": org(session),
        "doc": {
            "id": "",
            "number": number.map(|n| n.text.clone()),
            "date": desk.today().to_string(),
            "copies": crate::paper::copies_of(case, kind),
            "by": { "name": session.staff.name, "phone": session.settings.phone },
            "supersedes": Value::Null,
            "practice": desk.practises(),
        },
        "case": the_case(desk, session, case),
        "applicants": parties::of(case, casework::PartyRole::Applicant, desk.today()),
        "respondents": parties::of(case, casework::PartyRole::Respondent, desk.today()),
        "third": parties::of(case, casework::PartyRole::Third, desk.today()),
        "claims": claims(desk, case),
        "claims_total": total(case),
        "evidence": evidence(case),
        "witnesses": [],
        "clocks": clocks(desk, session, case),
        "fields": {},
    });
    if kind.of_union() {
        let org = &mut data["org"];
        org["mediation"] = org["name"].take();
        // A union that nobody has named is asked for: its letter never goes out under another name.
        org["name"] = issuer(session).into();
        org["seal_name"] = org["name"].clone();
    }
    if !case.computations.is_empty() {
        (data["computations"], data["computations_total"]) = law::computations(desk, case);
    }
    for (name, value) in steps::all(desk, session, case, kind, answers, depth) {
        data[name] = value;
    }
    // The forms that follow a letter print their number in a place of their own.
    if data["supervision"].is_object() {
        data["supervision"]["no"] = data["doc"]["number"].clone();
    }
    for (path, value) in answers {
        if path == "for" {
            data["fields"]["for"] = value.clone();
        } else if !matches!(path.as_str(), "payment" | "session" | "basis" | "paper") {
            set(&mut data, path, value.clone());
        }
    }
    data
}

/// Title of a paper as it is listed: a 复函 that rests on nothing is only a notice.
pub(crate) fn title(kind: &Kind, data: &Value) -> String {
    let notice = data["referral"]["basis"].as_str() == Some("notice_only");
    if kind.id == "arbitration-reply" && notice {
        return "调解情况告知函".to_owned();
    }
    kind.title.clone()
}

/// Sets a dotted path, making the objects and list elements on the way.
fn set(data: &mut Value, path: &str, value: Value) {
    let mut at = data;
    for part in path.split('.') {
        at = match part.parse::<usize>() {
            Ok(index) if at.is_array() || at.is_null() => {
                if at.is_null() {
                    *at = json!([]);
                }
                let list = at.as_array_mut().expect("a list, or just made one");
                while list.len() <= index {
                    list.push(Value::Null);
                }
                &mut list[index]
            }
            _ => {
                if !at.is_object() {
                    *at = json!({});
                }
                &mut at[part]
            }
        };
    }
    *at = value;
}

fn org(session: &Session) -> Value {
    let s = &session.settings;
    let seal = if s.seal_name.is_empty() { &s.org_name } else { &s.seal_name };
    json!({
        "name": s.org_name,
        "seal_name": seal,
        "short": s.number_word,
        "legal_basis": OrgBases::embedded().words(&s.legal_basis),
        "address": s.address,
        "phone": s.phone,
        "county": s.county_name,
        "commission": s.commission,
        "commission_address": s.commission_address,
        "commission_phone": s.commission_phone,
        "court": s.court,
        "retention": "自结案之日起不少于五年",
        "privacy_contact": if s.privacy_contact.is_empty() { &s.phone } else { &s.privacy_contact },
        "station": s.station,
    })
}

fn the_case(desk: &Desk, session: &Session, case: &Case) -> Value {
    let sheet = &case.sheet;
    let m = &case.mediation;
    let received = m.received.as_ref().map(|r| r.at);
    let received = received
        .or_else(|| chrono::DateTime::parse_from_rfc3339(&sheet.text("case/received_at")).ok());
    let mediators: Vec<Value> = match &m.accepted {
        Some(a) => a.mediators.iter().map(|n| json!({ "name": n })).collect(),
        None => vec![json!({ "name": session.staff.name })],
    };
    let recorder = m.accepted.as_ref().map(|a| a.recorder.clone()).filter(|r| !r.is_empty());
    let channel = sheet.text("case/channel");
    let entrusted = matches!(channel.as_str(), "arbitration" | "court");
    let cause = sheet.text("case/cause");
    let cause = match cause.as_str() {
        "" => sheet.claims().first().map(|c| c.head.clone()).unwrap_or_default(),
        _ => cause,
    };
    json!({
        "number": case.number().map(|n| n.text.clone()),
        "cause": desk.law.causes.words(&cause),
        "channel": fields::words_for(fields::CHANNELS, &channel),
        "received_on": received.map(|at| at.date_naive().to_string()),
        "received_at": received.map(|at| at.to_rfc3339()),
        "received_by": m.received.as_ref().map_or(&session.staff.name, |r| &r.receiver),
        "accepted_on": m.accepted.as_ref().map(|a| a.on.to_string()),
        "place": if session.settings.station.is_empty() { &session.settings.org_name } else { &session.settings.station },
        "work_place": sheet.text("case/place"),
        "matter": "",
        "narrative": sheet.text("case/narrative"),
        "reasons": sheet.text("case/demand"),
        "mediators": mediators,
        "recorder": { "name": recorder.unwrap_or_else(|| session.staff.name.clone()) },
        "entrust": entrusted.then(|| json!({
            "by": sheet.text("case/entrusting"),
            "kind": channel,
            "letter_number": sheet.text("case/entrust_letter"),
            "letter_date": sheet.text("case/entrust_letter_date"),
            "return_by": sheet.text("case/entrust_return_by"),
            "case_number": sheet.text("case/entrust_case_no"),
        })),
    })
}

/// Months of a claim in words: 2026年9月至10月.
pub(crate) fn claim_period(from: &str, to: &str) -> String {
    let part = |text: &str| {
        let (year, month) = text.split_once('-')?;
        Some((year.to_owned(), month.trim_start_matches('0').to_owned()))
    };
    match (part(from), part(to)) {
        (Some((y, m)), Some((y2, m2))) if (&y, &m) == (&y2, &m2) => format!("{y}年{m}月"),
        (Some((y, m)), Some((y2, m2))) if y == y2 => format!("{y}年{m}月至{m2}月"),
        (Some((y, m)), Some((y2, m2))) => format!("{y}年{m}月至{y2}年{m2}月"),
        (Some((y, m)), None) => format!("{y}年{m}月"),
        _ => String::new(),
    }
}

fn claims(desk: &Desk, case: &Case) -> Vec<Value> {
    let rows = view_make::claims(desk, case);
    let filled = rows.into_iter().filter(|r| !r.claim.head.is_empty() || r.claim.amount.is_some());
    filled
        .zip(1..)
        .map(|(row, no)| {
            let period = claim_period(&row.claim.from, &row.claim.to);
            let verb = if row.claim.amount.is_some() { "支付" } else { "" };
            let head = if row.words.is_empty() { "款项".to_owned() } else { row.words };
            // 拖欠工资 names the cause; what is asked for is the wage itself.
            let asked = head.trim_start_matches("拖欠");
            let text = if row.claim.note.is_empty() {
                format!("{verb}{period}{asked}")
            } else {
                format!("{verb}{period}{asked}（{}）", row.claim.note)
            };
            let basis = desk.law.causes.get(&row.claim.head).map(|c| c.basis.clone());
            // A working that gives another sum than the one claimed would contradict the paper.
            let fits = row.computed.is_none() || row.computed == row.claim.amount;
            let working = if fits { row.working } else { String::new() };
            let mut claim = json!({
                "no": no, "head": head, "text": text, "period": period,
                "working": working, "basis": basis,
                "amount_fen": null, "amount": null, "capitals": null,
            });
            if let Value::Object(sum) = money(row.claim.amount) {
                for (name, value) in sum {
                    claim[name] = value;
                }
            }
            claim
        })
        .collect()
}

fn total(case: &Case) -> Value {
    let sum = case.sheet.claimed();
    if sum.0 > 0 { money(Some(sum)) } else { Value::Null }
}

fn evidence(case: &Case) -> Vec<Value> {
    let ticked = case.sheet.words("case/evidence").into_iter();
    ticked
        .zip(1..)
        .map(|(code, no)| {
            json!({
                "no": no,
                "name": fields::words_for(fields::EVIDENCE, &code),
                "source": "申请人提交", "proves": "", "form": "复印件", "copies": 1, "pages": null,
            })
        })
        .collect()
}

fn clocks(desk: &Desk, session: &Session, case: &Case) -> Value {
    let mut out = Map::new();
    for clock in deadlines(case, &desk.context(session)) {
        let (Some(from), Some(until)) = (clock.from, clock.due) else { continue };
        let span = json!({ "from": from.to_string(), "until": until.to_string(), "note": null });
        match clock.kind {
            DeadlineKind::MediationPeriod => {
                out.insert("mediation_received".into(), span);
                if let (Some(other), Some(accepted)) = (clock.other_due, &case.mediation.accepted) {
                    let span = json!({ "from": accepted.on.to_string(), "until": other.to_string(), "note": null });
                    out.insert("mediation_accepted".into(), span);
                }
            }
            DeadlineKind::AcceptanceDecision => {
                out.insert("reply".into(), span.clone());
                out.insert("accept".into(), span);
            }
            _ => {}
        }
    }
    Value::Object(out)
}

/// Basis of a hand-over in the words of the templates.
pub(crate) fn basis_code(basis: ReferralBasis) -> &'static str {
    match basis {
        ReferralBasis::Entrusted => "entrusted",
        ReferralBasis::Application => "own_application",
        ReferralBasis::Notice => "notice_only",
    }
}
