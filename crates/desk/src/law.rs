//! `law.*`: the calculators at the desk, and the law's values they compute with.

mod attendance;
mod days;
mod keep;
mod parameters;
mod prefill;
mod rules;

pub use attendance::{LawAttendance, LawAttendanceRead, attendance_read};
pub use days::{LawDays, LawDaysAsk, days};
pub use keep::{LawKeep, LawKeepMembers, LawKept, keep, keep_members, kept};
pub(crate) use keep::{read as kept_work, stands as work_stands};
pub(crate) use parameters::in_force;
pub use parameters::{
    LawParameterPut, LawParameterRef, LawParameters, LawParametersAsk, put, remove, show,
};
pub use prefill::{LawFilled, LawPrefill, prefill};
pub use rules::{Counter, LawCompute, LawRules, LawWorked, compute, list};

use statute::{Calendar, Causes, Parameters, Periods, Regions, RiskRules};

/// The law's values that come with the program.
pub(crate) struct Law {
    pub calendar: Calendar,
    pub periods: Periods,
    pub causes: Causes,
    /// Rules by which the risk is graded.
    pub risk: RiskRules,
    pub policy: casework::Policy,
    pub regions: Regions,
    pub parameters: Parameters,
}

impl Law {
    pub(crate) fn embedded() -> Self {
        Self {
            calendar: Calendar::embedded(),
            periods: Periods::embedded(),
            causes: Causes::embedded(),
            risk: RiskRules::embedded(),
            policy: casework::Policy::embedded(),
            regions: Regions::embedded(),
            parameters: Parameters::embedded(),
        }
    }
}
