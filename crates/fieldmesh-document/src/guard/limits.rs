//! What the guard lets in at most, beside [`crate::shard::limits`], in the unit it counts in. Absolute
//! figures, no ratios: honest data can deflate a thousandfold.

use crate::shard::limits;

/// Bytes of one chunk as it arrives.
pub(super) const MAX_SAVED: u64 = limits::MAX_SAVED_BYTES as u64;
/// Bytes of all columns after inflating, in all chunks of one call.
pub(super) const MAX_INFLATED: u64 = limits::MAX_INFLATED_BYTES as u64;
/// Operations, counted over run lengths, in all chunks of one call.
pub(super) const MAX_OPS: u64 = limits::MAX_OPS as u64;
/// Observations of one shard, deleted ones too.
pub(super) const MAX_OBSERVATIONS: u64 = limits::MAX_OBSERVATIONS as u64;
/// Changes of one shard.
pub(super) const MAX_CHANGES: u64 = limits::MAX_CHANGES as u64;
/// Actors of one shard.
pub(super) const MAX_ACTORS: u64 = limits::MAX_ACTORS as u64;
/// Changes times actors of one shard.
pub(super) const MAX_CHANGES_BY_ACTORS: u64 = limits::MAX_CHANGES_BY_ACTORS as u64;
/// References of all operations (successors or predecessors) and of all changes (dependencies): as many as operations,
/// of which honest ones have less than one each.
pub(super) const MAX_REFERENCES: u64 = limits::MAX_OPS as u64;
/// Objects inside one another, the root not counted; a tag's list is at 4. Automerge reports a difference
/// with the whole path of every value, so that depth would multiply.
pub(super) const MAX_DEPTH: u64 = 16;
/// Bytes of an actor's id; Automerge draws 16.
pub(super) const MAX_ACTOR_BYTES: u64 = 64;
/// Columns of one table; Automerge knows 16.
pub(super) const MAX_COLUMNS: u64 = 32;
