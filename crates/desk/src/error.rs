//! Errors that reach a person: a code and its values; the words are the screen's.

use documents::PaperError;
use serde::Serialize;
use serde_json::{Map, Value, json};
use store::StoreError;

/// What went wrong, as it crosses the wire.
///
/// Every code has its words in `ui/src/words/errors.ts`: what happened, what is safe, what to do.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS, thiserror::Error)]
#[error("{code}")]
pub struct DeskError {
    /// Name of the error, e.g. `store.wrong_password`.
    pub code: String,
    /// Values for the words.
    #[ts(type = "Record<string, unknown>")]
    pub args: Map<String, Value>,
}

/// Result of a verb.
pub type Result<T> = std::result::Result<T, DeskError>;

impl DeskError {
    /// An error without values.
    pub fn new(code: &str) -> Self {
        Self { code: code.to_owned(), args: Map::new() }
    }

    /// Adds a value for the words.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }
}

impl From<casework::Refusal> for DeskError {
    fn from(refusal: casework::Refusal) -> Self {
        let mut args: Map<String, Value> = refusal.args.into_iter().collect();
        if !refusal.article.is_empty() {
            args.insert("article".into(), refusal.article.into());
        }
        Self { code: format!("refused.{}", refusal.code), args }
    }
}

impl From<PaperError> for DeskError {
    fn from(error: PaperError) -> Self {
        tracing::warn!(%error, "paper");
        let args = match error.args() {
            Value::Object(map) => map,
            other => [("value".to_owned(), other)].into_iter().collect(),
        };
        Self { code: error.code().to_owned(), args }
    }
}

impl From<documents::pack::PackError> for DeskError {
    fn from(error: documents::pack::PackError) -> Self {
        tracing::warn!(%error, "policy pack");
        let args = error.args().as_object().cloned().unwrap_or_default();
        Self { code: error.code().to_owned(), args }
    }
}

impl From<StoreError> for DeskError {
    fn from(error: StoreError) -> Self {
        use StoreError as E;
        tracing::warn!(%error, "store");
        let of = |code: &str| Self::new(&format!("store.{code}"));
        match error {
            E::WrongPassword { failures, wait_seconds } => {
                of("wrong_password").with("failures", failures).with("wait_seconds", wait_seconds)
            }
            E::TooManyAttempts { wait_seconds } => {
                of("too_many_attempts").with("wait_seconds", wait_seconds)
            }
            E::PasswordTooShort { min } => of("password_too_short").with("min", min),
            E::NoSuchStaff { .. } => of("no_such_staff"),
            E::StaffExists { .. } => of("staff_exists"),
            E::LastStaff => of("last_staff"),
            E::RecoveryMistyped { group } => of("recovery_mistyped").with("group", group),
            E::RecoveryWrong => of("recovery_wrong"),
            E::AlreadyThere => of("already_there"),
            E::Fresh => of("fresh"),
            E::Damaged { what, .. } => of("damaged").with("what", what.code()),
            E::Newer { found, known } => of("newer").with("found", found).with("known", known),
            E::InUse => of("in_use"),
            E::Busy => of("busy"),
            E::Locked => Self::new("desk.locked"),
            E::DiskFull => of("disk_full"),
            E::Permission { path } => of("permission").with("path", path.display().to_string()),
            E::NumbersBlocked { series, year } => {
                of("numbers_blocked").with("series", series).with("year", year)
            }
            E::Cancelled => of("cancelled"),
            E::NotABackup => of("not_a_backup"),
            E::TargetNotEmpty => of("target_not_empty"),
            E::NoSuchAttachment { .. } => of("no_such_attachment"),
            _ => of("unexpected"),
        }
    }
}

impl From<std::io::Error> for DeskError {
    fn from(error: std::io::Error) -> Self {
        tracing::warn!(%error, "file");
        let code = match error.kind() {
            std::io::ErrorKind::NotFound => "file.not_found",
            std::io::ErrorKind::PermissionDenied => "file.not_permitted",
            std::io::ErrorKind::StorageFull => "file.disk_full",
            _ => "file.unreadable",
        };
        Self::new(code)
    }
}

impl From<casework::fields::FieldError> for DeskError {
    fn from(error: casework::fields::FieldError) -> Self {
        match json!(error) {
            Value::Object(mut args) => {
                let code = args.remove("code").and_then(|c| c.as_str().map(str::to_owned));
                Self { code: format!("field.{}", code.unwrap_or_default()), args }
            }
            _ => Self::new("field.not_a_choice"),
        }
    }
}
