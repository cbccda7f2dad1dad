//! Two cases that belong together: one went into the other, or came out of it.
//!
//! Each half is invented with the other, so that a case at a place still depends on nothing else.

use crate::draw::Draw;
use crate::intake::{Intake, Wanted, intake};
use crate::life::{Life, SampleCase};
use crate::stages::Stage;
use crate::{Options, acts, people};
use casework::{Command, Number, SplitRequest, merge, split};
use chrono::Datelike;
use serde_json::json;
use std::collections::BTreeMap;

/// Days since the first talk of a pair.
const AGE: (i64, i64) = (6, 12);

/// Two workers of one firm apply one after the other; the first goes into the case of the second.
pub(crate) fn merged(first: u32, seed: u64, options: &Options<'_>) -> (SampleCase, SampleCase) {
    let mut draw = Draw::new(seed ^ 0x004D_4552_4745, first);
    let firm = people::firm(&mut draw);
    let age = draw.between(AGE.0, AGE.1);
    let begun = |place: u32| {
        let mut life = Life::new(place, seed, age, options);
        let wanted = Wanted { people: Some(1), firm: Some(firm.clone()), ..Wanted::default() };
        let day = life.day;
        let talk = intake(place, &mut life.draw, day, wanted);
        life.does(Command::Amend(talk.patch.clone()));
        life.receive();
        life
    };
    let (mut from, mut into) = (begun(first), begun(first.saturating_add(1)));
    from.pass(1);
    into.pass(1);
    from.joins(&into);
    let reason = "同一单位、同一事由，并案调解。".to_owned();
    let judged = merge(&from.case, &into.case, into.day, reason, &into.cx());
    match judged {
        Ok((went, came)) => {
            from.takes(from.recorder, Ok(went));
            into.takes(into.recorder, Ok(came));
        }
        Err(refusal) => {
            from.takes(from.recorder, Err(refusal.clone()));
            into.takes(into.recorder, Err(refusal));
        }
    }
    (from.end(Stage::Merged, 1), into.end(Stage::Joined, 2))
}

/// Of a group some do not agree to what is offered; they go on in a case of their own.
pub(crate) fn divided(first: u32, seed: u64, options: &Options<'_>) -> (SampleCase, SampleCase) {
    let mut draw = Draw::new(seed ^ 0x0053_504C_4954, first);
    let age = draw.between(AGE.0, AGE.1);
    let mut life = Life::new(first, seed, age, options);
    let wanted = Wanted { people: Some(27), ..Wanted::default() };
    let day = life.day;
    let talk = intake(first, &mut life.draw, day, wanted);
    life.does(Command::Amend(talk.patch.clone()));
    life.receive();
    life.ask(&talk);
    life.answer(&talk, true);
    life.accept(&talk);
    life.pass(1);
    life.meet(&talk, casework::SessionResult::Continue);
    let leaving = objects(&mut life, &talk);
    let mut child = Life::new(first.saturating_add(1), seed, age, options);
    child.joins(&life);
    let n = first.saturating_add(2);
    let year = life.day.year();
    let text = format!("{}〔{year}〕{}{n}号", options.number_word, options.series);
    let request = SplitRequest {
        members: leaving.clone(),
        into: child.case.id.clone(),
        number: Some(Number { text, series: "case".to_owned(), year, n }),
        on: life.day,
        reason: "不同意调解方案，另案处理。".to_owned(),
    };
    let left = u32::try_from(leaving.len()).unwrap_or(0);
    match split(&life.case, request, &life.cx()) {
        Ok((stays, leaves)) => {
            life.takes(life.recorder, Ok(stays));
            child.takes(child.recorder, Ok(leaves));
        }
        Err(refusal) => {
            life.takes(life.recorder, Err(refusal.clone()));
            child.takes(child.recorder, Err(refusal));
        }
    }
    (life.end(Stage::Divided, talk.people - left), child.end(Stage::SplitOff, left))
}

/// The last five members object.
fn objects(life: &mut Life<'_>, talk: &Intake) -> Vec<casework::Id> {
    let count = talk.members.len();
    let rows: Vec<String> = (count.saturating_sub(5)..count).map(acts::member_row).collect();
    let patch: BTreeMap<_, _> =
        rows.iter().map(|row| (format!("members/{row}/stance"), json!("object"))).collect();
    life.does(Command::Amend(patch));
    rows.into_iter().map(casework::Id).collect()
}
