//! One figure, its peer's, and what is to be thought of it.

use crate::Outcome;
use crate::machine::Machine;
use serde::Serialize;
use std::fmt::Write as _;
use std::path::Path;

/// Whether the peer's value was measured.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Peer {
    /// In this run.
    Measured(f64),
    /// Taken over from an earlier measurement on another day: bytes, never times.
    Quoted(f64),
    /// The peer is not here.
    Skipped,
}

/// What the ratio ours ÷ peer has to be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    /// At most this.
    AtMost(f64),
    /// At least this.
    AtLeast(f64),
    /// Told beside the others, nothing was promised.
    None,
}

/// One line of the table.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// Which measure.
    pub measure: &'static str,
    /// What was done.
    pub what: String,
    /// Unit of both values.
    pub unit: &'static str,
    /// This house.
    pub ours: f64,
    /// Who stands beside it.
    pub peer_name: String,
    /// The peer.
    pub peer: Peer,
    /// What was promised.
    pub aim: Aim,
    /// What has to be known to read it.
    pub note: String,
}

impl Figure {
    /// Ours ÷ the peer's.
    pub fn ratio(&self) -> Option<f64> {
        match self.peer {
            Peer::Measured(peer) | Peer::Quoted(peer) => Some(self.ours / peer),
            Peer::Skipped => None,
        }
    }

    /// Whether what was promised was kept.
    pub fn verdict(&self) -> &'static str {
        match (self.aim, self.ratio()) {
            (_, None) => "SKIPPED",
            (Aim::None, _) => "—",
            (Aim::AtMost(aim), Some(ratio)) if ratio <= aim => "met",
            (Aim::AtLeast(aim), Some(ratio)) if ratio >= aim => "met",
            _ => "MISSED",
        }
    }
}

/// A share or a count with as many digits as it deserves.
fn shown(value: f64) -> String {
    match value.abs() {
        size if size >= 1000.0 => format!("{value:.0}"),
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 1.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    }
}

/// Ratios below one as a fraction: that is how the aims are written.
fn share(ratio: f64) -> String {
    if ratio > 0.0 && ratio < 0.95 { format!("1/{}", shown(1.0 / ratio)) } else { shown(ratio) }
}

/// All figures of a run.
#[derive(Debug, Serialize)]
pub struct Report {
    quick: bool,
    machine: Machine,
    figures: Vec<Figure>,
}

impl Report {
    /// Looks at the machine; the figures come later.
    pub fn begin(quick: bool, work: &Path) -> Self {
        Self { quick, machine: Machine::look(work), figures: Vec::new() }
    }

    /// Adds what a measure found; small sizes are held against no aim.
    pub fn take(&mut self, mut figures: Vec<Figure>) {
        if self.quick {
            figures.iter_mut().for_each(|figure| figure.aim = Aim::None);
        }
        for figure in &figures {
            println!("  {}", line(figure));
        }
        self.figures.extend(figures);
    }

    /// Looks once more at what else the machine was doing.
    pub fn end(&mut self) {
        self.machine.load_after = crate::machine::load();
    }

    /// The table, in Markdown.
    pub fn table(&self) -> String {
        let mut text = format!("\n{}\n", self.machine.words());
        if self.quick {
            text.push_str(
                "\n--quick: SMALL SIZES. These figures say that it runs, nothing else.\n",
            );
        }
        text.push_str(
            "\n| figure | ours | peer | ours ÷ peer | aim | |\n|---|--:|--:|--:|--:|---|\n",
        );
        for figure in &self.figures {
            let _ = writeln!(text, "| {} |", line(figure));
        }
        text.push('\n');
        for figure in self.figures.iter().filter(|figure| !figure.note.is_empty()) {
            let _ = writeln!(text, "- {}, {}: {}", figure.measure, figure.what, figure.note);
        }
        let count = |verdict| self.figures.iter().filter(|f| f.verdict() == verdict).count();
        let (met, missed, skipped) = (count("met"), count("MISSED"), count("SKIPPED"));
        let _ = writeln!(text, "\nmet {met} · MISSED {missed} · SKIPPED {skipped}");
        text
    }

    /// Everything, for a program.
    pub fn json(&self) -> Outcome<String> {
        let mut value = serde_json::to_value(self)?;
        for (line, figure) in
            value["figures"].as_array_mut().into_iter().flatten().zip(&self.figures)
        {
            line["ratio"] = figure.ratio().into();
            line["verdict"] = figure.verdict().into();
        }
        Ok(serde_json::to_string_pretty(&value)? + "\n")
    }
}

fn line(figure: &Figure) -> String {
    let peer = match figure.peer {
        Peer::Measured(value) => format!("{} {}", figure.peer_name, shown(value)),
        Peer::Quoted(value) => {
            format!("{} {} (quoted, not of this run)", figure.peer_name, shown(value))
        }
        Peer::Skipped => format!("{}: SKIPPED, it is not installed", figure.peer_name),
    };
    let aim = match figure.aim {
        Aim::AtMost(aim) => format!("≤ {}", share(aim)),
        Aim::AtLeast(aim) => format!("≥ {}", shown(aim)),
        Aim::None => String::new(),
    };
    let ratio = figure.ratio().map(share).unwrap_or_default();
    format!(
        "{}: {}, {} | {} | {peer} | {ratio} | {aim} | {}",
        figure.measure,
        figure.what,
        figure.unit,
        shown(figure.ours),
        figure.verdict()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(ours: f64, peer: Peer, aim: Aim) -> Figure {
        let (what, peer_name, note) = (String::new(), String::new(), String::new());
        Figure { measure: "save", what, unit: "ms", ours, peer_name, peer, aim, note }
    }

    #[test]
    fn a_peer_that_is_not_here_gives_no_ratio_and_no_verdict() {
        let skipped = figure(1.0, Peer::Skipped, Aim::AtMost(9.0));
        assert_eq!((skipped.ratio(), skipped.verdict()), (None, "SKIPPED"));
        assert!(line(&skipped).contains("SKIPPED"));
    }

    #[test]
    fn a_quoted_value_is_called_quoted() {
        let quoted = figure(1.0, Peer::Quoted(4.0), Aim::AtMost(0.5));
        assert!(line(&quoted).contains("quoted"));
        assert_eq!(quoted.verdict(), "met");
    }

    #[test]
    fn an_aim_is_met_at_its_border_and_missed_beyond_it() {
        let verdict = |ours, aim| figure(ours, Peer::Measured(10.0), aim).verdict();
        assert_eq!(verdict(13.0, Aim::AtMost(1.3)), "met");
        assert_eq!(verdict(13.1, Aim::AtMost(1.3)), "MISSED");
        assert_eq!(verdict(60.0, Aim::AtLeast(6.0)), "met");
        assert_eq!(verdict(59.9, Aim::AtLeast(6.0)), "MISSED");
    }

    #[test]
    fn shares_read_as_the_aims_are_written() {
        assert_eq!(
            (share(1.0 / 40.0), share(1.3), share(6.0)),
            ("1/40.0".into(), "1.30".into(), "6.00".into())
        );
    }
}
