//! `staff.*`, `recovery.*`: who can sign in.

use crate::error::{DeskError, Result};
use crate::gate::{Nothing, Recovery, StaffFace, face, groups};
use crate::session::Desk;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub(crate) fn new_id() -> String {
    format!("s{}", &uuid::Uuid::new_v4().simple().to_string()[..10])
}

fn all(desk: &Desk) -> Result<Vec<StaffFace>> {
    Ok(desk.session()?.store.staff()?.into_iter().map(face).collect())
}

/// Lists the staff.
///
/// # Errors
/// `desk.locked`.
pub fn list(desk: &Desk, _: Nothing) -> Result<Vec<StaffFace>> {
    all(desk)
}

/// A new member.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct StaffAdd {
    /// Name.
    pub name: String,
    /// What he does.
    pub role: String,
    /// First password.
    pub password: String,
}

/// Adds a member of staff.
///
/// # Errors
/// `desk.name_missing`, `staff.same_name`, `store.password_too_short`.
pub fn add(desk: &Desk, input: StaffAdd) -> Result<Vec<StaffFace>> {
    let session = desk.session()?;
    let name = statute::text::line(&input.name);
    if name.is_empty() {
        return Err(DeskError::new("desk.name_missing"));
    }
    if session.store.staff()?.iter().any(|s| s.name == name) {
        return Err(DeskError::new("staff.same_name").with("name", name));
    }
    let staff = store::Staff { id: new_id(), name, role: input.role };
    session.store.add_staff(staff, &input.password)?;
    desk.changed("staff", None);
    all(desk)
}

/// A member to remove.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct StaffRemove {
    /// Identifier.
    pub id: String,
}

/// Removes a member: his password opens nothing any more, what he wrote stays.
///
/// # Errors
/// `staff.self`, `store.last_staff`, `store.in_use`.
pub fn remove(desk: &Desk, input: StaffRemove) -> Result<Vec<StaffFace>> {
    let session = desk.session()?;
    if session.staff.id == input.id {
        return Err(DeskError::new("staff.self"));
    }
    session.store.remove_staff(&input.id)?;
    desk.changed("staff", None);
    all(desk)
}

/// A new password.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct StaffChangePassword {
    /// Identifier.
    pub id: String,
    /// Old password.
    pub old: String,
    /// New password.
    pub new: String,
}

/// Changes a member's password.
///
/// # Errors
/// `store.wrong_password`, `store.password_too_short`.
pub fn change_password(desk: &Desk, input: StaffChangePassword) -> Result<Vec<StaffFace>> {
    let session = desk.session()?;
    session.store.change_password(&input.id, &input.old, &input.new, desk.now())?;
    all(desk)
}

/// Makes a new recovery code; the old sheet opens nothing any more.
///
/// # Errors
/// `desk.locked`.
pub fn reissue_recovery(desk: &Desk, _: Nothing) -> Result<Recovery> {
    let session = desk.session()?;
    let code = session.store.reissue_recovery(desk.now())?;
    Ok(Recovery { groups: groups(&code) })
}

/// A recovery code as typed from a sheet.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RecoveryTyped {
    /// Its eight groups, with or without dashes.
    pub code: String,
}

/// Whether a sheet would open this desk.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RecoveryOpens {
    /// It would.
    pub opens: bool,
}

/// Proves a sheet without using it: does it open this desk, as it stands now.
///
/// # Errors
/// `store.recovery_mistyped`.
pub fn check_recovery(desk: &Desk, input: RecoveryTyped) -> Result<RecoveryOpens> {
    let session = desk.session()?;
    let code = store::RecoveryCode::parse(&input.code)?;
    Ok(RecoveryOpens { opens: session.store.is_recovery(&code)? })
}
