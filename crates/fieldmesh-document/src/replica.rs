//! What a replica is: anything that holds shards and attachments. A device's store is one, a sync file is
//! another; a session runs between any two.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    AttachmentClass, AttachmentId, ChangeGraph, Claims, Heads, Inventory, MediaDigest, Refusal, Shard, ShardId,
    ShardKind,
};

/// A shard as one Automerge document chunk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Snapshot {
    /// What it holds.
    pub kind: ShardKind,
    /// Its newest changes.
    pub heads: Heads,
    /// One Automerge document chunk.
    pub bytes: Vec<u8>,
}

/// Foreign bytes of one shard.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Content {
    /// One Automerge document chunk: the whole shard.
    Snapshot(Vec<u8>),
    /// Automerge change chunks, in an order in which each one's dependencies come first or are held.
    Changes(Vec<Vec<u8>>),
}

/// Foreign bytes of one shard, and what they were announced to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Incoming {
    /// Which shard.
    pub shard: ShardId,
    /// What it holds.
    pub kind: ShardKind,
    /// The heads the other side announced; all of them must be in the shard after the merge.
    pub heads: Heads,
    /// The bytes.
    pub content: Content,
}

/// What a merge did to the observations of one or more shards.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct MergeCounts {
    /// Observations not held before.
    pub new: u64,
    /// Observations held before that changed.
    pub changed: u64,
    /// Observations that were live before and are deleted now.
    pub deleted: u64,
    /// Observations in conflict now that were not before.
    pub conflicts: u64,
}

impl std::ops::AddAssign for MergeCounts {
    fn add_assign(&mut self, other: Self) {
        self.new = self.new.saturating_add(other.new);
        self.changed = self.changed.saturating_add(other.changed);
        self.deleted = self.deleted.saturating_add(other.deleted);
        self.conflicts = self.conflicts.saturating_add(other.conflicts);
    }
}

/// The fate of one [`Incoming`].
#[derive(Debug)]
pub struct Merged {
    /// Which shard.
    pub shard: ShardId,
    /// What it did, or why the guard refused it. A refusal changes nothing and does not stop the others.
    pub result: Result<MergeCounts, Refusal>,
}

/// Which attachments a replica wants. The greater of two is what both want.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub enum MediaPolicy {
    /// Originals, previews and thumbnails.
    #[default]
    Everything,
    /// Previews and thumbnails, and originals that are their own preview ([`contents`](crate::AttachmentRecord::contents)).
    Previews,
    /// None.
    Nothing,
}

impl MediaPolicy {
    /// Whether this policy wants a class.
    pub const fn wants(self, class: AttachmentClass) -> bool {
        match self {
            Self::Everything => true,
            Self::Previews => !matches!(class, AttachmentClass::Original),
            Self::Nothing => false,
        }
    }
}

/// Content that a replica's live observations refer to and it does not hold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct AttachmentWant {
    /// Which content.
    pub id: AttachmentId,
    /// Which rendition it is.
    pub class: AttachmentClass,
    /// Its bytes, as the record says.
    pub size: u64,
    /// How many of them, from the start, are held already; pieces continue there. In a call of
    /// [`Replica::write_piece`]: where the source of the piece began.
    pub held: u64,
}

/// What became of one piece of an attachment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PieceOutcome {
    /// More is needed.
    Partial,
    /// Whole, verified by its hash, and durable.
    Complete,
    /// Whole before this piece came, which was not needed.
    Known,
    /// The whole does not have its hash, and all of it came from the source of this piece. It was dropped.
    Mismatch,
    /// It cannot go on here, and this source is not to blame as far as can be told: what came before is gone, several
    /// sources brought it and the whole does not have its hash and was dropped, or another process is receiving it. A
    /// later session asks for it again.
    Later,
}

/// Why a replica could not do what it was asked. The replica is as it was before the call.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReplicaError {
    /// The shard or attachment is not held.
    #[error("{what} is not held")]
    NotHeld {
        /// What was asked for.
        what: String,
    },
    /// Bytes of this replica do not verify.
    #[error("{what} is damaged")]
    Damaged {
        /// Which part.
        what: String,
        /// What found it.
        #[source]
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
    /// The medium has no room.
    #[error("no space left: {need} bytes needed, {have} free")]
    Full {
        /// Bytes needed.
        need: u64,
        /// Bytes free.
        have: u64,
    },
    /// The medium cannot be written.
    #[error("the medium is read-only")]
    ReadOnly,
    /// Another program holds it.
    #[error("in use by another program")]
    Busy,
    /// The disk or the database failed.
    #[error("{doing} failed")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// The cause.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// Anything that holds shards and attachments.
///
/// Calls block and may be made from several threads. What a call reports as done is durable when it returns,
/// except where a replica says otherwise and [`Self::commit`] makes it so.
pub trait Replica: Send + Sync {
    /// Every shard with its state at one instant.
    ///
    /// # Errors
    /// [`ReplicaError::Io`], [`ReplicaError::Damaged`].
    fn inventory(&self) -> Result<Inventory, ReplicaError>;

    /// One shard as a document chunk, no older than the inventory.
    ///
    /// # Errors
    /// [`ReplicaError::NotHeld`], [`ReplicaError::Damaged`], [`ReplicaError::Io`].
    fn snapshot(&self, shard: &ShardId) -> Result<Snapshot, ReplicaError>;

    /// One shard, loaded through the guard, to ask about its history.
    ///
    /// # Errors
    /// [`ReplicaError::NotHeld`], [`ReplicaError::Damaged`], [`ReplicaError::Io`].
    fn load(&self, shard: &ShardId) -> Result<Shard, ReplicaError>;

    /// Takes foreign shards through the guard and merges them. Refused ones change nothing.
    ///
    /// # Errors
    /// [`ReplicaError::Full`], [`ReplicaError::ReadOnly`], [`ReplicaError::Busy`], [`ReplicaError::Io`].
    fn merge(&self, incoming: Vec<Incoming>) -> Result<Vec<Merged>, ReplicaError>;

    /// Makes everything merged and every attachment received since the last call durable.
    ///
    /// # Errors
    /// As [`Self::merge`].
    fn commit(&self) -> Result<(), ReplicaError>;

    /// What live observations refer to, this replica lacks and its policy wants, by id. Pieces written by earlier calls
    /// count as held, durable or not: they come again only after a crash.
    ///
    /// # Errors
    /// [`ReplicaError::Io`].
    fn wanted(&self) -> Result<Vec<AttachmentWant>, ReplicaError>;

    /// How many contents [`Self::wanted`] lists.
    ///
    /// # Errors
    /// As [`Self::wanted`].
    fn wanted_count(&self) -> Result<u64, ReplicaError> {
        Ok(self.wanted()?.len() as u64)
    }

    /// Who fetches which content at the moment; `None` where one session runs at a time.
    fn claims(&self) -> Option<&Claims> {
        None
    }

    /// The sizes of those contents that are held and verified; `None` for the others.
    ///
    /// # Errors
    /// [`ReplicaError::Io`].
    fn held(&self, ids: &[AttachmentId]) -> Result<Vec<Option<u64>>, ReplicaError>;

    /// The digest of the attachments of one class that are held and verified; one of several classes counts in the lowest.
    ///
    /// # Errors
    /// [`ReplicaError::Io`].
    fn media_digest(&self, class: AttachmentClass) -> Result<MediaDigest, ReplicaError>;

    /// Up to `max` bytes of a held content, from `offset`.
    ///
    /// # Errors
    /// [`ReplicaError::NotHeld`], [`ReplicaError::Damaged`], [`ReplicaError::Io`].
    fn read_piece(&self, id: &AttachmentId, offset: u64, max: usize) -> Result<Vec<u8>, ReplicaError>;

    /// Takes the next piece of a wanted content. Pieces of one content from one source come in order, from `want.held`;
    /// several sources may bring it at a time.
    ///
    /// # Errors
    /// As [`Self::merge`].
    fn write_piece(&self, want: &AttachmentWant, offset: u64, bytes: &[u8]) -> Result<PieceOutcome, ReplicaError>;

    /// Looks at a content again that somebody says is damaged. If its bytes are gone or no longer have its hash, it is
    /// not held any more, and wanted.
    ///
    /// # Errors
    /// [`ReplicaError::Io`].
    fn quarantine(&self, id: &AttachmentId) -> Result<(), ReplicaError>;

    /// The changes of a shard that a holder of `have` lacks; exact when every hash of `have` is known here.
    ///
    /// # Errors
    /// As [`Self::load`].
    fn changes_since(&self, shard: &ShardId, have: &Heads) -> Result<Vec<Vec<u8>>, ReplicaError> {
        Ok(self.load(shard)?.changes_since(have))
    }

    /// The changes of a shard and what each depends on.
    ///
    /// # Errors
    /// As [`Self::load`].
    fn change_graph(&self, shard: &ShardId) -> Result<Arc<ChangeGraph>, ReplicaError> {
        Ok(Arc::new(self.load(shard)?.change_graph()))
    }
}
