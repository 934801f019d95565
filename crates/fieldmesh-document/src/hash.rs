//! Automerge's hashes: of one change, and of a document's newest changes.

use std::fmt;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

/// The SHA-256 by which Automerge names a change.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ChangeHash(pub [u8; 32]);

impl fmt::Display for ChangeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for ChangeHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ChangeHash({self})")
    }
}

impl std::str::FromStr for ChangeHash {
    type Err = crate::ParseIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| crate::id::malformed(text))?;
        let have = bytes.len();
        Ok(Self(bytes.try_into().map_err(|_| crate::ParseIdError::Length { want: 32, have })?))
    }
}

impl ChangeHash {
    pub(crate) const fn of_automerge(hash: &automerge::ChangeHash) -> Self {
        Self(hash.0)
    }

    pub(crate) const fn to_automerge(self) -> automerge::ChangeHash {
        automerge::ChangeHash(self.0)
    }
}

/// The newest changes of a document: equal heads mean equal history. Sorted, without duplicates.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize)]
pub struct Heads(Vec<ChangeHash>);

impl Heads {
    /// The heads made of these changes.
    pub fn new(hashes: impl IntoIterator<Item = ChangeHash>) -> Self {
        let mut hashes: Vec<_> = hashes.into_iter().collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }

    /// The hashes, sorted.
    pub fn as_slice(&self) -> &[ChangeHash] {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The hashes of both.
    pub fn union(&self, other: &Self) -> Self {
        Self::new(self.0.iter().chain(&other.0).copied())
    }

    pub(crate) fn to_automerge(&self) -> Vec<automerge::ChangeHash> {
        self.0.iter().map(|hash| hash.to_automerge()).collect()
    }

    pub(crate) fn of(doc: &automerge::Automerge) -> Self {
        Self::new(doc.get_heads().iter().map(ChangeHash::of_automerge))
    }
}

/// Foreign heads are sorted on arrival, so that equality never depends on a peer's order.
impl<'de> Deserialize<'de> for Heads {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::new(Vec::deserialize(deserializer)?))
    }
}
