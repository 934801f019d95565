//! The manifest: what a file is, sealed (`docs/syncfile-format.md`, section 4).

use fieldmesh_document::{DeviceId, Fingerprint, MediaPolicy, ProjectId, StoreId, Timestamp};
use serde::{Deserialize, Serialize};

/// What a sync file is: of which project, under which configuration, made by whom.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// The project.
    pub project: ProjectId,
    /// The name of the project.
    pub name: String,
    /// The configuration of the writer, if it had one; of a file that was opened the one it was given last
    /// ([`SyncFile::set_configuration`](crate::SyncFile::set_configuration)).
    pub configuration: Option<ManifestConfiguration>,
    /// Which attachments the file wants.
    pub media: MediaPolicy,
    /// Who made the file.
    pub writer: Visitor,
    /// When, by the writer's clock.
    pub created: Timestamp,
}

/// A configuration as a file carries it: opaque here, so that a newcomer can start from a file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ManifestConfiguration {
    /// What it means.
    pub fingerprint: Fingerprint,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The configuration file, as it came to the writer.
    pub bytes: Vec<u8>,
}

/// A device that synchronizes with a file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Visitor {
    /// Which device.
    pub device: DeviceId,
    /// Which copy of its data.
    pub store: StoreId,
    /// The store's commit counter at that moment.
    pub counter: u64,
    /// What people call it.
    pub name: String,
}
