//! System packages (Debian and its relatives), by purpose.

use crate::Outcome;
use crate::sh::{self, cmd, step};

/// To compile the desk: the web view, and what the vendored SQLCipher and OpenSSL are built with.
pub const BUILD: &[&str] =
    &["libwebkit2gtk-4.1-dev", "libdbus-1-dev", "gcc", "g++", "make", "perl", "pkg-config"];

/// To use it: a CJK font for the screen, the print client.
pub const RUN: &[&str] = &["fonts-noto-cjk", "cups-client"];

/// To see a window without a display.
pub const HEADLESS: &[&str] = &["xvfb", "dbus", "imagemagick"];

/// To read a paper with a second program.
pub const READ: &[&str] = &["poppler-utils"];

/// To prove it: a driver for the window, a browser for the stories, a real print system, `nm`, `git grep`, `unshare`,
/// and a validator of PDF/A (crates/documents/tests/papers/pdfa.rs).
pub const TEST: &[&str] = &[
    "webkit2gtk-driver",
    "chromium",
    "cups-daemon",
    "binutils",
    "git",
    "util-linux",
    "default-jre-headless",
    "libpdfbox2-java",
    "libfontbox2-java",
    "libcommons-logging-java",
    "libactivation-java",
    "libjaxb-api-java",
];

/// Installs what is missing of `groups`; needs root or sudo only then.
pub fn ensure(groups: &[&[&str]]) -> Outcome {
    let wanted: Vec<&str> = groups.concat();
    if !sh::has("dpkg-query") {
        let list = wanted.join(" ");
        sh::skipped(
            "system packages",
            &format!("this is no Debian; have the equivalents of: {list}"),
        );
        return Ok(());
    }
    let missing: Vec<&str> = wanted.iter().copied().filter(|name| !installed(name)).collect();
    if missing.is_empty() {
        step(&format!("system packages: all {} are there", wanted.len()));
        return Ok(());
    }
    let list = missing.join(" ");
    step(&format!("system packages: installing {list}"));
    renew()?;
    let mut install = vec!["install", "-y", "-q", "--no-install-recommends"];
    install.extend(&missing);
    privileged(&install, &list)
}

/// Renews the package lists.
pub fn renew() -> Outcome {
    privileged(&["update", "-q"], "(package lists)")
}

fn installed(name: &str) -> bool {
    let query = ["-W", "-f=${db:Status-Status}", name];
    let output = cmd("dpkg-query", query).output();
    output.is_ok_and(|o| o.status.success() && o.stdout == b"installed")
}

fn privileged(args: &[&str], list: &str) -> Outcome {
    let root = sh::read(&mut cmd("id", ["-u"]))?.trim() == "0";
    let mut command = if root {
        cmd("apt-get", args)
    } else if sh::has("sudo") {
        step("system packages need root: asking sudo");
        cmd("sudo", ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"].iter().chain(args))
    } else {
        return Err(format!("these packages are missing and need root: apt-get install {list}"));
    };
    sh::run(command.env("DEBIAN_FRONTEND", "noninteractive"))
}
