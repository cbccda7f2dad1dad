//! Dated periods of the law and the clocks that run on them.

use crate::Calendar;
use crate::clock::{Due, calendar_days, months, working_days, years};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How a period is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Calendar days.
    Calendar,
    /// Working days.
    Working,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// One period of the law as it stands since a day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Period {
    /// Stable name.
    pub id: String,
    /// Chinese label.
    pub label: String,
    /// How many.
    pub value: u32,
    /// Of what.
    pub unit: Unit,
    /// In force since.
    pub from: NaiveDate,
    /// Article or document.
    pub article: String,
    /// Checked against a text; otherwise shown as unconfirmed.
    pub confirmed: bool,
}

#[derive(Deserialize)]
struct File {
    period: Vec<Period>,
    alerts: Alerts,
}

#[derive(Deserialize)]
struct Alerts {
    before: Vec<i64>,
}

/// All periods.
#[derive(Debug, Clone)]
pub struct Periods {
    all: Vec<Period>,
    alerts: Vec<i64>,
}

impl Periods {
    /// The periods that come with the program.
    pub fn embedded() -> Self {
        let text = include_str!("../../../assets/law/periods.toml");
        let file: File =
            toml::from_str(text).expect("assets/law/periods.toml is checked by the tests");
        Self { all: file.period, alerts: file.alerts.before }
    }

    /// The period in force on a day; before its first day the oldest known value.
    pub fn get(&self, id: &str, on: NaiveDate) -> Option<&Period> {
        let of = || self.all.iter().filter(|p| p.id == id);
        of().filter(|p| p.from <= on).max_by_key(|p| p.from).or_else(|| of().min_by_key(|p| p.from))
    }

    /// Days before the end of a mediation period on which the desk speaks up: 5, 2, 0.
    pub fn alerts(&self) -> &[i64] {
        &self.alerts
    }

    /// All periods, in the order of the file.
    pub fn all(&self) -> &[Period] {
        &self.all
    }

    fn due(&self, id: &str, from: NaiveDate, calendar: &Calendar) -> Due {
        let period = self.get(id, from).expect("every id used here is in assets/law/periods.toml");
        let count = match period.unit {
            Unit::Calendar => calendar_days,
            Unit::Working => working_days,
            Unit::Month => months,
            Unit::Year => years,
        };
        let mut due = count(from, period.value, calendar, &period.article);
        due.unconfirmed |= !period.confirmed;
        due
    }
}

/// The mediation period with both of its starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct MediationPeriod {
    /// 15 days from receipt (调解仲裁法 Art. 14(3)).
    pub from_receipt: Due,
    /// 15 days from acceptance (企业劳动争议协商调解规定 Art. 29).
    pub from_acceptance: Option<Due>,
    /// The one that is warned on: the earlier, or the day to which both sides extended.
    pub governing: Due,
}

/// The mediation period: both starts are kept, the earlier one governs, an extension replaces it.
///
/// Source: 调解仲裁法 Art. 14(3); 企业劳动争议协商调解规定 Art. 29; 人社厅发〔2024〕4号.
pub fn mediation_period(
    received: NaiveDate,
    accepted: Option<NaiveDate>,
    extension: Option<NaiveDate>,
    calendar: &Calendar,
    periods: &Periods,
) -> MediationPeriod {
    let from_receipt = periods.due("mediation_from_receipt", received, calendar);
    let from_acceptance = accepted.map(|on| periods.due("mediation_from_acceptance", on, calendar));
    let governing = match extension {
        // A day the parties agreed on stands as agreed (民法典 Art. 204).
        Some(day) => Due {
            raw: day,
            due: day,
            rolled: false,
            unconfirmed: false,
            basis: "双方书面同意延期".to_owned(),
        },
        None => match &from_acceptance {
            Some(other) if other.due < from_receipt.due => other.clone(),
            _ => from_receipt.clone(),
        },
    };
    MediationPeriod { from_receipt, from_acceptance, governing }
}

/// Latest day of an extension in a new-form employment dispute: 15 days beyond the period.
///
/// Source: 人社厅发〔2024〕4号.
pub fn latest_new_form_extension(
    received: NaiveDate,
    accepted: Option<NaiveDate>,
    calendar: &Calendar,
    periods: &Periods,
) -> Due {
    let plain = mediation_period(received, accepted, None, calendar, periods);
    let end = plain.from_acceptance.unwrap_or(plain.from_receipt).raw;
    periods.due("new_form_extension", end, calendar)
}

macro_rules! clocks {
    ($($(#[$doc:meta])* $name:ident = $id:literal;)+) => {
        $($(#[$doc])*
        pub fn $name(from: NaiveDate, calendar: &Calendar, periods: &Periods) -> Due {
            periods.due($id, from, calendar)
        })+
    };
}

clocks! {
    /// Decision to accept or refuse, working days from receipt (企业劳动争议协商调解规定 Art. 22, unconfirmed).
    acceptance_decision = "acceptance_decision";
    /// Five working days from acceptance: an indicator of the work, not a period of the law.
    target = "target";
    /// Joint application for arbitration review, 15 days from effect (办案规则 Art. 74).
    review_application = "review_application";
    /// Decision on the review (办案规则 Art. 76, unconfirmed).
    review_decision = "review_decision";
    /// Joint application for judicial confirmation, 30 days from effect (民事诉讼法 Art. 205).
    confirmation_application = "confirmation_application";
    /// Decision on the confirmation (法释〔2011〕5号 Art. 5).
    confirmation_decision = "confirmation_decision";
    /// Acceptance of an application for judicial confirmation (法释〔2011〕5号 Art. 4).
    confirmation_acceptance = "confirmation_acceptance";
    /// Outer limit of the special procedure of confirmation (民事诉讼法 Art. 187).
    confirmation_outer = "confirmation_outer";
    /// Notice whether an application for a payment order is accepted (民事诉讼法 Art. 226).
    payment_order_notice = "payment_order_notice";
    /// Issue of a payment order (民事诉讼法 Art. 227).
    payment_order_issue = "payment_order_issue";
    /// Objection to a payment order (民事诉讼法 Art. 227).
    payment_order_objection = "payment_order_objection";
    /// Application for enforcement, from the last instalment's due date (民事诉讼法 Art. 250).
    enforcement = "enforcement";
    /// Acceptance by the arbitration commission (调解仲裁法 Art. 29).
    arbitration_acceptance = "arbitration_acceptance";
    /// Award, 45 days from acceptance (调解仲裁法 Art. 43).
    award = "award";
    /// Suit after an award (调解仲裁法 Art. 48, 50).
    suit_after_award = "suit_after_award";
    /// Employer's application to set aside a final award (调解仲裁法 Art. 49).
    set_aside = "set_aside";
    /// Mediation delegated by a court before filing, 30 days (法释〔2016〕14号 Art. 27).
    court_delegated = "court_delegated";
    /// Mediation entrusted by a court after filing, ordinary procedure, 15 days (法释〔2016〕14号 Art. 27).
    court_entrusted = "court_entrusted";
    /// Mediation entrusted by a court after filing, summary procedure, 7 days (法释〔2016〕14号 Art. 27).
    court_entrusted_summary = "court_entrusted_summary";
    /// Mediation entrusted by an arbitration commission before the hearing (办案规则 Art. 70, unconfirmed).
    arbitration_entrusted = "arbitration_entrusted";
    /// Recognition of a work injury asked for by the employer (工伤保险条例 Art. 17).
    injury_employer = "injury_employer";
    /// Recognition of a work injury asked for by the worker, kin or union (工伤保险条例 Art. 17).
    injury_worker = "injury_worker";
    /// Time in which labour inspection looks into a breach (劳动保障监察条例 Art. 20).
    inspection = "inspection";
    /// Limitation of a civil claim such as a fee for labour outside employment (民法典 Art. 188).
    civil_limitation = "civil_limitation";
    /// Decision of the labour inspection whether it takes a complaint up (unconfirmed).
    inspection_filing = "inspection_filing";
    /// The labour inspection's work on a matter, 60 working days (劳动保障监察条例 Art. 17).
    inspection_case = "inspection_case";
    /// Decision of a court whether it files a suit (民事诉讼法 Art. 126, unconfirmed).
    court_filing = "court_filing";
    /// Appeal against a judgement (民事诉讼法 Art. 171, unconfirmed).
    appeal = "appeal";
    /// Reply to a 意见书 (default 15 working days, unconfirmed).
    supervision_reply = "supervision_reply";
}

/// One year, or the value in force, from a day (调解仲裁法 Art. 27).
pub(crate) fn limitation_end(from: NaiveDate, calendar: &Calendar, periods: &Periods) -> Due {
    periods.due("limitation", from, calendar)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn both_starts_are_kept_and_the_earlier_is_warned_on() {
        let (c, p) = (Calendar::embedded(), Periods::embedded());
        let period = mediation_period(day("2026-11-20"), Some(day("2026-11-25")), None, &c, &p);
        assert_eq!(period.from_receipt.due, day("2026-12-07"));
        assert_eq!(period.from_acceptance.as_ref().map(|d| d.due), Some(day("2026-12-10")));
        assert_eq!(period.governing.due, day("2026-12-07"));
        assert!(!period.governing.unconfirmed);
        let extended = mediation_period(day("2026-11-20"), None, Some(day("2026-12-20")), &c, &p);
        assert_eq!(extended.governing.due, day("2026-12-20"));
    }

    #[test]
    fn windows_after_the_effect() {
        let (c, p) = (Calendar::embedded(), Periods::embedded());
        assert_eq!(review_application(day("2026-11-20"), &c, &p).due, day("2026-12-07"));
        assert_eq!(confirmation_application(day("2026-11-20"), &c, &p).due, day("2026-12-21"));
        assert_eq!(target(day("2026-02-13"), &c, &p).due, day("2026-02-27"));
        assert!(acceptance_decision(day("2026-11-20"), &c, &p).unconfirmed);
        assert_eq!(acceptance_decision(day("2026-11-20"), &c, &p).due, day("2026-11-25"));
        assert_eq!(award(day("2026-03-02"), &c, &p).raw, day("2026-04-16"));
        assert_eq!(enforcement(day("2024-06-03"), &c, &p).raw, day("2026-06-03"));
    }

    #[test]
    fn every_clock_finds_its_value() {
        let (c, p) = (Calendar::embedded(), Periods::embedded());
        let on = day("2026-11-20");
        for clock in [
            acceptance_decision,
            target,
            review_application,
            review_decision,
            confirmation_application,
            confirmation_decision,
            payment_order_issue,
            payment_order_objection,
            enforcement,
            arbitration_acceptance,
            award,
            suit_after_award,
            supervision_reply,
            limitation_end,
            confirmation_acceptance,
            confirmation_outer,
            payment_order_notice,
            set_aside,
            court_delegated,
            court_entrusted,
            court_entrusted_summary,
            arbitration_entrusted,
            injury_employer,
            injury_worker,
            inspection,
            inspection_filing,
            inspection_case,
            court_filing,
            appeal,
            civil_limitation,
        ] {
            assert!(clock(on, &c, &p).due > on);
        }
        assert_eq!(p.alerts(), [5, 2, 0]);
    }

    #[test]
    fn new_form_work_is_extended_by_fifteen_days_at_most() {
        let (c, p) = (Calendar::embedded(), Periods::embedded());
        let due = latest_new_form_extension(day("2026-11-20"), Some(day("2026-11-23")), &c, &p);
        assert_eq!(due.raw, day("2026-12-23"));
    }

    #[test]
    fn each_value_says_where_it_comes_from_and_is_listed_once_per_day() {
        let p = Periods::embedded();
        let mut seen = std::collections::BTreeSet::new();
        for period in p.all() {
            assert!(period.value > 0, "{}", period.id);
            assert!(!period.label.is_empty() && !period.article.is_empty(), "{}", period.id);
            assert!(seen.insert((period.id.clone(), period.from)), "{} twice", period.id);
        }
    }

    #[test]
    fn what_no_text_confirmed_is_said_to_be_unconfirmed() {
        let p = Periods::embedded();
        let on = day("2026-11-20");
        let confirmed = |id: &str| p.get(id, on).map(|period| period.confirmed);
        for id in [
            "mediation_from_receipt",
            "new_form_extension",
            "review_application",
            "confirmation_application",
            "payment_order_objection",
            "enforcement",
            "limitation",
            "award",
            "court_delegated",
        ] {
            assert_eq!(confirmed(id), Some(true), "{id}");
        }
        for id in [
            "mediation_from_acceptance",
            "acceptance_decision",
            "review_decision",
            "arbitration_acceptance",
            "arbitration_entrusted",
            "supervision_reply",
        ] {
            assert_eq!(confirmed(id), Some(false), "{id}");
        }
        assert_eq!(confirmed("no_such_period"), None);
    }

    #[test]
    fn a_new_value_counts_from_its_day_and_the_old_one_before() {
        let value = |value, from: &str| Period {
            id: "x".into(),
            label: "x".into(),
            value,
            unit: Unit::Calendar,
            from: day(from),
            article: "x".into(),
            confirmed: true,
        };
        let p = Periods {
            all: vec![value(30, "2027-01-01"), value(15, "2008-05-01")],
            alerts: Vec::new(),
        };
        let on = |text: &str| p.get("x", day(text)).map(|period| period.value);
        assert_eq!(on("2026-12-31"), Some(15));
        assert_eq!(on("2027-01-01"), Some(30));
        assert_eq!(on("2000-01-01"), Some(15));
    }

    #[test]
    fn a_court_s_periods_and_those_of_an_injury() {
        let (c, p) = (Calendar::embedded(), Periods::embedded());
        let on = day("2026-03-02");
        assert_eq!(court_delegated(on, &c, &p).raw, day("2026-04-01"));
        assert_eq!(court_entrusted(on, &c, &p).raw, day("2026-03-17"));
        assert_eq!(court_entrusted_summary(on, &c, &p).raw, day("2026-03-09"));
        assert_eq!(injury_worker(on, &c, &p).raw, day("2027-03-02"));
        assert_eq!(civil_limitation(day("2023-03-02"), &c, &p).raw, on);
        assert_eq!(supervision_reply(on, &c, &p).due, day("2026-03-23"));
    }
}
