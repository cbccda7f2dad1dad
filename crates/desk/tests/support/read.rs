//! What can be read on a paper.

use chrono::NaiveDate;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// The words of a PDF without white space, line by line across the page.
pub fn words(pdf: &[u8]) -> String {
    poppler(pdf, "-layout")
}

/// The same in the order in which they were set: the lines of a cell stay together.
pub fn words_in_order(pdf: &[u8]) -> String {
    poppler(pdf, "-raw")
}

fn poppler(pdf: &[u8], order: &str) -> String {
    let mut reader = Command::new("pdftotext")
        .args([order, "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext is installed (apt package poppler-utils)");
    reader.stdin.take().expect("piped").write_all(pdf).expect("written");
    let out = reader.wait_with_output().expect("read");
    String::from_utf8_lossy(&out.stdout).chars().filter(|c| !c.is_whitespace()).collect()
}

/// Every day that stands in a text, written 2026年11月20日 or 2026-11-20.
pub fn days(text: &str) -> BTreeSet<NaiveDate> {
    let chars: Vec<char> = text.chars().collect();
    let number = |from: usize, most: usize| -> Option<(u32, usize)> {
        let end = (from..chars.len().min(from + most)).take_while(|i| chars[*i].is_ascii_digit());
        let end = end.last()? + 1;
        Some((chars[from..end].iter().collect::<String>().parse().ok()?, end))
    };
    let day = |from: usize, marks: [char; 2]| -> Option<NaiveDate> {
        let (year, at) = number(from, 4).filter(|(_, at)| at - from == 4)?;
        let (month, at) = number(at + 1, 2).filter(|_| chars.get(at) == Some(&marks[0]))?;
        let (day, at) = number(at + 1, 2).filter(|_| chars.get(at) == Some(&marks[1]))?;
        let closed = marks[0] == '-' || chars.get(at) == Some(&'日');
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).filter(|_| closed)
    };
    let starts = 0..chars.len();
    starts.filter_map(|at| day(at, ['年', '月']).or_else(|| day(at, ['-', '-']))).collect()
}

/// Every day in the texts of a value.
pub fn days_of(value: &Value) -> BTreeSet<NaiveDate> {
    match value {
        Value::String(text) => days(text),
        Value::Array(list) => list.iter().flat_map(days_of).collect(),
        Value::Object(map) => map.values().flat_map(days_of).collect(),
        _ => BTreeSet::new(),
    }
}
