//! What a replica holds, shard by shard.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::digest::{BUCKETS, BucketDigest, Leaf, RecordsDigest, bucket_of};
use crate::{Heads, ShardId, ShardKind};

/// Why a replica does not hold a shard that it knows of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "u32")]
#[non_exhaustive]
pub enum DeclineReason {
    /// The guard refused its bytes.
    Refused,
    /// Its own copy is damaged.
    Damaged,
}

impl From<u32> for DeclineReason {
    /// The reason of a number as it travels. One that only a newer version knows counts as a refusal.
    fn from(number: u32) -> Self {
        match number {
            1 => Self::Damaged,
            _ => Self::Refused,
        }
    }
}

/// Whether a replica holds a shard.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ShardState {
    /// It does, up to these heads.
    Held(Heads),
    /// It does not, and why.
    Declined(DeclineReason),
}

/// One line of an inventory.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ShardEntry {
    /// What the shard holds.
    pub kind: ShardKind,
    /// Whether the replica holds it.
    pub state: ShardState,
}

impl ShardEntry {
    /// The heads, if held.
    pub fn heads(&self) -> Option<&Heads> {
        match &self.state {
            ShardState::Held(heads) => Some(heads),
            ShardState::Declined(_) => None,
        }
    }

    /// The digest of this shard's state, if held.
    pub fn leaf(&self, id: &ShardId) -> Option<Leaf> {
        self.heads().map(|heads| Leaf::of(self.kind, id, heads))
    }
}

/// What a replica holds: every shard it knows, with its state at one instant.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Inventory {
    shards: BTreeMap<ShardId, ShardEntry>,
}

impl Inventory {
    /// Adds or replaces a line.
    pub fn insert(&mut self, id: ShardId, entry: ShardEntry) {
        self.shards.insert(id, entry);
    }

    /// Removes a line.
    pub fn remove(&mut self, id: &ShardId) -> Option<ShardEntry> {
        self.shards.remove(id)
    }

    /// The line of one shard.
    pub fn get(&self, id: &ShardId) -> Option<&ShardEntry> {
        self.shards.get(id)
    }

    /// All lines, by shard id.
    pub fn iter(&self) -> impl Iterator<Item = (&ShardId, &ShardEntry)> {
        self.shards.iter()
    }

    /// The lines of one bucket, by shard id.
    pub fn bucket(&self, bucket: u8) -> impl Iterator<Item = (&ShardId, &ShardEntry)> {
        let (mut low, mut high) = ([0; 16], [0xFF; 16]);
        low[0] = bucket;
        high[0] = bucket;
        self.shards.range(ShardId::from_bytes(low)..=ShardId::from_bytes(high))
    }

    /// How many shards it lists.
    pub fn len(&self) -> usize {
        self.shards.len()
    }

    /// Whether it lists none.
    pub fn is_empty(&self) -> bool {
        self.shards.is_empty()
    }

    /// The digest of the data: equal digests mean equal observations.
    pub fn records_digest(&self) -> RecordsDigest {
        RecordsDigest::of_buckets(&self.buckets(ShardKind::is_data))
    }

    /// The digest of the gossip, which is exchanged but never part of equality.
    pub fn gossip_digest(&self) -> RecordsDigest {
        RecordsDigest::of_buckets(&self.buckets(|kind| !kind.is_data()))
    }

    /// The digests of the 256 buckets over the shards whose kind passes.
    pub fn buckets(&self, passes: impl Fn(ShardKind) -> bool) -> Vec<BucketDigest> {
        let mut leaves: Vec<Vec<Leaf>> = vec![Vec::new(); BUCKETS];
        for (id, entry) in &self.shards {
            if let (true, Some(leaf)) = (passes(entry.kind), entry.leaf(id))
                && let Some(bucket) = leaves.get_mut(usize::from(bucket_of(id)))
            {
                bucket.push(leaf);
            }
        }
        leaves.iter().map(|leaves| BucketDigest::of(leaves)).collect()
    }
}

impl FromIterator<(ShardId, ShardEntry)> for Inventory {
    fn from_iter<I: IntoIterator<Item = (ShardId, ShardEntry)>>(lines: I) -> Self {
        Self { shards: lines.into_iter().collect() }
    }
}
