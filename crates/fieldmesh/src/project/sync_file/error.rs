//! What can go wrong with a sync file.

use std::io;

use fieldmesh_document::{Fingerprint, ReplicaError};
use fieldmesh_sync::PumpError;
use fieldmesh_syncfile::{CreateError, OpenError, PublishError, VerifyError};

use crate::project::error::{refusal_kind, replica_kind, session_kind};
use crate::{ErrorKind, OtherConfiguration, ProjectError};

/// Why a sync file could not be created, looked at or synchronized with. A refused file stays as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SyncFileError {
    /// The file cannot be reached.
    #[error("the sync file cannot be used")]
    Io(#[source] io::Error),
    /// Another program holds it.
    #[error("the sync file is in use by another program")]
    Busy,
    /// The file is not one that this device can open.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The file fits another project of this device.
    #[error("the sync file belongs to the project {theirs:?}, not to {ours:?}")]
    OwnOtherProject {
        /// The project it was to be synchronized with.
        ours: String,
        /// The project it belongs to.
        theirs: String,
    },
    /// The configurations differ in meaning, and ours does not succeed the file's: a person chooses
    /// ([`Project::synchronize_file_with`](crate::Project::synchronize_file_with)).
    #[error(
        "the sync file uses the configuration {} {} ({}), this project {} {} ({})",
        .0.theirs.name, .0.theirs.version, .0.theirs.fingerprint.short(),
        .0.ours.name, .0.ours.version, .0.ours.fingerprint.short()
    )]
    OtherConfiguration(Box<OtherConfiguration>),
    /// The configuration in the file is not the one it says.
    #[error("the sync file says that its configuration has the fingerprint {said}, it has {have}")]
    FalseFingerprint {
        /// What the file says.
        said: Fingerprint,
        /// What it holds.
        have: Fingerprint,
    },
    /// A configuration does not hold.
    #[error("the configuration cannot be used")]
    Configuration(#[source] fieldmesh_config::ConfigurationError),
    /// The medium cannot be written, and synchronization goes both ways.
    #[error("the sync file cannot be written")]
    ReadOnly,
    /// The file could not be begun.
    #[error("the sync file cannot be created")]
    Create(#[from] CreateError),
    /// The new file did not verify or could not get its name.
    #[error("the sync file cannot be finished")]
    Publish(#[source] PublishError),
    /// The session between device and file failed; what was recorded by then stays.
    #[error("the synchronization with the file failed")]
    Session(#[source] PumpError),
    /// The store or the file failed.
    #[error(transparent)]
    Replica(#[from] ReplicaError),
    /// The project failed.
    #[error(transparent)]
    Project(#[from] ProjectError),
    /// A person stopped it; what was recorded by then stays.
    #[error("stopped")]
    Cancelled,
}

impl From<io::Error> for SyncFileError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::WouldBlock => Self::Busy,
            _ => Self::Io(error),
        }
    }
}

impl From<PublishError> for SyncFileError {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Cancelled => Self::Cancelled,
            error => Self::Publish(error),
        }
    }
}

impl From<VerifyError> for SyncFileError {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Replica(error) => error.into(),
            // Nothing else ends it.
            _ => Self::Cancelled,
        }
    }
}

impl From<PumpError> for SyncFileError {
    fn from(error: PumpError) -> Self {
        match error {
            PumpError::Cancelled => Self::Cancelled,
            error => Self::Session(error),
        }
    }
}

impl SyncFileError {
    /// The sort of the error.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Io(error) => ErrorKind::from(error),
            Self::Busy => ErrorKind::InUse,
            Self::Open(error) => open_kind(error),
            Self::OwnOtherProject { .. } => ErrorKind::OtherProject,
            Self::OtherConfiguration(_) => ErrorKind::OtherConfiguration,
            Self::Configuration(_) => ErrorKind::NotAConfiguration,
            Self::FalseFingerprint { .. } => ErrorKind::Damaged,
            Self::ReadOnly => ErrorKind::ReadOnly,
            Self::Create(error) => match error {
                CreateError::NotEmpty { .. } => ErrorKind::FileExists,
                CreateError::TooLarge { .. } => ErrorKind::OverBudget,
                CreateError::Write(error) => replica_kind(error),
                _ => ErrorKind::Internal,
            },
            Self::Publish(error) => match error {
                PublishError::Verify(_) => ErrorKind::Damaged,
                PublishError::Replica(error) => replica_kind(error),
                PublishError::Rename(error) => ErrorKind::from(error),
                _ => ErrorKind::Io,
            },
            Self::Session(error) => pump_kind(error),
            Self::Replica(error) => replica_kind(error),
            Self::Project(error) => error.kind(),
            Self::Cancelled => ErrorKind::Cancelled,
        }
    }
}

fn open_kind(error: &OpenError) -> ErrorKind {
    match error {
        OpenError::Io(error) => ErrorKind::from(error),
        OpenError::Busy => ErrorKind::InUse,
        OpenError::NotASyncFile { .. } => ErrorKind::NotASyncFile,
        OpenError::NewerVersion { .. } | OpenError::NewerContent { .. } => ErrorKind::NewerVersion,
        OpenError::OtherProject { .. } => ErrorKind::OtherProject,
        OpenError::Damaged { .. } => ErrorKind::Damaged,
        OpenError::OverBudget { .. } => ErrorKind::OverBudget,
        _ => ErrorKind::Internal,
    }
}

fn pump_kind(error: &PumpError) -> ErrorKind {
    match error {
        PumpError::Refused { refusal, .. } => refusal_kind(refusal),
        PumpError::Session { source, .. } => session_kind(source),
        PumpError::Cancelled => ErrorKind::Cancelled,
        PumpError::Stalled => ErrorKind::Internal,
        _ => ErrorKind::Protocol,
    }
}
