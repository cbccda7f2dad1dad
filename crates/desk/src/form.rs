//! `form.*`: the lists behind the form, with their words; answers on a closed desk too.

use crate::error::Result;
use crate::gate::Nothing;
use crate::session::Desk;
use casework::fields;
use casework::{
    ConsentWay, EndReason, PayWay, ReferralBasis, RefuseReason, ServeWay, SessionMode,
    SessionResult, SignHow,
};
use serde::Serialize;
use ts_rs::TS;

/// A code and its words.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormChoice {
    /// Code.
    pub code: String,
    /// Words.
    pub words: String,
    /// Article or remark.
    pub hint: String,
}

/// A field of the sheet.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormField {
    /// Path with `*` for the row, e.g. `parties/<row>/name`.
    pub path: String,
    /// Label.
    pub label: String,
    /// `legal` or `plain`.
    pub class: String,
}

/// All lists of the form.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FormLists {
    /// Intake channels.
    pub channels: Vec<FormChoice>,
    /// Identity documents.
    pub id_kinds: Vec<FormChoice>,
    /// Kinds of employment.
    pub employment: Vec<FormChoice>,
    /// Places in a construction chain.
    pub chain_roles: Vec<FormChoice>,
    /// Standing of a party.
    pub roles: Vec<FormChoice>,
    /// Sex.
    pub sexes: Vec<FormChoice>,
    /// Ways to pay, in the terms.
    pub methods: Vec<FormChoice>,
    /// Scope of an agent's authority.
    pub authority: Vec<FormChoice>,
    /// Kinds of evidence.
    pub evidence: Vec<FormChoice>,
    /// Legal basis of the organisation.
    pub org_basis: Vec<FormChoice>,
    /// Causes of action.
    pub causes: Vec<FormChoice>,
    /// Ways to ask and answer.
    pub consent_ways: Vec<FormChoice>,
    /// Reasons not to accept.
    pub refuse_reasons: Vec<FormChoice>,
    /// Ways to hold a session.
    pub session_modes: Vec<FormChoice>,
    /// Outcomes of a session.
    pub session_results: Vec<FormChoice>,
    /// Reasons to end.
    pub end_reasons: Vec<FormChoice>,
    /// Bases of a hand-over.
    pub referral_bases: Vec<FormChoice>,
    /// Ways to serve.
    pub serve_ways: Vec<FormChoice>,
    /// Ways to sign.
    pub sign_hows: Vec<FormChoice>,
    /// Ways in which money came in.
    pub pay_ways: Vec<FormChoice>,
    /// Ways to interrupt the limitation.
    pub interrupt_ways: Vec<FormChoice>,
    /// Services after a case.
    pub service_kinds: Vec<FormChoice>,
    /// What a matter is handed over for.
    pub transfer_kinds: Vec<FormChoice>,
    /// What a consultation led to.
    pub consultation_outcomes: Vec<FormChoice>,
    /// How content somebody is.
    pub satisfactions: Vec<FormChoice>,
    /// Facts that can be taken back.
    pub fact_kinds: Vec<FormChoice>,
    /// What entitles a party to begin a procedure.
    pub procedure_bases: Vec<FormChoice>,
    /// Bodies procedures run at.
    pub body_kinds: Vec<FormChoice>,
    /// Procedures beside the mediation.
    pub procedures: Vec<crate::view_proceedings::ProceedingKind>,
    /// Kinds of meeting.
    pub session_kinds: Vec<FormChoice>,
    /// How a member shows that he agrees.
    pub consent_marks: Vec<FormChoice>,
    /// Whose offer it is.
    pub offer_sides: Vec<FormChoice>,
    /// How a member stands to the settlement.
    pub stances: Vec<FormChoice>,
    /// Kinds of duty.
    pub obligation_kinds: Vec<FormChoice>,
    /// Fields.
    pub fields: Vec<FormField>,
    /// Years of the calendar with their notices.
    pub calendar: Vec<(i32, String)>,
}

fn plain(list: &[(&str, &str)]) -> Vec<FormChoice> {
    list.iter().map(|(code, words)| choice(code, words, "")).collect()
}

fn choice(code: &str, words: &str, hint: &str) -> FormChoice {
    FormChoice { code: code.to_owned(), words: words.to_owned(), hint: hint.to_owned() }
}

fn coded<T: Serialize + Copy>(all: &[T], words: fn(T) -> &'static str) -> Vec<FormChoice> {
    all.iter()
        .map(|one| {
            let code = serde_json::to_value(one).ok();
            let code = code.and_then(|c| c.as_str().map(str::to_owned)).unwrap_or_default();
            choice(&code, words(*one), "")
        })
        .collect()
}

/// All lists of the form.
///
/// # Errors
/// None.
pub fn lists(desk: &Desk, _: Nothing) -> Result<FormLists> {
    let causes = desk.law.causes.all().iter();
    let bases = statute::OrgBases::embedded();
    Ok(FormLists {
        channels: plain(fields::CHANNELS),
        id_kinds: plain(fields::ID_KINDS),
        employment: plain(fields::EMPLOYMENT),
        chain_roles: plain(fields::CHAIN_ROLES),
        roles: plain(fields::ROLES),
        sexes: plain(fields::SEXES),
        methods: plain(fields::METHODS),
        authority: plain(fields::AUTHORITY),
        evidence: plain(fields::EVIDENCE),
        org_basis: bases.all().iter().map(|b| choice(&b.id, &b.words, &b.article)).collect(),
        causes: causes.map(|c| choice(&c.id, &c.words, &c.basis)).collect(),
        consent_ways: coded(ConsentWay::ALL, ConsentWay::words),
        refuse_reasons: coded(RefuseReason::ALL, RefuseReason::words),
        session_modes: coded(SessionMode::ALL, SessionMode::words),
        session_results: coded(SessionResult::ALL, SessionResult::words),
        end_reasons: coded(EndReason::ALL, EndReason::words),
        referral_bases: coded(ReferralBasis::ALL, ReferralBasis::words),
        serve_ways: coded(ServeWay::ALL, ServeWay::words),
        sign_hows: coded(SignHow::ALL, SignHow::words),
        pay_ways: coded(PayWay::ALL, PayWay::words),
        interrupt_ways: coded(casework::InterruptWay::ALL, casework::InterruptWay::words),
        service_kinds: coded(casework::ServiceKind::ALL, casework::ServiceKind::words),
        transfer_kinds: coded(casework::TransferKind::ALL, casework::TransferKind::words),
        consultation_outcomes: coded(
            casework::ConsultationOutcome::ALL,
            casework::ConsultationOutcome::words,
        ),
        satisfactions: coded(casework::Satisfaction::ALL, casework::Satisfaction::words),
        fact_kinds: coded(casework::FactKind::ALL, casework::FactKind::words),
        procedure_bases: coded(casework::ProcedureBasis::ALL, casework::ProcedureBasis::words),
        body_kinds: coded(casework::BodyKind::ALL, casework::BodyKind::words),
        procedures: crate::view_proceedings::kinds(),
        session_kinds: coded(casework::SessionKind::ALL, casework::SessionKind::words),
        consent_marks: coded(casework::ConsentMark::ALL, casework::ConsentMark::words),
        offer_sides: coded(casework::OfferSide::ALL, casework::OfferSide::words),
        stances: plain(fields::STANCES),
        obligation_kinds: plain(fields::OBLIGATION_KINDS),
        fields: fields::FIELDS
            .iter()
            .map(|f| FormField {
                path: match f.table {
                    "case" | "agreement" => format!("{}/{}", f.table, f.name),
                    table => format!("{table}/*/{}", f.name),
                },
                label: f.label.to_owned(),
                class: format!("{:?}", f.class).to_lowercase(),
            })
            .collect(),
        calendar: desk.law.calendar.sources(),
    })
}
