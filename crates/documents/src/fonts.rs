//! Fonts: mapped from disk, never copied into memory, never taken from the system.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};

use crate::error::PaperError;
use crate::pack::Pack;

/// A folder of font files, read with its subfolders.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FontDir(pub PathBuf);

/// The typesetter's fonts in a fixed order.
pub(crate) struct Fonts {
    pub book: FontBook,
    pub fonts: Vec<Font>,
    pub families: BTreeSet<String>,
}

impl Fonts {
    /// The fonts of the folders, then those of the pack, which are chosen only where a template names them.
    pub fn load(dirs: &[FontDir], pack: Option<&Pack>) -> Result<Self, PaperError> {
        let mut files = Vec::new();
        for FontDir(dir) in dirs {
            collect(dir, &mut files)?;
        }
        // Order decides which of two equal faces is used, and so the bytes of a paper.
        files.sort();
        let mut fonts = Vec::new();
        for file in &files {
            fonts.extend(Font::iter(Bytes::new(map(file)?)));
        }
        for (path, bytes) in pack.iter().flat_map(|pack| pack.fonts()) {
            let before = fonts.len();
            fonts.extend(Font::iter(bytes.clone()));
            if fonts.len() == before {
                return Err(PaperError::Pack(format!("{path} is no font")));
            }
        }
        let book = FontBook::from_fonts(&fonts);
        let families = book.families().map(|(name, _)| name.to_owned()).collect::<BTreeSet<_>>();
        if fonts.is_empty() {
            let dir = dirs.first().map(|d| d.0.clone()).unwrap_or_default();
            return Err(PaperError::Fonts { dir, detail: "no font file found".to_owned() });
        }
        Ok(Self { book, fonts, families })
    }
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) -> Result<(), PaperError> {
    let unreadable =
        |e: std::io::Error| PaperError::Fonts { dir: dir.to_owned(), detail: e.to_string() };
    for entry in fs::read_dir(dir).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().and_then(|e| e.to_str()).is_some_and(|e| {
            matches!(e.to_ascii_lowercase().as_str(), "otf" | "ttf" | "ttc" | "otc")
        }) {
            files.push(path);
        }
    }
    Ok(())
}

fn map(file: &Path) -> Result<memmap2::Mmap, PaperError> {
    let io = |source| PaperError::Io { path: file.to_owned(), source };
    let handle = fs::File::open(file).map_err(io)?;
    #[expect(
        unsafe_code,
        reason = "mapping keeps 180 MB of fonts out of memory; the files are installed read-only and replaced by rename, never truncated in place"
    )]
    let map = unsafe { memmap2::Mmap::map(&handle) };
    map.map_err(io)
}
