//! Fixed wording that a county's pack corrects: printed on the paper, told by line when it cannot be, and harmless
//! whatever stands in the file.

use std::fs;
use std::sync::Arc;

use documents::pack::{Finding, Level, Pack, check, export, in_language};
use documents::{Engine, EngineConfig, RenderOptions};
use serde_json::json;

use crate::desk::{assets, config, sample, squeeze, text};
use crate::pack::{meta, write};

const LAO: &str = "documents/common/phrases/lo.toml";
const HEAD: &str = "language = \"lo\"\n";
const CONTACT: &str = "ມີຄຳຖາມ ໂທຫາພວກເຮົາໄດ້";

fn phrase(key: &str, zh: &str, text: &str) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    format!("[[phrase]]\nkey = {}\nzh = {}\ntext = {}\n", quoted(key), quoted(zh), quoted(text))
}

fn pack(path: &str, bytes: &[u8]) -> Arc<Pack> {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[]);
    let to = folder.path().join(path);
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::write(to, bytes).unwrap();
    Arc::new(Pack::read_folder(folder.path()).unwrap())
}

fn findings(path: &str, bytes: &[u8]) -> Vec<Finding> {
    check(&config(), &documents::Limits::default(), &pack(path, bytes), |_| true).findings
}

fn errors(bytes: &[u8]) -> Vec<(usize, String)> {
    let all = findings(LAO, bytes).into_iter().filter(|f| f.level == Level::Error);
    all.map(|f| (f.line, f.text)).collect()
}

fn with(pack: Arc<Pack>) -> Engine {
    Engine::start(EngineConfig { overrides: Some(pack), ..config() }).unwrap()
}

#[test]
fn one_corrected_sentence_stands_on_the_paper_and_all_others_are_the_programs() {
    let file = format!("{HEAD}{}", phrase("contact", "有疑问请打电话", CONTACT));
    let report =
        check(&config(), &documents::Limits::default(), &pack(LAO, file.as_bytes()), |_| true);
    assert!(report.passes(), "{report:?}");
    let kinds: Vec<_> = report.kinds.iter().map(|k| k.id.as_str()).collect();
    // Only what is set in two languages is tried, not all sixty.
    assert_eq!(
        kinds,
        ["agreement-lao", "handbook", "receipt-bilingual", "rights-notice-bilingual"]
    );
    // What an editor leaves before the first character changes nothing.
    for mark in ["", "\u{feff}"] {
        let engine = with(pack(LAO, format!("{mark}{file}").as_bytes()));
        let said = |data| {
            text(&engine.render("agreement-lao", &data, RenderOptions::default()).unwrap().pdf)
        };
        let lao = said(sample("agreement-lao"));
        assert!(lao.contains(&squeeze(CONTACT)), "{lao}");
        assert!(lao.contains("ຜູ້ຮ້ອງ") && lao.contains("待译审"), "the other phrases stay");
        let other = said(in_language(sample("agreement-lao"), "vi"));
        assert!(other.contains("Ngườiyêucầu") || other.contains("Người"), "{other}");
    }
}

#[test]
fn a_pack_of_old_without_wordings_is_set_with_those_of_the_program() {
    let shipped =
        fs::read_to_string(assets().join("documents/agreement-lao/template.typ")).unwrap();
    let path = "documents/agreement-lao/template.typ";
    let engine = with(pack(path, format!("{shipped}\n#par[本县补充。]\n").as_bytes()));
    let said = engine.render("agreement-lao", &sample("agreement-lao"), RenderOptions::default());
    let said = text(&said.unwrap().pdf);
    assert!(said.contains("本县补充") && said.contains("ຜູ້ຮ້ອງ"), "{said}");
}

#[test]
fn what_is_wrong_with_a_phrase_is_told_with_its_line() {
    let good = phrase("title", "调解协议书要点", "ຫົວຂໍ້");
    let after = |rest: &str| format!("{HEAD}{good}\n{rest}");
    // The line of the text: a head of one line, four of the first phrase, a blank one.
    for (what, text, line, part) in [
        ("a key nobody knows", phrase("titel", "调解协议书要点", "ຫົວຂໍ້"), 8, "titel"),
        ("a key twice", phrase("title", "调解协议书要点", "ຫົວຂໍ້"), 8, "写了两次，第3行"),
        ("a number lost", phrase("fifteen", "15日内没有谈成的", "51 ວັນ"), 10, "数字对不上"),
        ("a number of the law", phrase("fifteen", "16日内没有谈成的", "16 ວັນ"), 9, "法律"),
        ("another script", phrase("applicant", "申请人", "ผู้ร้อง"), 10, "泰文"),
        ("no glyph", phrase("applicant", "申请人", "ຜູ້ຮ້ອງ \u{102E0}"), 10, "字体里没有"),
        ("right to left", phrase("applicant", "申请人", "ຜູ້\u{202E}ຮ້ອງ"), 10, "U+202E"),
        ("not ended", "[[phrase]]\nkey = \"applicant\nzh = \"x\"\n".to_owned(), 8, "引号"),
        (
            "a name nobody knows",
            format!("{}txt = \"x\"\n", phrase("applicant", "申请人", "ຜູ້ຮ້ອງ")),
            11,
            "不认识的项目 txt",
        ),
        (
            "a line missing",
            "[[phrase]]\nkey = \"applicant\"\nzh = \"申请人\"\n".to_owned(),
            0,
            "缺少项目 text",
        ),
        (
            "the same line twice",
            format!("{}text = \"ກ\"\n", phrase("applicant", "申请人", "ຜູ້ຮ້ອງ")),
            11,
            "写了两次",
        ),
        (
            "reviewed by nobody",
            format!("{}reviewed = true\n", phrase("applicant", "申请人", "ຜູ້ຮ້ອງທ່ານ")),
            8,
            "谁、哪一天",
        ),
        (
            "no day",
            format!("{}reviewed_on = \"明天\"\n", phrase("applicant", "申请人", "ຜູ້ຮ້ອງ")),
            11,
            "2026-12-01",
        ),
    ] {
        let found = errors(after(&text).as_bytes());
        let told = found.iter().any(|(at, said)| (line == 0 || *at == line) && said.contains(part));
        assert!(told, "{what}: {found:?}");
    }
    // Another county's encoding, another language's file, a language nobody prints.
    for encoded in [&b"language = \"lo\"\n# \xc7\xeb\xb8\xc4\n"[..], b"\xff\xfel\0a\0n\0g\0"] {
        assert!(errors(encoded)[0].1.contains("UTF-8"));
    }
    assert!(errors(b"language = \"vi\"\n")[0].1.contains("应当是 lo"));
    let thai = findings("documents/common/phrases/th.toml", b"language = \"th\"\n");
    assert!(thai[0].text.contains("lo.toml、my.toml"), "{thai:?}");
}

#[test]
fn hostile_words_are_printed_to_the_letter_or_refused_and_nothing_hangs() {
    let hostile = "ກ #panic(\"x\") $x$ *b* _i_ <l> @r `c` \\ \" ' // /* {n} %s";
    let file = format!("{HEAD}{}", phrase("contact", "有疑问请打电话", hostile));
    let report =
        check(&config(), &documents::Limits::default(), &pack(LAO, file.as_bytes()), |_| true);
    assert!(report.passes(), "{report:?}");
    let engine = with(pack(LAO, file.as_bytes()));
    let said = engine.render("agreement-lao", &sample("agreement-lao"), RenderOptions::default());
    let said = text(&said.unwrap().pdf);
    assert!(said.contains(&squeeze(hostile)), "{said}");

    let long = format!("{HEAD}{}", phrase("contact", "有疑问请打电话", &"ກ".repeat(1 << 20)));
    let found = errors(long.as_bytes());
    assert!(found.len() == 1 && found[0].1.contains("最多600个"), "{:?}", found.len());
    let many = (0..600).map(|n| phrase(&format!("k{n}"), "甲", "ກ")).collect::<String>();
    assert!(errors(format!("{HEAD}{many}").as_bytes())[0].1.contains("最多500句"));
    assert!(errors("[".repeat(100_000).as_bytes()).len() == 1);
}

#[test]
fn what_was_exported_and_changed_in_one_sentence_is_packed_as_that_sentence_and_exported_whole_again()
 {
    let documents = assets().join("documents");
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("甲");
    export(&documents, &meta(), None, &to).unwrap();
    let file = to.join(LAO);
    let whole = fs::read_to_string(&file).unwrap();
    let count = whole.matches("[[phrase]]").count();
    assert!(count > 40 && whole.contains("改译文"), "words for whoever edits it: {whole}");
    // Untouched it is not packed, whatever line ends the editor wrote.
    fs::write(&file, whole.replace('\n', "\r\n")).unwrap();
    let untouched = Pack::read_folder(&to).unwrap().without_same(&documents);
    assert!(untouched.file(LAO).is_none());

    let changed = whole.replace("ຖ້າມີຄຳຖາມ ກະລຸນາໂທ", CONTACT);
    assert_ne!(changed, whole);
    fs::write(&file, &changed).unwrap();
    let packed = Pack::read_folder(&to).unwrap().without_same(&documents);
    let own = std::str::from_utf8(packed.file(LAO).unwrap()).unwrap();
    assert_eq!(own.matches("[[phrase]]").count(), 1, "{own}");
    let again = folder.path().join("乙");
    export(&documents, &meta(), Some(&packed), &again).unwrap();
    assert_eq!(fs::read_to_string(again.join(LAO)).unwrap(), changed, "all of them to edit on");

    // A mistake is not lost on the way into the pack.
    fs::write(&file, changed.replace("ພາຍໃນ 3 ວັນ", "ພາຍໃນ 5 ວັນ")).unwrap();
    let wrong = Arc::new(Pack::read_folder(&to).unwrap().without_same(&documents));
    let report = check(&config(), &documents::Limits::default(), &wrong, |_| true);
    assert!(!report.passes());
}

#[test]
fn a_confirmation_of_other_words_than_those_on_the_paper_is_not_printed() {
    let mut data = sample("agreement-lao");
    let zh = "有疑问请打电话";
    let said = |data: &serde_json::Value, engine: &Engine| {
        text(&engine.render("agreement-lao", data, RenderOptions::default()).unwrap().pdf)
    };
    let file = format!("{HEAD}{}", phrase("contact", zh, CONTACT));
    let engine = with(pack(LAO, file.as_bytes()));
    let confirmed = |over: &str| json!({ "contact": { "zh": zh, "text": "ໂທໄດ້", "by": "某某县外事办", "over": over } });
    data["translation"]["confirmed"] = confirmed(CONTACT);
    assert!(said(&data, &engine).contains("ໂທໄດ້"));
    // The paper fell back to the program's words, or another pack came meanwhile.
    data["translation"]["confirmed"] = confirmed("ຄຳອື່ນ");
    let other = said(&data, &engine);
    assert!(!other.contains("ໂທໄດ້") && other.contains(&squeeze(CONTACT)), "{other}");
}
