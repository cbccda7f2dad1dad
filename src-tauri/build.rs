//! Builds the window's context: capabilities, icons, the embedded screen.
use std::path::Path;

fn main() {
    // libwebkit2gtk and libsoup use SQLite too: without this the executable exports SQLCipher's sqlite3_* symbols and
    // the system libraries in this process bind to them (tests/symbols.rs).
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo::rustc-link-arg-bins=-Wl,--exclude-libs,ALL");
    }
    // The screen is embedded: a new build of it must reach the executable.
    println!("cargo::rerun-if-changed=ui/dist");
    if !Path::new("ui/dist/index.html").exists() {
        println!(
            "cargo::error=ui/dist is missing: run `cargo xtask setup` (or `npm --prefix ui run build`) first"
        );
        return;
    }
    tauri_build::try_build(
        tauri_build::Attributes::new()
            .capabilities_path_pattern("src-tauri/capabilities/**/*")
            .windows_attributes(
                tauri_build::WindowsAttributes::new().window_icon_path("assets/icons/icon.ico"),
            ),
    )
    .expect("tauri.conf.json, capabilities and icons are complete");
}
