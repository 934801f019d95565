//! What the table is told of dials, and what it asks for.

use std::net::SocketAddr;

use crate::contact::{ConnectionId, Verdict};
use crate::{Instance, PeerKey};

/// One attempt to connect, numbered by the table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct DialId(pub(super) u64);

/// Who made a connection.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Origin {
    /// This side.
    Dialled(DialId),
    /// The other side.
    Called,
}

/// What a dial was for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Target {
    /// An address that a person typed.
    Typed(SocketAddr),
    /// An opening of Synchronize that discovery saw.
    Seen(Instance),
}

/// Why a dial came to nothing; the more telling, the greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DialFailure {
    /// Nobody answers at the address.
    Unreachable,
    /// It did not answer in time.
    TimedOut,
    /// The connection broke, or what came over it was damaged.
    Broken,
    /// It has too many connections at the moment.
    Busy,
    /// Another program listens there.
    NotThisProgram,
    /// It does not hold the key of this project.
    NotMember,
    /// There is no version that both sides speak.
    Version {
        /// Whether it is this side that must be updated.
        theirs_newer: bool,
    },
    /// The address is this device's own.
    Itself,
}

/// Somebody who cannot be reached.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unreached {
    /// Whom.
    pub target: Target,
    /// Which addresses were tried.
    pub addresses: Vec<SocketAddr>,
    /// What came of it the last time.
    pub failure: DialFailure,
}

/// What the table asks for. It has taken note already: nothing is to be confirmed but the end of a dial.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Effect {
    /// Connect and shake hands; then say [`connected`](super::Table::connected) or
    /// [`dial_failed`](super::Table::dial_failed).
    Dial {
        /// Its number.
        dial: DialId,
        /// What it is for.
        target: Target,
        /// Where to.
        address: SocketAddr,
    },
    /// Send the verdict; then begin the link, or close.
    Settle {
        /// Which connection.
        connection: ConnectionId,
        /// What to say.
        verdict: Verdict,
    },
    /// Close without a goodbye: there may be another connection, and a goodbye would end more than this one.
    Close(ConnectionId),
    /// Ask discovery whether the instance is still there.
    Verify(Instance),
}

/// What a screen draws anew.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TableEvent {
    /// A row is new or another than before.
    Changed(PeerKey),
    /// A row is no more.
    Removed(PeerKey),
    /// The number of others, or who cannot be reached, changed.
    Surroundings,
}

impl Target {
    pub(super) const fn instance(&self) -> Option<Instance> {
        match self {
            Self::Seen(instance) => Some(*instance),
            Self::Typed(_) => None,
        }
    }

    pub(super) const fn is_seen(&self) -> bool {
        matches!(self, Self::Seen(_))
    }
}

impl TableEvent {
    /// The device it is about.
    pub(super) const fn peer(&self) -> Option<PeerKey> {
        match self {
            Self::Changed(peer) | Self::Removed(peer) => Some(*peer),
            Self::Surroundings => None,
        }
    }
}
