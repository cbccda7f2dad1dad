//! What the tests of the desk share: a station in a folder of its own, called through the same door as the window,
//! with the real store and typesetter.
#![allow(dead_code, reason = "each test uses the part it needs")]

mod read;

use chrono::{DateTime, FixedOffset};
use desk::{Config, Desk, DeskError, dispatch, dispatch_bytes};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

pub use read::*;

/// The afternoon on which most stories begin.
pub const NOW: &str = "2026-11-20T14:05:00+08:00";
pub const PASSWORD: &str = "物流园-2026";

pub fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets")
}

/// A desk whose data lie in this folder.
pub fn config(data: PathBuf) -> Config {
    Config {
        data,
        documents: assets().join("documents"),
        fonts: assets().join("fonts"),
        machine: "test".into(),
        kdf: store::Kdf::cheap_for_tests(),
    }
}

/// What a station of the county writes into its settings on the first day.
pub fn settings() -> Value {
    json!({
        "county": "532823", "county_name": "勐腊县", "station": "物流园驿站",
        "org_name": "勐腊县劳动争议联合调解中心", "legal_basis": "peoples", "number_word": "勐工调",
        "series": "KD", "phone": "0691-0000000", "address": "某某县某某路1号",
        "commission": "勐腊县劳动人事争议仲裁委员会", "court": "勐腊县人民法院",
    })
}

/// A desk in a folder of its own whose clock the test sets.
pub struct Station {
    pub desk: Arc<Desk>,
    pub config: Config,
    pub now: Arc<Mutex<DateTime<FixedOffset>>>,
    pub folder: tempfile::TempDir,
}

/// A case with its first rows.
pub struct Made {
    pub case: Value,
    pub worker: String,
    pub firm: String,
    pub claim: String,
}

impl Station {
    /// 陈某 has set it up, on [`NOW`].
    pub fn new() -> Self {
        Self::since(NOW)
    }

    pub fn since(at: &str) -> Self {
        let now = Arc::new(Mutex::new(at.parse().expect("a time")));
        let clock = now.clone();
        let clock = move || *clock.lock().expect("not poisoned");
        Self::built(Arc::new(clock), now, "物流园驿站")
    }

    /// One that lives by the clock of the machine, for those who meet a hub.
    pub fn by_the_clock(station: &str) -> Self {
        let now = Arc::new(Mutex::new(hub::clock::now()));
        Self::built(Arc::new(hub::clock::now), now, station)
    }

    fn built(
        clock: Arc<dyn Fn() -> DateTime<FixedOffset> + Send + Sync>,
        now: Arc<Mutex<DateTime<FixedOffset>>>,
        station: &str,
    ) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let config = config(folder.path().join("desk"));
        let desk = Arc::new(Desk::new(config.clone(), clock).expect("a desk"));
        let made = Self { desk, config, now, folder };
        let mut settings = settings();
        settings["station"] = station.into();
        let who =
            json!({ "name": "陈某", "role": "调解员", "password": PASSWORD, "settings": settings });
        made.call("desk.set_up", who);
        made
    }

    pub fn at(&self, time: &str) {
        *self.now.lock().expect("not poisoned") = time.parse().expect("a time");
    }

    pub fn try_call(&self, verb: &str, input: Value) -> Result<Value, DeskError> {
        dispatch(&self.desk, verb, input)
    }

    pub fn call(&self, verb: &str, input: Value) -> Value {
        self.try_call(verb, input).unwrap_or_else(|e| panic!("{verb}: {} {:?}", e.code, e.args))
    }

    pub fn refused(&self, verb: &str, input: Value) -> String {
        self.try_call(verb, input).expect_err(verb).code
    }

    pub fn try_bytes(&self, verb: &str, input: Value) -> Result<Vec<u8>, DeskError> {
        dispatch_bytes(&self.desk, verb, input)
    }

    pub fn bytes(&self, verb: &str, input: Value) -> Vec<u8> {
        self.try_bytes(verb, input).unwrap_or_else(|e| panic!("{verb}: {} {:?}", e.code, e.args))
    }

    /// Types values that the desk must take.
    pub fn puts(&self, case: &Value, pairs: &[(String, Value)]) {
        for (path, value) in pairs {
            let put = self.call("case.put", json!({ "case": case, "path": path, "value": value }));
            assert_ne!(put["note"]["level"], "bad", "{path}");
        }
    }

    /// 张某 comes to the counter: two months' wages of one firm.
    pub fn intake(&self, channel: &str) -> Made {
        self.dispute(channel, "张某", "某某劳务有限公司")
    }

    pub fn dispute(&self, channel: &str, worker: &str, firm: &str) -> Made {
        let made = self.call("case.create", json!({ "channel": channel }));
        let id = |name: &str| made[name].as_str().expect("an id").to_owned();
        let new = Made {
            case: made["id"].clone(),
            worker: id("applicant"),
            firm: id("respondent"),
            claim: id("claim"),
        };
        let of = |table: &str, row: &str, fields: &[(&str, Value)]| -> Vec<(String, Value)> {
            fields.iter().map(|(f, v)| (format!("{table}/{row}/{f}"), v.clone())).collect()
        };
        let told = "2026年3月进场，约定月工资4,000元。9月、10月两个月没发。";
        let person = [
            ("name", json!(worker)),
            ("id_number", json!(sample_id())),
            ("sex", json!("male")),
            ("birth", json!("1988-07-12")),
            ("phone", json!("13800000000")),
            ("address", json!("某某县某某镇某某村")),
            ("employment", json!("ongoing")),
        ];
        let company = [
            ("name", json!(firm)),
            ("address", json!("某某市某某路2号")),
            ("legal_rep", json!("刘某")),
            ("contact_phone", json!("13900000000")),
        ];
        let wages = [
            ("head", json!("unpaid_wages")),
            ("from", json!("2026-09")),
            ("to", json!("2026-10")),
            ("monthly", json!("4,000")),
            ("amount", json!("8000")),
        ];
        self.puts(&new.case, &of("parties", &new.worker, &person));
        self.puts(&new.case, &of("parties", &new.firm, &company));
        self.puts(&new.case, &of("claims", &new.claim, &wages));
        for (path, value) in [
            ("case/cause", json!("unpaid_wages")),
            ("case/narrative", json!(told)),
            ("case/demand", json!("干了活应当给工资。")),
            ("case/evidence", json!(["payslip", "chat"])),
        ] {
            self.puts(&new.case, &[(path.to_owned(), value)]);
        }
        new
    }

    /// The firm agrees to mediation on the telephone.
    pub fn agrees(&self, made: &Made) {
        let Made { case, firm, .. } = made;
        self.call("case.ask_consent", json!({ "case": case, "party": firm, "way": "phone" }));
        let yes = json!({ "case": case, "party": firm, "agreed": true, "way": "phone", "note": "刘某：同意调解" });
        self.call("case.answer_consent", yes);
    }

    /// Received, agreed to and accepted.
    pub fn accept(&self, made: &Made) -> Value {
        self.call("case.receive", json!({ "case": made.case, "form": "oral" }));
        let unasked = self.refused("case.accept", json!({ "case": made.case }));
        assert_eq!(unasked, "refused.case.accept.no_consent");
        self.agrees(made);
        self.call("case.accept", json!({ "case": made.case, "mediators": ["陈某"] }))
    }

    pub fn session(&self, case: &Value, at: &str, result: &str) {
        self.call(
            "session.hold",
            json!({
                "case": case, "at": at, "place": "物流园驿站", "mode": "station",
                "present": [{ "name": "张某", "capacity": "申请人" }, { "name": "刘某", "capacity": "被申请人法定代表人" }],
                "statements": [{ "who": "被申请人", "text": "认数额，要求分两期。" }],
                "proposal": "分两期支付。", "result": result,
            }),
        );
    }

    /// A row of the agreement.
    pub fn term(&self, made: &Made, values: Value) -> String {
        let row = json!({ "case": made.case, "table": "terms", "values": values });
        self.call("case.add_row", row)["row"].as_str().expect("a row").to_owned()
    }

    pub fn issue(&self, case: &Value, kind: &str, fields: Value) -> Value {
        let made =
            self.call("paper.issue", json!({ "case": case, "kind": kind, "fields": fields }));
        let wanted = json!({ "case": case, "paper": made["row"]["paper"]["id"] });
        assert!(self.bytes("paper.pdf", wanted).starts_with(b"%PDF"), "{kind}");
        made
    }

    /// All who have to sign a paper have, and it is sealed; what the last of them led to.
    pub fn sign_all(&self, case: &Value, paper: &Value) -> Value {
        let mut last = Value::Null;
        for row in paper["signers"].as_array().expect("signers") {
            let how = if row["signer"]["role"] == "organisation" { "seal" } else { "sign" };
            last = self.call(
                "paper.sign",
                json!({ "case": case, "paper": paper["row"]["paper"]["id"], "signer": row["signer"]["key"], "how": how }),
            );
        }
        last
    }

    /// The agreement is frozen, signed by all and sealed; its paper.
    pub fn put_into_effect(&self, made: &Made) -> Value {
        let paper = self.call("agreement.freeze", json!({ "case": made.case }));
        self.sign_all(&made.case, &paper);
        paper
    }

    /// The words of an issued paper.
    pub fn printed(&self, case: &Value, paper: &Value) -> String {
        words(&self.bytes("paper.pdf", json!({ "case": case, "paper": paper })))
    }
}

/// A sample number of area 99 with a valid check character.
pub fn sample_id() -> String {
    let body = "99010119880712001";
    let last = "0123456789X".chars().find(|c| {
        let check = statute::check_id(&format!("{body}{c}"), "2026-11-20".parse().expect("a day"));
        check.verdict == statute::IdVerdict::Ok
    });
    format!("{body}{}", last.expect("one of eleven fits"))
}

pub fn deadline<'a>(view: &'a Value, kind: &str) -> &'a Value {
    let all = view["deadlines"].as_array().expect("deadlines");
    all.iter().find(|d| d["kind"] == kind).unwrap_or(&Value::Null)
}
