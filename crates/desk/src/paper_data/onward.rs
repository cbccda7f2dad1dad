//! Papers that hand a matter on or ask for help: 移送函, 转接单, 支持起诉, 法律援助, 呈报表, 后果告知.

use super::money;
use crate::session::{Desk, Session};
use crate::view_make;
use casework::{
    Case, DutyState, PartyKind, PartyRole, Transfer, TransferKind, duties, fields, risk, summary,
};
use chrono::TimeDelta;
use serde_json::{Value, json};
use statute::{Fen, RiskGrade};

/// Papers of the case that go with a letter, and the evidence that was named.
pub(super) fn materials(case: &Case) -> Vec<Value> {
    let stands = |p: &&casework::Paper| p.voided.is_none() && p.superseded_by.is_none();
    let sent = [
        "mediation-application",
        "oral-application-record",
        "session-record",
        "agreement",
        "group-annex",
        "termination-notice",
        "refusal-notice",
        "arbitration-application",
        "evidence-list",
    ];
    let mut all: Vec<Value> = case
        .papers
        .iter()
        .filter(stands)
        .filter(|p| sent.contains(&p.kind.as_str()))
        .map(|p| json!({ "name": p.title, "form": "复印件", "copies": 1, "pages": p.pages }))
        .collect();
    for code in case.sheet.words("case/evidence") {
        let name = fields::words_for(fields::EVIDENCE, &code);
        all.push(json!({ "name": name, "form": "复印件", "copies": 1, "pages": null }));
    }
    if all.is_empty() && !case.sheet.text("case/narrative").is_empty() {
        all.push(json!({ "name": "案情说明", "form": "复印件", "copies": 1, "pages": null }));
    }
    all
}

/// Workers concerned: members of a group, else the applicants.
pub(super) fn workers(case: &Case) -> usize {
    let members = case.members().len();
    if members > 0 { members } else { case.sheet.named(PartyRole::Applicant).len() }
}

/// What the applicants still want: what is left of the agreement, else what they claim.
fn at_stake(case: &Case) -> Option<Fen> {
    let left = case.performance().map(|p| p.left).filter(|left| left.0 > 0);
    left.or(Some(summary(case).claimed)).filter(|sum| sum.0 > 0)
}

/// 欠……: the heads of claim in one line.
fn wanted(desk: &Desk, case: &Case) -> String {
    let rows = view_make::claims(desk, case);
    let heads: Vec<String> = rows
        .iter()
        .filter(|r| !r.words.is_empty())
        .map(|r| format!("{}{}", super::claim_period(&r.claim.from, &r.claim.to), r.words))
        .collect();
    heads.join("、")
}

fn code(kind: TransferKind) -> &'static str {
    match kind {
        TransferKind::Inspection => "inspection",
        TransferKind::SocialInsurance => "social_insurance",
        TransferKind::Arbitration => "arbitration",
        TransferKind::Court => "court",
        TransferKind::Petition => "petition",
        _ => "other",
    }
}

/// D31, D32: as the open transfer says, else what the case says of the matter.
pub(super) fn transfer(desk: &Desk, session: &Session, case: &Case, kind: &str) -> Value {
    let open = case.after.transfers.iter().rev().find(|t| t.cancelled.is_none() && t.open());
    let mut matter = wanted(desk, case);
    if matter.is_empty() {
        matter = desk.law.causes.words(&case.sheet.text("case/cause")).to_owned();
    }
    let mut out = json!({
        "to": "", "kind": null, "matter": matter, "reason": "", "facts": case.sheet.text("case/narrative"),
        "request": "", "basis": [], "materials": materials(case), "reply_by": null, "consented_on": "",
        "contact": session.staff.name, "contact_phone": session.settings.phone, "cc": [],
        "appointment": null,
    });
    if kind == "suit-support-letter" {
        let county = &session.settings.county_name;
        if !county.is_empty() {
            out["to"] = format!("{county}人民检察院").into();
        }
        return out;
    }
    if let Some(t) = open {
        transferred(&mut out, t);
    }
    out
}

fn transferred(out: &mut Value, t: &Transfer) {
    let sent = &t.sent;
    out["to"] = sent.to.clone().into();
    out["kind"] = code(sent.transfer).into();
    if !sent.matter.is_empty() {
        out["matter"] = sent.matter.clone().into();
    }
    out["reply_by"] = sent.due.map(|d| d.to_string()).into();
    if let Some(a) = &sent.appointment {
        let bring: Vec<&str> = a.bring.split(['、', '\n']).filter(|b| !b.is_empty()).collect();
        out["appointment"] = json!({
            "date": a.at.date_naive().to_string(), "time": a.at.format("%H:%M").to_string(),
            "place": a.place, "contact": a.contact, "bring": bring,
        });
    }
}

/// D31: how many workers, how much, what has been done; why support is needed a person says.
pub(super) fn support(case: &Case) -> Value {
    let held = case.mediation.sessions.len();
    let mut efforts = Vec::new();
    if held > 0 {
        efforts.push(format!("组织调解{held}次"));
    }
    if let Some(ended) = &case.mediation.ended {
        efforts.push(format!("{}调解终止：{}", said(ended.on), ended.reason.words()));
    } else if case.effective().is_some() {
        efforts.push("双方达成调解协议，被申请人没有按期履行".to_owned());
    }
    for p in case.proceedings.iter().filter(|p| p.cancelled.is_none()) {
        if let Some(m) = casework::machine::machine(p.opened.procedure) {
            efforts.push(format!("{}已{}", said(p.opened.on), m.label));
        }
    }
    let efforts =
        if efforts.is_empty() { String::new() } else { format!("{}。", efforts.join("；")) };
    json!({
        "workers": workers(case), "amount": money(at_stake(case)), "grounds": [],
        "efforts": efforts, "gap": "",
    })
}

fn said(on: chrono::NaiveDate) -> String {
    on.format("%Y年%-m月%-d日").to_string()
}

/// D30: means are not examined where a migrant worker claims wages or for an injury (法律援助法 Art. 42(3)).
pub(super) fn aid(desk: &Desk, session: &Session, case: &Case) -> Value {
    let sheet = &case.sheet;
    let applicant = sheet.named(PartyRole::Applicant).into_iter().next();
    let marks = applicant.map(|p| sheet.words(&format!("parties/{}/vulnerable", p.id)));
    let marks = marks.unwrap_or_default();
    let migrant = marks.iter().any(|m| m == "migrant");
    let injury = case.sheet.claims().iter().any(|c| c.head.contains("injury"));
    let wages = case.sheet.claims().iter().any(|c| c.head.contains("wage"))
        || sheet.text("case/cause").contains("wage");
    let exempt = match (migrant, injury, wages) {
        (true, true, _) => Some("migrant_injury"),
        (true, _, true) => Some("migrant_wage"),
        _ => None,
    };
    let county = &session.settings.county_name;
    let to = if county.is_empty() { String::new() } else { format!("{county}法律援助中心") };
    let matter = match wanted(desk, case) {
        none if none.is_empty() => desk.law.causes.words(&sheet.text("case/cause")).to_owned(),
        heads => format!("请求支付{heads}"),
    };
    let names = materials(case);
    let names = names.iter().filter_map(|m| m["name"].as_str());
    let mut papers: Vec<Value> = vec![json!({ "name": "身份证复印件" })];
    papers.extend(names.map(|name| json!({ "name": name })));
    json!({
        "to": to, "matter": matter, "form": null, "means": exempt.map(|_| "exempt"),
        "exempt_code": exempt, "proof": "", "family": null, "income": null,
        "facts": sheet.text("case/narrative"), "materials": papers,
    })
}

/// D39: grade and grounds by the table of risk, measures from what the case records.
pub(super) fn major(desk: &Desk, session: &Session, case: &Case) -> Value {
    let risk = risk(case, &desk.context(session));
    let mut reasons: Vec<String> = risk.fired.iter().map(|rule| rule.words.clone()).collect();
    if let Some(graded) = risk.graded.as_ref().filter(|g| !g.reason.is_empty()) {
        reasons.push(graded.reason.clone());
    }
    let m = &case.mediation;
    let mut measures = Vec::new();
    if let Some(r) = &m.received {
        measures.push(format!("{}收到申请", said(r.at.date_naive())));
    }
    if let Some(a) = &m.accepted {
        measures.push(format!("{}受理，由{}办理", said(a.on), a.mediators.join("、")));
    }
    for s in &m.sessions {
        measures.push(format!("{}{}", said(s.at.date_naive()), s.kind.words()));
    }
    for t in case.after.tasks.iter().filter(|t| t.cancelled.is_none()) {
        measures.push(format!("{}：{}", t.set.agency, t.set.what));
    }
    let respond = risk.level.escalate_hours.map(|h| desk.now() + TimeDelta::hours(i64::from(h)));
    let county = &session.settings.county_name;
    let report_to = match risk.grade {
        RiskGrade::General => String::new(),
        _ if county.is_empty() => String::new(),
        _ => format!("{county}总工会"),
    };
    json!({
        "grade": risk.level.words, "report_to": report_to, "reported_at": desk.now().to_rfc3339(),
        "respond_by": respond.map(|at| at.to_rfc3339()), "workers": workers(case),
        "amount": money(at_stake(case)), "occurred_on": null, "reasons": reasons,
        "course": case.sheet.text("case/narrative"), "measures": measures, "trend": "", "requests": "",
    })
}

/// D38: what is owed and what the respondent is in the chain; which consequences are told a person ticks.
pub(super) fn warning(desk: &Desk, case: &Case) -> Value {
    let late: Vec<_> = duties(case, desk.today())
        .into_iter()
        .filter(|d| d.state == DutyState::Overdue && d.left.0 > 0)
        .collect();
    let open = Fen(late.iter().map(|d| d.left.0).sum());
    let (facts, owed) = if late.is_empty() {
        let heads = wanted(desk, case);
        let facts = if heads.is_empty() {
            String::new()
        } else {
            format!("申请人请求你单位支付{heads}")
        };
        (facts, at_stake(case))
    } else {
        let rows: Vec<String> = late
            .iter()
            .map(|d| {
                let due = d.due.map(|day| format!("应于{}付清，", said(day))).unwrap_or_default();
                format!("{}{due}至今尚有{}元未付", d.what, d.left.format())
            })
            .collect();
        (format!("按照调解协议，{}", rows.join("；")), Some(open))
    };
    let respondents = case.sheet.named(PartyRole::Respondent);
    let employers = respondents.iter().filter(|p| p.kind == PartyKind::Employer);
    let roles: Vec<&str> = employers
        .filter_map(|p| match p.chain_role.as_str() {
            "owner" => Some("developer"),
            "general" => Some("general"),
            "sub" => Some("subcontractor"),
            _ => None,
        })
        .collect();
    json!({ "facts": facts, "owed": money(owed), "items": [], "liability": null, "roles": roles })
}
