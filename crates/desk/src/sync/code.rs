//! The enrolment code: read as text, file or picture; redeemed.

use super::{SyncView, begin, groups, outside, role_word, status};
use crate::error::{DeskError, Result};
use crate::gate::Nothing;
use crate::session::Desk;
use chrono::{DateTime, FixedOffset};
use ledger::wire::code::{CodeError, EnrolCode};
use serde::{Deserialize, Serialize};
use sync::SyncError;
use ts_rs::TS;

/// An enrolment code as typed, pasted, or in a file.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct SyncCode {
    /// Text.
    pub code: String,
    /// A file instead, its bytes in base64: the text, or a picture or photograph with the QR code.
    pub data: String,
}

/// What an enrolment code says, before it is redeemed.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SyncCodeSays {
    /// The code itself, as it was found.
    pub code: String,
    /// Name of the county's centre.
    pub hub: String,
    /// Address.
    pub url: String,
    /// Station.
    pub station: String,
    /// `station` or `county`.
    pub role: String,
    /// Series the county has in mind.
    pub series: String,
    /// What the county can read out of the centre's key: the first 32 digits in groups of four.
    pub fingerprint: String,
    /// Good until.
    pub until: DateTime<FixedOffset>,
}

/// Reads a code without using it.
///
/// # Errors
/// `sync.code_not_a_code`, `sync.code_damaged`, `sync.code_newer`; `sync.code_no_qr` for a picture without a readable
/// QR code, `sync.code_other_qr` for one with another code, `sync.code_file` for a file that is neither picture nor text.
pub fn read_code(_: &Desk, input: SyncCode) -> Result<SyncCodeSays> {
    let text = if input.data.is_empty() { input.code } else { code_in(&input.data)? };
    let code = EnrolCode::parse(&text).map_err(SyncError::from)?;
    Ok(SyncCodeSays {
        code: code.text(),
        fingerprint: groups(&code.pin),
        hub: code.hub,
        url: code.url,
        station: code.station.name,
        role: role_word(code.role).to_owned(),
        series: code.series,
        until: code.until,
    })
}

/// The code in a file: a picture's QR code, else the text.
fn code_in(data: &str) -> Result<String> {
    let bytes = crate::attachment::decoded(data)?;
    if !crate::attachment::mime(&bytes).starts_with("image/") {
        let text = String::from_utf8(bytes).map_err(|_| DeskError::new("sync.code_file"))?;
        // Some editors mark a text as UTF-8 in its first character.
        return Ok(text.trim_start_matches('\u{feff}').to_owned());
    }
    let mut other = None;
    for text in crate::picture::texts(&bytes) {
        match EnrolCode::parse(&text) {
            Err(CodeError::NotACode) => other = Some(DeskError::new("sync.code_other_qr")),
            _ => return Ok(text),
        }
    }
    Err(other.unwrap_or_else(|| DeskError::new("sync.code_no_qr")))
}

/// Enrolment.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SyncEnrol {
    /// The code.
    pub code: String,
    /// What people call this computer.
    pub name: String,
}

/// Redeems a code: the desk belongs to the county from now on. Its station and series become the county's; what
/// was printed stands.
///
/// # Errors
/// `sync.code_*`, `sync.wrong_pin`, `sync.no_line`, `sync.hub_newer`, `desk.name_missing`; `host.is_the_centre` when this
/// computer is another county's centre itself.
pub fn enrol(desk: &Desk, input: SyncEnrol) -> Result<SyncView> {
    crate::practice::stays_here(desk)?;
    let session = desk.session()?;
    let name = statute::text::line(&input.name);
    if name.is_empty() {
        return Err(DeskError::new("desk.name_missing"));
    }
    crate::host::stays_with_its_own(desk, &input.code)?;
    let series = Some(session.settings.series.clone()).filter(|s| !s.is_empty());
    let (store, clock) = (session.store.clone(), desk.clock());
    let runtime = desk.line().runtime()?;
    let enrolling = sync::enrol(&store, &clock, &input.code, &name, series);
    let enrolled = outside(|| runtime.block_on(enrolling))?;
    let mut settings = session.settings.clone();
    settings.series.clone_from(&enrolled.series);
    settings.station.clone_from(&enrolled.station.name);
    crate::settings::write(desk, &session, &settings)?;
    desk.replace_settings(settings);
    desk.changed("settings", None);
    if desk.stays() {
        begin(desk, &session);
    }
    desk.changed("sync", None);
    status(desk, Nothing {})
}
