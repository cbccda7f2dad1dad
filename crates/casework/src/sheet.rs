//! The sheet of a case and the typed views of it.

use crate::event::codes;
use crate::ids::Id;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use statute::Fen;
use std::collections::BTreeMap;

/// Everything typed about a case: path → value (see [`crate::fields`]).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sheet(pub BTreeMap<String, Value>);

/// Standing of a party in the dispute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "lowercase")]
pub enum PartyRole {
    /// 申请人
    Applicant,
    /// 被申请人
    Respondent,
    /// 第三人
    Third,
}

/// Worker or employer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "lowercase")]
pub enum PartyKind {
    /// 劳动者
    Worker,
    /// 用人单位
    Employer,
}

/// A party as typed so far: any field may be empty.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct Party {
    /// Row in the sheet.
    pub id: Id,
    /// Standing.
    pub role: PartyRole,
    /// Worker or employer.
    pub kind: PartyKind,
    /// Name exactly as in the document.
    pub name: String,
    /// Code of [`crate::fields::ID_KINDS`].
    pub id_kind: String,
    /// Number as typed, even when its check character is wrong.
    pub id_number: String,
    /// `male`, `female` or empty.
    pub sex: String,
    /// Date of birth.
    pub birth: Option<NaiveDate>,
    /// Nationality or 民族.
    pub nation: String,
    /// Language of the talk.
    pub language: String,
    /// Occupation.
    pub occupation: String,
    /// Telephone.
    pub phone: String,
    /// Address or seat.
    pub address: String,
    /// Code of [`crate::fields::EMPLOYMENT`].
    pub employment: String,
    /// First day of work.
    pub employed_from: Option<NaiveDate>,
    /// Last day of work.
    pub ended_on: Option<NaiveDate>,
    /// Day on which the worker knew of the infringement.
    pub knew_on: Option<NaiveDate>,
    /// 统一社会信用代码.
    pub uscc: String,
    /// 法定代表人 or 主要负责人.
    pub legal_rep: String,
    /// His post.
    pub legal_rep_title: String,
    /// Contact person.
    pub contact: String,
    /// His telephone.
    pub contact_phone: String,
    /// Cannot be reached.
    pub lost: bool,
    /// Code of [`crate::fields::CHAIN_ROLES`].
    pub chain_role: String,
    /// Agent.
    pub agent: String,
    /// Agent's capacity.
    pub agent_title: String,
    /// Code of [`crate::fields::AUTHORITY`].
    pub agent_authority: String,
    /// Interpreter.
    pub interpreter: String,
}

/// One head of claim.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct Claim {
    /// Row in the sheet.
    pub id: Id,
    /// Cause code (statute) or free text.
    pub head: String,
    /// First month, `YYYY-MM`.
    pub from: String,
    /// Last month, `YYYY-MM`.
    pub to: String,
    /// Monthly wage, 分.
    pub monthly: Option<Fen>,
    /// Amount claimed, 分.
    pub amount: Option<Fen>,
    /// What the respondent offers, 分.
    pub offer: Option<Fen>,
    /// Explanation.
    pub note: String,
    /// Member it is for; empty when it is everybody's.
    pub member: String,
    /// Rule by which the amount was worked out.
    pub rule: String,
    /// Working that gave the amount (`claim.computed`).
    pub computation: String,
    /// What the law gives, as worked out, 分.
    pub lawful: Option<Fen>,
    /// Amount agreed for this head, 分.
    pub agreed: Option<Fen>,
}

/// One row of the terms: who pays whom, what for, how much, by when, how.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Obligation {
    /// Row in the sheet; stays the same after freezing.
    pub id: Id,
    /// What for.
    pub what: String,
    /// Row of the paying party.
    pub payer: String,
    /// Row of the receiving party.
    pub payee: String,
    /// Amount, 分.
    pub amount: Option<Fen>,
    /// Last day to pay.
    pub due: Option<NaiveDate>,
    /// Code of [`crate::fields::METHODS`].
    pub method: String,
    /// Paid in the room when the agreement is signed.
    pub on_spot: bool,
    /// What kind of duty it is.
    #[serde(default)]
    pub kind: ObligationKind,
    /// Head of claim it settles; empty when it settles several.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub claim: String,
    /// Member it is for; empty when it is for all.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub member: String,
    /// Event on which it depends.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub event: String,
    /// Last day on which it falls due even if the event has not come about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_limit: Option<NaiveDate>,
    /// Days after the event within which it is to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(type = "number | null")]
    pub event_days: Option<i64>,
    /// What is to be done, when it is not money.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub deed: String,
    /// How it is shown that it was done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub proof: String,
    /// First month of a back-payment of social insurance, `YYYY-MM`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// Last month, `YYYY-MM`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// Account holder, when it is another account than that of the agreement.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub account_name: String,
    /// Bank.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub bank: String,
    /// Account number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub account_no: String,
}

codes! {
    /// What kind of duty a row of the terms is (needs.md row 55).
    #[derive(Default)]
    ObligationKind {
        /// Money by a date.
        #[default]
        Money = "money", "按期付款";
        /// Money once an event has come about, with an outer day.
        Event = "event", "条件成就时付款";
        /// Social insurance paid up to the authority.
        SocialInsurance = "social_insurance", "补缴社会保险费";
        /// Money out of an escrow account.
        Escrow = "escrow", "专户付款";
        /// Something else than money.
        Deed = "deed", "其他义务";
    }
}

impl ObligationKind {
    /// Money that reaches the workers; social insurance goes to the authority.
    pub fn is_money(self) -> bool {
        matches!(self, Self::Money | Self::Event | Self::Escrow)
    }
}

impl Obligation {
    /// Whether it waits for an event: a payment by its kind, contributions where the terms name one (复产后补缴).
    pub fn on_event(&self) -> bool {
        match self.kind {
            ObligationKind::Event => true,
            ObligationKind::SocialInsurance => !self.event.is_empty(),
            _ => false,
        }
    }

    /// The day on which it falls due even when its event has not come.
    pub fn outer_day(&self) -> Option<NaiveDate> {
        match self.kind {
            ObligationKind::SocialInsurance => self.event_limit.or(self.due),
            _ => self.event_limit,
        }
    }
}

/// Payee of a row that is for all members, each as the annex says.
pub const EACH_MEMBER: &str = "members";
/// Payee of a row that goes to the social-insurance or tax authority.
pub const AUTHORITY: &str = "authority";

/// One further clause.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct Clause {
    /// Row in the sheet.
    pub id: Id,
    /// Text.
    pub text: String,
    /// Clause of the library it was taken from; empty when it was written here.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub library: String,
}

/// Adds amounts that any desk may have recorded: what no case can owe stops at the greatest amount.
pub(crate) fn sum(amounts: impl IntoIterator<Item = Fen>) -> Fen {
    let add = |total: i64, amount: Fen| total.saturating_add(amount.0);
    Fen(amounts.into_iter().fold(0, add))
}

impl Sheet {
    /// Sets the fields of a patch; `null` removes a field.
    pub fn patch(&mut self, patch: &BTreeMap<String, Value>) {
        for (path, value) in patch {
            if value.is_null() {
                self.0.remove(path);
            } else {
                self.0.insert(path.clone(), value.clone());
            }
        }
    }

    /// Text of a field, empty when it is not filled in.
    pub fn text(&self, path: &str) -> String {
        self.0.get(path).and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    /// Day of a field.
    pub fn day(&self, path: &str) -> Option<NaiveDate> {
        self.0.get(path).and_then(Value::as_str).and_then(|t| t.parse().ok())
    }

    /// Amount of a field, 分.
    pub fn money(&self, path: &str) -> Option<Fen> {
        self.0.get(path).and_then(Value::as_i64).map(Fen)
    }

    /// Flag of a field, `false` when it is not filled in.
    pub fn flag(&self, path: &str) -> bool {
        self.0.get(path).and_then(Value::as_bool).unwrap_or(false)
    }

    /// Whole number of a field.
    pub fn count(&self, path: &str) -> Option<i64> {
        self.0.get(path).and_then(Value::as_i64)
    }

    /// Words of a field.
    pub fn words(&self, path: &str) -> Vec<String> {
        let list = self.0.get(path).and_then(Value::as_array);
        list.map(|l| l.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect())
            .unwrap_or_default()
    }

    /// Row ids of a repeating table, by their `order` and then by id.
    pub fn rows(&self, table: &str) -> Vec<Id> {
        let prefix = format!("{table}/");
        let mut ids: Vec<&str> = self
            .0
            .range(prefix.clone()..)
            .map_while(|(path, _)| path.strip_prefix(&prefix))
            .filter_map(|rest| rest.split('/').next())
            .collect();
        // A path of a later version, `parties/a`, sorts apart from `parties/a/name`.
        ids.sort_unstable();
        ids.dedup();
        let mut ids: Vec<Id> = ids.into_iter().map(Id::from).collect();
        ids.sort_by_cached_key(|id| {
            (self.count(&format!("{table}/{id}/order")).unwrap_or(i64::MAX), id.0.clone())
        });
        ids
    }

    /// Parties in order; a row counts once it has a name, a number or a contact.
    pub fn parties(&self) -> Vec<Party> {
        self.rows("parties").into_iter().map(|id| self.party(id)).collect()
    }

    fn party(&self, id: Id) -> Party {
        let t = |name: &str| self.text(&format!("parties/{id}/{name}"));
        let d = |name: &str| self.day(&format!("parties/{id}/{name}"));
        let role = match t("role").as_str() {
            "respondent" => PartyRole::Respondent,
            "third" => PartyRole::Third,
            _ => PartyRole::Applicant,
        };
        let kind = match (t("kind").as_str(), role) {
            ("employer", _) => PartyKind::Employer,
            ("worker", _) | (_, PartyRole::Applicant) => PartyKind::Worker,
            _ => PartyKind::Employer,
        };
        Party {
            role,
            kind,
            name: t("name"),
            id_kind: t("id_kind"),
            id_number: t("id_number"),
            sex: t("sex"),
            birth: d("birth"),
            nation: t("nation"),
            language: t("language"),
            occupation: t("occupation"),
            phone: t("phone"),
            address: t("address"),
            employment: t("employment"),
            employed_from: d("employed_from"),
            ended_on: d("ended_on"),
            knew_on: d("knew_on"),
            uscc: t("uscc"),
            legal_rep: t("legal_rep"),
            legal_rep_title: t("legal_rep_title"),
            contact: t("contact"),
            contact_phone: t("contact_phone"),
            lost: self.flag(&format!("parties/{id}/lost")),
            chain_role: t("chain_role"),
            agent: t("agent"),
            agent_title: t("agent_title"),
            agent_authority: t("agent_authority"),
            interpreter: t("interpreter"),
            id,
        }
    }

    /// Parties of one standing that have a name.
    pub fn named(&self, role: PartyRole) -> Vec<Party> {
        self.parties().into_iter().filter(|p| p.role == role && !p.name.is_empty()).collect()
    }

    /// Heads of claim in order.
    pub fn claims(&self) -> Vec<Claim> {
        self.rows("claims")
            .into_iter()
            .map(|id| {
                let t = |name: &str| self.text(&format!("claims/{id}/{name}"));
                let m = |name: &str| self.money(&format!("claims/{id}/{name}"));
                Claim {
                    head: t("head"),
                    from: t("from"),
                    to: t("to"),
                    monthly: m("monthly"),
                    amount: m("amount"),
                    offer: m("offer"),
                    note: t("note"),
                    member: t("member"),
                    rule: t("rule"),
                    computation: t("computation"),
                    lawful: m("lawful"),
                    agreed: m("agreed"),
                    id,
                }
            })
            .collect()
    }

    /// Sum of the amounts claimed, 分.
    pub fn claimed(&self) -> Fen {
        sum(self.claims().iter().filter_map(|c| c.amount))
    }

    /// Rows of the terms in order.
    pub fn obligations(&self) -> Vec<Obligation> {
        self.rows("terms")
            .into_iter()
            .map(|id| {
                let t = |name: &str| self.text(&format!("terms/{id}/{name}"));
                Obligation {
                    what: t("what"),
                    payer: t("payer"),
                    payee: t("payee"),
                    amount: self.money(&format!("terms/{id}/amount")),
                    due: self.day(&format!("terms/{id}/due")),
                    method: t("method"),
                    on_spot: self.flag(&format!("terms/{id}/on_spot")),
                    kind: serde_json::from_value(t("kind").into()).unwrap_or_default(),
                    claim: t("claim"),
                    member: t("member"),
                    event: t("event"),
                    event_limit: self.day(&format!("terms/{id}/event_limit")),
                    event_days: self.count(&format!("terms/{id}/event_days")),
                    deed: t("deed"),
                    proof: t("proof"),
                    from: t("from"),
                    to: t("to"),
                    account_name: t("account_name"),
                    bank: t("bank"),
                    account_no: t("account_no"),
                    id,
                }
            })
            .collect()
    }

    /// Further clauses in order, without the empty ones.
    pub fn clauses(&self) -> Vec<Clause> {
        self.rows("clauses")
            .into_iter()
            .map(|id| Clause {
                text: self.text(&format!("clauses/{id}/text")),
                library: self.text(&format!("clauses/{id}/library")),
                id,
            })
            .filter(|c| !c.text.is_empty())
            .collect()
    }
}
