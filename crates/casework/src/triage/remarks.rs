//! Remarks on who the parties are and what the matter is; exactly which rule binds whom.

use super::Remark;
use crate::case::Case;
use crate::context::Context;
use crate::decide::guards;
use crate::sheet::{Party, PartyRole};
use serde_json::{Value, json};
use std::collections::BTreeMap;

struct Remarks(Vec<Remark>);

impl Remarks {
    fn add(&mut self, code: &str, article: &str, args: &[(&str, Value)]) {
        let args = args.iter().map(|(name, v)| ((*name).to_owned(), v.clone()));
        self.0.push(Remark {
            code: code.to_owned(),
            article: article.to_owned(),
            unconfirmed: false,
            args: BTreeMap::from_iter(args),
        });
    }

    fn unsure(&mut self, code: &str, article: &str) {
        self.add(code, article, &[]);
        if let Some(last) = self.0.last_mut() {
            last.unconfirmed = true;
        }
    }
}

pub(super) fn remarks(case: &Case, cx: &Context<'_>) -> Vec<Remark> {
    let mut r = Remarks(Vec::new());
    let parties = case.sheet.parties();
    let named: Vec<Party> = parties.into_iter().filter(|p| !p.name.is_empty()).collect();
    employment(case, &named, cx, &mut r);
    chain(case, &named, &mut r);
    matter(case, cx, &mut r);
    r.0
}

fn employment(case: &Case, parties: &[Party], cx: &Context<'_>, r: &mut Remarks) {
    let workers: Vec<&Party> = parties.iter().filter(|p| p.role == PartyRole::Applicant).collect();
    let any = |code: &str| workers.iter().any(|p| p.employment == code);
    if any("platform_partial") {
        r.add("employment.platform_partial", "人社厅发〔2024〕4号", &[]);
    }
    if any("platform") {
        r.add("employment.platform", "人社厅发〔2024〕4号", &[]);
    }
    if any("service") || any("contract_work") {
        r.add("employment.civil", "民法典第188条", &[]);
    }
    let role = |code: &str| parties.iter().any(|p| p.chain_role == code);
    if any("dispatched") || role("dispatcher") || role("user") {
        let both = role("dispatcher") && role("user");
        let code = if both { "dispatch.co_parties" } else { "dispatch.other_missing" };
        r.add(code, "调解仲裁法第22条", &[]);
    }
    if role("platform") || role("partner") {
        let both = role("platform") && role("partner");
        let code = if both { "platform.co_respondents" } else { "platform.other_missing" };
        r.add(code, "人社厅发〔2024〕4号", &[]);
    }
    let vulnerable = |code: &str| {
        workers.iter().any(|p| {
            case.sheet.words(&format!("parties/{}/vulnerable", p.id)).iter().any(|w| w == code)
        })
    };
    if vulnerable("elderly") {
        r.unsure("employment.elderly", "法释〔2025〕12号第21条");
    }
    let applicants: Vec<Party> = workers.iter().map(|p| (*p).clone()).collect();
    let count = workers.len() + case.workers_besides(&applicants).len();
    let (size, _) = cx.policy.number("group_size", cx.today());
    if size > 0 && i64::try_from(count).unwrap_or(i64::MAX) >= size {
        r.add("group.representatives", "调解仲裁法第7条", &[("count", json!(count))]);
    }
    for lost in parties.iter().filter(|p| p.lost && p.role != PartyRole::Applicant) {
        r.add("party.lost", "", &[("name", json!(lost.name))]);
    }
}

/// Who answers for wages on a building site: three rules, not one (needs.md § 0, 7).
fn chain(case: &Case, parties: &[Party], r: &mut Remarks) {
    let of = |code: &str| parties.iter().find(|p| p.chain_role == code);
    let name = |p: Option<&Party>| json!(p.map(|p| p.name.clone()));
    let (owner, general) = (of("owner"), of("general"));
    let (sub, gang) = (of("sub"), of("gang"));
    if owner.is_none() && general.is_none() && sub.is_none() && gang.is_none() {
        return;
    }
    if sub.is_some() || gang.is_some() {
        // Art. 30: the subcontractor owes, the general contractor pays first, and may recover.
        r.add(
            "chain.general_pays_first",
            "保障农民工工资支付条例第30条",
            &[("general", name(general)), ("sub", name(sub.or(gang)))],
        );
    }
    if owner.is_some() || general.is_some() {
        // Art. 29: the owner advances only up to the project money it has not paid.
        let due = case.sheet.money("case/project_money_due").map(|m| m.0);
        r.add(
            "chain.owner_advances",
            "保障农民工工资支付条例第29条",
            &[("owner", name(owner)), ("project_money_due", json!(due))],
        );
    }
    if gang.is_some_and(|g| g.uscc.is_empty()) {
        // Art. 36: contracted out to a person or an unqualified firm, owner or general contractor pays.
        r.add(
            "chain.unqualified",
            "保障农民工工资支付条例第36条",
            &[("gang", name(gang)), ("general", name(general)), ("owner", name(owner))],
        );
    }
}

fn matter(case: &Case, cx: &Context<'_>, r: &mut Remarks) {
    let heads = guards::heads(case);
    let any = |is: &dyn Fn(&statute::Cause) -> bool| {
        heads.iter().any(|h| cx.causes.get(h).is_some_and(is))
    };
    if any(&|c| c.administrative) {
        r.add("matter.administrative", "社会保险法第63条", &[]);
    }
    if any(&|c| c.arbitration_review_barred) {
        r.unsure("matter.review_barred", "办案规则第75条");
    }
    if any(&|c| c.civil) {
        r.add("matter.civil", "民法典第188条", &[]);
    }
    let sheet = &case.sheet;
    let told = (sheet.text("case/employer_union"), sheet.text("case/union_notified"));
    let ended =
        |h: &String| matches!(h.as_str(), "unlawful_termination" | "severance" | "notice_pay");
    if heads.iter().any(ended) && told == ("yes".to_owned(), "no".to_owned()) {
        r.add("union.not_notified", "劳动合同法第43条、解释一第47条", &[]);
    }
    // Arbitration is free (Art. 53): said early, because fear of cost keeps people away.
    r.add("arbitration.free", "调解仲裁法第53条", &[]);
}
