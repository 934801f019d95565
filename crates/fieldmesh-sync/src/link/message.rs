//! The messages of a link (`docs/protocol.md`, section 2).

use serde::{Deserialize, Serialize};

use super::RefusalCode;
use crate::channel::Channel;
use crate::hello::{Hello, ReplicaState, WIRE_VERSION};

/// Numbers from here on are of a newer minor version.
const MESSAGES: u32 = 9;

// A hello is sent once per link; boxing it would only make the code longer.
#[expect(clippy::large_enum_variant, reason = "few of them exist at a time")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) enum LinkMessage {
    Hello(Greeting),
    Accept,
    Refuse(RefusalCode),
    State(ReplicaState),
    Heartbeat,
    Leave,
    Want,
    Configuration(Piece),
    Offer,
}

/// A hello and the minor version of the sender.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Greeting {
    pub(super) hello: Hello,
    pub(super) minor: u16,
}

/// Some bytes of a configuration, in order.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Piece {
    /// Bytes of the whole.
    pub(super) total: u32,
    pub(super) bytes: Vec<u8>,
}

#[derive(Debug)]
pub(super) enum DecodeError {
    Version(u8),
    Malformed(Option<postcard::Error>),
}

impl LinkMessage {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Hello(_) => "Hello",
            Self::Accept => "Accept",
            Self::Refuse(_) => "Refuse",
            Self::State(_) => "State",
            Self::Heartbeat => "Heartbeat",
            Self::Leave => "Leave",
            Self::Want => "Want",
            Self::Configuration(_) => "Configuration",
            Self::Offer => "Offer",
        }
    }
}

pub(super) fn encode(message: &LinkMessage) -> Vec<u8> {
    let head = vec![Channel::Link.number(), WIRE_VERSION];
    // Writing to a growing vector cannot fail, and no type of a link message can either.
    postcard::to_extend(message, head).unwrap_or_default()
}

/// A message; none for one of a newer minor version. What follows the fields is of such a version, too.
pub(super) fn decode(frame: &[u8]) -> Result<Option<LinkMessage>, DecodeError> {
    let malformed = |error| DecodeError::Malformed(Some(error));
    match frame {
        [channel, WIRE_VERSION, body @ ..] if *channel == Channel::Link.number() => {
            let (number, _) = postcard::take_from_bytes::<u32>(body).map_err(malformed)?;
            if number >= MESSAGES {
                return Ok(None);
            }
            postcard::take_from_bytes(body).map(|(message, _)| Some(message)).map_err(malformed)
        }
        [channel, version, ..] if *channel == Channel::Link.number() => Err(DecodeError::Version(*version)),
        _ => Err(DecodeError::Malformed(None)),
    }
}
