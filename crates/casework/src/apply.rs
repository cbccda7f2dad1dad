//! Applying an event: never refuses, reads no calendar and no clock.

mod beside;

pub(crate) use beside::place;
mod group;

use crate::case::{
    Acceptance, Accord, Case, Conflict, Ending, Extension, FiledAttachment, Inquiry, Payment,
    Reception, Referral, Refused, Round, Withdrawal,
};
use crate::classify::Verdict;
use crate::event::{Event, RecordRef};
use crate::ids::Id;
use crate::paper::{Paper, Service, Signature};
use crate::{Entry, Stamp};
use std::collections::BTreeMap;

/// Puts one entry on the case.
///
/// A hard verdict keeps the event beside what stands, unless it is a fact; facts are always applied.
pub fn apply(case: &mut Case, entry: &Entry) {
    if case.created_at.is_none() {
        case.created_at = Some(entry.stamp.at);
        case.created_by.clone_from(&entry.stamp.by);
    }
    case.updated_at = case.updated_at.max(Some(entry.stamp.at));
    case.records += 1;
    let beside = match entry.verdict {
        Verdict::Clean | Verdict::Soft => false,
        Verdict::Hard | Verdict::Held => !entry.event.is_fact(),
        Verdict::Parked => true,
    };
    if beside {
        case.conflicts.push(Conflict {
            record: (entry.stamp.dev.clone(), entry.stamp.inc.clone(), entry.stamp.seq),
            touches: entry.event.touches(),
            kind: entry.event.kind(),
            body: entry.event.body(),
            by: entry.stamp.by.clone(),
            at: entry.stamp.at,
            verdict: entry.verdict,
            resolved: false,
        });
        return;
    }
    put(case, &entry.event, &entry.stamp);
    settle_effect(case);
}

fn put(case: &mut Case, event: &Event, stamp: &Stamp) {
    let m = &mut case.mediation;
    match event {
        Event::Amended { patch } => case.sheet.patch(patch),
        Event::Received { form, at, receiver } => {
            m.received =
                Some(Reception { form: form.clone(), at: *at, receiver: receiver.clone() });
        }
        Event::ConsentAsked { party, on, way } => {
            let inquiry = inquiry(&mut m.inquiries, party);
            inquiry.asked_on = Some(*on);
            inquiry.asked_way = Some(*way);
        }
        Event::ConsentAnswered { party, agreed, on, way, note } => {
            let inquiry = inquiry(&mut m.inquiries, party);
            inquiry.agreed = Some(*agreed);
            inquiry.answered_on = Some(*on);
            inquiry.answered_way = Some(*way);
            inquiry.note.clone_from(note);
        }
        Event::Accepted { number, on, mediators, recorder } => {
            m.accepted = Some(Acceptance {
                number: number.clone(),
                on: *on,
                mediators: mediators.clone(),
                recorder: recorder.clone(),
            });
        }
        Event::Refused { reason, on, note } => {
            m.refused = Some(Refused { reason: *reason, on: *on, note: note.clone() });
        }
        Event::SessionScheduled(planned) => {
            m.planned.retain(|p| p.id != planned.id);
            m.planned.push(planned.clone());
        }
        Event::SessionHeld(held) => {
            m.planned.retain(|p| p.id != held.id);
            m.sessions.retain(|s| s.id != held.id);
            m.sessions.push(held.clone());
            m.sessions.sort_by_key(|s| s.at);
        }
        Event::ExtensionAgreed { until, on, paper, .. } => {
            m.extension = Some(Extension { until: *until, on: *on, paper: paper.clone() });
        }
        Event::AgreementFrozen { id, version, paper, obligations, clauses, hash, on, more } => {
            case.accords.push(Accord {
                id: id.clone(),
                version: *version,
                paper: paper.clone(),
                obligations: obligations.clone(),
                clauses: clauses.clone(),
                hash: hash.clone(),
                frozen_on: *on,
                effective_on: None,
                abandoned: None,
                more: more.clone(),
            });
        }
        Event::AgreementAbandoned { id, reason, .. } => {
            for accord in case.accords.iter_mut().filter(|a| a.id == *id) {
                accord.abandoned = Some(reason.clone());
                let paper = accord.paper.clone();
                for paper in case.papers.iter_mut().filter(|p| p.id == paper) {
                    paper.voided = Some(reason.clone());
                }
            }
        }
        Event::Ended { reason, on, note } => {
            m.ended = Some(Ending { reason: *reason, on: *on, note: note.clone() });
        }
        Event::Referred { basis, to, paper, on } => {
            let (to, paper) = (to.clone(), paper.clone());
            m.referrals.push(Referral { basis: *basis, to, paper, on: *on });
        }
        Event::Withdrawn { on, reason } => {
            m.withdrawn = Some(Withdrawal { on: *on, reason: reason.clone() });
        }
        Event::Closed { on } => case.closed_on = Some(*on),
        Event::Reopened { on, resume, .. } => {
            case.closed_on = None;
            // A file that is opened again comes back from the archive; that it was there stays in its records.
            case.after.archived = None;
            if *resume {
                // A pause that was never ended went with the round it belonged to.
                if let Some(pause) = m.pauses.last_mut().filter(|p| p.resumed.is_none()) {
                    let note = String::new();
                    pause.resumed = Some(crate::pause::Resumed { on: *on, note, paper: None });
                }
                m.rounds.push(Round {
                    ended: m.ended.take(),
                    refused: m.refused.take(),
                    withdrawn: m.withdrawn.take(),
                    extension: m.extension.take(),
                    resumed_on: *on,
                    referrals: m.referrals.len(),
                });
            }
        }
        Event::Assigned(assigned) => case.assigned = Some((assigned.clone(), None)),
        Event::AssignmentAnswered { accepted, .. } => {
            if let Some((_, answer)) = &mut case.assigned {
                *answer = Some(*accepted);
            }
        }
        Event::AssignmentRecalled { .. } => case.assigned = None,
        Event::ConflictResolved { record, take, .. } => resolve(case, record, take, stamp),
        Event::NoteAdded { text } => {
            case.notes.push((stamp.at, stamp.by.clone(), text.clone()));
        }
        Event::AttachmentFiled { sha256, name, mime, size, label, obtained } => {
            case.attachments.push(FiledAttachment {
                sha256: sha256.clone(),
                name: name.clone(),
                mime: mime.clone(),
                size: *size,
                label: label.clone(),
                at: stamp.at,
                by: stamp.by.clone(),
                obtained: obtained.clone(),
            });
        }
        // The same fact under the same name is one fact: a log that was repeated after a fork tells it twice.
        Event::PaymentReceived { id, .. } if case.payments.iter().any(|p| p.id == *id) => {}
        Event::PaymentReceived { id, obligation, amount, on, way, note, more } => {
            case.payments.push(Payment {
                id: id.clone(),
                obligation: obligation.clone(),
                amount: *amount,
                on: *on,
                way: *way,
                note: note.clone(),
                cancelled: None,
                more: more.clone(),
                corrected: None,
            });
        }
        Event::PaymentCancelled { id, reason } => {
            for payment in case.payments.iter_mut().filter(|p| p.id == *id) {
                payment.cancelled = Some(reason.clone());
            }
        }
        Event::Unknown { kind, .. } => {
            if !case.unknown.contains(kind) {
                case.unknown.push(kind.clone());
            }
        }
        _ if beside::put(case, event, stamp) => {}
        _ if group::put(case, event) => {}
        _ => put_paper(case, event, stamp),
    }
}

/// Settles a conflict: what was chosen from the record kept beside is put on the case now.
///
/// Decisions held with it go the same way where they decide the same; the others are put on the case, because
/// nothing stands against them.
fn resolve(case: &mut Case, record: &RecordRef, take: &[String], stamp: &Stamp) {
    let named = |c: &Conflict| {
        c.record.0 == record.dev && c.record.1 == record.inc && c.record.2 == record.seq
    };
    let Some(at) = case.conflicts.iter().position(|c| !c.resolved && named(c)) else { return };
    case.conflicts[at].resolved = true;
    let chosen = case.conflicts[at].clone();
    let left: Vec<String> = chosen.touches.iter().filter(|t| !take.contains(t)).cloned().collect();
    let mut events = vec![part(chosen.event(), |touch| take.contains(&touch.to_owned()))];
    let same_writer = |c: &Conflict| {
        c.verdict == Verdict::Held
            && (&c.record.0, &c.record.1) == (&record.dev, &record.inc)
            && c.record.2 > record.seq
    };
    for held in case.conflicts.iter_mut().filter(|c| c.open() && same_writer(c)) {
        held.resolved = true;
        events.push(part(held.event(), |touch| !left.contains(&touch.to_owned())));
    }
    for event in events.into_iter().flatten() {
        put(case, &event, stamp);
    }
}

/// The part of a decision that decides only fields or groups that `keep` keeps; a decision of a group has no parts.
fn part(event: Event, keep: impl Fn(&str) -> bool) -> Option<Event> {
    match event {
        Event::Amended { patch } => {
            let patch: BTreeMap<_, _> = patch.into_iter().filter(|(path, _)| keep(path)).collect();
            (!patch.is_empty()).then_some(Event::Amended { patch })
        }
        whole => whole.touches().iter().all(|touch| keep(touch)).then_some(whole),
    }
}

fn put_paper(case: &mut Case, event: &Event, stamp: &Stamp) {
    if let Event::PaperIssued { id, supersedes, .. } = event
        && let Some(old) = supersedes
        && let Some(old) = case.papers.iter_mut().find(|p| p.id == *old)
    {
        old.superseded_by = Some(id.clone());
    }
    let known = matches!(event, Event::PaperIssued { id, .. } if case.paper(id).is_some());
    let mut on_paper = |id: &Id, change: &dyn Fn(&mut Paper)| {
        case.papers.iter_mut().filter(|p| p.id == *id).for_each(change);
    };
    match event {
        Event::PaperIssued { id, .. } if known => {}
        Event::PaperIssued {
            id,
            paper_kind,
            title,
            number,
            data_hash,
            pdf,
            pages,
            template,
            pack,
            copies,
            signers,
            on,
            places,
            ..
        } => case.papers.push(Paper {
            id: id.clone(),
            kind: paper_kind.clone(),
            title: title.clone(),
            number: number.clone(),
            data_hash: data_hash.clone(),
            pdf: pdf.clone(),
            pages: *pages,
            template: template.clone(),
            pack: pack.clone(),
            copies: *copies,
            signers: signers.clone(),
            on: *on,
            issued_at: stamp.at,
            issued_by: stamp.by.clone(),
            printed: 0,
            signatures: Vec::new(),
            seal_sent: None,
            services: Vec::new(),
            scans: Vec::new(),
            leaves: Vec::new(),
            places: places.clone(),
            voided: None,
            superseded_by: None,
        }),
        Event::PaperPrinted { id, copies, .. } => {
            on_paper(id, &|p| p.printed = p.printed.saturating_add(*copies))
        }
        Event::PaperSigned { id, signer, name, how, at } => on_paper(id, &|p| {
            p.signatures.retain(|s| s.signer != *signer);
            p.signatures.push(Signature {
                signer: signer.clone(),
                name: name.clone(),
                how: *how,
                at: *at,
            });
        }),
        Event::PaperSignatureCancelled { id, signer, .. } => {
            on_paper(id, &|p| p.signatures.retain(|s| s.signer != *signer));
        }
        Event::PaperSealSent { id, on } => on_paper(id, &|p| p.seal_sent = Some(*on)),
        Event::PaperServed { id, party, way, on, note, more } => on_paper(id, &|p| {
            p.services.push(Service {
                party: party.clone(),
                way: *way,
                on: *on,
                note: note.clone(),
                more: more.clone(),
            });
        }),
        Event::PaperScanned { id, page, sha256, leaf } => {
            on_paper(id, &|p| {
                let page = page.unwrap_or(0);
                let scan = (page, sha256.clone());
                if !p.scans.contains(&scan) {
                    p.scans.push(scan);
                }
                // Several sheets of one stack may show pages nobody could number.
                let leaf = leaf.map(|leaf| (page, sha256.clone(), leaf));
                p.leaves.extend(leaf.filter(|leaf| !p.leaves.contains(leaf)));
            });
        }
        Event::PaperVoided { id, reason } => on_paper(id, &|p| p.voided = Some(reason.clone())),
        _ => {}
    }
}

/// The agreement takes effect with the last of the four: both parties, mediator, seal
/// (调解仲裁法 Art. 14(2)); derived from the paper, so that facts in any order give the same day.
fn settle_effect(case: &mut Case) {
    let Case { accords, papers, .. } = case;
    for accord in accords.iter_mut().filter(|a| a.abandoned.is_none()) {
        let paper = papers.iter().find(|p| p.id == accord.paper && p.voided.is_none());
        accord.effective_on = paper.and_then(Paper::completed_on);
    }
}

fn inquiry<'a>(all: &'a mut Vec<Inquiry>, party: &Id) -> &'a mut Inquiry {
    let at = all.iter().position(|i| i.party == *party).unwrap_or_else(|| {
        all.push(Inquiry {
            party: party.clone(),
            asked_on: None,
            asked_way: None,
            agreed: None,
            answered_on: None,
            answered_way: None,
            note: String::new(),
        });
        all.len() - 1
    });
    &mut all[at]
}
