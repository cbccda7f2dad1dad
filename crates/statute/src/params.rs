//! Dated values of the law and of the place.

use crate::ratio::Ratio;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A value of the law as it stands in an area since a day.
///
/// A change of the law is a new row with a later `from`; old cases keep the row of their date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Parameter {
    /// Stable name.
    pub id: String,
    /// Chinese label.
    pub label: String,
    /// Plain decimal in `unit`: `21.75`, `150`, `1990.00`.
    pub value: String,
    /// 天, 小时, 个月, %, 倍, 元/月 …; an amount is in 元.
    pub unit: String,
    /// Two, four or six digits of GB/T 2260; empty: the whole country.
    #[serde(default)]
    pub area: String,
    /// In force since. Of a yearly figure: 1 January of the year the figure is about.
    pub from: NaiveDate,
    /// Last day; absent: until a later row.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// Article or document, with its number.
    pub source: String,
    /// Checked against a text; otherwise shown as unconfirmed.
    #[serde(default)]
    pub confirmed: bool,
}

/// A value that rules ask for, whether or not it is known here, and who knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct KnownParameter {
    /// Stable name.
    pub id: String,
    /// Chinese label.
    pub label: String,
    /// Unit of the value.
    pub unit: String,
    /// Digits of the area that sets it: 0 country, 2 province, 4 prefecture, 6 county.
    pub level: u32,
    /// A statistic of one calendar year: good for that year only.
    #[serde(default)]
    pub yearly: bool,
    /// Whom to ask: 县人力资源和社会保障局.
    pub ask: String,
}

/// What was typed for one computation only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// In the parameter's unit; of an amount, 元.
    pub value: String,
    /// Where it was heard or read; may be empty.
    pub source: String,
}

/// All dated values.
#[derive(Debug, Clone)]
pub struct Parameters {
    rows: Vec<Parameter>,
    known: Vec<KnownParameter>,
}

/// A row that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParameterError {
    /// Not the expected TOML.
    #[error("parameter file: {0}")]
    Toml(String),
    /// No rule asks for it.
    #[error("no parameter {0}")]
    Unknown(String),
    /// Not a plain decimal.
    #[error("parameter {id}: {value} is not a plain decimal")]
    Value {
        /// Parameter.
        id: String,
        /// As written.
        value: String,
    },
    /// Not 0, 2, 4 or 6 digits.
    #[error("parameter {id}: {area} is no area")]
    Area {
        /// Parameter.
        id: String,
        /// As written.
        area: String,
    },
    /// Ends before it begins.
    #[error("parameter {0} ends before it begins")]
    Order(String),
}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    parameter: Vec<Parameter>,
    #[serde(default)]
    known: Vec<KnownParameter>,
}

impl Parameter {
    /// The value as a fraction, amounts in 分, percents as a part of one; `None` when it is no decimal.
    pub(crate) fn ratio(&self) -> Option<Ratio> {
        ratio(&self.value, &self.unit)
    }

    /// Whether a day lies in its time.
    fn holds(&self, on: NaiveDate, yearly: bool) -> bool {
        let until = match (self.until, yearly) {
            (None, true) => NaiveDate::from_ymd_opt(self.from.year(), 12, 31),
            (until, _) => until,
        };
        self.from <= on && until.is_none_or(|until| on <= until)
    }
}

/// A value in its unit as a fraction: amounts in 分, percents as a part of one.
pub(crate) fn ratio(value: &str, unit: &str) -> Option<Ratio> {
    let value = Ratio::decimal(value)?;
    Some(match unit {
        "%" => value / Ratio::whole(100),
        _ if unit.starts_with('元') => value * Ratio::whole(100),
        _ => value,
    })
}

impl Parameters {
    /// The values that come with the program.
    pub fn embedded() -> Self {
        Self::parse(include_str!("../../../assets/law/params.toml"))
            .expect("assets/law/params.toml is checked by the tests")
    }

    /// Reads a file of rows and of known parameters.
    ///
    /// # Errors
    /// [`ParameterError`] names the first row that cannot be used.
    pub fn parse(text: &str) -> Result<Self, ParameterError> {
        let file: File =
            toml::from_str(text).map_err(|e| ParameterError::Toml(e.message().to_owned()))?;
        let mut all = Self { rows: Vec::new(), known: file.known };
        for row in file.parameter {
            // What comes with the program declares itself: only values set elsewhere need a row in `known`.
            if all.known(&row.id).is_none() {
                all.known.push(KnownParameter {
                    id: row.id.clone(),
                    label: row.label.clone(),
                    unit: row.unit.clone(),
                    level: 0,
                    yearly: false,
                    ask: String::new(),
                });
            }
            all.add(row)?;
        }
        Ok(all)
    }

    /// The same with rows a county has typed; they win over rows of the same area and day.
    ///
    /// # Errors
    /// [`ParameterError`] names the first row that cannot be used; nothing is taken then.
    pub fn with(
        mut self,
        rows: impl IntoIterator<Item = Parameter>,
    ) -> Result<Self, ParameterError> {
        for row in rows {
            self.add(row)?;
        }
        Ok(self)
    }

    fn add(&mut self, row: Parameter) -> Result<(), ParameterError> {
        let Some(known) = self.known(&row.id) else { return Err(ParameterError::Unknown(row.id)) };
        if ratio(&row.value, &known.unit).is_none() || row.unit != known.unit {
            return Err(ParameterError::Value { id: row.id, value: row.value });
        }
        let digits = row.area.chars().all(|c| c.is_ascii_digit());
        if !digits || !matches!(row.area.len(), 0 | 2 | 4 | 6) {
            return Err(ParameterError::Area { id: row.id, area: row.area });
        }
        if row.until.is_some_and(|until| until < row.from) {
            return Err(ParameterError::Order(row.id));
        }
        self.rows.push(row);
        Ok(())
    }

    /// The row in force: county before prefecture before province before country, then the latest.
    ///
    /// `area` has up to six digits. A yearly figure holds for its own year only.
    pub fn find(&self, id: &str, area: &str, on: NaiveDate) -> Option<&Parameter> {
        let yearly = self.known(id).is_some_and(|k| k.yearly);
        let here =
            |row: &&Parameter| row.id == id && row.holds(on, yearly) && area.starts_with(&row.area);
        self.rows.iter().filter(here).max_by_key(|row| (row.area.len(), row.from))
    }

    /// What is known about a parameter.
    pub fn known(&self, id: &str) -> Option<&KnownParameter> {
        self.known.iter().find(|k| k.id == id)
    }

    /// Parameters that somebody outside must tell, in the order of the file.
    pub fn to_ask(&self) -> impl Iterator<Item = &KnownParameter> {
        self.known.iter().filter(|k| !k.ask.is_empty())
    }

    /// All rows, in the order of the file, typed ones last.
    pub fn rows(&self) -> &[Parameter] {
        &self.rows
    }
}
