//! Answers: a few lines for people, one JSON object for programs.

use super::Outcome;
use hub::{Backup, Hub, HubError, State, Status};
use ledger::wire::code::EnrolCode;
use ledger::wire::{Role, Station};
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::Path;

pub(super) struct Say {
    pub(super) json: bool,
}

impl Say {
    pub(super) fn out(&self, value: &Value, words: &str) -> Outcome {
        let text = if self.json { value.to_string() } else { words.trim_end().to_owned() };
        writeln!(std::io::stdout(), "{text}")
            .map_err(|error| HubError::Io { path: "stdout".into(), error })
    }

    pub(super) fn done(&self, code: &str, words: &str) -> Outcome {
        self.out(&json!({ "done": code }), words)
    }

    pub(super) fn made(&self, hub: &Hub) -> Outcome {
        let store = hub.write();
        let key = hub.place().key.display().to_string();
        let value =
            json!({ "name": store.identity().name, "pin": store.identity().pin, "key": key });
        let words = format!(
            "县级中心已建立：{}\n密钥文件：{key}\n请把密钥文件另存一份并与备份分开保管：没有它，数据和备份都打不开。",
            store.identity().name
        );
        self.out(&value, &words)
    }

    pub(super) fn stations(&self, stations: &[Station]) -> Outcome {
        let words: Vec<String> = stations.iter().map(|station| station.name.clone()).collect();
        self.out(&json!({ "stations": stations }), &words.join("\n"))
    }

    pub(super) fn code(&self, code: &EnrolCode, text: &str, dir: Option<&Path>) -> Outcome {
        let mut value = serde_json::to_value(code).expect("a code is plain data");
        value["code"] = text.into();
        let mut words = format!(
            "{} · {} · 字头 {}\n有效至 {}（中心时间），只能用一次。\n\n{text}\n",
            code.station.name,
            role(code.role),
            code.series,
            code.until.format("%Y-%m-%d %H:%M"),
        );
        if let Some(dir) = dir {
            words.push_str(&format!(
                "\n已写入 {}：code.txt、code.png 和 code.svg（二维码）",
                dir.display()
            ));
        }
        self.out(&value, &words)
    }

    pub(super) fn devices(&self, status: &Status) -> Outcome {
        let mut words = String::new();
        for device in &status.devices {
            words.push_str(&format!(
                "{}  {} · {} · {} · 字头 {}\n    指纹 {}\n    最近 {} · 已收 {} 条{}{}\n",
                state(device.state),
                device.station,
                device.name,
                role(device.role),
                device.series,
                device.fingerprint,
                device.seen.as_deref().unwrap_or("从未"),
                device.acked,
                some("未采用", device.parked),
                some("待审核批次", device.waiting),
            ));
        }
        if status.devices.is_empty() {
            words.push_str("还没有终端。用 enrol 发接入码。");
        }
        self.out(&json!({ "devices": status.devices }), &words)
    }

    pub(super) fn status(&self, status: &Status) -> Outcome {
        let waiting = status.devices.iter().filter(|d| d.state == State::Unconfirmed).count();
        let held = status.devices.iter().filter(|d| d.state == State::Held).count();
        let mut words = format!(
            "{}\n案件 {} · 记录 {} · 附件 {} 个（{} 字节）\n终端 {} 台{}{}",
            status.name,
            status.cases,
            status.records,
            status.blobs,
            status.blob_bytes,
            status.devices.len(),
            some("待核对指纹", waiting as u64),
            some("恢复后待确认", held as u64),
        );
        if status.forks > 0 {
            words.push_str(&format!(
                "\n警报：{} 批记录与已有的分叉（同一终端的数据被复制或用旧备份恢复）。用 review list 查看。",
                status.forks
            ));
        }
        if status.reviews > 0 {
            let count = status.reviews;
            words.push_str(&format!("\n{count} 批来自已停用终端，待审核。用 review list 查看。"));
        }
        self.out(&serde_json::to_value(status).expect("counts are plain data"), &words)
    }

    pub(super) fn quota(&self, quota: hub::Quota) -> Outcome {
        let of = |count: u64, unit: &str| match count {
            0 => "不限".to_owned(),
            _ => format!("{count} {unit}"),
        };
        let words = format!(
            "每台终端每天最多收：记录 {}，附件 {}。",
            of(quota.records_a_day, "条"),
            of(quota.bytes_a_day, "字节"),
        );
        self.out(&serde_json::to_value(quota).expect("counts are plain data"), &words)
    }

    pub(super) fn backed_up(&self, backup: &Backup) -> Outcome {
        self.told("已备份并核对", backup, "")
    }

    pub(super) fn restored(&self, backup: &Backup, status: &Status) -> Outcome {
        let held: Vec<_> = status.devices.iter().filter(|d| d.state == State::Held).collect();
        let mut more = String::new();
        if !held.is_empty() {
            more.push_str(
                "\n备份以后停用过谁，这里不知道。下列终端传来的照收，但什么都看不到，\
                 直到县级终端交还备份以后的停用记录，或用 devices confirm 准许：\n",
            );
        }
        for device in held {
            more += &format!("  {} · {} · {}\n", device.station, device.name, device.fingerprint);
        }
        self.told("已恢复并核对；各终端下次连接时会补报缺失的记录", backup, &more)
    }

    fn told(&self, what: &str, backup: &Backup, more: &str) -> Outcome {
        let Backup { size, records, blobs, missing } = backup;
        let mut words = format!("{what}：记录 {records} 条，附件 {blobs} 个，{size} 字节。");
        if !missing.is_empty() {
            words.push_str(&format!("\n注意：{} 个附件缺失或损坏，不在其中。", missing.len()));
        }
        words.push_str(more);
        self.out(&serde_json::to_value(backup).expect("counts are plain data"), &words)
    }
}

fn some(what: &str, count: u64) -> String {
    if count == 0 { String::new() } else { format!(" · {what} {count}") }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Station => "驿站",
        Role::County => "县级",
    }
}

fn state(state: State) -> &'static str {
    match state {
        State::Unconfirmed => "待核对",
        State::Held => "恢复后待确认",
        State::Active => "已接入",
        State::Revoked => "已停用",
    }
}
