//! What both stories share: the book in which they are told, with its checks and papers.

use super::desk::Desk;
use crate::Outcome;
use crate::sh::{self, cmd};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// The running account of the demonstration.
pub struct Book {
    pub desk: Desk,
    out: PathBuf,
    checks: Vec<Value>,
    papers: Vec<Value>,
    cases: Vec<String>,
}

impl Book {
    pub fn new(desk: Desk, out: &Path) -> Book {
        let (checks, papers, cases) = (Vec::new(), Vec::new(), Vec::new());
        Book { desk, out: out.to_owned(), checks, papers, cases }
    }

    /// Sets the clock.
    pub fn at(&mut self, now: &str) {
        self.desk.at(now);
    }

    /// Notes whether something that must be so is so.
    pub fn check(&mut self, what: &str, held: bool) {
        println!("  {} {what}", if held { "✓" } else { "✗" });
        self.checks.push(json!({ "what": what, "held": held }));
    }

    /// Begins a case; returns its id and the rows of applicant, respondent and claim.
    pub fn begin(&mut self, channel: &str) -> Outcome<Rows> {
        let made = self.desk.call("case", "create", json!({ "channel": channel }))?;
        let row = |name: &str| made[name].as_str().unwrap_or_default().to_owned();
        self.cases.push(row("id"));
        Ok(Rows {
            case: row("id"),
            applicant: row("applicant"),
            respondent: row("respondent"),
            claim: row("claim"),
        })
    }

    /// Types fields one by one, as the form does.
    pub fn type_in(&mut self, case: &str, fields: &[(String, Value)]) -> Outcome {
        for (path, value) in fields {
            let input = json!({ "case": case, "path": path, "value": value });
            self.desk.call("case", "put", input)?;
        }
        Ok(())
    }

    /// Issues a paper, keeps its PDF in the folder and compares it with what is on record.
    pub fn issue(&mut self, case: &str, kind: &str, fields: Value) -> Outcome<Value> {
        let input = json!({ "case": case, "kind": kind, "fields": fields });
        let view = self.desk.call("paper", "issue", input)?;
        self.keep(case, view)
    }

    /// A case that another desk began belongs to the account from now on.
    pub fn adopt(&mut self, case: &str) {
        self.cases.push(case.to_owned());
    }

    /// A file in the folder of the demonstration.
    pub fn file(&self, name: &str) -> PathBuf {
        self.out.join(name)
    }

    /// SHA-256 of a file, hex.
    pub fn sum(&self, file: &Path) -> Outcome<String> {
        let bytes = std::fs::read(file).map_err(|e| format!("{}: {e}", file.display()))?;
        Ok(hex::encode(Sha256::digest(&bytes)))
    }

    /// Keeps the PDF of a paper that stands.
    pub fn keep(&mut self, case: &str, view: Value) -> Outcome<Value> {
        let paper = &view["row"]["paper"];
        let (id, kind) =
            (paper["id"].clone(), paper["kind"].as_str().unwrap_or_default().to_owned());
        let name = format!("{:02}-{kind}.pdf", self.papers.len() + 1);
        let file = self.out.join(&name);
        self.desk.bytes("paper", "pdf", &json!({ "case": case, "paper": id }), &file)?;
        let bytes = std::fs::read(&file).map_err(|e| format!("{}: {e}", file.display()))?;
        let sum = hex::encode(Sha256::digest(&bytes));
        let title = paper["title"].as_str().unwrap_or_default().to_owned();
        self.check(&format!("{title}: the PDF is the one on record"), paper["pdf"] == json!(sum));
        self.papers.push(json!({
            "case": case, "kind": kind, "title": title, "number": paper["number"]["text"],
            "pages": paper["pages"], "path": name, "sha256": sum,
        }));
        Ok(view)
    }

    /// The text of the last kept paper without white space, as a second program reads it.
    pub fn text(&self) -> Outcome<String> {
        let last = self.papers.last().and_then(|p| p["path"].as_str()).unwrap_or_default();
        let file = self.out.join(last).to_string_lossy().into_owned();
        let text = sh::read(&mut cmd("pdftotext", ["-layout", &file, "-"]))?;
        Ok(text.split_whitespace().collect())
    }

    /// The pages of the last kept paper as a copier sends them: JPEG, grey, 150 dots an inch.
    pub fn pictures(&self) -> Outcome<Vec<PathBuf>> {
        let last = self.papers.last().and_then(|p| p["path"].as_str()).unwrap_or_default();
        let file = self.out.join(last).to_string_lossy().into_owned();
        let folder = self.out.join("scans");
        std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        let begin = folder.join("page").to_string_lossy().into_owned();
        sh::run(&mut cmd("pdftoppm", ["-jpeg", "-gray", "-r", "150", &file, &begin]))?;
        let entries =
            std::fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
        let mut sheets: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        sheets.sort();
        Ok(sheets)
    }

    /// Everybody who has to sign a paper signs it, the organisation by its seal.
    pub fn sign(&mut self, case: &str, view: &Value) -> Outcome<Value> {
        let paper = view["row"]["paper"]["id"].clone();
        let mut last = view.clone();
        for row in view["signers"].as_array().into_iter().flatten() {
            let (key, role) =
                (&row["signer"]["key"], row["signer"]["role"].as_str().unwrap_or_default());
            let how = if role == "organisation" { "seal" } else { "sign" };
            let input = json!({ "case": case, "paper": paper, "signer": key, "how": how });
            last = self.desk.call("paper", "sign", input)?;
        }
        Ok(last)
    }

    /// The case as its screen shows it.
    pub fn view(&mut self, case: &str) -> Outcome<Value> {
        self.desk.call("case", "open", json!({ "case": case }))
    }

    /// The clock of one kind as it stands today.
    pub fn clock(&mut self, case: &str, kind: &str) -> Outcome<Value> {
        let view = self.view(case)?;
        let mut clocks = view["deadlines"].as_array().into_iter().flatten();
        Ok(clocks.find(|clock| clock["kind"] == kind).cloned().unwrap_or_default())
    }

    /// The rows of the workbench that are about this case.
    pub fn today(&mut self, case: &str) -> Outcome<Vec<Value>> {
        let today = self.desk.call("today", "show", json!({}))?;
        let groups = today["groups"].as_array().cloned().unwrap_or_default();
        let rows =
            groups.iter().flat_map(|group| group["rows"].as_array().cloned().unwrap_or_default());
        Ok(rows.filter(|row| row["case"] == case).collect())
    }

    /// What `summary.json` says.
    pub fn close(&mut self, told: &Outcome) -> Outcome<Value> {
        let mut cases = Vec::new();
        for id in self.cases.clone() {
            let Ok(view) = self.view(&id) else { continue };
            let history = self.desk.call("case", "history", json!({ "case": id }))?;
            let records = history.as_array().map_or(0, Vec::len);
            cases.push(json!({
                "id": id, "number": view["summary"]["number"], "title": view["title"],
                "state": view["state"], "clocks": view["deadlines"], "records": records,
                "closed_on": view["closed_on"],
            }));
        }
        let records: u64 = cases.iter().filter_map(|case| case["records"].as_u64()).sum();
        Ok(json!({
            "cases": cases, "papers": self.papers, "records": records, "calls": self.desk.calls(),
            "checks": self.checks, "error": told.as_ref().err(),
        }))
    }
}

/// A case and the rows with which it began.
pub struct Rows {
    pub case: String,
    pub applicant: String,
    pub respondent: String,
    pub claim: String,
}

impl Rows {
    /// A field of the applicant.
    pub fn a(&self, name: &str, value: impl Into<Value>) -> (String, Value) {
        (format!("parties/{}/{name}", self.applicant), value.into())
    }

    /// A field of the respondent.
    pub fn r(&self, name: &str, value: impl Into<Value>) -> (String, Value) {
        (format!("parties/{}/{name}", self.respondent), value.into())
    }

    /// A field of the claim.
    pub fn c(&self, name: &str, value: impl Into<Value>) -> (String, Value) {
        (format!("claims/{}/{name}", self.claim), value.into())
    }
}

/// A field of the case itself.
pub fn case(name: &str, value: impl Into<Value>) -> (String, Value) {
    (format!("case/{name}"), value.into())
}
