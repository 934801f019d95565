//! What can go wrong, one enum per operation. Reads fail with [`ReplicaError`] as any replica does.

use std::io;
use std::path::PathBuf;

use fieldmesh_document::{DeviceId, ObservationId, Refusal, ReplicaError, WriteError};
use rusqlite::ErrorCode;

/// Why a store could not be created or opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// No store in this directory.
    #[error("no project in {}", path.display())]
    NotFound {
        /// The directory.
        path: PathBuf,
    },
    /// A store is there already.
    #[error("{} holds a project already", path.display())]
    Exists {
        /// The directory.
        path: PathBuf,
    },
    /// The file is no database of this program.
    #[error("{} is not a project database", path.display())]
    NotAStore {
        /// The file.
        path: PathBuf,
    },
    /// A newer version of the program wrote it.
    #[error("the project database has version {have}, this program reads up to {supported}")]
    Newer {
        /// Its schema version.
        have: i64,
        /// The newest version this program reads.
        supported: i64,
    },
    /// A program before the first version that is kept wrote it.
    #[error(
        "the project database has version {have} of the time before the first release, which this program does not read"
    )]
    Preliminary {
        /// Its schema version.
        have: i64,
    },
    /// It belongs to another device.
    #[error("the project database belongs to device {}", owner.short())]
    OtherDevice {
        /// The device it belongs to.
        owner: DeviceId,
    },
    /// The directory is on a network drive, where SQLite's write-ahead log does not work.
    #[error("{} is on a network drive ({kind})", path.display())]
    NetworkDrive {
        /// The directory.
        path: PathBuf,
        /// The file system.
        kind: String,
    },
    /// The system has no random source.
    #[error("no random source")]
    Random(#[source] getrandom::Error),
    /// The disk or the database failed.
    #[error(transparent)]
    Storage(#[from] ReplicaError),
}

/// Why a local write was refused. Nothing of it was stored, except where the call says otherwise.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreWriteError {
    /// No observation of this id.
    #[error("no observation {0}")]
    NotFound(ObservationId),
    /// The document refused it.
    #[error("the observation cannot be written")]
    Refused(#[from] WriteError),
    /// What was written would not be admitted by another device.
    #[error("the written shard does not verify")]
    Unverified(#[source] Refusal),
    /// The system has no random source.
    #[error("no random source")]
    Random(#[source] getrandom::Error),
    /// The disk or the database failed.
    #[error(transparent)]
    Storage(#[from] ReplicaError),
}

/// Why an attachment was not added. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AttachmentError {
    /// More bytes than an attachment may have.
    #[error("more than the {limit} bytes that an attachment may have")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The bytes to add could not be read.
    #[error("reading the attachment failed")]
    Read(#[source] io::Error),
    /// The system has no random source.
    #[error("no random source")]
    Random(#[source] getrandom::Error),
    /// The disk or the database failed.
    #[error(transparent)]
    Storage(#[from] ReplicaError),
}

/// Turns a failure of SQLite into the typed one.
pub(crate) fn sql(doing: &'static str) -> impl Fn(rusqlite::Error) -> ReplicaError {
    move |error| match error.sqlite_error_code() {
        // SQLite does not say how much it needed; one page is the least.
        Some(ErrorCode::DiskFull) => ReplicaError::Full { need: 4096, have: 0 },
        Some(ErrorCode::ReadOnly) => ReplicaError::ReadOnly,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => ReplicaError::Busy,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => damaged("the project database", error),
        // No failure of SQLite, but a value of another type than we write.
        None if !matches!(error, rusqlite::Error::SqlInputError { .. }) => damaged("the project database", error),
        _ => ReplicaError::Io { doing, source: Box::new(error) },
    }
}

/// Turns a failure of the file system into the typed one.
pub(crate) fn disk(doing: &'static str) -> impl Fn(io::Error) -> ReplicaError {
    move |error| match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ReplicaError::Full { need: 1, have: 0 },
        io::ErrorKind::ReadOnlyFilesystem => ReplicaError::ReadOnly,
        _ => ReplicaError::Io { doing, source: Box::new(error) },
    }
}

/// Bytes of ours that do not verify, and what found it.
pub(crate) fn damaged(
    what: impl Into<String>,
    source: impl std::error::Error + Send + Sync + 'static,
) -> ReplicaError {
    ReplicaError::Damaged { what: what.into(), source: Some(Box::new(source)) }
}

/// Bytes of ours that have another shape than we write.
pub(crate) fn misshapen(what: impl Into<String>) -> ReplicaError {
    ReplicaError::Damaged { what: what.into(), source: None }
}
