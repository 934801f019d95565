//! The data: observations of the workload, and the same as plain JSON for libraries that know no observations.

use std::collections::BTreeMap;

use fieldmesh_document::observation::{Scalar, TagValue};
use fieldmesh_document::{LocalId, NewObservation, Observation};
use fieldmesh_workload::{Profile, SyntheticDevice, Workload};
use serde_json::{Map, Value, json};

/// What a document holds: records by id.
pub(crate) type Contents = BTreeMap<String, Value>;

/// What every device recorded.
pub(crate) struct Records {
    pub(crate) devices: Vec<(SyntheticDevice, Vec<NewObservation>)>,
}

impl Records {
    pub(crate) fn new(devices: usize, each: usize) -> Self {
        let devices = Workload::new(Profile::data_v0(), 0).devices(devices);
        let recorded = |device: SyntheticDevice| {
            let observations = device.observations().take(each).collect();
            (device, observations)
        };
        Self { devices: devices.into_iter().map(recorded).collect() }
    }

    pub(crate) fn count(&self) -> usize {
        self.devices.iter().map(|(_, observations)| observations.len()).sum()
    }

    /// What whoever has everything holds.
    pub(crate) fn contents(&self) -> Contents {
        self.devices.iter().flat_map(|(_, observations)| observations).filter_map(record).collect()
    }
}

/// The id and the fields that Fieldmesh writes, with the position as one text, as Fieldmesh has it.
pub(crate) fn record(new: &NewObservation) -> Option<(String, Value)> {
    let parts = Parts {
        created_at: new.created_at.map(|moment| (moment.at.0, moment.zone)),
        position: new.position.as_ref().map(|position| position.to_json()),
        category: new.category.as_deref(),
        notes: new.notes.as_deref(),
        tags: &new.tags,
    };
    Some((new.local?.to_hex(), parts.value()))
}

/// The same of an observation that was read.
pub(crate) fn read(observation: &Observation) -> (String, Value) {
    let parts = Parts {
        created_at: Some((observation.created_at.at.0, observation.created_at.zone)),
        position: observation.position.as_ref().map(|position| position.to_json()),
        category: observation.category.as_deref(),
        notes: observation.notes.as_deref(),
        tags: &observation.tags,
    };
    let local: LocalId = observation.id.local;
    (local.to_hex(), parts.value())
}

struct Parts<'a> {
    created_at: Option<(i64, Option<i16>)>,
    position: Option<String>,
    category: Option<&'a str>,
    notes: Option<&'a str>,
    tags: &'a BTreeMap<String, TagValue>,
}

impl Parts<'_> {
    fn value(self) -> Value {
        let mut map = Map::new();
        let mut put = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                map.insert(key.to_owned(), value);
            }
        };
        put("created_at", self.created_at.map(|(at, _)| json!(at)));
        put("zone", self.created_at.and_then(|(_, zone)| zone).map(|zone| json!(zone)));
        put("position", self.position.map(Value::String));
        put("category", self.category.map(|text| json!(text)));
        put("notes", self.notes.map(|text| json!(text)));
        put("tags", Some(self.tags.iter().map(|(key, value)| (key.clone(), tag(value))).collect()));
        Value::Object(map)
    }
}

fn tag(value: &TagValue) -> Value {
    match value {
        TagValue::One(one) => scalar(one),
        TagValue::List(list) => list.iter().map(scalar).collect(),
    }
}

/// The workload draws texts and integers only; anything else would show as a difference.
fn scalar(scalar: &Scalar) -> Value {
    match scalar {
        Scalar::Text(text) => json!(text),
        Scalar::Int(number) => json!(number),
        _ => Value::Null,
    }
}
