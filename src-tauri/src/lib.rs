//! The shell of the desktop app: one window, one door to the desk, and what the system offers
//! (single instance, remembered window, log file, file dialogs). It knows no case and no law.

mod rpc;
mod watch;

use desk::{Config, Desk};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use tauri::plugin::TauriPlugin;
use tauri::{Manager, Runtime};
use tauri_plugin_log::{RotationStrategy, Target, TargetKind};
use tauri_plugin_window_state::StateFlags;

/// Opens the window and stays until it is closed.
#[expect(
    clippy::disallowed_methods,
    reason = "the context macro of tauri ends a program of another release"
)]
pub fn run() -> ExitCode {
    // The desk calls its own program to set the papers of a policy pack.
    if std::env::args_os().nth(1).is_some_and(|first| first == desk::WORKER_ARGUMENT) {
        return desk::typeset_for_parent();
    }
    let mut builder = tauri::Builder::default();
    // Tests open several desks at once, each on its own folder; a released program never does.
    if !(cfg!(debug_assertions) && std::env::var_os("FENGQIAO_MANY").is_some()) {
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| {
            if let Some(window) = app.get_webview_window("main") {
                // A window that cannot be raised is still there.
                let _ = window.unminimize().and_then(|()| window.set_focus());
            }
        }));
    }
    let state = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    let running = builder
        .plugin(tauri_plugin_window_state::Builder::new().with_state_flags(state).build())
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(tauri::generate_handler![rpc::rpc, rpc::rpc_bytes])
        .setup(|app| {
            let config = Config::find(None, None, app.path().resource_dir().ok())?;
            app.handle().plugin(log(&config.data))?;
            let desk = Arc::new(Desk::new(config, desk::clock())?);
            if let Ok(program) = std::env::current_exe() {
                desk.set_worker(program);
            }
            desk.stay();
            watch::start(app.handle(), &desk);
            app.manage(desk);
            Ok(())
        })
        .run(tauri::generate_context!());
    match running {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("枫桥驿打不开：{e}");
            ExitCode::FAILURE
        }
    }
}

/// Three files of a megabyte beside the data: what a helper on the telephone needs to hear read out.
fn log<R: Runtime>(data: &Path) -> TauriPlugin<R> {
    let folder = TargetKind::Folder { path: data.join("log"), file_name: Some("desk".into()) };
    tauri_plugin_log::Builder::new()
        .clear_targets()
        .target(Target::new(folder))
        .rotation_strategy(RotationStrategy::KeepSome(3))
        .max_file_size(1_000_000)
        .level(log::LevelFilter::Warn)
        .level_for("desk", log::LevelFilter::Info)
        .level_for("fengqiao_app", log::LevelFilter::Info)
        .build()
}
