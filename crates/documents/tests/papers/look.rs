//! A paper on the screen while it is typed.

use std::fs;

use documents::{Engine, EngineConfig, Look, LookFor, LookPage, RenderOptions};
use serde_json::{Value, json};

use crate::desk::{assets, config, engine, pages, sample, squeeze};
use crate::pack::pack_of;

fn wanted(words: &[&str], held: &[String], scale: f64) -> LookFor {
    let words = words.iter().map(|&word| word.to_owned()).collect();
    LookFor { words, held: held.to_vec(), scale }
}

fn look(data: &Value, words: &[&str], held: &[String]) -> Look {
    engine().look("agreement", data, wanted(words, held, 1.25)).unwrap()
}

fn marks(look: &Look) -> Vec<String> {
    look.pages.iter().map(|page| page.mark.clone()).collect()
}

fn drawn(look: &Look) -> Vec<bool> {
    look.pages.iter().map(|page| page.png.is_some()).collect()
}

#[test]
fn only_the_page_that_changed_is_drawn_again() {
    let mut data = sample("agreement");
    let first = look(&data, &[], &[]);
    assert!(first.pages.len() > 2 && drawn(&first).iter().all(|drawn| *drawn));
    for page in &first.pages {
        assert_eq!((page.width.round(), page.height.round()), (595.0, 842.0));
        let picture = image::load_from_memory(page.png.as_deref().unwrap()).unwrap();
        assert_eq!((picture.width(), picture.height()), (744, 1052), "at 1.25 dots a point");
        let dark = picture.to_luma8().pixels().filter(|dot| dot.0[0] < 128).count();
        assert!(dark > 2_000, "{dark} dark dots on a written page");
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
    assert!(engine().look("agreement", &data, wanted(&[], &[], 1.0)).is_err());
}

#[test]
fn a_page_is_drawn_as_large_as_it_is_shown_and_red_where_the_paper_is_red() {
    // A county with a colour printer has its letterhead in red.
    let fonts = fs::read_to_string(assets().join("documents/common/fonts.typ")).unwrap();
    let fonts = fonts.replace("版头颜色 = black", "版头颜色 = rgb(\"#c8102e\")");
    let pack = pack_of(&[("documents/common/fonts.typ", &fonts)]);
    let engine = Engine::start(EngineConfig { overrides: Some(pack), ..config() }).unwrap();
    let data = sample("arbitration-reply");
    let seen = |held: &[String], scale| {
        let look = engine.look("arbitration-reply", &data, wanted(&[], held, scale)).unwrap();
        look.pages.into_iter().next().unwrap()
    };
    let picture = |page: &LookPage| image::load_from_memory(page.png.as_deref().unwrap()).unwrap();
    let near = seen(&[], 1.0);
    let red = picture(&near).to_rgb8().pixels().filter(|d| d.0[0] > 180 && d.0[1] < 60).count();
    assert!(red > 200, "{red} red dots under a letterhead");
    // Another size is another picture; an impossible one is drawn as well as can be.
    let far = seen(std::slice::from_ref(&near.mark), 0.5);
    assert_eq!((picture(&far).width(), picture(&near).width()), (298, 595));
    assert_eq!(picture(&seen(&[], 1e9)).width(), 2381);
}
