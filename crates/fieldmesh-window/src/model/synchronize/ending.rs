//! How a synchronization ended, as the values of its sentences.

use std::path::PathBuf;

use fieldmesh::{
    ConfigurationSummary, DeviceId, FileOutcome, LanOutcome, MergeCounts, Moved, PhotosOutcome, RecordsDigest,
};

use crate::model::observations::Kept;

/// The end of a synchronization.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ending {
    /// With whom or what.
    pub with: With,
    /// What came.
    pub received: MergeCounts,
    /// What went.
    pub sent: MergeCounts,
    /// How many observations both hold, the same ones; `None` where some were left out.
    pub both_hold: Option<u64>,
    /// The digest of those observations, which both proved to hold.
    pub digest: Option<RecordsDigest>,
    /// How many parts of the data one of the two did not take.
    pub left_out: usize,
    /// How photos and other files stand.
    pub photos: Photos,
    /// What to look at: everything that came. `None` if nothing did.
    pub came: Option<Kept>,
    /// So many were deleted over there that a person should look before going on, and can restore them.
    pub many_deleted: Option<(u64, Kept)>,
    /// For a file: the devices that have yet to see it, those that wait for something new.
    pub waiting: Vec<Waiting>,
    /// The configuration that this device took from a file and uses from now on.
    pub adopted: Option<ConfigurationSummary>,
    /// The configuration that a file took from this device.
    pub given: Option<ConfigurationSummary>,
    /// For a file: its last update before this one had not finished; its intact state was used.
    pub was_unfinished: bool,
}

/// With whom or what a device synchronized.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum With {
    /// A device nearby.
    Device {
        /// Which.
        device: DeviceId,
        /// Its name.
        name: String,
    },
    /// A sync file.
    File {
        /// Where it is.
        path: PathBuf,
        /// Its bytes.
        bytes: u64,
    },
}

/// How photos and other files stand after a synchronization.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Photos {
    /// Neither side has or wants any that the other lacks.
    AllOnBoth,
    /// Some are missing.
    Missing {
        /// On neither side: a third device has them, perhaps.
        on_neither: u64,
        /// Here, though the other side has them.
        here: u64,
        /// There, though this side has them.
        there: u64,
    },
}

/// A device for which a file holds something new.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// Its name.
    pub name: String,
    /// How many observations are new for it.
    pub new: u64,
    /// Whether it wrote the file: then it is carried back.
    pub wrote_it: bool,
}

impl Ending {
    pub(super) fn of_session(outcome: &LanOutcome, since: u64) -> Self {
        let with = With::Device { device: outcome.peer.device, name: outcome.name.clone() };
        Self::new(with, since, outcome.observations, outcome.declined.len(), outcome)
    }

    pub(super) fn of_file(outcome: &FileOutcome, since: u64, writer: Option<DeviceId>) -> Self {
        let with = With::File { path: outcome.path.clone(), bytes: outcome.bytes };
        let waiting = outcome.waiting.iter().map(|visitor| Waiting {
            name: visitor.name.clone(),
            new: visitor.new,
            wrote_it: Some(visitor.device) == writer,
        });
        Self {
            waiting: waiting.collect(),
            adopted: outcome.adopted.clone(),
            given: outcome.given.clone(),
            was_unfinished: outcome.unfinished_before,
            ..Self::new(with, since, outcome.observations, outcome.declined.len(), outcome)
        }
    }

    fn new(with: With, since: u64, observations: u64, left_out: usize, outcome: &impl Outcome) -> Self {
        let (sent, received, photos, digest) = outcome.moved();
        let counts = received.counts;
        let before = (observations + counts.deleted).saturating_sub(counts.new);
        let many = fieldmesh::many_deleted(&counts, before);
        let PhotosOutcome { complete, on_neither, missing_here, missing_there } = photos;
        Self {
            with,
            received: counts,
            sent: sent.counts,
            both_hold: (left_out == 0).then_some(observations),
            digest: (left_out == 0).then_some(digest),
            left_out,
            photos: match complete && on_neither == 0 {
                true => Photos::AllOnBoth,
                false => Photos::Missing { on_neither, here: missing_here, there: missing_there },
            },
            came: (counts != MergeCounts::default()).then_some(Kept::Came(since)),
            many_deleted: many.then_some((counts.deleted, Kept::CameDeleted(since))),
            waiting: Vec::new(),
            adopted: None,
            given: None,
            was_unfinished: false,
        }
    }
}

/// What both carriers tell.
trait Outcome {
    fn moved(&self) -> (Moved, Moved, PhotosOutcome, RecordsDigest);
}

impl Outcome for LanOutcome {
    fn moved(&self) -> (Moved, Moved, PhotosOutcome, RecordsDigest) {
        (self.sent, self.received, self.photos, self.digest)
    }
}

impl Outcome for FileOutcome {
    fn moved(&self) -> (Moved, Moved, PhotosOutcome, RecordsDigest) {
        (self.sent, self.received, self.photos, self.proven)
    }
}
