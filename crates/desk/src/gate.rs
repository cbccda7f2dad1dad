//! `desk.*`: set-up, unlock, lock.

use crate::error::{DeskError, Result};
use crate::session::{Desk, Session};
use crate::settings::Settings;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex, PoisonError};
use store::{GateState, NewStore, Notice, Opened, RecoveryCode, Store};
use ts_rs::TS;

/// Nothing to say.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// How the desk stands.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Status {
    /// `fresh`, `locked`, `open`, `damaged`, `newer`.
    pub state: String,
    /// Organisation and station, as shown before sign-in.
    pub org_line: String,
    /// Who can sign in.
    pub staff: Vec<StaffFace>,
    /// Who has signed in.
    pub who: Option<StaffFace>,
    /// Settings, once open.
    pub settings: Option<Settings>,
    /// When the desk was locked last.
    pub last_locked: Option<DateTime<FixedOffset>>,
    /// Now.
    pub now: DateTime<FixedOffset>,
    /// Version of the program.
    pub version: String,
    /// What is damaged, or which version is needed.
    pub detail: Option<DeskError>,
    /// What a member of staff has to know after sign-in: copied folder, restored backup …
    pub notices: Vec<DeskError>,
    /// Folder of the data.
    pub folder: String,
    /// This is the training desk (演练): invented cases, nothing is sent, papers say so.
    pub practice: bool,
    /// Serves the county's stations at this moment, locked or not (本机兼作县级中心).
    pub hosting: bool,
}

/// A member of staff as shown at sign-in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct StaffFace {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// What he does, e.g. 调解员.
    pub role: String,
}

/// First set-up of a desk.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetUp {
    /// Settings of the desk.
    pub settings: Settings,
    /// First member of staff.
    pub name: String,
    /// What he does.
    pub role: String,
    /// His password.
    pub password: String,
}

/// A recovery code for the sheet; it is shown once.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Recovery {
    /// Groups as printed.
    pub groups: Vec<String>,
}

/// Sign-in.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct Unlock {
    /// Who: identifier or name.
    pub staff: String,
    /// Password.
    pub password: String,
}

/// Sign-in with the recovery sheet: gives one member a new password.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct UnlockWithRecovery {
    /// Code as typed.
    pub code: String,
    /// Who.
    pub staff: String,
    /// New password.
    pub new_password: String,
}

/// How the desk stands: works on a closed desk.
///
/// # Errors
/// `store.permission` when the folder itself cannot be read.
pub fn status(desk: &Desk, _: Nothing) -> Result<Status> {
    let mut status = Status {
        state: "fresh".to_owned(),
        org_line: String::new(),
        staff: Vec::new(),
        who: None,
        settings: None,
        last_locked: None,
        now: desk.now(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        detail: None,
        notices: Vec::new(),
        folder: desk.data().display().to_string(),
        practice: desk.practises(),
        hosting: desk.service().runs(),
    };
    if let Some(session) = desk.peek() {
        status.state = "open".to_owned();
        status.org_line = org_line(&session.settings);
        status.notices.extend(crate::clock::doubt(desk, &session)?);
        status.staff = session.store.staff()?.into_iter().map(face).collect();
        status.who = Some(face(session.staff));
        status.settings = Some(session.settings);
        status.notices.extend(session.notices);
        status.notices.extend(desk.presses.troubles());
        return Ok(status);
    }
    match desk.gate().state()? {
        GateState::Fresh => {}
        GateState::Locked(public) => {
            status.state = "locked".to_owned();
            status.org_line = public.org_line;
            status.staff = public.staff.into_iter().map(face).collect();
            status.last_locked = public.last_locked;
        }
        GateState::Damaged { what, .. } => {
            status.state = "damaged".to_owned();
            status.detail = Some(DeskError::new("store.damaged").with("what", what.code()));
        }
        GateState::Newer { found, known } => {
            status.state = "newer".to_owned();
            let detail = DeskError::new("store.newer").with("found", found).with("known", known);
            status.detail = Some(detail);
        }
    }
    Ok(status)
}

pub(crate) fn face(staff: store::Staff) -> StaffFace {
    StaffFace { id: staff.id, name: staff.name, role: staff.role }
}

pub(crate) fn org_line(settings: &Settings) -> String {
    match (settings.org_name.as_str(), settings.station.as_str()) {
        (org, "") => org.to_owned(),
        (org, station) => format!("{org} · {station}"),
    }
}

/// Founds the desk: settings, first member of staff, recovery code. The desk is open afterwards.
///
/// # Errors
/// `desk.name_missing`, `store.password_too_short`, `store.already_there`, `store.disk_full`.
pub fn set_up(desk: &Desk, input: SetUp) -> Result<Recovery> {
    let name = statute::text::line(&input.name);
    if name.is_empty() {
        return Err(DeskError::new("desk.name_missing"));
    }
    let settings = crate::settings::cleaned(input.settings);
    crate::settings::judge(&settings)?;
    let staff = store::Staff { id: crate::staff::new_id(), name, role: input.role };
    let (store, code) = Store::create(
        &desk.data(),
        NewStore {
            machine: &desk.config.machine,
            org_line: &org_line(&settings),
            staff: staff.clone(),
            password: &input.password,
            now: desk.now(),
            kdf: desk.config.kdf,
        },
    )?;
    let session = session(store, staff, settings.clone(), Vec::new());
    crate::settings::write(desk, &session, &settings)?;
    desk.open(session);
    Ok(Recovery { groups: groups(&code) })
}

pub(crate) fn groups(code: &RecoveryCode) -> Vec<String> {
    code.to_string().split('-').map(str::to_owned).collect()
}

pub(crate) fn session(
    store: Store,
    staff: store::Staff,
    settings: Settings,
    notices: Vec<DeskError>,
) -> Session {
    Session {
        store: Arc::new(store),
        staff,
        settings,
        notices,
        touched: Arc::new(Mutex::new(std::time::Instant::now())),
        agendas: Arc::default(),
    }
}

fn enter(desk: &Desk, opened: Opened, staff_id: &str) -> Result<Status> {
    let staff = opened.store.staff()?.into_iter().find(|s| s.id == staff_id);
    let staff = staff.ok_or_else(|| DeskError::new("store.no_such_staff"))?;
    let settings = crate::settings::read(&opened.store)?;
    let notices = opened.notices.into_iter().map(notice).collect();
    desk.open(session(opened.store, staff, settings, notices));
    status(desk, Nothing {})
}

pub(crate) fn notice(notice: Notice) -> DeskError {
    match notice {
        Notice::SlotsRepaired => DeskError::new("notice.slots_repaired"),
        Notice::NewIncarnation(why) => {
            DeskError::new("notice.new_incarnation").with("why", why.code())
        }
        Notice::Migrated { from, to } => {
            DeskError::new("notice.migrated").with("from", from).with("to", to)
        }
        Notice::Rebuilt => DeskError::new("notice.rebuilt"),
    }
}

/// Identifier of a member by identifier or name.
fn who(desk: &Desk, text: &str) -> Result<String> {
    match desk.gate().state()? {
        GateState::Locked(public) => public
            .staff
            .iter()
            .find(|s| s.id == text || s.name == text)
            .map(|s| s.id.clone())
            .ok_or_else(|| DeskError::new("store.no_such_staff")),
        GateState::Fresh => Err(DeskError::new("store.fresh")),
        GateState::Damaged { what, .. } => {
            Err(DeskError::new("store.damaged").with("what", what.code()))
        }
        GateState::Newer { found, known } => {
            Err(DeskError::new("store.newer").with("found", found).with("known", known))
        }
    }
}

/// Signs in with a password.
///
/// # Errors
/// `store.wrong_password`, `store.too_many_attempts`, `store.damaged`, `store.newer`.
pub fn unlock(desk: &Desk, input: Unlock) -> Result<Status> {
    let staff = who(desk, &input.staff)?;
    let opened = desk.gate().unlock(&desk.config.machine, &staff, &input.password, desk.now())?;
    enter(desk, opened, &staff)
}

/// Signs in with the recovery sheet and gives the member a new password; the sheet stays valid.
///
/// # Errors
/// `store.recovery_mistyped`, `store.recovery_wrong`, `store.password_too_short`.
pub fn unlock_with_recovery(desk: &Desk, input: UnlockWithRecovery) -> Result<Status> {
    let staff = who(desk, &input.staff)?;
    let code = RecoveryCode::parse(&input.code)?;
    let machine = &desk.config.machine;
    let opened = desk.gate().unlock_with_recovery(
        machine,
        &code,
        &staff,
        &input.new_password,
        desk.now(),
    )?;
    enter(desk, opened, &staff)
}

/// Locks: the keys leave memory. Locking a locked desk is no error.
///
/// # Errors
/// `store.*` when the time of locking cannot be kept.
pub fn lock(desk: &Desk, _: Nothing) -> Result<Nothing> {
    if let Some(session) = desk.close() {
        session.store.lock(desk.now())?;
    }
    Ok(Nothing {})
}

/// Says that somebody is at the keyboard.
///
/// # Errors
/// `desk.locked`.
pub fn touch(desk: &Desk, _: Nothing) -> Result<Nothing> {
    let session = desk.session()?;
    *session.touched.lock().unwrap_or_else(PoisonError::into_inner) = std::time::Instant::now();
    Ok(Nothing {})
}
