//! The store as a replica: what a session runs against.

use std::sync::{Arc, PoisonError};

use fieldmesh_document::{
    AttachmentClass, AttachmentId, AttachmentWant, ChangeGraph, Claims, Heads, Incoming, Inventory, MediaDigest,
    Merged, PieceOutcome, Refusal, Replica, ReplicaError, Shard, ShardEntry, ShardId, ShardState, Snapshot, guard,
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

    fn claims(&self) -> Option<&Claims> {
        Some(&self.claims)
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

    fn change_graph(&self, shard: &ShardId) -> Result<Arc<ChangeGraph>, ReplicaError> {
        let row = self.reading(|connection| shards::find(connection, shard))?;
        let heads = row.as_ref().and_then(shards::ShardRow::held).ok_or_else(|| not_held(shard))?;
        match self.graphs.get(shard, heads) {
            Some(graph) => Ok(graph),
            None => Ok(self.graphs.keep(&*self.shard(shard)?)),
        }
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

    /// A shard that is open for reading, if it is as far as these heads.
    pub(crate) fn loaded_at(&self, id: &ShardId, heads: &Heads) -> Option<Arc<Shard>> {
        let loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        let shard = loaded.get(id).map(Arc::clone)?;
        drop(loaded);
        (shard.heads() == *heads).then_some(shard)
    }

    /// Whether somebody reads a shard, so that its next state is worth keeping open.
    pub(crate) fn is_read(&self, id: &ShardId) -> bool {
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner).get(id).is_some()
    }

    /// Keeps open for reading what was just written to a shard: a session asks for it next. Whoever reads it compares
    /// its heads with those that are stored.
    pub(crate) fn keep_open(&self, shard: Shard) {
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner).put(shard.id(), Arc::new(shard));
    }

    pub(crate) fn shard(&self, id: &ShardId) -> Result<Arc<Shard>, ReplicaError> {
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

#[cfg(test)]
mod tests {
    use fieldmesh_document::{Content, DeviceId, Edit, NewObservation, ProjectId, Timestamp};

    use super::*;
    use crate::ProjectInfo;

    const NOW: Timestamp = Timestamp(1_700_000_000_000);

    fn store(device: u8) -> (tempfile::TempDir, Store) {
        let directory = tempfile::tempdir().unwrap();
        let project = ProjectInfo { id: ProjectId::from_bytes([1; 16]), name: "x".to_owned(), open: false };
        let store = Store::create(directory.path(), project, DeviceId::from_bytes([device; 32]), NOW).unwrap();
        (directory, store)
    }

    fn notes(text: &str) -> Edit {
        Edit { notes: Some(Some(text.to_owned())), ..Edit::default() }
    }

    #[test]
    fn a_shard_that_is_read_is_not_loaded_again_for_a_write_or_a_merge() {
        let ((_a, ana), (_b, marco)) = (store(1), store(2));
        let made = ana.create_observations(vec![NewObservation::default(); 2], NOW).unwrap();
        let shard = made[0].id.shard;
        let Snapshot { kind, heads, bytes } = ana.snapshot(&shard).unwrap();
        marco.merge(vec![Incoming { shard, kind, heads, content: Content::Snapshot(bytes) }]).unwrap();
        let known = ana.load(&shard).unwrap().heads();
        // Nothing can be loaded from here on.
        ana.writing().connection.execute_batch("UPDATE snapshots SET bytes = x'00'").unwrap();

        ana.edit(&made[0].id, &notes("here"), NOW).unwrap();
        marco.edit(&made[1].id, &notes("there"), NOW).unwrap();
        let heads = marco.load(&shard).unwrap().heads();
        let content = Content::Changes(marco.changes_since(&shard, &known).unwrap());
        let merged = ana.merge(vec![Incoming { shard, kind, heads: heads.clone(), content }]).unwrap();
        assert_eq!(merged[0].result.as_ref().unwrap().changed, 1);
        let both = ana.change_graph(&shard).unwrap().frontier(&heads).unwrap();
        assert_eq!(both, heads);
        assert_eq!(ana.load(&shard).unwrap().heads(), inventory_heads(&ana, &shard));
        ana.edit(&made[1].id, &notes("again"), NOW).unwrap();
        assert_eq!(ana.load(&shard).unwrap().heads(), inventory_heads(&ana, &shard));
    }

    #[test]
    fn a_graph_that_was_asked_for_follows_merges_and_needs_no_shard() {
        let ((_a, ana), (_b, marco)) = (store(1), store(2));
        let made = ana.create_observations(vec![NewObservation::default(); 2], NOW).unwrap();
        let shard = made[0].id.shard;
        let Snapshot { kind, heads, bytes } = ana.snapshot(&shard).unwrap();
        marco
            .merge(vec![Incoming { shard, kind, heads: heads.clone(), content: Content::Snapshot(bytes) }])
            .unwrap();
        ana.edit(&made[0].id, &notes("here"), NOW).unwrap();
        marco.edit(&made[1].id, &notes("there"), NOW).unwrap();
        let theirs = inventory_heads(&marco, &shard);
        assert_eq!(*ana.change_graph(&shard).unwrap(), ana.load(&shard).unwrap().change_graph());
        assert_eq!(ana.change_graph(&shard).unwrap().frontier(&theirs), None);

        let content = Content::Changes(marco.changes_since(&shard, &heads).unwrap());
        assert!(
            ana.merge(vec![Incoming { shard, kind, heads: theirs.clone(), content }]).unwrap()[0].result.is_ok()
        );
        let merged = ana.load(&shard).unwrap();
        // Nothing is open, and nothing can be loaded from here on.
        ana.loaded.lock().unwrap().clear();
        ana.writing().connection.execute_batch("UPDATE snapshots SET bytes = x'00'").unwrap();
        assert_eq!(*ana.change_graph(&shard).unwrap(), merged.change_graph());
        let both = ana.change_graph(&shard).unwrap().frontier(&theirs.union(&heads));
        assert_eq!(both, Some(theirs));
    }

    fn inventory_heads(store: &Store, shard: &ShardId) -> Heads {
        store.inventory().unwrap().get(shard).and_then(ShardEntry::heads).unwrap().clone()
    }
}
