//! Backgrounds of one's own, from GeoJSON: the limits of a territory, rivers, paths, villages.

use std::io::Read;
use std::path::Path;

use fieldmesh::Coordinate;
use geojson::{Feature, GeoJson, Geometry, GeometryValue, Position};

use super::layer::{Layer, LayerBuilder};
use super::world::WorldPoint;

/// The largest file that is read, in bytes.
const MAX_BYTES: u64 = 64 << 20;

/// The most coordinates that are drawn.
const MAX_COORDINATES: usize = 1_000_000;

/// Why a file cannot be a background.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BackgroundError {
    /// The file cannot be read.
    #[error("the background cannot be read")]
    Read(#[source] std::io::Error),
    /// The file is larger than 64 MiB.
    #[error("the background is larger than {limit} bytes")]
    TooLarge {
        /// The most bytes that are read.
        limit: u64,
    },
    /// The text is not GeoJSON.
    #[error("the background is not GeoJSON")]
    NotGeoJson(#[source] Box<geojson::Error>),
    /// It has more coordinates than a million.
    #[error("the background has more than {limit} coordinates")]
    TooManyCoordinates {
        /// The most coordinates that are drawn.
        limit: usize,
    },
    /// It holds nothing that could be drawn.
    #[error("the background holds no point, line or area; {skipped} were not on the map")]
    Empty {
        /// How many geometries had a coordinate out of range.
        skipped: usize,
    },
}

/// A point of a background.
#[derive(Clone, PartialEq, Debug)]
pub struct BackgroundPoint {
    /// Where it lies, in the copy of the world from 0 to 1.
    pub at: WorldPoint,
    /// Its property `name`, if that is a text.
    pub name: Option<String>,
}

/// Areas, lines and points to draw under the observations.
#[derive(Clone, Debug)]
pub struct Background {
    layer: Layer,
    points: Vec<BackgroundPoint>,
    skipped: usize,
}

impl Background {
    /// Reads a GeoJSON file. That can take seconds: on a worker thread.
    ///
    /// # Errors
    ///
    /// [`BackgroundError::Read`] and [`BackgroundError::TooLarge`], and those of [`Background::parse`].
    pub fn open(path: &Path) -> Result<Self, BackgroundError> {
        let file = fs_err::File::open(path).map_err(BackgroundError::Read)?;
        let mut bytes = Vec::new();
        file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(BackgroundError::Read)?;
        if bytes.len() as u64 > MAX_BYTES {
            return Err(BackgroundError::TooLarge { limit: MAX_BYTES });
        }
        Self::parse(&String::from_utf8_lossy(&bytes))
    }

    /// Takes the geometries of a GeoJSON text (RFC 7946), areas as [`LayerBuilder::area`] and with their outline.
    ///
    /// A step of more than half a turn is taken the other way round the world. A geometry with a coordinate out of
    /// range (another coordinate system, latitude and longitude exchanged) is skipped and counted.
    ///
    /// # Errors
    ///
    /// [`BackgroundError::NotGeoJson`], [`BackgroundError::TooManyCoordinates`] and [`BackgroundError::Empty`].
    pub fn parse(text: &str) -> Result<Self, BackgroundError> {
        // Programs on Windows put a byte order mark in front.
        let json = text.trim_start_matches('\u{feff}').parse::<GeoJson>();
        let mut collector = Collector::default();
        match json.map_err(|error| BackgroundError::NotGeoJson(Box::new(error)))? {
            GeoJson::FeatureCollection(collection) => {
                collection.features.iter().try_for_each(|feature| collector.feature(feature))?;
            }
            GeoJson::Feature(feature) => collector.feature(&feature)?,
            GeoJson::Geometry(geometry) => collector.geometry(&geometry, None)?,
        }
        let Collector { builder, points, skipped, .. } = collector;
        let layer = builder.build();
        if layer.bounds().is_none() && points.is_empty() {
            return Err(BackgroundError::Empty { skipped });
        }
        Ok(Self { layer, points, skipped })
    }

    /// The areas and lines.
    pub const fn layer(&self) -> &Layer {
        &self.layer
    }

    /// The points.
    pub fn points(&self) -> &[BackgroundPoint] {
        &self.points
    }

    /// How many geometries had a coordinate out of range.
    pub const fn skipped(&self) -> usize {
        self.skipped
    }
}

#[derive(Default)]
struct Collector {
    builder: LayerBuilder,
    points: Vec<BackgroundPoint>,
    /// How many coordinates there were so far.
    count: usize,
    skipped: usize,
}

impl Collector {
    fn feature(&mut self, feature: &Feature) -> Result<(), BackgroundError> {
        let name = feature.property("name").and_then(|name| name.as_str());
        feature.geometry.as_ref().map_or(Ok(()), |geometry| self.geometry(geometry, name))
    }

    fn geometry(&mut self, geometry: &Geometry, name: Option<&str>) -> Result<(), BackgroundError> {
        match &geometry.value {
            GeometryValue::Point { coordinates } => self.point(coordinates, name),
            GeometryValue::MultiPoint { coordinates } => {
                coordinates.iter().try_for_each(|point| self.point(point, name))
            }
            GeometryValue::LineString { coordinates } => self.line(coordinates),
            GeometryValue::MultiLineString { coordinates } => {
                coordinates.iter().try_for_each(|line| self.line(line))
            }
            GeometryValue::Polygon { coordinates } => self.area(coordinates),
            GeometryValue::MultiPolygon { coordinates } => coordinates.iter().try_for_each(|area| self.area(area)),
            // The parser bounds how deep collections can nest.
            GeometryValue::GeometryCollection { geometries } => {
                geometries.iter().try_for_each(|geometry| self.geometry(geometry, name))
            }
        }
    }

    fn point(&mut self, position: &Position, name: Option<&str>) -> Result<(), BackgroundError> {
        if let Some(coordinates) = self.coordinates(std::slice::from_ref(position))? {
            let places = coordinates.iter().map(|at| WorldPoint::new(at).wrapped());
            self.points.extend(places.map(|at| BackgroundPoint { at, name: name.map(str::to_owned) }));
        }
        Ok(())
    }

    fn line(&mut self, positions: &[Position]) -> Result<(), BackgroundError> {
        if let Some(coordinates) = self.coordinates(positions)? {
            self.builder.geometry(&fieldmesh::Geometry::Track(coordinates));
        }
        Ok(())
    }

    fn area(&mut self, rings: &[Vec<Position>]) -> Result<(), BackgroundError> {
        let mut area = Vec::new();
        for ring in rings {
            match self.coordinates(ring)? {
                Some(coordinates) => area.push(coordinates),
                None => return Ok(()),
            }
        }
        self.builder.geometry(&fieldmesh::Geometry::Area(area));
        Ok(())
    }

    /// The coordinates of positions; `None` if one is out of range.
    fn coordinates(&mut self, positions: &[Position]) -> Result<Option<Vec<Coordinate>>, BackgroundError> {
        self.count += positions.len();
        if self.count > MAX_COORDINATES {
            return Err(BackgroundError::TooManyCoordinates { limit: MAX_COORDINATES });
        }
        let coordinate = |position: &Position| {
            let [longitude, latitude, ..] = *position.as_slice() else { return None };
            let in_range = (-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude);
            in_range.then_some(Coordinate { longitude, latitude, altitude: None })
        };
        let coordinates: Option<Vec<_>> = positions.iter().map(coordinate).collect();
        self.skipped += usize::from(coordinates.is_none());
        Ok(coordinates)
    }
}

#[cfg(test)]
mod tests;
