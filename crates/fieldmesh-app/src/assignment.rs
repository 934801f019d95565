//! Reading what a person typed: `K=V`, `K:=JSON`, places and times.

use fieldmesh::config::{Configuration, Field, Problem};
use fieldmesh::{Bounds, Coordinate, ErrorKind, Geometry, Moment, Position, PositionError, TagValue, Timestamp};
use fieldmesh_sentences::{self as sentences, word};
use jiff::civil;
use jiff::tz::TimeZone;
use serde_json::Value;

use crate::cli::PlaceArgs;
use crate::failure::Failure;
use crate::language::{self, fl};

/// `K=V` or `K:=JSON`, taken apart.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Assignment {
    /// The key.
    pub(crate) key: String,
    value: Raw,
}

#[derive(Clone, PartialEq, Debug)]
enum Raw {
    Text(String),
    Json(Value),
}

impl Assignment {
    /// Takes `K=V` or `K:=JSON` apart.
    pub(crate) fn parse(given: &str) -> Result<Self, Failure> {
        let malformed = || Failure::new(ErrorKind::InvalidValue, fl!("not-an-assignment", given = given));
        let (key, text) = given.split_once('=').ok_or_else(malformed)?;
        let (key, value) = match key.strip_suffix(':') {
            None => (key, Raw::Text(text.to_owned())),
            Some(key) => {
                let value = serde_json::from_str(text).map_err(|error| {
                    Failure::new(ErrorKind::InvalidValue, fl!("not-json", key = key, cause = error.to_string()))
                })?;
                (key, Raw::Json(value))
            }
        };
        if key.is_empty() {
            return Err(malformed());
        }
        Ok(Self { key: key.to_owned(), value })
    }

    /// The value as text: what was typed, or what JSON a text is.
    pub(crate) fn text(&self) -> String {
        match &self.value {
            Raw::Text(text) | Raw::Json(Value::String(text)) => text.clone(),
            Raw::Json(value) => value.to_string(),
        }
    }

    /// The value as the field of this category with this key takes it; a key that no field asks for is text.
    pub(crate) fn tag_value(
        &self,
        configuration: Option<&Configuration>,
        category: Option<&str>,
    ) -> Result<TagValue, Failure> {
        match &self.value {
            Raw::Json(value) => TagValue::from_json(value).ok_or_else(|| {
                Failure::new(ErrorKind::InvalidValue, fl!("not-a-plain-value", key = self.key.as_str()))
            }),
            Raw::Text(text) => match configuration.and_then(|all| all.field_for(category, &self.key)) {
                Some(field) => field.read(text).map_err(|problem| unreadable(field, text, &problem)),
                None => Ok(TagValue::from(text.as_str())),
            },
        }
    }
}

/// The place that was given, if any.
pub(crate) fn given_place(args: &PlaceArgs) -> Result<Option<Position>, Failure> {
    let position = match (&args.lat, &args.lon, &args.geometry) {
        (Some(latitude), Some(longitude), _) => point(latitude, longitude, args.altitude.as_deref())?,
        (_, _, Some(given)) => geometry(given)?,
        _ => return Ok(None),
    };
    let Some(text) = &args.accuracy else { return Ok(Some(position)) };
    let metres = number(text, &word::accuracy(language::chosen()))?;
    position.with_accuracy(metres).map(Some).map_err(|error| out_of_range(&error))
}

/// A direction in degrees clockwise from north.
pub(crate) fn heading(text: &str) -> Result<f64, Failure> {
    let degrees = number(text, &word::heading(language::chosen()))?;
    let outside = || Failure::new(ErrorKind::InvalidValue, fl!("not-a-heading", given = text));
    if (0.0..=360.0).contains(&degrees) { Ok(degrees) } else { Err(outside()) }
}

/// A point from what was typed.
fn point(latitude: &str, longitude: &str, altitude: Option<&str>) -> Result<Position, Failure> {
    let coordinate = Coordinate {
        latitude: number(latitude, &word::latitude(language::chosen()))?,
        longitude: number(longitude, &word::longitude(language::chosen()))?,
        altitude: altitude.map(|text| number(text, &word::altitude(language::chosen()))).transpose()?,
    };
    Position::new(Geometry::Point(coordinate)).map_err(|error| out_of_range(&error))
}

/// A geometry, or that of a feature, as GeoJSON or in a file.
fn geometry(given: &str) -> Result<Position, Failure> {
    let text = if given.trim_start().starts_with('{') { given.to_owned() } else { fs_err::read_to_string(given)? };
    let not_json =
        |cause: String| Failure::new(ErrorKind::InvalidValue, fl!("not-json", key = "--geometry", cause = cause));
    let mut json: Value = serde_json::from_str(&text).map_err(|error| not_json(error.to_string()))?;
    if json.get("type").and_then(Value::as_str) == Some("Feature") {
        json = json.get_mut("geometry").map(Value::take).unwrap_or_default();
    }
    Position::from_json(&json.to_string()).map_err(|error| match error {
        PositionError::Json(_) => Failure::new(ErrorKind::InvalidValue, fl!("not-a-geometry")),
        error => out_of_range(&error),
    })
}

fn number(text: &str, name: &str) -> Result<f64, Failure> {
    text.trim()
        .parse::<f64>()
        .map_err(|_| Failure::new(ErrorKind::InvalidValue, sentences::not_a_number(language::chosen(), name, text)))
}

/// A place as `LAT,LON`, or as the JSON that a conflict shows.
pub(crate) fn place(text: &str) -> Result<Position, Failure> {
    if text.trim_start().starts_with('{') {
        return Position::from_json(text).map_err(|error| out_of_range(&error));
    }
    let (latitude, longitude) = text.split_once(',').unwrap_or((text, ""));
    point(latitude, longitude, None)
}

/// A moment, RFC 3339 with its zone.
pub(crate) fn moment(text: &str) -> Result<Moment, Failure> {
    let at: jiff::Timestamp = text.parse().map_err(|_| not_a_time(text))?;
    let zone = jiff::fmt::temporal::Pieces::parse(text).ok().and_then(|pieces| pieces.to_numeric_offset());
    let minutes = zone.and_then(|zone| i16::try_from(zone.seconds() / 60).ok());
    // "Z" says nothing of the zone it was lived in.
    Ok(Moment { at: Timestamp(at.as_millisecond()), zone: minutes.filter(|_| !text.ends_with(['Z', 'z'])) })
}

/// The start of a time, or of a day here.
pub(crate) fn since(text: &str) -> Result<Timestamp, Failure> {
    bound(text, false)
}

/// The end of a time, or of a day here.
pub(crate) fn until(text: &str) -> Result<Timestamp, Failure> {
    bound(text, true)
}

/// West, south, east, north.
pub(crate) fn bounding_box(text: &str) -> Result<Bounds, Failure> {
    let malformed = || Failure::new(ErrorKind::InvalidValue, fl!("not-a-box", given = text));
    let numbers: Vec<f64> =
        text.split(',').map(|part| part.trim().parse().map_err(|_| malformed())).collect::<Result<_, _>>()?;
    let [west, south, east, north] = <[f64; 4]>::try_from(numbers).map_err(|_| malformed())?;
    let on_earth = |longitude: f64| (-180.0..=180.0).contains(&longitude);
    if !on_earth(west) || !on_earth(east) || !(-90.0..=north).contains(&south) || !(south..=90.0).contains(&north) {
        return Err(malformed());
    }
    Ok(Bounds { west, south, east, north })
}

fn bound(text: &str, end: bool) -> Result<Timestamp, Failure> {
    if let Ok(at) = text.parse::<jiff::Timestamp>() {
        return Ok(Timestamp(at.as_millisecond()));
    }
    let day: civil::Date = text.parse().map_err(|_| not_a_time(text))?;
    let start = if end { day.tomorrow().map_err(|_| not_a_time(text))? } else { day };
    let at = start.to_zoned(TimeZone::system()).map_err(|_| not_a_time(text))?.timestamp().as_millisecond();
    Ok(Timestamp(if end { at - 1 } else { at }))
}

fn not_a_time(text: &str) -> Failure {
    Failure::new(ErrorKind::InvalidValue, fl!("not-a-time", given = text))
}

fn out_of_range(error: &PositionError) -> Failure {
    Failure::new(ErrorKind::InvalidValue, sentences::out_of_range(language::chosen(), error))
}

/// Why an answer was not read, in the language of the user.
fn unreadable(field: &Field, text: &str, problem: &Problem) -> Failure {
    let sentence = sentences::unreadable(language::chosen(), &field.tag_key, field, text, problem);
    Failure::new(ErrorKind::InvalidValue, sentence)
}

#[cfg(test)]
mod tests {
    use fieldmesh::Scalar;
    use fieldmesh::config::{FieldKind, Localized, SelectOption};

    use super::*;

    fn field(key: &str, kind: FieldKind) -> Field {
        Field {
            id: key.into(),
            tag_key: key.to_owned(),
            kind,
            label: Localized::new(),
            helper: Localized::new(),
            placeholder: Localized::new(),
            universal: false,
        }
    }

    fn configuration() -> Configuration {
        let options = ["good", "bad"].map(|value| SelectOption {
            value: value.into(),
            label: Localized::new().with("es", if value == "good" { "Bueno" } else { "Malo" }),
        });
        Configuration {
            fields: vec![
                field("count", FieldKind::Number { min: None, max: None }),
                field("state", FieldKind::SelectOne { options: options.to_vec() }),
                field("seen", FieldKind::SelectMultiple { options: options.to_vec() }),
            ],
            ..Configuration::default()
        }
    }

    fn read(given: &str) -> Result<TagValue, Failure> {
        Assignment::parse(given)?.tag_value(Some(&configuration()), None)
    }

    #[test]
    fn values_are_read_by_the_type_of_their_field() {
        assert_eq!(read("count=12").unwrap(), TagValue::One(Scalar::Int(12)));
        assert_eq!(read("count=1.5").unwrap(), TagValue::One(Scalar::Float(1.5)));
        assert_eq!(read("state=bueno").unwrap(), TagValue::from("good"));
        assert_eq!(
            read("seen=good, Malo").unwrap(),
            TagValue::List(vec![Scalar::Text("good".to_owned()), Scalar::Text("bad".to_owned())])
        );
        assert_eq!(read("other=12").unwrap(), TagValue::from("12"));
        assert_eq!(read("other=").unwrap(), TagValue::from(""));
        assert_eq!(read("url=a=b").unwrap(), TagValue::from("a=b"));
        assert_eq!(read("count:=\"many\"").unwrap(), TagValue::from("many"));
        for wrong in ["count=many", "state=great", "seen=good,great", "x:={}", "x:=nope", "=1", "none", "count=NaN"]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn zero_is_a_place_and_ninety_one_is_none() {
        assert!(point("0", "0", None).is_ok());
        assert!(point(" -1.48 ", "-77.26", Some("12")).is_ok());
        for (latitude, longitude) in [("91", "0"), ("0", "181"), ("north", "0"), ("NaN", "0"), ("1,5", "0")] {
            assert!(point(latitude, longitude, None).is_err(), "{latitude} {longitude}");
        }
        let accurate = |metres: &str| PlaceArgs {
            lat: Some("0".to_owned()),
            lon: Some("0".to_owned()),
            altitude: Some("-1".to_owned()),
            geometry: None,
            accuracy: Some(metres.to_owned()),
        };
        assert!(given_place(&accurate("-1")).is_err());
        assert_eq!(given_place(&accurate("8")).unwrap().unwrap().accuracy(), Some(8.0));
        assert_eq!(place("-1.48, -77.26").unwrap(), point("-1.48", "-77.26", None).unwrap());
        let high = point("1", "2", Some("3")).unwrap();
        assert_eq!(place(&high.to_json()).unwrap(), high);
        assert!(place("1").is_err());
    }

    #[test]
    fn a_moment_keeps_the_zone_it_was_lived_in() {
        let here = moment("2026-11-22T09:30:00-05:00").unwrap();
        assert_eq!(here.zone, Some(-300));
        assert_eq!(here.at, moment("2026-11-22T14:30:00Z").unwrap().at);
        assert_eq!(moment("2026-11-22T14:30:00Z").unwrap().zone, None);
        assert!(moment("yesterday").is_err());
    }

    #[test]
    fn a_day_ends_where_the_next_begins() {
        assert_eq!(until("2026-11-22").unwrap().0 + 1, since("2026-11-23").unwrap().0);
        assert_eq!(since("2026-11-22T00:00:00Z").unwrap(), until("2026-11-22T00:00:00Z").unwrap());
    }

    #[test]
    fn a_box_has_four_sides_in_order() {
        let bounds = Bounds { west: -78.0, south: -2.0, east: -77.0, north: -1.0 };
        assert_eq!(bounding_box("-78, -2, -77,-1").unwrap(), bounds);
        assert!(bounding_box("170,-2,-170,2").is_ok(), "a box may cross the date line");
        for wrong in ["", "1,2,3", "1,2,3,4,5", "a,b,c,d", "0,2,1,1", "0,0,181,1", "0,NaN,1,1"] {
            assert!(bounding_box(wrong).is_err(), "{wrong}");
        }
    }
}
