//! A sync file as a replica.

use std::io::ErrorKind;
use std::sync::Arc;

use fieldmesh_document::{
    AttachmentClass, AttachmentId, AttachmentRecord, AttachmentWant, ChangeGraph, DeclineReason, Incoming,
    Inventory, MediaDigest, Merged, PieceOutcome, Replica, ReplicaError, Shard, ShardEntry, ShardId, ShardState,
    Snapshot,
};

use super::append::ROW;
use super::merge::Survey;
use super::{Inner, SyncFile, io_error};
use crate::commit::AttachmentRow;
use crate::record::Record;
use crate::segment::Kind;

/// Bytes that one call of [`Replica::read_piece`] returns, at most.
const MAX_PIECE: usize = 1 << 20;

impl SyncFile {
    fn writable(&self) -> Result<std::sync::MutexGuard<'_, Inner>, ReplicaError> {
        if self.read_only {
            return Err(ReplicaError::ReadOnly);
        }
        let inner = self.lock()?;
        inner.refuse_damaged()?;
        Ok(inner)
    }
}

impl Replica for SyncFile {
    fn inventory(&self) -> Result<Inventory, ReplicaError> {
        let inner = self.lock()?;
        let mut inventory = inner.index.inventory();
        for (id, row) in &inner.index.shards {
            if inner.is_damaged(row) {
                let state = ShardState::Declined(DeclineReason::Damaged);
                inventory.insert(*id, ShardEntry { kind: row.kind, state });
            }
        }
        Ok(inventory)
    }

    fn snapshot(&self, shard: &ShardId) -> Result<Snapshot, ReplicaError> {
        let mut inner = self.lock()?;
        let row = inner.row(shard)?.clone();
        let bytes = match row.changes.as_slice() {
            [] => inner.read_extent(&row.snapshot)?,
            _ => inner.load_shard(&row)?.save(),
        };
        Ok(Snapshot { kind: row.kind, heads: row.heads, bytes })
    }

    fn load(&self, shard: &ShardId) -> Result<Shard, ReplicaError> {
        let stored = {
            let mut inner = self.lock()?;
            let row = inner.row(shard)?.clone();
            inner.stored(&row)?
        };
        stored.load()
    }

    fn change_graph(&self, shard: &ShardId) -> Result<Arc<ChangeGraph>, ReplicaError> {
        let known = {
            let inner = self.lock()?;
            inner.graphs.get(shard, &inner.row(shard)?.heads)
        };
        match known {
            Some(graph) => Ok(graph),
            None => {
                let loaded = self.load(shard)?;
                Ok(self.lock()?.graphs.keep(&loaded))
            }
        }
    }

    fn merge(&self, incoming: Vec<Incoming>) -> Result<Vec<Merged>, ReplicaError> {
        let mut inner = self.writable()?;
        let merged = inner.merge(incoming, self.manifest.media)?;
        inner.commit_when_due()?;
        Ok(merged)
    }

    fn commit(&self) -> Result<(), ReplicaError> {
        let mut inner = self.lock()?;
        // Nothing was taken in where nothing can be written; a quarantine there lasts until the file is closed.
        if self.read_only || inner.refuse_damaged().is_err() || !inner.is_dirty() {
            return Ok(());
        }
        let visit = inner.visit.clone();
        inner.commit(visit)
    }

    fn wanted(&self) -> Result<Vec<AttachmentWant>, ReplicaError> {
        Ok(self.lock()?.index.wanted(self.manifest.media))
    }

    fn held(&self, ids: &[AttachmentId]) -> Result<Vec<Option<u64>>, ReplicaError> {
        let inner = self.lock()?;
        Ok(ids.iter().map(|id| inner.index.complete(id).map(|row| row.size)).collect())
    }

    fn media_digest(&self, class: AttachmentClass) -> Result<MediaDigest, ReplicaError> {
        Ok(self.lock()?.index.media_digest(class))
    }

    fn read_piece(&self, id: &AttachmentId, offset: u64, max: usize) -> Result<Vec<u8>, ReplicaError> {
        let mut inner = self.lock()?;
        let not_held = || ReplicaError::NotHeld { what: format!("attachment {id}") };
        let row = inner.index.complete(id).ok_or_else(not_held)?.clone();
        let max = max.min(MAX_PIECE) as u64;
        let (mut out, mut begin) = (Vec::new(), 0_u64);
        for extent in &row.extents {
            let length = u64::from(extent.length);
            let from = offset.saturating_sub(begin);
            let room = max - out.len() as u64;
            if from < length && room > 0 {
                let take = (length - from).min(room);
                inner.read_range(extent, from as u32, take as u32, &mut out)?;
            }
            begin += length;
        }
        Ok(out)
    }

    /// [`PieceOutcome::Complete`] becomes durable with the next commit, at the latest.
    fn write_piece(&self, want: &AttachmentWant, offset: u64, bytes: &[u8]) -> Result<PieceOutcome, ReplicaError> {
        let mut inner = self.writable()?;
        let outcome = inner.write_piece(want, offset, bytes)?;
        inner.commit_when_due()?;
        Ok(outcome)
    }

    fn quarantine(&self, id: &AttachmentId) -> Result<(), ReplicaError> {
        let mut inner = self.lock()?;
        let Some(row) = inner.index.complete(id).cloned() else { return Ok(()) };
        match inner.attachment_is_whole(&row) {
            Ok(true) => return Ok(()),
            Ok(false) | Err(ReplicaError::Damaged { .. }) => {}
            Err(error) => return Err(error),
        }
        inner.drop_attachment(id);
        inner.want_again(id, self.manifest.media)
    }
}

impl Inner {
    fn write_piece(
        &mut self,
        want: &AttachmentWant,
        offset: u64,
        bytes: &[u8],
    ) -> Result<PieceOutcome, ReplicaError> {
        let AttachmentWant { id, class, size, .. } = *want;
        if self.index.complete(&id).is_some() {
            return Ok(PieceOutcome::Known);
        }
        // What an earlier session left may be what is wrong.
        let mismatch = if want.held == 0 { PieceOutcome::Mismatch } else { PieceOutcome::Later };
        let fresh = AttachmentRow { id, class, size, complete: false, extents: Vec::new() };
        let row = self.index.attachments.get(&id).filter(|row| row.size == size).cloned();
        let mut row = row.unwrap_or(fresh);
        let held = row.held();
        if offset != held {
            return Err(io_error(
                "placing a piece that does not continue what is held",
                ErrorKind::InvalidInput.into(),
            ));
        }
        let now = held.saturating_add(bytes.len() as u64);
        if now > size || size > AttachmentRecord::MAX_SIZE {
            self.drop_attachment(&id);
            return Ok(mismatch);
        }
        let mut hasher = match self.hashers.remove(&id) {
            Some((hasher, hashed)) if hashed == held => hasher,
            _ => self.hash_attachment(&row)?,
        };
        hasher.update(bytes);
        if !bytes.is_empty() {
            let record = Record::Piece { id, class, size, offset, length: bytes.len() as u32 };
            row.extents.push(self.append_record(Kind::Media, &record, bytes)?);
        }
        row.complete = now == size;
        if row.complete && AttachmentId::from_bytes(*hasher.finalize().as_bytes()) != id {
            self.drop_attachment(&id);
            return Ok(mismatch);
        }
        let outcome = if row.complete { PieceOutcome::Complete } else { PieceOutcome::Partial };
        if !row.complete {
            self.hashers.insert(id, (hasher, now));
        }
        self.index.attachments.insert(id, row);
        self.dirty_attachments.insert(id);
        self.changed_rows += ROW;
        Ok(outcome)
    }

    pub(super) fn drop_attachment(&mut self, id: &AttachmentId) {
        self.hashers.remove(id);
        self.dirty_attachments.remove(id);
        if self.index.attachments.remove(id).is_some() {
            self.dropped.insert(*id);
        }
    }

    /// Lists a content that was held as absent in every shard that refers to it.
    fn want_again(
        &mut self,
        id: &AttachmentId,
        policy: fieldmesh_document::MediaPolicy,
    ) -> Result<(), ReplicaError> {
        let rows: Vec<_> = self.index.shards.values().filter(|row| !self.is_damaged(row)).cloned().collect();
        for mut row in rows {
            let shard = self.load_shard(&row)?;
            let survey = Survey::of(&shard);
            if survey.references.iter().any(|content| content.id == *id) {
                row.absent = self.absent(survey, policy);
                self.dirty_shards.insert(row.shard);
                self.index.shards.insert(row.shard, row);
            }
        }
        Ok(())
    }
}
