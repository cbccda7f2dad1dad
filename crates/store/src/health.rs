//! Is everything whole: pages, the chain of records, projections, attachments.

use crate::error::{Damage, Result, StoreError};
use crate::fold;
use crate::progress::{Report, tell};
use crate::store::Store;
use ledger::{ChainHash, DeviceId, Head, Incarnation, Leaf, Seq};
use rusqlite::Connection;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckReport {
    /// Records whose bytes, place and hash check.
    pub records: u64,
    /// Projections are what the records say; if not, they were folded anew.
    pub projections_ok: bool,
    /// Attachments that are missing or changed, by hash.
    pub bad_attachments: Vec<String>,
}

impl Store {
    /// Checks everything: each page, each record's hash and place in the chain, projections against a
    /// fresh fold (repaired if they differ), each attachment against its hash.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] for pages or chain; [`StoreError::Cancelled`].
    pub fn check(&self, report: Report<'_>) -> Result<CheckReport> {
        let inside = self.inside()?;
        let conn = inside.reader(&self.dir)?;
        let checked = pages(&conn).and_then(|()| chain(&conn, report));
        inside.give_back(conn);
        let records = checked?;
        inside.still_open()?;
        tell(report, "projections", 0, 1)?;
        let projections_ok = self.projections_match()?;
        if !projections_ok {
            tracing::error!("projections differed from the records and were folded anew");
            self.rebuild()?;
        }
        let hashes = self.read(|r| r.attachment_hashes())?;
        let total = u64::try_from(hashes.len()).unwrap_or(0);
        let mut bad_attachments = Vec::new();
        for (sha256, done) in hashes.into_iter().zip(0_u64..) {
            inside.still_open()?;
            tell(report, "attachments", done, total)?;
            match self.verify_attachment(&sha256) {
                Ok(()) => {}
                Err(StoreError::Damaged { .. }) => bad_attachments.push(sha256),
                Err(other) => return Err(other),
            }
        }
        Ok(CheckReport { records, projections_ok, bad_attachments })
    }
}

/// Every page's checksum and the structure of the file.
pub(crate) fn pages(conn: &Connection) -> Result<()> {
    let mut check = conn.prepare("PRAGMA cipher_integrity_check")?;
    let mut rows = check.query([])?;
    if let Some(row) = rows.next()? {
        let found: String = row.get(0)?;
        return Err(StoreError::damaged(Damage::Database, found));
    }
    let found: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found != "ok" {
        return Err(StoreError::damaged(Damage::Database, found));
    }
    Ok(())
}

/// Each own record: bytes against leaf, leaf against chain, no gap, and the head at the end. Records of
/// others are checked against their leaf. Returns how many.
pub(crate) fn chain(conn: &Connection, report: Report<'_>) -> Result<u64> {
    let broken = |what: String| StoreError::damaged(Damage::Chain, what);
    let (own, current): (DeviceId, Incarnation) =
        conn.query_row("SELECT dev, inc FROM device", [], |row| {
            Ok((DeviceId(row.get(0)?), Incarnation(row.get(1)?)))
        })?;
    let stored = crate::life::head(conn)?;
    let total: u64 = conn.query_row("SELECT count(*) FROM record", [], |row| row.get(0))?;
    let mut select =
        conn.prepare("SELECT dev, inc, seq, bytes, leaf, hash FROM record ORDER BY dev, inc, seq")?;
    let mut rows = select.query([])?;
    let (mut count, mut head): (u64, Option<Head>) = (0, None);
    let mut current_head = Head::start(own, current);
    while let Some(row) = rows.next()? {
        let (dev, inc, seq) = (DeviceId(row.get(0)?), Incarnation(row.get(1)?), Seq(row.get(2)?));
        let leaf = Leaf(row.get(4)?);
        if let Some(bytes) = row.get::<_, Option<Vec<u8>>>(3)? {
            let sealed = fold::parse(bytes)?;
            let record = sealed.record();
            if sealed.leaf() != leaf || (record.dev, record.inc, record.seq) != (dev, inc, seq) {
                return Err(broken(format!("record {inc}:{seq} was changed")));
            }
        }
        if dev == own {
            let before =
                head.filter(|head| head.inc == inc).unwrap_or_else(|| Head::start(dev, inc));
            let after = before.extend(&leaf);
            let hash = row.get::<_, Option<[u8; 32]>>(5)?.map(ChainHash);
            // Without a hash: a record of an earlier life of this desk that came back from the hub.
            let fits = hash.is_none_or(|hash| after.seq == seq && hash == after.hash);
            if !fits {
                return Err(broken(format!("the chain breaks at {inc}:{seq}")));
            }
            if inc == current {
                current_head = after;
            }
            head = Some(after);
        }
        count += 1;
        if count.is_multiple_of(1000) {
            tell(report, "records", count, total)?;
        }
    }
    if current_head != stored {
        return Err(broken(format!(
            "the log ends at {}, the head says {}",
            current_head.seq, stored.seq
        )));
    }
    Ok(count)
}
