//! What must hold, and what happened, to know that a run proves something.

use std::collections::BTreeSet;
use std::fmt;

use fieldmesh_document::ChangeHash;
use fieldmesh_sync::{Outcome, SessionError, StopReason};

/// Changes by their hash.
pub(crate) type Hashes = BTreeSet<ChangeHash>;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(usize)]
pub(crate) enum Count {
    Begun,
    Finished,
    Cancelled,
    DiskFailed,
    CutInside,
    KilledInside,
    Kills,
    PutBack,
    ChangesLost,
    BytesLost,
    OpenedOutOfOrder,
    OneOfSeveral,
    Conflicts,
    Photos,
    Settled,
}

const NAMES: [&str; 15] = [
    "sides of sessions that began",
    "that finished with a proof",
    "that a person ended",
    "that ended with a disk",
    "that ended with their connection",
    "that ended with their device",
    "devices that lost their power",
    "backups put back",
    "changes lost with a disk",
    "bytes of photos lost with the power",
    "connections there before an earlier one",
    "sessions begun beside another on the device",
    "conflicts at the end",
    "photos at the end",
    "sessions after the last fault",
];

#[derive(Clone, Default, Debug)]
pub(crate) struct Counts([u64; 15]);

impl Counts {
    pub(crate) fn add(&mut self, what: Count, by: u64) {
        self.0[what as usize] += by;
    }

    /// What never happened.
    pub(crate) fn never(&self) -> Vec<&'static str> {
        NAMES.into_iter().zip(self.0).filter(|(_, count)| *count == 0).map(|(name, _)| name).collect()
    }
}

impl std::ops::AddAssign<&Self> for Counts {
    fn add_assign(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(count, more)| *count += more);
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        NAMES.iter().zip(self.0).try_for_each(|(name, count)| writeln!(f, "{count:>8} {name}"))
    }
}

/// Why a session may end while there are faults.
pub(crate) fn reason(error: &SessionError) -> Result<Count, String> {
    match error {
        SessionError::Cancelled | SessionError::Stopped(StopReason::Cancelled) => Ok(Count::Cancelled),
        SessionError::Replica(_) | SessionError::Stopped(StopReason::Storage | StopReason::NoSpace) => {
            Ok(Count::DiskFailed)
        }
        error => Err(format!("a session failed, and no fault explains it: {error:?}")),
    }
}

/// Both sides tell the same of one session.
pub(crate) fn agree(one: &Outcome, other: &Outcome) -> Result<(), String> {
    let same = one.records_digest == other.records_digest
        && (one.sent, one.received) == (other.received, other.sent)
        && one.photos.missing_here == other.photos.missing_there;
    if same { Ok(()) } else { Err(format!("two sides of one session tell: {one:#?} {other:#?}")) }
}

pub(crate) fn holds(all: &Hashes, part: &Hashes, what: &str) -> Result<(), String> {
    let missing = part.difference(all).count();
    if missing == 0 { Ok(()) } else { Err(format!("{what}: {missing} of {} changes are missing", part.len())) }
}
