//! The acts of a station: each a command, or a few that belong together.

use crate::intake::Intake;
use crate::life::Life;
use casework::{
    Command, ConsentWay, DeadlineKind, EACH_MEMBER, EndReason, Id, Number, PaperIssue, PayWay,
    PaymentMore, ReferralBasis, RefuseReason, ServeWay, ServiceMore, SessionHeld, SessionMode,
    SessionResult, SessionScheduled, SignHow, Signer, SignerRole, Statement, deadlines,
};
use chrono::{Datelike, NaiveDate, TimeDelta};
use serde_json::{Value, json};
use statute::Fen;
use std::collections::BTreeMap;

/// Row of the first applicant.
pub(crate) const APPLICANT: &str = "p1";
pub(crate) const COMMISSION: &str = "某某县劳动人事争议仲裁委员会";

/// Row of the first respondent: it stands behind the applicants.
pub(crate) fn respondent(intake: &Intake) -> Id {
    Id(format!("p{}", intake.applicants.len() + 1))
}

impl Life<'_> {
    /// A paper that stands, signed by nobody yet.
    fn paper(&mut self, kind: &str, title: &str, signers: Vec<Signer>) -> PaperIssue {
        PaperIssue {
            id: self.id("d"),
            kind: kind.to_owned(),
            title: title.to_owned(),
            number: None,
            data_hash: self.draw.hash(),
            pdf: self.draw.hash(),
            pages: 1,
            template: self.draw.hash(),
            pack: "sample".to_owned(),
            copies: 2,
            signers,
            on: self.day,
            supersedes: None,
        }
    }

    pub(crate) fn issue(&mut self, kind: &str, title: &str, signers: Vec<Signer>) -> Id {
        let paper = self.paper(kind, title, signers);
        let id = paper.id.clone();
        self.does(Command::Issue(paper));
        id
    }

    /// A notice: sealed, handed over.
    pub(crate) fn notice(&mut self, kind: &str, title: &str, to: Id) -> Id {
        let paper = self.issue(kind, title, vec![seal()]);
        self.signs(&paper, "organisation");
        let way = if self.draw.one_in(3) { ServeWay::Electronic } else { ServeWay::Direct };
        let on = self.day;
        let more = ServiceMore { consented: way == ServeWay::Electronic, ..ServiceMore::default() };
        let (id, note) = (paper.clone(), String::new());
        self.does(Command::Serve { id, party: to, way, on, note, more });
        paper
    }

    pub(crate) fn signs(&mut self, paper: &Id, key: &str) {
        let how = match key {
            "organisation" => SignHow::Seal,
            k if k.starts_with("respondent") => SignHow::SignSeal,
            k if k.starts_with("applicant") || k.starts_with("member") => SignHow::Fingerprint,
            _ => SignHow::Sign,
        };
        let at = self.now();
        let (id, signer) = (paper.clone(), key.to_owned());
        self.does(Command::Sign { id, signer, name: String::new(), how, at });
    }

    pub(crate) fn receive(&mut self) {
        let form = if self.draw.one_in(3) { "written" } else { "oral" };
        let receiver = self.recorder.to_owned();
        let at = self.now();
        self.does(Command::Receive { form: form.to_owned(), at, receiver });
        self.notice("receipt", "调解申请收件回执", Id::from(APPLICANT));
    }

    pub(crate) fn ask(&mut self, intake: &Intake) {
        let (party, on) = (respondent(intake), self.day);
        self.does(Command::AskConsent { party, on, way: ConsentWay::Phone });
    }

    pub(crate) fn answer(&mut self, intake: &Intake, agreed: bool) {
        let (party, on) = (respondent(intake), self.day);
        let said = if agreed { "同意到站里谈。" } else { "表示不愿意调解。" };
        let note = format!("{}在电话里{said}", intake.respondent);
        self.does(Command::AnswerConsent { party, agreed, on, way: ConsentWay::Phone, note });
    }

    pub(crate) fn accept(&mut self, intake: &Intake) {
        let (year, n) = (self.day.year(), self.place.saturating_add(1));
        let options = self.options;
        let text = format!("{}〔{year}〕{}{n}号", options.number_word, options.series);
        let number = Number { text, series: "case".to_owned(), year, n };
        // A group is mediated by more than one.
        let team = if intake.people >= crate::intake::GROUP { self.mediators.len() } else { 1 };
        let mediators = self.mediators[..team].iter().map(|m| (*m).to_owned()).collect();
        let (on, recorder) = (self.day, self.recorder.to_owned());
        self.does(Command::Accept { number, on, mediators, recorder });
        self.notice("acceptance-notice", "受理通知书", respondent(intake));
    }

    pub(crate) fn refuse(&mut self, reason: RefuseReason) {
        let on = self.day;
        self.does(Command::Refuse { reason, on, note: String::new() });
        self.notice("refusal-notice", "不予受理通知书", Id::from(APPLICANT));
    }

    pub(crate) fn plan(&mut self, days: i64) {
        let at = self.now() + TimeDelta::days(days);
        let id = self.id("s");
        self.does(Command::ScheduleSession(SessionScheduled { id, at, place: PLACE.to_owned() }));
    }

    /// A session with what both sides said.
    pub(crate) fn meet(&mut self, intake: &Intake, result: SessionResult) {
        let mode = self.draw.of(&[
            SessionMode::Station,
            SessionMode::Station,
            SessionMode::Visit,
            SessionMode::Phone,
            SessionMode::Video,
        ]);
        let worker = intake.applicants.first().map_or(String::new(), |(name, _)| name.clone());
        let boss = self.case.sheet.text(&format!("parties/{}/contact", respondent(intake)));
        let attendee = |party: Id, name: &str, capacity: &str| json!({"party": party, "name": name, "capacity": capacity});
        let statement = |who: &str, text: &str| Statement { who: who.into(), text: text.into() };
        let offered = match result {
            SessionResult::Agreed => "愿意支付，请求分期。",
            SessionResult::Continue => "承认欠薪，金额要核对后再定。",
            SessionResult::Failed => "认为工资已经结清。",
        };
        // As JSON, so that what a later version adds to a session has its default.
        let held = json!({
            "id": self.id("s"),
            "at": self.now(),
            "place": PLACE,
            "mode": mode,
            "present": [
                attendee(Id::from(APPLICANT), &worker, "申请人"),
                attendee(respondent(intake), &boss, "被申请人联系人"),
            ],
            "mediators": &self.mediators[..1],
            "recorder": self.recorder,
            "statements": [
                statement("申请人", "要求把拖欠的工资付清。"),
                statement("被申请人", offered),
            ],
            "result": result,
        });
        match serde_json::from_value::<SessionHeld>(held) {
            Ok(held) => self.does(Command::HoldSession(held)),
            Err(e) => unreachable!("a session as casework reads it: {e}"),
        }
    }

    /// Extends with both signatures on the paper, by ten days more.
    pub(crate) fn extend(&mut self, intake: &Intake) {
        let Some(due) = self.last_day() else { return };
        let paper = self.issue("extension-consent", "延长调解期限同意书", sides(intake));
        for signer in sides(intake) {
            self.signs(&paper, &signer.key);
        }
        self.does(Command::Extend { until: due + TimeDelta::days(10), paper });
    }

    /// Last day of the mediation period.
    pub(crate) fn last_day(&self) -> Option<NaiveDate> {
        let clocks = deadlines(&self.case, &self.cx());
        clocks.into_iter().find(|d| d.kind == DeadlineKind::MediationPeriod)?.due
    }

    /// Types the terms, in one or in several instalments: each is paid his own, of a group all by the annex.
    pub(crate) fn terms(&mut self, intake: &Intake, dues: &[NaiveDate]) {
        let mut patch = BTreeMap::new();
        let payees: Vec<(String, i64)> = if intake.members.is_empty() {
            let own = intake.applicants.iter().enumerate();
            own.map(|(i, (_, owed))| (format!("p{}", i + 1), *owed)).collect()
        } else {
            let all = intake.members.iter().map(|(_, owed)| owed).sum();
            vec![(EACH_MEMBER.to_owned(), all)]
        };
        let parts = i64::try_from(dues.len()).unwrap_or(1);
        let mut row = 0;
        for (payee, owed) in payees {
            for (i, due) in dues.iter().enumerate() {
                row += 1;
                // The last instalment takes what does not divide.
                let rest = if i + 1 == dues.len() { owed % parts } else { 0 };
                let mut set = |name: &str, value: Value| {
                    patch.insert(format!("terms/o{row:02}/{name}"), value);
                };
                set("order", json!(row));
                set("what", json!("拖欠的工资"));
                set("payer", json!(respondent(intake)));
                set("payee", json!(payee));
                set("amount", json!(owed / parts + rest));
                set("due", json!(due.to_string()));
                set("method", json!("wechat"));
            }
        }
        for (i, (_, owed)) in intake.members.iter().enumerate() {
            patch.insert(format!("members/{}/agreed", member_row(i)), json!(owed));
            patch.insert(format!("members/{}/stance", member_row(i)), json!("join"));
        }
        patch.insert("agreement/facts".to_owned(), json!("双方对拖欠工资的月份和金额没有争议。"));
        patch.insert("agreement/copies".to_owned(), json!(3));
        patch.insert("agreement/acceleration".to_owned(), json!(dues.len() > 1));
        self.does(Command::Amend(patch));
        if !intake.members.is_empty() {
            self.represent(intake);
        }
    }

    /// What a group needs before its agreement: the 推举书, each member's consent to his amount, a second reader.
    fn represent(&mut self, intake: &Intake) {
        let signers: Vec<Signer> = intake
            .members
            .iter()
            .enumerate()
            .map(|(i, (name, _))| Signer {
                key: format!("member:{}", member_row(i)),
                role: SignerRole::Applicant,
                party: Some(Id(member_row(i))),
                name: name.clone(),
                required: true,
            })
            .collect();
        for (kind, title) in
            [("representatives", "职工代表推举书"), ("group-annex", "群体协议附表")]
        {
            let paper = self.issue(kind, title, signers.clone());
            for signer in &signers {
                self.signs(&paper, &signer.key);
            }
        }
        let reader = self.mediators[0];
        let note = "金额与名册、附表一致。".to_owned();
        self.does_as(reader, Command::ReadAgreement { passed: true, note });
    }

    /// Freezes the terms; gives the paper.
    pub(crate) fn freeze(&mut self, intake: &Intake) -> Id {
        let mut signers = sides(intake);
        let (mediator, role) = (self.mediators[0].to_owned(), SignerRole::Mediator);
        signers.push(Signer {
            key: "mediator".into(),
            role,
            party: None,
            name: mediator,
            required: true,
        });
        signers.push(seal());
        let mut paper = self.paper("agreement", "劳动争议调解协议书", signers);
        paper.pages = 2;
        paper.copies = 3;
        let (id, of) = (self.id("v"), paper.id.clone());
        self.does(Command::Freeze { id, paper });
        of
    }

    /// Everybody but the organisation signs.
    pub(crate) fn all_sign(&mut self, paper: &Id, intake: &Intake) {
        for signer in sides(intake) {
            self.signs(paper, &signer.key);
        }
        self.signs(paper, "mediator");
    }

    pub(crate) fn send_to_seal(&mut self, paper: &Id) {
        let (id, on) = (paper.clone(), self.day);
        self.does(Command::SendToSeal { id, on });
    }

    /// Pays the obligations that are due by a day; gives how many.
    pub(crate) fn pay(&mut self, due_by: NaiveDate) {
        let accord = self.case.accord();
        let owed: Vec<(Id, Fen)> = accord.map_or(Vec::new(), |accord| {
            let due = accord.obligations.iter().filter(|o| o.due.is_some_and(|d| d <= due_by));
            due.filter(|o| self.case.paid_for(&o.id).0 == 0)
                .filter_map(|o| o.amount.map(|a| (o.id.clone(), a)))
                .collect()
        });
        for (obligation, amount) in owed {
            let (id, on) = (self.id("y"), self.day);
            let way = PayWay::Wechat;
            self.does(Command::ReceivePayment {
                id,
                obligation,
                amount,
                on,
                way,
                note: String::new(),
                more: PaymentMore::default(),
            });
        }
    }

    pub(crate) fn fail(&mut self, reason: EndReason, intake: &Intake) {
        let on = self.day;
        self.does(Command::End { reason, on, note: String::new() });
        self.notice("termination-notice", "调解终止（不成）通知书", Id::from(APPLICANT));
        self.notice("termination-notice", "调解终止（不成）通知书", respondent(intake));
    }

    pub(crate) fn refer(&mut self, basis: ReferralBasis) {
        if basis == ReferralBasis::Application {
            let name = self.case.sheet.text("parties/p1/name");
            let own = Signer {
                key: "applicant:p1".into(),
                role: SignerRole::Applicant,
                party: Some(Id::from(APPLICANT)),
                name,
                required: true,
            };
            let paper = self.issue("arbitration-application", "劳动争议仲裁申请书", vec![own]);
            self.signs(&paper, "applicant:p1");
        }
        let paper = self.issue("arbitration-reply", "调解转仲裁复函", vec![seal()]);
        self.signs(&paper, "organisation");
        let (to, on) = (COMMISSION.to_owned(), self.day);
        self.does(Command::Refer { basis, to, paper, on });
    }

    pub(crate) fn withdraw(&mut self, intake: &Intake) {
        let own: Vec<Signer> =
            sides(intake).into_iter().filter(|s| s.role == SignerRole::Applicant).collect();
        let paper = self.issue("withdrawal-application", "撤回调解申请书", own.clone());
        for signer in &own {
            self.signs(&paper, &signer.key);
        }
        let on = self.day;
        self.does(Command::Withdraw {
            on, reason: "申请人称已自行协商解决。".to_owned()
        });
    }

    pub(crate) fn close(&mut self) {
        let on = self.day;
        self.does(Command::Close { on });
    }

    pub(crate) fn resume(&mut self) {
        let (on, reason) = (self.day, "双方愿意再谈一次。".to_owned());
        self.does(Command::Reopen { on, reason, resume: true });
    }
}

pub(crate) const PLACE: &str = "某某工业园区工会驿站";

/// Row of a member, from 0.
pub(crate) fn member_row(i: usize) -> String {
    format!("m{:03}", i + 1)
}

fn seal() -> Signer {
    Signer {
        key: "organisation".into(),
        role: SignerRole::Organisation,
        party: None,
        name: "某某工业园区劳动争议调解委员会".into(),
        required: true,
    }
}

/// All applicants and the first respondent.
pub(crate) fn sides(intake: &Intake) -> Vec<Signer> {
    let mut all: Vec<Signer> = intake
        .applicants
        .iter()
        .enumerate()
        .map(|(i, (name, _))| Signer {
            key: format!("applicant:p{}", i + 1),
            role: SignerRole::Applicant,
            party: Some(Id(format!("p{}", i + 1))),
            name: name.clone(),
            required: true,
        })
        .collect();
    let party = respondent(intake);
    all.push(Signer {
        key: format!("respondent:{party}"),
        role: SignerRole::Respondent,
        name: intake.respondent.clone(),
        party: Some(party),
        required: true,
    });
    all
}
