//! The project key and what is derived from it. The two derivations here are specified in `docs/invite-format.md`,
//! section 3.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::ProjectId;

/// The 256-bit secret that makes a device a member of a project. Every secret of the project is derived
/// from it with a label of its own, and never used for two purposes.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct ProjectKey([u8; 32]);

impl ProjectKey {
    /// Wraps the bytes of a key.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Draws a new key.
    ///
    /// # Errors
    /// When the system has no random source.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// The key of an open project: anyone who knows the name has it, so it keeps no secret. Space around the name does
    /// not count, nor whether accents are characters of their own, which keyboards do differently.
    pub fn open(name: &str) -> Self {
        let name: String = name.trim().nfc().collect();
        Self(blake3::derive_key("fieldmesh 1 open project key", name.as_bytes()))
    }

    /// The secret itself, for an invite or a key file.
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// A secret for one purpose. `label` is a constant of the program, as BLAKE3 derive-key asks.
    pub fn derive(&self, label: &'static str) -> [u8; 32] {
        blake3::derive_key(label, &self.0)
    }

    /// The id of the project that a key brought by a configuration, or an open project's name, makes.
    pub fn project_id(&self) -> ProjectId {
        let hash = self.derive("fieldmesh 1 project id of a given key");
        let mut id = [0; 16];
        id.copy_from_slice(hash.split_at(16).0);
        ProjectId::from_bytes(id)
    }
}

/// Shows nothing of the key.
impl fmt::Debug for ProjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProjectKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_that_look_alike_make_one_open_project() {
        let composed = ProjectKey::open("R\u{ED}o Napo");
        assert_eq!(ProjectKey::open(" Ri\u{301}o Napo\n"), composed);
        assert_eq!(ProjectKey::open("Ri\u{301}o Napo").project_id(), composed.project_id());
        assert_ne!(ProjectKey::open("Rio Napo"), composed);
    }
}
