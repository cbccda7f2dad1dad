//! The hub's book in one SQLite file: what came, in which order, who owns and who sees.
//!
//! Every change is one transaction begun with the write lock, whoever makes it: the service or a command beside it.

mod db;
mod devices;
mod enrol;
mod feed;
mod files;
mod identity;
mod ingest;
mod own;
mod quota;
mod review;
mod row;
mod shared;
mod status;
mod vouch;

pub use devices::{Device, State};
pub use enrol::NewCode;
pub use files::BlobState;
pub use identity::{Identity, NewHub};
pub use ingest::Pushed;
pub use quota::{Quota, Used};
pub use review::{Content, ContentCase, Waiting, Why};
pub use status::{DeviceStatus, Status};

pub(crate) use db::{connect, copy, migrate};
pub(crate) use files::is_sha256;

use crate::error::{HubError, Result};
use crate::keys::Secret;
use chrono::{DateTime, FixedOffset};
use ledger::wire::{EnrolAsk, Enrolled, Station, Token, Vouch, Vouched};
use ledger::{DeviceId, Incarnation, Limits, VerifiedBatch, VerifyingKey};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::path::Path;

/// The hub's clock at the moment of a request.
pub type Now = DateTime<FixedOffset>;

/// One connection to the book.
pub struct Store {
    conn: Connection,
    identity: Identity,
}

impl Store {
    /// Makes a new book in memory, for tests of the rules without a disk.
    ///
    /// # Errors
    /// [`HubError`]
    pub fn in_memory(new: NewHub) -> Result<Self> {
        Self::begin(Connection::open_in_memory()?, new)
    }

    pub(crate) fn create(path: &Path, key: &Secret, new: NewHub) -> Result<Self> {
        Self::begin(connect(path, key, true)?, new)
    }

    fn begin(mut conn: Connection, new: NewHub) -> Result<Self> {
        migrate(&mut conn)?;
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        identity::insert(&tx, new)?;
        tx.commit()?;
        Self::over(conn)
    }

    pub(crate) fn open(path: &Path, key: &Secret) -> Result<Self> {
        let mut conn = connect(path, key, false)?;
        migrate(&mut conn)?;
        Self::over(conn)
    }

    fn over(conn: Connection) -> Result<Self> {
        let identity = Identity::load(&conn)?;
        Ok(Self { conn, identity })
    }

    /// A copy of the book as it stands, in memory: what a restore from a backup gives back.
    ///
    /// # Errors
    /// [`HubError`]
    pub fn copy_in_memory(&self) -> Result<Self> {
        let mut copy = Connection::open_in_memory()?;
        rusqlite::backup::Backup::new(&self.conn, &mut copy)?.step(-1)?;
        Self::over(copy)
    }

    pub(crate) fn conn(&self) -> &Connection {
        &self.conn
    }

    /// Who the hub is.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The present life of the hub.
    ///
    /// # Errors
    /// [`HubError`]
    pub fn hub_inc(&self) -> Result<Incarnation> {
        Ok(identity::lives(&self.conn)?.current)
    }

    fn write<T>(
        &mut self,
        change: impl FnOnce(&Transaction<'_>, &Identity) -> Result<T>,
    ) -> Result<T> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = change(&tx, &self.identity)?;
        tx.commit()?;
        Ok(done)
    }

    /// One snapshot for several questions.
    fn read<T>(&self, ask: impl FnOnce(&Connection, &Identity) -> Result<T>) -> Result<T> {
        let tx = self.conn.unchecked_transaction()?;
        let answer = ask(&tx, &self.identity)?;
        tx.finish()?;
        Ok(answer)
    }

    /// Begins a new life: after a restore, or when it turned out that this book is older than what it once was.
    ///
    /// Devices that took part are [`State::Held`] until [`Store::confirm`] or [`Store::vouch`].
    ///
    /// # Errors
    /// [`HubError`]
    pub fn renew(&mut self) -> Result<Incarnation> {
        self.write(|tx, _| identity::renew(tx))
    }

    /// Begins a new life and leaves one file that stands alone.
    pub(crate) fn renew_and_close(mut self) -> Result<()> {
        self.renew()?;
        self.conn.execute_batch("PRAGMA journal_mode = DELETE")?;
        self.conn.close().map_err(|(_, error)| error.into())
    }

    /// Reads every page and index.
    pub(crate) fn check(&self) -> Result<()> {
        let sound: String = self.conn.query_row("PRAGMA quick_check", [], |row| row.get(0))?;
        if sound == "ok" { Ok(()) } else { Err(HubError::damaged(sound)) }
    }

    /// Files held, with their plain bytes.
    pub(crate) fn blobs(&self) -> Result<Vec<(String, u64)>> {
        files::all(&self.conn)
    }

    /// Begins a new life if a receipt proves that this book is older than it was; gives the present life.
    ///
    /// # Errors
    /// [`HubError::Refused`] `lost.signature` when the receipt is not this hub's.
    pub fn lost(&mut self, shown: &ledger::wire::SignedReceipt) -> Result<Incarnation> {
        self.write(|tx, me| {
            let receipt = shown.open(&me.signing.verifying_key());
            let receipt = receipt.ok_or_else(|| HubError::refused("lost.signature"))?;
            let lives = identity::lives(tx)?;
            let lacks = row::head(tx, receipt.dev, receipt.inc)?.seq < receipt.to
                && !review::keeps(tx, receipt.dev, receipt.inc, receipt.to)?;
            if receipt.hub_inc == lives.current && (receipt.hub_seq > lives.last || lacks) {
                tracing::warn!("the book is older than it was: a new life begins");
                return identity::renew(tx);
            }
            Ok(lives.current)
        })
    }

    /// Notes the address at which the service listens now.
    pub(crate) fn set_served(&mut self, url: &str) -> Result<()> {
        self.write(|tx, _| Ok(tx.execute("UPDATE hub SET served = ?1", [url])?).map(|_| ()))
    }

    /// Sets the address as stations reach it.
    ///
    /// # Errors
    /// [`HubError`]
    pub fn set_url(&mut self, url: &str) -> Result<()> {
        self.write(|tx, _| Ok(tx.execute("UPDATE hub SET url = ?1", [url])?).map(|_| ()))
    }

    /// Adds a station.
    ///
    /// # Errors
    /// [`HubError::Refused`] `station.exists`, `station.no_name`.
    pub fn add_station(&mut self, name: &str, now: Now) -> Result<Station> {
        self.write(|tx, me| enrol::add_station(tx, me, name, now))
    }

    /// All stations by name.
    ///
    /// # Errors
    /// [`HubError`]
    pub fn stations(&self) -> Result<Vec<Station>> {
        devices::stations(&self.conn)
    }

    /// Makes a one-time code for a station that exists.
    ///
    /// # Errors
    /// [`HubError::Refused`] `station.unknown`, `series.form`, `series.taken`, `hub.no_url`.
    pub fn new_code(&mut self, new: &NewCode, now: Now) -> Result<ledger::wire::code::EnrolCode> {
        self.write(|tx, me| enrol::new_code(tx, me, new, now))
    }

    /// The device that has redeemed a code, the code given by the SHA-256 of its secret.
    ///
    /// # Errors
    /// [`HubError`]
    pub fn code_used_by(&self, secret_hash: &[u8; 32]) -> Result<Option<DeviceId>> {
        enrol::used_by(&self.conn, secret_hash)
    }

    /// Makes a one-time code that lets one revoked device in again, with its station, role and series: a laptop that was
    /// found. No other device can use it, and no other code serves that device.
    ///
    /// # Errors
    /// [`HubError::Refused`] `device.unknown`, `device.not_revoked`, `hub.no_url`.
    pub fn readmission(
        &mut self,
        dev: DeviceId,
        hours: u32,
        confirmed: bool,
        now: Now,
    ) -> Result<ledger::wire::code::EnrolCode> {
        self.write(|tx, me| enrol::readmission(tx, me, dev, hours, confirmed, now))
    }

    /// Takes a device in.
    ///
    /// # Errors
    /// [`HubError::Refused`] `enrol.signature`, `enrol.unknown`, `enrol.expired`, `enrol.used`, `enrol.revoked`,
    /// `enrol.other_device`.
    pub fn enrol(&mut self, ask: &EnrolAsk, now: Now) -> Result<Enrolled> {
        self.write(|tx, me| enrol::enrol(tx, me, ask, now))
    }

    /// The county has compared the fingerprint of a device.
    ///
    /// # Errors
    /// [`HubError::Refused`] `device.unknown`, `device.revoked`.
    pub fn confirm(&mut self, dev: DeviceId, now: Now) -> Result<Device> {
        self.write(|tx, me| enrol::confirm(tx, me, dev, now))
    }

    /// A county desk has given back what it had of a life that a restore lost: who is not shut out may read again.
    ///
    /// # Errors
    /// [`HubError::Refused`] `vouch.role`, `vouch.stale` (it had read no further than the backup), `vouch.behind` (it
    /// has more of the hub's own log than the hub).
    pub fn vouch(&mut self, by: DeviceId, said: &Vouch, now: Now) -> Result<Vouched> {
        self.write(|tx, me| vouch::vouch(tx, me, by, said, now))
    }

    /// Shuts a device out; what it still pushes waits for a person.
    ///
    /// # Errors
    /// [`HubError::Refused`] `device.unknown`, `device.revoked`.
    pub fn revoke(&mut self, dev: DeviceId, why: &str, now: Now) -> Result<Device> {
        self.write(|tx, me| enrol::revoke(tx, me, dev, why, now))
    }

    /// A device, if it is enrolled.
    ///
    /// # Errors
    /// [`HubError`]
    pub fn device(&self, dev: DeviceId) -> Result<Option<Device>> {
        devices::get(&self.conn, dev)
    }

    /// All devices in the order of stations and names.
    ///
    /// # Errors
    /// [`HubError`]
    pub fn devices(&self) -> Result<Vec<Device>> {
        devices::all(&self.conn)
    }

    /// What a device is told with its pass, `token` being the pass; notes that it was here.
    ///
    /// # Errors
    /// [`HubError::Refused`] `device.unknown`.
    pub fn admit(&mut self, dev: DeviceId, token: String, seconds: u64, now: Now) -> Result<Token> {
        self.write(|tx, _| devices::admit(tx, dev, token, seconds, now))
    }

    /// Reads a batch and proves it with the key of the device that wrote it.
    ///
    /// # Errors
    /// [`HubError::Refused`] `push.*`, `device.unknown`.
    pub fn prove(&self, frame: &[u8]) -> Result<VerifiedBatch> {
        let key = |dev: &DeviceId| -> Option<VerifyingKey> {
            if *dev == self.identity.dev() {
                return Some(self.identity.signing.verifying_key());
            }
            devices::get(&self.conn, *dev).ok().flatten().map(|device| device.key)
        };
        ledger::batch::read_of(frame, key, &Limits::default()).map_err(ingest::refusal_of)
    }

    /// Takes a proved batch that `pusher` handed in: into the order, or into quarantine.
    ///
    /// # Errors
    /// [`HubError::Refused`] `push.gap`, `push.fork` (kept), `device.unknown`, `push.others`, `quota.records`.
    pub fn push(
        &mut self,
        pusher: DeviceId,
        batch: &VerifiedBatch,
        frame: &[u8],
        now: Now,
    ) -> Result<Pushed> {
        // A fork is kept and refused at once: the refusal must not roll the keeping back.
        self.write(|tx, me| ingest::push(tx, me, pusher, batch, frame, now))?
            .map_err(HubError::Refused)
    }

    /// One signed page of a device's feed after a cursor.
    ///
    /// # Errors
    /// [`HubError::Refused`] `feed.ahead`.
    pub fn page(&self, device: &Device, after: u64, now: Now) -> Result<Vec<u8>> {
        self.read(|conn, me| feed::page(conn, me, device, after, now))
    }

    /// How a file stands for a device; `None` when no record in its scope names it.
    ///
    /// # Errors
    /// [`HubError`]
    pub fn blob(&self, device: &Device, sha256: &str) -> Result<Option<BlobState>> {
        self.read(|conn, _| files::state(conn, device, sha256))
    }

    /// A device has handed in all bytes of a file.
    ///
    /// # Errors
    /// [`HubError`]
    pub fn blob_done(&mut self, device: &Device, sha256: &str, size: u64) -> Result<()> {
        self.write(|tx, _| files::done(tx, device, sha256, size))
    }

    /// Batches that wait for a person, or waited.
    ///
    /// # Errors
    /// [`HubError`]
    pub fn waiting(&self) -> Result<Vec<Waiting>> {
        review::all(&self.conn)
    }

    /// What a waiting batch holds: cases with numbers and masked parties, kinds, count, span of time.
    ///
    /// # Errors
    /// [`HubError::Refused`] `review.unknown`.
    pub fn content(&self, id: i64) -> Result<Content> {
        self.read(|conn, _| review::content(conn, id))
    }

    /// What each device may hand in on a day.
    ///
    /// # Errors
    /// [`HubError`]
    pub fn quota(&self) -> Result<Quota> {
        quota::get(&self.conn)
    }

    /// Sets what each device may hand in on a day.
    ///
    /// # Errors
    /// [`HubError`]
    pub fn set_quota(&mut self, quota: Quota) -> Result<()> {
        self.write(|tx, _| quota::set(tx, quota))
    }

    /// What a device has handed in today.
    ///
    /// # Errors
    /// [`HubError`]
    pub fn used(&self, dev: DeviceId, now: Now) -> Result<Used> {
        quota::used(&self.conn, dev, now)
    }

    /// Whether so many more bytes of files are within the device's day.
    ///
    /// # Errors
    /// [`HubError::Refused`] `quota.bytes` with `limit` and `retry`, seconds.
    pub(crate) fn may_bring(&self, dev: DeviceId, bytes: u64, now: Now) -> Result<()> {
        quota::check(&self.conn, dev, Used { records: 0, bytes }, now)
    }

    /// Counts bytes of files that came.
    pub(crate) fn brought(&mut self, dev: DeviceId, bytes: u64, now: Now) -> Result<()> {
        self.write(|tx, _| quota::add(tx, dev, Used { records: 0, bytes }, now))
    }

    /// Takes a waiting batch of a revoked device after all; gives the number of records taken.
    ///
    /// # Errors
    /// [`HubError::Refused`] `review.unknown`, `review.fork`, `push.gap`, `push.fork`.
    pub fn accept(&mut self, id: i64, now: Now) -> Result<u64> {
        self.write(|tx, _| review::accept(tx, id, now))
    }

    /// Leaves a waiting batch aside for good; it is kept.
    ///
    /// # Errors
    /// [`HubError::Refused`] `review.unknown`.
    pub fn refuse(&mut self, id: i64) -> Result<()> {
        self.write(|tx, _| review::refuse(tx, id))
    }

    /// Counts for people and metrics.
    ///
    /// # Errors
    /// [`HubError`]
    pub fn status(&self) -> Result<Status> {
        self.read(|conn, _| status::status(conn))
    }

    /// What the hub holds of one place of a log: its place in the order and its verdict.
    ///
    /// # Errors
    /// [`HubError`]
    pub fn held(&self, re: ledger::Re, dev: DeviceId) -> Result<Option<(Option<u64>, String)>> {
        row::held(&self.conn, dev, re)
    }

    /// The station that owns a case; `None` when the hub has no record of it.
    ///
    /// # Errors
    /// [`HubError`]
    pub fn owner(&self, case: &str) -> Result<Option<String>> {
        Ok(row::owners(&self.conn, case)?.pop().map(|(station, _)| station))
    }
}
