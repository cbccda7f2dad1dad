//! What lists, search and reports need of a case.

use crate::case::{Case, MediationState};
use crate::ids::{CaseId, Id};
use crate::paper::PaperState;
use crate::sheet::{Party, PartyRole};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use statute::Fen;

/// One text of a case that can be searched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchText {
    /// Which field, e.g. `applicant`, `respondent`, `number`, `phone`, `id_number`, `narrative`.
    pub field: String,
    /// Text as it stands.
    pub text: String,
    /// A name of a person or firm: also searched by pinyin and initials.
    pub name: bool,
}

/// Row of the case list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Summary {
    /// Case.
    pub id: CaseId,
    /// 案号, once accepted.
    pub number: Option<String>,
    /// Applicants, e.g. 张某 or 张某等3人.
    pub applicants: String,
    /// First respondent.
    pub respondents: String,
    /// Cause code or text.
    pub cause: String,
    /// Sum claimed, 分.
    pub claimed: Fen,
    /// Where the mediation stands.
    pub state: MediationState,
    /// Every payment has come in.
    pub performed: bool,
    /// Somebody still has something to do.
    pub open: bool,
    /// File closed.
    pub closed: bool,
    /// Group case.
    pub group: bool,
    /// Mediators.
    pub mediators: Vec<String>,
    /// Who registered it.
    pub created_by: String,
    /// Channel code.
    pub channel: String,
    /// Code of [`crate::fields::SUBJECTS`] when this is no dispute; empty for a dispute.
    #[serde(default)]
    pub subject: String,
    /// Application received on.
    pub received_on: Option<NaiveDate>,
    /// First record.
    pub created_at: Option<DateTime<FixedOffset>>,
    /// Latest record.
    pub updated_at: Option<DateTime<FixedOffset>>,
    /// Parties by name, with what identifies them.
    #[serde(skip)]
    #[ts(skip)]
    pub parties: Vec<SummaryParty>,
    /// Searchable texts.
    #[serde(skip)]
    #[ts(skip)]
    pub search: Vec<SearchText>,
    /// Money promised, from the agreement in effect.
    #[serde(skip)]
    #[ts(skip)]
    pub obligations: Vec<SummaryObligation>,
    /// Papers.
    #[serde(skip)]
    #[ts(skip)]
    pub papers: Vec<SummaryPaper>,
}

/// A party for look-ups (same employer, same person).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryParty {
    /// Row.
    pub id: Id,
    /// Standing.
    pub role: PartyRole,
    /// Name.
    pub name: String,
    /// Identity number.
    pub id_number: String,
    /// 统一社会信用代码.
    pub uscc: String,
    /// Telephone.
    pub phone: String,
}

/// A promised payment for lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryObligation {
    /// Row.
    pub id: Id,
    /// Last day.
    pub due: Option<NaiveDate>,
    /// Amount, 分.
    pub amount: Fen,
    /// Paid so far, 分.
    pub paid: Fen,
}

/// A paper for lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryPaper {
    /// Identifier.
    pub id: Id,
    /// Document kind.
    pub kind: String,
    /// Title.
    pub title: String,
    /// Number printed on it.
    pub number: String,
    /// Where it stands.
    pub state: PaperState,
    /// Date printed on it.
    pub on: NaiveDate,
    /// When it was produced.
    pub issued_at: DateTime<FixedOffset>,
    /// Handed to somebody.
    pub served: bool,
    /// A scan of the signed sheets is filed.
    pub filed: bool,
}

/// Sums up a case for lists and search.
pub fn summary(case: &Case) -> Summary {
    let sheet = &case.sheet;
    let parties = sheet.parties();
    let state = case.state();
    let performed = case.performance().is_some_and(|p| p.complete);
    let over = matches!(
        state,
        MediationState::Refused
            | MediationState::Failed
            | MediationState::Referred
            | MediationState::Withdrawn
            | MediationState::Merged
            | MediationState::Settled
    );
    let cause = match sheet.text("case/cause") {
        empty if empty.is_empty() => {
            sheet.claims().first().map(|c| c.head.clone()).unwrap_or_default()
        }
        cause => cause,
    };
    Summary {
        id: case.id.clone(),
        number: case.number().map(|n| n.text.clone()),
        applicants: match (case.members().len(), sheet.named(PartyRole::Applicant).first()) {
            (count @ 2.., Some(first)) => format!("{}等{count}人", first.name),
            _ => joined(&parties, PartyRole::Applicant),
        },
        respondents: joined(&parties, PartyRole::Respondent),
        cause,
        claimed: case.claimed(),
        state,
        performed,
        // A file that is no dispute asks nothing of anybody: its papers stand in the list of papers.
        open: !case.closed() && !performed && !over && sheet.text("case/subject").is_empty(),
        subject: sheet.text("case/subject"),
        closed: case.closed(),
        group: sheet.flag("case/group"),
        mediators: case
            .mediation
            .accepted
            .as_ref()
            .map(|a| a.mediators.clone())
            .unwrap_or_default(),
        created_by: case.created_by.clone(),
        channel: sheet.text("case/channel"),
        received_on: case.mediation.received.as_ref().map(|r| r.at.date_naive()),
        created_at: case.created_at,
        updated_at: case.updated_at,
        search: search_texts(case, &parties),
        obligations: case
            .effective()
            .map(|a| a.obligations.as_slice())
            .unwrap_or_default()
            .iter()
            .map(|o| SummaryObligation {
                id: o.id.clone(),
                due: case.due_day(o),
                amount: o.amount.unwrap_or(Fen(0)),
                paid: case.paid_for(&o.id),
            })
            .collect(),
        papers: case
            .papers
            .iter()
            .map(|p| SummaryPaper {
                id: p.id.clone(),
                kind: p.kind.clone(),
                title: p.title.clone(),
                number: p.number.as_ref().map(|n| n.text.clone()).unwrap_or_default(),
                state: p.state(),
                on: p.on,
                issued_at: p.issued_at,
                served: !p.services.is_empty(),
                filed: !p.scans.is_empty(),
            })
            .collect(),
        parties: parties
            .into_iter()
            .filter(|p| !p.name.is_empty())
            .map(|p| SummaryParty {
                id: p.id,
                role: p.role,
                name: p.name,
                id_number: p.id_number,
                uscc: p.uscc,
                phone: p.phone,
            })
            .collect(),
    }
}

fn joined(parties: &[Party], role: PartyRole) -> String {
    let named: Vec<&Party> =
        parties.iter().filter(|p| p.role == role && !p.name.is_empty()).collect();
    match named.as_slice() {
        [] => String::new(),
        [one] => one.name.clone(),
        [first, ..] if role == PartyRole::Applicant => format!("{}等{}人", first.name, named.len()),
        [first, ..] => format!("{}等{}家", first.name, named.len()),
    }
}

fn search_texts(case: &Case, parties: &[Party]) -> Vec<SearchText> {
    let mut all = Vec::new();
    let mut add = |field: &str, text: &str, name: bool| {
        if !text.is_empty() {
            all.push(SearchText { field: field.to_owned(), text: text.to_owned(), name });
        }
    };
    if let Some(number) = case.number() {
        add("number", &number.text, false);
    }
    for party in parties {
        let role = match party.role {
            PartyRole::Applicant => "applicant",
            PartyRole::Respondent => "respondent",
            PartyRole::Third => "third",
        };
        add(role, &party.name, true);
        add("contact", &party.contact, true);
        add("agent", &party.agent, true);
        add("legal_rep", &party.legal_rep, true);
        add("phone", &party.phone, false);
        add("phone", &party.contact_phone, false);
        add("id_number", &party.id_number, false);
        add("uscc", &party.uscc, false);
        add("address", &party.address, false);
    }
    for member in case.members() {
        add("member", &member.name, true);
        add("member_phone", &member.phone, false);
        add("member_id_number", &member.id_number, false);
    }
    let sheet = &case.sheet;
    for path in [
        "case/narrative",
        "case/place",
        "case/hotline_ticket",
        "case/entrust_letter",
        "case/entrust_case_no",
    ] {
        add(path.trim_start_matches("case/"), &sheet.text(path), false);
    }
    for paper in &case.papers {
        add("paper", &paper.title, false);
        if let Some(number) = &paper.number {
            add("paper_number", &number.text, false);
        }
    }
    for session in &case.mediation.sessions {
        for statement in &session.statements {
            add("session", &statement.text, false);
        }
    }
    all
}
