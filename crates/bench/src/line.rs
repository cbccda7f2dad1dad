//! The line between two processes: carries bytes, counts them, and breaks once where it is told to.

use crate::Outcome;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

const NEVER: u64 = u64::MAX;

/// Bytes that have crossed the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crossed {
    /// Towards the server.
    pub up: u64,
    /// From it.
    pub down: u64,
}

impl Crossed {
    /// What has crossed since.
    pub fn since(self, before: Self) -> Self {
        Self { up: self.up - before.up, down: self.down - before.down }
    }

    /// Both directions.
    pub fn all(self) -> u64 {
        self.up + self.down
    }
}

#[derive(Debug)]
struct Counted {
    up: AtomicU64,
    down: AtomicU64,
    /// `up` at which the line breaks, once.
    breaks_at: AtomicU64,
}

/// A TCP line that leads to one server; it ends with the runtime.
#[derive(Debug)]
pub struct Line {
    /// Where clients connect.
    pub address: SocketAddr,
    counted: Arc<Counted>,
}

impl Line {
    /// A line to a server.
    pub async fn to(server: SocketAddr) -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let counted = Arc::new(Counted {
            up: AtomicU64::new(0),
            down: AtomicU64::new(0),
            breaks_at: AtomicU64::new(NEVER),
        });
        let all = counted.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let counted = all.clone();
                // A connection that breaks is what this is for.
                tokio::spawn(async move { carry(client, server, &counted).await.ok() });
            }
        });
        Ok(Self { address, counted })
    }

    /// What has crossed so far.
    pub fn crossed(&self) -> Crossed {
        Crossed {
            up: self.counted.up.load(Ordering::SeqCst),
            down: self.counted.down.load(Ordering::SeqCst),
        }
    }

    /// Breaks once, after so many bytes more towards the server; what comes then is carried.
    pub fn break_after(&self, bytes: u64) {
        let now = self.counted.up.load(Ordering::SeqCst);
        self.counted.breaks_at.store(now + bytes, Ordering::SeqCst);
    }

    /// Whether the break it was told of is still to come.
    pub fn is_to_break(&self) -> bool {
        self.counted.breaks_at.load(Ordering::SeqCst) != NEVER
    }
}

async fn carry(client: TcpStream, server: SocketAddr, counted: &Counted) -> std::io::Result<()> {
    let over = TcpStream::connect(server).await?;
    client.set_nodelay(true)?;
    over.set_nodelay(true)?;
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = over.into_split();
    // When either direction ends, the connection does.
    tokio::select! {
        done = up(from_client, to_server, counted) => done,
        done = down(from_server, to_client, counted) => done,
    }
}

async fn up(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, c: &Counted) -> std::io::Result<()> {
    let mut piece = vec![0; 16 * 1024];
    loop {
        let read = from.read(&mut piece).await?;
        if read == 0 {
            return Ok(());
        }
        let left = c.breaks_at.load(Ordering::SeqCst).saturating_sub(c.up.load(Ordering::SeqCst));
        let may = usize::try_from(left).unwrap_or(usize::MAX).min(read);
        to.write_all(&piece[..may]).await?;
        c.up.fetch_add(may as u64, Ordering::SeqCst);
        if may < read {
            c.breaks_at.store(NEVER, Ordering::SeqCst);
            return Ok(());
        }
    }
}

async fn down(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, c: &Counted) -> std::io::Result<()> {
    let mut piece = vec![0; 16 * 1024];
    loop {
        let read = from.read(&mut piece).await?;
        if read == 0 {
            return Ok(());
        }
        to.write_all(&piece[..read]).await?;
        c.down.fetch_add(read as u64, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A server that answers with what it is told.
    async fn echo() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let (mut from, mut to) = stream.split();
                    tokio::io::copy(&mut from, &mut to).await.ok()
                });
            }
        });
        address
    }

    #[tokio::test]
    async fn every_byte_is_counted_once_in_its_direction() {
        let line = Line::to(echo().await).await.unwrap();
        let mut stream = TcpStream::connect(line.address).await.unwrap();
        stream.write_all(&[7; 100_000]).await.unwrap();
        stream.read_exact(&mut [0; 60_000]).await.unwrap();
        stream.read_exact(&mut [0; 40_000]).await.unwrap();
        assert_eq!(line.crossed().up, 100_000);
        // The last piece has arrived, its count may follow.
        while line.crossed().down < 100_000 {
            tokio::task::yield_now().await;
        }
        assert_eq!(line.crossed(), Crossed { up: 100_000, down: 100_000 });
    }

    #[tokio::test]
    async fn it_breaks_at_the_byte_and_only_once() {
        let line = Line::to(echo().await).await.unwrap();
        line.break_after(1000);
        let mut stream = TcpStream::connect(line.address).await.unwrap();
        stream.write_all(&[7; 5000]).await.unwrap();
        let mut came = Vec::new();
        // Ended or reset: broken either way.
        let _ = stream.read_to_end(&mut came).await;
        assert_eq!(line.crossed().up, 1000);
        assert!(!line.is_to_break());
        let mut stream = TcpStream::connect(line.address).await.unwrap();
        stream.write_all(&[7; 5000]).await.unwrap();
        stream.read_exact(&mut [0; 5000]).await.unwrap();
        assert_eq!(line.crossed().up, 6000);
    }
}
