//! The commands. Words for people are Chinese; `--json` is for programs.

mod codes;
mod review;
mod serving;
mod show;
mod words;

use clap::{Args, Parser, Subcommand, ValueEnum};
use hub::clock::now;
use hub::{Hub, HubError, NewHub, Place, State};
use ledger::DeviceId;
use ledger::wire::{Refusal, Role};
use std::net::SocketAddr;
use std::path::PathBuf;

/// 枫桥驿县级中心
#[derive(Parser)]
#[command(name = "fengqiao-hub", version, about = "枫桥驿县级中心：各驿站的记录在此汇总")]
pub struct Cli {
    /// 数据目录
    #[arg(long, env = "FENGQIAO_HUB_DATA")]
    data: PathBuf,
    /// 密钥文件；默认为数据目录中的 hub.key
    #[arg(long, env = "FENGQIAO_HUB_KEY")]
    key: Option<PathBuf>,
    /// 输出 JSON，供程序读取
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// 建立县级中心：生成密钥、证书和空库
    Init {
        /// 中心名称
        #[arg(long)]
        name: String,
        /// 各站访问的地址，https://主机:端口
        #[arg(long, default_value = "")]
        url: String,
    },
    /// 修改各站访问的地址（只影响以后发的接入码）
    Url {
        /// https://主机:端口
        url: String,
    },
    /// 运行服务
    Serve {
        /// 监听地址
        #[arg(long, env = "FENGQIAO_HUB_LISTEN", default_value = "0.0.0.0:8443")]
        listen: SocketAddr,
        /// 把实际端口写入此文件
        #[arg(long)]
        port_file: Option<PathBuf>,
    },
    /// 驿站
    #[command(subcommand)]
    Station(StationCommand),
    /// 发一次性接入码
    Enrol(EnrolArgs),
    /// 终端
    Devices {
        #[command(subcommand)]
        command: Option<DevicesCommand>,
    },
    /// 停用终端
    Revoke {
        /// 终端标识或其开头
        device: String,
        /// 原因
        #[arg(long)]
        why: String,
    },
    /// 运行状况
    Status,
    /// 每台终端每天最多收多少；不写选项则只显示
    Limits {
        /// 记录条数，0 = 不限
        #[arg(long)]
        records: Option<u64>,
        /// 附件字节数，0 = 不限
        #[arg(long)]
        bytes: Option<u64>,
    },
    /// 待人工审核的批次
    #[command(subcommand)]
    Review(ReviewCommand),
    /// 备份为一个加密文件，写完即读回核对
    Backup {
        /// 文件
        file: PathBuf,
    },
    /// 从备份恢复（须先停止服务）
    Restore {
        /// 文件
        file: PathBuf,
        /// 县里自己的终端：当场准许接入（标识、指纹或其开头；可写多次）
        #[arg(long)]
        confirm: Vec<String>,
    },
}

#[derive(Subcommand)]
enum StationCommand {
    /// 添加驿站
    Add {
        /// 名称
        name: String,
    },
    /// 列出驿站
    List,
}

#[derive(Subcommand)]
enum DevicesCommand {
    /// 列出终端
    List,
    /// 指纹核对无误，准许接入
    Confirm {
        /// 终端标识或其开头，可写多台
        #[arg(required_unless_present = "restored")]
        devices: Vec<String>,
        /// 恢复以后还在等确认的，全部准许（先用 devices 逐台看过，该停用的先停用）
        #[arg(long)]
        restored: bool,
    },
}

#[derive(Subcommand)]
enum ReviewCommand {
    /// 列出
    List,
    /// 看一批里有什么（当事人姓名已遮去）
    Show {
        /// 编号
        id: i64,
    },
    /// 采纳
    Accept {
        /// 编号
        id: i64,
    },
    /// 不采纳（保留原件）
    Refuse {
        /// 编号
        id: i64,
    },
}

#[derive(Args)]
struct EnrolArgs {
    /// 驿站名称
    #[arg(long, required_unless_present = "readmit")]
    station: Option<String>,
    /// 终端的身份
    #[arg(long, value_enum, required_unless_present = "readmit")]
    role: Option<RoleWord>,
    /// 已停用的终端找回来了：只准这一台凭此码再接入（标识、指纹或其开头）
    #[arg(long, conflicts_with_all = ["station", "role", "series", "url"])]
    readmit: Option<String>,
    /// 编号字头，两个字母；不填则自动分配
    #[arg(long)]
    series: Option<String>,
    /// 有效小时数
    #[arg(long, default_value_t = 72)]
    hours: u32,
    /// 当面接入，不再核对指纹
    #[arg(long)]
    confirmed: bool,
    /// 此码使用的地址
    #[arg(long)]
    url: Option<String>,
    /// 把接入码写成 code.txt 和二维码 code.png、code.svg
    #[arg(long)]
    out_dir: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum RoleWord {
    /// 驿站
    Station,
    /// 县级
    County,
}

type Outcome = Result<(), HubError>;

/// Does what was asked.
///
/// # Errors
/// [`HubError`], for [`complain`].
pub fn run(cli: Cli) -> Outcome {
    let place = Place::new(&cli.data, cli.key.as_deref());
    let say = show::Say { json: cli.json };
    match cli.command {
        Command::Init { name, url } => {
            let hub = hub::init(&place, NewHub { name, url })?;
            say.made(&hub)
        }
        Command::Serve { listen, port_file } => serving::run(&place, listen, port_file.as_deref()),
        Command::Restore { file, confirm } => {
            let backup = hub::restore(&place, &file)?;
            let hub = Hub::open(&place)?;
            for device in &confirm {
                let dev = named(&hub, device)?;
                hub.write().confirm(dev, now())?;
            }
            say.restored(&backup, &hub.read(|store| store.status())?)
        }
        other => with_hub(&Hub::open(&place)?, other, &say),
    }
}

fn with_hub(hub: &Hub, command: Command, say: &show::Say) -> Outcome {
    match command {
        Command::Init { .. } | Command::Serve { .. } | Command::Restore { .. } => Ok(()),
        Command::Url { url } => hub.write().set_url(&url),
        Command::Station(StationCommand::Add { name }) => {
            let station = hub.write().add_station(&name, now())?;
            say.stations(&[station])
        }
        Command::Station(StationCommand::List) => say.stations(&hub.read(|s| s.stations())?),
        Command::Enrol(args) => codes::enrol(hub, args, say),
        Command::Devices { command: None | Some(DevicesCommand::List) } => {
            say.devices(&hub.read(|s| s.status())?)
        }
        Command::Devices { command: Some(DevicesCommand::Confirm { devices, restored }) } => {
            let mut all =
                devices.iter().map(|text| named(hub, text)).collect::<Result<Vec<_>, _>>()?;
            if restored {
                let held = hub.read(|store| store.devices())?;
                all.extend(held.iter().filter(|d| d.state == State::Held).map(|d| d.dev));
            }
            let mut words = String::new();
            for dev in all {
                let device = hub.write().confirm(dev, now())?;
                words += &format!("已准许接入：{}（{}）\n", device.name, device.fingerprint());
            }
            say.done("confirmed", if words.is_empty() { "没有在等确认的终端。" } else { &words })
        }
        Command::Revoke { device, why } => {
            let dev = named(hub, &device)?;
            let device = hub.write().revoke(dev, &why, now())?;
            say.done("revoked", &format!("已停用：{}（{}）", device.name, device.fingerprint()))
        }
        Command::Status => say.status(&hub.read(|s| s.status())?),
        Command::Limits { records, bytes } => {
            let mut quota = hub.read(|s| s.quota())?;
            quota.records_a_day = records.unwrap_or(quota.records_a_day);
            quota.bytes_a_day = bytes.unwrap_or(quota.bytes_a_day);
            if records.is_some() || bytes.is_some() {
                hub.write().set_quota(quota)?;
            }
            say.quota(quota)
        }
        Command::Review(ReviewCommand::Show { id }) => {
            say.content(id, &hub.read(|s| s.content(id))?)
        }
        Command::Review(ReviewCommand::List) => say.reviews(hub),
        Command::Review(ReviewCommand::Accept { id }) => {
            let records = hub.write().accept(id, now())?;
            say.done("accepted", &format!("已采纳 {records} 条记录"))
        }
        Command::Review(ReviewCommand::Refuse { id }) => {
            hub.write().refuse(id)?;
            say.done("refused", "不采纳，原件保留")
        }
        Command::Backup { file } => say.backed_up(&hub::backup(hub, &file)?),
    }
}

/// A device by its identifier, its fingerprint, or the beginning of either.
fn named(hub: &Hub, text: &str) -> Result<DeviceId, HubError> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let devices = hub.read(|store| store.devices())?;
    let mut found = devices.iter().filter(|device| device.dev.to_string().starts_with(&text));
    match (found.next(), found.next()) {
        (Some(device), None) if text.len() >= 4 => Ok(device.dev),
        (Some(_), Some(_)) => Err(Refusal::new("device.ambiguous").into()),
        _ => Err(Refusal::new("device.unknown").into()),
    }
}

impl From<RoleWord> for Role {
    fn from(word: RoleWord) -> Self {
        match word {
            RoleWord::Station => Self::Station,
            RoleWord::County => Self::County,
        }
    }
}

/// Says what went wrong and what helps.
pub fn complain(failure: &HubError) {
    use std::io::Write as _;
    // Nobody can be told that standard error is gone.
    let _ = writeln!(std::io::stderr(), "{}", words::of(failure));
}
