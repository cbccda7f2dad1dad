//! Eight things that newspapers say and no paper of ours may repeat (needs.md § 0).

use std::fs;

use documents::RenderOptions;
use serde_json::{Value, json};

use crate::desk::{assets, engine, of_nothing, of_sample, render, sample, squeeze, text};

/// The words of every template and kind, all branches, comments left out.
fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in fs::read_dir(assets().join("documents")).unwrap() {
        let folder = folder.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        for file in fs::read_dir(&folder).unwrap() {
            let file = file.unwrap().path();
            if file.extension().is_some_and(|e| e == "typ" || e == "toml") {
                let words = fs::read_to_string(&file)
                    .unwrap()
                    .lines()
                    .filter(|l| !l.trim_start().starts_with("//"))
                    .collect::<Vec<_>>()
                    .join("\n");
                found.push((file.display().to_string(), words));
            }
        }
    }
    assert!(found.len() > 100, "templates and kinds are read");
    found
}

/// Every paper as it is printed: from its sample, and empty.
fn papers() -> Vec<(String, String)> {
    let kinds = engine().kinds().unwrap();
    kinds
        .iter()
        .flat_map(|kind| {
            let (full, empty) = (of_sample(&kind.id), of_nothing(&kind.id));
            [
                (kind.id.clone(), full.text.clone()),
                (format!("{} (empty)", kind.id), empty.text.clone()),
            ]
        })
        .collect()
}

fn nowhere(words: &[&str]) {
    for (place, said) in sources().into_iter().chain(papers()) {
        for word in words {
            assert!(!said.contains(word), "{place} says {word}");
        }
    }
}

#[test]
fn limitation_is_one_year_and_never_forty_five_days() {
    nowhere(&["45天", "45日", "四十五日", "四十五天"]);
    for kind in ["refusal-notice", "termination-notice"] {
        assert!(of_sample(kind).text.contains("时效期间为一年"), "{kind}");
    }
}

#[test]
fn arbitration_is_free_and_no_paper_asks_for_its_fee() {
    nowhere(&["仲裁费", "仲裁费用", "逾期利息", "缴纳仲裁"]);
    for kind in ["agreement", "advice", "termination-notice", "dunning-letter"] {
        assert!(of_sample(kind).text.contains("不收费"), "{kind}");
    }
}

#[test]
fn a_review_ends_in_a_mediation_document_and_never_in_an_award() {
    for kind in ["agreement", "arbitration-review-application"] {
        let said = &of_sample(kind).text;
        assert!(said.contains("仲裁调解书") && !said.contains("裁决书"), "{kind}");
    }
    let mut data = sample("dunning-letter");
    data["dunning"]["options"] =
        json!([{ "code": "enforcement", "title": "reviewed", "until": "2028-11-27" }]);
    let said = text(&render("dunning-letter", &data).pdf);
    assert!(said.contains("经仲裁审查并制作仲裁调解书") && !said.contains("裁决书"), "{said}");
}

#[test]
fn nothing_turns_into_arbitration_by_itself() {
    nowhere(&["自动"]);
    let said = &of_sample("termination-notice").text;
    assert!(said.contains("都可以就本争议向") && said.contains("申请仲裁"));
}

#[test]
fn five_working_days_are_a_target_and_fifteen_days_are_calendar_days() {
    nowhere(&[
        "5个工作日",
        "五个工作日",
        "五个工作日内",
        "15个工作日",
        "十五个工作日",
        "10个工作日",
    ]);
}

/// Both conditions, who decides, and that nothing follows by itself.
const LISTING: [&str; 5] = [
    "列入须同时符合两点",
    "数额达到拒不支付劳动报酬罪的认定标准",
    "引发群体性、极端事件，造成严重不良社会影响",
    "已经依法责令限期支付，用人单位逾期仍未支付",
    "工会和调解组织无权列入",
];

#[test]
fn whoever_speaks_of_the_list_says_both_conditions_and_who_decides() {
    nowhere(&["黑名单", "将列入", "将被列入", "就列入", "一律列入"]);
    for (kind, part, on, off) in [
        (
            "consequence-notice",
            "warning",
            json!({ "items": ["blacklist"] }),
            json!({ "items": ["extra"] }),
        ),
        ("dunning-letter", "dunning", json!({ "blacklist": true }), json!({ "blacklist": false })),
    ] {
        let with = |extra: &Value| {
            let mut data = sample(kind);
            for (key, value) in extra.as_object().unwrap() {
                data[part][key] = value.clone();
            }
            text(&render(kind, &data).pdf)
        };
        let said = with(&on);
        for words in LISTING {
            assert!(said.contains(words), "{kind} leaves out {words}");
        }
        assert!(!with(&off).contains("名单"), "{kind} speaks of the list unasked");
    }
    for (place, said) in papers() {
        if said.contains("失信") {
            assert!(LISTING.iter().all(|words| said.contains(words)), "{place}");
        }
    }
}

#[test]
fn each_in_the_chain_is_told_his_own_liability_and_no_other() {
    let own = [
        ("developer", "以没有结清的工程款为限先行垫付", "第二十九条"),
        ("general", "由总承包单位先行清偿", "第三十条"),
        ("subcontractor", "工资支付负直接责任", "第三十条"),
        ("unqualified", "由建设单位或者施工总承包单位清偿", "第三十六条"),
    ];
    for (role, words, article) in own {
        let mut data = sample("consequence-notice");
        data["warning"]["items"] = json!(["liability"]);
        data["warning"]["liability"] = json!(true);
        data["warning"]["roles"] = json!([role]);
        let said = text(&render("consequence-notice", &data).pdf);
        assert!(said.contains(words) && said.contains(article), "{role}: {said}");
        for (other, not_his, _) in own.iter().filter(|o| o.0 != role) {
            assert!(!said.contains(not_his), "{role} is told what binds {other}");
        }
    }
    for (place, said) in sources().into_iter().chain(papers()) {
        let said = squeeze(&said);
        if said.contains("垫付") {
            assert!(
                said.contains("以没有结清的工程款为限先行垫付"),
                "{place}: an advance without its limit"
            );
        }
    }
}

#[test]
fn no_paper_prints_a_rate_without_what_it_is_a_rate_of() {
    nowhere(&["成功率", "化解率", "履行率", "同比", "环比", "提升了", "下降了"]);
}

#[test]
fn performance_is_confirmed_only_when_all_is_paid() {
    let mut data = sample("performance-done");
    data["performance"]["complete"] = Value::Null;
    let asked = engine().missing("performance-done", &data).unwrap();
    assert_eq!(asked.iter().map(|q| q.path.as_str()).collect::<Vec<_>>(), ["performance.complete"]);
    assert!(engine().render("performance-done", &data, RenderOptions::default()).is_err());
}
