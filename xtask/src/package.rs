//! `cargo xtask package`: what is installed on other machines.

use crate::sh::{self, cmd, step};
use crate::{Outcome, packages, setup};
use std::path::{Path, PathBuf};

/// The desk with templates and fonts, the hub with its service: two .deb of the release build.
pub fn package() -> Outcome {
    setup::to_build(&[packages::BUILD, packages::RUN])?;
    step("package: tauri build (release, .deb with templates and fonts)");
    sh::run(&mut cmd(
        "ui/node_modules/.bin/tauri",
        ["build", "--bundles", "deb", "--config", "src-tauri/bundle.json"],
    ))?;
    step("package: cargo build --release -p hub");
    sh::run(&mut cmd("cargo", ["build", "--quiet", "--release", "-p", "hub"]))?;
    let built = sh::built("xtask")?;
    let release = built
        .parent()
        .and_then(Path::parent)
        .ok_or("xtask lies in no target folder")?
        .join("release");
    let made = hub(&release.join("fengqiao-hub"), &release.join("bundle/deb"))?;
    step(&format!("package: {}", made.display()));
    Ok(())
}

/// Makes the package of the hub: the program, its unit, and the scripts that make user, folders and settings.
fn hub(program: &Path, out: &Path) -> Outcome<PathBuf> {
    let stage = out.join("hub");
    if stage.exists() {
        std::fs::remove_dir_all(&stage).map_err(|e| format!("{}: {e}", stage.display()))?;
    }
    let parts = Path::new("crates/hub/systemd");
    for (from, to, mode) in [
        (program.to_owned(), "usr/bin/fengqiao-hub", "755"),
        (parts.join("fengqiao-hub.service"), "lib/systemd/system/fengqiao-hub.service", "644"),
        (parts.join("prepare.sh"), "usr/share/fengqiao-hub/prepare.sh", "644"),
        (PathBuf::from("docs/county.md"), "usr/share/doc/fengqiao-hub/county.md", "644"),
        (parts.join("deb/postinst"), "DEBIAN/postinst", "755"),
        (parts.join("deb/prerm"), "DEBIAN/prerm", "755"),
        (parts.join("deb/postrm"), "DEBIAN/postrm", "755"),
    ] {
        sh::run(cmd("install", ["-D", "-m", mode]).arg(&from).arg(stage.join(to)))?;
    }
    let arch = sh::read(&mut cmd("dpkg", ["--print-architecture"]))?;
    // The program needs the C library it was built with, or a newer one; everything else is inside it.
    let libc = sh::read(&mut cmd("dpkg-query", ["-W", "-f=${Version}", "libc6"]))?;
    let libc = libc.split('-').next().unwrap_or_default();
    let (version, arch) = (env!("CARGO_PKG_VERSION"), arch.trim());
    let control = format!(
        "Package: fengqiao-hub\nVersion: {version}\nArchitecture: {arch}\nMaintainer: fengqiao\n\
         Section: misc\nPriority: optional\nDepends: libc6 (>= {libc}), passwd\n\
         Description: 枫桥驿县级中心\n 收各站的记录、核对签名、排定先后、发回执；数据在加密文件里，不要数据库服务。\n"
    );
    let file = stage.join("DEBIAN/control");
    std::fs::write(&file, control).map_err(|e| format!("{}: {e}", file.display()))?;
    let made = out.join(format!("fengqiao-hub_{version}_{arch}.deb"));
    let build = ["--root-owner-group", "--build"];
    sh::run(cmd("dpkg-deb", build).arg(&stage).arg(&made))?;
    std::fs::remove_dir_all(&stage).map_err(|e| format!("{}: {e}", stage.display()))?;
    Ok(made)
}
