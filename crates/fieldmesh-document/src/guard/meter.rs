//! What one call may still expand to.

use super::Refusal;
use super::limits::{MAX_INFLATED, MAX_OPS};
use super::pool::Pool;

/// What Automerge needs for one operation beside its bytes, in bytes; for the budget only.
const OP_COST: u64 = 64;
/// The largest cost of one call.
const FULL: u64 = MAX_INFLATED + MAX_OPS * OP_COST;

/// The budget of the process: two of the largest calls at once, or dozens of ordinary ones. Automerge
/// peaks at about five times the inflated bytes while it loads, so all guards together stay below about
/// 350 MiB whatever arrives, and at a few MiB for each ordinary shard.
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
}

/// Does `work` within a share of the process's budget: first one that fits ordinary input of `len` bytes,
/// then, because a thread may not wait for more while it holds some, everything again with the largest.
pub(super) fn metered<T>(len: usize, work: impl Fn(&mut Meter) -> Result<T, Stop>) -> Result<T, Refusal> {
    let ordinary = (len as u64).saturating_mul(64).saturating_add(256 << 10).min(FULL);
    for share in [ordinary, FULL] {
        let _held = POOL.take(share);
        match work(&mut Meter { share, bytes: 0, ops: 0 }) {
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
        let of_share = self.share.saturating_sub(self.bytes + self.ops * OP_COST);
        of_share.min(MAX_INFLATED - self.bytes) + 1
    }

    /// Counts bytes that now exist.
    pub(super) fn add_bytes(&mut self, bytes: u64) -> Result<(), Stop> {
        self.bytes = within("bytes inflated", self.bytes.saturating_add(bytes), MAX_INFLATED)?;
        self.check_share()
    }

    /// Counts operations that Automerge would make.
    pub(super) fn add_ops(&mut self, ops: u64) -> Result<(), Stop> {
        self.ops = within("operations", self.ops.saturating_add(ops), MAX_OPS)?;
        self.check_share()
    }

    fn check_share(&self) -> Result<(), Stop> {
        if self.bytes + self.ops * OP_COST > self.share { Err(Stop::Share) } else { Ok(()) }
    }
}

/// `have` if it is within `limit`.
pub(super) fn within(what: &'static str, have: u64, limit: u64) -> Result<u64, Refusal> {
    if have > limit { Err(too_large(what, have, limit)) } else { Ok(have) }
}

const fn too_large(what: &'static str, have: u64, limit: u64) -> Refusal {
    Refusal::TooLarge { what, have, limit }
}
