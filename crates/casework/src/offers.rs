//! Offers and counter-offers, and how far the sides are apart.
//!
//! What a side would accept at worst, and what it said in confidence, is never an event: it lives in the local table
//! of the desk (design: private).
//!
//! Source: needs.md row 35.

use crate::case::Case;
use crate::event::codes;
use crate::ids::Id;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use statute::Fen;

codes! {
    /// Whose offer it is.
    OfferSide {
        /// The workers' side.
        Worker = "worker", "劳动者一方";
        /// The employer's side.
        Employer = "employer", "用人单位一方";
        /// A proposal of the mediator to both.
        Mediator = "mediator", "调解员方案";
    }
}

/// The part of an offer for one head of claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct OfferHead {
    /// Row of the claim.
    pub claim: Id,
    /// Amount, 分.
    pub amount: Fen,
}

/// The answer to an offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct OfferAnswer {
    /// Taken.
    pub accepted: bool,
    /// Day.
    pub on: NaiveDate,
    /// Who spoke, what was said.
    pub note: String,
}

/// A sum that a side named openly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct Offer {
    /// Identifier.
    pub id: Id,
    /// Whose offer.
    pub side: OfferSide,
    /// Who spoke for that side.
    pub by: String,
    /// Day.
    pub on: NaiveDate,
    /// By head of claim; empty when only the whole was named.
    #[serde(default)]
    pub heads: Vec<OfferHead>,
    /// The whole, 分.
    pub amount: Fen,
    /// What it depends on.
    #[serde(default)]
    pub conditions: String,
    /// Session in which it was made.
    #[serde(default)]
    pub session: Option<Id>,
    /// The answer, once there is one.
    #[serde(default)]
    pub answer: Option<OfferAnswer>,
    /// Booked by mistake or taken back, with the reason.
    #[serde(default)]
    pub cancelled: Option<String>,
}

/// Where the sides stood after one offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct GapPoint {
    /// Day.
    pub on: NaiveDate,
    /// What the workers ask, 分; the sum claimed until they have named another.
    pub worker: Option<Fen>,
    /// What the employer offers, 分.
    pub employer: Option<Fen>,
    /// What the mediator proposed last, 分.
    pub mediator: Option<Fen>,
    /// What lies between them, 分; zero when the employer offers as much or more.
    pub gap: Option<Fen>,
    /// How much of the first gap has been closed, per cent; negative when it has grown.
    #[ts(type = "number | null")]
    pub closed: Option<i64>,
}

/// The way of the offers, one after the other: most mediations see all of them in one afternoon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct GapChart {
    /// After each offer, oldest first; several of one day keep the order in which they were noted.
    pub points: Vec<GapPoint>,
    /// The first gap, 分.
    pub first: Option<Fen>,
    /// The gap now, 分.
    pub now: Option<Fen>,
    /// An offer that the other side took and that still stands.
    pub accepted: Option<Id>,
}

/// Derives the chart from the offers that stand.
pub fn gap(case: &Case) -> GapChart {
    let mut offers: Vec<&Offer> = case.offers.iter().filter(|o| o.cancelled.is_none()).collect();
    // Of two offers of one day the later record is the later offer.
    offers.sort_by_key(|o| o.on);
    let claimed = case.claimed();
    let mut worker = (claimed.0 > 0).then_some(claimed);
    let (mut employer, mut mediator, mut first) = (None, None, None::<Fen>);
    let mut points: Vec<GapPoint> = Vec::new();
    for offer in &offers {
        match offer.side {
            OfferSide::Worker => worker = Some(offer.amount),
            OfferSide::Employer => employer = Some(offer.amount),
            OfferSide::Mediator => mediator = Some(offer.amount),
        }
        let gap = worker.zip(employer).map(|(w, e)| Fen(w.0.saturating_sub(e.0).max(0)));
        points.push(GapPoint { on: offer.on, worker, employer, mediator, gap, closed: None });
    }
    for point in &mut points {
        let Some(gap) = point.gap else { continue };
        let from = *first.get_or_insert(gap);
        let moved = i128::from(from.0) - i128::from(gap.0);
        let percent = (from.0 > 0).then(|| moved * 100 / i128::from(from.0));
        point.closed = percent.and_then(|p| i64::try_from(p).ok());
    }
    let taken = |o: &&&Offer| o.answer.as_ref().is_some_and(|a| a.accepted);
    GapChart {
        now: points.last().and_then(|p| p.gap),
        points,
        first,
        accepted: offers.iter().rev().find(taken).map(|o| o.id.clone()),
    }
}
