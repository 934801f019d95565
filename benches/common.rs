//! Shards filled with the frozen data profile `data-v0` (`docs/workload.md`).

use fieldmesh_document::guard::Announced;
use fieldmesh_document::{NewObservation, Shard, ShardKind, Timestamp, WriteError};
use fieldmesh_workload::{Profile, SyntheticDevice, Workload};

/// Observations of a full shard.
pub(crate) const SHARD: usize = 256;

/// The first devices of the workload.
pub(crate) fn devices(count: usize) -> Vec<SyntheticDevice> {
    Workload::new(Profile::data_v0(), 0).devices(count)
}

/// The first observations of a device.
pub(crate) fn observations(device: &SyntheticDevice, count: usize) -> Vec<NewObservation> {
    device.observations().take(count).collect()
}

/// These observations in shards of the device.
pub(crate) fn recorded(
    device: &SyntheticDevice,
    observations: &[NewObservation],
) -> Result<Vec<Shard>, WriteError> {
    let empty = device.shards().map(|id| Shard::create(id, ShardKind::OBSERVATIONS));
    empty.zip(observations.chunks(SHARD)).map(|(shard, part)| written(shard, device, part)).collect()
}

/// The shard after the device has written these to it, one change each, as a person records them.
pub(crate) fn written(
    shard: Shard,
    device: &SyntheticDevice,
    observations: &[NewObservation],
) -> Result<Shard, WriteError> {
    let mut writer = shard.write_as(device.id());
    for observation in observations {
        writer.create(vec![observation.clone()], Timestamp::default())?;
    }
    Ok(writer.into_shard())
}

/// What an honest sender says of a shard.
pub(crate) fn announced(shard: &Shard) -> Announced {
    Announced { shard: shard.id(), kind: shard.kind(), heads: shard.heads() }
}
