//! `member.*`, `case.split`, `case.merge`, `team.*`, `offer.*`: disputes of many, and what the sides offer.

mod import;
mod merging;

pub use import::{MemberImport, MemberRead, MemberReadIn, MemberTemplate, import, read, template};
pub use merging::{MergeOption, merge_options};

use crate::act::CaseDo;
use crate::case::{row_id, take};
use crate::error::{DeskError, Result};
use crate::session::Desk;
use crate::view::CaseView;
use crate::{numbers, view_make};
use casework::{CaseId, Command, ConsentMark, Id, SplitRequest};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A member's consent to the amount agreed for him.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MemberConsented {
    /// Case.
    pub case: CaseId,
    /// Members; each consents to his own amount.
    pub members: Vec<Id>,
    /// How.
    pub way: ConsentMark,
    /// Day.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// Paper or SHA-256 of the file that shows it.
    #[serde(default)]
    pub paper: String,
    /// Remarks.
    #[serde(default)]
    pub note: String,
}

/// Notes that members agree to what is settled for them; all or none of them.
///
/// # Errors
/// `refused.member.consent.*`.
pub fn consent(desk: &Desk, input: MemberConsented) -> Result<CaseView> {
    let session = desk.session()?;
    let on = input.on.unwrap_or_else(|| desk.today());
    let MemberConsented { case, members, way, paper, note, .. } = input;
    desk.step(&session, &case, |_, _| {
        let one = |member| Command::ConsentMember {
            member,
            on,
            way,
            paper: paper.clone(),
            note: note.clone(),
        };
        Ok(members.into_iter().map(one).collect())
    })?;
    view_make::case_view(desk, &session, &case)
}

/// A consent to take back.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MemberConsentBack {
    /// Case.
    pub case: CaseId,
    /// Member.
    pub member: Id,
    /// Why.
    pub reason: String,
}

/// Takes back a consent before the text is frozen.
///
/// # Errors
/// `refused.member.consent.*`.
pub fn take_back(desk: &Desk, input: MemberConsentBack) -> Result<CaseView> {
    let on = desk.today();
    let MemberConsentBack { case, member, reason } = input;
    take(desk, &case, Command::CancelMemberConsent { member, on, reason })
}

/// Names the mediators with their agencies.
///
/// # Errors
/// `refused.team.*`.
pub fn name_team(desk: &Desk, input: CaseDo<casework::Team>) -> Result<CaseView> {
    take(desk, &input.case, Command::NameTeam(input.what))
}

/// Members that leave for a case of their own.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CaseSplit {
    /// Case.
    pub case: CaseId,
    /// Members that leave.
    pub members: Vec<Id>,
    /// Why.
    pub reason: String,
    /// Day.
    #[serde(default)]
    pub on: Option<NaiveDate>,
}

/// What a split gave.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CaseSplitDone {
    /// The new case.
    pub into: CaseId,
    /// The case as it stands now.
    pub view: CaseView,
}

/// Divides a case: the new one has its own clocks and keeps the original receipt; both histories name the other.
///
/// # Errors
/// `refused.split.*`, `county.not_ours`.
pub fn split(desk: &Desk, input: CaseSplit) -> Result<CaseSplitDone> {
    let session = desk.session()?;
    let cx = desk.context(&session);
    let into = CaseId(uuid::Uuid::now_v7().to_string());
    let on = input.on.unwrap_or_else(|| desk.today());
    session.store.write(desk.author(&session), |w| -> Result<()> {
        crate::county::guard_typing(w, &input.case)?;
        let case = crate::case::with_drafts(w, &input.case)?;
        // The new case is mediated on where this one is: it gets its number with the split.
        let number = match case.mediation.accepted {
            Some(_) => Some(numbers::case_number(w, &session.settings, on)?),
            None => None,
        };
        let CaseSplit { members, reason, .. } = input.clone();
        let request = SplitRequest { members, into: into.clone(), number, on, reason };
        let (own, others) = casework::split(&case, request, &cx)?;
        w.append(&input.case, &own)?;
        w.append(&into, &others)?;
        Ok(())
    })?;
    for id in [&input.case, &into] {
        desk.changed("case", Some(id));
    }
    Ok(CaseSplitDone { view: view_make::case_view(desk, &session, &input.case)?, into })
}

/// A case that goes into another.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CaseMerge {
    /// Case that goes.
    pub case: CaseId,
    /// Case it goes into.
    pub into: CaseId,
    /// Why.
    pub reason: String,
    /// Day.
    #[serde(default)]
    pub on: Option<NaiveDate>,
}

/// Joins a case into another; both receipts keep their clocks.
///
/// # Errors
/// `refused.merge.*`, `county.not_ours`.
pub fn merge(desk: &Desk, input: CaseMerge) -> Result<CaseView> {
    let session = desk.session()?;
    let cx = desk.context(&session);
    let on = input.on.unwrap_or_else(|| desk.today());
    session.store.write(desk.author(&session), |w| -> Result<()> {
        for id in [&input.case, &input.into] {
            crate::county::guard_typing(w, id)?;
        }
        let from = crate::case::with_drafts(w, &input.case)?;
        let into = crate::case::with_drafts(w, &input.into)?;
        let (leaves, comes) = casework::merge(&from, &into, on, input.reason.clone(), &cx)?;
        w.append(&input.case, &leaves)?;
        w.append(&input.into, &comes)?;
        Ok(())
    })?;
    for id in [&input.case, &input.into] {
        desk.changed("case", Some(id));
    }
    view_make::case_view(desk, &session, &input.into)
}

/// Records a sum that a side named openly.
///
/// # Errors
/// `refused.offer.*`.
pub fn offer(desk: &Desk, input: CaseDo<casework::Offer>) -> Result<CaseView> {
    take(desk, &input.case, Command::MakeOffer(input.what))
}

/// The answer to an offer.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OfferAnswered {
    /// Case.
    pub case: CaseId,
    /// Offer.
    pub offer: Id,
    /// Taken.
    pub accepted: bool,
    /// Day.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// Who spoke, what was said.
    #[serde(default)]
    pub note: String,
}

/// Records the answer to an offer.
///
/// # Errors
/// `refused.offer.*`.
pub fn answer_offer(desk: &Desk, input: OfferAnswered) -> Result<CaseView> {
    let on = input.on.unwrap_or_else(|| desk.today());
    let OfferAnswered { case, offer, accepted, note, .. } = input;
    take(desk, &case, Command::AnswerOffer { id: offer, accepted, on, note })
}

/// An offer to take back.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OfferBack {
    /// Case.
    pub case: CaseId,
    /// Offer.
    pub offer: Id,
    /// Why.
    pub reason: String,
}

/// Takes back an offer that was booked by mistake.
///
/// # Errors
/// `refused.offer.*`.
pub fn cancel_offer(desk: &Desk, input: OfferBack) -> Result<CaseView> {
    take(desk, &input.case, Command::CancelOffer { id: input.offer, reason: input.reason })
}

/// Refuses rows for a case that does not exist and has nothing typed.
pub(super) fn known(w: &store::Writer<'_>, id: &CaseId) -> Result<()> {
    if w.case(id)?.is_none() && w.drafts(id)?.is_empty() {
        return Err(DeskError::new("case.unknown"));
    }
    Ok(())
}

/// An identifier for an imported row.
pub(super) fn fresh() -> Id {
    row_id()
}
