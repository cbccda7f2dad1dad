//! The enrolment code a county hands to a station: text, picture or file, all the same words.
//!
//! `FQ1-` and base64url of JSON, then `-` and eight digits of a checksum, so that a slip in typing is told apart from a
//! code that is no longer good.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as URL_SAFE_NO_PAD;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Role, Station};

const PREFIX: &str = "FQ1-";

/// What an enrolment code says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolCode {
    /// Address of the hub, `https://host:port`.
    pub url: String,
    /// SHA-256 of the hub's SubjectPublicKeyInfo, 64 hexadecimal digits: no public authority is needed.
    pub pin: String,
    /// The hub's age recipient for courier files.
    pub age: String,
    /// One-time secret.
    pub secret: String,
    /// Name of the county's centre.
    pub hub: String,
    /// Station.
    pub station: Station,
    /// Role.
    pub role: Role,
    /// Two letters.
    pub series: String,
    /// Good until, on the hub's clock.
    pub until: DateTime<FixedOffset>,
}

/// Why a text is no enrolment code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// It does not begin like one.
    #[error("this is no enrolment code")]
    NotACode,
    /// Letters are missing or wrong.
    #[error("the enrolment code is incomplete or mistyped")]
    Damaged,
    /// A later form of the code.
    #[error("the enrolment code was made by a newer version")]
    Newer,
}

impl EnrolCode {
    /// The text form.
    ///
    /// # Panics
    /// Never: a code is plain data.
    #[must_use]
    pub fn text(&self) -> String {
        let json = serde_json::to_vec(self).expect("a code is plain data");
        format!("{PREFIX}{}-{}", URL_SAFE_NO_PAD.encode(&json), checksum(&json))
    }

    /// Reads the text form; white space and line breaks inside it do no harm.
    ///
    /// # Errors
    /// [`CodeError`]
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let Some(rest) = text.strip_prefix(PREFIX) else {
            let newer = text
                .strip_prefix("FQ")
                .is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
            return Err(if newer { CodeError::Newer } else { CodeError::NotACode });
        };
        let (body, sum) = rest.rsplit_once('-').ok_or(CodeError::Damaged)?;
        let json = URL_SAFE_NO_PAD.decode(body).map_err(|_| CodeError::Damaged)?;
        if sum != checksum(&json) {
            return Err(CodeError::Damaged);
        }
        serde_json::from_slice(&json).map_err(|_| CodeError::Damaged)
    }
}

fn checksum(json: &[u8]) -> String {
    hex::encode(&Sha256::digest(json)[..4])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> EnrolCode {
        EnrolCode {
            url: "https://192.0.2.7:8443".into(),
            pin: "ab".repeat(32),
            age: "age1x".into(),
            secret: "s3".into(),
            hub: "勐某县劳动人事争议调解中心".into(),
            station: Station { id: "s1".into(), name: "河口驿站".into() },
            role: Role::Station,
            series: "KD".into(),
            until: DateTime::UNIX_EPOCH.fixed_offset(),
        }
    }

    #[test]
    fn a_code_is_read_back_with_spaces_in_it() {
        let text = code().text();
        let (a, b) = text.split_at(40);
        assert_eq!(EnrolCode::parse(&format!(" {a}\n  {b}\n")), Ok(code()));
    }

    #[test]
    fn a_slip_is_told_apart_from_something_else() {
        let text = code().text();
        assert_eq!(EnrolCode::parse(&text[..text.len() - 1]), Err(CodeError::Damaged));
        assert_eq!(EnrolCode::parse("13800138000"), Err(CodeError::NotACode));
        assert_eq!(EnrolCode::parse(&text.replacen("FQ1", "FQ2", 1)), Err(CodeError::Newer));
    }
}
