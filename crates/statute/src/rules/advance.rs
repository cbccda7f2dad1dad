//! Who pays the wages of migrant workers on a building site (保障农民工工资支付条例 Art. 18–20, 29, 30, 36, 37).

use super::input::{InputKind, RuleError, input, required};
use super::work::Work;
use super::{Head, Output, Rule};
use crate::Fen;

const OWED: &str = "拖欠农民工工资";
const DEVELOPER: &str = "建设单位垫付";

pub(super) const RULE: Rule = Rule {
    id: "advance_liability",
    title: "工程建设欠薪清偿、垫付责任",
    purpose: "判断欠薪由谁清偿、谁先行清偿、谁在什么限额内垫付。",
    basis: &["保障农民工工资支付条例第18、19、20、29、30、36、37条"],
    cause: Some("unpaid_wages"),
    inputs: &[
        required("owed", "欠薪总额", InputKind::Money, ""),
        input("subcontracted", "欠薪的是分包单位", InputKind::Flag, "含劳务分包。"),
        input("sublet", "工程转包", InputKind::Flag, "施工总承包单位将工程转包的。"),
        input("unqualified", "发包、分包给个人或者不具备资格的单位", InputKind::Flag, ""),
        input("lent_name", "施工单位出借名义（挂靠）", InputKind::Flag, ""),
        input("dispatched", "使用无派遣许可的单位或个人派来的农民工", InputKind::Flag, ""),
        input("illegal", "违法建设的工程", InputKind::Flag, "违反规划、用地等规定建设的。"),
        input("developer_late", "建设单位未按约拨付工程款", InputKind::Flag, ""),
        input(
            "unpaid_project_money",
            "未结清的工程款",
            InputKind::Money,
            "建设单位尚欠总包的工程款。",
        ),
    ],
    outputs: &[Output { cause: "unpaid_wages", label: OWED }],
    version: 1,
    run,
};

fn run(work: &mut Work<'_>) -> Result<(), RuleError> {
    let owed = work.input.need_money("owed")?;
    let flag = |name| work.input.flag(name);
    let (subcontracted, sublet, unqualified) =
        (flag("subcontracted"), flag("sublet"), flag("unqualified"));
    let (illegal, late) = (flag("illegal"), flag("developer_late"));
    let (lent, dispatched) = (flag("lent_name"), flag("dispatched"));
    work.money(OWED, &owed.format(), owed.into(), "保障农民工工资支付条例第30条")?;
    let employer = if subcontracted {
        "由分包单位支付，总包先行清偿后可以追偿"
    } else {
        "由招用的单位支付"
    };
    let line = owed.format();
    let article = if subcontracted {
        "保障农民工工资支付条例第30条第1款"
    } else {
        "保障农民工工资支付条例第3条"
    };
    work.head(Head::new("unpaid_wages", OWED, owed, &line, article).payer(employer));
    if subcontracted {
        let article = "保障农民工工资支付条例第30条第3款";
        other(
            work,
            "施工总承包单位先行清偿",
            owed,
            "由施工总承包单位先行清偿，再依法追偿",
            article,
        );
    }
    if sublet {
        let article = "保障农民工工资支付条例第30条第4款";
        other(
            work,
            "施工总承包单位先行清偿（转包）",
            owed,
            "由施工总承包单位先行清偿，再依法追偿",
            article,
        );
    }
    for (told, label, payer, article) in [
        (
            unqualified,
            "建设单位或者施工总承包单位清偿",
            "由违法发包的建设单位或者违法分包的施工总承包单位清偿",
            "保障农民工工资支付条例第36条第1款",
        ),
        (
            lent,
            "施工单位清偿（出借名义）",
            "由出借名义的施工单位清偿",
            "保障农民工工资支付条例第36条第2款",
        ),
        (dispatched, "用工单位清偿", "由用工单位清偿", "保障农民工工资支付条例第18条"),
        (illegal, "建设单位清偿（违法建设）", "由建设单位清偿", "保障农民工工资支付条例第37条"),
    ] {
        if told {
            other(work, label, owed, payer, article);
        }
    }
    if late {
        developer(work, owed);
    }
    work.remark(
        "advance.estimate",
        "各项是同一笔欠薪的不同支付责任，不重复计算；谁承担以合同、付款和施工关系的证据为准。",
        "保障农民工工资支付条例第29、30、36条",
    );
    Ok(())
}

/// The developer advances only up to the project money it still owes.
fn developer(work: &mut Work<'_>, owed: Fen) {
    let article = "保障农民工工资支付条例第29条第2款";
    let Some(unpaid) = work.input.money("unpaid_project_money") else {
        let ask = "未知：请向建设单位和施工总承包单位核实未结清的工程款数额，垫付以它为限。";
        work.lacks("unpaid_project_money", ask, &[DEVELOPER]);
        return;
    };
    let formula = format!("欠薪 {}，未结清工程款 {}，取小", owed.format(), unpaid.format());
    let amount = owed.min(unpaid);
    work.fact("建设单位垫付限额", &formula, &format!("{}元", amount.format()), article);
    other(work, DEVELOPER, amount, "由建设单位在未结清的工程款内先行垫付", article);
}

/// The same wages from somebody else's purse: not part of the total.
fn other(work: &mut Work<'_>, label: &str, amount: Fen, payer: &str, article: &str) {
    let mut head = Head::new("unpaid_wages", label, amount, &amount.format(), article).payer(payer);
    head.in_total = false;
    work.head(head);
}
