//! Every guard, provoked once; a guard that nobody provokes fails the last line.

mod support;

use casework::*;
use serde_json::json;
use std::collections::BTreeSet;
use support::*;

/// Names of guards as they are written in the sources of the judgement.
fn written() -> BTreeSet<String> {
    let sources = [
        include_str!("../src/decide.rs"),
        include_str!("../src/decide/accord.rs"),
        include_str!("../src/decide/after.rs"),
        include_str!("../src/decide/limits.rs"),
        include_str!("../src/decide/pause.rs"),
        include_str!("../src/decide/procedures.rs"),
        include_str!("../src/decide/money.rs"),
        include_str!("../src/decide/paper.rs"),
        include_str!("../src/decide/procedure.rs"),
        include_str!("../src/decide/serve.rs"),
    ];
    let is_code = |t: &&str| {
        t.contains('.') && t.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '.' | '_'))
    };
    let literals = sources.iter().flat_map(|s| s.split('"').skip(1).step_by(2));
    // What the closing check finds is no refusal: it has its own tests.
    literals.filter(is_code).filter(|c| !c.starts_with("closing.")).map(str::to_owned).collect()
}

fn with(mut desk: Desk, today: &str, commands: Vec<Command>) -> Desk {
    for command in commands {
        desk.does(today, command);
    }
    desk
}

/// An agreement whose template asks for no seal.
fn without_the_seal() -> Command {
    let mut signers = four();
    signers.retain(|s| s.role != SignerRole::Organisation);
    Command::Freeze { id: id("v1"), paper: paper("a1", "agreement", "06", signers) }
}

fn void(name: &str, reason: &str) -> Command {
    Command::Void { id: id(name), reason: reason.into() }
}

fn extend(until: &str) -> Command {
    Command::Extend { until: day(until), paper: id("e1") }
}

fn withdraw(on: &str) -> Command {
    Command::Withdraw { on: day(on), reason: String::new() }
}

fn close(on: &str) -> Command {
    Command::Close { on: day(on) }
}

fn reopen(reason: &str) -> Command {
    Command::Reopen { on: day("20"), reason: reason.into(), resume: false }
}

fn serve(on: &str) -> Command {
    let (party, way) = (id("p1"), ServeWay::Direct);
    Command::Serve {
        id: id("a1"),
        party,
        way,
        on: day(on),
        note: String::new(),
        more: ServiceMore::default(),
    }
}

fn served(way: ServeWay, more: ServiceMore) -> Command {
    Command::Serve { id: id("a1"), party: id("p2"), way, on: day("07"), note: String::new(), more }
}

fn cancel(name: &str, reason: &str) -> Command {
    Command::CancelPayment { id: id(name), reason: reason.into() }
}

#[test]
fn every_guard_stands_in_the_way_of_what_it_guards() {
    use RefuseReason::{NoAnswer, NoConsent, OutOfScope};
    use SessionResult::Continue;
    let received = || with(told(), "02", vec![receive("02")]);
    let yes = || with(received(), "03", vec![ask("p2", "03"), answer(true)]);
    let no = || with(received(), "03", vec![ask("p2", "03"), answer(false)]);
    let hold = |held: SessionHeld| Command::HoldSession(held);
    let reply = || paper("r1", "arbitration-reply", "18", Vec::new());
    let replied = || with(failed(), "18", vec![Command::Issue(reply())]);
    let closed = || with(failed(), "18", vec![notice("18"), close("18")]);
    let paid = || with(effective(), "20", vec![pay("m1", "o1", 100, "20")]);
    let voided = || {
        let plain = paper("a1", "receipt", "06", Vec::new());
        with(accepted(), "06", vec![Command::Issue(plain), void("a1", "错")])
    };
    let replaced = || {
        let first = paper("a1", "receipt", "06", Vec::new());
        let second =
            PaperIssue { supersedes: Some(id("a1")), ..paper("b1", "receipt", "06", Vec::new()) };
        with(accepted(), "06", vec![Command::Issue(first), Command::Issue(second)])
    };
    let unsigned = || {
        let consent = paper("e1", "extension-consent", "06", sides());
        with(accepted(), "06", vec![Command::Issue(consent)])
    };
    let mut platform = unsigned();
    platform.types("06", &[("parties/p1/employment", json!("platform"))]);
    let mut at_odds = agreed();
    let other = Event::Ended { reason: EndReason::Lost, on: day("05"), note: String::new() };
    apply(&mut at_odds.case, &Entry { verdict: Verdict::Hard, ..entry(other, "05", 99) });
    let backwards = SessionHeld { until: Some(at("04")), ..session("05", Continue) };
    let empty = SessionHeld { present: Vec::new(), ..session("05", Continue) };
    let nowhere = Command::Refer {
        basis: ReferralBasis::Notice,
        to: " ".into(),
        paper: id("r1"),
        on: day("18"),
    };
    let abandon = |reason: &str| Command::Abandon { reason: reason.into() };
    let seal = Command::SendToSeal { id: id("e1"), on: day("06") };
    let interrupt = Command::Interrupt(InterruptionNoted {
        id: id("x1"),
        on: day("21"),
        why: "投诉".into(),
        way: InterruptWay::Authority,
        proof: None,
    });
    let gone = with(cancelled(paid()), "20", vec![]);
    let table: Vec<(&str, Desk, Command)> = vec![
        ("case.closed", closed(), withdraw("18")),
        ("case.receive.state", received(), receive("02")),
        ("case.receive.missing", Desk::new(), receive("02")),
        ("case.receive.future", told(), receive("21")),
        ("consent.state", accepted(), ask("p2", "03")),
        ("consent.not_respondent", received(), ask("p1", "03")),
        ("consent.future", received(), ask("p2", "21")),
        ("consent.before_receipt", received(), ask("p2", "01")),
        ("case.accept.state", told(), accept("03", &["赵某"])),
        ("case.accept.refused_by_respondent", no(), accept("03", &["赵某"])),
        ("case.accept.no_consent", received(), accept("03", &["赵某"])),
        ("case.accept.no_mediator", yes(), accept("03", &[" "])),
        ("case.accept.mediator_is_party", yes(), accept("03", &["张某"])),
        ("case.accept.future", yes(), accept("21", &["赵某"])),
        ("case.accept.before_receipt", yes(), accept("01", &["赵某"])),
        ("case.refuse.state", accepted(), refuse(OutOfScope, "03")),
        ("case.refuse.no_answer_on_file", received(), refuse(NoConsent, "03")),
        ("case.refuse.not_asked", received(), refuse(NoAnswer, "03")),
        ("case.refuse.future", received(), refuse(OutOfScope, "21")),
        ("session.state", told(), hold(session("05", Continue))),
        ("session.future", accepted(), hold(session("21", Continue))),
        ("session.ends_before_it_begins", accepted(), hold(backwards)),
        ("session.nobody_present", accepted(), hold(empty)),
        ("extension.state", told(), extend("25")),
        ("extension.not_later", unsigned(), extend("17")),
        ("extension.too_long", platform, extend("2027-01-20")),
        ("extension.no_paper", accepted(), extend("25")),
        ("extension.not_signed", unsigned(), extend("25")),
        ("case.end.state", told(), end(EndReason::Lost, "05")),
        ("case.end.future", accepted(), end(EndReason::Lost, "21")),
        ("case.end.not_expired", accepted(), end(EndReason::Expired, "17")),
        ("referral.state", accepted(), refer(ReferralBasis::Notice, "r1", "18")),
        ("referral.no_commission", replied(), nowhere),
        ("referral.no_paper", failed(), refer(ReferralBasis::Notice, "r1", "18")),
        ("referral.future", replied(), refer(ReferralBasis::Notice, "r1", "21")),
        ("referral.no_letter", replied(), refer(ReferralBasis::Entrusted, "r1", "18")),
        ("referral.no_application", replied(), refer(ReferralBasis::Application, "r1", "18")),
        ("case.withdraw.state", effective(), withdraw("20")),
        ("case.withdraw.future", accepted(), withdraw("21")),
        ("case.close.unpaid", effective(), close("20")),
        ("case.close.open", accepted(), close("20")),
        ("case.close.papers", failed(), close("18")),
        ("case.close.future", with(failed(), "18", vec![notice("18")]), close("21")),
        ("case.reopen.not_closed", accepted(), reopen("新情况")),
        ("case.reopen.no_reason", closed(), reopen(" ")),
        ("agreement.freeze.state", frozen(), freeze("v2", "a2", "06")),
        ("agreement.freeze.check", accepted(), freeze("v1", "a1", "06")),
        ("agreement.freeze.signers", agreed(), without_the_seal()),
        ("case.conflict_open", at_odds, freeze("v1", "a1", "06")),
        ("agreement.abandon.state", effective(), abandon("改")),
        ("agreement.abandon.no_reason", frozen(), abandon("")),
        ("paper.unknown", accepted(), sign("zz", "applicant", "06")),
        ("paper.voided", voided(), serve("06")),
        ("paper.superseded", replaced(), serve("06")),
        ("paper.serve.future", frozen(), serve("21")),
        ("paper.serve.before_paper", frozen(), serve("05")),
        (
            "paper.serve.no_relation",
            frozen(),
            served(ServeWay::Direct, ServiceMore { taken_by: "王某".into(), ..Default::default() }),
        ),
        (
            "paper.serve.refused_is_left",
            frozen(),
            served(ServeWay::Direct, ServiceMore { refused: "不认".into(), ..Default::default() }),
        ),
        ("paper.serve.no_consent", frozen(), served(ServeWay::Electronic, ServiceMore::default())),
        ("paper.serve.no_reason", frozen(), served(ServeWay::Left, ServiceMore::default())),
        (
            "paper.serve.unproven",
            frozen(),
            served(ServeWay::Left, ServiceMore { refused: "不认".into(), ..Default::default() }),
        ),
        (
            "paper.serve.picture_not_filed",
            frozen(),
            served(
                ServeWay::Left,
                ServiceMore {
                    refused: "不认".into(), picture: "00".into(), ..Default::default()
                },
            ),
        ),
        ("paper.sign.unknown_signer", frozen(), sign("a1", "nobody", "06")),
        ("paper.sign.already", effective(), sign("a1", "applicant", "07")),
        ("paper.sign.future", frozen(), sign("a1", "applicant", "21")),
        ("paper.sign.before_paper", frozen(), sign("a1", "applicant", "05")),
        ("paper.seal.not_needed", unsigned(), seal),
        ("paper.void.signed", effective(), void("a1", "错")),
        ("paper.void.agreement", frozen(), void("a1", "错")),
        ("paper.void.no_reason", unsigned(), void("e1", " ")),
        ("payment.no_agreement", accepted(), pay("m1", "o1", 1, "05")),
        ("payment.unknown_obligation", effective(), pay("m1", "o9", 1, "20")),
        ("payment.not_positive", effective(), pay("m1", "o1", 0, "20")),
        ("payment.too_much", effective(), pay("m1", "o1", 400_001, "20")),
        ("payment.future", effective(), pay("m1", "o1", 1, "21")),
        ("payment.unknown", effective(), cancel("m1", "错")),
        ("payment.already_cancelled", gone, cancel("m1", "错")),
        ("payment.no_reason", paid(), cancel("m1", "")),
        ("limitation.interrupt.future", told(), interrupt),
    ];
    let mut seen = BTreeSet::new();
    for (code, desk, command) in table {
        // The period of the extension ends on the 17th, so that those are judged before it.
        let today = if code.starts_with("extension")
            || code.contains("freeze")
            || code == "case.conflict_open"
        {
            "10"
        } else {
            "20"
        };
        assert_eq!(desk.refusal(today, command).code, code);
        seen.insert(code.to_owned());
    }
    assert_eq!(unsigned().refusal("18", extend("25")).code, "extension.too_late");
    seen.insert("extension.too_late".to_owned());
    // Guards of corrections and of two desks are proved beside what they lead to.
    let beside = [
        include_str!("corrections.rs"),
        include_str!("two_desks.rs"),
        include_str!("procedures/clocks.rs"),
        include_str!("procedures/guards.rs"),
        include_str!("procedures/table.rs"),
        include_str!("procedures/ways.rs"),
        include_str!("pauses.rs"),
        include_str!("after.rs"),
        include_str!("group_guards.rs"),
        include_str!("groups.rs"),
        include_str!("group_duties.rs"),
    ];
    seen.extend(written().into_iter().filter(|c| beside.iter().any(|t| t.contains(&**c))));
    assert_eq!(written().difference(&seen).collect::<Vec<_>>(), Vec::<&String>::new());
}

fn cancelled(desk: Desk) -> Desk {
    with(desk, "20", vec![cancel("m1", "错")])
}
