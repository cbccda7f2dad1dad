//! Articles whose number is cited, and whether that number was compared with a source.

use serde::Deserialize;

/// One article of a law.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Article {
    /// Number.
    pub no: u32,
    /// What it is about, in our own words.
    pub about: String,
    /// Where it is cited, for those that are still to be compared.
    #[serde(default)]
    pub used_for: String,
    /// Compared with a source; `false` is ◇: it rests on the numbering of the revision alone.
    pub checked: bool,
}

/// The articles of one law.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Articles {
    /// The law.
    pub law: String,
    /// Articles cited.
    pub article: Vec<Article>,
}

impl Articles {
    /// The table that comes with the program: 民事诉讼法 (2023).
    pub fn embedded() -> Self {
        toml::from_str(include_str!("../../../assets/law/articles.toml"))
            .expect("assets/law/articles.toml is checked by the tests")
    }

    /// Numbers of this law that a citation such as `民事诉讼法第226条` names.
    pub fn named(&self, citation: &str) -> Vec<u32> {
        let Some((_, rest)) = citation.split_once(&self.law) else { return Vec::new() };
        let Some(rest) = rest.strip_prefix('第') else { return Vec::new() };
        let numbers = rest.split(['条', '款']).next().unwrap_or_default();
        numbers.split('、').filter_map(|no| no.parse().ok()).collect()
    }

    /// Whether every article of this law that a citation names was compared with a source.
    ///
    /// A citation of another law says nothing here and passes.
    pub fn checked(&self, citation: &str) -> bool {
        let known = |no: &u32| self.article.iter().any(|a| a.no == *no && a.checked);
        self.named(citation).iter().all(known)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop here")]
mod tests {
    use super::*;

    #[test]
    fn a_citation_is_as_sure_as_its_least_sure_article() {
        let all = Articles::embedded();
        assert_eq!(all.named("民事诉讼法第205、206条"), [205, 206]);
        assert!(all.checked("民事诉讼法第226条") && all.checked("调解仲裁法第16条"));
        assert!(!all.checked("民事诉讼法第265条") && !all.checked("民事诉讼法第205、187条"));
        // One that stands in no table is not sure either.
        assert!(!all.checked("民事诉讼法第9999条"));
    }

    #[test]
    fn every_period_of_this_law_is_as_sure_as_its_article() {
        let all = Articles::embedded();
        let periods: toml::Table =
            include_str!("../../../assets/law/periods.toml").parse().unwrap();
        let rows = periods["period"].as_array().unwrap();
        let mut seen = 0;
        for row in rows {
            let article = row["article"].as_str().unwrap();
            if all.named(article).is_empty() {
                continue;
            }
            seen += 1;
            let confirmed = row["confirmed"].as_bool().unwrap();
            assert!(!confirmed || all.checked(article), "{article} is said to be confirmed");
        }
        assert!(seen > 5);
    }

    #[test]
    fn no_article_stands_twice_and_each_open_one_says_where_it_is_used() {
        let all = Articles::embedded().article;
        for (at, one) in all.iter().enumerate() {
            assert!(all[at + 1..].iter().all(|other| other.no != one.no), "{}", one.no);
            assert!(one.checked || !one.used_for.is_empty(), "{}", one.no);
        }
    }
}
