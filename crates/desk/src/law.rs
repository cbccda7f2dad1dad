use statute::{Calendar, Causes, Periods, Regions};

/// The law's values that come with the program.
pub(crate) struct Law {
    pub calendar: Calendar,
    pub periods: Periods,
    pub causes: Causes,
    pub policy: casework::Policy,
    pub regions: Regions,
}

impl Law {
    pub(crate) fn embedded() -> Self {
        Self {
            calendar: Calendar::embedded(),
            periods: Periods::embedded(),
            causes: Causes::embedded(),
            policy: casework::Policy::embedded(),
            regions: Regions::embedded(),
        }
    }
}
