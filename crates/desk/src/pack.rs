//! `pack.*`: policy packs (文书样式). A county changes the papers' wording and look in a folder, checks it, signs it, and
//! it reaches every desk by synchronisation or on a stick.

mod make;
mod reviews;
mod seal;
pub(crate) mod shelf;

use crate::error::{DeskError, Result};
use crate::gate::Nothing;
use crate::session::{Desk, Session};
use documents::pack::Pack;
use ledger::wire::Role;
pub(crate) use make::Checking;
pub use make::{
    PackChecked, PackExport, PackExported, PackPreview, PackProgress, PackRef, PackSign,
    PackSigned, check, export, preview, progress, sign, stop,
};
use seal::{Seal, Standing};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A pack and how it stands on this desk.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct PackRow {
    /// The packed file; empty for a folder that is not packed yet.
    pub sha256: String,
    /// The same in all versions.
    pub id: String,
    /// Name.
    pub name: String,
    /// Version.
    pub version: String,
    /// County.
    pub county: String,
    /// Day of the version.
    pub date: String,
    /// What is different in it.
    pub note: String,
    /// `good`, `unsigned`, `changed`, `foreign`, `revoked`; `coming` while the file is on its way.
    pub standing: String,
    /// Organisation and person that signed.
    pub signed_by: String,
    /// When.
    pub signed_at: Option<chrono::DateTime<chrono::FixedOffset>>,
    /// It is the one in force here.
    pub in_force: bool,
    /// Another one of the same name and version, with other content, is kept here too: two desks of the office signed
    /// the same version.
    pub twin: bool,
    /// What was signed, to know twins by.
    #[serde(skip)]
    #[ts(skip)]
    content: String,
}

/// The packs of this desk.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PackList {
    /// The one in force; none: what comes with the program.
    pub in_force: Option<PackRow>,
    /// Since when.
    pub since: Option<chrono::DateTime<chrono::FixedOffset>>,
    /// Who put it in force.
    pub by: String,
    /// The county did, for all its desks.
    pub by_county: bool,
    /// All packs kept here, the newest version first.
    pub packs: Vec<PackRow>,
    /// Where 退回上一版 leads: a packed file, or empty for what comes with the program; none: there is nothing before.
    pub back: Option<String>,
    /// In words.
    pub back_title: String,
    /// This desk is the county's office: what it puts in force goes to all.
    pub county: bool,
    /// This desk may sign.
    pub may_sign: bool,
    /// What was wrong with packs since the program started.
    pub troubles: Vec<DeskError>,
}

fn row(pack: &Pack, sha256: &str, standing: Standing, seal: Option<&Seal>) -> PackRow {
    let meta = pack.meta().clone();
    PackRow {
        sha256: sha256.to_owned(),
        id: meta.id,
        name: meta.name,
        version: meta.version,
        county: meta.county,
        date: meta.date,
        note: meta.note,
        standing: standing.code().to_owned(),
        signed_by: seal
            .map(|s| format!("{} {}", s.org, s.by).trim().to_owned())
            .unwrap_or_default(),
        signed_at: seal.map(|s| s.at),
        in_force: false,
        twin: false,
        content: pack.content(),
    }
}

fn kept_row(session: &Session, sha256: &str) -> Result<PackRow> {
    match shelf::read(session, sha256) {
        Ok(pack) => {
            let (standing, seal) = seal::judge(session, &pack)?;
            Ok(row(&pack, sha256, standing, seal.as_ref()))
        }
        Err(error) => Ok(PackRow {
            sha256: sha256.to_owned(),
            id: String::new(),
            name: String::new(),
            version: String::new(),
            county: String::new(),
            date: String::new(),
            note: String::new(),
            standing: if error.code == "pack.not_here" { "coming" } else { "changed" }.to_owned(),
            signed_by: String::new(),
            signed_at: None,
            in_force: false,
            twin: false,
            content: String::new(),
        }),
    }
}

/// The packs of this desk and which is in force.
///
/// # Errors
/// `desk.locked`.
pub fn list(desk: &Desk, _: Nothing) -> Result<PackList> {
    let session = desk.session()?;
    let history = shelf::history(&session)?;
    let now = history.first().cloned();
    let in_force = now.as_ref().and_then(|one| one.sha256.clone());
    let mut packs = Vec::new();
    for sha256 in shelf::all(&session)? {
        let mut row = kept_row(&session, &sha256)?;
        row.in_force = in_force.as_ref() == Some(&sha256);
        packs.push(row);
    }
    let all = packs.clone();
    for row in packs.iter_mut().filter(|row| !row.id.is_empty()) {
        row.twin = all.iter().any(|other| {
            (&other.id, &other.version) == (&row.id, &row.version) && other.content != row.content
        });
    }
    packs.sort_by(|a, b| {
        use documents::pack::newer;
        newer(&b.version, &a.version).cmp(&newer(&a.version, &b.version)).then(b.date.cmp(&a.date))
    });
    let back = shelf::before(&session)?;
    let title = |sha256: &str| packs.iter().find(|p| p.sha256 == sha256).map(title_of);
    let role = session.store.read(|r| r.enrolment())?.map(|e| e.role);
    Ok(PackList {
        in_force: packs.iter().find(|p| p.in_force).cloned(),
        since: now.as_ref().map(|one| one.at),
        by: now.as_ref().map(|one| one.by.clone()).unwrap_or_default(),
        by_county: now.as_ref().is_some_and(|one| one.county),
        back_title: back
            .as_ref()
            .map(|to| to.as_deref().and_then(title).unwrap_or_else(|| "随附样式".to_owned()))
            .unwrap_or_default(),
        back: back.map(Option::unwrap_or_default),
        county: role == Some(Role::County),
        may_sign: role != Some(Role::Station),
        troubles: desk.presses.troubles(),
        packs,
    })
}

fn title_of(row: &PackRow) -> String {
    format!("{} {}", row.name, row.version)
}

/// A packed file to take in.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct PackImport {
    /// Packed file on the disk.
    pub path: String,
    /// Or its bytes, base64.
    pub data: String,
}

/// Takes in a signed pack, without putting it into use.
///
/// # Errors
/// `pack.unsigned`, `pack.changed`, `pack.foreign`, `pack.revoked` with who signed; as `pack.check`.
pub fn import(desk: &Desk, input: PackImport) -> Result<PackRow> {
    let session = desk.session()?;
    let pack = if input.data.is_empty() {
        Pack::read(&make::place(&input.path)?)?
    } else {
        Pack::read_file(&crate::attachment::decoded(&input.data)?)?
    };
    shelf::trust(&session, &pack)?;
    let sha256 = shelf::keep(desk, &session, &pack)?;
    desk.changed("pack", None);
    kept_row(&session, &sha256)
}

/// Which pack to put into use.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct PackUse {
    /// Packed file kept here; empty: what comes with the program.
    pub sha256: String,
}

/// Puts a pack into use: for the whole county when this desk is its office, else for this desk.
///
/// # Errors
/// `pack.not_here`, `pack.unsigned`, `pack.changed`, `pack.foreign`, `pack.revoked`, `pack.unusable`.
pub fn put_in_use(desk: &Desk, input: PackUse) -> Result<PackList> {
    crate::practice::stays_here(desk)?;
    let session = desk.session()?;
    if input.sha256.is_empty() {
        shelf::enforce(desk, &session, None)?;
    } else {
        let (pack, _) = shelf::trusted(&session, &input.sha256)?;
        desk.pack_engine(&input.sha256, &pack)?;
        shelf::enforce(desk, &session, Some((&input.sha256, &pack)))?;
    }
    desk.presses.forget_troubles();
    // The line has something to send.
    desk.changed("settings", None);
    desk.changed("pack", None);
    list(desk, Nothing {})
}

/// Goes back to what was in force before.
///
/// # Errors
/// `pack.nothing_before`, and as `pack.use`.
pub fn back(desk: &Desk, _: Nothing) -> Result<PackList> {
    let session = desk.session()?;
    let before = shelf::before(&session)?.ok_or_else(|| DeskError::new("pack.nothing_before"))?;
    put_in_use(desk, PackUse { sha256: before.unwrap_or_default() })
}

/// The library of clauses in force: the pack's, else the one that comes with the program.
pub(crate) fn clauses(desk: &Desk) -> casework::Clauses {
    let ours = |session: &Session| -> Option<casework::Clauses> {
        let wanted = shelf::wanted(session).ok()?;
        let (pack, _) = shelf::trusted(session, wanted.first()?).ok()?;
        casework::Clauses::parse(pack.clauses()?).ok()
    };
    desk.peek().as_ref().and_then(ours).unwrap_or_else(casework::Clauses::embedded)
}
