//! The messages of a session and their frames (`docs/protocol.md`, sections 1 and 4).

use serde::{Deserialize, Serialize};

use fieldmesh_document::{
    AttachmentId, AttachmentWant, DeclineReason, Heads, RecordsDigest, ShardId, ShardKind, ShardState,
};

use crate::outcome::Moved;

/// One message. Byte strings borrow from the frame.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Message<'a> {
    Begin(Begin),
    Buckets(&'a [u8]),
    Differ(&'a [u8]),
    Leaves { lines: Vec<Line>, last: bool },
    Answers { lines: Vec<Answer>, last: bool },
    Plan { items: u64, partial: u64 },
    Hashes { shard: ShardId, hashes: &'a [u8], last: bool },
    Lacks { shard: ShardId, hashes: &'a [u8], last: bool },
    Item(ItemHeader),
    Piece(&'a [u8]),
    Skip { shard: ShardId, reason: DeclineReason },
    Flush,
    End,
    Credit { cost: u64, refused: Vec<(ShardId, DeclineReason)> },
    Committed,
    Wanted { lines: Vec<AttachmentWant>, last: bool },
    Holds(Vec<bool>),
    Media { id: AttachmentId, offset: u64, bytes: &'a [u8] },
    Unavailable(AttachmentId),
    Damaged(AttachmentId),
    MediaEnd,
    Done { proof: [u8; 32], received: Moved },
    Stop(StopReason),
}

/// The state a side speaks of in this session.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Begin {
    pub(crate) nonce: [u8; 16],
    pub(crate) answers: Option<[u8; 16]>,
    pub(crate) records: RecordsDigest,
    pub(crate) gossip: RecordsDigest,
    pub(crate) shards: u64,
    pub(crate) wanted: u64,
}

/// One line of the initiator's inventory.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) shard: ShardId,
    pub(crate) kind: ShardKind,
    pub(crate) state: ShardState,
}

/// The responder's state of a shard that differs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Answer {
    pub(crate) shard: ShardId,
    pub(crate) kind: ShardKind,
    pub(crate) state: AnswerState,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum AnswerState {
    Absent,
    Held { heads: Heads, has_all: bool },
    Declined(DeclineReason),
}

/// What comes in the pieces that follow.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct ItemHeader {
    pub(crate) shard: ShardId,
    pub(crate) kind: ShardKind,
    pub(crate) heads: Heads,
    pub(crate) form: Form,
    pub(crate) packed: bool,
    pub(crate) sent: u64,
    pub(crate) unpacked: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum Form {
    Snapshot,
    Changes,
}

/// Why one side stopped a session.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[non_exhaustive]
pub enum StopReason {
    /// A person cancelled.
    Cancelled,
    /// Its replica failed.
    Storage,
    /// Its medium is full.
    NoSpace,
    /// It received what the protocol forbids.
    Protocol,
    /// The proofs differ, or what was announced did not arrive.
    NotEqual,
}

impl ItemHeader {
    /// What the item costs of the credit.
    pub(crate) fn cost(&self) -> u64 {
        self.sent + 32 * self.heads.as_slice().len() as u64 + 256
    }
}

impl Message<'_> {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Begin(_) => "Begin",
            Self::Buckets(_) => "Buckets",
            Self::Differ(_) => "Differ",
            Self::Leaves { .. } => "Leaves",
            Self::Answers { .. } => "Answers",
            Self::Plan { .. } => "Plan",
            Self::Hashes { .. } => "Hashes",
            Self::Lacks { .. } => "Lacks",
            Self::Item(_) => "Item",
            Self::Piece(_) => "Piece",
            Self::Skip { .. } => "Skip",
            Self::Flush => "Flush",
            Self::End => "End",
            Self::Credit { .. } => "Credit",
            Self::Committed => "Committed",
            Self::Wanted { .. } => "Wanted",
            Self::Holds(_) => "Holds",
            Self::Media { .. } => "Media",
            Self::Unavailable(_) => "Unavailable",
            Self::Damaged(_) => "Damaged",
            Self::MediaEnd => "MediaEnd",
            Self::Done { .. } => "Done",
            Self::Stop(_) => "Stop",
        }
    }
}

/// Bytes that heads take in a message, at most.
pub(crate) fn heads_size(heads: &Heads) -> usize {
    3 + 32 * heads.as_slice().len()
}
