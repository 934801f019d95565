//! The atomic values that are kept as one JSON text (`docs/document-schema.md`, section 3).

use serde::{Deserialize, Serialize};

use super::limits::MAX_ZONE_MINUTES;
use crate::observation::Source;
use crate::{AttachmentId, AttachmentRecord, Moment, Timestamp, VariantRecord};

pub(crate) fn moment_to_json(moment: &Moment) -> String {
    json(&MomentText { at: moment.at.0, zone: moment.zone })
}

pub(super) fn moment_from_json(text: &str) -> Option<Moment> {
    let read: MomentText = serde_json::from_str(text).ok()?;
    Some(Moment { at: Timestamp(read.at), zone: read.zone.filter(zone_is_possible) })
}

pub(super) const fn zone_is_possible(minutes: &i16) -> bool {
    minutes.unsigned_abs() <= MAX_ZONE_MINUTES
}

pub(super) fn source_to_json(source: &Source) -> String {
    json(source)
}

pub(super) fn source_from_json(text: &str) -> Option<Source> {
    serde_json::from_str(text).ok()
}

pub(super) fn record_to_json(record: &AttachmentRecord) -> String {
    let variant = |variant: VariantRecord| VariantText { hash: variant.id.to_hex(), size: variant.size };
    json(&RecordText {
        media_type: record.media_type.clone(),
        size: record.size,
        name: record.name.clone(),
        created: record.created.map(|at| at.0),
        preview: record.preview.map(variant),
        thumbnail: record.thumbnail.map(variant),
    })
}

/// Absent when it is not a record, or of an attachment too large to travel.
pub(super) fn record_from_json(text: &str) -> Option<AttachmentRecord> {
    let read: RecordText = serde_json::from_str(text).ok()?;
    let variant = |variant: Option<VariantText>| {
        let variant = variant.filter(|variant| variant.size <= AttachmentRecord::MAX_SIZE)?;
        Some(VariantRecord { id: AttachmentId::from_hex(&variant.hash).ok()?, size: variant.size })
    };
    (read.size <= AttachmentRecord::MAX_SIZE).then(|| AttachmentRecord {
        media_type: read.media_type,
        size: read.size,
        name: read.name,
        created: read.created.map(Timestamp),
        preview: variant(read.preview),
        thumbnail: variant(read.thumbnail),
    })
}

pub(crate) fn json(value: &impl Serialize) -> String {
    // Strings, integers and structs of them always serialize.
    serde_json::to_string(value).unwrap_or_default()
}

#[derive(Serialize, Deserialize)]
struct MomentText {
    at: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    zone: Option<i16>,
}

#[derive(Serialize, Deserialize)]
struct RecordText {
    #[serde(rename = "type")]
    media_type: String,
    size: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    created: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    preview: Option<VariantText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    thumbnail: Option<VariantText>,
}

#[derive(Serialize, Deserialize)]
struct VariantText {
    hash: String,
    size: u64,
}
