//! The watched folder: what the scanner puts there is taken by itself while somebody is signed in. Nothing in the
//! folder is moved, changed or deleted; what lay there before the folder was chosen is left alone.

use super::take::{Incoming, from_disk, read};
use crate::attachment::sha256;
use crate::error::{DeskError, Result};
use crate::session::{Desk, Session};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use store::ScanFile;

/// Setting: names that lay in the folder when it was chosen.
const BEFORE: &str = "scan.before";
const KINDS: &[&str] = &["pdf", "jpg", "jpeg", "png", "tif", "tiff", "heic", "heif"];
/// Files of a folder that are looked at.
const MOST: usize = 20_000;

/// Size and time of a file: while they change, somebody is still writing.
type Shape = (u64, Option<SystemTime>);

/// What the watch remembers between two looks.
#[derive(Debug, Default)]
pub(crate) struct Watched {
    folder: String,
    seen: HashMap<PathBuf, Shape>,
    taken: HashMap<PathBuf, Shape>,
}

/// One look at the folder of the desk that is open; takes what has stopped growing since the last look.
pub(crate) fn watched(desk: &Desk, memory: &mut Watched) {
    let Some(session) = desk.peek() else { return };
    let folder = session.settings.scan_folder.clone();
    // Real papers have no business on the training desk.
    if folder.is_empty() || desk.practises() {
        return;
    }
    if memory.folder != folder {
        *memory = Watched { folder: folder.clone(), ..Watched::default() };
    }
    let before: HashSet<String> = session
        .store
        .read(|r| r.setting(BEFORE))
        .ok()
        .flatten()
        .and_then(|names| serde_json::from_value(names).ok())
        .unwrap_or_default();
    // A folder that is not there now (a stick, a share) is looked for again; `scan.waiting` says so.
    let Ok(found) = files(Path::new(&folder)) else { return };
    for (path, shape) in found {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if before.contains(&name) || memory.taken.get(&path) == Some(&shape) {
            continue;
        }
        let settled = shape.0 > 0 && memory.seen.get(&path) == Some(&shape);
        memory.seen.insert(path.clone(), shape);
        if !settled {
            continue;
        }
        match one(desk, &session, &path) {
            // Locked meanwhile, or stopped: it is taken at the next look.
            Err(error) if matches!(error.code.as_str(), "desk.locked" | "scan.stopped") => return,
            // Still held by the scanner's program.
            Err(error) if error.code.starts_with("file.") => {}
            Err(error) => {
                tracing::warn!(code = error.code, "a file of the watched folder waits");
                memory.taken.insert(path, shape);
            }
            Ok(()) => {
                memory.taken.insert(path, shape);
            }
        }
    }
}

fn files(folder: &Path) -> std::io::Result<Vec<(PathBuf, Shape)>> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder)?.take(MOST).flatten() {
        let path = entry.path();
        let ext = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
        let hidden = entry.file_name().to_string_lossy().starts_with(['.', '~']);
        if hidden || !ext.is_some_and(|e| KINDS.contains(&e.as_str())) {
            continue;
        }
        if let Ok(meta) = entry.metadata()
            && meta.is_file()
        {
            all.push((path, (meta.len(), meta.modified().ok())));
        }
    }
    all.sort();
    Ok(all)
}

fn one(desk: &Desk, session: &Session, path: &Path) -> Result<()> {
    let (name, bytes) = from_disk(path, "")?;
    let name = statute::text::line(&name);
    let hash = sha256(&bytes);
    // Taken or found wanting before this start of the program; whoever wants it read again gives it himself.
    if session.store.read(|r| r.scan_file(&hash))?.is_some_and(|known| known.done) {
        return Ok(());
    }
    let stack = format!("folder-{}", desk.today());
    let incoming =
        Incoming { name: &name, bytes: &bytes, stack: &stack, folder: true, beside: None };
    match read(desk, session, &incoming) {
        Ok(_) => Ok(()),
        Err(error) if error.code.starts_with("scan.") && error.code != "scan.stopped" => {
            // Nobody stands beside it: what is wrong with the file is shown where sheets wait.
            let author = desk.author(session);
            let fault = ScanFile {
                sha256: hash,
                name,
                mime: String::new(),
                size: u64::try_from(bytes.len()).unwrap_or(0),
                stack,
                folder: true,
                own: false,
                done: true,
                fault: Some(error.code.clone()),
                at: author.at,
                by: author.by.clone(),
            };
            session.store.write(author, |w| w.put_scan_file(&fault))?;
            desk.changed("scan", None);
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// Notes what lies in a newly chosen folder, so that only what comes later is taken.
///
/// # Errors
/// `scan.no_folder` when it cannot be read.
pub(crate) fn folder_chosen(desk: &Desk, session: &Session, folder: &str) -> Result<()> {
    let names: Vec<String> = if folder.is_empty() {
        Vec::new()
    } else {
        let found = files(Path::new(folder))
            .map_err(|_| DeskError::new("scan.no_folder").with("path", folder))?;
        let name = |p: &PathBuf| p.file_name().map(|n| n.to_string_lossy().into_owned());
        found.iter().filter_map(|(path, _)| name(path)).collect()
    };
    session.store.write(desk.author(session), |w| w.set_setting(BEFORE, &json!(names)))?;
    Ok(())
}
