//! What kind of work is imitated.

use fieldmesh_document::{Fingerprint, Timestamp};

use crate::CategoryModel;
use crate::model::categories;

/// A model of people at work: where, when and what they record. See `docs/workload.md`.
#[derive(Clone, PartialEq, Debug)]
pub struct Profile {
    /// Its name; part of the seed, so that two profiles never draw alike.
    pub name: &'static str,
    /// Categories, the commonest first; how often each is drawn follows Zipf's law.
    pub categories: Vec<CategoryModel>,
    /// Degrees north of the middle of the area, −85 to 85.
    pub latitude: f64,
    /// Degrees east of the middle of the area, −180 to 180.
    pub longitude: f64,
    /// How far from the middle the homes of the devices lie, in degrees.
    pub spread: f64,
    /// How far one observation lies from the one before at most, in degrees.
    pub step: f64,
    /// Share of the way home that each step goes, 0 to 1: 0 wanders off, 1 stays around home.
    pub homeward: f64,
    /// Midnight in local time before the first day, as a time in UTC.
    pub first_day: Timestamp,
    /// Minutes east of UTC.
    pub zone: i16,
    /// Minutes after midnight between which work begins and ends; 0 to 1,440.
    pub hours: (u32, u32),
    /// Shortest and longest time between two observations, in minutes.
    pub pause: (u32, u32),
    /// Most days between two days of work; at least 1.
    pub days_between: u32,
    /// Share of observations with notes, in percent.
    pub notes: u8,
    /// The configuration that observations are recorded under.
    pub configuration: Option<Fingerprint>,
}

impl Profile {
    /// The frozen data profile of published figures: it never changes, except under another name.
    pub fn data_v0() -> Self {
        Self {
            name: "data-v0",
            categories: categories(&[
                "animal_sighting",
                "hunting",
                "fishing",
                "trail",
                "plant",
                "animal_sign",
                "camp",
                "water_source",
                "tree",
                "logging",
                "garden",
                "boundary",
                "invasion",
                "sacred_place",
                "mining",
                "pollution",
            ]),
            latitude: -1.48,
            longitude: -77.26,
            spread: 0.25,
            step: 0.006,
            homeward: 0.01,
            // 2026-01-05T05:00:00Z, a Monday in UTC−5.
            first_day: Timestamp::from_seconds(1_767_589_200),
            zone: -300,
            hours: (390, 1_020),
            pause: (4, 45),
            days_between: 3,
            notes: 30,
            configuration: None,
        }
    }

    /// Guards who walk the boundary and look for what threatens the land: long ways, short pauses, few days.
    pub fn patrol() -> Self {
        Self {
            name: "patrol",
            categories: categories(&[
                "trail",
                "animal_sign",
                "animal_sighting",
                "boundary",
                "logging",
                "camp",
                "invasion",
                "mining",
                "pollution",
                "hunting",
                "fire",
            ]),
            step: 0.012,
            homeward: 0.004,
            pause: (2, 30),
            days_between: 4,
            ..Self::data_v0()
        }
    }

    /// A village that maps its own land: around home, more to tell.
    pub fn village() -> Self {
        Self {
            name: "village",
            categories: categories(&[
                "garden",
                "house",
                "plant",
                "fishing",
                "water_source",
                "tree",
                "hunting",
                "gathering",
                "trail",
                "river",
                "sacred_place",
                "animal_sighting",
            ]),
            spread: 0.04,
            step: 0.004,
            homeward: 0.3,
            pause: (10, 120),
            days_between: 2,
            notes: 45,
            ..Self::data_v0()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_presets_name_categories_that_exist() {
        let sizes = [Profile::data_v0(), Profile::patrol(), Profile::village()].map(|p| p.categories.len());
        assert_eq!(sizes, [16, 11, 12]);
    }
}
