//! The project's own tasks: `cargo xtask <verb>`. One file per verb; each verb says in one line per
//! step what it does and does all its own set-up.
#![expect(clippy::print_stdout, reason = "a task reports to the person who started it")]

mod bench;
mod check;
mod contract;
mod demo;
mod executables;
mod fonts;
mod golden;
mod lanes;
mod lint;
mod package;
mod packages;
mod papers;
mod run;
mod sample;
mod setup;
mod sh;
mod test;
mod tidy;
mod times;
mod ui;
mod xvfb;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <verb>

  run [--once]        set up, build and open the desk (without a display: under Xvfb, with a screenshot)
  test                everything: format, lints, screen, unit, property, document and window tests
  check [--fast]      the same without the slow tests; --fast: what a commit needs, under two minutes
  setup               system packages, fonts, Node packages, tools; nothing else
  demo --out DIR      both stories with the real command-line program; papers and summary.json in DIR
  sample --cases N --out DIR
                      a desk with N plainly invented cases in every state
  papers --out DIR    every kind of paper as PDF and PNG, typical and nasty, and contact sheets, in DIR
  golden              write the golden files anew (look at the difference before you commit it)
  contract            write ui/src/platform/contract.ts anew
  package             release build: .deb of the desk, .deb of the county hub with its service
  bench [NAME…] [--quick]
                      figures beside those of the peers: save search list push first-sync bytes resume paper
";

/// What a verb returns: a sentence that says what is wrong and what to do.
type Outcome<T = ()> = Result<T, String>;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let Some(code) = lint::in_place_of_the_compiler(&args) {
        return code;
    }
    let (verb, rest) = match args.split_first() {
        Some((verb, rest)) => (verb.as_str(), rest),
        None => ("help", &[] as &[String]),
    };
    let outcome = sh::enter_root().and_then(|()| match (verb, rest) {
        ("run", []) => run::run(false),
        ("run", [once]) if once == "--once" => run::run(true),
        ("test", []) => test::test(),
        ("check", []) => check::check(),
        ("check", [fast]) if fast == "--fast" => check::fast(),
        ("setup", []) => setup::everything(),
        ("demo", [out, dir]) if out == "--out" => demo::demo(dir.as_ref()),
        ("sample", [cases, n, out, dir]) if cases == "--cases" && out == "--out" => {
            sample::sample(n, dir.as_ref())
        }
        ("papers", [out, dir]) if out == "--out" => papers::papers(dir.as_ref()),
        ("golden", []) => golden::golden(),
        ("contract", []) => contract::write(),
        ("package", []) => package::package(),
        ("bench", args) => bench::bench(args),
        ("help" | "--help" | "-h", _) => {
            print!("{USAGE}");
            Ok(())
        }
        _ => Err(format!("unknown: {}\n\n{USAGE}", args.join(" "))),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("\nfailed: {sentence}");
            ExitCode::FAILURE
        }
    }
}
