//! Figures of the law in the words of a sentence.

use chrono::NaiveDate;
use statute::{Parameters, Periods, Unit};

/// A figure as it stands in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// `150%`, `15日`, or whom to ask.
    pub text: String,
    /// Article or document; empty when nobody knows the figure here.
    pub source: String,
    /// Checked against a text.
    pub confirmed: bool,
}

/// The law's dated values for a day and an area.
#[derive(Debug, Clone, Copy)]
pub struct Figures<'a> {
    /// Values that calculators ask for, with what a county has typed.
    pub parameters: &'a Parameters,
    /// Values that only the handbook names ([`crate::Handbook::figures`]).
    pub own: &'a Parameters,
    /// Periods.
    pub periods: &'a Periods,
    /// Area, up to six digits of GB/T 2260; empty: only what holds in the whole country.
    pub area: &'a str,
    /// Day for which they are asked.
    pub on: NaiveDate,
}

impl Figures<'_> {
    /// The figure behind `p:<parameter>` or `d:<period>`; `None` for a name that nobody declared.
    ///
    /// A value that the place sets and nobody has written down yet is a figure too: it says whom to ask.
    pub fn get(&self, name: &str) -> Option<Figure> {
        match name.split_once(':')? {
            ("p", id) => self.parameter(id),
            ("d", id) => self.period(id),
            _ => None,
        }
    }

    fn parameter(&self, id: &str) -> Option<Figure> {
        let (all, known) = [self.parameters, self.own]
            .into_iter()
            .find_map(|all| all.known(id).map(|known| (all, known)))?;
        let Some(row) = all.find(id, self.area, self.on) else {
            let text = format!("（本地标准还没有登记，问{}）", known.ask);
            return Some(Figure { text, source: String::new(), confirmed: false });
        };
        let text = format!("{}{}", row.value, row.unit);
        Some(Figure { text, source: row.source.clone(), confirmed: row.confirmed })
    }

    fn period(&self, id: &str) -> Option<Figure> {
        let period = self.periods.get(id, self.on)?;
        let unit = match period.unit {
            Unit::Calendar => "日",
            Unit::Working => "个工作日",
            Unit::Month => "个月",
            Unit::Year => "年",
        };
        let text = format!("{}{unit}", period.value);
        Some(Figure { text, source: period.article.clone(), confirmed: period.confirmed })
    }
}
