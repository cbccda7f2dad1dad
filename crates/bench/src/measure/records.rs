//! Records over the line: new cases to the hub, everything to a new desk, bytes per change.

use super::rivals::{self, Rival};
use crate::county::County;
use crate::data::Invented;
use crate::desk::{Desk, at_rest, now};
use crate::figure::{Aim, Figure, Peer};
use crate::line::{Crossed, Line};
use crate::stats::median;
use crate::{Bench, Name, Outcome};
use serde_json::json;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

/// The field that is changed.
pub const FIELD: &str = "claims/c1/amount";
/// Lone changes measured.
const LONE: u32 = 5;

/// What this house took.
struct Ours {
    push: Duration,
    push_bytes: Crossed,
    first: Duration,
    first_bytes: Crossed,
    batched: Crossed,
    body: usize,
    lone: f64,
    lone_cold: f64,
}

/// Sends, reads and changes the same records here and by the peers.
///
/// # Errors
/// Whatever keeps it from being measured.
pub async fn run(bench: &Bench) -> Outcome<Vec<Figure>> {
    let moving = bench.wants(Name::Push) || bench.wants(Name::FirstSync);
    let cases = if moving { bench.size(10_000, 300) } else { bench.size(1000, 300) };
    let changes = bench.size(500, 50);
    let dir = bench.folder("records")?;
    let docs = dir.join("cases.jsonl");
    documents(&docs, cases)?;
    println!("▸ push, first-sync, bytes: {cases} cases, hub and desks");
    let ours = ours(bench, &dir, cases, changes).await?;
    println!("▸ push, first-sync, bytes: the same cases, PouchDB");
    let pouch = rivals::pouch(bench, &dir, &docs, changes).await?;
    println!("▸ push, first-sync, bytes: the same cases, Anki");
    let anki = rivals::anki(bench, &dir, &docs, changes).await?;
    let mut figures = Vec::new();
    if bench.wants(Name::Push) {
        figures.extend(push(&ours, cases, pouch.as_ref(), anki.as_ref()));
    }
    if bench.wants(Name::FirstSync) {
        figures.extend(first(&ours, cases, pouch.as_ref(), anki.as_ref()));
    }
    if bench.wants(Name::Bytes) {
        figures.extend(bytes(&ours, changes, pouch.as_ref(), anki.as_ref()));
    }
    Ok(figures)
}

/// The cases as documents, one a line.
fn documents(file: &Path, cases: u32) -> Outcome<()> {
    let mut out = std::io::BufWriter::new(std::fs::File::create(file)?);
    for n in 0..cases {
        writeln!(out, "{}", Invented::new(n).document(now()))?;
    }
    Ok(out.flush()?)
}

async fn ours(bench: &Bench, dir: &Path, cases: u32, changes: u32) -> Outcome<Ours> {
    let county = County::start(&bench.hub, dir)?;
    let line = Line::to(county.address).await?;
    let mut desk = Desk::found(&dir.join("station"))?;
    desk.enrol(&county.code("station", line.address)?).await?;
    desk.fill(0, cases)?;
    let (before, begun) = (line.crossed(), Instant::now());
    desk.run();
    desk.until_sent().await?;
    let push = begun.elapsed();
    let push_bytes = line.crossed().since(before);
    at_rest(&line).await;

    let mut office = Desk::found(&dir.join("office"))?;
    office.enrol(&county.code("county", line.address)?).await?;
    let (before, begun) = (line.crossed(), Instant::now());
    office.run();
    office.until_synced().await?;
    let listed = office.listed()?;
    let first = begun.elapsed();
    let first_bytes = line.crossed().since(before);
    if listed != u64::from(cases) {
        return Err(format!("the county lists {listed} of {cases} cases").into());
    }
    office.rest().await;

    // The line is open and the pass is good, as on any working day.
    sent(&desk, &line, 0, 1).await?;
    let mut lone = Vec::new();
    for n in 1..=LONE {
        lone.push(total(sent(&desk, &line, n, 1).await?));
    }
    for n in 0..changes {
        desk.change(100 + n, FIELD, json!(700_000 + n))?;
    }
    let body = body(&desk)?;
    let batched = crossed(&desk, &line).await?;
    let mut lone_cold = Vec::new();
    for n in 0..LONE {
        desk.rest().await;
        desk.change(n, FIELD, json!(800_000 + n))?;
        let before = line.crossed();
        desk.run();
        desk.until_sent().await?;
        at_rest(&line).await;
        lone_cold.push(total(line.crossed().since(before)));
    }
    desk.rest().await;
    let (lone, lone_cold) = (median(&lone), median(&lone_cold));
    Ok(Ours { push, push_bytes, first, first_bytes, batched, body, lone, lone_cold })
}

/// Changes `count` cases and sends them; answers what crossed the line until it was at rest.
async fn sent(desk: &Desk, line: &Line, from: u32, count: u32) -> Outcome<Crossed> {
    for n in from..from + count {
        desk.change(n, FIELD, json!(600_000 + n))?;
    }
    crossed(desk, line).await
}

async fn crossed(desk: &Desk, line: &Line) -> Outcome<Crossed> {
    let before = line.crossed();
    desk.changed()?;
    desk.until_sent().await?;
    at_rest(line).await;
    Ok(line.crossed().since(before))
}

/// Bytes of the batch that waits, as they will stand in the request or in a courier file.
fn body(desk: &Desk) -> Outcome<usize> {
    let key = desk.store.signing_key()?;
    let run = desk.store.read(|r| {
        let Some(log) = r.outbox()?.first().copied() else { return Ok(None) };
        r.own_run(log.inc, log.from, 500, 1 << 20)
    })?;
    Ok(run.ok_or("nothing waits")?.pack(&key)?.len())
}

fn total(crossed: Crossed) -> f64 {
    count(crossed.all())
}

/// Bytes as a number one can divide.
#[expect(clippy::cast_precision_loss, reason = "bytes of a few minutes")]
pub fn count(n: u64) -> f64 {
    n as f64
}

fn measured(value: Option<f64>) -> Peer {
    value.map_or(Peer::Skipped, Peer::Measured)
}

fn figure(measure: &'static str, what: &str, unit: &'static str, ours: f64) -> Figure {
    Figure {
        measure,
        what: what.to_owned(),
        unit,
        ours,
        peer_name: String::new(),
        peer: Peer::Skipped,
        aim: Aim::None,
        note: String::new(),
    }
}

impl Figure {
    fn beside(mut self, name: &str, peer: Peer, aim: Aim) -> Self {
        (self.peer_name, self.peer, self.aim) = (name.to_owned(), peer, aim);
        self
    }

    fn noting(mut self, note: String) -> Self {
        self.note = note;
        self
    }
}

fn push(ours: &Ours, cases: u32, pouch: Option<&Rival>, anki: Option<&Rival>) -> Vec<Figure> {
    let rate = |seconds: f64| f64::from(cases) / seconds;
    let new = || figure("push", "new cases to the hub", "cases/s", rate(ours.push.as_secs_f64()));
    let note = format!(
        "{cases} cases are {} records here, one document each there. Ours: hello, pass, signed batches over TLS, the \
         hub verifies, judges, projects and flushes each batch, the desk checks and keeps the receipts. PouchDB: plain \
         HTTP, LevelDB without flush, the better of batches of 100 and 400. Bytes per case: ours {:.0}, PouchDB {}.",
        2 * cases,
        total(ours.push_bytes) / f64::from(cases),
        shown(pouch.map(|p| p.push_bytes / f64::from(cases))),
    );
    vec![
        new()
            .beside("PouchDB", measured(pouch.map(|p| rate(p.push))), Aim::AtLeast(6.0))
            .noting(note),
        new().beside("Anki", measured(anki.map(|p| rate(p.push))), Aim::AtLeast(0.7)).noting(
            "Anki's server neither verifies nor orders; aim of peers-measured.md § 8".to_owned(),
        ),
    ]
}

fn shown(value: Option<f64>) -> String {
    value.map_or_else(|| "not measured".to_owned(), |value| format!("{value:.0}"))
}

fn first(ours: &Ours, cases: u32, pouch: Option<&Rival>, anki: Option<&Rival>) -> Vec<Figure> {
    let new = || figure("first-sync", "a new desk lists everything", "s", ours.first.as_secs_f64());
    let note = format!(
        "{cases} cases from an empty desk to the first page of its list: every signature, leaf and place checked, \
         every case folded, searchable, sealed. PouchDB: documents copied, first page read, nothing searchable; the \
         better of batches of 100 and 1000. Bytes per case: ours {:.0}, PouchDB {}.",
        total(ours.first_bytes) / f64::from(cases),
        shown(pouch.map(|p| p.first_bytes / f64::from(cases))),
    );
    vec![
        new()
            .beside("PouchDB", measured(pouch.map(|p| p.first)), Aim::AtMost(1.0 / 3.0))
            .noting(note),
        new()
            .beside("Anki", measured(anki.map(|p| p.first)), Aim::AtMost(3.0))
            .noting("Anki copies its whole database file; aim of peers-measured.md § 8".to_owned()),
    ]
}

fn bytes(ours: &Ours, changes: u32, pouch: Option<&Rival>, anki: Option<&Rival>) -> Vec<Figure> {
    let per = |all: f64| all / f64::from(changes);
    // The size of a message does not depend on the machine: an earlier one may stand in for it.
    let anki = |ours: fn(&Rival) -> f64, quoted| {
        anki.map_or(Peer::Quoted(quoted), |rival| Peer::Measured(ours(rival)))
    };
    let batched =
        || figure("bytes", "a field changed, batched", "B/change", per(total(ours.batched)));
    let lone = || figure("bytes", "a lone change", "B", ours.lone);
    #[expect(clippy::cast_precision_loss, reason = "a few kilobytes")]
    let body = per(ours.body as f64);
    vec![
        batched()
            .beside("PouchDB", measured(pouch.map(|p| per(p.batched))), Aim::AtMost(1.0 / 30.0))
            .noting(format!(
                "{changes} changes sent at once, everything on the wire in both directions until the line is at rest: \
                 ours with TLS, receipt, and reading the order back from the feed (up {:.1}, down {:.1} B/change); the \
                 signed batch itself is {body:.1} B/change. PouchDB and Anki: plain HTTP.",
                per(count(ours.batched.up)),
                per(count(ours.batched.down)),
            )),
        batched().beside("Anki", anki(|p| p.batched_per_change(), 378.0), Aim::AtMost(1.0 / 6.0)),
        figure("bytes", "a field changed, the batch alone", "B/change", body)
            .beside("PouchDB", measured(pouch.map(|p| per(p.batched))), Aim::None)
            .noting("what a courier file holds; without TLS, HTTP and the answers: not like for like".to_owned()),
        lone()
            .beside("PouchDB, live", measured(pouch.and_then(|p| p.lone_live)), Aim::AtMost(0.25))
            .noting(
                "an open line and a good pass against a live replication; both directions, ours with TLS, receipt and \
                 the feed read back"
                    .to_owned(),
            ),
        lone().beside("Anki", anki(|p| p.lone, 4561.0), Aim::AtMost(1.0 / 3.0)),
        figure("bytes", "a lone change after a start", "B", ours.lone_cold)
            .beside("PouchDB, one replication", measured(pouch.map(|p| p.lone)), Aim::None)
            .noting(
                "ours from nothing: TLS handshake, hello, pass, push, receipt, feed; PouchDB plain HTTP on its open \
                 connection"
                    .to_owned(),
            ),
    ]
}
