//! Administrative divisions (GB/T 2260).

use serde::{Deserialize, Serialize};

/// A province, prefecture or county (GB/T 2260).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ts_rs::TS)]
pub struct Region {
    /// Two, four or six digits.
    pub code: String,
    /// Name; empty for a prefecture level that is only a number (市辖区).
    pub name: String,
    /// Names from the province down.
    pub path: String,
}

/// Code, name, and what lies below.
type Province = (String, String, Vec<Prefecture>);
type Prefecture = (String, String, Vec<County>);
type County = (String, String);

#[derive(Deserialize)]
struct File {
    source: String,
    provinces: Vec<Province>,
}

/// All regions down to the county.
#[derive(Debug, Clone)]
pub struct Regions {
    all: Vec<Region>,
    source: String,
}

impl Regions {
    /// The regions that come with the program (as of 2023-06-30; codes change).
    pub fn embedded() -> Self {
        let text = include_str!("../../../assets/regions/regions.json");
        let file: File =
            serde_json::from_str(text).expect("assets/regions is checked by the tests");
        let mut all = Vec::new();
        let mut add = |code: &str, name: &str, path: String| {
            all.push(Region { code: code.to_owned(), name: name.to_owned(), path });
        };
        for (code, name, prefectures) in &file.provinces {
            add(code, name, name.clone());
            for (code, prefecture, counties) in prefectures {
                add(code, prefecture, format!("{name}{prefecture}"));
                for (code, county) in counties {
                    // Cities without counties (东莞, 中山, 儋州, 嘉峪关) stand for themselves.
                    let below = if county == prefecture { "" } else { county };
                    add(code, county, format!("{name}{prefecture}{below}"));
                }
            }
        }
        Self { all, source: file.source }
    }

    /// Where the divisions come from and of which day they are.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// First character of a county's name, the usual place word of a 案号: 勐 for 勐腊县.
    ///
    /// A proposal: neighbouring counties may share it, so the station can change it.
    pub fn number_word(&self, county: &str) -> Option<char> {
        self.get(county).and_then(|r| r.name.chars().next())
    }

    /// A region by its code.
    pub fn get(&self, code: &str) -> Option<&Region> {
        self.all.iter().find(|r| r.code == code)
    }

    /// Provinces, or the regions one level below a code.
    ///
    /// A prefecture level that has no name (直辖市, 省直辖县) is left out: its counties take its place.
    pub fn children(&self, parent: Option<&str>) -> Vec<Region> {
        let (prefix, digits) = parent.map_or(("", 2), |p| (p, p.len() + 2));
        let mut children = Vec::new();
        let below = |r: &&Region| r.code.len() == digits && r.code.starts_with(prefix);
        for region in self.all.iter().filter(below) {
            if region.name.is_empty() {
                children.extend(self.children(Some(&region.code)));
            } else {
                children.push(region.clone());
            }
        }
        children
    }

    /// Counties and prefectures whose name or code holds the text, counties first.
    pub fn search(&self, text: &str, limit: usize) -> Vec<Region> {
        let text = text.trim();
        if text.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<&Region> = self
            .all
            .iter()
            .filter(|r| r.name.contains(text) || r.code.starts_with(text) || r.path.contains(text))
            .filter(|r| !r.name.is_empty())
            .collect();
        found.sort_by_key(|r| (!r.name.contains(text), r.code.len() != 6, r.code.clone()));
        found.into_iter().take(limit).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yunnan_has_sixteen_prefectures_and_129_counties() {
        let regions = Regions::embedded();
        let prefectures = regions.children(Some("53"));
        assert_eq!(prefectures.len(), 16);
        let counties: usize =
            prefectures.iter().map(|p| regions.children(Some(&p.code)).len()).sum();
        assert_eq!(counties, 129);
        assert_eq!(
            regions.get("532823").map(|r| r.path.as_str()),
            Some("云南省西双版纳傣族自治州勐腊县")
        );
    }

    #[test]
    fn a_county_is_found_by_part_of_its_name() {
        let regions = Regions::embedded();
        assert_eq!(regions.search("勐腊", 5).first().map(|r| r.code.as_str()), Some("532823"));
        assert!(regions.search("", 5).is_empty());
        assert!(regions.get("990101").is_none());
    }

    #[test]
    fn every_place_can_be_reached_from_its_province() {
        let regions = Regions::embedded();
        let provinces = regions.children(None);
        assert_eq!(provinces.len(), 34);
        let mut counties = 0;
        for province in &provinces {
            for child in regions.children(Some(&province.code)) {
                assert!(!child.name.is_empty(), "{}", child.code);
                counties += match child.code.len() {
                    6 => 1,
                    _ => regions.children(Some(&child.code)).len(),
                };
            }
        }
        assert_eq!(counties, 2978);
        assert_eq!(regions.children(Some("11")).first().map(|r| r.code.as_str()), Some("110101"));
    }

    #[test]
    fn a_city_without_counties_stands_for_itself() {
        let regions = Regions::embedded();
        let below = regions.children(Some("4419"));
        assert_eq!(below.len(), 1);
        assert_eq!((below[0].code.as_str(), below[0].path.as_str()), ("441900", "广东省东莞市"));
    }

    #[test]
    fn the_place_word_of_a_number_is_the_first_character_of_the_county() {
        let regions = Regions::embedded();
        assert_eq!(regions.number_word("532823"), Some('勐'));
        assert_eq!(regions.number_word("990101"), None);
    }
}
