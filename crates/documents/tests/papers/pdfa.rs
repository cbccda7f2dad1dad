//! A validator that is not ours says whether a paper is PDF/A: preflight of Apache PDFBox.
//!
//! It knows part 1 of the standard. So each paper is asked about twice: set as PDF/A-1b it must be valid; as it is
//! issued (PDF/A-2a) nothing may be wrong but the two things that part 2 has otherwise. The validator is the Debian
//! package libpdfbox2-java with what it needs (xtask/src/packages.rs); without it these tests say so and do nothing.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use documents::RenderOptions;
use serde_json::{Value, json};

use crate::desk::{engine, of_sample, poppler, sample};
use crate::nasty;

const JARS: [&str; 7] = [
    "preflight",
    "pdfbox2",
    "fontbox2",
    "xmpbox",
    "commons-logging",
    "javax.activation",
    "jaxb-api",
];
const CLASS: &str = "org.apache.pdfbox.preflight.Validator_A1b";

/// What part 1 forbids and part 2 allows: a newer colour profile, and the number of the part itself.
const OF_PART_TWO: [&str; 2] = [
    "2.1.6 Invalid graphics object, Invalid version of the ICCProfile",
    "7.11.2 Error on MetaData, part must be 1",
];

fn classpath() -> Option<String> {
    let jars = JARS.map(|jar| format!("/usr/share/java/{jar}.jar"));
    let there = jars.iter().all(|jar| Path::new(jar).is_file());
    let java = Command::new("java").arg("-version").output();
    if there && java.is_ok_and(|o| o.status.success()) {
        return Some(jars.join(":"));
    }
    // Past the capture of output: nobody shall believe that the papers were looked at.
    let _ = writeln!(
        std::io::stderr(),
        "SKIPPED: no PDF/A validator here (apt install default-jre-headless libpdfbox2-java libfontbox2-java \
         libcommons-logging-java libactivation-java libjaxb-api-java): PDF/A is not proved by a second program"
    );
    None
}

/// Asks the validator about files in one go; what it finds wrong, each thing once, by the file's name.
fn complaints(files: &[(String, Vec<u8>)]) -> Option<BTreeMap<String, Vec<String>>> {
    let classpath = classpath()?;
    let dir = tempfile::tempdir().unwrap();
    let papers = dir.path().join("papers");
    std::fs::create_dir(&papers).unwrap();
    for (name, pdf) in files {
        std::fs::write(papers.join(format!("{name}.pdf")), pdf).unwrap();
    }
    let run = Command::new("java")
        // Compiled quickly rather than well: it lives for seconds.
        .args(["-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"])
        .args(["-cp", &classpath, CLASS, "xml", "group"])
        .arg(&papers)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    let report = std::fs::read_to_string(dir.path().join("papers.preflight.xml"))
        .unwrap_or_else(|e| panic!("the validator left no report ({e}): {said}"));
    let between = |text: &str, from: &str, to: &str| {
        let (_, rest) = text.split_once(from)?;
        Some(rest.split_once(to)?.0.to_owned())
    };
    let mut found = BTreeMap::new();
    for one in report.split("<preflight name=\"").skip(1) {
        let name = one.split(".pdf\"").next().unwrap().to_owned();
        let mut errors: Vec<String> = one
            .split("<error ")
            .skip(1)
            .map(|e| {
                let part = |tag: &str| {
                    between(e, &format!("<{tag}>"), &format!("</{tag}>")).unwrap_or_default()
                };
                format!("{} {}", part("code"), part("details"))
            })
            .collect();
        errors.sort();
        errors.dedup();
        let valid = one.contains("<isValid type=\"PDF/A1-b\">true</isValid>");
        assert_eq!(valid, errors.is_empty(), "{name}: the report is read wrongly: {one}");
        found.insert(name, errors);
    }
    assert_eq!(found.len(), files.len(), "the validator looked at each: {said}");
    Some(found)
}

/// Papers that need every font: rare names, Lao, Burmese, hostile words, long tables.
fn hard() -> Vec<(String, Value)> {
    let mut rare = sample("agreement");
    rare["applicants"][0]["name"] = json!("㛃䶮𬭳𬱖𪛖𠀀𫝀𫠠𬺰");
    let mut foreign = sample("oral-application-record");
    foreign["applicants"][0]["name"] = json!("ສົມພອນ ວົງສາ");
    foreign["applicants"][0]["interpreter"] = json!({ "name": "မောင်မောင်", "language": "老挝语" });
    vec![
        ("agreement".to_owned(), rare),
        ("oral-application-record".to_owned(), foreign),
        ("agreement".to_owned(), nasty::hostile(&sample("agreement")).0),
        ("session-record".to_owned(), nasty::hostile(&sample("session-record")).0),
        ("group-annex".to_owned(), nasty::longest(&sample("group-annex"))),
    ]
}

#[test]
fn every_kind_set_as_pdf_a_1b_is_valid_to_a_second_program() {
    let kinds = engine().kinds().unwrap();
    let typical = kinds.iter().map(|kind| (kind.id.clone(), sample(&kind.id)));
    let papers: Vec<(String, Vec<u8>)> = typical
        .chain(hard())
        .enumerate()
        .map(|(n, (kind, data))| {
            let paper = engine().render_a1b(&kind, &data, RenderOptions::default());
            (format!("{kind}-{n}"), paper.unwrap_or_else(|e| panic!("{kind}: {e}")).pdf)
        })
        .collect();
    let Some(found) = complaints(&papers) else { return };
    let wrong: Vec<_> = found
        .iter()
        .flat_map(|(kind, errors)| errors.iter().map(move |error| (kind, error)))
        .filter(|(_, error)| !error.contains("can't convert to Destination COSObject"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_kind_as_it_is_issued_has_only_what_part_two_of_the_standard_allows() {
    let kinds = engine().kinds().unwrap();
    let papers: Vec<(String, Vec<u8>)> =
        kinds.iter().map(|kind| (kind.id.clone(), of_sample(&kind.id).paper.pdf.clone())).collect();
    let Some(found) = complaints(&papers) else { return };
    for (kind, errors) in &found {
        // The contents of the booklet lead to its pages; preflight does not follow a destination that is an object of
        // its own, which the standard allows.
        let errors: Vec<&String> = errors
            .iter()
            .filter(|e| !e.contains("can't convert to Destination COSObject"))
            .collect();
        assert_eq!(errors, OF_PART_TWO, "{kind}");
    }
}

#[test]
fn the_validator_does_find_what_is_wrong() {
    let pdf = of_sample("agreement").paper.pdf.clone();
    let text = |what: &[u8]| pdf.windows(what.len()).position(|w| w == what).expect("it is there");
    let mut broken = pdf.clone();
    // A font that is not in the file. Only the name of the key changes, so that every length stays.
    let at = text(b"/FontFile");
    broken[at..at + 9].copy_from_slice(b"/FontFyle");
    let Some(found) = complaints(&[("broken".to_owned(), broken)]) else { return };
    assert!(found["broken"].iter().any(|e| !OF_PART_TWO.contains(&e.as_str())), "{found:?}");
}

#[test]
fn every_font_is_in_the_file_and_every_letter_can_be_copied_out() {
    for kind in engine().kinds().unwrap().iter() {
        let list = poppler("pdffonts", &["FILE"], &of_sample(&kind.id).paper.pdf);
        let list = String::from_utf8(list).unwrap();
        let fonts: Vec<&str> = list.lines().skip(2).collect();
        assert!(!fonts.is_empty(), "{}", kind.id);
        for font in fonts {
            // name, type, encoding, embedded, subset, to Unicode, object: names may hold blanks, so from the end.
            let columns: Vec<&str> = font.split_whitespace().rev().skip(2).take(3).collect();
            assert_eq!(columns, ["yes", "yes", "yes"], "{}: {font}", kind.id);
        }
    }
}
