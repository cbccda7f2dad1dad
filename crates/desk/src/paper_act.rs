//! What is done with a paper that stands: signed, sealed, served, given up.

use crate::error::Result;
use crate::paper::{PaperRef, show};
use crate::session::Desk;
use crate::view::PaperView;
use casework::{CaseId, Command, Id, ServeWay, SignHow};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::Deserialize;
use ts_rs::TS;

fn take(desk: &Desk, case: CaseId, paper: Id, command: Command) -> Result<PaperView> {
    let session = desk.session()?;
    desk.step(&session, &case, |_, _| Ok(vec![command]))?;
    show(desk, PaperRef { case, paper })
}

/// A signature or seal.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PaperSign {
    /// Case.
    pub case: CaseId,
    /// Paper.
    pub paper: Id,
    /// Key of the signer.
    pub signer: String,
    /// Who signed, when it is not the one printed (an agent).
    #[serde(default)]
    pub name: String,
    /// How.
    pub how: SignHow,
    /// When; now when left out.
    #[serde(default)]
    pub at: Option<DateTime<FixedOffset>>,
}

/// Notes that somebody signed or sealed a paper.
///
/// # Errors
/// `refused.paper.sign.*`.
pub fn sign(desk: &Desk, input: PaperSign) -> Result<PaperView> {
    let at = input.at.unwrap_or_else(|| desk.now());
    let PaperSign { case, paper, signer, name, how, .. } = input;
    take(desk, case, paper.clone(), Command::Sign { id: paper, signer, name, how, at })
}

/// Several signatures of one kind on one paper.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PaperSignMany {
    /// Case.
    pub case: CaseId,
    /// Paper.
    pub paper: Id,
    /// Keys of the signers.
    pub signers: Vec<String>,
    /// How.
    pub how: SignHow,
    /// When; now when left out.
    #[serde(default)]
    pub at: Option<DateTime<FixedOffset>>,
}

/// Notes that several people signed, each as printed: a roster that came back full is one save.
///
/// # Errors
/// `refused.paper.sign.*`: then none of them is noted.
pub fn sign_many(desk: &Desk, input: PaperSignMany) -> Result<PaperView> {
    let session = desk.session()?;
    let at = input.at.unwrap_or_else(|| desk.now());
    let PaperSignMany { case, paper, signers, how, .. } = input;
    desk.step(&session, &case, |_, _| {
        let one =
            |signer| Command::Sign { id: paper.clone(), signer, name: String::new(), how, at };
        Ok(signers.into_iter().map(one).collect())
    })?;
    show(desk, PaperRef { case, paper })
}

/// A signature booked by mistake.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PaperUnsign {
    /// Case.
    pub case: CaseId,
    /// Paper.
    pub paper: Id,
    /// Key of the signer.
    pub signer: String,
    /// Why.
    pub reason: String,
}

/// Takes back a signature booked by mistake; both records stay in the history.
///
/// # Errors
/// `refused.paper.sign.*`.
pub fn cancel_signature(desk: &Desk, input: PaperUnsign) -> Result<PaperView> {
    let PaperUnsign { case, paper, signer, reason } = input;
    take(desk, case, paper.clone(), Command::CancelSignature { id: paper, signer, reason })
}

/// Notes that a paper was sent to be sealed (待用印).
///
/// # Errors
/// `refused.paper.seal.not_needed`.
pub fn send_to_seal(desk: &Desk, input: PaperRef) -> Result<PaperView> {
    let on = desk.today();
    let id = input.paper.clone();
    take(desk, input.case, input.paper, Command::SendToSeal { id, on })
}

/// A service.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PaperServe {
    /// Case.
    pub case: CaseId,
    /// Paper.
    pub paper: Id,
    /// Recipient.
    pub party: Id,
    /// How.
    pub way: ServeWay,
    /// Day.
    #[serde(default)]
    pub on: Option<NaiveDate>,
    /// Remarks.
    #[serde(default)]
    pub note: String,
    /// What proves it.
    #[serde(default)]
    pub more: casework::ServiceMore,
}

/// Notes that a paper was served.
///
/// # Errors
/// `refused.paper.*`.
pub fn serve(desk: &Desk, input: PaperServe) -> Result<PaperView> {
    let on = input.on.unwrap_or_else(|| desk.today());
    let PaperServe { case, paper, party, way, note, more, .. } = input;
    take(desk, case, paper.clone(), Command::Serve { id: paper, party, way, on, note, more })
}

/// A paper to give up.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PaperVoid {
    /// Case.
    pub case: CaseId,
    /// Paper.
    pub paper: Id,
    /// Why.
    pub reason: String,
}

/// Gives up a paper that nobody has signed.
///
/// # Errors
/// `refused.paper.void.*`.
pub fn void(desk: &Desk, input: PaperVoid) -> Result<PaperView> {
    let id = input.paper.clone();
    take(desk, input.case, input.paper, Command::Void { id, reason: input.reason })
}
