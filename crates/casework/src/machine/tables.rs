//! The table of the machine. One place says what the law lets follow on what; sources beside each.

use super::Outcome::{Ended, Runs, Settled, Title};
use super::Since::{Opened, Reached, Served};
use super::{Clock, Guard, Machine, Move, Need, Opening, Outcome, Since, State};
use crate::case::ProcedureKind as K;
use crate::deadlines::DeadlineKind as D;
use crate::proceeding::BodyKind;
use chrono::NaiveDate;
use statute::{Calendar, Due, Periods};

type Count = fn(NaiveDate, &Calendar, &Periods) -> Due;

/// A period the body has to keep.
const fn duty(kind: D, since: Since, count: Count) -> Clock {
    Clock { kind, since, count, right: false }
}

/// A period within which a party may do something.
const fn right(kind: D, since: Since, count: Count) -> Clock {
    Clock { kind, since, count, right: true }
}

const fn s(
    code: &'static str,
    label: &'static str,
    outcome: Outcome,
    clocks: &'static [Clock],
) -> State {
    State { code, label, outcome, clocks }
}

const fn go(
    from: &'static [&'static str],
    to: &'static str,
    needs: &'static [Need],
    article: &'static str,
) -> Move {
    Move { from, to, needs, guards: &[], article }
}

const fn guarded(
    from: &'static [&'static str],
    to: &'static str,
    guards: &'static [Guard],
    article: &'static str,
) -> Move {
    Move { from, to, needs: &[], guards, article }
}

const ISSUED: &[Need] = &[Need::Number, Need::Served];

pub(super) const MACHINES: &[Machine] =
    &[REVIEW, CONFIRMATION, ORDER, ARBITRATION, SUIT, ENFORCEMENT, INSPECTION, SUPPORT];

/// 仲裁审查: 办案规则 Art. 74–78 (74 checked, the rest not); the commission issues a 仲裁调解书, never an award.
const REVIEW: Machine = Machine {
    kind: K::ArbitrationReview,
    step: "review",
    label: "仲裁审查",
    opening: Opening {
        body: BodyKind::Commission,
        guards: &[
            Guard::Effective,
            Guard::Unpaid,
            Guard::LabourDispute,
            Guard::NotRelation,
            Guard::NotConfirmed,
            Guard::NotReviewed,
            Guard::ReviewPeriod,
            Guard::Joint,
        ],
        article: "办案规则第74条",
        papers: &["arbitration-review-application"],
    },
    states: &[
        s("applied", "已申请", Runs, &[]),
        s(
            "accepted",
            "审查中",
            Runs,
            &[duty(D::ReviewDecision, Reached("accepted"), statute::review_decision)],
        ),
        s("granted", "仲裁调解书已签收", Title, &[]),
        s("not_granted", "不予制作调解书", Ended, &[]),
        s("not_accepted", "不予受理", Ended, &[]),
        s("withdrawn", "撤回申请", Ended, &[]),
    ],
    moves: &[
        go(&["applied"], "accepted", &[], "办案规则第75条"),
        go(&["applied"], "not_accepted", &[], "办案规则第75条"),
        go(&["accepted"], "granted", ISSUED, "办案规则第77条"),
        go(&["accepted"], "not_granted", &[], "办案规则第78条"),
        go(&["applied", "accepted"], "withdrawn", &[], "办案规则第74条"),
    ],
};

/// 司法确认: 民事诉讼法 Art. 205–206; 法释〔2011〕5号 Art. 4–5.
const CONFIRMATION: Machine = Machine {
    kind: K::JudicialConfirmation,
    step: "confirmation",
    label: "司法确认",
    opening: Opening {
        body: BodyKind::Court,
        guards: &[
            Guard::Effective,
            Guard::Unpaid,
            Guard::NotReviewed,
            Guard::NotConfirmed,
            Guard::ConfirmationPeriod,
            Guard::Joint,
        ],
        article: "民事诉讼法第205条",
        papers: &["judicial-confirmation-application", "mediation-certificate"],
    },
    states: &[
        s(
            "applied",
            "已申请",
            Runs,
            &[duty(D::ConfirmationAcceptance, Opened, statute::confirmation_acceptance)],
        ),
        s(
            "accepted",
            "审查中",
            Runs,
            &[duty(D::ConfirmationDecision, Reached("accepted"), statute::confirmation_decision)],
        ),
        s("granted", "裁定确认有效", Title, &[]),
        s("rejected", "裁定驳回", Ended, &[]),
        s("not_accepted", "不予受理", Ended, &[]),
        s("withdrawn", "撤回申请", Ended, &[]),
    ],
    moves: &[
        go(&["applied"], "accepted", &[], "法释〔2011〕5号第4条"),
        go(&["applied"], "not_accepted", &[], "法释〔2011〕5号第4条"),
        go(&["accepted"], "granted", ISSUED, "民事诉讼法第206条"),
        go(&["accepted"], "rejected", &[], "民事诉讼法第206条"),
        go(&["applied", "accepted"], "withdrawn", &[], "民事诉讼法第205条"),
    ],
};

/// 支付令: 调解仲裁法 Art. 16; 民事诉讼法 Art. 225–228.
const ORDER: Machine = Machine {
    kind: K::PaymentOrder,
    step: "payment_order",
    label: "支付令",
    opening: Opening {
        body: BodyKind::Court,
        guards: &[Guard::Effective, Guard::OrderHeads, Guard::OrderDue, Guard::Worker],
        article: "调解仲裁法第16条",
        papers: &["payment-order-application"],
    },
    states: &[
        s(
            "applied",
            "已申请",
            Runs,
            &[duty(D::PaymentOrderNotice, Opened, statute::payment_order_notice)],
        ),
        s(
            "accepted",
            "已受理",
            Runs,
            &[duty(D::PaymentOrderIssue, Reached("accepted"), statute::payment_order_issue)],
        ),
        s("issued", "支付令已发出", Runs, &[]),
        s(
            "served",
            "已送达债务人",
            Runs,
            // The debtor's own right: when it lapses, the order takes effect.
            &[right(D::PaymentOrderObjection, Served("served"), statute::payment_order_objection)],
        ),
        s("effective", "支付令生效", Title, &[]),
        s("objected", "债务人异议，程序终结", Ended, &[]),
        s("not_served", "不能送达，程序终结", Ended, &[]),
        s("rejected", "驳回申请", Ended, &[]),
        s("withdrawn", "撤回申请", Ended, &[]),
    ],
    moves: &[
        go(&["applied"], "accepted", &[], "民事诉讼法第226条"),
        go(&["applied", "accepted"], "rejected", &[], "民事诉讼法第227条"),
        go(&["accepted"], "issued", &[Need::Number], "民事诉讼法第227条"),
        go(&["issued"], "served", &[Need::Served], "民事诉讼法第227条"),
        go(&["issued"], "not_served", &[], "民事诉讼法第225条"),
        go(&["issued", "served"], "objected", &[], "民事诉讼法第228条"),
        guarded(&["served"], "effective", &[Guard::ObjectionOver], "民事诉讼法第227条"),
        go(&["applied", "accepted"], "withdrawn", &[], "民事诉讼法第225条"),
    ],
};

/// 仲裁: 调解仲裁法 Art. 14(3), 15, 27–50. It is free (Art. 53).
const ARBITRATION: Machine = Machine {
    kind: K::Arbitration,
    step: "arbitration",
    label: "仲裁",
    opening: Opening {
        body: BodyKind::Commission,
        guards: &[Guard::LabourDispute, Guard::ArbitrationBasis],
        article: "调解仲裁法第28条",
        papers: &["arbitration-application", "evidence-list"],
    },
    states: &[
        s(
            "applied",
            "已申请",
            Runs,
            &[duty(D::ArbitrationAcceptance, Opened, statute::arbitration_acceptance)],
        ),
        s("accepted", "已受理", Runs, &[duty(D::Award, Reached("accepted"), statute::award)]),
        s("hearing", "已开庭", Runs, &[duty(D::Award, Reached("accepted"), statute::award)]),
        s(
            "awarded",
            "裁决书已送达",
            Runs,
            &[
                right(D::SuitAfterAward, Served("awarded"), statute::suit_after_award),
                right(D::SetAside, Served("awarded"), statute::set_aside),
            ],
        ),
        s("mediated", "仲裁调解书已签收", Title, &[]),
        s("effective", "裁决生效", Title, &[]),
        s("sued", "一方起诉", Ended, &[]),
        s("set_aside", "裁决被撤销", Ended, &[]),
        s("not_accepted", "不予受理或者逾期未作决定", Ended, &[]),
        s("withdrawn", "撤回申请", Ended, &[]),
    ],
    moves: &[
        go(&["applied"], "accepted", &[], "调解仲裁法第29条"),
        go(&["applied"], "not_accepted", &[], "调解仲裁法第29条"),
        go(&["accepted"], "hearing", &[], "调解仲裁法第35条"),
        go(&["accepted", "hearing"], "mediated", ISSUED, "调解仲裁法第42条"),
        go(&["accepted", "hearing"], "awarded", ISSUED, "调解仲裁法第43条"),
        guarded(&["awarded"], "effective", &[Guard::SuitOver], "调解仲裁法第48、50条"),
        go(&["awarded"], "sued", &[], "调解仲裁法第48、50条"),
        go(&["awarded", "effective"], "set_aside", &[], "调解仲裁法第49条"),
        go(&["applied", "accepted", "hearing"], "withdrawn", &[], "调解仲裁法第41条"),
    ],
};

/// 诉讼: 解释一 Art. 13(3), 15, 51(2); 调解仲裁法 Art. 29, 43, 48, 50; 民事诉讼法.
const SUIT: Machine = Machine {
    kind: K::Litigation,
    step: "litigation",
    label: "诉讼",
    opening: Opening {
        body: BodyKind::Court,
        guards: &[Guard::SuitBasis],
        article: "解释一第51条第2款",
        papers: &["lawsuit-complaint"],
    },
    states: &[
        s("applied", "已递交起诉状", Runs, &[duty(D::CourtFiling, Opened, statute::court_filing)]),
        s("accepted", "已立案", Runs, &[]),
        s("hearing", "已开庭", Runs, &[]),
        s("judged", "判决书已送达", Runs, &[right(D::Appeal, Served("judged"), statute::appeal)]),
        s("appealed", "二审中", Runs, &[]),
        s("mediated", "民事调解书已签收", Title, &[]),
        s("effective", "判决生效", Title, &[]),
        s("dismissed", "驳回", Ended, &[]),
        s("not_accepted", "不予立案", Ended, &[]),
        s("withdrawn", "撤诉", Ended, &[]),
    ],
    moves: &[
        go(&["applied"], "accepted", &[], "民事诉讼法第126条"),
        go(&["applied"], "not_accepted", &[], "民事诉讼法第126条"),
        go(&["accepted"], "hearing", &[], "民事诉讼法第139条"),
        go(&["accepted", "hearing", "appealed"], "mediated", ISSUED, "民事诉讼法第100条"),
        go(&["accepted", "hearing"], "judged", ISSUED, "民事诉讼法第151条"),
        go(&["accepted", "hearing", "appealed"], "dismissed", &[], "民事诉讼法第157条"),
        go(&["judged"], "appealed", &[], "民事诉讼法第171条"),
        go(&["appealed"], "effective", ISSUED, "民事诉讼法第182条"),
        guarded(&["judged"], "effective", &[Guard::AppealOver], "民事诉讼法第171条"),
        go(&["applied", "accepted", "hearing", "appealed"], "withdrawn", &[], "民事诉讼法第148条"),
    ],
};

/// 强制执行: 民事诉讼法 Art. 247, 250.
const ENFORCEMENT: Machine = Machine {
    kind: K::Enforcement,
    step: "enforcement",
    label: "强制执行",
    opening: Opening {
        body: BodyKind::Court,
        guards: &[Guard::Title, Guard::Unpaid, Guard::Overdue, Guard::EnforcementPeriod],
        article: "民事诉讼法第250条",
        papers: &["enforcement-application"],
    },
    states: &[
        s("applied", "已申请", Runs, &[]),
        s("accepted", "执行中", Runs, &[]),
        s("performed", "执行完毕", Settled, &[]),
        s("ended_for_now", "终结本次执行", Ended, &[]),
        s("not_accepted", "不予受理", Ended, &[]),
        s("withdrawn", "撤回申请", Ended, &[]),
    ],
    moves: &[
        go(&["applied"], "accepted", &[], "民事诉讼法第247条"),
        go(&["applied"], "not_accepted", &[], "民事诉讼法第247条"),
        go(&["accepted"], "performed", &[Need::Amount], "民事诉讼法第247条"),
        go(&["accepted"], "ended_for_now", &[], "民事诉讼法第265条"),
        go(&["ended_for_now"], "accepted", &[], "民事诉讼法第265条"),
        go(&["applied", "accepted"], "withdrawn", &[], "民事诉讼法第268条"),
    ],
};

/// 劳动监察: 劳动保障监察条例 Art. 17, 20; an unmet order is what 劳动合同法 Art. 85 builds on.
const INSPECTION: Machine = Machine {
    kind: K::Inspection,
    step: "inspection",
    label: "劳动监察",
    opening: Opening {
        body: BodyKind::Authority,
        guards: &[Guard::InspectionPeriod],
        article: "劳动保障监察条例第20条",
        papers: &["transfer-letter"],
    },
    states: &[
        s(
            "reported",
            "已投诉",
            Runs,
            &[duty(D::InspectionFiling, Opened, statute::inspection_filing)],
        ),
        s(
            "accepted",
            "已立案",
            Runs,
            &[duty(D::InspectionCase, Reached("accepted"), statute::inspection_case)],
        ),
        s("ordered", "已责令限期改正", Runs, &[]),
        s("corrected", "已改正", Settled, &[]),
        s("not_corrected", "逾期未改正", Runs, &[]),
        s("closed", "已办结", Ended, &[]),
        s("not_accepted", "不予立案", Ended, &[]),
    ],
    moves: &[
        go(&["reported"], "accepted", &[], "劳动保障监察条例第14条"),
        go(&["reported"], "not_accepted", &[], "劳动保障监察条例第14条"),
        go(&["accepted"], "ordered", &[Need::Number], "劳动保障监察条例第26条"),
        go(&["accepted", "ordered"], "corrected", &[], "劳动保障监察条例第18条"),
        go(&["ordered"], "not_corrected", &[], "劳动合同法第85条"),
        go(&["not_corrected"], "corrected", &[], "劳动保障监察条例第18条"),
        go(
            &["reported", "accepted", "ordered", "not_corrected"],
            "closed",
            &[],
            "劳动保障监察条例第18条",
        ),
    ],
};

/// 支持起诉: 民事诉讼法 Art. 15; 最高检、全总 2024 notice.
const SUPPORT: Machine = Machine {
    kind: K::SupportedSuit,
    step: "supported_suit",
    label: "支持起诉",
    opening: Opening {
        body: BodyKind::Procuratorate,
        guards: &[Guard::SupportNeeded],
        article: "民事诉讼法第15条",
        papers: &["suit-support-letter"],
    },
    states: &[
        s("sent", "线索已移送", Runs, &[]),
        s("accepted", "检察院已受理", Runs, &[]),
        s("supported", "已支持起诉", Runs, &[]),
        s("recovered", "已追回", Settled, &[]),
        s("declined", "不予支持", Ended, &[]),
        s("closed", "已办结", Ended, &[]),
    ],
    moves: &[
        go(&["sent"], "accepted", &[], "民事诉讼法第15条"),
        go(&["sent", "accepted"], "declined", &[], "民事诉讼法第15条"),
        go(&["accepted"], "supported", &[Need::Number], "民事诉讼法第15条"),
        go(&["accepted", "supported"], "recovered", &[Need::Amount], "民事诉讼法第15条"),
        go(&["accepted", "supported"], "closed", &[], "民事诉讼法第15条"),
    ],
};
