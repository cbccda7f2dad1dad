//! The kinds of paper of a pack: what `kind.toml` says, beside what the program's own says.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use super::check::{Checker, Level, place_in};
use super::{fields, words};
use crate::kind::{Kind, Kinds};

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

/// Papers whose signatures a case counts before it goes on: less than these and no station can.
const COUNTED: [&str; 5] =
    ["agreement", "extension-consent", "suspension-record", "representatives", "group-annex"];

impl Checker<'_> {
    pub(super) fn kind_files(&mut self, shipped: &Kinds) {
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
        for signer in ours.signers.iter().filter(|s| {
            !kind.signers.iter().any(|k| k.role == s.role && (k.required || !s.required))
        }) {
            if COUNTED.contains(&kind.id.as_str()) && signer.required {
                let text = format!(
                    "少了“{}”的签名或者盖章，这份文书不生效，各站会办不下去，不能去掉",
                    signer.label
                );
                self.error(file, text);
            } else {
                let text = format!("随附样式要“{}”签名或者盖章，这个包不再要求", signer.label);
                self.say(Level::Warning, file, (0, 0), text);
            }
        }
        if ours.subject != kind.subject {
            self.error(file, "subject 与随附样式不同：原来的案卷里就出不了这份文书了，不能改");
        }
        let fewer = ours.states.is_empty() != kind.states.is_empty()
            || ours.states.iter().any(|s| !kind.states.contains(s));
        if fewer && !kind.states.is_empty() {
            let text = "states 比随附样式少：有的阶段就出不了这份文书了";
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
}

fn read_kind(bytes: &[u8]) -> Result<Kind, ((usize, usize), String)> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| ((0, 0), "不是UTF-8编码，请在编辑器里另存为UTF-8".to_owned()))?;
    toml::from_str(text).map_err(|e| (place_in(text, e.span()), words::of_toml(e.message())))
}
