//! Every guard of groups, offers, readings and performance, provoked once; one that nobody provokes fails the last line.

mod support;

use casework::*;
use serde_json::json;
use statute::Fen;
use std::collections::BTreeSet;
use support::*;

fn written() -> BTreeSet<String> {
    let sources = [
        include_str!("../src/decide/group.rs"),
        include_str!("../src/decide/offer.rs"),
        include_str!("../src/decide/perform.rs"),
        include_str!("../src/groups.rs"),
        include_str!("../src/groups/split.rs"),
        include_str!("../src/groups/merge.rs"),
    ];
    let is_code = |t: &&str| {
        t.contains('.') && t.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '.' | '_'))
    };
    let literals = sources.iter().flat_map(|s| s.split('"').skip(1).step_by(2));
    // Kinds of records stand in attributes of the same files.
    let kinds = ["case.split", "case.merged_in"];
    literals.filter(is_code).filter(|c| !kinds.contains(c)).map(str::to_owned).collect()
}

fn computed(target: &str, rule: &str, on: &str) -> Command {
    Command::Compute(ComputedAmount {
        id: id("w"),
        rule: rule.into(),
        target: target.into(),
        input: json!({}),
        result: json!({"total": 1}),
        total: None,
        on: day(on),
    })
}

fn consent(row: &str, way: ConsentMark, on: &str) -> Command {
    let (paper, note) = (String::new(), String::new());
    Command::ConsentMember { member: id(row), on: day(on), way, paper, note }
}

fn unconsent(row: &str, reason: &str, on: &str) -> Command {
    Command::CancelMemberConsent { member: id(row), on: day(on), reason: reason.into() }
}

fn team(mediators: &[(&str, &str)], on: &str) -> Command {
    let one = |(name, agency): &(&str, &str)| TeamMember {
        name: (*name).into(),
        agency: (*agency).into(),
        capacity: String::new(),
    };
    let mediators = mediators.iter().map(one).collect();
    Command::NameTeam(Team { mediators, on: day(on), note: String::new() })
}

fn offer() -> Offer {
    Offer {
        id: id("f1"),
        side: OfferSide::Employer,
        by: "王某".into(),
        on: day("05"),
        heads: Vec::new(),
        amount: Fen(100),
        conditions: String::new(),
        session: None,
        answer: None,
        cancelled: None,
    }
}

fn answer(name: &str, on: &str) -> Command {
    Command::AnswerOffer { id: id(name), accepted: false, on: day(on), note: String::new() }
}

fn unoffer(name: &str, reason: &str) -> Command {
    Command::CancelOffer { id: id(name), reason: reason.into() }
}

fn noted(row: &str, on: &str) -> Happening {
    Happening { obligation: id(row), on: day(on), proof: "收据".into(), note: String::new() }
}

fn unnote(row: &str, what: HappeningKind, reason: &str) -> Command {
    Command::CancelHappening { obligation: id(row), what, reason: reason.into() }
}

fn settle(amount: i64, on: &str) -> Command {
    Command::Settle(Settled {
        id: id("q"),
        amount: Fen(amount),
        on: day(on),
        way: PayWay::Cash,
        payer: String::new(),
        payee: String::new(),
        paper: id("r1"),
        note: String::new(),
    })
}

fn correct(name: &str, amount: i64, reason: &str) -> Command {
    Command::CorrectPayment {
        id: id(name),
        obligation: id("o1"),
        amount: Fen(amount),
        on: day("20"),
        way: PayWay::Cash,
        note: String::new(),
        more: PaymentMore::default(),
        reason: reason.into(),
    }
}

/// In effect, with a duty other than money (o3) and a payment on an event (o2).
fn duties_of_both_kinds() -> Desk {
    let mut desk = agreed();
    desk.types(
        "05",
        &[
            ("terms/o2/kind", json!("event")),
            ("terms/o2/event", json!("设备拍卖款到账")),
            ("terms/o2/event_limit", json!("2027-10-31")),
            ("terms/o3/kind", json!("deed")),
            ("terms/o3/deed", json!("出具离职证明")),
            ("terms/o3/proof", json!("证明复印件")),
            ("terms/o3/payer", json!("p2")),
            ("terms/o3/due", json!("2026-11-30")),
        ],
    );
    desk.does("06", freeze("v1", "a1", "06"));
    for key in ["applicant", "respondent", "mediator", "organisation"] {
        desk.does("06", sign("a1", key, "06"));
    }
    desk
}

fn with(mut desk: Desk, command: Command) -> Desk {
    desk.does("20", command);
    desk
}

fn typed(mut desk: Desk, pairs: &[(&str, serde_json::Value)]) -> Desk {
    desk.types("20", pairs);
    desk
}

#[test]
fn every_guard_stands_in_the_way_of_what_it_guards() {
    let some = || {
        let mut desk = group(4);
        joins(&mut desk, 1..=3);
        desk
    };
    let major = || typed(some(), &[("case/major", json!(true))]);
    let agreed_to = || with(some(), consent("m01", ConsentMark::Desk, "06"));
    let offered = || with(accepted(), Command::MakeOffer(offer()));
    let answered = || with(offered(), answer("f1", "06"));
    let taken_back = || with(offered(), unoffer("f1", "错"));
    let both = duties_of_both_kinds;
    let receipt = || {
        let signers = vec![signer("applicant", SignerRole::Applicant, Some("p1"))];
        with(accepted(), Command::Issue(paper("r1", "payment-receipt", "06", signers)))
    };
    let signed = || with(receipt(), sign("r1", "applicant", "06"));
    let make = |change: fn(&mut Offer)| {
        let mut one = offer();
        change(&mut one);
        Command::MakeOffer(one)
    };
    let issue = |kind: &str| Command::Issue(paper("x1", kind, "20", Vec::new()));
    let over = || {
        let mut more = pay("q1", "o1", 400_001, "20");
        if let Command::ReceivePayment { note, .. } = &mut more {
            *note = "多付1分".into();
        }
        let desk = with(effective(), more);
        with(desk, pay("q2", "o2", 400_000, "20"))
    };
    let insurance = || {
        let mut desk = agreed();
        desk.types(
            "05",
            &[
                ("terms/o1/kind", json!("social_insurance")),
                ("terms/o1/payee", json!("authority")),
                ("terms/o1/from", json!("2025-01")),
                ("terms/o1/to", json!("2025-06")),
            ],
        );
        desk.does("06", freeze("v1", "a1", "06"));
        desk
    };
    let in_conflict = || {
        let mut desk = signed();
        let other = Event::Ended { reason: EndReason::Lost, on: day("05"), note: String::new() };
        apply(&mut desk.case, &Entry { verdict: Verdict::Hard, ..entry(other, "05", 99) });
        desk
    };
    let merged = || {
        let mut desk = accepted();
        let (into, reason) = ("c9".into(), "并案".into());
        desk.record(Event::Merged(Merged { into, number: None, on: day("06"), reason }), "06");
        desk
    };
    let anonymous = |command: Command| (command, "");
    let plain = |command: Command| (command, "李某");
    let no_note = Command::ReadAgreement { passed: false, note: String::new() };
    let mut twice = pay("q1", "o1", 1, "20");
    if let Command::ReceivePayment { note, .. } = &mut twice {
        *note = "同一笔".into();
    }
    let to_another = {
        let mut one = pay("q1", "o1", 1, "20");
        if let Command::ReceivePayment { more, .. } = &mut one {
            more.payee = "p9".into();
        }
        one
    };
    let found = Obtained { obtained_on: Some(day("21")), ..Obtained::default() };
    let attach = Command::Attach {
        sha256: "a".repeat(64),
        name: "x".into(),
        mime: "image/jpeg".into(),
        size: 1,
        label: "chat".into(),
        obtained: found,
    };
    let backwards =
        SessionHeld { next_on: Some(day("04")), ..session("05", SessionResult::Continue) };
    let table: Vec<(&str, Desk, (Command, &str))> = vec![
        ("computation.unknown_target", accepted(), plain(computed("claims/k9", "x", "05"))),
        ("computation.empty", accepted(), plain(computed("claims/k1", " ", "05"))),
        ("computation.future", accepted(), plain(computed("claims/k1", "x", "21"))),
        ("member.unknown", some(), plain(consent("m77", ConsentMark::Desk, "06"))),
        ("member.consent.state", effective(), plain(consent("m01", ConsentMark::Desk, "06"))),
        ("member.consent.does_not_join", some(), plain(consent("m04", ConsentMark::Desk, "06"))),
        (
            "member.consent.no_amount",
            typed(some(), &[("members/m01/agreed", json!(null))]),
            plain(consent("m01", ConsentMark::Desk, "06")),
        ),
        ("member.consent.no_proof", some(), plain(consent("m01", ConsentMark::Recorded, "06"))),
        ("member.consent.future", some(), plain(consent("m01", ConsentMark::Desk, "21"))),
        ("member.consent.none", some(), plain(unconsent("m01", "错", "06"))),
        ("member.consent.no_reason", agreed_to(), plain(unconsent("m01", " ", "06"))),
        ("team.state", effective(), plain(team(&[("赵某", "总工会")], "06"))),
        ("team.names", some(), plain(team(&[("赵某", ""), ("赵某", "")], "06"))),
        ("team.mediator_is_party", some(), plain(team(&[("职工02", "")], "06"))),
        ("team.too_small", major(), plain(team(&[("赵某", "总工会"), ("钱某", "总工会")], "06"))),
        ("team.future", some(), plain(team(&[("赵某", "总工会")], "21"))),
        (
            "case.accept.one_mediator",
            {
                let mut desk = told();
                desk.types("02", &[("case/major", json!(true))]);
                desk.does("02", receive("02")).does("03", ask("p2", "03")).does("03", answer_yes());
                desk
            },
            plain(accept("03", &["赵某", " 赵某"])),
        ),
        (
            "case.accept.mediator_is_party",
            {
                let mut desk = told();
                desk.types("02", &[("members/m01/name", json!("钱某"))]);
                desk.does("02", receive("02")).does("03", ask("p2", "03")).does("03", answer_yes());
                desk
            },
            plain(accept("03", &["钱某"])),
        ),
        ("agreement.freeze.members_open", some(), plain(freeze("v1", "a1", "20"))),
        (
            "agreement.freeze.mandate",
            {
                let mut desk = group(12);
                joins(&mut desk, 1..=12);
                desk
            },
            plain(freeze("v1", "a1", "20")),
        ),
        (
            "agreement.freeze.consent",
            {
                let mut desk = some();
                desk.types("05", &[("members/m04/stance", json!("withdrawn"))]);
                elects(&mut desk);
                desk
            },
            plain(freeze("v1", "a1", "20")),
        ),
        ("offer.state", effective(), plain(Command::MakeOffer(offer()))),
        ("offer.known", offered(), plain(Command::MakeOffer(offer()))),
        ("offer.nobody", accepted(), plain(make(|o| o.by = " ".into()))),
        ("offer.amount", accepted(), plain(make(|o| o.amount = Fen(-1)))),
        (
            "offer.unknown_head",
            accepted(),
            plain(make(|o| o.heads = vec![OfferHead { claim: id("k9"), amount: Fen(100) }])),
        ),
        (
            "offer.sum",
            accepted(),
            plain(make(|o| o.heads = vec![OfferHead { claim: id("k1"), amount: Fen(99) }])),
        ),
        ("offer.unknown_session", accepted(), plain(make(|o| o.session = Some(id("s9"))))),
        ("offer.future", accepted(), plain(make(|o| o.on = day("21")))),
        ("offer.unknown", accepted(), plain(answer("f1", "06"))),
        ("offer.already_cancelled", taken_back(), plain(answer("f1", "06"))),
        ("offer.already_answered", answered(), plain(answer("f1", "06"))),
        ("offer.before_it", offered(), plain(answer("f1", "04"))),
        ("offer.no_reason", offered(), plain(unoffer("f1", ""))),
        ("obligation.no_agreement", agreed(), plain(Command::NoteDone(noted("o1", "20")))),
        ("obligation.unknown", both(), plain(Command::NoteDone(noted("o9", "20")))),
        ("obligation.no_event", both(), plain(Command::NoteEvent(noted("o1", "20")))),
        (
            "obligation.already_noted",
            with(both(), Command::NoteEvent(noted("o2", "20"))),
            plain(Command::NoteEvent(noted("o2", "20"))),
        ),
        ("obligation.future", both(), plain(Command::NoteEvent(noted("o2", "21")))),
        ("obligation.book_the_payment", both(), plain(Command::NoteDone(noted("o1", "20")))),
        (
            "obligation.no_proof",
            both(),
            plain(Command::NoteDone(Happening { proof: String::new(), ..noted("o3", "20") })),
        ),
        ("obligation.nothing_noted", both(), plain(unnote("o3", HappeningKind::Done, "错"))),
        (
            "obligation.no_reason",
            with(both(), Command::NoteDone(noted("o3", "20"))),
            plain(unnote("o3", HappeningKind::Done, " ")),
        ),
        ("dunning.nothing_late", effective(), plain(issue("dunning-letter"))),
        ("representatives.no_members", accepted(), plain(issue("representatives"))),
        ("representatives.number", group(10), plain(issue("representatives"))),
        ("performance.no_agreement", accepted(), plain(issue("performance-done"))),
        ("performance.open", effective(), plain(issue("performance-done"))),
        ("performance.surplus", over(), plain(issue("performance-done"))),
        ("settle.state", effective(), plain(settle(1, "20"))),
        ("settle.amount", signed(), plain(settle(0, "20"))),
        ("settle.no_receipt", accepted(), plain(settle(1, "20"))),
        ("settle.not_signed", receipt(), plain(settle(1, "20"))),
        ("settle.future", signed(), plain(settle(1, "21"))),
        ("case.conflict_open", in_conflict(), plain(settle(1, "20"))),
        ("case.merged", merged(), plain(accept("20", &["赵某"]))),
        ("agreement.read.state", effective(), plain(read(true))),
        ("agreement.read.nothing", accepted(), plain(read(true))),
        ("agreement.read.nobody", agreed(), anonymous(read(true))),
        ("agreement.read.no_note", agreed(), plain(no_note)),
        ("payment.known", with(effective(), pay("q1", "o1", 1, "20")), plain(twice)),
        ("payment.not_money", both(), plain(pay("q1", "o3", 1, "20"))),
        ("payment.other_payee", effective(), plain(to_another)),
        ("payment.other_way", insurance(), plain(pay("q1", "o1", 1, "20"))),
        ("payment.unknown", effective(), plain(correct("q9", 1, "错"))),
        (
            "payment.already_cancelled",
            with(
                with(effective(), pay("q1", "o1", 1, "20")),
                Command::CancelPayment { id: id("q1"), reason: "错".into() },
            ),
            plain(correct("q1", 1, "错")),
        ),
        (
            "payment.no_reason",
            with(effective(), pay("q1", "o1", 1, "20")),
            plain(correct("q1", 1, "")),
        ),
        ("attachment.obtained.future", accepted(), plain(attach)),
        ("session.next_before_it", accepted(), plain(Command::HoldSession(backwards))),
    ];
    let mut seen = BTreeSet::new();
    for (code, desk, (command, by)) in table {
        // Terms that are due on the 30th are judged before it.
        let cx = Context { by, ..cx("20") };
        let shown = format!("{command:?}");
        let refusal = decide(&desk.case, command, &cx).expect_err(&format!("{code}: {shown}"));
        assert_eq!(refusal.code, code, "{:?}", refusal.args);
        seen.insert(code.to_owned());
    }
    seen.extend(of_moves());
    assert_eq!(written().difference(&seen).collect::<Vec<_>>(), Vec::<&String>::new());
}

fn answer_yes() -> Command {
    support::answer(true)
}

/// Guards of splitting and merging, which judge two cases.
fn of_moves() -> Vec<String> {
    let desk = group(3);
    let now = cx("20");
    let code = |case: &Case, change: fn(&mut SplitRequest)| {
        let mut request = leave([3]);
        change(&mut request);
        split(case, request, &now).expect_err("it is refused").code
    };
    let other = |change: fn(&mut Desk)| {
        let mut desk = group(2);
        desk.case.id = "c2".into();
        change(&mut desk);
        desk.case
    };
    let join = |from: &Case, into: &Case, reason: &str, on: &str| {
        merge(from, into, day(on), reason.into(), &now).expect_err("it is refused").code
    };
    let stranger = other(|d| {
        d.types("05", &[("parties/p2/name", json!("另一家公司"))]);
    });
    let registered = {
        let mut desk = told();
        desk.does("02", receive("02"));
        desk
    };
    let mut unaccepted = registered.case.clone();
    unaccepted.sheet.patch(&rows(3).into_iter().collect());
    let mut conflict = desk.clone();
    let ended = Event::Ended { reason: EndReason::Lost, on: day("05"), note: String::new() };
    apply(&mut conflict.case, &Entry { verdict: Verdict::Hard, ..entry(ended, "05", 99) });
    let mut closed = failed();
    closed.does("18", notice("18")).does("18", Command::Close { on: day("18") });
    let mut gone = desk.clone();
    let (into, reason) = ("c9".into(), "并案".into());
    gone.record(Event::Merged(Merged { into, number: None, on: day("06"), reason }), "06");
    let mut waiting = ready(10);
    waiting.does("06", freeze("v1", "a1", "06"));
    let found = vec![
        (code(&closed.case, |_| {}), "case.closed"),
        (code(&gone.case, |_| {}), "case.merged"),
        (code(&conflict.case, |_| {}), "case.conflict_open"),
        (code(&waiting.case, |_| {}), "split.frozen"),
        (code(&failed().case, |_| {}), "split.state"),
        (code(&desk.case, |r| r.members.clear()), "split.nobody"),
        (code(&desk.case, |r| r.members = vec![id("m77")]), "split.unknown_member"),
        (
            code(&desk.case, |r| r.members = vec![id("m01"), id("m02"), id("m03")]),
            "split.nobody_left",
        ),
        (code(&desk.case, |r| r.into = "c1".into()), "split.same_case"),
        (code(&desk.case, |r| r.reason = " ".into()), "split.no_reason"),
        (code(&desk.case, |r| r.on = day("21")), "split.day"),
        (code(&desk.case, |r| r.on = day("01")), "split.day"),
        (code(&desk.case, |r| r.number = None), "split.no_number"),
        (code(&unaccepted, |_| {}), "split.number_too_early"),
        (join(&desk.case, &desk.case, "并", "06"), "merge.same_case"),
        (join(&other(|_| {}), &failed().case, "并", "06"), "merge.state"),
        (join(&other(|_| {}), &waiting.case, "并", "06"), "merge.frozen"),
        (join(&other(|_| {}), &registered.case, "并", "06"), "merge.not_accepted"),
        (join(&stranger, &desk.case, "并", "06"), "merge.other_respondent"),
        (join(&other(|_| {}), &desk.case, " ", "06"), "merge.no_reason"),
        (join(&other(|_| {}), &desk.case, "并", "21"), "merge.future"),
    ];
    for (got, wanted) in &found {
        assert_eq!(got, wanted);
    }
    found.into_iter().map(|(got, _)| got).collect()
}
