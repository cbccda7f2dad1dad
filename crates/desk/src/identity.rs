//! `identity.*`: what a number says.

use crate::error::Result;
use crate::session::Desk;
use crate::view_make::id_words;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use statute::{Sex, UsccVerdict};
use ts_rs::TS;

/// A number to check.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct IdentityCheck {
    /// Code of the kind of document.
    #[serde(default)]
    pub kind: String,
    /// Number as typed.
    pub number: String,
}

/// What the number says.
#[derive(Debug, Clone, Serialize, TS)]
pub struct IdentityFound {
    /// `ok`, `warn` or `none` (nothing can be said of this kind).
    pub level: String,
    /// What was found.
    pub code: String,
    /// Half-width, upper case.
    pub normalised: String,
    /// Birth, if the number holds it.
    pub birth: Option<NaiveDate>,
    /// `male` or `female`, if the number holds it.
    pub sex: Option<Sex>,
    /// Age today.
    pub age: Option<i32>,
}

/// Checks an identity number; a mismatch is a warning and the number is kept as it is.
///
/// # Errors
/// None.
pub fn check(desk: &Desk, input: IdentityCheck) -> Result<IdentityFound> {
    let checked = statute::check_id(&input.number, desk.today());
    if !matches!(input.kind.as_str(), "" | "resident" | "hmt" | "permanent") {
        return Ok(IdentityFound {
            level: "none".into(),
            code: "id_not_checked".into(),
            normalised: checked.normalised,
            birth: None,
            sex: None,
            age: None,
        });
    }
    let (level, code) = id_words(checked.verdict);
    let good = level == "ok" || code == "id_checksum";
    Ok(IdentityFound {
        level: level.into(),
        code: code.into(),
        age: checked.birth.filter(|_| good).map(|b| statute::age_on(b, desk.today())),
        birth: checked.birth.filter(|_| good),
        sex: checked.sex.filter(|_| good),
        normalised: checked.normalised,
    })
}

/// A code to check.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct IdentityUscc {
    /// 统一社会信用代码 as typed.
    pub code: String,
}

/// Checks a 统一社会信用代码.
///
/// # Errors
/// None.
pub fn uscc(_: &Desk, input: IdentityUscc) -> Result<IdentityFound> {
    let checked = statute::check_uscc(&input.code);
    let (level, code) = match checked.verdict {
        UsccVerdict::Ok => ("ok", "uscc_ok"),
        UsccVerdict::BadLength => ("warn", "uscc_length"),
        UsccVerdict::BadCharacter => ("warn", "uscc_character"),
        UsccVerdict::ChecksumMismatch => ("warn", "uscc_checksum"),
    };
    Ok(IdentityFound {
        level: level.into(),
        code: code.into(),
        normalised: checked.normalised,
        birth: None,
        sex: None,
        age: None,
    })
}
