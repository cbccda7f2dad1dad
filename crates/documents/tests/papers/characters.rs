//! Names and texts as people really have them.

use documents::{Engine, EngineConfig, FontDir, PaperError, RenderOptions};
use serde_json::json;

use crate::desk::{config, engine, font_dir, pages, papers, render, sample, squeeze, text};

#[test]
fn rare_names_are_printed_and_can_be_copied_out_again() {
    let mut data = sample("agreement");
    let name = "㛃䶮𬭳𬱖";
    data["applicants"][0]["name"] = json!(name);
    let paper = render("agreement", &data);
    assert!(text(&paper.pdf).contains(&format!("申请人：{name}，男")), "{}", text(&paper.pdf));
}

/// Han characters of GB 18030-2022, implementation level 3: 87 887 of them.
const LEVEL_3: [(u32, u32); 8] = [
    (0x4E00, 0x9FEF),   // URO as of Unicode 11
    (0x3400, 0x4DB5),   // Extension A
    (0x20000, 0x2A6D6), // B
    (0x2A700, 0x2B734), // C
    (0x2B740, 0x2B81D), // D
    (0x2B820, 0x2CEA1), // E
    (0x2CEB0, 0x2EBE0), // F
    (0x3007, 0x3007),   // 〇, not counted among the Han characters
];
/// Unified ideographs among the compatibility ones.
const UNIFIED: [u32; 12] = [
    0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29,
];

#[test]
fn every_han_character_of_gb_18030_level_3_is_printed_and_can_be_copied_out_again() {
    let ranges = LEVEL_3.iter().flat_map(|(from, to)| *from..=*to);
    let all: Vec<char> = ranges.chain(UNIFIED).filter_map(char::from_u32).collect();
    assert_eq!(all.len(), 87_887 + 1);
    let mut data = sample("oral-application-record");
    let mut gone = Vec::new();
    for some in all.chunks(6_000) {
        data["case"]["narrative"] = json!(some.iter().collect::<String>());
        let said: std::collections::HashSet<char> =
            text(&render("oral-application-record", &data).pdf).chars().collect();
        gone.extend(
            some.iter()
                .filter(|c| !said.contains(c))
                .map(|c| format!("{c} U+{:04X}", u32::from(*c))),
        );
    }
    assert!(gone.is_empty(), "{} characters: {}", gone.len(), gone.join(" "));
}

#[test]
fn lao_and_burmese_names_are_shaped() {
    let mut data = sample("oral-application-record");
    data["applicants"][0]["name"] = json!("ສົມພອນ ວົງສາ");
    data["applicants"][0]["interpreter"] = json!({ "name": "မောင်မောင်", "language": "老挝语" });
    render("oral-application-record", &data);
}

#[test]
fn a_character_that_no_font_has_is_named_and_nothing_is_printed() {
    let mut data = sample("agreement");
    data["applicants"][0]["name"] = json!("张\u{12000}");
    let made = engine().render("agreement", &data, RenderOptions::default());
    match made {
        Err(PaperError::MissingGlyph { character, codepoint, kind }) => {
            assert_eq!(
                (character, codepoint.as_str(), kind.as_str()),
                ('\u{12000}', "U+12000", "agreement")
            );
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn without_the_rare_pack_the_base_fonts_work_and_name_the_rare_character() {
    let base = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(font_dir().0).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::hard_link(&path, base.path().join(path.file_name().unwrap()))
                .or_else(|_| {
                    std::fs::copy(&path, base.path().join(path.file_name().unwrap())).map(|_| ())
                })
                .unwrap();
        }
    }
    let engine =
        Engine::start(EngineConfig { fonts: vec![FontDir(base.path().to_owned())], ..config() })
            .unwrap();
    let mut data = sample("receipt");
    engine.render("receipt", &data, RenderOptions::default()).unwrap();
    data["applicants"][0]["name"] = json!("张𪛖");
    assert!(matches!(
        engine.render("receipt", &data, RenderOptions::default()),
        Err(PaperError::MissingGlyph { character: '𪛖', .. })
    ));
}

#[test]
fn a_name_is_text_even_when_it_looks_like_a_command() {
    let mut data = sample("agreement");
    let name = "#panic() *b* $x$ <y> @z \\ // `c`";
    data["applicants"][0]["name"] = json!(name);
    data["case"]["narrative"] = json!("= 标题\n- 项目\n#import \"x\"");
    data["terms"]["facts"] = json!("= 标题\n- 项目\n#import \"x\"");
    let text = text(&render("agreement", &data).pdf);
    assert!(text.contains(&squeeze(name)), "{text}");
    assert!(text.contains("=标题") && text.contains("-项目") && text.contains("#import\"x\""));
}

#[test]
fn pasted_control_characters_do_not_reach_the_paper() {
    let mut data = sample("agreement");
    data["applicants"][0]["name"] = json!("张\u{7}\u{202E}某\u{FEFF}\u{0}");
    let paper = render("agreement", &data);
    assert!(text(&paper.pdf).contains("申请人：张某，男"));
    assert_eq!(paper.data_hash, render("agreement", &sample("agreement")).data_hash);
}

#[test]
fn a_middle_dot_never_begins_a_line() {
    let name = "买买提·阿卜杜热合曼·库尔班江";
    assert_eq!(name.chars().count(), 15);
    let mut data = sample("agreement");
    for lead in 0..30 {
        data["terms"]["facts"] = json!(format!("{}{name}同意，{name}收款。", "字".repeat(lead)));
        for page in pages(&render("agreement", &data).pdf) {
            for line in page.lines() {
                // Other punctuation may seem to begin a line to poppler where it was squeezed.
                assert!(!line.trim_start().starts_with('·'), "lead {lead}: {line}");
            }
        }
    }
}

#[test]
fn names_of_one_and_of_sixteen_characters_fit_everywhere() {
    for kind in papers() {
        let mut data = sample(&kind.id);
        if data["applicants"].get(0).is_none() {
            continue; // A paper of the station names no parties.
        }
        data["applicants"][0]["name"] = json!("阿卜杜热合曼·库尔班江·买买提明");
        data["respondents"][0]["name"] =
            json!("某某国际物流供应链管理（某某自治州某某县）股份有限公司第一分公司");
        if let Some(third) = data["applicants"].get(0).cloned() {
            data["third"] = json!([third]);
            data["third"][0]["name"] = json!("丁");
        }
        render(&kind.id, &data);
    }
}

#[test]
fn a_narrative_of_twenty_thousand_characters_is_printed_to_the_last_word() {
    let mut data = sample("oral-application-record");
    let body: String = (0..2000)
        .map(|n| format!("第{n:04}句话说完。") + if n % 10 == 9 { "\n" } else { "" })
        .collect();
    assert!(body.chars().count() >= 20_000);
    data["case"]["narrative"] = json!(body);
    let paper = render("oral-application-record", &data);
    assert!(paper.pages > 30, "{}", paper.pages);
    let text = text(&paper.pdf);
    for n in [0, 1, 999, 1000, 1998, 1999] {
        assert!(text.contains(&format!("第{n:04}句话说完")), "sentence {n}");
    }
}
