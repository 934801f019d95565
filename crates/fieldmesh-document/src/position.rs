//! Where an observation was made: one atomic value, so that two edits never merge into a place nobody was.

mod json;

use serde::{Deserialize, Serialize};

/// A place as longitude and latitude in degrees (WGS 84), and altitude in metres where known.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Coordinate {
    /// Degrees east, −180 to 180. Exactly 0 is a place like any other.
    pub longitude: f64,
    /// Degrees north, −90 to 90.
    pub latitude: f64,
    /// Metres above the ellipsoid.
    pub altitude: Option<f64>,
}

/// The shape of a position.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Geometry {
    /// A point.
    Point(Coordinate),
    /// A line walked, of two or more coordinates.
    Track(Vec<Coordinate>),
    /// An area: rings of four or more coordinates, each closed, the first the outer one.
    Area(Vec<Vec<Coordinate>>),
}

/// Geometry, accuracy and, for a track, the time of each coordinate.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Position {
    geometry: Geometry,
    accuracy: Option<f64>,
    times: Vec<i64>,
}

/// Why a position is refused at entry.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PositionError {
    /// Not a number, or outside −90 to 90.
    #[error("latitude {0} is not between -90 and 90")]
    Latitude(f64),
    /// Not a number, or outside −180 to 180.
    #[error("longitude {0} is not between -180 and 180")]
    Longitude(f64),
    /// Not a number, infinite.
    #[error("altitude {0} is not a finite number of metres")]
    Altitude(f64),
    /// Not a number, infinite or negative.
    #[error("accuracy {0} is not a number of metres")]
    Accuracy(f64),
    /// A track of fewer than two coordinates, an area ring of fewer than four or not closed.
    #[error("{have} coordinates do not make a {shape}")]
    Shape {
        /// `track` or `area`.
        shape: &'static str,
        /// How many there are.
        have: usize,
    },
    /// As many times as coordinates are needed, or none.
    #[error("{times} times for {coordinates} coordinates")]
    Times {
        /// Times given.
        times: usize,
        /// Coordinates given.
        coordinates: usize,
    },
    /// Not the JSON of a position.
    #[error("not a position: {0}")]
    Json(String),
}

impl Position {
    /// A point.
    ///
    /// # Errors
    /// [`PositionError::Latitude`], [`PositionError::Longitude`].
    pub fn point(latitude: f64, longitude: f64) -> Result<Self, PositionError> {
        Self::new(Geometry::Point(Coordinate { longitude, latitude, altitude: None }))
    }

    /// A position of any shape.
    ///
    /// # Errors
    /// Every variant but `Accuracy`, `Times` and `Json`.
    pub fn new(geometry: Geometry) -> Result<Self, PositionError> {
        match &geometry {
            Geometry::Point(_) => {}
            Geometry::Track(line) if line.len() < 2 => {
                return Err(PositionError::Shape { shape: "track", have: line.len() });
            }
            Geometry::Track(_) => {}
            Geometry::Area(rings) => {
                if rings.is_empty() {
                    return Err(PositionError::Shape { shape: "area", have: 0 });
                }
                for ring in rings {
                    if ring.len() < 4 || ring.first() != ring.last() {
                        return Err(PositionError::Shape { shape: "area", have: ring.len() });
                    }
                }
            }
        }
        let position = Self { geometry, accuracy: None, times: Vec::new() };
        for coordinate in position.coordinates() {
            coordinate.check()?;
        }
        Ok(position)
    }

    /// With this horizontal accuracy in metres.
    ///
    /// # Errors
    /// [`PositionError::Accuracy`].
    pub fn with_accuracy(mut self, metres: f64) -> Result<Self, PositionError> {
        if !metres.is_finite() || metres < 0.0 {
            return Err(PositionError::Accuracy(metres));
        }
        self.accuracy = Some(metres);
        Ok(self)
    }

    /// With the time of each coordinate, in milliseconds since 1970.
    ///
    /// # Errors
    /// [`PositionError::Times`].
    pub fn with_times(mut self, times: Vec<i64>) -> Result<Self, PositionError> {
        let coordinates = self.coordinates().count();
        if !times.is_empty() && times.len() != coordinates {
            return Err(PositionError::Times { times: times.len(), coordinates });
        }
        self.times = times;
        Ok(self)
    }

    /// The shape.
    pub const fn geometry(&self) -> &Geometry {
        &self.geometry
    }

    /// Horizontal accuracy in metres.
    pub const fn accuracy(&self) -> Option<f64> {
        self.accuracy
    }

    /// The time of each coordinate, in milliseconds since 1970; empty where unknown.
    pub fn times(&self) -> &[i64] {
        &self.times
    }

    /// Every coordinate, in order.
    pub fn coordinates(&self) -> impl Iterator<Item = &Coordinate> {
        let (one, line, rings): (Option<&Coordinate>, &[Coordinate], &[Vec<Coordinate>]) = match &self.geometry {
            Geometry::Point(point) => (Some(point), &[], &[]),
            Geometry::Track(line) => (None, line, &[]),
            Geometry::Area(rings) => (None, &[], rings),
        };
        one.into_iter().chain(line).chain(rings.iter().flatten())
    }

    /// The coordinate that stands for the whole: the point itself, or the first of a track or area.
    pub fn anchor(&self) -> Option<&Coordinate> {
        self.coordinates().next()
    }
}

impl Coordinate {
    fn check(&self) -> Result<(), PositionError> {
        if !(-90.0..=90.0).contains(&self.latitude) {
            return Err(PositionError::Latitude(self.latitude));
        }
        if !(-180.0..=180.0).contains(&self.longitude) {
            return Err(PositionError::Longitude(self.longitude));
        }
        match self.altitude {
            Some(altitude) if !altitude.is_finite() => Err(PositionError::Altitude(altitude)),
            _ => Ok(()),
        }
    }
}
