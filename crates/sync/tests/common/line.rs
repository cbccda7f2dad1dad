//! A line between desk and hub that does everything a bad line does.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What happens to a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weather {
    /// Nothing.
    Fair,
    /// Each piece comes late, by so many milliseconds.
    Late(u64),
    /// Cut after so many bytes, in either direction.
    Cut(u64),
    /// Cut once, after so many bytes towards the hub; fair afterwards.
    CutOnce(u64),
    /// It opens and nothing ever moves.
    Dead,
    /// What the desk says reaches the hub twice, on two connections.
    Twice,
    /// So many bytes a second.
    Slow(u64),
    /// Nobody answers.
    Down,
    /// Each connection something else.
    Wild(u64),
}

/// The line.
pub struct Line {
    pub address: SocketAddr,
    weather: Arc<Mutex<Weather>>,
    /// Bytes towards the hub, and from it.
    pub up: Arc<AtomicU64>,
    pub down: Arc<AtomicU64>,
    pub connections: Arc<AtomicU64>,
}

impl Line {
    pub async fn to(hub: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let line = Self {
            address: listener.local_addr().unwrap(),
            weather: Arc::new(Mutex::new(Weather::Fair)),
            up: Arc::default(),
            down: Arc::default(),
            connections: Arc::default(),
        };
        let (weather, up, down) = (line.weather.clone(), line.up.clone(), line.down.clone());
        let connections = line.connections.clone();
        tokio::spawn(async move {
            while let Ok((desk, _)) = listener.accept().await {
                let n = connections.fetch_add(1, Ordering::Relaxed);
                let (weather, up, down) = (weather.clone(), up.clone(), down.clone());
                tokio::spawn(async move {
                    let _ = carry(desk, hub, weather, n, up, down).await;
                });
            }
        });
        line
    }

    pub fn is(&self, weather: Weather) {
        *self.weather.lock().unwrap() = weather;
    }

    pub fn weather(&self) -> Weather {
        *self.weather.lock().unwrap()
    }
}

/// What a wild line does to its nth connection: the same for the same seed.
fn drawn(seed: u64, n: u64) -> Weather {
    let mut x = seed ^ n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x ^= x >> 31;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^= x >> 29;
    match x % 8 {
        0 => Weather::Late(20),
        1 | 2 => Weather::Cut(x / 8 % 30_000),
        3 | 4 => Weather::Cut(x / 8 % 3_000),
        5 => Weather::Twice,
        6 if (x / 8).is_multiple_of(4) => Weather::Dead,
        6 => Weather::Slow(20_000),
        _ => Weather::Fair,
    }
}

async fn carry(
    desk: TcpStream,
    hub: SocketAddr,
    weather: Arc<Mutex<Weather>>,
    n: u64,
    up: Arc<AtomicU64>,
    down: Arc<AtomicU64>,
) -> std::io::Result<()> {
    let set = *weather.lock().unwrap();
    let this = match set {
        Weather::Wild(seed) => drawn(seed, n),
        other => other,
    };
    if this == Weather::Down {
        return Ok(());
    }
    if this == Weather::Dead {
        tokio::time::sleep(Duration::from_secs(3600)).await;
        return Ok(());
    }
    let over = TcpStream::connect(hub).await?;
    let twin = if this == Weather::Twice { Some(TcpStream::connect(hub).await?) } else { None };
    let (from_desk, to_desk) = desk.into_split();
    let (from_hub, to_hub) = over.into_split();
    let left = Arc::new(AtomicU64::new(match this {
        Weather::Cut(bytes) | Weather::CutOnce(bytes) => bytes,
        _ => u64::MAX,
    }));
    let to_twin = twin.map(|twin| {
        let (mut from_twin, to_twin) = twin.into_split();
        // What the second one answers nobody hears.
        tokio::spawn(async move {
            let mut sink = [0; 4096];
            while from_twin.read(&mut sink).await.is_ok_and(|read| read > 0) {}
        });
        to_twin
    });
    let only_up = matches!(this, Weather::CutOnce(_));
    let back_left = if only_up { Arc::new(AtomicU64::new(u64::MAX)) } else { left.clone() };
    tokio::select! {
        done = pump(from_desk, to_hub, to_twin, this, left, up) => done?,
        done = pump(from_hub, to_desk, None, this, back_left, down) => done?,
    }
    if only_up {
        let mut weather = weather.lock().unwrap();
        if *weather == set {
            *weather = Weather::Fair;
        }
    }
    Ok(())
}

/// A slow line carries small pieces, ten or more a second.
fn piece_of(weather: Weather) -> usize {
    match weather {
        Weather::Slow(rate) => usize::try_from(rate / 10).unwrap_or(1).clamp(1, 4096),
        _ => 4096,
    }
}

/// Carries one direction until it ends or is cut; when either direction ends, the connection does.
async fn pump(
    mut from: tokio::net::tcp::OwnedReadHalf,
    mut to: tokio::net::tcp::OwnedWriteHalf,
    mut also: Option<tokio::net::tcp::OwnedWriteHalf>,
    weather: Weather,
    left: Arc<AtomicU64>,
    count: Arc<AtomicU64>,
) -> std::io::Result<()> {
    let mut piece = vec![0; piece_of(weather)];
    loop {
        let read = from.read(&mut piece).await?;
        if read == 0 {
            return Ok(());
        }
        match weather {
            // A village line, 250 kB a second: slower than any hub reads.
            Weather::CutOnce(_) => tokio::time::sleep(Duration::from_millis(16)).await,
            Weather::Late(ms) => tokio::time::sleep(Duration::from_millis(ms)).await,
            Weather::Slow(rate) => {
                tokio::time::sleep(Duration::from_micros(read as u64 * 1_000_000 / rate)).await;
            }
            _ => {}
        }
        let may = usize::try_from(left.load(Ordering::Relaxed)).unwrap_or(usize::MAX).min(read);
        to.write_all(&piece[..may]).await?;
        count.fetch_add(may as u64, Ordering::Relaxed);
        if let Some(also) = &mut also {
            let _ = also.write_all(&piece[..may]).await;
        }
        left.fetch_sub(may as u64, Ordering::Relaxed);
        if may < read {
            // What has passed the line arrives; nothing follows, and the desk notices only after a while.
            to.shutdown().await?;
            if matches!(weather, Weather::CutOnce(_)) {
                tokio::time::sleep(Duration::from_secs(2)).await;
            }
            return Ok(());
        }
    }
}
