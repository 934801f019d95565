//! Commits: what makes everything before them part of the file (`docs/syncfile-format.md`, section 6).

use fieldmesh_document::{
    AttachmentClass, AttachmentId, Heads, MediaDigest, MergeCounts, RecordsDigest, ShardId, ShardKind, Timestamp,
};
use serde::{Deserialize, Serialize};

use crate::{ManifestConfiguration, Visitor};

/// A full index is written with every commit whose number is a multiple of this, where it fits a segment. Readers
/// do not count on it.
pub(crate) const FULL_EVERY: u64 = 16;

/// A commit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Commit {
    pub(crate) sequence: u64,
    /// Offset of the commit before.
    pub(crate) previous: u64,
    pub(crate) segments: Vec<Listed>,
    pub(crate) rows: Rows,
    pub(crate) records: RecordsDigest,
    pub(crate) media: [MediaDigest; 3],
    pub(crate) visit: Option<CommitVisit>,
    pub(crate) counts: MergeCounts,
    /// From here on in place of the one before, the manifest's or an earlier commit's.
    pub(crate) configuration: Option<ManifestConfiguration>,
    /// What a reader of this commit must understand, a bit each; none is given yet. Bytes may follow it.
    pub(crate) requires: u32,
}

/// What this program understands of [`Commit::requires`].
pub(crate) const UNDERSTOOD: u32 = 0;

/// The index, or what changed of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Rows {
    pub(crate) full: bool,
    pub(crate) shards: Vec<ShardRow>,
    pub(crate) attachments: Vec<AttachmentRow>,
    pub(crate) dropped: Vec<AttachmentId>,
}

/// A segment as a commit lists it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Listed {
    pub(crate) offset: u64,
    pub(crate) total: u64,
    pub(crate) kind: u8,
    /// Names the segment: copies of a file that were appended apart can agree in all else.
    pub(crate) salt: [u8; 32],
}

/// Who wrote a commit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct CommitVisit {
    pub(crate) visitor: Visitor,
    pub(crate) at: Timestamp,
    pub(crate) complete: bool,
}

/// Bytes of a segment's content.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Extent {
    /// Offset of the segment in the file.
    pub(crate) segment: u64,
    /// Offset in the content.
    pub(crate) at: u32,
    pub(crate) length: u32,
}

/// A record of changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct ChangesExtent {
    pub(crate) extent: Extent,
    /// Inflated bytes of a zstd frame.
    pub(crate) inflated: Option<u32>,
}

/// What a live observation refers to and the file did not hold.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub(crate) struct Absent {
    pub(crate) id: AttachmentId,
    pub(crate) class: AttachmentClass,
    pub(crate) size: u64,
}

/// One shard of the index.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct ShardRow {
    pub(crate) shard: ShardId,
    pub(crate) kind: ShardKind,
    pub(crate) heads: Heads,
    pub(crate) observations: u32,
    pub(crate) snapshot: Extent,
    pub(crate) changes: Vec<ChangesExtent>,
    pub(crate) absent: Vec<Absent>,
}

/// One attachment of the index.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct AttachmentRow {
    pub(crate) id: AttachmentId,
    pub(crate) class: AttachmentClass,
    pub(crate) size: u64,
    /// Whole, and its hash was right.
    pub(crate) complete: bool,
    /// Its bytes from the start, in order.
    pub(crate) extents: Vec<Extent>,
}

impl ShardRow {
    /// Where its bytes are.
    pub(crate) fn extents(&self) -> impl Iterator<Item = &Extent> {
        std::iter::once(&self.snapshot).chain(self.changes.iter().map(|changes| &changes.extent))
    }

    /// Bytes of its changes, inflated.
    pub(crate) fn change_bytes(&self) -> u64 {
        let changes = self.changes.iter();
        changes.map(|changes| u64::from(changes.inflated.unwrap_or(changes.extent.length))).sum()
    }
}

impl AttachmentRow {
    /// How many bytes, from the start, are held.
    pub(crate) fn held(&self) -> u64 {
        self.extents.iter().map(|extent| u64::from(extent.length)).sum()
    }
}
