//! 演练: a desk of its own beside the real one, with invented cases. It never syncs; its papers say 演练.

use crate::error::{DeskError, Result};
use crate::gate::{self, Status};
use crate::session::Desk;
use crate::settings::Settings;
use serde::Deserialize;
use store::{Author, GateState, NewStore, Store};
use ts_rs::TS;

/// Folder of the training desk inside the data folder.
pub(crate) const FOLDER: &str = "practice";
/// Its cases are invented and everybody may see them: the password stands on the screen.
const PASSWORD: &str = "yanlian-2026";
const STAFF: &str = "演练员";
/// Invented cases: each stage of a life at least once.
const CASES: u32 = 60;
const SEED: u64 = 2026;

/// Into training, or out of it.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DeskPractise {
    /// Begin, or leave.
    pub on: bool,
    /// Throw away what was done in training before and begin anew.
    #[serde(default)]
    pub fresh: bool,
}

/// Goes to the training desk and signs in there, or leaves it; the real desk is locked meanwhile.
///
/// # Errors
/// `store.*` when the training desk cannot be made or opened.
pub fn practise(desk: &Desk, input: DeskPractise) -> Result<Status> {
    let settings = desk.peek().map(|s| s.settings);
    let there = desk.practises();
    if desk.peek().is_some() {
        gate::lock(desk, gate::Nothing {})?;
    }
    if !input.on {
        desk.set_practising(false);
        desk.changed("lock", None);
        return gate::status(desk, gate::Nothing {});
    }
    desk.set_practising(true);
    let entered = enter(desk, settings.filter(|_| !there), input.fresh);
    if entered.is_err() {
        desk.set_practising(false);
    }
    entered
}

fn enter(desk: &Desk, own: Option<Settings>, fresh: bool) -> Result<Status> {
    let folder = desk.data();
    if fresh && folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    match desk.gate().state()? {
        GateState::Fresh => found(desk, settings(own))?,
        _ => {
            let input = gate::Unlock { staff: STAFF.to_owned(), password: PASSWORD.to_owned() };
            return gate::unlock(desk, input);
        }
    }
    gate::status(desk, gate::Nothing {})
}

/// The organisation as on the real desk, so that papers look as they will; the numbers are those of training.
fn settings(own: Option<Settings>) -> Settings {
    let own = own.unwrap_or_default();
    let name = if own.org_name.is_empty() {
        "某某县劳动争议联合调解中心"
    } else {
        &own.org_name
    };
    Settings {
        county: if own.county.is_empty() { "530000".to_owned() } else { own.county.clone() },
        org_name: format!("{}（演练）", name.trim_end_matches("（演练）")),
        number_word: "演练".to_owned(),
        series: "YL".to_owned(),
        setup_step: 0,
        ..own
    }
}

fn found(desk: &Desk, settings: Settings) -> Result<()> {
    let staff = store::Staff {
        id: crate::staff::new_id(),
        name: STAFF.to_owned(),
        role: "调解员".to_owned(),
    };
    let (store, _) = Store::create(
        &desk.data(),
        NewStore {
            machine: &desk.config.machine,
            org_line: &gate::org_line(&settings),
            staff: staff.clone(),
            password: PASSWORD,
            now: desk.now(),
            kdf: desk.config.kdf,
        },
    )?;
    let session = gate::session(store, staff, settings.clone(), Vec::new());
    crate::settings::write(desk, &session, &settings)?;
    fill(desk, &session, CASES, SEED)?;
    desk.open(session);
    Ok(())
}

/// Cases of one save: what is lost when the machine stops in the middle is made again.
const TOGETHER: u32 = 100;

/// Writes invented cases into an open desk, and counts their numbers so that none is given again.
pub(crate) fn fill(
    desk: &Desk,
    session: &crate::session::Session,
    count: u32,
    seed: u64,
) -> Result<()> {
    let cx = desk.context(session);
    let options = sample::Options {
        cx,
        number_word: &session.settings.number_word,
        series: &session.settings.series,
    };
    let mut numbers = std::collections::BTreeMap::new();
    let mut place = 0;
    while place < count {
        let until = count.min(place + TOGETHER);
        session.store.write(desk.author(session), |w| -> Result<()> {
            for place in place..until {
                let made = sample::case(place, seed, &options);
                if let Some(number) = made.case.number() {
                    let last: &mut u32 = numbers.entry(number.year).or_insert(0);
                    *last = (*last).max(number.n);
                }
                let lived: Vec<(Author, casework::Event)> = made
                    .events
                    .into_iter()
                    .map(|h| (Author { by: h.by, at: h.at, skew_ms: None }, h.event))
                    .collect();
                w.append_lived(&made.id, &lived)?;
            }
            Ok(())
        })?;
        place = until;
    }
    session.store.write(desk.author(session), |w| -> Result<()> {
        for (year, last) in numbers {
            w.note_number("case", year, last)?;
        }
        Ok(())
    })?;
    Ok(())
}

/// Refuses what would send something from the training desk.
///
/// # Errors
/// `practice.stays_here`.
pub(crate) fn stays_here(desk: &Desk) -> Result<()> {
    if desk.practises() { Err(DeskError::new("practice.stays_here")) } else { Ok(()) }
}

/// Invented cases for a desk that holds nothing else.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DeskSample {
    /// How many.
    pub cases: u32,
    /// Of which series of inventions.
    #[serde(default)]
    pub seed: Option<u64>,
}

/// Fills an empty desk with invented cases, for measuring.
///
/// # Errors
/// `practice.not_empty`: the desk holds cases of people, or belongs to a county.
pub fn sample(desk: &Desk, input: DeskSample) -> Result<gate::Nothing> {
    let session = desk.session()?;
    let held = session.store.read(|r| -> Result<bool> {
        let query = store::CaseQuery { limit: 1, ..Default::default() };
        Ok(!r.cases(&query)?.rows.is_empty() || r.enrolment()?.is_some())
    })?;
    if held && !desk.practises() {
        return Err(DeskError::new("practice.not_empty"));
    }
    fill(desk, &session, input.cases, input.seed.unwrap_or(SEED))?;
    desk.changed("elsewhere", None);
    Ok(gate::Nothing {})
}
