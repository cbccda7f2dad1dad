//! Where this desk's things lie on this machine, and whose machine and time it is.

use chrono::{DateTime, FixedOffset};
use desk::{Clock, Config};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The data folder: FENGQIAO_DATA, or `fengqiao` where the system keeps a program's data of one person.
pub fn data() -> PathBuf {
    let of =
        |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    if let Some(data) = of("FENGQIAO_DATA") {
        return data;
    }
    let home = || of("HOME").unwrap_or_else(std::env::temp_dir);
    let base = if cfg!(windows) {
        of("LOCALAPPDATA").unwrap_or_else(std::env::temp_dir)
    } else if cfg!(target_os = "macos") {
        home().join("Library/Application Support")
    } else {
        of("XDG_DATA_HOME").unwrap_or_else(|| home().join(".local/share"))
    };
    base.join("fengqiao")
}

/// Everything the desk must know about this machine; `resources` is where a package put its files.
pub fn config(data: PathBuf, resources: Option<PathBuf>) -> Config {
    let assets = assets(resources.as_deref());
    Config {
        data,
        documents: assets.join("documents"),
        fonts: assets.join("fonts"),
        machine: machine(),
        kdf: store::Kdf::DESKTOP,
    }
}

/// Templates and fonts: FENGQIAO_ASSETS, beside an installed program, or in the sources it was built from.
fn assets(resources: Option<&Path>) -> PathBuf {
    if let Some(assets) = std::env::var_os("FENGQIAO_ASSETS") {
        return assets.into();
    }
    let installed = resources.map(|dir| dir.join("assets"));
    match installed {
        Some(dir) if dir.join("documents").is_dir() => dir,
        _ => Path::new(env!("CARGO_MANIFEST_DIR")).join("assets"),
    }
}

/// What tells this machine from another, so that a copied data folder is noticed.
fn machine() -> String {
    let files = ["/etc/machine-id", "/var/lib/dbus/machine-id", "/etc/hostname"];
    let of_file =
        |file: &&str| std::fs::read_to_string(file).ok().map(|text| text.trim().to_owned());
    let names = ["COMPUTERNAME", "HOSTNAME"];
    let of_name = |name: &&str| std::env::var(name).ok();
    let known = files.iter().find_map(of_file).or_else(|| names.iter().find_map(of_name));
    known.filter(|text| !text.is_empty()).unwrap_or_else(|| "unknown".to_owned())
}

/// The system's clock. While developing and in tests FENGQIAO_NOW (RFC 3339) sets where it starts, so
/// that a story may take three weeks.
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

/// Whether a second window may open beside a running one: only while developing, for tests.
pub fn many() -> bool {
    cfg!(debug_assertions) && std::env::var_os("FENGQIAO_MANY").is_some()
}
