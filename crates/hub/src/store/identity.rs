//! Who the hub is: its keys, its name, its lives.

use super::devices;
use crate::error::{HubError, Result};
use crate::plan::Lives;
use crate::tls;
use ledger::{DeviceId, Incarnation, SigningKey};
use rusqlite::Connection;
use zeroize::Zeroizing;

/// What a hub is made from.
pub struct NewHub {
    /// Name of the county's centre.
    pub name: String,
    /// Address as stations reach it, `https://host:port`; empty = not known yet.
    pub url: String,
}

/// Keys and names that stay for the hub's whole existence.
pub struct Identity {
    /// Name of the county's centre.
    pub name: String,
    /// Signs receipts, pages and the hub's own log.
    pub signing: SigningKey,
    /// Certificate, DER.
    pub certificate: Vec<u8>,
    /// Private key of the certificate, PKCS 8.
    pub certificate_key: Zeroizing<Vec<u8>>,
    /// SHA-256 of its SubjectPublicKeyInfo, 64 hexadecimal digits.
    pub pin: String,
    /// Recipient for courier files.
    pub age: String,
}

impl Identity {
    /// The hub as a writer of its own log.
    #[must_use]
    pub fn dev(&self) -> DeviceId {
        DeviceId::of(&self.signing.verifying_key())
    }

    pub(super) fn load(conn: &Connection) -> Result<Self> {
        let (name, signing, certificate_key, certificate, pin, age) = conn.query_row(
            "SELECT name, signing, tls_key, tls_cert, pin, age FROM hub",
            [],
            |row| {
                Ok((
                    row.get(0)?,
                    Zeroizing::new(row.get::<_, [u8; 32]>(1)?),
                    Zeroizing::new(row.get(2)?),
                    row.get(3)?,
                    row.get(4)?,
                    Zeroizing::new(row.get::<_, String>(5)?),
                ))
            },
        )?;
        let age: age::x25519::Identity =
            age.parse().map_err(|_| HubError::damaged("the age identity is unreadable"))?;
        Ok(Self {
            name,
            signing: SigningKey::from_bytes(&signing),
            certificate,
            certificate_key,
            pin,
            age: age.to_public().to_string(),
        })
    }
}

pub(super) fn insert(conn: &Connection, new: NewHub) -> Result<()> {
    use age::secrecy::ExposeSecret as _;
    let certificate = tls::self_signed()?;
    let age = age::x25519::Identity::generate().to_string();
    conn.execute(
        "INSERT INTO hub (one, inc, began, last, name, url, served, signing, tls_key, tls_cert, pin, age)
         VALUES (1, ?1, 0, 0, ?2, ?3, '', ?4, ?5, ?6, ?7, ?8)",
        (
            crate::keys::random::<8>(),
            new.name,
            new.url,
            crate::keys::random::<32>(),
            certificate.key.as_slice(),
            certificate.der,
            certificate.pin,
            age.expose_secret(),
        ),
    )?;
    Ok(())
}

pub(super) fn lives(conn: &Connection) -> Result<Lives> {
    let (inc, began, last) = conn
        .prepare_cached("SELECT inc, began, last FROM hub")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let mut select = conn.prepare_cached("SELECT inc, kept FROM life")?;
    let earlier = select
        .query_map([], |row| Ok((Incarnation(row.get(0)?), row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Lives { current: Incarnation(inc), began, last, earlier })
}

pub(super) fn set_last(conn: &Connection, last: u64) -> Result<()> {
    conn.prepare_cached("UPDATE hub SET last = ?1")?.execute([last])?;
    Ok(())
}

/// The address to put into codes.
pub(super) fn url(conn: &Connection) -> Result<String> {
    Ok(conn.query_row("SELECT iif(url = '', served, url) FROM hub", [], |row| row.get(0))?)
}

/// Begins a new life: after a restore, or when it turned out that the book is older than it was.
///
/// Who was shut out meanwhile is not known: all that took part wait, see [`devices::hold_all`].
pub(super) fn renew(conn: &Connection) -> Result<Incarnation> {
    conn.execute("INSERT INTO life (inc, kept) SELECT inc, last FROM hub", [])?;
    let inc = Incarnation(crate::keys::random());
    conn.execute("UPDATE hub SET inc = ?1, began = last", [inc.as_bytes()])?;
    devices::hold_all(conn)?;
    Ok(inc)
}
