//! Loro: updates are exchanged and imported in one batch, its call for several updates.

use ::loro::{ExportMode, LoroDoc, LoroMap, LoroValue, ToJson};
use fieldmesh_document::NewObservation;
use fieldmesh_workload::SyntheticDevice;
use serde_json::Value;

use super::Document;
use crate::Result;
use crate::records::{Contents, record};

const MAP: &str = "observations";

pub(crate) struct LoroDocument(LoroDoc);

impl Document for LoroDocument {
    type Sent = Vec<u8>;

    fn record(device: &SyntheticDevice, _part: usize, observations: &[NewObservation]) -> Result<Vec<u8>> {
        let doc = LoroDoc::new();
        let [a, b, c, d, e, f, g, h, ..] = *device.id().as_bytes();
        doc.set_peer_id(u64::from_le_bytes([a, b, c, d, e, f, g, h]) >> 1)?;
        let map = doc.get_map(MAP);
        for (id, value) in observations.iter().filter_map(record) {
            fill(&map.insert_container(&id, LoroMap::new())?, &value)?;
            doc.commit();
        }
        Ok(doc.export(ExportMode::all_updates())?)
    }

    fn merge(sent: &[Vec<u8>]) -> Result<Self> {
        let merged = LoroDoc::new();
        merged.import_batch(sent)?;
        Ok(Self(merged))
    }

    fn received(sent: &Vec<u8>) -> usize {
        sent.len()
    }

    fn read(&self) -> Result<Contents> {
        Ok(serde_json::from_value(self.0.get_map(MAP).get_deep_value().to_json_value())?)
    }

    fn saved(&self) -> Result<usize> {
        Ok(self.0.export(ExportMode::Snapshot)?.len())
    }
}

fn fill(map: &LoroMap, value: &Value) -> Result<()> {
    for (key, value) in value.as_object().into_iter().flatten() {
        match value {
            Value::Object(_) => fill(&map.insert_container(key, LoroMap::new())?, value)?,
            plain => map.insert(key, LoroValue::from(plain.clone()))?,
        }
    }
    Ok(())
}
