//! What runs beside the mediation, holds it up, or comes after it.

use crate::acts::{APPLICANT, COMMISSION, respondent, sides};
use crate::intake::Intake;
use crate::life::Life;
use casework::{
    Archived, Body, BodyKind, Command, Id, PayWay, ProcedureKind, ProcedureMoved, ProcedureOpened,
    Settled, SupplementAsked, Suspended,
};
use chrono::TimeDelta;
use statute::Fen;
use std::collections::BTreeMap;

const COURT: &str = "某某县人民法院";
const AUTHORITY: &str = "某某县人力资源和社会保障局";

impl Life<'_> {
    pub(crate) fn ask_supplement(&mut self) {
        let (id, on) = (self.id("b"), self.day);
        let asked = SupplementAsked {
            id,
            what: "请补交工资条或者转账记录。".to_owned(),
            on,
            due: on + TimeDelta::days(5),
            paper: None,
        };
        self.does(Command::AskSupplement(asked));
    }

    /// Both sides sign that they pause.
    pub(crate) fn suspend(&mut self, intake: &Intake) {
        let paper = self.issue("suspension-record", "中止调解记录", sides(intake));
        for signer in sides(intake) {
            self.signs(&paper, &signer.key);
        }
        self.does(Command::Suspend(Suspended {
            on: self.day,
            reason: "等待核对考勤原始记录。".to_owned(),
            paper: Some(paper),
            session: None,
        }));
    }

    /// Paid in the room against a signed receipt.
    pub(crate) fn settle(&mut self, intake: &Intake) {
        let receipt = self.issue("payment-receipt", "收款收据", sides(intake));
        for signer in sides(intake) {
            self.signs(&receipt, &signer.key);
        }
        let owed = intake.applicants.iter().map(|(_, owed)| owed).sum();
        let settled = Settled {
            id: self.id("y"),
            amount: Fen(owed),
            on: self.day,
            way: PayWay::Cash,
            payer: respondent(intake).0,
            payee: APPLICANT.to_owned(),
            paper: receipt,
            note: String::new(),
        };
        self.does(Command::Settle(settled));
    }

    pub(crate) fn performance_done(&mut self, intake: &Intake) {
        let paper = self.issue("performance-done", "履行完毕确认书", sides(intake));
        for signer in sides(intake) {
            self.signs(&paper, &signer.key);
        }
    }

    pub(crate) fn archive(&mut self) {
        let pages = u32::try_from(self.draw.between(18, 90)).unwrap_or(18);
        let on = self.day;
        let place = format!("{}柜", self.draw.between(1, 6));
        self.does(Command::Archive(Archived { on, pages, retention_years: 10, place }));
    }

    /// Begins a procedure and takes it through these states, some days between.
    pub(crate) fn proceed(&mut self, intake: &Intake, kind: ProcedureKind, states: &[&str]) {
        let (body, name) = match kind {
            ProcedureKind::ArbitrationReview | ProcedureKind::Arbitration => {
                (BodyKind::Commission, COMMISSION)
            }
            ProcedureKind::Inspection => (BodyKind::Authority, AUTHORITY),
            _ => (BodyKind::Court, COURT),
        };
        let both =
            matches!(kind, ProcedureKind::ArbitrationReview | ProcedureKind::JudicialConfirmation);
        let mut applicants = vec![Id::from(APPLICANT)];
        if both {
            applicants.push(respondent(intake));
        }
        let id = self.id("x");
        self.does(Command::OpenProcedure(ProcedureOpened {
            id: id.clone(),
            procedure: kind,
            on: self.day,
            body: Body { kind: body, name: name.to_owned() },
            applicants,
            basis: None,
            number: String::new(),
            accord: None,
            paper: None,
            amount: None,
            note: String::new(),
            fields: BTreeMap::new(),
        }));
        for to in states {
            self.pass(2);
            let step = self.id("z");
            let n = self.draw.between(1, 900);
            let number = format!("（{}）某某字第{n}号", self.day.format("%Y"));
            self.does(Command::MoveProcedure(ProcedureMoved {
                id: id.clone(),
                step,
                to: (*to).to_owned(),
                on: self.day,
                number,
                served_on: Some(self.day),
                amount: None,
                note: String::new(),
                paper: None,
                attachment: None,
            }));
        }
    }
}
