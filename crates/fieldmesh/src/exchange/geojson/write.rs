//! Observations as a feature collection, one feature a line.

use std::io::{self, Write};

use fieldmesh_document::Observation;
use geojson::Feature;
use geojson::feature::Id;
use serde_json::{Map, Value, json};

use super::geometry::of_position;
use super::{CATEGORY, MEMBER, NOTES, fix};
use crate::exchange::flatten::unflatten;
use crate::time::{rfc3339, rfc3339_moment};

/// Writes a feature collection as it comes, so that memory does not grow with it.
pub(crate) struct Writer<W> {
    out: W,
    written: u64,
}

impl<W: Write> Writer<W> {
    pub(crate) fn begin(mut out: W) -> io::Result<Self> {
        out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
        Ok(Self { out, written: 0 })
    }

    pub(crate) fn write(&mut self, observation: &Observation) -> io::Result<()> {
        self.out.write_all(if self.written == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut self.out, &feature(observation))?;
        self.written += 1;
        Ok(())
    }

    /// Ends the collection and says how many features it has.
    pub(crate) fn finish(mut self) -> io::Result<u64> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()?;
        Ok(self.written)
    }
}

fn feature(observation: &Observation) -> Feature {
    let mut properties = unflatten(&observation.tags);
    for (name, text) in [(CATEGORY, &observation.category), (NOTES, &observation.notes)] {
        if let (Some(text), false) = (text, properties.contains_key(name)) {
            properties.insert(name.to_owned(), text.clone().into());
        }
    }
    let id = match &observation.source {
        Some(source) if source.kind == "geojson" && !source.id.starts_with("blake3:") => Some(source.id.clone()),
        Some(source) if source.kind == "geojson" => None,
        _ => Some(observation.id.to_string()),
    };
    Feature {
        bbox: None,
        geometry: observation.position.as_ref().map(of_position),
        id: id.map(Id::String),
        properties: Some(properties),
        foreign_members: Some(Map::from_iter([(MEMBER.to_owned(), own(observation))])),
    }
}

fn own(observation: &Observation) -> Value {
    let mut own = json!({
        "id": observation.id.to_string(),
        "created_at": rfc3339_moment(observation.created_at),
        "updated_at": rfc3339(observation.updated_at),
        "author": observation.author.map(|device| device.short()),
        "category": observation.category,
        "notes": observation.notes,
        "configuration": observation.configuration.map(|fingerprint| fingerprint.to_string()),
        "observed_at": observation.observed_at.map(rfc3339_moment),
        "attachments": observation.attachments.iter().map(|(id, record)| json!({
            "hash": id.to_string(),
            "media_type": record.media_type,
            "size": record.size,
            "name": record.name,
        })).collect::<Vec<_>>(),
        "deleted": observation.is_deleted(),
    });
    if let Value::Object(members) = &mut own {
        members.retain(|_, value| !value.is_null());
        members.extend(fix::members(observation));
    }
    own
}
