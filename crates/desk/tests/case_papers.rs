//! Every paper of a dispute from real cases: allowed somewhere, filled from the file, nothing asked that the
//! file knows, everything that is asked can be answered on the form, and the print says what the file says.

use desk::{Config, Desk, dispatch, dispatch_bytes};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

const NOW: &str = "2026-11-20T14:05:00+08:00";

struct Station {
    desk: Desk,
    _folder: tempfile::TempDir,
}

impl Station {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
        let config = Config {
            data: folder.path().join("desk"),
            documents: assets.join("documents"),
            fonts: assets.join("fonts"),
            machine: "test".into(),
            kdf: store::Kdf::cheap_for_tests(),
        };
        let now = NOW.parse().expect("a time");
        let desk = Desk::new(config, Arc::new(move || now)).expect("a desk");
        let station = Self { desk, _folder: folder };
        station.call("desk.set_up", json!({
            "name": "陈某", "role": "调解员", "password": "物流园-2026",
            "settings": {
                "county": "532823", "county_name": "勐腊县", "station": "物流园驿站",
                "org_name": "勐腊县劳动争议联合调解中心", "legal_basis": "peoples", "number_word": "勐工调",
                "series": "KD", "phone": "0691-0000000", "address": "某某县某某路1号",
                "commission": "勐腊县劳动人事争议仲裁委员会", "court": "勐腊县人民法院",
            },
        }));
        station
    }

    fn call(&self, verb: &str, input: Value) -> Value {
        match dispatch(&self.desk, verb, input) {
            Ok(answer) => answer,
            Err(error) => panic!("{verb}: {} {:?}", error.code, error.args),
        }
    }

    fn code(&self, verb: &str, input: Value) -> String {
        dispatch(&self.desk, verb, input).expect_err(verb).code
    }

    fn text(&self, case: &Value, paper: &Value) -> String {
        let pdf = dispatch_bytes(&self.desk, "paper.pdf", json!({ "case": case, "paper": paper }));
        words(&pdf.expect("a pdf"))
    }
}

/// The words of a PDF without white space, as pdftotext reads them.
fn words(pdf: &[u8]) -> String {
    let mut reader = Command::new("pdftotext")
        .args(["-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext is installed");
    reader.stdin.take().expect("piped").write_all(pdf).expect("written");
    let out = reader.wait_with_output().expect("read");
    String::from_utf8_lossy(&out.stdout).chars().filter(|c| !c.is_whitespace()).collect()
}

/// An answer such as a clerk types, for one field of a form or one column of its tables.
fn typed(kind: &str, choices: &Value, columns: &Value, label: &str) -> Value {
    let first = || choices[0][0].clone();
    match kind {
        "day" => "2026-11-25".into(),
        "time" => "09:30".into(),
        "moment" => "2026-11-20T09:30".into(),
        "money" => "1,200.50".into(),
        "count" => "3".into(),
        "flag" => true.into(),
        "choice" => first(),
        "many" => json!([first()]),
        "lines" => format!("{label}甲\n{label}乙").into(),
        "employer" => "某某劳务有限公司".into(),
        "rows" => {
            let row: Map<String, Value> = columns
                .as_array()
                .expect("columns")
                .iter()
                .map(|c| {
                    let said = c["label"].as_str().expect("a label");
                    let cell = typed(
                        c["typed"].as_str().expect("a kind"),
                        &c["choices"],
                        &Value::Null,
                        said,
                    );
                    (c["name"].as_str().expect("a name").to_owned(), cell)
                })
                .collect();
            // Two: an inspection takes two supervisors.
            json!([row, row])
        }
        _ => format!("某某{label}").into(),
    }
}

/// What no case can know: only the person who makes the paper can say it. Everything else a paper asks for is a gap
/// in how its data are filled. A path stands for what lies in it.
const ONLY_A_PERSON: &[&str] = &[
    // Typed once at the counter; a sample case of some stages was never asked for it.
    "applicants",
    "respondents",
    "fields.prior",
    "consultation.answer",
    "consultation.outcome",
    "consultation.way",
    "authority",
    "handed.items",
    "meeting",
    "proposal",
    "suspension.reason",
    "suspension.wait_for",
    "session.date",
    "session.from",
    "session.place",
    "extension.until",
    "extension.reason",
    "transfer.appointment",
    "representatives.scope",
    "transfer.to",
    "transfer.kind",
    "transfer.request",
    "transfer.consented_on",
    "transfer.reason",
    "transfer.materials",
    "support.grounds",
    "support.gap",
    "aid",
    "major.trend",
    "major.requests",
    "major.report_to",
    "major.occurred_on",
    "warning.items",
    "warning.liability",
    "visit",
    "closing.opinion",
    "dossier_note",
    "service",
    "application.title",
    "application.route",
    "application.prior",
    "application.requests",
    "application.property",
    "letter",
    "inspection",
    "supervision",
    "sheet",
    "translation",
    "withdrawal.reason",
    "withdrawal.text",
    "evidence",
    "case.matter",
    "supplement",
    "representatives.count",
    "representatives.elected_on",
    "referral",
];

fn known_gap(path: &str) -> bool {
    !ONLY_A_PERSON
        .iter()
        .any(|p| path.strip_prefix(p).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
}

/// What the making of one paper told.
#[derive(Default)]
struct Made {
    asked: BTreeSet<String>,
    problems: Vec<String>,
    done: bool,
}

/// What a paper asks for before anything is typed.
fn asked(s: &Station, case: &Value, kind: &str) -> BTreeSet<String> {
    let check = s.call("paper.check", json!({ "case": case, "kind": kind, "fields": {} }));
    let form = check["form"].as_array().expect("a form").iter();
    let open = form
        .filter(|f| !f["asked"].is_null())
        .chain(check["questions"].as_array().expect("questions"));
    open.map(|q| q["path"].as_str().expect("a path").to_owned()).collect()
}

/// Fills the form until nothing is asked any more, and lets the paper stand.
fn make(s: &Station, case: &Value, kind: &str) -> Made {
    let mut made = Made::default();
    let mut fields = Map::new();
    for round in 0..6 {
        let check = s.call("paper.check", json!({ "case": case, "kind": kind, "fields": fields }));
        let mut open = false;
        for field in check["form"].as_array().expect("a form") {
            if field["unreadable"] == true {
                made.problems.push(format!("{}: {} cannot be read", kind, field["path"]));
            }
            if field["asked"].is_null() {
                continue;
            }
            open = true;
            let path = field["path"].as_str().expect("a path").to_owned();
            if round == 0 {
                made.asked.insert(path.clone());
            }
            let label = field["label"].as_str().expect("a label");
            let how = field["typed"].as_str().expect("a kind");
            fields.insert(path, typed(how, &field["choices"], &field["columns"], label));
        }
        for question in check["questions"].as_array().expect("questions") {
            open = true;
            let path = question["path"].as_str().expect("a path").to_owned();
            if round == 0 {
                made.asked.insert(path.clone());
            }
            let answer = match question["choices"].as_array() {
                Some(choices) if !choices.is_empty() => choices[0][0].clone(),
                _ if path.ends_with("birth") => "1990-01-01".into(),
                _ if path.ends_with("_on") || path.ends_with("date") || path.ends_with("until") => {
                    "2026-11-25".into()
                }
                _ => question["label"].clone(),
            };
            fields.insert(path, answer);
        }
        if !open {
            break;
        }
    }
    let issued =
        dispatch(&s.desk, "paper.issue", json!({ "case": case, "kind": kind, "fields": fields }));
    match issued {
        Err(error) => made.problems.push(format!("{kind}: {} {:?}", error.code, error.args)),
        Ok(view) => {
            made.done = true;
            let text = s.text(case, &view["row"]["paper"]["id"]);
            let sheet = s.call("case.open", json!({ "case": case }));
            for (what, wanted) in expected(kind, &sheet, &view) {
                let plain: String = wanted.chars().filter(|c| !c.is_whitespace()).collect();
                if !text.contains(&plain) {
                    made.problems.push(format!("{kind}: {what} {wanted} is not on the paper"));
                }
            }
        }
    }
    made
}

/// Papers that name neither side: they are about the file, or are filled in by hand.
const NAMELESS: &[&str] =
    &["signature-sheet", "dossier-index", "dossier-note", "tripartite-minutes"];
/// Papers that say how much the applicant claims.
const CLAIMED: &[&str] = &[
    "mediation-application",
    "oral-application-record",
    "arbitration-application",
    "consent-inquiry",
];
/// Papers that say how much was promised in all.
const PROMISED: &[&str] = &["payment-plan", "closing-approval"];
/// Papers that say each duty of the agreement.
const OWED: &[&str] = &["judicial-confirmation-application", "arbitration-review-application"];

fn expected(kind: &str, view: &Value, paper: &Value) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    let parties = view["parties"].as_array().expect("parties");
    let of = |role: &str| {
        parties
            .iter()
            .find(|p| p["role"] == role && p["name"] != "")
            .map(|p| p["name"].as_str().expect("a name").to_owned())
    };
    if !NAMELESS.contains(&kind) {
        let (worker, firm) = (of("applicant"), of("respondent"));
        // A paper about the firm names it; nearly all others name both.
        let of_firm = kind.starts_with("supervision-")
            || matches!(kind, "rectification-check" | "legal-representative-certificate");
        let name = if of_firm { firm } else { worker.or(firm) };
        all.extend(name.map(|name| ("the name", name)));
    }
    let yuan = |fen: &Value| fen.as_i64().filter(|n| *n > 0).map(|n| statute::Fen(n).format());
    if CLAIMED.contains(&kind) {
        all.extend(yuan(&view["summary"]["claimed"]).map(|sum| ("the claim", sum)));
    }
    if PROMISED.contains(&kind) {
        let promised = &view["performance"]["promised"];
        all.extend(yuan(promised).map(|sum| ("what was promised", sum)));
    }
    if OWED.contains(&kind) {
        let first = &view["obligations"][0]["obligation"]["amount"];
        all.extend(yuan(first).map(|sum| ("the first duty", sum)));
    }
    if let Some(number) = paper["row"]["paper"]["number"]["text"].as_str()
        && paper["row"]["paper"]["number"]["series"] != "case"
    {
        all.push(("the number", number.to_owned()));
    }
    all
}

/// Kinds that stand with a step of their own (freezing, a kept calculation, members with agreed amounts): the stories
/// make them.
const OTHERWISE: &[&str] = &["agreement", "calculation-sheet", "group-annex"];

#[test]
fn every_paper_of_a_dispute_can_be_made_from_a_case_and_asks_only_what_no_case_knows() {
    let s = Station::new();
    s.call("desk.sample", json!({ "cases": 120 }));
    let mut cases = Vec::new();
    for offset in [0, 200] {
        let page = s.call("case.list", json!({ "filter": "all", "offset": offset, "limit": 200 }));
        cases.extend(
            page["rows"].as_array().expect("rows").iter().map(|r| r["summary"]["id"].clone()),
        );
    }
    // Of the cases in which a kind may be made, the one that leaves least to be asked: the others lack what it is about.
    let mut seen = BTreeSet::new();
    let mut best: BTreeMap<String, (usize, Value)> = BTreeMap::new();
    let mut looked: BTreeMap<String, usize> = BTreeMap::new();
    for case in &cases {
        for kind in s.call("paper.kinds", json!({ "case": case })).as_array().expect("kinds") {
            let id = kind["kind"].as_str().expect("an id").to_owned();
            seen.insert(id.clone());
            let tries = looked.entry(id.clone()).or_default();
            let found = best.get(&id).is_some_and(|(gaps, _)| *gaps == 0) || *tries >= 40;
            if kind["allowed"] != true || found || OTHERWISE.contains(&id.as_str()) {
                continue;
            }
            *tries += 1;
            // A closed file takes only the papers of its end.
            let closed = s.call("case.open", json!({ "case": case }))["summary"]["closed"] == true;
            let gaps = if closed { 50 } else { 0 }
                + asked(&s, case, &id).iter().filter(|p| known_gap(p)).count();
            if best.get(&id).is_none_or(|(least, _)| gaps < *least) {
                best.insert(id, (gaps, case.clone()));
            }
        }
    }
    let best: BTreeMap<String, Made> =
        best.into_iter().map(|(id, (_, case))| (id.clone(), make(&s, &case, &id))).collect();
    assert!(seen.len() > 50, "the kinds are read: {}", seen.len());
    let mut wrong = Vec::new();
    for id in &seen {
        if OTHERWISE.contains(&id.as_str()) {
            continue;
        }
        match best.get(id) {
            None => wrong.push(format!("{id}: allowed in no case")),
            Some(made) => {
                wrong.extend(made.problems.iter().cloned());
                let gaps = made.asked.iter().filter(|p| known_gap(p));
                wrong.extend(gaps.map(|path| {
                    format!("{id}: asks for {path}, which the case or the settings hold")
                }));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_required_place_is_reached_by_a_form_a_step_or_a_field_of_the_case() {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/documents");
    let kinds = documents::Kinds::load(&assets, None).expect("kinds");
    // What steps, terms and settings hold: the form sends a person there instead of asking (questions.ts).
    let elsewhere = [
        "org",
        "doc",
        "applicants",
        "respondents",
        "third",
        "case",
        "claims",
        "terms",
        "computations",
        "refusal",
        "ending",
        "payment",
        "performance",
        "dunning",
        "annex",
        "members",
        "representatives",
        "advice",
        "recovery",
        "application",
        "extension",
        "referral",
        "session",
        "register",
    ];
    let mut wrong = Vec::new();
    for kind in kinds.iter() {
        for rule in &kind.required {
            let path = rule.path.replace("[]", ".0");
            let held =
                kind.form.iter().any(|f| f.holds(&path) || f.holds(&rule.path.replace("[]", "")));
            let first = path.split('.').next().unwrap_or_default();
            // A list of rows cannot be typed into a line of text.
            if !held && !elsewhere.contains(&first) {
                wrong.push(format!("{}: {}", kind.id, rule.path));
            }
        }
    }
    assert!(wrong.is_empty(), "no form reaches\n{}", wrong.join("\n"));
}

#[test]
fn papers_without_a_dispute_are_made_numbered_listed_and_voided_and_no_case_appears() {
    let s = Station::new();
    let kinds = s.call("matter.kinds", json!({}));
    let kinds: Vec<String> = kinds
        .as_array()
        .expect("kinds")
        .iter()
        .map(|k| k["kind"]["kind"].as_str().expect("an id").to_owned())
        .collect();
    for wanted in [
        "supervision-reminder",
        "supervision-opinion",
        "supervision-proposal",
        "supervision-record",
        "supervision-reply",
        "handover-sheet",
    ] {
        assert!(kinds.iter().any(|k| k == wanted), "{wanted}");
    }
    assert!(
        !kinds
            .iter()
            .any(|k| ["recovery-sheet", "document-register", "handbook"].contains(&k.as_str()))
    );
    let begun = s.call("matter.begin", json!({ "kind": "supervision-reminder" }));
    // Nothing typed and given up: nothing is left.
    s.call("case.discard", json!({ "case": begun["case"] }));
    assert_eq!(s.call("matter.begun", json!({})), json!([]));
    assert_eq!(s.code("matter.begin", json!({ "kind": "agreement" })), "matter.needs_dispute");

    for kind in &kinds {
        let file = s.call("matter.begin", json!({ "kind": kind, "employer": { "name": "某某物流有限公司", "address": "某某路9号" } }));
        let made = make(&s, &file["case"], kind);
        assert!(made.done && made.problems.is_empty(), "{kind}: {:?}", made.problems);
    }
    let page = s.call("paper.list", json!({ "limit": 50 }));
    let rows = page["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), kinds.len());
    let letter =
        rows.iter().find(|r| r["paper"]["kind"] == "supervision-reminder").expect("the letter");
    assert_eq!(letter["paper"]["number"]["text"], "勐工调监提〔2026〕KD1号");
    assert_eq!(
        (&letter["case_title"], &letter["subject"]),
        (&json!("某某物流有限公司"), &json!("supervision"))
    );
    let text = s.text(&letter["case"], &letter["paper"]["id"]);
    assert!(text.contains("某某物流有限公司") && text.contains("勐工调监提〔2026〕KD1号"));

    // What follows at the same employer lies in the same file and knows the letter.
    let reply = s.call(
        "paper.check",
        json!({ "case": letter["case"], "kind": "supervision-reply", "fields": {} }),
    );
    let said = |path: &str| {
        let form = reply["form"].as_array().expect("a form");
        form.iter().find(|f| f["path"] == path).map(|f| f["value"].clone()).expect("a field")
    };
    assert_eq!(said("supervision.letter_number"), "勐工调监提〔2026〕KD1号");
    assert_eq!(said("supervision.employer"), "某某物流有限公司");

    // No dispute has appeared by it: not in the lists, not in the counts, not in the search.
    let list = s.call("case.list", json!({ "filter": "all", "limit": 50 }));
    assert_eq!((&list["rows"], &list["counts"]["all"]), (&json!([]), &json!(0)));
    assert_eq!(s.call("search.find", json!({ "text": "物流" })), json!([]));

    // The letter waits for its seal on the day's list, until it is given up; its number stays in the register.
    let today = s.call("today.show", json!({})).to_string();
    assert!(today.contains(letter["paper"]["id"].as_str().expect("an id")));
    s.call(
        "paper.void",
        json!({ "case": letter["case"], "paper": letter["paper"]["id"], "reason": "主送单位写错" }),
    );
    let next = s.call(
        "matter.begin",
        json!({ "kind": "supervision-reminder", "employer": { "name": "某某酒店有限公司" } }),
    );
    let made = make(&s, &next["case"], "supervision-reminder");
    assert!(made.done, "{:?}", made.problems);
    let numbers = s.call("paper.list", json!({ "limit": 50, "kinds": ["supervision-reminder"] }));
    assert!(numbers.to_string().contains("勐工调监提〔2026〕KD2号"), "{numbers}");
    let register = s.call("register.list", json!({ "kind": "supervision-reminder" }));
    let rows = register["rows"].as_array().expect("rows");
    assert_eq!((rows.len(), &register["voided"], &register["absent"]), (2, &json!(1), &json!(0)));
    assert_eq!(rows[0]["note"], "作废：主送单位写错");
    let printed = dispatch_bytes(&s.desk, "register.pdf", json!({}));
    let printed = words(&printed.expect("a pdf"));
    // In narrow columns the words of a cell stand on several lines.
    for words in ["作废：主送单", "KD2号", "其中作废1号"] {
        assert!(printed.contains(words), "{words} in {printed}");
    }
}

#[test]
fn what_cannot_be_read_is_named_and_nothing_is_issued() {
    let s = Station::new();
    let file = s.call(
        "matter.begin",
        json!({ "kind": "supervision-closing", "employer": { "name": "某某物流有限公司" } }),
    );
    let fields = json!({ "supervision.recovered": "八千块", "supervision.workers": "27" });
    let check = s.call(
        "paper.check",
        json!({ "case": file["case"], "kind": "supervision-closing", "fields": fields }),
    );
    let field = |path: &str| {
        check["form"]
            .as_array()
            .expect("a form")
            .iter()
            .find(|f| f["path"] == path)
            .expect(path)
            .clone()
    };
    assert_eq!(field("supervision.recovered")["unreadable"], true);
    assert_eq!(field("supervision.workers")["value"], 27);
    let all = json!({ "case": file["case"], "kind": "supervision-closing", "fields": fields });
    assert_eq!(s.code("paper.issue", all), "paper.unreadable");
    assert_eq!(s.call("paper.list", json!({ "limit": 5 }))["rows"], json!([]));
}
