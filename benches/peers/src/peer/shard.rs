//! Fieldmesh's shards in memory: what is received passes the guard, as in every session.

use fieldmesh_document::guard::{self, Announced};
use fieldmesh_document::{NewObservation, Shard, ShardKind, Timestamp};
use fieldmesh_workload::SyntheticDevice;

use super::Document;
use crate::Result;
use crate::records::{Contents, read};

pub(crate) struct GuardedShard(Shard);

impl Document for GuardedShard {
    type Sent = (Announced, Vec<u8>);

    fn record(device: &SyntheticDevice, part: usize, observations: &[NewObservation]) -> Result<Self::Sent> {
        let id = device.shards().nth(part).ok_or("no shard id")?;
        let mut writer = Shard::create(id, ShardKind::OBSERVATIONS).write_as(device.id());
        for observation in observations {
            writer.create(vec![observation.clone()], Timestamp::default())?;
        }
        let shard = writer.into_shard();
        let announced = Announced { shard: id, kind: shard.kind(), heads: shard.heads() };
        Ok((announced, shard.save()))
    }

    fn merge(sent: &[Self::Sent]) -> Result<Self> {
        match sent {
            [(announced, bytes)] => Ok(Self(guard::admit_snapshot(bytes, announced)?)),
            _ => Err("a shard has one creator".into()),
        }
    }

    fn received((_, bytes): &Self::Sent) -> usize {
        bytes.len()
    }

    fn read(&self) -> Result<Contents> {
        Ok(self.0.observations().iter().map(read).collect())
    }

    fn saved(&self) -> Result<usize> {
        Ok(self.0.save().len())
    }
}
