//! What one call may still expand to.

use super::Refusal;
use super::limits::{MAX_CHANGES_BY_ACTORS, MAX_INFLATED, MAX_OPS};
use super::pool::Pool;

/// What Automerge, the guard and a reading take at their peak, in bytes, as far as it was measured; for the budget only.
const COST_OF_BYTE: u64 = 6;
const COST_OF_OP: u64 = 200;
const COST_OF_CHANGE: u64 = 1_024;
const COST_OF_PAIR: u64 = 4;
/// The largest cost of one call: no shard within the limits takes more.
const FULL: u64 = 128 << 20;

/// The budget of the process: two of the largest calls at once, or dozens of ordinary ones.
static POOL: Pool = Pool::new(2 * FULL);

/// Why measuring stopped.
pub(super) enum Stop {
    Refused(Refusal),
    /// The share taken from the pool is too small for this input, which may still be within the limits.
    Share,
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Counts what the chunks of one call expand to.
pub(super) struct Meter {
    share: u64,
    bytes: u64,
    ops: u64,
    cost: u64,
}

/// Does `work` within a share of the process's budget: first one that fits ordinary input of `len` bytes,
/// then, because a thread may not wait for more while it holds some, everything again with the largest.
pub(super) fn metered<T>(len: usize, work: impl Fn(&mut Meter) -> Result<T, Stop>) -> Result<T, Refusal> {
    let ordinary = (len as u64).saturating_mul(64).saturating_add(256 << 10).min(FULL);
    for share in [ordinary, FULL] {
        let _held = POOL.take(share);
        match work(&mut Meter { share, bytes: 0, ops: 0, cost: 0 }) {
            Ok(done) => return Ok(done),
            Err(Stop::Refused(refusal)) => return Err(refusal),
            Err(Stop::Share) => {}
        }
    }
    // Not reached: the largest share covers both limits.
    Err(too_large("bytes inflated", FULL, MAX_INFLATED))
}

impl Meter {
    /// How many bytes may still be inflated, plus one so that exceeding shows.
    pub(super) fn room(&self) -> u64 {
        let of_share =
            if self.share == FULL { u64::MAX } else { self.share.saturating_sub(self.cost) / COST_OF_BYTE };
        of_share.min(MAX_INFLATED - self.bytes) + 1
    }

    /// Counts bytes that now exist.
    pub(super) fn add_bytes(&mut self, bytes: u64) -> Result<(), Stop> {
        self.bytes = within("bytes inflated", self.bytes.saturating_add(bytes), MAX_INFLATED)?;
        self.charge(bytes.saturating_mul(COST_OF_BYTE))
    }

    /// Counts operations that Automerge would make.
    pub(super) fn add_ops(&mut self, ops: u64) -> Result<(), Stop> {
        self.ops = within("operations", self.ops.saturating_add(ops), MAX_OPS)?;
        self.charge(ops.saturating_mul(COST_OF_OP))
    }

    /// Counts changes, and actors of which each of them may name every one.
    pub(super) fn add_history(&mut self, changes: u64, actors: u64) -> Result<(), Stop> {
        let pairs = within("changes times actors", changes.saturating_mul(actors), MAX_CHANGES_BY_ACTORS)?;
        self.charge(changes.saturating_mul(COST_OF_CHANGE).saturating_add(pairs * COST_OF_PAIR))
    }

    fn charge(&mut self, cost: u64) -> Result<(), Stop> {
        self.cost = self.cost.saturating_add(cost);
        if self.share < FULL && self.cost > self.share { Err(Stop::Share) } else { Ok(()) }
    }
}

/// `have` if it is within `limit`.
pub(super) fn within(what: &'static str, have: u64, limit: u64) -> Result<u64, Refusal> {
    if have > limit { Err(too_large(what, have, limit)) } else { Ok(have) }
}

const fn too_large(what: &'static str, have: u64, limit: u64) -> Refusal {
    Refusal::TooLarge { what, have, limit }
}
