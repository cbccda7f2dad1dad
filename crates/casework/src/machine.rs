//! The machine of the procedures beside the mediation: which states there are, which moves, what each needs, which
//! clocks run in which state. All of it stands in one table (`tables`); everything else reads it.

mod drawing;
mod tables;

pub use drawing::{MEDIATION, machine_drawing};

use crate::case::ProcedureKind;
use crate::deadlines::DeadlineKind;
use crate::proceeding::BodyKind;
use chrono::NaiveDate;
use statute::{Calendar, Due, Periods};

/// What a state means for the worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The procedure goes on.
    Runs,
    /// An enforceable title (执行依据).
    Title,
    /// Ended with what was wanted.
    Settled,
    /// Ended without it.
    Ended,
}

/// From which day a clock of a state is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// Day on which the procedure was begun.
    Opened,
    /// Day on which this state was reached.
    Reached(&'static str),
    /// Day of service noted with this state.
    Served(&'static str),
}

/// A clock that runs while a procedure is in a state.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// Kind.
    pub kind: DeadlineKind,
    /// From when.
    pub since: Since,
    /// How it is counted.
    pub count: fn(NaiveDate, &Calendar, &Periods) -> Due,
    /// Whose period it is: the body's, or a party's right that lapses.
    pub right: bool,
}

/// One state.
#[derive(Debug, Clone, Copy)]
pub struct State {
    /// Code.
    pub code: &'static str,
    /// Words.
    pub label: &'static str,
    /// What it means.
    pub outcome: Outcome,
    /// Clocks that run in it.
    pub clocks: &'static [Clock],
}

/// A value a move cannot do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Number of what was issued.
    Number,
    /// Day of service.
    Served,
    /// Amount.
    Amount,
}

impl Need {
    /// Name of the field.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Served => "served_on",
            Self::Amount => "amount",
        }
    }
}

/// What stands in the way of a beginning or a move; the judgement is in `decide::procedures`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// An agreement is in effect.
    Effective,
    /// Something of it is still unpaid.
    Unpaid,
    /// Something of it is overdue.
    Overdue,
    /// Within 15 days of the effect.
    ReviewPeriod,
    /// Within 30 days of the effect.
    ConfirmationPeriod,
    /// Both sides apply.
    Joint,
    /// A worker applies.
    Worker,
    /// A labour dispute: neither civil nor only administrative.
    LabourDispute,
    /// Not a dispute over whether there is an employment relation.
    NotRelation,
    /// Not judicially confirmed, nor under way there.
    NotConfirmed,
    /// The review has not given a title.
    NotReviewed,
    /// Something of Art. 16 is still owed.
    OrderHeads,
    /// It is overdue.
    OrderDue,
    /// A basis for arbitration.
    ArbitrationBasis,
    /// A basis for a suit.
    SuitBasis,
    /// An enforceable title is at hand.
    Title,
    /// Within two years of the last instalment.
    EnforcementPeriod,
    /// Within two years of the infringement.
    InspectionPeriod,
    /// Worker in need of protection, or a group.
    SupportNeeded,
    /// The objection period of the payment order is over.
    ObjectionOver,
    /// The period for a suit after the award is over, and nobody sued.
    SuitOver,
    /// The period for an appeal is over.
    AppealOver,
}

/// How a procedure begins.
#[derive(Debug, Clone, Copy)]
pub struct Opening {
    /// Body it begins at.
    pub body: BodyKind,
    /// Guards, in the order in which they are judged.
    pub guards: &'static [Guard],
    /// Article.
    pub article: &'static str,
    /// Document kinds it needs.
    pub papers: &'static [&'static str],
}

/// One move.
#[derive(Debug, Clone, Copy)]
pub struct Move {
    /// States it leaves.
    pub from: &'static [&'static str],
    /// State it reaches.
    pub to: &'static str,
    /// What has to be noted with it.
    pub needs: &'static [Need],
    /// Guards.
    pub guards: &'static [Guard],
    /// Article.
    pub article: &'static str,
}

/// One kind of procedure.
#[derive(Debug, Clone, Copy)]
pub struct Machine {
    /// Kind.
    pub kind: ProcedureKind,
    /// Step that begins it, as [`crate::next_steps`] names it.
    pub step: &'static str,
    /// Words.
    pub label: &'static str,
    /// How it begins.
    pub opening: Opening,
    /// States, the first one first.
    pub states: &'static [State],
    /// Moves.
    pub moves: &'static [Move],
}

/// All procedures that are noted beside the mediation, in the order in which they are offered.
pub fn machines() -> &'static [Machine] {
    tables::MACHINES
}

/// The machine of a kind; `None` for mediation, performance and consultation, which are derived from the case itself.
pub fn machine(kind: ProcedureKind) -> Option<&'static Machine> {
    tables::MACHINES.iter().find(|m| m.kind == kind)
}

/// A state of a kind.
pub fn state(kind: ProcedureKind, code: &str) -> Option<&'static State> {
    machine(kind)?.states.iter().find(|s| s.code == code)
}

/// The state in which a kind begins; empty for the derived ones.
pub(crate) fn first_state(kind: ProcedureKind) -> &'static str {
    machine(kind).and_then(|m| m.states.first()).map_or("", |s| s.code)
}

/// Whether a procedure is over in a state; a state of a later version is taken to go on.
pub(crate) fn ends(kind: ProcedureKind, code: &str) -> bool {
    state(kind, code).is_some_and(|s| s.outcome != Outcome::Runs)
}

/// Moves that leave a state.
pub fn moves_from(kind: ProcedureKind, code: &str) -> Vec<&'static Move> {
    let moves = machine(kind).map(|m| m.moves).unwrap_or_default();
    moves.iter().filter(|m| m.from.contains(&code)).collect()
}
