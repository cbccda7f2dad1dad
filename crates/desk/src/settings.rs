//! `settings.*`: what this desk is called, how it numbers and prints.

use crate::error::{DeskError, Result};
use crate::gate::Nothing;
use crate::session::Desk;
use casework::SealPlace;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Settings of one desk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Settings {
    /// County code, GB/T 2260.
    pub county: String,
    /// Its name.
    pub county_name: String,
    /// Station.
    pub station: String,
    /// Mediation organisation as printed.
    pub org_name: String,
    /// Name on its seal.
    pub seal_name: String,
    /// Code of its legal basis (调解仲裁法 Art. 10).
    pub legal_basis: String,
    /// Address.
    pub address: String,
    /// Telephone.
    pub phone: String,
    /// Who answers about personal data.
    pub privacy_contact: String,
    /// Arbitration commission.
    pub commission: String,
    /// Its address.
    pub commission_address: String,
    /// Its telephone.
    pub commission_phone: String,
    /// Basic court.
    pub court: String,
    /// Its address.
    pub court_address: String,
    /// Its telephone.
    pub court_phone: String,
    /// Opening hours of the station.
    pub hours: String,
    /// Other offices people are sent to, for the handbook.
    pub offices: Vec<::handbook::Office>,
    /// Mediators as the handbook names them.
    pub mediators: Vec<::handbook::Mediator>,
    /// Fixed wordings in other languages that were confirmed here.
    pub phrases: Vec<crate::phrases::Confirmed>,
    /// Word before 〔year〕 in numbers, e.g. 勐工调.
    pub number_word: String,
    /// Two letters of this device, e.g. KD.
    pub series: String,
    /// Trade union in whose name is supervised; empty: that of the county.
    pub union_name: String,
    /// Where the seal is kept.
    pub seal: SealPlace,
    /// Minutes without a key after which the desk locks; 0 never.
    pub idle_minutes: u32,
    /// Large type.
    pub large_type: bool,
    /// High contrast.
    pub high_contrast: bool,
    /// Print queue; empty: the system's default.
    pub printer: String,
    /// Print on both sides unless said otherwise.
    pub duplex: bool,
    /// Shift of the print, hundredths of a millimetre, right and down.
    pub printer_offset: (i32, i32),
    /// Set-up step to go on with; 0 when it is finished.
    pub setup_step: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            county: String::new(),
            county_name: String::new(),
            station: String::new(),
            org_name: String::new(),
            seal_name: String::new(),
            legal_basis: String::new(),
            address: String::new(),
            phone: String::new(),
            privacy_contact: String::new(),
            commission: String::new(),
            commission_address: String::new(),
            commission_phone: String::new(),
            court: String::new(),
            court_address: String::new(),
            court_phone: String::new(),
            hours: String::new(),
            offices: Vec::new(),
            mediators: Vec::new(),
            phrases: Vec::new(),
            number_word: String::new(),
            series: String::new(),
            union_name: String::new(),
            seal: SealPlace::Here,
            idle_minutes: 10,
            large_type: false,
            high_contrast: false,
            printer: String::new(),
            duplex: false,
            printer_offset: (0, 0),
            setup_step: 0,
        }
    }
}

const RECORD: &str = "desk.amended";
/// What belongs to this device and its eyes, not to the organisation.
const LOCAL: &str = "desk.local";

/// Removes what was pasted by accident.
pub(crate) fn cleaned(mut s: Settings) -> Settings {
    for text in [
        &mut s.station,
        &mut s.org_name,
        &mut s.seal_name,
        &mut s.address,
        &mut s.phone,
        &mut s.privacy_contact,
        &mut s.commission,
        &mut s.commission_address,
        &mut s.commission_phone,
        &mut s.court,
        &mut s.court_address,
        &mut s.court_phone,
        &mut s.hours,
        &mut s.union_name,
        &mut s.number_word,
        &mut s.series,
    ] {
        *text = statute::text::line(text);
    }
    for o in &mut s.offices {
        for text in [&mut o.what, &mut o.name, &mut o.address, &mut o.phone] {
            *text = statute::text::line(text);
        }
    }
    for m in &mut s.mediators {
        let all = [&mut m.name, &mut m.agency, &mut m.specialty];
        for text in all.into_iter().chain([&mut m.languages, &mut m.phone, &mut m.hours]) {
            *text = statute::text::line(text);
        }
    }
    s.offices.retain(|o| *o != ::handbook::Office::default());
    s.mediators.retain(|m| *m != ::handbook::Mediator::default());
    s.series = s.series.to_ascii_uppercase();
    s
}

/// What must be known before the first case.
pub(crate) fn judge(s: &Settings) -> Result<()> {
    let series_ok = s.series.len() == 2 && s.series.chars().all(|c| c.is_ascii_uppercase());
    let blank = [
        (s.org_name.is_empty(), "org_name"),
        (s.county.is_empty(), "county"),
        (s.number_word.is_empty(), "number_word"),
        (!series_ok, "series"),
    ];
    match blank.iter().find(|(missing, _)| *missing) {
        Some((_, name)) => Err(DeskError::new("settings.missing").with("field", *name)),
        None => Ok(()),
    }
}

pub(crate) fn read(store: &store::Store) -> Result<Settings> {
    let (record, local) = store
        .read(|r| Ok::<_, store::StoreError>((r.device_record(RECORD)?, r.setting(LOCAL)?)))?;
    let mut whole = record.and_then(|r| r.body).unwrap_or_else(|| serde_json::json!({}));
    if let (Some(whole), Some(serde_json::Value::Object(local))) = (whole.as_object_mut(), local) {
        whole.extend(local);
    }
    serde_json::from_value(whole).map_err(|_| DeskError::new("settings.unreadable"))
}

pub(crate) fn write(desk: &Desk, session: &crate::session::Session, s: &Settings) -> Result<()> {
    let mut shared = serde_json::to_value(s).map_err(|_| DeskError::new("settings.unreadable"))?;
    let mut local = serde_json::Map::new();
    if let Some(map) = shared.as_object_mut() {
        for name in [
            "idle_minutes",
            "large_type",
            "high_contrast",
            "printer",
            "duplex",
            "printer_offset",
            "setup_step",
        ] {
            if let Some(value) = map.remove(name) {
                local.insert(name.to_owned(), value);
            }
        }
    }
    session.store.write(desk.author(session), |w| -> Result<()> {
        let before = w.device_record(RECORD)?.and_then(|r| r.body);
        if before.as_ref() != Some(&shared) {
            w.append_device(RECORD, shared)?;
        }
        Ok(w.set_setting(LOCAL, &serde_json::Value::Object(local))?)
    })
}

/// Reads the settings.
///
/// # Errors
/// `desk.locked`.
pub fn get(desk: &Desk, _: Nothing) -> Result<Settings> {
    Ok(desk.session()?.settings)
}

/// New settings, whole.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SettingsPut {
    /// All of them.
    pub settings: Settings,
}

/// Keeps new settings; what belongs to the organisation is a record, what belongs to this screen is not.
///
/// # Errors
/// `settings.missing`.
pub fn put(desk: &Desk, input: SettingsPut) -> Result<Settings> {
    let session = desk.session()?;
    let settings = cleaned(input.settings);
    judge(&settings)?;
    write(desk, &session, &settings)?;
    session.store.set_org_line(&crate::gate::org_line(&settings))?;
    desk.replace_settings(settings.clone());
    desk.changed("settings", None);
    Ok(settings)
}
