//! A paper on the screen while it is typed.

use documents::{Look, RenderOptions};
use serde_json::{Value, json};

use crate::desk::{engine, pages, sample, squeeze};

fn look(data: &Value, words: &[&str], held: &[String]) -> Look {
    let words = words.iter().map(|&word| word.to_owned()).collect();
    engine().look("agreement", data, words, held.to_vec()).unwrap()
}

fn marks(look: &Look) -> Vec<String> {
    look.pages.iter().map(|page| page.mark.clone()).collect()
}

fn drawn(look: &Look) -> Vec<bool> {
    look.pages.iter().map(|page| page.svg.is_some()).collect()
}

#[test]
fn only_the_page_that_changed_is_drawn_again() {
    let mut data = sample("agreement");
    let first = look(&data, &[], &[]);
    assert!(first.pages.len() > 2 && drawn(&first).iter().all(|drawn| *drawn));
    for page in &first.pages {
        let svg = page.svg.as_deref().unwrap();
        assert!(svg.starts_with("<svg") && svg.len() > 10_000, "{} bytes", svg.len());
        assert_eq!((page.width.round(), page.height.round()), (595.0, 842.0));
    }
    let same = look(&data, &[], &marks(&first));
    assert_eq!(marks(&same), marks(&first));
    assert!(drawn(&same).iter().all(|drawn| !drawn));

    data["applicants"][0]["phone"] = json!("13911112222");
    let typed = look(&data, &[], &marks(&first));
    let mut only_first = vec![false; first.pages.len()];
    only_first[0] = true;
    assert_eq!(drawn(&typed), only_first, "the telephone number stands on the first page alone");
    assert_ne!(typed.pages[0].mark, first.pages[0].mark);
}

#[test]
fn a_word_is_found_on_each_page_as_often_as_it_stands_there() {
    let data = sample("agreement");
    let options = RenderOptions { blanks: true, preview: true };
    let pdf = engine().render("agreement", &data, options).unwrap().pdf;
    let (word, other) = ("双方", "本协议");
    let seen = look(&data, &[word, other], &[]);
    let mut all = 0;
    for (page, text) in seen.pages.iter().zip(pages(&pdf)) {
        let text = squeeze(&text);
        let spots = &page.found;
        let wanted = text.matches(word).count() + text.matches(other).count();
        // A word that runs over the end of a line is marked on both.
        assert!(spots.len() >= wanted && spots.len() <= 2 * wanted, "{spots:?}: {wanted}");
        for spot in spots {
            assert!(spot.x > 70.0 && spot.x + spot.width < 526.0, "{spot:?}");
            assert!(spot.y > 40.0 && spot.y + spot.height < 800.0, "{spot:?}");
        }
        all += spots.len();
    }
    assert!(all > 3);
}

#[test]
fn a_character_no_font_has_is_named_while_it_is_typed() {
    let mut data = sample("agreement");
    data["applicants"][0]["name"] = json!("张\u{10ffff}");
    assert!(engine().look("agreement", &data, Vec::new(), Vec::new()).is_err());
}
