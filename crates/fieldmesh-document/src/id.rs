//! Ids: what each names, how it is made, and its text form.

mod device;
mod observation;

use std::fmt;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

pub use device::{DeviceId, ParseDeviceIdError};
pub use observation::{LocalId, ObservationId};

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseIdError {
    /// A character outside the alphabet, or left-over bits.
    #[error("{text:?} is not an id")]
    Malformed {
        /// What was given, shortened.
        text: String,
    },
    /// The right alphabet, another length.
    #[error("an id of this kind has {want} bytes, this one has {have}")]
    Length {
        /// Bytes of an id of this kind.
        want: usize,
        /// Bytes found.
        have: usize,
    },
}

macro_rules! bytes_id {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub(crate) [u8; $len]);

        impl $name {
            /// Wraps bytes that are known to be an id of this kind.
            pub const fn from_bytes(bytes: [u8; $len]) -> Self {
                Self(bytes)
            }

            /// The bytes.
            pub const fn as_bytes(&self) -> &[u8; $len] {
                &self.0
            }

            /// Draws a new id from the system's random source.
            ///
            /// # Errors
            /// When the system has no random source.
            pub fn random() -> Result<Self, getrandom::Error> {
                let mut bytes = [0; $len];
                getrandom::fill(&mut bytes)?;
                Ok(Self(bytes))
            }

            /// Lower-case hexadecimal, the form used inside documents and databases.
            pub fn to_hex(&self) -> String {
                HEXLOWER.encode(&self.0)
            }

            /// Reads [`Self::to_hex`].
            ///
            /// # Errors
            /// [`ParseIdError::Malformed`] or [`ParseIdError::Length`].
            pub fn from_hex(text: &str) -> Result<Self, ParseIdError> {
                let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| malformed(text))?;
                let have = bytes.len();
                let bytes = bytes.try_into().map_err(|_| ParseIdError::Length { want: $len, have })?;
                Ok(Self(bytes))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), HEXLOWER.encode(&self.0))
            }
        }
    };
}
pub(crate) use bytes_id;

bytes_id! {
    /// Names a project for ever; 16 random bytes drawn when it is made.
    ProjectId, 16
}

bytes_id! {
    /// Names a shard: one Automerge document; 16 random bytes.
    ShardId, 16
}

/// Tells one copy of a device's data from another: drawn at creation and again after a restore or a copy.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StoreId(u64);

impl StoreId {
    /// Wraps a number that is known to be a store id.
    pub const fn new(value: u64) -> Self {
        Self(value)
    }

    /// The number.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// Draws a new id from the system's random source.
    ///
    /// # Errors
    /// When the system has no random source.
    pub fn random() -> Result<Self, getrandom::Error> {
        Ok(Self(getrandom::u64()?))
    }
}

impl fmt::Display for StoreId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for StoreId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoreId({self})")
    }
}

/// What a shard holds. 0–127 are data and count in the records digest; 128–255 are gossip, exchanged in
/// every session but never part of equality. Kinds this version does not know are stored and handed on
/// unread.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct ShardKind(u8);

impl ShardKind {
    /// Observations created by one device.
    pub const OBSERVATIONS: Self = Self(0);
    /// A device's card.
    pub const DEVICE_CARD: Self = Self(128);

    /// The kind with this number.
    pub const fn new(number: u8) -> Self {
        Self(number)
    }

    /// The number.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// Whether shards of this kind count in the records digest.
    pub const fn is_data(self) -> bool {
        self.0 < 128
    }
}

pub(crate) fn malformed(text: &str) -> ParseIdError {
    ParseIdError::Malformed { text: text.chars().take(64).collect() }
}
