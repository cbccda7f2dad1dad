//! The same person or firm in other cases.

use crate::error::Result;
use crate::lists::summary;
use crate::reader::Reader;
use casework::{CaseId, Summary};

/// A person or firm in another case.
#[derive(Debug, Clone, PartialEq)]
pub struct SameParty {
    /// Case.
    pub case: Summary,
    /// Row of the party there.
    pub party: String,
    /// Name there.
    pub name: String,
    /// What is the same: `id_number`, `uscc`, `phone` or `name`.
    pub by: &'static str,
}

/// A firm typed before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFirm {
    /// Name.
    pub name: String,
    /// 统一社会信用代码, may be empty.
    pub uscc: String,
    /// Telephone, may be empty.
    pub phone: String,
    /// In how many cases.
    pub cases: u32,
    /// The newest of them, to take the rest of its data from.
    pub newest: CaseId,
    /// Row of the party there.
    pub party: String,
}

impl Reader<'_> {
    /// The same person or firm in other cases, by what identifies best; empty texts match nothing.
    pub fn same_party(
        &self,
        not_in: &CaseId,
        name: &str,
        id_number: &str,
        uscc: &str,
        phone: &str,
    ) -> Result<Vec<SameParty>> {
        let mut all: Vec<SameParty> = Vec::new();
        for (column, value) in
            [("id_number", id_number), ("uscc", uscc), ("phone", phone), ("name", name)]
        {
            if value.is_empty() {
                continue;
            }
            let mut select = self.conn.prepare_cached(&format!(
                "SELECT l.summary, p.party, p.name FROM party p JOIN case_list l USING (case_id)
                 WHERE p.{column} = ?1 AND p.case_id <> ?2 ORDER BY l.activity DESC LIMIT 20"
            ))?;
            let mut rows = select.query([value, &not_in.0])?;
            while let Some(row) = rows.next()? {
                let found = SameParty {
                    case: summary(row, 0)?,
                    party: row.get(1)?,
                    name: row.get(2)?,
                    by: column,
                };
                if !all
                    .iter()
                    .any(|other| other.case.id == found.case.id && other.party == found.party)
                {
                    all.push(found);
                }
            }
        }
        Ok(all)
    }

    /// Firms typed before whose name or credit code contains a piece of text, most frequent first.
    pub fn known_firms(&self, piece: &str, limit: u32) -> Result<Vec<KnownFirm>> {
        let mut select = self.conn.prepare_cached(
            "SELECT p.name, p.uscc, p.phone, p.case_id, p.party FROM party p
             JOIN case_list l USING (case_id)
             WHERE p.role = 'respondent'
               AND (instr(p.name, ?1) > 0 OR (p.uscc <> '' AND instr(p.uscc, upper(?1)) = 1))
             ORDER BY l.activity DESC LIMIT 2000",
        )?;
        let mut rows = select.query([piece])?;
        let mut firms: Vec<KnownFirm> = Vec::new();
        while let Some(row) = rows.next()? {
            let (name, uscc, phone): (String, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            match firms.iter_mut().find(|firm| firm.name == name) {
                Some(firm) => {
                    firm.cases += 1;
                    // What an older case knows fills what the newest one lacks.
                    for (have, found) in [(&mut firm.uscc, uscc), (&mut firm.phone, phone)] {
                        if have.is_empty() {
                            *have = found;
                        }
                    }
                }
                None => firms.push(KnownFirm {
                    name,
                    uscc,
                    phone,
                    cases: 1,
                    newest: CaseId(row.get(3)?),
                    party: row.get(4)?,
                }),
            }
        }
        firms.sort_by(|a, b| b.cases.cmp(&a.cases).then_with(|| a.name.cmp(&b.name)));
        firms.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(firms)
    }
}
