//! The procedures beside the mediation, as the page of a case shows them: what happened, what may follow.

use casework::machine::{self, Need};
use casework::{Case, Procedure, ProcedureKind};
use serde::Serialize;
use ts_rs::TS;

/// A procedure with the moves that may follow.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProceedingRow {
    /// The procedure, with all that happened in it.
    pub procedure: Procedure,
    /// Words for its kind.
    pub title: String,
    /// What may be noted next; empty at its end.
    pub moves: Vec<ProceedingMove>,
}

/// A move that may follow.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProceedingMove {
    /// State it reaches.
    pub to: String,
    /// Words for it.
    pub label: String,
    /// Values it cannot do without: `number`, `served_on`, `amount`.
    pub needs: Vec<String>,
    /// Article.
    pub article: String,
}

/// All procedures that were opened beside the mediation, newest first.
pub(crate) fn rows(case: &Case) -> Vec<ProceedingRow> {
    let mut all: Vec<ProceedingRow> =
        case.procedures().into_iter().filter(|p| p.id.is_some()).map(row).collect();
    all.reverse();
    all
}

fn row(procedure: Procedure) -> ProceedingRow {
    let follow = if procedure.over {
        Vec::new()
    } else {
        machine::moves_from(procedure.kind, &procedure.state)
    };
    let moves = follow
        .into_iter()
        .map(|m| ProceedingMove {
            to: m.to.to_owned(),
            label: machine::state(procedure.kind, m.to).map_or(m.to, |s| s.label).to_owned(),
            needs: m.needs.iter().map(|n: &Need| n.name().to_owned()).collect(),
            article: m.article.to_owned(),
        })
        .collect();
    ProceedingRow { title: title(procedure.kind).to_owned(), moves, procedure }
}

/// Words for a kind of procedure.
pub(crate) fn title(kind: ProcedureKind) -> &'static str {
    machine::machine(kind).map_or("", |m| m.label)
}

/// A kind of procedure that can be opened, for the form of its step.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ProceedingKind {
    /// Step that opens it.
    pub step: String,
    /// Kind.
    pub kind: ProcedureKind,
    /// Words.
    pub label: String,
    /// Kind of body.
    pub body: String,
    /// Document kinds it needs.
    pub papers: Vec<String>,
}

/// All kinds, in the order in which they are offered.
pub(crate) fn kinds() -> Vec<ProceedingKind> {
    let kind = |m: &machine::Machine| ProceedingKind {
        step: m.step.to_owned(),
        kind: m.kind,
        label: m.label.to_owned(),
        body: serde_json::to_value(m.opening.body)
            .ok()
            .and_then(|v| v.as_str().map(str::to_owned))
            .unwrap_or_default(),
        papers: m.opening.papers.iter().map(|p| (*p).to_owned()).collect(),
    };
    machine::machines().iter().map(kind).collect()
}
