//! A drawing of the machine, generated from the code: the mediation and every procedure beside it.

use super::{Clock, Guard, Machine, Move, Outcome, machines};
use std::fmt::Write;

/// Transitions of the mediation as the steps make them: from, to, step. The tests take every one of them and find no
/// other.
pub const MEDIATION: &[(&str, &str, &str)] = &[
    ("consulting", "registered", "receive"),
    ("consulting", "withdrawn", "withdraw"),
    ("registered", "supplementing", "ask_supplement"),
    ("supplementing", "registered", "complete_supplement"),
    ("supplementing", "inquiring", "complete_supplement"),
    ("inquiring", "supplementing", "ask_supplement"),
    ("registered", "inquiring", "ask_consent"),
    ("registered", "refused", "refuse"),
    ("supplementing", "refused", "refuse"),
    ("inquiring", "refused", "refuse"),
    ("inquiring", "accepted", "accept"),
    ("accepted", "mediating", "session"),
    ("accepted", "agreed", "session"),
    ("mediating", "agreed", "session"),
    ("agreed", "mediating", "session"),
    ("accepted", "suspended", "suspend"),
    ("mediating", "suspended", "suspend"),
    ("agreed", "suspended", "suspend"),
    ("suspended", "accepted", "resume_mediation"),
    ("suspended", "mediating", "resume_mediation"),
    ("suspended", "agreed", "resume_mediation"),
    ("accepted", "to_sign", "freeze"),
    ("mediating", "to_sign", "freeze"),
    ("agreed", "to_sign", "freeze"),
    ("to_sign", "accepted", "abandon"),
    ("to_sign", "mediating", "abandon"),
    ("to_sign", "agreed", "abandon"),
    ("to_sign", "effective", "sign"),
    // A signature that the sheet does not bear is taken back before anything was paid on it.
    ("effective", "to_sign", "cancel_signature"),
    ("accepted", "settled", "settle"),
    ("mediating", "settled", "settle"),
    ("agreed", "settled", "settle"),
    ("registered", "merged", "merge"),
    ("supplementing", "merged", "merge"),
    ("inquiring", "merged", "merge"),
    ("accepted", "merged", "merge"),
    ("mediating", "merged", "merge"),
    ("agreed", "merged", "merge"),
    ("accepted", "failed", "end"),
    ("mediating", "failed", "end"),
    ("suspended", "failed", "end"),
    ("agreed", "failed", "end"),
    ("to_sign", "failed", "end"),
    ("failed", "referred", "refer"),
    ("registered", "withdrawn", "withdraw"),
    ("supplementing", "withdrawn", "withdraw"),
    ("inquiring", "withdrawn", "withdraw"),
    ("accepted", "withdrawn", "withdraw"),
    ("mediating", "withdrawn", "withdraw"),
    ("suspended", "withdrawn", "withdraw"),
    ("agreed", "withdrawn", "withdraw"),
    ("to_sign", "withdrawn", "withdraw"),
    ("failed", "accepted", "resume"),
    ("failed", "mediating", "resume"),
    ("refused", "inquiring", "resume"),
    ("failed", "agreed", "resume"),
    ("refused", "registered", "resume"),
    ("refused", "supplementing", "resume"),
    ("withdrawn", "supplementing", "resume"),
    ("withdrawn", "agreed", "resume"),
    ("withdrawn", "registered", "resume"),
    ("withdrawn", "inquiring", "resume"),
    ("withdrawn", "accepted", "resume"),
    ("withdrawn", "mediating", "resume"),
];

/// The machine as Mermaid state diagrams with a table of guards and clocks under each.
pub fn machine_drawing() -> String {
    let mut text = String::from(
        "# The machine of a dispute\n\nGenerated from the code (`casework::machine_drawing`); a test fails when it is stale. \
         Renew it with\n`FENGQIAO_WRITE=1 cargo test -p casework --test machine`.\n\n\
         ◇ behind an article: its number has not been compared with a source yet (assets/law/articles.toml).\n\n",
    );
    mediation(&mut text);
    for machine in machines() {
        procedure(machine, &mut text);
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn line(text: &mut String, line: std::fmt::Arguments<'_>) {
    text.write_fmt(line).expect("a String takes every text");
    text.push('\n');
}

fn mediation(text: &mut String) {
    line(text, format_args!("## 调解\n\n```mermaid\nstateDiagram-v2\n    [*] --> consulting"));
    for (from, to, step) in MEDIATION {
        line(text, format_args!("    {from} --> {to}: {step}"));
    }
    for end in ["refused", "effective", "settled", "failed", "referred", "withdrawn", "merged"] {
        line(text, format_args!("    {end} --> [*]: close"));
    }
    line(text, format_args!("```\n"));
}

fn procedure(machine: &Machine, text: &mut String) {
    line(text, format_args!("## {}\n\n```mermaid\nstateDiagram-v2", machine.label));
    for state in machine.states {
        line(text, format_args!("    {}: {}", state.code, state.label));
    }
    let first = machine.states.first().map_or("", |s| s.code);
    line(text, format_args!("    [*] --> {first}: {}", machine.step));
    for Move { from, to, .. } in machine.moves {
        for from in *from {
            line(text, format_args!("    {from} --> {to}"));
        }
    }
    for state in machine.states.iter().filter(|s| s.outcome != Outcome::Runs) {
        let words = match state.outcome {
            Outcome::Title => ": 执行依据",
            _ => "",
        };
        line(text, format_args!("    {} --> [*]{words}", state.code));
    }
    line(
        text,
        format_args!("```\n\n| from | to | needs | guards | article |\n|---|---|---|---|---|"),
    );
    let guards = |all: &[Guard]| {
        let all: Vec<String> = all.iter().map(|g| format!("{g:?}")).collect();
        all.join(", ")
    };
    let articles = statute::Articles::embedded();
    let sure = |article: &'static str| {
        let mark = if articles.checked(article) { "" } else { " ◇" };
        format!("{article}{mark}")
    };
    let opening = &machine.opening;
    line(
        text,
        format_args!(
            "| | {first} | {} | {} | {} |",
            opening.papers.join(", "),
            guards(opening.guards),
            sure(opening.article)
        ),
    );
    for step in machine.moves {
        let needs: Vec<&str> = step.needs.iter().map(|n| n.name()).collect();
        let (from, needs) = (step.from.join(", "), needs.join(", "));
        let guards = guards(step.guards);
        line(
            text,
            format_args!("| {from} | {} | {needs} | {guards} | {} |", step.to, sure(step.article)),
        );
    }
    let clocks: Vec<String> = machine
        .states
        .iter()
        .flat_map(|s| {
            s.clocks.iter().map(move |Clock { kind, since, .. }| {
                format!("{}: {kind:?} from {since:?}", s.code)
            })
        })
        .collect();
    if !clocks.is_empty() {
        line(text, format_args!("\nClocks: {}.", clocks.join("; ")));
    }
    text.push('\n');
}
