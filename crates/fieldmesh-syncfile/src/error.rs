//! Why a file could not be created, opened or published.

use std::io;

use fieldmesh_document::ReplicaError;

use crate::VerifyReport;

/// Why a file was not opened. It is byte for byte as it was.
///
/// Where several apply, the first in the order of the variants from [`Self::NotASyncFile`] on is reported; of
/// [`Self::NewerContent`] and [`Self::OverBudget`], which go before [`Self::Damaged`], the one met first.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The medium failed.
    #[error("reading the sync file failed")]
    Io(#[source] io::Error),
    /// Another program holds it.
    #[error("the sync file is in use by another program")]
    Busy,
    /// It does not begin as a sync file does.
    #[error("not a sync file{}", looks_like.map(|what| format!(", but {what}")).unwrap_or_default())]
    NotASyncFile {
        /// Whether it has no bytes at all.
        empty: bool,
        /// What it is instead, where that is known, with an article: `a Mapeo sync file`.
        looks_like: Option<&'static str>,
    },
    /// A newer version of the program made it.
    #[error(
        "sync file of version {version}, kind {kind}, flags {flags}; this program reads version 1, kind 0, flags 0"
    )]
    NewerVersion {
        /// Version of the format.
        version: u16,
        /// Kind of file; 1 is a parcel.
        kind: u8,
        /// Flags.
        flags: u8,
    },
    /// None of the keys is that of its project.
    #[error("the sync file belongs to another project: none of {tried} project keys opens it")]
    OtherProject {
        /// How many keys were tried.
        tried: usize,
    },
    /// Something in it opens under the key and is not understood: a newer version of the program wrote it.
    #[error("a newer version of the program wrote what stands in the sync file at byte {at}")]
    NewerContent {
        /// Where it begins, in bytes.
        at: u64,
    },
    /// A fault is followed by a valid commit, or there is no valid commit.
    #[error("the sync file is damaged at byte {at} of {len}")]
    Damaged {
        /// Where the first fault is.
        at: u64,
        /// Bytes of the file.
        len: u64,
        /// The last commit before the fault, if there is one.
        intact_sequence: Option<u64>,
    },
    /// It asks for more than a reader gives.
    #[error("the sync file has {have} {what}, the limit is {limit}")]
    OverBudget {
        /// What is counted.
        what: &'static str,
        /// How many there are.
        have: u64,
        /// How many there may be.
        limit: u64,
    },
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::WouldBlock => Self::Busy,
            _ => Self::Io(error),
        }
    }
}

/// Why a file was not created.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CreateError {
    /// The medium holds something already.
    #[error("the medium holds {len} bytes already")]
    NotEmpty {
        /// Bytes on it.
        len: u64,
    },
    /// The manifest, with its configuration, is too large.
    #[error("the manifest has {have} bytes, the limit is {limit}")]
    TooLarge {
        /// Its bytes.
        have: u64,
        /// The limit.
        limit: u64,
    },
    /// The system has no random source.
    #[error("no random source")]
    Random(#[source] getrandom::Error),
    /// The medium failed.
    #[error("writing the sync file failed")]
    Write(#[from] ReplicaError),
}

/// Why a new file did not get its final name. What had that name before is as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    /// Reading it back found faults.
    #[error("the new sync file did not verify: {} shards and {} attachments are damaged", .0.damaged_shards.len(), .0.damaged_attachments.len())]
    Verify(Box<VerifyReport>),
    /// Committing or reading back failed.
    #[error("finishing the sync file failed")]
    Replica(#[from] ReplicaError),
    /// A person stopped it.
    #[error("stopped")]
    Cancelled,
    /// Giving it its name failed.
    #[error("giving the sync file its name failed")]
    Rename(#[source] io::Error),
}

/// Why a file was not read to its end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The medium failed.
    #[error(transparent)]
    Replica(#[from] ReplicaError),
    /// A person stopped it.
    #[error("stopped")]
    Cancelled,
}

impl From<VerifyError> for PublishError {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Replica(error) => Self::Replica(error),
            VerifyError::Cancelled => Self::Cancelled,
        }
    }
}
