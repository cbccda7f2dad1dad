//! The papers of a pack set on trial, from their samples and empty.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value, json};

use super::check::{CheckedKind, Checker, Level, place_in, sample};
use super::words;
use crate::engine::{Engine, EngineConfig, Limits, RenderOptions};
use crate::error::{Fault, PaperError};
use crate::kind::Kinds;
use crate::phrases;

/// A sample with the words of another language: of a paper in two languages, or the leaves of the booklet.
#[must_use]
pub fn in_language(mut sample: Value, language: &str) -> Value {
    match sample.get_mut("handbook") {
        Some(book) => book["leaves"] = json!([{ "language": language, "confirmed": {} }]),
        None => sample["translation"]["language"] = json!(language),
    }
    sample
}

impl Checker<'_> {
    /// Languages in which the pack has wording of its own.
    fn languages(&self) -> Vec<String> {
        let all = self.pack.files().filter_map(|(path, bytes)| {
            let language = phrases::language_of(path.strip_prefix("documents/")?)?;
            (!super::same(self.assets, path, bytes)).then(|| language.to_owned())
        });
        all.collect()
    }

    /// Whether a kind is a paper in two languages.
    fn is_bilingual(&self, kind: &str) -> bool {
        let path = format!("{kind}/template.typ");
        let own = self.pack.document(&path).map(|bytes| bytes.to_vec());
        let bytes = own.or_else(|| std::fs::read(self.assets.join(&path)).ok()).unwrap_or_default();
        String::from_utf8_lossy(&bytes).contains("/common/bilingual.typ\"")
    }

    /// Kinds whose look the pack can change.
    fn touched(&self, kinds: &Kinds) -> Vec<String> {
        let differs =
            |path: &str| !super::same(self.assets, path, self.pack.file(path).unwrap_or_default());
        let everywhere = self.pack.files().any(|(path, _)| {
            let shared = path.starts_with("documents/common/")
                && path.strip_prefix("documents/").and_then(phrases::language_of).is_none();
            path.starts_with("fonts/") || (shared && differs(path))
        });
        let wording = !self.languages().is_empty();
        let own: BTreeSet<String> = self
            .pack
            .kinds()
            .into_iter()
            .filter(|id| {
                let folder = format!("documents/{id}/");
                self.pack.files().any(|(path, _)| path.starts_with(&folder) && differs(path))
            })
            .collect();
        let all = kinds.iter().map(|kind| kind.id.clone());
        all.filter(|id| everywhere || own.contains(id) || (wording && self.is_bilingual(id)))
            .collect()
    }

    pub(super) fn papers(
        &mut self,
        config: &EngineConfig,
        limits: &Limits,
        on: &mut impl FnMut(&str) -> bool,
    ) -> Vec<CheckedKind> {
        let mut checked = Vec::new();
        let config = EngineConfig { overrides: Some(Arc::clone(self.pack)), ..config.clone() };
        let started =
            Engine::start_within(config, limits.clone()).and_then(|e| Ok((e.kinds()?, e)));
        let (kinds, engine) = match started {
            Ok(started) => started,
            Err(error) => {
                self.paper_error("", "", &error);
                return checked;
            }
        };
        let languages = self.languages();
        for id in self.touched(&kinds) {
            let Some(kind) = kinds.get(&id) else { continue };
            if !on(&kind.title) {
                self.say(Level::Warning, "", (0, 0), "检查中途停下，后面的文书没有看");
                break;
            }
            let Some(sample) = sample(Some(self.pack), self.assets, &id) else {
                self.error(&format!("documents/{id}/sample.json"), "没有样例，不能检查和预览");
                continue;
            };
            let date = sample.pointer("/doc/date").cloned().unwrap_or_else(|| json!("2026-01-01"));
            let blank = json!({ "doc": { "date": date, "id": "blank" } });
            let mut full = engine.render(&id, &sample, RenderOptions::default());
            let mut when = "用样例排版：".to_owned();
            // The sample is in one language; the words that were changed may be of another.
            for language in languages.iter().filter(|_| self.is_bilingual(&id)) {
                if full.is_ok() {
                    let sample = in_language(sample.clone(), language);
                    full = engine.render(&id, &sample, RenderOptions::default());
                    when = format!("用样例排版（{language}）：");
                }
            }
            let empty = full.is_ok().then(|| engine.render_draft(&id, &blank));
            let pages = full.as_ref().map_or(0, |paper| paper.pages);
            let own = self.pack.kinds().contains(&id);
            checked.push(CheckedKind { id: id.clone(), title: kind.title.clone(), own, pages });
            if let Err(error) = &full {
                self.paper_error(&id, &when, error);
                if matches!(error, PaperError::TooLong { .. } | PaperError::Crashed(_)) {
                    self.say(
                        Level::Note,
                        "",
                        (0, 0),
                        "排版停下以后的文书没有再看，改好后请重新检查",
                    );
                    break;
                }
            }
            if let Some(Err(error)) = &empty {
                self.paper_error(&id, "什么都没填时排版（打印空白表）：", error);
            }
        }
        checked
    }

    /// Where a character stands in the files of a kind, or in those that all share.
    fn holding(&self, character: char, kind: &str) -> Option<(String, (usize, usize))> {
        let folders = [format!("documents/{kind}/"), "documents/common/".to_owned()];
        let mut files =
            self.pack.files().filter(|(path, _)| folders.iter().any(|f| path.starts_with(f)));
        files.find_map(|(path, bytes)| {
            let text = std::str::from_utf8(bytes).ok()?;
            let at = text.find(character)?;
            Some((path.to_owned(), place_in(text, Some(at..at))))
        })
    }

    fn paper_error(&mut self, kind: &str, when: &str, error: &PaperError) {
        let folder = match kind {
            "" => String::new(),
            kind => format!("documents/{kind}/template.typ"),
        };
        match error {
            PaperError::Template { faults, detail, .. } => {
                if faults.is_empty() {
                    self.error(&folder, format!("{when}{}", words::of_typst(detail)));
                }
                for fault in faults {
                    let Fault { file, line, column, message, called_at } = fault;
                    let text = format!("{when}{}", words::of_typst(message));
                    match called_at {
                        _ if file.is_empty() => self.error(&folder, text),
                        // What is wrong shows itself in a file of the program; the mistake is in the pack's own.
                        Some((from, at)) if self.pack.document(file).is_none() => {
                            let text = format!("{text}（用到了 documents/{file} 第{line}行）");
                            self.say(Level::Error, &format!("documents/{from}"), (*at, 0), text);
                        }
                        _ => {
                            let file = format!("documents/{file}");
                            self.say(Level::Error, &file, (*line, *column), text);
                        }
                    }
                }
            }
            PaperError::Missing(questions) => {
                let labels: Vec<&str> =
                    questions.iter().map(|q| q.label.as_str()).take(6).collect();
                let text = format!("{when}样例缺少必填的内容：{}", labels.join("、"));
                self.error(&format!("documents/{kind}/sample.json"), text);
            }
            PaperError::BadData { path, .. } => {
                self.error(
                    &format!("documents/{kind}/sample.json"),
                    format!("{when}“{path}”的值不能用"),
                );
            }
            PaperError::BadCharacter { path, codepoint, .. } => {
                let text =
                    format!("{when}“{path}”里有没有约定含义的字符（{codepoint}），请换成通用的字");
                self.error(&format!("documents/{kind}/sample.json"), text);
            }
            PaperError::MissingGlyph { character, codepoint, .. } => {
                let text = format!(
                    "{when}字体里没有“{character}”（{codepoint}），请换字，或者在 fonts 里放进有这个字的字体"
                );
                let (file, place) = self.holding(*character, kind).unwrap_or((folder, (0, 0)));
                self.say(Level::Error, &file, place, text);
            }
            PaperError::TooLong { seconds, .. } => {
                self.error(&folder, format!("{when}{seconds}秒还没有排完，多半是循环停不下来"));
            }
            PaperError::Crashed(_) => {
                self.error(&folder, format!("{when}排版程序停下了，多半是用的内存太多"));
            }
            PaperError::Unsettled(_) => {
                self.error(&folder, format!("{when}页数来回变动，定不下来"));
            }
            other => self.error(&folder, format!("{when}不能排版（{other}）")),
        }
    }
}
