//! The case list of a large county: what a person waits for, beside a limit.

use crate::data::{Invented, short_names};
use crate::desk::Desk;
use crate::figure::{Aim, Figure, Peer};
use crate::stats::{ms, percentile};
use crate::{Bench, Outcome};
use std::time::Instant;
use store::{CaseFilter, CaseQuery, SearchScope};

/// What nobody notices as waiting, ms.
const LIMIT: f64 = 100.0;
/// Rows of a page.
const PAGE: u32 = 50;

/// Opens, filters and scrolls the list, searches and opens cases.
///
/// # Errors
/// Whatever keeps it from being measured.
pub fn run(bench: &Bench) -> Outcome<Vec<Figure>> {
    let (cases, rounds) = (bench.size(100_000, 2000), bench.size(60, 8));
    println!("▸ list: {cases} cases first, then {rounds} rounds");
    let dir = bench.folder("list")?;
    let desk = Desk::found(&dir.join("desk"))?;
    desk.fill(0, cases)?;
    let some: Vec<Invented> = (0..rounds).map(|n| Invented::new(n * (cases / rounds))).collect();
    let names = short_names();
    let page = |filter: CaseFilter, change: &dyn Fn(&mut CaseQuery)| -> Outcome<()> {
        let mut query = CaseQuery { filter, limit: PAGE, ..CaseQuery::default() };
        change(&mut query);
        desk.store.read(|r| r.cases(&query))?;
        Ok(())
    };
    let mut figures = Vec::new();
    let mut add = |what: &str, step: &dyn Fn(usize) -> Outcome<()>| -> Outcome<()> {
        let mut times = Vec::new();
        for n in 0..rounds as usize {
            let begun = Instant::now();
            step(n)?;
            times.push(ms(begun.elapsed()));
        }
        figures.push(Figure {
            measure: "list",
            what: format!("{what}, p95"),
            unit: "ms",
            ours: percentile(&times, 0.95),
            peer_name: "the limit of design.md § 9".to_owned(),
            peer: Peer::Measured(LIMIT),
            aim: Aim::AtMost(1.0),
            note: if figures.is_empty() {
                format!("{cases} cases; each with count and sum over all that are found")
            } else {
                String::new()
            },
        });
        Ok(())
    };
    add("the first page", &|_| page(CaseFilter::All, &|_| {}))?;
    add("open ones", &|_| page(CaseFilter::Open, &|_| {}))?;
    add("one state of one year", &|_| {
        page(CaseFilter::All, &|query| {
            query.state = Some("draft".to_owned());
            query.year = Some(2026);
        })
    })?;
    add("scrolled to anywhere", &|n| {
        let row = u32::try_from(n).unwrap_or_default() * (cases / rounds);
        page(CaseFilter::All, &move |query| query.offset = row)
    })?;
    add("a name of two characters, first page of hits", &|n| {
        let name = &names[n * 7 % names.len()];
        desk.store.read(|r| r.search(name, SearchScope::All, PAGE as usize, 0))?;
        Ok(())
    })?;
    add("a case opened", &|n| {
        desk.store.read(|r| r.case(&some[n].id()))?;
        Ok(())
    })?;
    Ok(figures)
}
