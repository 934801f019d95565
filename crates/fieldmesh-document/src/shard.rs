//! One shard: an Automerge document and what is asked of it.

pub(crate) mod genesis;
pub mod limits;
pub(crate) mod schema;

use automerge::Automerge;

use crate::observation::Version;
use crate::{
    ChangeHash, DeviceId, Edit, Heads, LocalId, NewObservation, Observation, ShardId, ShardKind, Timestamp,
};

/// One shard, in memory, verified.
#[derive(Clone, Debug)]
pub struct Shard {
    id: ShardId,
    kind: ShardKind,
    doc: Automerge,
}

/// A shard that one writer may write to: an actor of its own, drawn when this is made and never reused.
/// After a failed commit, drop it.
#[derive(Debug)]
pub struct ShardWriter {
    shard: Shard,
    author: DeviceId,
}

/// What one write made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// The hash of the change.
    pub hash: ChangeHash,
    /// One Automerge change chunk; `None` of it is durable until the caller stores it.
    pub change: Vec<u8>,
    /// The observations it touched.
    pub touched: Vec<LocalId>,
}

/// Why a write was refused. Nothing was changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// No observation of this id.
    #[error("no observation {0:?} in this shard")]
    NotFound(LocalId),
    /// An observation of this id exists.
    #[error("observation {0:?} exists already")]
    Exists(LocalId),
    /// A number that is not finite.
    #[error("tag {key:?} holds {value}, which is not a finite number")]
    NotFinite {
        /// Which tag.
        key: String,
        /// The value.
        value: f64,
    },
    /// Local writes to a shard stop at a quarter of the guard's limits.
    #[error("this shard is full: {have} of {limit} {what}")]
    Full {
        /// What is counted.
        what: &'static str,
        /// How many there are.
        have: u64,
        /// How many there may be.
        limit: u64,
    },
    /// Nothing to write.
    #[error("the edit touches nothing")]
    Empty,
    /// The system has no random source.
    #[error("no random source")]
    Random(#[source] getrandom::Error),
    /// Automerge refused.
    #[error("automerge refused the write")]
    Automerge(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Shard {
    /// A new shard: its genesis and nothing else.
    pub fn create(id: ShardId, kind: ShardKind) -> Self {
        Self::from_doc(id, kind, genesis::genesis(&id, kind))
    }

    /// Wraps a document whose genesis is that of this id and kind.
    pub(crate) const fn from_doc(id: ShardId, kind: ShardKind, doc: Automerge) -> Self {
        Self { id, kind, doc }
    }

    pub(crate) const fn doc(&self) -> &Automerge {
        &self.doc
    }

    /// Its id.
    pub const fn id(&self) -> ShardId {
        self.id
    }
    /// What it holds.
    pub const fn kind(&self) -> ShardKind {
        self.kind
    }
    /// Its newest changes.
    pub fn heads(&self) -> Heads {
        Heads::of(&self.doc)
    }
    /// One document chunk of the whole, deflated, without orphans.
    pub fn save(&self) -> Vec<u8> {
        todo!()
    }
    /// Whether every hash is in its history.
    pub fn contains_all(&self, _hashes: &[ChangeHash]) -> bool {
        todo!()
    }
    /// The change chunks that a holder of `have` lacks, dependencies first.
    pub fn changes_since(&self, _have: &Heads) -> Vec<Vec<u8>> {
        todo!()
    }
    /// These changes as chunks, dependencies first; unknown hashes are left out.
    pub fn changes(&self, _hashes: &[ChangeHash]) -> Vec<Vec<u8>> {
        todo!()
    }
    /// Every change of its history, dependencies first.
    pub fn change_hashes(&self) -> Vec<ChangeHash> {
        todo!()
    }
    /// Those of `of` that are no ancestor of another, if all are in the history.
    pub fn frontier(&self, _of: &Heads) -> Option<Heads> {
        todo!()
    }
    /// How many observations it holds, deleted ones too.
    pub fn len(&self) -> usize {
        todo!()
    }
    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Every observation, by id, read in one pass.
    pub fn observations(&self) -> Vec<Observation> {
        todo!()
    }
    /// One observation.
    pub fn observation(&self, _id: &LocalId) -> Option<Observation> {
        todo!()
    }
    /// The observations whose state differs from what it was at `since`, which must be in the history.
    pub fn touched_since(&self, _since: &Heads) -> Vec<LocalId> {
        todo!()
    }
    /// One observation as it was after `change`.
    pub fn observation_at(&self, _id: &LocalId, _change: &ChangeHash) -> Option<Observation> {
        todo!()
    }
    /// Every version of an observation, oldest first.
    pub fn history(&self, _id: &LocalId) -> Vec<Version> {
        todo!()
    }
    /// Begins to write as a device, under an actor of its own.
    pub fn write_as(self, _author: DeviceId) -> ShardWriter {
        todo!()
    }
}

impl ShardWriter {
    /// The shard as written so far.
    pub const fn shard(&self) -> &Shard {
        &self.shard
    }
    /// Ends writing.
    pub fn into_shard(self) -> Shard {
        self.shard
    }
    /// Creates observations in one change.
    ///
    /// # Errors
    /// [`WriteError::Exists`], [`WriteError::NotFinite`], [`WriteError::Full`], [`WriteError::Random`].
    pub fn create(&mut self, _observations: Vec<NewObservation>, _now: Timestamp) -> Result<Written, WriteError> {
        todo!()
    }
    /// Writes the touched fields of one observation in one change.
    ///
    /// # Errors
    /// [`WriteError::NotFound`], [`WriteError::NotFinite`], [`WriteError::Full`], [`WriteError::Empty`].
    pub fn edit(&mut self, _id: &LocalId, _edit: &Edit, _now: Timestamp) -> Result<Written, WriteError> {
        todo!()
    }
    /// Marks an observation as deleted.
    ///
    /// # Errors
    /// [`WriteError::NotFound`].
    pub fn delete(&mut self, _id: &LocalId, _now: Timestamp) -> Result<Written, WriteError> {
        todo!()
    }
    /// Takes the mark of deletion away, and settles a conflict of deletion and edit for the edit.
    ///
    /// # Errors
    /// [`WriteError::NotFound`], [`WriteError::Empty`] when it is not deleted.
    pub fn restore(&mut self, _id: &LocalId, _now: Timestamp) -> Result<Written, WriteError> {
        todo!()
    }
}
