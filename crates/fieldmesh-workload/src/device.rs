//! A workload and its devices.

use fieldmesh_document::{DeviceId, ShardId};

use crate::draw::bytes;
use crate::{Observations, Profile};

const NAMES: [&str; 12] =
    ["Ana", "Marco", "Carla", "Efrén", "Rosa", "Nantu", "Wilma", "Tomás", "Inés", "Bolívar", "Sisa", "Germán"];

/// A profile and a seed: they decide every byte of what follows.
#[derive(Clone, PartialEq, Debug)]
pub struct Workload {
    profile: Profile,
    seed: u64,
}

/// A device that exists only in a workload.
#[derive(Clone, PartialEq, Debug)]
pub struct SyntheticDevice {
    workload: Workload,
    number: u64,
}

impl Workload {
    /// The workload of this profile and seed.
    pub const fn new(profile: Profile, seed: u64) -> Self {
        Self { profile, seed }
    }

    /// The first `count` devices. A device is the same however many there are.
    pub fn devices(&self, count: usize) -> Vec<SyntheticDevice> {
        (0..).take(count).map(|number| SyntheticDevice { workload: self.clone(), number }).collect()
    }
}

impl SyntheticDevice {
    /// What its owner calls it: `Ana's laptop`.
    pub fn name(&self) -> String {
        let mut names = NAMES.iter().cycle().skip(usize::try_from(self.number % 12).unwrap_or(0));
        let name = names.next().copied().unwrap_or_default();
        match self.number / 12 {
            0 => format!("{name}'s laptop"),
            round => format!("{name}'s laptop {}", round + 1),
        }
    }

    /// Its id, of keys that nobody holds.
    pub fn id(&self) -> DeviceId {
        DeviceId::from_bytes(self.bytes("device", self.number))
    }

    /// The ids of its shards: without end, in the order in which it would open them.
    pub fn shards(&self) -> impl Iterator<Item = ShardId> {
        (0_u64..).map(|shard| {
            let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, ..] =
                self.bytes(&format!("shard {shard}"), self.number);
            ShardId::from_bytes([a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p])
        })
    }

    /// What it records: without end, in order of time.
    pub fn observations(&self) -> Observations {
        Observations::new(self.workload.profile.clone(), self.workload.seed, self.number)
    }

    fn bytes(&self, purpose: &str, number: u64) -> [u8; 32] {
        bytes(self.workload.seed, self.workload.profile.name, purpose, number)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn devices_and_shards_are_told_apart_and_return_with_the_seed() {
        let workload = Workload::new(Profile::patrol(), 1);
        let devices = workload.devices(30);
        assert_eq!(devices.iter().map(SyntheticDevice::id).collect::<HashSet<_>>().len(), 30);
        assert_eq!(devices.iter().map(SyntheticDevice::name).collect::<HashSet<_>>().len(), 30);
        let shards: HashSet<_> = devices.iter().flat_map(|device| device.shards().take(4)).collect();
        assert_eq!(shards.len(), 120);
        assert_eq!(workload.devices(2)[1].id(), devices[1].id());
        let elsewhere = [Workload::new(Profile::patrol(), 2), Workload::new(Profile::village(), 1)];
        assert!(elsewhere.iter().all(|other| other.devices(1)[0].id() != devices[0].id()));
    }
}
