//! Starting other programs, and saying so.

use crate::Outcome;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Goes to the workspace's root: every path in these tasks is relative to it.
pub fn enter_root() -> Outcome {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    let root = root.ok_or("xtask stands in no workspace")?;
    std::env::set_current_dir(root)
        .map_err(|e| format!("{} cannot be entered: {e}", root.display()))
}

/// One line per step.
pub fn step(what: &str) {
    println!("▸ {what}");
}

/// A check that did not run must not look like one that passed.
pub fn skipped(what: &str, why: &str) {
    println!("\n!!! SKIPPED: {what}\n!!! {why}\n");
}

/// A command line, as a person would type it.
pub fn cmd<S: AsRef<OsStr>>(program: &str, args: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(program);
    command.args(args);
    command
}

/// The shown form of a command, for error sentences.
pub fn shown(command: &Command) -> String {
    let mut line = command.get_program().to_string_lossy().into_owned();
    for arg in command.get_args() {
        line.push(' ');
        line.push_str(&arg.to_string_lossy());
    }
    line
}

/// Runs a command in the foreground; anything but success is an error.
pub fn run(command: &mut Command) -> Outcome {
    let line = shown(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{line}` ended with {status}")),
        Err(e) => Err(format!("`{line}` could not be started: {e}")),
    }
}

/// Runs a command and returns what it printed on standard output.
pub fn read(command: &mut Command) -> Outcome<String> {
    let line = shown(command);
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.map_err(|e| format!("`{line}` could not be started: {e}"))?;
    if !output.status.success() {
        return Err(format!("`{line}` ended with {}", output.status));
    }
    String::from_utf8(output.stdout).map_err(|e| format!("`{line}` printed no UTF-8: {e}"))
}

/// Runs a command and lets `see` hear each line of its standard output; nothing of it is shown.
pub fn listen(command: &mut Command, mut see: impl FnMut(&str)) -> Outcome {
    let line = shown(command);
    let child = command.stdout(Stdio::piped()).spawn();
    let mut child = child.map_err(|e| format!("`{line}` could not be started: {e}"))?;
    if let Some(out) = child.stdout.take() {
        BufReader::new(out).lines().map_while(Result::ok).for_each(|text| see(&text));
    }
    match child.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{line}` ended with {status}")),
        Err(e) => Err(format!("`{line}` was lost: {e}")),
    }
}

/// Whether a program answers.
pub fn has(program: &str) -> bool {
    on_path(program).is_some()
}

/// The full path of a program on PATH.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .chain(["/usr/sbin".into(), "/sbin".into()]) // where cupsd lies, and not on every PATH
        .map(|dir| dir.join(program))
        .find(|file| file.is_file())
}

/// Where tasks keep what takes long to get: fonts and tools. Safe to delete.
pub fn cache() -> Outcome<PathBuf> {
    let base = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|p| p.is_absolute());
    let base =
        base.or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")));
    let dir = base.ok_or("neither XDG_CACHE_HOME nor HOME is set")?.join("fengqiao");
    std::fs::create_dir_all(&dir).map_err(|e| format!("{} cannot be made: {e}", dir.display()))?;
    Ok(dir)
}

/// Where cargo puts debug executables: beside this one.
pub fn built(name: &str) -> Outcome<PathBuf> {
    let me = std::env::current_exe().map_err(|e| format!("where is xtask: {e}"))?;
    let file = me.with_file_name(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if file.is_file() { Ok(file) } else { Err(format!("{} was not built", file.display())) }
}

/// Times a piece of work for its closing line.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, String) {
    let start = Instant::now();
    let done = work();
    let seconds = start.elapsed().as_secs();
    (done, format!("{}:{:02}", seconds / 60, seconds % 60))
}
