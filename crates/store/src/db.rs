//! Opening `desk.db`: raw key, WAL, full durability, migrations forward only.

use crate::error::{Damage, Result, StoreError};
use crate::files;
use crate::keys::Secret;
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;
use zeroize::Zeroizing;

/// How long a save waits for another process.
const PATIENCE: Duration = Duration::from_secs(10);

/// Pages a connection keeps decrypted, KiB: what is read again is not decrypted and checked again.
const CACHE_KIB: u32 = 32 * 1024;

static STEPS: &[&str] = &[
    include_str!("../sql/0001_record.sql"),
    include_str!("../sql/0002_hub.sql"),
    include_str!("../sql/0003_waiting.sql"),
    include_str!("../sql/0004_scans.sql"),
];

static MIGRATIONS: LazyLock<Migrations<'static>> =
    LazyLock::new(|| Migrations::from_iter(STEPS.iter().map(|sql| M::up(sql))));

/// Newest database version this program knows (`PRAGMA user_version`).
pub(crate) fn schema() -> u32 {
    u32::try_from(STEPS.len()).expect("a handful of migrations")
}

pub(crate) fn path(dir: &Path) -> PathBuf {
    dir.join("desk.db")
}

/// What a connection may do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// Create the file.
    Create,
    /// Write.
    Write,
    /// Read only: a getter can't write even by mistake.
    Read,
}

/// Opens a database file with its key and checks that the key opens page 1.
///
/// # Errors
/// [`StoreError::Damaged`] when page 1 does not decrypt: the caller has proved the key by the slots.
pub(crate) fn connect(file: &Path, key: &Secret, access: Access) -> Result<Connection> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    if access == Access::Create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let conn = Connection::open_with_flags(file, flags).map_err(|e| opening(file, e))?;
    let hexed = Zeroizing::new(hex::encode(key.as_slice()));
    // SQLCipher would write every refused page to standard error; the error itself comes to us.
    conn.execute_batch("PRAGMA cipher_log_level = NONE")?;
    let pragma = Zeroizing::new(format!("PRAGMA key = \"x'{}'\"", hexed.as_str()));
    conn.execute_batch(&pragma)?;
    conn.busy_timeout(PATIENCE)?;
    conn.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
    // A reader opens read-write too (WAL needs the shared memory file) and is then held to reading.
    let last = if access == Access::Read {
        "PRAGMA query_only = ON;"
    } else {
        "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 1000;"
    };
    conn.execute_batch(&format!(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;
         PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
         PRAGMA cache_size = -{CACHE_KIB}; {last}"
    ))?;
    conn.set_prepared_statement_cache_capacity(256);
    Ok(conn)
}

fn opening(file: &Path, error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::CannotOpen) if !file.exists() => {
            StoreError::damaged(Damage::DatabaseMissing, error)
        }
        Some(rusqlite::ErrorCode::PermissionDenied | rusqlite::ErrorCode::CannotOpen) => {
            StoreError::Permission { path: file.to_owned() }
        }
        _ => error.into(),
    }
}

/// Version the file has.
pub(crate) fn version(conn: &Connection) -> Result<u32> {
    Ok(conn.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Brings the database to the newest version, after a copy of it as `desk.db.before-N`.
///
/// # Errors
/// [`StoreError::Newer`] when the file is newer than this program; nothing is touched then.
pub(crate) fn migrate(conn: &mut Connection, file: &Path, key: &Secret) -> Result<()> {
    migrate_by(conn, file, key, &MIGRATIONS, schema())
}

fn migrate_by(
    conn: &mut Connection,
    file: &Path,
    key: &Secret,
    migrations: &Migrations<'_>,
    known: u32,
) -> Result<()> {
    let found = version(conn)?;
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    if found == known {
        return Ok(());
    }
    if found > 0 {
        copy_before(conn, file, key, found)?;
    }
    migrations.to_latest(conn).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
        other => StoreError::Record(other.to_string()),
    })
}

fn copy_before(conn: &Connection, file: &Path, key: &Secret, found: u32) -> Result<()> {
    let name = format!("desk.db.before-{}", found + 1);
    let target = file.with_file_name(name);
    let part = files::part_of(&target);
    let _ = std::fs::remove_file(&part);
    copy(conn, &part, key, &mut |_, _| true)?;
    files::rename(&part, &target)
}

/// Copies the database into a new file under `key`, by the online backup: writers are not stopped.
///
/// `go_on(remaining, total)` is asked after each step of pages; `false` gives [`StoreError::Cancelled`].
pub(crate) fn copy(
    conn: &Connection,
    target: &Path,
    key: &Secret,
    go_on: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<()> {
    use rusqlite::backup::{Backup, StepResult};
    files::create_private_file(target)?;
    let mut copy = connect_copy(target, key)?;
    {
        let backup = Backup::new(conn, &mut copy)?;
        loop {
            let step = backup.step(500)?;
            let progress = backup.progress();
            let count = |n: std::ffi::c_int| u64::try_from(n).unwrap_or(0);
            if !go_on(count(progress.remaining), count(progress.pagecount)) {
                return Err(StoreError::Cancelled);
            }
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                _ => std::thread::sleep(Duration::from_millis(20)),
            }
        }
    }
    // The copy carries WAL mode in its header; a single file must stand alone.
    copy.execute_batch("PRAGMA journal_mode = DELETE")?;
    copy.close().map_err(|(_, e)| e)?;
    std::fs::File::open(target).and_then(|f| f.sync_all()).map_err(|e| StoreError::io(target, e))
}

fn connect_copy(target: &Path, key: &Secret) -> Result<Connection> {
    let conn = Connection::open(target)?;
    let hexed = Zeroizing::new(hex::encode(key.as_slice()));
    // SQLCipher would write every refused page to standard error; the error itself comes to us.
    conn.execute_batch("PRAGMA cipher_log_level = NONE")?;
    let pragma = Zeroizing::new(format!("PRAGMA key = \"x'{}'\"", hexed.as_str()));
    conn.execute_batch(&pragma)?;
    Ok(conn)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::MasterKey;

    #[test]
    fn migrations_are_valid_and_documented_column_by_column() {
        assert!(MIGRATIONS.validate().is_ok());
        for sql in STEPS.iter().chain(&[include_str!("../sql/projection.sql")]) {
            let mut inside = false;
            for line in sql.lines() {
                if inside && line.starts_with("    ") && !line.contains("PRIMARY KEY (") {
                    let keyed = line.contains("UNIQUE (") || line.contains("content = ''");
                    assert!(keyed || line.contains("--") || line.contains("one "), "{line}");
                }
                inside = (inside || line.starts_with("CREATE TABLE")) && !line.starts_with(')');
            }
        }
    }

    #[test]
    fn a_step_forward_keeps_a_copy_and_a_newer_file_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let file = path(dir.path());
        let key = MasterKey::generate().database();
        let one = Migrations::new(vec![M::up("CREATE TABLE a (x); INSERT INTO a VALUES (7);")]);
        let two = Migrations::new(vec![
            M::up("CREATE TABLE a (x); INSERT INTO a VALUES (7);"),
            M::up("DROP TABLE a;"),
        ]);
        let mut conn = connect(&file, &key, Access::Create).unwrap();
        migrate_by(&mut conn, &file, &key, &one, 1).unwrap();
        assert!(!dir.path().join("desk.db.before-1").exists());
        migrate_by(&mut conn, &file, &key, &two, 2).unwrap();

        let kept = connect(&dir.path().join("desk.db.before-2"), &key, Access::Write).unwrap();
        let x: i64 = kept.query_row("SELECT x FROM a", [], |r| r.get(0)).unwrap();
        assert_eq!((x, version(&kept).unwrap()), (7, 1));

        let refused = migrate_by(&mut conn, &file, &key, &one, 1);
        assert!(matches!(refused, Err(StoreError::Newer { found: 2, known: 1 })));
    }

    #[test]
    fn a_desk_of_before_the_scans_goes_on_with_all_it_had() {
        let dir = tempfile::tempdir().unwrap();
        let file = path(dir.path());
        let key = MasterKey::generate().database();
        let three = Migrations::from_iter(STEPS[..3].iter().map(|sql| M::up(sql)));
        let mut conn = connect(&file, &key, Access::Create).unwrap();
        migrate_by(&mut conn, &file, &key, &three, 3).unwrap();
        conn.execute("INSERT INTO setting (name, value) VALUES ('printer', '1')", []).unwrap();
        migrate(&mut conn, &file, &key).unwrap();
        assert_eq!(version(&conn).unwrap(), schema());
        let kept: i64 = conn.query_row("SELECT count(*) FROM setting", [], |r| r.get(0)).unwrap();
        let sheets: i64 = conn.query_row("SELECT count(*) FROM scan_sheet", [], |r| r.get(0)).unwrap();
        assert_eq!((kept, sheets), (1, 0));
        let before = connect(&dir.path().join("desk.db.before-4"), &key, Access::Write).unwrap();
        assert_eq!(version(&before).unwrap(), 3);
    }

    #[test]
    fn the_file_shows_nothing_without_the_key() {
        let dir = tempfile::tempdir().unwrap();
        let file = path(dir.path());
        let key = MasterKey::generate().database();
        let conn = connect(&file, &key, Access::Create).unwrap();
        conn.execute_batch("CREATE TABLE a (x); INSERT INTO a VALUES ('岩温罕的电话');").unwrap();
        drop(conn);
        let bytes = std::fs::read(&file).unwrap();
        assert!(!bytes.starts_with(b"SQLite format 3"));
        let needle = "岩温罕".as_bytes();
        assert!(!bytes.windows(needle.len()).any(|w| w == needle));
        let other = MasterKey::generate().database();
        assert!(matches!(
            connect(&file, &other, Access::Write),
            Err(StoreError::Damaged { what: Damage::Database, .. })
        ));
    }
}
