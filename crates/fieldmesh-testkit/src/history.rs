//! Arbitrary histories: what people do on several devices, as proptest values.

use fieldmesh_document::{
    DeviceId, Edit, LocalId, NewObservation, ShardId, ShardKind, ShardWriter, Timestamp, WriteError, Written,
};
use proptest::prelude::*;

use crate::MemoryReplica;

/// One thing that happens. Numbers select among what there is, modulo its count.
#[derive(Clone, Debug)]
pub enum Action {
    /// A device records an observation in its own shard.
    Create {
        /// Which device.
        device: usize,
    },
    /// A device edits an observation that it knows.
    Edit {
        /// Which device.
        device: usize,
        /// Which observation.
        which: usize,
        /// Which of three tags.
        tag: u8,
        /// The new answer.
        value: i64,
    },
    /// A device deletes an observation that it knows.
    Delete {
        /// Which device.
        device: usize,
        /// Which observation.
        which: usize,
    },
    /// Two devices synchronize.
    Sync {
        /// One.
        a: usize,
        /// The other; nothing happens when it is the same.
        b: usize,
    },
}

/// Histories of up to `len` actions on so many devices.
pub fn histories(devices: usize, len: usize) -> impl Strategy<Value = Vec<Action>> {
    let device = move || 0..devices;
    let action = prop_oneof![
        4 => device().prop_map(|device| Action::Create { device }),
        4 => (device(), any::<usize>(), 0..3u8, any::<i64>())
            .prop_map(|(device, which, tag, value)| Action::Edit { device, which, tag, value }),
        1 => (device(), any::<usize>()).prop_map(|(device, which)| Action::Delete { device, which }),
        2 => (device(), device()).prop_map(|(a, b)| Action::Sync { a, b }),
    ];
    prop::collection::vec(action, 1..=len)
}

/// Does everything of a history on replicas, one for each device; two that synchronize are handed to `sync`.
///
/// # Errors
/// As the writers', which is a fault of this kit.
pub fn apply(
    history: &[Action],
    devices: &[MemoryReplica],
    mut sync: impl FnMut(&MemoryReplica, &MemoryReplica),
) -> Result<(), WriteError> {
    for (moment, action) in history.iter().enumerate() {
        let now = Timestamp(1_700_000_000_000 + 1_000 * moment as i64);
        match action {
            Action::Create { device } => {
                // Unique over the history, and the same each time it is replayed.
                let local = Some(LocalId::from_bytes((moment as u64 + 1).to_le_bytes()));
                let observation = NewObservation { local, ..NewObservation::default() };
                let shard = ShardId::from_bytes([*device as u8 + 1; 16]);
                write(devices, *device, shard, |writer| writer.create(vec![observation], now))?;
            }
            Action::Edit { device, which, tag, value } => {
                let tag = (format!("tag{tag}"), Some((*value).into()));
                let edit = Edit { tags: [tag].into(), ..Edit::default() };
                if let Some((shard, local)) = pick(devices, *device, *which) {
                    write(devices, *device, shard, |writer| writer.edit(&local, &edit, now))?;
                }
            }
            Action::Delete { device, which } => {
                if let Some((shard, local)) = pick(devices, *device, *which) {
                    write(devices, *device, shard, |writer| writer.delete(&local, now))?;
                }
            }
            Action::Sync { a, b } => {
                if let (Some(a), Some(b), true) = (devices.get(*a), devices.get(*b), a != b) {
                    sync(a, b);
                }
            }
        }
    }
    Ok(())
}

fn write(
    devices: &[MemoryReplica],
    device: usize,
    shard: ShardId,
    write: impl FnOnce(&mut ShardWriter) -> Result<Written, WriteError>,
) -> Result<(), WriteError> {
    let author = DeviceId::from_bytes([device as u8 + 1; 32]);
    match devices.get(device) {
        Some(replica) => replica.write(shard, ShardKind::OBSERVATIONS, author, write).map(|_| ()),
        None => Ok(()),
    }
}

fn pick(devices: &[MemoryReplica], device: usize, which: usize) -> Option<(ShardId, LocalId)> {
    let known = devices.get(device)?.observations();
    let live: Vec<_> = known.iter().filter(|observation| !observation.is_deleted()).collect();
    let chosen = live.get(which.checked_rem(live.len())?)?;
    Some((chosen.id.shard, chosen.id.local))
}
