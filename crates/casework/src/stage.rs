//! Stages of the mediation in which the same things can be done: one place to extend when a state is added.

use crate::MediationState as S;

/// Mediated, and no text frozen.
pub(crate) const RUNNING: &[S] = &[S::Accepted, S::Mediating, S::Agreed];

/// Received, and no text frozen: people talk, members come and go (transition 36).
pub(crate) const OPEN: &[S] =
    &[S::Registered, S::Supplementing, S::Inquiring, S::Accepted, S::Mediating, S::Agreed];

/// Received and not over: somebody mediates, or will.
pub(crate) const MEDIATED: &[S] = &[
    S::Registered,
    S::Supplementing,
    S::Inquiring,
    S::Accepted,
    S::Mediating,
    S::Suspended,
    S::Agreed,
    S::ToSign,
];

/// Before anything is frozen, from the first talk on.
pub(crate) const TALKING: &[S] = &[
    S::Consulting,
    S::Registered,
    S::Supplementing,
    S::Inquiring,
    S::Accepted,
    S::Mediating,
    S::Suspended,
    S::Agreed,
];
