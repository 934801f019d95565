//! The fingerprint of a configuration.

use std::fmt;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

/// Names what a configuration means: an algorithm number and BLAKE3 of its canonical encoding
/// (`docs/configuration-fingerprint.md`). Computed by `fieldmesh-config`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Which canonical encoding was hashed.
    pub algorithm: u8,
    /// BLAKE3 of the canonical encoding.
    pub hash: [u8; 32],
}

impl Fingerprint {
    /// The form screens show: the first 32 bits of the hash, `41C9-7DE2`.
    pub fn short(&self) -> String {
        let [a, b, c, d, ..] = self.hash;
        format!("{a:02X}{b:02X}-{c:02X}{d:02X}")
    }
}

/// `0-` and 64 hexadecimal digits: the algorithm, then the hash.
impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.algorithm, HEXLOWER.encode(&self.hash))
    }
}

/// The text is not an algorithm number, a hyphen and 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a configuration fingerprint")]
pub struct ParseFingerprintError;

impl std::str::FromStr for Fingerprint {
    type Err = ParseFingerprintError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (algorithm, hash) = text.split_once('-').ok_or(ParseFingerprintError)?;
        let hash = HEXLOWER.decode(hash.as_bytes()).map_err(|_| ParseFingerprintError)?;
        Ok(Self {
            algorithm: algorithm.parse().map_err(|_| ParseFingerprintError)?,
            hash: hash.try_into().map_err(|_| ParseFingerprintError)?,
        })
    }
}
