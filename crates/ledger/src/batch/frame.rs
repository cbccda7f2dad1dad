//! One zstd frame: compressing, and decompressing up to a limit.

use std::io::{self, Read};

use super::BatchError;

/// Level 9: on this crate's own records a tenth smaller than level 3, and a full batch still takes milliseconds.
const LEVEL: i32 = 9;

/// First bytes of a zstd frame (RFC 8878 § 3.1.1).
const MAGIC: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];

pub(super) fn write_frame(text: &[u8]) -> Vec<u8> {
    let compressed = zstd::bulk::Compressor::new(LEVEL).and_then(|mut compressor| {
        compressor.include_checksum(true)?;
        compressor.include_contentsize(true)?;
        compressor.compress(text)
    });
    compressed.expect("compressing memory into memory fails only without memory")
}

/// Decompresses the frame at the start of `bytes`: its content and its compressed length.
pub(crate) fn read_frame(bytes: &[u8], limit: usize) -> Result<(Vec<u8>, usize), BatchError> {
    let known = bytes.len().min(MAGIC.len());
    if bytes[..known] != MAGIC[..known] {
        return Err(BatchError::Damaged { what: "not a zstd frame" });
    }
    // A frame that announces its size is refused before anything is allocated for it.
    if let Ok(Some(size)) = zstd::zstd_safe::get_frame_content_size(bytes)
        && size > limit as u64
    {
        return Err(BatchError::TooLarge { limit });
    }
    let failed = |_| BatchError::Damaged { what: "decompressor cannot start" };
    let mut decoder =
        zstd::stream::read::Decoder::with_buffer(bytes).map_err(failed)?.single_frame();
    // The window is memory too: no frame within the limit needs more than the next power of two.
    decoder
        .window_log_max(limit.next_power_of_two().trailing_zeros().clamp(10, 27))
        .map_err(failed)?;
    let mut text = Vec::new();
    match decoder.by_ref().take(limit as u64 + 1).read_to_end(&mut text) {
        Ok(_) if text.len() > limit => Err(BatchError::TooLarge { limit }),
        Ok(_) => Ok((text, bytes.len() - decoder.finish().len())),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            Err(BatchError::Cut { at: bytes.len() })
        }
        Err(_) => Err(BatchError::Damaged { what: "zstd frame contradicts itself" }),
    }
}
