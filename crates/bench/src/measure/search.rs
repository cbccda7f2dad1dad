//! A name of two characters among all cases, beside `LIKE` over the same texts.

use crate::data::{COLUMNS, Invented, short_names};
use crate::desk::Desk;
use crate::figure::{Aim, Figure, Peer};
use crate::stats::{median, ms, percentile};
use crate::{Bench, Outcome};
use casework::CaseId;
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;
use store::SearchScope;

/// Rows a person sees at once.
const PAGE: usize = 50;

/// Asks for names, by the desk and by LIKE, and compares what is found.
///
/// # Errors
/// Whatever keeps it from being measured.
pub fn run(bench: &Bench) -> Outcome<Vec<Figure>> {
    let (cases, asked) = (bench.size(50_000, 1000), bench.size(40, 8) as usize);
    println!("▸ search: {cases} cases first, then {asked} names");
    let dir = bench.folder("search")?;
    let desk = Desk::found(&dir.join("desk"))?;
    desk.fill(0, cases)?;
    // The desk's key never leaves it, so its database cannot be asked by LIKE: one beside it holds the same texts, under
    // the same cipher, and one without any.
    let (sealed, open) = (like(&dir.join("sealed.db"), true)?, like(&dir.join("open.db"), false)?);
    for conn in [&sealed, &open] {
        fill(conn, cases)?;
    }
    let names: Vec<String> = short_names().into_iter().step_by(7).take(asked).collect();
    let (mut all, mut page) = (Vec::new(), Vec::new());
    let (mut in_sealed, mut in_open) = (Vec::new(), Vec::new());
    let (mut hits, mut wanted, mut found, mut wrong) = (Vec::new(), 0, 0, 0);
    for name in &names {
        let (truth, took) = timed(|| by_like(&sealed, name))?;
        in_sealed.push(took);
        in_open.push(timed(|| by_like(&open, name))?.1);
        let (ids, took) =
            timed(|| Ok(desk.store.read(|r| r.search_ids(name, SearchScope::All))?))?;
        all.push(took);
        page.push(timed(|| Ok(desk.store.read(|r| r.search(name, SearchScope::All, PAGE, 0))?))?.1);
        let ids: BTreeSet<CaseId> = ids.into_iter().collect();
        #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
        hits.push(truth.len() as f64);
        wanted += truth.len();
        found += truth.intersection(&ids).count();
        wrong += ids.difference(&truth).count();
    }
    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    let recall = found as f64 / wanted.max(1) as f64;
    let size = format!("{cases} cases, {} names, {} hits each", names.len(), median(&hits));
    let figure =
        |what: &str, share, ours: &[f64], peer: &str, peers: &[f64], aim, note: &str| Figure {
            measure: "search",
            what: what.to_owned(),
            unit: "ms",
            ours: percentile(ours, share),
            peer_name: peer.to_owned(),
            peer: Peer::Measured(percentile(peers, share)),
            aim,
            note: note.to_owned(),
        };
    let like = "LIKE over the same texts, SQLCipher";
    let aim = Aim::AtMost(0.01);
    Ok(vec![
        figure(
            "2-character name, all hits, p50",
            0.5,
            &all,
            like,
            &in_sealed,
            aim,
            &format!(
                "{size}; ten text columns. The desk's key does not leave it, so LIKE is asked of a table of the same texts \
             in a SQLCipher database beside it."
            ),
        ),
        figure("2-character name, all hits, p95", 0.95, &all, like, &in_sealed, aim, ""),
        figure(
            "2-character name, first page, p50",
            0.5,
            &page,
            like,
            &in_sealed,
            aim,
            "ours: the 50 newest with what to mark in them, which is what peers-measured.md § 2 timed. LIKE has to look at \
             every row to be sure.",
        ),
        figure(
            "2-character name, all hits, p50",
            0.5,
            &all,
            "LIKE over the same texts, not encrypted",
            &in_open,
            Aim::None,
            "the peer without the cipher's price",
        ),
        Figure {
            measure: "search",
            what: "recall".to_owned(),
            unit: "share of what LIKE finds",
            ours: recall,
            peer_name: "LIKE".to_owned(),
            peer: Peer::Measured(1.0),
            aim: Aim::AtLeast(1.0),
            note: format!("{found} of {wanted} found, {wrong} found that LIKE does not find"),
        },
    ])
}

fn timed<T>(work: impl FnOnce() -> Outcome<T>) -> Outcome<(T, f64)> {
    let begun = Instant::now();
    let done = work()?;
    Ok((done, ms(begun.elapsed())))
}

fn like(file: &Path, sealed: bool) -> Outcome<Connection> {
    let conn = Connection::open(file)?;
    if sealed {
        // A raw key, as the desk has.
        conn.execute_batch(&format!("PRAGMA key = \"x'{}'\"", "5a".repeat(32)))?;
    }
    let columns = COLUMNS.map(|(name, _)| format!("{name} TEXT NOT NULL")).join(", ");
    conn.execute_batch(&format!(
        "PRAGMA journal_mode = WAL; CREATE TABLE sought (id TEXT PRIMARY KEY, {columns})"
    ))?;
    Ok(conn)
}

fn fill(conn: &Connection, cases: u32) -> Outcome<()> {
    let places = vec!["?"; COLUMNS.len() + 1].join(", ");
    let tx = conn.unchecked_transaction()?;
    {
        let mut insert = tx.prepare(&format!("INSERT INTO sought VALUES ({places})"))?;
        for n in 0..cases {
            let case = Invented::new(n);
            let id = case.id();
            insert.execute(rusqlite::params_from_iter(
                [id.0.as_str()].into_iter().chain(case.texts()),
            ))?;
        }
    }
    tx.commit()?;
    Ok(())
}

fn by_like(conn: &Connection, name: &str) -> Outcome<BTreeSet<CaseId>> {
    let wheres = COLUMNS.map(|(column, _)| format!("{column} LIKE ?1")).join(" OR ");
    let mut select = conn.prepare_cached(&format!("SELECT id FROM sought WHERE {wheres}"))?;
    let ids = select.query_map([format!("%{name}%")], |row| Ok(CaseId(row.get(0)?)))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}
