//! Dated values: the row of the place and the day, and nothing that nobody has told.

mod common;

use common::{Law, day};
use serde_json::json;
use statute::{Parameter, ParameterError, Parameters};

fn row(id: &str, value: &str, unit: &str, area: &str, from: &str) -> Parameter {
    Parameter {
        id: id.to_owned(),
        label: "测试".to_owned(),
        value: value.to_owned(),
        unit: unit.to_owned(),
        area: area.to_owned(),
        from: day(from),
        until: None,
        source: "测试".to_owned(),
        confirmed: true,
    }
}

fn find(p: &Parameters, id: &str, area: &str, on: &str) -> Option<String> {
    p.find(id, area, day(on)).map(|row| row.value.clone())
}

#[test]
fn the_county_goes_before_the_prefecture_before_the_province_before_the_country() {
    let p = Parameters::embedded()
        .with([
            row("minimum_wage", "1000", "元/月", "", "2020-01-01"),
            row("minimum_wage", "1500", "元/月", "53", "2020-01-01"),
            row("minimum_wage", "1600", "元/月", "5328", "2020-01-01"),
            row("minimum_wage", "1700", "元/月", "532823", "2024-01-01"),
            row("minimum_wage", "1800", "元/月", "53", "2026-01-01"),
            row("minimum_wage", "1750", "元/月", "532823", "2025-07-01"),
        ])
        .expect("good rows");
    for (area, on, want) in [
        ("532823", "2026-01-01", Some("1750")),
        ("532823", "2025-07-01", Some("1750")),
        ("532823", "2025-06-30", Some("1700")),
        ("532823", "2023-12-31", Some("1600")),
        ("532822", "2026-01-01", Some("1600")),
        ("5301", "2026-01-01", Some("1800")),
        ("5301", "2025-12-31", Some("1500")),
        ("11", "2026-01-01", Some("1000")),
        ("", "2026-01-01", Some("1000")),
        ("532823", "2019-12-31", None),
    ] {
        assert_eq!(find(&p, "minimum_wage", area, on).as_deref(), want, "{area} {on}");
    }
}

#[test]
fn a_yearly_figure_is_good_for_its_year_only() {
    let p = Parameters::embedded()
        .with([row("average_wage", "8000", "元/月", "5328", "2024-01-01")])
        .expect("good rows");
    assert!(find(&p, "average_wage", "532823", "2024-12-31").is_some());
    assert!(
        find(&p, "average_wage", "532823", "2025-12-31").is_none(),
        "last year's figure is not this year's"
    );
    assert!(find(&p, "average_wage", "5301", "2024-12-31").is_none());
}

#[test]
fn old_cases_keep_the_rule_of_their_date() {
    let law = Law::with(&[("overtime_rest", "250", "%", "", "2027-01-01")]);
    let input = json!({"mode": "standard", "monthly": 870_000, "days": [{"day": "2026-03-07", "hours": 1}]});
    assert_eq!(law.total("overtime", input), Some(10_000));
    let input = json!({"mode": "standard", "monthly": 870_000, "days": [{"day": "2027-03-06", "hours": 1}],
        "local_holidays": [{"day": "2027-03-06", "paid_as": "rest"}]});
    assert_eq!(law.total("overtime", input), Some(12_500));
}

#[test]
fn a_row_that_cannot_be_used_is_refused_with_its_name() {
    let with = |row: Parameter| Parameters::embedded().with([row]).err();
    assert!(matches!(
        with(row("nothing", "1", "%", "", "2020-01-01")),
        Some(ParameterError::Unknown(_))
    ));
    for value in ["", "1,990", "-5", "一千"] {
        let row = row("minimum_wage", value, "元/月", "53", "2020-01-01");
        assert!(matches!(with(row), Some(ParameterError::Value { .. })), "{value}");
    }
    let other_unit = row("minimum_wage", "1990", "%", "53", "2020-01-01");
    assert!(matches!(with(other_unit), Some(ParameterError::Value { .. })));
    for area in ["5", "云南", "5328230"] {
        let row = row("minimum_wage", "1990", "元/月", area, "2020-01-01");
        assert!(matches!(with(row), Some(ParameterError::Area { .. })), "{area}");
    }
    let mut ends = row("minimum_wage", "1990", "元/月", "53", "2020-01-01");
    ends.until = Some(day("2019-01-01"));
    assert!(matches!(with(ends), Some(ParameterError::Order(_))));
}

#[test]
fn nothing_is_shipped_that_nobody_has_checked_or_marked() {
    let p = Parameters::embedded();
    for row in p.rows() {
        assert!(!row.source.is_empty() && !row.label.is_empty(), "{}", row.id);
        assert!(row.area.is_empty(), "{}: local values are typed by the county", row.id);
    }
    let mut seen = 0;
    for known in p.to_ask() {
        assert!(p.rows().iter().all(|r| r.id != known.id), "{} must be asked for", known.id);
        assert!(!known.ask.is_empty() && matches!(known.level, 0 | 2 | 4 | 6));
        seen += 1;
    }
    assert_eq!(seen, 19);
}

#[test]
fn rows_of_one_name_follow_each_other_without_overlap() {
    let p = Parameters::embedded();
    for row in p.rows() {
        let later = p.rows().iter().filter(|r| r.id == row.id && r.from > row.from);
        for next in later {
            assert!(row.until.is_none_or(|until| until < next.from), "{}", row.id);
        }
        let same = p.rows().iter().filter(|r| r.id == row.id && r.from == row.from).count();
        assert_eq!(same, 1, "{}", row.id);
        assert_eq!(p.known(&row.id).map(|k| &k.unit), Some(&row.unit), "{}", row.id);
    }
}
