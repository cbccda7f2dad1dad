//! Layout that law offices insist on: repeated table heads, signatures that stay together, the grid.

use serde_json::{Value, json};

use crate::desk::{pages, render, sample, squeeze, text};

fn money(yuan: u64) -> (String, u64) {
    (format!("{yuan}.00"), yuan * 100)
}

fn instalments(count: usize) -> Vec<Value> {
    (1..=count)
        .map(|no| {
            let (amount, fen) = money(100);
            json!({ "no": no, "payer": "某某劳务有限公司", "payee": "张某", "what": format!("第{no}期工资"), "amount": amount, "amount_fen": fen,
                "capitals": "壹佰元整", "due": format!("20{:02}-{:02}-15", 27 + (no - 1) / 12, (no - 1) % 12 + 1), "method": "银行转账" })
        })
        .collect()
}

#[test]
fn an_instalment_table_repeats_its_head_on_every_page_and_loses_no_row() {
    for (kind, head) in [("agreement", "期次付款人"), ("payment-plan", "期次项目")] {
        let mut data = sample(kind);
        data["terms"]["obligations"] = json!(instalments(60));
        data["terms"]["total"] =
            json!({ "amount": "6,000.00", "amount_fen": 600_000, "capitals": "陆仟元整" });
        let paper = render(kind, &data);
        let all = text(&paper.pdf);
        let mut spanned = 0;
        for page in pages(&paper.pdf) {
            let rows = (1..=60).filter(|no| page.contains(&format!("第{no}期工资"))).count();
            if rows > 0 {
                spanned += 1;
                let flat = squeeze(&page);
                assert!(
                    flat.contains(head) || flat.contains("期次"),
                    "{kind}: a page of the table has no head: {page}"
                );
            }
        }
        assert!(spanned >= 2, "{kind}: the table is meant to run over pages");
        assert_eq!(all.matches("期次").count(), spanned, "{kind}");
        for no in 1..=60 {
            assert_eq!(all.matches(&format!("第{no}期工资")).count(), 1, "{kind}: row {no}");
        }
        assert_eq!(all.matches("陆仟元整").count(), 1, "{kind}: one total");
    }
}

#[test]
fn signatures_stay_together_and_with_the_last_words_whatever_the_length() {
    let mut data = sample("agreement");
    for lines in 0..24 {
        data["terms"]["facts"] = json!("双方确认的事实。".repeat(1 + lines * 4));
        let pages = pages(&render("agreement", &data).pdf);
        let page_of = |what: &str| {
            let found: Vec<_> = pages
                .iter()
                .enumerate()
                .filter(|(_, p)| squeeze(p).contains(what))
                .map(|(n, _)| n)
                .collect();
            assert_eq!(found.len(), 1, "{what} with {lines} extra lines: {found:?}");
            found[0]
        };
        let first = page_of("申请人（签名、捺印）：");
        assert_eq!(first, page_of("调解组织（盖章）："), "{lines} extra lines");
        assert_eq!(first, page_of("调解员（签名）："), "{lines} extra lines");
        assert_eq!(
            first,
            page_of("每份具有同等效力"),
            "no page with signatures alone: {lines} extra lines"
        );
    }
}

#[test]
fn a_seal_never_stands_on_a_page_without_text() {
    let mut data = sample("session-notice");
    for lines in 0..24 {
        data["session"]["bring"] = json!(vec!["与本争议有关的材料"; lines]);
        let pages = pages(&render("session-notice", &data).pdf);
        let seal = pages
            .iter()
            .position(|p| p.lines().any(|l| l.trim() == "2026年11月23日"))
            .expect("the date is printed");
        assert!(squeeze(&pages[seal]).contains("请提前告知"), "{lines} lines: {}", pages[seal]);
    }
}

#[test]
fn many_parties_each_get_their_place() {
    let mut data = sample("agreement");
    let worker = data["applicants"][0].clone();
    data["applicants"] = (1..=12)
        .map(|n| {
            let mut one = worker.clone();
            one["name"] = json!(format!("职工{n:02}"));
            one
        })
        .collect();
    let text = text(&render("agreement", &data).pdf);
    for n in 1..=12 {
        assert!(text.contains(&format!("申请人{n}：职工{n:02}")), "{n}");
        assert!(text.contains(&format!("申请人{n}（签名、捺印）")), "{n}");
    }
}

#[test]
fn a_letter_has_twenty_two_lines_of_twenty_eight_characters() {
    let mut data = sample("oral-application-record");
    data["case"]["narrative"] = json!("国".repeat(28 * 22 * 3));
    let full: Vec<_> = pages(&render("oral-application-record", &data).pdf)
        .into_iter()
        .filter(|p| {
            p.lines()
                .filter(|l| !l.trim().is_empty())
                .take(20)
                .all(|l| squeeze(l).chars().all(|c| c == '国'))
        })
        .collect();
    assert!(!full.is_empty());
    for page in full {
        let lines: Vec<_> = page
            .lines()
            .map(squeeze)
            .filter(|l| !l.is_empty() && l.chars().all(|c| c == '国'))
            .collect();
        assert_eq!(lines.len(), 22, "{page}");
        assert!(lines.iter().all(|l| l.chars().count() == 28), "{page}");
    }
}
