//! The booklet: contents, pages, folding.

use crate::desk::{engine, pages, poppler, sample, squeeze, text};
use documents::{RenderOptions, impose, stitch_order};
use handbook::{Figures, Handbook, Mediator, Station, plain};
use serde_json::{Value, json};
use statute::{Parameters, Periods};
use std::sync::OnceLock;

fn station() -> Station {
    Station {
        org: "某某县劳动争议联合调解中心".into(),
        name: "某某县工业园区工会驿站".into(),
        phone: "0000-1235100".into(),
        mediators: vec![Mediator {
            name: "岩某".into(),
            specialty: "欠薪、工伤".into(),
            phone: "0000-1235102".into(),
            ..Mediator::default()
        }],
        ..Station::default()
    }
}

/// The book that comes with the program, as data of the booklet.
fn book() -> Value {
    let (book, parameters, periods) =
        (Handbook::embedded(), Parameters::embedded(), Periods::embedded());
    let on = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let figures = Figures {
        parameters: &parameters,
        own: book.figures(),
        periods: &periods,
        area: "532823",
        on,
    };
    let chapters = book.read(&figures, &station()).unwrap();
    let mut data = sample("handbook");
    let entry = |e: &handbook::OpenEntry| {
        let mut value = serde_json::to_value(e).unwrap();
        value["unconfirmed"] = json!(e.unconfirmed());
        value["briefly"] = json!(plain(&e.brief));
        value
    };
    data["handbook"]["parts"] = chapters
        .iter()
        .map(|c| json!({ "title": c.title, "entries": c.entries.iter().map(entry).collect::<Vec<_>>() }))
        .collect();
    data
}

fn titles(data: &Value) -> Vec<String> {
    let parts = data["handbook"]["parts"].as_array().unwrap().iter();
    parts
        .flat_map(|p| p["entries"].as_array().unwrap())
        .map(|e| e["title"].as_str().unwrap().to_owned())
        .collect()
}

fn booklet() -> &'static (Value, Vec<u8>, Vec<String>) {
    static BOOKLET: OnceLock<(Value, Vec<u8>, Vec<String>)> = OnceLock::new();
    BOOKLET.get_or_init(|| {
        let data = book();
        let options = RenderOptions { blanks: true, preview: false };
        let pdf = engine().render("handbook", &data, options).unwrap().pdf;
        let pages = pages(&pdf);
        (data, pdf, pages)
    })
}

#[test]
fn the_contents_name_every_entry_with_the_page_on_which_it_stands() {
    let (data, _, pages) = booklet();
    let first = pages
        .iter()
        .position(|p| squeeze(p).contains("遇到争议怎么办") && !p.contains("步骤　权利"))
        .unwrap();
    let contents: Vec<String> =
        pages[1..first.max(2) + 2].iter().flat_map(|p| p.lines().map(squeeze)).collect();
    for title in titles(data) {
        let title = squeeze(&title);
        let line = contents
            .iter()
            .find(|l| l.starts_with(&title) && l.ends_with(|c: char| c.is_ascii_digit()))
            .unwrap_or_else(|| panic!("{title} is not in the contents"));
        let number: String = line[title.len()..].chars().filter(char::is_ascii_digit).collect();
        let page = squeeze(&pages[number.parse::<usize>().unwrap() - 1]);
        assert!(page.contains(&title), "{title} does not stand on page {number}");
    }
}

#[test]
fn the_number_at_the_foot_is_the_number_of_the_page() {
    let (_, _, pages) = booklet();
    assert!((24..=72).contains(&pages.len()), "{} pages", pages.len());
    for (n, page) in pages.iter().enumerate().skip(1) {
        let last = page.lines().rfind(|l| !l.trim().is_empty()).unwrap().trim();
        assert_eq!(last, (n + 1).to_string(), "page {}", n + 1);
    }
    assert!(!pages[0].trim_end().ends_with('1') || pages[0].contains("12351"));
}

#[test]
fn the_page_a_sentence_sends_to_is_the_one_where_the_entry_begins() {
    let (_, _, pages) = booklet();
    let all: String = pages.iter().map(|p| squeeze(p)).collect();
    let mut sent = 0;
    for piece in all.split('《').skip(1) {
        let Some((title, rest)) = piece.split_once("》（第") else { continue };
        let Some((number, _)) = rest.split_once("页）") else { continue };
        let Ok(number) = number.parse::<usize>() else { continue };
        assert!(squeeze(&pages[number - 1]).contains(title), "{title}: page {number}");
        sent += 1;
    }
    assert!(sent > 10, "{sent}");
}

#[test]
fn no_entry_loses_a_word_on_its_way_into_the_booklet() {
    let (data, pdf, _) = booklet();
    let all = text(pdf);
    for part in data["handbook"]["parts"].as_array().unwrap() {
        for entry in part["entries"].as_array().unwrap() {
            let mut texts = Vec::new();
            gather(entry, &mut texts);
            for text in texts {
                // A line may be broken by the foot of a page: its pieces are looked for.
                for piece in text.split(['，', '；', '。']).filter(|p| p.chars().count() < 12) {
                    assert!(all.contains(&squeeze(piece)), "{}: {piece}", entry["id"]);
                }
            }
        }
    }
}

fn gather(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            if let Some(text) = map.get("text").and_then(Value::as_str) {
                out.push(text.to_owned());
            }
            map.values().for_each(|v| gather(v, out));
        }
        Value::Array(list) => list.iter().for_each(|v| gather(v, out)),
        _ => {}
    }
}

#[test]
fn a_figure_that_nobody_has_checked_says_so() {
    let (_, _, pages) = booklet();
    let all: String = pages.iter().map(|p| squeeze(p)).collect();
    assert!(all.contains("3个工作日〔未核实〕"), "the answer to an application");
    assert!(!all.contains("1年〔未核实〕"), "the limitation was read in the law");
}

#[test]
fn folded_sheets_bring_the_pages_into_order() {
    assert_eq!(stitch_order(4), [(Some(4), Some(1)), (Some(2), Some(3))]);
    assert_eq!(
        stitch_order(6),
        [(None, Some(1)), (Some(2), None), (Some(6), Some(3)), (Some(4), Some(5))]
    );
    for pages in 1..40 {
        let order = stitch_order(pages);
        assert_eq!(order.len() % 2, 0);
        let mut seen: Vec<usize> = order.iter().flat_map(|(l, r)| [*l, *r]).flatten().collect();
        seen.sort_unstable();
        assert_eq!(seen, (1..=pages).collect::<Vec<_>>());
        // Opened in the middle, the two inner pages face each other.
        for (front, back) in order.chunks(2).map(|s| (s[0], s[1])) {
            if let (Some(outer), Some(inner)) = (front.1, back.0) {
                assert_eq!(outer + 1, inner, "a leaf has two neighbouring pages");
            }
        }
    }
}

#[test]
fn the_sheets_for_the_printer_hold_every_page_where_folding_wants_it() {
    let (_, pdf, pages) = booklet();
    let sheets = impose(pdf).unwrap();
    let info = String::from_utf8(poppler("pdfinfo", &["FILE"], &sheets)).unwrap();
    let order = stitch_order(pages.len());
    assert!(info.contains(&format!("Pages:           {}", order.len())), "{info}");
    assert!(info.contains("841.89 x 595.276 pts"), "{info}");
    let half = |side: usize, x: u32| {
        let (side, x) = (side.to_string(), x.to_string());
        let args = [
            "-layout", "-f", &side, "-l", &side, "-x", &x, "-y", "0", "-W", "421", "-H", "596",
            "FILE", "-",
        ];
        squeeze(&String::from_utf8(poppler("pdftotext", &args, &sheets)).unwrap())
    };
    for (n, (left, right)) in order.iter().enumerate() {
        for (page, x) in [(left, 0), (right, 421)] {
            let there = half(n + 1, x);
            match page {
                None => assert_eq!(there, "", "side {}", n + 1),
                Some(page) => {
                    let wanted = squeeze(&pages[page - 1]);
                    assert_eq!(there.chars().count(), wanted.chars().count(), "page {page}");
                    let head: String = wanted.chars().take(8).collect();
                    assert!(there.starts_with(&head), "page {page}: {there}");
                }
            }
        }
    }
    assert!(impose(b"no pdf at all").is_err());
}

#[test]
fn one_entry_is_a_leaf_for_the_hand_without_cover_and_contents() {
    let mut data = book();
    let parts = data["handbook"]["parts"].as_array().unwrap();
    for part in parts {
        for entry in part["entries"].as_array().unwrap() {
            let mut data = data.clone();
            data["handbook"]["leaf"] = json!(true);
            data["handbook"]["leaves"] = json!([]);
            data["handbook"]["parts"] = json!([{ "title": part["title"], "entries": [entry] }]);
            let options = RenderOptions { blanks: true, preview: false };
            let paper = engine().render("handbook", &data, options).unwrap();
            assert!(paper.pages <= 2, "{}: {} pages", entry["id"], paper.pages);
            let pages = pages(&paper.pdf);
            assert!(squeeze(&pages[0]).contains(&squeeze(entry["title"].as_str().unwrap())));
            assert!(!pages[0].contains("目录"));
            assert!(pages[0].contains("0000-1235100"));
        }
    }
    data["doc"]["practice"] = json!(true);
    let options = RenderOptions { blanks: true, preview: false };
    let practice = engine().render("handbook", &data, options).unwrap();
    assert!(pages(&practice.pdf)[3].contains("练"), "what is printed while practising says so");
}
