//! A drawing of the machine, generated from the table.

use super::{Outcome, machines};
use std::fmt::Write;

/// The machine as Mermaid state diagrams, one per kind of procedure.
pub fn machine_drawing() -> String {
    let mut text = String::new();
    for machine in machines() {
        let _ = writeln!(text, "## {}\n\n```mermaid\nstateDiagram-v2", machine.label);
        for state in machine.states {
            let _ = writeln!(text, "    {}: {}", state.code, state.label);
        }
        for state in machine.states.iter().filter(|s| s.outcome != Outcome::Runs) {
            let _ = writeln!(text, "    {} --> [*]", state.code);
        }
        let _ = writeln!(text, "```\n");
    }
    text
}
