//! Limitation of arbitration: one year, not begun for wage arrears while employed.

use crate::Calendar;
use crate::clock::{Due, calendar_days};
use crate::periods::{Periods, limitation_end};
use chrono::{Days, NaiveDate};
use serde::Serialize;

/// Whether the worker is still employed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Employment {
    /// Still employed.
    Ongoing,
    /// Ended on this day.
    Ended(NaiveDate),
    /// Not known.
    Unknown,
}

/// Something that makes the year begin anew (Art. 27(2)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interruption {
    /// Day.
    pub on: NaiveDate,
    /// What happened, in Chinese.
    pub why: String,
}

/// Time that does not count (Art. 27(3): force majeure or other good cause).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspension {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Cause, in Chinese.
    pub why: String,
}

/// What is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LimitationFacts {
    /// All heads are wage arrears.
    pub wage_arrears: bool,
    /// Employment.
    pub employment: Employment,
    /// Day on which the worker knew or should have known.
    pub known_on: Option<NaiveDate>,
    /// Interruptions.
    pub interruptions: Vec<Interruption>,
    /// Suspensions.
    pub suspensions: Vec<Suspension>,
}

/// How the limitation stands, with the reasons in the order in which they were applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Limitation {
    /// 未起算.
    NotStarted {
        /// Reasons.
        why: Vec<String>,
    },
    /// Cannot be told from what is known.
    Unknown {
        /// What is missing.
        why: Vec<String>,
    },
    /// Runs, or has run out.
    Runs {
        /// Last day.
        due: Due,
        /// Day from which it is counted.
        from: NaiveDate,
        /// Reasons.
        why: Vec<String>,
    },
}

/// The limitation of a claim.
///
/// An interruption inside the period makes the year begin anew; one after its end revives nothing.
/// A suspension moves the end by its days.
///
/// Source: 调解仲裁法 Art. 27.
pub fn limitation(
    facts: &LimitationFacts,
    today: NaiveDate,
    calendar: &Calendar,
    periods: &Periods,
) -> Limitation {
    let mut why = Vec::new();
    let start = match (facts.wage_arrears, facts.employment, facts.known_on) {
        (true, Employment::Ongoing, _) => {
            why.push("在职期间拖欠劳动报酬，不受一年限制（第27条第4款）".to_owned());
            why.push("劳动关系终止的，自终止之日起一年内提出".to_owned());
            return Limitation::NotStarted { why };
        }
        (true, Employment::Ended(on), _) if on > today => {
            why.push(format!(
                "劳动关系{}才终止，在职期间拖欠劳动报酬不受一年限制（第27条第4款）",
                words(on)
            ));
            return Limitation::NotStarted { why };
        }
        (true, Employment::Ended(on), _) => {
            why.push(format!(
                "拖欠劳动报酬，劳动关系{}终止，自终止之日起一年（第27条第4款）",
                words(on)
            ));
            on
        }
        (true, Employment::Unknown, _) => {
            return Limitation::Unknown {
                why: vec!["还不知道是否在职，请填用工情况".to_owned()]
            };
        }
        (false, _, Some(on)) => {
            why.push(format!("自知道或者应当知道权利被侵害之日{}起一年（第27条第1款）", words(on)));
            on
        }
        (false, Employment::Ended(on), None) => {
            why.push(format!(
                "暂按劳动关系终止之日{}起一年（第27条第1款），知道之日另填",
                words(on)
            ));
            on
        }
        (false, _, None) => {
            return Limitation::Unknown {
                why: vec!["还不知道权利何时被侵害，请填知道之日".to_owned()],
            };
        }
    };
    let run = |from: NaiveDate| end_of(from, facts, calendar, periods);
    let (mut from, (mut due, mut pauses)) = (start, run(start));
    let mut interruptions: Vec<&Interruption> = facts.interruptions.iter().collect();
    interruptions.sort_by_key(|i| i.on);
    for interruption in interruptions.into_iter().filter(|i| i.on >= start && i.on <= today) {
        // What paused the run before this day explains why the day was still in time.
        pauses.retain(|pause| pause.first < interruption.on);
        why.extend(pauses.drain(..).map(|pause| pause.words));
        if interruption.on > due.due {
            why.push(format!(
                "{}{}时已届满，不能重新起算",
                words(interruption.on),
                interruption.why
            ));
            return Limitation::Runs { due, from, why };
        }
        from = interruption.on;
        (due, pauses) = run(from);
        why.push(format!("{}{}，时效中断，重新起算（第27条第2款）", words(from), interruption.why));
    }
    why.extend(pauses.into_iter().map(|pause| pause.words));
    Limitation::Runs { due, from, why }
}

struct Pause {
    first: NaiveDate,
    words: String,
}

/// End of the period from a day, moved by the days that do not count.
///
/// A pause that reaches beyond the plain end holds the rest of the period back until it is over; days
/// covered by two causes count once.
fn end_of(
    from: NaiveDate,
    facts: &LimitationFacts,
    calendar: &Calendar,
    periods: &Periods,
) -> (Due, Vec<Pause>) {
    let plain = limitation_end(from, calendar, periods);
    let mut suspensions: Vec<&Suspension> = facts.suspensions.iter().collect();
    suspensions.sort_by_key(|s| (s.from, s.to));
    let mut pauses = Vec::new();
    let (mut covered, mut days) = (from, 0_u32);
    for suspension in suspensions {
        let first = suspension.from.max(covered.succ_opt().unwrap_or(covered));
        let end = plain.raw.checked_add_days(Days::new(u64::from(days)));
        if suspension.to < first || end.is_none_or(|end| first > end) {
            continue;
        }
        days =
            days.saturating_add(u32::try_from((suspension.to - first).num_days() + 1).unwrap_or(0));
        covered = suspension.to;
        pauses.push(Pause {
            first,
            words: format!(
                "{}至{}{}，时效中止（第27条第3款）",
                words(suspension.from),
                words(suspension.to),
                suspension.why
            ),
        });
    }
    match days {
        0 => (plain, pauses),
        _ => (calendar_days(plain.raw, days, calendar, &plain.basis), pauses),
    }
}

fn words(day: NaiveDate) -> String {
    day.format("%Y年%-m月%-d日").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn facts(
        wage_arrears: bool,
        employment: Employment,
        known_on: Option<&str>,
    ) -> LimitationFacts {
        LimitationFacts {
            wage_arrears,
            employment,
            known_on: known_on.map(day),
            interruptions: Vec::new(),
            suspensions: Vec::new(),
        }
    }

    fn judge(facts: &LimitationFacts) -> Limitation {
        limitation(facts, day("2026-11-20"), &Calendar::embedded(), &Periods::embedded())
    }

    fn end(limitation: Limitation) -> Option<NaiveDate> {
        match limitation {
            Limitation::Runs { due, .. } => Some(due.raw),
            _ => None,
        }
    }

    #[test]
    fn wage_arrears_have_not_begun_while_employed() {
        let l = judge(&facts(true, Employment::Ongoing, Some("2020-01-01")));
        assert!(matches!(l, Limitation::NotStarted { .. }));
    }

    #[test]
    fn after_the_end_of_work_one_year_is_left_for_wages() {
        let ended = Employment::Ended(day("2026-03-31"));
        assert_eq!(end(judge(&facts(true, ended, Some("2024-01-01")))), Some(day("2027-03-31")));
    }

    #[test]
    fn other_heads_run_from_knowing_even_while_employed() {
        let l = judge(&facts(false, Employment::Ongoing, Some("2026-01-10")));
        assert_eq!(end(l), Some(day("2027-01-10")));
        assert!(matches!(
            judge(&facts(false, Employment::Ongoing, None)),
            Limitation::Unknown { .. }
        ));
        assert!(matches!(
            judge(&facts(true, Employment::Unknown, None)),
            Limitation::Unknown { .. }
        ));
    }

    #[test]
    fn asking_for_the_money_begins_the_year_anew_but_only_in_time() {
        let mut f = facts(false, Employment::Ongoing, Some("2025-01-10"));
        f.interruptions =
            vec![Interruption { on: day("2025-12-01"), why: "向单位主张".into() }];
        assert_eq!(end(judge(&f)), Some(day("2026-12-01")));
        f.interruptions =
            vec![Interruption { on: day("2026-06-01"), why: "向单位主张".into() }];
        assert_eq!(end(judge(&f)), Some(day("2026-01-10")));
    }

    #[test]
    fn a_suspension_moves_the_end_by_its_days() {
        let mut f = facts(false, Employment::Ongoing, Some("2026-01-10"));
        f.suspensions = vec![Suspension {
            from: day("2026-02-01"),
            to: day("2026-02-10"),
            why: "因洪灾封路".into(),
        }];
        assert_eq!(end(judge(&f)), Some(day("2027-01-20")));
    }

    #[test]
    fn a_suspension_at_the_end_holds_back_what_was_left() {
        let mut f = facts(false, Employment::Ongoing, Some("2025-01-10"));
        // Six days were left on 5 January 2026: they run from 1 April.
        f.suspensions = vec![Suspension {
            from: day("2026-01-05"),
            to: day("2026-03-31"),
            why: "因病住院".into(),
        }];
        assert_eq!(end(judge(&f)), Some(day("2026-04-06")));
    }

    #[test]
    fn days_covered_by_two_suspensions_count_once() {
        let mut f = facts(false, Employment::Ongoing, Some("2026-01-10"));
        let pause = |from: &str, to: &str| Suspension {
            from: day(from),
            to: day(to),
            why: "因洪灾封路".into(),
        };
        f.suspensions = vec![
            pause("2026-02-05", "2026-02-14"),
            pause("2026-02-01", "2026-02-10"),
            pause("2026-02-03", "2026-02-04"),
        ];
        assert_eq!(end(judge(&f)), Some(day("2027-01-24")));
    }

    #[test]
    fn a_suspension_outside_the_period_moves_nothing() {
        let mut f = facts(false, Employment::Ongoing, Some("2024-01-10"));
        f.suspensions = vec![
            Suspension { from: day("2025-02-01"), to: day("2025-03-01"), why: "封路".into() },
            Suspension { from: day("2023-02-01"), to: day("2023-03-01"), why: "封路".into() },
        ];
        assert_eq!(end(judge(&f)), Some(day("2025-01-10")));
    }

    #[test]
    fn the_reasons_stand_in_the_order_of_what_happened() {
        let mut f = facts(false, Employment::Ongoing, Some("2025-01-10"));
        f.suspensions =
            vec![Suspension {
                from: day("2025-03-01"), to: day("2025-03-10"), why: "封路".into()
            }];
        f.interruptions =
            vec![Interruption { on: day("2025-06-01"), why: "向单位主张".into() }];
        let Limitation::Runs { why, from, .. } = judge(&f) else { panic!("it runs") };
        assert_eq!(from, day("2025-06-01"));
        assert_eq!(why.len(), 3, "{why:?}");
        assert!(why[1].contains("中止") && why[2].contains("中断"), "{why:?}");
    }

    #[test]
    fn a_dismissal_still_to_come_has_not_begun_the_year() {
        let ended = Employment::Ended(day("2026-12-31"));
        assert!(matches!(judge(&facts(true, ended, None)), Limitation::NotStarted { .. }));
    }

    #[test]
    fn an_interruption_to_come_changes_nothing_yet() {
        let mut f = facts(false, Employment::Ongoing, Some("2026-01-10"));
        f.interruptions =
            vec![Interruption { on: day("2026-12-01"), why: "向单位主张".into() }];
        assert_eq!(end(judge(&f)), Some(day("2027-01-10")));
    }
}
