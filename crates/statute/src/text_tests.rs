use super::*;
use proptest::prelude::*;

#[test]
fn a_line_loses_controls_and_doubled_space_but_keeps_chinese_punctuation() {
    assert_eq!(
        line("  张某\u{0}\t 某某\r\n劳务（有限）公司，\u{3000}"),
        "张某 某某 劳务（有限）公司，"
    );
    assert_eq!(line("张\u{7}某\u{1F}"), "张某");
    assert_eq!(line("\u{FEFF}勐腊\u{200B}县"), "勐腊县");
    assert_eq!(line("\u{202E}txt.exe"), "txt.exe");
}

#[test]
fn a_narrative_keeps_its_lines() {
    assert_eq!(narrative("第一段  \r\n\r\n\t第二段\u{7}\r末"), "第一段\n\n\t第二段\n末");
    assert_eq!(narrative("\n\n甲\n\n"), "甲");
}

#[test]
fn names_are_brought_to_one_form() {
    assert_eq!(name("阿卜杜拉•买买提"), "阿卜杜拉·买买提");
    assert_eq!(name("阿卜杜拉 ・ 买买提"), "阿卜杜拉·买买提");
    assert_eq!(name("张　某"), "张某");
    assert_eq!(name(" Somsak   Phommachanh "), "Somsak Phommachanh");
    assert_eq!(name("Ｌｉ Ｍｉｎｇ"), "Li Ming");
    assert_eq!(name("某某（云南）公司"), "某某（云南）公司");
}

#[test]
fn rare_characters_count_as_one_and_are_never_cut() {
    for text in ["𬱖", "㛃", "䶮", "𰻝"] {
        assert_eq!(length(text), 1);
        assert_eq!(line(text), text);
        assert_eq!(name(text), text);
    }
    assert_eq!(truncate("岩𬱖香", 2), "岩𬱖");
    assert_eq!(truncate("岩", 5), "岩");
    assert_eq!(truncate("", 0), "");
}

#[test]
fn lao_and_burmese_keep_their_joiners() {
    let burmese = "က\u{200D}မ";
    assert_eq!(line(burmese), burmese);
    assert_eq!(line("ສົມສັກ"), "ສົມສັກ");
}

proptest! {
    #[test]
    fn cleaning_twice_changes_nothing(text in "(\\PC|[\\x00-\\x20•\u{3000}\u{200B}]){0,40}") {
        prop_assert_eq!(line(&line(&text)), line(&text));
        prop_assert_eq!(narrative(&narrative(&text)), narrative(&text));
        prop_assert_eq!(name(&name(&text)), name(&text));
    }

    #[test]
    fn no_control_character_passes(text in "(\\PC|[\\x00-\\x20\u{80}-\u{9F}]){0,40}") {
        prop_assert!(!line(&text).chars().any(char::is_control));
        prop_assert!(!narrative(&text).chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
    }
}
