//! `printer.*`: the print system of the computer, by its own commands `lp` and `lpstat`.
//!
//! A PDF goes to a queue as it is; the print system renders it. Nothing here waits for paper.

use crate::error::{DeskError, Result};
use crate::gate::Nothing;
use crate::paper::PaperRef;
use crate::session::{Desk, Session};
use casework::{CaseId, Command, Id};
use serde::{Deserialize, Serialize};
use std::io::Write as _;
use std::process::{Command as Process, Output, Stdio};
use ts_rs::TS;

/// A print queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PrinterQueue {
    /// Name.
    pub name: String,
    /// `idle`, `printing`, `stopped`.
    pub state: String,
    /// The system's default.
    pub is_default: bool,
    /// What the print system says, when it is stopped.
    pub detail: String,
}

/// Queues of this computer.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Printers {
    /// The print system answers.
    pub available: bool,
    /// Queues.
    pub queues: Vec<PrinterQueue>,
    /// The queue chosen in the settings, or the default.
    pub chosen: String,
}

/// A job that was handed over.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PrintJob {
    /// Identifier of the print system.
    pub job: String,
    /// Queue.
    pub queue: String,
}

fn run(program: &str, args: &[&str], input: Option<&[u8]>) -> Result<Output> {
    let missing = |_| DeskError::new("printer.no_system");
    let mut process = Process::new(program);
    // The words of the print system are parsed: they must be the untranslated ones.
    process.args(args).env("LC_ALL", "C.UTF-8").stdout(Stdio::piped()).stderr(Stdio::piped());
    process.stdin(if input.is_some() { Stdio::piped() } else { Stdio::null() });
    let mut child = process.spawn().map_err(missing)?;
    if let (Some(bytes), Some(mut stdin)) = (input, child.stdin.take()) {
        // A closed pipe means that the command refused; its own words follow in stderr.
        let _refused = stdin.write_all(bytes);
    }
    child.wait_with_output().map_err(missing)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}

fn queues() -> Result<(bool, Vec<PrinterQueue>)> {
    let alive = run("lpstat", &["-r"], None)?;
    if !text(&alive.stdout).contains("is running") {
        return Ok((false, Vec::new()));
    }
    let default = text(&run("lpstat", &["-d"], None)?.stdout);
    let default = default.rsplit(": ").next().unwrap_or_default().to_owned();
    let listed = text(&run("lpstat", &["-p"], None)?.stdout);
    let mut all: Vec<PrinterQueue> = Vec::new();
    for line in listed.lines() {
        let Some(rest) = line.strip_prefix("printer ") else {
            if let Some(last) = all.last_mut() {
                last.detail = line.trim().to_owned();
            }
            continue;
        };
        let name = rest.split_whitespace().next().unwrap_or_default().to_owned();
        let state = if rest.contains("disabled") {
            "stopped"
        } else if rest.contains("now printing") {
            "printing"
        } else {
            "idle"
        };
        let is_default = name == default;
        all.push(PrinterQueue { name, state: state.to_owned(), is_default, detail: String::new() });
    }
    Ok((true, all))
}

fn chosen(session: &Session, all: &[PrinterQueue]) -> String {
    let wanted = &session.settings.printer;
    if !wanted.is_empty() {
        return wanted.clone();
    }
    let default = all.iter().find(|q| q.is_default).or_else(|| all.first());
    default.map(|q| q.name.clone()).unwrap_or_default()
}

/// Lists the queues.
///
/// # Errors
/// `desk.locked`; no print system is no error but `available: false`.
pub fn list(desk: &Desk, _: Nothing) -> Result<Printers> {
    let session = desk.session()?;
    let (available, queues) = match queues() {
        Ok(found) => found,
        Err(error) if error.code == "printer.no_system" => (false, Vec::new()),
        Err(error) => return Err(error),
    };
    Ok(Printers { chosen: chosen(&session, &queues), available, queues })
}

/// How a PDF is printed.
#[derive(Debug, Clone, Default)]
pub(crate) struct How {
    /// Copies, 1 to 99.
    pub copies: u32,
    /// Queue; the chosen one when left out.
    pub queue: Option<String>,
    /// On both sides; as the settings say when left out.
    pub duplex: Option<bool>,
    /// Pages such as `1-3,5`; all when left out.
    pub pages: Option<String>,
    /// Both sides, turned over the short edge: sheets that are folded in the middle.
    pub folded: bool,
    /// On A5 instead of A4.
    pub small: bool,
}

impl How {
    /// One copy on one side.
    pub(crate) fn once(queue: Option<&str>) -> Self {
        Self { copies: 1, queue: queue.map(str::to_owned), duplex: Some(false), ..Self::default() }
    }
}

/// Pages as a person types them (`1-3，5`), as the print system wants them; `None` when they are none of the paper's.
fn pages(text: &str, of: usize) -> Option<String> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '，' | '、' | ';' | '；' => ',',
            '—' | '–' | '~' | '～' | '至' | '－' => '-',
            '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10).unwrap_or(c),
            other => other,
        })
        .collect();
    let mut parts = Vec::new();
    let mut before = 0;
    for part in plain.split(',') {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let (from, to): (usize, usize) = (from.parse().ok()?, to.parse().ok()?);
        // The print system takes them in order only.
        if from <= before || to < from || to > of {
            return None;
        }
        before = to;
        parts.push(if from == to { from.to_string() } else { format!("{from}-{to}") });
    }
    Some(parts.join(","))
}

/// Hands a PDF to a queue and returns the job.
///
/// # Errors
/// `printer.no_system`, `printer.none`, `printer.gone`, `printer.refused` with the system's words.
pub(crate) fn send(session: &Session, pdf: &[u8], how: &How, title: &str) -> Result<PrintJob> {
    let copies = how.copies;
    let (alive, all) = queues()?;
    if !alive {
        return Err(DeskError::new("printer.no_system"));
    }
    if all.is_empty() {
        return Err(DeskError::new("printer.none"));
    }
    let queue =
        how.queue.clone().filter(|q| !q.is_empty()).unwrap_or_else(|| chosen(session, &all));
    if !all.iter().any(|q| q.name == queue) {
        return Err(DeskError::new("printer.gone").with("queue", queue));
    }
    let copies = copies.clamp(1, 99).to_string();
    // Each copy is a paper of its own: on both sides its last sheet is not shared with the next copy.
    let sides = if how.folded {
        "sides=two-sided-short-edge"
    } else if how.duplex.unwrap_or(session.settings.duplex) {
        "sides=two-sided-long-edge"
    } else {
        "sides=one-sided"
    };
    let mut args = vec![
        "-d",
        &queue,
        "-n",
        &copies,
        "-t",
        title,
        "-o",
        if how.small { "media=A5" } else { "media=A4" },
        "-o",
        "print-scaling=none",
        "-o",
        sides,
        "-o",
        "Collate=True",
    ];
    if let Some(pages) = &how.pages {
        args.extend(["-P", pages]);
    }
    args.push("-");
    let out = run("lp", &args, Some(pdf))?;
    let words = text(&out.stdout);
    // request id is QUEUE-12 (1 file(s))
    let job = words.split_whitespace().skip_while(|w| *w != "is").nth(1);
    match job {
        Some(job) if out.status.success() => Ok(PrintJob { job: job.to_owned(), queue }),
        _ => Err(DeskError::new("printer.refused")
            .with("queue", queue)
            .with("detail", text(&out.stderr))),
    }
}

/// A paper to print.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PaperPrint {
    /// Case.
    pub case: CaseId,
    /// Paper.
    pub paper: Id,
    /// Copies; the number of originals when left out.
    #[serde(default)]
    pub copies: Option<u32>,
    /// Queue; the chosen one when left out.
    #[serde(default)]
    pub queue: Option<String>,
    /// On both sides; as the settings say when left out.
    #[serde(default)]
    pub duplex: Option<bool>,
    /// Pages as typed, e.g. `1-3，5`; all when left out or empty.
    #[serde(default)]
    pub pages: Option<String>,
}

/// Prints a paper as it stands and notes it in the case; single pages are noted as no copy of the paper.
///
/// # Errors
/// `printer.bad_pages`; `printer.*`: nothing is noted unless the print system took the job.
pub fn print_paper(desk: &Desk, input: PaperPrint) -> Result<PrintJob> {
    let session = desk.session()?;
    let case = desk.case(&session, &input.case)?;
    let paper = case.paper(&input.paper).ok_or_else(|| DeskError::new("paper.unknown"))?;
    let copies = input.copies.unwrap_or(paper.copies);
    let at = PaperRef { case: input.case.clone(), paper: input.paper.clone() };
    let pdf = crate::paper::pdf(desk, at)?;
    // Titles show up in the print system's log: they carry no name.
    let title = format!("fengqiao-{}", input.paper);
    let wanted = input.pages.as_deref().map(str::trim).filter(|p| !p.is_empty());
    let some = match wanted {
        Some(text) => {
            let all = usize::try_from(paper.pages).unwrap_or(usize::MAX);
            let of = DeskError::new("printer.bad_pages").with("pages", paper.pages);
            Some(pages(text, all).ok_or(of)?)
        }
        None => None,
    };
    let how =
        How { copies, queue: input.queue, duplex: input.duplex, pages: some, ..How::default() };
    let sent = send(&session, &pdf, &how, &title)?;
    if how.pages.is_some() {
        return Ok(sent);
    }
    desk.step(&session, &input.case, |_, _| {
        Ok(vec![Command::Print {
            id: input.paper,
            copies,
            queue: sent.queue.clone(),
            job: sent.job.clone(),
        }])
    })?;
    Ok(sent)
}

/// Where a job is.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PrintJobState {
    /// `waiting`, `printing`, `done`, `stopped` or `unknown`.
    pub state: String,
    /// What the print system says.
    pub detail: String,
}

/// A job to look at.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PrintJobRef {
    /// Identifier of the print system.
    pub job: String,
}

/// Looks where a job is.
///
/// # Errors
/// `printer.no_system`.
pub fn job(desk: &Desk, input: PrintJobRef) -> Result<PrintJobState> {
    desk.session()?;
    let listed = |which: &str| -> Result<bool> {
        let out = run("lpstat", &["-W", which], None)?;
        let words = text(&out.stdout);
        Ok(words.lines().any(|l| l.split_whitespace().next() == Some(input.job.as_str())))
    };
    let of = |state: &str, detail: String| PrintJobState { state: state.to_owned(), detail };
    if listed("completed")? {
        return Ok(of("done", String::new()));
    }
    if !listed("not-completed")? {
        return Ok(of("unknown", String::new()));
    }
    let queue = input.job.rsplit_once('-').map_or(input.job.as_str(), |(q, _)| q);
    let (_, all) = queues()?;
    Ok(match all.into_iter().find(|q| q.name == queue) {
        Some(q) if q.state == "stopped" => of("stopped", q.detail),
        Some(q) if q.state == "printing" => of("printing", String::new()),
        Some(_) => of("waiting", String::new()),
        None => of("stopped", String::new()),
    })
}

/// Which queue.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct PrinterChoice {
    /// Queue; the chosen one when left out.
    pub queue: Option<String>,
}

/// Prints the calibration page.
///
/// # Errors
/// `printer.*`.
pub fn test_page(desk: &Desk, input: PrinterChoice) -> Result<PrintJob> {
    let session = desk.session()?;
    let pdf = calibration(desk, Nothing {})?;
    send(&session, &pdf, &How::once(input.queue.as_deref()), "fengqiao-calibration")
}

/// The calibration page.
///
/// # Errors
/// `paper.*` when the fonts are missing.
pub fn calibration(desk: &Desk, _: Nothing) -> Result<Vec<u8>> {
    let session = desk.session()?;
    crate::label::calibration(desk, &session)
}

#[cfg(test)]
mod tests {
    use super::pages;

    #[test]
    fn pages_are_read_as_people_type_them_and_none_beyond_the_paper() {
        assert_eq!(pages("1—3，5", 5).as_deref(), Some("1-3,5"));
        assert_eq!(pages(" ２ ", 4).as_deref(), Some("2"));
        for wrong in ["", "0", "3-2", "1-6", "5,1", "甲", "1,,2"] {
            assert_eq!(pages(wrong, 5), None, "{wrong}");
        }
    }
}
