//! The members of a group dispute, as a table of the sheet, and what the law asks of a group.
//!
//! Source: 调解仲裁法 Art. 7; needs.md rows 39, 60, 64.

use crate::case::Case;
use crate::context::Context;
use crate::event::codes;
use crate::groups::same_person;
use crate::ids::Id;
use crate::sheet::{Party, Sheet, sum};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use statute::{Fen, IdVerdict};
use std::collections::BTreeMap;

codes! {
    /// How a member stands to the settlement that is on the table.
    #[derive(Default)]
    Stance {
        /// Settles with the others.
        Join = "join", "同意";
        /// Does not agree.
        Object = "object", "不同意";
        /// Has not said.
        #[default]
        Undecided = "undecided", "未表态";
        /// Gave up his application.
        Withdrawn = "withdrawn", "撤回";
    }
}

/// One member of the group as typed or imported: any field may be empty.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct Member {
    /// Row in the sheet (`members/<id>/…`), unique in the case.
    pub id: Id,
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
    /// Telephone.
    pub phone: String,
    /// Nationality or 民族.
    pub nation: String,
    /// Language of the talk.
    pub language: String,
    /// First day of work.
    pub employed_from: Option<NaiveDate>,
    /// Last day of work.
    pub ended_on: Option<NaiveDate>,
    /// Where the service period comes from, e.g. 劳动合同, 社保缴费记录.
    pub service_source: String,
    /// Monthly wage, 分.
    pub wage: Option<Fen>,
    /// Amount claimed, 分.
    pub claimed: Option<Fen>,
    /// What the law gives, as worked out, 分.
    pub lawful: Option<Fen>,
    /// Amount agreed, 分.
    pub agreed: Option<Fen>,
    /// How he stands to the settlement.
    pub stance: Stance,
    /// Elected representative.
    pub representative: bool,
    /// Account holder, when each is paid to his own.
    pub account_name: String,
    /// Bank.
    pub bank: String,
    /// Account number.
    pub account_no: String,
    /// Rule by which the amount was worked out.
    pub rule: String,
    /// Working that gave the amount (`claim.computed`).
    pub computation: String,
    /// Remarks.
    pub note: String,
}

/// An amount that was worked out, kept whole with the case: an old case keeps the rule of its date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ts_rs::TS)]
pub struct ComputedAmount {
    /// Identifier; the row refers to it in `computation`.
    pub id: Id,
    /// Rule, as the law room names it.
    pub rule: String,
    /// Row it is for: `claims/<row>` or `members/<row>`.
    pub target: String,
    /// What went in.
    #[ts(type = "unknown")]
    pub input: Value,
    /// The whole computation with its working.
    #[ts(type = "unknown")]
    pub result: Value,
    /// The sum it comes to, 分.
    #[serde(default)]
    pub total: Option<Fen>,
    /// Day.
    pub on: NaiveDate,
}

/// Something to look at in the table, by row and field; the words are the screen's.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct MemberRemark {
    /// Member.
    pub member: Id,
    /// Field.
    pub field: String,
    /// What was found.
    pub code: String,
    /// Values for the words.
    #[ts(type = "Record<string, unknown>")]
    pub args: BTreeMap<String, Value>,
}

/// How a group stands: size, representatives, sums.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct GroupStatus {
    /// Members that have not withdrawn.
    pub size: usize,
    /// Members that settle, object, have not said, withdrew.
    pub stances: BTreeMap<String, usize>,
    /// Head that they have in common, if there is one.
    pub common_head: Option<String>,
    /// Ten or more with a common claim (调解仲裁法 Art. 7).
    pub group: bool,
    /// Number from which it is a group.
    #[ts(type = "number")]
    pub group_size: i64,
    /// Elected representatives.
    pub representatives: Vec<Id>,
    /// Fewest representatives.
    #[ts(type = "number")]
    pub fewest: i64,
    /// Most representatives.
    #[ts(type = "number")]
    pub most: i64,
    /// The limits hold for certain.
    pub confirmed: bool,
    /// The 推举书 stands and everybody asked has signed it.
    pub mandate: bool,
    /// Members who settle and whose consent is missing.
    pub without_consent: Vec<Id>,
    /// Sum claimed, 分.
    pub claimed: Fen,
    /// Sum agreed by those who settle, 分.
    pub agreed: Fen,
}

impl Sheet {
    /// Members in order; a row counts once it has a name.
    pub fn members(&self) -> Vec<Member> {
        let rows = self.rows("members").into_iter().map(|id| self.member(id));
        rows.filter(|m| !m.name.is_empty()).collect()
    }

    fn member(&self, id: Id) -> Member {
        // One walk over the row: a view of a case asks for all members many times over.
        let prefix = format!("members/{id}/");
        let row: BTreeMap<&str, &Value> = self
            .0
            .range(prefix.clone()..)
            .map_while(|(path, value)| Some((path.strip_prefix(&prefix)?, value)))
            .collect();
        let own = |name: &str| row.get(name).copied();
        let t = |name: &str| own(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let d = |name: &str| own(name).and_then(Value::as_str).and_then(|t| t.parse().ok());
        let m = |name: &str| own(name).and_then(Value::as_i64).map(Fen);
        let stance = match t("stance").as_str() {
            "join" => Stance::Join,
            "object" => Stance::Object,
            "withdrawn" => Stance::Withdrawn,
            _ => Stance::Undecided,
        };
        Member {
            name: t("name"),
            id_kind: t("id_kind"),
            id_number: t("id_number"),
            sex: t("sex"),
            birth: d("birth"),
            phone: t("phone"),
            nation: t("nation"),
            language: t("language"),
            employed_from: d("employed_from"),
            ended_on: d("ended_on"),
            service_source: t("service_source"),
            wage: m("wage"),
            claimed: m("claimed"),
            lawful: m("lawful"),
            agreed: m("agreed"),
            stance,
            representative: own("representative").and_then(Value::as_bool).unwrap_or(false),
            account_name: t("account_name"),
            bank: t("bank"),
            account_no: t("account_no"),
            rule: t("rule"),
            computation: t("computation"),
            note: t("note"),
            id,
        }
    }

    /// Whether the terms give no money to hand out, only contributions to the authority or deeds: what a member agrees
    /// to are then the duties themselves, and no amount of his own is asked.
    pub fn settles_by_duties(&self) -> bool {
        let rows = self.obligations();
        !rows.is_empty() && rows.iter().all(|row| !row.kind.is_money())
    }

    /// Sum of what the members claim, without those who withdrew, 分.
    pub fn members_claimed(&self) -> Fen {
        let there = self.members().into_iter().filter(|m| m.stance != Stance::Withdrawn);
        sum(there.filter_map(|m| m.claimed))
    }
}

impl Case {
    /// Members that are still in this case, in order: who left for another case is in that one.
    ///
    /// A late record may write to a row that has left; it does not bring the member back.
    pub fn members(&self) -> Vec<Member> {
        self.sheet.members().into_iter().filter(|m| !self.group.left.contains(&m.id)).collect()
    }

    /// Sum claimed, 分: by the heads, or by the members where no head has an amount.
    pub(crate) fn claimed(&self) -> Fen {
        match self.sheet.claimed() {
            Fen(0) => sum(self.still_claiming().into_iter().filter_map(|m| m.claimed)),
            claimed => claimed,
        }
    }

    fn still_claiming(&self) -> Vec<Member> {
        self.members().into_iter().filter(|m| m.stance != Stance::Withdrawn).collect()
    }

    /// Members that have not withdrawn and are not among these parties.
    pub(crate) fn workers_besides(&self, applicants: &[Party]) -> Vec<Member> {
        let listed = |m: &Member| applicants.iter().any(|p| same_person(p, m));
        self.still_claiming().into_iter().filter(|m| !listed(m)).collect()
    }

    /// Members for whom the agreement settles.
    pub fn settling(&self) -> Vec<Member> {
        self.members().into_iter().filter(|m| m.stance == Stance::Join).collect()
    }

    /// Whether a member agreed to exactly this amount: he signed an annex that prints it, or it was noted how he agreed.
    pub fn consented(&self, member: &Member) -> bool {
        let by_duties = || self.sheet.settles_by_duties().then_some(Fen(0));
        let Some(agreed) = member.agreed.or_else(by_duties) else { return false };
        let noted = self.group.consents.iter();
        if noted.clone().any(|c| c.member == member.id && c.amount == agreed) {
            return true;
        }
        self.group.annexes.iter().any(|annex| {
            annex.amounts.get(&member.id) == Some(&agreed)
                && self.paper(&annex.paper).is_some_and(|paper| {
                    let his = |s: &&crate::Signer| s.party.as_ref() == Some(&member.id);
                    paper.voided.is_none()
                        && paper.superseded_by.is_none()
                        && paper.signers.iter().filter(his).any(|signer| {
                            paper.signatures.iter().any(|signature| signature.signer == signer.key)
                        })
                })
        })
    }

    /// Whether the 推举书 stands and is complete.
    pub fn mandate(&self) -> bool {
        self.standing_paper("representatives").is_some_and(|paper| paper.missing().is_empty())
    }
}

/// How the group stands today; `None` when the case has no members.
pub fn group_status(case: &Case, cx: &Context<'_>) -> Option<GroupStatus> {
    let all = case.members();
    if all.is_empty() {
        return None;
    }
    let there: Vec<&Member> = all.iter().filter(|m| m.stance != Stance::Withdrawn).collect();
    let mut stances = BTreeMap::new();
    for member in &all {
        let code = serde_json::to_value(member.stance).ok();
        let code = code.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned();
        *stances.entry(code).or_insert(0) += 1;
    }
    let (common_head, sharing) = common_head(case, &there);
    let value = |id: &str| cx.policy.number(id, cx.today());
    let size_limit = value("group_size");
    let (fewest, most) = (value("representatives_min"), value("representatives_max"));
    let settling: Vec<&Member> =
        there.iter().copied().filter(|m| m.stance == Stance::Join).collect();
    let missing = settling.iter().filter(|m| !case.consented(m));
    Some(GroupStatus {
        size: there.len(),
        stances,
        group: common_head.is_some() && i64::try_from(sharing).unwrap_or(i64::MAX) >= size_limit.0,
        common_head,
        group_size: size_limit.0,
        representatives: there.iter().filter(|m| m.representative).map(|m| m.id.clone()).collect(),
        fewest: fewest.0,
        most: most.0,
        confirmed: fewest.1 && most.1,
        mandate: case.mandate(),
        without_consent: missing.map(|m| m.id.clone()).collect(),
        claimed: sum(there.iter().filter_map(|m| m.claimed)),
        agreed: sum(settling.iter().filter_map(|m| m.agreed)),
    })
}

/// Whether ten or more have a claim in common (调解仲裁法 Art. 7).
pub fn group_flag(case: &Case, cx: &Context<'_>) -> bool {
    group_status(case, cx).is_some_and(|status| status.group)
}

/// The head most of them share, and how many do: a head without a member is everybody's.
fn common_head(case: &Case, there: &[&Member]) -> (Option<String>, usize) {
    let claims = case.sheet.claims();
    let all = claims.iter().find(|c| c.member.is_empty() && !c.head.is_empty());
    if let Some(claim) = all {
        return (Some(claim.head.clone()), there.len());
    }
    let mut heads: BTreeMap<&str, std::collections::BTreeSet<&str>> = BTreeMap::new();
    for claim in claims.iter().filter(|c| !c.head.is_empty()) {
        if there.iter().any(|m| m.id.0 == claim.member) {
            heads.entry(&claim.head).or_default().insert(&claim.member);
        }
    }
    if let Some((head, who)) = heads.into_iter().max_by_key(|(_, who)| who.len()) {
        return (Some(head.to_owned()), who.len());
    }
    let cause = case.sheet.text("case/cause");
    if cause.is_empty() { (None, 0) } else { (Some(cause), there.len()) }
}

/// What a person should look at in the table before relying on it: never a refusal.
///
/// Codes: `id_checksum`, `id_shape`, `id_duplicate`, `name_duplicate`, `dates_reversed`, `agreed_missing`,
/// `agreed_above_claimed`, `account_incomplete`.
pub fn member_remarks(case: &Case, today: NaiveDate) -> Vec<MemberRemark> {
    let members = case.members();
    let by_duties = case.sheet.settles_by_duties();
    let mut remarks = Vec::new();
    let mut add = |member: &Member, field: &str, code: &str, other: Option<&Member>| {
        let mut args = BTreeMap::from([("name".to_owned(), Value::from(member.name.clone()))]);
        if let Some(other) = other {
            args.insert("other".to_owned(), other.name.clone().into());
            args.insert("other_id".to_owned(), other.id.0.clone().into());
        }
        let (field, code) = (field.to_owned(), code.to_owned());
        remarks.push(MemberRemark { member: member.id.clone(), field, code, args });
    };
    let mut numbers: BTreeMap<String, &Member> = BTreeMap::new();
    let mut names: BTreeMap<&str, &Member> = BTreeMap::new();
    for member in &members {
        let resident = matches!(member.id_kind.as_str(), "" | "resident" | "hmt" | "permanent");
        let checked = statute::check_id(&member.id_number, today);
        if !member.id_number.is_empty() {
            match checked.verdict {
                IdVerdict::Ok => {}
                _ if !resident => {}
                IdVerdict::ChecksumMismatch => add(member, "id_number", "id_checksum", None),
                _ => add(member, "id_number", "id_shape", None),
            }
            match numbers.get(&checked.normalised) {
                Some(first) => add(member, "id_number", "id_duplicate", Some(first)),
                None => {
                    numbers.insert(checked.normalised, member);
                }
            }
        }
        match names.get(member.name.as_str()) {
            // Two people of one name are common; only a missing number leaves it open who is who.
            Some(first) if member.id_number.is_empty() || first.id_number.is_empty() => {
                add(member, "name", "name_duplicate", Some(first));
            }
            Some(_) => {}
            None => {
                names.insert(&member.name, member);
            }
        }
        if let (Some(from), Some(to)) = (member.employed_from, member.ended_on)
            && to < from
        {
            add(member, "ended_on", "dates_reversed", None);
        }
        if member.stance == Stance::Join && !by_duties && member.agreed.is_none_or(|a| a.0 <= 0) {
            add(member, "agreed", "agreed_missing", None);
        }
        if member.agreed > member.claimed && member.claimed.is_some() {
            add(member, "agreed", "agreed_above_claimed", None);
        }
        let account = [&member.account_name, &member.bank, &member.account_no];
        let blank = account.iter().filter(|part| part.is_empty()).count();
        if (1..3).contains(&blank) {
            add(member, "account_no", "account_incomplete", None);
        }
    }
    remarks
}
