//! The test executables of the workspace: the same that `cargo test` runs, but two at a time.

use crate::lanes::Job;
use crate::sh::{self, cmd};
use crate::{Outcome, lint};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A test executable as cargo tells of it.
#[derive(Debug, PartialEq)]
pub struct Executable {
    /// `documents papers`: package, then target.
    pub name: String,
    file: PathBuf,
    /// The package's folder, in which its tests run.
    folder: PathBuf,
}

/// These take minutes and use every core: what waits for windows and lines runs beside them.
const LONG: [&str; 4] =
    ["documents papers", "scans three_hundred", "desk scans", "desk case_papers"];

/// The package whose tests drive the real window.
const WINDOW: &str = "fengqiao ";

impl Executable {
    /// Whether it needs a display to itself.
    pub fn drives_the_window(&self) -> bool {
        self.name.starts_with(WINDOW)
    }

    /// As cargo would start it.
    pub fn job(&self) -> Job {
        let mut command = cmd(&self.file.to_string_lossy(), [] as [&str; 0]);
        command.current_dir(&self.folder).env("CARGO_MANIFEST_DIR", &self.folder);
        Job::new(&self.name, command)
    }
}

/// Builds what is not built yet and gives all test executables, the longest first.
///
/// # Errors
/// Cargo could not be started or said nothing. What does not compile is left out, and `built` is false.
pub fn find() -> Outcome<(Vec<Executable>, bool)> {
    let args = [
        "build",
        "--workspace",
        "--all-targets",
        "--keep-going",
        "--message-format=json-render-diagnostics",
    ];
    let mut told = Vec::new();
    let mut command = cmd("cargo", args);
    lint::with_lints(&mut command)?;
    let outcome = sh::listen(&mut command, |line| told.extend(executable(line)));
    told.sort_by_key(|e| {
        (LONG.iter().position(|long| e.name == *long).unwrap_or(LONG.len()), e.name.clone())
    });
    if told.is_empty() {
        return Err(outcome.err().unwrap_or_else(|| "cargo names no test executable".into()));
    }
    Ok((told, outcome.is_ok()))
}

/// The test executable of which a line of cargo's messages tells, if it does.
fn executable(line: &str) -> Option<Executable> {
    let message: Value = serde_json::from_str(line).ok()?;
    if message["reason"] != "compiler-artifact" || message["profile"]["test"] != true {
        return None;
    }
    let file = PathBuf::from(message["executable"].as_str()?);
    let folder = Path::new(message["manifest_path"].as_str()?).parent()?.to_owned();
    // `path+file:///…/crates/documents#0.1.0`, or with the name before the version where the folder is called otherwise.
    let (path, version) = message["package_id"].as_str()?.rsplit_once('#')?;
    let package = match version.split_once('@') {
        Some((name, _)) => name,
        None => path.rsplit('/').next()?,
    };
    let (target, kind) = (message["target"]["name"].as_str()?, &message["target"]["kind"][0]);
    let name = if kind == "test" {
        format!("{package} {target}")
    } else {
        format!("{package} ({})", kind.as_str()?)
    };
    Some(Executable { name, file, folder })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_test_executables_are_taken_from_what_cargo_says() {
        let told = |id: &str, kind: &str, test: bool| {
            format!(
                r#"{{"reason":"compiler-artifact","package_id":"{id}","manifest_path":"/w/crates/desk/Cargo.toml","target":{{"kind":["{kind}"],"name":"scans"}},"profile":{{"test":{test}}},"executable":"/t/scans-1"}}"#
            )
        };
        let plain = executable(&told("path+file:///w/crates/desk#0.1.0", "test", true)).unwrap();
        let named = executable(&told("path+file:///w#desk@0.1.0", "lib", true)).unwrap();
        assert_eq!((plain.name.as_str(), named.name.as_str()), ("desk scans", "desk (lib)"));
        assert_eq!(plain.folder, Path::new("/w/crates/desk"));
        assert_eq!(executable(&told("path+file:///w/crates/desk#0.1.0", "bin", false)), None);
        assert_eq!(executable(r#"{"reason":"build-finished","success":true}"#), None);
        assert_eq!(executable("warning: no JSON"), None);
    }
}
