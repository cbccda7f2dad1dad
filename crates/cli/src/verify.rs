//! `document verify FILE`: the one verb that takes a file by its place, so that nobody has to encode it himself.

use base64::Engine as _;
use desk::DeskError;
use serde_json::{Value, json};
use std::path::Path;

/// The file behind `document verify`, and the words that follow it.
pub(crate) fn file<'a>(
    noun: &str,
    verb: &str,
    rest: &'a [String],
) -> (Option<&'a Path>, &'a [String]) {
    match rest {
        [file, more @ ..] if (noun, verb) == ("document", "verify") && !file.starts_with("--") => {
            (Some(Path::new(file)), more)
        }
        _ => (None, rest),
    }
}

/// Puts the file's name and bytes into the input; what else it says (a password) stays.
pub(crate) fn fill(input: &mut Value, file: &Path) -> Result<(), DeskError> {
    let bytes = std::fs::read(file)?;
    let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let Value::Object(input) = input else { return Err(DeskError::new("cli.usage")) };
    input.insert("name".to_owned(), json!(name));
    let data = base64::engine::general_purpose::STANDARD.encode(bytes);
    input.insert("data".to_owned(), json!(data));
    Ok(())
}
