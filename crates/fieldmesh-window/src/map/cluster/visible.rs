//! The clusters in view.

use std::ops::Range;

use fieldmesh::ObservationId;

use super::super::viewport::{MAX_ZOOM, ScreenPoint, Viewport};
use super::super::world::{WorldPoint, WorldRect};
use super::morton::{Code, column_and_row};
use super::{ClusterId, ClusterIndex, MapPoint, Swatch};

/// A cell is 64 points wide at a whole zoom, up to 128 before the next: a quarter of the world at zoom 0.
const LEVELS_AHEAD: u8 = 2;

/// How far outside of the view clusters are still listed, in points: as much as a marker is wide.
const MARGIN: f32 = 32.0;

/// One or more points that are drawn as one.
#[derive(Clone, PartialEq, Debug)]
pub struct Cluster {
    /// Which one: together with `turns` unique on the screen, and the same when the map moves.
    pub id: ClusterId,
    /// In which copy of the world it is drawn.
    pub turns: i32,
    /// Where: a single point at its place, several at their middle, but never so near to the edge of their cell that
    /// two clusters could come nearer than 32 points to each other. Already in the right copy of the world.
    pub at: WorldPoint,
    /// How many points it holds, at least one.
    pub count: usize,
    /// How many of each colour, the most frequent first.
    pub mix: Vec<(Swatch, u32)>,
    /// The observation, if it is a single one.
    pub single: Option<ObservationId>,
}

/// What of the points is in view.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct VisiblePoints {
    /// The clusters, in a fixed order.
    pub clusters: Vec<Cluster>,
    /// Where the selected observation is, once for each copy of the world: to be drawn over all clusters, also when
    /// it is in one of them.
    pub selection: Vec<WorldPoint>,
}

/// What is under the cursor.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Hit<'a> {
    /// The selected observation.
    Selection,
    /// A cluster.
    Cluster(&'a Cluster),
}

impl VisiblePoints {
    /// The nearest thing at most `within` points away; the selection before a cluster that is no nearer.
    pub fn hit(&self, view: &Viewport, cursor: ScreenPoint, within: f32) -> Option<Hit<'_>> {
        let selection = self.selection.iter().map(|at| (*at, Hit::Selection));
        let clusters = self.clusters.iter().map(|cluster| (cluster.at, Hit::Cluster(cluster)));
        selection
            .chain(clusters)
            .map(|(at, hit)| (view.to_screen(at).distance(cursor), hit))
            .filter(|(distance, _)| *distance <= within)
            .min_by(|one, other| one.0.total_cmp(&other.0))
            .map(|(_, hit)| hit)
    }
}

/// The level of the cells that a zoom shows.
fn level_at(zoom: f64) -> u8 {
    // The conversion saturates.
    (zoom.clamp(0.0, MAX_ZOOM).floor() as u8).saturating_add(LEVELS_AHEAD)
}

/// The lowest zoom that shows cells of a level or finer ones, if one does.
pub(super) fn zoom_of(level: u8) -> Option<f64> {
    let zoom = f64::from(level.saturating_sub(LEVELS_AHEAD));
    (zoom <= MAX_ZOOM).then_some(zoom)
}

impl ClusterIndex {
    /// The clusters in view, and where the selected observation is.
    ///
    /// Its cost follows what is in view: a step or two for each cluster, and at most 512 points looked at.
    pub fn visible(&self, view: &Viewport, selected: Option<&ObservationId>) -> VisiblePoints {
        let clusters = self.gather(view).0;
        let selection = selected
            .and_then(|id| self.point(id))
            .into_iter()
            .flat_map(|point| view.copies(&WorldRect::at(point.at), MARGIN).map(|turns| point.at.shifted(turns)));
        VisiblePoints { clusters, selection: selection.collect() }
    }

    /// The cluster that holds an observation at a zoom.
    pub fn cluster_of(&self, id: &ObservationId, zoom: f64) -> Option<ClusterId> {
        let level = level_at(zoom);
        self.point(id).map(|point| ClusterId { level, prefix: Code::of(point.at).prefix(level) })
    }

    /// The clusters in view, and what finding them cost: cells and points looked at.
    pub(super) fn gather(&self, view: &Viewport) -> (Vec<Cluster>, Cost) {
        let world = WorldRect { min: WorldPoint { x: 0.0, y: 0.0 }, max: WorldPoint { x: 1.0, y: 1.0 } };
        let mut clusters = Vec::new();
        let mut cost = Cost::default();
        for turns in view.copies(&world, MARGIN) {
            let near = view.visible().grown(f64::from(MARGIN) * view.point()).shifted(-turns);
            let mut open = vec![(ClusterId { level: 0, prefix: 0 }, 0..self.points.len())];
            while let Some((cell, stretch)) = open.pop() {
                cost.cells += 1;
                if stretch.is_empty() || !bounds(cell).meets(&near) {
                    continue;
                }
                if cell.level == level_at(view.zoom()) {
                    clusters.extend(self.cluster(cell, &stretch, turns, &mut cost));
                } else {
                    self.quarters(cell, stretch, &mut open);
                }
            }
        }
        (clusters, cost)
    }

    fn quarters(&self, cell: ClusterId, stretch: Range<usize>, open: &mut Vec<(ClusterId, Range<usize>)>) {
        let level = cell.level + 1;
        let mut start = stretch.start;
        for quarter in 0..4 {
            let prefix = cell.prefix << 2 | quarter;
            let rest = self.codes.get(start..stretch.end).unwrap_or_default();
            let end = start + rest.partition_point(|code| code.prefix(level) <= prefix);
            open.push((ClusterId { level, prefix }, start..end));
            start = end;
        }
    }

    fn cluster(&self, id: ClusterId, stretch: &Range<usize>, turns: i32, cost: &mut Cost) -> Option<Cluster> {
        let first: &MapPoint = self.points.get(stretch.start)?;
        let single = (stretch.len() == 1).then_some(first.id);
        let at = if single.is_some() { first.at } else { inner(id, self.tallies.middle(stretch)?) };
        let (mix, looked) = self.tallies.mix(&self.points, stretch);
        cost.points += looked;
        Some(Cluster { id, turns, at: at.shifted(turns), count: stretch.len(), mix, single })
    }
}

#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Cost {
    pub(super) cells: usize,
    pub(super) points: usize,
}

fn bounds(cell: ClusterId) -> WorldRect {
    let side = (-f64::from(cell.level)).exp2();
    let (column, row) = column_and_row(cell.prefix);
    let min = WorldPoint { x: f64::from(column) * side, y: f64::from(row) * side };
    WorldRect { min, max: WorldPoint { x: min.x + side, y: min.y + side } }
}

/// The same place, at least a quarter of the cell away from its edge.
fn inner(cell: ClusterId, at: WorldPoint) -> WorldPoint {
    let bounds = bounds(cell);
    let inset = bounds.width() / 4.0;
    WorldPoint {
        x: at.x.clamp(bounds.min.x + inset, bounds.max.x - inset),
        y: at.y.clamp(bounds.min.y + inset, bounds.max.y - inset),
    }
}
