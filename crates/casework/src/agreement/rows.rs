//! Findings on single rows of the terms, by the kind of duty, and on their totals.

use super::{CheckItem, CheckLevel};
use crate::context::Context;
use crate::sheet::{AUTHORITY, EACH_MEMBER, Obligation, ObligationKind, PartyRole, Sheet, sum};

pub(super) fn check(
    no: usize,
    row: &Obligation,
    sheet: &Sheet,
    cx: &Context<'_>,
    items: &mut Vec<CheckItem>,
) {
    let path = |name: &str| format!("terms/{}/{name}", row.id);
    let mut add = |level: CheckLevel, code: &str, name: &str| {
        items.push(CheckItem::new(level, code, path(name)).with("no", no));
    };
    let mut bad = |code: &str, name: &str| add(CheckLevel::Bad, code, name);
    let kind = row.kind;
    let deed = kind == ObligationKind::Deed;
    let insurance = kind == ObligationKind::SocialInsurance;
    if row.what.is_empty() && (!deed || row.deed.is_empty()) {
        bad("row_without_matter", "what");
    }
    if kind.is_money() && row.amount.is_none_or(|a| a.0 <= 0) {
        bad("row_without_amount", "amount");
    }
    check_day(row, cx, &mut bad);
    if kind.is_money() && row.method.is_empty() {
        bad("row_without_method", "method");
    }
    let party = |id: &str| sheet.parties().iter().any(|p| p.id.0 == id && !p.name.is_empty());
    let member = |id: &str| sheet.members().iter().any(|m| m.id.0 == id);
    if !party(&row.payer) {
        bad("row_without_payer", "payer");
    }
    if !row.member.is_empty() && !member(&row.member) {
        bad("member_unknown", "member");
    }
    let each = row.payee == EACH_MEMBER && !sheet.members().is_empty();
    let known = party(&row.payee) || member(&row.payee) || each;
    if insurance {
        if row.from.is_empty() || row.to.is_empty() || row.to < row.from {
            bad("insurance_without_months", "from");
        }
        // Contributions go to the authority; money in hand instead settles nothing (社会保险法 Art. 60, 63).
        if known {
            bad("insurance_to_worker", "payee");
        }
        if row.amount.is_none_or(|a| a.0 <= 0) {
            add(CheckLevel::Warn, "insurance_without_amount", "amount");
        }
        return;
    }
    if deed {
        if row.deed.is_empty() {
            bad("deed_without_text", "deed");
        }
        if row.proof.is_empty() {
            bad("deed_without_proof", "proof");
        }
        add(CheckLevel::Warn, "beyond_payment", "kind");
        return;
    }
    if kind == ObligationKind::Escrow
        && (row.account_name.is_empty() || row.bank.is_empty() || row.account_no.is_empty())
    {
        bad("escrow_without_account", "account_no");
    }
    if !known || row.payee == AUTHORITY {
        bad("row_without_payee", "payee");
    }
    let applicants = sheet.named(PartyRole::Applicant);
    if party(&row.payee) && !applicants.iter().any(|p| p.id.0 == row.payee) {
        add(CheckLevel::Warn, "payee_not_applicant", "payee");
    }
}

fn check_day(row: &Obligation, cx: &Context<'_>, bad: &mut impl FnMut(&str, &str)) {
    if row.on_event() {
        if row.event.is_empty() {
            bad("event_without_text", "event");
        }
        match row.outer_day() {
            // Without an outer day the payment may never fall due.
            None => bad("event_without_limit", "event_limit"),
            Some(limit) if limit < cx.today() => bad("event_limit_past", "event_limit"),
            Some(_) => {}
        }
        if row.event_days.is_some_and(|days| days < 0) {
            bad("event_days_negative", "event_days");
        }
        return;
    }
    match row.due {
        None => bad("row_without_date", "due"),
        Some(due) if due < cx.today() => bad("row_date_past", "due"),
        Some(_) => {}
    }
}

/// Totals that must agree: the whole as declared, and each head.
pub(super) fn check_totals(sheet: &Sheet, rows: &[Obligation], items: &mut Vec<CheckItem>) {
    let money = |r: &&Obligation| r.kind.is_money();
    let promised = sum(rows.iter().filter(money).filter_map(|r| r.amount));
    if let Some(total) = sheet.money("agreement/total") {
        let (level, code) = if total == promised {
            (CheckLevel::Ok, "total_agrees")
        } else {
            (CheckLevel::Bad, "total_differs")
        };
        let item = CheckItem::new(level, code, "agreement/total");
        items.push(item.with("total", total.0).with("promised", promised.0));
    }
    for claim in sheet.claims() {
        let of_it = rows.iter().filter(|r| r.claim == claim.id.0);
        let Some(agreed) = claim.agreed.filter(|_| of_it.clone().next().is_some()) else {
            continue;
        };
        let in_rows = sum(of_it.filter_map(|r| r.amount));
        if in_rows != agreed {
            let path = format!("claims/{}/agreed", claim.id);
            let item = CheckItem::new(CheckLevel::Bad, "head_differs", path);
            items.push(
                item.with("head", claim.head.clone())
                    .with("agreed", agreed.0)
                    .with("promised", in_rows.0),
            );
        }
    }
    // A row that names a head that is not there settles something nobody asked.
    let heads = sheet.claims();
    for (row, no) in rows.iter().zip(1..) {
        if !row.claim.is_empty() && heads.iter().all(|c| c.id.0 != row.claim) {
            let path = format!("terms/{}/claim", row.id);
            items.push(CheckItem::new(CheckLevel::Bad, "claim_unknown", path).with("no", no));
        }
    }
}
