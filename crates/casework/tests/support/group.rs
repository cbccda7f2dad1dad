//! A group: sorting workers of one firm, each with his wages.

use super::*;

/// Row of a member: `m01`, `m02` …
pub fn member(no: usize) -> String {
    format!("m{no:02}")
}

/// What member `no` claims, 分: no two the same, so that a mix-up shows.
pub fn claimed(no: usize) -> i64 {
    100_000 + i64::try_from(no).unwrap() * 137
}

/// Identity number of member `no`: area 99, of nobody, with its check character.
pub fn number_of(no: usize) -> String {
    let body = format!("99010119900101{:03}", no * 2 + 1);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let total: u32 = body.chars().zip(weights).map(|(c, w)| c.to_digit(10).unwrap() * w).sum();
    let check = "10X98765432".chars().nth(usize::try_from(total % 11).unwrap()).unwrap();
    format!("{body}{check}")
}

/// The rows of members, none of whom has said whether he agrees.
pub fn rows(count: usize) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    for no in 1..=count {
        let path = |name: &str| format!("members/{}/{name}", member(no));
        all.push((path("order"), json!(no)));
        all.push((path("name"), json!(format!("职工{no:02}"))));
        all.push((path("id_number"), json!(number_of(no))));
        all.push((path("claimed"), json!(claimed(no))));
    }
    all
}

/// Sum of what members of these numbers claim.
pub fn sum_of(numbers: impl IntoIterator<Item = usize>) -> i64 {
    numbers.into_iter().map(claimed).sum()
}

/// An accepted group of `count` members; the head is everybody's.
pub fn group(count: usize) -> Desk {
    let mut desk = accepted();
    desk.does("04", Command::Amend(rows(count).into_iter().collect()));
    let total = sum_of(1..=count);
    desk.types("04", &[("claims/k1/amount", json!(total)), ("parties/p1/name", json!("职工01"))]);
    desk
}

/// These members agree to all they claim, and the terms pay them in one sum as the annex says.
pub fn joins(desk: &mut Desk, numbers: impl IntoIterator<Item = usize>) {
    let mut total = 0;
    for no in numbers {
        let path = |name: &str| format!("members/{}/{name}", member(no));
        let agreed = claimed(no);
        total += agreed;
        let both = [(path("stance"), json!("join")), (path("agreed"), json!(agreed))];
        desk.does("05", Command::Amend(both.into_iter().collect()));
    }
    desk.types(
        "05",
        &[
            ("terms/o1/what", json!("劳动报酬")),
            ("terms/o1/payer", json!("p2")),
            ("terms/o1/payee", json!("members")),
            ("terms/o1/amount", json!(total)),
            ("terms/o1/due", json!("2026-11-30")),
            ("terms/o1/method", json!("cash")),
        ],
    );
}

/// Three representatives with a complete 推举书.
pub fn elects(desk: &mut Desk) {
    for no in 1..=3 {
        desk.types("05", &[(&format!("members/{}/representative", member(no)), json!(true))]);
    }
    let signers = vec![signer("m", SignerRole::Applicant, Some("m01"))];
    desk.does("05", Command::Issue(paper("d7", "representatives", "05", signers)));
    desk.does("05", sign("d7", "m", "05"));
}

/// An annex that each of these members has to sign.
pub fn annex(name: &str, numbers: impl IntoIterator<Item = usize>) -> Command {
    let one = |no: usize| signer(&member(no), SignerRole::Applicant, Some(&member(no)));
    Command::Issue(paper(name, "group-annex", "05", numbers.into_iter().map(one).collect()))
}

/// Does something as another member of staff.
pub fn does_as(desk: &mut Desk, by: &str, today: &str, command: Command) -> Result<(), Refusal> {
    let cx = Context { by, ..cx(today) };
    for event in decide(&desk.case, command, &cx)? {
        desk.record(event, today);
    }
    Ok(())
}

/// Reads the terms a second time.
pub fn read(passed: bool) -> Command {
    Command::ReadAgreement { passed, note: "已核对".into() }
}

/// The annex is signed by all who join, the mandate stands, the terms were read by another.
pub fn ready(count: usize) -> Desk {
    let mut desk = group(count);
    joins(&mut desk, 1..=count);
    elects(&mut desk);
    desk.does("05", annex("d19", 1..=count));
    for no in 1..=count {
        desk.does("05", sign("d19", &member(no), "05"));
    }
    does_as(&mut desk, "王某", "05", read(true)).unwrap();
    desk
}

/// The new case of a split, folded from its first records.
pub fn fold_new(id: &str, events: &[Event], on: &str) -> Case {
    let mut case = Case::new(id.into());
    for (event, seq) in events.iter().zip(1..) {
        apply(&mut case, &entry(event.clone(), on, seq));
    }
    case
}

/// Asks for these members to leave for case `c2`.
pub fn leave(numbers: impl IntoIterator<Item = usize>) -> SplitRequest {
    SplitRequest {
        members: numbers.into_iter().map(|no| id(&member(no))).collect(),
        into: "c2".into(),
        number: Some(Number { text: "勐工调〔2026〕KD13号".into(), n: 13, ..number() }),
        on: day("06"),
        reason: "不同意调解方案，另案处理".into(),
    }
}
