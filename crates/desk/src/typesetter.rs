//! Who sets the desk's papers: the policy pack in force, behind it the one before, behind them what comes with the
//! program. A pack that cannot be used never stops printing: the next one is used, and it is said.

use crate::error::{DeskError, Result};
use crate::pack::shelf;
use crate::session::{Change, Desk, Session};
use documents::dossier::{Binding, Bound, Dossier};
use documents::pack::Pack;
use documents::{
    Engine, EngineConfig, FontDir, Kind, Kinds, Limits, Look, LookFor, PaperData, PaperError,
    Question, RenderOptions, Rendered,
};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;
use tokio::sync::broadcast;

/// What papers record as their pack when they were set with what comes with the program.
pub(crate) const BUILTIN: &str = "builtin";
/// Packs kept warm: the one in force, the one before, one being looked at.
const WARM: usize = 3;
/// One paper of a pack; ten times what the slowest needs on a slow machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the desk keeps of its typesetters.
#[derive(Default)]
pub(crate) struct Presses {
    worker: OnceLock<PathBuf>,
    shipped: OnceLock<Result<Engine>>,
    packs: Mutex<Vec<(String, Press)>>,
    troubles: Arc<Mutex<Vec<DeskError>>>,
    /// Papers, by pack and kind, that a pack did not get ready with: nobody waits for them again.
    given_up: Arc<Mutex<BTreeSet<(String, String)>>>,
}

impl Presses {
    pub(crate) fn set_worker(&self, program: PathBuf) {
        // Said once, when the program starts.
        let _ = self.worker.set(program);
    }

    fn warm(&self, key: &str) -> Option<Press> {
        let mut warm = self.packs.lock().unwrap_or_else(PoisonError::into_inner);
        let at = warm.iter().position(|(known, _)| known == key)?;
        let found = warm.remove(at);
        let press = found.1.clone();
        warm.push(found);
        Some(press)
    }

    fn keep_warm(&self, key: &str, press: Press) {
        let mut warm = self.packs.lock().unwrap_or_else(PoisonError::into_inner);
        warm.push((key.to_owned(), press));
        if warm.len() > WARM {
            warm.remove(0);
        }
    }

    /// What was wrong with packs since the program started, each once.
    pub(crate) fn troubles(&self) -> Vec<DeskError> {
        self.troubles.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn forget_troubles(&self) {
        self.given_up.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.troubles.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// One who can set papers.
#[derive(Clone)]
struct Press {
    engine: Engine,
    /// As papers record it: `id@version#sha256`, or [`BUILTIN`].
    name: String,
    /// As a person reads it.
    title: String,
    /// What it sets with; none: what comes with the program.
    pack: Option<Arc<Pack>>,
}

/// The desk's typesetters, the one to be asked first in front.
#[derive(Clone)]
pub(crate) struct Typesetter {
    presses: Vec<Press>,
    troubles: Arc<Mutex<Vec<DeskError>>>,
    given_up: Arc<Mutex<BTreeSet<(String, String)>>>,
    teller: broadcast::Sender<Change>,
}

impl Typesetter {
    /// The kinds of paper.
    pub(crate) fn kinds(&self) -> std::result::Result<Kinds, PaperError> {
        self.first(None, |press| press.engine.kinds()).map(|(kinds, _)| kinds)
    }

    /// One kind of paper.
    pub(crate) fn kind(&self, id: &str) -> std::result::Result<Option<Kind>, PaperError> {
        self.first(None, |press| press.engine.kind(id)).map(|(kind, _)| kind)
    }

    /// What must be asked before a paper can be issued.
    pub(crate) fn missing(
        &self,
        kind: &str,
        data: &PaperData,
    ) -> std::result::Result<Vec<Question>, PaperError> {
        self.first(Some(kind), |press| press.engine.missing(kind, data)).map(|(all, _)| all)
    }

    /// Sets a paper.
    pub(crate) fn render(
        &self,
        kind: &str,
        data: &PaperData,
        options: RenderOptions,
    ) -> std::result::Result<Rendered, PaperError> {
        self.set(kind, data, options).map(|(paper, _)| paper)
    }

    /// Sets a paper for the screen.
    pub(crate) fn look(
        &self,
        kind: &str,
        data: &PaperData,
        wanted: &LookFor,
    ) -> std::result::Result<Look, PaperError> {
        let look = |press: &Press| press.engine.look(kind, data, wanted.clone());
        self.first(Some(kind), look).map(|(look, _)| look)
    }

    /// Sets a paper and says with which pack.
    pub(crate) fn set(
        &self,
        kind: &str,
        data: &PaperData,
        options: RenderOptions,
    ) -> std::result::Result<(Rendered, String), PaperError> {
        self.first(Some(kind), |press| press.engine.render(kind, data, options))
    }

    /// Binds a dossier, with the program's own templates.
    pub(crate) fn bind(
        &self,
        dossier: Dossier,
        go: impl Fn(Binding) -> bool + Send,
    ) -> std::result::Result<Bound, PaperError> {
        let last = self.presses.last().ok_or(PaperError::Dropped)?;
        last.engine.bind(dossier, go)
    }

    /// Asks one after the other as long as it is the pack that is wrong.
    fn first<T>(
        &self,
        kind: Option<&str>,
        ask: impl Fn(&Press) -> std::result::Result<T, PaperError>,
    ) -> std::result::Result<(T, String), PaperError> {
        let mut failed = None;
        for (at, press) in self.presses.iter().enumerate() {
            let this = (press.name.clone(), kind.unwrap_or_default().to_owned());
            if at + 1 < self.presses.len() && self.given_up().contains(&this) {
                continue;
            }
            match ask(press) {
                Ok(answer) => {
                    if let (Some(error), Some(bad)) = (failed, self.presses.first()) {
                        self.tell(bad, press, kind, &error);
                    }
                    return Ok((answer, press.name.clone()));
                }
                Err(error) if at + 1 < self.presses.len() && is_the_packs(&error) => {
                    if matches!(error, PaperError::TooLong { .. } | PaperError::Crashed(_)) {
                        self.given_up().insert(this);
                    }
                    failed.get_or_insert(error);
                }
                // What comes with the program has the last word: its questions can be answered.
                Err(error) => return Err(error),
            }
        }
        Err(failed.unwrap_or(PaperError::Dropped))
    }

    fn given_up(&self) -> MutexGuard<'_, BTreeSet<(String, String)>> {
        self.given_up.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, bad: &Press, used: &Press, kind: Option<&str>, error: &PaperError) {
        let title = kind.and_then(|kind| {
            let kinds = used.engine.kinds().ok()?;
            kinds.get(kind).map(|kind| kind.title.clone())
        });
        let said = DeskError::new("pack.fell_back")
            .with("pack", bad.title.clone())
            .with("used", used.title.clone())
            .with("paper", title.unwrap_or_default())
            .with("fault", error.code());
        note(&self.troubles, &self.teller, said);
    }
}

fn title_of(pack: &Pack) -> String {
    format!("{} {}", pack.meta().name, pack.meta().version)
}

/// Whether another pack may do better; a wrong date or an empty field is nobody's template.
fn is_the_packs(error: &PaperError) -> bool {
    !matches!(
        error,
        PaperError::Missing(_) | PaperError::BadData { .. } | PaperError::UnknownKind(_)
    )
}

fn note(all: &Mutex<Vec<DeskError>>, teller: &broadcast::Sender<Change>, said: DeskError) {
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    if all.contains(&said) {
        return;
    }
    tracing::warn!(code = said.code, args = ?said.args, "policy pack");
    all.push(said);
    // Nobody listening is no error.
    let _ = teller.send(Change { noun: "pack".to_owned(), case: None });
}

impl Desk {
    /// Names the program that sets the papers of policy packs, this one itself: called with
    /// [`crate::WORKER_ARGUMENT`] it must answer with [`crate::typeset_for_parent`]. Without it they are set in this
    /// process, where an endless template can be given up but not stopped.
    pub fn set_worker(&self, program: PathBuf) {
        self.presses.set_worker(program);
    }

    pub(crate) fn engine_config(&self) -> EngineConfig {
        EngineConfig {
            assets: self.config.documents.clone(),
            overrides: None,
            fonts: vec![
                FontDir(self.config.fonts.clone()),
                FontDir(self.config.fonts.join("rare")),
            ],
        }
    }

    pub(crate) fn pack_limits(&self) -> Limits {
        let worker = self.presses.worker.get().cloned();
        Limits { time: PATIENCE, worker, ..Limits::default() }
    }

    fn shipped(&self) -> Result<Engine> {
        let start = || Engine::start(self.engine_config()).map_err(DeskError::from);
        self.presses.shipped.get_or_init(start).clone()
    }

    /// The desk's typesetters as they stand now.
    pub(crate) fn engine(&self) -> Result<Typesetter> {
        let mut presses = Vec::new();
        if let Some(session) = self.peek() {
            for sha256 in shelf::wanted(&session)? {
                match self.press(&session, &sha256) {
                    Ok(press) => presses.push(press),
                    Err(error) => self.pack_trouble(error),
                }
            }
        }
        let name = BUILTIN.to_owned();
        presses.push(Press {
            engine: self.shipped()?,
            name,
            title: "随附样式".to_owned(),
            pack: None,
        });
        let troubles = Arc::clone(&self.presses.troubles);
        let given_up = Arc::clone(&self.presses.given_up);
        Ok(Typesetter { presses, troubles, given_up, teller: self.teller() })
    }

    /// The packs whose papers are set here, the one in force first, with their titles, without starting any typesetter;
    /// one that may not be used, or is still on its way, is left out.
    pub(crate) fn packs_in_force(&self, session: &Session) -> Result<Vec<(Arc<Pack>, String)>> {
        let packs = shelf::wanted(session)?.into_iter().filter_map(|sha256| {
            if let Some(Press { pack: Some(pack), title, .. }) = self.presses.warm(&sha256) {
                return Some((pack, title));
            }
            let (pack, _) = shelf::trusted(session, &sha256).ok()?;
            let title = title_of(&pack);
            Some((pack, title))
        });
        Ok(packs.collect())
    }

    pub(crate) fn pack_trouble(&self, error: DeskError) {
        note(&self.presses.troubles, &self.teller(), error);
    }

    fn press(&self, session: &Session, sha256: &str) -> Result<Press> {
        if let Some(press) = self.presses.warm(sha256) {
            return Ok(press);
        }
        let (pack, _) = shelf::trusted(session, sha256)?;
        self.pack_press(sha256, &pack)
    }

    /// Loads a pack, or finds it warm under this key, and answers whether it can be used.
    ///
    /// # Errors
    /// `pack.unusable` with the reason.
    pub(crate) fn pack_engine(&self, key: &str, pack: &Arc<Pack>) -> Result<Engine> {
        self.pack_press(key, pack).map(|press| press.engine)
    }

    fn pack_press(&self, key: &str, pack: &Arc<Pack>) -> Result<Press> {
        if let Some(press) = self.presses.warm(key) {
            return Ok(press);
        }
        let meta = pack.meta();
        let title = title_of(pack);
        let config = EngineConfig { overrides: Some(Arc::clone(pack)), ..self.engine_config() };
        let engine = Engine::start_within(config, self.pack_limits()).map_err(|error| {
            tracing::warn!(%error, "policy pack");
            DeskError::new("pack.unusable").with("pack", title.clone()).with("fault", error.code())
        })?;
        let name = format!("{}@{}#{key}", meta.id, meta.version);
        let press = Press { engine, name, title, pack: Some(Arc::clone(pack)) };
        self.presses.keep_warm(key, press.clone());
        Ok(press)
    }
}
