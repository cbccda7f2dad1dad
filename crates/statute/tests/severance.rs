//! Severance, notice pay and damages: the fixtures, the edges, and a walk by the day beside them.

mod common;

use common::{Law, amount, day};
use serde_json::json;
use statute::Fen;

const PLACE: &str = "532823";

fn law(average: &str) -> Law {
    Law::with(&[
        ("minimum_wage", "1500", "元/月", "53", "2005-01-01"),
        ("average_wage", average, "元/月", "5328", "2025-01-01"),
    ])
}

#[test]
fn six_years_and_more_than_six_months_are_seven_months() {
    let law = law("8000");
    let c = law
        .compute(
            "severance",
            json!({"hired": "2020-03-01", "ended": "2026-09-10", "ground": "40", "average": 600_000,
                   "last_month": 650_000, "area": PLACE}),
        )
        .expect("good");
    assert_eq!(amount(&c, "经济补偿"), Some(Fen(4_200_000)));
    assert_eq!(amount(&c, "代通知金"), Some(Fen(650_000)));
    assert_eq!(c.total, Some(Fen(4_850_000)));
    assert_eq!(c.heads[0].line, "6,000.00 × 7个月");
    assert!(c.missing.is_empty(), "{:?}", c.missing);
    let twice = law.total(
        "unlawful_termination",
        json!({"hired": "2020-03-01", "ended": "2026-09-10", "average": 600_000, "area": PLACE}),
    );
    assert_eq!(twice, Some(8_400_000));
}
