//! Procedures beside the mediation: every move of the table is taken, every guard is refused once.

mod clocks;
mod guards;
#[path = "../support/mod.rs"]
mod support;
mod table;
mod ways;

use casework::machine::{Need, machines, moves_from};
use casework::*;
use serde_json::json;
use statute::Fen;
use std::collections::BTreeSet;
use support::*;

use ProcedureKind as K;

fn body(kind: K) -> Body {
    let kind = machine::machine(kind).map_or(BodyKind::Station, |m| m.opening.body);
    Body { kind, name: "某某县".into() }
}

fn opened(name: &str, kind: K, on: &str) -> ProcedureOpened {
    ProcedureOpened {
        id: id(name),
        procedure: kind,
        on: day(on),
        body: body(kind),
        applicants: vec![id("p1"), id("p2")],
        basis: None,
        number: String::new(),
        accord: None,
        paper: None,
        amount: None,
        note: String::new(),
        fields: Default::default(),
    }
}

fn open(name: &str, kind: K, on: &str) -> Command {
    Command::OpenProcedure(opened(name, kind, on))
}

/// A move with everything any move can need.
fn moved(name: &str, to: &str, on: &str) -> ProcedureMoved {
    ProcedureMoved {
        id: id(name),
        step: id(&format!("{name}-{to}-{on}")),
        to: to.into(),
        on: day(on),
        number: "（2026）某0001号".into(),
        served_on: Some(day(on)),
        amount: Some(Fen(100)),
        note: String::new(),
        paper: None,
        attachment: None,
    }
}

fn go(name: &str, to: &str, on: &str) -> Command {
    Command::MoveProcedure(moved(name, to, on))
}

fn based(mut o: ProcedureOpened, basis: ProcedureBasis) -> Command {
    o.basis = Some(basis);
    Command::OpenProcedure(o)
}

/// Confirmed by the court on the 25th, served that day: an enforceable title.
fn titled() -> Desk {
    let mut desk = effective();
    desk.does("20", open("c", K::JudicialConfirmation, "20"));
    desk.does("22", go("c", "accepted", "22")).does("25", go("c", "granted", "25"));
    desk
}

/// The payment order was applied for on 1 December, after the first instalment had not come.
fn ordered() -> Desk {
    let mut desk = effective();
    desk.does("12-01", open("z", K::PaymentOrder, "12-01"));
    desk
}

/// The commission took the case up on the 20th after the mediation had failed.
fn arbitrated() -> Desk {
    let mut desk = failed();
    desk.does("18", open("a", K::Arbitration, "18")).does("20", go("a", "accepted", "20"));
    desk
}

fn awarded() -> Desk {
    let mut desk = arbitrated();
    desk.does("12-20", go("a", "awarded", "12-20"));
    desk
}

/// A case on which a kind of procedure can be begun on this day.
fn ready(kind: K) -> (Desk, &'static str) {
    match kind {
        K::ArbitrationReview | K::JudicialConfirmation => (effective(), "20"),
        K::PaymentOrder | K::Litigation => (effective(), "12-01"),
        K::Arbitration | K::Inspection => (failed(), "18"),
        K::Enforcement => (titled(), "12-01"),
        K::SupportedSuit => {
            let mut desk = failed();
            desk.types("18", &[("parties/p1/vulnerable", json!(["migrant"]))]);
            (desk, "18")
        }
        K::Consultation | K::Mediation | K::Performance => unreachable!("derived"),
    }
}
