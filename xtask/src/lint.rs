//! One compilation that answers three questions: does it build, what does clippy say, does every link of the
//! documentation lead somewhere.
//!
//! `cargo clippy` and `cargo doc` would go through all dependencies once more, for nothing but their types. So in the
//! whole run cargo is told to call this program in place of the compiler for the workspace's own crates
//! (RUSTC_WORKSPACE_WRAPPER): it calls clippy's compiler, which writes what the compiler writes, and rustdoc for a
//! library. Both report through cargo, which keeps what they said and says it again when nothing has changed.
//! Developers' `cargo build` and `cargo clippy` have outputs of their own beside these.

use crate::Outcome;
use crate::sh::{self, cmd, step};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::OnceLock;

/// Set for the compiler's place, so that a person's call is never taken for cargo's.
const IN_PLACE: &str = "FENGQIAO_LINT";

/// Only links are asked about; the other opinions of rustdoc are none of the checks.
const LINKS: [&str; 4] = ["-A", "rustdoc::all", "-W", "rustdoc::broken_intra_doc_links"];

/// Makes a call of cargo use and keep the outputs of the linted build.
///
/// # Errors
/// This program could not be copied to where cargo calls it: its own build would replace it at work.
pub fn with_lints(command: &mut Command) -> Outcome {
    // Once: after the build this program lies no longer where it was started.
    static PLACE: OnceLock<Outcome<PathBuf>> = OnceLock::new();
    let place = PLACE.get_or_init(copied).as_ref().map_err(Clone::clone)?;
    command.env("RUSTC_WORKSPACE_WRAPPER", place).env(IN_PLACE, "1");
    Ok(())
}

/// A copy of this program beside its folder's executables, always under the same path.
fn copied() -> Outcome<PathBuf> {
    let me = std::env::current_exe().map_err(|e| format!("where is xtask: {e}"))?;
    let folder = me.with_file_name("lint");
    let place = folder.join(me.file_name().unwrap_or_default());
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::copy(&me, &place))
        .map_err(|e| format!("{}: {e}", place.display()))?;
    Ok(place)
}

/// Builds the workspace with its tests and gives every remark on it as one failure.
///
/// # Errors
/// How many remarks of compiler, clippy and rustdoc there are (they are printed), or what did not build.
pub fn build() -> Outcome {
    step(
        "build: the workspace with its tests; clippy and the links of the documentation on the way",
    );
    let args = ["build", "--workspace", "--all-targets", "--keep-going", "--message-format=json"];
    let mut command = cmd("cargo", args);
    with_lints(&mut command)?;
    let mut remarks = 0;
    let outcome = sh::listen(&mut command, |line| {
        if let Some(said) = remark(line) {
            remarks += 1;
            println!("{said}");
        }
    });
    match (outcome, remarks) {
        (Ok(()), 0) => Ok(()),
        (Ok(()), _) => Err(format!("{remarks} remarks, see above")),
        (Err(why), _) => Err(why),
    }
}

/// The words of a warning or error in a line of cargo's messages; notes on how many there were are none.
fn remark(line: &str) -> Option<String> {
    let message: Value = serde_json::from_str(line).ok()?;
    let told = &message["message"];
    let counts = told["spans"].as_array().is_some_and(Vec::is_empty) && told["code"].is_null();
    let is = message["reason"] == "compiler-message" && told["level"] != "note" && !counts;
    is.then(|| told["rendered"].as_str().unwrap_or_default().trim_end().to_owned())
}

/// Stands in for the compiler when cargo calls; `args` begin with the compiler's path. `None`: a person called.
pub fn in_place_of_the_compiler(args: &[String]) -> Option<ExitCode> {
    let compiler = Path::new(args.first()?);
    if std::env::var_os(IN_PLACE).is_none() || compiler.file_stem()? != "rustc" {
        return None;
    }
    let clippy = compiler.with_file_name("clippy-driver");
    let mut todo = vec![cmd(&clippy.to_string_lossy(), args)];
    if let Some(args) = documentation(&args[1..]) {
        let mut rustdoc = cmd(&compiler.with_file_name("rustdoc").to_string_lossy(), args);
        // Not where a person's `cargo doc` writes.
        let out = std::env::current_exe().ok()?.with_file_name("doc");
        rustdoc.arg("--out-dir").arg(out).args(LINKS);
        todo.push(rustdoc);
    }
    for mut command in todo {
        match command.status() {
            Ok(status) if status.success() => {}
            Ok(_) => return Some(ExitCode::FAILURE),
            Err(e) => {
                eprintln!("{} could not be started: {e}", command.get_program().display());
                return Some(ExitCode::FAILURE);
            }
        }
    }
    Some(ExitCode::SUCCESS)
}

/// What rustdoc must know of a library that was compiled so; `None` for anything else.
fn documentation(args: &[String]) -> Option<Vec<String>> {
    let kind = args.iter().position(|arg| arg == "--crate-type")?;
    if !matches!(args.get(kind + 1)?.as_str(), "lib" | "rlib") {
        return None;
    }
    const TAKES_ONE: [&str; 6] =
        ["--crate-name", "--crate-type", "--cfg", "--check-cfg", "--extern", "-L"];
    const WHOLE: [&str; 4] = ["--edition=", "--error-format=", "--json=", "--diagnostic-width="];
    let mut kept = Vec::new();
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        if TAKES_ONE.contains(&arg.as_str()) {
            kept.extend([arg.clone(), rest.next()?.clone()]);
        } else if arg.ends_with(".rs") || WHOLE.iter().any(|head| arg.starts_with(head)) {
            kept.push(arg.clone());
        }
    }
    Some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rustdoc_is_asked_about_libraries_with_what_they_were_compiled_with() {
        let args = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let told = documentation(&args(
            "--crate-name desk --edition=2024 crates/desk/src/lib.rs --error-format=json --json=artifacts \
             --crate-type lib --emit=dep-info,metadata,link -C opt-level=2 --warn=clippy::all --cfg feature=\"x\" \
             --out-dir t -L dependency=t/deps --extern serde=t/deps/libserde.rmeta",
        ));
        let expected = "--crate-name desk --edition=2024 crates/desk/src/lib.rs --error-format=json --json=artifacts \
             --crate-type lib --cfg feature=\"x\" -L dependency=t/deps --extern serde=t/deps/libserde.rmeta";
        assert_eq!(told, Some(args(expected)));
        assert_eq!(documentation(&args("--crate-name a src/main.rs --crate-type bin")), None);
        assert_eq!(documentation(&args("--crate-name a tests/a.rs --test")), None);
    }

    #[test]
    fn each_remark_counts_and_the_count_of_remarks_does_not() {
        let line = |level: &str, code: &str, spans: &str| {
            format!(
                r#"{{"reason":"compiler-message","message":{{"level":"{level}","code":{code},"spans":{spans},"rendered":"said\n"}}}}"#
            )
        };
        let code = r#"{"code":"clippy::unwrap_used"}"#;
        assert_eq!(remark(&line("warning", code, "[{}]")).as_deref(), Some("said"));
        assert_eq!(remark(&line("error", "null", "[{}]")).as_deref(), Some("said"));
        assert_eq!(remark(&line("warning", code, "[]")).as_deref(), Some("said"));
        assert_eq!(remark(&line("warning", "null", "[]")), None, "`2 warnings emitted`");
        assert_eq!(remark(r#"{"reason":"compiler-artifact"}"#), None);
    }
}
