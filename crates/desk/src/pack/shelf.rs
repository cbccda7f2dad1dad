//! The packs this desk keeps, and which of them is in force.
//!
//! The county's word is the record `pack.enforced`, which the hub shows to every desk of the county. What a desk puts
//! into use by itself (a pack from a stick, going back because one is broken) holds until the county speaks again.

use super::seal::{self, Seal, Standing};
use crate::error::{DeskError, Result};
use crate::session::{Desk, Session};
use casework::Verdict;
use chrono::{DateTime, FixedOffset};
use documents::pack::Pack;
use ledger::wire::Role;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;
use store::{Past, Reader, Writer};

/// Kind of the record by which the county puts a pack in force: `{sha256, id, version, name}`, `sha256` null for what
/// comes with the program.
pub(crate) const ENFORCED: &str = "pack.enforced";
const KEPT: &str = "packs";
const CHOSEN: &str = "pack";

/// A pack put in force, or the shipped papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Enforced {
    /// The packed file; none: what comes with the program.
    pub sha256: Option<String>,
    /// By whom.
    pub by: String,
    /// When.
    pub at: DateTime<FixedOffset>,
    /// The county did.
    #[serde(default)]
    pub county: bool,
}

/// What this desk chose by itself.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Chosen {
    /// The county's last word when it chose.
    after: String,
    /// Newest last.
    all: Vec<Enforced>,
}

fn place(past: &Past) -> String {
    format!("{}/{}/{}", past.dev, past.inc, past.seq.0)
}

/// What the county has put in force, oldest first, with the place of the newest record.
fn by_county(r: &Reader<'_>) -> Result<(Vec<Enforced>, String)> {
    let Some(enrolment) = r.enrolment()? else { return Ok(Default::default()) };
    // Before the hub has answered only this desk's own word is here.
    let counts = |past: &Past| match past.verdict {
        Some(verdict) => verdict == Verdict::Clean,
        None => enrolment.role == Role::County,
    };
    let all: Vec<Past> = r.shared_records(ENFORCED)?.into_iter().filter(counts).collect();
    let newest = all.last().map(place).unwrap_or_default();
    let of = |past: Past| {
        let body = past.body?;
        let sha256 = body["sha256"].as_str().map(str::to_owned);
        Some(Enforced { sha256, by: past.by, at: past.at, county: true })
    };
    Ok((all.into_iter().filter_map(of).collect(), newest))
}

fn chosen(r: &Reader<'_>) -> Result<Chosen> {
    let kept = r.setting(CHOSEN)?;
    Ok(kept.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default())
}

/// What is and was in force, the present first; nothing means: what comes with the program.
pub(crate) fn history(session: &Session) -> Result<Vec<Enforced>> {
    session.store.read(|r| -> Result<_> {
        let (county, newest) = by_county(r)?;
        let chosen = chosen(r)?;
        let (mut all, mut later) = (county, chosen.all);
        if !later.is_empty() && chosen.after == newest {
            all.append(&mut later);
        } else {
            // The county has spoken since: its word stands, what was chosen before it comes behind.
            later.append(&mut all);
            all = later;
        }
        all.reverse();
        Ok(all)
    })
}

/// The packs to be asked, the one in force first, then the one before it; empty when it is what comes with the program.
pub(crate) fn wanted(session: &Session) -> Result<Vec<String>> {
    let mut wanted: Vec<String> = Vec::new();
    for one in history(session)? {
        // Behind the shipped papers nothing is asked any more.
        let Some(sha256) = one.sha256 else { break };
        if !wanted.contains(&sha256) {
            wanted.push(sha256);
        }
        if wanted.len() == 2 {
            break;
        }
    }
    Ok(wanted)
}

/// What was in force before the present one.
pub(crate) fn before(session: &Session) -> Result<Option<Option<String>>> {
    let all = history(session)?;
    let Some(now) = all.first() else { return Ok(None) };
    let other = all.iter().find(|one| one.sha256 != now.sha256).map(|one| one.sha256.clone());
    // Before the first pack there was what comes with the program.
    Ok(other.or_else(|| now.sha256.is_some().then_some(None)))
}

/// Puts a pack in force: for the county when this desk is its office, else for this desk.
pub(crate) fn enforce(desk: &Desk, session: &Session, pack: Option<(&str, &Pack)>) -> Result<()> {
    let sha256 = pack.map(|(sha256, _)| sha256.to_owned());
    let by = session.staff.name.clone();
    let at = desk.now();
    session.store.write(desk.author(session), |w| -> Result<()> {
        if w.enrolment()?.is_some_and(|e| e.role == Role::County) {
            let meta = pack.map(|(_, pack)| pack.meta());
            let body = json!({
                "sha256": sha256, "id": meta.map(|m| &m.id), "version": meta.map(|m| &m.version),
                "name": meta.map(|m| &m.name),
            });
            w.append_device(ENFORCED, body)?;
        } else {
            let (_, newest) = by_county(w)?;
            let mut kept = chosen(w)?;
            if kept.after != newest {
                kept = Chosen { after: newest, all: Vec::new() };
            }
            kept.all.push(Enforced { sha256, by, at, county: false });
            w.set_setting(CHOSEN, &json!(kept))?;
        }
        Ok(())
    })
}

fn kept(r: &Reader<'_>) -> Result<Vec<String>> {
    let all = r.setting(KEPT)?;
    Ok(all.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default())
}

/// Keeps a packed file, encrypted, for good: a paper may name it in twenty years.
pub(crate) fn keep(desk: &Desk, session: &Session, pack: &Pack) -> Result<String> {
    let bytes = pack.write()?;
    let meta = pack.meta();
    let name = format!("{} {}.fqpack", meta.name, meta.version);
    let sha256 = crate::attachment::keep(desk, session, &bytes, &name, "application/zip")?;
    session.store.write(desk.author(session), |w: &mut Writer<'_>| -> Result<()> {
        let mut all = kept(w)?;
        if !all.contains(&sha256) {
            all.push(sha256.clone());
            w.set_setting(KEPT, &json!(all))?;
        }
        Ok(())
    })?;
    Ok(sha256)
}

/// All packs this desk knows of: kept here, or put in force by the county.
pub(crate) fn all(session: &Session) -> Result<Vec<String>> {
    let mut all = session.store.read(kept)?;
    for one in history(session)? {
        all.extend(one.sha256.filter(|sha256| !all.contains(sha256)));
    }
    Ok(all)
}

/// A pack as it is kept; `pack.not_here` while it is on its way.
pub(crate) fn read(session: &Session, sha256: &str) -> Result<Pack> {
    let bytes = session.store.attachment(sha256).map_err(|error| match DeskError::from(error) {
        error if error.code == "store.no_such_attachment" => DeskError::new("pack.not_here"),
        error => error,
    })?;
    Ok(Pack::read_file(&bytes)?)
}

/// A pack that may be used.
///
/// # Errors
/// `pack.not_here`, `pack.unsigned`, `pack.changed`, `pack.foreign`, `pack.revoked`.
pub(crate) fn trusted(session: &Session, sha256: &str) -> Result<(Arc<Pack>, Option<Seal>)> {
    let pack = read(session, sha256)?;
    let seal = match trust(session, &pack) {
        // What the county put in force before the desk that signed it was lost stays in force.
        Err(error) if error.code == "pack.revoked" && is_the_countys(session, sha256)? => {
            Seal::of(&pack)
        }
        other => other?,
    };
    Ok((Arc::new(pack), seal))
}

fn is_the_countys(session: &Session, sha256: &str) -> Result<bool> {
    let (all, _) = session.store.read(by_county)?;
    Ok(all.iter().any(|one| one.sha256.as_deref() == Some(sha256)))
}

/// Refuses a pack that may not be used here.
pub(crate) fn trust(session: &Session, pack: &Pack) -> Result<Option<Seal>> {
    let (standing, seal) = seal::judge(session, pack)?;
    if standing == Standing::Good {
        return Ok(seal);
    }
    let meta = pack.meta();
    let by = seal.as_ref().map(|seal| format!("{} {}", seal.org, seal.by));
    Err(DeskError::new(&format!("pack.{}", standing.code()))
        .with("pack", format!("{} {}", meta.name, meta.version))
        .with("by", by.unwrap_or_default().trim().to_owned()))
}
