//! A store as a device uses it: written, reopened, shared by processes, merged into, damaged, rebuilt.

#![expect(clippy::unwrap_used, reason = "a helper of the tests fails as a test does")]

mod attachments;
mod copies;
mod damage;
mod deletions;
mod kept;
mod merging;
mod proven;
mod reading;
mod writing;

use std::collections::BTreeMap;
use std::time::Duration;

use fieldmesh_document::observation::{FieldName, Source};
use fieldmesh_document::{
    AttachmentClass, AttachmentId, AttachmentRecord, Content, DeclineReason, DeviceCard, DeviceId, DeviceKind,
    Edit, Fingerprint, Incoming, MediaPolicy, NewObservation, Observation, PieceOutcome, Position, ProjectId,
    Replica, ReplicaError, Shard, ShardId, ShardKind, ShardState, StoreId, Timestamp, WriteError, guard,
};
use fieldmesh_store::{
    Arrived, AttachmentState, Bounds, Compared, Deleted, Met, OpenError, ProjectInfo, Query, SessionRecord, Store,
    StoreWriteError, StoredConfiguration, Via,
};
use proptest::prelude::*;
use tempfile::TempDir;

const NOW: Timestamp = Timestamp(1_700_000_000_000);
const ANA: DeviceId = DeviceId::from_bytes([0xA0; 32]);
const MARCO: DeviceId = DeviceId::from_bytes([0xB0; 32]);

fn project() -> ProjectInfo {
    ProjectInfo { id: ProjectId::from_bytes([7; 16]), name: "Río Napo".to_owned(), open: false }
}

fn store(device: DeviceId) -> (TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::create(&dir.path().join("project"), project(), device, NOW).unwrap();
    (dir, store)
}

fn noted(notes: &str) -> NewObservation {
    NewObservation { notes: Some(notes.to_owned()), ..NewObservation::default() }
}

fn many(count: usize) -> Vec<NewObservation> {
    (0..count).map(|n| noted(&format!("number {n}"))).collect()
}

fn create(store: &Store, observation: NewObservation) -> Observation {
    store.create_observations(vec![observation], NOW).unwrap().remove(0)
}

fn write_notes(notes: &str) -> Edit {
    Edit { notes: Some(Some(notes.to_owned())), ..Edit::default() }
}

fn everything(store: &Store) -> Vec<Observation> {
    let mut all = store.list(&Query { deleted: Deleted::All, ..Query::default() }).unwrap();
    all.sort_by_key(|observation| observation.id);
    all
}

/// Every shard of one replica, as it would travel.
fn snapshots(from: &dyn Replica) -> Vec<Incoming> {
    let inventory = from.inventory().unwrap();
    let held = inventory.iter().filter(|(_, entry)| entry.heads().is_some());
    held.map(|(id, _)| {
        let snapshot = from.snapshot(id).unwrap();
        Incoming {
            shard: *id,
            kind: snapshot.kind,
            heads: snapshot.heads,
            content: Content::Snapshot(snapshot.bytes),
        }
    })
    .collect()
}

/// What one replica lacks of another, as changes where it holds the shard.
fn deltas(from: &dyn Replica, to: &dyn Replica) -> Vec<Incoming> {
    let theirs = to.inventory().unwrap();
    let mut incoming = snapshots(from);
    for shard in &mut incoming {
        if let Some(have) = theirs.get(&shard.shard).and_then(|entry| entry.heads()) {
            shard.content = Content::Changes(from.changes_since(&shard.shard, have).unwrap());
        }
    }
    incoming
}

fn merge(to: &Store, incoming: Vec<Incoming>) -> fieldmesh_document::MergeCounts {
    let mut counts = fieldmesh_document::MergeCounts::default();
    for merged in to.merge(incoming).unwrap() {
        counts += merged.result.unwrap();
    }
    counts
}

fn database(store: &Store) -> rusqlite::Connection {
    rusqlite::Connection::open(store.directory().join("project.db")).unwrap()
}

fn record(size: u64) -> AttachmentRecord {
    AttachmentRecord {
        media_type: "image/jpeg".to_owned(),
        size,
        name: Some("tree.jpg".to_owned()),
        created: None,
        preview: None,
        thumbnail: None,
    }
}

fn with_photo(id: AttachmentId, size: u64) -> NewObservation {
    NewObservation { attachments: BTreeMap::from([(id, record(size))]), ..NewObservation::default() }
}

/// Writing what is there already is refused as nothing to write.
fn unchanged(error: StoreWriteError) -> Result<(), StoreWriteError> {
    match error {
        StoreWriteError::Refused(WriteError::Empty) => Ok(()),
        other => Err(other),
    }
}
