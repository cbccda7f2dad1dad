//! Which files a pack may hold, by name.

/// The library of clauses.
pub const CLAUSES: &str = "wording/clauses.toml";

/// What is wrong with a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It leads out of the pack: `..`, an absolute path, a drive.
    Leaves,
    /// It is a link.
    Link,
    /// Its name holds what some system cannot store.
    Name,
    /// A pack holds nothing of this sort.
    Kind,
    /// It is there twice.
    Twice,
}

/// Folders below folders that a pack may have.
const DEPTH: usize = 6;

/// Judges the path of an entry of a packed file, which must be one that [`super::Pack::write`] could have written.
pub(super) fn judge(path: &str) -> Result<(), Wrong> {
    let parts: Vec<&str> = path.split('/').collect();
    if path.starts_with('/') || path.contains('\\') || path.contains(':') || parts.contains(&"..") {
        return Err(Wrong::Leaves);
    }
    let odd = |part: &&str| {
        part.is_empty()
            || *part == "."
            || part.ends_with(['.', ' '])
            || part.chars().any(|c| c.is_control() || "<>\"|?*".contains(c))
    };
    if parts.iter().any(odd) || parts.len() > DEPTH || path.len() > 240 {
        return Err(Wrong::Name);
    }
    if may_hold(path) { Ok(()) } else { Err(Wrong::Kind) }
}

/// Whether a file of this name has a place in a pack (or among the shipped papers).
pub(super) fn may_hold(path: &str) -> bool {
    let (top, inside) = path.split_once('/').unwrap_or(("", path));
    let ending = path.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    let text = matches!(ending.as_str(), "typ" | "toml" | "json" | "md" | "txt");
    let picture = matches!(ending.as_str(), "svg" | "png" | "jpg" | "jpeg");
    match top {
        "" => matches!(inside, "pack.toml" | "README.md" | "DATA.md"),
        "fonts" => is_font(path) || matches!(ending.as_str(), "md" | "txt"),
        "wording" => path == CLAUSES,
        _ => text || picture,
    }
}

pub(super) fn is_font(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    matches!(ending.as_str(), "otf" | "ttf" | "ttc" | "otc")
}

/// What editors and systems leave lying about.
pub(super) fn is_litter(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || matches!(name, "Thumbs.db" | "desktop.ini" | "__MACOSX")
        || [".bak", ".swp", ".tmp", ".orig"].iter().any(|e| name.ends_with(e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_leads_out_of_the_pack_is_refused() {
        for path in [
            "../x.typ",
            "documents/../../etc/passwd",
            "/etc/passwd",
            "C:\\x.typ",
            "documents\\..\\x.typ",
            "C:/x.typ",
        ] {
            assert_eq!(judge(path), Err(Wrong::Leaves), "{path}");
        }
        for path in
            ["documents//x.typ", "documents/./x.typ", "documents/a./x.typ", "documents/a\u{0}.typ"]
        {
            assert_eq!(judge(path), Err(Wrong::Name), "{path}");
        }
        for path in ["run.exe", "documents/receipt/x.wasm", "fonts/x.exe", "wording/other.toml"] {
            assert_eq!(judge(path), Err(Wrong::Kind), "{path}");
        }
        for path in [
            "pack.toml",
            "documents/receipt/template.typ",
            "fonts/仿宋.ttf",
            "wording/clauses.toml",
        ] {
            assert_eq!(judge(path), Ok(()), "{path}");
        }
    }
}
