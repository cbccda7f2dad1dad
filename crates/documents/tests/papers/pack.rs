//! Policy packs as people make them: the mistakes are told with file and line, and nothing gets out of the folder.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use documents::pack::{CONTRACT, Level, Pack, PackError, PackMeta, Report, Wrong, check, export};
use documents::{Engine, EngineConfig, Limits, PaperError, RenderOptions};
use serde_json::json;

use crate::desk::{assets, config, sample, text};

pub fn meta() -> PackMeta {
    PackMeta {
        id: "test-county".into(),
        name: "某某县文书样式".into(),
        version: "2026.12.1".into(),
        county: "某某县".into(),
        date: "2026-12-01".into(),
        made_for: CONTRACT,
        note: String::new(),
    }
}

const META: &str = "id = \"test-county\"\nname = \"某某县文书样式\"\nversion = \"2026.12.1\"\ncounty = \"某某县\"\ndate = \"2026-12-01\"\nmade_for = 1\n";

/// Writes a pack's folder with these files.
pub fn write(folder: &Path, files: &[(&str, &str)]) {
    fs::write(folder.join("pack.toml"), META).unwrap();
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

pub fn pack_of(files: &[(&str, &str)]) -> Arc<Pack> {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), files);
    Arc::new(Pack::read_folder(folder.path()).unwrap())
}

fn checked(files: &[(&str, &str)]) -> Report {
    let limits = Limits { time: Duration::from_secs(60), ..Limits::default() };
    check(&config(), &limits, &pack_of(files), |_| true)
}

/// The first error: file, line and words.
fn error(report: &Report) -> (String, usize, String) {
    let found = report.findings.iter().find(|f| f.level == Level::Error);
    let found = found.unwrap_or_else(|| panic!("no error in {report:?}"));
    (found.file.clone(), found.line, found.text.clone())
}

fn shipped(path: &str) -> String {
    fs::read_to_string(assets().join("documents").join(path)).unwrap()
}

const RECEIPT: &str = "documents/receipt/template.typ";
const HEAD: &str = "#import \"/common/paper.typ\": *\n#show: 文书.with(密: true)\n";

#[test]
fn the_shipped_papers_exported_and_untouched_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("样式");
    let count = export(&assets().join("documents"), &meta(), None, &to).unwrap();
    assert!(count > 150, "{count} files");
    let pack = Pack::read_folder(&to).unwrap();
    assert_eq!(pack.meta(), &meta());
    assert!(pack.ignored().is_empty(), "{:?}", pack.ignored());
    let bare = pack.clone().without_same(&assets().join("documents"));
    let report = check(&config(), &Limits::default(), &Arc::new(bare), |_| true);
    assert!(report.passes(), "{report:?}");
    assert!(report.kinds.is_empty(), "nothing differs, nothing is set");
    let full = check(&config(), &Limits::default(), &Arc::new(pack), |_| true);
    let loud: Vec<_> = full.findings.iter().filter(|f| f.level != Level::Note).collect();
    assert!(loud.is_empty(), "what comes with the program has nothing to complain of: {loud:?}");
    assert!(matches!(
        export(&assets().join("documents"), &meta(), None, &to),
        Err(PackError::Io { .. })
    ));
}

#[test]
fn a_changed_notice_passes_and_its_sample_is_set() {
    let text =
        shipped("session-notice/template.typ").replace("无正当理由不到场的", "没有说明理由不来的");
    let report = checked(&[("documents/session-notice/template.typ", &text)]);
    assert!(report.passes(), "{report:?}");
    assert_eq!(report.kinds.len(), 1);
    assert_eq!((report.kinds[0].title.as_str(), report.kinds[0].pages), ("调解通知书", 2));
}

#[test]
fn a_mistake_in_a_template_is_told_with_its_line() {
    let unclosed = format!("{HEAD}第一行\n#par[第二行\n");
    let (file, line, text) = error(&checked(&[(RECEIPT, &unclosed)]));
    assert_eq!((file.as_str(), line), (RECEIPT, 4), "{text}");
    assert!(text.contains("括号没有配对"), "{text}");

    let unknown = format!("{HEAD}第一行\n#日其(\"2026-01-01\")\n");
    let (file, line, text) = error(&checked(&[(RECEIPT, &unknown)]));
    assert_eq!((file.as_str(), line), (RECEIPT, 4), "{text}");
    assert!(text.contains("日其"), "{text}");

    // The mistake shows itself in a function of the program: the line that called it is named.
    let wrong = format!("{HEAD}\n\n#日(12)\n");
    let (_, _, text) = error(&checked(&[(RECEIPT, &wrong)]));
    let report = checked(&[(RECEIPT, &wrong)]);
    let (file, line, _) = error(&report);
    assert!(
        (file == RECEIPT && line == 5) || text.contains(&format!("{RECEIPT} 第5行")),
        "{report:?}"
    );
}

#[test]
fn a_mistake_in_kind_toml_is_told_with_its_line() {
    let kind = shipped("receipt/kind.toml");
    let path = "documents/receipt/kind.toml";
    let line_of =
        |text: &str, part: &str| text.lines().position(|l| l.starts_with(part)).unwrap() + 1;
    for (from, to, words) in [
        ("purpose =", "purpos =", "不认识的项目 purpos"),
        ("copies = ", "copies = \"两\" # ", "类型不对"),
        ("title = \"", "title = ", "写法有误"),
    ] {
        let bad = kind.replacen(from, to, 1);
        assert_ne!(bad, kind);
        let (file, line, text) = error(&checked(&[(path, &bad)]));
        let first = to.split(['=', ' ']).next().unwrap();
        assert_eq!((file.as_str(), line), (path, line_of(&bad, first)), "{text}");
        assert!(text.contains(words) || words == "写法有误", "{text}");
    }
    let gone = kind.lines().filter(|l| !l.starts_with("title")).collect::<Vec<_>>().join("\n");
    let (_, _, text) = error(&checked(&[(path, &gone)]));
    assert!(text.contains("缺少项目 title"), "{text}");
    let nobody = format!(
        "{kind}\n[[required]]\npath = \"case.nobody_gives_this\"\nlabel = \"某\"\nquestion = \"某？\"\n"
    );
    let (_, _, text) = error(&checked(&[(path, &nobody)]));
    assert!(text.contains("没有哪一处提供它"), "{text}");
}

#[test]
fn a_field_that_nobody_gives_is_warned_of() {
    let text = format!("{HEAD}\n#取(数据, \"case.casue\")\n");
    let report = checked(&[(RECEIPT, &text)]);
    let found = report.findings.iter().find(|f| f.level == Level::Warning && f.file == RECEIPT);
    let found = found.unwrap_or_else(|| panic!("{report:?}"));
    assert_eq!(found.line, 4);
    assert!(found.text.contains("case.casue"), "{}", found.text);
}

#[test]
fn what_reaches_out_of_the_pack_is_an_error() {
    for (code, words) in [
        ("#read(\"../../etc/passwd\")", "想读包以外的文件"),
        ("#read(\"../../../../etc/passwd\")", "想读包以外的文件"),
        ("#import \"@preview/cetz:0.3.0\": *", "软件包"),
        ("#read(\"/etc/passwd\")", "找不到文件"),
        ("#set text(font: \"No Such Font\")\n字", "no such font"),
        ("\u{10fffd}", "U+10FFFD"),
    ] {
        let (file, line, text) = error(&checked(&[(RECEIPT, &format!("{HEAD}{code}\n"))]));
        assert_eq!(file, RECEIPT, "{code}: {text}");
        assert!(text.contains(words), "{code}: line {line}: {text}");
    }
}

#[test]
fn a_folder_that_is_no_pack_is_refused_with_the_reason() {
    let empty = tempfile::tempdir().unwrap();
    assert!(matches!(Pack::read(empty.path()), Err(PackError::NoMeta)));
    assert!(matches!(Pack::read(&empty.path().join("none")), Err(PackError::Io { .. })));

    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[]);
    fs::write(folder.path().join("fonts.toml"), "").unwrap();
    fs::write(folder.path().join("run.exe"), "MZ").unwrap();
    let pack = Pack::read_folder(folder.path()).unwrap();
    assert_eq!(pack.ignored(), ["fonts.toml", "run.exe"], "passed over, and told");

    fs::create_dir_all(folder.path().join("fonts")).unwrap();
    fs::write(folder.path().join("fonts/仿宋.ttf"), "no font").unwrap();
    let broken = Arc::new(Pack::read_folder(folder.path()).unwrap());
    let report = check(&config(), &Limits::default(), &broken, |_| true);
    let (file, _, text) = error(&report);
    assert_eq!(file, "fonts/仿宋.ttf");
    assert!(text.contains("读不出字体"), "{text}");
    let config = EngineConfig { overrides: Some(broken), ..config() };
    assert!(matches!(Engine::start(config), Err(PaperError::Pack(_))));
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("documents/receipt/sample.json", "{}")]);
    std::os::unix::fs::symlink("/etc/passwd", folder.path().join("documents/receipt/template.typ"))
        .unwrap();
    let made = Pack::read_folder(folder.path());
    assert!(matches!(made, Err(PackError::BadPath { why: Wrong::Link, .. })), "{made:?}");
}

#[test]
fn a_huge_file_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[]);
    fs::create_dir_all(folder.path().join("fonts")).unwrap();
    // A gigabyte without a gigabyte of disk.
    let file = fs::File::create(folder.path().join("fonts/big.ttf")).unwrap();
    file.set_len(1 << 30).unwrap();
    let began = Instant::now();
    let made = Pack::read_folder(folder.path());
    assert!(matches!(made, Err(PackError::TooLarge { .. })), "{made:?}");
    let one = folder.path().join("whole.fqpack");
    fs::File::create(&one).unwrap().set_len(1 << 30).unwrap();
    assert!(matches!(Pack::read(&one), Err(PackError::TooLarge { .. })));
    assert!(began.elapsed() < Duration::from_secs(5));
}

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in entries {
        out.start_file(*name, options).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn a_packed_file_cannot_write_beside_the_pack_nor_unpack_without_end() {
    for name in
        ["../../evil.typ", "documents/../../evil.typ", "/etc/cron.d/evil.typ", "C:\\evil.typ"]
    {
        let made = Pack::read_file(&zipped(&[("pack.toml", META.as_bytes()), (name, b"x")]));
        assert!(
            matches!(made, Err(PackError::BadPath { why: Wrong::Leaves, .. })),
            "{name}: {made:?}"
        );
    }
    let zeroes = vec![0; 64 * 1024 * 1024];
    let bomb =
        zipped(&[("pack.toml", META.as_bytes()), ("documents/receipt/template.typ", &zeroes)]);
    assert!(bomb.len() < 1024 * 1024);
    assert!(matches!(Pack::read_file(&bomb), Err(PackError::TooLarge { .. })));
    assert!(matches!(Pack::read_file(b"PK no zip"), Err(PackError::Damaged(_))));
    let whole = pack_of(&[(RECEIPT, HEAD)]).write().unwrap();
    assert!(Pack::read_file(&whole[..whole.len() / 2]).is_err(), "cut in the middle");
    assert!(matches!(
        Pack::read_file(&zipped(&[("documents/receipt/template.typ", b"x")])),
        Err(PackError::NoMeta)
    ));
}

#[test]
fn the_same_files_give_the_same_bytes_and_any_change_another_content() {
    let one = pack_of(&[(RECEIPT, HEAD)]);
    let two = pack_of(&[(RECEIPT, HEAD)]);
    assert_eq!(one.write().unwrap(), two.write().unwrap());
    let read = Pack::read_file(&one.write().unwrap()).unwrap();
    assert_eq!(read.content(), one.content());
    let sealed = read.sealed(b"{}".to_vec());
    let again = Pack::read_file(&sealed.write().unwrap()).unwrap();
    assert_eq!(again.content(), one.content(), "the seal is no part of what it is for");
    assert_eq!(again.seal(), Some(&b"{}"[..]));
    let other = pack_of(&[(RECEIPT, &format!("{HEAD} "))]);
    assert_ne!(other.content(), one.content());
}

#[test]
fn a_template_that_never_ends_is_given_up_and_the_next_paper_is_set() {
    let endless =
        "#for a in range(4000) { for b in range(4000) { for c in range(4000) { let d = a } } }";
    let pack = pack_of(&[(RECEIPT, &format!("{HEAD}{endless}\n"))]);
    let limits = Limits { time: Duration::from_secs(10), ..Limits::default() };
    let config = EngineConfig { overrides: Some(pack), ..config() };
    let engine = Engine::start_within(config, limits).unwrap();
    let began = Instant::now();
    let made = engine.render("receipt", &sample("receipt"), RenderOptions::default());
    assert!(matches!(made, Err(PaperError::TooLong { seconds: 10, .. })), "{made:?}");
    assert!(began.elapsed() < Duration::from_secs(60));
    let data = json!({ "doc": { "date": "2026-11-20", "id": "x" } });
    let mut next = engine.render_draft("advice", &data);
    // The thread that was given up still runs beside it on a machine with few cores.
    for _ in 0..5 {
        if matches!(next, Err(PaperError::TooLong { .. })) {
            next = engine.render_draft("advice", &data);
        }
    }
    assert!(!text(&next.unwrap().pdf).is_empty());
}

#[test]
fn a_number_that_would_be_printed_twice_and_a_folder_that_some_disks_mistake_are_refused() {
    let kind = shipped("refusal-notice/kind.toml");
    let path = "documents/refusal-notice/kind.toml";
    for (from, to, words) in [
        ("key = \"refusal-notice\"", "key = \"refusal-2\"", "一样的文号"),
        ("mark = \"不受\"", "mark = \"复\"", "一样的文号"),
        ("mark = \"不受\"", "mark = \"\"", "和案号重复"),
    ] {
        let changed = kind.replace(from, to);
        assert_ne!(changed, kind);
        let (file, _, text) = error(&checked(&[(path, &changed)]));
        assert!(file == path && text.contains(words), "{file}: {text}");
    }
    // Another word on the same count goes on counting.
    let same = kind.replace("不受", "不受理");
    assert!(checked(&[(path, &same)]).passes());
    for folder in ["Receipt", "新通知", "a_b"] {
        let path = format!("documents/{folder}/template.typ");
        let (_, _, text) = error(&checked(&[(&path, HEAD)]));
        assert!(text.contains("小写字母"), "{folder}: {text}");
    }
    let report = checked(&[("document/receipt/template.typ", HEAD)]);
    assert!(report.findings.iter().any(|f| f.text.contains("不起作用")), "{report:?}");
}

#[test]
fn a_pack_without_which_no_station_could_go_on_is_refused() {
    let agreement = shipped("agreement/kind.toml");
    let path = "documents/agreement/kind.toml";
    let without = |role: &str| {
        let at = agreement.find(&format!("[[signers]]\nrole = \"{role}\"")).unwrap();
        let rest = &agreement[at + 2..];
        let end = rest.find("\n[[").map_or(agreement.len(), |n| at + 2 + n);
        format!("{}{}", &agreement[..at], &agreement[end..])
    };
    for role in ["applicants", "mediator", "organisation"] {
        let (file, _, text) = error(&checked(&[(path, &without(role))]));
        assert!(file == path && text.contains("不生效"), "{role}: {text}");
    }
    let optional =
        agreement.replace("role = \"mediator\"", "role = \"mediator\"\nrequired = false");
    assert!(error(&checked(&[(path, &optional)])).2.contains("不生效"));
    let moved = format!("subject = \"station\"\n{agreement}");
    assert!(error(&checked(&[(path, &moved)])).2.contains("subject"));
    // Of a notice it is only said.
    let notice = shipped("session-notice/kind.toml");
    let fewer = notice.replacen("states = [", "states = [20, 50] # ", 1);
    assert_ne!(fewer, notice);
    let report = checked(&[("documents/session-notice/kind.toml", &fewer)]);
    assert!(report.passes(), "{report:?}");
}

#[test]
fn a_file_of_phrases_that_cannot_be_read_stops_no_paper_in_chinese() {
    let pack = pack_of(&[("documents/common/phrases/lo.toml", "[[[ nothing")]);
    let engine = Engine::start(EngineConfig { overrides: Some(pack), ..config() }).unwrap();
    let set = |kind| engine.render(kind, &sample(kind), RenderOptions::default());
    assert!(set("agreement").is_ok());
    assert!(matches!(set("agreement-lao"), Err(PaperError::Template { .. })));
}
