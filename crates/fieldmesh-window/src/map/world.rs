//! The world as Web Mercator (EPSG:3857) draws it: a unit square.

use std::f64::consts::{PI, TAU};

use fieldmesh::Coordinate;

/// The latitude at which the square of the world ends, in degrees.
pub const MAX_LATITUDE: f64 = 85.051_128_779_806_6;

/// A place in the unit square of the world.
///
/// `x` grows to the east from the antimeridian, `y` to the south from [`MAX_LATITUDE`]. `x` outside of 0 to 1 means
/// another copy of the world: 1.25 is 0.25, one turn further east. `y` outside of 0 to 1 is nearer to a pole than the
/// map shows.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct WorldPoint {
    /// Turns east of the antimeridian.
    pub x: f64,
    /// 0 at 85.05° north, 1 at 85.05° south.
    pub y: f64,
}

impl WorldPoint {
    /// Where a coordinate lies; a latitude beyond [`MAX_LATITUDE`] lies on the edge.
    pub fn new(coordinate: &Coordinate) -> Self {
        let latitude = coordinate.latitude.clamp(-MAX_LATITUDE, MAX_LATITUDE);
        let place = Self::unbounded(latitude, coordinate.longitude);
        Self { x: place.x, y: place.y.clamp(0.0, 1.0) }
    }

    /// The same without an edge: `latitude` strictly between −90 and 90, `longitude` of any number of turns.
    pub(crate) fn unbounded(latitude: f64, longitude: f64) -> Self {
        let y = 0.5 - latitude.to_radians().sin().atanh() / TAU;
        Self { x: longitude / 360.0 + 0.5, y }
    }

    /// The coordinate of a place, longitude from −180 to 180, without an altitude.
    pub fn to_coordinate(self) -> Coordinate {
        Coordinate {
            longitude: (self.wrapped().x - 0.5) * 360.0,
            latitude: ((0.5 - self.y) * TAU).sinh().atan().to_degrees(),
            altitude: None,
        }
    }

    /// The same place in the copy of the world from 0 to 1.
    #[must_use]
    pub fn wrapped(self) -> Self {
        let x = self.x.rem_euclid(1.0);
        // The remainder of a tiny negative number rounds to 1.
        Self { x: if x >= 1.0 { 0.0 } else { x }, y: self.y }
    }

    /// The same place in the copy of the world in which it is nearest to another.
    #[must_use]
    pub fn nearest_to(self, other: Self) -> Self {
        Self { x: self.x + (other.x - self.x).round(), y: self.y }
    }

    /// The same place, so many turns further east.
    #[must_use]
    pub fn shifted(self, turns: i32) -> Self {
        Self { x: self.x + f64::from(turns), y: self.y }
    }

    /// How much the map enlarges here, compared with the equator: 1 there, 2 at 60°.
    pub fn enlargement(self) -> f64 {
        (PI * (1.0 - 2.0 * self.y)).cosh()
    }
}

/// A rectangle of the world, possibly reaching over the antimeridian.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct WorldRect {
    /// The north-western corner.
    pub min: WorldPoint,
    /// The south-eastern corner; `x` is more than 1 when the rectangle reaches over the antimeridian.
    pub max: WorldPoint,
}

impl WorldRect {
    /// The rectangle of one place.
    pub const fn at(place: WorldPoint) -> Self {
        Self { min: place, max: place }
    }

    /// The smallest rectangle that holds all these places, over the antimeridian if that is the shorter way.
    ///
    /// `None` without a place.
    pub fn around(places: impl IntoIterator<Item = WorldPoint>) -> Option<Self> {
        let places: Vec<_> = places.into_iter().map(WorldPoint::wrapped).collect();
        let mut columns: Vec<f64> = places.iter().map(|place| place.x).collect();
        columns.sort_by(f64::total_cmp);
        let (west, east) = (*columns.first()?, *columns.last()?);
        // The widest stretch without a place is left out; the stretch over the antimeridian unless another is wider.
        let gaps = columns.iter().zip(columns.iter().skip(1)).map(|(a, b)| (b - a, *b, *a + 1.0));
        let (_, min_x, max_x) = gaps.fold((west + 1.0 - east, west, east), |a, b| if b.0 > a.0 { b } else { a });
        let rows = places.iter().map(|place| place.y);
        Some(Self {
            min: WorldPoint { x: min_x, y: rows.clone().fold(f64::INFINITY, f64::min) },
            max: WorldPoint { x: max_x, y: rows.fold(f64::NEG_INFINITY, f64::max) },
        })
    }

    /// The smallest rectangle that holds these places as they stand, without turning any round the world.
    pub(crate) fn enclosing(places: impl IntoIterator<Item = WorldPoint>) -> Option<Self> {
        places.into_iter().map(Self::at).reduce(Self::union)
    }

    pub(crate) fn union(self, other: Self) -> Self {
        Self {
            min: WorldPoint { x: self.min.x.min(other.min.x), y: self.min.y.min(other.min.y) },
            max: WorldPoint { x: self.max.x.max(other.max.x), y: self.max.y.max(other.max.y) },
        }
    }

    /// The place in the middle.
    pub fn middle(&self) -> WorldPoint {
        WorldPoint { x: f64::midpoint(self.min.x, self.max.x), y: f64::midpoint(self.min.y, self.max.y) }
    }

    /// From west to east, in turns.
    pub fn width(&self) -> f64 {
        self.max.x - self.min.x
    }

    /// From north to south.
    pub fn height(&self) -> f64 {
        self.max.y - self.min.y
    }

    /// The same rectangle, larger by `margin` on each side.
    #[must_use]
    pub fn grown(&self, margin: f64) -> Self {
        Self {
            min: WorldPoint { x: self.min.x - margin, y: self.min.y - margin },
            max: WorldPoint { x: self.max.x + margin, y: self.max.y + margin },
        }
    }

    /// The same rectangle, so many turns further east.
    #[must_use]
    pub fn shifted(&self, turns: i32) -> Self {
        Self { min: self.min.shifted(turns), max: self.max.shifted(turns) }
    }

    /// Whether both have a place in common, as they stand.
    pub fn meets(&self, other: &Self) -> bool {
        self.min.x <= other.max.x
            && other.min.x <= self.max.x
            && self.min.y <= other.max.y
            && other.min.y <= self.max.y
    }

    /// Whether the place lies inside or on the edge, as it stands.
    pub fn contains(&self, place: WorldPoint) -> bool {
        self.meets(&Self::at(place))
    }

    pub(crate) fn encloses(&self, other: &Self) -> bool {
        self.contains(other.min) && self.contains(other.max)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn coordinate(latitude: f64, longitude: f64) -> Coordinate {
        Coordinate { longitude, latitude, altitude: None }
    }

    #[test]
    fn known_places_lie_where_epsg_3857_puts_them() {
        // Metres of EPSG:3857, origin in the Gulf of Guinea, as published for Quito's latitude and for 60° north.
        let half = 20_037_508.342_789_244;
        for (latitude, longitude, east, north) in [
            (0.0, 0.0, 0.0, 0.0),
            (60.0, 10.0, 1_113_194.907_9, 8_399_737.889_8),
            (-45.0, -180.0, -half, -5_621_521.486_2),
        ] {
            let place = WorldPoint::new(&coordinate(latitude, longitude));
            assert!(((place.x - 0.5) * 2.0 * half - east).abs() < 1e-3, "{place:?}");
            assert!(((0.5 - place.y) * 2.0 * half - north).abs() < 1e-3, "{place:?}");
        }
        assert!((WorldPoint::new(&coordinate(60.0, 0.0)).enlargement() - 2.0).abs() < 1e-9);
    }

    #[test]
    fn the_poles_lie_on_the_edge() {
        assert!(WorldPoint::new(&coordinate(90.0, 0.0)).y < 1e-12);
        assert!(WorldPoint::new(&coordinate(-90.0, 0.0)).y > 1.0 - 1e-12);
    }

    #[test]
    fn places_on_both_sides_of_the_antimeridian_are_near() {
        let [suva, samoa] = [coordinate(-18.1, 178.4), coordinate(-13.8, -171.8)].map(|at| WorldPoint::new(&at));
        let rect = WorldRect::around([suva, samoa]).unwrap();
        assert!(rect.width() < 0.03, "{rect:?}");
        assert!(rect.contains(suva) && rect.contains(samoa.shifted(1)));
        assert_eq!(WorldRect::around([]), None);
    }

    proptest! {
        /// A coordinate on the map comes back from the world as it was.
        #[test]
        fn coordinates_come_back(latitude in -85.0..85.0, longitude in -180.0..180.0) {
            let back = WorldPoint::new(&coordinate(latitude, longitude)).to_coordinate();
            prop_assert!((back.latitude - latitude).abs() < 1e-9, "{back:?}");
            prop_assert!((back.longitude - longitude).abs() < 1e-9, "{back:?}");
        }

        /// Whole turns change nothing, and a wrapped place lies in the first copy.
        #[test]
        fn whole_turns_lead_to_the_same_place(x in 0.0..1.0, turns in -5..5) {
            let place = WorldPoint { x, y: 0.5 };
            let wrapped = place.shifted(turns).wrapped();
            let away = (wrapped.x - x).abs();
            prop_assert!(away.min(1.0 - away) < 1e-12);
            prop_assert!((0.0..1.0).contains(&wrapped.x));
        }

        /// The rectangle around places holds each of them in some copy, and is never wider than it must be.
        #[test]
        fn a_rectangle_holds_its_places(places in prop::collection::vec((0.0..1.0, 0.0..1.0), 1..20)) {
            let places: Vec<_> = places.into_iter().map(|(x, y)| WorldPoint { x, y }).collect();
            let rect = WorldRect::around(places.iter().copied()).unwrap();
            prop_assert!(rect.width() <= 1.0 - 1.0 / places.len() as f64 + 1e-9);
            for place in places {
                prop_assert!((-1..=1).any(|turns| rect.grown(1e-12).contains(place.shifted(turns))));
            }
        }
    }
}
