//! The same records by the peers' own means.

use super::records::{FIELD, count};
use crate::data;
use crate::desk::at_rest;
use crate::line::Line;
use crate::peers::Told;
use crate::stats::median;
use crate::{Bench, Outcome};
use serde_json::{Value, json};
use std::path::Path;

/// Lone changes measured.
const LONE: u32 = 5;

/// What a peer took.
pub struct Rival {
    /// Seconds to send all cases.
    pub push: f64,
    /// Bytes of that.
    pub push_bytes: f64,
    /// Seconds for a new desk to have everything.
    pub first: f64,
    /// Bytes of that.
    pub first_bytes: f64,
    /// Bytes of all changes sent at once.
    pub batched: f64,
    /// How many those were.
    pub changes: u32,
    /// Bytes of one change, by one session.
    pub lone: f64,
    /// Bytes of one change while a session stays open, if the peer can do that.
    pub lone_live: Option<f64>,
}

impl Rival {
    /// Bytes of one of many changes.
    pub fn batched_per_change(&self) -> f64 {
        self.batched / f64::from(self.changes)
    }
}

/// Seconds and bytes of one command.
async fn timed(told: &mut Told, line: &Line, command: Value) -> Outcome<(f64, f64, Value)> {
    let before = line.crossed();
    let answer = told.tell(command)?;
    at_rest(line).await;
    let bytes = count(line.crossed().since(before).all());
    let ms = answer["ms"].as_f64().ok_or("the peer measured nothing")?;
    Ok((ms / 1000.0, bytes, answer))
}

/// Whether a peer carried as many as there are.
fn whole(answer: &Value, cases: u64) -> Outcome<()> {
    let written = answer["written"].as_u64();
    if written == Some(cases) {
        Ok(())
    } else {
        Err(format!("{written:?} of {cases} arrived").into())
    }
}

/// PouchDB; `None` when it is not installed.
pub async fn pouch(bench: &Bench, dir: &Path, docs: &Path, changes: u32) -> Outcome<Option<Rival>> {
    let Some(server) = bench.peers.pouch_server(&dir.join("pouch-server"))? else {
        return Ok(None);
    };
    let Some(mut desk) = bench.peers.pouch_desk(&dir.join("pouch-desk"))? else { return Ok(None) };
    let line = Line::to(server.address).await?;
    let url = |name: &str| format!("http://{}/{name}", line.address);
    let cases = std::fs::read_to_string(docs)?.lines().count() as u64;
    desk.tell(json!({ "do": "open", "name": "desk" }))?;
    desk.tell(json!({ "do": "load", "file": docs }))?;

    let mut push: Option<(f64, f64, String)> = None;
    for batch in [100, 400] {
        let url = url(&format!("hub{batch}"));
        let (s, bytes, answer) =
            timed(&mut desk, &line, json!({ "do": "push", "url": url, "batch": batch })).await?;
        whole(&answer, cases)?;
        if push.as_ref().is_none_or(|(best, ..)| s < *best) {
            push = Some((s, bytes, url));
        }
    }
    let (push, push_bytes, hub) = push.ok_or("nothing was sent")?;
    let mut first: Option<(f64, f64)> = None;
    for batch in [100, 1000] {
        let name = format!("office{batch}");
        let command = json!({ "do": "pull", "url": hub, "batch": batch, "name": name });
        let (s, bytes, answer) = timed(&mut desk, &line, command).await?;
        whole(&answer, cases)?;
        if first.is_none_or(|(best, _)| s < best) {
            first = Some((s, bytes));
        }
    }
    let (first, first_bytes) = first.ok_or("nothing came")?;

    let ids = |from: u32, count: u32| -> Vec<String> {
        (from..from + count).map(|n| data::id(n).0).collect()
    };
    desk.tell(json!({ "do": "edit", "ids": ids(100, changes), "field": FIELD, "value": 700_000 }))?;
    let once = json!({ "do": "push", "url": hub, "batch": 500 });
    let (_, batched, answer) = timed(&mut desk, &line, once.clone()).await?;
    whole(&answer, changes.into())?;
    let mut lone = Vec::new();
    for n in 0..LONE {
        desk.tell(json!({ "do": "edit", "ids": ids(n, 1), "field": FIELD, "value": 600_000 }))?;
        let (_, bytes, answer) = timed(&mut desk, &line, once.clone()).await?;
        whole(&answer, 1)?;
        lone.push(bytes);
    }
    desk.tell(json!({ "do": "live", "url": hub }))?;
    at_rest(&line).await;
    let mut live = Vec::new();
    for n in 0..LONE {
        let command =
            json!({ "do": "edit_live", "ids": ids(n, 1), "field": FIELD, "value": 650_000 });
        live.push(timed(&mut desk, &line, command).await?.1);
    }
    let (lone, lone_live) = (median(&lone), Some(median(&live)));
    Ok(Some(Rival { push, push_bytes, first, first_bytes, batched, changes, lone, lone_live }))
}

/// Anki; `None` when it is not installed.
pub async fn anki(bench: &Bench, dir: &Path, docs: &Path, changes: u32) -> Outcome<Option<Rival>> {
    let Some(server) = bench.peers.anki_server(&dir.join("anki-server"))? else { return Ok(None) };
    let Some(mut desk) = bench.peers.anki_desk(&dir.join("anki-desk"))? else { return Ok(None) };
    let line = Line::to(server.address).await?;
    let url = format!("http://{}/", line.address);
    let cases = std::fs::read_to_string(docs)?.lines().count() as u64;
    desk.tell(json!({ "do": "open", "name": "desk", "url": url }))?;
    desk.tell(json!({ "do": "load", "file": docs }))?;
    at_rest(&line).await;
    let sync = json!({ "do": "sync" });
    let (push, push_bytes, _) = timed(&mut desk, &line, sync.clone()).await?;

    desk.tell(
        json!({ "do": "edit", "first": 100, "count": changes, "field": FIELD, "value": 700_000 }),
    )?;
    let (_, batched, _) = timed(&mut desk, &line, sync.clone()).await?;
    let mut lone = Vec::new();
    for n in 0..LONE {
        desk.tell(
            json!({ "do": "edit", "first": n, "count": 1, "field": FIELD, "value": 600_000 }),
        )?;
        lone.push(timed(&mut desk, &line, sync.clone()).await?.1);
    }
    let command = json!({ "do": "first", "name": "office" });
    let (first, first_bytes, answer) = timed(&mut desk, &line, command).await?;
    whole(&answer, cases)?;
    let lone = median(&lone);
    Ok(Some(Rival {
        push,
        push_bytes,
        first,
        first_bytes,
        batched,
        changes,
        lone,
        lone_live: None,
    }))
}
