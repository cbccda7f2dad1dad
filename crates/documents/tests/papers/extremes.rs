//! Every kind with as little and as much as can be: all of it on paper, nothing cut off, nothing taken for a command.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use documents::{PaperError, RenderOptions};
use serde_json::{Value, json};

use crate::desk::{body, engine, papers, render, sample, squeeze, wrong_in_each};
use crate::margins::{area, ink_outside};
use crate::nasty::{self, each_leaf, has_form, is_free};

/// One sheet of groups of five letters, which nobody types.
const NOT_TYPED: &str = "recovery-sheet";

fn kinds() -> Vec<String> {
    papers().into_iter().map(|kind| kind.id).collect()
}

fn typed() -> Vec<String> {
    kinds().into_iter().filter(|kind| kind != NOT_TYPED).collect()
}

/// Characters of all texts of the data.
fn characters(data: &Value) -> usize {
    let mut count = 0;
    each_leaf(&mut data.clone(), &mut |_, _, text| count += text.chars().count());
    count
}

type Paths = Arc<BTreeSet<String>>;

/// Paths of the texts that a kind prints of its sample, found by marking each; once for all tests.
fn printed_paths(kind: &str) -> Paths {
    static KEPT: Mutex<BTreeMap<String, Arc<OnceLock<Paths>>>> = Mutex::new(BTreeMap::new());
    let place = Arc::clone(KEPT.lock().unwrap().entry(kind.to_owned()).or_default());
    let find = || {
        let (marked, marks) = nasty::plain(&sample(kind));
        let said = body(&render(kind, &marked).pdf);
        let printed = marks.into_iter().filter(|(_, mark)| said.contains(&squeeze(mark)));
        Arc::new(printed.map(|(path, _)| path).collect())
    };
    Arc::clone(place.get_or_init(find))
}

#[test]
fn only_what_is_required_makes_a_paper_that_stays_in_its_margins() {
    let wrong = wrong_in_each(&kinds(), |kind| {
        let mut wrong = Vec::new();
        let full = sample(kind);
        let data = nasty::shortest(engine(), kind, &full);
        match engine().render(kind, &data, RenderOptions::default()) {
            Err(e) => wrong.push(format!("{kind}: {e}")),
            Ok(paper) => {
                let said = body(&paper.pdf);
                let kinds = engine().kinds().unwrap();
                let required = &kinds.get(kind).unwrap().required;
                each_leaf(&mut data.clone(), &mut |path, _, text| {
                    let asked_for = required.iter().any(|r| r.path == path) && is_free(path, text);
                    if asked_for
                        && text.chars().count() > 3
                        && !text.lines().all(|line| said.contains(&squeeze(line)))
                    {
                        wrong.push(format!("{kind}: {path} is required and not printed: {text}"));
                    }
                });
                if paper.pages > crate::desk::of_sample(kind).paper.pages + 1 {
                    wrong.push(format!("{kind}: {} pages", paper.pages));
                }
                wrong.extend(
                    ink_outside(&paper.pdf, &area(kind)).map(|at| format!("{kind}: ink on {at}")),
                );
            }
        }
        wrong
    });
    assert!(wrong.is_empty(), "{} things:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn twelve_parties_three_hundred_rows_and_twenty_thousand_characters_are_all_on_the_paper() {
    let begun = std::time::Instant::now();
    let pages = AtomicUsize::new(0);
    let wrong = wrong_in_each(&typed(), |kind| {
        let mut wrong = Vec::new();
        let mut data = nasty::longest(&sample(kind));
        let printed = printed_paths(kind);
        let paper = render(kind, &data);
        let said = body(&paper.pdf);
        each_leaf(&mut data, &mut |path, first, text| {
            // Of many parties some papers name the first and count the others.
            let party = ["applicants", "respondents"].iter().any(|side| path.starts_with(side));
            if !printed.contains(path) || has_form(text) || (party && !first) {
                return;
            }
            // A long text may run over cells and pages: each sentence is looked for, the last without its full stop,
            // for which a template that goes on with the sentence puts its own mark.
            let text = text.trim_end_matches('。');
            for piece in text.split_inclusive(['。', '\n']).map(squeeze).filter(|p| !p.is_empty())
            {
                if !said.contains(&piece) {
                    wrong.push(format!("{kind}: {path}: {piece}"));
                    return;
                }
            }
        });
        let room = 12 + characters(&data) / 60;
        if paper.pages > room {
            wrong.push(format!(
                "{kind}: {} pages for {} characters",
                paper.pages,
                characters(&data)
            ));
        }
        let ink = ink_outside(&paper.pdf, &area(kind));
        wrong.extend(ink.map(|at| format!("{kind}: ink on {at}")));
        pages.fetch_add(paper.pages, Ordering::Relaxed);
        wrong
    });
    println!("{} pages of long papers in {:.0?}", pages.into_inner(), begun.elapsed());
    assert!(wrong.is_empty(), "{} things:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn hostile_words_are_printed_to_the_letter_and_inside_the_margins() {
    let wrong = wrong_in_each(&typed(), |kind| {
        let mut wrong = Vec::new();
        let printed = printed_paths(kind);
        let (data, marks) = nasty::hostile(&sample(kind));
        let paper = render(kind, &data);
        let said = body(&paper.pdf);
        for (path, mark) in marks.iter().filter(|(path, _)| printed.contains(path)) {
            if !said.contains(&squeeze(mark)) {
                wrong.push(format!("{kind}: {path}: {mark}"));
            }
        }
        let ink = ink_outside(&paper.pdf, &area(kind));
        wrong.extend(ink.map(|at| format!("{kind}: ink on {at}")));
        wrong
    });
    assert!(wrong.is_empty(), "{} things:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_no_font_draws_is_refused_by_name_in_every_kind() {
    for kind in kinds() {
        let mut data = sample(&kind);
        data["org"]["name"] = json!("某某县劳动争议联合调解中心🫠");
        data["case"]["cause"] = json!("拖欠工资🫠");
        for (side, name) in [("applicants", "张🫠"), ("respondents", "某某🫠有限公司")] {
            if let Some(party) = data[side].get_mut(0) {
                party["name"] = json!(name);
            }
        }
        match engine().render(&kind, &data, RenderOptions::default()) {
            Err(PaperError::MissingGlyph { character, codepoint, .. }) => {
                assert_eq!((character, codepoint.as_str()), ('🫠', "U+1FAE0"), "{kind}");
            }
            // A sheet that names none of them.
            Ok(_) => assert!(printed_paths(&kind).is_disjoint(&named()), "{kind}"),
            Err(e) => panic!("{kind}: {e}"),
        }
    }
}

fn named() -> BTreeSet<String> {
    ["org.name", "case.cause", "applicants[].name", "respondents[].name"].map(str::to_owned).into()
}

#[test]
fn a_character_of_private_use_is_refused_with_its_place() {
    let mut data = sample("agreement");
    data["applicants"][0]["name"] = json!("张\u{E863}");
    let made = engine().render("agreement", &data, RenderOptions::default());
    let Err(PaperError::BadCharacter { path, near, codepoint }) = made else { panic!("{made:?}") };
    assert_eq!(
        (path.as_str(), near.as_str(), codepoint.as_str()),
        ("applicants.0.name", "张", "U+E863")
    );
    data["applicants"][0]["name"] = json!("张\u{FFFD}");
    assert!(
        engine().render("agreement", &data, RenderOptions { blanks: true, preview: true }).is_err()
    );
}
