//! `region.*`: counties of GB/T 2260; answers on a closed desk too.

use crate::error::Result;
use crate::session::Desk;
use serde::Deserialize;
use statute::Region;
use ts_rs::TS;

/// Regions below one.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct RegionList {
    /// Code; left out for the provinces.
    pub parent: Option<String>,
}

/// Lists regions.
///
/// # Errors
/// None.
pub fn list(desk: &Desk, input: RegionList) -> Result<Vec<Region>> {
    Ok(desk.law.regions.children(input.parent.as_deref()))
}

/// A search.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RegionSearch {
    /// Part of a name or code.
    pub text: String,
}

/// Finds regions by part of a name.
///
/// # Errors
/// None.
pub fn search(desk: &Desk, input: RegionSearch) -> Result<Vec<Region>> {
    Ok(desk.law.regions.search(&input.text, 20))
}
