//! How a synchronization ended, as the values of its sentences.

use std::path::PathBuf;

use fieldmesh::{
    ConfigurationSummary, DeviceId, FileOutcome, LanOutcome, LeftOut, MediaPolicy, MergeCounts, Moved,
    PhotosOutcome, RecordsDigest,
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
    /// How many observations both hold, the same ones; `None` where some were left out, or where it cannot be told.
    pub both_hold: Option<u64>,
    /// The digest of those observations, which both proved to hold.
    pub digest: Option<RecordsDigest>,
    /// How many parts of the data one of the two did not take.
    pub left_out: usize,
    /// How photos and other attachments stand.
    pub photos: PhotosOutcome,
    /// How many of them this device holds.
    pub attachments: u64,
    /// How much of them both want.
    pub media: MediaPolicy,
    /// Those of which a file that keeps less than everything has nothing.
    pub not_in_file: Vec<LeftOut>,
    /// What to look at: everything that came. `None` if nothing did.
    pub came: Option<Kept>,
    /// How many observations others deleted that are shown until a person answers.
    pub held_deletions: u64,
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

/// What a session tells, whatever carried it.
struct Session {
    sent: Moved,
    received: Moved,
    observations: Option<u64>,
    digest: RecordsDigest,
    left_out: usize,
    photos: PhotosOutcome,
    attachments: u64,
    media: MediaPolicy,
    held_deletions: u64,
}

impl Ending {
    pub(super) fn of_session(outcome: &LanOutcome, since: u64) -> Self {
        let LanOutcome { sent, received, photos, digest, observations, attachments, media, held_deletions, .. } =
            *outcome;
        let with = With::Device { device: outcome.peer.device, name: outcome.name.clone() };
        let left_out = outcome.declined.len();
        let session =
            Session { sent, received, observations, digest, left_out, photos, attachments, media, held_deletions };
        Self::new(with, since, session)
    }

    pub(super) fn of_file(outcome: &FileOutcome, since: u64, writer: Option<DeviceId>) -> Self {
        let FileOutcome { sent, received, photos, observations, attachments, media, held_deletions, .. } = *outcome;
        let (digest, observations) = (outcome.proven, Some(observations));
        let left_out = outcome.declined.len();
        let with = With::File { path: outcome.path.clone(), bytes: outcome.bytes };
        let waiting = outcome.waiting.iter().map(|visitor| Waiting {
            name: visitor.name.clone(),
            new: visitor.new,
            wrote_it: Some(visitor.device) == writer,
        });
        let session =
            Session { sent, received, observations, digest, left_out, photos, attachments, media, held_deletions };
        Self {
            not_in_file: outcome.left_out.clone(),
            waiting: waiting.collect(),
            adopted: outcome.adopted.clone(),
            given: outcome.given.clone(),
            was_unfinished: outcome.unfinished_before,
            ..Self::new(with, since, session)
        }
    }

    fn new(with: With, since: u64, session: Session) -> Self {
        let Session { sent, received, observations, digest, left_out, photos, attachments, media, held_deletions } =
            session;
        let counts = received.counts;
        Self {
            with,
            received: counts,
            sent: sent.counts,
            both_hold: observations.filter(|_| left_out == 0),
            digest: (left_out == 0).then_some(digest),
            left_out,
            photos,
            attachments,
            media,
            not_in_file: Vec::new(),
            came: (counts != MergeCounts::default()).then_some(Kept::Came(since)),
            held_deletions,
            waiting: Vec::new(),
            adopted: None,
            given: None,
            was_unfinished: false,
        }
    }
}
