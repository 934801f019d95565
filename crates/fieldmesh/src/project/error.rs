//! What can go wrong with a project.

use fieldmesh_document::{ReplicaError, WriteError};
use fieldmesh_store::{OpenError, StoreWriteError};
use fieldmesh_sync::{LinkRefusal, SessionError, StopReason};

use crate::{DeviceError, ErrorKind};

/// Why a project could not be opened, read or changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProjectError {
    /// The device belongs to no project.
    #[error("this device belongs to no project yet")]
    None,
    /// No project of that name or id.
    #[error("this device holds no project {wanted:?}")]
    NotFound {
        /// What was asked for.
        wanted: String,
    },
    /// Several projects fit.
    #[error("this device holds {have} projects that fit")]
    Choose {
        /// How many.
        have: usize,
    },
    /// The device is a member already.
    #[error("this device is in the project {name:?} already")]
    Exists {
        /// Its name.
        name: String,
    },
    /// The configuration stored in the project does not read.
    #[error("the configuration of this project cannot be used")]
    Configuration(#[source] fieldmesh_config::ConfigurationError),
    /// The device failed.
    #[error(transparent)]
    Device(#[from] DeviceError),
    /// The project's database cannot be opened.
    #[error("the project cannot be opened")]
    Open(#[from] OpenError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] ReplicaError),
    /// The device's card could not be written.
    #[error("what this device is could not be written down")]
    Card(#[source] StoreWriteError),
    /// A person stopped it.
    #[error("stopped")]
    Cancelled,
}

impl From<StoreWriteError> for ProjectError {
    fn from(error: StoreWriteError) -> Self {
        match error {
            StoreWriteError::Storage(error) => Self::Store(error),
            error => Self::Card(error),
        }
    }
}

impl ProjectError {
    /// The sort of the error.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::None => ErrorKind::NoProject,
            Self::NotFound { .. } => ErrorKind::NoSuchProject,
            Self::Choose { .. } => ErrorKind::ChooseProject,
            Self::Exists { .. } => ErrorKind::ProjectExists,
            Self::Configuration(_) => ErrorKind::NotAConfiguration,
            Self::Device(error) => error.kind(),
            Self::Open(error) => open_kind(error),
            Self::Store(error) => replica_kind(error),
            Self::Card(error) => write_kind(error),
            Self::Cancelled => ErrorKind::Cancelled,
        }
    }
}

pub(crate) fn replica_kind(error: &ReplicaError) -> ErrorKind {
    match error {
        ReplicaError::Damaged { .. } => ErrorKind::Damaged,
        ReplicaError::Full { .. } => ErrorKind::DiskFull,
        ReplicaError::ReadOnly => ErrorKind::ReadOnly,
        ReplicaError::Busy => ErrorKind::InUse,
        ReplicaError::Io { .. } => ErrorKind::Io,
        _ => ErrorKind::Internal,
    }
}

pub(crate) const fn refusal_kind(refusal: &LinkRefusal) -> ErrorKind {
    match refusal {
        LinkRefusal::OtherProject { .. } => ErrorKind::OtherProject,
        LinkRefusal::OtherConfiguration { .. } => ErrorKind::OtherConfiguration,
        LinkRefusal::CopiedDevice { .. } => ErrorKind::CopiedDevice,
        LinkRefusal::Version { .. } => ErrorKind::NewerVersion,
        _ => ErrorKind::Protocol,
    }
}

pub(crate) fn session_kind(error: &SessionError) -> ErrorKind {
    match error {
        SessionError::Replica(error) => replica_kind(error),
        SessionError::Cancelled | SessionError::Stopped(StopReason::Cancelled) => ErrorKind::Cancelled,
        SessionError::Stopped(_) => ErrorKind::Interrupted,
        _ => ErrorKind::Protocol,
    }
}

pub(crate) fn write_kind(error: &StoreWriteError) -> ErrorKind {
    match error {
        StoreWriteError::NotFound(_) => ErrorKind::NoSuchObservation,
        StoreWriteError::Refused(error) => refused_write_kind(error),
        StoreWriteError::Storage(error) => replica_kind(error),
        _ => ErrorKind::Internal,
    }
}

pub(crate) const fn refused_write_kind(error: &WriteError) -> ErrorKind {
    match error {
        WriteError::NotFound(_) => ErrorKind::NoSuchObservation,
        WriteError::Full { .. } => ErrorKind::Full,
        WriteError::Empty => ErrorKind::NothingToDo,
        WriteError::Newer => ErrorKind::NewerVersion,
        WriteError::Random(_) | WriteError::Automerge(_) => ErrorKind::Internal,
        _ => ErrorKind::InvalidValue,
    }
}

fn open_kind(error: &OpenError) -> ErrorKind {
    match error {
        OpenError::NotFound { .. } => ErrorKind::NoSuchProject,
        OpenError::Exists { .. } => ErrorKind::ProjectExists,
        OpenError::NotAStore { .. } | OpenError::Preliminary { .. } => ErrorKind::Damaged,
        OpenError::Newer { .. } => ErrorKind::NewerVersion,
        OpenError::OtherDevice { .. } => ErrorKind::CopiedDevice,
        OpenError::Storage(error) => replica_kind(error),
        _ => ErrorKind::Io,
    }
}
