//! The checker of an agreement: what a judge or arbitrator would send back.

mod frozen;
mod group;
mod rows;
mod whole;

pub use frozen::{AccordMember, FrozenMore, Reading, TermChange, diff, terms_hash};
pub use whole::{check_agreement, is_major, needs_second_reading, second_reading};

use crate::context::Context;
use crate::sheet::{Obligation, Party, PartyRole, Sheet, sum};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// How much an item matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ts_rs::TS)]
#[serde(rename_all = "lowercase")]
pub enum CheckLevel {
    /// Stands in the way of freezing.
    Bad,
    /// Worth a second look.
    Warn,
    /// Found in order.
    Ok,
}

/// One finding; the words are the screen's.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct CheckItem {
    /// Weight.
    pub level: CheckLevel,
    /// What was found.
    pub code: String,
    /// Path of the field to mend, empty when it is the whole.
    pub path: String,
    /// Values for the words.
    #[ts(type = "Record<string, unknown>")]
    pub args: BTreeMap<String, Value>,
}

impl CheckItem {
    pub(crate) fn new(level: CheckLevel, code: &str, path: impl Into<String>) -> Self {
        Self { level, code: code.to_owned(), path: path.into(), args: BTreeMap::new() }
    }

    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }
}

/// Judges the terms as they stand on the sheet.
///
/// Returns bad items first, then warnings, then what is in order.
///
/// Source: 调解仲裁法 Art. 14; 企业劳动争议协商调解规定 Art. 26; 民事诉讼法解释 Art. 358; needs.md P8.
pub fn check_terms(sheet: &Sheet, cx: &Context<'_>) -> Vec<CheckItem> {
    let mut items = Vec::new();
    let rows = sheet.obligations();
    check_parties(sheet, &mut items);
    if rows.is_empty() && sheet.clauses().is_empty() {
        items.push(CheckItem::new(CheckLevel::Bad, "terms_empty", ""));
    }
    for (index, row) in rows.iter().enumerate() {
        rows::check(index + 1, row, sheet, cx, &mut items);
    }
    check_account(sheet, &rows, &mut items);
    check_sum(sheet, &rows, &mut items);
    rows::check_totals(sheet, &rows, &mut items);
    group::check(sheet, &rows, &mut items);
    check_words(sheet, &rows, cx, &mut items);
    if sheet.flag("agreement/no_further") {
        items.push(CheckItem::new(CheckLevel::Warn, "no_further_dispute", "agreement/no_further"));
    }
    let barred = |head: &str| cx.causes.get(head).is_some_and(|c| c.arbitration_review_barred);
    if sheet.claims().iter().any(|c| barred(&c.head)) || barred(&sheet.text("case/cause")) {
        items.push(CheckItem::new(CheckLevel::Warn, "review_barred", "case/cause"));
    }
    items.sort_by_key(|i| i.level);
    items
}

fn check_parties(sheet: &Sheet, items: &mut Vec<CheckItem>) {
    for (role, code) in
        [(PartyRole::Applicant, "applicant_missing"), (PartyRole::Respondent, "respondent_missing")]
    {
        if sheet.named(role).is_empty() {
            items.push(CheckItem::new(CheckLevel::Bad, code, ""));
        }
    }
    for party in sheet.parties().iter().filter(|p| !p.agent.is_empty()) {
        // Settling needs an express grant (调解仲裁法 Art. 24; 民事诉讼法 Art. 62(2)).
        if party.agent_authority != "settle" {
            let path = format!("parties/{}/agent_authority", party.id);
            let item = CheckItem::new(CheckLevel::Bad, "agent_cannot_settle", path);
            items.push(item.with("agent", party.agent.clone()).with("party", party.name.clone()));
        }
    }
}

fn check_account(sheet: &Sheet, rows: &[Obligation], items: &mut Vec<CheckItem>) {
    // A row with an account of its own, and rows paid to each member's account, need none here.
    let shared = |r: &&Obligation| {
        r.method == "transfer"
            && r.account_no.is_empty()
            && r.member.is_empty()
            && r.payee != crate::sheet::EACH_MEMBER
            && r.kind.is_money()
    };
    if !rows.iter().any(|r| shared(&r)) {
        return;
    }
    for name in ["account_name", "bank", "account_no"] {
        let path = format!("agreement/{name}");
        if sheet.text(&path).is_empty() {
            items.push(CheckItem::new(CheckLevel::Bad, &format!("{name}_missing"), path));
        }
    }
    let holder = sheet.text("agreement/account_name");
    let applicants: Vec<Party> = sheet.named(PartyRole::Applicant);
    if !holder.is_empty() {
        let own = applicants.iter().any(|p| p.name == holder);
        let (level, code) = if own {
            (CheckLevel::Ok, "account_own")
        } else {
            (CheckLevel::Warn, "account_of_other")
        };
        items.push(CheckItem::new(level, code, "agreement/account_name").with("name", holder));
    }
}

fn check_sum(sheet: &Sheet, rows: &[Obligation], items: &mut Vec<CheckItem>) {
    let promised = sum(rows.iter().filter_map(|r| r.amount));
    let claimed = group::claimed(sheet);
    if rows.is_empty() || claimed.0 == 0 {
        return;
    }
    let (level, code) = match promised.cmp(&claimed) {
        std::cmp::Ordering::Equal => (CheckLevel::Ok, "sum_equals_claim"),
        std::cmp::Ordering::Greater => (CheckLevel::Warn, "sum_above_claim"),
        // Less than claimed is the worker's to give, once he knows what he gives (解释一 Art. 35).
        std::cmp::Ordering::Less if sheet.flag("agreement/waiver_told") => {
            (CheckLevel::Warn, "sum_below_claim")
        }
        std::cmp::Ordering::Less => (CheckLevel::Bad, "sum_below_claim_untold"),
    };
    let item = CheckItem::new(level, code, "agreement/waiver_told");
    let difference = promised.0.abs_diff(claimed.0);
    items.push(
        item.with("promised", promised.0).with("claimed", claimed.0).with("difference", difference),
    );
    if rows.iter().all(|r| r.due.is_some() && !r.method.is_empty()) {
        let item = CheckItem::new(CheckLevel::Ok, "ways_and_days_named", "");
        items.push(item.with("rows", rows.len()));
    }
}

fn check_words(sheet: &Sheet, rows: &[Obligation], cx: &Context<'_>, items: &mut Vec<CheckItem>) {
    let clauses = sheet.clauses();
    let of_row = |r: &Obligation| {
        [("what", &r.what), ("event", &r.event), ("deed", &r.deed), ("proof", &r.proof)]
            .map(|(name, text)| (format!("terms/{}/{name}", r.id), text.clone()))
    };
    let texts = rows.iter().flat_map(of_row);
    let texts =
        texts.chain(clauses.iter().map(|c| (format!("clauses/{}/text", c.id), c.text.clone())));
    for (path, text) in texts {
        for word in cx.policy.vague().iter().filter(|w| text.contains(&w.word)) {
            let level = if word.firm { CheckLevel::Bad } else { CheckLevel::Warn };
            let item = CheckItem::new(level, "vague_word", path.clone());
            items.push(item.with("word", word.word.clone()).with("hint", word.hint.clone()));
        }
    }
}
