use crate::case::Case;
use crate::context::Context;
use crate::sheet::PartyRole;
use statute::{Employment, Interruption, Limitation, LimitationFacts};

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
        .map(|(on, why)| Interruption { on: *on, why: why.clone() })
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
        suspensions: Vec::new(),
    };
    statute::limitation(&facts, cx.today(), cx.calendar, cx.periods)
}

/// A claim outside employment: three years from knowing, anew from the latest interruption in time
/// (民法典 Art. 188, 195).
fn civil_claim(
    known_on: Option<chrono::NaiveDate>,
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
