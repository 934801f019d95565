//! The messages of a session and their frames (`docs/protocol.md`, sections 1 and 4).

use serde::{Deserialize, Serialize, Serializer};

use fieldmesh_document::{
    AttachmentId, AttachmentWant, DeclineReason, Heads, RecordsDigest, ShardId, ShardKind, ShardState,
};

use crate::outcome::Moved;

/// One message. Byte strings borrow from the frame.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Message<'a> {
    Begin(Begin),
    Buckets(#[serde(serialize_with = "whole")] &'a [u8]),
    Differ(#[serde(serialize_with = "whole")] &'a [u8]),
    Leaves {
        lines: Vec<Line>,
        last: bool,
    },
    Answers {
        lines: Vec<Answer>,
        last: bool,
    },
    Plan {
        items: u64,
        partial: u64,
    },
    Hashes {
        shard: ShardId,
        #[serde(serialize_with = "whole")]
        hashes: &'a [u8],
        last: bool,
    },
    Lacks {
        shard: ShardId,
        #[serde(serialize_with = "whole")]
        hashes: &'a [u8],
        last: bool,
    },
    Item(ItemHeader),
    Piece(#[serde(serialize_with = "whole")] &'a [u8]),
    Skip {
        shard: ShardId,
        reason: DeclineReason,
    },
    Flush,
    End,
    Credit {
        cost: u64,
        refused: Vec<(ShardId, DeclineReason)>,
    },
    Committed,
    Wanted {
        lines: Vec<AttachmentWant>,
        last: bool,
    },
    Holds(Vec<bool>),
    Media {
        id: AttachmentId,
        offset: u64,
        #[serde(serialize_with = "whole")]
        bytes: &'a [u8],
    },
    Unavailable(AttachmentId),
    Damaged(AttachmentId),
    MediaEnd,
    Done {
        proof: [u8; 32],
        received: Moved,
    },
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
#[serde(from = "u32")]
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
    /// A reason that a newer version has. It is never sent.
    Other,
}

impl From<u32> for StopReason {
    /// The reason of a number as it travels.
    fn from(number: u32) -> Self {
        match number {
            0 => Self::Cancelled,
            1 => Self::Storage,
            2 => Self::NoSpace,
            3 => Self::Protocol,
            4 => Self::NotEqual,
            _ => Self::Other,
        }
    }
}

impl ItemHeader {
    /// What the item costs of the credit.
    pub(crate) fn cost(&self) -> u64 {
        self.sent + 32 * self.heads.as_slice().len() as u64 + 256
    }
}

/// Writes bytes at once; serde takes a slice for a list and would write one after the other. The form is the same.
fn whole<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bytes(bytes)
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

#[cfg(test)]
mod tests {
    use fieldmesh_document::ChangeHash;

    use super::*;

    #[test]
    fn each_message_has_its_number_in_the_specification() {
        let shard = ShardId::from_bytes([1; 16]);
        let (kind, heads) = (ShardKind::OBSERVATIONS, Heads::new([ChangeHash([2; 32])]));
        let begin = Begin {
            nonce: [0; 16],
            answers: None,
            records: RecordsDigest([0; 32]),
            gossip: RecordsDigest([0; 32]),
            shards: 0,
            wanted: 0,
        };
        let id = AttachmentId::from_bytes([3; 32]);
        let header = ItemHeader { shard, kind, heads, form: Form::Changes, packed: true, sent: 1, unpacked: 2 };
        let messages = [
            Message::Begin(begin),
            Message::Buckets(b""),
            Message::Differ(b""),
            Message::Leaves { lines: Vec::new(), last: true },
            Message::Answers { lines: Vec::new(), last: true },
            Message::Plan { items: 3, partial: 1 },
            Message::Hashes { shard, hashes: b"", last: true },
            Message::Lacks { shard, hashes: b"", last: true },
            Message::Item(header),
            Message::Piece(b"abc"),
            Message::Skip { shard, reason: DeclineReason::Damaged },
            Message::Flush,
            Message::End,
            Message::Credit { cost: 300, refused: Vec::new() },
            Message::Committed,
            Message::Wanted { lines: Vec::new(), last: true },
            Message::Holds(vec![true, false]),
            Message::Media { id, offset: 0, bytes: b"" },
            Message::Unavailable(id),
            Message::Damaged(id),
            Message::MediaEnd,
            Message::Done { proof: [0; 32], received: Moved::default() },
            Message::Stop(StopReason::NotEqual),
        ];
        for (number, message) in messages.iter().enumerate() {
            let bytes = postcard::to_stdvec(message).unwrap();
            assert_eq!(bytes[0], number as u8, "{}", message.name());
        }
        let bytes = |n: usize| postcard::to_stdvec(&messages[n]).unwrap();
        assert_eq!(bytes(5), [5, 3, 1]);
        assert_eq!(bytes(9), *b"\x09\x03abc");
        assert_eq!(bytes(13), [13, 0xAC, 0x02, 0]);
        assert_eq!(bytes(16), [16, 2, 1, 0]);
        assert_eq!(bytes(22), [22, 4]);
        for number in 0..=4 {
            let stop = Message::Stop(StopReason::from(number));
            assert_eq!(postcard::to_stdvec(&stop).unwrap(), [22, number as u8]);
            let skip = Message::Skip { shard, reason: DeclineReason::from(number % 2) };
            assert_eq!(postcard::to_stdvec(&skip).unwrap().last(), Some(&(number as u8 % 2)));
        }
        let item = [&[8][..], &[1; 16], &[0, 1], &[2; 32], &[1, 1, 1, 2]].concat();
        assert_eq!(bytes(8), item);
    }

    #[test]
    fn reasons_of_a_newer_version_do_no_harm() {
        let skip = [&[10][..], &[1; 16], &[200, 1]].concat();
        let message = postcard::from_bytes::<Message<'_>>(&skip).unwrap();
        assert!(matches!(message, Message::Skip { reason: DeclineReason::Refused, .. }), "{message:?}");
        let message = postcard::from_bytes::<Message<'_>>(&[22, 99]).unwrap();
        assert!(matches!(message, Message::Stop(StopReason::Other)), "{message:?}");
    }
}
