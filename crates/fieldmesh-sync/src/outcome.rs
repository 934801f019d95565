//! How a session went.

use serde::{Deserialize, Serialize};

use fieldmesh_document::{DeclineReason, Inventory, MergeCounts, RecordsDigest, ShardId};

/// What moved in one direction.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Moved {
    /// What it did to the observations of the receiver, gossip not counted.
    pub counts: MergeCounts,
    /// Shards that came, whole or in part.
    pub shards: u64,
    /// Attachments that became whole.
    pub attachments: u64,
    /// Bytes of shards, as sent.
    pub record_bytes: u64,
    /// Bytes of attachments.
    pub attachment_bytes: u64,
}

impl Moved {
    /// Bytes of shards and attachments together.
    pub const fn bytes(&self) -> u64 {
        self.record_bytes.saturating_add(self.attachment_bytes)
    }
}

/// What a session ended with, after both sides recorded everything and proved it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// What the other side took, according to it.
    pub sent: Moved,
    /// What this side took.
    pub received: Moved,
    /// Whether the observations of both sides were proven equal without exception.
    pub records_equal: bool,
    /// The digest that was proven equal: of the data both sides had at the beginning, merged, without the
    /// shards in [`Self::declined`].
    pub records_digest: RecordsDigest,
    /// What both hold by this proof.
    pub proven: Inventory,
    /// How the attachments stand.
    pub photos: PhotosOutcome,
    /// Shards that one side does not take, by id.
    pub declined: Vec<(ShardId, DeclineReason)>,
}

/// How the attachments of two replicas stand after a session.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PhotosOutcome {
    /// Whether neither side lacks anything that it wants and the other holds.
    pub complete: bool,
    /// Attachments that one side wants and neither holds.
    pub on_neither: u64,
    /// Attachments that this side wants, the other holds, and did not arrive whole.
    pub missing_here: u64,
    /// The same of the other side.
    pub missing_there: u64,
    /// Attachments that this side wants, the other holds, and another session was fetching at the same time.
    pub coming_here: u64,
    /// The same of the other side.
    pub coming_there: u64,
}

impl Outcome {
    /// Whether records are equal and no attachment remains that one side wants and the other holds.
    pub const fn is_complete(&self) -> bool {
        self.records_equal && self.photos.complete
    }
}

/// A part of a session.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stage {
    /// Observations and gossip; counted in shards.
    Records,
    /// Attachments; counted in bytes.
    Attachments,
}

/// Which way something moves.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Direction {
    /// To the other side.
    Sending,
    /// To this side.
    Receiving,
}

/// How far a stage of a session is, of what this session moves. `total` is fixed when the stage starts;
/// `done` never goes backwards and ends at `total`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Which stage.
    pub stage: Stage,
    /// Which way.
    pub direction: Direction,
    /// Shards or bytes so far.
    pub done: u64,
    /// Shards or bytes in all.
    pub total: u64,
    /// The same in whole attachments, for the stage that moves them.
    pub attachments: Option<AttachmentCount>,
}

/// How many whole attachments a session has moved, of those that it moves. A photo counts once, whatever renditions of
/// it move: counted are contents of the largest class that is wanted, originals or else previews. `total` is fixed when
/// the stage starts; `done` never goes backwards and ends at `total`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct AttachmentCount {
    /// Attachments so far.
    pub done: u64,
    /// Attachments in all.
    pub total: u64,
    /// Whether all of them are photos, by the smaller renditions that come with them; recordings and documents have none.
    pub photos: bool,
}
