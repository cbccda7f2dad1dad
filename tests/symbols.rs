//! What the executable shows to the libraries that share its process.

use std::process::Command;

/// WebKitGTK and libsoup use SQLite too: a `sqlite3_*` symbol exported here would make them call SQLCipher.
#[test]
fn the_executable_exports_no_sqlite_symbol() {
    let output = Command::new("nm")
        .args(["-D", "--defined-only", env!("CARGO_BIN_EXE_fengqiao")])
        .output()
        .expect("nm comes with binutils: `cargo xtask setup`");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let symbols = String::from_utf8_lossy(&output.stdout).into_owned();
    let sqlite: Vec<&str> = symbols.lines().filter(|line| line.contains("sqlite3_")).collect();
    assert!(sqlite.is_empty(), "{} symbols, such as {:?}", sqlite.len(), sqlite.first());
}
