//! Papers of many people: every name once, every subtotal under its names, every page with its head.

use documents::RenderOptions;
use serde_json::{Value, json};

use crate::desk::{engine, pages, papers, pictures, render, sample, squeeze};

fn workers(count: usize) -> Vec<Value> {
    (1..=count)
        .map(|no| {
            json!({ "no": no, "name": format!("职工{no:03}"), "sex": "女", "id_number": "990101199003120019",
                "phone": "13900000001", "representative": no <= 3,
                "claimed": { "amount": "200.00", "amount_fen": 20_000, "capitals": "贰佰元整" },
                "agreed": { "amount": "100.00", "amount_fen": 10_000, "capitals": "壹佰元整" },
                "account": { "holder": "", "bank": "某某农村商业银行城关支行", "number": "6200 0000 0000 00001" } })
        })
        .collect()
}

/// Pages on which a name stands, counted from 0.
fn places(pages: &[String], name: &str) -> Vec<usize> {
    (0..pages.len()).filter(|n| squeeze(&pages[*n]).contains(name)).collect()
}

#[test]
fn each_subtotal_of_a_group_stands_under_its_members_and_the_total_comes_once() {
    let all = workers(52);
    let mut rest = all.as_slice();
    let mut sheets = Vec::new();
    while !rest.is_empty() {
        let (these, others) =
            rest.split_at(rest.len().min(if sheets.is_empty() { 11 } else { 15 }));
        let sum = these.len() * 100;
        sheets.push(json!({ "members": these, "count": these.len(),
            "subtotal": { "amount": format!("{sum}.00"), "amount_fen": sum * 100, "capitals": format!("小计{sum}") } }));
        rest = others;
    }
    let mut data = sample("group-annex");
    data["annex"] = json!({ "sheets": sheets, "count": 52,
        "total": { "amount": "5,200.00", "amount_fen": 520_000, "capitals": "伍仟贰佰元整" } });
    let pages = pages(&render("group-annex", &data).pdf);
    let sizes: Vec<usize> = sheets.iter().map(|s| s["members"].as_array().unwrap().len()).collect();
    assert_eq!(sizes, [11, 15, 15, 11]);
    for (n, sheet) in sheets.iter().enumerate() {
        let foot = places(&pages, &format!("第{}表小计", n + 1));
        assert_eq!(foot.len(), 1, "sheet {n}");
        for one in sheet["members"].as_array().unwrap() {
            let name = one["name"].as_str().unwrap();
            assert_eq!(places(&pages, name), foot, "{name} stands on the page of its subtotal");
        }
        assert!(squeeze(&pages[foot[0]]).contains("本人签名"), "sheet {n} has its head");
    }
    assert_eq!(places(&pages, "伍仟贰佰元整").len(), 1);
}

#[test]
fn a_roster_of_a_hundred_and_twenty_repeats_its_head_and_loses_nobody() {
    for (kind, part, head) in
        [("representatives", "members", "推举人签名"), ("signature-sheet", "members", "证件核对")]
    {
        let mut data = sample(kind);
        data[part] = json!(workers(120));
        if kind == "signature-sheet" {
            data["sheet"]["rows"] = json!([]);
        }
        let pages = pages(&render(kind, &data).pdf);
        for no in 1..=120 {
            let name = format!("职工{no:03}");
            let [at] = places(&pages, &name)[..] else { panic!("{kind}: {name}") };
            let flat = squeeze(&pages[at]);
            assert!(
                flat.contains(head) || flat.contains("推举人"),
                "{kind}: page {at} has no head"
            );
        }
        assert!(pages.len() > 6, "{kind}: meant to run over pages");
    }
}

#[test]
fn an_index_of_ninety_papers_repeats_its_head() {
    let mut data = sample("dossier-index");
    let entries: Vec<Value> = (1..=90)
        .map(|no| json!({ "no": no, "name": format!("文书{no:02}"), "date": "2026-11-20", "from": no, "to": no }))
        .collect();
    data["index"] = json!(entries);
    for page in pages(&render("dossier-index", &data).pdf) {
        assert!(squeeze(&page).contains("文书名称") && page.contains("页次"), "{page}");
    }
}

/// Puts an answer where its question points; `[]` is the first of a list.
fn answer(data: &mut Value, path: &str, value: &str) {
    let mut at = data;
    for part in path.replace("[]", ".0").split('.') {
        at = match part.parse::<usize>() {
            Ok(_) => {
                *at = json!([at.get(0).cloned().unwrap_or_default()]);
                &mut at[0]
            }
            Err(_) => &mut at[part],
        };
    }
    *at = json!(value);
}

#[test]
fn each_answer_that_is_offered_makes_another_paper() {
    let mut asked = 0;
    for kind in &papers() {
        for question in kind.required.iter().filter(|r| !r.choices.is_empty()) {
            let mut seen: Vec<(String, Vec<u8>)> = Vec::new();
            for choice in &question.choices {
                let mut data = sample(&kind.id);
                answer(&mut data, &question.path, &choice.value);
                if question.path.starts_with("warning.roles") {
                    data["warning"]["items"] = json!(["liability"]);
                }
                // A preview carries neither code nor check, which would differ anyway.
                let options = RenderOptions { preview: true, blanks: true };
                let paper = engine().render(&kind.id, &data, options).unwrap();
                let ink = pictures(&paper.pdf, 40).into_iter().flat_map(|p| p.pixels).collect();
                if let Some((same, _)) = seen.iter().find(|(_, other)| *other == ink) {
                    panic!("{}: {} prints what {same} prints", kind.id, choice.value);
                }
                seen.push((choice.value.clone(), ink));
                asked += 1;
            }
        }
    }
    assert!(asked > 40, "{asked}");
}
