//! `document verify FILE`: the one verb that takes a file by its place, so that nobody has to write JSON for it.

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

/// Puts the file's place into the input; what else it says (a password) stays.
pub(crate) fn fill(input: &mut Value, file: &Path) -> Result<(), DeskError> {
    let Value::Object(input) = input else { return Err(DeskError::new("cli.usage")) };
    input.insert("path".to_owned(), json!(std::path::absolute(file)?));
    Ok(())
}
