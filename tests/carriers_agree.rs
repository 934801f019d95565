//! One merge path. For any history on two devices, a session between them and a sync file carried between them leave
//! the same documents, whatever kind of replica stands at each end.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stderr, reason = "a test fails by panicking")]

use std::cell::Cell;

use fieldmesh_document::{
    DeclineReason, DeviceId, DeviceKind, Inventory, MediaPolicy, NewObservation, ProjectId, ProjectKey, Replica,
    ShardState, StoreId, Timestamp,
};
use fieldmesh_store::{ProjectInfo, Store};
use fieldmesh_sync::{Hello, LinkOptions, Outcome, Party, PumpEnd, ReplicaState, pump};
use fieldmesh_syncfile::{Manifest, MemoryMedium, SyncFile, Visitor};
use fieldmesh_testkit::{MemoryReplica, apply, histories};
use proptest::prelude::*;

const PROJECT: ProjectId = ProjectId::from_bytes([9; 16]);
const NOW: Timestamp = Timestamp(1_790_000_000_000);

fn end(number: u8, replica: &dyn Replica) -> PumpEnd<'_> {
    let party = Party::Device {
        device: DeviceId::from_bytes([number; 32]),
        store: StoreId::new(u64::from(number)),
        counter: 1,
        name: format!("device {number}"),
        kind: DeviceKind::Laptop,
    };
    let hello = Hello {
        program: "test".to_owned(),
        party,
        project: PROJECT,
        configuration: None,
        state: ReplicaState::of(replica, 0, MediaPolicy::Everything).unwrap(),
    };
    PumpEnd {
        replica,
        link: LinkOptions { hello, configuration: None, accepts: Vec::new(), removed: Vec::new() },
        nonce: [number; 16],
    }
}

fn synchronize(a: &dyn Replica, b: &dyn Replica) -> Outcome {
    let (ours, theirs) = pump(end(1, a), end(2, b), &mut |_, _| (), &|| false).unwrap();
    assert!(ours.is_complete() && theirs.is_complete());
    assert_eq!(ours.records_digest, theirs.records_digest);
    ours
}

fn inventory(replica: &dyn Replica) -> Inventory {
    replica.inventory().unwrap()
}

fn sync_file() -> SyncFile {
    let writer = Visitor {
        device: DeviceId::from_bytes([1; 32]),
        store: StoreId::new(1),
        counter: 1,
        name: "device 1".to_owned(),
    };
    let manifest = Manifest {
        project: PROJECT,
        name: "Río Napo".to_owned(),
        configuration: None,
        media: MediaPolicy::Everything,
        writer,
        created: NOW,
    };
    SyncFile::create(MemoryMedium::default(), &ProjectKey::from_bytes([7; 32]), manifest).unwrap()
}

fn store(dir: &std::path::Path) -> Store {
    let info = ProjectInfo { id: PROJECT, name: "Río Napo".to_owned(), open: false };
    Store::create(dir, info, DeviceId::from_bytes([3; 32]), NOW).unwrap()
}

#[test]
fn a_session_and_a_carried_file_leave_the_same_documents() {
    let (differed, merged) = (Cell::new(0), Cell::new(0));
    let config = ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(history in histories(2, 40))| {
        let devices = [MemoryReplica::new(), MemoryReplica::new()];
        apply(&history, &devices, |a, b| { synchronize(a, b); }).unwrap();
        let [a, b] = &devices;
        differed.set(differed.get() + u32::from(inventory(a) != inventory(b)));

        // The same two devices again: one as a store on disk, the other in memory, with a file between them.
        let dir = tempfile::tempdir().unwrap();
        let (on_disk, in_memory, file) = (store(&dir.path().join("store")), MemoryReplica::new(), sync_file());
        synchronize(a, &on_disk);
        synchronize(b, &in_memory);
        synchronize(&on_disk, &file);
        synchronize(&in_memory, &file);
        synchronize(&on_disk, &file);

        let outcome = synchronize(a, b);
        merged.set(merged.get() + outcome.received.counts.new + outcome.sent.counts.new);
        for other in [b as &dyn Replica, &on_disk, &in_memory, &file] {
            prop_assert_eq!(inventory(other), inventory(a));
        }
        for (id, _) in inventory(a).iter() {
            let expected = a.load(id).unwrap().observations();
            for other in [&on_disk as &dyn Replica, &in_memory, &file] {
                prop_assert_eq!(other.load(id).unwrap().observations(), expected.clone());
            }
        }
    });
    assert!(differed.get() > 10 && merged.get() > 10, "histories that never differ prove nothing");
}

/// Nobody has to be asked: the spoilt bytes are set aside, and what the other side holds takes their place.
#[test]
fn a_damaged_shard_of_a_store_is_repaired_in_a_session() {
    let dir = tempfile::tempdir().unwrap();
    let (whole, spoilt) = (store(&dir.path().join("whole")), store(&dir.path().join("spoilt")));
    let noted = |notes: &str| vec![NewObservation::default().notes(notes)];
    let made = whole.create_observations(noted("first"), NOW).unwrap().remove(0);
    synchronize(&whole, &spoilt);
    let directory = spoilt.directory().to_owned();
    drop(spoilt);
    // The first bytes of the document in the database.
    let (file, magic) = (directory.join("project.db"), [0x85, 0x6f, 0x4a, 0x83]);
    let mut bytes = fs_err::read(&file).unwrap();
    let at = bytes.windows(magic.len()).position(|bytes| bytes == magic).unwrap();
    bytes[at] = 0;
    fs_err::write(&file, bytes).unwrap();
    let spoilt = Store::open(&directory, DeviceId::from_bytes([3; 32])).unwrap();
    assert!(spoilt.load(&made.id.shard).is_err());
    let state = inventory(&spoilt).get(&made.id.shard).unwrap().state.clone();
    assert_eq!(state, ShardState::Declined(DeclineReason::Damaged));

    let later = whole.create_observations(noted("later"), NOW).unwrap().remove(0);
    let outcome = synchronize(&whole, &spoilt);
    assert!(outcome.declined.is_empty(), "{outcome:?}");
    assert_eq!(inventory(&spoilt), inventory(&whole));
    assert!(spoilt.check(&mut |_, _| ()).unwrap().is_sound());
    for observation in [made, later] {
        assert_eq!(spoilt.observation(&observation.id).unwrap(), Some(observation));
    }
}
