//! The sorts of errors that come from crates and a system that do not know [`ErrorKind`].

use std::io;

use fieldmesh_config::{ConfigurationError, ExportError, ImportError};

use super::ErrorKind;

impl From<&io::Error> for ErrorKind {
    fn from(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::NoSuchFile,
            io::ErrorKind::AlreadyExists => Self::FileExists,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::DiskFull
            }
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Self::ReadOnly,
            io::ErrorKind::ResourceBusy => Self::InUse,
            _ => Self::Io,
        }
    }
}

impl From<&ConfigurationError> for ErrorKind {
    fn from(error: &ConfigurationError) -> Self {
        match error {
            ConfigurationError::NewerVersion { .. } => Self::NewerVersion,
            _ => Self::NotAConfiguration,
        }
    }
}

impl From<&ImportError> for ErrorKind {
    fn from(error: &ImportError) -> Self {
        match error {
            ImportError::NewerVersion { .. } => Self::NewerVersion,
            ImportError::Configuration(error) => error.into(),
            _ => Self::NotAConfiguration,
        }
    }
}

impl From<&ExportError> for ErrorKind {
    fn from(_: &ExportError) -> Self {
        Self::NotForComapeo
    }
}
