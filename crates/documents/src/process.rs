//! A worker in a process of its own, on two pipes: it can be stopped at any moment and has a limit to its memory.
//!
//! To the worker: a line with [`Hello`], the bytes of the pack, then a line per order. From it: a line per answer
//! ([`Answer`]), followed by the PDF where there is one. When its input ends it ends, whatever it is at.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{self, ChildStdin, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::engine::{EngineConfig, Limits, Rendered};
use crate::error::PaperError;
use crate::fonts::FontDir;
use crate::look::Look;
use crate::pack::Pack;
use crate::places::SignPlace;
use crate::press::{Made, Order, Press};
use crate::worker::{STACK, waited};

/// The one argument by which a program knows that it is called as a worker.
pub const WORKER_ARGUMENT: &str = "--typeset-for-parent";

#[derive(Serialize, Deserialize)]
struct Hello {
    fonts: Vec<FontDir>,
    assets: PathBuf,
    pack: usize,
    memory: u64,
}

#[derive(Serialize, Deserialize)]
enum Answer {
    Ready {
        families: Vec<String>,
    },
    Paper {
        pages: usize,
        template_hash: String,
        data_hash: String,
        places: Vec<SignPlace>,
        pdf: usize,
    },
    Look(Look),
    Failed(PaperError),
}

enum Said {
    Ready(Vec<String>),
    Made(Made),
}

/// The desk's end.
pub(crate) struct Child {
    process: process::Child,
    orders: ChildStdin,
    answers: Receiver<Result<Said, PaperError>>,
    families: Vec<String>,
}

impl Child {
    pub fn start(
        program: &Path,
        config: &EngineConfig,
        limits: &Limits,
    ) -> Result<Self, PaperError> {
        let io = |source| PaperError::Io { path: program.to_owned(), source };
        let pack = match &config.overrides {
            Some(pack) => pack.write().map_err(|e| PaperError::Pack(e.to_string()))?,
            None => Vec::new(),
        };
        let mut command = Command::new(program);
        command
            .arg(WORKER_ARGUMENT)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        if let Some(root) = std::env::var_os("SystemRoot") {
            // Parts of Windows find themselves by it.
            command.env("SystemRoot", root);
        }
        without_window(&mut command);
        let mut process = command.spawn().map_err(io)?;
        let (stdin, stdout) = (process.stdin.take(), process.stdout.take());
        let (Some(mut orders), Some(stdout)) = (stdin, stdout) else {
            return Err(io(io::ErrorKind::BrokenPipe.into()));
        };
        let (answer, answers) = mpsc::channel();
        let listen = move || {
            let mut from = BufReader::new(stdout);
            while let Some(said) = hear(&mut from) {
                if answer.send(said).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new().name("typesetter".to_owned()).spawn(listen).map_err(io)?;
        let hello = Hello {
            fonts: config.fonts.clone(),
            assets: config.assets.clone(),
            pack: pack.len(),
            memory: limits.memory,
        };
        let greeted = line(&mut orders, &hello)
            .and_then(|()| orders.write_all(&pack))
            .and_then(|()| orders.flush());
        let mut child = Self { process, orders, answers, families: Vec::new() };
        let ready = greeted.map_err(io).and_then(|()| waited(&child.answers, "", limits.time));
        match ready {
            Ok(Said::Ready(families)) => {
                child.families = families;
                Ok(child)
            }
            Ok(Said::Made(_)) | Err(PaperError::Dropped) => Err(PaperError::Crashed(String::new())),
            Err(error) => Err(error),
        }
    }

    pub fn families(&self) -> &[String] {
        &self.families
    }

    /// As [`crate::worker::Hand::set`]; [`PaperError::Dropped`] when the process has ended.
    pub fn set(&mut self, order: &Order, time: Duration) -> Result<Made, PaperError> {
        line(&mut self.orders, order)
            .and_then(|()| self.orders.flush())
            .map_err(|_| PaperError::Dropped)?;
        match waited(&self.answers, &order.kind, time)? {
            Said::Made(made) => Ok(made),
            Said::Ready(_) => Err(PaperError::Dropped),
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // It may have ended by itself; either way nothing of it is left.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[cfg(windows)]
fn without_window(command: &mut Command) {
    use std::os::windows::process::CommandExt as _;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(not(windows))]
fn without_window(_: &mut Command) {}

fn line(to: &mut impl Write, what: &impl Serialize) -> io::Result<()> {
    let mut bytes = serde_json::to_vec(what)?;
    bytes.push(b'\n');
    to.write_all(&bytes)
}

/// One answer; none when the worker has ended or says what cannot be read.
fn hear(from: &mut impl BufRead) -> Option<Result<Said, PaperError>> {
    let mut text = String::new();
    from.read_line(&mut text).ok().filter(|n| *n > 0)?;
    Some(match serde_json::from_str(&text).ok()? {
        Answer::Ready { families } => Ok(Said::Ready(families)),
        Answer::Failed(error) => Err(error),
        Answer::Paper { pages, template_hash, data_hash, places, pdf } => {
            let mut bytes = vec![0; pdf];
            from.read_exact(&mut bytes).ok()?;
            let paper = Rendered { pdf: bytes, pages, template_hash, data_hash, places };
            Ok(Said::Made(Made::Paper(paper)))
        }
        Answer::Look(look) => Ok(Said::Made(Made::Look(look))),
    })
}

/// The worker's end: sets papers for the process that started it until that one goes away.
#[must_use]
pub fn work() -> ExitCode {
    match attempt() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn attempt() -> io::Result<()> {
    let mut from = BufReader::new(io::stdin());
    let mut text = String::new();
    from.read_line(&mut text)?;
    let hello: Hello = serde_json::from_str(&text)?;
    limit(hello.memory)?;
    let mut pack = vec![0; hello.pack];
    from.read_exact(&mut pack)?;
    let (orders, inbox) = mpsc::channel::<Order>();
    // This thread sets; the other only listens, so that it notices when nobody wants the paper any more.
    let setter = thread::Builder::new().stack_size(STACK).spawn(move || {
        let ended = set_all(hello, &pack, &inbox);
        leave(if ended.is_ok() { 0 } else { 1 });
    })?;
    let mut lines = from.lines();
    while let Some(Ok(text)) = lines.next() {
        let Ok(order) = serde_json::from_str(&text) else { break };
        if orders.send(order).is_err() {
            break;
        }
    }
    drop(setter);
    leave(0)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a worker has nothing to keep, and an endless template must not keep it alive"
)]
fn leave(code: i32) -> ! {
    process::exit(code)
}

fn set_all(hello: Hello, pack: &[u8], inbox: &Receiver<Order>) -> io::Result<()> {
    let mut to = io::stdout().lock();
    let press = press(hello, pack);
    let ready = match press {
        Ok(press) => {
            line(&mut to, &Answer::Ready { families: press.families.clone() })?;
            Some(press)
        }
        Err(error) => {
            line(&mut to, &Answer::Failed(error))?;
            None
        }
    };
    to.flush()?;
    let Some(press) = ready else { return Ok(()) };
    while let Ok(order) = inbox.recv() {
        match press.set(&order) {
            Ok(Made::Look(look)) => line(&mut to, &Answer::Look(look))?,
            Ok(Made::Paper(Rendered { pdf, pages, template_hash, data_hash, places })) => {
                let answer =
                    Answer::Paper { pages, template_hash, data_hash, places, pdf: pdf.len() };
                line(&mut to, &answer)?;
                to.write_all(&pdf)?;
            }
            Err(error) => line(&mut to, &Answer::Failed(error))?,
        }
        to.flush()?;
    }
    Ok(())
}

fn press(hello: Hello, pack: &[u8]) -> Result<Press, PaperError> {
    let overrides = match pack {
        [] => None,
        bytes => {
            let pack = Pack::read_file(bytes).map_err(|e| PaperError::Pack(e.to_string()))?;
            Some(Arc::new(pack))
        }
    };
    Press::load(EngineConfig { fonts: hello.fonts, assets: hello.assets, overrides })
}

/// Beyond this the system gives no more and the process ends. Mapped fonts do not count.
#[cfg(target_os = "linux")]
fn limit(memory: u64) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let most = Some(memory);
    setrlimit(Resource::Data, Rlimit { current: most, maximum: most })?;
    // A crash is answered for by the desk; a core file would only hold the parties' data.
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn limit(_: u64) -> io::Result<()> {
    Ok(())
}
