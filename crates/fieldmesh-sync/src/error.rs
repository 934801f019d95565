//! Why a session ended without an outcome.

use fieldmesh_document::{RecordsDigest, ReplicaError, ShardId};

use crate::message::StopReason;

/// Why a session failed. Everything that the replica merged before stays; nothing else was changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SessionError {
    /// Not messages of this protocol.
    #[error("a frame of {bytes} bytes cannot be read")]
    Undecodable {
        /// Length of the frame.
        bytes: usize,
        /// Where decoding failed.
        #[source]
        source: Option<postcard::Error>,
    },
    /// A message that may not come now.
    #[error("{message} came out of order")]
    Unexpected {
        /// Which message.
        message: &'static str,
    },
    /// A message whose content contradicts itself or what was said before.
    #[error("{message} is wrong: {what}")]
    Invalid {
        /// Which message.
        message: &'static str,
        /// What is wrong with it.
        what: &'static str,
    },
    /// More than the protocol allows.
    #[error("{have} {what}, and {limit} are allowed")]
    TooMuch {
        /// What is counted.
        what: &'static str,
        /// How much came.
        have: u64,
        /// How much may come.
        limit: u64,
    },
    /// The other side announced changes that are not here after everything was merged.
    #[error("shard {} lacks changes that the other side announced", shard.to_hex())]
    NotArrived {
        /// Which shard.
        shard: ShardId,
    },
    /// The proofs differ.
    #[error("the other side did not prove the data that this side has recorded, {ours}")]
    NotEqual {
        /// The digest of this side.
        ours: RecordsDigest,
    },
    /// The replica of this side failed.
    #[error("the replica failed")]
    Replica(#[source] ReplicaError),
    /// The driver answered a request that was not made.
    #[error("a reply came that does not fit the request")]
    Reply,
    /// The other side stopped.
    #[error("the other side stopped: {}", match .0 {
        StopReason::Cancelled => "cancelled",
        StopReason::Storage => "its storage failed",
        StopReason::NoSpace => "no space left there",
        StopReason::Protocol => "it could not make sense of what this side said",
        StopReason::NotEqual => "what it recorded differs",
        StopReason::Other => "for a reason that only a newer version knows",
    })]
    Stopped(StopReason),
    /// Cancelled on this side.
    #[error("cancelled")]
    Cancelled,
}

impl SessionError {
    /// What the other side is told; nothing when it ended the session itself.
    pub(crate) const fn stop_reason(&self) -> Option<StopReason> {
        match self {
            Self::Stopped(_) => None,
            Self::Cancelled => Some(StopReason::Cancelled),
            Self::Replica(ReplicaError::Full { .. }) => Some(StopReason::NoSpace),
            Self::Replica(_) | Self::Reply => Some(StopReason::Storage),
            Self::NotArrived { .. } | Self::NotEqual { .. } => Some(StopReason::NotEqual),
            Self::Undecodable { .. } | Self::Unexpected { .. } | Self::Invalid { .. } | Self::TooMuch { .. } => {
                Some(StopReason::Protocol)
            }
        }
    }
}
