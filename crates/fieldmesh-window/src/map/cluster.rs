//! Many points on a map: clustered, coloured, and found again under the cursor.

mod morton;
mod tally;
mod visible;

use std::collections::HashSet;
use std::ops::Range;

use fieldmesh::{Coordinate, ObservationId};

use super::world::{WorldPoint, WorldRect};

use morton::Code;
use tally::Tallies;

pub use visible::{Cluster, Hit, VisiblePoints};

/// The number of a colour in the view's palette: what a category is drawn with.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Swatch(pub u8);

/// An observation as the map knows it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct MapPoint {
    /// Which one.
    pub id: ObservationId,
    /// Where it lies, in the copy of the world from 0 to 1.
    pub at: WorldPoint,
    /// How it is coloured.
    pub swatch: Swatch,
}

impl MapPoint {
    /// The point of an observation.
    pub fn new(id: ObservationId, place: &Coordinate, swatch: Swatch) -> Self {
        Self { id, at: WorldPoint::new(place).wrapped(), swatch }
    }
}

/// Names a cluster: a cell of a grid that is fixed to the world.
///
/// The same points make the same cluster, wherever the screen is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ClusterId {
    level: u8,
    prefix: u64,
}

/// All points of a map, in an order in which each cell of each grid is one stretch.
///
/// The order is that of Morton: the bits of x and y by turns. A cell of the grid of level *n* is what has the first
/// 2*n* bits in common, so one sorted list serves every zoom, a cluster is two ends in it, and each point is in
/// exactly one cluster of a zoom. The index is immutable: make it, and its successors, on a worker thread.
#[derive(Clone, Debug, Default)]
pub struct ClusterIndex {
    codes: Vec<Code>,
    points: Vec<MapPoint>,
    /// Numbers of points, in the order of their ids.
    by_id: Vec<u32>,
    tallies: Tallies,
}

impl ClusterIndex {
    /// Sorts the points. Of two with one id, the later counts; one whose place is not a number is left out.
    pub fn new(points: impl IntoIterator<Item = MapPoint>) -> Self {
        let on_the_map = |mut point: MapPoint| {
            point.at = point.at.wrapped();
            point.at.y = point.at.y.clamp(0.0, 1.0);
            (point.at.x.is_finite() && point.at.y.is_finite()).then_some(point)
        };
        let mut points: Vec<_> = points.into_iter().filter_map(on_the_map).collect();
        points.reverse();
        points.sort_by_key(|point| point.id);
        points.dedup_by_key(|point| point.id);
        let mut coded: Vec<_> = points.into_iter().map(|point| (Code::of(point.at), point)).collect();
        coded.sort_by_key(|(code, point)| (*code, point.id));
        Self::sorted(coded)
    }

    /// The index after some observations went and others came or changed, which costs about half of a new one.
    #[must_use]
    pub fn changed(
        &self,
        gone: impl IntoIterator<Item = ObservationId>,
        came: impl IntoIterator<Item = MapPoint>,
    ) -> Self {
        let came = Self::new(came);
        let mut replaced: HashSet<_> = gone.into_iter().collect();
        replaced.extend(came.points.iter().map(|point| point.id));
        let old = self.codes.iter().zip(&self.points).filter(|(_, point)| !replaced.contains(&point.id));
        let mut old = old.map(|(code, point)| (*code, *point)).peekable();
        let mut coded = Vec::with_capacity(self.points.len() + came.points.len());
        for (code, point) in came.codes.iter().zip(&came.points) {
            let before = |(other, at): &(Code, MapPoint)| (*other, at.id) < (*code, point.id);
            coded.extend(std::iter::from_fn(|| old.next_if(before)));
            coded.push((*code, *point));
        }
        coded.extend(old);
        Self::sorted(coded)
    }

    fn sorted(coded: Vec<(Code, MapPoint)>) -> Self {
        let (codes, points): (Vec<_>, Vec<MapPoint>) = coded.into_iter().unzip();
        let mut by_id: Vec<(ObservationId, u32)> = points.iter().map(|point| point.id).zip(0..).collect();
        by_id.sort_unstable();
        let tallies = Tallies::new(&points);
        Self { codes, by_id: by_id.into_iter().map(|(_, number)| number).collect(), points, tallies }
    }

    /// How many points there are.
    pub const fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether there is no point.
    pub const fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// The point of an observation.
    pub fn point(&self, id: &ObservationId) -> Option<&MapPoint> {
        let point = |number: &u32| self.points.get(*number as usize);
        let found = self.by_id.binary_search_by_key(&Some(*id), |number| point(number).map(|point| point.id));
        found.ok().and_then(|at| self.by_id.get(at)).and_then(point)
    }

    /// The points of a cluster; empty if the index holds none there.
    pub fn members(&self, cluster: ClusterId) -> &[MapPoint] {
        self.points.get(self.stretch(cluster)).unwrap_or_default()
    }

    /// The rectangle around all points, to show them at first.
    pub fn bounds(&self) -> Option<WorldRect> {
        WorldRect::around(self.points.iter().map(|point| point.at))
    }

    /// The zoom at which a cluster falls apart; `None` if its points lie too near to each other for any zoom, or are
    /// fewer than two: then a list must tell them apart.
    pub fn zoom_to_split(&self, cluster: ClusterId) -> Option<f64> {
        let codes = self.codes.get(self.stretch(cluster))?;
        visible::zoom_of(codes.first()?.common_level(*codes.last()?) + 1)
    }

    fn stretch(&self, cluster: ClusterId) -> Range<usize> {
        let first = Code::first_of(cluster.level, cluster.prefix);
        let start = self.codes.partition_point(|code| *code < first);
        let rest = self.codes.get(start..).unwrap_or_default();
        start..start + rest.partition_point(|code| code.prefix(cluster.level) == cluster.prefix)
    }
}

#[cfg(test)]
mod tests;
