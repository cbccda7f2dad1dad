//! A save that survives a pulled plug, beside one plain INSERT that does.

use crate::data::{self, Invented};
use crate::desk::{Desk, author, now};
use crate::figure::{Aim, Figure, Peer};
use crate::stats::{ms, percentile};
use crate::{Bench, Outcome};
use rusqlite::Connection;
use serde_json::json;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;
use store::StoreError;

/// What is timed in each round, one after the other, so that all meet the same disk.
#[derive(Default)]
struct Times {
    raw: Vec<f64>,
    plain: Vec<f64>,
    changed: Vec<f64>,
    registered: Vec<f64>,
}

/// Where a time goes, and what takes it.
type Step<'a> = (&'a mut Vec<f64>, &'a mut dyn FnMut() -> Outcome<()>);

/// Times saves and plain INSERTs in turns.
///
/// # Errors
/// What the disk or the databases refuse.
pub fn run(bench: &Bench) -> Outcome<Vec<Figure>> {
    let (cases, rounds) = (bench.size(5000, 200), bench.size(500, 40));
    println!("▸ save: {cases} cases first, then {rounds} rounds");
    let dir = bench.folder("save")?;
    let desk = Desk::found(&dir.join("desk"))?;
    desk.fill(0, cases)?;
    let plain = plain(&dir.join("plain.db"))?;
    let mut raw = File::create(dir.join("raw"))?;
    let mut times = Times::default();
    for n in 0..rounds {
        let case = Invented::new(n);
        let fresh = Invented::new(cases + n);
        let (event, events) = (narrative(&case, n), fresh.events(now()));
        let body = event.body().to_string();
        let mut steps: [Step<'_>; 4] = [
            (&mut times.raw, &mut || {
                raw.write_all(&[7; 4096])?;
                Ok(raw.sync_data()?)
            }),
            (&mut times.plain, &mut || {
                let mut insert = plain.prepare_cached("INSERT INTO change (body) VALUES (?1)")?;
                insert.execute([&body])?;
                Ok(())
            }),
            (&mut times.changed, &mut || {
                desk.store.write(author(), |w| {
                    w.append(&case.id(), std::slice::from_ref(&event))?;
                    Ok::<_, StoreError>(())
                })?;
                Ok(())
            }),
            (&mut times.registered, &mut || {
                desk.store.write(author(), |w| {
                    w.append(&fresh.id(), &events)?;
                    Ok::<_, StoreError>(())
                })?;
                Ok(())
            }),
        ];
        // Another one begins each time: whoever comes after a checkpoint pays for none of the others.
        steps.rotate_left(n as usize % 4);
        for (into, step) in &mut steps {
            let begun = Instant::now();
            step()?;
            into.push(ms(begun.elapsed()));
        }
    }
    Ok(figures(&times))
}

/// The narrative typed anew: the text that makes the search write most.
fn narrative(case: &Invented, n: u32) -> casework::Event {
    let told = case.fields["case/narrative"].as_str().unwrap_or_default();
    data::change("case/narrative", json!(format!("{told}第{n}次补充：对方仍未付款。")))
}

/// A plain database, as lasting as the desk's: one table, no index.
fn plain(file: &Path) -> Outcome<Connection> {
    let conn = Connection::open(file)?;
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE change (id INTEGER PRIMARY KEY, body TEXT NOT NULL);",
    )?;
    Ok(conn)
}

fn figures(times: &Times) -> Vec<Figure> {
    let mut figures = Vec::new();
    for (share, name) in [(0.5, "p50"), (0.95, "p95")] {
        let mut add = |what: &str, ours: &[f64], peer_name: &str, peer: &[f64], aim, note: &str| {
            figures.push(Figure {
                measure: "save",
                what: format!("{what}, {name}"),
                unit: "ms",
                ours: percentile(ours, share),
                peer_name: peer_name.to_owned(),
                peer: Peer::Measured(percentile(peer, share)),
                aim,
                note: if share < 0.9 { note.to_owned() } else { String::new() },
            });
        };
        add(
            "a field changed",
            &times.changed,
            "plain SQLite INSERT, FULL",
            &times.plain,
            Aim::AtMost(1.3),
            "narrative of ~300 characters; record, chain, snapshot, lists, search, marker; SQLCipher, FULL. The plain \
             INSERT puts the same text into a table without index.",
        );
        add(
            "a case registered",
            &times.registered,
            "plain SQLite INSERT, FULL",
            &times.plain,
            Aim::None,
            "two records, 22 fields, all rows of lists and search, against one INSERT of a change",
        );
        add(
            "plain SQLite INSERT",
            &times.plain,
            "4 kB and fdatasync",
            &times.raw,
            Aim::None,
            "no house of ours: how near the disk's own floor the peer is",
        );
    }
    figures
}
