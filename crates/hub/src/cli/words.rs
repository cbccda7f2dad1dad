//! What went wrong, in the words of the administrator.

use hub::HubError;

pub(super) fn of(failure: &HubError) -> String {
    match failure {
        HubError::Refused(refusal) => {
            let words = match refusal.code.as_str() {
                "station.exists" => "已有同名驿站。",
                "station.no_name" => "请写明驿站名称。",
                "station.unknown" => "没有这个驿站。先用 station add 添加。",
                "series.form" => "编号字头须为两个大写字母（不用 I 和 O）。",
                "series.taken" => "这个编号字头已被占用。换一个，或不填由系统分配。",
                "series.none_left" => "编号字头已用尽。",
                "hub.no_url" => "还不知道各站访问的地址。用 url 命令写明，或先运行一次 serve。",
                "device.unknown" => "没有这台终端。用 devices 查看。",
                "device.ambiguous" => "有多台终端以此开头，请多写几位。",
                "device.revoked" => {
                    "这台终端已停用。找回来了要再用，先发码：enrol --readmit 指纹。"
                }
                "device.not_revoked" => "这台终端没有停用，不用再接入。",
                "review.unknown" => "没有这个编号，或已处理过。",
                "review.fork" => {
                    "这是同一日志的分叉：终端会以新序列重新上报，不能在此采纳。原件保留。"
                }
                "push.gap" => "前面还缺批次，请先采纳较早的。",
                "push.fork" => "与已有记录冲突（分叉），不能采纳。原件保留。",
                other => return format!("不能执行（{other}）。"),
            };
            words.to_owned()
        }
        HubError::DiskFull => "磁盘已满。腾出空间后重试；已确认的数据没有丢失。".into(),
        HubError::NoHub(dir) => {
            format!("{} 里没有县级中心。先运行 init，或检查 --data。", dir.display())
        }
        HubError::Exists(dir) => format!("{} 里已有县级中心，没有改动。", dir.display()),
        HubError::InUse => "服务正在运行。先停止服务再执行。".into(),
        HubError::PortInUse(address) => {
            format!("端口 {} 已被别的程序占用。换一个端口，或停掉那个程序再试。", address.port())
        }
        HubError::NoSuchAddress(ip) => format!("本机没有 {ip} 这个地址。检查 --listen 和网线。"),
        HubError::KeyFile { path, what } => {
            let what = match *what {
                "missing" => "不存在。没有它，数据和备份都打不开",
                "not 64 hexadecimal digits" => "内容不对，可能被改动或拿错了文件",
                _ => "其他用户可读。请 chmod 600",
            };
            format!("密钥文件 {} {what}。", path.display())
        }
        HubError::Damaged(what) => {
            format!("数据损坏，或密钥不符（{what}）。请用备份恢复。")
        }
        HubError::Newer { found, known } => {
            format!("数据由更新的版本写成（{found}，本程序 {known}）。请升级程序，数据没有改动。")
        }
        HubError::Io { path, error } => format!("{}：{error}", path.display()),
        HubError::Database(error) => format!("数据库：{error}"),
        HubError::Keys(error) => format!("密钥或证书：{error}"),
    }
}
