//! Three loops that wait for nobody but their own line: records, feed, files.

use crate::backoff::{Backoff, random, spread};
use crate::error::{Result, SyncError};
use crate::session::{Clock, Session, author, on_store};
use crate::status::{Board, Part, Status};
use crate::work::{feed, files, records};
use casework::CaseId;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::Store;
use tokio::sync::{Notify, broadcast, watch};
use tokio::task::JoinHandle;

/// How the loops behave.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// How often the feed is asked when nothing happens.
    pub ask_feed: Duration,
    /// How often it is looked whether another process of this desk has written.
    pub look: Duration,
    /// First wait after trouble; it doubles.
    pub first_wait: Duration,
    /// Longest wait after trouble.
    pub longest_wait: Duration,
    /// How long a line may be silent.
    pub patience: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            ask_feed: Duration::from_secs(30),
            look: Duration::from_secs(15),
            first_wait: Duration::from_secs(1),
            longest_wait: Duration::from_secs(300),
            patience: Duration::from_secs(60),
        }
    }
}

/// What a person has asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Run,
    Pause,
    Stop,
}

/// The bells of the loops.
#[derive(Debug, Default)]
struct Bells {
    records: Notify,
    feed: Notify,
    files: Notify,
}

/// Synchronising in the background, from [`Runner::start`] to [`Runner::stop`] or until the desk locks.
pub struct Runner {
    store: Arc<Store>,
    clock: Clock,
    board: Board,
    bells: Arc<Bells>,
    order: watch::Sender<Order>,
    changes: broadcast::Sender<Vec<CaseId>>,
    loops: Vec<JoinHandle<()>>,
}

impl Runner {
    /// Starts the loops; must be called inside a tokio runtime. A desk without enrolment does nothing, and says
    /// [`crate::State::Off`]: start again after [`crate::enrol`].
    #[must_use]
    pub fn start(store: Arc<Store>, clock: Clock, options: Options) -> Self {
        let (board, bells) = (Board::new(), Arc::new(Bells::default()));
        let paused = store.read(|r| r.sync_paused()).unwrap_or(false);
        let (order, _) = watch::channel(if paused { Order::Pause } else { Order::Run });
        let (changes, _) = broadcast::channel(256);
        board.paused(paused);
        let main = tokio::spawn(run(
            (store.clone(), clock.clone(), board.clone(), changes.clone()),
            bells.clone(),
            order.subscribe(),
            options,
        ));
        Self { store, clock, board, bells, order, changes, loops: vec![main] }
    }

    /// What is going on, whenever it changes.
    #[must_use]
    pub fn status(&self) -> watch::Receiver<Status> {
        self.board.watch()
    }

    /// Cases that look different since something came from the hub. A listener that is too slow is told
    /// [`broadcast::error::RecvError::Lagged`]: then everything may have changed.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<Vec<CaseId>> {
        self.changes.subscribe()
    }

    /// Something was saved here: records go at once, files after them. Costs nothing; call it after each save.
    pub fn changed(&self) {
        self.bells.records.notify_one();
        self.bells.files.notify_one();
    }

    /// Somebody waits: everything at once, whatever wait was under way.
    pub fn now(&self) {
        self.changed();
        self.bells.feed.notify_one();
    }

    /// Somebody waits for this file: it comes before all others.
    ///
    /// # Errors
    /// [`SyncError::Store`].
    pub fn want(&self, sha256: &str) -> Result<()> {
        self.store.write(author((self.clock)()), |w| w.want_file(sha256))?;
        self.bells.files.notify_one();
        Ok(())
    }

    /// Stops until [`Runner::resume`], over restarts too. What is under way is cut; nothing is lost by it.
    ///
    /// # Errors
    /// [`SyncError::Store`].
    pub fn pause(&self) -> Result<()> {
        self.order(true, Order::Pause)
    }

    /// Goes on.
    ///
    /// # Errors
    /// [`SyncError::Store`].
    pub fn resume(&self) -> Result<()> {
        self.order(false, Order::Run)
    }

    fn order(&self, paused: bool, order: Order) -> Result<()> {
        self.store.write(author((self.clock)()), |w| {
            w.pause_sync(paused)?;
            w.log_sync(if paused { "sync.paused" } else { "sync.resumed" }, &json!({}))
        })?;
        self.board.paused(paused);
        self.order.send_replace(order);
        Ok(())
    }

    /// Ends the loops; what is under way is cut, a save under way is waited for.
    pub async fn stop(mut self) {
        self.order.send_replace(Order::Stop);
        for task in self.loops.drain(..) {
            // A loop that panicked has ended too.
            let _ = task.await;
        }
        self.board.running(false);
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.order.send_replace(Order::Stop);
    }
}

type Desk = (Arc<Store>, Clock, Board, broadcast::Sender<Vec<CaseId>>);

async fn run(desk: Desk, bells: Arc<Bells>, order: watch::Receiver<Order>, options: Options) {
    let (store, clock, board, changes) = desk;
    if let Err(error) = board.counted(&store).await {
        tracing::warn!(code = error.code(), "nothing can be counted");
    }
    let opened = Session::open(store, clock, options.patience, board.clone(), changes).await;
    let session = match opened {
        Ok(session) => Arc::new(session),
        Err(error) => {
            tracing::info!(code = error.code(), "no synchronising");
            return;
        }
    };
    board.running(true);
    let rounds = |part| Rounds::new(session.clone(), bells.clone(), order.clone(), options, part);
    tokio::join!(rounds(Part::Records).go(), rounds(Part::Feed).go(), rounds(Part::Files).go(),);
    board.running(false);
}

/// One loop.
struct Rounds {
    session: Arc<Session>,
    bells: Arc<Bells>,
    order: watch::Receiver<Order>,
    options: Options,
    part: Part,
    later: files::Later,
    /// Code of the trouble last written to the log, so that a month offline is one line.
    logged: Option<String>,
}

impl Rounds {
    fn new(
        session: Arc<Session>,
        bells: Arc<Bells>,
        order: watch::Receiver<Order>,
        options: Options,
        part: Part,
    ) -> Self {
        let later = files::Later::default();
        Self { session, bells, order, options, part, later, logged: None }
    }

    async fn go(mut self) {
        let mut backoff = Backoff::new(self.options.first_wait, self.options.longest_wait);
        loop {
            let order = *self.order.borrow_and_update();
            match order {
                Order::Stop => return,
                Order::Pause => {
                    if self.order.changed().await.is_err() {
                        return;
                    }
                    continue;
                }
                Order::Run => {}
            }
            let mut orders = self.order.clone();
            let began = Instant::now();
            let done = tokio::select! {
                done = self.step() => done,
                // Cut at any point: each request stands alone, each save is whole.
                _ = orders.changed() => continue,
            };
            if done.as_ref().is_err_and(SyncError::is_locked) {
                return;
            }
            self.tell(began, done.as_ref().err()).await;
            let wait = match &done {
                Ok(()) => {
                    backoff.reset();
                    let pace = spread(self.pace(), random());
                    let due = self.later.next().filter(|_| self.part == Part::Files);
                    due.map_or(pace, |due| due.max(self.options.first_wait).min(pace))
                }
                Err(_) => backoff.next(random()),
            };
            let bells = self.bells.clone();
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                () = self.bell(&bells).notified() => {
                    // A person, or something new: but a hub that is down is not asked for every key.
                    if done.is_err() {
                        let short = self.options.first_wait / 2;
                        tokio::time::sleep(spread(short, random())).await;
                    }
                    self.later.clear();
                }
                _ = orders.changed() => {}
            }
        }
    }

    fn bell<'b>(&self, bells: &'b Bells) -> &'b Notify {
        match self.part {
            Part::Records => &bells.records,
            Part::Feed => &bells.feed,
            Part::Files => &bells.files,
        }
    }

    fn pace(&self) -> Duration {
        match self.part {
            Part::Records => self.options.look,
            Part::Feed => self.options.ask_feed,
            Part::Files => self.options.look,
        }
    }

    async fn step(&mut self) -> Result<()> {
        match self.part {
            Part::Records => {
                // What was sent is seen in the feed: only then it stands in the county's order.
                if records::send_all(&self.session).await?.records > 0 {
                    self.bells.feed.notify_one();
                    self.bells.files.notify_one();
                }
            }
            Part::Feed => {
                let read = feed::read_whole(&self.session).await?;
                if read.rewritten > 0 {
                    self.bells.records.notify_one();
                }
                if read.fresh > 0 {
                    self.bells.files.notify_one();
                }
            }
            Part::Files => {
                files::carry_all(&self.session, &mut self.later).await?;
            }
        }
        Ok(())
    }

    /// Shows how the step ended; the log gets one line when a trouble begins and one when the line is back, so that a
    /// month offline is two lines.
    async fn tell(&mut self, began: Instant, error: Option<&SyncError>) {
        let at = (self.session.clock)();
        self.session.board.trouble(self.part, at, error);
        let line = error.is_some_and(SyncError::is_line);
        // A loop that had nothing to send has not tried the line.
        let tried = line || error.is_some() || self.part == Part::Feed;
        let turned = if tried { self.session.line_changed(began, line) } else { None };
        match turned {
            Some(true) => self.log("sync.no_line".to_owned(), json!({})).await,
            Some(false) => self.log("sync.line_again".to_owned(), json!({})).await,
            None => {}
        }
        let code = error.filter(|error| !error.is_line()).map(SyncError::code);
        if code != self.logged
            && let (Some(error), Some(code)) = (error, code.clone())
        {
            self.log(code, error.args().into()).await;
        }
        self.logged = code;
    }

    async fn log(&self, code: String, args: Value) {
        let at = (self.session.clock)();
        let written = on_store(&self.session.store, move |store| {
            Ok(store.write(author(at), |w| w.log_sync(&code, &args))?)
        });
        if let Err(error) = written.await {
            tracing::warn!(code = error.code(), "the log was not written");
        }
    }
}
