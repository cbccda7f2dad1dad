use super::*;
use std::path::PathBuf;

fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/documents")
}

fn letters() -> Letters {
    let fonts = crate::FontDir(assets().join("../fonts"));
    Letters::of(&[fonts], None).expect("the shipped fonts")
}

fn errors(language: &str, zh: &str, text: &str, letters: &Letters) -> Vec<String> {
    judge(language, zh, text, letters).into_iter().map(|r| r.text).collect()
}

#[test]
fn nothing_is_said_of_the_wording_that_comes_with_the_program() {
    let letters = letters();
    for language in languages(&assets()) {
        let book = Book::of(&assets(), None, &language).expect("it comes with the program");
        assert!(book.phrases.len() > 40);
        for Wording { phrase, own, .. } in book.phrases {
            let said = judge(&language, &phrase.zh, &phrase.text, &letters);
            assert!(said.is_empty() && !own, "{language} {}: {said:?}", phrase.key);
        }
    }
}

#[test]
fn what_a_typist_gets_wrong_is_told() {
    let letters = letters();
    for (language, zh, text, part) in [
        ("lo", "申请人", "ผู้ร้อง", "泰文"),
        ("lo", "申请人", "Applicant", "没有老挝文"),
        ("lo", "申请人", "申请人", "汉字"),
        ("lo", "15日内", "ພາຍໃນ 51 ວັນ", "中文里是15，译文里是51"),
        ("lo", "15日内", "ພາຍໃນ ວັນ", "没有数字"),
        ("lo", "申请人", "ຜູ້\u{202E}ຮ້ອງ", "U+202E"),
        ("lo", "申请人", "ຜູ້ຮ້ອງ\nx", "看不见的字符"),
        ("lo", "申请人", "ຜູ້ຮ້ອງ \u{E123}", "编码转错"),
        ("lo", "申请人", "ຜູ້ຮ້ອງ \u{102E0}", "字体里没有"),
        ("lo", "申请人", "ຜູ້ຮ້ອງ ່ກ", "虚线圈"),
        ("my", "申请人", "ေလ်ာက္ထားသူ", "Zawgyi"),
        ("vi", "被申请人到期不履行的", "Neu ben kia khong thuc hien", "声调"),
        ("vi", "申请人", " ", "是空的"),
        ("en", "申请人", "Applicant，", "中文标点"),
        ("en", "", "Applicant", "是空的"),
    ] {
        let said = errors(language, zh, text, &letters);
        assert!(said.iter().any(|s| s.contains(part)), "{language} {text}: {said:?}");
    }
    let long = "ກ".repeat(1 << 20);
    let said = errors("lo", "申请人", &long, &letters);
    assert!(said.len() == 1 && said[0].contains("1048576") && said[0].len() < 200, "{said:?}");
    // What is right, also when it looks odd.
    for (language, zh, text) in [
        ("lo", "15日内", "ພາຍໃນ ໑໕ ວັນ"),
        ("my", "15日", "၁၅ ရက်"),
        ("lo", "微信转账", "ໂອນຜ່ານ WeChat"),
        ("lo", "申请人", "ຜູ້ຮ້ອງ # $ * < > _ @ ` \\ \" '"),
        ("vi", "申请人", "Người yêu cầu"),
    ] {
        let said = errors(language, zh, text, &letters);
        assert!(said.is_empty(), "{language} {text}: {said:?}");
    }
}

fn theirs(text: &str) -> File {
    toml::from_str(text).expect("a file of phrases")
}

const HEAD: &str = "language = \"lo\"\n";

fn one(key: &str, zh: &str, text: &str) -> String {
    format!("[[phrase]]\nkey = \"{key}\"\nzh = \"{zh}\"\ntext = \"{text}\"\n")
}

#[test]
fn a_pack_changes_one_phrase_and_leaves_the_others_to_the_program() {
    let ours = shipped(&assets(), "lo").expect("lao");
    let count = ours.phrase.len();
    let file = format!("{HEAD}{}", one("title", "调解协议书要点", "ຫົວຂໍ້"));
    let book = Book::merged(ours, theirs(&file));
    assert_eq!((book.phrases.len(), book.name.as_str()), (count, "老挝文"));
    let own: Vec<_> = book.phrases.iter().filter(|w| w.own).collect();
    assert_eq!(own.len(), 1);
    assert_eq!(own[0].phrase.text, "ຫົວຂໍ້");
    assert_ne!(own[0].shipped.as_ref().map(|s| s.text.as_str()), Some("ຫົວຂໍ້"));
    // What a person gets to edit reads back as the same.
    let again = Book::merged(shipped(&assets(), "lo").expect("lao"), theirs(&book.to_toml()));
    assert_eq!(again, book);
    let part = own_part(&assets(), "common/phrases/lo.toml", book.to_toml().as_bytes());
    let Some(OwnPart::File(part)) = part else { panic!("the one phrase") };
    assert_eq!(part.matches("[[phrase]]").count(), 1, "{part}");
    assert!(matches!(
        own_part(&assets(), "common/phrases/lo.toml", format!("\u{feff}{HEAD}").as_bytes()),
        Some(OwnPart::Nothing)
    ));
}

#[test]
fn a_pack_does_not_bring_back_a_number_that_the_law_has_changed() {
    let shipped = || {
        let periods = "periods = { mediation_from_receipt = 20 }\n";
        theirs(&format!("{HEAD}{}{periods}", one("fifteen", "20日内没有谈成的", "20 ວັນ")))
    };
    let old = theirs(&format!("{HEAD}{}", one("fifteen", "15日内没有谈成的", "15 ວັນ ກ")));
    let book = Book::merged(shipped(), old);
    assert_eq!((book.phrases[0].phrase.text.as_str(), book.phrases[0].own), ("20 ວັນ", false));
    let new = theirs(&format!("{HEAD}{}", one("fifteen", "20日内没谈成的", "20 ວັນ ກ")));
    assert_eq!(Book::merged(shipped(), new).phrases[0].phrase.text, "20 ວັນ ກ");
}

#[test]
fn words_are_known_by_their_hash_and_a_single_letter_makes_another() {
    let phrase =
        Phrase { key: "title".into(), zh: "甲".into(), text: "ກ".into(), ..Phrase::default() };
    let hash = words_hash("lo", &phrase);
    assert_ne!(hash, words_hash("vi", &phrase));
    assert_ne!(hash, words_hash("lo", &Phrase { text: "ຂ".into(), ..phrase.clone() }));
    assert_ne!(hash, words_hash("lo", &Phrase { zh: "乙".into(), ..phrase.clone() }));
    assert_eq!(hash, words_hash("lo", &Phrase { reviewed: true, ..phrase }));
}

#[test]
fn a_day_may_stand_with_or_without_quotation_marks() {
    for day in ["\"2026-12-01\"", "2026-12-01"] {
        let file = theirs(&format!("{HEAD}{}reviewed_on = {day}\n", one("title", "甲", "ກ")));
        assert_eq!(file.phrase[0].reviewed_on, NaiveDate::from_ymd_opt(2026, 12, 1));
    }
    let wrong = format!("{HEAD}{}reviewed_on = \"明天\"\n", one("title", "甲", "ກ"));
    let error = toml::from_str::<File>(&wrong).expect_err("no day");
    assert_eq!(error.message(), "reviewed_on");
}
