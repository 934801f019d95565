//! Digests of a state: a leaf for each shard, 256 buckets, a root. Two replicas with equal roots hold equal
//! data. The bytes are specified in `docs/protocol.md`.

use std::fmt;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use crate::{AttachmentClass, AttachmentId, Heads, ShardId, ShardKind};

/// How many buckets the leaves are divided into, by the first byte of the shard id.
pub const BUCKETS: usize = 256;

/// The bucket of a shard.
pub const fn bucket_of(id: &ShardId) -> u8 {
    id.as_bytes()[0]
}

/// The digest of one shard: its kind, its id and its heads.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Leaf(pub [u8; 32]);

impl Leaf {
    /// The leaf of a shard with these heads.
    pub fn of(kind: ShardKind, id: &ShardId, heads: &Heads) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("fieldmesh 1 shard leaf");
        hasher.update(&[kind.number()]);
        hasher.update(id.as_bytes());
        for head in heads.as_slice() {
            hasher.update(&head.0);
        }
        Self(*hasher.finalize().as_bytes())
    }
}

/// The digest of one bucket; all zero for an empty one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct BucketDigest(pub [u8; 32]);

impl BucketDigest {
    /// The digest of leaves given in the order of their shard ids.
    pub fn of(leaves: &[Leaf]) -> Self {
        if leaves.is_empty() {
            return Self::default();
        }
        let mut hasher = blake3::Hasher::new_derive_key("fieldmesh 1 bucket");
        for leaf in leaves {
            hasher.update(&leaf.0);
        }
        Self(*hasher.finalize().as_bytes())
    }
}

macro_rules! root_digest {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub [u8; 32]);

        /// 64 hexadecimal digits.
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&HEXLOWER.encode(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }
    };
}

root_digest! {
    /// The digest of all observations (or all gossip) a replica holds.
    RecordsDigest
}

root_digest! {
    /// The digest of all attachments of one class that a replica verified and holds.
    MediaDigest
}

impl RecordsDigest {
    /// The root over the digests of the 256 buckets.
    pub fn of_buckets(buckets: &[BucketDigest]) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("fieldmesh 1 records root");
        for bucket in buckets {
            hasher.update(&bucket.0);
        }
        Self(*hasher.finalize().as_bytes())
    }
}

impl MediaDigest {
    /// The digest of attachments of one class, given in the order of their ids.
    pub fn of<'a>(class: AttachmentClass, present: impl IntoIterator<Item = &'a AttachmentId>) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("fieldmesh 1 media");
        hasher.update(&[class.number()]);
        for id in present {
            hasher.update(id.as_bytes());
        }
        Self(*hasher.finalize().as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ChangeHash, Inventory, ShardEntry, ShardState};

    fn entry(kind: ShardKind, head: u8) -> ShardEntry {
        ShardEntry { kind, state: ShardState::Held(Heads::new([ChangeHash([head; 32])])) }
    }

    #[test]
    fn gossip_never_changes_the_records_digest() {
        let mut inventory = Inventory::default();
        inventory.insert(ShardId::from_bytes([1; 16]), entry(ShardKind::OBSERVATIONS, 1));
        let before = inventory.records_digest();
        inventory.insert(ShardId::from_bytes([2; 16]), entry(ShardKind::DEVICE_CARD, 2));
        assert_eq!(inventory.records_digest(), before);
        inventory.insert(ShardId::from_bytes([1; 16]), entry(ShardKind::OBSERVATIONS, 3));
        assert_ne!(inventory.records_digest(), before);
    }

    #[test]
    fn a_kind_is_part_of_its_leaf() {
        let id = ShardId::from_bytes([1; 16]);
        assert_ne!(entry(ShardKind::new(0), 1).leaf(&id), entry(ShardKind::new(1), 1).leaf(&id));
    }
}
