//! Drives the real command-line program as a script of an office would.

use crate::Outcome;
use crate::sh;
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// One desk: a data folder, the program, and the time at which its clock stands.
pub struct Desk {
    program: PathBuf,
    data: PathBuf,
    password: PathBuf,
    staff: Option<String>,
    now: String,
    calls: u32,
}

/// What a verb answered when it did not do what was asked.
#[derive(Debug)]
pub struct Refused {
    pub code: String,
    pub args: Value,
}

impl Desk {
    /// A new data folder below `out`; the password reaches the program by a file only its owner reads.
    pub fn named(out: &Path, name: &str, password: &str) -> Outcome<Desk> {
        let data = out.join(name);
        std::fs::create_dir_all(&data).map_err(|e| format!("{}: {e}", data.display()))?;
        let file = out.join("password");
        write_private(&file, password)?;
        Ok(Desk {
            program: sh::built("fengqiao-desk")?,
            data,
            password: file,
            staff: None,
            now: String::new(),
            calls: 0,
        })
    }

    /// Sets the desk's clock (RFC 3339).
    pub fn at(&mut self, now: &str) {
        now.clone_into(&mut self.now);
    }

    /// Who works from now on (id of a member of staff).
    pub fn sign_in(&mut self, staff: &str) {
        self.staff = Some(staff.to_owned());
    }

    /// How often the program was started.
    pub fn calls(&self) -> u32 {
        self.calls
    }

    /// Runs a verb; a refusal is an error.
    pub fn call(&mut self, noun: &str, verb: &str, input: Value) -> Outcome<Value> {
        match self.attempt(noun, verb, &input)? {
            Ok(answer) => Ok(answer),
            Err(no) => Err(format!("{noun}.{verb} {input}: {} {}", no.code, no.args)),
        }
    }

    /// Runs a verb that must be refused with this code; anything else is an error.
    pub fn refuses(&mut self, noun: &str, verb: &str, input: Value, code: &str) -> Outcome<Value> {
        match self.attempt(noun, verb, &input)? {
            Err(no) if no.code == code => Ok(no.args),
            Err(no) => Err(format!("{noun}.{verb}: refused with {} instead of {code}", no.code)),
            Ok(_) => Err(format!("{noun}.{verb}: done, where {code} was expected")),
        }
    }

    /// Runs a verb that answers bytes and puts them into a file.
    pub fn bytes(&mut self, noun: &str, verb: &str, input: &Value, to: &Path) -> Outcome {
        let file = to.to_string_lossy();
        let args = [noun, verb, "--json", "-", "--out", &file];
        let output = self.start(&args, input.to_string().as_bytes())?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        Err(format!("{noun}.{verb}: {said}{}", String::from_utf8_lossy(&output.stderr)))
    }

    fn attempt(
        &mut self,
        noun: &str,
        verb: &str,
        input: &Value,
    ) -> Outcome<Result<Value, Refused>> {
        let output = self.start(&[noun, verb, "--json", "-"], input.to_string().as_bytes())?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() {
            let answer = serde_json::from_str(&said);
            return answer
                .map(Ok)
                .map_err(|e| format!("{noun}.{verb} answered no JSON ({e}): {said}"));
        }
        // The refusal is the last line on the error stream: {"error": {"code", "args"}}.
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        let last: Value =
            words.lines().last().and_then(|l| serde_json::from_str(l).ok()).unwrap_or_default();
        match last["error"]["code"].as_str() {
            Some(code) => {
                Ok(Err(Refused { code: code.to_owned(), args: last["error"]["args"].clone() }))
            }
            None => Err(format!("{noun}.{verb} ended with {}: {said}{words}", output.status)),
        }
    }

    fn start(&mut self, args: &[&str], input: &[u8]) -> Outcome<Output> {
        self.calls += 1;
        let mut command = Command::new(&self.program);
        if let Some(staff) = &self.staff {
            command.args(["--staff", staff]).arg("--password-file").arg(&self.password);
        }
        command.args(args);
        // The program stands under target/ and finds templates and fonts in the sources it was built from.
        command.env("FENGQIAO_DATA", &self.data).env("FENGQIAO_NOW", &self.now);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let fault = |e: std::io::Error| format!("{}: {e}", self.program.display());
        let mut child = command.spawn().map_err(fault)?;
        if let Some(mut stdin) = child.stdin.take() {
            // A program that ends before it has read its input says why in its answer.
            let _ = stdin.write_all(input);
        }
        child.wait_with_output().map_err(fault)
    }
}

fn write_private(file: &Path, text: &str) -> Outcome {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let written = options.open(file).and_then(|mut f| f.write_all(text.as_bytes()));
    written.map_err(|e| format!("{}: {e}", file.display()))
}
