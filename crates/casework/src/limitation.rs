//! The limitation of the claims, with its interruptions, their proofs, and time that does not count.

use crate::after::Noted;
use crate::case::Case;
use crate::context::Context;
use crate::event::codes;
use crate::ids::Id;
use crate::sheet::PartyRole;
use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};
use statute::{Employment, Interruption, Limitation, LimitationFacts, Suspension};

codes! {
    /// What interrupts the limitation (调解仲裁法 Art. 27(2)).
    #[derive(Default)]
    InterruptWay {
        /// The worker claimed from the other side.
        Claimed = "claimed", "向对方主张权利";
        /// He asked an authority or organisation for help.
        Authority = "authority", "向有关部门请求权利救济";
        /// The other side promised to perform.
        Promised = "promised", "对方同意履行";
        /// Noted without saying which.
        #[default]
        Unsaid = "unsaid", "";
    }
}

/// An interruption of the limitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct InterruptionNoted {
    /// Identifier; empty in records from before there was one.
    #[serde(default = "no_id")]
    pub id: Id,
    /// Day.
    pub on: NaiveDate,
    /// What happened.
    pub why: String,
    /// Which of the three of Art. 27(2).
    #[serde(default)]
    pub way: InterruptWay,
    /// SHA-256 of the file that proves it, hex.
    #[serde(default)]
    pub proof: Option<String>,
}

/// Time that does not count: force majeure or other good cause (Art. 27(3)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct LimitationSuspended {
    /// Identifier.
    pub id: Id,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Cause.
    pub why: String,
    /// SHA-256 of the file that proves it, hex.
    #[serde(default)]
    pub proof: Option<String>,
}

fn no_id() -> Id {
    Id(String::new())
}

/// Reads interruptions as they are kept now, and as snapshots of the first version kept them: day and text.
pub(crate) fn read_interruptions<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Vec<Noted<InterruptionNoted>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Kept {
        Now(Noted<InterruptionNoted>),
        First((NaiveDate, String)),
    }
    let kept = Vec::<Kept>::deserialize(from)?;
    let read = kept.into_iter().map(|kept| match kept {
        Kept::Now(noted) => noted,
        Kept::First((on, why)) => {
            let (way, proof) = (InterruptWay::Unsaid, None);
            Noted { noted: InterruptionNoted { id: no_id(), on, why, way, proof }, cancelled: None }
        }
    });
    Ok(read.collect())
}

/// The limitation of the claims, from what the sheet says.
///
/// Several heads: a head that is not wage arrears runs sooner, so it decides.
///
/// Source: 调解仲裁法 Art. 27; wage arrears while employed have not begun (needs.md § (b)).
pub fn limitation(case: &Case, cx: &Context<'_>) -> Limitation {
    let sheet = &case.sheet;
    let worker = sheet.named(PartyRole::Applicant).into_iter().next();
    let employment = match worker.as_ref().map(|w| w.employment.as_str()) {
        Some("ongoing" | "oral_ongoing") => Employment::Ongoing,
        Some("ended" | "oral_ended") => match worker.as_ref().and_then(|w| w.ended_on) {
            Some(day) => Employment::Ended(day),
            None => Employment::Unknown,
        },
        _ => match worker.as_ref().and_then(|w| w.ended_on) {
            Some(day) => Employment::Ended(day),
            None => Employment::Unknown,
        },
    };
    let mut heads: Vec<String> = sheet.claims().into_iter().map(|c| c.head).collect();
    heads.push(sheet.text("case/cause"));
    heads.retain(|h| !h.is_empty());
    let arrears = |h: &String| cx.causes.get(h).is_some_and(|c| c.wage_arrears);
    let wage_arrears = !heads.is_empty() && heads.iter().all(arrears);
    let mut interruptions: Vec<Interruption> = case
        .interruptions
        .iter()
        .filter(|i| i.cancelled.is_none())
        .map(|i| Interruption { on: i.noted.on, why: reason(&i.noted) })
        .collect();
    // Applying for mediation asks an authority's or organisation's help and claims against the other side.
    if let Some(received) = &case.mediation.received {
        interruptions.push(Interruption {
            on: received.at.date_naive(),
            why: "向调解组织申请调解".to_owned(),
        });
    }
    let civil = |h: &String| cx.causes.get(h).is_some_and(|c| c.civil);
    if !heads.is_empty() && heads.iter().all(civil) {
        return civil_claim(worker.and_then(|w| w.knew_on), &interruptions, cx);
    }
    let facts = LimitationFacts {
        wage_arrears,
        employment,
        known_on: worker.and_then(|w| w.knew_on),
        interruptions,
        suspensions: case
            .limitation_suspensions
            .iter()
            .filter(|s| s.cancelled.is_none())
            .map(|s| &s.noted)
            .map(|s| Suspension { from: s.from, to: s.to, why: s.why.clone() })
            .collect(),
    };
    statute::limitation(&facts, cx.today(), cx.calendar, cx.periods)
}

/// What happened, with which of the three of Art. 27(2) it is.
fn reason(noted: &InterruptionNoted) -> String {
    match noted.way.words() {
        "" => noted.why.clone(),
        way if noted.why.is_empty() => way.to_owned(),
        way => format!("{way}（{}）", noted.why),
    }
}

/// A claim outside employment: three years from knowing, anew from the latest interruption in time
/// (民法典 Art. 188, 195).
fn civil_claim(
    known_on: Option<NaiveDate>,
    interruptions: &[Interruption],
    cx: &Context<'_>,
) -> Limitation {
    let Some(mut from) = known_on else {
        return Limitation::Unknown {
            why: vec!["劳务费按民事债权，诉讼时效三年（民法典第188条），请填知道之日".to_owned()],
        };
    };
    let mut why = vec!["劳务费按民事债权，诉讼时效三年（民法典第188条）".to_owned()];
    let mut due = statute::civil_limitation(from, cx.calendar, cx.periods);
    let mut sorted: Vec<&Interruption> = interruptions.iter().collect();
    sorted.sort_by_key(|i| i.on);
    for interruption in sorted {
        if interruption.on >= from && interruption.on <= due.due {
            from = interruption.on;
            due = statute::civil_limitation(from, cx.calendar, cx.periods);
            why.push(format!("{}，重新起算（民法典第195条）", interruption.why));
        }
    }
    Limitation::Runs { due, from, why }
}
