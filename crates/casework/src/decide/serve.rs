//! Guards of service: it stands up only with what proves it.
//!
//! There is no service by public notice here: 公告送达 is the court's (民事诉讼法 Art. 95). Whoever cannot be reached is
//! noted as such, and the mediation ends for that reason.

use super::{not_future, paper, procedure};
use crate::context::Context;
use crate::event::{ConsentWay, Event, ServeWay};
use crate::ids::Id;
use crate::paper::ServiceMore;
use crate::{Case, Refusal};
use chrono::NaiveDate;

/// A service as a person notes it.
pub(super) struct Served {
    pub party: Id,
    pub way: ServeWay,
    pub on: NaiveDate,
    pub note: String,
    pub more: ServiceMore,
}

pub(super) fn serve(
    case: &Case,
    id: Id,
    served: Served,
    cx: &Context<'_>,
) -> Result<Vec<Event>, Refusal> {
    let Served { party, way, on, note, more } = served;
    let paper = paper::standing(case, &id)?;
    not_future("paper.serve.future", on, cx)?;
    if on < paper.on {
        return Err(Refusal::new("paper.serve.before_paper", "").with("on", paper.on.to_string()));
    }
    if !more.picture.is_empty() && !on_file(case, &more.picture) {
        return Err(Refusal::new("paper.serve.picture_not_filed", "民事诉讼法第89条"));
    }
    match way {
        ServeWay::Left => left(&more)?,
        ServeWay::Electronic if !more.consented => {
            return Err(Refusal::new("paper.serve.no_consent", "民事诉讼法第90条"));
        }
        _ if !more.taken_by.trim().is_empty() && more.relation.trim().is_empty() => {
            return Err(Refusal::new("paper.serve.no_relation", "民事诉讼法第88条"));
        }
        ServeWay::Direct if !more.refused.trim().is_empty() => {
            // What was refused was not handed over: it was left, or it was not served.
            return Err(Refusal::new("paper.serve.refused_is_left", "民事诉讼法第89条"));
        }
        _ => {}
    }
    let mut events = follows(case, &paper.kind, &party, on, cx);
    events.insert(0, Event::PaperServed { id, party, way, on, note, more });
    Ok(events)
}

/// Left with whoever refuses it: the reason, and a witness or a picture (民事诉讼法 Art. 89).
fn left(more: &ServiceMore) -> Result<(), Refusal> {
    let said = |text: &str| !text.trim().is_empty();
    if !said(&more.refused) {
        return Err(Refusal::new("paper.serve.no_reason", "民事诉讼法第89条"));
    }
    if !said(&more.witness) && !said(&more.picture) {
        return Err(Refusal::new("paper.serve.unproven", "民事诉讼法第89条"));
    }
    Ok(())
}

fn on_file(case: &Case, sha256: &str) -> bool {
    case.attachments.iter().any(|a| a.sha256 == sha256)
        || case.papers.iter().any(|p| p.scans.iter().any(|(_, scan)| scan == sha256))
}

/// What follows from the service of this kind of paper, so that nobody has to type the day twice: whoever was served
/// the letter of inquiry has been asked (transition 7).
fn follows(case: &Case, kind: &str, party: &Id, on: NaiveDate, cx: &Context<'_>) -> Vec<Event> {
    let new = case.mediation.inquiries.iter().all(|i| i.party != *party);
    if kind == "consent-inquiry" && new && procedure::ask(case, party, on, cx).is_ok() {
        return vec![Event::ConsentAsked { party: party.clone(), on, way: ConsentWay::Letter }];
    }
    Vec::new()
}
