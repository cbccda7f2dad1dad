//! Each obligation as it stands, derived from the terms, the payments and what was noted.

use crate::case::Performance;
use crate::case::{Accord, Case, Payment};
use crate::ids::Id;
use crate::sheet::{Obligation, ObligationKind, sum};
use chrono::{Days, NaiveDate};
use serde::Serialize;
use statute::Fen;

/// Where one obligation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum DutyState {
    /// The event has not come about and the outer day has not passed.
    Waiting,
    /// Not due yet.
    Open,
    /// Something was paid, the rest is not due yet.
    Part,
    /// Due today.
    Today,
    /// The day has passed.
    Overdue,
    /// Paid or done in time.
    Done,
    /// Paid or done after its day.
    DoneLate,
}

/// One obligation as it stands on a day.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct Duty {
    /// Row of the terms.
    pub id: Id,
    /// Place in the agreement, from 1.
    pub no: usize,
    /// Kind of duty.
    pub kind: ObligationKind,
    /// What for, or what is to be done.
    pub what: String,
    /// Who owes it.
    pub payer: String,
    /// Who is to get it.
    pub payee: String,
    /// Member it is for, empty for all.
    pub member: String,
    /// Last day as it stands: moved by the event or by acceleration.
    pub due: Option<NaiveDate>,
    /// Last day as agreed.
    pub agreed_due: Option<NaiveDate>,
    /// Due early, because an earlier instalment was late and the agreement says so.
    pub accelerated: bool,
    /// Amount, 分; `None` when it is not money or the authority has not fixed it.
    pub amount: Option<Fen>,
    /// Paid, 分.
    pub paid: Fen,
    /// Still owed, 分.
    pub left: Fen,
    /// Paid beyond what it asks, 分.
    pub surplus: Fen,
    /// Days after the day it was due: until today, or until it was done.
    #[ts(type = "number")]
    pub late_days: i64,
    /// Where it stands.
    pub state: DutyState,
    /// Day of the last payment or of the deed.
    pub last_on: Option<NaiveDate>,
    /// Every payment and deed has its proof on file.
    pub proven: bool,
}

/// What a member was promised and got.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct MemberSum {
    /// Member.
    pub member: Id,
    /// Name as frozen.
    pub name: String,
    /// Amount as frozen, 分.
    pub agreed: Fen,
    /// Paid to him by name, 分; payments for all without a name are not in it.
    pub paid: Fen,
}

impl Case {
    /// Payments that stand.
    pub(crate) fn standing_payments(&self) -> impl Iterator<Item = &Payment> {
        self.payments.iter().filter(|p| p.cancelled.is_none())
    }

    /// How the agreement in effect is being performed.
    pub fn performance(&self) -> Option<Performance> {
        let Some(accord) = self.effective() else {
            let settled = self.settled.as_ref()?;
            return Some(Performance {
                promised: settled.amount,
                paid: settled.amount,
                left: Fen(0),
                surplus: Fen(0),
                complete: true,
                completed_on: Some(settled.on),
            });
        };
        let due = |o: &Obligation| o.amount.unwrap_or(Fen(0));
        let rows = &accord.obligations;
        let beyond = |o: &Obligation| Fen(self.paid_for(&o.id).0.saturating_sub(due(o).0));
        let open = rows.iter().any(|o| !self.fulfilled(o));
        let happened = self.happenings.done.iter().map(|h| h.on);
        let last = self.standing_payments().map(|p| p.on).chain(happened).max();
        Some(Performance {
            promised: sum(rows.iter().map(due)),
            paid: sum(self.standing_payments().map(|p| p.amount)),
            left: sum(rows.iter().map(|o| Fen(beyond(o).0.saturating_neg().max(0)))),
            surplus: sum(rows
                .iter()
                .filter(|o| o.amount.is_some())
                .map(|o| Fen(beyond(o).0.max(0)))),
            complete: !open,
            completed_on: if open { None } else { last.or(accord.effective_on) },
        })
    }

    /// Whether nothing more is owed on a row.
    ///
    /// Money is done when the sum is paid, social insurance when the sum is paid or, where the authority fixes it,
    /// when its receipt is on file; anything else when it was noted as done.
    pub(crate) fn fulfilled(&self, row: &Obligation) -> bool {
        let done = || self.happenings.done(&row.id).is_some();
        match (row.kind, row.amount) {
            (ObligationKind::Deed, _) | (ObligationKind::SocialInsurance, None) => done(),
            (_, amount) => self.paid_for(&row.id) >= amount.unwrap_or(Fen(0)),
        }
    }

    /// Whether anything of an agreement was paid or done.
    pub(crate) fn performed_on(&self, accord: &Accord) -> bool {
        accord
            .obligations
            .iter()
            .any(|o| self.paid_for(&o.id).0 > 0 || self.happenings.done(&o.id).is_some())
    }

    /// Last day of a row, moved by its event: never later than the outer day.
    pub(crate) fn due_day(&self, row: &Obligation) -> Option<NaiveDate> {
        if !row.on_event() {
            return row.due;
        }
        let days = u64::try_from(row.event_days.unwrap_or(0)).unwrap_or(0);
        let happened = self.happenings.event(&row.id).map(|h| h.on);
        let moved = happened.and_then(|on| on.checked_add_days(Days::new(days)));
        match (moved, row.outer_day()) {
            (Some(moved), Some(limit)) => Some(moved.min(limit)),
            (moved, limit) => moved.or(limit),
        }
    }

    /// Day on which an instalment of this payer was first late, where the agreement makes the rest due then.
    ///
    /// Paying it afterwards does not give the time back: the rest has fallen due.
    fn breached(&self, accord: &Accord, payer: &str, today: NaiveDate) -> Option<NaiveDate> {
        if !accord.more.acceleration {
            return None;
        }
        let rows = accord.obligations.iter().filter(|o| o.payer == payer && o.kind.is_money());
        let late = rows.filter_map(|o| {
            let due = self.due_day(o).filter(|due| today > *due)?;
            let in_time = self.standing_payments().filter(|p| p.obligation == o.id && p.on <= due);
            (sum(in_time.map(|p| p.amount)) < o.amount?).then_some(due)
        });
        late.min()
    }
}

/// The obligations of the agreement in effect on a day, in the order of the agreement.
pub fn duties(case: &Case, today: NaiveDate) -> Vec<Duty> {
    let Some(accord) = case.effective() else { return Vec::new() };
    accord.obligations.iter().zip(1..).map(|(row, no)| duty(case, accord, row, no, today)).collect()
}

fn duty(case: &Case, accord: &Accord, row: &Obligation, no: usize, today: NaiveDate) -> Duty {
    let agreed_due = case.due_day(row);
    let breached = row.kind.is_money().then(|| case.breached(accord, &row.payer, today)).flatten();
    let accelerated = breached.is_some_and(|day| agreed_due.is_none_or(|due| day < due));
    let due = if accelerated { breached } else { agreed_due };
    let paid = case.paid_for(&row.id);
    let owed = row.amount.unwrap_or(Fen(0));
    let money: Vec<&Payment> =
        case.standing_payments().filter(|p| p.obligation == row.id).collect();
    let deed = case.happenings.done(&row.id);
    let last_on = money.iter().map(|p| p.on).chain(deed.map(|d| d.on)).max();
    let fulfilled = case.fulfilled(row);
    let until = if fulfilled { completing_day(&money, owed, last_on) } else { Some(today) };
    // What was done before an acceleration is measured by its own day.
    let measured = if fulfilled { agreed_due } else { due };
    let late = until.zip(measured).map_or(0, |(until, due)| (until - due).num_days().max(0));
    let waits = row.on_event() && case.happenings.event(&row.id).is_none();
    let state = match due.map(|d| (d - today).num_days()) {
        _ if fulfilled && late > 0 => DutyState::DoneLate,
        _ if fulfilled => DutyState::Done,
        Some(n) if n < 0 => DutyState::Overdue,
        Some(0) => DutyState::Today,
        _ if waits && !accelerated => DutyState::Waiting,
        _ if paid.0 > 0 => DutyState::Part,
        _ => DutyState::Open,
    };
    let what = if row.what.is_empty() { &row.deed } else { &row.what };
    Duty {
        id: row.id.clone(),
        no,
        kind: row.kind,
        what: what.clone(),
        payer: row.payer.clone(),
        payee: row.payee.clone(),
        member: row.member.clone(),
        due,
        agreed_due,
        accelerated,
        amount: row.amount,
        paid,
        left: Fen(owed.0.saturating_sub(paid.0).max(0)),
        surplus: Fen(if row.amount.is_some() { paid.0.saturating_sub(owed.0).max(0) } else { 0 }),
        late_days: late,
        state,
        last_on,
        proven: money.iter().all(|p| !p.more.proof.is_empty())
            && deed.is_none_or(|d| !d.proof.is_empty()),
    }
}

/// Day on which the sum was reached: what came after it was too much, not late.
fn completing_day(money: &[&Payment], owed: Fen, last: Option<NaiveDate>) -> Option<NaiveDate> {
    let mut in_order: Vec<&&Payment> = money.iter().collect();
    in_order.sort_by_key(|p| p.on);
    let mut total = 0i64;
    for payment in in_order {
        total = total.saturating_add(payment.amount.0);
        if owed.0 > 0 && total >= owed.0 {
            return Some(payment.on);
        }
    }
    last
}

/// What each member of the agreement in effect was promised and got by name.
pub fn member_sums(case: &Case) -> Vec<MemberSum> {
    let Some(accord) = case.effective() else { return Vec::new() };
    let of = |member: &Id| {
        let his = case.standing_payments().filter(|p| {
            if !p.more.payee.is_empty() {
                return p.more.payee == member.0;
            }
            let row = accord.obligations.iter().find(|o| o.id == p.obligation);
            row.is_some_and(|o| o.kind.is_money() && (o.member == member.0 || o.payee == member.0))
        });
        sum(his.map(|p| p.amount))
    };
    let sums = accord.more.members.iter().map(|m| MemberSum {
        paid: of(&m.member),
        member: m.member.clone(),
        name: m.name.clone(),
        agreed: m.amount,
    });
    sums.collect()
}
