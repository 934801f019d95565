//! Which state machine a frame is for (`docs/protocol.md`, section 1).

/// The channel a frame belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Channel {
    /// For the link.
    Link,
    /// For the session of that link.
    Session,
}

impl Channel {
    /// The first byte of its frames.
    pub const fn number(self) -> u8 {
        match self {
            Self::Link => 0,
            Self::Session => 1,
        }
    }
}

/// The channel of a frame; `None` for a frame of no known channel.
pub const fn channel_of(frame: &[u8]) -> Option<Channel> {
    match frame {
        [0, ..] => Some(Channel::Link),
        [1, ..] => Some(Channel::Session),
        _ => None,
    }
}
