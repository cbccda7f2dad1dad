//! 诊, the whole sheet: remarks on the parties, jurisdiction, limitation, estimate, risk, routes, questions.

use super::{Risk, remarks, risk};
use crate::case::{Case, ProcedureKind as K};
use crate::context::Context;
use crate::decide::guards;
use crate::machine;
use crate::prefill::last_day;
use crate::refusal::Refusal;
use crate::sheet::PartyRole;
use crate::{MediationState as S, limitation};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};
use statute::{Fen, Limitation};
use std::collections::BTreeMap;

/// Something worth telling about the parties or the matter; the words are the screen's.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct Remark {
    /// What.
    pub code: String,
    /// Article.
    pub article: String,
    /// Not checked against a text.
    pub unconfirmed: bool,
    /// Values for the words.
    #[ts(type = "Record<string, unknown>")]
    pub args: BTreeMap<String, Value>,
}

/// Which commission and court are competent (调解仲裁法 Art. 21: where the contract is performed, or the employer's
/// seat; of two that were asked, the former).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Jurisdiction {
    /// Place of performance.
    pub place: String,
    /// Employer's seat.
    pub seat: String,
    /// Which of the two decides: `place`, `seat`, or `unknown`.
    pub by: String,
    /// Commission as typed.
    pub commission: String,
    /// Court as typed.
    pub court: String,
    /// Article.
    pub article: String,
}

/// One head in the estimate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct HeadEstimate {
    /// Row of the claim.
    pub claim: String,
    /// Cause code or text.
    pub head: String,
    /// Words.
    pub words: String,
    /// Amount claimed, 分; `None` when it is not known yet.
    pub amount: Option<Fen>,
    /// What the other side offers, 分.
    pub offer: Option<Fen>,
    /// Article on which it rests.
    pub basis: String,
}

/// What is at stake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Estimate {
    /// Sum of the amounts known, 分.
    pub total: Fen,
    /// Per head.
    pub heads: Vec<HeadEstimate>,
    /// Whether an amount is missing.
    pub incomplete: bool,
}

/// A way that is open or barred.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct Route {
    /// `mediation`, a step of [`crate::machine`], `legal_aid`, or a kind of transfer.
    pub kind: String,
    /// Whether it can be gone today.
    pub open: bool,
    /// Why not.
    pub refusal: Option<Refusal>,
    /// Last day, where there is one.
    pub deadline: Option<NaiveDate>,
    /// The day rests on something not checked or not known for sure.
    pub unconfirmed: bool,
    /// Article.
    pub article: String,
    /// Papers it needs.
    pub papers: Vec<String>,
    /// What to know before, by code.
    pub warnings: Vec<String>,
}

/// A question still to be asked; the words are the screen's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Question {
    /// What.
    pub code: String,
    /// Path of the field the answer goes to.
    pub path: String,
}

/// The whole.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct Triage {
    /// Cause of action: code or text.
    pub cause: String,
    /// Its words.
    pub cause_words: String,
    /// Remarks.
    pub remarks: Vec<Remark>,
    /// Jurisdiction.
    pub jurisdiction: Jurisdiction,
    /// Limitation.
    pub limitation: Limitation,
    /// Estimate.
    pub estimate: Estimate,
    /// Risk.
    pub risk: Risk,
    /// Routes.
    pub routes: Vec<Route>,
    /// Questions.
    pub to_ask: Vec<Question>,
}

/// Looks at a dispute as it stands today.
///
/// Nothing is guessed: what is not known is a question, what is barred says why.
///
/// Source: needs.md rows 29, 32, 33; 调解仲裁法 Art. 2, 21, 27.
pub fn triage(case: &Case, cx: &Context<'_>) -> Triage {
    let sheet = &case.sheet;
    let cause = match sheet.text("case/cause") {
        empty if empty.is_empty() => {
            sheet.claims().first().map(|c| c.head.clone()).unwrap_or_default()
        }
        cause => cause,
    };
    Triage {
        cause_words: cx.causes.words(&cause).to_owned(),
        cause,
        remarks: remarks::remarks(case, cx),
        jurisdiction: jurisdiction(case),
        limitation: limitation(case, cx),
        estimate: estimate(case, cx),
        risk: risk(case, cx),
        routes: routes(case, cx),
        to_ask: to_ask(case, cx),
    }
}

fn jurisdiction(case: &Case) -> Jurisdiction {
    let sheet = &case.sheet;
    let employer = sheet.named(PartyRole::Respondent).into_iter().next();
    let place = sheet.text("case/place");
    let typed = sheet.text("case/employer_place");
    let seat = match typed.as_str() {
        "" => employer.map(|p| p.address).unwrap_or_default(),
        _ => typed,
    };
    let by = match (place.as_str(), seat.as_str()) {
        ("", "") => "unknown",
        ("", _) => "seat",
        _ => "place",
    };
    Jurisdiction {
        by: by.to_owned(),
        place,
        seat,
        commission: sheet.text("case/commission"),
        court: sheet.text("case/court"),
        article: "调解仲裁法第21条".to_owned(),
    }
}

fn estimate(case: &Case, cx: &Context<'_>) -> Estimate {
    let heads: Vec<HeadEstimate> = case
        .sheet
        .claims()
        .into_iter()
        .filter(|c| !c.head.is_empty() || c.amount.is_some())
        .map(|c| HeadEstimate {
            claim: c.id.0,
            words: cx.causes.words(&c.head).to_owned(),
            basis: cx.causes.get(&c.head).map(|c| c.basis.clone()).unwrap_or_default(),
            head: c.head,
            amount: c.amount,
            offer: c.offer,
        })
        .collect();
    Estimate {
        total: case.claimed(),
        incomplete: heads.is_empty() || heads.iter().any(|h| h.amount.is_none()),
        heads,
    }
}

fn route(kind: &str, article: &str, papers: &[&str]) -> Route {
    Route {
        kind: kind.to_owned(),
        open: true,
        refusal: None,
        deadline: None,
        unconfirmed: false,
        article: article.to_owned(),
        papers: papers.iter().map(|p| (*p).to_owned()).collect(),
        warnings: Vec::new(),
    }
}

fn routes(case: &Case, cx: &Context<'_>) -> Vec<Route> {
    let mut routes = vec![mediation(case, cx)];
    for machine in machine::machines() {
        let mut r = route(machine.step, machine.opening.article, machine.opening.papers);
        // At the first talk a worker may always go to the commission himself (调解仲裁法 Art. 5).
        if let Err(refusal) = guards::may_open(case, machine.kind, cx.today(), cx) {
            r.open = refusal.code == "arbitration.mediation_running";
            r.refusal = Some(refusal);
        }
        if let Some(due) = last_day(case, machine.kind, cx) {
            r.deadline = Some(due.due);
            let unsure = machine.kind == K::Arbitration && counted_from_guess(case);
            r.unconfirmed = due.unconfirmed || unsure;
        }
        let warnings = crate::next::warnings(case, machine.kind, cx);
        r.warnings = warnings.into_iter().map(str::to_owned).collect();
        routes.push(r);
    }
    let heads = guards::heads(case);
    let any = |ids: &[&str]| heads.iter().any(|h| ids.contains(&h.as_str()));
    let worker = case.sheet.named(PartyRole::Applicant).into_iter().next();
    if any(&["injury", "injury_medical"]) {
        let mut r = route("injury", "工伤保险条例第17条", &["transfer-letter"]);
        r.unconfirmed = true;
        r.warnings.push("injury.from_accident".to_owned());
        routes.push(r);
    }
    if heads.iter().any(|h| cx.causes.get(h).is_some_and(|c| c.administrative)) {
        routes.push(route("social_insurance", "社会保险法第63条", &["transfer-letter"]));
    }
    if worker.is_some() {
        let mut r = route("legal_aid", "法律援助法第31、42条", &["legal-aid-application"]);
        let migrant = case.sheet.named(PartyRole::Applicant).iter().any(|p| {
            case.sheet.words(&format!("parties/{}/vulnerable", p.id)).iter().any(|w| w == "migrant")
        });
        if migrant && any(&["unpaid_wages", "overtime", "injury", "injury_medical"]) {
            r.warnings.push("legal_aid.no_means_test".to_owned());
        }
        routes.push(r);
    }
    routes
}

fn mediation(case: &Case, cx: &Context<'_>) -> Route {
    let mut r = route("mediation", "调解仲裁法第10、14条", &["oral-application-record"]);
    r.deadline = crate::deadlines::period(case, cx).map(|p| p.governing.due);
    let over = case.mediation_over() && guards::resumable(case).is_err();
    if over {
        r.open = false;
        let state = json!(case.state());
        r.refusal = Some(Refusal::new("case.receive.state", "").with("state", state));
    } else if case.state() == S::Consulting {
        let missing = guards::missing_for_receipt(case);
        if !missing.is_empty() {
            r.warnings.push("mediation.not_complete".to_owned());
        }
    }
    r
}

/// The end of the limitation is only as good as what it was counted from: without the day on which the worker knew,
/// it is counted from the end of his work.
fn counted_from_guess(case: &Case) -> bool {
    case.sheet.named(PartyRole::Applicant).first().is_some_and(|w| w.knew_on.is_none())
}

fn to_ask(case: &Case, cx: &Context<'_>) -> Vec<Question> {
    let sheet = &case.sheet;
    let mut all = Vec::new();
    let mut ask = |code: &str, path: String| {
        all.push(Question { code: code.to_owned(), path });
    };
    let workers = sheet.named(PartyRole::Applicant);
    let employers = sheet.named(PartyRole::Respondent);
    if workers.is_empty() {
        ask("applicant", "parties".to_owned());
    }
    if employers.is_empty() {
        ask("respondent", "parties".to_owned());
    }
    if guards::heads(case).is_empty() {
        ask("cause", "case/cause".to_owned());
    }
    if sheet.text("case/place").is_empty() {
        ask("place", "case/place".to_owned());
    }
    for w in &workers {
        let path = |name: &str| format!("parties/{}/{name}", w.id);
        if matches!(w.employment.as_str(), "" | "unknown") {
            ask("employment", path("employment"));
        }
        if w.employed_from.is_none() {
            ask("employed_from", path("employed_from"));
        }
        if w.employment.ends_with("ended") && w.ended_on.is_none() {
            ask("ended_on", path("ended_on"));
        }
        if matches!(limitation(case, cx), Limitation::Unknown { .. }) && w.knew_on.is_none() {
            ask("knew_on", path("knew_on"));
        }
        if w.birth.is_none() {
            ask("birth", path("birth"));
        }
    }
    for c in sheet.claims().iter().filter(|c| !c.head.is_empty() && c.amount.is_none()) {
        ask("amount", format!("claims/{}/amount", c.id));
    }
    let ended = ["severance", "unlawful_termination", "notice_pay"];
    if guards::heads(case).iter().any(|h| ended.contains(&h.as_str())) {
        if sheet.text("case/employer_union").is_empty() {
            ask("employer_union", "case/employer_union".to_owned());
        } else if sheet.text("case/employer_union") == "yes"
            && sheet.text("case/union_notified").is_empty()
        {
            ask("union_notified", "case/union_notified".to_owned());
        }
    }
    let lost = employers.iter().find(|p| p.lost || p.chain_role == "gang");
    if let Some(lost) = lost {
        if lost.chain_role.is_empty() {
            ask("chain_role", format!("parties/{}/chain_role", lost.id));
        }
        let chain = sheet.parties();
        let known = |role: &str| chain.iter().any(|p| p.chain_role == role && !p.name.is_empty());
        if !known("general") {
            ask("general_contractor", "parties".to_owned());
        }
        if !known("owner") {
            ask("project_owner", "parties".to_owned());
        } else if sheet.money("case/project_money_due").is_none() {
            ask("project_money_due", "case/project_money_due".to_owned());
        }
        if sheet.text("case/project").is_empty() {
            ask("project", "case/project".to_owned());
        }
    }
    if employers.iter().any(|p| p.chain_role == "platform")
        && !employers.iter().any(|p| p.chain_role == "partner")
    {
        ask("partner", "parties".to_owned());
    }
    all
}
