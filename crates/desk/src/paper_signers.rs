//! Whom a paper is made out to and who signs it.

use crate::paper::PaperAddressee;
use crate::paper_data;
use crate::session::Session;
use casework::{Case, Id, Signer, SignerRole};
use documents::Kind;
use serde_json::{Map, Value};

/// Side and index of the party a paper is made out to: as answered, else the first of the kind's own side.
fn meant(kind: &Kind, fields: &Map<String, Value>) -> Option<(String, usize)> {
    let side = kind.addressed.clone()?;
    let answer = fields.get("for");
    let named = answer.and_then(|o| o["side"].as_str()).map(str::to_owned);
    let index = answer.and_then(|o| o["index"].as_u64()).unwrap_or(0);
    Some((named.unwrap_or(side), usize::try_from(index).unwrap_or(0)))
}

const SIDES: [(&str, casework::PartyRole); 2] = [
    ("applicants", casework::PartyRole::Applicant),
    ("respondents", casework::PartyRole::Respondent),
];

/// The parties a paper can be made out to, the meant one marked; none for a paper that concerns all.
pub(crate) fn addressees(
    case: &Case,
    kind: &Kind,
    fields: &Map<String, Value>,
) -> Vec<PaperAddressee> {
    let Some((side, place)) = meant(kind, fields) else { return Vec::new() };
    let of = |(name, role): (&str, casework::PartyRole)| -> Vec<PaperAddressee> {
        let named = case.sheet.named(role).into_iter().enumerate();
        named
            .map(|(index, p)| PaperAddressee {
                side: name.to_owned(),
                index: u32::try_from(index).unwrap_or(u32::MAX),
                name: p.name,
                chosen: side == name && place == index,
            })
            .collect()
    };
    SIDES.into_iter().flat_map(of).collect()
}

/// Who signs a paper of this kind in this case.
pub(crate) fn signers(
    case: &Case,
    kind: &Kind,
    session: &Session,
    fields: &Map<String, Value>,
) -> Vec<Signer> {
    let mut all = Vec::new();
    let parties = case.sheet.parties();
    let accepted = case.mediation.accepted.as_ref();
    let only = fields.get("for");
    let addressee = meant(kind, fields).and_then(|(side, index)| {
        let (_, role) = SIDES.into_iter().find(|(name, _)| *name == side)?;
        case.sheet.named(role).get(index).cloned()
    });
    for wanted in &kind.signers {
        let mut add = |key: String, role: SignerRole, party: Option<Id>, name: String| {
            all.push(Signer { key, role, party, name, required: wanted.required });
        };
        match wanted.role.as_str() {
            // Each member signs for himself: who was elected by them, or what he gets.
            "applicants" if matches!(kind.id.as_str(), "representatives" | "group-annex") => {
                let annex = kind.id == "group-annex";
                let there = case.members().into_iter();
                let there = there.filter(|m| match m.stance {
                    casework::Stance::Join => true,
                    casework::Stance::Withdrawn => false,
                    _ => !annex,
                });
                for member in there {
                    let key = format!("member:{}", member.id);
                    add(key, SignerRole::Applicant, Some(member.id), member.name);
                }
            }
            // A paper made out to one party is signed by that party alone, whichever side it is on.
            "applicants" | "respondents" | "recipient" if addressee.is_some() => {
                let party = addressee.clone().expect("just seen");
                let (word, role) = match party.role {
                    casework::PartyRole::Respondent => ("respondent", SignerRole::Respondent),
                    _ => ("applicant", SignerRole::Applicant),
                };
                add(format!("{word}:{}", party.id), role, Some(party.id), party.name);
            }
            side @ ("applicants" | "respondents") => {
                let (role, standing) = if side == "applicants" {
                    (SignerRole::Applicant, casework::PartyRole::Applicant)
                } else {
                    (SignerRole::Respondent, casework::PartyRole::Respondent)
                };
                let named = parties.iter().filter(|p| p.role == standing && !p.name.is_empty());
                for (index, party) in named.enumerate() {
                    let meant = only.is_none_or(|o| {
                        o["side"].as_str() == Some(side)
                            && o["index"].as_u64() == Some(index as u64)
                    });
                    if meant {
                        let key = format!("{}:{}", side.trim_end_matches('s'), party.id);
                        add(key, role, Some(party.id.clone()), party.name.clone());
                    }
                }
            }
            "mediator" => {
                let names = accepted.map(|a| a.mediators.clone()).unwrap_or_default();
                let name = names.first().cloned().unwrap_or_else(|| session.staff.name.clone());
                add("mediator".into(), SignerRole::Mediator, None, name);
            }
            "recorder" => {
                let name = accepted.map(|a| a.recorder.clone()).filter(|n| !n.is_empty());
                let name = name.unwrap_or_else(|| session.staff.name.clone());
                add("recorder".into(), SignerRole::Recorder, None, name);
            }
            "interpreter" => {
                let of_case = parties.iter().find(|p| !p.interpreter.is_empty());
                let asked = fields.get("translation.interpreter.name").and_then(Value::as_str);
                let name = asked.map(str::to_owned).or(of_case.map(|p| p.interpreter.clone()));
                if let Some(name) = name.filter(|n| !n.is_empty()) {
                    add("interpreter".into(), SignerRole::Interpreter, None, name);
                }
            }
            "organisation" => {
                let s = &session.settings;
                let own = if s.seal_name.is_empty() { &s.org_name } else { &s.seal_name };
                // A letter of the union carries its seal, as it was typed or as the settings say.
                let typed = ["letter.seal_name", "letter.issuer"].iter().find_map(|path| {
                    fields.get(*path).and_then(Value::as_str).filter(|name| !name.trim().is_empty())
                });
                let seal = match (kind.of_union(), typed) {
                    (true, Some(name)) => name.to_owned(),
                    (true, None) => paper_data::issuer(session),
                    (false, _) => own.clone(),
                };
                add("organisation".into(), SignerRole::Organisation, None, seal);
            }
            other => add(other.to_owned(), SignerRole::Staff, None, wanted.label.clone()),
        }
    }
    all
}
