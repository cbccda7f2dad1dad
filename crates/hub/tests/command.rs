//! The program `fengqiao-hub` as an administrator runs it: processes, files, words.
#![allow(clippy::unwrap_used, reason = "a test may end here")]

mod common;

use common::net::Desk;
use common::{amended, name};
use ledger::wire::code::EnrolCode;
use serde_json::Value;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

fn hub(data: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_fengqiao-hub"))
        .arg("--data")
        .arg(data)
        .args(args)
        .output()
        .unwrap()
}

fn said(data: &Path, args: &[&str]) -> String {
    let output = hub(data, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json(data: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&said(data, &[&["--json"], args].concat())).unwrap()
}

fn complained(data: &Path, args: &[&str]) -> String {
    let output = hub(data, args);
    assert!(!output.status.success(), "{args:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// A served hub, killed when the test ends.
struct Served(Child);

impl Served {
    fn start(data: &Path) -> Self {
        let port_file = data.join("port");
        let _ = std::fs::remove_file(&port_file);
        let child = Command::new(env!("CARGO_BIN_EXE_fengqiao-hub"))
            .arg("--data")
            .arg(data)
            .args(["serve", "--listen", "127.0.0.1:0", "--port-file"])
            .arg(&port_file)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        while !port_file.exists() {
            assert!(begun.elapsed() < Duration::from_secs(120), "it never listened");
            std::thread::sleep(Duration::from_millis(20));
        }
        Self(child)
    }

    /// Pulls the plug.
    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_county_is_set_up_served_looked_after_backed_up_and_brought_back() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("hub");
    assert!(complained(&data, &["status"]).contains("先运行 init"));
    assert!(said(&data, &["init", "--name", "勐某县调解中心"]).contains("另存一份"));
    assert!(complained(&data, &["init", "--name", "又一个"]).contains("没有改动"));
    said(&data, &["station", "add", "河口驿站"]);
    assert!(complained(&data, &["station", "add", "河口驿站"]).contains("已有同名"));
    let early = ["enrol", "--station", "河口驿站", "--role", "station"];
    assert!(complained(&data, &early).contains("地址"), "no address is known yet");

    let served = Served::start(&data);
    assert!(complained(&data, &["serve", "--listen", "127.0.0.1:0"]).contains("正在运行"));
    let codes = dir.path().join("codes");
    let out = codes.to_str().unwrap();
    let shown = said(&data, &[&early[..], &["--series", "kd", "--out-dir", out]].concat());
    let text = std::fs::read_to_string(codes.join("code.txt")).unwrap();
    assert!(shown.contains(text.trim()) && shown.contains("只能用一次"));
    assert!(std::fs::read_to_string(codes.join("code.svg")).unwrap().contains("<svg"));
    // As a telephone photographs it: turned by nothing, but small and grey.
    let picture = image::open(codes.join("code.png")).unwrap().to_luma8();
    assert!(picture.width() >= 1000, "{} pixels", picture.width());
    let small = image::imageops::thumbnail(&picture, 700, 700);
    for picture in [picture, small] {
        let mut prepared = rqrr::PreparedImage::prepare(picture);
        let (_, read) = prepared.detect_grids()[0].decode().unwrap();
        assert_eq!(EnrolCode::parse(&read), EnrolCode::parse(&text));
    }
    let code = EnrolCode::parse(&text).unwrap();
    assert_eq!((code.series.as_str(), code.hub.as_str()), ("KD", "勐某县调解中心"));

    let mut desk = Desk::new(1, &code);
    desk.enrol(&code).await.unwrap();
    desk.pass().await.unwrap();
    desk.log.write(Some("c1"), None, &name("张某"));
    desk.push(1, 1).await.unwrap();
    let devices = said(&data, &["devices"]);
    let groups: Vec<String> = desk.dev().to_string().as_bytes()[..32]
        .chunks(4)
        .map(|group| String::from_utf8(group.to_vec()).unwrap())
        .collect();
    assert!(devices.contains(&groups.join(" ")) && devices.contains("待核对"), "{devices}");
    assert_eq!(desk.page(0).await.unwrap_err().code(), "device.unconfirmed");
    // As it is read out on the telephone.
    said(&data, &["devices", "confirm", &groups.join(" ")]);
    desk.feed().await.unwrap();

    let backup = dir.path().join("b.fqhub");
    let backup = backup.to_str().unwrap();
    assert_eq!(json(&data, &["backup", backup])["records"], 4);
    desk.log.write(Some("c1"), None, &amended("case/narrative", "经过".into()));
    desk.push(2, 2).await.unwrap();
    assert!(complained(&data, &["restore", backup]).contains("先停止服务"));
    // The plug is pulled: what was acknowledged is there.
    served.kill();
    assert_eq!(json(&data, &["status"])["records"], 5);

    // The disk is lost; the backup comes back under a new life, and the desk makes it whole.
    let told = said(&data, &["restore", backup]);
    assert!(told.contains(&groups.join(" ")), "{told}");
    let served = Served::start(&data);
    let code = json(&data, &[&early[..], &["--confirmed"]].concat());
    desk.url = code["url"].as_str().unwrap().to_owned();
    assert_ne!(Some(desk.hello().await.hub_inc), desk.hub_inc);
    let have = desk.pass().await.unwrap().have;
    assert_eq!(have[0].seq.0, 1);
    // Whether it was shut out after the backup only a person knows: there is no county desk here.
    assert_eq!(desk.page(desk.after).await.unwrap_err().code(), "device.unconfirmed");
    assert!(said(&data, &["devices"]).contains("恢复后待确认"));
    assert!(said(&data, &["devices", "confirm", "--restored"]).contains("一号机"));
    assert!(said(&data, &["devices", "confirm", "--restored"]).contains("没有在等"));
    assert_eq!(desk.page(desk.after).await.unwrap_err().code(), "feed.other_hub");
    desk.push(2, 2).await.unwrap();
    assert_eq!(desk.sees().await.len(), 6, "the second confirmation is a record too");

    said(&data, &["revoke", &desk.dev().to_string(), "--why", "失窃"]);
    desk.log.write(Some("c1"), None, &name("李某"));
    assert!(desk.push(3, 3).await.unwrap().review);
    let status = said(&data, &["status"]);
    assert!(status.contains("待审核"), "{status}");
    let id = json(&data, &["review", "list"])["waiting"][0]["id"].to_string();
    assert!(said(&data, &["review", "accept", &id]).contains("1 条"));
    assert!(complained(&data, &["review", "accept", &id]).contains("已处理"));
    served.kill();

    // Without the key file there is nothing.
    let key = data.join("hub.key");
    std::fs::rename(&key, dir.path().join("elsewhere")).unwrap();
    assert!(complained(&data, &["status"]).contains("打不开"));
    std::fs::write(&key, "00").unwrap();
    assert!(complained(&data, &["status"]).contains("密钥文件"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_the_plug_however_often_it_is_pulled() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("hub");
    said(&data, &["init", "--name", "县中心"]);
    said(&data, &["station", "add", "河口驿站"]);
    let mut served = Served::start(&data);
    let code = ["enrol", "--station", "河口驿站", "--role", "station", "--confirmed"];
    let code = EnrolCode::parse(json(&data, &code)["code"].as_str().unwrap()).unwrap();
    let mut desk = Desk::new(1, &code);
    desk.enrol(&code).await.unwrap();
    for n in 0..200u32 {
        desk.log.write(Some("c1"), None, &amended("case/narrative", n.into()));
    }
    let mut acked = 0;
    // The plug is pulled at any moment, but not every time before anything was acknowledged.
    let worked = Arc::new(AtomicBool::new(false));
    for _ in 0..5 {
        desk.pass().await.unwrap();
        let seen = Arc::clone(&worked);
        let plug = tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(60)).await;
            while !seen.load(Ordering::Relaxed) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            served.kill();
        });
        let bearer = format!("Bearer {}", desk.token);
        while acked < desk.log.seq() {
            let request = desk.http.post(format!("{}/v1/push", desk.url));
            let batch = desk.log.batch(acked + 1, acked + 1);
            match request.header("authorization", &bearer).body(batch).send().await {
                Ok(response) if response.status().is_success() => {
                    acked += 1;
                    worked.store(true, Ordering::Relaxed);
                }
                _ => break,
            }
        }
        plug.await.unwrap();
        served = Served::start(&data);
        let status = json(&data, &["status"]);
        desk.url = status["url"].as_str().unwrap().to_owned();
        let have = desk.pass().await.unwrap().have;
        let held = have.first().map_or(0, |have| have.seq.0);
        assert!(held == acked || held == acked + 1, "acknowledged {acked}, held {held}");
        acked = held;
    }
    assert!(acked > 0);
    desk.push(acked + 1, 200).await.unwrap();
    let own = desk.sees().await.iter().filter(|(_, kind, _)| kind == "case.amended").count();
    assert_eq!(own, 200, "each once");
}
