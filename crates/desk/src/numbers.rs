//! 案号 and 文号: allotted locally from the device's series, for ever without a clash.

use crate::error::Result;
use crate::gate::Nothing;
use crate::session::Desk;
use crate::settings::Settings;
use casework::Number;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use store::Writer;
use ts_rs::TS;

/// Allots the next 案号, e.g. 勐工调〔2026〕KD12号: hexagonal brackets, no leading zeros (GB/T 9704).
pub(crate) fn case_number(w: &mut Writer<'_>, s: &Settings, on: NaiveDate) -> Result<Number> {
    allot(w, s, "case", "", on)
}

/// Allots the next number of a kind of letter; `mark` stands behind the word, e.g. 勐工调复〔2026〕KD3号.
pub(crate) fn letter_number(
    w: &mut Writer<'_>,
    s: &Settings,
    key: &str,
    mark: &str,
    on: NaiveDate,
) -> Result<Number> {
    allot(w, s, key, mark, on)
}

fn allot(w: &mut Writer<'_>, s: &Settings, key: &str, mark: &str, on: NaiveDate) -> Result<Number> {
    let n = w.allot(key, on.year())?;
    Ok(Number {
        text: format_number(s, mark, on.year(), n),
        series: key.to_owned(),
        year: on.year(),
        n,
    })
}

/// A number as printed.
pub(crate) fn format_number(s: &Settings, mark: &str, year: i32, n: u32) -> String {
    format!("{}{mark}〔{year}〕{}{n}号", s.number_word, s.series)
}

/// A series whose last printed number a person has to confirm.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NumberWaiting {
    /// Series: `case` or the kind of letter.
    pub series: String,
    /// Year.
    pub year: i32,
    /// Last number known from the records.
    pub last: u32,
    /// How a number of it looks.
    pub example: String,
}

/// Whether numbers wait for a person after a restore or a copied folder.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NumbersWaiting {
    /// Why: `restored`, `copied` …; `None` when nothing waits.
    pub why: Option<String>,
    /// What to confirm.
    pub series: Vec<NumberWaiting>,
}

/// Series that wait for a person.
///
/// # Errors
/// `desk.locked`.
pub fn waiting(desk: &Desk, _: Nothing) -> Result<NumbersWaiting> {
    let session = desk.session()?;
    let year = desk.today().year();
    let mut marks = vec![("case".to_owned(), String::new())];
    for kind in desk.engine()?.kinds()?.iter() {
        marks.extend(kind.series.as_ref().map(|s| (s.key.clone(), s.mark.clone())));
    }
    session.store.read(|r| {
        let why = r.numbers_wait()?.map(|w| w.code().to_owned());
        let mut series = Vec::new();
        for (key, mark) in marks {
            if r.number_waits(&key, year)? {
                let last = r.last_number(&key, year)?;
                let example = format_number(&session.settings, &mark, year, last.max(1));
                series.push(NumberWaiting { series: key, year, last, example });
            }
        }
        Ok(NumbersWaiting { why: why.filter(|_| !series.is_empty()), series })
    })
}

/// The last number printed, as a person read it from paper.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct NumberConfirm {
    /// Series.
    pub series: String,
    /// Year.
    pub year: i32,
    /// Last number printed; 0 when none was.
    pub last: u32,
}

/// Confirms the last number printed; the series goes on after it.
///
/// # Errors
/// `store.*`.
pub fn confirm(desk: &Desk, input: NumberConfirm) -> Result<NumbersWaiting> {
    let session = desk.session()?;
    session.store.write(desk.author(&session), |w| -> Result<()> {
        Ok(w.confirm_last_number(&input.series, input.year, input.last)?)
    })?;
    waiting(desk, Nothing {})
}
