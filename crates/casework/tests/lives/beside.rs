//! What happens without being proposed: mistakes that are found, corrections, cases that come together.

use crate::life::{Life, state};
use crate::support::*;
use casework::*;
use statute::Fen;

impl Life {
    pub fn beside(&mut self, pick: usize, choice: usize) {
        match pick % 12 {
            0 | 1 => self.fact(choice),
            2 => self.payment(choice),
            3 => self.happening(choice),
            4 => self.member(choice),
            5 => self.signature(choice),
            6 => self.correction(choice),
            7 => self.clock(choice),
            8 => self.people(choice),
            _ => self.clock(choice / 2),
        }
    }

    /// Somebody finds that one of the facts was noted by mistake.
    fn fact(&mut self, choice: usize) {
        let case = &self.desk.case;
        let mut all: Vec<(FactKind, Id)> = Vec::new();
        for p in &case.proceedings {
            all.push((FactKind::Procedure, p.opened.id.clone()));
            all.extend(p.moves.iter().map(|m| (FactKind::Move, m.moved.step.clone())));
        }
        let m = &case.mediation;
        all.extend(m.supplements.iter().map(|s| (FactKind::Supplement, s.asked.id.clone())));
        let after = &case.after;
        all.extend(after.transfers.iter().map(|t| (FactKind::Transfer, t.sent.id.clone())));
        all.extend(after.services.iter().map(|s| (FactKind::Service, s.planned.id.clone())));
        all.extend(case.interruptions.iter().map(|i| (FactKind::Interruption, i.noted.id.clone())));
        if all.is_empty() {
            return;
        }
        let (fact, id) = all[choice % all.len()].clone();
        self.may(Command::CancelFact(FactCancelled { fact, id, reason: "登错".into() }));
    }

    fn payment(&mut self, choice: usize) {
        let Some(p) = self.desk.case.payments.last().cloned() else { return };
        let reason = "登错".to_owned();
        self.may(if choice.is_multiple_of(2) {
            Command::CancelPayment { id: p.id, reason }
        } else {
            let amount = Fen((p.amount.0 / 2).max(1));
            let (id, obligation, on, way, note, more) =
                (p.id, p.obligation, p.on, p.way, p.note, p.more);
            Command::CorrectPayment { id, obligation, amount, on, way, note, more, reason }
        });
    }

    fn happening(&mut self, choice: usize) {
        let noted = &self.desk.case.happenings;
        let (what, all) = match choice % 2 {
            0 => (HappeningKind::Event, &noted.events),
            _ => (HappeningKind::Done, &noted.done),
        };
        let Some(obligation) = all.last().map(|h| h.obligation.clone()) else { return };
        self.may(Command::CancelHappening { obligation, what, reason: "登错".into() });
    }

    fn member(&mut self, choice: usize) {
        let consents = &self.desk.case.group.consents;
        let Some(consent) = consents.get(choice % consents.len().max(1)) else { return };
        let (member, on) = (consent.member.clone(), self.today);
        self.may(Command::CancelMemberConsent { member, on, reason: "反悔".into() });
    }

    fn signature(&mut self, choice: usize) {
        let signed: Vec<(Id, String)> = self
            .desk
            .case
            .papers
            .iter()
            .flat_map(|p| p.signatures.iter().map(|s| (p.id.clone(), s.signer.clone())))
            .collect();
        let Some((id, signer)) = signed.get(choice % signed.len().max(1)).cloned() else { return };
        self.may(Command::CancelSignature { id, signer, reason: "纸上没有签名".into() });
    }

    fn correction(&mut self, choice: usize) {
        let reason = "打错".to_owned();
        let m = &self.desk.case.mediation;
        let command = match choice % 3 {
            0 => m.received.clone().map(|r| {
                let reception = Reception { receiver: format!("{}某", r.receiver), ..r };
                Command::CorrectReception { reception, reason }
            }),
            1 => m.sessions.last().cloned().map(|s| {
                let result = SessionResult::Continue;
                Command::CorrectSession { held: SessionHeld { result, ..s }, reason }
            }),
            _ => m.inquiries.last().cloned().map(|i| {
                let note = format!("{}。", i.note);
                Command::CorrectInquiry { inquiry: Inquiry { note, ..i }, reason }
            }),
        };
        if let Some(command) = command {
            self.may(command);
        }
    }

    fn clock(&mut self, choice: usize) {
        let (id, on) = (id(&self.name()), self.today);
        self.may(if choice.is_multiple_of(2) {
            let (way, why, proof) = (InterruptWay::Promised, "微信承诺".to_owned(), None);
            Command::Interrupt(InterruptionNoted { id, on, why, way, proof })
        } else {
            let (from, to, why, proof) = (on - chrono::Days::new(9), on, "山洪".to_owned(), None);
            Command::SuspendLimitation(LimitationSuspended { id, from, to, why, proof })
        });
    }

    fn people(&mut self, choice: usize) {
        let (id, on) = (id(&self.name()), self.today);
        let due = on + chrono::Days::new(5);
        let (agency, what) = ("县人社局".to_owned(), "核工资表".to_owned());
        let (contact, note) = (String::new(), String::new());
        if choice.is_multiple_of(2) {
            self.may(Command::SetTask(TaskSet { id, agency, what, due, contact }));
            return;
        }
        let one = |name: &str| TeamMember {
            name: name.into(),
            agency: "县人社局".into(),
            capacity: String::new(),
        };
        let mediators = ["赵某", "钱某", "孙某"].map(one).to_vec();
        self.may(Command::NameTeam(Team { mediators, on, note }));
    }

    /// Cases that were one come together again, this way or the other.
    pub fn join(&mut self, choice: usize) {
        if choice.is_multiple_of(2) { self.join_back() } else { self.go_into() }
    }

    /// Who left comes back.
    fn join_back(&mut self) {
        let Some(mut child) = self.others.pop() else { return };
        let (now, today) = (self.now(), self.today);
        let reason = "并案".to_owned();
        let case = &self.desk.case;
        let before = (case.members().len(), case.sheet.claimed().0);
        match merge(&child.case, case, today, reason, &cx(&now)) {
            Ok((there, here)) => {
                there.into_iter().for_each(|event| child.record(event, &now));
                here.into_iter().for_each(|event| self.desk.record(event, &now));
                let case = &self.desk.case;
                assert_eq!(case.members().len(), before.0 + child.case.members().len());
                assert_eq!(case.sheet.claimed().0, before.1 + child.case.sheet.claimed().0);
                // What both knew of the clocks is known once.
                let mut names: Vec<&Id> = case.interruptions.iter().map(|i| &i.noted.id).collect();
                names.sort_unstable();
                assert!(names.windows(2).all(|w| w[0] != w[1]), "{names:?}");
                assert_eq!(child.case.state(), MediationState::Merged);
                crate::whole(&child.case, &now);
            }
            Err(refusal) => {
                assert!(refusal.code.contains('.'));
                self.others.push(child);
            }
        }
    }

    /// The case goes into one that was split from it.
    fn go_into(&mut self) {
        let Some(into) = self.others.last() else { return };
        let (now, today) = (self.now(), self.today);
        let Ok((here, _)) = merge(&self.desk.case, &into.case, today, "并案".into(), &cx(&now))
        else {
            return;
        };
        let before = state(&self.desk.case);
        here.into_iter().for_each(|event| self.desk.record(event, &now));
        self.moved(before);
    }
}
