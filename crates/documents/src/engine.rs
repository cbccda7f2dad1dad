//! The engine: papers ordered from a worker that is replaced when it takes too long.

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Weak};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::data::{self, PaperData};
use crate::error::PaperError;
use crate::fonts::FontDir;
use crate::kind::{Kind, Kinds};
use crate::look::{Look, LookFor};
use crate::pack::Pack;
use crate::places::SignPlace;
use crate::press::{Made, Order, Output};
use crate::worker::Maker;

/// Where the engine finds what it needs.
#[derive(Debug, Clone)]
pub struct EngineConfig {
    /// Font folders; the shipped set, the rare pack.
    pub fonts: Vec<FontDir>,
    /// `assets/documents`.
    pub assets: PathBuf,
    /// The county's policy pack: its files win; its fonts are read too.
    pub overrides: Option<Arc<Pack>>,
}

/// What a paper may cost before it is given up.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Time for one paper, and for the start of a worker.
    pub time: Duration,
    /// Bytes of memory a worker process may take (Linux; elsewhere only the time is limited).
    pub memory: u64,
    /// A program that, called with [`crate::WORKER_ARGUMENT`] alone, calls [`crate::work`]. Without one the worker is a
    /// thread: it can be given up, but neither stopped nor kept from taking memory, so that only the shipped papers and
    /// tests should be set by one.
    pub worker: Option<PathBuf>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_secs(300), memory: 1536 << 20, worker: None }
    }
}

/// How one paper is to be rendered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenderOptions {
    /// Print ruled blanks for what is not known instead of refusing (forms filled in by hand).
    pub blanks: bool,
    /// Mark every page as a preview that may not be used: no QR, no check code.
    pub preview: bool,
}

/// A finished paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// PDF/A-2a.
    pub pdf: Vec<u8>,
    /// Number of pages.
    pub pages: usize,
    /// SHA-256 in hex over every template file used, its name and its `kind.toml`.
    pub template_hash: String,
    /// SHA-256 in hex over the cleaned data, see [`crate::data_hash`].
    pub data_hash: String,
    /// Where on its pages people sign and seal, in the order of the text.
    pub places: Vec<SignPlace>,
}

struct Request {
    order: Order,
    wanted: Weak<()>,
    reply: Sender<Result<Made, PaperError>>,
}

/// A paper on order. Dropping it before its turn takes it out of the queue.
#[must_use]
pub struct Job {
    _wanted: Arc<()>,
    reply: Receiver<Result<Made, PaperError>>,
}

impl Job {
    /// Blocks until the paper is done.
    ///
    /// # Errors
    /// As [`Engine::render`].
    pub fn wait(self) -> Result<Rendered, PaperError> {
        match self.made()? {
            Made::Paper(paper) => Ok(paper),
            Made::Look(_) => Err(PaperError::Dropped),
        }
    }

    fn made(self) -> Result<Made, PaperError> {
        self.reply.recv().unwrap_or(Err(PaperError::Dropped))
    }
}

/// Handle to the typesetter; clones share one worker, which ends with the last handle.
#[derive(Clone)]
pub struct Engine {
    requests: Sender<Request>,
    setup: Arc<Setup>,
}

struct Setup {
    config: EngineConfig,
    families: Vec<String>,
}

impl Engine {
    /// Loads fonts and kinds and starts the worker, with the usual limits.
    ///
    /// # Errors
    /// [`PaperError::Fonts`], [`PaperError::Io`], [`PaperError::BadKind`].
    pub fn start(config: EngineConfig) -> Result<Self, PaperError> {
        Self::start_within(config, Limits::default())
    }

    /// As [`Engine::start`], with limits of its own.
    ///
    /// # Errors
    /// As [`Engine::start`]; [`PaperError::Crashed`] and [`PaperError::TooLong`] when the worker does not come up.
    pub fn start_within(config: EngineConfig, limits: Limits) -> Result<Self, PaperError> {
        let maker = Maker::new(config.clone(), limits);
        let first = maker.hire()?;
        let setup = Arc::new(Setup { families: first.families().to_vec(), config });
        let (requests, inbox) = mpsc::channel::<Request>();
        let attend = move || {
            let mut worker = Some(first);
            while let Ok(request) = inbox.recv() {
                if request.wanted.strong_count() == 0 {
                    continue;
                }
                let made = match worker.take().map_or_else(|| maker.hire(), Ok) {
                    Ok(hand) => {
                        let (made, kept) = hand.set(&request.order, maker.time());
                        worker = kept;
                        made
                    }
                    Err(error) => Err(error),
                };
                // The orderer may have gone meanwhile.
                let _ = request.reply.send(made);
            }
        };
        thread::Builder::new()
            .name("documents".to_owned())
            .spawn(attend)
            .map_err(|source| PaperError::Io { path: PathBuf::from("documents"), source })?;
        Ok(Self { requests, setup })
    }

    /// The kinds of paper as they stand now.
    ///
    /// # Errors
    /// [`PaperError::Io`], [`PaperError::BadKind`].
    pub fn kinds(&self) -> Result<Kinds, PaperError> {
        Kinds::load(&self.setup.config.assets, self.setup.config.overrides.as_deref())
    }

    /// One kind of paper as it stands now; none when there is no such kind.
    ///
    /// # Errors
    /// As [`Engine::kinds`].
    pub fn kind(&self, id: &str) -> Result<Option<Kind>, PaperError> {
        Kinds::one(&self.setup.config.assets, self.setup.config.overrides.as_deref(), id)
    }

    /// Orders a paper and returns at once.
    pub fn submit(&self, kind: &str, data: &PaperData, options: RenderOptions) -> Job {
        self.order(kind, data, options, Output::Pdf)
    }

    fn order(&self, kind: &str, data: &PaperData, options: RenderOptions, output: Output) -> Job {
        let wanted = Arc::new(());
        let (reply, answer) = mpsc::channel();
        let order = Order { kind: kind.to_owned(), data: data.clone(), options, output };
        let request = Request { order, wanted: Arc::downgrade(&wanted), reply };
        // A failed send means that the worker has ended; the dropped reply then answers `Dropped`.
        let _ = self.requests.send(request);
        Job { _wanted: wanted, reply: answer }
    }

    /// Makes a paper; blocks until it is done. The same data and templates give the same bytes.
    ///
    /// # Errors
    /// [`PaperError::Missing`] with the questions to ask, [`PaperError::MissingGlyph`], and the template's own errors.
    pub fn render(
        &self,
        kind: &str,
        data: &PaperData,
        options: RenderOptions,
    ) -> Result<Rendered, PaperError> {
        self.submit(kind, data, options).wait()
    }

    /// The same paper as PDF/A-1b, for an archive or a validator that knows only the first part of the standard.
    ///
    /// # Errors
    /// As [`Engine::render`].
    pub fn render_a1b(
        &self,
        kind: &str,
        data: &PaperData,
        options: RenderOptions,
    ) -> Result<Rendered, PaperError> {
        self.order(kind, data, options, Output::A1b).wait()
    }

    /// Pages for the screen while the paper is typed: blanks where something is missing, no code, not for use. A page
    /// whose name is held is not drawn again; where words stand is said.
    ///
    /// # Errors
    /// As [`Engine::render_draft`].
    pub fn look(&self, kind: &str, data: &PaperData, wanted: LookFor) -> Result<Look, PaperError> {
        let options = RenderOptions { blanks: true, preview: true };
        match self.order(kind, data, options, Output::Look(wanted)).made()? {
            Made::Look(look) => Ok(look),
            Made::Paper(_) => Err(PaperError::Dropped),
        }
    }

    /// Makes a paper in which unknown fields are ruled blanks to be filled in by hand.
    ///
    /// # Errors
    /// As [`Engine::render`], but never [`PaperError::Missing`] except for the paper's date.
    pub fn render_draft(&self, kind: &str, data: &PaperData) -> Result<Rendered, PaperError> {
        self.render(kind, data, RenderOptions { blanks: true, preview: false })
    }

    /// What must be asked before this paper can be issued.
    ///
    /// # Errors
    /// [`PaperError::UnknownKind`] and reading errors.
    pub fn missing(
        &self,
        kind: &str,
        data: &PaperData,
    ) -> Result<Vec<crate::Question>, PaperError> {
        let kind = self.kind(kind)?.ok_or_else(|| PaperError::UnknownKind(kind.to_owned()))?;
        Ok(data::missing(&data::clean(data), &kind))
    }

    /// Where this engine finds what it needs.
    pub(crate) fn config(&self) -> &EngineConfig {
        &self.setup.config
    }

    /// Names of the font families on hand, to tell whether the rare pack is installed.
    #[must_use]
    pub fn font_families(&self) -> &[String] {
        &self.setup.families
    }
}
