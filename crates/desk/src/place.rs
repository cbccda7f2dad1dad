//! Where this desk's things lie on this machine, and whose machine and time it is.
//!
//! Every door of the desk finds them here, so that window and command line share one folder and
//! agree on which machine they run.

use crate::error::{DeskError, Result};
use crate::session::Clock;
use chrono::{DateTime, FixedOffset};
use std::path::PathBuf;
use std::sync::Arc;

/// Where the desk keeps and finds things.
#[derive(Debug, Clone)]
pub struct Config {
    /// Data folder.
    pub data: PathBuf,
    /// Folder `assets/documents`.
    pub documents: PathBuf,
    /// Folder of the fonts.
    pub fonts: PathBuf,
    /// What identifies this machine, so that a copied folder is noticed.
    pub machine: String,
    /// Cost of a password guess.
    pub kdf: store::Kdf,
}

impl Config {
    /// Finds the folders: as given, by `FENGQIAO_DATA` and `FENGQIAO_ASSETS`, else where the system
    /// keeps a program's data of one person, and the assets beside the program (`resources`: where a
    /// package put its files) or of the sources it was built from.
    ///
    /// # Errors
    /// `desk.no_home` without a place for data, `desk.no_assets` when the templates are nowhere.
    pub fn find(
        data: Option<PathBuf>,
        assets: Option<PathBuf>,
        resources: Option<PathBuf>,
    ) -> Result<Self> {
        let data = data.or_else(|| path_of("FENGQIAO_DATA")).or_else(home_data);
        let data = data.ok_or_else(|| DeskError::new("desk.no_home"))?;
        let mut places: Vec<PathBuf> = Vec::new();
        places.extend(assets);
        places.extend(path_of("FENGQIAO_ASSETS"));
        places.extend(resources.map(|r| r.join("assets")));
        let program = std::env::current_exe().ok();
        if let Some(beside) = program.as_ref().and_then(|p| p.parent()) {
            places.push(beside.join("../lib/fengqiao/assets"));
            // A program under target/ finds the assets of its workspace.
            places.extend(beside.ancestors().map(|a| a.join("assets")));
        }
        places.push(PathBuf::from("assets"));
        if cfg!(debug_assertions) {
            places.push(PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets")));
        }
        let found = places.into_iter().find(|p| p.join("documents/fonts.toml").is_file());
        let assets = found.ok_or_else(|| DeskError::new("desk.no_assets"))?;
        Ok(Self {
            data,
            documents: assets.join("documents"),
            fonts: assets.join("fonts"),
            machine: machine(),
            kdf: store::Kdf::DESKTOP,
        })
    }
}

fn path_of(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute())
}

/// The data folder when nobody named one: `fengqiao` among the person's own program data.
fn home_data() -> Option<PathBuf> {
    let base = if cfg!(windows) {
        path_of("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        path_of("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        path_of("XDG_DATA_HOME").or_else(|| path_of("HOME").map(|home| home.join(".local/share")))
    };
    base.map(|base| base.join("fengqiao"))
}

/// What tells this machine from another: the id its system gave it, else the host's name.
fn machine() -> String {
    let files = ["/etc/machine-id", "/var/lib/dbus/machine-id", "/etc/hostname"];
    let of_file = |file: &&str| std::fs::read_to_string(file).ok().map(|t| t.trim().to_owned());
    let known = files.iter().find_map(of_file).filter(|text| !text.is_empty());
    known.or_else(|| std::env::var("COMPUTERNAME").ok()).unwrap_or_else(|| "unknown".to_owned())
}

/// The system's clock. While developing and in tests `FENGQIAO_NOW` (RFC 3339) sets where it starts,
/// so that a story may take three weeks.
pub fn clock() -> Clock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place where time is read")]
    let now = || chrono::Local::now().fixed_offset();
    if cfg!(debug_assertions)
        && let Some(start) = std::env::var("FENGQIAO_NOW").ok().and_then(|text| text.parse().ok())
    {
        let start: DateTime<FixedOffset> = start;
        let since = std::time::Instant::now();
        return Arc::new(move || start + since.elapsed());
    }
    Arc::new(now)
}
