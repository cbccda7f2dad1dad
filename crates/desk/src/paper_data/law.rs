//! Computations behind 计算明细表 (D15): each kept one that a claim or member refers to now, as it was kept.

use super::money;
use crate::law;
use crate::session::Desk;
use casework::{Case, ComputedAmount};
use serde_json::{Value, json};
use statute::{Computation, Fen};

/// `computations` and `computations_total`.
pub(super) fn computations(desk: &Desk, case: &Case) -> (Value, Value) {
    let kept = case.computations.iter().filter(|one| law::work_stands(case, one));
    let read: Vec<(&ComputedAmount, Computation)> =
        kept.filter_map(|one| Some((one, law::kept_work(one)?))).collect();
    let sums: Vec<Fen> = read.iter().filter_map(|(one, work)| one.total.or(work.total)).collect();
    let total = if sums.is_empty() { None } else { Fen::total(sums) };
    let all: Vec<Value> =
        read.iter().map(|(one, work)| computation(desk, case, one, work)).collect();
    (json!(all), money(total))
}

fn computation(desk: &Desk, case: &Case, kept: &ComputedAmount, work: &Computation) -> Value {
    let whose = match kept.target.split_once('/') {
        Some(("members", _)) => case.sheet.text(&format!("{}/name", kept.target)),
        _ => String::new(),
    };
    let steps = work.steps.iter().map(|step| {
        let result = match &step.value {
            Some(words) => words.clone(),
            None => format!("{}元", step.result.format()),
        };
        // The result stands in its own column.
        let tail = format!(" = {result}");
        let formula = step.formula.strip_suffix(&tail).unwrap_or(&step.formula);
        json!({ "label": step.label, "formula": formula, "result": result, "article": step.article })
    });
    let parameters = work.parameters.iter().map(|p| {
        let area = desk.law.regions.get(&p.area).map_or(p.area.as_str(), |r| r.name.as_str());
        json!({
            "label": p.label, "value": p.value, "area": area, "from": p.from.to_string(),
            "source": p.source, "confirmed": p.confirmed, "given": p.given,
        })
    });
    let missing = work.missing.iter().map(|m| {
        // The paper prints 未知： itself.
        json!({ "ask": m.ask.trim_start_matches("未知："), "blocks": m.blocks })
    });
    let heads = work.heads.iter().map(|head| {
        let payer = if head.payer_note.is_empty() { "用人单位" } else { &head.payer_note };
        let range = head.amount_max.filter(|most| *most != head.amount);
        let mut out = json!({
            "label": head.label, "payer_note": payer,
            "amount_fen": null, "amount": null, "capitals": null, "low": null, "high": null,
        });
        match range {
            Some(most) => {
                out["low"] = money(Some(head.amount));
                out["high"] = money(Some(most));
            }
            None => {
                if let Value::Object(sum) = money(Some(head.amount)) {
                    for (name, value) in sum {
                        out[name] = value;
                    }
                }
            }
        }
        out
    });
    json!({
        "rule": kept.rule, "title": work.title, "for": whose,
        "steps": steps.collect::<Vec<_>>(), "parameters": parameters.collect::<Vec<_>>(),
        "missing": missing.collect::<Vec<_>>(),
        "warnings": work.warnings.iter().map(|w| w.words.as_str()).collect::<Vec<_>>(),
        "heads": heads.collect::<Vec<_>>(),
        "total": money(work.total), "version": work.version,
    })
}
