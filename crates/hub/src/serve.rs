//! The service: TLS in front of the doors, in this process or inside another.

use crate::error::{HubError, Result};
use crate::files::Alone;
use crate::http::{App, router};
use crate::hub::{Hub, Place};
use crate::tls;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use hyper_util::rt::TokioTimer;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
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
    handle: Handle<SocketAddr>,
    task: JoinHandle<std::io::Result<()>>,
    _alone: Alone,
}

/// Serves a hub until it is told to stop.
///
/// Wants a tokio runtime; port 0 takes any free port.
///
/// # Errors
/// As [`Hub::open`]; [`HubError::InUse`] when another process serves it; [`HubError::Io`] of the address.
pub async fn serve(place: &Place, listen: SocketAddr) -> Result<Serving> {
    let hub = Hub::open(place)?;
    let alone = Alone::take(&place.lock())?;
    hub.blobs.sweep();
    let shown = |error| HubError::Io { path: listen.to_string().into(), error };
    let listener = TcpListener::bind(listen).map_err(shown)?;
    listener.set_nonblocking(true).map_err(shown)?;
    let address = listener.local_addr().map_err(shown)?;
    let tls = {
        let mut store = hub.write();
        store.set_served(&format!("https://{}", reachable(address)))?;
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
    let doors = router(App::new(hub)).into_make_service();
    let task = tokio::spawn(server.serve(doors));
    tracing::info!(%address, "the hub listens");
    Ok(Serving { address, handle, task, _alone: alone })
}

/// The address somebody else can reach: that of the interface towards the network, when it listens on all of them.
fn reachable(address: SocketAddr) -> SocketAddr {
    if !address.ip().is_unspecified() {
        return address;
    }
    // Nothing is sent: connecting a datagram socket only chooses the interface. The address is one for documents.
    let outward = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).and_then(|socket| {
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9))?;
        socket.local_addr()
    });
    let ip = outward.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |local| local.ip());
    SocketAddr::new(ip, address.port())
}

impl Serving {
    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Lets requests under way end, then stops.
    ///
    /// # Errors
    /// [`HubError::Io`] with which the service had ended by itself.
    pub async fn stop(self) -> Result<()> {
        self.handle.graceful_shutdown(Some(GRACE));
        self.ended().await
    }

    /// Waits until the service ends by itself.
    ///
    /// # Errors
    /// [`HubError::Io`]
    pub async fn ended(self) -> Result<()> {
        let at = |error| HubError::Io { path: self.address.to_string().into(), error };
        match self.task.await {
            Ok(ended) => ended.map_err(at),
            Err(_) => Err(HubError::damaged("the service broke off")),
        }
    }
}
