//! Everything that fits the filter, ready for a map: made on another thread, whole.

use std::collections::HashMap;

use fieldmesh::Coordinate;
use fieldmesh::config::{Color, Configuration};

use crate::map::{ClusterIndex, Layer, MapPoint, Swatch};

/// Where everything is that fits the filter. Its area is left out: a map shows what is around it too.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// The points, to be clustered.
    pub index: ClusterIndex,
    /// The categories that occur, each at the number of its swatch. Those beyond 255 share the last one.
    pub categories: Vec<Marked>,
    /// The tracks and areas, those of the newest observations where there are very many.
    pub shapes: Layer,
}

/// What markers of one swatch stand for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Marked {
    /// The id of their category.
    pub category: Option<String>,
    /// Its colour.
    pub color: Option<Color>,
    /// Whether they are deleted.
    pub deleted: bool,
}

impl Places {
    /// The category of a swatch, if it is one.
    pub fn category(&self, swatch: Swatch) -> Option<&str> {
        self.categories.get(usize::from(swatch.0))?.category.as_deref()
    }

    /// The colour of a swatch, if it has one.
    pub fn color(&self, swatch: Swatch) -> Option<Color> {
        self.categories.get(usize::from(swatch.0))?.color
    }

    /// Whether what has this swatch is deleted.
    pub fn is_deleted(&self, swatch: Swatch) -> bool {
        self.categories.get(usize::from(swatch.0)).is_some_and(|marked| marked.deleted)
    }
}

/// Collects places.
pub(super) struct Surveyor<'a> {
    configuration: Option<&'a Configuration>,
    points: Vec<MapPoint>,
    categories: Vec<Marked>,
    numbers: HashMap<(Option<String>, bool), Swatch>,
}

impl<'a> Surveyor<'a> {
    pub(super) fn new(configuration: Option<&'a Configuration>) -> Self {
        Self { configuration, points: Vec::new(), categories: Vec::new(), numbers: HashMap::new() }
    }

    pub(super) fn take(&mut self, place: &fieldmesh::Place<'_>) {
        let at = Coordinate { longitude: place.longitude, latitude: place.latitude, altitude: None };
        let swatch = self.swatch(place.category, place.deleted);
        self.points.push(MapPoint::new(place.id, &at, swatch));
    }

    pub(super) fn taken(&self) -> usize {
        self.points.len()
    }

    pub(super) fn finish(self, shapes: Layer) -> Places {
        Places { index: ClusterIndex::new(self.points), categories: self.categories, shapes }
    }

    fn swatch(&mut self, category: Option<&str>, deleted: bool) -> Swatch {
        let key = (category.map(str::to_owned), deleted);
        if let Some(known) = self.numbers.get(&key) {
            return *known;
        }
        let swatch = u8::try_from(self.categories.len()).map_or(OTHERS, Swatch);
        if swatch < OTHERS {
            let color = category.and_then(|id| self.configuration?.category(id)?.color);
            self.categories.push(Marked { category: key.0.clone(), color, deleted });
        } else if self.categories.len() == usize::from(OTHERS.0) {
            self.categories.push(Marked::default());
        }
        self.numbers.insert(key, swatch);
        swatch
    }
}

/// What the categories have in common that are too many for a number of their own.
const OTHERS: Swatch = Swatch(u8::MAX);

#[cfg(test)]
mod tests {
    use fieldmesh::{LocalId, ObservationId, ShardId};

    use super::*;

    #[test]
    fn what_is_deleted_is_told_apart_from_its_category() {
        let mut surveyor = Surveyor::new(None);
        for (number, deleted) in [(1, false), (2, true), (3, false)] {
            let id = ObservationId::new(ShardId::from_bytes([0; 16]), LocalId::from_bytes([number; 8]));
            surveyor.take(&fieldmesh::Place { id, latitude: 1.0, longitude: 2.0, category: Some("camp"), deleted });
        }
        let places = surveyor.finish(Layer::default());
        assert_eq!([0, 1].map(|swatch| places.is_deleted(Swatch(swatch))), [false, true]);
        assert_eq!([0, 1].map(|swatch| places.category(Swatch(swatch))), [Some("camp"); 2]);
    }

    #[test]
    fn more_categories_than_numbers_share_the_last() {
        let mut surveyor = Surveyor::new(None);
        for number in 0..300_u64 {
            let id = ObservationId::new(ShardId::from_bytes([0; 16]), LocalId::from_bytes(number.to_le_bytes()));
            let category = (number > 0).then(|| format!("category {number}"));
            let category = category.as_deref();
            let place = fieldmesh::Place { id, latitude: 1.0, longitude: 2.0, category, deleted: false };
            surveyor.take(&place);
            surveyor.take(&place);
        }
        let places = surveyor.finish(Layer::default());
        assert_eq!((places.index.len(), places.categories.len()), (300, 256));
        assert_eq!(places.category(Swatch(0)), None);
        assert_eq!(places.category(Swatch(254)), Some("category 254"));
        assert_eq!(places.category(OTHERS), None);
    }
}
