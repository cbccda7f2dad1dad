//! A desk on paper: commands are judged, the events that follow are applied, the entries are kept.

#![allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "shared by several test binaries, none of which uses all of it; a test may stop here"
)]

mod cases;
mod group;

pub use cases::*;
use casework::*;
use chrono::{DateTime, FixedOffset, NaiveDate};
pub use group::*;
use serde_json::{Value, json};
use statute::{Calendar, Causes, Fen, Periods, RiskRules};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::embedded);
static PERIODS: LazyLock<Periods> = LazyLock::new(Periods::embedded);
static RISK: LazyLock<RiskRules> = LazyLock::new(RiskRules::embedded);
static CAUSES: LazyLock<Causes> = LazyLock::new(Causes::embedded);
static POLICY: LazyLock<Policy> = LazyLock::new(Policy::embedded);

/// A day of November 2026 unless the month is written: `"17"` or `"12-10"` or a whole date.
pub fn day(text: &str) -> NaiveDate {
    let whole = match text.len() {
        2 => format!("2026-11-{text}"),
        5 => format!("2026-{text}"),
        _ => text.to_owned(),
    };
    whole.parse().unwrap()
}

/// That day at nine in the morning.
pub fn at(text: &str) -> DateTime<FixedOffset> {
    format!("{}T09:00:00+08:00", day(text)).parse().unwrap()
}

pub fn id(text: &str) -> Id {
    Id::from(text)
}

pub fn cx(today: &str) -> Context<'static> {
    Context {
        now: at(today),
        calendar: &CALENDAR,
        periods: &PERIODS,
        causes: &CAUSES,
        risk: &RISK,
        seal: SealPlace::Here,
        by: "李某",
        policy: &POLICY,
    }
}

pub fn patch(pairs: &[(&str, Value)]) -> BTreeMap<String, Value> {
    let own = |(path, value): &(&str, Value)| ((*path).to_owned(), value.clone());
    pairs.iter().map(own).collect()
}

pub fn entry(event: Event, on: &str, seq: u64) -> Entry {
    Entry {
        event,
        stamp: Stamp {
            by: "李某".into(),
            at: at(on),
            dev: "D1".into(),
            inc: "1".into(),
            seq,
            hub_seq: None,
        },
        verdict: Verdict::Clean,
    }
}

/// A case at one desk with everything that was recorded of it.
#[derive(Clone)]
pub struct Desk {
    pub case: Case,
    pub entries: Vec<Entry>,
}

impl Desk {
    pub fn new() -> Self {
        Self { case: Case::new("c1".into()), entries: Vec::new() }
    }

    pub fn try_do(&mut self, today: &str, command: Command) -> Result<(), Refusal> {
        for event in decide(&self.case, command, &cx(today))? {
            self.record(event, today);
        }
        Ok(())
    }

    pub fn record(&mut self, event: Event, today: &str) {
        let entry = entry(event, today, self.entries.len() as u64 + 1);
        apply(&mut self.case, &entry);
        self.entries.push(entry);
    }

    /// Does what must be allowed.
    pub fn does(&mut self, today: &str, command: Command) -> &mut Self {
        let shown = format!("{command:?}");
        if let Err(refusal) = self.try_do(today, command) {
            panic!("{} {:?} for {shown}", refusal.code, refusal.args);
        }
        self
    }

    pub fn types(&mut self, today: &str, pairs: &[(&str, Value)]) -> &mut Self {
        self.does(today, Command::Amend(patch(pairs)))
    }

    /// The code with which a command is refused.
    pub fn refusal(&self, today: &str, command: Command) -> Refusal {
        let shown = format!("{command:?}");
        match decide(&self.case, command, &cx(today)) {
            Err(refusal) => refusal,
            Ok(_) => panic!("nothing stood in the way of {shown}"),
        }
    }

    pub fn clock(&self, today: &str, kind: DeadlineKind) -> Deadline {
        self.clocks(today, kind).into_iter().next().unwrap()
    }

    pub fn clocks(&self, today: &str, kind: DeadlineKind) -> Vec<Deadline> {
        let all = deadlines(&self.case, &cx(today));
        all.into_iter().filter(|d| d.kind == kind).collect()
    }

    pub fn steps(&self, today: &str) -> Vec<Step> {
        next_steps(&self.case, &cx(today))
    }
}

pub fn receive(on: &str) -> Command {
    Command::Receive { form: "oral".into(), at: at(on), receiver: "李某".into() }
}

pub fn ask(party: &str, on: &str) -> Command {
    Command::AskConsent { party: id(party), on: day(on), way: ConsentWay::Phone }
}

pub fn answer(agreed: bool) -> Command {
    Command::AnswerConsent {
        party: id("p2"),
        agreed,
        on: day("03"),
        way: ConsentWay::Phone,
        note: "经理王某在电话中答复".into(),
    }
}

pub fn accept(on: &str, mediators: &[&str]) -> Command {
    Command::Accept {
        number: number(),
        on: day(on),
        mediators: mediators.iter().map(|m| (*m).to_owned()).collect(),
        recorder: String::new(),
    }
}

pub fn number() -> Number {
    Number { text: "勐工调〔2026〕KD12号".into(), series: "case".into(), year: 2026, n: 12 }
}

pub fn refuse(reason: RefuseReason, on: &str) -> Command {
    Command::Refuse { reason, on: day(on), note: String::new() }
}

pub fn session(on: &str, result: SessionResult) -> SessionHeld {
    SessionHeld {
        id: id(&format!("s{on}")),
        at: at(on),
        until: None,
        place: "驿站".into(),
        mode: SessionMode::Station,
        present: vec![Attendee {
            party: Some(id("p1")),
            name: "张某".into(),
            capacity: "申请人".into(),
            ..Attendee::default()
        }],
        mediators: vec!["赵某".into()],
        recorder: String::new(),
        statements: Vec::new(),
        proposal: String::new(),
        result,
        ..SessionHeld::default()
    }
}

pub fn signer(key: &str, role: SignerRole, party: Option<&str>) -> Signer {
    Signer { key: key.into(), role, party: party.map(id), name: key.into(), required: true }
}

/// The two sides of a case as signers.
pub fn sides() -> Vec<Signer> {
    vec![
        signer("applicant", SignerRole::Applicant, Some("p1")),
        signer("respondent", SignerRole::Respondent, Some("p2")),
    ]
}

/// The four of an agreement.
pub fn four() -> Vec<Signer> {
    let mut all = sides();
    all.push(signer("mediator", SignerRole::Mediator, None));
    all.push(signer("organisation", SignerRole::Organisation, None));
    all
}

pub fn paper(name: &str, kind: &str, on: &str, signers: Vec<Signer>) -> PaperIssue {
    PaperIssue {
        id: id(name),
        kind: kind.into(),
        title: kind.into(),
        number: None,
        data_hash: "aa".into(),
        pdf: "bb".into(),
        pages: 2,
        template: "cc".into(),
        pack: "builtin".into(),
        copies: 3,
        signers,
        on: day(on),
        supersedes: None,
        places: Vec::new(),
    }
}

pub fn sign(paper: &str, key: &str, on: &str) -> Command {
    Command::Sign {
        id: id(paper),
        signer: key.into(),
        name: String::new(),
        how: SignHow::Sign,
        at: at(on),
    }
}

pub fn pay(name: &str, obligation: &str, fen: i64, on: &str) -> Command {
    Command::ReceivePayment {
        id: id(name),
        obligation: id(obligation),
        amount: Fen(fen),
        on: day(on),
        way: PayWay::Cash,
        note: String::new(),
        more: PaymentMore::default(),
    }
}

pub fn end(reason: EndReason, on: &str) -> Command {
    Command::End { reason, on: day(on), note: String::new() }
}

pub fn refer(basis: ReferralBasis, paper: &str, on: &str) -> Command {
    Command::Refer {
        basis,
        to: "某某县劳动人事争议仲裁委员会".into(),
        paper: id(paper),
        on: day(on),
    }
}
