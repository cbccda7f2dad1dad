//! One verb, one answer.

use crate::{Arguments, verify};
use desk::{Config, Desk, DeskError};
use serde_json::{Value, json};
use std::io::{BufRead as _, Read as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

/// Writes to standard output; a reader that has gone away is no error.
pub(crate) fn print(text: &str) -> ExitCode {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{}", text.trim_end()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

pub(crate) fn fail(error: &DeskError) -> ExitCode {
    let text = json!({ "error": error });
    // Where even the error stream is gone, the exit code is left to speak.
    let _unheard = writeln!(std::io::stderr(), "{text}");
    ExitCode::FAILURE
}

/// A desk on the folders named in the arguments.
pub(crate) fn open(arguments: &Arguments) -> Result<Desk, DeskError> {
    let config = Config::find(arguments.data.clone(), arguments.assets.clone(), None)?;
    let desk = Desk::new(config, desk::clock())?;
    if let Ok(program) = std::env::current_exe() {
        desk.set_worker(program);
    }
    Ok(desk)
}

struct Order {
    verb: String,
    input: Value,
    out: Option<PathBuf>,
}

/// Reads `<noun> <verb> [FILE] [--json X] [--out FILE]`, and the password where it has to come from. The options of the
/// program may stand behind the verb as well as before it.
fn order(
    arguments: &mut Arguments,
    words: &[String],
) -> Result<(Order, Option<String>), DeskError> {
    let usage = || DeskError::new("cli.usage");
    let [noun, verb, rest @ ..] = words else { return Err(usage()) };
    let (file, rest) = verify::file(noun, verb, rest);
    let mut text = None;
    let mut out = None;
    let mut rest = rest.iter();
    while let Some(word) = rest.next() {
        let value = rest.next().ok_or_else(usage)?;
        match word.as_str() {
            "--json" => text = Some(value.clone()),
            "--out" => out = Some(PathBuf::from(value)),
            "--staff" => arguments.staff = Some(value.clone()),
            "--password-file" => arguments.password_file = Some(PathBuf::from(value)),
            "--data" => arguments.data = Some(PathBuf::from(value)),
            "--assets" => arguments.assets = Some(PathBuf::from(value)),
            _ => return Err(usage()),
        }
    }
    let mut stdin = std::io::stdin().lock();
    let password = match &arguments.password_file {
        Some(path) if path.as_os_str() == "-" => {
            let mut line = String::new();
            stdin.read_line(&mut line)?;
            Some(line)
        }
        Some(path) => Some(std::fs::read_to_string(path)?),
        None => None,
    };
    let text = match text.as_deref() {
        Some("-") => {
            let mut all = String::new();
            stdin.read_to_string(&mut all)?;
            all
        }
        Some(text) => text.to_owned(),
        None => "{}".to_owned(),
    };
    let mut input = serde_json::from_str(&text)
        .map_err(|e| DeskError::new("desk.bad_input").with("detail", e.to_string()))?;
    if let Some(file) = file {
        verify::fill(&mut input, file)?;
    }
    let password = password.map(|p| p.trim_end_matches(['\r', '\n']).to_owned());
    Ok((Order { verb: format!("{noun}.{verb}"), input, out }, password))
}

/// Verbs that answer on a closed desk.
fn needs_no_password(verb: &str) -> bool {
    matches!(
        verb,
        "desk.status"
            | "desk.set_up"
            | "desk.unlock"
            | "desk.unlock_with_recovery"
            | "form.lists"
            | "law.list"
            | "law.days"
            | "identity.check"
            | "identity.uscc"
            | "backup.restore"
    ) || verb.starts_with("region.")
}

/// Calls one verb and prints its answer as JSON, or writes its bytes to `--out`.
pub(crate) fn run(arguments: Arguments, words: &[String]) -> ExitCode {
    match attempt(arguments, words) {
        Ok(text) => print(&text),
        Err(error) => fail(&error),
    }
}

fn attempt(mut arguments: Arguments, words: &[String]) -> Result<String, DeskError> {
    let (order, password) = order(&mut arguments, words)?;
    let desk = open(&arguments)?;
    if let Some(password) = password.filter(|_| !needs_no_password(&order.verb)) {
        let staff = arguments.staff.ok_or_else(|| DeskError::new("cli.no_staff"))?;
        let input = json!({ "staff": staff, "password": password });
        desk::dispatch(&desk, "desk.unlock", input)?;
    }
    let (_, byte_verbs) = desk::verbs();
    let answer = if byte_verbs.contains(&order.verb.as_str()) {
        let bytes = desk::dispatch_bytes(&desk, &order.verb, order.input)?;
        let out = order.out.ok_or_else(|| DeskError::new("cli.no_out"))?;
        std::fs::write(&out, &bytes)?;
        json!({ "path": out.display().to_string(), "bytes": bytes.len() })
    } else {
        desk::dispatch(&desk, &order.verb, order.input)?
    };
    // The window stays open beside this command: what it holds is closed, not the desk.
    desk.leave();
    serde_json::to_string_pretty(&answer)
        .map_err(|e| DeskError::new("desk.bad_output").with("detail", e.to_string()))
}
