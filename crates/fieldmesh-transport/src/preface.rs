//! The first four bytes of each side, in clear: which program, and which versions of it (`docs/lan.md`, section 2).

use std::fmt;

/// What a preface begins with.
const MAGIC: [u8; 2] = *b"FM";

/// The versions of `docs/lan.md` that a side speaks, from the lowest to the highest.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Versions {
    /// The lowest.
    pub lowest: u8,
    /// The highest.
    pub highest: u8,
}

/// Why two prefaces lead to nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum PrefaceError {
    /// Not a preface.
    NotFieldmesh([u8; Versions::LEN]),
    /// No version that both speak. Who has the lower highest one must be updated.
    Version(Versions),
}

impl Versions {
    /// What this program speaks.
    pub const OURS: Self = Self { lowest: 1, highest: 1 };

    /// Bytes of a preface.
    pub(crate) const LEN: usize = 4;

    pub(crate) const fn to_bytes(self) -> [u8; Self::LEN] {
        let [f, m] = MAGIC;
        [f, m, self.lowest, self.highest]
    }

    pub(crate) const fn from_bytes(bytes: [u8; Self::LEN]) -> Result<Self, PrefaceError> {
        let [f, m, lowest, highest] = bytes;
        if f != MAGIC[0] || m != MAGIC[1] || lowest > highest {
            return Err(PrefaceError::NotFieldmesh(bytes));
        }
        Ok(Self { lowest, highest })
    }

    /// The version that both sides go on with.
    pub(crate) fn agree(self, theirs: Self) -> Result<u8, PrefaceError> {
        let version = self.highest.min(theirs.highest);
        if version < self.lowest.max(theirs.lowest) {
            return Err(PrefaceError::Version(theirs));
        }
        Ok(version)
    }
}

/// `1`, or `1 to 3`.
impl fmt::Display for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self { lowest, highest } if lowest == highest => write!(f, "{highest}"),
            Self { lowest, highest } => write!(f, "{lowest} to {highest}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn versions(lowest: u8, highest: u8) -> Versions {
        Versions { lowest, highest }
    }

    #[test]
    fn ours_is_the_one_of_the_specification() {
        assert_eq!(Versions::OURS.to_bytes(), *b"FM\x01\x01");
        assert_eq!(Versions::from_bytes(*b"FM\x01\x01"), Ok(Versions::OURS));
    }

    #[test]
    fn the_highest_version_that_both_speak_is_used() {
        assert_eq!(versions(0, 3).agree(versions(1, 2)), Ok(2));
        assert_eq!(versions(1, 2).agree(versions(0, 3)), Ok(2));
        assert_eq!(versions(2, 2).agree(versions(0, 2)), Ok(2));
    }

    #[test]
    fn without_a_common_version_the_other_sides_are_named() {
        assert_eq!(versions(0, 0).agree(versions(1, 4)), Err(PrefaceError::Version(versions(1, 4))));
        assert_eq!(versions(1, 4).agree(versions(0, 0)), Err(PrefaceError::Version(versions(0, 0))));
    }

    #[test]
    fn other_bytes_and_a_range_that_is_none_are_not_this_program() {
        for bytes in [*b"GET ", *b"SSH-", *b"mf\0\0", *b"FM\x02\x01", [0; 4]] {
            assert_eq!(Versions::from_bytes(bytes), Err(PrefaceError::NotFieldmesh(bytes)));
        }
    }
}
