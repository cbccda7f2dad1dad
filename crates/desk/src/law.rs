use statute::{Calendar, Causes, Periods, Regions, RiskRules};

/// The law's values that come with the program.
pub(crate) struct Law {
    pub calendar: Calendar,
    pub periods: Periods,
    pub causes: Causes,
    /// Rules by which the risk is graded.
    pub risk: RiskRules,
    pub regions: Regions,
}

impl Law {
    pub(crate) fn embedded() -> Self {
        Self {
            calendar: Calendar::embedded(),
            periods: Periods::embedded(),
            causes: Causes::embedded(),
            risk: RiskRules::embedded(),
            regions: Regions::embedded(),
        }
    }
}
