//! The hub inside another program: the desk of a county that has one laptop (本机兼作县级中心).
//!
//! Blocking, with a thread and a runtime of its own: the program needs none, and its own runtime, if it has one, is
//! not held up by the hub's disk.
//!
//! ```no_run
//! # fn main() -> hub::Result<()> {
//! use hub::{Host, NewHub, Place, clock};
//! let place = Place::new("/…/hub".as_ref(), None);
//! if !hub::Hub::is_at(&place) {
//!     hub::init(&place, NewHub { name: "勐某县".into(), url: String::new() })?;
//! }
//! let host = Host::start(&place, Host::EVERYWHERE)?;
//! let station = host.hub().write().add_station("河口驿站", clock::now())?;
//! println!("{:?} {}", host.urls(), station.name);
//! host.stop()?;
//! # Ok(()) }
//! ```

use crate::addresses;
use crate::error::{HubError, Result};
use crate::hub::{Hub, Place};
use crate::serve;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::oneshot;

/// Work on disk has so long to end after the last request; what is cut off rolls back.
const GRACE: Duration = Duration::from_secs(5);
/// Threads for requests; a county's desks come by a few at a time, and the host's own window wants the rest.
const THREADS: usize = 2;

/// A hub served by this process. Stops, and waits for it, when dropped.
#[derive(Debug)]
pub struct Host {
    address: SocketAddr,
    hub: Arc<Hub>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<Result<()>>>,
}

impl Host {
    /// All interfaces, the port that codes name unless somebody chose another one.
    pub const EVERYWHERE: SocketAddr =
        SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::UNSPECIFIED, 8443));

    /// Serves the hub at `place`; comes back when it listens. Port 0 takes any free port.
    ///
    /// # Errors
    /// As [`Hub::open`]; [`HubError::InUse`] when another process serves or restores it; [`HubError::PortInUse`] when
    /// another program has the port; [`HubError::NoSuchAddress`]; [`HubError::Io`].
    pub fn start(place: &Place, listen: SocketAddr) -> Result<Self> {
        let here = |error| HubError::Io { path: place.dir.clone(), error };
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(THREADS)
            .thread_name("county-hub")
            .enable_all()
            .build()
            .map_err(here)?;
        let (stop, told) = oneshot::channel();
        let (begun, begins) = mpsc::sync_channel(1);
        let place_of_hub = place.clone();
        let thread = std::thread::Builder::new().name("county-hub".into()).spawn(move || {
            let mut serving = match runtime.block_on(serve(&place_of_hub, listen)) {
                Ok(serving) => serving,
                Err(error) => {
                    // Nobody listens any more only if the caller is gone.
                    let _ = begun.send(Err(error));
                    return Ok(());
                }
            };
            let _ = begun.send(Ok((serving.address(), serving.hub().clone())));
            let ended = runtime.block_on(async {
                let by_itself = tokio::select! {
                    ended = serving.over() => Some(ended),
                    // Dropping the sender says the same as sending.
                    _ = told => None,
                };
                match by_itself {
                    Some(ended) => ended,
                    None => serving.stop().await,
                }
            });
            runtime.shutdown_timeout(GRACE);
            ended
        });
        let thread = thread.map_err(here)?;
        match begins.recv() {
            Ok(Ok((address, hub))) => {
                Ok(Self { address, hub, stop: Some(stop), thread: Some(thread) })
            }
            Ok(Err(error)) => Err(error),
            Err(_) => Err(HubError::damaged("the service broke off at its start")),
        }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Addresses to offer for codes, the likeliest first: `https://192.168.1.20:8443`.
    ///
    /// Empty when it listens everywhere and there is no network. Ask again after a change of network; the one that is
    /// chosen goes to [`crate::Store::set_url`].
    #[must_use]
    pub fn urls(&self) -> Vec<String> {
        addresses::urls(self.address)
    }

    /// The hub, for whoever administers it: stations, codes, devices, review, status, backup.
    ///
    /// Takes its turn with the requests; a guard of [`Hub::write`] that is kept holds all of them up.
    #[must_use]
    pub fn hub(&self) -> &Arc<Hub> {
        &self.hub
    }

    /// Whether it still serves; `false` after it ended by itself ([`Host::stop`] tells why).
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.thread.as_ref().is_some_and(|thread| !thread.is_finished())
    }

    /// Lets requests under way end, stops, and waits until the folder and the port are free again.
    ///
    /// # Errors
    /// [`HubError`] with which the service had ended by itself.
    pub fn stop(mut self) -> Result<()> {
        self.end()
    }

    fn end(&mut self) -> Result<()> {
        drop(self.stop.take());
        match self.thread.take().map(JoinHandle::join) {
            Some(Ok(ended)) => ended,
            Some(Err(_)) => Err(HubError::damaged("the service broke off")),
            None => Ok(()),
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        if let Err(error) = self.end() {
            tracing::error!(%error, "the hosted hub had ended");
        }
    }
}
