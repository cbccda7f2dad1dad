//! Client of the hub.
