//! The observations of one device, without end.

mod notes;

use std::collections::BTreeMap;

use fieldmesh_document::observation::{Scalar, TagValue};
use fieldmesh_document::{LocalId, Moment, NewObservation, Position, Timestamp};

use crate::draw::Draws;
use crate::{Answer, CategoryModel, Profile};

const MINUTE: i64 = 60_000;
const DAY: i64 = 86_400_000;

/// What a device records, in order of time. Made by [`SyntheticDevice::observations`].
///
/// [`SyntheticDevice::observations`]: crate::SyntheticDevice::observations
#[derive(Clone, Debug)]
pub struct Observations {
    profile: Profile,
    draws: Draws,
    /// Degrees north and east.
    home: (f64, f64),
    here: (f64, f64),
    /// Milliseconds since 1970 of the last midnight in local time.
    midnight: i64,
    /// Milliseconds since `midnight`.
    clock: i64,
}

impl Observations {
    pub(crate) fn new(profile: Profile, seed: u64, device: u64) -> Self {
        let mut draws = Draws::new(seed, profile.name, "observations", device);
        let home = (
            profile.latitude + profile.spread * draws.around_zero(),
            profile.longitude + profile.spread * draws.around_zero(),
        );
        let midnight = profile.first_day.0.saturating_add(DAY * i64::from(draws.below(7)));
        let clock = MINUTE * i64::from(profile.hours.0);
        Self { profile, draws, home, here: home, midnight, clock }
    }

    /// Moves on: some minutes later, or on a later morning when the day is over.
    fn advance(&mut self) {
        let (shortest, longest) = self.profile.pause;
        let seconds = self.draws.between(shortest.saturating_mul(60), longest.saturating_mul(60));
        self.clock += i64::from(seconds) * 1_000 + i64::from(self.draws.below(1_000));
        if self.clock > MINUTE * i64::from(self.profile.hours.1) {
            let days = self.draws.between(1, self.profile.days_between);
            self.midnight = self.midnight.saturating_add(DAY * i64::from(days));
            self.clock = MINUTE * i64::from(self.profile.hours.0) + i64::from(self.draws.below(3_600_000));
        }
        let Profile { step, homeward, .. } = self.profile;
        let mut moved = |here: f64, home: f64| here + (home - here) * homeward + step * self.draws.around_zero();
        self.here = (moved(self.here.0, self.home.0), moved(self.here.1, self.home.1));
    }

    /// Rounded as receivers give it: seven decimals, about a centimetre; accuracy in tenths of a metre.
    fn position(&mut self) -> Option<Position> {
        let rounded = |degrees: f64| (degrees * 1e7).round() / 1e7;
        let (latitude, longitude) = (rounded(self.here.0), rounded(self.here.1));
        let accuracy = f64::from(self.draws.between(25, 120) + self.draws.below(100)) / 10.0;
        Position::point(latitude, longitude).and_then(|position| position.with_accuracy(accuracy)).ok()
    }

    fn tags(&mut self, category: &CategoryModel) -> BTreeMap<String, TagValue> {
        let count = 3 + usize::from(self.draws.percent(60)) + usize::from(self.draws.percent(30));
        let tags = category.tags.iter().take(count);
        tags.map(|(key, answer)| ((*key).to_owned(), self.answer(*answer))).collect()
    }

    fn answer(&mut self, answer: Answer) -> TagValue {
        match answer {
            Answer::One(texts) => self.draws.pick_zipf(texts).copied().unwrap_or_default().into(),
            Answer::Number(low, high) => i64::from(self.draws.between(low, high)).into(),
            Answer::Day => {
                let offset = i64::from(self.profile.zone) * MINUTE;
                iso_day(self.midnight.saturating_add(offset)).into()
            }
            Answer::Several(texts) => {
                let total = u32::try_from(texts.len()).unwrap_or(u32::MAX);
                let mut wanted = self.draws.between(1, 3).min(total);
                let mut chosen = Vec::new();
                for (left, text) in (1..=total).rev().zip(texts) {
                    if self.draws.below(left) < wanted {
                        chosen.push(Scalar::Text((*text).to_owned()));
                        wanted -= 1;
                    }
                }
                TagValue::List(chosen)
            }
        }
    }
}

impl Iterator for Observations {
    type Item = NewObservation;

    /// Never `None`.
    fn next(&mut self) -> Option<NewObservation> {
        self.advance();
        let local = LocalId::from_bytes(self.draws.eight());
        let category = self.draws.pick_zipf(&self.profile.categories).copied();
        Some(NewObservation {
            local: Some(local),
            created_at: Some(Moment {
                at: Timestamp(self.midnight.saturating_add(self.clock)),
                zone: Some(self.profile.zone),
            }),
            configuration: self.profile.configuration,
            position: self.position(),
            category: category.map(|category| category.id.to_owned()),
            tags: category.map(|category| self.tags(&category)).unwrap_or_default(),
            notes: self.draws.percent(self.profile.notes).then(|| notes::note(&mut self.draws)),
            ..NewObservation::default()
        })
    }
}

/// `YYYY-MM-DD` in UTC; empty beyond the year 9999.
fn iso_day(milliseconds: i64) -> String {
    jiff::Timestamp::from_millisecond(milliseconds).map(|time| time.strftime("%F").to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use fieldmesh_config::Configuration;

    use super::*;
    use crate::Workload;

    fn first(profile: Profile, count: usize) -> Vec<NewObservation> {
        Workload::new(profile, 0).devices(1)[0].observations().take(count).collect()
    }

    #[test]
    fn data_v0_is_frozen() {
        let mut hasher = blake3::Hasher::new();
        for o in first(Profile::data_v0(), 1_000) {
            let line =
                serde_json::to_vec(&(o.local, o.created_at, o.position, o.category, o.tags, o.notes)).unwrap();
            hasher.update(&line);
            hasher.update(b"\n");
        }
        assert_eq!(
            hasher.finalize().to_hex().as_str(),
            "29a2a70bee391811afb5d02cc3a5334568a6923d3146b37d422e7a24e2d504af"
        );
    }

    #[test]
    fn observations_fit_the_built_in_configuration() {
        let configuration = Configuration::builtin();
        for profile in [Profile::data_v0(), Profile::patrol(), Profile::village()] {
            for observation in first(profile, 500) {
                let problems = configuration.check(observation.category.as_deref(), &observation.tags);
                assert_eq!(problems, [], "{observation:?}");
            }
        }
    }

    #[test]
    fn observations_look_like_work_in_the_field() {
        let observations = first(Profile::data_v0(), 1_000);
        let locals: HashSet<_> = observations.iter().map(|o| o.local.unwrap()).collect();
        assert_eq!(locals.len(), 1_000);
        assert!(observations.iter().all(|o| (3..=5).contains(&o.tags.len()) && o.position.is_some()));
        let notes = observations.iter().filter(|o| o.notes.is_some()).count();
        assert!((250..350).contains(&notes), "{notes}");
        assert!(observations.iter().map(|o| o.category.clone()).collect::<HashSet<_>>().len() == 16);
        let times: Vec<_> = observations.iter().map(|o| o.created_at.unwrap().at.0).collect();
        assert!(times.is_sorted_by(|a, b| a < b));
        for time in times {
            let local_minutes = (time - 5 * 60 * MINUTE).rem_euclid(DAY) / MINUTE;
            assert!((390..=1_020).contains(&local_minutes), "{local_minutes}");
        }
    }

    #[test]
    fn a_senseless_profile_neither_panics_nor_hangs() {
        let senseless = Profile {
            categories: Vec::new(),
            latitude: f64::NAN,
            pause: (u32::MAX, 0),
            hours: (u32::MAX, 0),
            days_between: 0,
            first_day: Timestamp(i64::MAX),
            ..Profile::data_v0()
        };
        let observations = first(senseless, 10);
        assert!(observations.iter().all(|o| o.position.is_none() && o.category.is_none()));
    }
}
