//! Random lawful lives: any allowed step, any passing of days. Whatever is done, the case stays whole.

#![allow(clippy::unwrap_used, reason = "helpers of a test may stop here")]

mod support;

use casework::*;
use proptest::prelude::*;
use serde_json::json;
use statute::Fen;
use std::collections::BTreeSet;
use std::sync::Mutex;
use support::*;

/// One turn of a life: which of the possible steps, how many days pass first, and a number to choose by.
#[derive(Debug, Clone, Copy)]
struct Turn {
    pick: usize,
    days: u64,
    choice: usize,
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let days = prop_oneof![6 => 0u64..3, 3 => 3u64..20, 1 => 20u64..400];
    let turn = (any::<prop::sample::Index>(), days, 0usize..97);
    let turn =
        turn.prop_map(|(pick, days, choice)| Turn { pick: pick.index(10_000), days, choice });
    prop::collection::vec(turn, 1..45)
}

/// A life as it goes: the desk, the day, a counter for names.
struct Life {
    desk: Desk,
    today: chrono::NaiveDate,
    n: usize,
    /// Transitions of the mediation that were seen.
    seen: BTreeSet<(String, String)>,
}

fn state(case: &Case) -> String {
    json!(case.state()).as_str().unwrap_or_default().to_owned()
}

impl Life {
    fn new() -> Self {
        let desk = told();
        Self { desk, today: day("02"), n: 0, seen: BTreeSet::new() }
    }

    fn name(&mut self) -> String {
        self.n += 1;
        format!("n{}", self.n)
    }

    fn now(&self) -> String {
        self.today.to_string()
    }

    /// Does it if the law lets; a refusal is an answer too, but never one without a name.
    fn attempt(&mut self, command: Command) {
        let before = state(&self.desk.case);
        let today = self.now();
        match self.desk.try_do(&today, command) {
            Ok(()) => {
                let after = state(&self.desk.case);
                if before != after {
                    self.seen.insert((before, after));
                }
            }
            Err(refusal) => assert!(refusal.code.contains('.'), "{refusal:?}"),
        }
    }

    fn issue(&mut self, kind: &str, signers: Vec<Signer>) -> String {
        let (name, today) = (self.name(), self.now());
        self.attempt(Command::Issue(paper(&name, kind, &today, signers)));
        name
    }

    fn sign_all(&mut self, name: &str) {
        let today = self.now();
        let keys: Vec<String> = self
            .desk
            .case
            .paper(&id(name))
            .map(|p| p.missing().iter().map(|s| s.key.clone()).collect())
            .unwrap_or_default();
        for key in keys {
            self.attempt(sign(name, &key, &today));
        }
    }

    /// Takes a step as a person at the desk would.
    fn take(&mut self, step: &Step, choice: usize) {
        let today = self.now();
        let on = self.today;
        let subject = step.subject.clone();
        match step.code.as_str() {
            "receive" => self.attempt(receive(&today)),
            "close_consultation" => {
                let (answer, advice) = ("已答复".to_owned(), String::new());
                let outcome = ConsultationOutcome::Answered;
                let to = String::new();
                self.attempt(Command::CloseConsultation(ConsultationClosed {
                    on,
                    answer,
                    advice,
                    outcome,
                    to,
                }));
            }
            "ask_supplement" => {
                let (id, what) = (id(&self.name()), "工资条".to_owned());
                let due = on + chrono::Days::new(3);
                self.attempt(Command::AskSupplement(SupplementAsked {
                    id,
                    what,
                    on,
                    due,
                    paper: None,
                }));
            }
            "complete_supplement" => {
                let (id, note) = (id(&subject), String::new());
                self.attempt(Command::CompleteSupplement(SupplementDone { id, on, note }));
            }
            "ask_consent" => self.attempt(ask("p2", &today)),
            "answer_consent" => self.attempt(Command::AnswerConsent {
                party: id("p2"),
                agreed: !choice.is_multiple_of(4),
                on,
                way: ConsentWay::Phone,
                note: String::new(),
            }),
            "accept" => self.attempt(accept(&today, &["赵某"])),
            "refuse" => {
                let any =
                    [RefuseReason::OutOfScope, RefuseReason::NoConsent, RefuseReason::NoAnswer];
                self.attempt(refuse(any[choice % 3], &today));
            }
            "session" => {
                let any = [SessionResult::Continue, SessionResult::Agreed, SessionResult::Failed];
                let held = SessionHeld { id: id(&self.name()), ..session(&today, any[choice % 3]) };
                self.attempt(Command::HoldSession(held));
            }
            "schedule" => {
                let (id, at, place) = (id(&self.name()), at(&today), "驿站".to_owned());
                self.attempt(Command::ScheduleSession(SessionScheduled { id, at, place }));
            }
            "extend" => {
                let name = self.issue("extension-consent", sides());
                self.sign_all(&name);
                let until = on + chrono::Days::new(20);
                self.attempt(Command::Extend { until, paper: id(&name) });
            }
            "suspend" => {
                let name = self.issue("suspension-record", sides());
                self.sign_all(&name);
                let (reason, paper) = ("等认定".to_owned(), Some(id(&name)));
                self.attempt(Command::Suspend(Suspended { on, reason, paper, session: None }));
            }
            "resume_mediation" => {
                self.attempt(Command::Resume(Resumed { on, note: String::new(), paper: None }));
            }
            "draft_agreement" => self.freeze(on),
            "abandon" => self.attempt(Command::Abandon { reason: "要改".into() }),
            "sign" | "sealed" | "send_to_seal" => self.sign_all(&subject),
            "end" => {
                let any = [EndReason::Expired, EndReason::PartyEnds, EndReason::Lost];
                self.attempt(end(any[choice % 3], &today));
            }
            "withdraw" => self.attempt(Command::Withdraw { on, reason: String::new() }),
            "termination_notice" => drop(self.issue("termination-notice", Vec::new())),
            "refusal_notice" => drop(self.issue("refusal-notice", Vec::new())),
            "report_risk" => drop(self.issue("major-dispute-report", Vec::new())),
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
                self.attempt(refer(basis, &name, &today));
            }
            "receive_payment" => {
                let left = step.args["left"].as_i64().unwrap_or(0);
                let part = if choice.is_multiple_of(3) { left } else { left / 2 + 1 };
                let name = self.name();
                self.attempt(pay(&name, &subject, part, &today));
            }
            "procedure_move" => self.go(step, choice),
            "grade_risk" => self.attempt(Command::GradeRisk(RiskGraded {
                grade: statute::RiskGrade::Major,
                on,
                way: GradeReason::Rules,
                reason: "县里要求".into(),
                paper: None,
            })),
            "task_done" => {
                let (id, result) = (id(&subject), "已核".to_owned());
                self.attempt(Command::CompleteTask(Done { id, on, result }));
            }
            "service_done" => {
                let (id, result) = (id(&subject), "已办".to_owned());
                self.attempt(Command::CompleteService(Done { id, on, result }));
            }
            "transfer_answer" => self.attempt(Command::AnswerTransfer(TransferAnswered {
                id: id(&subject),
                on,
                accepted: true,
                number: String::new(),
                result: String::new(),
            })),
            "transfer" | "answer_court" => self.transfer(on),
            "plan_service" => {
                let service = ServicePlanned {
                    id: id(&self.name()),
                    party: id("p1"),
                    service: ServiceKind::Training,
                    due: on + chrono::Days::new(30),
                    provider: "县就业局".into(),
                    note: String::new(),
                };
                self.attempt(Command::PlanService(service));
            }
            "visit" => {
                let visit = VisitMade {
                    id: id(&self.name()),
                    party: id("p1"),
                    on,
                    way: ConsentWay::Phone,
                    satisfied: Satisfaction::Good,
                    text: String::new(),
                    paper: None,
                };
                self.attempt(Command::Visit(visit));
            }
            "close" => self.attempt(Command::Close { on }),
            "archive" => {
                let (pages, retention_years, place) = (20, 5, String::new());
                self.attempt(Command::Archive(Archived { on, pages, retention_years, place }));
            }
            "reopen" | "resume" => {
                let resume = step.code == "resume";
                self.attempt(Command::Reopen { on, reason: "新情况".into(), resume });
            }
            procedure => match machine::machines().iter().find(|m| m.step == procedure) {
                Some(m) => self.open(m, on),
                None => panic!("nobody knows how to take {procedure}"),
            },
        }
    }

    fn freeze(&mut self, on: chrono::NaiveDate) {
        let name = self.name();
        let due = on + chrono::Days::new(10);
        let row = |field: &str| format!("terms/{name}/{field}");
        // The rows of an earlier draft go; what is left adds up to the claim.
        let mut patch: std::collections::BTreeMap<_, _> = self
            .desk
            .case
            .sheet
            .0
            .keys()
            .filter(|k| k.starts_with("terms/"))
            .map(|k| (k.clone(), json!(null)))
            .collect();
        patch.extend([
            (row("what"), json!("劳动报酬")),
            (row("payer"), json!("p2")),
            (row("payee"), json!("p1")),
            (row("amount"), json!(800_000)),
            (row("due"), json!(due.to_string())),
            (row("method"), json!("cash")),
        ]);
        self.attempt(Command::Amend(patch));
        let (version, paper_id, today) = (self.name(), self.name(), self.now());
        self.attempt(freeze(&version, &paper_id, &today));
    }

    fn transfer(&mut self, on: chrono::NaiveDate) {
        let sent = TransferSent {
            id: id(&self.name()),
            to: "某某县人民法院".into(),
            transfer: TransferKind::Court,
            matter: "调解结果".into(),
            on,
            appointment: None,
            due: Some(on + chrono::Days::new(10)),
            paper: None,
        };
        self.attempt(Command::SendTransfer(sent));
    }

    fn open(&mut self, m: &machine::Machine, on: chrono::NaiveDate) {
        let prefill = prefill(&self.desk.case, m.kind, &cx(&self.now())).unwrap();
        let body = Body { name: "某某县".into(), ..prefill.body };
        let before = self.desk.case.proceedings.len();
        let name = self.name();
        self.attempt(Command::OpenProcedure(ProcedureOpened {
            id: id(&name),
            procedure: m.kind,
            on,
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
        // What was offered as open has to open with what the case pre-fills.
        assert_eq!(self.desk.case.proceedings.len(), before + 1, "{} was offered", m.step);
    }

    fn go(&mut self, step: &Step, choice: usize) {
        let moves = step.args["moves"].as_array().unwrap().clone();
        let to = moves[choice % moves.len()]["to"].as_str().unwrap().to_owned();
        let name = self.name();
        self.attempt(Command::MoveProcedure(ProcedureMoved {
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

    /// Somebody finds that one of the facts was noted by mistake.
    fn mistake(&mut self, pick: usize) {
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
        if all.is_empty() {
            return;
        }
        let (fact, id) = all[pick % all.len()].clone();
        self.attempt(Command::CancelFact(FactCancelled { fact, id, reason: "登错".into() }));
    }

    fn live(&mut self, turns: &[Turn]) {
        for turn in turns {
            self.today = self.today + chrono::Days::new(turn.days);
            let today = self.now();
            whole(&self.desk.case, &today);
            let open: Vec<Step> =
                self.desk.steps(&today).into_iter().filter(|s| s.refusal.is_none()).collect();
            let step = open[turn.pick % open.len()].clone();
            self.take(&step, turn.choice);
            if turn.choice.is_multiple_of(11) {
                self.mistake(turn.pick);
            }
        }
        whole(&self.desk.case, &self.now());
    }
}

/// What holds of every case on every day.
fn whole(case: &Case, today: &str) {
    let steps = next_steps(case, &cx(today));
    assert!(steps.iter().any(|s| s.refusal.is_none()), "no way on from {}", state(case));
    assert!(steps.iter().filter(|s| s.first).count() <= 1);
    for refusal in steps.iter().filter_map(|s| s.refusal.as_ref()) {
        assert!(refusal.code.contains('.'), "{refusal:?}");
        // Either the law stands in the way, or the order of the desk's own work.
        let order = ["case.", "procedure.", "closing.", "referral.no_letter", "review.performed"];
        let own = order.iter().any(|o| refusal.code.starts_with(o));
        assert!(own || !refusal.article.is_empty(), "{} names no article", refusal.code);
    }
    let clocks = deadlines(case, &cx(today));
    for clock in &clocks {
        owned(case, clock);
    }
    if case.closed() {
        let counts = |d: &&Deadline| {
            d.procedure.is_none()
                && !matches!(d.urgency, Urgency::Stopped)
                && matches!(
                    d.kind,
                    DeadlineKind::MediationPeriod
                        | DeadlineKind::Target
                        | DeadlineKind::AcceptanceDecision
                        | DeadlineKind::Supplement
                        | DeadlineKind::Session
                        | DeadlineKind::Hearing
                        | DeadlineKind::EntrustReturn
                        | DeadlineKind::Escalation
                )
        };
        assert_eq!(clocks.iter().find(counts), None, "a clock of a mediation that is over");
    }
    let _ = (triage(case, &cx(today)), closing_check(case, &cx(today)), summary(case));
    for p in case.procedures() {
        assert!(p.steps.iter().map(|s| s.on).is_sorted(), "{p:?}");
    }
}

/// Every clock belongs to something that is on the case and still open.
fn owned(case: &Case, clock: &Deadline) {
    use DeadlineKind as D;
    let after = &case.after;
    if let Some(procedure) = &clock.procedure {
        let p = case.proceedings.iter().find(|p| p.opened.id == *procedure).unwrap();
        let title = clock.kind == D::Enforcement;
        assert!(p.runs() || title, "{clock:?} of a procedure that is over");
        assert!(p.cancelled.is_none());
        return;
    }
    let named = clock.subject.as_str();
    let there = match clock.kind {
        D::Obligation => {
            case.effective().is_some_and(|a| a.obligations.iter().any(|o| o.id.0 == named))
        }
        D::Session => case.mediation.planned.iter().any(|p| p.id.0 == named),
        D::Supplement => {
            case.mediation.supplements.iter().any(|s| s.asked.id.0 == named && s.open())
        }
        D::Service => after.services.iter().any(|s| s.planned.id.0 == named && s.open()),
        D::Task => after.tasks.iter().any(|t| t.set.id.0 == named && t.open()),
        D::TransferAnswer | D::Appointment => {
            after.transfers.iter().any(|t| t.sent.id.0 == named && t.open())
        }
        _ => named.is_empty(),
    };
    assert!(there, "{clock:?} belongs to nothing");
}

fn fold(entries: &[Entry]) -> Case {
    let mut case = Case::new("c1".into());
    entries.iter().for_each(|e| apply(&mut case, e));
    case
}

static SEEN: Mutex<BTreeSet<(String, String)>> = Mutex::new(BTreeSet::new());

fn lives(cases: u32) {
    let config = ProptestConfig { failure_persistence: None, cases, ..ProptestConfig::default() };
    let entry = prop::sample::select(vec!["oral", "court", "arbitration"]);
    let head =
        prop::sample::select(vec!["unpaid_wages", "severance", "social_insurance", "relation"]);
    proptest!(config, |(all in turns(), channel in entry, head in head, stopped in any::<bool>())| {
        let mut life = Life::new();
        let (today, head) = ("02", json!(head));
        life.desk.types(today, &[
            ("case/channel", json!(channel)),
            ("case/cause", head.clone()),
            ("claims/k1/head", head),
            ("case/court_kind", json!("delegated")),
            ("case/entrusting", json!("某某县劳动人事争议仲裁委员会")),
            ("case/entrust_letter", json!("某函〔2026〕1号")),
            ("case/entrust_letter_date", json!("2026-11-01")),
            ("case/entrust_return_by", json!("2026-11-20")),
            ("case/work_stopped", json!(stopped)),
            ("parties/p1/knew_on", json!("2026-10-01")),
            ("parties/p1/ended_on", json!("2026-10-01")),
        ]);
        life.live(&all);
        let case = &life.desk.case;
        // The record is the truth: read again it gives the same, through its text as well.
        prop_assert_eq!(case, &fold(&life.desk.entries));
        let through: Vec<Entry> = life.desk.entries.iter().map(|e| {
            let event = Event::parse(&e.event.kind(), &e.event.body());
            Entry { event, ..e.clone() }
        }).collect();
        prop_assert_eq!(case, &fold(&through));
        let text = serde_json::to_string(case).unwrap();
        prop_assert_eq!(case, &serde_json::from_str::<Case>(&text).unwrap());
        // The same records told twice, as after a fork, change no fact beside the mediation.
        let mut twice = case.clone();
        for entry in life.desk.entries.iter().filter(|e| e.event.is_fact()) {
            apply(&mut twice, entry);
        }
        prop_assert_eq!(&twice.proceedings, &case.proceedings);
        prop_assert_eq!(&twice.payments, &case.payments);
        prop_assert_eq!(&twice.after.transfers, &case.after.transfers);
        SEEN.lock().unwrap().extend(life.seen);
    });
}

#[test]
fn whatever_is_lawfully_done_the_case_stays_whole_and_the_drawing_holds() {
    lives(96);
    // Every transition that happened is drawn.
    let drawn: BTreeSet<(String, String)> = machine::MEDIATION
        .iter()
        .map(|(from, to, _)| ((*from).to_owned(), (*to).to_owned()))
        .collect();
    let seen = SEEN.lock().unwrap();
    let missing: Vec<_> = seen.difference(&drawn).collect();
    assert!(missing.is_empty(), "not drawn: {missing:?}");
    // And lives are varied enough to have gone most ways.
    assert!(seen.len() * 2 >= drawn.len(), "only {} of {}", seen.len(), drawn.len());
    if std::env::var_os("FENGQIAO_SHOW").is_some() {
        println!("never taken: {:?}", drawn.difference(&seen).collect::<Vec<_>>());
    }
}
