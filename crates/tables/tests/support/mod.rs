//! What the tests share: plainly invented people and tables made on the spot.

#![allow(dead_code, reason = "each test binary uses its own part")]

use chrono::NaiveDate;
use tables::{Cell, MemberOptions, Sheet};

pub fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).expect("a day")
}

pub fn options() -> MemberOptions {
    MemberOptions { today: day(2026, 11, 20), known_ids: Vec::new() }
}

/// An identity number of area 99, which no region has, with the check character that fits.
pub fn id(birth: NaiveDate, sequence: u32) -> String {
    let body = format!("990101{}{sequence:03}", birth.format("%Y%m%d"));
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        body.chars().zip(weights).map(|(c, w)| c.to_digit(10).expect("a digit") * w).sum();
    let check = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][(sum % 11) as usize];
    format!("{body}{check}")
}

/// A sheet of texts.
pub fn sheet(rows: &[&[&str]]) -> Sheet {
    let rows = rows.iter().map(|r| r.iter().map(|t| Cell::text(*t)).collect()).collect();
    Sheet { name: "名册".into(), rows, hidden: false }
}
