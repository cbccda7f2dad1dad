//! The service: TLS in front of the doors, in this process or inside another.

use crate::addresses;
use crate::error::{HubError, Result};
use crate::files::Alone;
use crate::http::{App, router};
use crate::hub::{Hub, Place};
use crate::tls;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use hyper_util::rt::TokioTimer;
use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;

/// A request's head has to be here by then.
const HEAD: Duration = Duration::from_secs(30);
/// Requests under way have so long to end when the service stops.
const GRACE: Duration = Duration::from_secs(10);

/// A running service.
#[derive(Debug)]
pub struct Serving {
    address: SocketAddr,
    hub: Arc<Hub>,
    handle: Handle<SocketAddr>,
    task: JoinHandle<std::io::Result<()>>,
    _alone: Alone,
}

/// Serves a hub until it is told to stop.
///
/// Wants a tokio runtime; port 0 takes any free port.
///
/// # Errors
/// As [`Hub::open`]; [`HubError::InUse`] when another process serves it; [`HubError::PortInUse`],
/// [`HubError::NoSuchAddress`], [`HubError::Io`] of the address.
pub async fn serve(place: &Place, listen: SocketAddr) -> Result<Serving> {
    let hub = Arc::new(Hub::open(place)?);
    let alone = Alone::take(&place.lock())?;
    hub.blobs.sweep();
    let shown = |error| HubError::Io { path: listen.to_string().into(), error };
    let listener = bind(listen)?;
    listener.set_nonblocking(true).map_err(shown)?;
    let address = listener.local_addr().map_err(shown)?;
    let tls = {
        let mut store = hub.write();
        store.set_served(&addresses::url_of(addresses::reachable(address)))?;
        let identity = store.identity();
        tls::server(&identity.certificate, &identity.certificate_key)?
    };
    let handle = Handle::new();
    let config = RustlsConfig::from_config(tls);
    let mut server = axum_server::from_tcp_rustls(listener, config)
        .map_err(shown)?
        .handle(handle.clone())
        .http1_only();
    server.http_builder().http1().timer(TokioTimer::new()).header_read_timeout(HEAD);
    let doors = router(App::new(hub.clone())).into_make_service();
    let task = tokio::spawn(server.serve(doors));
    tracing::info!(%address, "the hub listens");
    Ok(Serving { address, hub, handle, task, _alone: alone })
}

fn bind(listen: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(listen).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => HubError::PortInUse(listen),
        ErrorKind::AddrNotAvailable => HubError::NoSuchAddress(listen.ip()),
        _ => HubError::Io { path: listen.to_string().into(), error },
    })
}

impl Serving {
    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The hub that is served: whoever administers it in this process takes its turn with the requests.
    #[must_use]
    pub fn hub(&self) -> &Arc<Hub> {
        &self.hub
    }

    /// Whether it has ended by itself.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.task.is_finished()
    }

    /// Lets requests under way end, then stops.
    ///
    /// # Errors
    /// [`HubError::Io`] with which the service had ended by itself.
    pub async fn stop(mut self) -> Result<()> {
        self.handle.graceful_shutdown(Some(GRACE));
        self.over().await
    }

    /// Waits until the service ends by itself.
    ///
    /// # Errors
    /// [`HubError::Io`]
    pub async fn ended(mut self) -> Result<()> {
        self.over().await
    }

    /// [`Serving::ended`] for whoever also waits for something else.
    pub(crate) async fn over(&mut self) -> Result<()> {
        let at = |error| HubError::Io { path: self.address.to_string().into(), error };
        match (&mut self.task).await {
            Ok(ended) => ended.map_err(at),
            Err(_) => Err(HubError::damaged("the service broke off")),
        }
    }
}
