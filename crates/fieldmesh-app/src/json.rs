//! What programs read: the objects of `docs/cli.md`, section 2.

use fieldmesh::config::Configuration;
use fieldmesh::{
    AttachmentId, AttachmentRecord, Conflict, ConflictValue, Coordinate, DeviceId, FieldName, Geometry,
    Observation, Position, Project, Scalar, TagValue, Timestamp, Version,
};
use serde_json::{Map, Value, json};

/// RFC 3339 in UTC, to the millisecond; `null` beyond the years that have a date.
pub(crate) fn time(at: Timestamp) -> Value {
    match jiff::Timestamp::from_millisecond(at.0) {
        Ok(at) => Value::String(at.to_string()),
        Err(_) => Value::Null,
    }
}

/// An observation.
pub(crate) fn observation(observation: &Observation) -> Value {
    let position = observation.position.as_ref();
    let place = position.and_then(Position::anchor);
    let attachments = observation.attachments.iter().map(|(id, record)| attachment(id, record));
    json!({
        "id": observation.id.to_string(),
        "short_id": observation.id.short(),
        "created_at": time(observation.created_at.at),
        "observed_at": observation.observed_at.map(|moment| time(moment.at)),
        "updated_at": time(observation.updated_at),
        "author": device(observation.author.as_ref()),
        "editor": device(observation.editor.as_ref()),
        "category": observation.category,
        "lat": place.map(|place| place.latitude),
        "lon": place.map(|place| place.longitude),
        "accuracy": position.and_then(Position::accuracy),
        "position": position.map(|position| geometry(position.geometry())),
        "tags": observation.tags.iter().map(|(key, value)| (key.clone(), tag_value(value))).collect::<Map<_, _>>(),
        "notes": observation.notes,
        "attachments": attachments.collect::<Vec<_>>(),
        "source": observation.source.as_ref().map(|source| json!({ "kind": source.kind, "id": source.id })),
        "deleted": observation.is_deleted(),
        "deleted_at": observation.deleted_at.map(time),
        "conflicts": observation.conflicts.iter().map(conflict).collect::<Vec<_>>(),
    })
}

/// A version of an observation.
pub(crate) fn version(version: &Version) -> Value {
    json!({
        "version": version.change.to_string(),
        "author": device(version.author.as_ref()),
        "at": time(version.at),
        "observation": observation(&version.observation),
    })
}

/// The name of a field in a conflict: answers are `tags.KEY`.
pub(crate) fn field_name(field: &FieldName) -> String {
    match field {
        FieldName::Position => "position".to_owned(),
        FieldName::Category => "category".to_owned(),
        FieldName::ObservedAt => "observed_at".to_owned(),
        FieldName::Notes => "notes".to_owned(),
        FieldName::Deleted => "deleted".to_owned(),
        FieldName::Tag(key) => format!("tags.{key}"),
    }
}

/// One of several current values, as the value it is.
pub(crate) fn conflict_value(value: &ConflictValue) -> Value {
    value
        .value
        .as_deref()
        .map_or(Value::Null, |text| serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned())))
}

/// What a configuration is called.
pub(crate) fn configuration_name(configuration: Option<&Configuration>) -> Value {
    configuration.map_or(Value::Null, |configuration| {
        json!({
            "name": configuration.name,
            "version": configuration.version,
            "fingerprint": configuration.fingerprint().to_string(),
        })
    })
}

/// A project.
pub(crate) fn project(project: &Project, configuration: Option<&Configuration>) -> Value {
    json!({
        "id": project.id().to_hex(),
        "name": project.name(),
        "open": project.is_open(),
        "config": configuration_name(configuration),
    })
}

/// A plain JSON value as the value of a tag; `None` for objects and lists of lists.
pub(crate) fn to_tag_value(value: &Value) -> Option<TagValue> {
    match value {
        Value::Array(items) => items.iter().map(to_scalar).collect::<Option<_>>().map(TagValue::List),
        one => to_scalar(one).map(TagValue::One),
    }
}

/// The value of a tag.
pub(crate) fn tag_value(value: &TagValue) -> Value {
    match value {
        TagValue::One(one) => scalar(one),
        TagValue::List(items) => items.iter().map(scalar).collect(),
    }
}

fn scalar(value: &Scalar) -> Value {
    match value {
        Scalar::Null | Scalar::Unknown => Value::Null,
        Scalar::Bool(yes) => json!(yes),
        Scalar::Int(number) => json!(number),
        Scalar::Uint(number) => json!(number),
        Scalar::Float(number) => json!(number),
        Scalar::Text(text) => json!(text),
        Scalar::Timestamp(at) => time(Timestamp(*at)),
        Scalar::Bytes(bytes) => json!({ "bytes": bytes.len() }),
    }
}

fn to_scalar(value: &Value) -> Option<Scalar> {
    Some(match value {
        Value::Null => Scalar::Null,
        Value::Bool(yes) => Scalar::Bool(*yes),
        Value::String(text) => Scalar::Text(text.clone()),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(number), _, _) => Scalar::Int(number),
            (_, Some(number), _) => Scalar::Uint(number),
            (_, _, Some(number)) if number.is_finite() => Scalar::Float(number),
            _ => return None,
        },
        Value::Array(_) | Value::Object(_) => return None,
    })
}

fn device(id: Option<&DeviceId>) -> Value {
    id.map_or(Value::Null, |id| Value::String(id.to_string()))
}

fn attachment(id: &AttachmentId, record: &AttachmentRecord) -> Value {
    json!({
        "id": id.to_string(),
        "media_type": record.media_type,
        "bytes": record.size,
        "name": record.name,
        "created_at": record.created.map(time),
    })
}

fn conflict(conflict: &Conflict) -> Value {
    let values = conflict.values.iter().map(|value| {
        json!({
            "value": conflict_value(value),
            "author": device(value.author.as_ref()),
            "at": time(value.at),
            "version": value.change.to_string(),
        })
    });
    json!({ "field": field_name(&conflict.field), "values": values.collect::<Vec<_>>() })
}

/// As in GeoJSON (RFC 7946, section 3.1).
fn geometry(geometry: &Geometry) -> Value {
    let line = |line: &[Coordinate]| line.iter().map(coordinate).collect::<Vec<_>>();
    match geometry {
        Geometry::Point(point) => json!({ "type": "Point", "coordinates": coordinate(point) }),
        Geometry::Track(track) => json!({ "type": "LineString", "coordinates": line(track) }),
        Geometry::Area(rings) => {
            json!({ "type": "Polygon", "coordinates": rings.iter().map(|ring| line(ring)).collect::<Vec<_>>() })
        }
    }
}

fn coordinate(place: &Coordinate) -> Vec<f64> {
    [Some(place.longitude), Some(place.latitude), place.altitude].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_values_read_back_as_they_were_written() {
        let value = json!(["a", 1, -2, 1.5, true, null, 18_446_744_073_709_551_615_u64]);
        assert_eq!(tag_value(&to_tag_value(&value).unwrap()), value);
        assert_eq!(tag_value(&to_tag_value(&json!("")).unwrap()), json!(""));
        assert!(to_tag_value(&json!({ "a": 1 })).is_none());
        assert!(to_tag_value(&json!([[1]])).is_none());
    }

    #[test]
    fn times_are_rfc_3339_in_utc() {
        assert_eq!(time(Timestamp(1_700_000_000_123)), json!("2023-11-14T22:13:20.123Z"));
        assert_eq!(time(Timestamp(i64::MAX)), Value::Null);
    }
}
