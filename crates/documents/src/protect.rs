//! A copy of a PDF that opens only with a password: AES-256 (PDF 2.0, revision 6).
//!
//! The paper itself is never touched: this is a copy for the way. Encryption and PDF/A exclude each other, so the copy
//! no longer calls itself PDF/A.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::encryption::crypt_filters::{Aes256CryptFilter, CryptFilter};
use lopdf::{Document, EncryptionState, EncryptionVersion, Permissions};

use crate::error::PaperError;

fn failed(error: impl std::fmt::Display) -> PaperError {
    PaperError::Unreadable(error.to_string())
}

/// The same pages under a password. `secret` is 64 random bytes: the key of the file, and an owner's password that
/// nobody is told.
///
/// # Errors
/// [`PaperError::Unreadable`] when it is no PDF, or the password holds characters that cannot be typed into a reader.
pub fn protect(pdf: &[u8], password: &str, secret: &[u8; 64]) -> Result<Vec<u8>, PaperError> {
    let mut copy = Document::load_mem(pdf).map_err(failed)?;
    if let Ok(catalog) = copy.catalog_mut() {
        catalog.remove(b"Metadata");
    }
    let (key, owner) = secret.split_at(32);
    let filter: Arc<dyn CryptFilter> = Arc::new(Aes256CryptFilter);
    let state = EncryptionState::try_from(EncryptionVersion::V5 {
        encrypt_metadata: true,
        crypt_filters: BTreeMap::from([(b"StdCF".to_vec(), filter)]),
        file_encryption_key: key,
        stream_filter: b"StdCF".to_vec(),
        string_filter: b"StdCF".to_vec(),
        owner_password: &hex::encode(owner),
        user_password: password,
        permissions: Permissions::all(),
    })
    .map_err(failed)?;
    copy.encrypt(&state).map_err(failed)?;
    say_length(&mut copy).map_err(failed)?;
    let mut out = Vec::with_capacity(pdf.len() + pdf.len() / 8);
    copy.save_to(&mut out).map_err(failed)?;
    Ok(out)
}

/// Writes the length of the key, which version 5 implies: readers built on poppler take five bytes where it is not said,
/// open the file and show empty pages.
fn say_length(copy: &mut Document) -> lopdf::Result<()> {
    let at = copy.trailer.get(b"Encrypt")?.as_reference()?;
    let encrypt = copy.get_object_mut(at)?.as_dict_mut()?;
    encrypt.set("Length", 256);
    let filters = encrypt.get_mut(b"CF")?.as_dict_mut()?;
    filters.get_mut(b"StdCF")?.as_dict_mut()?.set("Length", 32);
    Ok(())
}
