//! May these words stand on a paper: their script, their numbers, their letters.

use typst::text::Coverage;

use crate::data::{is_meaningless, is_noise};
use crate::error::PaperError;
use crate::fonts::{FontDir, Fonts};
use crate::pack::{Level, Pack};

/// Characters of one phrase: three times the longest there is.
const LONGEST: usize = 600;
/// From so many words on, a Vietnamese sentence without a single mark is none.
const WORDS: usize = 5;

/// The letters that the fonts can draw.
pub struct Letters(Vec<Coverage>);

impl Letters {
    /// Those of these folders and of a pack.
    ///
    /// # Errors
    /// [`PaperError::Fonts`], [`PaperError::Io`], [`PaperError::Pack`].
    pub fn of(fonts: &[FontDir], pack: Option<&Pack>) -> Result<Self, PaperError> {
        let fonts = Fonts::load(fonts, pack)?.fonts;
        Ok(Self(fonts.iter().map(|font| font.info().coverage.clone()).collect()))
    }

    fn hold(&self, c: char) -> bool {
        c == ' ' || self.0.iter().any(|font| font.contains(u32::from(c)))
    }
}

/// Something to be said of a wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Weight; words with an error are not printed.
    pub level: Level,
    /// It is about the Chinese, not about the other language.
    pub of_zh: bool,
    /// Byte in the text where it begins; none: the whole.
    pub at: Option<usize>,
    /// What is wrong and what to do, in Chinese.
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Lao,
    Myanmar,
    Thai,
    Han,
    Other,
}

impl Script {
    fn of(c: char) -> Option<Self> {
        Some(match u32::from(c) {
            0x41..=0x5A | 0x61..=0x7A | 0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0x24F => Self::Latin,
            0x300..=0x36F | 0x1E00..=0x1EFF => Self::Latin,
            0xE00..=0xE7F => Self::Thai,
            0xE80..=0xEFF => Self::Lao,
            0x1000..=0x109F | 0xA9E0..=0xA9FF | 0xAA60..=0xAA7F => Self::Myanmar,
            0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF => Self::Han,
            0xF900..=0xFAFF | 0x20000..=0x3FFFF => Self::Han,
            _ if c.is_alphabetic() => Self::Other,
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Latin => "拉丁字母",
            Self::Lao => "老挝文",
            Self::Myanmar => "缅甸文",
            Self::Thai => "泰文",
            Self::Han => "汉字",
            Self::Other => "别的文字",
        }
    }

    /// Of a language for which there is a phrase file.
    fn written(language: &str) -> Self {
        match language {
            "lo" => Self::Lao,
            "my" => Self::Myanmar,
            _ => Self::Latin,
        }
    }
}

/// The numbers of a text in the order of their size, whatever digits they are written with.
#[must_use]
pub fn numbers(text: &str) -> Vec<u64> {
    let mut all: Vec<u64> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        match digit(c) {
            Some(digit) if open => {
                let last = all.last_mut();
                last.into_iter().for_each(|n| *n = n.saturating_mul(10).saturating_add(digit));
            }
            Some(digit) => all.push(digit),
            None => {}
        }
        open = digit(c).is_some();
    }
    all.sort_unstable();
    all
}

fn digit(c: char) -> Option<u64> {
    let code = u32::from(c);
    [0x30, 0xED0, 0x1040, 0xE50, 0xFF10]
        .into_iter()
        .find(|zero| (*zero..zero + 10).contains(&code))
        .map(|zero| u64::from(code - zero))
}

/// Judges a wording: the Chinese and the other language, which must say the same numbers in letters that can be drawn.
#[must_use]
pub fn judge(language: &str, zh: &str, text: &str, letters: &Letters) -> Vec<Remark> {
    let own = Script::written(language);
    // What is of another script is said once.
    let foreign = |c: char| Script::of(c).is_some_and(|s| s != own && s != Script::Latin);
    let mut all = Vec::new();
    let mut say = |level, of_zh, at, text: String| all.push(Remark { level, of_zh, at, text });
    for (of_zh, words) in [(true, zh), (false, text)] {
        if words.trim().is_empty() {
            say(Level::Error, of_zh, None, "是空的，请写上".to_owned());
        }
        let long = words.chars().count();
        if long > LONGEST {
            // Nothing more is said of what nobody can have meant.
            let words = format!("有{long}个字符，一句最多{LONGEST}个");
            say(Level::Error, of_zh, None, words);
            return all;
        }
        if let Some((at, c)) = words.char_indices().find(|(_, c)| *c == '\n' || is_noise(*c)) {
            let words = format!(
                "有看不见的字符（U+{:04X}：换行、制表符、改变文字方向的记号一类），请删去",
                u32::from(c)
            );
            say(Level::Error, of_zh, Some(at), words);
        } else if let Some((at, c)) = words.char_indices().find(|(_, c)| is_meaningless(*c)) {
            let words = format!(
                "有没有约定含义的字符（U+{:04X}），多半是编码转错了，请照原文重新输入",
                u32::from(c)
            );
            say(Level::Error, of_zh, Some(at), words);
        } else if let Some((at, c)) =
            words.char_indices().find(|(_, c)| !letters.hold(*c) && (of_zh || !foreign(*c)))
        {
            let words = format!(
                "字体里没有“{c}”（U+{:04X}），请换字，或者在 fonts 里放进有这个字的字体",
                u32::from(c)
            );
            say(Level::Error, of_zh, Some(at), words);
        }
    }
    script(language, text, &mut say);
    let (ours, theirs) = (numbers(zh), numbers(text));
    if ours != theirs {
        let list = |all: &[u64]| match all {
            [] => "没有数字".to_owned(),
            all => all.iter().map(u64::to_string).collect::<Vec<_>>().join("、"),
        };
        let words = format!("数字对不上：中文里是{}，译文里是{}", list(&ours), list(&theirs));
        say(Level::Error, false, None, words);
    }
    all
}

fn script(language: &str, text: &str, say: &mut impl FnMut(Level, bool, Option<usize>, String)) {
    let own = Script::written(language);
    let of = |c: char| Script::of(c).filter(|script| *script != own);
    // Names of banks and programs are written in Latin letters everywhere.
    let foreign = text.char_indices().find(|(_, c)| of(*c).is_some_and(|s| s != Script::Latin));
    if let Some((at, c)) = foreign {
        let name = Script::of(c).unwrap_or(Script::Other).name();
        let code = u32::from(c);
        let words = format!("里面有{name}（“{c}”，U+{code:04X}），这里应当写{}", own.name());
        say(Level::Error, false, Some(at), words);
    } else if !text.trim().is_empty() && !text.chars().any(|c| Script::of(c) == Some(own)) {
        let words = format!("里面没有{}，是不是写成了另一种文字", own.name());
        say(Level::Error, false, None, words);
    }
    if own == Script::Myanmar
        && let Some(at) = zawgyi(text)
    {
        let words = "像是用Zawgyi编码输入的，印出来会乱，请转换成Unicode再贴进来".to_owned();
        say(Level::Error, false, Some(at), words);
    }
    if own == Script::Lao
        && let Some(at) = stray_mark(text)
    {
        let words = "元音或者声调符号前面缺辅音，印出来是虚线圈，请核对".to_owned();
        say(Level::Error, false, Some(at), words);
    }
    let full_width = |c: &char| matches!(*c, '\u{3001}'..='\u{3003}' | '\u{FF01}'..='\u{FF60}');
    if let Some((at, c)) = text.char_indices().find(|(_, c)| full_width(c)) {
        let words = format!("用了中文标点“{c}”，请核对要不要换成{}的标点", own.name());
        say(Level::Warning, false, Some(at), words);
    }
    let plain = text.is_ascii();
    if language == "vi" && plain && text.split_whitespace().count() >= WORDS {
        let words = "一个声调符号也没有，像是英文或者没有标声调的越南文，请核对".to_owned();
        say(Level::Warning, false, None, words);
    }
    if language == "en"
        && let Some((at, c)) =
            text.char_indices().find(|(_, c)| !c.is_ascii() && Script::of(*c).is_some())
    {
        say(Level::Warning, false, Some(at), format!("英文里有“{c}”，请核对"));
    }
}

/// Where a Burmese text is typed in the old font encoding: E-vowels before their consonant, or code points that
/// Burmese proper does not use.
fn zawgyi(text: &str) -> Option<usize> {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let carries = matches!(
            before,
            '\u{1000}'..='\u{1021}' | '\u{1029}' | '\u{103B}'..='\u{103F}' | '\u{104E}'
        );
        if matches!(c, '\u{1060}'..='\u{1097}') || (c == '\u{1031}' && !carries) {
            return Some(at);
        }
        before = c;
    }
    None
}

/// Where a Lao vowel or tone mark has no consonant to stand on.
fn stray_mark(text: &str) -> Option<usize> {
    let mark = |c: char| matches!(c, '\u{EB1}' | '\u{EB4}'..='\u{EBC}' | '\u{EC8}'..='\u{ECE}');
    let base = |c: char| matches!(c, '\u{E81}'..='\u{EAF}' | '\u{EDC}'..='\u{EDF}') || mark(c);
    let before = std::iter::once(' ').chain(text.chars());
    text.char_indices().zip(before).find(|((_, c), b)| mark(*c) && !base(*b)).map(|((at, _), _)| at)
}
