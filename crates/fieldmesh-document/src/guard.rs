//! The guard: the only door for foreign bytes, and for one's own that a disk may have spoilt.

use crate::{Heads, Shard, ShardId, ShardKind};

/// Why bytes were refused. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// Not an Automerge chunk of the kind asked for.
    #[error("not a shard: {0}")]
    Malformed(String),
}

/// What a shard was announced to be.
#[derive(Clone, Debug)]
pub struct Announced {
    /// Its id.
    pub shard: ShardId,
    /// What it holds.
    pub kind: ShardKind,
    /// Heads that must be in it.
    pub heads: Heads,
}

/// Admits one document chunk. Its heads must be exactly those announced.
///
/// # Errors
/// Every [`Refusal`].
pub fn admit_snapshot(_bytes: &[u8], _announced: &Announced) -> Result<Shard, Refusal> {
    todo!()
}

/// Admits change chunks on top of a shard, which is not changed. Every announced head must be in the result.
///
/// # Errors
/// Every [`Refusal`].
pub fn admit_changes(_base: &Shard, _changes: &[Vec<u8>], _announced: &Announced) -> Result<Shard, Refusal> {
    todo!()
}
