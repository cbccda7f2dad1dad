//! A desk without a window: the command line on a folder of its own.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Password of whoever works there.
const PASSWORD: &str = "yu-kou-ling-2026";

pub struct Desk {
    folder: PathBuf,
    password: PathBuf,
    staff: String,
}

impl Desk {
    /// Founds a desk in `folder`.
    pub fn found(folder: &Path, station: &str, series: &str, staff: &str) -> Desk {
        std::fs::create_dir_all(folder).unwrap();
        let password = folder.join("password");
        std::fs::write(&password, PASSWORD).unwrap();
        let desk = Desk { folder: folder.join("desk"), password, staff: staff.to_owned() };
        let settings = json!({
            "county": "532823", "county_name": "勐腊县", "station": station,
            "org_name": "勐腊县劳动争议联合调解中心", "legal_basis": "peoples", "number_word": "勐工调",
            "series": series, "phone": "0691-0000000", "address": "某某县某某路1号",
            "commission": "勐腊县劳动人事争议仲裁委员会", "court": "勐腊县人民法院",
        });
        let input =
            json!({ "settings": settings, "name": staff, "role": "调解员", "password": PASSWORD });
        desk.call("desk.set_up", input);
        desk
    }

    /// As a colleague at the same folder, with his own password in a file.
    pub fn at(folder: &Path, staff: &str, password: &Path) -> Desk {
        Desk { folder: folder.to_owned(), password: password.to_owned(), staff: staff.to_owned() }
    }

    /// Calls a verb; the answer, or the error as it is written.
    pub fn ask(&self, verb: &str, input: Value) -> Result<Value, Value> {
        let (noun, verb) = verb.split_once('.').unwrap();
        let mut command = Command::new(program());
        command.arg("--data").arg(&self.folder).args([noun, verb, "--staff", &self.staff]);
        command.arg("--password-file").arg(&self.password).args(["--json", &input.to_string()]);
        let output = command.output().unwrap();
        let (out, err) = (&output.stdout, &output.stderr);
        if output.status.success() {
            return Ok(serde_json::from_slice(out).unwrap());
        }
        let words = String::from_utf8_lossy(err);
        let line = words.lines().find(|line| line.starts_with('{'));
        let error: Value =
            line.and_then(|line| serde_json::from_str(line).ok()).unwrap_or(json!(words));
        Err(error["error"].clone())
    }

    /// Calls a verb that must be answered.
    pub fn call(&self, verb: &str, input: Value) -> Value {
        self.ask(verb, input).unwrap_or_else(|error| panic!("{verb}: {error}"))
    }

    /// Calls a verb that must be refused; gives the code.
    pub fn refused(&self, verb: &str, input: Value) -> String {
        match self.ask(verb, input) {
            Ok(answer) => panic!("{verb} was not refused: {answer}"),
            Err(error) => error["code"].as_str().unwrap_or_default().to_owned(),
        }
    }

    /// Synchronises once; how it stands then.
    pub fn sync(&self) -> Value {
        self.call("sync.run", json!({ "seconds": 90 }))
    }

    /// Registers the dispute of `worker` with `firm`; gives the case.
    pub fn receive(&self, worker: &str, firm: &str) -> Value {
        let made = self.call("case.create", json!({ "channel": "oral" }));
        let case = made["id"].clone();
        let id = |name: &str| made[name].as_str().unwrap().to_owned();
        let typed = [
            (format!("parties/{}/name", id("applicant")), json!(worker)),
            (format!("parties/{}/phone", id("applicant")), json!("13800000000")),
            (format!("parties/{}/name", id("respondent")), json!(firm)),
            ("case/narrative".to_owned(), json!("9月、10月两个月没发工资。")),
        ];
        for (path, value) in typed {
            self.call("case.put", json!({ "case": case, "path": path, "value": value }));
        }
        self.call("case.receive", json!({ "case": case, "form": "oral" }));
        case
    }
}

/// The program lies where the window's does.
fn program() -> PathBuf {
    let desk = Path::new(env!("CARGO_BIN_EXE_fengqiao")).with_file_name("fengqiao-desk");
    assert!(desk.is_file(), "{} is not built: `cargo test --workspace`", desk.display());
    desk
}
