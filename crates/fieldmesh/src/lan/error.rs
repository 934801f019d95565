//! What can go wrong on a local network.

use std::io;
use std::sync::Arc;

use fieldmesh_document::DeviceId;
use fieldmesh_transport::{LanError, SessionFailure};

use crate::project::session_kind;
use crate::{ErrorKind, ProjectError};

/// Why a project could not be opened to the local network.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenLanError {
    /// Another window or command of this device is discoverable already.
    #[error("another window or command of this device has Synchronize open")]
    InUse,
    /// The network refused.
    #[error(transparent)]
    Network(#[from] LanError),
    /// The project could not be read.
    #[error(transparent)]
    Project(#[from] ProjectError),
}

/// Why a device was not synchronized with. What arrived is kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SynchronizeError {
    /// The device is not in the list.
    #[error("device {} is not nearby", device.short())]
    NotNearby {
        /// Which.
        device: DeviceId,
    },
    /// Its configuration has not arrived, or does not differ, or is none.
    #[error("device {} gave no other configuration", device.short())]
    NoConfiguration {
        /// Which.
        device: DeviceId,
    },
    /// The session ended early.
    #[error(transparent)]
    Session(Arc<SessionFailure>),
    /// The project could not be changed.
    #[error(transparent)]
    Project(#[from] ProjectError),
}

impl OpenLanError {
    /// The sort of the error.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::InUse => ErrorKind::InUse,
            Self::Network(LanError::Listen { source, .. }) => match source.kind() {
                io::ErrorKind::AddrInUse => ErrorKind::InUse,
                io::ErrorKind::AddrNotAvailable => ErrorKind::InvalidValue,
                _ => ErrorKind::from(source),
            },
            Self::Network(_) => ErrorKind::Io,
            Self::Project(error) => error.kind(),
        }
    }
}

impl SynchronizeError {
    /// The sort of the error.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::NotNearby { .. } => ErrorKind::Unreachable,
            Self::NoConfiguration { .. } => ErrorKind::NotAConfiguration,
            Self::Session(failure) => match failure.as_ref() {
                SessionFailure::Session(error) => session_kind(error),
                SessionFailure::Cut => ErrorKind::Interrupted,
                SessionFailure::NotConnected(_) => ErrorKind::Unreachable,
                _ => ErrorKind::Io,
            },
            Self::Project(error) => error.kind(),
        }
    }
}
