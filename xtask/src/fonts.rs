//! The fonts of the papers: fetched, never committed (assets/documents/fonts.toml).

use crate::Outcome;
use crate::sh::{self, cmd, step};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const LIST: &str = "assets/documents/fonts.toml";
const PLACE: &str = "assets/fonts";

#[derive(Deserialize)]
struct List {
    font: Vec<Font>,
}

/// One file of one Debian package; `notice` is its licence text inside the package.
#[derive(Deserialize)]
struct Font {
    file: String,
    package: String,
    version: String,
    path: String,
    sha256: String,
    notice: String,
}

/// Brings every font of the list to assets/fonts: from there, the system, the cache, or its Debian package.
pub fn ensure() -> Outcome {
    let text = std::fs::read_to_string(LIST).map_err(|e| format!("{LIST}: {e}"))?;
    let list: List = toml::from_str(&text).map_err(|e| format!("{LIST}: {e}"))?;
    let cache = sh::cache()?.join("fonts");
    let mut missing = Vec::new();
    for font in &list.font {
        if !in_place(font) && !copied(font, &cache)? {
            missing.push(font);
        }
    }
    if missing.is_empty() {
        step(&format!("fonts: all {} are there", list.font.len()));
        return Ok(());
    }
    let packages: BTreeSet<(&str, &str)> =
        missing.iter().map(|f| (f.package.as_str(), f.version.as_str())).collect();
    for (package, version) in packages {
        step(&format!("fonts: taking them out of the Debian package {package} {version}"));
        let unpacked = unpack(package, version, &cache)?;
        for font in missing.iter().filter(|f| f.package == package) {
            keep(font, &unpacked, &cache)?;
        }
        std::fs::remove_dir_all(&unpacked).map_err(|e| format!("{}: {e}", unpacked.display()))?;
    }
    for font in missing {
        if !copied(font, &cache)? {
            return Err(format!("{} is not in {} {}", font.file, font.package, font.version));
        }
    }
    Ok(())
}

fn notice_place(font: &Font) -> PathBuf {
    Path::new(PLACE).join("notices").join(&font.package)
}

/// A hash of 200 MB at each start would take seconds: the stamp beside the file says that it was checked.
fn in_place(font: &Font) -> bool {
    let stamp =
        Path::new(PLACE).join("notices").join(format!("{}.sha256", font.file.replace('/', "-")));
    let file = Path::new(PLACE).join(&font.file);
    let checked = std::fs::read_to_string(&stamp).is_ok_and(|sum| sum == font.sha256);
    if file.is_file() && notice_place(font).is_file() && checked {
        return true;
    }
    if !notice_place(font).is_file() || sum(&file).as_deref() != Some(&font.sha256) {
        return false;
    }
    std::fs::write(stamp, &font.sha256).is_ok()
}

/// Copies a font and its notice from the installed package or the cache, if they are there and right.
fn copied(font: &Font, cache: &Path) -> Outcome<bool> {
    let system = (Path::new("/").join(&font.path), Path::new("/").join(&font.notice));
    let kept = (cache.join(&font.sha256), cache.join(format!("{}.notice", font.package)));
    let Some((file, notice)) = [kept, system]
        .into_iter()
        .find(|(file, notice)| notice.is_file() && sum(file).as_deref() == Some(&font.sha256))
    else {
        return Ok(false);
    };
    let target = Path::new(PLACE).join(&font.file);
    put(&file, &target)?;
    put(&notice, &notice_place(font))?;
    Ok(in_place(font))
}

fn keep(font: &Font, unpacked: &Path, cache: &Path) -> Outcome {
    let file = unpacked.join(&font.path);
    match sum(&file) {
        Some(sum) if sum == font.sha256 => {}
        Some(sum) => {
            return Err(format!(
                "{} in {} {} has SHA-256 {sum}, {LIST} says {}: nothing was taken",
                font.path, font.package, font.version, font.sha256
            ));
        }
        None => {
            return Err(format!("{} {} holds no {}", font.package, font.version, font.path));
        }
    }
    put(&file, &cache.join(&font.sha256))?;
    put(&unpacked.join(&font.notice), &cache.join(format!("{}.notice", font.package)))
}

/// Downloads and unpacks a package without installing it.
fn unpack(package: &str, version: &str, cache: &Path) -> Outcome<PathBuf> {
    let dir = cache.join(format!("{package}.unpacked"));
    if dir.exists() {
        std::fs::remove_dir_all(&dir).map_err(|e| format!("{}: {e}", dir.display()))?;
    }
    std::fs::create_dir_all(&dir).map_err(|e| format!("{}: {e}", dir.display()))?;
    let wanted = format!("{package}={version}");
    // The sandboxed user of apt may not write here; it says so in a note that frightens for nothing.
    let fetch = || {
        let args = ["-q", "-o", "APT::Sandbox::User=root", "download", wanted.as_str()];
        sh::run(cmd("apt-get", args).current_dir(&dir))
    };
    if fetch().is_err() {
        step("fonts: the package lists are old or missing: renewing them");
        crate::packages::renew()?;
        fetch().map_err(|why| {
            format!("{why}; a file with the right SHA-256 may be put into {PLACE} by hand ({LIST})")
        })?;
    }
    let deb = std::fs::read_dir(&dir).map_err(|e| format!("{}: {e}", dir.display()))?;
    let deb =
        deb.flatten().map(|entry| entry.path()).find(|p| p.extension().is_some_and(|x| x == "deb"));
    let deb = deb.ok_or_else(|| format!("apt-get left no package in {}", dir.display()))?;
    sh::run(&mut cmd("dpkg-deb", [Path::new("-x"), &deb, &dir]))?;
    Ok(dir)
}

fn put(from: &Path, to: &Path) -> Outcome {
    let dir = to.parent().ok_or("a file has a folder")?;
    std::fs::create_dir_all(dir).map_err(|e| format!("{}: {e}", dir.display()))?;
    // By way of a second name: a task killed half-way leaves no half file.
    let mut part = to.as_os_str().to_owned();
    part.push(".part");
    std::fs::copy(from, &part)
        .and_then(|_| std::fs::rename(&part, to))
        .map_err(|e| format!("{} → {}: {e}", from.display(), to.display()))
}

fn sum(file: &Path) -> Option<String> {
    let mut hash = Sha256::new();
    let mut file = std::fs::File::open(file).ok()?;
    std::io::copy(&mut file, &mut HashWriter(&mut hash)).ok()?;
    Some(hex::encode(hash.finalize()))
}

struct HashWriter<'a>(&'a mut Sha256);

impl std::io::Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
