//! Appending: records into segments, segments and commits onto the medium
//! (`docs/syncfile-format.md`, section 7).

use fieldmesh_document::{MergeCounts, ReplicaError};

use super::{Inner, io_error};
use crate::State;
use crate::commit::{Commit, CommitVisit, Extent, FULL_EVERY, Rows};
use crate::record::Record;
use crate::segment::{Head, Kind, MAX_CONTENT, Segment, seal};
use crate::walk::{Digests, LastCommit, LogEntry};

/// A segment is written when its content has grown to this.
const SEGMENT_TARGET: usize = 8 << 20;
/// With so many bytes of changed rows, roughly, a commit is due: [`MAX_CONTENT`] is what it may have.
const ROWS_TARGET: usize = 8 << 20;
/// Bytes of a row, and of each part of it, at most, roughly.
pub(super) const ROW: usize = 80;

impl Inner {
    /// Whether something waits for a commit.
    pub(super) fn is_dirty(&self) -> bool {
        !(self.configuration.is_none()
            && self.open.content.is_empty()
            && self.pending.is_empty()
            && self.dirty_shards.is_empty()
            && self.dirty_attachments.is_empty()
            && self.dropped.is_empty())
    }

    /// Adds a record to the open segment and says where its payload is.
    pub(super) fn append_record(
        &mut self,
        kind: Kind,
        record: &Record,
        payload: &[u8],
    ) -> Result<Extent, ReplicaError> {
        let header = postcard::to_stdvec(record)
            .map_err(|error| io_error("encoding a record", std::io::Error::other(error)))?;
        let more = header.len() + payload.len();
        if more as u64 > MAX_CONTENT {
            return Err(io_error("adding a record larger than a segment", std::io::ErrorKind::InvalidInput.into()));
        }
        if self.open.kind != kind || self.open.content.len() + more > SEGMENT_TARGET {
            self.flush()?;
        }
        self.open.kind = kind;
        self.open.content.extend_from_slice(&header);
        let at = self.open.content.len() as u32;
        self.open.content.extend_from_slice(payload);
        Ok(Extent { segment: self.end, at, length: payload.len() as u32 })
    }

    /// Makes everything since the last commit part of the file.
    pub(super) fn commit(&mut self, visit: Option<CommitVisit>) -> Result<(), ReplicaError> {
        self.flush()?;
        self.sync()?;
        let digests = Digests::of(&self.index);
        let whole = self.next_sequence().is_multiple_of(FULL_EVERY);
        let content = match self.commit_content(visit.clone(), digests, whole)? {
            // The index of a file of many photos: what changed is in it from commit to commit.
            content if whole && content.len() as u64 > MAX_CONTENT => {
                self.commit_content(visit.clone(), digests, false)?
            }
            content => content,
        };
        if content.len() as u64 > MAX_CONTENT {
            return Err(io_error("writing an index beyond the limit", std::io::ErrorKind::InvalidInput.into()));
        }
        let (sequence, offset) = (self.next_sequence(), self.end);
        let sealed = self.write_segment(Kind::Commit, &content)?;
        self.sync()?;

        let hash = *blake3::hash(&sealed).as_bytes();
        self.last = LastCommit { sequence, offset, end: self.end, hash, digests };
        self.log.push(LogEntry { sequence, end: self.end, visit, counts: self.counts });
        self.pending.clear();
        self.dirty_shards.clear();
        self.dirty_attachments.clear();
        self.dropped.clear();
        self.changed_rows = 0;
        self.counts = MergeCounts::default();
        self.configuration = None;
        self.appended_from = None;
        self.state = State::Intact;
        Ok(())
    }

    /// The next commit, with the whole index or with what changed of it.
    fn commit_content(
        &self,
        visit: Option<CommitVisit>,
        digests: Digests,
        full: bool,
    ) -> Result<Vec<u8>, ReplicaError> {
        let shards = self.index.shards.values().filter(|row| full || self.dirty_shards.contains(&row.shard));
        let attachments =
            self.index.attachments.values().filter(|row| full || self.dirty_attachments.contains(&row.id));
        let commit = Commit {
            sequence: self.next_sequence(),
            previous: self.last.offset,
            segments: self.pending.clone(),
            rows: Rows {
                full,
                shards: shards.cloned().collect(),
                attachments: attachments.cloned().collect(),
                dropped: self.dropped.iter().copied().collect(),
            },
            records: digests.records,
            media: digests.media,
            visit,
            counts: self.counts,
            configuration: self.configuration.clone(),
            requires: 0,
        };
        postcard::to_stdvec(&commit).map_err(|error| io_error("encoding a commit", std::io::Error::other(error)))
    }

    /// Commits ahead of its time once so much of the index changed that a commit would soon not hold it.
    pub(super) fn commit_when_due(&mut self) -> Result<(), ReplicaError> {
        if self.changed_rows < ROWS_TARGET {
            return Ok(());
        }
        let visit = self.visit.clone();
        self.commit(visit)
    }

    /// Waits until what was written is durable. A file that nobody can see yet is synced once, when it is
    /// published.
    pub(super) fn sync(&mut self) -> Result<(), ReplicaError> {
        if self.published {
            let synced = self.medium.sync();
            self.fails_with("syncing the sync file", synced)?;
        }
        Ok(())
    }

    fn next_sequence(&self) -> u64 {
        self.log.last().map_or(0, |entry| entry.sequence.saturating_add(1))
    }

    /// Writes the open segment.
    fn flush(&mut self) -> Result<(), ReplicaError> {
        if self.open.content.is_empty() {
            return Ok(());
        }
        let content = std::mem::take(&mut self.open.content);
        let written = self.write_segment(self.open.kind, &content);
        if written.is_err() {
            self.open.content = content;
        }
        written.map(drop)
    }

    /// Seals a segment and writes it at the end.
    fn write_segment(&mut self, kind: Kind, content: &[u8]) -> Result<Vec<u8>, ReplicaError> {
        let length = content.len() as u64;
        let head = Head { previous: self.last.hash, sequence: self.next_sequence(), length, kind };
        let no_random = || io_error("drawing random bytes", std::io::ErrorKind::Other.into());
        let sealed = seal(&self.keys, head, content).ok_or_else(no_random)?;
        let total = sealed.len() as u64;
        // A commit must still fit behind a segment of records.
        let need = total + total / 10;
        if let Some(have) = self.medium.free_space().filter(|have| *have < need) {
            return Err(ReplicaError::Full { need, have });
        }

        let written = self.write_at_end(&sealed);
        self.fails_with("writing the sync file", written).map_err(|error| match error {
            ReplicaError::Full { .. } => ReplicaError::Full { need, have: self.medium.free_space().unwrap_or(0) },
            other => other,
        })?;
        let offset = self.end;
        self.end += total;
        let segment = Segment::sealed(&self.keys, offset, head, &sealed);
        if kind != Kind::Commit {
            self.pending.push(segment.listed());
        }
        self.segments.insert(offset, segment);
        Ok(sealed)
    }

    /// Cuts what stands behind the end, left by an update that did not finish, and appends.
    fn write_at_end(&mut self, sealed: &[u8]) -> std::io::Result<()> {
        if self.medium.len()? > self.end {
            self.medium.truncate(self.end)?;
        }
        self.appended_from.get_or_insert(self.end);
        self.medium.append(sealed)
    }

    /// Gives up the file when a write failed: what is on the medium is not known then.
    fn fails_with(&mut self, doing: &'static str, result: std::io::Result<()>) -> Result<(), ReplicaError> {
        result.map_err(|error| {
            self.failed = true;
            io_error(doing, error)
        })
    }
}
