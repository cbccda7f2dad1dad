//! Every kind of event: a fact that is always applied, or a decision and what it decides. Two desks that decide the same
//! are shown to a person, never one over the other.

mod support;

use casework::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use support::*;

const AT: &str = "2026-11-06T09:00:00+08:00";
const ON: &str = "2026-11-06";

fn kinds_written() -> BTreeSet<String> {
    let source = include_str!("../src/event.rs");
    let after = source.split("#[serde(rename = \"").skip(1);
    after.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

fn number() -> Value {
    json!({"text": "勐工调〔2026〕KD1号", "series": "case", "year": 2026, "n": 1})
}

fn held() -> Value {
    json!({
        "id": "s1", "at": AT, "place": "驿站", "mode": "station", "present": [], "mediators": [],
        "statements": [], "result": "continue",
    })
}

/// Kinds of decisions with a body and what they decide.
fn decisions() -> Vec<(&'static str, Value, Vec<&'static str>)> {
    let status = || vec!["group/status"];
    let owner = || vec!["group/owner"];
    let period = || vec!["group/period"];
    let agreement = || vec!["group/agreement", "group/status"];
    let moves = || vec!["group/status", "group/members", "claims/k1/amount"];
    let reason = "更正";
    let patch = json!({"claims/k1/amount": 5});
    let inquiry = json!({
        "party": "p2", "asked_on": null, "asked_way": null, "agreed": true, "answered_on": null,
        "answered_way": null, "note": "",
    });
    vec![
        ("case.amended", json!({"patch": patch}), vec!["claims/k1/amount"]),
        ("case.accepted", json!({"number": number(), "on": ON, "mediators": []}), status()),
        ("case.refused", json!({"reason": "out_of_scope", "on": ON}), status()),
        ("case.ended", json!({"reason": "lost", "on": ON}), status()),
        (
            "case.referred",
            json!({"basis": "notice", "to": "仲裁委", "paper": "a", "on": ON}),
            status(),
        ),
        ("case.withdrawn", json!({"on": ON, "reason": ""}), status()),
        ("case.closed", json!({"on": ON}), status()),
        ("case.reopened", json!({"on": ON, "reason": reason}), status()),
        (
            "case.archived",
            json!({"on": ON, "pages": 1, "retention_years": 5, "place": ""}),
            status(),
        ),
        (
            "case.settled",
            json!({"id": "q", "amount": 1, "on": ON, "way": "cash", "paper": "a"}),
            status(),
        ),
        ("extension.agreed", json!({"until": ON, "on": ON, "signed": []}), period()),
        ("mediation.suspended", json!({"on": ON, "reason": reason}), period()),
        ("mediation.resumed", json!({"on": ON}), period()),
        (
            "reception.corrected",
            json!({"reception": {"form": "oral", "at": AT, "receiver": ""}, "reason": reason}),
            vec!["group/reception"],
        ),
        ("session.corrected", json!({"held": held(), "reason": reason}), vec!["group/session/s1"]),
        (
            "inquiry.corrected",
            json!({"inquiry": inquiry, "reason": reason}),
            vec!["group/inquiry/p2"],
        ),
        (
            "payment.corrected",
            json!({
                "id": "q1", "obligation": "o1", "amount": 1, "on": ON, "way": "cash",
                "reason": reason,
            }),
            vec!["group/payment/q1"],
        ),
        ("team.named", json!({"mediators": [], "on": ON}), vec!["group/team"]),
        (
            "case.split",
            json!({"into": "c2", "members": ["m1"], "patch": patch, "on": ON, "reason": reason}),
            moves(),
        ),
        (
            "case.split_off",
            json!({"from": "c1", "members": ["m1"], "sheet": {}, "on": ON, "reason": reason}),
            vec!["group/status", "group/members"],
        ),
        (
            "case.merged",
            json!({"into": "c2", "on": ON, "reason": reason}),
            vec!["group/status", "group/members"],
        ),
        (
            "case.merged_in",
            json!({"from": "c2", "members": [], "patch": patch, "on": ON, "reason": reason}),
            moves(),
        ),
        (
            "agreement.frozen",
            json!({
                "id": "v1", "version": 1, "paper": "a1", "obligations": [], "clauses": [],
                "hash": "aa", "on": ON,
            }),
            agreement(),
        ),
        ("agreement.abandoned", json!({"id": "v1", "reason": reason, "on": ON}), agreement()),
        ("paper.voided", json!({"id": "a1", "reason": reason}), vec!["group/paper/a1"]),
        (
            "case.assigned",
            json!({"to": "s2", "to_name": "", "from": "s1", "from_name": "", "on": ON}),
            owner(),
        ),
        ("assignment.answered", json!({"accepted": true, "on": ON}), owner()),
        ("case.assignment_recalled", json!({"back_to": "s1", "on": ON, "reason": reason}), owner()),
        (
            "conflict.resolved",
            json!({
                "record": {"dev": "D2", "inc": "1", "seq": 7}, "take": ["group/status"],
                "keep": [],
            }),
            vec!["group/conflict/D2:1:7", "group/status"],
        ),
    ]
}

/// Kinds of facts with a body.
fn facts() -> Vec<(&'static str, Value)> {
    let reason = "记错";
    let done = json!({"id": "x", "on": ON, "result": "已办"});
    let happening = json!({"obligation": "o1", "on": ON});
    vec![
        ("case.received", json!({"form": "oral", "at": AT, "receiver": ""})),
        ("consent.asked", json!({"party": "p2", "on": ON, "way": "phone"})),
        ("consent.answered", json!({"party": "p2", "agreed": true, "on": ON, "way": "phone"})),
        ("session.scheduled", json!({"id": "s1", "at": AT, "place": ""})),
        ("session.held", held()),
        (
            "paper.issued",
            json!({
                "id": "a1", "paper_kind": "agreement", "title": "", "data_hash": "", "pdf": "",
                "pages": 1, "template": "", "pack": "", "copies": 1, "signers": [], "on": ON,
            }),
        ),
        ("paper.printed", json!({"id": "a1", "copies": 1, "queue": "", "job": ""})),
        ("paper.signed", json!({"id": "a1", "signer": "k", "name": "", "how": "sign", "at": AT})),
        ("paper.signature_cancelled", json!({"id": "a1", "signer": "k", "reason": reason})),
        ("paper.seal_sent", json!({"id": "a1", "on": ON})),
        ("paper.served", json!({"id": "a1", "party": "p2", "way": "direct", "on": ON})),
        ("paper.scanned", json!({"id": "a1", "sha256": "ff"})),
        (
            "payment.received",
            json!({"id": "q1", "obligation": "o1", "amount": 1, "on": ON, "way": "cash"}),
        ),
        ("payment.cancelled", json!({"id": "q1", "reason": reason})),
        ("limitation.interrupted", json!({"id": "i", "on": ON, "why": ""})),
        ("limitation.suspended", json!({"id": "i", "from": ON, "to": ON, "why": ""})),
        ("supplement.asked", json!({"id": "i", "what": "", "on": ON, "due": ON})),
        ("supplement.done", json!({"id": "i", "on": ON})),
        (
            "procedure.opened",
            json!({
                "id": "r", "procedure": "inspection", "on": ON,
                "body": {"kind": "authority", "name": ""},
            }),
        ),
        ("procedure.moved", json!({"id": "r", "step": "t", "to": "filed", "on": ON})),
        ("consultation.closed", json!({"on": ON, "answer": "", "outcome": "answered"})),
        (
            "contact.logged",
            json!({"id": "i", "on": AT, "with": "", "way": "phone", "reached": true, "text": ""}),
        ),
        ("risk.graded", json!({"grade": "major", "on": ON, "way": "rules"})),
        (
            "service.planned",
            json!({"id": "x", "party": "p1", "service": "training", "due": ON, "provider": ""}),
        ),
        ("service.done", done.clone()),
        ("service.declined", json!({"id": "x", "on": ON, "reason": ""})),
        (
            "visit.made",
            json!({
                "id": "x", "party": "p1", "on": ON, "way": "phone", "satisfied": "good",
                "text": "",
            }),
        ),
        ("task.set", json!({"id": "x", "agency": "", "what": "", "due": ON})),
        ("task.done", done),
        (
            "transfer.sent",
            json!({"id": "x", "to": "", "transfer": "court", "matter": "", "on": ON}),
        ),
        ("transfer.answered", json!({"id": "x", "on": ON, "accepted": true})),
        ("fact.cancelled", json!({"fact": "task", "id": "x", "reason": reason})),
        ("attachment.filed", json!({"sha256": "", "name": "", "mime": "", "size": 1, "label": ""})),
        ("note.added", json!({"text": ""})),
        (
            "claim.computed",
            json!({
                "id": "w", "rule": "r", "target": "claims/k1", "input": {}, "result": {},
                "on": ON,
            }),
        ),
        ("member.consented", json!({"member": "m1", "amount": 1, "on": ON, "way": "desk"})),
        ("member.consent_cancelled", json!({"member": "m1", "on": ON, "reason": reason})),
        ("annex.made", json!({"paper": "a", "amounts": {}})),
        ("offer.made", json!({"id": "f", "side": "worker", "by": "", "on": ON, "amount": 1})),
        ("offer.answered", json!({"id": "f", "accepted": true, "on": ON})),
        ("offer.cancelled", json!({"id": "f", "reason": reason})),
        ("agreement.read", json!({"by": "", "passed": true, "note": "", "on": ON, "content": ""})),
        ("obligation.event", happening.clone()),
        ("obligation.done", happening),
        ("obligation.cancelled", json!({"obligation": "o1", "what": "done", "reason": reason})),
    ]
}

fn event(kind: &str, body: &Value) -> Event {
    let event = Event::parse(kind, body);
    assert!(!matches!(event, Event::Unknown { .. }), "{kind} {body}");
    event
}

/// How a record of desk A is judged when desk B has written on the case since.
fn against(mine: &Event, theirs: &Event) -> Verdict {
    let (a, b) = (mine.touches(), theirs.touches());
    let since = [(Standing::of(("B", "1"), theirs, &b), Verdict::Clean)];
    classify(&Standing::of(("A", "1"), mine, &a), &since)
}

#[test]
fn every_kind_is_a_fact_or_a_decision_that_names_what_it_decides() {
    let mut seen = BTreeSet::new();
    for (kind, body, touches) in decisions() {
        let event = event(kind, &body);
        assert!(!event.is_fact(), "{kind}");
        assert_eq!(event.touches(), touches, "{kind}");
        seen.insert(kind.to_owned());
    }
    for (kind, body) in facts() {
        let event = event(kind, &body);
        assert!(event.is_fact(), "{kind}");
        assert!(event.touches().is_empty(), "a fact decides nothing: {kind}");
        seen.insert(kind.to_owned());
    }
    assert_eq!(seen, kinds_written());
}

#[test]
fn two_decisions_of_the_same_clash_and_others_pass_each_other() {
    for (kind, body, touches) in decisions() {
        let mine = event(kind, &body);
        let groups = touches.iter().any(|t| t.starts_with("group/"));
        let wanted = if groups { Verdict::Hard } else { Verdict::Soft };
        assert_eq!(against(&mine, &mine), wanted, "{kind} twice");
        for (other, body, theirs) in decisions() {
            let shared = touches.iter().any(|t| theirs.contains(t) && t.starts_with("group/"));
            // A field that a split moves, or a merger, is not given the value another desk typed.
            let moved = touches.iter().any(|t| theirs.contains(t)) && kind != other;
            let wanted = if shared || moved { Verdict::Hard } else { Verdict::Soft };
            if kind != other {
                assert_eq!(against(&mine, &event(other, &body)), wanted, "{kind} against {other}");
            }
        }
        for (fact, body) in facts() {
            let fact = event(fact, &body);
            assert_eq!(against(&mine, &fact), Verdict::Soft, "{kind}");
            assert_eq!(against(&fact, &mine), Verdict::Soft, "{kind}");
        }
    }
}

#[test]
fn a_fact_is_applied_whatever_its_verdict_and_a_decision_waits_beside() {
    for verdict in [Verdict::Hard, Verdict::Held] {
        for (kind, body) in facts() {
            let mut case = effective().case;
            apply(&mut case, &Entry { verdict, ..entry(event(kind, &body), "06", 99) });
            assert!(!case.in_conflict(), "{kind}");
        }
        for (kind, body, touches) in decisions() {
            let mut case = effective().case;
            let before = case.clone();
            apply(&mut case, &Entry { verdict, ..entry(event(kind, &body), "06", 99) });
            assert!(case.in_conflict(), "{kind}");
            assert_eq!(case.conflicts[0].touches, touches);
            let stands = Case { conflicts: Vec::new(), records: before.records, ..case };
            assert_eq!(Case { updated_at: stands.updated_at, ..before }, stands, "{kind}");
        }
    }
}

#[test]
fn the_same_value_typed_twice_is_one_and_another_is_a_question() {
    let typed = |fen: i64| {
        let patch = BTreeMap::from([("claims/k1/amount".to_owned(), json!(fen))]);
        Event::Amended { patch }
    };
    assert_eq!(against(&typed(5), &typed(5)), Verdict::Soft);
    assert_eq!(against(&typed(5), &typed(6)), Verdict::Hard);
}
