//! What programs read: the objects of `docs/cli.md`, section 2.

use fieldmesh::config::Configuration;
use fieldmesh::{
    AbsentAttachment, AttachmentClass, AttachmentId, AttachmentRecord, ClockDoubt, ConfigurationSummary, Conflict,
    DeviceId, Difference, FieldName, Fix, Language, Listed, MediaPolicy, Observation, OtherConfiguration, Position,
    Project, Timestamp, Version,
};
use fieldmesh_sentences as sentences;
use serde_json::{Map, Value, json};

/// RFC 3339 in UTC, to the millisecond; `null` beyond the years that have a date.
pub(crate) fn time(at: Timestamp) -> Value {
    match jiff::Timestamp::from_millisecond(at.0) {
        Ok(at) => Value::String(at.to_string()),
        Err(_) => Value::Null,
    }
}

/// Which photos a device wants.
pub(crate) const fn photos(policy: MediaPolicy) -> &'static str {
    match policy {
        MediaPolicy::Everything => "everything",
        MediaPolicy::Previews => "previews",
        MediaPolicy::Nothing => "nothing",
    }
}

/// An attachment that should be on this device.
pub(crate) fn absent(absent: &AbsentAttachment) -> Value {
    json!({
        "id": absent.id.to_string(),
        "class": class(absent.class),
        "bytes": absent.size,
        "held": absent.held,
        "observation": absent.observation.to_string(),
        "damaged": absent.damaged,
    })
}

const fn class(class: AttachmentClass) -> &'static str {
    match class {
        AttachmentClass::Original => "original",
        AttachmentClass::Preview => "preview",
        AttachmentClass::Thumbnail => "thumbnail",
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
        "created_zone": observation.created_at.zone,
        "observed_at": observation.observed_at.map(|moment| time(moment.at)),
        "observed_zone": observation.observed_at.and_then(|moment| moment.zone),
        "updated_at": time(observation.updated_at),
        "author": device(observation.author.as_ref()),
        "editor": device(observation.editor.as_ref()),
        "category": observation.category,
        "configuration": observation.configuration.map(|fingerprint| fingerprint.to_string()),
        "lat": place.map(|place| place.latitude),
        "lon": place.map(|place| place.longitude),
        "altitude": place.and_then(|place| place.altitude),
        "accuracy": position.and_then(Position::accuracy),
        "fix": observation.metadata.as_deref().map(Fix::read).filter(|fix| !fix.is_unknown()).map(fix),
        "position": position.map(|position| parsed(&position.to_json())),
        "tags": observation.tags.iter().map(|(key, value)| (key.clone(), value.to_json())).collect::<Map<_, _>>(),
        "notes": observation.notes,
        "attachments": attachments.collect::<Vec<_>>(),
        "source": observation.source.as_ref().map(|source| json!({ "kind": source.kind, "id": source.id })),
        "deleted": observation.is_deleted(),
        "deleted_at": observation.deleted_at.map(time),
        "conflicts": observation.conflicts.iter().map(conflict).collect::<Vec<_>>(),
    })
}

/// An observation in a list.
pub(crate) fn listed(listed: &Listed) -> Value {
    let mut value = observation(&listed.observation);
    if let Value::Object(value) = &mut value {
        value.insert("held".to_owned(), listed.held.into());
    }
    value
}

fn fix(fix: Fix) -> Value {
    json!({
        "provider": fix.provider,
        "heading": fix.heading,
        "speed": fix.speed,
        "mocked": fix.mocked,
        "manual": fix.manual,
    })
}

/// A version of an observation.
pub(crate) fn version(version: &Version) -> Value {
    json!({
        "version": version.change.to_string(),
        "author": device(version.author.as_ref()),
        "at": time(version.at),
        "clock": version.clock.map(|doubt| match doubt {
            ClockDoubt::Behind => "behind",
            ClockDoubt::Ahead => "ahead",
        }),
        "changes": version.differences().iter().map(difference).collect::<Vec<_>>(),
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

/// Something that a version changed; an attachment is a field of its own that came or went.
fn difference(difference: &Difference) -> Value {
    let (name, from, to, settled) = match difference {
        Difference::Field { field, from, to, settled } => {
            let value = |plain: &Option<String>| plain_value(field, plain.as_deref());
            (field_name(field), value(from), value(to), *settled)
        }
        Difference::Added(id, record) => (format!("attachments.{id}"), Value::Null, attachment(id, record), false),
        Difference::Removed(id, record) => {
            (format!("attachments.{id}"), attachment(id, record), Value::Null, false)
        }
    };
    json!({ "field": name, "from": from, "to": to, "settled": settled })
}

/// The value of a field as plain JSON: for a deletion whether it is deleted, for a moment its time.
pub(crate) fn plain_value(field: &FieldName, text: Option<&str>) -> Value {
    match field {
        FieldName::Deleted => Value::Bool(text.is_some()),
        FieldName::ObservedAt => {
            let at = text.map(parsed).and_then(|moment| moment.get("at").and_then(Value::as_i64));
            at.map_or(Value::Null, |at| time(Timestamp(at)))
        }
        FieldName::Position | FieldName::Category | FieldName::Notes | FieldName::Tag(_) => {
            text.map_or(Value::Null, parsed)
        }
    }
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

/// A configuration that another device or a sync file uses.
pub(crate) fn other_configuration(other: &OtherConfiguration, language: Language) -> Value {
    json!({
        "name": other.theirs.name,
        "version": other.theirs.version,
        "fingerprint": other.theirs.fingerprint.to_string(),
        "edition": other.edition.as_str(),
        "differs": sentences::differences(language, &other.difference),
    })
}

/// What a configuration that was taken or given is called.
pub(crate) fn configuration_summary(summary: Option<&ConfigurationSummary>) -> Value {
    summary.map_or(
        Value::Null,
        |one| json!({ "name": one.name, "version": one.version, "fingerprint": one.fingerprint.to_string() }),
    )
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

/// One object with the keys of all.
pub(crate) fn joined(objects: impl IntoIterator<Item = Value>) -> Value {
    objects.into_iter().flat_map(|one| if let Value::Object(keys) = one { keys } else { Map::new() }).collect()
}

/// JSON that the library wrote.
fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
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
            "value": plain_value(&conflict.field, value.value.as_deref()),
            "author": device(value.author.as_ref()),
            "at": time(value.at),
            "version": value.change.to_string(),
        })
    });
    json!({ "field": field_name(&conflict.field), "values": values.collect::<Vec<_>>() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conflict_is_told_in_the_values_that_resolve_it() {
        assert_eq!(plain_value(&FieldName::Deleted, Some("1700000000123")), json!(true));
        assert_eq!(plain_value(&FieldName::Deleted, None), json!(false));
        let seen = Some(r#"{"at":1700000000123,"zone":-300}"#);
        assert_eq!(plain_value(&FieldName::ObservedAt, seen), json!("2023-11-14T22:13:20.123Z"));
        assert_eq!(plain_value(&FieldName::Notes, Some("\"gone\"")), json!("gone"));
        assert_eq!(plain_value(&FieldName::Notes, None), Value::Null);
    }

    #[test]
    fn times_are_rfc_3339_in_utc() {
        assert_eq!(time(Timestamp(1_700_000_000_123)), json!("2023-11-14T22:13:20.123Z"));
        assert_eq!(time(Timestamp(i64::MAX)), Value::Null);
    }
}
