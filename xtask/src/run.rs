//! `cargo xtask run`.

use crate::sh::{self, cmd, step};
use crate::xvfb::Xvfb;
use crate::{Outcome, packages, setup};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// Sets up, builds and opens the desk; with `once` it ends after the window has been pictured.
pub fn run(once: bool) -> Outcome {
    let display = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    let mut groups = vec![packages::BUILD, packages::RUN];
    if !display || once {
        groups.push(packages::HEADLESS);
    }
    setup::to_build(&groups)?;
    step("desk: cargo build (the first time takes some minutes)");
    sh::run(&mut cmd("cargo", ["build", "--workspace", "--bins"]))?;
    let desk = sh::built("fengqiao")?.to_string_lossy().into_owned();
    if display && !once {
        step("desk: the window opens; close it to end");
        return sh::run(&mut cmd(&desk, [""; 0]));
    }
    headless(&desk, once)
}

fn headless(desk: &str, once: bool) -> Outcome {
    let screen = Xvfb::start()?;
    step(&format!("desk: there is no display here; the window opens on {} (Xvfb)", screen.display));
    let args = ["--", desk];
    let mut command = cmd("dbus-run-session", args);
    command.env("DISPLAY", &screen.display).env("NO_AT_BRIDGE", "1");
    command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1").env_remove("WAYLAND_DISPLAY");
    // The bus of a machine without a desktop complains of limits that concern nobody; the desk has its log.
    command.stderr(Stdio::null());
    let mut window = command.spawn().map_err(|e| format!("the desk could not be started: {e}"))?;
    let picture = sh::built("fengqiao")?.with_file_name("window.png");
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_secs(1));
        if let Some(status) = window.try_wait().map_err(|e| e.to_string())? {
            return Err(format!("the desk ended with {status}"));
        }
        screen.picture(&picture)?;
        // One colour means that nothing has been drawn yet.
        if colours(&picture.to_string_lossy())? > 16 {
            break;
        }
    }
    // The last strokes of the first screen.
    std::thread::sleep(Duration::from_secs(2));
    screen.picture(&picture)?;
    step(&format!("desk: the window stands; its picture: {}", picture.display()));
    if once {
        // dbus-run-session ends when the desk does; the X server going away ends the desk.
        drop(screen);
        let _ = window.wait();
        return Ok(());
    }
    step("desk: Ctrl+C ends it");
    match window.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("the desk ended with {status}")),
        Err(e) => Err(e.to_string()),
    }
}

fn colours(picture: &str) -> Outcome<u32> {
    let text = sh::read(&mut cmd("identify", ["-format", "%k", picture]))?;
    text.trim().parse().map_err(|e| format!("identify answered {text:?}: {e}"))
}
