//! Field observations kept on laptops that are mostly offline, and synchronized without internet.
//!
//! This is the crate to embed. A [`Device`] is one installation; a [`Project`] holds observations, and whoever has
//! its [`Invite`] is a member. Members synchronize by a sync file that is carried by hand, or over a local network
//! ([`Project::open_lan`]); afterwards both hold the same, and the digests prove it.
//!
//! ```
//! use fieldmesh::{Configuration, Device, Observation};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let dir = tempfile::tempdir()?;
//! # let (dir_a, dir_b, trip) = (dir.path().join("a"), dir.path().join("b"), dir.path().join("trip.fieldmesh"));
//! let device = Device::open(dir_a)?;                                  // makes the keys on first use
//! let project = device.create_project("Río Napo", Configuration::builtin())?;
//! let id = project.observe(Observation::at(-1.48, -77.26)?.category("camp").notes("roof gone"))?;
//! let other = Device::open(dir_b)?.join(&project.invite()?)?;
//! project.create_sync_file(&trip)?;
//! let outcome = other.synchronize_file(&trip)?;
//! assert_eq!(outcome.digest, project.digest()?);
//! assert_eq!(other.observation(&id)?.notes.as_deref(), Some("roof gone"));
//! # Ok(())
//! # }
//! ```
//!
//! Records are blocking and `Send + Sync`: what a call says is on disk when it returns. Anything long is a
//! [`Job`]: iterate its events, cancel it, wait for it.
//!
//! Features: `lan`, on by default, is the local network; `media` makes previews and thumbnails of photos and
//! reads where and when they were taken ([`PhotoFacts`]), and
//! `exchange` imports and exports GeoJSON; `qr` makes invites into QR codes.
//!
//! It does not print or ask, and speaks to no network but while a [`Lan`] is open: then to devices of the project
//! and addresses that were given to it.

mod configuration_file;
mod device;
#[cfg(feature = "exchange")]
mod exchange;
mod fix;
mod invite;
mod job;
mod kind;
#[cfg(feature = "lan")]
mod lan;
mod language;
mod media;
mod platform;
mod project;
mod select;
mod time;
mod words;

pub use fieldmesh_config as config;
pub use fieldmesh_config::Configuration;
pub use fieldmesh_document::observation::{
    ClockDoubt, Conflict, ConflictValue, Difference, Edit, FieldName, NewObservation, Observation, Scalar, Source,
    TagValue, Version,
};
pub use fieldmesh_document::{
    AttachmentClass, AttachmentId, AttachmentRecord, ChangeHash, Coordinate, DeclineReason, DeviceId, DeviceKind,
    Fingerprint, Geometry, Heads, Inventory, LocalId, MediaDigest, MediaPolicy, MergeCounts, Moment, ObservationId,
    ParseDeviceIdError, ParseIdError, Position, PositionError, ProjectId, ProjectKey, RecordsDigest, ShardEntry,
    ShardId, ShardKind, ShardState, StoreId, Timestamp, VariantRecord,
};
pub use fieldmesh_store::{
    AbsentAttachment, AbsentAttachments, Activity, ActivityEnd, Arrived, Bounds, Carried, CheckReport, Compared,
    Completed, Deleted, Listed, Place, Query, RebuildReport, Totals, Via,
};
pub use fieldmesh_sync::{AttachmentCount, ConfigurationSummary, LinkRefusal, Moved, PhotosOutcome};
pub use fieldmesh_syncfile::{Info as SyncFileInfo, State as SyncFileState, VerifyReport, Visit};
#[cfg(feature = "lan")]
pub use fieldmesh_transport::{
    DEFAULT_PORT, DialFailure, DialTarget, Interfaces, PeerKey, Presence, Surroundings, Unreached,
};

pub use configuration_file::{ReadConfigurationError, read_configuration};
pub use device::{Device, DeviceError, NAME_MAX, ProjectSummary};
pub use fix::Fix;
#[cfg(feature = "qr")]
pub use invite::InviteCode;
pub use invite::{Invite, InviteError};
pub use job::{Canceller, Job, JobEvent, Stage, Unit};
pub use kind::ErrorKind;
#[cfg(feature = "lan")]
pub use lan::{
    InterfaceKind, Lan, LanAddress, LanEvent, LanOptions, LanOutcome, LanPeer, OpenLanError, PeerState,
    SynchronizeError,
};
pub use language::{Language, ParseLanguageError};
#[cfg(feature = "media")]
pub use media::{PhotoFacts, PhotoTime};
pub use project::{
    AttachmentError, ConfigurationChoice, ConfigurationUse, DeviceStanding, Edition, FileOutcome, ImportedShard,
    Known, LeftOut, ObservationError, OtherConfiguration, Peer, Project, ProjectError, ShardError, SyncFileError,
    Told, Visitor, Vocabulary, attachment_file_name,
};
#[cfg(feature = "exchange")]
pub use project::{ExportError, ImportError, ImportReport, Skipped};
pub use select::{SelectDeviceError, select_device};
pub use time::{rfc3339, rfc3339_moment};
pub use words::{ParseWordsError, WordBits, parse_words, words};
