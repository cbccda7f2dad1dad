//! The book as a worker gets it.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is not as it should be"
)]

use chrono::NaiveDate;
use handbook::{
    Block, Figures, Handbook, HandbookError, Index, LeadTo, Mediator, OpenChapter, OpenEntry,
    Piece, Station, plain,
};
use statute::{Parameters, Periods};
use std::collections::BTreeSet;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn read(area: &str, on: &str, station: &Station) -> Vec<OpenChapter> {
    let (book, parameters, periods) =
        (Handbook::embedded(), Parameters::embedded(), Periods::embedded());
    let figures = Figures {
        parameters: &parameters,
        own: book.figures(),
        periods: &periods,
        area,
        on: day(on),
    };
    book.read(&figures, station).unwrap()
}

fn entries() -> Vec<OpenEntry> {
    let chapters = read("532823", "2026-11-22", &Station::default());
    chapters.into_iter().flat_map(|c| c.entries).collect()
}

fn text(entry: &OpenEntry) -> String {
    let page = entry.page();
    format!("{}\n{}\n{}", page.title, page.brief, page.body)
}

#[test]
fn every_entry_says_on_what_it_rests_and_when_that_was_read() {
    let book = Handbook::embedded();
    assert!(book.entries().count() >= 30);
    for entry in book.entries() {
        assert!(!entry.sources.is_empty(), "{}", entry.id);
        for source in &entry.sources {
            assert!(source.as_of >= day("2024-01-01"), "{}: {}", entry.id, source.law);
            let article = &source.article;
            assert!(
                article.is_empty() || article.starts_with('第') && article.contains('条'),
                "{}: {article}",
                entry.id
            );
        }
        assert!(entry.title.chars().count() <= 26, "{} does not fit a line", entry.title);
        assert!(!entry.words.is_empty(), "{}", entry.id);
    }
}

#[test]
fn every_link_leads_to_an_entry_and_every_lead_to_a_calculator_there_is() {
    let all = entries();
    let ids: BTreeSet<&str> = all.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(ids.len(), all.len());
    let mut links = 0;
    for entry in &all {
        for block in &entry.blocks {
            let lines: Vec<&Vec<Piece>> = match block {
                Block::Paragraph { pieces } | Block::Note { pieces } => vec![pieces],
                Block::Heading { .. } => Vec::new(),
                Block::List { items } | Block::Steps { items } => items.iter().collect(),
                Block::Table { head, rows } => head.iter().chain(rows.iter().flatten()).collect(),
            };
            for piece in lines.into_iter().flatten() {
                if let Piece::Link { entry: to, text } = piece {
                    links += 1;
                    assert!(ids.contains(to.as_str()), "{} points to {to}", entry.id);
                    assert!(!text.is_empty());
                }
            }
            if let Block::Table { head, rows } = block {
                assert!(rows.iter().all(|row| row.len() == head.len()), "{}", entry.id);
            }
        }
        for lead in entry.leads.iter().filter(|l| l.to == LeadTo::Calculator) {
            assert!(statute::rules().iter().any(|r| r.id == lead.rule), "{}", lead.rule);
        }
    }
    assert!(links >= 10, "{links}");
}

#[test]
fn no_mark_and_no_literal_of_a_figure_is_left_in_the_text() {
    for entry in entries() {
        let text = text(&entry);
        assert!(!text.contains(['{', '}', '[', ']', '*', '#']), "{}: {text}", entry.id);
    }
    // What the law's values hold may not be written by hand in an entry: a change would not reach it.
    for entry in Handbook::embedded().entries() {
        let written = format!("{}{}", entry.brief, entry.body);
        for literal in ["15日", "一年内", "十五日", "150%", "200%", "300%", "21.75", "60日"]
        {
            assert!(!written.contains(literal), "{} writes {literal}", entry.id);
        }
    }
}

#[test]
fn a_figure_follows_the_day_and_the_county() {
    let parameters = Parameters::embedded();
    let row = statute::Parameter {
        id: "minimum_wage".into(),
        label: String::new(),
        value: "2070.00".into(),
        unit: parameters.known("minimum_wage").unwrap().unit.clone(),
        area: "5328".into(),
        from: day("2026-01-01"),
        until: None,
        source: "某号".into(),
        confirmed: true,
    };
    let parameters = parameters.with([row]).unwrap();
    let (book, periods) = (Handbook::embedded(), Periods::embedded());
    let wages = |area: &str, on: &str| {
        let figures = Figures {
            parameters: &parameters,
            own: book.figures(),
            periods: &periods,
            area,
            on: day(on),
        };
        let all = book.read(&figures, &Station::default()).unwrap();
        text(all.iter().flat_map(|c| &c.entries).find(|e| e.id == "wages").unwrap())
    };
    assert!(wages("532823", "2026-11-22").contains("2070.00元"));
    assert!(wages("532823", "2025-11-22").contains("还没有登记，问"));
    assert!(wages("530102", "2026-11-22").contains("还没有登记，问"));
}

#[test]
fn the_search_finds_each_entry_by_its_title_by_its_words_and_by_what_it_says() {
    let all = entries();
    let index = Index::new(all.iter().map(OpenEntry::page));
    for entry in &all {
        let by_title = index.find(&entry.title);
        assert_eq!(by_title[0].id, entry.id, "{}", entry.title);
        for word in &entry.words {
            assert!(index.find(word).iter().any(|h| h.id == entry.id), "{}: {word}", entry.id);
        }
        // A stretch out of the middle of its text, as somebody remembers it.
        let body: Vec<char> = entry.page().body.chars().filter(|c| c.is_alphanumeric()).collect();
        if body.len() > 40 {
            let stretch: String = body[body.len() / 2..body.len() / 2 + 6].iter().collect();
            let found = index.find(&stretch);
            assert!(found.iter().any(|h| h.id == entry.id), "{}: {stretch}", entry.id);
        }
    }
}

#[test]
fn the_search_takes_what_people_say_and_what_they_type_in_haste() {
    let index = Index::new(entries().iter().map(OpenEntry::page));
    let first = |text: &str| index.find(text).first().map(|h| h.id.clone()).unwrap_or_default();
    assert_eq!(first("老板不给钱"), "start");
    assert_eq!(first("加班费"), "overtime");
    assert_eq!(first("jbf"), "overtime");
    assert_eq!(first("没签合同"), "no-contract");
    assert_eq!(first("ＪＢＦ"), "overtime");
    assert!(index.find("工资 加班").iter().any(|h| h.id == "overtime"));
    assert!(!index.find("工资不发").is_empty(), "another order of the same words");
    assert!(index.find("   ").is_empty());
    assert!(index.find("量子纠缠").is_empty());
    let hit = &index.find("包工头")[0];
    let marked: String =
        hit.line.iter().chain(&hit.title).filter(|m| m.hit).map(|m| m.text.as_str()).collect();
    assert!(marked.contains("包工头"), "{hit:?}");
}

#[test]
fn the_eight_things_the_papers_say_wrongly_are_set_right() {
    let all = entries();
    let of = |id: &str| text(all.iter().find(|e| e.id == id).unwrap());
    assert!(of("heard-limitation").contains("时效是1年"));
    assert!(of("heard-limitation").contains("45日是仲裁委从受理到裁决的期限"));
    assert!(of("heard-fee").contains("仲裁不收费"));
    assert!(of("heard-award").contains("发的是仲裁调解书"));
    assert!(of("heard-transfer").contains("要自己去申请"));
    assert!(of("heard-days").contains("15日"));
    assert!(of("heard-blacklist").contains("责令限期支付，到期仍然不付"));
    assert!(of("heard-advance").contains("没有结清的工程款为限"));
    assert!(of("heard-rates").contains("分母"));
    for entry in &all {
        let said = text(entry);
        for wrong in ["时效是45", "自动转入", "仲裁裁决书具有", "仲裁费用由"] {
            assert!(!said.contains(wrong), "{} says {wrong}", entry.id);
        }
    }
}

#[test]
fn the_station_stands_in_the_book_with_its_people() {
    let station = Station {
        org: "某某县劳动争议联合调解中心".into(),
        name: "某某园区工会驿站".into(),
        phone: "0000-1235100".into(),
        mediators: vec![Mediator {
            name: "岩某".into(),
            specialty: "欠薪".into(),
            languages: "傣语、老挝语".into(),
            phone: "0000-1235102".into(),
            ..Mediator::default()
        }],
        ..Station::default()
    };
    let last = read("532823", "2026-11-22", &station).pop().unwrap();
    let said: String = last.entries.iter().map(text).collect();
    for word in ["某某园区工会驿站", "0000-1235100", "岩某", "老挝语", "12351"] {
        assert!(said.contains(word), "{word}");
    }
    // A column nobody has filled is not there.
    assert!(!said.contains("什么时候在"));
    let empty = read("532823", "2026-11-22", &Station::default()).pop().unwrap();
    assert!(plain(&empty.entries[1].brief).contains("名册还没有填"));
}

#[test]
fn a_book_with_a_hole_in_it_is_not_read() {
    let entry = |body: &str| {
        format!(
            "id = \"c\"\ntitle = \"章\"\n[[entry]]\nid = \"a\"\ntitle = \"甲\"\nbrief = \"乙\"\nbody = \"{body}\"\nsources = [{{ law = \"法\", as_of = \"2025-01-01\" }}]\n"
        )
    };
    let parse = |text: &str| Handbook::parse([("c", text)], "").map(drop);
    assert_eq!(
        parse(&entry("看[[b]]")),
        Err(HandbookError::DeadLink { entry: "a".into(), to: "b".into() })
    );
    let twice = format!(
        "{}{}",
        entry("x"),
        entry("x").split_once("[[entry]]").map(|(_, e)| format!("[[entry]]{e}")).unwrap()
    );
    assert_eq!(parse(&twice), Err(HandbookError::Twice("a".into())));
    let bare = entry("x").replace("[{ law = \"法\", as_of = \"2025-01-01\" }]", "[]");
    assert_eq!(parse(&bare), Err(HandbookError::NoSource("a".into())));
    assert!(matches!(parse("id = 1"), Err(HandbookError::Toml { .. })));
    let book = Handbook::parse([("c", entry("{p:nobody}").as_str())], "").unwrap();
    let (parameters, periods) = (Parameters::embedded(), Periods::embedded());
    let figures = Figures {
        parameters: &parameters,
        own: book.figures(),
        periods: &periods,
        area: "",
        on: day("2026-01-01"),
    };
    assert!(matches!(
        book.read(&figures, &Station::default()),
        Err(HandbookError::NoFigure { .. })
    ));
}

#[test]
fn the_book_has_no_figure_of_its_own_where_the_calculators_have_one() {
    let (book, parameters) = (Handbook::embedded(), Parameters::embedded());
    for row in book.figures().rows() {
        assert!(parameters.known(&row.id).is_none(), "{} stands twice", row.id);
    }
}
