//! The id of one installation.

use std::fmt;

use super::{ParseIdError, bytes_id, malformed};
use crate::text;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

bytes_id! {
    /// Names one installation: BLAKE3 of its X25519 and Ed25519 public keys.
    DeviceId, 32
}

impl DeviceId {
    /// The id of the device that holds these public keys.
    pub fn from_public_keys(x25519: &[u8; 32], ed25519: &[u8; 32]) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("fieldmesh 0 device id");
        hasher.update(x25519);
        hasher.update(ed25519);
        Self(*hasher.finalize().as_bytes())
    }

    /// The form screens show: the first 40 bits as eight characters, `K7QF-2M9X`.
    pub fn short(&self) -> String {
        text::group(&text::base32(&self.0).chars().take(8).collect::<String>())
    }
}

/// The whole id in base32, in groups of four.
impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::grouped(&self.0))
    }
}

impl std::str::FromStr for DeviceId {
    type Err = ParseIdError;

    fn from_str(given: &str) -> Result<Self, ParseIdError> {
        let bytes = text::decode(given).ok_or_else(|| malformed(given))?;
        let have = bytes.len();
        Ok(Self(bytes.try_into().map_err(|_| ParseIdError::Length { want: 32, have })?))
    }
}
