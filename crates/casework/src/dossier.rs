//! The dossier 卷宗: which papers, scans and files of a case are bound, in which order, and what is still missing.
//!
//! Private notes are not here and cannot be: they are no part of a [`Case`].
//! Source: 人民法院诉讼文书立卷归档办法 (order of a file), by analogy; needs.md D40.

mod check;

pub use check::{DossierItem, dossier_check};

use crate::case::{Case, FiledAttachment};
use crate::event::{Number, codes};
use crate::fields::{EVIDENCE, words_for};
use crate::ids::Id;
use crate::paper::Paper;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

codes! {
    /// Parts of a file in the order in which they are bound.
    #[derive(PartialOrd, Ord)]
    DossierStage {
        /// What was asked for, and by whom.
        Application = "application", "申请";
        /// Consent of the other side, acceptance or refusal.
        Acceptance = "acceptance", "受理";
        /// What the parties were told.
        Notice = "notice", "告知";
        /// What was said.
        Record = "record", "笔录";
        /// Evidence.
        Evidence = "evidence", "证据";
        /// Agreement, or how else the mediation ended.
        Outcome = "outcome", "协议";
        /// Proofs of service.
        Service = "service", "送达";
        /// Payments and what was done to get them.
        Performance = "performance", "履行";
        /// Closing of the file.
        Closing = "closing", "结案";
    }
}

impl DossierStage {
    /// Where a kind of paper is bound; a kind of a county's pack goes with the records.
    #[must_use]
    pub fn of(kind: &str) -> Self {
        match kind {
            "consultation-record"
            | "advice"
            | "mediation-application"
            | "oral-application-record"
            | "receipt"
            | "privacy-notice"
            | "power-of-attorney"
            | "legal-representative-certificate"
            | "representatives"
            | "supplement-notice" => Self::Application,
            "consent-inquiry" | "acceptance-notice" | "refusal-notice" | "major-dispute-report" => {
                Self::Acceptance
            }
            "rights-notice" | "service-address" | "session-notice" | "consequence-notice" => {
                Self::Notice
            }
            "evidence-list" | "evidence-receipt" => Self::Evidence,
            "agreement"
            | "agreement-lao"
            | "group-annex"
            | "termination-notice"
            | "withdrawal-application"
            | "arbitration-reply"
            | "arbitration-application"
            | "transfer-letter"
            | "referral-slip"
            | "suit-support-letter"
            | "lawsuit-complaint"
            | "legal-aid-application" => Self::Outcome,
            "service-receipt" => Self::Service,
            "payment-plan"
            | "dunning-letter"
            | "payment-receipt"
            | "performance-done"
            | "mediation-certificate"
            | "arbitration-review-application"
            | "judicial-confirmation-application"
            | "payment-order-application"
            | "enforcement-application" => Self::Performance,
            "closing-approval" | "follow-up-record" => Self::Closing,
            _ => Self::Record,
        }
    }
}

/// Made anew with each dossier, because they say its pages.
pub const BINDING_PAPERS: &[&str] = &["dossier-cover", "dossier-index", "dossier-note"];

/// What is bound under one line of the contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartOf {
    /// A paper as it was issued, in case no scan shows each of its pages; then its scans: page (0 when unknown), SHA-256.
    Paper {
        /// The paper.
        id: Id,
        /// Its pages are bound as issued: the scans do not show all of them.
        issued: bool,
        /// Scans in the order of the pages.
        scans: Vec<(u32, String)>,
    },
    /// An attached file, SHA-256.
    File(String),
}

/// A line of the contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierPart {
    /// Where it is bound.
    pub stage: DossierStage,
    /// As it stands in the contents.
    pub title: String,
    /// 文号 or 案号.
    pub number: Option<Number>,
    /// Day.
    pub on: NaiveDate,
    /// Where it comes from, for evidence.
    pub source: String,
    /// What is bound.
    pub of: PartOf,
}

/// Everything that is bound, in order: what was voided or replaced is not.
#[must_use]
pub fn dossier_parts(case: &Case) -> Vec<DossierPart> {
    let papers: Vec<&Paper> = standing(case).collect();
    let mut parts: Vec<DossierPart> = papers.iter().map(|paper| of_paper(paper, &papers)).collect();
    let elsewhere = shown_with_papers(case);
    let proofs = proofs(case);
    let mut seen = BTreeSet::new();
    for file in &case.attachments {
        if elsewhere.contains(file.sha256.as_str()) || !seen.insert(file.sha256.as_str()) {
            continue;
        }
        let stage = proofs.get(file.sha256.as_str()).copied().unwrap_or(DossierStage::Evidence);
        parts.push(of_file(file, stage));
    }
    // Within a stage as its papers follow each other in the work, then by day; evidence after its list.
    parts.sort_by_key(|p| (p.stage, rank(case, p), p.on));
    parts
}

/// Papers that stand and belong into the file.
fn standing(case: &Case) -> impl Iterator<Item = &Paper> {
    case.papers.iter().filter(|p| {
        p.voided.is_none()
            && p.superseded_by.is_none()
            && !BINDING_PAPERS.contains(&p.kind.as_str())
    })
}

fn of_paper(paper: &Paper, all: &[&Paper]) -> DossierPart {
    let pages: BTreeMap<u32, &String> =
        paper.scans.iter().filter(|(page, _)| *page > 0).map(|(page, sha)| (*page, sha)).collect();
    let shown = (1..=paper.pages).all(|page| pages.contains_key(&page));
    // A page scanned twice is bound as it was scanned last; what page it is may be unknown.
    let mut scans: Vec<(u32, String)> =
        pages.into_iter().map(|(page, sha)| (page, sha.clone())).collect();
    for (_, sha) in paper.scans.iter().filter(|(page, _)| *page == 0) {
        if scans.iter().all(|(_, known)| known != sha) {
            scans.push((0, sha.clone()));
        }
    }
    DossierPart {
        stage: DossierStage::of(&paper.kind),
        title: title(paper, all),
        number: paper.number.clone(),
        on: paper.on,
        source: String::new(),
        of: PartOf::Paper { id: paper.id.clone(), issued: !shown, scans },
    }
}

/// Papers of one title are told apart by whom they are for.
fn title(paper: &Paper, all: &[&Paper]) -> String {
    let same = all.iter().filter(|p| p.title == paper.title).count();
    let mut parties = paper.signers.iter().filter(|s| s.party.is_some()).map(|s| s.name.as_str());
    match (same, parties.next(), parties.next()) {
        (2.., Some(only), None) => format!("{}（{only}）", paper.title),
        _ => paper.title.clone(),
    }
}

fn of_file(file: &FiledAttachment, stage: DossierStage) -> DossierPart {
    let said = words_for(EVIDENCE, &file.label);
    let plain = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
    let title = match said {
        "" => plain.to_owned(),
        said if plain.is_empty() || said == plain => said.to_owned(),
        said => format!("{said}：{plain}"),
    };
    let o = &file.obtained;
    let from = match (o.obtained_from.as_str(), o.obtained_by.as_str()) {
        ("", "") => String::new(),
        (from, "") => format!("{from}提交"),
        ("", by) => format!("{by}调取"),
        (from, by) => format!("{by}自{from}取得"),
    };
    DossierPart {
        stage,
        title,
        number: None,
        on: o.obtained_on.unwrap_or_else(|| file.at.date_naive()),
        source: from,
        of: PartOf::File(file.sha256.clone()),
    }
}

/// Files that are bound with their paper already.
fn shown_with_papers(case: &Case) -> BTreeSet<&str> {
    let scans = case.papers.iter().flat_map(|p| p.scans.iter().map(|(_, sha)| sha.as_str()));
    scans.chain(case.papers.iter().map(|p| p.pdf.as_str())).collect()
}

/// Files that prove a payment or a service are bound where they prove it.
fn proofs(case: &Case) -> BTreeMap<&str, DossierStage> {
    let mut all = BTreeMap::new();
    let paid = case.payments.iter().filter(|p| p.cancelled.is_none()).map(|p| &p.more.proof);
    let done = case.happenings.done.iter().chain(&case.happenings.events).map(|h| &h.proof);
    for proof in paid.chain(done) {
        all.insert(proof.as_str(), DossierStage::Performance);
    }
    for service in case.papers.iter().flat_map(|p| &p.services) {
        all.insert(service.more.picture.as_str(), DossierStage::Service);
    }
    all.remove("");
    all
}

/// Order of the kinds inside a stage; those that are not named come by their day behind them.
fn rank(case: &Case, part: &DossierPart) -> usize {
    const ORDER: &[&str] = &[
        "consultation-record",
        "mediation-application",
        "oral-application-record",
        "receipt",
        "supplement-notice",
        "privacy-notice",
        "representatives",
        "legal-representative-certificate",
        "power-of-attorney",
        "advice",
        "consent-inquiry",
        "acceptance-notice",
        "refusal-notice",
        "major-dispute-report",
        "rights-notice",
        "service-address",
        "session-notice",
        "evidence-list",
        "evidence-receipt",
        "agreement",
        "group-annex",
        "agreement-lao",
        "closing-approval",
        "follow-up-record",
    ];
    match &part.of {
        PartOf::File(_) => ORDER.len() + 1,
        PartOf::Paper { id, .. } => {
            let kind = case.paper(id).map_or("", |p| p.kind.as_str());
            ORDER.iter().position(|k| *k == kind).unwrap_or(ORDER.len())
        }
    }
}
