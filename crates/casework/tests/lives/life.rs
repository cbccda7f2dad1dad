//! A life as it goes: the desk, the day, and how a person takes each step that is offered.

use crate::Turn;
use crate::support::*;
use casework::*;
use serde_json::json;
use statute::Fen;
use std::collections::BTreeSet;

#[derive(Clone)]
pub struct Life {
    pub desk: Desk,
    pub today: chrono::NaiveDate,
    n: usize,
    /// Transitions of the mediation that were seen.
    pub seen: BTreeSet<(String, String)>,
    /// Steps that were taken.
    pub taken: BTreeSet<String>,
    /// Cases that members left for.
    pub others: Vec<Desk>,
}

pub fn state(case: &Case) -> String {
    json!(case.state()).as_str().unwrap_or_default().to_owned()
}

impl Life {
    /// Goes on from a desk on a day.
    pub fn of(desk: Desk, today: &str) -> Self {
        let (seen, taken) = (BTreeSet::new(), BTreeSet::new());
        Self { desk, today: day(today), n: 0, seen, taken, others: Vec::new() }
    }

    pub fn name(&mut self) -> String {
        self.n += 1;
        format!("n{}", self.n)
    }

    pub fn now(&self) -> String {
        self.today.to_string()
    }

    /// Does it if the law lets; a refusal is an answer too, but never one without a name.
    pub fn may(&mut self, command: Command) -> bool {
        let by = cx("02").by;
        match self.attempt(by, command) {
            Ok(()) => true,
            Err(refusal) => {
                assert!(refusal.code.contains('.'), "{refusal:?}");
                false
            }
        }
    }

    /// Does what was offered as open: it has to open.
    pub fn must(&mut self, command: Command) {
        let (shown, state) = (format!("{command:?}"), state(&self.desk.case));
        if let Err(refusal) = self.attempt(cx("02").by, command) {
            panic!("offered in {state} and refused: {refusal:?} for {shown}");
        }
    }

    fn attempt(&mut self, by: &str, command: Command) -> Result<(), Refusal> {
        let before = state(&self.desk.case);
        let today = self.now();
        does_as(&mut self.desk, by, &today, command)?;
        self.moved(before);
        Ok(())
    }

    pub fn moved(&mut self, before: String) {
        let after = state(&self.desk.case);
        if before != after {
            self.seen.insert((before, after));
        }
    }

    pub fn issue(&mut self, kind: &str, signers: Vec<Signer>) -> String {
        let (name, today) = (self.name(), self.now());
        self.must(Command::Issue(paper(&name, kind, &today, signers)));
        name
    }

    pub fn sign_all(&mut self, name: &str) {
        let today = self.now();
        let paper = self.desk.case.paper(&id(name)).unwrap();
        let keys: Vec<String> = paper.missing().iter().map(|s| s.key.clone()).collect();
        for key in keys {
            self.must(sign(name, &key, &today));
        }
    }

    /// The first applicant that has a name: after a split it may be another than at first.
    pub fn applicant(&self) -> Id {
        self.desk.case.sheet.named(PartyRole::Applicant)[0].id.clone()
    }

    /// Reads the terms as another member of staff.
    pub fn read(&mut self) {
        self.attempt("王某", read(true)).unwrap();
    }

    /// Takes a step as a person at the desk would.
    pub fn take(&mut self, step: &Step, choice: usize) {
        self.taken.insert(step.code.clone());
        let taken = self.mediate(step, choice)
            || self.group(step, choice)
            || self.around(step, choice)
            || self.finish(step, choice);
        if taken {
            return;
        }
        match machine::machines().iter().find(|m| m.step == step.code) {
            Some(m) => self.open(m),
            None => panic!("nobody knows how to take {}", step.code),
        }
    }

    /// Steps of the mediation itself.
    fn mediate(&mut self, step: &Step, choice: usize) -> bool {
        let (today, on, subject) = (self.now(), self.today, step.subject.clone());
        match step.code.as_str() {
            "receive" => self.must(receive(&today)),
            "ask_supplement" => {
                let (id, what) = (id(&self.name()), "工资条".to_owned());
                let due = on + chrono::Days::new(3);
                let paper = None;
                self.must(Command::AskSupplement(SupplementAsked { id, what, on, due, paper }));
            }
            "complete_supplement" => {
                let (id, note) = (id(&subject), String::new());
                self.must(Command::CompleteSupplement(SupplementDone { id, on, note }));
            }
            "ask_consent" => self.must(ask("p2", &today)),
            "answer_consent" => self.must(Command::AnswerConsent {
                party: id("p2"),
                agreed: !choice.is_multiple_of(4),
                on,
                way: ConsentWay::Phone,
                note: String::new(),
            }),
            // 重大 is not mediated by one person alone.
            "accept" => self.must(accept(&today, &["赵某", "钱某"])),
            "refuse" => match choice % 3 {
                0 => drop(self.may(refuse(RefuseReason::NoConsent, &today))),
                1 => drop(self.may(refuse(RefuseReason::NoAnswer, &today))),
                _ => self.must(refuse(RefuseReason::OutOfScope, &today)),
            },
            "session" => {
                let any = [SessionResult::Continue, SessionResult::Agreed, SessionResult::Failed];
                let held = SessionHeld { id: id(&self.name()), ..session(&today, any[choice % 3]) };
                self.must(Command::HoldSession(held));
            }
            "schedule" => {
                let (id, at, place) = (id(&self.name()), at(&today), "驿站".to_owned());
                self.must(Command::ScheduleSession(SessionScheduled { id, at, place }));
            }
            "extend" => {
                let name = self.issue("extension-consent", sides());
                self.sign_all(&name);
                let clocks = self.desk.clocks(&today, DeadlineKind::MediationPeriod);
                let due = clocks.iter().find(|d| d.subject.is_empty()).and_then(|d| d.due);
                let until = due.unwrap() + chrono::Days::new(9);
                self.must(Command::Extend { until, paper: id(&name) });
            }
            "suspend" => {
                let name = self.issue("suspension-record", sides());
                self.sign_all(&name);
                let (reason, paper) = ("等认定".to_owned(), Some(id(&name)));
                self.must(Command::Suspend(Suspended { on, reason, paper, session: None }));
            }
            "resume_mediation" => {
                self.must(Command::Resume(Resumed { on, note: String::new(), paper: None }));
            }
            "draft_agreement" => self.freeze(choice),
            "abandon" => self.must(Command::Abandon { reason: "要改".into() }),
            "sign" | "sealed" => self.sign_all(&subject),
            "end" => match choice % 3 {
                0 => drop(self.may(end(EndReason::Expired, &today))),
                _ => self.must(end(EndReason::PartyEnds, &today)),
            },
            "withdraw" => self.must(Command::Withdraw { on, reason: String::new() }),
            _ => return false,
        }
        true
    }

    /// Steps around the mediation: risk, agencies, services, procedures that run.
    fn around(&mut self, step: &Step, choice: usize) -> bool {
        let (on, subject) = (self.today, step.subject.clone());
        match step.code.as_str() {
            "close_consultation" => {
                let (answer, advice, to) = ("已答复".to_owned(), String::new(), String::new());
                let outcome = ConsultationOutcome::Answered;
                let closed = ConsultationClosed { on, answer, advice, outcome, to };
                self.must(Command::CloseConsultation(closed));
            }
            "report_risk" => drop(self.issue("major-dispute-report", Vec::new())),
            "procedure_move" => self.go(step, choice),
            "grade_risk" => self.must(Command::GradeRisk(RiskGraded {
                grade: serde_json::from_value(step.args["grade"].clone()).unwrap(),
                on,
                way: GradeReason::Rules,
                reason: "县里要求".into(),
                paper: None,
            })),
            "task_done" => {
                let (id, result) = (id(&subject), "已核".to_owned());
                self.must(Command::CompleteTask(Done { id, on, result }));
            }
            "service_done" => {
                let (id, result) = (id(&subject), "已办".to_owned());
                self.must(Command::CompleteService(Done { id, on, result }));
            }
            "transfer_answer" => self.must(Command::AnswerTransfer(TransferAnswered {
                id: id(&subject),
                on,
                accepted: true,
                number: String::new(),
                result: String::new(),
            })),
            "transfer" | "answer_court" => self.transfer(),
            "plan_service" => {
                let service = ServicePlanned {
                    id: id(&self.name()),
                    party: self.applicant(),
                    service: ServiceKind::Training,
                    due: on + chrono::Days::new(30),
                    provider: "县就业局".into(),
                    note: String::new(),
                };
                self.must(Command::PlanService(service));
            }
            "visit" => {
                let visit = VisitMade {
                    id: id(&self.name()),
                    party: self.applicant(),
                    on,
                    way: ConsentWay::Phone,
                    satisfied: Satisfaction::Good,
                    text: String::new(),
                    paper: None,
                };
                self.must(Command::Visit(visit));
            }
            _ => return false,
        }
        true
    }

    /// Steps of an end: notices, hand-overs, the file.
    fn finish(&mut self, step: &Step, choice: usize) -> bool {
        let (today, on) = (self.now(), self.today);
        match step.code.as_str() {
            "termination_notice" => drop(self.issue("termination-notice", Vec::new())),
            "refusal_notice" => drop(self.issue("refusal-notice", Vec::new())),
            "arbitration_application" => {
                let applicant = sides().into_iter().take(1).collect();
                let name = self.issue("arbitration-application", applicant);
                self.sign_all(&name);
            }
            "refer_entrusted" | "refer_application" | "refer_notice" => {
                let basis = match step.code.as_str() {
                    "refer_entrusted" => ReferralBasis::Entrusted,
                    "refer_application" => ReferralBasis::Application,
                    _ => ReferralBasis::Notice,
                };
                let name = self.issue("arbitration-reply", Vec::new());
                self.must(refer(basis, &name, &today));
            }
            "receive_payment" => {
                let row = id(&step.subject);
                let left = step.args["left"].as_i64().unwrap();
                self.pay(row, left, choice);
            }
            "close" => self.must(Command::Close { on }),
            "archive" => {
                let (pages, retention_years, place) = (20, 5, String::new());
                self.must(Command::Archive(Archived { on, pages, retention_years, place }));
            }
            "reopen" | "resume" => {
                let resume = step.code == "resume";
                self.must(Command::Reopen { on, reason: "新情况".into(), resume });
            }
            _ => return false,
        }
        true
    }

    /// In full, in part, or more than was owed, with a remark that says why.
    fn pay(&mut self, obligation: Id, left: i64, choice: usize) {
        let (amount, note) = match choice % 7 {
            0 => (left + 100, "多付，待退"),
            1..=3 => (left, ""),
            _ => ((left / 2).max(1), ""),
        };
        let id = id(&self.name());
        self.must(Command::ReceivePayment {
            id,
            obligation,
            amount: Fen(amount),
            on: self.today,
            way: PayWay::Transfer,
            note: note.into(),
            more: PaymentMore::default(),
        });
    }

    fn transfer(&mut self) {
        let sent = TransferSent {
            id: id(&self.name()),
            to: "某某县人民法院".into(),
            transfer: TransferKind::Court,
            matter: "调解结果".into(),
            on: self.today,
            appointment: None,
            due: Some(self.today + chrono::Days::new(10)),
            paper: None,
        };
        self.must(Command::SendTransfer(sent));
    }

    fn open(&mut self, m: &machine::Machine) {
        let prefill = prefill(&self.desk.case, m.kind, &cx(&self.now())).unwrap();
        let body = Body { name: "某某县".into(), ..prefill.body };
        let name = self.name();
        // What was offered as open has to open with what the case pre-fills.
        self.must(Command::OpenProcedure(ProcedureOpened {
            id: id(&name),
            procedure: m.kind,
            on: self.today,
            body,
            applicants: prefill.applicants,
            basis: prefill.basis,
            number: String::new(),
            accord: prefill.accord,
            paper: None,
            amount: prefill.amount,
            note: String::new(),
            fields: prefill.fields,
        }));
    }

    fn go(&mut self, step: &Step, choice: usize) {
        let moves = step.args["moves"].as_array().unwrap().clone();
        let to = moves[choice % moves.len()]["to"].as_str().unwrap().to_owned();
        let name = self.name();
        // Whether a period is over yet is judged by the move.
        self.may(Command::MoveProcedure(ProcedureMoved {
            id: id(&step.subject),
            step: id(&name),
            to,
            on: self.today,
            number: "（2026）某1号".into(),
            served_on: Some(self.today),
            amount: Some(Fen(100)),
            note: String::new(),
            paper: None,
            attachment: None,
        }));
    }

    pub fn live(&mut self, turns: &[Turn]) {
        for turn in turns {
            self.today = self.today + chrono::Days::new(turn.days);
            let today = self.now();
            crate::whole(&self.desk.case, &today);
            let open: Vec<Step> =
                self.desk.steps(&today).into_iter().filter(|s| s.refusal.is_none()).collect();
            let step = open[turn.pick % open.len()].clone();
            self.take(&step, turn.choice);
            if turn.choice.is_multiple_of(5) {
                self.beside(turn.pick, turn.choice);
            }
            if turn.choice.is_multiple_of(3) {
                self.join(turn.pick);
            }
        }
        crate::whole(&self.desk.case, &self.now());
    }
}
