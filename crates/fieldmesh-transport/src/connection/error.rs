//! Why there is no connection.

use std::io;

use crate::limits::HANDSHAKE_DEADLINE;
use crate::noise::NoiseError;
use crate::preface::{PrefaceError, Versions};

/// Why a call, taken or made, did not become a connection. Nothing was said of any data.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HandshakeError {
    /// Another program answers there.
    #[error("another program is at the other end: it began with the bytes {began:02x?}")]
    NotFieldmesh {
        /// Its first bytes.
        began: [u8; 4],
    },
    /// No version of the local network is spoken by both.
    #[error("the other side speaks version {theirs} of the local network, this one {ours}")]
    Version {
        /// What this side speaks.
        ours: Versions,
        /// What the other side speaks.
        theirs: Versions,
    },
    /// The other side does not hold the key of this project, or this side not that of theirs.
    #[error("the other side does not hold the key of this project")]
    NotMember,
    /// The listener closed before it said anything: it has too many callers, or does not want this one now.
    #[error("the other side does not take calls now")]
    Busy,
    /// The handshake and the verdict took too long.
    #[error("the other side was not done within {after} ms")]
    TimedOut {
        /// The deadline, in milliseconds from the beginning.
        after: u64,
    },
    /// What came is none of the messages that were due.
    #[error("{what} cannot be read")]
    Garbled {
        /// Which message.
        what: &'static str,
    },
    /// The other side is this very device and store.
    #[error("this device called itself")]
    Itself,
    /// The other side closed, or the network failed.
    #[error("the connection broke during the handshake")]
    Io(#[source] io::Error),
    /// The cryptography of this side failed.
    #[error("the channel cannot be secured")]
    Crypto(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl HandshakeError {
    /// Whether it counts against the address it came from (`docs/lan.md`, section 6).
    pub(crate) const fn counts(&self) -> bool {
        !matches!(self, Self::Itself | Self::Crypto(_))
    }

    pub(super) const fn timed_out() -> Self {
        Self::TimedOut { after: HANDSHAKE_DEADLINE }
    }

    pub(super) fn noise(error: NoiseError, what: &'static str) -> Self {
        match error {
            NoiseError::Unsealed { .. } | NoiseError::Short { .. } => Self::Garbled { what },
            NoiseError::Poisoned | NoiseError::Failed(_) => Self::Crypto(Box::new(error)),
        }
    }
}

impl From<PrefaceError> for HandshakeError {
    fn from(error: PrefaceError) -> Self {
        match error {
            PrefaceError::NotFieldmesh(began) => Self::NotFieldmesh { began },
            PrefaceError::Version(theirs) => Self::Version { ours: Versions::OURS, theirs },
        }
    }
}
