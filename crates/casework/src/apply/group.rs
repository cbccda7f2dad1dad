//! Applying what happens to groups, offers, readings and obligations.

use crate::after::Noted;
use crate::case::{Case, Payment, Round};
use crate::event::Event;
use crate::groups::{MergedIn, Origin, SplitOff};
use crate::ids::Id;
use crate::offers::OfferAnswer;
use crate::performance::{Happening, HappeningKind};

/// Puts the event on the case if it is of this room.
pub(super) fn put(case: &mut Case, event: &Event) -> bool {
    match event {
        Event::Computed(computed) => {
            case.computations.retain(|c| c.id != computed.id);
            case.computations.push(computed.clone());
        }
        Event::MemberConsented(consent) => {
            case.group.consents.retain(|c| c.member != consent.member);
            case.group.consents.push(consent.clone());
        }
        Event::MemberConsentCancelled { member, .. } => {
            case.group.consents.retain(|c| c.member != *member);
        }
        Event::AnnexMade(annex) => {
            case.group.annexes.retain(|a| a.paper != annex.paper);
            case.group.annexes.push(annex.clone());
        }
        Event::TeamNamed(team) => case.group.team = Some(team.clone()),
        Event::Split(split) if case.group.splits.iter().any(|s| s.into == split.into) => {}
        Event::Split(split) => {
            case.sheet.patch(&split.patch);
            case.group.left.extend(split.members.iter().cloned());
            case.group.splits.push(split.clone());
        }
        Event::SplitOff(off) => begin(case, off),
        Event::Merged(merged) => case.group.merged = Some(merged.clone()),
        Event::MergedIn(merged) => take_in(case, merged),
        Event::OfferMade(offer) => {
            if case.offers.iter().all(|o| o.id != offer.id) {
                case.offers.push(offer.clone());
            }
        }
        Event::OfferAnswered { id, accepted, on, note } => {
            for offer in case.offers.iter_mut().filter(|o| o.id == *id) {
                let (accepted, on, note) = (*accepted, *on, note.clone());
                offer.answer = Some(OfferAnswer { accepted, on, note });
            }
        }
        Event::OfferCancelled { id, reason } => {
            for offer in case.offers.iter_mut().filter(|o| o.id == *id) {
                offer.cancelled = Some(reason.clone());
            }
        }
        Event::AgreementRead(reading) => {
            if !case.readings.contains(reading) {
                case.readings.push(reading.clone());
            }
        }
        Event::ObligationEvent(happening) => note(&mut case.happenings.events, happening),
        Event::ObligationDone(happening) => note(&mut case.happenings.done, happening),
        Event::ObligationCancelled { obligation, what, .. } => {
            let noted = match what {
                HappeningKind::Event => &mut case.happenings.events,
                HappeningKind::Done => &mut case.happenings.done,
            };
            noted.retain(|h| h.obligation != *obligation);
        }
        Event::PaymentCorrected { id, obligation, amount, on, way, note, more, reason } => {
            for payment in case.payments.iter_mut().filter(|p| p.id == *id) {
                *payment = Payment {
                    id: id.clone(),
                    obligation: obligation.clone(),
                    amount: *amount,
                    on: *on,
                    way: *way,
                    note: note.clone(),
                    cancelled: payment.cancelled.take(),
                    more: more.clone(),
                    corrected: Some(reason.clone()),
                };
            }
        }
        Event::Settled(settled) => case.settled = Some(settled.clone()),
        _ => return false,
    }
    true
}

/// One obligation has one event and is done once: a later note replaces the earlier.
fn note(noted: &mut Vec<Happening>, happening: &Happening) {
    noted.retain(|h| h.obligation != happening.obligation);
    noted.push(happening.clone());
}

/// Takes over what another case noted: what went out with a split and comes back with a merger is one note.
fn bring<T: Clone + PartialEq>(
    here: &mut Vec<Noted<T>>,
    from: &[Noted<T>],
    id: impl Fn(&T) -> &Id,
) {
    for noted in from {
        let known = |n: &Noted<T>| match id(&noted.noted) {
            Id(empty) if empty.is_empty() => n.noted == noted.noted,
            named => id(&n.noted) == named,
        };
        if !here.iter().any(known) {
            here.push(noted.clone());
        }
    }
}

fn begin(case: &mut Case, off: &SplitOff) {
    // Told twice after a fork, it must not put back what was typed since.
    if case.group.origin.is_some() {
        return;
    }
    case.sheet.patch(&off.sheet);
    let m = &mut case.mediation;
    m.received.clone_from(&off.received);
    m.inquiries.clone_from(&off.inquiries);
    m.accepted.clone_from(&off.accepted);
    m.extension.clone_from(&off.extension);
    // What was handed over stayed in the first case: the rounds of this one begin without hand-overs.
    m.rounds = off.rounds.iter().map(|r| Round { referrals: 0, ..r.clone() }).collect();
    m.supplements.clone_from(&off.supplements);
    m.pauses.clone_from(&off.pauses);
    bring(&mut case.interruptions, &off.interruptions, |i| &i.id);
    bring(&mut case.limitation_suspensions, &off.limitation_suspensions, |s| &s.id);
    case.group.origin = Some(Origin {
        from: off.from.clone(),
        number: off.from_number.clone(),
        members: off.members.clone(),
        on: off.on,
        reason: off.reason.clone(),
    });
}

fn take_in(case: &mut Case, merged: &MergedIn) {
    // The same record told twice after a fork brings nothing twice.
    if case.group.merged_in.iter().any(|m| m.from == merged.from && m.on == merged.on) {
        return;
    }
    case.sheet.patch(&merged.patch);
    for member in &merged.members {
        case.group.left.remove(member);
    }
    bring(&mut case.interruptions, &merged.interruptions, |i| &i.id);
    bring(&mut case.limitation_suspensions, &merged.limitation_suspensions, |s| &s.id);
    case.group.merged_in.push(merged.clone());
}
