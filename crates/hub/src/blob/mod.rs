//! Files of cases, by the SHA-256 of their plain bytes: encrypted beside the book, handed in piece by piece.

mod part;
mod whole;

pub(crate) use part::Part;
pub(crate) use whole::{PlainReader, Reader, Writer, plain_size, verify};

use crate::error::{HubError, Result};
use crate::files;
use crate::keys::Secret;
use ledger::DeviceId;
use sha2::{Digest as _, Sha256};
use std::io::Write as _;
use std::path::PathBuf;

/// Plain bytes of a chunk.
pub(crate) const CHUNK: usize = 64 * 1024;

/// The folder of files.
pub(crate) struct Blobs {
    dir: PathBuf,
    key: Secret,
}

impl Blobs {
    pub(crate) fn new(dir: PathBuf, key: Secret) -> Self {
        Self { dir, key }
    }

    /// `<dir>/ab/<sha256>`
    pub(crate) fn path(&self, sha256: &str) -> PathBuf {
        self.dir.join(&sha256[..2]).join(sha256)
    }

    fn part_path(&self, dev: DeviceId, sha256: &str) -> PathBuf {
        self.dir.join("part").join(format!("{dev}-{sha256}"))
    }

    /// The bytes one device has handed in so far of a file that is not whole yet.
    pub(crate) fn part(&self, dev: DeviceId, sha256: &str) -> Result<Part> {
        let path = self.part_path(dev, sha256);
        files::create_dir(path.parent().unwrap_or(&self.dir))?;
        Part::open(path, &self.key, [dev.as_bytes(), sha256.as_bytes()].concat())
    }

    /// Makes a whole file of a part: its bytes are read back, compared with the hash and sealed as one.
    ///
    /// # Errors
    /// [`HubError::Refused`] `blob.hash`; the part is gone then.
    pub(crate) fn finish(&self, part: Part, sha256: &str) -> Result<u64> {
        let target = self.path(sha256);
        files::create_dir(target.parent().unwrap_or(&self.dir))?;
        // Two devices may finish the same file at once: each writes its own.
        let scratch = part.path().with_extension("whole");
        let size = part.offset();
        let made = (|| {
            let mut sum = Sha256::new();
            let mut out = Writer::create(&scratch, &self.key)?;
            part.read_all(|bytes| {
                sum.update(bytes);
                out.write_all(bytes).map_err(|error| HubError::io(&scratch, error))
            })?;
            out.finish(&scratch)?;
            if hex::encode(sum.finalize()) != sha256 {
                return Err(HubError::refused("blob.hash"));
            }
            files::rename(&scratch, &target)
        })();
        if made.is_err() {
            let _ = std::fs::remove_file(&scratch);
        }
        let wrong = matches!(&made, Err(HubError::Refused(_)));
        if made.is_ok() || wrong {
            part.remove()?;
        }
        made.map(|()| size)
    }

    pub(crate) fn read(&self, sha256: &str, size: u64) -> Result<Reader> {
        Reader::open(&self.path(sha256), &self.key, size)
    }

    /// Removes parts that nobody has gone on with for a month.
    pub(crate) fn sweep(&self) {
        const SETTLED: std::time::Duration = std::time::Duration::from_secs(30 * 24 * 3600);
        let Ok(entries) = std::fs::read_dir(self.dir.join("part")) else { return };
        for entry in entries.flatten() {
            let at = entry.metadata().and_then(|meta| meta.modified());
            if at.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > SETTLED)) {
                // Best effort: it is tried again with the next start.
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }
}
