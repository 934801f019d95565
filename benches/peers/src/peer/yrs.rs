//! Yrs: version 1 updates, its default, applied one after the other.

use std::sync::Arc;

use ::yrs::types::ToJson;
use ::yrs::updates::decoder::Decode;
use ::yrs::{Any, Doc, In, Map, MapPrelim, ReadTxn, StateVector, Transact, Update};
use fieldmesh_document::NewObservation;
use fieldmesh_workload::SyntheticDevice;
use serde_json::Value;

use super::Document;
use crate::Result;
use crate::records::{Contents, record};

const MAP: &str = "observations";

pub(crate) struct YrsDocument(Doc);

impl Document for YrsDocument {
    type Sent = Vec<u8>;

    fn record(device: &SyntheticDevice, _part: usize, observations: &[NewObservation]) -> Result<Vec<u8>> {
        let [a, b, c, d, ..] = *device.id().as_bytes();
        let doc = Doc::with_client_id(u64::from(u32::from_le_bytes([a, b, c, d])));
        let map = doc.get_or_insert_map(MAP);
        for (id, value) in observations.iter().filter_map(record) {
            map.insert(&mut doc.transact_mut(), id, shared(&value));
        }
        Ok(doc.transact().encode_state_as_update_v1(&StateVector::default()))
    }

    fn merge(sent: &[Vec<u8>]) -> Result<Self> {
        let merged = Doc::new();
        for bytes in sent {
            merged.transact_mut().apply_update(Update::decode_v1(bytes)?)?;
        }
        Ok(Self(merged))
    }

    fn received(sent: &Vec<u8>) -> usize {
        sent.len()
    }

    fn read(&self) -> Result<Contents> {
        let map = self.0.get_or_insert_map(MAP);
        let any = map.to_json(&self.0.transact());
        Ok(serde_json::from_value(plain(&any))?)
    }

    fn saved(&self) -> Result<usize> {
        Ok(self.0.transact().encode_state_as_update_v1(&StateVector::default()).len())
    }
}

/// Maps become shared types, everything else a plain value.
fn shared(value: &Value) -> In {
    match value {
        Value::Object(map) => {
            In::Map(map.iter().map(|(key, value)| (Arc::from(key.as_str()), shared(value))).collect::<MapPrelim>())
        }
        other => In::Any(any(other)),
    }
}

fn any(value: &Value) -> Any {
    match value {
        Value::String(text) => Any::from(text.as_str()),
        Value::Array(list) => Any::Array(list.iter().map(any).collect()),
        other => other.as_i64().map_or(Any::Null, Any::from),
    }
}

/// Integers come back as the floats of JavaScript.
fn plain(any: &Any) -> Value {
    match any {
        Any::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(integer), _) => Value::from(integer),
            (None, float) => Value::from(float),
        },
        Any::String(text) => Value::from(text.as_ref()),
        Any::Array(list) => list.iter().map(plain).collect(),
        Any::Map(map) => map.iter().map(|(key, value)| (key.clone(), plain(value))).collect(),
        _ => Value::Null,
    }
}
