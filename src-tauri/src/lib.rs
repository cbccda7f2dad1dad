//! The shell of the desktop app: one window, one door to the desk, and what the system offers
//! (single instance, remembered window, log file, file dialogs). It knows no case and no law.

mod place;
mod rpc;
mod watch;

use desk::Desk;
use std::process::ExitCode;
use std::sync::Arc;
use tauri::Manager;
use tauri_plugin_log::{RotationStrategy, Target, TargetKind};
use tauri_plugin_window_state::StateFlags;

/// Opens the window and stays until it is closed.
pub fn run() -> ExitCode {
    let data = place::data();
    let mut builder = tauri::Builder::default();
    if !place::many() {
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| {
            if let Some(window) = app.get_webview_window("main") {
                // A window that cannot be raised is still there.
                let _ = window.unminimize().and_then(|()| window.set_focus());
            }
        }));
    }
    let log = tauri_plugin_log::Builder::new()
        .clear_targets()
        .target(Target::new(TargetKind::Folder {
            path: data.join("log"),
            file_name: Some("desk".into()),
        }))
        .rotation_strategy(RotationStrategy::KeepSome(3))
        .max_file_size(1_000_000)
        .level(log::LevelFilter::Warn)
        .level_for("desk", log::LevelFilter::Info)
        .level_for("fengqiao_app", log::LevelFilter::Info);
    let state = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    let running = builder
        .plugin(log.build())
        .plugin(tauri_plugin_window_state::Builder::new().with_state_flags(state).build())
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(tauri::generate_handler![rpc::rpc, rpc::rpc_bytes])
        .setup(move |app| {
            let resources = app.path().resource_dir().ok();
            let config = place::config(data, resources);
            let desk = Arc::new(Desk::new(config, place::clock())?);
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
