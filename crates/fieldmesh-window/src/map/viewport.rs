//! What part of the world is on the screen, and how large.

use std::ops::RangeInclusive;

use fieldmesh::{Bounds, Coordinate};

use super::world::{WorldPoint, WorldRect};

/// The largest zoom: there a point of the screen is less than four centimetres at the equator.
pub const MAX_ZOOM: f64 = 22.0;

/// The side of the world at zoom 0, in points, as the maps of the web have it.
const WORLD_AT_ZOOM_0: f64 = 256.0;

/// The equator, in metres (WGS 84).
const EQUATOR: f64 = 40_075_016.685_578_49;

/// Nearer to the edge of the world than this is at it.
const EDGE: f64 = 1e-9;

/// A place on the screen, in points right of and below the map's upper left corner.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct ScreenPoint {
    /// Points to the right.
    pub x: f32,
    /// Points down.
    pub y: f32,
}

impl ScreenPoint {
    /// How far two places are apart, in points.
    pub fn distance(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// The size of the map on the screen, in points.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ScreenSize {
    /// From left to right.
    pub width: f32,
    /// From top to bottom.
    pub height: f32,
}

/// Which part of the world the screen shows.
///
/// Its values are always in range: the zoom from the one at which the world is as high as the screen to [`MAX_ZOOM`],
/// nothing beyond the northern and southern edge in view, the centre in the copy of the world from 0 to 1. What would
/// lead outside of it is led back; numbers that are not finite change nothing.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Viewport {
    centre: WorldPoint,
    zoom: f64,
    size: ScreenSize,
}

impl Viewport {
    /// Shows a place in the middle. At zoom 0 the world is 256 points wide; each step more doubles that.
    pub fn new(centre: &Coordinate, zoom: f64, size: ScreenSize) -> Self {
        let mut view =
            Self { centre: WorldPoint { x: 0.5, y: 0.5 }, zoom: 0.0, size: ScreenSize { width: 1.0, height: 1.0 } };
        view.set(WorldPoint::new(centre), zoom, size);
        view
    }

    /// The coordinate in the middle of the screen.
    pub fn centre(&self) -> Coordinate {
        self.centre.to_coordinate()
    }

    /// The zoom.
    pub const fn zoom(&self) -> f64 {
        self.zoom
    }

    /// The size on the screen.
    pub const fn size(&self) -> ScreenSize {
        self.size
    }

    /// The screen became another size; the middle stays.
    pub fn resize(&mut self, size: ScreenSize) {
        self.set(self.centre, self.zoom, size);
    }

    /// Drags the map by so many points to the right and down.
    pub fn pan(&mut self, right: f32, down: f32) {
        let point = self.point();
        let centre =
            WorldPoint { x: self.centre.x - f64::from(right) * point, y: self.centre.y - f64::from(down) * point };
        self.set(centre, self.zoom, self.size);
    }

    /// Changes the zoom by `steps` and keeps the place under the cursor where it is, unless the edge of the world is.
    pub fn zoom_about(&mut self, cursor: ScreenPoint, steps: f64) {
        let held = self.to_world(cursor);
        self.set(self.centre, self.zoom + steps, self.size);
        let moved = self.to_world(cursor);
        let centre = WorldPoint { x: self.centre.x + held.x - moved.x, y: self.centre.y + held.y - moved.y };
        self.set(centre, self.zoom, self.size);
    }

    /// Shows all of a rectangle, with `margin` points left free on each side, at zoom `closest` or less.
    pub fn fit(&mut self, rect: &WorldRect, margin: f32, closest: f64) {
        let room = |points: f32| f64::from((points - 2.0 * margin).max(1.0)) / WORLD_AT_ZOOM_0;
        let zoom = (room(self.size.width) / rect.width()).min(room(self.size.height) / rect.height()).log2();
        self.set(rect.middle(), zoom.min(closest), self.size);
    }

    /// Puts a place into the middle, at a zoom.
    pub fn centre_on(&mut self, place: WorldPoint, zoom: f64) {
        self.set(place, zoom, self.size);
    }

    /// What is in view, in degrees: up to the poles where the edge of the map is, all around where the whole world is.
    pub fn bounds(&self) -> Bounds {
        let seen = self.visible();
        let [north_west, south_east] = [seen.min, seen.max].map(WorldPoint::to_coordinate);
        let (west, east) =
            if seen.width() >= 1.0 { (-180.0, 180.0) } else { (north_west.longitude, south_east.longitude) };
        let south = if seen.max.y >= 1.0 - EDGE { -90.0 } else { south_east.latitude };
        let north = if seen.min.y <= EDGE { 90.0 } else { north_west.latitude };
        Bounds { west, south, east, north }
    }

    /// The place under a point of the screen; outside of 0 to 1 when it lies in another copy of the world.
    pub fn to_world(&self, at: ScreenPoint) -> WorldPoint {
        let point = self.point();
        WorldPoint {
            x: self.centre.x + (f64::from(at.x) - f64::from(self.size.width) / 2.0) * point,
            y: self.centre.y + (f64::from(at.y) - f64::from(self.size.height) / 2.0) * point,
        }
    }

    /// Where a place is on the screen, in the copy of the world that its `x` names.
    pub fn to_screen(&self, at: WorldPoint) -> ScreenPoint {
        let side = self.world_side();
        ScreenPoint {
            x: ((at.x - self.centre.x) * side + f64::from(self.size.width) / 2.0) as f32,
            y: ((at.y - self.centre.y) * side + f64::from(self.size.height) / 2.0) as f32,
        }
    }

    /// The rectangle in view; wider than 1 when the world is seen more than once.
    pub fn visible(&self) -> WorldRect {
        WorldRect {
            min: self.to_world(ScreenPoint { x: 0.0, y: 0.0 }),
            max: self.to_world(ScreenPoint { x: self.size.width, y: self.size.height }),
        }
    }

    /// The turns by which to shift something so that it is in view, or within `margin` points of it.
    pub fn copies(&self, rect: &WorldRect, margin: f32) -> RangeInclusive<i32> {
        let view = self.visible().grown(f64::from(margin) * self.point());
        if rect.max.y < view.min.y || view.max.y < rect.min.y {
            return RangeInclusive::new(1, 0);
        }
        // The conversion saturates, so that not even a rectangle without end gives many copies.
        let turns = |value: f64| (value as i32).clamp(-1_000, 1_000);
        turns((view.min.x - rect.max.x).ceil())..=turns((view.max.x - rect.min.x).floor())
    }

    /// The side of the world, in points.
    pub fn world_side(&self) -> f64 {
        WORLD_AT_ZOOM_0 * self.zoom.exp2()
    }

    /// How much of the world one point of the screen is.
    pub(crate) fn point(&self) -> f64 {
        self.world_side().recip()
    }

    /// How many metres a point of the screen is, in the middle of the screen.
    pub fn metres_per_point(&self) -> f64 {
        EQUATOR * self.point() / self.centre.enlargement()
    }

    fn set(&mut self, centre: WorldPoint, zoom: f64, size: ScreenSize) {
        let length = |new: f32, old: f32| if new.is_finite() { new.clamp(1.0, 100_000.0) } else { old };
        self.size = ScreenSize {
            width: length(size.width, self.size.width),
            height: length(size.height, self.size.height),
        };
        let lowest = (f64::from(self.size.height) / WORLD_AT_ZOOM_0).log2().clamp(0.0, MAX_ZOOM);
        self.zoom = if zoom.is_nan() { self.zoom } else { zoom }.clamp(lowest, MAX_ZOOM);
        if centre.x.is_finite() && centre.y.is_finite() {
            self.centre = centre.wrapped();
        }
        let half = (f64::from(self.size.height) / 2.0 * self.point()).min(0.5);
        self.centre.y = self.centre.y.clamp(half, 1.0 - half);
    }
}

#[cfg(test)]
mod tests;
