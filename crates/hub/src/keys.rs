//! The key file and what is derived from it.

use crate::error::{HubError, Result};
use hkdf::Hkdf;
use sha2::Sha256;
use std::path::Path;
use zeroize::Zeroizing;

/// 32 secret bytes, wiped when dropped.
pub(crate) type Secret = Zeroizing<[u8; 32]>;

/// Random bytes of the operating system.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system has random bytes");
    bytes
}

/// The key of this hub's data: one file that only the service may read, kept apart from backups.
pub(crate) struct FileKey(Secret);

impl FileKey {
    /// Writes a new key file; a file that is there is used instead.
    pub(crate) fn create(path: &Path) -> Result<Self> {
        if path.exists() {
            return Self::load(path);
        }
        let key = Zeroizing::new(random::<32>());
        let text = Zeroizing::new(format!("{}\n", hex::encode(key.as_slice())));
        crate::files::write_private(path, text.as_bytes())?;
        Ok(Self(key))
    }

    /// Reads the key file.
    ///
    /// # Errors
    /// [`HubError::KeyFile`] if it is missing, may be read by others, or is not 64 hexadecimal digits.
    pub(crate) fn load(path: &Path) -> Result<Self> {
        let wrong = |what| HubError::KeyFile { path: path.to_owned(), what };
        let text = Zeroizing::new(std::fs::read(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => wrong("missing"),
            _ => HubError::io(path, error),
        })?);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let meta = std::fs::metadata(path).map_err(|error| HubError::io(path, error))?;
            if meta.permissions().mode() & 0o077 != 0 {
                return Err(wrong("others may read it; chmod 600"));
            }
        }
        let mut key = Zeroizing::new([0; 32]);
        hex::decode_to_slice(text.trim_ascii(), key.as_mut_slice())
            .map_err(|_| wrong("not 64 hexadecimal digits"))?;
        Ok(Self(key))
    }

    pub(crate) fn database(&self) -> Secret {
        self.derive("database")
    }

    pub(crate) fn blobs(&self) -> Secret {
        self.derive("blobs")
    }

    pub(crate) fn backup(&self) -> Secret {
        self.derive("backup")
    }

    fn derive(&self, purpose: &str) -> Secret {
        let mut key = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(Some(b"fengqiao hub 1"), self.0.as_slice())
            .expand(purpose.as_bytes(), key.as_mut_slice())
            .expect("32 bytes are fewer than HKDF gives");
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_that_others_may_read_is_not_used() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("hub.key");
        let made = FileKey::create(&path).unwrap();
        assert_eq!(FileKey::load(&path).unwrap().database(), made.database());
        assert_ne!(made.database(), made.blobs());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
            assert!(matches!(FileKey::load(&path), Err(HubError::KeyFile { .. })));
        }
        assert!(matches!(
            FileKey::load(&dir.path().join("none")),
            Err(HubError::KeyFile { what: "missing", .. })
        ));
    }
}
