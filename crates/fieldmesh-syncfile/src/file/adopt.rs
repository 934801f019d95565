//! Taking over the whole segments of an update that did not finish (`docs/syncfile-format.md`, section 8).

use std::collections::BTreeMap;

use fieldmesh_document::{MediaPolicy, ReplicaError, ShardId};

use super::Inner;
use super::merge::{Survey, count};
use crate::State;
use crate::commit::{AttachmentRow, ChangesExtent, Extent, Listed, ShardRow};
use crate::record::{Record, parse};
use crate::segment::{Kind, Segment};

/// The rows of touched shards as they were committed.
type Committed = BTreeMap<ShardId, Option<ShardRow>>;

impl Inner {
    /// Goes through the segments behind the last commit, in order, and takes each over as if it had been written
    /// just now, up to the first that is not whole.
    pub(super) fn adopt(&mut self, tail: &[Listed], policy: MediaPolicy) -> Result<(), ReplicaError> {
        if !matches!(self.state, State::Unfinished { .. }) {
            return Ok(());
        }
        let mut committed = Committed::new();
        let mut adopted = 0;
        for listed in tail {
            let Some(segment) = self.segments.get(&listed.offset).cloned() else { break };
            let content = segment.content(self.medium.as_mut());
            let content = content.map_err(|error| super::io_error("reading the sync file", error))?;
            let Some((content, _)) = content else { break };
            // What a later program wrote there is kept as it is.
            let records =
                if matches!(segment.head.kind, Kind::Later(_)) { Some(Vec::new()) } else { parse(&content) };
            let Some(records) = records else { break };
            for (record, at) in records {
                self.adopt_record(&segment, record, at, &mut committed);
            }
            self.pending.push(*listed);
            self.end = segment.end();
            adopted += 1;
        }
        // What is behind is cut by the next append, and its place taken.
        self.segments.retain(|offset, _| *offset < self.end);
        self.settle_shards(committed, policy)?;
        self.settle_attachments()?;
        if let State::Unfinished { recovered, .. } = &mut self.state {
            *recovered = adopted;
        }
        Ok(())
    }

    fn adopt_record(&mut self, segment: &Segment, record: Record, at: u32, committed: &mut Committed) {
        let extent = Extent { segment: segment.offset, at, length: record.length() };
        match (segment.head.kind, record) {
            (Kind::Records, Record::Snapshot { shard, kind, heads, observations, .. }) => {
                let row = self.index.shards.get(&shard).cloned();
                committed.entry(shard).or_insert(row);
                let (changes, absent) = (Vec::new(), Vec::new());
                let row = ShardRow { shard, kind, heads, observations, snapshot: extent, changes, absent };
                self.index.shards.insert(shard, row);
            }
            (Kind::Records, Record::Changes { shard, heads, observations, inflated, .. }) => {
                let Some(row) = self.index.shards.get_mut(&shard) else { return };
                committed.entry(shard).or_insert_with(|| Some(row.clone()));
                row.heads = heads;
                row.observations = observations;
                row.changes.push(ChangesExtent { extent, inflated });
            }
            (Kind::Media, Record::Piece { id, class, size, offset, .. }) => {
                let fresh = AttachmentRow { id, class, size, complete: false, extents: Vec::new() };
                let row = self.index.attachments.entry(id).or_insert(fresh);
                if row.held() == offset && !row.complete {
                    row.extents.push(extent);
                    self.dirty_attachments.insert(id);
                }
            }
            _ => {}
        }
    }

    /// Keeps the shards that the guard admits; the others are as they were committed.
    fn settle_shards(&mut self, committed: Committed, policy: MediaPolicy) -> Result<(), ReplicaError> {
        for (id, before) in committed {
            let Some(mut row) = self.index.shards.get(&id).cloned() else { continue };
            let shard = match self.load_shard(&row) {
                Ok(shard) => shard,
                Err(ReplicaError::Damaged { .. }) => {
                    match before {
                        Some(before) => self.index.shards.insert(id, before),
                        None => self.index.shards.remove(&id),
                    };
                    continue;
                }
                Err(other) => return Err(other),
            };
            let before = before.and_then(|before| self.load_shard(&before).ok());
            self.counts += count(before.as_ref(), &shard);
            let survey = Survey::of(&shard);
            row.observations = survey.live;
            row.absent = self.absent(survey, policy);
            self.index.shards.insert(id, row);
            self.dirty_shards.insert(id);
        }
        Ok(())
    }

    /// Attachments that have all their bytes now are whole when their hash is right.
    fn settle_attachments(&mut self) -> Result<(), ReplicaError> {
        let all_here = |row: &&AttachmentRow| !row.complete && row.held() >= row.size;
        let rows: Vec<_> = self.index.attachments.values().filter(all_here).cloned().collect();
        for mut row in rows {
            match self.attachment_is_whole(&row) {
                Ok(true) => {
                    row.complete = true;
                    self.index.attachments.insert(row.id, row);
                }
                Ok(false) | Err(ReplicaError::Damaged { .. }) => self.drop_attachment(&row.id),
                Err(other) => return Err(other),
            }
        }
        Ok(())
    }
}
