//! Opening `hub.db`: raw key, WAL, full durability, migrations forward only.

use crate::error::{HubError, Result};
use crate::keys::Secret;
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};
use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;
use zeroize::Zeroizing;

/// How long a change waits for another process.
const PATIENCE: Duration = Duration::from_secs(20);

static STEPS: &[&str] =
    &[include_str!("../../sql/0001_hub.sql"), include_str!("../../sql/0002_readmit_quota.sql")];

static MIGRATIONS: LazyLock<Migrations<'static>> =
    LazyLock::new(|| Migrations::from_iter(STEPS.iter().map(|sql| M::up(sql))));

/// Opens a database file with its key and checks that the key opens page 1.
pub(crate) fn connect(path: &Path, key: &Secret, create: bool) -> Result<Connection> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    if create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
        crate::files::create_private(path)?;
    } else if !path.exists() {
        let dir = path.parent().unwrap_or(path);
        return Err(HubError::NoHub(dir.to_owned()));
    }
    let conn = Connection::open_with_flags(path, flags)?;
    set_key(&conn, key)?;
    conn.busy_timeout(PATIENCE)?;
    conn.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;
         PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA cache_size = -32000;",
    )?;
    conn.set_prepared_statement_cache_capacity(64);
    Ok(conn)
}

fn set_key(conn: &Connection, key: &Secret) -> Result<()> {
    let hexed = Zeroizing::new(hex::encode(key.as_slice()));
    // SQLCipher would write every refused page to standard error; the error itself comes to us.
    conn.execute_batch("PRAGMA cipher_log_level = NONE")?;
    let pragma = Zeroizing::new(format!("PRAGMA key = \"x'{}'\"", hexed.as_str()));
    Ok(conn.execute_batch(&pragma)?)
}

/// Brings the database to the newest version.
///
/// # Errors
/// [`HubError::Newer`] when the file is newer than this program; nothing is touched then.
pub(crate) fn migrate(conn: &mut Connection) -> Result<()> {
    let found: u32 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = u32::try_from(STEPS.len()).expect("a handful of migrations");
    if found > known {
        return Err(HubError::Newer { found, known });
    }
    if found == known {
        return Ok(());
    }
    MIGRATIONS.to_latest(conn).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
        other => HubError::damaged(other),
    })
}

/// Copies the database into a new file under the same key, by the online backup: writers are not stopped.
pub(crate) fn copy(conn: &Connection, target: &Path, key: &Secret) -> Result<()> {
    use rusqlite::backup::{Backup, StepResult};
    crate::files::create_private(target)?;
    let mut copy = Connection::open(target)?;
    set_key(&copy, key)?;
    {
        let backup = Backup::new(conn, &mut copy)?;
        loop {
            match backup.step(500)? {
                StepResult::Done => break,
                StepResult::More => {}
                _ => std::thread::sleep(Duration::from_millis(20)),
            }
        }
    }
    // The copy carries WAL mode in its header; a single file must stand alone.
    copy.execute_batch("PRAGMA journal_mode = DELETE")?;
    copy.close().map_err(|(_, error)| error)?;
    std::fs::File::open(target)
        .and_then(|file| file.sync_all())
        .map_err(|error| HubError::io(target, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_are_valid_and_documented_column_by_column() {
        assert!(MIGRATIONS.validate().is_ok());
        let mut inside = false;
        for line in STEPS.iter().flat_map(|sql| sql.lines()) {
            let keyed = ["PRIMARY KEY (", "UNIQUE (", "one "].iter().any(|key| line.contains(key));
            if inside && line.starts_with("    ") && !keyed {
                assert!(line.contains("--"), "{line}");
            }
            inside = (inside || line.starts_with("CREATE TABLE")) && !line.starts_with(')');
        }
    }

    #[test]
    fn the_file_shows_nothing_without_the_key_and_only_its_owner_may_open_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("hub.db");
        let key = Secret::new([5; 32]);
        let conn = connect(&path, &key, true).unwrap();
        conn.execute_batch("CREATE TABLE a (x); INSERT INTO a VALUES ('岩温罕的电话');").unwrap();
        drop(conn);
        let bytes = std::fs::read(&path).unwrap();
        let needle = "岩温罕".as_bytes();
        assert!(!bytes.starts_with(b"SQLite format 3"));
        assert!(!bytes.windows(needle.len()).any(|w| w == needle));
        assert!(matches!(connect(&path, &Secret::new([6; 32]), false), Err(HubError::Damaged(_))));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
