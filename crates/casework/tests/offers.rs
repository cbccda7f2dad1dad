//! Offers and counter-offers: open, dated, and how far the sides are apart.

mod support;

use casework::*;
use serde_json::json;
use statute::Fen;
use support::*;

fn offer(name: &str, side: OfferSide, fen: i64, on: &str) -> Offer {
    Offer {
        id: id(name),
        side,
        by: "王某".into(),
        on: day(on),
        heads: Vec::new(),
        amount: Fen(fen),
        conditions: String::new(),
        session: None,
        answer: None,
        cancelled: None,
    }
}

fn make(desk: &mut Desk, name: &str, side: OfferSide, fen: i64, on: &str) {
    desk.does("10", Command::MakeOffer(offer(name, side, fen, on)));
}

fn answer(name: &str, accepted: bool, on: &str) -> Command {
    Command::AnswerOffer { id: id(name), accepted, on: day(on), note: String::new() }
}

#[test]
fn the_chart_shows_offer_by_offer_how_far_the_sides_are_apart() {
    let mut desk = accepted();
    make(&mut desk, "f1", OfferSide::Employer, 300_000, "04");
    make(&mut desk, "f2", OfferSide::Worker, 700_000, "05");
    make(&mut desk, "f3", OfferSide::Mediator, 600_000, "05");
    make(&mut desk, "f4", OfferSide::Employer, 450_000, "06");
    let chart = gap(&desk.case);
    let rows: Vec<_> = chart.points.iter().map(|p| (p.on, p.gap, p.closed)).collect();
    assert_eq!(
        rows,
        [
            (day("04"), Some(Fen(500_000)), Some(0)),
            (day("05"), Some(Fen(400_000)), Some(20)),
            (day("05"), Some(Fen(400_000)), Some(20)),
            (day("06"), Some(Fen(250_000)), Some(50)),
        ]
    );
    assert_eq!((chart.first, chart.now), (Some(Fen(500_000)), Some(Fen(250_000))));
    assert_eq!(chart.points[3].mediator, Some(Fen(600_000)));
}

#[test]
fn the_offers_of_one_afternoon_are_not_one_point() {
    let mut desk = accepted();
    make(&mut desk, "f1", OfferSide::Employer, 300_000, "05");
    make(&mut desk, "f2", OfferSide::Worker, 700_000, "05");
    make(&mut desk, "f3", OfferSide::Employer, 500_000, "05");
    let chart = gap(&desk.case);
    assert_eq!(chart.points.len(), 3);
    assert_eq!((chart.first, chart.now), (Some(Fen(500_000)), Some(Fen(200_000))));
}

#[test]
fn an_offer_noted_late_stands_on_the_day_it_was_made() {
    let mut desk = accepted();
    make(&mut desk, "f2", OfferSide::Employer, 450_000, "06");
    make(&mut desk, "f1", OfferSide::Employer, 300_000, "04");
    assert_eq!(gap(&desk.case).now, Some(Fen(350_000)));
}

#[test]
fn a_gap_that_grows_is_shown_as_grown_and_an_offer_above_the_claim_as_none() {
    let mut desk = accepted();
    make(&mut desk, "f1", OfferSide::Employer, 400_000, "04");
    make(&mut desk, "f2", OfferSide::Employer, 200_000, "05");
    assert_eq!(gap(&desk.case).points[1].closed, Some(-50));
    make(&mut desk, "f3", OfferSide::Employer, 900_000, "06");
    assert_eq!(gap(&desk.case).now, Some(Fen(0)));
    assert_eq!(gap(&desk.case).points[2].closed, Some(100));
}

#[test]
fn an_offer_taken_back_counts_no_more_and_stays_in_the_file() {
    let mut desk = accepted();
    make(&mut desk, "f1", OfferSide::Employer, 300_000, "04");
    make(&mut desk, "f2", OfferSide::Employer, 500_000, "05");
    desk.does("06", answer("f2", true, "05"));
    assert_eq!(gap(&desk.case).accepted, Some(id("f2")));
    desk.does("06", Command::CancelOffer { id: id("f2"), reason: "记错金额".into() });
    let chart = gap(&desk.case);
    assert_eq!((chart.now, chart.accepted), (Some(Fen(500_000)), None));
    assert_eq!(desk.case.offers.len(), 2);
}

#[test]
fn an_answer_cannot_be_smuggled_in_with_the_offer() {
    let mut desk = accepted();
    let answer = Some(OfferAnswer { accepted: true, on: day("04"), note: String::new() });
    let with = Offer { answer, ..offer("f1", OfferSide::Employer, 1, "04") };
    desk.does("05", Command::MakeOffer(with));
    assert_eq!(desk.case.offers[0].answer, None);
}

#[test]
fn in_a_group_the_first_asking_is_the_sum_of_the_members() {
    let mut desk = group(3);
    desk.types("05", &[("claims/k1/amount", json!(null))]);
    make(&mut desk, "f1", OfferSide::Employer, 100_000, "06");
    assert_eq!(gap(&desk.case).now, Some(Fen(sum_of(1..=3) - 100_000)));
}
