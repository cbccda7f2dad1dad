//! All procedures of a case with everything that happened in them: one timeline.

use crate::case::{Case, Procedure, ProcedureKind, ProcedureStep};
use crate::event::ReferralBasis;
use crate::machine;
use crate::proceeding::Proceeding;
use chrono::NaiveDate;

fn code<T: serde::Serialize>(of: T) -> String {
    let value = serde_json::to_value(of).ok();
    value.and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn done(code: &str, on: NaiveDate) -> ProcedureStep {
    ProcedureStep { code: code.to_owned(), on: Some(on), ..ProcedureStep::default() }
}

impl Case {
    /// All procedures of this case, each with what happened in it.
    pub fn procedures(&self) -> Vec<Procedure> {
        let mut all = Vec::new();
        all.extend(self.consultation());
        all.push(self.mediation_procedure());
        if let Some(p) = self.performance() {
            let settled = self.settled.as_ref().map(|s| s.on);
            let since = self.effective().and_then(|a| a.effective_on).or(settled);
            let mut performance = plain(ProcedureKind::Performance, since);
            performance.state = if p.complete { "performed" } else { "performing" }.to_owned();
            performance.over = p.complete;
            let paid = self.payments.iter().filter(|p| p.cancelled.is_none());
            performance.steps = paid
                .map(|p| ProcedureStep {
                    amount: Some(p.amount),
                    note: p.note.clone(),
                    ..done("paid", p.on)
                })
                .collect();
            performance.steps.extend(
                self.settled.iter().filter(|_| self.effective().is_none()).map(|s| ProcedureStep {
                    amount: Some(s.amount),
                    note: s.note.clone(),
                    paper: Some(s.paper.clone()),
                    ..done("paid", s.on)
                }),
            );
            let deeds = self.happenings.done.iter();
            performance.steps.extend(
                deeds.map(|h| ProcedureStep { note: h.note.clone(), ..done("done", h.on) }),
            );
            performance.steps.sort_by_key(|s| s.on);
            all.push(performance);
        }
        let noted = self.proceedings.iter().filter(|p| p.cancelled.is_none());
        let arbitration = noted.clone().any(|p| p.opened.procedure == ProcedureKind::Arbitration);
        for referral in &self.mediation.referrals {
            let state = match referral.basis {
                ReferralBasis::Entrusted => "returned",
                ReferralBasis::Application => "handed_over",
                ReferralBasis::Notice => continue,
            };
            // Once the commission's own steps are noted, they tell more than the hand-over.
            if arbitration && referral.basis == ReferralBasis::Application {
                continue;
            }
            let mut handed = plain(ProcedureKind::Arbitration, Some(referral.on));
            handed.state = state.to_owned();
            handed.body.clone_from(&referral.to);
            let paper = Some(referral.paper.clone());
            handed.steps = vec![ProcedureStep { paper, ..done(state, referral.on) }];
            all.push(handed);
        }
        all.extend(noted.map(of_proceeding));
        all
    }

    fn consultation(&self) -> Option<Procedure> {
        let closed = self.after.consultation.as_ref();
        if closed.is_none() && self.mediation.received.is_some() {
            return None;
        }
        let since = self.created_at.map(|at| at.date_naive());
        let mut consultation = plain(ProcedureKind::Consultation, since);
        consultation.state = closed.map_or_else(|| "open".to_owned(), |c| code(c.outcome));
        consultation.over = closed.is_some();
        consultation.steps = closed
            .map(|c| ProcedureStep {
                label: c.outcome.words().to_owned(),
                note: c.answer.clone(),
                ..done(&code(c.outcome), c.on)
            })
            .into_iter()
            .collect();
        Some(consultation)
    }

    fn mediation_procedure(&self) -> Procedure {
        let m = &self.mediation;
        let received = m.received.as_ref().map(|r| r.at.date_naive());
        let mut mediation = plain(ProcedureKind::Mediation, received);
        mediation.state = code(self.state());
        mediation.number = self.number().map(|n| n.text.clone()).unwrap_or_default();
        let mut steps: Vec<ProcedureStep> =
            received.map(|on| done("received", on)).into_iter().collect();
        for s in m.supplements.iter().filter(|s| s.cancelled.is_none()) {
            steps.push(ProcedureStep {
                note: s.asked.what.clone(),
                ..done("supplementing", s.asked.on)
            });
            steps.extend(s.done.as_ref().map(|d| done("supplemented", d.on)));
        }
        for i in &m.inquiries {
            steps.extend(i.asked_on.map(|on| done("inquiring", on)));
            let answer = if i.agreed == Some(true) { "consented" } else { "not_consented" };
            steps.extend(i.answered_on.map(|on| done(answer, on)));
        }
        steps.extend(m.accepted.as_ref().map(|a| done("accepted", a.on)));
        for s in &m.sessions {
            let note = s.result.words().to_owned();
            steps.push(ProcedureStep { note, ..done("session", s.at.date_naive()) });
        }
        steps.extend(m.extension.as_ref().map(|e| done("extended", e.on)));
        for p in &m.pauses {
            let note = p.suspended.reason.clone();
            steps.push(ProcedureStep { note, ..done("suspended", p.suspended.on) });
            steps.extend(p.resumed.as_ref().map(|r| done("resumed", r.on)));
        }
        for a in &self.accords {
            let paper = Some(a.paper.clone());
            steps.push(ProcedureStep { paper: paper.clone(), ..done("frozen", a.frozen_on) });
            let effective =
                a.effective_on.map(|on| ProcedureStep { paper, ..done("effective", on) });
            steps.extend(effective);
        }
        for round in &m.rounds {
            steps.extend(round.ended.as_ref().map(|e| done("failed", e.on)));
            steps.extend(round.refused.as_ref().map(|r| done("refused", r.on)));
            steps.extend(round.withdrawn.as_ref().map(|w| done("withdrawn", w.on)));
            steps.push(done("begun_again", round.resumed_on));
        }
        steps.extend(m.refused.as_ref().map(|r| done("refused", r.on)));
        steps.extend(m.ended.as_ref().map(|e| done("failed", e.on)));
        steps.extend(m.withdrawn.as_ref().map(|w| done("withdrawn", w.on)));
        steps.extend(self.settled.as_ref().map(|s| done("settled", s.on)));
        for split in &self.group.splits {
            let note = split.reason.clone();
            steps.push(ProcedureStep { note, ..done("split", split.on) });
        }
        for came in &self.group.merged_in {
            let note = came.reason.clone();
            steps.push(ProcedureStep { note, ..done("merged_in", came.on) });
        }
        steps.extend(self.group.merged.as_ref().map(|m| done("merged", m.on)));
        steps.extend(self.closed_on.map(|on| done("closed", on)));
        steps.extend(self.after.archived.as_ref().map(|a| done("archived", a.on)));
        steps.sort_by_key(|s| s.on);
        mediation.steps = steps;
        mediation.over = self.mediation_over();
        mediation
    }
}

fn plain(kind: ProcedureKind, since: Option<NaiveDate>) -> Procedure {
    Procedure {
        kind,
        state: String::new(),
        since,
        id: None,
        label: String::new(),
        body: String::new(),
        number: String::new(),
        over: false,
        steps: Vec::new(),
    }
}

fn of_proceeding(p: &Proceeding) -> Procedure {
    let kind = p.opened.procedure;
    let label = |code: &str| machine::state(kind, code).map_or(code, |s| s.label).to_owned();
    let first = machine::first_state(kind);
    let mut steps = vec![ProcedureStep {
        label: label(first),
        number: p.opened.number.clone(),
        amount: p.opened.amount,
        note: p.opened.note.clone(),
        paper: p.opened.paper.clone(),
        ..done(first, p.opened.on)
    }];
    steps.extend(p.steps().into_iter().map(|m| ProcedureStep {
        label: label(&m.to),
        number: m.number.clone(),
        served_on: m.served_on,
        amount: m.amount,
        note: m.note.clone(),
        paper: m.paper.clone(),
        step: Some(m.step.clone()),
        ..done(&m.to, m.on)
    }));
    Procedure {
        state: p.state().to_owned(),
        id: Some(p.opened.id.clone()),
        label: label(p.state()),
        body: p.opened.body.name.clone(),
        number: p.number().to_owned(),
        over: !p.runs(),
        steps,
        ..plain(kind, Some(p.opened.on))
    }
}
