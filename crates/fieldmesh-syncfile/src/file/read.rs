//! Reading extents, shards and attachments.

use fieldmesh_document::guard::{self, Announced};
use fieldmesh_document::{AttachmentId, AttachmentRecord, ReplicaError, Shard, ShardId};

use super::{Inner, damaged, describe, io_error};
use crate::State;
use crate::commit::{AttachmentRow, Extent, ShardRow};
use crate::record::{MAX_INFLATED, unpack_changes};
use crate::seal::CHUNK;
use crate::segment::{Kind, Segment};

/// A shard's bytes as the file holds them.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) announced: Announced,
    pub(super) snapshot: Vec<u8>,
    pub(super) changes: Vec<Vec<u8>>,
}

impl Stored {
    /// Through the guard: the key shows that a member wrote these bytes, not that they are a shard.
    pub(super) fn load(&self) -> Result<Shard, ReplicaError> {
        guard::admit_stored(&self.snapshot, &self.changes, &self.announced).map_err(|refusal| {
            ReplicaError::Damaged {
                what: format!("shard {}", self.announced.shard.to_hex()),
                source: Some(refusal.into()),
            }
        })
    }
}

impl Inner {
    pub(super) fn row(&self, shard: &ShardId) -> Result<&ShardRow, ReplicaError> {
        let not_held = || ReplicaError::NotHeld { what: format!("shard {}", shard.to_hex()) };
        self.index.shards.get(shard).ok_or_else(not_held)
    }

    /// The bytes of a shard.
    pub(super) fn stored(&mut self, row: &ShardRow) -> Result<Stored, ReplicaError> {
        let announced = Announced { shard: row.shard, kind: row.kind, heads: row.heads.clone() };
        let snapshot = self.read_extent(&row.snapshot)?;
        if row.change_bytes() > MAX_INFLATED as u64 {
            return Err(damaged(format!("shard {}", row.shard.to_hex())));
        }
        let mut changes = Vec::new();
        for record in &row.changes {
            let payload = self.read_extent(&record.extent)?;
            let unpacked = unpack_changes(&payload, record.inflated);
            changes.extend(unpacked.ok_or_else(|| damaged(describe(&record.extent)))?);
        }
        Ok(Stored { announced, snapshot, changes })
    }

    pub(super) fn load_shard(&mut self, row: &ShardRow) -> Result<Shard, ReplicaError> {
        self.stored(row)?.load()
    }

    /// Whether bytes of a shard are known to be gone.
    pub(super) fn is_damaged(&self, row: &ShardRow) -> bool {
        row.extents().any(|extent| {
            let (first, last) = Segment::chunks_of(extent.at.into(), extent.length.into()).into_inner();
            let bad = self.bad.range((extent.segment, first)..=(extent.segment, last)).next().is_some();
            extent.segment != self.end && (bad || !self.segments.contains_key(&extent.segment))
        })
    }

    pub(super) fn read_extent(&mut self, extent: &Extent) -> Result<Vec<u8>, ReplicaError> {
        let mut out = Vec::new();
        self.read_range(extent, 0, extent.length, &mut out)?;
        Ok(out)
    }

    /// Appends the bytes `from..from + length` of an extent to `out`.
    pub(super) fn read_range(
        &mut self,
        extent: &Extent,
        from: u32,
        length: u32,
        out: &mut Vec<u8>,
    ) -> Result<(), ReplicaError> {
        let start = u64::from(extent.at) + u64::from(from);
        let end = start + u64::from(length);
        if extent.segment == self.end {
            let bytes = self.open.content.get(start as usize..end as usize);
            out.extend_from_slice(bytes.ok_or_else(|| damaged(describe(extent)))?);
            return Ok(());
        }
        let within = self.segments.get(&extent.segment).is_some_and(|segment| end <= segment.head.length);
        if !within {
            return Err(damaged(describe(extent)));
        }
        if length == 0 {
            return Ok(());
        }
        for number in Segment::chunks_of(start, length.into()) {
            let first = (number - 1) * CHUNK;
            let chunk = self.chunk(extent, number)?;
            let range = start.saturating_sub(first) as usize..((end - first) as usize).min(chunk.len());
            out.extend_from_slice(chunk.get(range).unwrap_or_default());
        }
        Ok(())
    }

    /// Reads a whole attachment piece by piece.
    pub(super) fn hash_attachment(&mut self, row: &AttachmentRow) -> Result<blake3::Hasher, ReplicaError> {
        Ok(self.hash_attachment_unless(row, &|| false)?.unwrap_or_default())
    }

    /// The same, asking at every piece whether to stop; `None` then.
    fn hash_attachment_unless(
        &mut self,
        row: &AttachmentRow,
        stop: &dyn Fn() -> bool,
    ) -> Result<Option<blake3::Hasher>, ReplicaError> {
        let mut hasher = blake3::Hasher::new();
        for extent in &row.extents {
            if stop() {
                return Ok(None);
            }
            hasher.update(&self.read_extent(extent)?);
        }
        Ok(Some(hasher))
    }

    /// Whether the bytes of an attachment are all there and have its hash.
    pub(super) fn attachment_is_whole(&mut self, row: &AttachmentRow) -> Result<bool, ReplicaError> {
        Ok(self.attachment_is_whole_unless(row, &|| false)?.unwrap_or_default())
    }

    /// The same, asking at every piece whether to stop; `None` then.
    pub(super) fn attachment_is_whole_unless(
        &mut self,
        row: &AttachmentRow,
        stop: &dyn Fn() -> bool,
    ) -> Result<Option<bool>, ReplicaError> {
        if row.held() != row.size || row.size > AttachmentRecord::MAX_SIZE {
            return Ok(Some(false));
        }
        let hasher = self.hash_attachment_unless(row, stop)?;
        Ok(hasher.map(|hasher| AttachmentId::from_bytes(*hasher.finalize().as_bytes()) == row.id))
    }

    fn chunk(&mut self, extent: &Extent, number: u64) -> Result<&[u8], ReplicaError> {
        let id = (extent.segment, number);
        if self.chunk.as_ref().is_none_or(|(held, _)| *held != id) {
            let lost = || damaged(describe(extent));
            let segment = self.segments.get(&extent.segment).ok_or_else(lost)?;
            let is_records = segment.head.kind == Kind::Records;
            let read = segment.chunk(self.medium.as_mut(), number);
            let Some(chunk) = read.map_err(|error| io_error("reading the sync file", error))? else {
                self.bad.insert(id);
                // A photo can be dropped and fetched again, and the file used on; records cannot.
                if is_records && !matches!(self.state, State::Damaged { .. }) {
                    self.state = State::Damaged { at: extent.segment };
                }
                return Err(lost());
            };
            self.chunk = Some((id, chunk));
        }
        Ok(self.chunk.as_ref().map(|(_, chunk)| chunk.as_slice()).unwrap_or_default())
    }
}
