//! Verifying everything.

use fieldmesh_document::{AttachmentId, ReplicaError, ShardId};

use super::merge::Survey;
use super::{Inner, SyncFile, io_error};
use crate::walk::{Digests, walk};
use crate::{OpenError, State, VerifyError};

/// What [`SyncFile::verify`] found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VerifyReport {
    /// In what state the file is now.
    pub state: State,
    /// Segments read.
    pub segments: u64,
    /// Shards that went through the guard.
    pub shards: u64,
    /// Attachments whose hash was right.
    pub attachments: u64,
    /// Bytes of the file.
    pub bytes: u64,
    /// Segments with a fault, by their offset.
    pub damaged_segments: Vec<u64>,
    /// Shards that cannot be read or that the guard refuses.
    pub damaged_shards: Vec<ShardId>,
    /// Attachments that cannot be read or do not have their hash.
    pub damaged_attachments: Vec<AttachmentId>,
}

impl VerifyReport {
    /// Whether the file is whole and nothing in it is damaged.
    pub fn is_intact(&self) -> bool {
        self.state == State::Intact
            && self.damaged_segments.is_empty()
            && self.damaged_shards.is_empty()
            && self.damaged_attachments.is_empty()
    }
}

impl SyncFile {
    /// Reads the file again from the medium, every chunk of it, takes every shard through the guard and hashes
    /// every attachment. `progress` is told steps done and steps in all (bytes, roughly); it must not call the file.
    /// `cancel` is asked at every chunk.
    ///
    /// Damage that is found is kept in mind: nothing is appended to the file from then on.
    ///
    /// # Errors
    /// [`ReplicaError::Io`], [`ReplicaError::Busy`], [`VerifyError::Cancelled`].
    pub fn verify(
        &self,
        progress: &mut dyn FnMut(u64, u64),
        cancel: &dyn Fn() -> bool,
    ) -> Result<VerifyReport, VerifyError> {
        self.lock()?.verify(self.manifest.project, progress, cancel)
    }
}

impl Inner {
    fn verify(
        &mut self,
        project: fieldmesh_document::ProjectId,
        progress: &mut dyn FnMut(u64, u64),
        cancel: &dyn Fn() -> bool,
    ) -> Result<VerifyReport, VerifyError> {
        let asked = || if cancel() { Err(VerifyError::Cancelled) } else { Ok(()) };
        self.chunk = None;
        let bytes = self.medium.len().map_err(|error| io_error("measuring the sync file", error))?;
        let mut report = VerifyReport {
            state: self.state.clone(),
            segments: self.segments.len() as u64,
            shards: 0,
            attachments: 0,
            bytes,
            damaged_segments: Vec::new(),
            damaged_shards: Vec::new(),
            damaged_attachments: Vec::new(),
        };
        let rows: Vec<_> = self.index.shards.values().cloned().collect();
        let attachments: Vec<_> = self.index.attachments.values().filter(|row| row.complete).cloned().collect();
        let total = bytes * 2;
        let mut done = 0;
        progress(done, total);

        if let State::Damaged { at } = self.state {
            report.damaged_segments.push(at);
        }
        self.verify_structure(project, &mut report)?;
        for segment in self.segments.values() {
            for number in 1..=segment.chunks() {
                asked()?;
                let chunk = segment.chunk(self.medium.as_mut(), number);
                if chunk.map_err(|error| io_error("reading the sync file", error))?.is_none() {
                    self.bad.insert((segment.offset, number));
                    report.damaged_segments.push(segment.offset);
                }
            }
            done += segment.total;
            progress(done.min(total), total);
        }
        for row in rows {
            asked()?;
            match self.load_shard(&row) {
                // What a newer program wrote it counts by rules that are not known here.
                Ok(shard) if shard.is_newer() || Survey::of(&shard).live == row.observations => report.shards += 1,
                Ok(_) | Err(ReplicaError::Damaged { .. }) => report.damaged_shards.push(row.shard),
                Err(other) => return Err(other.into()),
            }
            done += u64::from(row.snapshot.length);
            progress(done.min(total), total);
        }
        for row in attachments {
            match self.attachment_is_whole_unless(&row, cancel) {
                Ok(None) => return Err(VerifyError::Cancelled),
                Ok(Some(true)) => report.attachments += 1,
                Ok(Some(false)) | Err(ReplicaError::Damaged { .. }) => report.damaged_attachments.push(row.id),
                Err(other) => return Err(other.into()),
            }
            done = done.saturating_add(row.size);
            progress(done.min(total), total);
        }
        progress(total, total);

        report.damaged_segments.sort_unstable();
        report.damaged_segments.dedup();
        if let Some(at) = report.damaged_segments.first()
            && !matches!(self.state, State::Damaged { .. })
        {
            self.state = State::Damaged { at: *at };
        }
        report.state = self.state.clone();
        Ok(report)
    }

    /// Walks the file anew: what is on the medium must be what this file is taken for.
    fn verify_structure(
        &mut self,
        project: fieldmesh_document::ProjectId,
        report: &mut VerifyReport,
    ) -> Result<(), ReplicaError> {
        match walk(self.medium.as_mut(), self.keys.clone(), project) {
            Ok(found) => {
                let same = found.last == self.last
                    && found.last.digests == Digests::of(&found.index)
                    && (self.is_dirty() || found.index == self.index);
                if !same && !matches!(self.state, State::Damaged { .. }) {
                    report.damaged_segments.push(self.last.offset);
                }
                Ok(())
            }
            Err(OpenError::Io(error)) => Err(io_error("reading the sync file", error)),
            Err(OpenError::Busy) => Err(ReplicaError::Busy),
            Err(OpenError::Damaged { at, .. }) => {
                report.damaged_segments.push(at);
                Ok(())
            }
            Err(_) => {
                report.damaged_segments.push(0);
                Ok(())
            }
        }
    }
}
