//! What goes on around and after the mediation: contacts, tasks of agencies, transfers, services, visits, the archive.

use crate::event::{ConsentWay, codes};
use crate::ids::Id;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

codes! {
    /// Services after a case (needs.md row 58; S3).
    ServiceKind {
        /// Unemployment insurance.
        Unemployment = "unemployment", "失业保险";
        /// Training.
        Training = "training", "技能培训";
        /// Registration for employment.
        Employment = "employment", "就业登记";
        /// Help in hardship.
        Hardship = "hardship", "困难帮扶";
        /// Psychological support: the note is sensitive.
        Counselling = "counselling", "心理疏导";
        /// Legal aid.
        LegalAid = "legal_aid", "法律援助";
        /// Something else.
        Other = "other", "其他";
    }
}
codes! {
    /// What a matter is handed over for (transitions 33, 34; rows 28, 33).
    TransferKind {
        /// Labour inspection.
        Inspection = "inspection", "劳动监察";
        /// Collection of social insurance.
        SocialInsurance = "social_insurance", "社会保险费征缴";
        /// Recognition of a work injury.
        Injury = "injury", "工伤认定";
        /// Arbitration commission.
        Arbitration = "arbitration", "劳动人事争议仲裁";
        /// Court.
        Court = "court", "人民法院";
        /// Legal aid.
        LegalAid = "legal_aid", "法律援助";
        /// Petition office.
        Petition = "petition", "信访";
        /// Police.
        Police = "police", "公安";
        /// Another body.
        Other = "other", "其他部门";
    }
}
codes! {
    /// What a consultation led to.
    ConsultationOutcome {
        /// Answered, nothing further.
        Answered = "answered", "当场答复";
        /// An application follows.
        Registered = "registered", "转为调解申请";
        /// Shown to another body.
        Directed = "directed", "指引到其他部门";
    }
}
codes! {
    /// How content somebody is with how he was treated.
    Satisfaction {
        /// Content.
        Good = "good", "满意";
        /// Neither.
        Fair = "fair", "基本满意";
        /// Not content.
        Bad = "bad", "不满意";
        /// Could not be reached or gave no answer.
        None = "none", "未评价";
    }
}
codes! {
    /// Facts that can be taken back when they were noted by mistake.
    FactKind {
        /// A contact.
        Contact = "contact", "联系记录";
        /// A service.
        Service = "service", "后续服务";
        /// A visit.
        Visit = "visit", "回访";
        /// A task of an agency.
        Task = "task", "部门分工";
        /// A transfer.
        Transfer = "transfer", "移送";
        /// A question to complete the application.
        Supplement = "supplement", "补正";
        /// A whole procedure.
        Procedure = "procedure", "程序";
        /// One move of a procedure: the identifier is the move's.
        Move = "move", "程序进展";
        /// An interruption of the limitation.
        Interruption = "interruption", "时效中断";
        /// A suspension of the limitation.
        LimitationSuspension = "limitation_suspension", "时效中止";
    }
}

/// The consultation was answered (state 10): it can end there or become a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ConsultationClosed {
    /// Day.
    pub on: NaiveDate,
    /// What was answered.
    pub answer: String,
    /// What was advised.
    #[serde(default)]
    pub advice: String,
    /// What it led to.
    pub outcome: ConsultationOutcome,
    /// Body it was directed to.
    #[serde(default)]
    pub to: String,
}

/// Somebody was called, written to or met (callback log of a ticket, contact with the employer).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ContactLogged {
    /// Identifier.
    pub id: Id,
    /// When, local time with offset.
    pub on: DateTime<FixedOffset>,
    /// With whom.
    pub with: String,
    /// Row of the party, if he is or speaks for one.
    #[serde(default)]
    pub party: Option<Id>,
    /// How.
    pub way: ConsentWay,
    /// Whether he was reached.
    pub reached: bool,
    /// What was said.
    pub text: String,
}

/// A service was arranged for a worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct ServicePlanned {
    /// Identifier.
    pub id: Id,
    /// Worker.
    pub party: Id,
    /// Which.
    pub service: ServiceKind,
    /// Day by which it is to be given.
    pub due: NaiveDate,
    /// Who gives it.
    pub provider: String,
    /// Remarks; of counselling the fact only.
    #[serde(default)]
    pub note: String,
}

/// Something that was arranged was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Done {
    /// What was arranged.
    pub id: Id,
    /// Day.
    pub on: NaiveDate,
    /// Result.
    pub result: String,
}

/// A worker did not want a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Declined {
    /// The service.
    pub id: Id,
    /// Day.
    pub on: NaiveDate,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// A visit or call after the case (回访).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct VisitMade {
    /// Identifier.
    pub id: Id,
    /// Party.
    pub party: Id,
    /// Day.
    pub on: NaiveDate,
    /// How.
    pub way: ConsentWay,
    /// How content he is.
    pub satisfied: Satisfaction,
    /// What he said.
    pub text: String,
    /// The 回访记录.
    #[serde(default)]
    pub paper: Option<Id>,
}

/// An agency was given a part of the work (row 40).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct TaskSet {
    /// Identifier.
    pub id: Id,
    /// Agency.
    pub agency: String,
    /// What it is to do.
    pub what: String,
    /// Day by which.
    pub due: NaiveDate,
    /// Contact there.
    #[serde(default)]
    pub contact: String,
}

/// Where and when the receiving body expects the person (row 28).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Appointment {
    /// When, local time with offset.
    pub at: DateTime<FixedOffset>,
    /// Where.
    pub place: String,
    /// Whom to ask for, with telephone.
    #[serde(default)]
    pub contact: String,
    /// What to bring.
    #[serde(default)]
    pub bring: String,
}

/// A matter was handed to another body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct TransferSent {
    /// Identifier.
    pub id: Id,
    /// Body.
    pub to: String,
    /// What for.
    pub transfer: TransferKind,
    /// Which matter.
    pub matter: String,
    /// Day.
    pub on: NaiveDate,
    /// Appointment, if one was made.
    #[serde(default)]
    pub appointment: Option<Appointment>,
    /// Day by which an answer is wanted.
    #[serde(default)]
    pub due: Option<NaiveDate>,
    /// The 移送函.
    #[serde(default)]
    pub paper: Option<Id>,
}

/// The other body answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct TransferAnswered {
    /// The transfer.
    pub id: Id,
    /// Day.
    pub on: NaiveDate,
    /// Taken over.
    pub accepted: bool,
    /// Its number.
    #[serde(default)]
    pub number: String,
    /// Its answer.
    #[serde(default)]
    pub result: String,
}

/// Something noted by mistake was taken back; what it said stays in the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct FactCancelled {
    /// What kind.
    pub fact: FactKind,
    /// Identifier.
    pub id: Id,
    /// Why.
    pub reason: String,
}

/// The closed file went to the archive (state 95).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Archived {
    /// Day.
    pub on: NaiveDate,
    /// Pages of the dossier.
    pub pages: u32,
    /// Years to be kept.
    pub retention_years: u32,
    /// Place in the archive.
    #[serde(default)]
    pub place: String,
}

/// A service with what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[ts(rename = "FollowUpService")]
pub struct Service {
    /// As arranged.
    pub planned: ServicePlanned,
    /// Given.
    #[serde(default)]
    pub done: Option<Done>,
    /// Not wanted.
    #[serde(default)]
    pub declined: Option<Declined>,
    /// Noted by mistake, with the reason.
    #[serde(default)]
    pub cancelled: Option<String>,
}

impl Service {
    /// Whether somebody still has to do something.
    pub fn open(&self) -> bool {
        self.done.is_none() && self.declined.is_none() && self.cancelled.is_none()
    }
}

/// A task with its result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Task {
    /// As given.
    pub set: TaskSet,
    /// Done.
    #[serde(default)]
    pub done: Option<Done>,
    /// Noted by mistake, with the reason.
    #[serde(default)]
    pub cancelled: Option<String>,
}

impl Task {
    /// Whether it is still to be done.
    pub fn open(&self) -> bool {
        self.done.is_none() && self.cancelled.is_none()
    }
}

/// A transfer with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Transfer {
    /// As sent.
    pub sent: TransferSent,
    /// Answer.
    #[serde(default)]
    pub answered: Option<TransferAnswered>,
    /// Noted by mistake, with the reason.
    #[serde(default)]
    pub cancelled: Option<String>,
}

impl Transfer {
    /// Whether an answer is still wanted.
    pub fn open(&self) -> bool {
        self.answered.is_none() && self.cancelled.is_none()
    }
}

/// A contact or visit with its correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Noted<T> {
    /// What was noted.
    pub noted: T,
    /// Noted by mistake, with the reason.
    #[serde(default)]
    pub cancelled: Option<String>,
}

/// All of it on one case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct After {
    /// How the consultation ended.
    #[serde(default)]
    pub consultation: Option<ConsultationClosed>,
    /// Contacts.
    #[serde(default)]
    pub contacts: Vec<Noted<ContactLogged>>,
    /// Services.
    #[serde(default)]
    pub services: Vec<Service>,
    /// Visits.
    #[serde(default)]
    pub visits: Vec<Noted<VisitMade>>,
    /// Tasks of agencies.
    #[serde(default)]
    pub tasks: Vec<Task>,
    /// Transfers.
    #[serde(default)]
    pub transfers: Vec<Transfer>,
    /// Archived.
    #[serde(default)]
    pub archived: Option<Archived>,
}
