//! What must be on the machine before anything can be built, run or proved.

use crate::sh::{self, cmd, step};
use crate::{Outcome, fonts, packages, ui};
use std::path::PathBuf;

const RUST: [u32; 2] = [1, 95];
const NODE: [u32; 2] = [20, 19];
const CARGO_DENY: &str = "0.20.2";

/// `cargo xtask setup`: all of it.
pub fn everything() -> Outcome {
    to_build(&[
        packages::BUILD,
        packages::RUN,
        packages::HEADLESS,
        packages::READ,
        packages::TEST,
    ])?;
    cargo_deny().map(drop)
}

/// Compilers, packages of these groups, fonts, and a built screen (it is embedded into the executable).
pub fn to_build(groups: &[&[&str]]) -> Outcome {
    compilers()?;
    packages::ensure(groups)?;
    fonts::ensure()?;
    ui::install()?;
    ui::build()
}

/// Rust and Node, new enough.
pub fn compilers() -> Outcome {
    let rust = version("rustc", RUST, "https://rustup.rs")?;
    let node = version("node", NODE, "https://nodejs.org")?;
    step(&format!("compilers: Rust {rust}, Node {node}"));
    Ok(())
}

fn version(program: &str, least: [u32; 2], from: &str) -> Outcome<String> {
    let [major, minor] = least;
    let need = format!("{program} {major}.{minor} or newer is needed ({from})");
    let text = sh::read(&mut cmd(program, ["--version"])).map_err(|e| format!("{need}: {e}"))?;
    let mut words = text.split_whitespace().map(|word| word.trim_start_matches('v'));
    let found = words.find(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let found = found.ok_or_else(|| format!("{need}: `{program} --version` says {text}"))?;
    let mut parts = found.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let has = [parts.next().unwrap_or(0), parts.next().unwrap_or(0)];
    if has < least { Err(format!("{need}: this is {found}")) } else { Ok(found.to_owned()) }
}

/// The licence checker: from PATH, from the cache, or compiled once into it.
pub fn cargo_deny() -> Outcome<PathBuf> {
    if let Some(file) = sh::on_path("cargo-deny") {
        return Ok(file);
    }
    let tools = sh::cache()?.join("tools");
    let file = tools.join("bin").join("cargo-deny");
    if !file.is_file() {
        step(&format!("tools: compiling cargo-deny {CARGO_DENY} into {}, once", tools.display()));
        let root = tools.to_string_lossy();
        let args = [
            "install",
            "cargo-deny",
            "--version",
            CARGO_DENY,
            "--locked",
            "--debug",
            "--root",
            &root,
        ];
        // How quickly it is built matters more here than how quickly it works.
        sh::run(cmd("cargo", args).env("CARGO_PROFILE_DEV_DEBUG", "0"))?;
    }
    Ok(file)
}
