//! Findings on the members of a group: every amount agreed, every sum the same on both sides.

use super::{CheckItem, CheckLevel};
use crate::members::{Member, Stance};
use crate::sheet::{EACH_MEMBER, Obligation, Sheet, sum};
use statute::Fen;

pub(super) fn check(sheet: &Sheet, rows: &[Obligation], items: &mut Vec<CheckItem>) {
    let members = sheet.members();
    if members.is_empty() {
        return;
    }
    let settling: Vec<&Member> = members.iter().filter(|m| m.stance == Stance::Join).collect();
    if settling.is_empty() {
        items.push(CheckItem::new(CheckLevel::Bad, "no_member_settles", ""));
        return;
    }
    // Terms without money to hand out (contributions to the authority, deeds) attribute no sum to anybody.
    let money = rows.iter().any(|r| r.kind.is_money());
    for member in &settling {
        let path = |name: &str| format!("members/{}/{name}", member.id);
        if !money && member.agreed.is_none_or(|a| a.0 == 0) {
            continue;
        }
        let Some(agreed) = member.agreed.filter(|a| a.0 > 0) else {
            let item = CheckItem::new(CheckLevel::Bad, "member_without_amount", path("agreed"));
            items.push(item.with("name", member.name.clone()));
            continue;
        };
        let own = rows
            .iter()
            .filter(|r| r.kind.is_money() && (r.member == member.id.0 || r.payee == member.id.0));
        let shared = rows.iter().any(|r| r.kind.is_money() && is_shared(r, &members));
        let in_rows = sum(own.filter_map(|r| r.amount));
        // With rows for all beside his own, only the whole can be compared.
        if in_rows > agreed || (!shared && in_rows != agreed) {
            let item = CheckItem::new(CheckLevel::Bad, "member_differs", path("agreed"));
            items.push(
                item.with("name", member.name.clone())
                    .with("agreed", agreed.0)
                    .with("promised", in_rows.0),
            );
        }
        check_lawful(sheet, member, agreed, items);
        check_account(rows, member, items);
    }
    for row in rows {
        let stranger = members
            .iter()
            .find(|m| (m.id.0 == row.member || m.id.0 == row.payee) && m.stance != Stance::Join);
        if let Some(stranger) = stranger {
            let path = format!("terms/{}/member", row.id);
            let item = CheckItem::new(CheckLevel::Bad, "member_does_not_settle", path);
            items.push(item.with("name", stranger.name.clone()));
        }
    }
    let agreed = sum(settling.iter().filter_map(|m| m.agreed));
    if !money && agreed.0 == 0 {
        let item = CheckItem::new(CheckLevel::Ok, "members_by_duties", "");
        items.push(item.with("members", settling.len()));
        return;
    }
    let promised = sum(rows.iter().filter(|r| r.kind.is_money()).filter_map(|r| r.amount));
    let (level, code) = if agreed == promised {
        (CheckLevel::Ok, "members_agree")
    } else {
        (CheckLevel::Bad, "members_differ")
    };
    let item = CheckItem::new(level, code, "");
    items.push(
        item.with("members", settling.len()).with("agreed", agreed.0).with("promised", promised.0),
    );
}

/// What the terms are compared with: the heads; of a group, what those claim who settle and what is everybody's.
///
/// The heads hold what the members claim one by one, and what is claimed for all without a share of anybody (the
/// contributions of a firm). A member who does not settle takes his own out of the comparison, never what is for all.
pub(super) fn claimed(sheet: &Sheet) -> Fen {
    let members = sheet.members();
    let heads = sheet.claims();
    let own = |m: &Member| {
        let his = heads.iter().filter(|c| c.member == m.id.0).filter_map(|c| c.amount);
        m.claimed.unwrap_or_else(|| sum(his))
    };
    let settling = sum(members.iter().filter(|m| m.stance == Stance::Join).map(own));
    if settling.0 == 0 {
        return sheet.claimed();
    }
    let of_members = sum(members.iter().map(own));
    let common = sheet.claimed().0.saturating_sub(of_members.0).max(0);
    sum([settling, Fen(common)])
}

/// A row that names no single member pays all of them as the annex says.
fn is_shared(row: &Obligation, members: &[Member]) -> bool {
    row.payee == EACH_MEMBER
        || (row.member.is_empty() && members.iter().all(|m| m.id.0 != row.payee))
}

/// Less than the law gives is his to give, once he knows it (解释一 Art. 35).
fn check_lawful(sheet: &Sheet, member: &Member, agreed: Fen, items: &mut Vec<CheckItem>) {
    let Some(lawful) = member.lawful.filter(|lawful| agreed < *lawful) else { return };
    let told = sheet.flag("agreement/waiver_told");
    let (level, code) = if told {
        (CheckLevel::Warn, "member_below_lawful")
    } else {
        (CheckLevel::Bad, "member_below_lawful_untold")
    };
    let item = CheckItem::new(level, code, format!("members/{}/agreed", member.id));
    items.push(
        item.with("name", member.name.clone()).with("agreed", agreed.0).with("lawful", lawful.0),
    );
}

fn check_account(rows: &[Obligation], member: &Member, items: &mut Vec<CheckItem>) {
    let his = |r: &&Obligation| {
        r.method == "transfer"
            && r.account_no.is_empty()
            && (r.payee == EACH_MEMBER || r.member == member.id.0 || r.payee == member.id.0)
    };
    if !rows.iter().any(|r| his(&r)) {
        return;
    }
    let path = format!("members/{}/account_no", member.id);
    if member.account_no.is_empty() || member.bank.is_empty() {
        let item = CheckItem::new(CheckLevel::Bad, "member_without_account", path);
        items.push(item.with("name", member.name.clone()));
    } else if !member.account_name.is_empty() && member.account_name != member.name {
        let item = CheckItem::new(CheckLevel::Warn, "account_of_other", path);
        items.push(item.with("name", member.account_name.clone()));
    }
}
