//! What waits for a person: the list, and what a batch holds.

use super::Outcome;
use super::show::Say;
use hub::Hub;
use hub::store::Content;
use serde_json::json;

impl Say {
    pub(super) fn reviews(&self, hub: &Hub) -> Outcome {
        let (all, devices) = hub.read(|store| Ok((store.waiting()?, store.devices()?)))?;
        let mut words = String::new();
        for waiting in &all {
            let name = devices.iter().find(|device| device.dev == waiting.dev);
            let name = name.map_or_else(|| waiting.dev.to_string(), |d| d.name.clone());
            let why = match waiting.why {
                hub::store::Why::Fork => "分叉",
                hub::store::Why::Revoked => "终端已停用",
            };
            let state = match waiting.state.as_str() {
                "accepted" => "已采纳",
                "refused" => "不采纳",
                _ => "待审核",
            };
            let (id, from, to, at) = (waiting.id, waiting.from, waiting.to, &waiting.at);
            words.push_str(&format!("{id}  {state} · {name} · {from}–{to} · {why} · {at}\n"));
        }
        if all.is_empty() {
            words.push_str("没有待审核的批次。");
        }
        self.out(&json!({ "waiting": all }), &words)
    }

    pub(super) fn content(&self, id: i64, content: &Content) -> Outcome {
        let mut words = format!("第 {id} 批 · {} 条记录", content.records);
        if content.other > 0 {
            words += &format!("（其中 {} 条不属于案件，或本版本读不懂）", content.other);
        }
        for case in &content.cases {
            let number = case.number.as_deref().unwrap_or("未编号");
            let span = match (minute(case.first), minute(case.last)) {
                (first, last) if first == last => first,
                (first, last) => format!("{first} 至 {last}"),
            };
            words +=
                &format!("\n{number} · {} · {span}（该终端自己的钟）", case.parties.join("、"));
            for (kind, count) in &case.kinds {
                words += &format!("\n    {} {count} 条", name_of(kind));
            }
        }
        self.out(&serde_json::to_value(content).expect("plain data"), &words)
    }
}

fn minute(at: chrono::DateTime<chrono::FixedOffset>) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}

/// A kind of record as a clerk calls it; one of a later version by its code.
fn name_of(kind: &str) -> &str {
    match kind {
        "case.amended" => "改动登记内容",
        "case.received" => "收件",
        "consent.asked" => "征询对方意见",
        "consent.answered" => "对方答复",
        "case.accepted" => "受理",
        "case.refused" => "不予受理",
        "session.scheduled" => "排期",
        "session.held" => "调解一次",
        "extension.agreed" => "双方同意延期",
        "agreement.frozen" => "协议定稿",
        "agreement.abandoned" => "协议定稿作废",
        "paper.issued" => "出文书",
        "paper.printed" => "打印",
        "paper.signed" => "签署",
        "paper.signature_cancelled" => "撤回签署登记",
        "paper.seal_sent" => "送去用印",
        "paper.served" => "送达",
        "paper.scanned" => "归入扫描件",
        "paper.voided" => "文书作废",
        "payment.received" => "登记收款",
        "payment.cancelled" => "撤销收款",
        "case.ended" => "调解终止",
        "case.referred" => "出转仲裁文书",
        "case.withdrawn" => "申请人撤回",
        "case.closed" => "结案",
        "case.reopened" => "重开",
        "case.assigned" => "县里交办",
        "assignment.answered" => "交办答复",
        "case.assignment_recalled" => "县里收回交办",
        "conflict.resolved" => "冲突选定",
        "limitation.interrupted" => "时效中断",
        "attachment.filed" => "存入材料",
        "note.added" => "记一笔",
        other => other,
    }
}
