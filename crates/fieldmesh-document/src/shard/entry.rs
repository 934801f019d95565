//! What may be written: checks at entry, and values in the form Automerge takes.

use std::collections::HashMap;

use automerge::{ScalarValue, hydrate};

use super::limits::{MAX_ENTRIES, MAX_NAME_BYTES, MAX_POSITION_BYTES, MAX_TEXT_BYTES, MAX_ZONE_MINUTES};
use super::schema::observation as key;
use super::{WriteError, text};
use crate::observation::{Scalar, TagValue};
use crate::{AttachmentRecord, Edit, Moment, NewObservation, Timestamp};

/// What a write adds to a shard, from above.
#[derive(Clone, Copy, Default)]
pub(crate) struct Weight {
    pub(crate) ops: usize,
    pub(crate) bytes: usize,
}

impl Weight {
    /// Bytes that one operation costs beside its value, from above: its key, its ids and its share of a change.
    const OP: usize = 48;

    pub(super) fn add(&mut self, bytes: usize) {
        self.ops += 1;
        self.bytes = self.bytes.saturating_add(bytes).saturating_add(Self::OP);
    }
}

impl std::ops::AddAssign for Weight {
    fn add_assign(&mut self, other: Self) {
        self.ops += other.ops;
        self.bytes = self.bytes.saturating_add(other.bytes);
    }
}

impl NewObservation {
    /// The bytes that writing it costs at most, uncompressed. Who writes many takes as many at once as weigh
    /// [`ROLL_OVER_BYTES`](super::limits::ROLL_OVER_BYTES) together.
    pub fn weight(&self) -> usize {
        weight_of(self).bytes
    }
}

pub(super) fn weight_of(new: &NewObservation) -> Weight {
    let mut weight = Weight { ops: 5, bytes: 5 * Weight::OP + 64 };
    let texts = [&new.category, &new.notes, &new.metadata];
    for text in texts.into_iter().flatten() {
        weight.add(text.len());
    }
    if let Some(position) = &new.position {
        weight.add(64 + 48 * position.coordinates().count() + 16 * position.times().len());
    }
    if new.observed_at.is_some() {
        weight.add(48);
    }
    if new.configuration.is_some() {
        weight.add(68);
    }
    if let Some(source) = &new.source {
        weight.add(source.kind.len() + source.id.len() + 24);
    }
    for (key, value) in &new.tags {
        weigh_tag(&mut weight, key, value);
    }
    for record in new.attachments.values() {
        weigh_record(&mut weight, record);
    }
    weight
}

pub(super) fn weight_of_edit(edit: &Edit) -> Weight {
    let mut weight = Weight { ops: 1, bytes: 2 * Weight::OP };
    // Where a field is in conflict its values are deleted beside the write.
    let deletions = 4 + edit.tags.len() + edit.add_attachments.len() + edit.remove_attachments.len();
    (0..deletions).for_each(|_| weight.add(0));
    let touched = NewObservation {
        position: edit.position.clone().flatten(),
        category: edit.category.clone().flatten(),
        notes: edit.notes.clone().flatten(),
        observed_at: edit.observed_at.flatten(),
        ..NewObservation::default()
    };
    weight += weight_of(&touched);
    for (key, value) in &edit.tags {
        match value {
            Some(value) => weigh_tag(&mut weight, key, value),
            None => weight.add(key.len()),
        }
    }
    for record in edit.add_attachments.values() {
        weigh_record(&mut weight, record);
    }
    for _ in &edit.remove_attachments {
        weight.add(64);
    }
    if edit.deleted.is_some() {
        weight.add(16);
        weight.add(0);
    }
    weight
}

fn weigh_tag(weight: &mut Weight, key: &str, value: &TagValue) {
    let bytes = |scalar: &Scalar| match scalar {
        Scalar::Text(text) => text.len(),
        Scalar::Bytes(bytes) => bytes.len(),
        _ => 10,
    };
    match value {
        TagValue::One(scalar) => weight.add(key.len() + bytes(scalar)),
        TagValue::List(list) => {
            weight.add(key.len());
            list.iter().for_each(|scalar| weight.add(bytes(scalar)));
        }
    }
}

fn weigh_record(weight: &mut Weight, record: &AttachmentRecord) {
    weight.add(64 + 320 + record.media_type.len() + record.name.as_ref().map_or(0, String::len));
}

pub(super) fn check_new(new: &NewObservation) -> Result<(), WriteError> {
    name("category", new.category.as_deref())?;
    long_text("notes", new.notes.as_deref())?;
    long_text("metadata", new.metadata.as_deref())?;
    let source = new.source.as_ref();
    name("source kind", source.map(|source| source.kind.as_str()))?;
    name("source id", source.map(|source| source.id.as_str()))?;
    position(new.position.as_ref())?;
    zone(new.created_at.as_ref())?;
    zone(new.observed_at.as_ref())?;
    entries("tags", new.tags.len())?;
    entries("attachments", new.attachments.len())?;
    new.tags.iter().try_for_each(|(key, value)| check_tag(key, value))?;
    new.attachments.values().try_for_each(check_record)
}

pub(super) fn check_edit(edit: &Edit) -> Result<(), WriteError> {
    name("category", edit.category.as_ref().and_then(Option::as_deref))?;
    long_text("notes", edit.notes.as_ref().and_then(Option::as_deref))?;
    position(edit.position.as_ref().and_then(Option::as_ref))?;
    zone(edit.observed_at.as_ref().and_then(Option::as_ref))?;
    entries("tags", edit.tags.len())?;
    entries("attachments", edit.add_attachments.len())?;
    for (key, value) in &edit.tags {
        match value {
            Some(value) => check_tag(key, value)?,
            None => name("tag key", Some(key))?,
        }
    }
    edit.add_attachments.values().try_for_each(check_record)
}

fn check_tag(key: &str, value: &TagValue) -> Result<(), WriteError> {
    name("tag key", Some(key))?;
    let list = match value {
        TagValue::One(scalar) => std::slice::from_ref(scalar),
        TagValue::List(list) => list,
    };
    entries("values of a tag", list.len())?;
    list.iter().try_for_each(|scalar| match scalar {
        Scalar::Float(value) if !value.is_finite() => {
            Err(WriteError::NotFinite { key: key.to_owned(), value: *value })
        }
        Scalar::Text(text) => long_text("text of a tag", Some(text)),
        Scalar::Bytes(bytes) => at_most("bytes of a tag", bytes.len(), MAX_TEXT_BYTES),
        Scalar::Unknown => Err(WriteError::Unknown { key: key.to_owned() }),
        _ => Ok(()),
    })
}

fn check_record(record: &AttachmentRecord) -> Result<(), WriteError> {
    name("media type", Some(&record.media_type))?;
    name("file name", record.name.as_deref())?;
    let sizes = [Some(record.size), record.preview.map(|v| v.size), record.thumbnail.map(|v| v.size)];
    for size in sizes.into_iter().flatten() {
        if size > AttachmentRecord::MAX_SIZE {
            return Err(WriteError::TooLarge { what: "attachment", have: size, limit: AttachmentRecord::MAX_SIZE });
        }
    }
    Ok(())
}

fn position(position: Option<&crate::Position>) -> Result<(), WriteError> {
    let bytes = position.map_or(0, |position| {
        // Only a long one is worth writing twice to measure it.
        if position.coordinates().take(1_000).count() < 1_000 { 0 } else { position.to_json().len() }
    });
    at_most("position", bytes, MAX_POSITION_BYTES)
}

fn zone(moment: Option<&Moment>) -> Result<(), WriteError> {
    let minutes = moment.and_then(|moment| moment.zone).unwrap_or(0);
    at_most("minutes from UTC", minutes.unsigned_abs().into(), MAX_ZONE_MINUTES.into())
}

fn name(what: &'static str, text: Option<&str>) -> Result<(), WriteError> {
    at_most(what, text.map_or(0, str::len), MAX_NAME_BYTES)
}

fn long_text(what: &'static str, text: Option<&str>) -> Result<(), WriteError> {
    at_most(what, text.map_or(0, str::len), MAX_TEXT_BYTES)
}

fn entries(what: &'static str, have: usize) -> Result<(), WriteError> {
    at_most(what, have, MAX_ENTRIES)
}

fn at_most(what: &'static str, have: usize, limit: usize) -> Result<(), WriteError> {
    if have > limit {
        return Err(WriteError::TooLarge { what, have: have as u64, limit: limit as u64 });
    }
    Ok(())
}

/// An observation as the map that is written.
pub(super) fn observation_value(new: &NewObservation, now: Timestamp) -> hydrate::Value {
    let created = new.created_at.unwrap_or(Moment::utc(now));
    let fields = [
        (key::CREATED_AT, Some(ScalarValue::Timestamp(created.at.0))),
        (key::ZONE, created.zone.map(|minutes| ScalarValue::Int(minutes.into()))),
        (key::OBSERVED_AT, new.observed_at.as_ref().map(|moment| text::moment_to_json(moment).into())),
        (key::POSITION, new.position.as_ref().map(|position| position.to_json().into())),
        (key::CATEGORY, new.category.as_deref().map(Into::into)),
        (key::NOTES, new.notes.as_deref().map(Into::into)),
        (key::CONFIGURATION, new.configuration.map(|fingerprint| fingerprint.to_string().into())),
        (key::METADATA, new.metadata.as_deref().map(Into::into)),
        (key::SOURCE, new.source.as_ref().map(|source| text::source_to_json(source).into())),
    ];
    let tags: HashMap<&str, _> = new.tags.iter().map(|(key, value)| (key.as_str(), tag_value(value))).collect();
    let attachments: HashMap<String, _> = new
        .attachments
        .iter()
        .map(|(id, record)| (id.to_hex(), hydrate::Value::scalar(text::record_to_json(record))))
        .collect();
    let mut map: HashMap<&str, hydrate::Value> =
        fields.into_iter().filter_map(|(key, value)| Some((key, hydrate::Value::Scalar(value?)))).collect();
    map.insert(key::TAGS, hydrate::Value::Map(tags.into()));
    map.insert(key::ATTACHMENTS, hydrate::Value::Map(attachments.into()));
    hydrate::Value::Map(map.into())
}

pub(super) fn tag_value(value: &TagValue) -> hydrate::Value {
    match value {
        TagValue::One(scalar) => hydrate::Value::Scalar(scalar_value(scalar)),
        TagValue::List(list) => {
            let list: Vec<_> = list.iter().map(|scalar| hydrate::Value::Scalar(scalar_value(scalar))).collect();
            hydrate::Value::List(list.into())
        }
    }
}

pub(super) fn scalar_value(scalar: &Scalar) -> ScalarValue {
    match scalar {
        Scalar::Null | Scalar::Unknown => ScalarValue::Null,
        Scalar::Bool(yes) => ScalarValue::Boolean(*yes),
        Scalar::Int(number) => ScalarValue::Int(*number),
        Scalar::Uint(number) => ScalarValue::Uint(*number),
        Scalar::Float(number) => ScalarValue::F64(*number),
        Scalar::Text(text) => ScalarValue::Str(text.as_str().into()),
        Scalar::Timestamp(at) => ScalarValue::Timestamp(*at),
        Scalar::Bytes(bytes) => ScalarValue::Bytes(bytes.clone()),
    }
}
