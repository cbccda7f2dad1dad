//! The stages of a dispute's life and the way to each.

use crate::Options;
use crate::draw::Draw;
use crate::intake::{Intake, Sender, Wanted, intake};
use crate::life::{Life, SampleCase};
use crate::pairs;
use casework::{
    Command, EndReason, MediationState, ProcedureKind, ReferralBasis, RefuseReason, SessionResult,
};
use chrono::TimeDelta;
use std::collections::BTreeMap;

macro_rules! stages {
    ($($(#[$doc:meta])* $name:ident: $state:ident, $often:literal, $age:expr;)+) => {
        /// Where a sample stands when its life is told.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Stage { $($(#[$doc])* $name,)+ }

        impl Stage {
            /// Every stage once.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// State of the mediation at this stage.
            pub fn state(self) -> MediationState {
                match self { $(Self::$name => MediationState::$state,)+ }
            }

            /// How often among a hundred or so.
            fn often(self) -> u64 {
                match self { $(Self::$name => $often,)+ }
            }

            /// Days since the first talk, from and to.
            fn age(self) -> (i64, i64) {
                match self { $(Self::$name => $age,)+ }
            }
        }
    };
}

stages! {
    /// A name and a telephone number.
    FirstWords: Consulting, 2, (0, 5);
    /// Talked about, no application yet.
    Consulting: Consulting, 4, (0, 10);
    /// Application received.
    Registered: Registered, 4, (0, 3);
    /// The applicant is asked for what is missing.
    Supplementing: Supplementing, 2, (1, 6);
    /// The other side is asked.
    Inquiring: Inquiring, 4, (1, 6);
    /// The other side does not want to.
    RefusedByRespondent: Refused, 2, (5, 60);
    /// Not a labour dispute.
    OutOfScope: Refused, 2, (5, 60);
    /// Accepted, no session yet.
    Accepted: Accepted, 4, (3, 8);
    /// Accepted, a session is planned.
    Planned: Accepted, 3, (3, 8);
    /// Sessions are held.
    Mediating: Mediating, 8, (6, 14);
    /// The period was extended by both sides.
    Extended: Mediating, 3, (10, 16);
    /// The 15 days have passed and nobody has ended it.
    PeriodPassed: Mediating, 2, (30, 60);
    /// Both sides have signed that they pause.
    Suspended: Suspended, 2, (6, 14);
    /// A complaint to the labour inspection runs beside the mediation.
    Inspected: Mediating, 2, (8, 14);
    /// Agreed in the last session, the text is to be made.
    Agreed: Agreed, 3, (6, 14);
    /// Paid in the room against a receipt, without a written agreement.
    Settled: Settled, 2, (6, 60);
    /// The text is frozen, nobody has signed.
    ToSign: ToSign, 4, (8, 20);
    /// All have signed, the seal is at the county.
    AwaitingSeal: ToSign, 3, (8, 20);
    /// In effect, nothing due yet.
    Effective: Effective, 8, (8, 25);
    /// The first instalment is paid.
    PartPaid: Effective, 6, (30, 70);
    /// The first instalment is due and not paid.
    Overdue: Effective, 4, (30, 90);
    /// All is paid, the file is open.
    Performed: Effective, 5, (30, 120);
    /// All is paid, the file is closed.
    ClosedPerformed: Effective, 14, (60, 540);
    /// All is paid, the file is in the archive.
    Archived: Effective, 5, (120, 540);
    /// The commission has made a 仲裁调解书 of the agreement.
    Reviewed: Effective, 3, (20, 60);
    /// The court examines the agreement.
    Confirming: Effective, 2, (15, 40);
    /// The first instalment was not paid; the court deals with a payment order.
    OrderSought: Effective, 2, (40, 90);
    /// A 仲裁调解书 was not performed; the court enforces it.
    Enforced: Effective, 2, (60, 120);
    /// The 15 days have passed, ended without an agreement.
    Expired: Failed, 3, (32, 60);
    /// The positions could not be brought together.
    Irreconcilable: Failed, 3, (10, 60);
    /// Ended without an agreement, the file is closed.
    ClosedFailed: Failed, 5, (60, 540);
    /// The commission was told; without an application nothing was handed over.
    ReferredByNotice: Failed, 2, (20, 200);
    /// The worker's own application went to the commission.
    ReferredByApplication: Referred, 3, (20, 200);
    /// The file went back to the commission that had entrusted it.
    ReferredBack: Referred, 2, (20, 200);
    /// Failed; the worker applied for arbitration, and the hearing has begun.
    Arbitrating: Failed, 2, (30, 90);
    /// The applicant has withdrawn.
    Withdrawn: Withdrawn, 2, (8, 60);
    /// The applicant has withdrawn, the file is closed.
    ClosedWithdrawn: Withdrawn, 3, (60, 540);
    /// Mediation began again after it had failed.
    Resumed: Mediating, 2, (25, 60);
    /// Went into the case that follows.
    Merged: Merged, 0, (6, 12);
    /// The case before came into it.
    Joined: Registered, 0, (6, 12);
    /// A group of which some have left for the case that follows.
    Divided: Mediating, 0, (6, 12);
    /// Members who left the case before.
    SplitOff: Accepted, 0, (6, 12);
}

/// Stage of the case at a place: the first ones in order, the others by how often they occur.
///
/// The two of a pair stand side by side in that order, and nowhere else.
pub(crate) fn stage_of(place: u32, seed: u64) -> Stage {
    if let Some(stage) = usize::try_from(place).ok().and_then(|p| Stage::ALL.get(p)) {
        return *stage;
    }
    let total: u64 = Stage::ALL.iter().map(|s| s.often()).sum();
    // A stream apart from the one that invents the people.
    let mut at = Draw::new(seed ^ 0x5354_4147_4553, place).next() % total;
    for stage in Stage::ALL {
        match at.checked_sub(stage.often()) {
            Some(rest) => at = rest,
            None => return *stage,
        }
    }
    Stage::ClosedPerformed
}

pub(crate) fn live(place: u32, seed: u64, stage: Stage, options: &Options<'_>) -> SampleCase {
    match stage {
        Stage::Merged => return pairs::merged(place, seed, options).0,
        Stage::Joined => return pairs::merged(place.saturating_sub(1), seed, options).1,
        Stage::Divided => return pairs::divided(place, seed, options).0,
        Stage::SplitOff => return pairs::divided(place.saturating_sub(1), seed, options).1,
        _ => {}
    }
    let (young, old) = stage.age();
    let age = Draw::new(seed ^ 0x0041_4745, place).between(young, old);
    let mut life = Life::new(place, seed, age, options);
    let sender = if stage == Stage::ReferredBack { Sender::Arbitration } else { Sender::Nobody };
    let day = life.day;
    let wanted = Wanted { sender, people: alone(stage).then_some(1), firm: None };
    let mut talk = intake(place, &mut life.draw, day, wanted);
    if stage == Stage::FirstWords {
        first_words(&mut talk);
    }
    life.does(Command::Amend(talk.patch.clone()));
    if !matches!(stage, Stage::FirstWords | Stage::Consulting) {
        received(&mut life, &talk, stage);
    }
    life.end(stage, talk.people)
}

/// Stages told of one worker: what is paid in the room is paid to him.
fn alone(stage: Stage) -> bool {
    stage == Stage::Settled
}

/// Only who speaks, where he is reached, and a sentence.
fn first_words(talk: &mut Intake) {
    let kept =
        ["parties/p1/role", "parties/p1/name", "parties/p1/phone", "case/channel", "case/demand"];
    let patch: BTreeMap<_, _> = std::mem::take(&mut talk.patch)
        .into_iter()
        .filter(|(path, _)| kept.contains(&path.as_str()))
        .collect();
    talk.patch = patch;
    talk.people = 1;
}

fn received(life: &mut Life<'_>, talk: &Intake, stage: Stage) {
    life.receive();
    match stage {
        Stage::Registered => return,
        Stage::Supplementing => {
            life.ask_supplement();
            return;
        }
        Stage::OutOfScope => {
            life.pass(1);
            life.refuse(RefuseReason::OutOfScope);
            return;
        }
        _ => {}
    }
    life.ask(talk);
    if stage == Stage::Inquiring {
        return;
    }
    let days = life.draw.between(0, 2);
    life.pass(days);
    life.answer(talk, stage != Stage::RefusedByRespondent);
    if stage == Stage::RefusedByRespondent {
        life.refuse(RefuseReason::NoConsent);
        return;
    }
    life.accept(talk);
    accepted(life, talk, stage);
}

fn accepted(life: &mut Life<'_>, talk: &Intake, stage: Stage) {
    match stage {
        Stage::Accepted => return,
        Stage::Planned => {
            life.plan(2);
            return;
        }
        Stage::Withdrawn | Stage::ClosedWithdrawn => {
            life.pass(2);
            life.withdraw(talk);
            if stage == Stage::ClosedWithdrawn {
                life.pass(3);
                life.close();
            }
            return;
        }
        _ => {}
    }
    life.plan(1);
    life.pass(1);
    match stage {
        Stage::Suspended => {
            life.meet(talk, SessionResult::Continue);
            life.suspend(talk);
        }
        Stage::Inspected => {
            life.meet(talk, SessionResult::Continue);
            life.proceed(talk, ProcedureKind::Inspection, &["accepted"]);
        }
        Stage::Agreed => life.meet(talk, SessionResult::Agreed),
        Stage::Settled => {
            life.meet(talk, SessionResult::Agreed);
            life.settle(talk);
        }
        Stage::Mediating | Stage::PeriodPassed => life.meet(talk, SessionResult::Continue),
        Stage::Extended => {
            life.meet(talk, SessionResult::Continue);
            life.pass(2);
            life.extend(talk);
            life.pass(1);
            life.meet(talk, SessionResult::Continue);
        }
        Stage::Expired
        | Stage::Irreconcilable
        | Stage::ClosedFailed
        | Stage::ReferredByNotice
        | Stage::ReferredByApplication
        | Stage::ReferredBack
        | Stage::Arbitrating
        | Stage::Resumed => failed(life, talk, stage),
        _ => agreed(life, talk, stage),
    }
}

fn failed(life: &mut Life<'_>, talk: &Intake, stage: Stage) {
    life.meet(talk, SessionResult::Failed);
    if stage == Stage::Expired {
        if let Some(due) = life.last_day() {
            life.to(due + TimeDelta::days(1));
        }
        life.fail(EndReason::Expired, talk);
        return;
    }
    life.pass(1);
    let reasons = [EndReason::Irreconcilable, EndReason::PartyEnds];
    let reason = if stage == Stage::Irreconcilable { reasons[0] } else { life.draw.of(&reasons) };
    life.fail(reason, talk);
    life.pass(2);
    match stage {
        Stage::ClosedFailed => life.close(),
        Stage::ReferredByNotice => life.refer(ReferralBasis::Notice),
        Stage::ReferredByApplication => life.refer(ReferralBasis::Application),
        Stage::ReferredBack => life.refer(ReferralBasis::Entrusted),
        Stage::Arbitrating => {
            life.proceed(talk, ProcedureKind::Arbitration, &["accepted", "hearing"]);
        }
        Stage::Resumed => {
            life.resume();
            life.pass(1);
            life.meet(talk, SessionResult::Continue);
        }
        _ => {}
    }
}

fn agreed(life: &mut Life<'_>, talk: &Intake, stage: Stage) {
    life.meet(talk, SessionResult::Agreed);
    let (today, left) = (life.day, life.left());
    // A day on which the station is open: paid after the weekend is late, and the rest due at once.
    let after = |days: i64| life.open_from(today + TimeDelta::days(days.max(1)));
    // Due days by what shall have happened on the last day.
    let dues = match stage {
        Stage::PartPaid | Stage::OrderSought | Stage::Enforced => {
            vec![after(left / 2), after(left + 20)]
        }
        Stage::Overdue => vec![after(left / 2), after(left + 20)],
        Stage::Performed | Stage::ClosedPerformed | Stage::Archived => {
            vec![after(left / 3), after(left / 2)]
        }
        _ => vec![after(left + 10), after(left + 40)],
    };
    life.terms(talk, &dues);
    let paper = life.freeze(talk);
    if stage == Stage::ToSign {
        return;
    }
    life.all_sign(&paper, talk);
    if stage == Stage::AwaitingSeal {
        life.send_to_seal(&paper);
        return;
    }
    life.signs(&paper, "organisation");
    match stage {
        Stage::PartPaid => {
            life.to(dues[0]);
            life.pay(dues[0]);
        }
        Stage::Reviewed => {
            life.pass(1);
            let states = ["accepted", "granted"];
            life.proceed(talk, ProcedureKind::ArbitrationReview, &states);
        }
        Stage::Confirming => {
            life.pass(1);
            life.proceed(talk, ProcedureKind::JudicialConfirmation, &["accepted"]);
        }
        Stage::OrderSought => {
            life.to(dues[0] + TimeDelta::days(1));
            life.proceed(talk, ProcedureKind::PaymentOrder, &["accepted"]);
        }
        Stage::Enforced => {
            let states = ["accepted", "granted"];
            life.proceed(talk, ProcedureKind::ArbitrationReview, &states);
            life.to(dues[0] + TimeDelta::days(1));
            life.proceed(talk, ProcedureKind::Enforcement, &["accepted"]);
        }
        Stage::Performed | Stage::ClosedPerformed | Stage::Archived => {
            for due in &dues {
                life.to(*due);
                life.pay(*due);
            }
            if stage != Stage::Performed {
                life.pass(2);
                life.performance_done(talk);
                life.close();
            }
            if stage == Stage::Archived {
                life.pass(5);
                life.archive();
            }
        }
        _ => {}
    }
}
