//! A sync file.

mod adopt;
mod append;
mod merge;
mod open;
mod read;
mod replica;
mod verify;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::io;
use std::sync::{Mutex, MutexGuard};

use fieldmesh_document::{AttachmentId, ChangeGraphs, DeviceId, MergeCounts, ReplicaError, ShardId, Timestamp};

use crate::commit::{AttachmentRow, CommitVisit, Extent, Listed};
use crate::header::FileKeys;
use crate::index::Index;
use crate::segment::{Kind, Segment};
use crate::walk::{ChunkId, LastCommit, LogEntry};
use crate::{Manifest, ManifestConfiguration, Medium, PublishError, State, Visit, Visitor};

pub use verify::VerifyReport;

/// A sync file: a [`Replica`](fieldmesh_document::Replica) on a [`Medium`].
///
/// What is merged and every piece of an attachment is durable when
/// [`commit`](fieldmesh_document::Replica::commit) returns; a file that is dropped without it is as it was after the
/// last one. A commit has a largest size, so a file that very much comes for commits on the way. After a write that
/// failed every call fails; open the file again.
pub struct SyncFile {
    manifest: Manifest,
    read_only: bool,
    inner: Mutex<Inner>,
}

/// What a file says of itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Info {
    /// Project, configuration, writer and time of creation.
    pub manifest: Manifest,
    /// Whether it is whole.
    pub state: State,
    /// The number of the last commit.
    pub sequence: u64,
    /// Everyone who synchronized with it, oldest first.
    pub visits: Vec<Visit>,
    /// How many observations it holds that are not deleted.
    pub observations: u64,
    /// How many shards it holds.
    pub shards: u64,
    /// How many attachments it holds whole, of every class.
    pub attachments: u64,
    /// Bytes of those attachments.
    pub attachment_bytes: u64,
    /// Bytes of the file.
    pub bytes: u64,
}

impl SyncFile {
    /// What the file is, with the configuration it has now.
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Whether its medium cannot be written; then it can only be read from.
    pub const fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// In what state the file is.
    ///
    /// # Errors
    /// [`ReplicaError::Io`] after a failed write.
    pub fn state(&self) -> Result<State, ReplicaError> {
        Ok(self.lock()?.state.clone())
    }

    /// What the file says of itself.
    ///
    /// # Errors
    /// [`ReplicaError::Io`].
    pub fn info(&self) -> Result<Info, ReplicaError> {
        let mut inner = self.lock()?;
        let complete = || inner.index.attachments.values().filter(|row| row.complete);
        Ok(Info {
            manifest: self.manifest.clone(),
            state: inner.state.clone(),
            sequence: inner.last.sequence,
            visits: visits(&inner.log),
            observations: inner.index.observations(),
            shards: inner.index.shards.len() as u64,
            attachments: complete().count() as u64,
            attachment_bytes: complete().map(AttachmentRow::held).sum(),
            bytes: inner.medium.len().map_err(|error| io_error("measuring the sync file", error))?,
        })
    }

    /// Everyone who synchronized with the file, oldest first.
    ///
    /// # Errors
    /// [`ReplicaError::Io`] after a failed write.
    pub fn visits(&self) -> Result<Vec<Visit>, ReplicaError> {
        Ok(visits(&self.lock()?.log))
    }

    /// Says who synchronizes from now on, so that commits carry it.
    ///
    /// # Errors
    /// [`ReplicaError::Io`] after a failed write.
    pub fn visit(&self, visitor: Visitor, at: Timestamp) -> Result<(), ReplicaError> {
        self.lock()?.visit = Some(CommitVisit { visitor, at, complete: false });
        Ok(())
    }

    /// Gives the file a configuration in place of its own, with the next commit. Every device that opens it from then
    /// on finds this one; the one before stays in its bytes.
    ///
    /// # Errors
    /// [`ReplicaError::ReadOnly`], [`ReplicaError::Damaged`]; [`ReplicaError::Io`] after a failed write.
    pub fn set_configuration(&mut self, configuration: ManifestConfiguration) -> Result<(), ReplicaError> {
        if self.read_only {
            return Err(ReplicaError::ReadOnly);
        }
        let mut inner = self.lock()?;
        inner.refuse_damaged()?;
        inner.configuration = Some(configuration.clone());
        drop(inner);
        self.manifest.configuration = Some(configuration);
        Ok(())
    }

    /// Commits, and records that the visit ended as it should. Does nothing without a visit or on a read-only
    /// medium.
    ///
    /// # Errors
    /// As [`commit`](fieldmesh_document::Replica::commit).
    pub fn finish_visit(&self) -> Result<(), ReplicaError> {
        let mut inner = self.lock()?;
        let Some(visit) = inner.visit.take().filter(|_| !self.read_only) else { return Ok(()) };
        inner.refuse_damaged()?;
        inner.commit(Some(CommitVisit { complete: true, ..visit }))
    }

    /// How many observations arrived in the file since that device's last complete visit: all of them when it
    /// had none.
    ///
    /// # Errors
    /// [`ReplicaError::Io`] after a failed write.
    pub fn new_for(&self, device: &DeviceId) -> Result<u64, ReplicaError> {
        let inner = self.lock()?;
        let is_its_last = |entry: &&LogEntry| {
            entry.visit.as_ref().is_some_and(|visit| visit.complete && visit.visitor.device == *device)
        };
        Ok(match inner.log.iter().rev().find(is_its_last).map(|entry| entry.sequence) {
            None => inner.index.observations(),
            Some(seen) => {
                let since = inner.log.iter().filter(|entry| entry.sequence > seen);
                since.map(|entry| entry.counts.new).sum::<u64>() + inner.counts.new
            }
        })
    }

    /// Ends the creation of a file: commits, reads everything back and verifies it, and gives the file its name.
    /// `progress` is told bytes verified and bytes in all; `cancel` is asked all the while, and a file that is not
    /// published vanishes.
    ///
    /// # Errors
    /// Every [`PublishError`].
    pub fn publish(
        &self,
        progress: &mut dyn FnMut(u64, u64),
        cancel: &dyn Fn() -> bool,
    ) -> Result<VerifyReport, PublishError> {
        {
            let mut inner = self.lock()?;
            let visit = inner.visit.clone();
            if inner.is_dirty() {
                inner.commit(visit)?;
            }
            inner.sync()?;
        }
        let report = self.verify(progress, cancel)?;
        if !report.is_intact() {
            return Err(PublishError::Verify(Box::new(report)));
        }
        let mut inner = self.lock()?;
        inner.medium.publish().map_err(PublishError::Rename)?;
        inner.published = true;
        Ok(report)
    }

    /// Takes back what was appended since the last commit, so that a file whose update a person stopped is byte for byte
    /// as it was after that commit. What an update before that did not finish and this one went on with stays.
    ///
    /// # Errors
    /// [`ReplicaError::Io`] also after a failed write.
    pub fn abandon(self) -> Result<(), ReplicaError> {
        let mut inner = self.lock()?;
        let Some(from) = inner.appended_from else { return Ok(()) };
        let cut = inner.medium.truncate(from).and_then(|()| inner.medium.sync());
        cut.map_err(|error| io_error("taking back an update of the sync file", error))
    }

    /// # Errors
    /// [`ReplicaError::Io`] after a failed write or a panic.
    fn lock(&self) -> Result<MutexGuard<'_, Inner>, ReplicaError> {
        let given_up = || io_error("using a sync file after a write that failed", io::ErrorKind::BrokenPipe.into());
        self.inner.lock().ok().filter(|inner| !inner.failed).ok_or_else(given_up)
    }
}

/// Shows no key and no content.
impl fmt::Debug for SyncFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SyncFile").field("project", &self.manifest.project).finish_non_exhaustive()
    }
}

struct Inner {
    medium: Box<dyn Medium>,
    keys: FileKeys,
    segments: BTreeMap<u64, Segment>,
    /// Chunks known not to open.
    bad: BTreeSet<ChunkId>,
    /// What the file holds, with what is not committed yet.
    index: Index,
    last: LastCommit,
    log: Vec<LogEntry>,
    state: State,
    visit: Option<CommitVisit>,
    /// A configuration that waits for the next commit.
    configuration: Option<ManifestConfiguration>,
    /// Whether syncs matter: a file that is still being created is synced once, when it is published.
    published: bool,
    /// A write failed: what is on the medium is no longer known.
    failed: bool,

    /// The segment being filled; it will begin at `end`.
    open: OpenSegment,
    /// Where the segments end; what may stand behind is cut before the next append.
    end: u64,
    /// Where this update began to append since the last commit, if it did.
    appended_from: Option<u64>,
    /// Since the last commit: segments, and what changed.
    pending: Vec<Listed>,
    dirty_shards: BTreeSet<ShardId>,
    dirty_attachments: BTreeSet<AttachmentId>,
    dropped: BTreeSet<AttachmentId>,
    /// Bytes of their rows, roughly.
    changed_rows: usize,
    counts: MergeCounts,

    /// The hashes of attachments that are being received, and how many bytes went in.
    hashers: HashMap<AttachmentId, (blake3::Hasher, u64)>,
    /// The chunk read last.
    chunk: Option<(ChunkId, Vec<u8>)>,
    graphs: ChangeGraphs,
}

/// Content of a segment that is not on the medium yet.
struct OpenSegment {
    kind: Kind,
    content: Vec<u8>,
}

impl Inner {
    fn refuse_damaged(&self) -> Result<(), ReplicaError> {
        match self.state {
            State::Damaged { at } => Err(damaged(format!("the sync file, at byte {at},"))),
            _ => Ok(()),
        }
    }
}

/// The commits of each visit, taken together.
fn visits(log: &[LogEntry]) -> Vec<Visit> {
    let mut visits: Vec<Visit> = Vec::new();
    for entry in log {
        let Some(CommitVisit { visitor, at, complete }) = entry.visit.clone() else { continue };
        match visits.last_mut() {
            Some(last) if last.visitor == visitor && last.at == at && !last.complete => {
                last.sequence = entry.sequence;
                last.complete = complete;
                last.counts += entry.counts;
            }
            _ => visits.push(Visit { visitor, at, sequence: entry.sequence, complete, counts: entry.counts }),
        }
    }
    visits
}

fn io_error(doing: &'static str, error: io::Error) -> ReplicaError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            ReplicaError::Full { need: 0, have: 0 }
        }
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => ReplicaError::ReadOnly,
        io::ErrorKind::WouldBlock | io::ErrorKind::ResourceBusy => ReplicaError::Busy,
        _ => ReplicaError::Io { doing, source: error.into() },
    }
}

fn damaged(what: String) -> ReplicaError {
    ReplicaError::Damaged { what, source: None }
}

fn describe(extent: &Extent) -> String {
    format!("the segment at byte {} of the sync file", extent.segment)
}
