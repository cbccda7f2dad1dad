//! Is a pack fit for use: everything a person can get wrong, found before a party sees it.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;
use typst::syntax::ast;
use typst::syntax::{DiagSpanKind, LinkedNode, Source};
use typst::text::Font;

use super::{META, Pack, fields, words};
use crate::engine::{EngineConfig, Limits};
use crate::kind::Kinds;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The pack cannot be used.
    Error,
    /// It can, but somebody should look.
    Warning,
    /// Good to know.
    Note,
}

/// Something found in a pack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// Weight.
    pub level: Level,
    /// File in the pack; empty: the pack as a whole.
    pub file: String,
    /// Line from 1; 0: the whole file.
    pub line: usize,
    /// Character in the line from 1; 0: the whole line.
    pub column: usize,
    /// What is wrong and what to do, in Chinese.
    pub text: String,
}

/// A kind of paper of the pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckedKind {
    /// Kind.
    pub id: String,
    /// Title.
    pub title: String,
    /// The pack brings something of its own for it.
    pub own: bool,
    /// Pages of its sample; 0: it could not be set.
    pub pages: usize,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Errors first, each by file and line.
    pub findings: Vec<Finding>,
    /// Kinds that were set from their samples.
    pub kinds: Vec<CheckedKind>,
}

impl Finding {
    /// What a reader of TOML complained of in a file of the pack.
    #[must_use]
    pub fn of_toml(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let (line, column) = place_in(text, error.span());
        let text = words::of_toml(error.message());
        Self { level: Level::Error, file: file.to_owned(), line, column, text }
    }
}

impl Report {
    /// True when nothing stands against using the pack.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.findings.iter().all(|f| f.level != Level::Error)
    }
}

/// Checks a pack against the shipped papers and sets every kind that it touches from its sample and empty.
/// `config` names the shipped fonts and papers; its own overrides are not used; `limits.time` is for each sample. `on` hears each kind before it is set
/// and says whether to go on.
pub fn check(
    config: &EngineConfig,
    limits: &Limits,
    pack: &Arc<Pack>,
    mut on: impl FnMut(&str) -> bool,
) -> Report {
    let mut all = Checker { pack, assets: &config.assets, findings: Vec::new() };
    let shipped = Kinds::load(&config.assets, None).unwrap_or_default();
    all.fonts();
    all.sources();
    all.kind_files(&shipped);
    all.clauses();
    all.wordings(config);
    all.remarks();
    let kinds = if all.findings.iter().any(|f| f.level == Level::Error) {
        // What cannot be read cannot be set; the rest would only repeat it.
        Vec::new()
    } else {
        all.papers(config, limits, &mut on)
    };
    let mut findings = all.findings;
    findings.sort();
    findings.dedup();
    Report { findings, kinds }
}

pub(super) struct Checker<'a> {
    pub(super) pack: &'a Arc<Pack>,
    pub(super) assets: &'a Path,
    findings: Vec<Finding>,
}

impl Checker<'_> {
    pub(super) fn say(
        &mut self,
        level: Level,
        file: &str,
        place: (usize, usize),
        text: impl Into<String>,
    ) {
        let (line, column) = place;
        self.findings.push(Finding {
            level,
            file: file.to_owned(),
            line,
            column,
            text: text.into(),
        });
    }

    pub(super) fn error(&mut self, file: &str, text: impl Into<String>) {
        self.say(Level::Error, file, (0, 0), text);
    }

    fn fonts(&mut self) {
        for (path, bytes) in self.pack.fonts() {
            let families: BTreeSet<String> =
                Font::iter(bytes.clone()).map(|font| font.info().family.clone()).collect();
            if families.is_empty() {
                self.findings.push(Finding {
                    level: Level::Error,
                    file: path.to_owned(),
                    line: 0,
                    column: 0,
                    text: "读不出字体，文件可能损坏，请换一份".to_owned(),
                });
            } else {
                let names: Vec<String> = families.into_iter().collect();
                self.findings.push(Finding {
                    level: Level::Note,
                    file: path.to_owned(),
                    line: 0,
                    column: 0,
                    text: format!("字体名称：{}。请确认有权随包分发", names.join("、")),
                });
            }
        }
    }

    fn sources(&mut self) {
        let known = fields::known(self.assets);
        let texts: Vec<(String, Option<String>)> = self
            .pack
            .files()
            .filter(|(path, _)| path.ends_with(".typ"))
            .map(|(path, bytes)| {
                (path.to_owned(), std::str::from_utf8(bytes).ok().map(str::to_owned))
            })
            .collect();
        for (path, text) in texts {
            let Some(text) = text else {
                self.error(&path, "不是UTF-8编码，请在编辑器里另存为UTF-8");
                continue;
            };
            let source = Source::detached(text);
            let place = |at: usize| {
                let (line, column) = source.lines().byte_to_line_column(at).unwrap_or_default();
                (line + 1, column + 1)
            };
            let mut told = BTreeSet::new();
            for error in source.root().errors_and_warnings().0 {
                let at = match error.span.get() {
                    DiagSpanKind::Number { num, sub_range, .. } => source.range(num, sub_range),
                    DiagSpanKind::Range { range, .. } => Some(range),
                    DiagSpanKind::Detached => None,
                };
                let at = at.map_or((0, 0), |range| place(range.start));
                // What follows on the same line is mostly the same mistake again.
                if !told.insert(at.0) {
                    continue;
                }
                self.say(Level::Error, &path, at, words::of_typst(&error.message));
            }
            for asked in fields::asked(&source) {
                if !fields::given(&known, &asked.path) {
                    let text = format!(
                        "没有哪一处提供“{}”，印出来总是空的；可用的名称见 DATA.md",
                        asked.path
                    );
                    self.say(Level::Warning, &path, place(asked.at), text);
                }
            }
            let mut wanted = Vec::new();
            imports(&LinkedNode::new(source.root()), &mut wanted);
            for (at, what) in wanted {
                if what.starts_with('@') {
                    let text = format!("不能使用外面的软件包（{what}），要用的内容请写进包里");
                    self.say(Level::Error, &path, place(at), text);
                }
            }
        }
    }

    fn clauses(&mut self) {
        let path = super::paths::CLAUSES;
        let Some(bytes) = self.pack.file(path).map(<[u8]>::to_vec) else { return };
        let Ok(text) = String::from_utf8(bytes) else {
            return self.error(path, "不是UTF-8编码，请在编辑器里另存为UTF-8");
        };
        if let Err(e) = toml::from_str::<toml::Table>(&text) {
            self.findings.push(Finding::of_toml(path, &text, &e));
        }
    }

    fn remarks(&mut self) {
        let same = self.pack.same_as(self.assets);
        if same > 0 {
            let text = format!("{same}个文件与随附样式一字不差，签发时不装进包里，以后随程序更新");
            self.say(Level::Note, "", (0, 0), text);
        }
        let tops = ["documents/", "fonts/", "wording/"];
        let strays: Vec<String> = self
            .pack
            .files()
            .map(|(path, _)| path.to_owned())
            .filter(|path| path.contains('/') && !tops.iter().any(|top| path.starts_with(top)))
            .collect();
        for file in strays {
            let text = "放在这里不起作用，文书的文件要放在 documents 里";
            self.say(Level::Warning, &file, (0, 0), text);
        }
        for file in self.pack.ignored().to_vec() {
            self.say(Level::Note, &file, (0, 0), "政策包里不放这种文件，签发时不装");
        }
        if self.pack.kinds().is_empty() && self.pack.files().count() == 1 {
            self.say(Level::Warning, META, (0, 0), "包里没有任何文书，用了也不会有变化");
        }
    }
}

fn imports(node: &LinkedNode<'_>, found: &mut Vec<(usize, String)>) {
    let source = match node.get().cast::<ast::Expr<'_>>() {
        Some(ast::Expr::ModuleImport(import)) => Some(import.source()),
        Some(ast::Expr::ModuleInclude(include)) => Some(include.source()),
        _ => None,
    };
    if let Some(ast::Expr::Str(path)) = source {
        found.push((node.range().start, path.get().to_string()));
    }
    for child in node.children() {
        imports(&child, found);
    }
}

/// The sample of a kind: the pack's own, else the shipped one.
#[must_use]
pub fn sample(pack: Option<&Pack>, assets: &Path, kind: &str) -> Option<Value> {
    let own = pack.and_then(|pack| pack.document(&format!("{kind}/sample.json")));
    let own = own.map(|bytes| bytes.to_vec());
    let bytes = own.or_else(|| std::fs::read(assets.join(kind).join("sample.json")).ok())?;
    serde_json::from_slice(&bytes).ok()
}

pub(super) fn place_in(text: &str, span: Option<std::ops::Range<usize>>) -> (usize, usize) {
    let Some(head) = span.and_then(|span| text.get(..span.start)) else { return (0, 0) };
    let line = head.matches('\n').count() + 1;
    (line, head.rsplit('\n').next().unwrap_or_default().chars().count() + 1)
}
