//! The store as a replica: what a session runs against.

use std::sync::{Arc, PoisonError};

use fieldmesh_document::{
    AttachmentClass, AttachmentId, AttachmentWant, ChangeHash, Heads, Incoming, Inventory, MediaDigest, Merged,
    PieceOutcome, Refusal, Replica, ReplicaError, Shard, ShardEntry, ShardId, ShardState, Snapshot, guard,
};
use rusqlite::Connection;

use crate::error::damaged;
use crate::{Store, shards};

/// Merges are atomic for each shard and written several shards to a transaction: after an error, shards
/// already written stay, and the next session goes on from there. Merged shards are durable when
/// [`Replica::merge`] returns; pieces of attachments when [`Replica::commit`] does, or when they are whole.
impl Replica for Store {
    fn inventory(&self) -> Result<Inventory, ReplicaError> {
        self.reading(inventory)
    }

    fn snapshot(&self, shard: &ShardId) -> Result<Snapshot, ReplicaError> {
        let read = self.reading(|connection| {
            let Some(row) = shards::find(connection, shard)? else { return Ok(None) };
            if row.held().is_none() {
                return Ok(None);
            }
            let stored = shards::stored(connection, &row)?;
            Ok(Some((row, stored)))
        });
        let (row, stored) = read?.ok_or_else(|| not_held(shard))?;
        if stored.changes.is_empty() && !stored.snapshot.is_empty() {
            // What was admitted before it was stored needs no guard to be handed on, but a disk may have spoilt it.
            if !guard::is_intact(&stored.snapshot) {
                self.transact(|transaction| shards::mark_damaged(transaction, shard))?;
                return Err(damaged(row.name(), Refusal::Malformed { what: "a wrong checksum" }));
            }
            return Ok(Snapshot { kind: row.kind, heads: row.heads, bytes: stored.snapshot });
        }
        let shard = self.shard(shard)?;
        Ok(Snapshot { kind: shard.kind(), heads: shard.heads(), bytes: shard.save() })
    }

    fn load(&self, shard: &ShardId) -> Result<Shard, ReplicaError> {
        self.shard(shard).map(Arc::unwrap_or_clone)
    }

    fn merge(&self, incoming: Vec<Incoming>) -> Result<Vec<Merged>, ReplicaError> {
        self.merge_all(incoming)
    }

    fn commit(&self) -> Result<(), ReplicaError> {
        self.make_pieces_durable()
    }

    fn wanted(&self) -> Result<Vec<AttachmentWant>, ReplicaError> {
        self.wanted_attachments()
    }

    fn held(&self, ids: &[AttachmentId]) -> Result<Vec<Option<u64>>, ReplicaError> {
        self.held_attachments(ids)
    }

    fn media_digest(&self, class: AttachmentClass) -> Result<MediaDigest, ReplicaError> {
        Ok(self.media_summary()?.digest(class))
    }

    fn wanted_count(&self) -> Result<u64, ReplicaError> {
        Ok(self.media_summary()?.wanted)
    }

    fn read_piece(&self, id: &AttachmentId, offset: u64, max: usize) -> Result<Vec<u8>, ReplicaError> {
        self.read_attachment(id, offset, max)
    }

    fn write_piece(&self, want: &AttachmentWant, offset: u64, bytes: &[u8]) -> Result<PieceOutcome, ReplicaError> {
        self.receive_piece(want, offset, bytes)
    }

    fn quarantine(&self, id: &AttachmentId) -> Result<(), ReplicaError> {
        self.verify_attachment(id).map(drop)
    }

    fn changes_since(&self, shard: &ShardId, have: &Heads) -> Result<Vec<Vec<u8>>, ReplicaError> {
        Ok(self.shard(shard)?.changes_since(have))
    }

    fn frontier(&self, shard: &ShardId, of: &Heads) -> Result<Option<Heads>, ReplicaError> {
        Ok(self.shard(shard)?.frontier(of))
    }

    fn change_hashes(&self, shard: &ShardId) -> Result<Vec<ChangeHash>, ReplicaError> {
        Ok(self.shard(shard)?.change_hashes())
    }
}

impl Store {
    /// A shard, loaded or from the few kept open; `None` when it is not held.
    pub(crate) fn held_shard(&self, id: &ShardId) -> Result<Option<Arc<Shard>>, ReplicaError> {
        match self.shard(id) {
            Ok(shard) => Ok(Some(shard)),
            Err(ReplicaError::NotHeld { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn shard(&self, id: &ShardId) -> Result<Arc<Shard>, ReplicaError> {
        let kept = || self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        let cached = kept().take(id);
        let loaded = self.reading(|connection| {
            let row =
                shards::find(connection, id)?.filter(|row| row.held().is_some()).ok_or_else(|| not_held(id))?;
            match cached {
                // Any process may have written since.
                Some(shard) if shard.heads() == row.heads => Ok(shard),
                _ => shards::load(connection, &row).map(Arc::new),
            }
        });
        match loaded {
            Ok(shard) => {
                kept().put(*id, Arc::clone(&shard));
                Ok(shard)
            }
            Err(error) => {
                if let ReplicaError::Damaged { .. } = error {
                    // Not announced as held any more, so that a healthy copy can come from elsewhere.
                    self.transact(|transaction| shards::mark_damaged(transaction, id))?;
                }
                Err(error)
            }
        }
    }
}

/// Every shard known, with its state.
pub(crate) fn inventory(connection: &Connection) -> Result<Inventory, ReplicaError> {
    let entry = |row: shards::ShardRow| {
        let state = match row.declined {
            Some(reason) => ShardState::Declined(reason),
            None => ShardState::Held(row.heads),
        };
        (row.id, ShardEntry { kind: row.kind, state })
    };
    Ok(shards::all(connection)?.into_iter().filter(|row| !row.awaited).map(entry).collect())
}

fn not_held(shard: &ShardId) -> ReplicaError {
    ReplicaError::NotHeld { what: format!("shard {}", shard.to_hex()) }
}
