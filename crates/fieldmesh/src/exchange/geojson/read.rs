//! A feature as an observation to be written.

use fieldmesh_document::observation::{NewObservation, Source};
use fieldmesh_document::{Moment, Timestamp};
use geojson::Feature;
use geojson::feature::Id;
use serde_json::{Map, Value};

use super::geometry::to_position;
use super::{CATEGORY, MEMBER, NOTES, fix};
use crate::exchange::flatten::flatten;

/// What a feature says.
pub(crate) struct ReadFeature {
    /// The observation, with its source.
    pub(crate) observation: NewObservation,
    /// The id it has in Fieldmesh, if Fieldmesh exported it.
    pub(crate) exported_as: Option<String>,
    /// The property its time was taken from.
    pub(crate) time_from: Option<&'static str>,
}

/// Reads a feature; says why not, where it cannot be an observation.
pub(crate) fn read_feature(feature: &Feature) -> Result<ReadFeature, String> {
    let mut properties = feature.properties.clone().unwrap_or_default();
    let own = feature.foreign_members.as_ref().and_then(|members| members.get(MEMBER)).and_then(Value::as_object);
    let position = feature.geometry.as_ref().map(to_position).transpose()?;
    let position = position.map(|position| match own {
        Some(own) => fix::complete(position, own),
        None => position,
    });
    let (observed_at, time_from) = match own.and_then(|own| own.get("observed_at")).and_then(moment) {
        Some(moment) => (Some(moment), None),
        None => observed_at(&properties).unzip(),
    };
    let observation = NewObservation {
        local: None,
        created_at: own.and_then(|own| own.get("created_at")).and_then(moment),
        observed_at,
        configuration: None,
        position,
        category: take_text(&mut properties, CATEGORY),
        notes: take_text(&mut properties, NOTES),
        tags: flatten(&properties),
        metadata: own.and_then(fix::metadata),
        source: Some(source(feature)),
        ..NewObservation::default()
    };
    let exported_as = own.and_then(|own| own.get("id")).and_then(Value::as_str).map(str::to_owned);
    Ok(ReadFeature { observation, exported_as, time_from })
}

/// A feature without an id is known by the hash of its JSON.
fn source(feature: &Feature) -> Source {
    let id = match &feature.id {
        Some(Id::String(id)) => id.clone(),
        Some(Id::Number(id)) => id.to_string(),
        None => format!("blake3:{}", blake3::hash(feature.to_string().as_bytes())),
    };
    Source { kind: "geojson".to_owned(), id }
}

fn take_text(properties: &mut Map<String, Value>, name: &str) -> Option<String> {
    match properties.get(name) {
        Some(Value::String(text)) => {
            let text = text.clone();
            properties.remove(name);
            Some(text)
        }
        _ => None,
    }
}

fn observed_at(properties: &Map<String, Value>) -> Option<(Moment, &'static str)> {
    TIMES.iter().find_map(|name| Some((moment(properties.get(*name)?)?, *name)))
}

/// An RFC 3339 time, or a date, which stands for its first instant in UTC.
fn moment(value: &Value) -> Option<Moment> {
    let text = value.as_str()?;
    if let Ok(time) = text.parse::<jiff::Timestamp>() {
        let zone = jiff::fmt::temporal::Pieces::parse(text)
            .ok()
            .and_then(|pieces| pieces.to_numeric_offset())
            .and_then(|offset| i16::try_from(offset.seconds() / 60).ok())
            .filter(|_| !text.ends_with(['Z', 'z']));
        return Some(Moment { at: Timestamp(time.as_millisecond()), zone });
    }
    let date: jiff::civil::Date = text.parse().ok()?;
    let start = date.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(Moment::utc(Timestamp(start.timestamp().as_millisecond())))
}

/// The properties in which other programs keep the time of an observation, in the order they are believed.
/// The property itself stays among the tags.
const TIMES: [&str; 8] =
    ["observed_at", "$created", "created_at", "timestamp", "datetime", "start", "date", "today"];
