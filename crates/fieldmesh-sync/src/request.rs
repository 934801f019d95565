//! What a session asks of its replica, as values.

use fieldmesh_document::{
    AttachmentId, AttachmentWant, ChangeHash, Claim, Heads, Incoming, Inventory, Merged, PieceOutcome,
    ReplicaError, ShardId, Snapshot,
};

/// A session has at most one request open in each lane, so a driver with two threads serves it at full speed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Lane {
    /// Reading.
    Read,
    /// Writing.
    Write,
}

/// What a session asks of its replica. [`serve`](crate::serve) does it.
#[derive(Debug)]
pub struct Request {
    pub(crate) lane: Lane,
    pub(crate) ask: Ask,
}

/// What became of a request.
#[derive(Debug)]
pub struct Reply {
    pub(crate) lane: Lane,
    pub(crate) result: Result<Told, ReplicaError>,
}

impl Request {
    /// Which lane it occupies until it is answered.
    pub const fn lane(&self) -> Lane {
        self.lane
    }
}

impl Reply {
    /// The reply to a request that nobody could do: for a driver whose worker was lost.
    pub const fn failed(lane: Lane, error: ReplicaError) -> Self {
        Self { lane, result: Err(error) }
    }
}

#[derive(Debug)]
pub(crate) enum Ask {
    Inventory,
    WantedCount,
    Wanted,
    /// Whether all of these changes are held; the newest of them.
    Frontier {
        shard: ShardId,
        of: Heads,
    },
    ChangeHashes(ShardId),
    Snapshot(ShardId),
    ChangesSince {
        shard: ShardId,
        have: Heads,
    },
    ChangesByHash {
        shard: ShardId,
        hashes: Vec<ChangeHash>,
    },
    Held(Vec<AttachmentId>),
    ReadPiece {
        id: AttachmentId,
        offset: u64,
        max: usize,
    },
    Merge(Vec<Incoming>),
    WritePiece {
        want: AttachmentWant,
        offset: u64,
        bytes: Vec<u8>,
    },
    Quarantine(AttachmentId),
    Commit,
}

#[derive(Debug)]
pub(crate) enum Told {
    Inventory(Inventory),
    WantedCount(u64),
    /// And those of them that this session fetches, if others run beside it.
    Wanted(Vec<AttachmentWant>, Option<Claim>),
    Frontier(Option<Heads>),
    ChangeHashes(Vec<ChangeHash>),
    Snapshot(Snapshot),
    Changes(Vec<Vec<u8>>),
    Held(Vec<Option<u64>>),
    Piece(Vec<u8>),
    Merged(Vec<Merged>),
    Written(PieceOutcome),
    Done,
}
