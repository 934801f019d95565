//! What can go wrong with a device.

use std::io;
use std::path::PathBuf;

use crate::{ErrorKind, ProjectError};

/// Why a device could not be opened or changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DeviceError {
    /// A file or folder of the device cannot be read or written.
    #[error("the files of this device cannot be used")]
    Io(#[from] io::Error),
    /// A key file does not have its length.
    #[error("the key file {path} is damaged: it should have {want} bytes")]
    KeyDamaged {
        /// Which file.
        path: PathBuf,
        /// The bytes it should have.
        want: usize,
    },
    /// The settings cannot be understood.
    #[error("the settings file {path} is damaged")]
    Settings {
        /// Which file.
        path: PathBuf,
        /// The cause.
        #[source]
        source: serde_json::Error,
    },
    /// A name that is empty, longer than 100 characters, or has control characters.
    #[error("a name has 1 to 100 characters and no control characters, this one has {have}")]
    InvalidName {
        /// Its characters.
        have: usize,
    },
    /// The system has no random source.
    #[error("the system gives no random numbers")]
    Random(#[source] getrandom::Error),
    /// A project of this device failed.
    #[error("a project of this device failed")]
    Project(#[source] Box<ProjectError>),
}

impl From<ProjectError> for DeviceError {
    fn from(error: ProjectError) -> Self {
        match error {
            ProjectError::Device(error) => error,
            error => Self::Project(Box::new(error)),
        }
    }
}

impl DeviceError {
    /// The sort of the error.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Io(error) => error.into(),
            Self::KeyDamaged { .. } | Self::Settings { .. } => ErrorKind::Damaged,
            Self::InvalidName { .. } => ErrorKind::InvalidName,
            Self::Random(_) => ErrorKind::Internal,
            Self::Project(error) => error.kind(),
        }
    }
}
