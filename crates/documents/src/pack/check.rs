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
use crate::kind::{Kind, Kinds};

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

const SIGNERS: [&str; 12] = [
    "applicants",
    "respondents",
    "third",
    "mediator",
    "organisation",
    "recorder",
    "interpreter",
    "recipient",
    "server",
    "staff",
    "issuer",
    "employer",
];

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

    fn kind_files(&mut self, shipped: &Kinds) {
        let known = fields::known(self.assets);
        for id in self.pack.kinds() {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if !(2..=40).contains(&id.len()) || !id.chars().all(plain) {
                let text = "文件夹名只能用小写字母、数字和连字符，2至40个，否则有的电脑认不出";
                self.error(&format!("documents/{id}"), text);
                continue;
            }
            let ours = shipped.get(&id);
            let file = format!("documents/{id}/kind.toml");
            if let Some(bytes) = self.pack.document(&format!("{id}/kind.toml")).cloned() {
                match read_kind(&bytes) {
                    Ok(kind) if kind.id != id => {
                        self.error(&file, format!("id 写的是 {}，应当与文件夹同名：{id}", kind.id));
                    }
                    Ok(kind) => self.kind(&file, &kind, ours, &known),
                    Err((at, text)) => self.say(Level::Error, &file, at, text),
                }
            } else if ours.is_none() {
                self.error(&file, "新的文书要有 kind.toml");
            }
            if self.pack.document(&format!("{id}/template.typ")).is_none() && ours.is_none() {
                self.error(&format!("documents/{id}/template.typ"), "新的文书要有 template.typ");
            }
            let sample = format!("documents/{id}/sample.json");
            match self.pack.document(&format!("{id}/sample.json")).cloned() {
                Some(bytes) => {
                    if let Err(e) = serde_json::from_slice::<Value>(&bytes) {
                        let text = "样例写法有误：括号、引号或者逗号不对".to_owned();
                        self.say(Level::Error, &sample, (e.line(), e.column()), text);
                    }
                }
                None if ours.is_none() => {
                    self.error(&sample, "新的文书要有 sample.json，检查和预览靠它")
                }
                None => {}
            }
        }
        self.numbers(shipped);
    }

    /// Two series that look the same on paper would print one number twice: also one that begins anew under another key.
    fn numbers(&mut self, shipped: &Kinds) {
        let pack = Arc::clone(self.pack);
        let Ok(now) = Kinds::load(self.assets, Some(&pack)) else { return };
        for id in pack.kinds() {
            let Some(series) = now.get(&id).and_then(|kind| kind.series.as_ref()) else { continue };
            let file = format!("documents/{id}/kind.toml");
            if series.mark.trim().is_empty() || series.key == "case" {
                self.error(&file, "文号的 mark 不能空，key 不能写 case：会和案号重复");
                continue;
            }
            let mut others = now.iter().filter(|kind| kind.id != id).chain(shipped.iter());
            let other = others.find(|kind| {
                kind.series.as_ref().is_some_and(|s| s.mark == series.mark && s.key != series.key)
            });
            if let Some(other) = other {
                let text = format!(
                    "文号的字样“{}”已经用在《{}》（key = {}），key 不同会编出一样的文号",
                    series.mark,
                    other.title,
                    other.series.as_ref().map(|s| s.key.as_str()).unwrap_or_default()
                );
                self.error(&file, text);
            }
        }
    }

    fn kind(&mut self, file: &str, kind: &Kind, ours: Option<&Kind>, known: &BTreeSet<String>) {
        if kind.copies == 0 {
            self.error(file, "copies 至少是1");
        }
        for (text, name) in [(&kind.title, "title"), (&kind.purpose, "purpose")] {
            if text.trim().is_empty() {
                self.error(file, format!("{name} 不能空着"));
            }
        }
        for signer in kind.signers.iter().filter(|s| !SIGNERS.contains(&s.role.as_str())) {
            let text = format!("没有叫“{}”的签名人；可用的有：{}", signer.role, SIGNERS.join("、"));
            self.error(file, text);
        }
        for rule in &kind.required {
            let path = fields::plain(&rule.path);
            if !fields::given(known, &path) {
                let text =
                    format!("要求先填“{}”，但没有哪一处提供它，这份文书将永远出不了", rule.path);
                self.error(file, text);
            }
            if rule.question.trim().is_empty() || rule.label.trim().is_empty() {
                self.error(file, format!("“{}”要写 label 和 question", rule.path));
            }
        }
        let Some(ours) = ours else { return };
        for rule in ours.required.iter().filter(|r| !kind.required.iter().any(|k| k.path == r.path))
        {
            let text = format!("随附样式要求先有“{}”才能出件，这个包不再要求", rule.label);
            self.say(Level::Warning, file, (0, 0), text);
        }
        for signer in ours.signers.iter().filter(|s| !kind.signers.iter().any(|k| k.role == s.role))
        {
            let text = format!("随附样式要“{}”签名或者盖章，这个包不再要求", signer.label);
            self.say(Level::Warning, file, (0, 0), text);
        }
        if ours.qr && !kind.qr {
            let text = "去掉了二维码：签好的纸扫描以后不能自动归案";
            self.say(Level::Warning, file, (0, 0), text);
        }
        if ours.r#final && !kind.r#final {
            self.say(Level::Warning, file, (0, 0), "出件后文字不再冻结");
        }
        if ours.series != kind.series {
            self.say(Level::Warning, file, (0, 0), "文号的编法与随附样式不同，已用的号不受影响");
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

fn read_kind(bytes: &[u8]) -> Result<Kind, ((usize, usize), String)> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| ((0, 0), "不是UTF-8编码，请在编辑器里另存为UTF-8".to_owned()))?;
    toml::from_str(text).map_err(|e| (place_in(text, e.span()), words::of_toml(e.message())))
}
