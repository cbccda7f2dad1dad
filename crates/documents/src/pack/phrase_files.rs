//! The fixed wording that a pack brings, checked phrase by phrase.

use std::collections::BTreeMap;

use super::check::{Checker, Finding, Level, place_in};
use crate::engine::EngineConfig;
use crate::phrases::{self, Book, File, Letters, Phrase, Wording, Written, judge, numbers};

/// Phrases of one file; a few times what there is.
const MOST: usize = 500;

impl Checker<'_> {
    /// Checks every file of phrases in the pack.
    pub(super) fn wordings(&mut self, config: &EngineConfig) {
        let files: Vec<(String, Vec<u8>)> = self
            .pack
            .files()
            .filter(|(path, _)| path.starts_with("documents/common/phrases/"))
            .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
            .collect();
        if files.is_empty() {
            return;
        }
        // Without fonts nothing can be set, and that is said elsewhere.
        let Ok(letters) = Letters::of(&config.fonts, Some(self.pack)) else { return };
        for (path, bytes) in files {
            self.wording(&path, &bytes, &letters);
        }
    }

    fn wording(&mut self, path: &str, bytes: &[u8], letters: &Letters) {
        let known = phrases::languages(self.assets);
        let language = path.strip_prefix("documents/").and_then(phrases::language_of);
        let Some(language) = language.filter(|l| known.iter().any(|code| code == l)) else {
            let all: Vec<String> = known.iter().map(|code| format!("{code}.toml")).collect();
            return self.error(path, format!("没有这个语种的文书；可用的有：{}", all.join("、")));
        };
        let Ok(text) = std::str::from_utf8(bytes) else {
            return self.error(path, "不是UTF-8编码，请在编辑器里另存为UTF-8");
        };
        let text = phrases::without_mark(text);
        let file: File = match toml::from_str(text) {
            Ok(file) => file,
            Err(error) => {
                let finding = Finding::of_toml(path, text, &error);
                return self.say(finding.level, path, (finding.line, finding.column), finding.text);
            }
        };
        if file.language != language {
            let text = format!("language 写的是“{}”，应当是 {language}", file.language);
            self.error(path, text);
        }
        if file.phrase.len() > MOST {
            return self.error(path, format!("有{}句，最多{MOST}句", file.phrase.len()));
        }
        let Ok(shipped) = Book::of(self.assets, None, language) else { return };
        let shipped: BTreeMap<String, Phrase> = shipped
            .phrases
            .into_iter()
            .map(|Wording { phrase, .. }| (phrase.key.clone(), phrase))
            .collect();
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for written in &file.phrase {
            let line = |spot: &toml::Spanned<String>| place_in(text, Some(spot.span()));
            let key = written.key.get_ref().as_str();
            if let Some(first) = seen.insert(key, line(&written.key).0) {
                let text = format!("“{key}”写了两次，第{first}行已经有了，请删去一句");
                self.say(Level::Error, path, line(&written.key), text);
                continue;
            }
            self.phrase(path, text, written, shipped.get(key), (language, letters));
        }
        let missing = shipped.values().filter(|p| !seen.contains_key(p.key.as_str())).count();
        if missing > 0 {
            let text = format!("没有写的{missing}句，用随附的");
            self.say(Level::Note, path, (0, 0), text);
        }
    }

    fn phrase(
        &mut self,
        path: &str,
        whole: &str,
        written: &Written,
        shipped: Option<&Phrase>,
        (language, letters): (&str, &Letters),
    ) {
        let line = |spot: &toml::Spanned<String>| place_in(whole, Some(spot.span()));
        let (key, zh, text) = (written.key.get_ref(), written.zh.get_ref(), written.text.get_ref());
        match shipped {
            None if !self.names(key) => {
                let text = format!("没有叫“{key}”的用语，写了也不会印出来；请照随附的 key 写");
                self.say(Level::Error, path, line(&written.key), text);
            }
            Some(ours) if numbers(&ours.zh) != numbers(zh) && !ours.periods.is_empty() => {
                let text = format!("中文里的期限是法律定的，要和随附的一样：{}", ours.zh);
                self.say(Level::Error, path, line(&written.zh), text);
            }
            Some(ours) if ours.zh != *zh => {
                let text = format!("中文与随附的不同；随附的是：{}", ours.zh);
                self.say(Level::Warning, path, line(&written.zh), text);
            }
            _ => {}
        }
        // What comes with the program was judged when it was made.
        let same = shipped.is_some_and(|ours| ours.zh == *zh && ours.text == *text);
        let remarks = if same { Vec::new() } else { judge(language, zh, text, letters) };
        for remark in remarks {
            let (spot, words) =
                if remark.of_zh { (&written.zh, zh) } else { (&written.text, text) };
            let (row, column) = line(spot);
            // The mark of quotation stands before the words.
            let column = match remark.at {
                Some(at) => column + 1 + words.get(..at).map_or(0, |head| head.chars().count()),
                None => column,
            };
            let name = if remark.of_zh { "中文" } else { "译文" };
            let text = format!("“{key}”的{name}{}", remark.text);
            self.say(remark.level, path, (row, column), text);
        }
        let length = |text: &str| text.chars().count();
        if let Some(ours) = shipped.filter(|s| length(text) > 2 * length(&s.text) + 30) {
            let (now, before) = (length(text), length(&ours.text));
            let text = format!(
                "“{key}”的译文比随附的长很多（{now}个字符，随附的{before}个），请看预览，窄的格子里会挤"
            );
            self.say(Level::Warning, path, line(&written.text), text);
        }
        if written.reviewed
            && (written.reviewed_by.trim().is_empty() || written.reviewed_on.is_none())
        {
            let text = format!("“{key}”写了已审定，要写 reviewed_by 和 reviewed_on：谁、哪一天");
            self.say(Level::Error, path, line(&written.key), text);
        }
    }

    /// Whether a template of the pack names this phrase.
    fn names(&self, key: &str) -> bool {
        let quoted = format!("\"{key}\"");
        let mut sources = self.pack.files().filter(|(path, _)| path.ends_with(".typ"));
        sources
            .any(|(_, bytes)| std::str::from_utf8(bytes).is_ok_and(|text| text.contains(&quoted)))
    }
}
