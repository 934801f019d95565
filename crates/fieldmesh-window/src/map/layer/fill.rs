//! Areas as triangles, in chunks that are culled together.

use std::collections::{BTreeMap, HashMap};

use earcut::Earcut;

use super::super::viewport::Viewport;
use super::super::world::{WorldPoint, WorldRect};
use super::{Mesh, clip};

/// The finest division of the world into chunks: 64 by 64.
const FINEST: u32 = 6;

/// The most corners of an area: cutting it into triangles can take time with their square, some seconds for this many.
pub(super) const MAX_CORNERS: usize = 100_000;

/// How far outside of the view triangles are cut off, in points.
const MARGIN: f32 = 256.0;

/// Triangles that lie near each other and are of about the same size.
#[derive(Clone, Debug)]
struct Chunk {
    bounds: WorldRect,
    corners: Vec<WorldPoint>,
    indices: Vec<u32>,
}

/// Triangles in chunks.
///
/// The chunks are the cells of a loose quadtree: the size of a triangle decides its level, its middle the cell. So a
/// chunk is at most three times as wide as its cell, and a few long triangles make no other chunk large.
#[derive(Clone, Debug, Default)]
pub(super) struct Fill {
    chunks: Vec<Chunk>,
}

impl Fill {
    pub(super) fn mesh(&self, view: &Viewport) -> Mesh {
        let mut mesh = Mesh::default();
        let seen = view.visible();
        let near = seen.grown(f64::from(MARGIN) * view.point());
        for chunk in &self.chunks {
            for turns in view.copies(&chunk.bounds, 0.0) {
                if near.encloses(&chunk.bounds.shifted(turns)) {
                    mesh.add(chunk.corners.iter().map(|at| view.to_screen(at.shifted(turns))), &chunk.indices);
                    continue;
                }
                for corners in chunk.triangles() {
                    let corners = corners.map(|at| at.shifted(turns));
                    if WorldRect::enclosing(corners).is_none_or(|bounds| !bounds.meets(&seen)) {
                        continue;
                    }
                    let cut = clip::triangle(corners, &near);
                    let fan = (1..cut.len().saturating_sub(1) as u32).flat_map(|at| [0, at, at + 1]);
                    mesh.add(cut.iter().map(|at| view.to_screen(*at)), &fan.collect::<Vec<_>>());
                }
            }
        }
        mesh
    }

    pub(super) fn covers(&self, place: WorldPoint) -> bool {
        self.chunks
            .iter()
            .filter(|chunk| chunk.bounds.contains(place))
            .any(|chunk| chunk.triangles().any(|corners| inside(corners, place)))
    }

    pub(super) fn bounds(&self) -> Option<WorldRect> {
        self.chunks.iter().map(|chunk| chunk.bounds).reduce(WorldRect::union)
    }

    pub(super) fn triangle_count(&self) -> usize {
        self.chunks.iter().map(|chunk| chunk.indices.len() / 3).sum()
    }
}

impl Chunk {
    fn triangles(&self) -> impl Iterator<Item = [WorldPoint; 3]> {
        let corner = |index: u32| self.corners.get(index as usize).copied();
        self.indices
            .as_chunks::<3>()
            .0
            .iter()
            .filter_map(move |[a, b, c]| Some([corner(*a)?, corner(*b)?, corner(*c)?]))
    }
}

impl Mesh {
    fn add(&mut self, positions: impl Iterator<Item = super::ScreenPoint>, indices: &[u32]) {
        let base = self.positions.len() as u32;
        self.positions.extend(positions);
        self.indices.extend(indices.iter().map(|index| base + index));
    }
}

/// Cuts areas into triangles and sorts these into chunks.
#[derive(Default)]
pub(super) struct FillBuilder {
    earcut: Earcut<f64>,
    cells: BTreeMap<(u32, i64, i64), Cell>,
}

#[derive(Default)]
struct Cell {
    corners: Vec<WorldPoint>,
    indices: Vec<u32>,
}

impl std::fmt::Debug for FillBuilder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("FillBuilder").field("cells", &self.cells.len()).finish_non_exhaustive()
    }
}

impl FillBuilder {
    pub(super) fn area(&mut self, rings: &[Vec<WorldPoint>]) {
        let count: usize = rings.iter().map(Vec::len).sum();
        if count > MAX_CORNERS || rings.iter().flatten().any(|at| !(at.x.is_finite() && at.y.is_finite())) {
            return;
        }
        let mut corners: Vec<[f64; 2]> = Vec::new();
        let mut holes: Vec<u32> = Vec::new();
        for ring in rings {
            let open = ring.len() - usize::from(ring.len() > 1 && ring.first() == ring.last());
            if !corners.is_empty() {
                holes.push(corners.len() as u32);
            }
            corners.extend(ring.iter().take(open).map(|at| [at.x, at.y]));
        }
        let mut triangles: Vec<u32> = Vec::new();
        self.earcut.earcut_slice(&corners, &holes, &mut triangles);
        // Ears are long and thin; compact triangles make compact chunks.
        earcut::refine(&mut triangles, &corners);
        // The corners that neighbours share are in a chunk once.
        let mut numbers: HashMap<((u32, i64, i64), u32), u32> = HashMap::new();
        let corner = |number: u32| corners.get(number as usize).map(|[x, y]| WorldPoint { x: *x, y: *y });
        for [a, b, c] in triangles.as_chunks::<3>().0 {
            let (Some(first), Some(second), Some(third)) = (corner(*a), corner(*b), corner(*c)) else { continue };
            let Some(key) = WorldRect::enclosing([first, second, third]).map(|bounds| cell_of(&bounds)) else {
                continue;
            };
            let cell = self.cells.entry(key).or_default();
            for (number, place) in [(*a, first), (*b, second), (*c, third)] {
                let index = *numbers.entry((key, number)).or_insert_with(|| {
                    cell.corners.push(place);
                    cell.corners.len() as u32 - 1
                });
                cell.indices.push(index);
            }
        }
    }

    pub(super) fn build(self) -> Fill {
        let chunk = |cell: Cell| {
            let bounds = WorldRect::enclosing(cell.corners.iter().copied())?;
            Some(Chunk { bounds, corners: cell.corners, indices: cell.indices })
        };
        Fill { chunks: self.cells.into_values().filter_map(chunk).collect() }
    }
}

fn cell_of(bounds: &WorldRect) -> (u32, i64, i64) {
    let extent = bounds.width().max(bounds.height());
    let fits = |level: &u32| extent <= f64::from(1_u32 << level).recip();
    let level = (1..=FINEST).rev().find(fits).unwrap_or(0);
    let scale = f64::from(1_u32 << level);
    let middle = bounds.middle();
    (level, (middle.x * scale).floor() as i64, (middle.y * scale).floor() as i64)
}

fn inside(corners: [WorldPoint; 3], at: WorldPoint) -> bool {
    let [a, b, c] = corners;
    let side =
        |from: WorldPoint, to: WorldPoint| (to.x - from.x) * (at.y - from.y) - (to.y - from.y) * (at.x - from.x);
    let sides = [side(a, b), side(b, c), side(c, a)];
    sides.iter().all(|side| *side >= 0.0) || sides.iter().all(|side| *side <= 0.0)
}

#[cfg(test)]
mod tests;
