//! The id of an observation: it routes to its shard.

use std::fmt;

use super::{ParseIdError, ShardId, bytes_id, malformed};
use crate::text;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

bytes_id! {
    /// Names an observation inside its shard; 8 random bytes. Its hexadecimal form is the key in the document.
    LocalId, 8
}

/// Names an observation: its shard and its id there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct ObservationId {
    /// The shard that holds it.
    pub shard: ShardId,
    /// Its id inside that shard.
    pub local: LocalId,
}

impl ObservationId {
    const LEN: usize = 24;

    /// The id of an observation of this shard.
    pub const fn new(shard: ShardId, local: LocalId) -> Self {
        Self { shard, local }
    }

    /// The local part first, then the shard's, so that a short prefix tells neighbours apart.
    pub fn to_bytes(&self) -> [u8; Self::LEN] {
        let mut bytes = [0; Self::LEN];
        let (local, shard) = bytes.split_at_mut(8);
        local.copy_from_slice(self.local.as_bytes());
        shard.copy_from_slice(self.shard.as_bytes());
        bytes
    }

    /// The form lists show: the first eight characters, `7QF2-M9XK`.
    pub fn short(&self) -> String {
        text::group(&text::base32(self.local.as_bytes()).chars().take(8).collect::<String>())
    }

    /// The first bytes of [`LocalId`]s whose text starts with `prefix`, as an inclusive range.
    ///
    /// Any prefix of 4 or more characters names the observations whose id starts with it; only the first 12
    /// characters (60 bits) narrow the range, callers compare the whole text for longer ones.
    ///
    /// # Errors
    /// [`ParseIdError::Malformed`] for fewer than 4 characters or a character outside the alphabet.
    pub fn prefix_range(prefix: &str) -> Result<(LocalId, LocalId), ParseIdError> {
        let plain: String = text::normalize(prefix).chars().take(12).collect();
        if plain.len() < 4 {
            return Err(malformed(prefix));
        }
        let fill = |c: char| -> Option<[u8; 8]> {
            let padded: String = plain.chars().chain(std::iter::repeat(c)).take(16).collect();
            let bytes = text::decode(&padded)?;
            bytes.get(..8)?.try_into().ok()
        };
        match (fill('0'), fill('Z')) {
            (Some(low), Some(high)) => Ok((LocalId(low), LocalId(high))),
            _ => Err(malformed(prefix)),
        }
    }

    /// Whether the text form of this id starts with `prefix`, as a person types it.
    pub fn starts_with(&self, prefix: &str) -> bool {
        text::base32(&self.to_bytes()).starts_with(&text::normalize(prefix))
    }
}

/// Base32 in groups of four, the observation's own part first.
impl fmt::Display for ObservationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::grouped(&self.to_bytes()))
    }
}

impl std::str::FromStr for ObservationId {
    type Err = ParseIdError;

    fn from_str(given: &str) -> Result<Self, ParseIdError> {
        let bytes = text::decode(given).ok_or_else(|| malformed(given))?;
        let length = || ParseIdError::Length { want: Self::LEN, have: bytes.len() };
        let (local, shard) = bytes.split_at_checked(8).ok_or_else(length)?;
        Ok(Self {
            local: LocalId(local.try_into().map_err(|_| length())?),
            shard: ShardId(shard.try_into().map_err(|_| length())?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> ObservationId {
        ObservationId::new(ShardId([7; 16]), LocalId([0xA1, 2, 3, 4, 5, 6, 7, 8]))
    }

    #[test]
    fn text_form_reads_back() {
        let text = id().to_string();
        assert_eq!(text.parse::<ObservationId>().unwrap(), id());
        assert_eq!(text.to_lowercase().replace('-', "").parse::<ObservationId>().unwrap(), id());
    }

    #[test]
    fn a_prefix_names_a_range_that_holds_the_id() {
        let text = id().to_string();
        for cut in 4..text.len() {
            let prefix = &text[..cut];
            if prefix.replace('-', "").len() < 4 {
                continue;
            }
            let (low, high) = ObservationId::prefix_range(prefix).unwrap();
            assert!(low <= id().local && id().local <= high, "{prefix}");
            assert!(id().starts_with(prefix));
        }
        assert!(ObservationId::prefix_range("A1").is_err());
        assert!(ObservationId::prefix_range("A1U2").is_err());
    }
}
