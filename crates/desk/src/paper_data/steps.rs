//! What only some papers need: the session, the terms, the end, the payment …

use super::{Depth, money};
use crate::session::{Desk, Session};
use crate::view_make;
use casework::{
    Case, DeadlineKind, EndReason, ObligationKind, ReferralBasis, RefuseReason, SessionResult,
    deadlines, fields,
};
use documents::Kind;
use serde_json::{Map, Value, json};
use statute::Fen;

/// Parts of the data that hang on the kind and on what was answered.
pub(super) fn all(
    desk: &Desk,
    session: &Session,
    case: &Case,
    kind: &Kind,
    answers: &Map<String, Value>,
    depth: Depth,
) -> Vec<(&'static str, Value)> {
    let mut all = vec![
        ("inquiry", inquiry(desk, session, case)),
        ("refusal", refusal(case)),
        ("receipt", receipt(desk, session, case)),
        ("session", held(session, case, kind, answers)),
        ("extension", extension(desk, session, case, answers)),
        ("terms", terms(desk, case)),
        ("ending", ending(case)),
        ("referral", referral(session, case, answers)),
        ("payment", payment(case, answers)),
        ("service", super::service::service(case, answers)),
        ("members", super::group::members(case)),
        ("representatives", super::group::representatives(case, desk.today(), &place(session))),
        ("annex", super::group::annex(case)),
        ("sheet", super::group::sheet(case, answers, desk.today())),
        ("dunning", super::performance::dunning(desk, session, case)),
        ("performance", super::performance::performed(case, desk.today())),
        ("application", super::performance::application(desk, session, case, &kind.id, answers)),
        ("advice", advice(desk, session, case, kind)),
    ];
    all.extend(only(desk, session, case, &kind.id, answers, depth));
    all
}

/// Parts that one kind alone prints: worked out for that kind, so that a preview stays quick.
fn only(
    desk: &Desk,
    session: &Session,
    case: &Case,
    kind: &str,
    answers: &Map<String, Value>,
    depth: Depth,
) -> Vec<(&'static str, Value)> {
    use super::{closing, desk_papers, matter, onward, talks};
    match kind {
        "supplement-notice" => vec![("supplement", talks::supplement(case))],
        "suspension-record" => vec![("suspension", talks::suspension(desk, case))],
        "mediation-proposal" => vec![("proposal", talks::proposal(desk, case))],
        "tripartite-minutes" => vec![("meeting", talks::meeting(desk, session, case))],
        "agreement-lao" | "receipt-bilingual" | "rights-notice-bilingual" => {
            vec![("translation", super::translation::translation(desk, session, case, answers))]
        }
        "withdrawal-application" => vec![("withdrawal", talks::withdrawal(case))],
        "consultation-record" => {
            vec![("consultation", desk_papers::consultation(desk, session, case))]
        }
        "power-of-attorney" => vec![("authority", desk_papers::authority(case, answers))],
        "evidence-receipt" => vec![("handed", desk_papers::handed(desk, case, answers))],
        "transfer-letter" | "referral-slip" => {
            vec![("transfer", onward::transfer(desk, session, case, kind))]
        }
        "suit-support-letter" => vec![
            ("transfer", onward::transfer(desk, session, case, kind)),
            ("support", onward::support(case)),
        ],
        "legal-aid-application" => vec![("aid", onward::aid(desk, session, case))],
        "major-dispute-report" => vec![("major", onward::major(desk, session, case))],
        "consequence-notice" => vec![("warning", onward::warning(desk, case))],
        "closing-approval" => vec![("closing", closing::closing(desk, session, case, &[]))],
        "dossier-cover" => {
            let rows = closing::contents(desk, session, case, depth);
            vec![("closing", closing::closing(desk, session, case, &rows))]
        }
        "dossier-index" => {
            vec![("index", closing::index(&closing::contents(desk, session, case, depth)).into())]
        }
        "dossier-note" => {
            let rows = closing::contents(desk, session, case, depth);
            vec![
                ("closing", closing::closing(desk, session, case, &rows)),
                ("dossier_note", closing::note(&rows)),
            ]
        }
        "follow-up-record" => vec![("visit", closing::visit(desk, case))],
        "supervision-reminder" | "supervision-opinion" | "supervision-proposal" => {
            vec![("letter", matter::letter(session, case, kind))]
        }
        "supervision-record" => vec![("inspection", matter::inspection(desk, session, case))],
        "supervision-reply" | "rectification-check" | "supervision-closing" => {
            vec![("supervision", matter::supervision(desk, session, case, kind))]
        }
        "handover-sheet" => vec![("handover", matter::handover(desk, session))],
        _ => Vec::new(),
    }
}

/// The triage is worked out for the paper that tells it, not for every paper.
fn advice(desk: &Desk, session: &Session, case: &Case, kind: &Kind) -> Value {
    if kind.id == "advice" { super::advice::advice(desk, session, case) } else { Value::Null }
}

fn place(session: &Session) -> String {
    let s = &session.settings;
    if s.station.is_empty() { s.org_name.clone() } else { s.station.clone() }
}

fn inquiry(desk: &Desk, session: &Session, case: &Case) -> Value {
    let clocks = deadlines(case, &desk.context(session));
    let reply = clocks.iter().find(|d| d.kind == DeadlineKind::AcceptanceDecision);
    let asked = case.mediation.inquiries.first();
    json!({
        "reply_by": reply.and_then(|d| d.due).map(|d| d.to_string()),
        "method": asked.and_then(|i| i.asked_way).map(|w| w.words()),
        "sent_on": asked.and_then(|i| i.asked_on).map(|d| d.to_string()),
    })
}

fn refusal(case: &Case) -> Value {
    let Some(refused) = &case.mediation.refused else { return Value::Null };
    let code = match refused.reason {
        RefuseReason::NoConsent | RefuseReason::NoAnswer => "respondent_refused",
        RefuseReason::OutOfScope => "out_of_scope",
        RefuseReason::AlreadyDecided => "already_decided",
    };
    json!({ "reason": refused.reason.words(), "reason_code": code, "article": "", "decided_on": refused.on.to_string(), "note": refused.note })
}

fn receipt(desk: &Desk, session: &Session, case: &Case) -> Value {
    let received = case.mediation.received.as_ref();
    let oral = received.is_none_or(|r| r.form == "oral");
    let first = if oral { "口头申请笔录" } else { "调解申请书" };
    let mut materials = vec![json!({ "name": first, "form": "原件", "copies": 1, "pages": null })];
    for code in case.sheet.words("case/evidence") {
        let name = fields::words_for(fields::EVIDENCE, &code);
        materials.push(json!({ "name": name, "form": "复印件", "copies": 1, "pages": null }));
    }
    json!({
        "materials": materials,
        "received_at": received.map_or_else(|| desk.now(), |r| r.at).to_rfc3339(),
        "received_by": received.map_or(&session.staff.name, |r| &r.receiver),
    })
}

/// The planned session for a notice, the session named in the answers or the latest one for a record.
fn held(session: &Session, case: &Case, kind: &Kind, answers: &Map<String, Value>) -> Value {
    let m = &case.mediation;
    let host = m.accepted.as_ref().and_then(|a| a.mediators.first().cloned());
    let host = host.unwrap_or_else(|| session.staff.name.clone());
    let wanted = answers.get("session").and_then(Value::as_str);
    if kind.id == "session-notice" {
        let planned = m.planned.iter().find(|p| wanted.is_none_or(|w| p.id.0 == w));
        let Some(p) = planned else { return Value::Null };
        return json!({
            "no": m.sessions.len() + 1,
            "date": p.at.date_naive().to_string(), "from": p.at.format("%H:%M").to_string(), "to": null,
            "place": p.place, "mode": "现场", "bring": ["身份证原件", "与争议有关的证据原件"], "host": host,
        });
    }
    let held = m.sessions.iter().rev().find(|s| wanted.is_none_or(|w| s.id.0 == w));
    let Some(s) = held else { return Value::Null };
    let no = m.sessions.iter().position(|x| x.id == s.id).map_or(1, |i| i + 1);
    let present: Vec<Value> = s
        .present
        .iter()
        .map(|p| json!({ "name": p.name, "capacity": p.capacity, "id_checked": true }))
        .collect();
    let statements: Vec<Value> =
        s.statements.iter().map(|x| json!({ "speaker": x.who, "text": x.text })).collect();
    let proposals: Vec<Value> = if s.proposal.is_empty() {
        Vec::new()
    } else {
        vec![json!({ "by": "调解员", "text": s.proposal })]
    };
    let lines = |path: &str| -> Vec<String> {
        case.sheet.text(path).lines().filter(|l| !l.is_empty()).map(str::to_owned).collect()
    };
    let result = match s.result {
        SessionResult::Agreed => "agreed",
        SessionResult::Continue => "adjourned",
        SessionResult::Failed => "failed",
    };
    json!({
        "no": no,
        "date": s.at.date_naive().to_string(),
        "from": s.at.format("%H:%M").to_string(),
        "to": s.until.map(|u| u.format("%H:%M").to_string()),
        "place": s.place,
        "mode": if s.mode == casework::SessionMode::Tent { "流动仲裁庭" } else { s.mode.words() },
        "host": s.mediators.first().cloned().unwrap_or(host),
        "recorder": if s.recorder.is_empty() { session.staff.name.clone() } else { s.recorder.clone() },
        "present": present, "absent": [],
        "rights_told": true, "rights_answer": "听清楚了，不申请回避",
        "recording": null,
        "statements": statements,
        "evidence_note": "",
        "undisputed": lines("case/undisputed"), "issues": lines("case/issues"),
        "proposals": proposals,
        "result": result, "result_text": s.note, "next": null,
    })
}

fn extension(desk: &Desk, session: &Session, case: &Case, answers: &Map<String, Value>) -> Value {
    let clocks = deadlines(case, &desk.context(session));
    let period = clocks.iter().find(|d| d.kind == DeadlineKind::MediationPeriod);
    let from = period.and_then(|d| d.due);
    let until = answers.get("extension.until").and_then(Value::as_str);
    let until: Option<chrono::NaiveDate> = until.and_then(|u| u.parse().ok());
    json!({
        "from": from.map(|d| d.to_string()),
        "until": until.map(|d| d.to_string()),
        "days": from.zip(until).map(|(f, u)| (u - f).num_days()),
        "reason": "",
        "agreed_on": desk.today().to_string(),
    })
}

/// How one row of the terms reads on paper: each kind of duty says what it needs to be performed and enforced.
struct Said {
    what: String,
    payee: Option<String>,
    due: Option<chrono::NaiveDate>,
    due_text: String,
    method: String,
    note: String,
}

impl Said {
    fn of(case: &Case, o: &casework::Obligation) -> Self {
        let name = case.sheet.text(&format!("members/{}/name", o.member));
        let member = (!o.member.is_empty() && !name.is_empty()).then_some(name);
        let payee = match (o.payee.as_str(), &member) {
            (casework::EACH_MEMBER, _) => Some("附表所列各职工".to_owned()),
            (casework::AUTHORITY, _) => Some("社会保险经办（征收）机构".to_owned()),
            (_, Some(member)) => Some(member.clone()),
            _ => None,
        };
        let mut said = Self {
            what: o.what.clone(),
            payee,
            due: o.due,
            due_text: if o.on_spot { "签订本协议当场".to_owned() } else { String::new() },
            method: fields::words_for(fields::METHODS, &o.method).to_owned(),
            note: String::new(),
        };
        if o.on_event() {
            let within = match o.event_days {
                Some(days) if days > 0 => format!("后{days}日内"),
                _ => "时".to_owned(),
            };
            let limit = o.outer_day().map(|d| d.format("%Y年%-m月%-d日").to_string());
            let limit = limit.map(|d| format!("，最迟{d}")).unwrap_or_default();
            said.due_text = format!("{}{within}{limit}", o.event.trim_end_matches('。'));
            said.due = None;
        }
        match o.kind {
            ObligationKind::Money | ObligationKind::Event => {}
            ObligationKind::SocialInsurance => {
                let months = super::claim_period(&o.from, &o.to);
                let whom = member.map(|m| format!("为{m}")).unwrap_or_default();
                said.note =
                    format!("{whom}补缴{months}社会保险费单位应缴部分，以经办机构的缴费凭证为准");
                if said.method.is_empty() {
                    fields::words_for(fields::METHODS, "authority").clone_into(&mut said.method);
                }
            }
            ObligationKind::Escrow => {
                if said.method.is_empty() {
                    fields::words_for(fields::METHODS, "escrow").clone_into(&mut said.method);
                }
                said.note = "由上列专户支付".to_owned();
            }
            ObligationKind::Deed => {
                if !o.deed.is_empty() {
                    said.what = o.deed.trim_end_matches('。').to_owned();
                }
                if said.method.is_empty() {
                    "实际履行".clone_into(&mut said.method);
                }
                if !o.proof.is_empty() {
                    said.note = format!("以{}为已履行的证明", o.proof);
                }
            }
        }
        said
    }

    /// The account of the row itself, else that of the agreement where money is transferred.
    fn account(&self, o: &casework::Obligation, usual: &Value) -> Value {
        if !o.account_no.is_empty() {
            return json!({ "holder": o.account_name, "bank": o.bank, "number": o.account_no });
        }
        if o.method == "transfer" { usual.clone() } else { Value::Null }
    }
}

/// The terms: the frozen ones when a version stands, else those on the sheet.
fn terms(desk: &Desk, case: &Case) -> Value {
    let sheet = &case.sheet;
    let account = json!({
        "holder": sheet.text("agreement/account_name"),
        "bank": sheet.text("agreement/bank"),
        "number": sheet.text("agreement/account_no"),
    });
    let mut obligations = Vec::new();
    let (mut sum, mut spot) = (0, 0);
    for row in view_make::obligations(case, desk.today()) {
        let o = &row.obligation;
        let said = Said::of(case, o);
        let mut item = json!({
            "no": row.no, "payer": row.payer,
            "payee": said.payee.clone().unwrap_or_else(|| row.payee.clone()), "what": said.what,
            "amount_fen": null, "amount": null, "capitals": null,
            "due": said.due.map(|d| d.to_string()), "due_text": said.due_text,
            "method": said.method,
            "account": said.account(o, &account),
            "paid_on": null, "note": said.note,
        });
        if let Value::Object(parts) = money(o.amount) {
            for (name, value) in parts {
                item[name] = value;
            }
        }
        let amount = o.amount.map_or(0, |a| a.0);
        sum += amount;
        spot += if o.on_spot { amount } else { 0 };
        obligations.push(item);
    }
    let mut clauses: Vec<Value> =
        sheet.clauses().iter().map(|c| json!({ "title": "", "text": c.text })).collect();
    if sheet.flag("agreement/acceleration") {
        clauses
            .push(json!({ "title": "", "text": "任何一期到期未付足的，其余未付款项一并到期。" }));
    }
    let accord = case.accord();
    json!({
        "agreed_on": accord.map_or_else(|| desk.today(), |a| a.frozen_on).to_string(),
        "facts": sheet.text("agreement/facts"),
        "obligations": obligations,
        "total": if sum > 0 { money(Some(Fen(sum))) } else { Value::Null },
        "clauses": clauses,
        "paid_on_the_spot": if spot > 0 { money(Some(Fen(spot))) } else { Value::Null },
        "default_clause": "",
        "no_further_dispute": sheet.flag("agreement/no_further"),
        "claimed_more": sum < sheet.claimed().0,
        "effective_on": accord.and_then(|a| a.effective_on).map(|d| d.to_string()),
    })
}

fn ending(case: &Case) -> Value {
    let m = &case.mediation;
    let lines = |path: &str| -> Vec<String> {
        case.sheet.text(path).lines().filter(|l| !l.is_empty()).map(str::to_owned).collect()
    };
    let (on, reason, code) = match (&m.ended, &m.refused, &m.withdrawn) {
        (Some(e), _, _) => {
            let code = match e.reason {
                EndReason::Expired => "expired",
                EndReason::PartyEnds => "party_ended",
                EndReason::NotSigned => "refused_to_sign",
                EndReason::Irreconcilable | EndReason::Lost => "irreconcilable",
            };
            let reason =
                if e.note.is_empty() { e.reason.words().to_owned() } else { e.note.clone() };
            (e.on, reason, code)
        }
        (None, Some(r), _) => (r.on, r.reason.words().to_owned(), "party_ended"),
        (None, None, Some(w)) => (w.on, format!("申请人撤回申请。{}", w.reason), "withdrawn"),
        // A file that was entrusted is answered with its result as well (needs.md § (b), corrections).
        _ => match case.effective().and_then(|a| a.effective_on) {
            Some(on) => (on, "双方达成调解协议".to_owned(), "agreed"),
            None => return Value::Null,
        },
    };
    let performance = case.performance();
    json!({
        "ended_on": on.to_string(), "reason": reason, "reason_code": code,
        "sessions": m.sessions.len(),
        "undisputed": lines("case/undisputed"), "issues": lines("case/issues"),
        "promised": money(performance.as_ref().map(|p| p.promised)),
        "paid": money(performance.as_ref().map(|p| p.paid).filter(|paid| paid.0 > 0)),
        "paid_on": performance.and_then(|p| p.completed_on).map(|d| d.to_string()),
    })
}

/// Basis of a 复函: as answered; entrusted when the file came from the commission; else only a notice.
fn referral(session: &Session, case: &Case, answers: &Map<String, Value>) -> Value {
    let sheet = &case.sheet;
    let answered = answers.get("basis").cloned();
    let answered: Option<ReferralBasis> = answered.and_then(|b| serde_json::from_value(b).ok());
    let from_commission = sheet.text("case/channel") == "arbitration";
    let basis = answered.unwrap_or(if from_commission {
        ReferralBasis::Entrusted
    } else {
        ReferralBasis::Notice
    });
    let application = case.standing_paper("arbitration-application");
    let mut materials: Vec<Value> = Vec::new();
    let mut add = |name: &str, pages: Option<u32>| {
        materials.push(json!({ "name": name, "form": "复印件", "copies": 1, "pages": pages }));
    };
    if basis == ReferralBasis::Entrusted {
        // What came with the entrusting letter goes back with the answer.
        add("委托调解函所附材料", None);
    }
    for paper in case.papers.iter().filter(|p| p.voided.is_none() && p.superseded_by.is_none()) {
        let sent = matches!(
            paper.kind.as_str(),
            "oral-application-record"
                | "session-record"
                | "agreement"
                | "termination-notice"
                | "arbitration-application"
        );
        if sent {
            add(&paper.title, Some(paper.pages));
        }
    }
    for code in sheet.words("case/evidence") {
        add(fields::words_for(fields::EVIDENCE, &code), None);
    }
    let commission = match (basis, sheet.text("case/entrusting")) {
        (ReferralBasis::Entrusted, by) if !by.is_empty() => by,
        _ => session.settings.commission.clone(),
    };
    json!({
        "basis": super::basis_code(basis),
        "commission": commission,
        "letter_number": sheet.text("case/entrust_letter"),
        "case_number": sheet.text("case/entrust_case_no"),
        "letter_date": sheet.text("case/entrust_letter_date"),
        "return_by": sheet.text("case/entrust_return_by"),
        "application_date": application.map(|p| p.on.to_string()),
        "materials": materials,
        "contact": session.staff.name,
        "contact_phone": session.settings.phone,
    })
}

fn payment(case: &Case, answers: &Map<String, Value>) -> Value {
    let wanted = answers.get("payment").and_then(Value::as_str);
    let standing = case.payments.iter().filter(|p| p.cancelled.is_none());
    let found = standing.clone().rev().find(|p| wanted.is_none_or(|w| p.id.0 == w));
    let (Some(p), Some(accord)) = (found, case.accord()) else { return Value::Null };
    let Some(at) = accord.obligations.iter().position(|o| o.id == p.obligation) else {
        return Value::Null;
    };
    let row = &accord.obligations[at];
    let name = |id: &str| case.sheet.text(&format!("parties/{id}/name"));
    let before: i64 = standing.take_while(|x| x.id != p.id).map(|x| x.amount.0).sum();
    let promised: i64 = accord.obligations.iter().filter_map(|o| o.amount).map(|a| a.0).sum();
    let left = promised - before - p.amount.0;
    let next =
        accord.obligations.iter().filter(|o| case.paid_for(&o.id) < o.amount.unwrap_or(Fen(0)));
    let mut item = json!({
        "receipt_no": "", "obligation_no": at + 1, "what": row.what,
        "payer": name(&row.payer), "payee": name(&row.payee),
        "received_on": p.on.to_string(), "method": p.way.words(), "proof": p.note,
        "agreement_number": case.number().map(|n| n.text.clone()),
        "agreement_date": accord.frozen_on.to_string(),
        "remaining": if left > 0 { money(Some(Fen(left))) } else { Value::Null },
        "next_due": next.filter_map(|o| o.due).min().map(|d| d.to_string()),
    });
    if let Value::Object(parts) = money(Some(p.amount)) {
        for (name, value) in parts {
            item[name] = value;
        }
    }
    item
}
