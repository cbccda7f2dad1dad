//! Which fields of the data a template asks for, read from its source: a name that nobody gives prints a blank for
//! ever, and no typesetter complains.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use typst::syntax::ast;
use typst::syntax::{LinkedNode, Source};

/// A field asked for.
pub(super) struct Asked {
    /// Dotted path without list indices.
    pub path: String,
    /// Byte in the source.
    pub at: usize,
}

/// The functions of `common/values.typ` and `common/parties.typ` that take a path into the data.
const READERS: [&str; 4] = ["取", "列", "真", "段料"];
/// The name under which templates have the data.
const DATA: &str = "数据";

pub(super) fn asked(source: &Source) -> Vec<Asked> {
    let mut found = Vec::new();
    walk(&LinkedNode::new(source.root()), &mut found);
    found
}

fn walk(node: &LinkedNode<'_>, found: &mut Vec<Asked>) {
    if let Some(call) = node.get().cast::<ast::FuncCall<'_>>()
        && let Some(path) = path_of(call)
    {
        found.push(Asked { path, at: node.range().start });
    }
    for child in node.children() {
        walk(&child, found);
    }
}

fn path_of(call: ast::FuncCall<'_>) -> Option<String> {
    let ast::Expr::Ident(callee) = call.callee() else { return None };
    let name = callee.as_str();
    if !READERS.contains(&name) {
        return None;
    }
    let mut args = call.args().items();
    let first = args.next()?;
    let path = if name == "段料" {
        first
    } else {
        let ast::Arg::Pos(ast::Expr::Ident(from)) = first else { return None };
        if from.as_str() != DATA {
            return None;
        }
        args.next()?
    };
    let ast::Arg::Pos(ast::Expr::Str(path)) = path else { return None };
    let path = path.get();
    let parts: Vec<&str> = path.split('.').filter(|part| part.parse::<usize>().is_err()).collect();
    Some(parts.join("."))
}

/// All fields there are: those of the shipped samples, and those the shipped templates and `kind.toml` ask for.
pub(super) fn known(assets: &Path) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let Ok(folders) = fs::read_dir(assets) else { return all };
    for folder in folders.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()) {
        for file in fs::read_dir(&folder).into_iter().flatten().flatten().map(|e| e.path()) {
            let Ok(text) = fs::read_to_string(&file) else { continue };
            match file.extension().and_then(|e| e.to_str()) {
                Some("json") => {
                    if let Ok(data) = serde_json::from_str::<Value>(&text) {
                        keys(&data, "", &mut all);
                    }
                }
                Some("typ") => {
                    all.extend(asked(&Source::detached(text)).into_iter().map(|asked| asked.path));
                }
                Some("toml") => {
                    if let Ok(kind) = toml::from_str::<crate::Kind>(&text) {
                        for rule in &kind.required {
                            all.extend(rule.or.iter().chain([&rule.path]).map(|p| plain(p)));
                        }
                    }
                }
                _ => {}
            }
        }
    }
    // Every part on the way to a field is a field too.
    for path in all.clone() {
        for (at, _) in path.match_indices('.') {
            all.insert(path[..at].to_owned());
        }
    }
    all
}

/// A path of `kind.toml` without its list marks.
pub(super) fn plain(path: &str) -> String {
    path.replace("[]", "")
}

/// Whether somebody gives this field: what a person answers when asked (`fields.*`) has no fixed names.
pub(super) fn given(known: &BTreeSet<String>, path: &str) -> bool {
    path == "fields"
        || path.starts_with("fields.")
        || path.starts_with("codes.")
        || known.contains(path)
}

fn keys(data: &Value, at: &str, all: &mut BTreeSet<String>) {
    match data {
        Value::Object(map) => {
            for (key, value) in map {
                let path = if at.is_empty() { key.clone() } else { format!("{at}.{key}") };
                keys(value, &path, all);
                all.insert(path);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, at, all)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_a_template_asks_for_are_found_with_their_places() {
        let source = Source::detached(
            "#let 会 = 段料(\"session\")\n#填(取(数据, \"applicants.0.name\")) #取(会, \"date\") #列(数据, \"claims\")",
        );
        let found: Vec<_> = asked(&source).into_iter().map(|a| a.path).collect();
        assert_eq!(found, ["session", "applicants.name", "claims"]);
    }
}
