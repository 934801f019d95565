//! Connections as the peer table and their drivers speak of them.

/// One TCP connection whose handshake succeeded, numbered by this process.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct ConnectionId(pub(crate) u64);

/// What the deciding device says of a new connection (`docs/lan.md`, section 4).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Verdict {
    /// The link begins on it.
    Use,
    /// There is another one; this one is closed.
    Duplicate,
}

/// Why a connection is no more.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Closing {
    /// The other side left in order.
    Left,
    /// Nothing was heard for too long.
    Lost,
    /// The network or the other process ended it.
    Cut,
    /// The link was refused.
    Refused,
    /// The other side broke the protocol.
    Broken,
    /// This side closed it.
    Ours,
}
