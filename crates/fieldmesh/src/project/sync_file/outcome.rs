//! What a synchronization with a file ended with.

use std::path::PathBuf;

use fieldmesh_document::{DeclineReason, DeviceId, MediaPolicy, RecordsDigest, ShardId};
use fieldmesh_sync::{ConfigurationSummary, Moved, PhotosOutcome};

use super::LeftOut;

/// The end of a synchronization with a sync file: both hold the same, except what is declined.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileOutcome {
    /// The file.
    pub path: PathBuf,
    /// The digest of this device's observations now.
    pub digest: RecordsDigest,
    /// The digest that device and file proved to each other; equal to [`Self::digest`] unless shards were declined
    /// or observations were recorded meanwhile.
    pub proven: RecordsDigest,
    /// How many observations that are not deleted device and file proved to hold, whatever was recorded since.
    pub observations: u64,
    /// How many photos and other attachments of these this device holds.
    pub attachments: u64,
    /// How many observations others deleted that are shown here until a person answers
    /// ([`Project::held_deletions`](crate::Project::held_deletions)).
    pub held_deletions: u64,
    /// Bytes of the file now.
    pub bytes: u64,
    /// What the file got.
    pub sent: Moved,
    /// What this device got.
    pub received: Moved,
    /// How photos and other attachments stand.
    pub photos: PhotosOutcome,
    /// How much of photos and other attachments both want: less than everything where one of the two keeps less.
    pub media: MediaPolicy,
    /// The attachments of this device's observations of which a file that keeps less than everything has nothing,
    /// not even a preview.
    pub left_out: Vec<LeftOut>,
    /// Shards that one of the two did not take, and why.
    pub declined: Vec<(ShardId, DeclineReason)>,
    /// Devices that synchronized with the file before and for which it now holds something new, the newest
    /// visitor first.
    pub waiting: Vec<Visitor>,
    /// The configuration of the file, where this device uses it from now on in place of its own or of none.
    pub adopted: Option<ConfigurationSummary>,
    /// The configuration of this device, where the file has it from now on in place of its own or of none.
    pub given: Option<ConfigurationSummary>,
    /// Whether the file's last update before this one had not finished; its intact state was used.
    pub unfinished_before: bool,
}

impl FileOutcome {
    /// Whether nothing was left out: every shard was taken, and no attachment remains that one side wants and the
    /// other holds.
    pub fn is_complete(&self) -> bool {
        self.declined.is_empty() && self.photos.complete
    }
}

/// A device for which a file holds something new.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Visitor {
    /// Which device.
    pub device: DeviceId,
    /// The name it had when it visited.
    pub name: String,
    /// How many observations are new for it.
    pub new: u64,
}
