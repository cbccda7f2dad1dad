//! `attachment.*`: files of a case.

use crate::error::{DeskError, Result};
use crate::session::{Desk, Session};
use crate::view::CaseView;
use crate::view_make;
use base64::Engine as _;
use casework::{CaseId, Command};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use store::{Go, NewAttachment};
use ts_rs::TS;

/// Largest file taken from a screen, bytes.
pub(crate) const LARGEST: usize = 64 * 1024 * 1024;

pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Keeps bytes in the attachment store and returns their SHA-256.
pub(crate) fn keep(
    desk: &Desk,
    session: &Session,
    bytes: &[u8],
    name: &str,
    mime: &str,
) -> Result<String> {
    let new = NewAttachment {
        name: name.to_owned(),
        mime: mime.to_owned(),
        size: u64::try_from(bytes.len()).unwrap_or(0),
    };
    let mut source = bytes;
    let kept = session.store.attach(&mut source, &new, desk.author(session), &mut |_| Go::On)?;
    Ok(kept.sha256)
}

pub(crate) fn decoded(data: &str) -> Result<Vec<u8>> {
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(data)
        .map_err(|_| DeskError::new("attachment.unreadable"))?;
    if bytes.len() > LARGEST {
        return Err(DeskError::new("attachment.too_large").with("limit_mb", LARGEST / 1024 / 1024));
    }
    if bytes.is_empty() {
        return Err(DeskError::new("attachment.empty"));
    }
    Ok(bytes)
}

/// Media type by the first bytes: the name may lie.
pub(crate) fn mime(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [b'%', b'P', b'D', b'F', ..] => "application/pdf",
        [b'I', b'I', 42 | 43, 0, ..] | [b'M', b'M', 0, 42 | 43, ..] => "image/tiff",
        _ => "application/octet-stream",
    }
}

/// A file to attach.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AttachmentAdd {
    /// Case.
    pub case: CaseId,
    /// File name.
    pub name: String,
    /// Evidence code or what it is.
    pub label: String,
    /// Bytes, base64.
    pub data: String,
}

/// Attaches a file to a case: encrypted, kept once however often it is added.
///
/// # Errors
/// `attachment.too_large`, `attachment.unreadable`, `store.disk_full`.
pub fn add(desk: &Desk, input: AttachmentAdd) -> Result<CaseView> {
    let session = desk.session()?;
    let bytes = decoded(&input.data)?;
    let mime = mime(&bytes);
    let name = statute::text::line(&input.name);
    let sha256 = keep(desk, &session, &bytes, &name, mime)?;
    desk.step(&session, &input.case, |_, _| {
        Ok(vec![Command::Attach {
            sha256,
            name,
            mime: mime.to_owned(),
            size: u64::try_from(bytes.len()).unwrap_or(0),
            label: input.label,
            obtained: casework::Obtained::default(),
        }])
    })?;
    view_make::case_view(desk, &session, &input.case)
}

/// Names an attached file.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AttachmentRef {
    /// SHA-256, hex.
    pub sha256: String,
}

/// The file's bytes.
///
/// # Errors
/// `store.no_such_attachment`, `store.damaged`.
pub fn bytes(desk: &Desk, input: AttachmentRef) -> Result<Vec<u8>> {
    Ok(desk.session()?.store.attachment(&input.sha256)?)
}

/// A small JPEG of an image; empty when there is none. That of a TIFF shows its first page and is made when somebody
/// first looks: it may have come from another desk, or before there was one.
///
/// # Errors
/// `store.no_such_attachment`.
pub fn thumb(desk: &Desk, input: AttachmentRef) -> Result<Vec<u8>> {
    let session = desk.session()?;
    if let Some(jpeg) = session.store.thumbnail(&input.sha256)? {
        return Ok(jpeg);
    }
    let known = session.store.read(|r| r.attachment(&input.sha256))?;
    if known.is_none_or(|file| file.mime != "image/tiff") {
        return Ok(Vec::new());
    }
    let bytes = session.store.attachment(&input.sha256)?;
    let first =
        scans::pages_of_tiff(&bytes, Some(1)).ok().and_then(|pages| pages.into_iter().next());
    let Some(first) = first else { return Ok(Vec::new()) };
    let jpeg = session.store.keep_thumbnail(&input.sha256, &first, desk.author(&session))?;
    Ok(jpeg.unwrap_or_default())
}
