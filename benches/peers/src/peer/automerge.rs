//! Automerge: the devices start from one document that holds an empty map.

use ::automerge::transaction::Transactable;
use ::automerge::{ActorId, AutoSerde, Automerge, ObjType, ROOT, ReadDoc, ScalarValue, hydrate};
use fieldmesh_document::NewObservation;
use fieldmesh_workload::SyntheticDevice;
use serde_json::Value;

use super::Document;
use crate::Result;
use crate::records::{Contents, record};

/// The map of the records, in the root.
pub(crate) const MAP: &str = "observations";

pub(crate) struct AutomergeDocument(pub(crate) Automerge);

impl Document for AutomergeDocument {
    type Sent = Vec<u8>;

    fn record(device: &SyntheticDevice, _part: usize, observations: &[NewObservation]) -> Result<Vec<u8>> {
        let mut doc = genesis()?.with_actor(ActorId::from(device.id().as_bytes().get(..16).unwrap_or_default()));
        let (_, map) = doc.get(ROOT, MAP)?.ok_or("no map")?;
        for (id, value) in observations.iter().filter_map(record) {
            let mut transaction = doc.transaction();
            transaction.batch_create_object(&map, id, &hydrated(&value), false)?;
            transaction.commit();
        }
        Ok(doc.save())
    }

    fn merge(sent: &[Vec<u8>]) -> Result<Self> {
        let mut merged = Automerge::new();
        for bytes in sent {
            merged.merge(&mut Automerge::load(bytes)?)?;
        }
        Ok(Self(merged))
    }

    fn received(sent: &Vec<u8>) -> usize {
        sent.len()
    }

    fn read(&self) -> Result<Contents> {
        let mut root = serde_json::to_value(AutoSerde::from(&self.0))?;
        Ok(serde_json::from_value(root.get_mut(MAP).ok_or("no map")?.take())?)
    }

    fn saved(&self) -> Result<usize> {
        Ok(self.0.save().len())
    }
}

/// The same change on every device.
fn genesis() -> Result<Automerge> {
    let mut doc = Automerge::new().with_actor(ActorId::from([0]));
    let mut transaction = doc.transaction();
    transaction.put_object(ROOT, MAP, ObjType::Map)?;
    transaction.commit_with(::automerge::transaction::CommitOptions::default().with_time(0));
    Ok(doc)
}

fn hydrated(value: &Value) -> hydrate::Value {
    match value {
        Value::Object(map) => {
            let map = map.iter().map(|(key, value)| (key.as_str(), hydrated(value)));
            hydrate::Value::Map(map.collect::<std::collections::HashMap<_, _>>().into())
        }
        Value::Array(list) => hydrate::Value::List(list.iter().map(hydrated).collect::<Vec<_>>().into()),
        Value::String(text) => hydrate::Value::Scalar(text.as_str().into()),
        other => hydrate::Value::Scalar(other.as_i64().map_or(ScalarValue::Null, ScalarValue::Int)),
    }
}
