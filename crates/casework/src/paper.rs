//! Papers of a case: produced, printed, signed, sealed, served, scanned.

use crate::event::{Number, ServeWay, SignHow};
use crate::ids::Id;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// In which role somebody signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "lowercase")]
pub enum SignerRole {
    /// 申请人
    Applicant,
    /// 被申请人
    Respondent,
    /// 调解员
    Mediator,
    /// 记录员
    Recorder,
    /// 翻译
    Interpreter,
    /// 收件人 or 经办人
    Staff,
    /// 印章: of the mediation organisation, or of the union on what supervises; the signer's name says whose
    Organisation,
}

/// Somebody who has to sign or seal a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Signer {
    /// Key inside the paper, e.g. `applicant:p1`, `mediator`, `organisation`.
    pub key: String,
    /// Role.
    pub role: SignerRole,
    /// Party, when the signer is or stands for one.
    #[serde(default)]
    pub party: Option<Id>,
    /// Name as printed.
    pub name: String,
    /// Whether the paper is incomplete without it.
    pub required: bool,
}

/// A signature or seal that stands on the paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Signature {
    /// Key of the [`Signer`].
    pub signer: String,
    /// Who signed.
    pub name: String,
    /// How.
    pub how: SignHow,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// One service of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Service {
    /// Recipient.
    pub party: Id,
    /// How.
    pub way: ServeWay,
    /// Day.
    pub on: NaiveDate,
    /// Remarks.
    pub note: String,
    /// What proves it.
    #[serde(default, flatten)]
    pub more: ServiceMore,
}

/// What proves a service: where it was, who took the paper or refused it, which mail, which address.
///
/// Source: 民事诉讼法 Art. 87–91, by analogy (needs.md D21).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(default)]
pub struct ServiceMore {
    /// Place, or the address to which it was sent.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// Who took it, when it was not the recipient himself.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub taken_by: String,
    /// What he is to the recipient.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub relation: String,
    /// Why it was refused; empty when it was taken.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub refused: String,
    /// Witness of the refusal.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub witness: String,
    /// His unit or address.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub witness_unit: String,
    /// SHA-256, hex, of the photograph or recording on file that shows it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub picture: String,
    /// Number of the mail.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub mail: String,
    /// The recipient agreed to be served electronically.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub consented: bool,
    /// Who served it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub servers: Vec<String>,
}

/// A place on a page where somebody signs or seals, as it was typeset.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct SignPlace {
    /// Page, from 1.
    pub page: u32,
    /// What stands before it, e.g. 被申请人.
    pub label: String,
    /// Left, top, width and height, tenths of a millimetre from the upper left corner of the page.
    pub field: (u32, u32, u32, u32),
}

/// Where a paper stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum PaperState {
    /// Produced, nothing missing that was asked for.
    Complete,
    /// Waits for signatures.
    ToSign,
    /// Signed by all, waits for the seal (待用印).
    ToSeal,
    /// Given up.
    Voided,
    /// Replaced by a later paper.
    Superseded,
}

/// A paper as produced, with what has happened to it since.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Paper {
    /// Identifier.
    pub id: Id,
    /// Document kind.
    pub kind: String,
    /// Title.
    pub title: String,
    /// 文号 or 案号.
    pub number: Option<Number>,
    /// SHA-256 of the data, hex.
    pub data_hash: String,
    /// SHA-256 of the PDF, hex.
    pub pdf: String,
    /// Pages.
    pub pages: u32,
    /// SHA-256 of the template, hex.
    pub template: String,
    /// Policy pack.
    pub pack: String,
    /// Originals.
    pub copies: u32,
    /// Who has to sign.
    pub signers: Vec<Signer>,
    /// Date printed on it.
    pub on: NaiveDate,
    /// When it was produced.
    pub issued_at: DateTime<FixedOffset>,
    /// By whom.
    pub issued_by: String,
    /// Copies printed so far.
    pub printed: u32,
    /// Signatures.
    pub signatures: Vec<Signature>,
    /// Day on which it was sent to be sealed.
    pub seal_sent: Option<NaiveDate>,
    /// Services.
    pub services: Vec<Service>,
    /// Scans: page (0 when unknown) and SHA-256.
    pub scans: Vec<(u32, String)>,
    /// Of scans that are one page of a stack: page, SHA-256, page of the stack from 1.
    #[serde(default)]
    pub leaves: Vec<(u32, String, u32)>,
    /// Where on its pages people sign and seal; empty when the paper is older than that.
    #[serde(default)]
    pub places: Vec<SignPlace>,
    /// Given up, with the reason.
    pub voided: Option<String>,
    /// Replaced by this paper.
    pub superseded_by: Option<Id>,
}

impl Paper {
    /// Signers that are still missing.
    pub fn missing(&self) -> Vec<&Signer> {
        self.signers
            .iter()
            .filter(|s| s.required && !self.signatures.iter().any(|g| g.signer == s.key))
            .collect()
    }

    /// Where the paper stands.
    pub fn state(&self) -> PaperState {
        if self.voided.is_some() {
            return PaperState::Voided;
        }
        if self.superseded_by.is_some() {
            return PaperState::Superseded;
        }
        let missing = self.missing();
        match missing.as_slice() {
            [] => PaperState::Complete,
            rest if rest.iter().all(|s| s.role == SignerRole::Organisation) => PaperState::ToSeal,
            _ => PaperState::ToSign,
        }
    }

    /// Day on which the last required signature or seal was put, if none is missing.
    pub fn completed_on(&self) -> Option<NaiveDate> {
        if self.signers.is_empty() || !self.missing().is_empty() {
            return None;
        }
        let required = |key: &str| self.signers.iter().any(|s| s.required && s.key == key);
        let counted = self.signatures.iter().filter(|s| required(&s.signer));
        counted.map(|s| s.at.date_naive()).max()
    }

    /// True while nobody has signed: only then can it be given up or replaced.
    pub fn unsigned(&self) -> bool {
        self.signatures.is_empty()
    }
}
