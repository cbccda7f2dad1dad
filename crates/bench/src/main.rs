//! What the house costs, beside what its peers cost: each figure in one run, on one machine, on the same invented
//! data, as a ratio. `cargo xtask bench` builds it, fetches the peers and starts it.
//!
//! - `data`: cases of invented people, the same ones for everybody;
//! - `desk`, `county`: the real store with the real client, and the real hub as a process of its own;
//! - `line`: what stands between them, counts every byte and cuts where it is told to;
//! - `peers`: PouchDB and Anki as processes of their own; LibreOffice is the system's own;
//! - `measure`: one file per measure;
//! - `figure`, `machine`: the table, and what it was measured on.
#![expect(clippy::print_stdout, reason = "a table for the person who asked for it")]

mod county;
mod data;
mod desk;
mod figure;
mod line;
mod machine;
mod measure;
mod peers;
mod stats;

use clap::{Parser, ValueEnum};
use figure::Report;
use peers::Peers;
use std::path::PathBuf;

/// What a step of a measure returns; nobody but a person reads why it failed.
type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Name {
    /// One durable save.
    Save,
    /// A name of two characters among all cases.
    Search,
    /// The case list of 100 000.
    List,
    /// Bytes on the wire per change.
    Bytes,
    /// New cases sent to the hub.
    Push,
    /// A new desk reads everything.
    FirstSync,
    /// A file whose line is cut.
    Resume,
    /// An agreement as PDF.
    Paper,
}

const ALL: [Name; 8] = [
    Name::Save,
    Name::Search,
    Name::List,
    Name::Push,
    Name::FirstSync,
    Name::Bytes,
    Name::Resume,
    Name::Paper,
];

#[derive(Parser)]
#[command(about = "Figures of this house beside those of its peers, in one run on one machine")]
struct Args {
    /// What to measure; nothing = everything.
    names: Vec<Name>,
    /// Small sizes: whether it runs, not how fast it is.
    #[arg(long)]
    quick: bool,
    /// Folder with the peers, as `cargo xtask bench` fills it.
    #[arg(long)]
    peers: PathBuf,
    /// The hub's program.
    #[arg(long)]
    hub: PathBuf,
    /// Folder in which everything is written while it is measured: the disk that is measured.
    #[arg(long)]
    work: PathBuf,
    /// File for the figures as JSON.
    #[arg(long)]
    json: PathBuf,
}

/// What all measures share.
struct Bench {
    quick: bool,
    wanted: Vec<Name>,
    hub: PathBuf,
    peers: Peers,
    work: tempfile::TempDir,
}

impl Bench {
    fn wants(&self, name: Name) -> bool {
        self.wanted.contains(&name)
    }

    /// A size for a figure, and a small one to try whether it runs.
    fn size(&self, full: u32, quick: u32) -> u32 {
        if self.quick { quick } else { full }
    }

    /// A new folder on the disk that is measured.
    fn folder(&self, name: &str) -> Outcome<PathBuf> {
        let dir = self.work.path().join(name);
        std::fs::create_dir_all(&dir)?;
        Ok(dir)
    }
}

#[tokio::main]
async fn main() -> Outcome<()> {
    let args = Args::parse();
    std::fs::create_dir_all(&args.work)?;
    let bench = Bench {
        quick: args.quick,
        wanted: if args.names.is_empty() { ALL.to_vec() } else { args.names },
        hub: args.hub,
        peers: Peers::at(&args.peers),
        work: tempfile::tempdir_in(&args.work)?,
    };
    let mut report = Report::begin(bench.quick, bench.work.path());
    if bench.wants(Name::Save) {
        report.take(measure::save::run(&bench)?);
    }
    if bench.wants(Name::Search) {
        report.take(measure::search::run(&bench)?);
    }
    if bench.wants(Name::List) {
        report.take(measure::list::run(&bench)?);
    }
    if [Name::Bytes, Name::Push, Name::FirstSync].into_iter().any(|name| bench.wants(name)) {
        report.take(measure::records::run(&bench).await?);
    }
    if bench.wants(Name::Resume) {
        report.take(measure::resume::run(&bench).await?);
    }
    if bench.wants(Name::Paper) {
        report.take(measure::paper::run(&bench)?);
    }
    report.end();
    print!("{}", report.table());
    std::fs::write(&args.json, report.json()?)?;
    println!("\nas JSON: {}", args.json.display());
    Ok(())
}
