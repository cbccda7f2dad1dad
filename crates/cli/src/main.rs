//! `fengqiao-desk`: the same verbs without a window, on the same data folder.
//!
//! `fengqiao-desk <noun> <verb> [--json -|TEXT] [--out FILE]` calls one verb; `serve` opens the
//! loopback door for browsers on this computer; `document verify FILE` reads the file itself; `law list --json` and `law compute <rule> --json -` are the calculators
//! for tables of cases, JSON lines in and out; `pack export|check|preview` is for whoever changes the papers in an
//! editor. The password comes from a file or from standard
//! input, never from the command line, where every process of the machine could read it.

mod law;
mod once;
mod pack;
mod serve;
mod verify;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// 枫桥驿 without a window.
#[derive(Debug, Parser)]
#[command(name = "fengqiao-desk", version, about = "枫桥驿：不开窗口，用命令办理同样的事")]
pub(crate) struct Arguments {
    /// 数据文件夹
    #[arg(long, global = true)]
    data: Option<PathBuf>,
    /// 程序资料文件夹（assets）
    #[arg(long, global = true)]
    assets: Option<PathBuf>,
    /// 谁在办理：姓名或编号
    #[arg(long, global = true)]
    staff: Option<String>,
    /// 密码文件，- 为标准输入的第一行
    #[arg(long, global = true, value_name = "FILE")]
    password_file: Option<PathBuf>,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// 本机浏览器用的门（仅本机可连）
    Serve {
        /// 端口，0 为任选
        #[arg(long, default_value_t = 0)]
        port: u16,
        /// 界面文件夹（ui/dist）
        #[arg(long)]
        ui: Option<PathBuf>,
    },
    /// 打印界面契约（TypeScript）
    Contract,
    /// 列出全部动作
    Verbs,
    /// 办一件事：<名词> <动词>
    #[command(external_subcommand)]
    Verb(Vec<String>),
}

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|first| first == desk::WORKER_ARGUMENT) {
        return desk::typeset_for_parent();
    }
    let arguments = Arguments::parse();
    match &arguments.what {
        What::Contract => once::print(&desk::contract()),
        What::Verbs => {
            let (json, bytes) = desk::verbs();
            once::print(&[json, bytes].concat().join("\n"))
        }
        What::Serve { port, ui } => serve::run(&arguments, *port, ui.clone()),
        What::Verb(words) => match (law::order(words), pack::order(words)) {
            (Some(order), _) => law::run(order),
            (None, Some(order)) => pack::run(&arguments, &order),
            (None, None) => {
                let words = words.clone();
                once::run(arguments, &words)
            }
        },
    }
}
