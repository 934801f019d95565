//! Positions as JSON: a GeoJSON geometry with two foreign members (`docs/document-schema.md`, section 3.2).

use std::fmt;

use serde::de::{self, SeqAccess, Visitor};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Coordinate, Geometry, Position, PositionError};
use crate::shard::limits::MAX_POSITION_BYTES;

impl Position {
    /// The form kept in the document: compact GeoJSON with `accuracy` in metres and `times` in milliseconds
    /// since 1970 beside the geometry. Equal positions have equal texts.
    pub fn to_json(&self) -> String {
        let (name, coordinates) = match &self.geometry {
            Geometry::Point(point) => ("Point", Nested::of(point)),
            Geometry::Track(line) => ("LineString", Nested::line(line)),
            Geometry::Area(rings) => {
                ("Polygon", Nested::List(rings.iter().map(|ring| Nested::line(ring)).collect()))
            }
        };
        let wire = Written { name, coordinates, accuracy: self.accuracy, times: &self.times };
        serde_json::to_string(&wire).unwrap_or_default()
    }

    /// Reads [`Self::to_json`], of at most 512 KiB. Other members are ignored.
    ///
    /// # Errors
    /// [`PositionError::Json`], and every other variant for a value that may not be written either.
    pub fn from_json(json: &str) -> Result<Self, PositionError> {
        if json.len() > MAX_POSITION_BYTES {
            return Err(PositionError::Json(format!("{} bytes", json.len())));
        }
        let wire: Read = serde_json::from_str(json).map_err(|error| PositionError::Json(error.to_string()))?;
        let geometry = match wire.name.as_str() {
            "Point" => wire.coordinates.coordinate().map(Geometry::Point),
            "LineString" => wire.coordinates.coordinates().map(Geometry::Track),
            "Polygon" => match &wire.coordinates {
                Nested::List(rings) => {
                    rings.iter().map(Nested::coordinates).collect::<Option<_>>().map(Geometry::Area)
                }
                Nested::Number(_) => None,
            },
            _ => None,
        };
        let geometry =
            geometry.ok_or_else(|| PositionError::Json(format!("not the coordinates of a {:.32}", wire.name)))?;
        let position = Self::new(geometry)?.with_times(wire.times)?;
        match wire.accuracy {
            Some(metres) => position.with_accuracy(metres),
            None => Ok(position),
        }
    }
}

#[derive(Serialize)]
struct Written<'a> {
    #[serde(rename = "type")]
    name: &'static str,
    coordinates: Nested,
    #[serde(skip_serializing_if = "Option::is_none")]
    accuracy: Option<f64>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    times: &'a [i64],
}

#[derive(Deserialize)]
struct Read {
    #[serde(rename = "type")]
    name: String,
    coordinates: Nested,
    #[serde(default)]
    accuracy: Option<f64>,
    #[serde(default)]
    times: Vec<i64>,
}

/// The arrays of numbers that GeoJSON calls coordinates; serde_json bounds how deep they nest.
enum Nested {
    Number(f64),
    List(Vec<Self>),
}

impl Nested {
    fn of(coordinate: &Coordinate) -> Self {
        let numbers = [Some(coordinate.longitude), Some(coordinate.latitude), coordinate.altitude];
        Self::List(numbers.into_iter().flatten().map(Self::Number).collect())
    }

    fn line(line: &[Coordinate]) -> Self {
        Self::List(line.iter().map(Self::of).collect())
    }

    fn coordinate(&self) -> Option<Coordinate> {
        let Self::List(numbers) = self else { return None };
        match numbers.as_slice() {
            [Self::Number(longitude), Self::Number(latitude), rest @ ..] => Some(Coordinate {
                longitude: *longitude,
                latitude: *latitude,
                altitude: match rest.first() {
                    Some(Self::Number(altitude)) => Some(*altitude),
                    _ => None,
                },
            }),
            _ => None,
        }
    }

    fn coordinates(&self) -> Option<Vec<Coordinate>> {
        match self {
            Self::List(line) => line.iter().map(Self::coordinate).collect(),
            Self::Number(_) => None,
        }
    }
}

impl Serialize for Nested {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::List(list) => {
                let mut seq = serializer.serialize_seq(Some(list.len()))?;
                for item in list {
                    seq.serialize_element(item)?;
                }
                seq.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Nested {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NestedVisitor;

        impl<'de> Visitor<'de> for NestedVisitor {
            type Value = Nested;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number or an array of coordinates")
            }

            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Nested, E> {
                Ok(Nested::Number(number))
            }

            #[expect(clippy::cast_precision_loss, reason = "degrees and metres are small")]
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Nested, E> {
                Ok(Nested::Number(number as f64))
            }

            #[expect(clippy::cast_precision_loss, reason = "degrees and metres are small")]
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Nested, E> {
                Ok(Nested::Number(number as f64))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Nested, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = seq.next_element()? {
                    list.push(item);
                }
                // Most lists are two or three numbers.
                list.shrink_to_fit();
                Ok(Nested::List(list))
            }
        }

        deserializer.deserialize_any(NestedVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_plain_geojson() {
        let position = Position::point(-1.48, 0.0).unwrap().with_accuracy(5.0).unwrap();
        let json = r#"{"type":"Point","coordinates":[0.0,-1.48],"accuracy":5.0}"#;
        assert_eq!(position.to_json(), json);
        assert_eq!(Position::from_json(json).unwrap(), position);
    }

    #[test]
    fn tracks_and_areas_read_back() {
        let at = |longitude, altitude| Coordinate { longitude, latitude: 1e-7, altitude };
        let track = Position::new(Geometry::Track(vec![at(0.1 + 0.2, Some(212.0)), at(2.0, None)])).unwrap();
        let track = track.with_times(vec![1, 2]).unwrap();
        assert_eq!(Position::from_json(&track.to_json()).unwrap(), track);
        let ring = vec![at(0.0, None), at(1.0, None), at(2.0, None), at(0.0, None)];
        let area = Position::new(Geometry::Area(vec![ring])).unwrap();
        assert_eq!(Position::from_json(&area.to_json()).unwrap(), area);
    }

    #[test]
    fn integers_and_other_members_are_read() {
        let read = Position::from_json(r#"{"type":"Point","bbox":null,"coordinates":[1,2,3],"accuracy":null}"#);
        assert_eq!(read.unwrap().anchor().unwrap().altitude, Some(3.0));
    }

    #[test]
    fn what_may_not_be_written_is_not_read() {
        for json in [
            r#"{"type":"Point","coordinates":[181,2]}"#,
            r#"{"type":"Point","coordinates":[1]}"#,
            r#"{"type":"LineString","coordinates":[[1,2]]}"#,
            r#"{"type":"Polygon","coordinates":[[[1,2],[1,3],[2,2],[1,4]]]}"#,
            r#"{"type":"Circle","coordinates":[1,2]}"#,
            r#"{"type":"Point","coordinates":[1,2],"accuracy":-1}"#,
            r#"{"type":"Point","coordinates":[1,2],"times":[1,2]}"#,
            &"[".repeat(100_000),
        ] {
            assert!(Position::from_json(json).is_err(), "{json:.60}");
        }
    }
}
