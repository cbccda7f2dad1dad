//! Names by their sound: full pinyin and initials, with all readings of a character.

use pinyin::{ToPinyin as _, ToPinyinMulti as _};
use std::collections::BTreeSet;

/// Stands before each syllable in a stored reading.
pub(super) const MARK: char = '\'';
/// Stands between the readings of one name.
const BETWEEN: char = '\n';

/// A name of four characters with two readings each has sixteen; longer names keep the first sixteen.
const MOST: usize = 16;
/// Characters of a name that are read; a firm is looked for by its beginning.
const LONGEST: usize = 40;

/// All readings of a name, e.g. 单某: `'dan'mou`, `'d'm`, `'shan'mou`, `'s'm`. `None` without Chinese.
pub(super) fn readings(name: &str) -> Option<String> {
    let mut any = false;
    let mut full = vec![String::new()];
    for c in name.chars().filter(|c| c.is_alphanumeric()).take(LONGEST) {
        let sounds = sounds(c);
        any |= !sounds.is_empty();
        let pieces =
            if sounds.is_empty() { vec![c.to_ascii_lowercase().to_string()] } else { sounds };
        let room = full.len();
        full = pieces
            .iter()
            .flat_map(|piece| full.iter().map(move |so_far| format!("{so_far}{MARK}{piece}")))
            .take(MOST.max(room))
            .collect();
    }
    if !any {
        return None;
    }
    let initials = full.iter().map(|reading| {
        reading
            .split(MARK)
            .skip(1)
            .filter_map(|syllable| syllable.chars().next())
            .flat_map(|initial| [MARK, initial])
            .collect::<String>()
    });
    let all: BTreeSet<String> = full.iter().cloned().chain(initials).collect();
    Some(all.into_iter().collect::<Vec<_>>().join(&BETWEEN.to_string()))
}

/// True when a reading has the sound of this character and not the character.
pub(super) fn is_spoken(c: char) -> bool {
    c.to_pinyin().is_some()
}

/// Readings without tones; ü as v, as it is typed.
fn sounds(c: char) -> Vec<String> {
    let plain = |sound: &str| sound.replace('ü', "v");
    let mut all: Vec<String> = Vec::new();
    let first = c.to_pinyin().map(|sound| plain(sound.plain()));
    let others = c
        .to_pinyin_multi()
        .into_iter()
        .flat_map(|multi| multi.into_iter().map(|sound| plain(sound.plain())));
    for sound in first.into_iter().chain(others) {
        if !all.contains(&sound) {
            all.push(sound);
        }
    }
    all
}

/// Where a typed piece stands in the name, as characters of the name: it begins at a syllable.
pub(super) fn place(name: &str, readings: &str, piece: &str) -> Option<(usize, usize)> {
    let piece: String = piece.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    if piece.is_empty() {
        return None;
    }
    let (first, last) = readings.split(BETWEEN).find_map(|one| within(one, &piece))?;
    // Readings count only letters and digits of the name: find those characters again.
    let mut spoken =
        name.chars().enumerate().filter(|(_, c)| c.is_alphanumeric()).map(|(at, _)| at);
    let begin = spoken.nth(first)?;
    let end = if last == first { begin } else { spoken.nth(last - first - 1)? };
    Some((begin, end + 1))
}

/// First and last syllable that a piece covers.
fn within(reading: &str, piece: &str) -> Option<(usize, usize)> {
    let syllables: Vec<&str> = reading.split(MARK).skip(1).collect();
    (0..syllables.len()).find_map(|first| {
        let mut rest = piece;
        for (last, syllable) in syllables.iter().enumerate().skip(first) {
            if syllable.starts_with(rest) {
                return Some((first, last));
            }
            rest = rest.strip_prefix(syllable)?;
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_pinyin_by_initials_and_by_either_reading() {
        let shan = readings("单某").unwrap();
        for typed in ["shan", "dan", "sm", "dm", "danmou", "shanm", "mou"] {
            assert!(place("单某", &shan, typed).is_some(), "{typed}: {shan}");
        }
        assert_eq!(place("单某", &shan, "an"), None, "not from within a syllable");
        let firm = readings("勐海某某劳务有限公司").unwrap();
        assert_eq!(place("勐海某某劳务有限公司", &firm, "laowu"), Some((4, 6)));
        assert_eq!(place("勐海某某劳务有限公司", &firm, "lw"), Some((4, 6)));
    }

    #[test]
    fn the_place_is_right_also_with_a_dot_in_the_name() {
        let name = "岩温·罕";
        let heard = readings(name).unwrap();
        assert_eq!(place(name, &heard, "han"), Some((3, 4)));
        assert_eq!(readings("ABC"), None);
    }

    #[test]
    fn a_name_full_of_readings_stays_small() {
        let long = "单曾重乐行".repeat(20);
        assert!(readings(&long).unwrap().len() < 20_000);
    }
}
