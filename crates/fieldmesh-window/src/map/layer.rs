//! Areas and lines in the world, ready to be drawn: areas as triangles, lines in short pieces.

mod clip;
mod fill;
mod lines;

use fieldmesh::{Coordinate, Geometry};

use super::viewport::{ScreenPoint, Viewport};
use super::world::{WorldPoint, WorldRect};

use fill::{Fill, FillBuilder};
use lines::Lines;

/// Triangles on the screen.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Mesh {
    /// The corners.
    pub positions: Vec<ScreenPoint>,
    /// Three to a triangle, each the number of a corner.
    pub indices: Vec<u32>,
}

/// An unbroken line on the screen, of two or more points.
pub type Stroke = Vec<ScreenPoint>;

/// Areas and lines, made once by a [`LayerBuilder`] and asked for each frame.
///
/// Both answers hold what lies in view and little more: what is far outside is left out or cut off, in double
/// precision, before anything becomes a number of the screen. They show every copy of the world that is in view.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    fill: Fill,
    lines: Lines,
}

impl Layer {
    /// The areas in view.
    pub fn fill(&self, view: &Viewport) -> Mesh {
        self.fill.mesh(view)
    }

    /// The lines in view, without points so near to each other that nobody could tell.
    pub fn strokes(&self, view: &Viewport) -> Vec<Stroke> {
        self.lines.strokes(view)
    }

    /// Whether an area covers a place.
    pub fn covers(&self, place: WorldPoint) -> bool {
        let place = place.wrapped();
        (-1..=1).any(|turns| self.fill.covers(place.shifted(turns)))
    }

    /// The rectangle that holds everything; `None` of an empty layer.
    pub fn bounds(&self) -> Option<WorldRect> {
        self.fill.bounds().into_iter().chain(self.lines.bounds()).reduce(WorldRect::union)
    }

    /// How many triangles there are.
    pub fn triangle_count(&self) -> usize {
        self.fill.triangle_count()
    }
}

/// Collects the areas and lines of a [`Layer`].
///
/// Points are joined as they stand: whoever wants a line over the antimeridian goes on beyond `x` = 1.
#[derive(Debug, Default)]
pub struct LayerBuilder {
    fill: FillBuilder,
    lines: Lines,
}

impl LayerBuilder {
    /// Adds an area without an outline: the outer ring, then its holes. A ring may repeat its first point at the end.
    ///
    /// What has fewer than three corners or more than 100,000, or a number that is not finite, covers nothing.
    pub fn area(&mut self, rings: &[Vec<WorldPoint>]) {
        self.fill.area(rings);
    }

    /// Adds a line. Steps to and from a point that is not finite are left out.
    pub fn line(&mut self, points: &[WorldPoint]) {
        self.lines.add(points);
    }

    /// Adds the shape of a position: a track as a line, an area with its outline. A point adds nothing: how it is
    /// marked is the view's.
    ///
    /// A step of more than half a turn is taken the other way round the world.
    pub fn geometry(&mut self, geometry: &Geometry) {
        match geometry {
            Geometry::Point(_) => {}
            Geometry::Track(track) => self.line(&unwrapped(track, None)),
            Geometry::Area(area) => {
                let mut rings: Vec<Vec<WorldPoint>> = Vec::new();
                for ring in area {
                    // A hole lies in the same copy of the world as the ring around it.
                    let near = rings.first().and_then(|outer| outer.first()).copied();
                    rings.push(unwrapped(ring, near));
                }
                rings.iter().for_each(|ring| self.line(ring));
                self.area(&rings);
            }
        }
    }

    /// The layer.
    pub fn build(self) -> Layer {
        Layer { fill: self.fill.build(), lines: self.lines }
    }
}

/// Where coordinates lie, each less than half a turn from the one before.
fn unwrapped(coordinates: &[Coordinate], mut near: Option<WorldPoint>) -> Vec<WorldPoint> {
    let place = |coordinate: &Coordinate| {
        let place = WorldPoint::new(coordinate);
        *near.insert(near.map_or(place, |near| place.nearest_to(near)))
    };
    coordinates.iter().map(place).collect()
}
