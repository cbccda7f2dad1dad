//! How pressing a dispute is: an editable table of rules (一般 / 较大 / 重大).

use serde::{Deserialize, Serialize};

/// Grade of a dispute, the lowest first.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ts_rs::TS,
)]
#[serde(rename_all = "lowercase")]
pub enum RiskGrade {
    /// 一般
    #[default]
    General,
    /// 较大
    Larger,
    /// 重大
    Major,
}

/// What a rule measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum RiskMeasure {
    /// Workers concerned.
    Workers,
    /// Sum claimed, 分.
    Amount,
    /// Work has stopped or people have gathered: 1 or 0.
    WorkStopped,
    /// The public takes notice: 1 or 0.
    PublicAttention,
    /// Workers in need of special protection.
    Vulnerable,
    /// Workers under eighteen.
    Minors,
    /// Days by which the oldest unpaid instalment is late.
    DaysOverdue,
}

/// What belongs to a grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct RiskLevel {
    /// Grade.
    pub id: RiskGrade,
    /// Chinese words.
    pub words: String,
    /// Level that has to handle it: `station`, `township`, `county`, `prefecture`.
    pub level: String,
    /// Chinese words of the level.
    pub level_words: String,
    /// Hours within which it is to be reported there; `None` when it is not.
    #[serde(default)]
    pub escalate_hours: Option<u32>,
    /// Document kinds needed for the report.
    #[serde(default)]
    pub papers: Vec<String>,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
pub struct RiskRule {
    /// Stable name.
    pub id: String,
    /// Grade it gives.
    pub grade: RiskGrade,
    /// What it measures.
    pub measure: RiskMeasure,
    /// From how much on; of a yes-or-no measure 1.
    #[ts(type = "number")]
    pub at_least: i64,
    /// Chinese words of the ground.
    pub words: String,
    /// Where it comes from.
    pub source: String,
    /// Checked against a text; otherwise shown as unconfirmed.
    pub confirmed: bool,
}

/// What is known of a dispute.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RiskFacts {
    /// Workers concerned.
    pub workers: i64,
    /// Sum claimed, 分.
    pub amount: i64,
    /// Work has stopped.
    pub work_stopped: bool,
    /// The public takes notice.
    pub public_attention: bool,
    /// Workers in need of special protection.
    pub vulnerable: i64,
    /// Workers under eighteen.
    pub minors: i64,
    /// Days by which the oldest unpaid instalment is late.
    pub days_overdue: i64,
}

impl RiskFacts {
    fn of(&self, measure: RiskMeasure) -> i64 {
        match measure {
            RiskMeasure::Workers => self.workers,
            RiskMeasure::Amount => self.amount,
            RiskMeasure::WorkStopped => self.work_stopped.into(),
            RiskMeasure::PublicAttention => self.public_attention.into(),
            RiskMeasure::Vulnerable => self.vulnerable,
            RiskMeasure::Minors => self.minors,
            RiskMeasure::DaysOverdue => self.days_overdue,
        }
    }
}

/// Why a table of rules cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RiskError {
    /// Not the shape of the table.
    #[error("not a risk table: {0}")]
    Shape(String),
    /// Two rules of one name, or two entries of one grade.
    #[error("{0} twice")]
    Twice(String),
    /// A grade is used and not described.
    #[error("grade not described: {0}")]
    Grade(String),
}

/// The table.
#[derive(Debug, Clone)]
pub struct RiskRules {
    levels: Vec<RiskLevel>,
    rules: Vec<RiskRule>,
}

#[derive(Deserialize)]
struct File {
    grade: Vec<RiskLevel>,
    rule: Vec<RiskRule>,
}

impl RiskRules {
    /// The table that comes with the program.
    pub fn embedded() -> Self {
        Self::parse(include_str!("../../../assets/law/risk.toml"))
            .expect("assets/law/risk.toml is checked by the tests")
    }

    /// Reads a table, e.g. one of a policy pack.
    ///
    /// # Errors
    /// [`RiskError`] when it is not such a table, or says something twice, or leaves a grade undescribed.
    pub fn parse(text: &str) -> Result<Self, RiskError> {
        let file: File = toml::from_str(text).map_err(|e| RiskError::Shape(e.to_string()))?;
        let mut seen = std::collections::BTreeSet::new();
        for level in &file.grade {
            if !seen.insert(format!("{:?}", level.id)) {
                return Err(RiskError::Twice(level.words.clone()));
            }
        }
        for rule in &file.rule {
            if !seen.insert(rule.id.clone()) {
                return Err(RiskError::Twice(rule.id.clone()));
            }
        }
        for grade in [RiskGrade::General, RiskGrade::Larger, RiskGrade::Major] {
            if !file.grade.iter().any(|l| l.id == grade) {
                return Err(RiskError::Grade(format!("{grade:?}")));
            }
        }
        Ok(Self { levels: file.grade, rules: file.rule })
    }

    /// What belongs to a grade.
    pub fn level(&self, grade: RiskGrade) -> &RiskLevel {
        let level = self.levels.iter().find(|l| l.id == grade);
        level.expect("a table without one of the three grades is refused when it is read")
    }

    /// All rules, in the order of the file.
    pub fn rules(&self) -> &[RiskRule] {
        &self.rules
    }

    /// The rules that fire, and the highest grade among them.
    pub fn judge(&self, facts: &RiskFacts) -> (RiskGrade, Vec<&RiskRule>) {
        let fires = |rule: &&RiskRule| facts.of(rule.measure) >= rule.at_least;
        let fired: Vec<&RiskRule> = self.rules.iter().filter(fires).collect();
        (fired.iter().map(|rule| rule.grade).max().unwrap_or_default(), fired)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grade(facts: RiskFacts) -> RiskGrade {
        RiskRules::embedded().judge(&facts).0
    }

    #[test]
    fn nothing_remarkable_is_general_and_the_highest_rule_counts() {
        assert_eq!(grade(RiskFacts::default()), RiskGrade::General);
        assert_eq!(grade(RiskFacts { workers: 9, ..RiskFacts::default() }), RiskGrade::General);
        assert_eq!(grade(RiskFacts { workers: 10, ..RiskFacts::default() }), RiskGrade::Larger);
        let both = RiskFacts { workers: 10, work_stopped: true, ..RiskFacts::default() };
        assert_eq!(grade(both), RiskGrade::Major);
        assert_eq!(RiskRules::embedded().judge(&both).1.len(), 2);
    }

    #[test]
    fn more_of_anything_never_lowers_the_grade() {
        for n in [0_i64, 1, 9, 10, 29, 30, 31, 20_000_000, 100_000_000] {
            let less =
                grade(RiskFacts { workers: n, amount: n, days_overdue: n, ..RiskFacts::default() });
            let n = n + 1;
            let more =
                grade(RiskFacts { workers: n, amount: n, days_overdue: n, ..RiskFacts::default() });
            assert!(more >= less, "{n}");
        }
    }

    #[test]
    fn a_table_that_says_something_twice_or_leaves_a_grade_out_is_refused() {
        let text = include_str!("../../../assets/law/risk.toml");
        assert!(RiskRules::parse(text).is_ok());
        let twice = text.replace("id = \"large_group\"", "id = \"group\"");
        assert!(matches!(RiskRules::parse(&twice), Err(RiskError::Twice(_))));
        let without = text.replacen("id = \"larger\"", "id = \"major\"", 1);
        assert!(matches!(RiskRules::parse(&without), Err(RiskError::Twice(_))));
        assert!(matches!(RiskRules::parse("rule = []\ngrade = []"), Err(RiskError::Grade(_))));
        assert!(matches!(RiskRules::parse("nonsense"), Err(RiskError::Shape(_))));
    }

    #[test]
    fn what_no_text_gives_is_said_to_be_a_proposal() {
        for rule in RiskRules::embedded().rules() {
            assert!(rule.at_least > 0 && !rule.source.is_empty() && !rule.words.is_empty());
            assert_eq!(rule.confirmed, rule.id == "group", "{}", rule.id);
        }
    }
}
