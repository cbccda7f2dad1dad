//! `law list` and `law compute <rule>`: the calculators for tables of cases, without a folder and without a password.
//!
//! One JSON object a line in, one a line out, in order. A line that cannot be computed gives an object with its number
//! and the error, so that the lines after it still stand beside theirs. Empty lines are empty on both sides.

use crate::once;
use desk::{Counter, DeskError};
use serde_json::json;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::process::ExitCode;

/// What was asked for, when it is one of these two.
pub(crate) enum Order {
    List,
    Compute { rule: String, text: Option<String> },
}

/// Reads `law list [--json]` and `law compute <rule> --json -|TEXT`; anything else is an ordinary verb.
pub(crate) fn order(words: &[String]) -> Option<Order> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["law", "list"] | ["law", "list", "--json"] => Some(Order::List),
        ["law", "compute", rule, "--json", text] if !rule.starts_with("--") => {
            let text = (text != "-").then(|| text.to_owned());
            Some(Order::Compute { rule: rule.to_owned(), text })
        }
        _ => None,
    }
}

/// Answers; the exit code says whether every line could be computed.
pub(crate) fn run(order: Order) -> ExitCode {
    match order {
        Order::List => match serde_json::to_string_pretty(&Counter::rules()) {
            Ok(text) => once::print(&text),
            Err(_) => ExitCode::FAILURE,
        },
        Order::Compute { rule, text } => {
            let counter = Counter::new(desk::clock()().date_naive());
            let out = std::io::stdout().lock();
            let done = match text {
                Some(text) => lines(&counter, &rule, text.as_bytes(), out),
                None => lines(&counter, &rule, BufReader::new(std::io::stdin().lock()), out),
            };
            match done {
                Ok(0) => ExitCode::SUCCESS,
                // A reader that has gone away wants no more lines.
                Ok(_) | Err(_) => ExitCode::FAILURE,
            }
        }
    }
}

/// Computes line by line; how many could not be.
fn lines(
    counter: &Counter,
    rule: &str,
    input: impl BufRead,
    out: impl Write,
) -> std::io::Result<usize> {
    let mut out = BufWriter::new(out);
    let mut failed = 0;
    for (line, no) in input.split(b'\n').zip(1_u64..) {
        let line = line?;
        let answer = std::str::from_utf8(&line)
            .map_err(|_| DeskError::new("desk.bad_input").with("detail", "UTF-8"))
            .map(|text| text.trim_start_matches('\u{feff}').trim());
        match answer.and_then(|text| match text {
            "" => Ok(None),
            text => counter.line(rule, text).map(Some),
        }) {
            Ok(None) => writeln!(out)?,
            Ok(Some(work)) => {
                serde_json::to_writer(&mut out, &work)?;
                writeln!(out)?;
            }
            Err(error) => {
                failed += 1;
                writeln!(out, "{}", json!({ "line": no, "error": error }))?;
            }
        }
    }
    out.flush()?;
    Ok(failed)
}
