//! `pack export FOLDER`, `pack check FOLDER|FILE`, `pack preview FOLDER|FILE KIND [--language vi] --out FILE`: for whoever changes the
//! papers in an editor of his own, with sentences instead of JSON. No password: nothing of the desk's data is touched.

use crate::{Arguments, once};
use desk::DeskError;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

/// What was asked for, when it is one of these three.
pub(crate) enum Order {
    Export { folder: PathBuf },
    Check { path: PathBuf },
    Preview { path: PathBuf, kind: String, language: String, out: PathBuf },
}

/// Reads the three; with `--json` it is an ordinary verb.
pub(crate) fn order(words: &[String]) -> Option<Order> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["pack", "export", folder] => Some(Order::Export { folder: folder.into() }),
        ["pack", "check", path] => Some(Order::Check { path: path.into() }),
        ["pack", "preview", path, kind, "--out", out] => Some(Order::Preview {
            path: path.into(),
            kind: kind.to_owned(),
            language: String::new(),
            out: out.into(),
        }),
        ["pack", "preview", path, kind, "--language", language, "--out", out] => {
            Some(Order::Preview {
                path: path.into(),
                kind: kind.to_owned(),
                language: language.to_owned(),
                out: out.into(),
            })
        }
        _ => None,
    }
}

/// Answers; the exit code says whether the pack may be signed.
pub(crate) fn run(arguments: &Arguments, order: &Order) -> ExitCode {
    match attempt(arguments, order) {
        Ok((text, good)) => {
            let said = once::print(&text);
            if good { said } else { ExitCode::FAILURE }
        }
        Err(error) => once::fail(&error),
    }
}

fn attempt(arguments: &Arguments, order: &Order) -> Result<(String, bool), DeskError> {
    let desk = once::open(arguments)?;
    match order {
        Order::Export { folder } => {
            let made = desk::dispatch(&desk, "pack.export", json!({ "folder": folder }))?;
            Ok((format!("已导出{}个文件：{}", made["files"], text(&made["path"])), true))
        }
        Order::Check { path } => {
            let checked = desk::dispatch(&desk, "pack.check", json!({ "path": path }))?;
            Ok((report(&checked), checked["passes"] == true))
        }
        Order::Preview { path, kind, language, out } => {
            let input = json!({ "path": path, "kind": kind, "language": language });
            let pdf = desk::dispatch_bytes(&desk, "pack.preview", input)?;
            std::fs::write(out, pdf)?;
            Ok((out.display().to_string(), true))
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A line a finding, as compilers write them, so that an editor can jump to it.
fn report(checked: &Value) -> String {
    let pack = &checked["pack"];
    let mut lines = vec![format!("{} {}", text(&pack["name"]), text(&pack["version"]))];
    for one in checked["findings"].as_array().into_iter().flatten() {
        let level = match text(&one["level"]) {
            "error" => "要改",
            "warning" => "请核对",
            _ => "说明",
        };
        let place = match (text(&one["file"]), one["line"].as_u64(), one["column"].as_u64()) {
            ("", ..) => "整个包".to_owned(),
            (file, None | Some(0), _) => file.to_owned(),
            (file, Some(line), column) => format!("{file}:{line}:{}", column.unwrap_or(0).max(1)),
        };
        lines.push(format!("{place}: {level}：{}", text(&one["text"])));
    }
    for one in checked["papers"].as_array().into_iter().flatten() {
        if one["pages"] != 0 {
            lines.push(format!("排出《{}》{}页", text(&one["title"]), one["pages"]));
        }
    }
    lines.push(if checked["passes"] == true { "检查通过" } else { "检查没有通过" }.to_owned());
    lines.join("\n")
}
