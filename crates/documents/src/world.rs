//! The typesetter's world: fonts, templates, and the two virtual files of the job at hand.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use sha2::{Digest, Sha256};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::error::PaperError;
use crate::fonts::Fonts;
use crate::pack::Pack;
use crate::phrases;

/// File ids are interned for the life of the process (65 535 at most), so per-job data always have these names.
pub(crate) const DATA: &str = "data.json";
pub(crate) const RENDER: &str = "render.json";

/// What all jobs share.
pub(crate) struct Shelf {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    assets: PathBuf,
    pack: Option<Arc<Pack>>,
    /// Wordings of the pack laid over the shipped ones: a pack brings only the phrases it changes.
    wordings: BTreeMap<String, Bytes>,
    cache: Mutex<HashMap<FileId, Cached>>,
}

struct Cached {
    path: PathBuf,
    modified: Option<SystemTime>,
    bytes: Bytes,
    digest: String,
    source: Option<Source>,
}

impl Shelf {
    /// `assets`: the shipped templates; files of `pack` win.
    pub fn new(fonts: Fonts, assets: PathBuf, pack: Option<Arc<Pack>>) -> Self {
        let wordings = pack.as_ref().map(|pack| phrases::laid_over(&assets, pack));
        Self {
            wordings: wordings.unwrap_or_default(),
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(fonts.book),
            fonts: fonts.fonts,
            assets,
            pack,
            cache: Mutex::default(),
        }
    }

    /// Whether there is a template for this kind.
    pub fn has_template(&self, kind: &str) -> bool {
        let path = format!("{kind}/template.typ");
        self.packed(&path).is_some() || self.assets.join(&path).is_file()
    }

    fn packed(&self, path: &str) -> Option<&Bytes> {
        self.wordings.get(path).or_else(|| self.pack.as_ref()?.document(path))
    }

    /// A shipped file.
    fn find(&self, path: &VirtualPath) -> FileResult<(PathBuf, Option<SystemTime>)> {
        let real = path.realize(&self.assets).map_err(|_| FileError::AccessDenied)?;
        match fs::metadata(&real) {
            Ok(meta) if meta.is_file() => Ok((real, meta.modified().ok())),
            _ => Err(FileError::NotFound(PathBuf::from(path.get_without_slash()))),
        }
    }

    /// Runs `use_it` on the file's cached content, read anew when the file on disk has changed.
    fn cached<T>(&self, id: FileId, use_it: impl FnOnce(&mut Cached) -> T) -> FileResult<T> {
        if let Some(bytes) = self.packed(id.get().vpath().get_without_slash()) {
            let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
            let cached = cache.entry(id).or_insert_with(|| Cached {
                path: PathBuf::new(),
                modified: None,
                digest: hex::encode(Sha256::digest(bytes)),
                bytes: bytes.clone(),
                source: None,
            });
            return Ok(use_it(cached));
        }
        let (path, modified) = self.find(id.get().vpath())?;
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = cache
            .get(&id)
            .is_some_and(|c| c.path == path && c.modified == modified && modified.is_some());
        if !fresh {
            let bytes = fs::read(&path).map_err(|e| FileError::from_io(e, &path))?;
            let digest = hex::encode(Sha256::digest(&bytes));
            let unchanged = cache.get(&id).is_some_and(|c| c.digest == digest && c.path == path);
            if unchanged {
                if let Some(c) = cache.get_mut(&id) {
                    c.modified = modified;
                }
            } else {
                cache.insert(
                    id,
                    Cached { path, modified, bytes: Bytes::new(bytes), digest, source: None },
                );
            }
        }
        cache.get_mut(&id).map(use_it).ok_or(FileError::AccessDenied)
    }
}

/// The id of a path below the document folder; the same path gives the same id.
pub(crate) fn file_id(path: &str) -> Result<FileId, PaperError> {
    let path = VirtualPath::new(path).map_err(|e| PaperError::Io {
        path: PathBuf::from(path),
        source: std::io::Error::other(format!("{e:?}")),
    })?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// One paper being set.
pub(crate) struct Sheet<'a> {
    pub shelf: &'a Shelf,
    pub main: FileId,
    pub data: Bytes,
    pub render: Bytes,
    pub date: Option<Datetime>,
    /// Template files read, with their digests: together they are the template's hash.
    pub read: Mutex<BTreeMap<String, String>>,
}

impl Sheet<'_> {
    fn note(&self, path: &str, digest: &str) {
        self.read
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(path.to_owned(), digest.to_owned());
    }

    fn virtual_file(&self, id: FileId) -> FileResult<Option<Bytes>> {
        let rooted = id.get();
        // No packages: nothing is ever fetched.
        if !matches!(rooted.root(), VirtualRoot::Project) {
            return Err(FileError::AccessDenied);
        }
        Ok(match rooted.vpath().get_without_slash() {
            DATA => Some(self.data.clone()),
            RENDER => Some(self.render.clone()),
            _ => None,
        })
    }
}

impl World for Sheet<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shelf.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shelf.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if self.virtual_file(id)?.is_some() {
            return Err(FileError::NotSource);
        }
        let (source, digest) = self
            .shelf
            .cached(id, |cached| {
                if cached.source.is_none() {
                    let text = std::str::from_utf8(&cached.bytes).ok()?;
                    cached.source = Some(Source::new(id, text.to_owned()));
                }
                cached.source.clone().map(|s| (s, cached.digest.clone()))
            })?
            .ok_or(FileError::InvalidUtf8)?;
        self.note(id.get().vpath().get_without_slash(), &digest);
        Ok(source)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if let Some(bytes) = self.virtual_file(id)? {
            return Ok(bytes);
        }
        let (bytes, digest) =
            self.shelf.cached(id, |cached| (cached.bytes.clone(), cached.digest.clone()))?;
        self.note(id.get().vpath().get_without_slash(), &digest);
        Ok(bytes)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shelf.fonts.get(index).cloned()
    }

    // A paper's day is the day in its data; the machine's clock must not change its bytes.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        self.date
    }
}
