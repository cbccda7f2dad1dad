//! Members, terms of every kind, offers, readings, deeds: the steps of `next/group.rs`.

use crate::life::Life;
use crate::support::*;
use casework::*;
use serde_json::{Value, json};
use statute::Fen;
use std::collections::BTreeMap;

impl Life {
    pub fn group(&mut self, step: &Step, choice: usize) -> bool {
        let on = self.today;
        let happening = |obligation: &str| Happening {
            obligation: id(obligation),
            on,
            proof: "ff".into(),
            note: String::new(),
        };
        match step.code.as_str() {
            "representatives" => self.elect(),
            "member_consent" => self.consent(choice),
            "split" => self.split(choice),
            "second_reading" => self.read(),
            "offer" => self.offer(choice),
            "settle" => {
                let paper = self.issue("payment-receipt", sides());
                self.sign_all(&paper);
                let settled = Settled {
                    id: id(&self.name()),
                    amount: Fen(700_000),
                    on,
                    way: PayWay::Cash,
                    payer: "p2".into(),
                    payee: self.applicant().0,
                    paper: id(&paper),
                    note: String::new(),
                };
                self.must(Command::Settle(settled));
                assert_eq!(self.desk.case.state(), MediationState::Settled);
            }
            "obligation_done" => self.must(Command::NoteDone(happening(&step.subject))),
            "obligation_event" => self.must(Command::NoteEvent(happening(&step.subject))),
            "dunning" => drop(self.issue("dunning-letter", Vec::new())),
            "performance_done" => drop(self.issue("performance-done", Vec::new())),
            _ => return false,
        }
        true
    }

    fn elect(&mut self) {
        let members = self.desk.case.members();
        let there = members.iter().filter(|m| m.stance != Stance::Withdrawn);
        let chosen: Vec<Id> = there.take(3).map(|m| m.id.clone()).collect();
        let mark = |m: &Member| {
            let own = if chosen.contains(&m.id) { json!(true) } else { Value::Null };
            (format!("members/{}/representative", m.id), own)
        };
        self.must(Command::Amend(members.iter().map(mark).collect()));
        let signers = vec![signer("m", SignerRole::Applicant, Some(&chosen[0].0))];
        let paper = self.issue("representatives", signers);
        self.sign_all(&paper);
        assert!(self.desk.case.mandate());
    }

    fn consent(&mut self, choice: usize) {
        let case = &self.desk.case;
        let waits = |m: &Member| !case.consented(m) && m.agreed.is_some_and(|a| a.0 > 0);
        let waiting: Vec<Id> = case.settling().into_iter().filter(waits).map(|m| m.id).collect();
        let member = waiting[choice % waiting.len()].clone();
        let (way, paper, note) = (ConsentMark::Desk, String::new(), String::new());
        self.must(Command::ConsentMember { member, on: self.today, way, paper, note });
    }

    /// Who does not settle leaves; every member and every 分 is in one of the two cases.
    fn split(&mut self, choice: usize) {
        let case = &self.desk.case;
        let open = |m: &&Member| matches!(m.stance, Stance::Object | Stance::Undecided);
        let all = case.members();
        let leaving: Vec<Id> = all.iter().filter(open).map(|m| m.id.clone()).collect();
        let most = leaving.len();
        let leaving: Vec<Id> = leaving.into_iter().take(1 + choice % most).collect();
        let into = format!("c{}", case.group.splits.len() + 2);
        let number = case.number().map(|_| Number { text: into.clone(), ..number() });
        let request = SplitRequest {
            members: leaving.clone(),
            into: into.as_str().into(),
            number,
            on: self.today,
            reason: "不同意方案".into(),
        };
        let (here, there) = split(case, request, &cx(&self.now())).expect("it was offered");
        let before = (all.len(), case.sheet.claimed());
        let mut child = Desk { case: Case::new(into.as_str().into()), entries: Vec::new() };
        let today = self.now();
        there.into_iter().for_each(|event| child.record(event, &today));
        here.into_iter().for_each(|event| self.desk.record(event, &today));
        let (parent, new) = (&self.desk.case, &child.case);
        let claimed = parent.sheet.claimed().0 + new.sheet.claimed().0;
        assert_eq!((parent.members().len() + new.members().len(), Fen(claimed)), before);
        assert_eq!(new.members().len(), leaving.len());
        assert_eq!(new.interruptions, parent.interruptions);
        assert_eq!(new.limitation_suspensions, parent.limitation_suspensions);
        // The receipt, the extension and the pauses are the same: so is the period.
        let due = |desk: &Desk| {
            let clocks = desk.clocks(&today, DeadlineKind::MediationPeriod);
            clocks.into_iter().find(|d| d.subject.is_empty()).map(|d| d.due)
        };
        assert_eq!(due(&self.desk), due(&child));
        crate::whole(new, &today);
        self.others.push(child);
    }

    fn offer(&mut self, choice: usize) {
        let side = OfferSide::ALL[choice % 3];
        let name = self.name();
        self.must(Command::MakeOffer(Offer {
            id: id(&name),
            side,
            by: "某人".into(),
            on: self.today,
            heads: Vec::new(),
            amount: Fen(100_000 * (1 + i64::try_from(choice).unwrap())),
            conditions: String::new(),
            session: None,
            answer: None,
            cancelled: None,
        }));
        if choice.is_multiple_of(2) {
            let (accepted, note) = (choice.is_multiple_of(4), String::new());
            self.must(Command::AnswerOffer { id: id(&name), accepted, on: self.today, note });
        }
        if choice.is_multiple_of(5) {
            self.must(Command::CancelOffer { id: id(&name), reason: "记错".into() });
        }
        let _ = gap(&self.desk.case);
    }

    /// Drafts terms of some kind, or takes the draft as it stands, and tries to freeze it.
    pub fn freeze(&mut self, choice: usize) {
        let drafted = self.desk.case.sheet.obligations();
        let fresh = |o: &Obligation| o.due.or(o.event_limit).is_some_and(|due| due >= self.today);
        let keep = !drafted.is_empty() && drafted.iter().all(fresh) && !choice.is_multiple_of(4);
        if !keep {
            self.draft(choice);
        }
        let (version, paper_id, today) = (self.name(), self.name(), self.now());
        self.may(freeze(&version, &paper_id, &today));
    }

    fn draft(&mut self, choice: usize) {
        let old = self.desk.case.sheet.0.keys().filter(|k| k.starts_with("terms/"));
        let mut patch: BTreeMap<String, Value> = old.map(|k| (k.clone(), Value::Null)).collect();
        patch.insert("agreement/waiver_told".into(), json!(true));
        patch.insert("agreement/acceleration".into(), json!(choice.is_multiple_of(2)));
        let total = self.stances(choice, &mut patch);
        let payee = match total {
            Some(_) => EACH_MEMBER.to_owned(),
            None => self.applicant().0,
        };
        let total = total.unwrap_or(800_000);
        let later = |days: u64| json!((self.today + chrono::Days::new(days)).to_string());
        let money = |amount: i64, days: u64| {
            vec![
                ("what", json!("劳动报酬")),
                ("payee", json!(payee)),
                ("amount", json!(amount)),
                ("due", later(days)),
                ("method", json!("cash")),
            ]
        };
        let insurance = vec![
            ("kind", json!("social_insurance")),
            ("what", json!("补缴养老保险费")),
            ("payee", json!(AUTHORITY)),
            ("due", later(20)),
            ("from", json!("2026-01")),
            ("to", json!("2026-06")),
        ];
        let rows: Vec<Vec<(&str, Value)>> = match choice % 6 {
            0 => vec![money(total, 10)],
            1 | 2 => vec![money(total / 2, 10), money(total - total / 2, 400)],
            3 => {
                let mut event = money(total, 10);
                event.retain(|(name, _)| *name != "due");
                event.extend([
                    ("kind", json!("event")),
                    ("event", json!("工程款到账")),
                    ("event_limit", later(30)),
                    ("event_days", json!(5)),
                ]);
                let mut known = insurance;
                known.push(("amount", json!(120_000)));
                vec![event, known]
            }
            4 => {
                let deed = vec![
                    ("kind", json!("deed")),
                    ("what", json!("证明")),
                    ("payee", json!(payee)),
                    ("deed", json!("出具解除劳动合同的证明")),
                    ("proof", json!("签收单")),
                    ("due", later(5)),
                ];
                vec![money(total, 10), insurance, deed]
            }
            _ => {
                let mut escrow = money(total, 10);
                escrow.extend([
                    ("kind", json!("escrow")),
                    ("account_name", json!("工资专用账户")),
                    ("bank", json!("某银行")),
                    ("account_no", json!("622")),
                ]);
                vec![escrow]
            }
        };
        for row in rows {
            let name = self.name();
            patch.insert(format!("terms/{name}/payer"), json!("p2"));
            let fields = row.into_iter();
            patch.extend(fields.map(|(field, value)| (format!("terms/{name}/{field}"), value)));
        }
        self.must(Command::Amend(patch));
    }

    /// What each member says to the draft; the sum of those who settle, `None` without members.
    fn stances(&self, choice: usize, patch: &mut BTreeMap<String, Value>) -> Option<i64> {
        let mut total = None;
        for (member, at) in self.desk.case.members().into_iter().zip(0..) {
            let stance = match (choice + at) % 17 {
                0 if choice.is_multiple_of(3) => "object",
                1 if choice.is_multiple_of(3) => "withdrawn",
                _ => "join",
            };
            let agreed = member.claimed.unwrap_or(Fen(100_000)).0;
            patch.insert(format!("members/{}/stance", member.id), json!(stance));
            patch.insert(format!("members/{}/agreed", member.id), json!(agreed));
            let sum = total.get_or_insert(0);
            *sum += if stance == "join" { agreed } else { 0 };
        }
        total
    }
}
