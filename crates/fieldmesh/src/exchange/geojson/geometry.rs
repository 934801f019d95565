//! Positions as GeoJSON geometries.

use fieldmesh_document::{Coordinate, Geometry as Shape, Position};
use geojson::{Geometry, GeometryValue};

/// The position of a geometry; says why not, where it is none.
pub(super) fn to_position(geometry: &Geometry) -> Result<Position, String> {
    let shape = match &geometry.value {
        GeometryValue::Point { coordinates } => Shape::Point(coordinate(coordinates)?),
        GeometryValue::LineString { coordinates } => Shape::Track(line(coordinates)?),
        GeometryValue::Polygon { coordinates } => {
            Shape::Area(coordinates.iter().map(|ring| line(ring)).collect::<Result<_, _>>()?)
        }
        other => return Err(format!("a {} is not a point, a line or an area", other.type_name())),
    };
    Position::new(shape).map_err(|error| error.to_string())
}

/// The geometry of a position.
pub(super) fn of_position(position: &Position) -> Geometry {
    let line = |line: &[Coordinate]| line.iter().map(of_coordinate).collect();
    Geometry::new(match position.geometry() {
        Shape::Point(point) => GeometryValue::Point { coordinates: of_coordinate(point) },
        Shape::Track(track) => GeometryValue::LineString { coordinates: line(track) },
        Shape::Area(rings) => GeometryValue::Polygon { coordinates: rings.iter().map(|ring| line(ring)).collect() },
    })
}

fn line(positions: &[geojson::Position]) -> Result<Vec<Coordinate>, String> {
    positions.iter().map(coordinate).collect()
}

fn coordinate(position: &geojson::Position) -> Result<Coordinate, String> {
    match *position.as_slice() {
        [longitude, latitude] => Ok(Coordinate { longitude, latitude, altitude: None }),
        [longitude, latitude, altitude] => Ok(Coordinate { longitude, latitude, altitude: Some(altitude) }),
        ref other => Err(format!("a place has 2 or 3 numbers, this one has {}", other.len())),
    }
}

fn of_coordinate(coordinate: &Coordinate) -> geojson::Position {
    let mut numbers = vec![coordinate.longitude, coordinate.latitude];
    numbers.extend(coordinate.altitude);
    numbers.into()
}
