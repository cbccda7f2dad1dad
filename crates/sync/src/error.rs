//! What can go wrong between a desk and its hub, as codes: the screen owns the words.

use ledger::wire::Refusal;
use ledger::wire::code::CodeError;
use serde_json::{Map, Value, json};
use store::StoreError;

/// Shorthand.
pub type Result<T, E = SyncError> = std::result::Result<T, E>;

/// Why a step ended. Never repeats what a record says.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// No line to the hub, or it was cut. The only trouble that is none: work goes on, and it is tried again.
    #[error("no line: {0}")]
    NoLine(String),
    /// Who answers at the hub's address is not the hub of the enrolment code.
    #[error("another key than the one of the enrolment code answers")]
    WrongPin,
    /// This desk is enrolled at no hub.
    #[error("not enrolled")]
    NotEnrolled,
    /// The text is no enrolment code, is mistyped, or of a newer form.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// The hub reads only newer forms than this version writes.
    #[error("the hub needs a newer desk")]
    DeskTooOld,
    /// The hub does not read what this version writes, or wrote what this version cannot read.
    #[error("protocol of the hub: {0}")]
    HubNewer(String),
    /// What the hub sent is not proved.
    #[error("the hub's answer is not proved: {0}")]
    NotProved(String),
    /// A record does not fit through, though it is alone.
    #[error("a record is too large for the hub")]
    TooLarge,
    /// The hub said no.
    #[error("refused: {code}", code = refusal.code)]
    Refused {
        /// HTTP status.
        status: u16,
        /// Code and values.
        refusal: Refusal,
    },
    /// The desk's own store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SyncError {
    /// A line that does not answer.
    pub(crate) fn line(what: impl std::fmt::Display) -> Self {
        Self::NoLine(what.to_string())
    }

    /// The hub's code, if it refused.
    #[must_use]
    pub fn refused(&self) -> Option<&str> {
        match self {
            Self::Refused { refusal, .. } => Some(&refusal.code),
            _ => None,
        }
    }

    /// The code under which screens and logs know it, e.g. `sync.no_line`.
    #[must_use]
    pub fn code(&self) -> String {
        let code = match self {
            Self::NoLine(_) => "sync.no_line",
            Self::WrongPin => "sync.wrong_pin",
            Self::NotEnrolled => "sync.not_enrolled",
            Self::Code(CodeError::NotACode) => "sync.code_not_a_code",
            Self::Code(CodeError::Damaged) => "sync.code_damaged",
            Self::Code(CodeError::Newer) => "sync.code_newer",
            Self::DeskTooOld => "sync.desk_too_old",
            Self::HubNewer(_) => "sync.hub_newer",
            Self::NotProved(_) => "sync.not_proved",
            Self::TooLarge => "sync.too_large",
            Self::Store(StoreError::DiskFull) => "sync.disk_full",
            Self::Store(StoreError::Locked) => "sync.locked",
            Self::Store(_) => "sync.store",
            Self::Refused { refusal, .. } => match refusal.code.as_str() {
                "enrol.used" => "sync.code_used",
                "enrol.other_device" => "sync.code_other_device",
                "enrol.expired" => "sync.code_expired",
                "enrol.unknown" => "sync.code_unknown",
                "device.revoked" | "enrol.revoked" => "sync.revoked",
                "device.unconfirmed" => "sync.unconfirmed",
                "device.unknown" => "sync.device_unknown",
                "hub.full" => "sync.hub_full",
                "quota.records" | "quota.bytes" => "sync.hub_quota",
                "push.newer" => "sync.desk_newer",
                _ => "sync.refused",
            },
        };
        code.to_owned()
    }

    /// Values for the words.
    #[must_use]
    pub fn args(&self) -> Map<String, Value> {
        let mut args = Map::new();
        match self {
            Self::Refused { status, refusal } => {
                args.clone_from(&refusal.args);
                args.insert("code".to_owned(), json!(refusal.code));
                args.insert("status".to_owned(), json!(status));
            }
            Self::HubNewer(what) | Self::NotProved(what) => {
                args.insert("what".to_owned(), json!(what));
            }
            _ => {}
        }
        args
    }

    /// True when nothing is wrong but the line.
    #[must_use]
    pub fn is_line(&self) -> bool {
        match self {
            Self::NoLine(_) => true,
            // A hub that is being restarted or repaired, a request that took too long: to be tried again.
            Self::Refused { status, refusal } => {
                let told = refusal.code == "hub.full" || refusal.code.starts_with("quota.");
                matches!(status, 408 | 429 | 500 | 502 | 503 | 504) && !told
            }
            _ => false,
        }
    }

    /// True when the desk has been locked: everything ends.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        matches!(self, Self::Store(StoreError::Locked))
    }

    /// True when the pass is not good any more.
    pub(crate) fn wants_new_pass(&self) -> bool {
        matches!(self, Self::Refused { status: 401, .. })
    }
}
