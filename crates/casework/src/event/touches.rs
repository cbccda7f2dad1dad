//! How an event stands to what another desk writes at the same time: fact or decision, whose, and what it decides.

use super::Event;
use std::collections::BTreeMap;

impl Event {
    /// True for facts of the world, which are applied whatever another desk wrote.
    pub fn is_fact(&self) -> bool {
        !matches!(
            self,
            Self::Amended { .. }
                | Self::Accepted { .. }
                | Self::Refused { .. }
                | Self::AgreementFrozen { .. }
                | Self::AgreementAbandoned { .. }
                | Self::ExtensionAgreed { .. }
                | Self::PaperVoided { .. }
                | Self::Ended { .. }
                | Self::Referred { .. }
                | Self::Withdrawn { .. }
                | Self::Closed { .. }
                | Self::Reopened { .. }
                | Self::Assigned(_)
                | Self::AssignmentAnswered { .. }
                | Self::AssignmentRecalled { .. }
                | Self::ConflictResolved { .. }
                | Self::Suspended(_)
                | Self::Resumed(_)
                | Self::Archived(_)
                | Self::ReceptionCorrected { .. }
                | Self::SessionCorrected { .. }
                | Self::InquiryCorrected { .. }
                | Self::TeamNamed(_)
                | Self::Split(_)
                | Self::SplitOff(_)
                | Self::Merged(_)
                | Self::MergedIn(_)
                | Self::Settled(_)
                | Self::PaymentCorrected { .. }
                | Self::Unknown { .. }
        )
    }

    /// True for the kinds the county office may write on any case (design: ownership).
    pub fn is_countys(&self) -> bool {
        match self {
            Self::Assigned(_)
            | Self::AssignmentRecalled { .. }
            | Self::Reopened { .. }
            | Self::NoteAdded { .. }
            | Self::AttachmentFiled { .. }
            | Self::PaperScanned { .. }
            | Self::RiskGraded(_)
            | Self::TaskSet(_)
            | Self::TaskDone(_)
            | Self::Archived(_)
            | Self::AgreementRead(_)
            | Self::ConflictResolved { .. } => true,
            Self::PaperSigned { signer, .. } => signer == "organisation",
            _ => false,
        }
    }

    /// Which fields or legal groups the event decides, for [`crate::classify`].
    ///
    /// A patch names its fields; a decision names its group; a fact names nothing.
    pub fn touches(&self) -> Vec<String> {
        match self {
            Self::Amended { patch } => patch.keys().cloned().collect(),
            Self::Accepted { .. }
            | Self::Refused { .. }
            | Self::Ended { .. }
            | Self::Withdrawn { .. }
            | Self::Referred { .. }
            | Self::Closed { .. }
            | Self::Archived(_)
            | Self::Reopened { .. } => vec!["group/status".to_owned()],
            Self::ExtensionAgreed { .. } | Self::Suspended(_) | Self::Resumed(_) => {
                vec!["group/period".to_owned()]
            }
            Self::ReceptionCorrected { .. } => vec!["group/reception".to_owned()],
            Self::SessionCorrected { held, .. } => vec![format!("group/session/{}", held.id)],
            Self::InquiryCorrected { inquiry, .. } => {
                vec![format!("group/inquiry/{}", inquiry.party)]
            }
            Self::Settled(_) => vec!["group/status".to_owned()],
            Self::TeamNamed(_) => vec!["group/team".to_owned()],
            Self::Split(split) => crate::groups::touches(&split.patch),
            Self::SplitOff(_) => crate::groups::touches(&BTreeMap::new()),
            Self::Merged(_) => crate::groups::touches(&BTreeMap::new()),
            Self::MergedIn(merged) => crate::groups::touches(&merged.patch),
            Self::AgreementFrozen { .. } | Self::AgreementAbandoned { .. } => {
                vec!["group/agreement".to_owned(), "group/status".to_owned()]
            }
            // Money is a fact; what two desks say it was, differs.
            Self::PaymentCorrected { id, .. } => vec![format!("group/payment/{id}")],
            Self::PaperVoided { id, .. } => vec![format!("group/paper/{id}")],
            Self::Assigned(_)
            | Self::AssignmentAnswered { .. }
            | Self::AssignmentRecalled { .. } => vec!["group/owner".to_owned()],
            Self::ConflictResolved { record, take, keep, .. } => {
                let group = format!("group/conflict/{}:{}:{}", record.dev, record.inc, record.seq);
                std::iter::once(&group).chain(take).chain(keep).cloned().collect()
            }
            _ => Vec::new(),
        }
    }
}
