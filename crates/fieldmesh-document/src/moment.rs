//! Points in time, as devices tell them.

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z, by some device's clock, which may be wrong.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Whole seconds, rounded down.
    pub const fn as_seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// The start of a second.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1000))
    }
}

/// A point in time and the zone it was lived in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Moment {
    /// The point in time.
    pub at: Timestamp,
    /// Minutes east of UTC, −1,080 to 1,080, where known.
    pub zone: Option<i16>,
}

impl Moment {
    /// A point in time of an unknown zone.
    pub const fn utc(at: Timestamp) -> Self {
        Self { at, zone: None }
    }
}
