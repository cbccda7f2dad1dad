//! Who sets the papers: a thread for what comes with the program, a process of its own for a policy pack. A template is
//! a program; one that never ends, or takes all memory, must not take the desk with it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use crate::engine::{EngineConfig, Limits};
use crate::error::PaperError;
use crate::press::{self, Order, Press};
use crate::process::Child;

type Made = Result<press::Made, PaperError>;

/// Starts workers, one after another.
pub(crate) struct Maker {
    config: EngineConfig,
    limits: Limits,
    press: std::sync::OnceLock<Arc<Press>>,
}

impl Maker {
    pub fn new(config: EngineConfig, limits: Limits) -> Self {
        Self { config, limits, press: std::sync::OnceLock::new() }
    }

    pub fn time(&self) -> Duration {
        self.limits.time
    }

    /// A new worker, ready for orders.
    pub fn hire(&self) -> Result<Hand, PaperError> {
        if let Some(program) = &self.limits.worker {
            return Child::start(program, &self.config, &self.limits).map(Hand::Process);
        }
        let press = match self.press.get() {
            Some(press) => Arc::clone(press),
            None => {
                let press = Arc::new(Press::load(self.config.clone())?);
                Arc::clone(self.press.get_or_init(|| press))
            }
        };
        Thread::start(press).map(Hand::Thread)
    }
}

/// A worker.
pub(crate) enum Hand {
    Thread(Thread),
    Process(Child),
}

impl Hand {
    pub fn families(&self) -> &[String] {
        match self {
            Self::Thread(thread) => &thread.press.families,
            Self::Process(child) => child.families(),
        }
    }

    /// Sets one paper; gives the worker back unless it had to be given up.
    pub fn set(mut self, order: &Order, time: Duration) -> (Made, Option<Self>) {
        let made = match &mut self {
            Self::Thread(thread) => thread.set(order, time),
            Self::Process(child) => child.set(order, time),
        };
        let lost = matches!(made, Err(PaperError::TooLong { .. } | PaperError::Dropped));
        match made {
            Err(PaperError::Dropped) => (Err(PaperError::Crashed(order.kind.clone())), None),
            made => (made, if lost { None } else { Some(self) }),
        }
    }
}

/// What came of waiting for a worker; [`PaperError::Dropped`] when it has ended.
pub(crate) fn waited<T>(
    from: &Receiver<Result<T, PaperError>>,
    kind: &str,
    time: Duration,
) -> Result<T, PaperError> {
    from.recv_timeout(time).unwrap_or_else(|why| {
        Err(match why {
            RecvTimeoutError::Timeout => {
                PaperError::TooLong { kind: kind.to_owned(), seconds: time.as_secs() }
            }
            RecvTimeoutError::Disconnected => PaperError::Dropped,
        })
    })
}

/// A worker in this process. Given up, its thread runs on until the template ends.
pub(crate) struct Thread {
    press: Arc<Press>,
    orders: Sender<Order>,
    made: Receiver<Made>,
}

/// Deeply nested content is laid out by recursion.
pub(crate) const STACK: usize = 16 * 1024 * 1024;

impl Thread {
    fn start(press: Arc<Press>) -> Result<Self, PaperError> {
        let (orders, inbox) = mpsc::channel::<Order>();
        let (answer, made) = mpsc::channel();
        let own = Arc::clone(&press);
        let work = move || {
            while let Ok(order) = inbox.recv() {
                if answer.send(own.set(&order)).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new()
            .name("typesetter".to_owned())
            .stack_size(STACK)
            .spawn(work)
            .map_err(|source| PaperError::Io { path: PathBuf::from("typesetter"), source })?;
        Ok(Self { press, orders, made })
    }

    fn set(&self, order: &Order, time: Duration) -> Made {
        self.orders.send(order.clone()).map_err(|_| PaperError::Dropped)?;
        waited(&self.made, &order.kind, time)
    }
}
