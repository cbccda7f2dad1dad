//! Causes of action, heads of claim, and the kinds of mediation organisation.

use serde::{Deserialize, Serialize};

/// The sums for which a payment order may be asked, in the order of the article.
///
/// Source: 调解仲裁法 Art. 16.
pub const ART16: [&str; 4] = ["劳动报酬", "工伤医疗费", "经济补偿", "赔偿金"];

/// A cause of action or head of claim (调解仲裁法 Art. 2).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, ts_rs::TS)]
pub struct Cause {
    /// Stable name.
    pub id: String,
    /// Chinese words.
    pub words: String,
    /// Arrears of 劳动报酬: the limitation has not begun while employed (Art. 27(4)).
    #[serde(default)]
    pub wage_arrears: bool,
    /// Which of the sums of Art. 16 it is, so that a payment order may be asked for it on an agreement; none of them
    /// when absent. One of [`ART16`].
    #[serde(default)]
    pub art16: Option<String>,
    /// Not open to arbitration review (办案规则 Art. 75, unconfirmed).
    #[serde(default)]
    pub arbitration_review_barred: bool,
    /// Collected by an authority, not owed between the parties.
    #[serde(default)]
    pub administrative: bool,
    /// A civil claim outside an employment relation: limitation of three years (民法典 Art. 188), and no
    /// labour arbitration.
    #[serde(default)]
    pub civil: bool,
    /// Article on which the claim rests.
    pub basis: String,
}

/// All causes.
#[derive(Debug, Clone)]
pub struct Causes {
    all: Vec<Cause>,
}

#[derive(Deserialize)]
struct CauseFile {
    cause: Vec<Cause>,
}

impl Causes {
    /// The causes that come with the program.
    pub fn embedded() -> Self {
        let text = include_str!("../../../assets/law/causes.toml");
        let file: CauseFile =
            toml::from_str(text).expect("assets/law/causes.toml is checked by the tests");
        Self { all: file.cause }
    }

    /// A cause by its name.
    pub fn get(&self, id: &str) -> Option<&Cause> {
        self.all.iter().find(|c| c.id == id)
    }

    /// All, in the order of the form.
    pub fn all(&self) -> &[Cause] {
        &self.all
    }

    /// Words of a cause, or the text itself when it was typed freely.
    pub fn words<'a>(&'a self, id: &'a str) -> &'a str {
        self.get(id).map_or(id, |c| &c.words)
    }
}

/// What kind of organisation mediates (调解仲裁法 Art. 10).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, ts_rs::TS)]
pub struct OrgBasis {
    /// Stable name.
    pub id: String,
    /// Chinese words.
    pub words: String,
    /// Article.
    pub article: String,
}

/// All kinds of organisation.
#[derive(Debug, Clone)]
pub struct OrgBases {
    all: Vec<OrgBasis>,
}

#[derive(Deserialize)]
struct BasisFile {
    basis: Vec<OrgBasis>,
}

impl OrgBases {
    /// The kinds that come with the program.
    pub fn embedded() -> Self {
        let text = include_str!("../../../assets/law/org_basis.toml");
        let file: BasisFile =
            toml::from_str(text).expect("assets/law/org_basis.toml is checked by the tests");
        Self { all: file.basis }
    }

    /// All, in the order of the article.
    pub fn all(&self) -> &[OrgBasis] {
        &self.all
    }

    /// Words of one.
    pub fn words<'a>(&'a self, id: &'a str) -> &'a str {
        self.all.iter().find(|b| b.id == id).map_or(id, |b| &b.words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wage_arrears_are_told_from_other_money() {
        let causes = Causes::embedded();
        assert!(causes.get("unpaid_wages").is_some_and(|c| c.wage_arrears && c.art16.is_some()));
        assert!(causes.get("severance").is_some_and(|c| !c.wage_arrears && c.art16.is_some()));
        assert!(causes.get("relation").is_some_and(|c| c.arbitration_review_barred));
        assert_eq!(causes.words("自己写的案由"), "自己写的案由");
        assert_eq!(OrgBases::embedded().all().len(), 4);
    }

    #[test]
    fn each_cause_has_its_own_name_and_words_and_an_article() {
        let causes = Causes::embedded();
        let mut seen = std::collections::BTreeSet::new();
        for cause in causes.all() {
            assert!(seen.insert(cause.id.as_str()) && seen.insert(cause.words.as_str()));
            assert!(!cause.basis.is_empty(), "{}", cause.id);
            assert!(cause.art16.as_deref().is_none_or(|sum| ART16.contains(&sum)), "{}", cause.id);
            assert!(
                !cause.wage_arrears || cause.art16.as_deref() == Some(ART16[0]),
                "{}",
                cause.id
            );
        }
        assert_eq!(causes.all().last().map(|c| c.id.as_str()), Some("other"));
    }

    #[test]
    fn a_payment_order_is_for_the_medical_costs_of_an_injury_only() {
        let causes = Causes::embedded();
        assert!(causes.get("injury_medical").is_some_and(|c| c.art16.is_some()));
        assert!(causes.get("injury").is_some_and(|c| c.art16.is_none()));
    }

    #[test]
    fn a_fee_for_labour_is_a_civil_claim() {
        let causes = Causes::embedded();
        assert!(causes.get("labour_fee").is_some_and(|c| c.civil && !c.wage_arrears));
        assert_eq!(causes.all().iter().filter(|c| c.civil).count(), 1);
    }
}
