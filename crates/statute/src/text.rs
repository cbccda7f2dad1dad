//! Hygiene of typed text. Counts are characters (Unicode scalars), never bytes: names from planes 2
//! and 3 must pass whole (GB 18030-2022 level 3).

/// Full-width ASCII and the ideographic space brought to half width; every other character as it is.
pub fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// One line of text: control characters go, line ends and runs of white space become one space, ends
/// trimmed.
///
/// Full-width punctuation stays: it is Chinese text.
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_invisible(c) || (c.is_control() && !c.is_whitespace()) {
            continue;
        }
        if c.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
    out.trim().to_owned()
}

/// A narrative: as typed, without control characters other than newline and tab, line ends as `\n`,
/// white space trimmed at the end of lines and of the text.
pub fn narrative(text: &str) -> String {
    let unified =
        text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n");
    let clean: String = unified
        .chars()
        .filter(|c| !is_invisible(*c) && (!c.is_control() || matches!(c, '\n' | '\t')))
        .collect();
    let lines: Vec<&str> = clean.split('\n').map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// A person's or an organisation's name in the form in which it is compared and printed.
///
/// All dots between the parts of a transcribed name become ·; white space between Chinese characters
/// goes, between Latin words one space stays.
pub fn name(text: &str) -> String {
    let text = line(text);
    let chars: Vec<char> = text
        .chars()
        .map(|c| match c {
            '•' | '・' | '‧' | '∙' | '⋅' | '●' | '･' => '·',
            'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９' => half_width(c),
            _ => c,
        })
        .collect();
    let mut out = String::with_capacity(text.len());
    for (i, &c) in chars.iter().enumerate() {
        if c == ' ' {
            let before = out.chars().next_back();
            let after = chars.get(i + 1).copied();
            let keeps = |c: Option<char>| c.is_some_and(|c| !is_cjk(c) && c != '·');
            if !(keeps(before) && keeps(after)) {
                continue;
            }
        }
        out.push(c);
    }
    out
}

/// Length in characters.
pub fn length(text: &str) -> usize {
    text.chars().count()
}

/// The first `max` characters, never cutting one.
pub fn truncate(text: &str, max: usize) -> &str {
    text.char_indices().nth(max).map_or(text, |(at, _)| &text[..at])
}

/// Characters that print nothing and come with pasted text: byte order mark, zero-width space, joiners
/// at odd places and direction marks. Lao and Burmese do not need them; ZWJ and ZWNJ stay.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{FEFF}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'
            ..='\u{202E}' | '\u{2060}' | '\u{2066}'
            ..='\u{2069}' | '\u{00AD}'
    )
}

fn is_cjk(c: char) -> bool {
    matches!(u32::from(c),
        0x2E80..=0x303F | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF
        | 0x20000..=0x3FFFF)
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
