//! `employer.*`: employers typed before.

use crate::error::Result;
use crate::session::Desk;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A search.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct EmployerFind {
    /// Part of a name, or the begin of a 统一社会信用代码.
    pub text: String,
}

/// An employer typed before.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Employer {
    /// Name.
    pub name: String,
    /// 统一社会信用代码.
    pub uscc: String,
    /// 法定代表人.
    pub legal_rep: String,
    /// Address.
    pub address: String,
    /// Contact person.
    pub contact: String,
    /// Telephone.
    pub phone: String,
    /// In how many cases.
    pub cases: u32,
}

/// Finds employers typed before, the most frequent first.
///
/// # Errors
/// `desk.locked`.
pub fn find(desk: &Desk, input: EmployerFind) -> Result<Vec<Employer>> {
    let session = desk.session()?;
    let text = input.text.trim();
    if text.is_empty() {
        return Ok(Vec::new());
    }
    session.store.read(|r| {
        let mut found = Vec::new();
        for firm in r.known_firms(text, 8)? {
            let sheet = r.case(&firm.newest)?.map(|c| c.sheet).unwrap_or_default();
            let field = |name: &str| sheet.text(&format!("parties/{}/{name}", firm.party));
            found.push(Employer {
                legal_rep: field("legal_rep"),
                address: field("address"),
                contact: field("contact"),
                phone: field("contact_phone"),
                name: firm.name,
                uscc: firm.uscc,
                cases: firm.cases,
            });
        }
        Ok(found)
    })
}
