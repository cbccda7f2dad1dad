//! The bound file: papers keep their text, pictures their bytes, every page its number.

use documents::dossier::{Binding, Dossier, Enclosure, Frame, Leaf, Piece};
use documents::{PaperError, protect, read};
use std::io::Cursor;

use crate::desk::{engine, of_sample, poppler, squeeze};

fn photo(seed: u32) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(900, 1240, |x, y| {
        image::Rgb([
            (x / 9 % 251) as u8,
            (y / 7 % 241) as u8,
            ((x / 30 + y / 30 + seed) % 239) as u8,
        ])
    });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

fn piece(stage: &str, title: &str, bytes: Vec<u8>, frame: Frame) -> Piece {
    let leaves = vec![(Leaf::of(bytes).unwrap(), frame)];
    Piece { stage: stage.to_owned(), title: title.to_owned(), leaves }
}

fn small() -> Dossier {
    let pdf = |kind: &str| of_sample(kind).paper.pdf.clone();
    let loose = |kind: &str, title: &str| vec![(title.to_owned(), Leaf::of(pdf(kind)).unwrap())];
    let mut front = loose("dossier-cover", "卷宗封面");
    front.extend(loose("dossier-index", "卷内目录"));
    Dossier {
        title: "调解卷宗 某工调〔2026〕KD12号".to_owned(),
        author: "某某县劳动争议联合调解中心".to_owned(),
        on: "2026-12-10".parse().unwrap(),
        practice: false,
        front,
        pieces: vec![
            piece("申请", "调解申请书", pdf("mediation-application"), Frame::Whole),
            piece(
                "证据",
                "证据1　工资条",
                photo(1),
                Frame::Within("证据1　工资条　张某提交".to_owned()),
            ),
            piece("协议", "劳动争议调解协议书", pdf("agreement"), Frame::Whole),
        ],
        back: loose("dossier-note", "卷内备考表"),
        enclosures: vec![Enclosure {
            name: "01 调解/申请书.pdf".to_owned(),
            note: "出具时的原文件".to_owned(),
            mime: "application/pdf".to_owned(),
            bytes: pdf("mediation-application"),
        }],
    }
}

#[test]
fn a_dossier_keeps_text_and_pictures_and_numbers_its_pages() {
    let dossier = small();
    let numbered = dossier.pages();
    let bound = engine().bind(dossier, |_| true).unwrap();
    assert_eq!((bound.pages, bound.sheets), (numbered, numbered + 3));
    let jpeg = photo(1);
    assert!(bound.pdf.windows(jpeg.len()).any(|w| w == jpeg), "the JPEG's bytes are untouched");
    let text = String::from_utf8(poppler("pdftotext", &["-raw", "FILE", "-"], &bound.pdf)).unwrap();
    let pages: Vec<String> = text.split('\x0c').map(squeeze).collect();
    assert_eq!(pages.iter().filter(|p| !p.is_empty()).count(), bound.sheets);
    for (at, page) in pages.iter().take(bound.sheets).enumerate() {
        let stamp = format!("卷宗第{}页共{numbered}页", (at + 1).saturating_sub(2));
        let loose = at < 2 || at + 1 == bound.sheets;
        assert_eq!(page.contains(&stamp), !loose, "page {}: {page}", at + 1);
    }
    let whole = pages.concat();
    for kind in ["mediation-application", "agreement", "dossier-cover"] {
        for word in ["张某", "某某劳务有限公司"] {
            assert!(of_sample(kind).text.contains(word) && whole.contains(word), "{kind}: {word}");
        }
    }
    assert!(whole.contains("证据1工资条张某提交"));
    let listed = String::from_utf8(poppler("pdfdetach", &["-list", "FILE"], &bound.pdf)).unwrap();
    assert!(
        listed.contains("1 embedded files") && listed.contains("01 调解_申请书.pdf"),
        "{listed}"
    );
    // Bookmarks: by part and title.
    let pdf = lopdf::Document::load_mem(&bound.pdf).unwrap();
    let marks: Vec<String> = pdf
        .get_toc()
        .map(|toc| toc.toc.into_iter().map(|t| squeeze(&t.title)).collect())
        .unwrap_or_default();
    for title in ["卷宗封面", "申请", "调解申请书", "协议", "劳动争议调解协议书", "卷内备考表"]
    {
        assert!(marks.iter().any(|m| m == title), "{title} in {marks:?}");
    }
}

#[test]
fn the_same_parts_give_the_same_bytes_and_a_change_of_mind_is_heard() {
    let once = engine().bind(small(), |_| true).unwrap();
    assert_eq!(once, engine().bind(small(), |_| true).unwrap());
    for no in [Binding::Setting, Binding::Writing] {
        let error = engine().bind(small(), |at| at != no).unwrap_err();
        assert!(matches!(error, PaperError::Dropped), "{error}");
    }
}

#[test]
fn a_protected_copy_opens_only_with_its_password() {
    let paper = of_sample("agreement");
    let copy = protect(&paper.paper.pdf, "gonghui-2026", &[7; 64]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("copy.pdf");
    std::fs::write(&file, &copy).unwrap();
    let read_by = |password: &[&str]| {
        let mut tool = std::process::Command::new("pdftotext");
        let out = tool.arg("-raw").args(password).arg(&file).arg("-").output().unwrap();
        (out.status.success(), squeeze(&String::from_utf8(out.stdout).unwrap()))
    };
    assert_eq!(read_by(&[]), (false, String::new()));
    assert_eq!(read_by(&["-upw", "gonghui-2025"]), (false, String::new()));
    assert_eq!(read_by(&["-opw", ""]), (false, String::new()));
    let (opened, text) = read_by(&["-upw", "gonghui-2026"]);
    assert!(opened);
    assert_eq!(text, paper.text, "the copy says what the paper says");
    let mut tool = std::process::Command::new("pdfinfo");
    let info = tool.args(["-upw", "gonghui-2026"]).arg(&file).output().unwrap();
    let info = String::from_utf8(info.stdout).unwrap();
    assert!(info.contains("AES-256"), "{info}");
    // Neither names nor amounts stand in the file for whoever looks into it without a password.
    assert!(!copy.windows(6).any(|w| w == "张某".as_bytes()));
    assert!(protect(b"no pdf", "gonghui-2026", &[7; 64]).is_err());
}

#[test]
fn a_pdf_is_read_page_by_page_and_a_locked_one_asks_for_its_password() {
    let paper = of_sample("agreement");
    let plain = read(&paper.paper.pdf, None).unwrap();
    assert_eq!(plain.pages.len(), paper.paper.pages);
    for (page, shown) in plain.pages.iter().enumerate() {
        let text = &shown.text;
        let footer =
            format!("第{}页共{}页校验{}", page + 1, plain.pages.len(), &paper.paper.data_hash[..8]);
        assert!(text.contains(&footer), "{footer} in {text}");
    }
    assert!(plain.pages.iter().any(|page| page.text.contains("某某劳务有限公司")));
    let copy = protect(&paper.paper.pdf, "gonghui-2026", &[7; 64]).unwrap();
    assert!(matches!(read(&copy, None), Err(PaperError::Locked)));
    assert!(matches!(read(&copy, Some("gonghui-2025")), Err(PaperError::Locked)));
    let opened = read(&copy, Some("gonghui-2026")).unwrap();
    assert!(opened.opened && opened.pages == plain.pages);
    for broken in [b"%PDF-1.7".as_slice(), b"", &paper.paper.pdf[..2000]] {
        assert!(matches!(read(broken, None), Err(PaperError::Unreadable(_))));
    }
    let scan = Leaf::of(photo(3)).unwrap();
    let bound = engine()
        .bind(
            Dossier {
                pieces: vec![Piece {
                    stage: "证据".to_owned(),
                    title: "照片".to_owned(),
                    leaves: vec![(scan, Frame::Within(String::new()))],
                }],
                enclosures: Vec::new(),
                ..small()
            },
            |_| true,
        )
        .unwrap();
    let pictures = read(&bound.pdf, None).unwrap().pictures;
    assert!(pictures.iter().any(|(page, bytes)| *page == 3 && *bytes == photo(3)));
}

#[test]
fn papers_bound_into_a_dossier_say_there_what_they_said_when_issued() {
    let bound = engine().bind(small(), |_| true).unwrap();
    let reading = read(&bound.pdf, None).unwrap();
    assert_eq!(reading.pages.len(), bound.sheets);
    let mut at = 2;
    for kind in ["mediation-application", "", "agreement"] {
        // The picture between them has no text but its line and its stamp.
        if kind.is_empty() {
            assert!(reading.pages[at].text.starts_with("证据1工资条张某提交"));
            assert_eq!((reading.pages[at].pictures, reading.pages[at].opaque), (1, false));
            at += 1;
            continue;
        }
        for issued in read(&of_sample(kind).paper.pdf, None).unwrap().pages {
            let page = &reading.pages[at];
            let rest = page.text.strip_prefix(issued.text.as_str());
            assert!(rest.is_some_and(|rest| rest.starts_with("卷宗第")), "{kind}: {}", page.text);
            assert!(!page.opaque && !page.endless && page.pictures == issued.pictures);
            at += 1;
        }
    }
}

/// 300 pages of which 50 are scans of 1.5 MB: takes a minute without optimisation, run with `--ignored`.
#[test]
#[ignore = "measures; run by hand"]
fn a_large_dossier_is_bound_in_reasonable_time() {
    let noise = |seed: u32| {
        let mut state = seed.wrapping_mul(2_654_435_761) | 1;
        let picture = image::RgbImage::from_fn(1654, 2339, |_, _| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            let v = (state >> 24) as u8;
            image::Rgb([v, v / 2 + 90, 255 - v / 3])
        });
        let mut bytes = Vec::new();
        image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 60)
            .encode_image(&picture)
            .unwrap();
        bytes
    };
    let scan = noise(1);
    let agreement = of_sample("agreement").paper.clone();
    let mut dossier = small();
    dossier.pieces.clear();
    for n in 0..50 {
        dossier.pieces.push(piece(
            "证据",
            &format!("证据{n}"),
            noise(n + 2),
            Frame::Within(format!("证据{n}")),
        ));
    }
    while dossier.pages() < 300 {
        dossier.pieces.push(piece(
            "协议",
            "劳动争议调解协议书",
            agreement.pdf.clone(),
            Frame::Whole,
        ));
    }
    let before = std::time::Instant::now();
    let bound = engine().bind(dossier, |_| true).unwrap();
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find(|l| l.starts_with("VmHWM")).unwrap_or_default();
    println!(
        "{} pages, scans of {} kB, {} MB, {:?}, {peak}",
        bound.pages,
        scan.len() / 1024,
        bound.pdf.len() / 1_048_576,
        before.elapsed()
    );
    assert!(bound.pages >= 300);
}
