//! Is the file complete? What has to be in it for the way in which the matter went.

use super::{DossierStage as D, standing};
use crate::agreement::{CheckItem, CheckLevel};
use crate::case::{Case, MediationState as S};
use crate::paper::{Paper, PaperState, SignerRole};
use crate::sheet::{Party, PartyRole};
use serde::Serialize;

/// One finding with the part of the file it belongs to; the words are the screen's.
#[derive(Debug, Clone, PartialEq, Serialize, ts_rs::TS)]
pub struct DossierItem {
    /// Part of the file.
    pub stage: D,
    /// What was found.
    pub found: CheckItem,
}

/// Kinds whose service has to be proved (needs.md D21).
const SERVED: &[&str] = &[
    "acceptance-notice",
    "refusal-notice",
    "termination-notice",
    "agreement",
    "session-notice",
    "dunning-letter",
];

struct Found(Vec<DossierItem>);

impl Found {
    fn say(&mut self, stage: D, level: CheckLevel, code: &str, with: &[(&str, serde_json::Value)]) {
        let item = CheckItem::new(level, &format!("dossier.{code}"), "");
        let found = with.iter().fold(item, |i, (name, value)| i.with(name, value.clone()));
        self.0.push(DossierItem { stage, found });
    }

    /// One of these kinds has to be there; signed where it wants a signature.
    fn paper(&mut self, case: &Case, kinds: &[&str], level: CheckLevel) {
        let stage = D::of(kinds[0]);
        match standing(case).filter(|p| kinds.contains(&p.kind.as_str())).last() {
            None => self.say(stage, level, "paper_missing", &[("kind", kinds[0].into())]),
            Some(p) => self.signed(stage, p, level),
        }
    }

    fn signed(&mut self, stage: D, p: &Paper, level: CheckLevel) {
        let missing: Vec<String> = p.missing().iter().map(|s| s.name.clone()).collect();
        let paper = ("paper", p.id.0.clone().into());
        if p.state() == PaperState::Complete {
            let title = ("title", p.title.clone().into());
            self.say(stage, CheckLevel::Ok, "paper_there", &[title, paper]);
        } else {
            let with = [("title", p.title.clone().into()), ("missing", missing.into()), paper];
            self.say(stage, level, "paper_unsigned", &with);
        }
    }
}

/// Judges whether the file can go to the archive: in the order of its parts, bad items first in each.
///
/// Source: needs.md § (b), (c) D40; 人民调解法 Art. 27; 企业劳动争议协商调解规定 Art. 22, 30, 32.
#[must_use]
pub fn dossier_check(case: &Case) -> Vec<DossierItem> {
    use CheckLevel::{Bad, Warn};
    let mut found = Found(Vec::new());
    let state = case.state();
    if state == S::Consulting {
        found.paper(case, &["consultation-record"], Bad);
    } else {
        found.paper(case, &["mediation-application", "oral-application-record"], Bad);
    }
    if case.mediation.accepted.is_some() {
        consent(case, &mut found);
        found.paper(case, &["acceptance-notice"], Bad);
        found.paper(case, &["rights-notice"], Warn);
        found.paper(case, &["service-address"], Warn);
        records(case, &mut found);
    }
    evidence(case, &mut found);
    match state {
        S::Refused => found.paper(case, &["refusal-notice"], Bad),
        S::Failed => found.paper(case, &["termination-notice"], Bad),
        S::Referred => found.paper(case, &["arbitration-reply"], Bad),
        S::Withdrawn => found.paper(case, &["withdrawal-application"], Warn),
        _ => {}
    }
    if state == S::Effective {
        found.paper(case, &["agreement"], Bad);
        performed(case, &mut found);
    }
    if state == S::Settled {
        found.paper(case, &["payment-receipt"], Bad);
    }
    scans(case, &mut found);
    services(case, &mut found);
    found.paper(case, &["closing-approval"], Bad);
    let mut all = found.0;
    all.sort_by_key(|i| (i.stage, i.found.level));
    all
}

/// The other side's consent: an answer on file, or an agreement it has signed.
fn consent(case: &Case, found: &mut Found) {
    let agreed = |party: &Party| {
        case.mediation.inquiries.iter().any(|i| i.party == party.id && i.agreed == Some(true))
    };
    let asked = case.sheet.named(PartyRole::Respondent);
    let silent: Vec<String> = asked.iter().filter(|p| !agreed(p)).map(|p| p.name.clone()).collect();
    if silent.is_empty() || case.effective().is_some() {
        found.say(D::Acceptance, CheckLevel::Ok, "consent_there", &[]);
    } else {
        let names = [("names", silent.into())];
        found.say(D::Acceptance, CheckLevel::Warn, "consent_missing", &names);
    }
}

fn records(case: &Case, found: &mut Found) {
    let held = case.mediation.sessions.len();
    let kinds = ["session-record", "tripartite-minutes"];
    let made = standing(case).filter(|p| kinds.contains(&p.kind.as_str()));
    let (whole, open): (Vec<&Paper>, Vec<&Paper>) =
        made.partition(|p| p.state() == PaperState::Complete);
    for paper in &open {
        found.signed(D::Record, paper, CheckLevel::Warn);
    }
    let made = whole.len() + open.len();
    if made < held {
        let with = [("held", held.into()), ("made", made.into())];
        found.say(D::Record, CheckLevel::Warn, "records_missing", &with);
    } else if held > 0 && open.is_empty() {
        found.say(D::Record, CheckLevel::Ok, "records_there", &[("count", held.into())]);
    }
}

fn evidence(case: &Case, found: &mut Found) {
    let named = case.sheet.words("case/evidence").len();
    let filed = case.attachments.len();
    if named > 0 && filed == 0 {
        found.say(D::Evidence, CheckLevel::Warn, "evidence_missing", &[("count", named.into())]);
    } else if filed > 0 {
        found.say(D::Evidence, CheckLevel::Ok, "evidence_there", &[("count", filed.into())]);
    }
}

/// What was signed on paper is in the file only when its sheets were scanned back.
fn scans(case: &Case, found: &mut Found) {
    for p in standing(case).filter(|p| !p.signatures.is_empty()) {
        let stage = D::of(&p.kind);
        let mut pages: Vec<u32> = p.scans.iter().map(|(page, _)| *page).collect();
        // A scan of unknown page may show the whole paper: a person has looked at it when he filed it.
        if pages.contains(&0) {
            continue;
        }
        pages.sort_unstable();
        pages.dedup();
        let level = if p.kind == "agreement" { CheckLevel::Bad } else { CheckLevel::Warn };
        let lacking: Vec<u32> = (1..=p.pages).filter(|page| !pages.contains(page)).collect();
        let with = |more: (&'static str, serde_json::Value)| {
            [("title", p.title.clone().into()), ("paper", p.id.0.clone().into()), more]
        };
        if pages.is_empty() {
            found.say(stage, level, "scan_missing", &with(("pages", p.pages.into())));
        } else if !lacking.is_empty() {
            found.say(stage, level, "scan_pages_missing", &with(("pages", lacking.into())));
        }
    }
}

fn services(case: &Case, found: &mut Found) {
    let mut parties = case.sheet.named(PartyRole::Applicant);
    let respondents = case.sheet.named(PartyRole::Respondent);
    parties.extend(respondents.iter().cloned());
    let before = found.0.len();
    let mut any = false;
    for p in standing(case).filter(|p| SERVED.contains(&p.kind.as_str())) {
        any = true;
        // A dunning letter goes to him who owes.
        let to = if p.kind == "dunning-letter" { &respondents } else { &parties };
        let unserved = to.iter().filter(|q| {
            // Whoever signed it, or for whom the organisation made it out to another, has had it.
            let signed = p.signers.iter().any(|s| {
                s.party.as_ref() == Some(&q.id) && p.signatures.iter().any(|g| g.signer == s.key)
            });
            !signed && p.services.iter().all(|s| s.party != q.id)
        });
        let names: Vec<String> = unserved.map(|q| q.name.clone()).collect();
        if !names.is_empty() {
            let with = [
                ("title", p.title.clone().into()),
                ("paper", p.id.0.clone().into()),
                ("names", names.into()),
            ];
            found.say(D::Service, CheckLevel::Warn, "unserved", &with);
        }
    }
    let handed = standing(case).any(|p| !p.services.is_empty());
    if handed && standing(case).all(|p| p.kind != "service-receipt") {
        found.say(D::Service, CheckLevel::Warn, "no_service_receipt", &[]);
    }
    if any && found.0.len() == before {
        found.say(D::Service, CheckLevel::Ok, "services_there", &[]);
    }
}

fn performed(case: &Case, found: &mut Found) {
    let Some(performance) = case.performance() else { return };
    if !performance.complete {
        found.say(D::Performance, CheckLevel::Warn, "not_performed", &[]);
        return;
    }
    let unproven = case.payments.iter().filter(|p| p.cancelled.is_none());
    let unproven = unproven.filter(|p| p.more.proof.is_empty()).count();
    let receipts = standing(case).filter(|p| p.kind == "payment-receipt").count();
    let confirmed = standing(case).any(|p| {
        p.kind == "performance-done"
            && p.signers.iter().any(|s| {
                s.role == SignerRole::Applicant && p.signatures.iter().any(|g| g.signer == s.key)
            })
    });
    if unproven > receipts && !confirmed {
        let with = [("count", (unproven - receipts).into())];
        found.say(D::Performance, CheckLevel::Bad, "payment_unproven", &with);
    } else {
        found.say(D::Performance, CheckLevel::Ok, "performance_there", &[]);
    }
}
