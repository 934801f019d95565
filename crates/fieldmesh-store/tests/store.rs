//! A store as a device uses it: written, reopened, shared by processes, merged into, damaged, rebuilt.

#![expect(clippy::unwrap_used, reason = "a helper of the tests fails as a test does")]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use fieldmesh_document::observation::{FieldName, Source};
use fieldmesh_document::{
    AttachmentClass, AttachmentId, AttachmentRecord, Content, DeclineReason, DeviceCard, DeviceId, DeviceKind,
    Edit, Fingerprint, Incoming, MediaPolicy, NewObservation, Observation, PieceOutcome, Position, ProjectId,
    Replica, ReplicaError, ShardState, StoreId, Timestamp,
};
use fieldmesh_store::{
    AttachmentState, Bounds, Deleted, OpenError, ProjectInfo, Query, SessionRecord, Store, StoreWriteError,
    StoredConfiguration, Via,
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

#[test]
fn every_kind_of_write_is_there_after_reopening() {
    let (_dir, store) = store(ANA);
    let kept = create(&store, noted("kept"));
    let edited = create(&store, noted("before"));
    let deleted = create(&store, noted("deleted"));
    let restored = create(&store, noted("restored"));
    let edited = store.edit(&edited.id, &write_notes("after"), NOW).unwrap();
    let deleted = store.delete(&deleted.id, NOW).unwrap();
    store.delete(&restored.id, NOW).unwrap();
    let restored = store.restore(&restored.id, NOW).unwrap();
    let (photo, size) = store.add_attachment(&b"photo"[..]).unwrap();
    let configuration = StoredConfiguration {
        fingerprint: Fingerprint { algorithm: 0, hash: [9; 32] },
        name: "Jungle".to_owned(),
        version: "2.1".to_owned(),
        bytes: vec![1, 2, 3],
    };
    store.set_configuration(&configuration).unwrap();
    store.set_media_policy(MediaPolicy::Previews).unwrap();
    store.rename_project("Napo").unwrap();
    let card = DeviceCard {
        device: ANA,
        name: "Ana's laptop".to_owned(),
        kind: Some(DeviceKind::Laptop),
        program: "fieldmesh 0.1.0".to_owned(),
        x25519: [1; 32],
        ed25519: [2; 32],
        sessions: BTreeMap::new(),
    };
    store.update_card(&card, NOW).unwrap();
    let (id, counter, inventory) = (store.store_id(), store.commit_counter().unwrap(), store.inventory().unwrap());
    let directory = store.directory().to_owned();
    drop(store);
    assert!(!directory.join("project.db-wal").exists(), "a clean exit leaves one file to copy");

    let store = Store::open(&directory, ANA).unwrap();
    for observation in [&kept, &edited, &deleted, &restored] {
        assert_eq!(store.observation(&observation.id).unwrap().as_ref(), Some(observation));
    }
    assert_eq!(edited.notes.as_deref(), Some("after"));
    assert!(deleted.is_deleted() && !restored.is_deleted());
    assert_eq!(everything(&store).len(), 4);
    assert_eq!(store.attachment_state(&photo).unwrap(), AttachmentState::Present { size });
    assert_eq!(store.configuration().unwrap(), Some(configuration.clone()));
    assert_eq!(store.configurations().unwrap(), [configuration]);
    assert_eq!(store.media_policy().unwrap(), MediaPolicy::Previews);
    assert_eq!(store.project().unwrap().name, "Napo");
    assert_eq!(store.cards().unwrap(), [card]);
    assert_eq!((store.store_id(), store.commit_counter().unwrap()), (id, counter));
    assert_eq!(store.inventory().unwrap(), inventory);
    assert_eq!(store.history(&edited.id).unwrap().len(), 2);
    assert!(store.check(&mut |_, _| ()).unwrap().is_sound());
}

#[test]
fn what_is_no_store_of_this_device_is_refused_by_name() {
    let (dir, store) = store(ANA);
    let directory = store.directory().to_owned();
    assert!(matches!(Store::create(&directory, project(), ANA, NOW), Err(OpenError::Exists { .. })));
    database(&store).pragma_update(None, "user_version", 9).unwrap();
    assert!(matches!(store.rename_project("x"), Err(ReplicaError::Busy)));
    drop(store);
    assert!(matches!(Store::open(&directory, ANA), Err(OpenError::Newer { have: 9, supported: 1 })));
    let connection = rusqlite::Connection::open(directory.join("project.db")).unwrap();
    connection.pragma_update(None, "user_version", 1).unwrap();
    drop(connection);
    assert!(matches!(Store::open(&directory, MARCO), Err(OpenError::OtherDevice { owner: ANA })));
    assert!(matches!(Store::open(&dir.path().join("none"), ANA), Err(OpenError::NotFound { .. })));
    let junk = dir.path().join("junk");
    fs_err::create_dir(&junk).unwrap();
    fs_err::write(junk.join("project.db"), [0x55; 9000]).unwrap();
    assert!(matches!(Store::open(&junk, ANA), Err(OpenError::NotAStore { .. })));
}

#[test]
fn a_new_shard_is_begun_when_one_is_full() {
    let (_dir, store) = store(ANA);
    store.create_observations(many(250), NOW).unwrap();
    let over = store.create_observations(many(20), NOW).unwrap();
    assert_eq!(
        over.iter().map(|o| o.notes.clone().unwrap()).collect::<Vec<_>>(),
        (0..20).map(|n| format!("number {n}")).collect::<Vec<_>>()
    );
    assert_eq!(store.totals().unwrap().shards, 2);
    let bulk = store.create_observations(many(1000), NOW).unwrap();
    assert_eq!(bulk.len(), 1000);
    assert!(bulk.iter().enumerate().all(|(n, o)| o.notes.as_deref() == Some(format!("number {n}").as_str())));
    let totals = store.totals().unwrap();
    assert_eq!((totals.live, totals.deleted), (1270, 0));
    assert!(totals.shards <= 7, "{} shards", totals.shards);
    assert!(store.check(&mut |_, _| ()).unwrap().is_sound());
}

#[test]
fn two_processes_on_one_directory_lose_nothing() {
    let (_dir, first) = store(ANA);
    let second = Store::open(first.directory(), ANA).unwrap();
    let observation = create(&first, noted("0"));
    for n in 1..=20 {
        let writer = if n % 2 == 0 { &first } else { &second };
        writer.edit(&observation.id, &write_notes(&n.to_string()), NOW).unwrap();
        create(writer, noted("other"));
    }
    let read = second.observation(&observation.id).unwrap().unwrap();
    assert_eq!((read.notes.as_deref(), read.conflicts.len()), (Some("20"), 0));
    assert_eq!(first.observation(&observation.id).unwrap(), Some(read));
    assert_eq!(first.history(&observation.id).unwrap().len(), 21);
    assert_eq!(second.totals().unwrap().live, 21);
    assert!(first.check(&mut |_, _| ()).unwrap().is_sound());
}

#[test]
fn threads_that_write_at_once_lose_nothing() {
    let (_dir, store) = store(ANA);
    let observation = create(&store, noted("start"));
    std::thread::scope(|scope| {
        for n in 0..4 {
            let (store, id) = (&store, &observation.id);
            scope.spawn(move || {
                for _ in 0..5 {
                    create(store, noted("new"));
                    store.edit(id, &write_notes(&format!("{n}")), NOW).map(drop).or_else(unchanged).unwrap();
                }
            });
        }
    });
    assert_eq!(store.totals().unwrap().live, 21);
    assert!(store.check(&mut |_, _| ()).unwrap().is_sound());
}

#[test]
fn a_failed_commit_leaves_store_and_cache_as_before() {
    let (_dir, store) = store(ANA);
    let observation = create(&store, noted("before"));
    let (inventory, counter) = (store.inventory().unwrap(), store.commit_counter().unwrap());
    let other = database(&store);
    other
        .execute_batch(
            "CREATE TRIGGER refuse BEFORE UPDATE OF counter ON project BEGIN SELECT raise(FAIL, 'no'); END",
        )
        .unwrap();
    assert!(store.edit(&observation.id, &write_notes("lost"), NOW).is_err());
    assert!(store.create_observations(many(3), NOW).is_err());
    assert!(store.create_observations(many(300), NOW).is_err());
    assert_eq!(store.inventory().unwrap(), inventory);
    assert_eq!(everything(&store), std::slice::from_ref(&observation));
    other.execute_batch("DROP TRIGGER refuse").unwrap();

    let edited = store.edit(&observation.id, &write_notes("after"), NOW).unwrap();
    assert_eq!(edited.notes.as_deref(), Some("after"));
    assert_eq!(store.history(&observation.id).unwrap().len(), 2);
    assert_eq!(store.commit_counter().unwrap(), counter + 1);
    assert!(store.check(&mut |_, _| ()).unwrap().is_sound());
}

#[test]
fn many_edits_are_compacted_and_keep_their_history() {
    let (_dir, store) = store(ANA);
    let observation = create(&store, noted("start"));
    let text = "x".repeat(4000);
    for n in 0..40 {
        store.edit(&observation.id, &write_notes(&format!("{n} {text}")), NOW).unwrap();
    }
    let (changes, bytes): (i64, i64) = database(&store)
        .query_row("SELECT count(*), sum(length(bytes)) FROM changes", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    assert!(changes < 40 && bytes < 80 << 10, "{changes} changes of {bytes} bytes");
    assert_eq!(store.history(&observation.id).unwrap().len(), 41);
    assert!(store.check(&mut |_, _| ()).unwrap().is_sound());
}

#[test]
fn merging_counts_what_changed_and_merging_again_changes_nothing() {
    let (_a, ana) = store(ANA);
    let (_m, marco) = store(MARCO);
    let made = ana.create_observations(many(3), NOW).unwrap();
    let counts = merge(&marco, snapshots(&ana));
    assert_eq!((counts.new, counts.changed, counts.deleted, counts.conflicts), (3, 0, 0, 0));
    assert_eq!(everything(&marco), everything(&ana));
    let counter = marco.commit_counter().unwrap();
    assert_eq!(merge(&marco, snapshots(&ana)), Default::default());
    assert_eq!(marco.commit_counter().unwrap(), counter);

    // Both edit the first, Ana deletes the second and creates one more.
    ana.edit(&made[0].id, &write_notes("Ana"), NOW).unwrap();
    ana.delete(&made[1].id, NOW).unwrap();
    create(&ana, noted("new"));
    marco.edit(&made[0].id, &write_notes("Marco"), NOW).unwrap();
    let (to_marco, to_ana) = (deltas(&ana, &marco), deltas(&marco, &ana));
    let counts = merge(&marco, to_marco);
    assert_eq!((counts.new, counts.changed, counts.deleted, counts.conflicts), (1, 1, 1, 1));
    merge(&ana, to_ana);
    assert_eq!(ana.inventory().unwrap().records_digest(), marco.inventory().unwrap().records_digest());
    assert_eq!(everything(&ana), everything(&marco));
    let disputed = ana.list(&Query { conflicts: true, ..Query::default() }).unwrap();
    assert_eq!(disputed[0].conflicts[0].field, FieldName::Notes);
    assert_eq!(ana.totals().unwrap().conflicted, 1);
    assert!(marco.check(&mut |_, _| ()).unwrap().is_sound());
}

#[test]
fn snapshots_merge_into_shards_edited_on_both_sides() {
    let (_a, ana) = store(ANA);
    let (_m, marco) = store(MARCO);
    let made = ana.create_observations(many(2), NOW).unwrap();
    merge(&marco, snapshots(&ana));
    ana.edit(&made[0].id, &write_notes("Ana"), NOW).unwrap();
    marco.edit(&made[1].id, &write_notes("Marco"), NOW).unwrap();
    let from_ana = snapshots(&ana);
    merge(&ana, snapshots(&marco));
    merge(&marco, from_ana);
    assert_eq!(ana.inventory().unwrap(), marco.inventory().unwrap());
    assert_eq!(everything(&ana), everything(&marco));
    assert_eq!(everything(&ana).iter().filter(|o| o.notes.as_deref() != Some("number 0")).count(), 2);
}

#[test]
fn merges_from_many_threads_into_one_shard_keep_every_change() {
    let (_a, ana) = store(ANA);
    let made = ana.create_observations(many(8), NOW).unwrap();
    let others: Vec<_> = (1..=8).map(|n| store(DeviceId::from_bytes([n; 32]))).collect();
    for ((_, other), observation) in others.iter().zip(&made) {
        merge(other, snapshots(&ana));
        other.edit(&observation.id, &write_notes("edited"), NOW).unwrap();
    }
    let batches: Vec<_> = others.iter().map(|(_, other)| deltas(other, &ana)).collect();
    std::thread::scope(|scope| {
        for batch in batches {
            let ana = &ana;
            scope.spawn(move || merge(ana, batch));
        }
        for n in 0..5 {
            ana.edit(&made[0].id, &Edit { category: Some(Some(format!("c{n}"))), ..Edit::default() }, NOW).unwrap();
        }
    });
    let read = everything(&ana);
    assert!(read.iter().all(|o| o.notes.as_deref() == Some("edited")), "{read:?}");
    assert_eq!(ana.observation(&made[0].id).unwrap().unwrap().category.as_deref(), Some("c4"));
    assert!(ana.check(&mut |_, _| ()).unwrap().is_sound());
}

#[test]
fn one_shard_twice_in_a_batch_is_merged_twice() {
    let (_a, ana) = store(ANA);
    let (_m, marco) = store(MARCO);
    let observation = create(&ana, noted("first"));
    let mut batch = snapshots(&ana);
    ana.edit(&observation.id, &write_notes("second"), NOW).unwrap();
    batch.extend(snapshots(&ana));
    merge(&marco, batch);
    assert_eq!(marco.observation(&observation.id).unwrap().unwrap().notes.as_deref(), Some("second"));
    assert_eq!(marco.inventory().unwrap(), ana.inventory().unwrap());
}

#[test]
fn a_refused_shard_changes_nothing_and_does_not_stop_the_others() {
    let (_a, ana) = store(ANA);
    let (_m, marco) = store(MARCO);
    ana.create_observations(many(300), NOW).unwrap();
    let mut batch = snapshots(&ana);
    let intact = batch.clone();
    let refused = batch[0].shard;
    let Content::Snapshot(bytes) = &mut batch[0].content else { panic!("a snapshot") };
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x10;
    let merged = marco.merge(batch).unwrap();
    assert!(merged[0].result.is_err() && merged[1..].iter().all(|merged| merged.result.is_ok()));
    assert_eq!(merged.len(), 2);
    let state = marco.inventory().unwrap().get(&refused).map(|entry| entry.state.clone());
    assert_eq!(state, Some(ShardState::Declined(DeclineReason::Refused)));
    merge(&marco, intact);
    assert_eq!(marco.inventory().unwrap(), ana.inventory().unwrap());
    assert_eq!(everything(&marco), everything(&ana));
}

#[test]
fn kinds_that_nobody_knows_yet_are_kept_and_handed_on() {
    let (_a, ana) = store(ANA);
    let (_m, marco) = store(MARCO);
    let shard = fieldmesh_document::Shard::create(
        fieldmesh_document::ShardId::from_bytes([3; 16]),
        fieldmesh_document::ShardKind::new(77),
    );
    let incoming = Incoming {
        shard: shard.id(),
        kind: shard.kind(),
        heads: shard.heads(),
        content: Content::Snapshot(shard.save()),
    };
    merge(&ana, vec![incoming]);
    merge(&marco, snapshots(&ana));
    assert_eq!(marco.snapshot(&shard.id()).unwrap().heads, shard.heads());
    assert!(everything(&marco).is_empty());
    assert!(marco.check(&mut |_, _| ()).unwrap().is_sound());
}

#[test]
fn a_bit_that_flipped_damages_its_shard_and_no_other() {
    let (_a, ana) = store(ANA);
    let (_m, marco) = store(MARCO);
    let made = ana.create_observations(many(300), NOW).unwrap();
    merge(&marco, snapshots(&ana));
    database(&marco)
        .execute_batch(
            "UPDATE snapshots SET bytes = CAST(substr(bytes, 1, 99) || x'FF' || substr(bytes, 101) AS BLOB)
             WHERE shard = (SELECT min(shard) FROM snapshots)",
        )
        .unwrap();
    let report = marco.check(&mut |_, _| ()).unwrap();
    assert_eq!(report.damaged_shards.len(), 1);
    let damaged = report.damaged_shards[0];
    assert!(matches!(marco.load(&damaged), Err(ReplicaError::Damaged { .. })));
    let inventory = marco.inventory().unwrap();
    assert_eq!(inventory.get(&damaged).unwrap().state, ShardState::Declined(DeclineReason::Damaged));
    assert_eq!(inventory.iter().filter(|(_, entry)| entry.heads().is_some()).count(), 1);
    // Still readable, and whole again once somebody brings it.
    assert_eq!(everything(&marco).len(), 300);
    let other = made.iter().find(|o| o.id.shard != damaged).unwrap();
    marco.edit(&other.id, &write_notes("fine"), NOW).unwrap();
    assert_eq!(marco.rebuild(&mut |_, _| ()).unwrap().damaged_shards, [damaged]);
    assert!(marco.inventory().unwrap().get(&damaged).is_none());
    assert_eq!(everything(&marco).len(), 300);
    merge(&marco, snapshots(&ana));
    assert!(marco.check(&mut |_, _| ()).unwrap().is_sound());
    assert_eq!(everything(&marco).len(), 300);
}

#[test]
fn creation_goes_on_in_another_shard_when_the_open_one_is_damaged() {
    let (_dir, store) = store(ANA);
    let first = create(&store, noted("first"));
    let directory = store.directory().to_owned();
    database(&store).execute_batch("UPDATE snapshots SET bytes = x'00'").unwrap();
    drop(store);
    let store = Store::open(&directory, ANA).unwrap();
    let second = create(&store, noted("second"));
    assert_ne!(first.id.shard, second.id.shard);
    let state = store.inventory().unwrap().get(&first.id.shard).unwrap().state.clone();
    assert_eq!(state, ShardState::Declined(DeclineReason::Damaged));
    assert_eq!(everything(&store).len(), 2);
}

#[test]
fn a_damaged_shard_does_not_stop_a_merge() {
    let (_a, ana) = store(ANA);
    let (_m, marco) = store(MARCO);
    let made = ana.create_observations(many(300), NOW).unwrap();
    merge(&marco, snapshots(&ana));
    for observation in [&made[0], &made[299]] {
        ana.edit(&observation.id, &write_notes("edited"), NOW).unwrap();
    }
    let incoming = deltas(&ana, &marco);
    database(&marco).execute_batch("DELETE FROM snapshots WHERE shard = 1").unwrap();
    let merged = marco.merge(incoming).unwrap();
    assert_eq!(merged.iter().filter(|merged| merged.result.is_ok()).count(), 1);
    assert_eq!(marco.list(&Query { search: Some("edited".into()), ..Query::default() }).unwrap().len(), 1);
    let declined = ShardState::Declined(DeclineReason::Damaged);
    assert_eq!(marco.inventory().unwrap().iter().filter(|(_, entry)| entry.state == declined).count(), 1);
}

#[test]
fn a_shard_that_others_wrote_to_is_not_filled_further() {
    let (_a, ana) = store(ANA);
    let (_m, marco) = store(MARCO);
    let first = create(&ana, noted("first"));
    assert_eq!(create(&ana, noted("same shard")).id.shard, first.id.shard);
    merge(&marco, snapshots(&ana));
    assert_eq!(create(&ana, noted("still the same")).id.shard, first.id.shard);
    marco.edit(&first.id, &write_notes("Marco"), NOW).unwrap();
    merge(&ana, deltas(&marco, &ana));
    assert_ne!(create(&ana, noted("a new one")).id.shard, first.id.shard);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever two devices do, rows say what the shards say after every step, and after an exchange both
    /// hold the same, with nothing lost.
    #[test]
    fn rows_follow_the_shards_and_exchanged_stores_are_equal(
        steps in prop::collection::vec((0..2_usize, 0..6_u8, any::<prop::sample::Index>()), 5..25)
    ) {
        let ((_a, ana), (_m, marco)) = (store(ANA), store(MARCO));
        let stores = [ana, marco];
        let mut made = Vec::new();
        for (at, action, pick) in steps {
            let (here, there) = (&stores[at], &stores[1 - at]);
            let known: Vec<_> = everything(here);
            match action {
                0 | 1 => made.push(create(here, noted("new")).id),
                2 if !known.is_empty() => {
                    let id = known[pick.index(known.len())].id;
                    here.edit(&id, &write_notes(&format!("{at} {}", made.len())), NOW).map(drop).or_else(unchanged).unwrap();
                }
                3 if !known.is_empty() => {
                    let id = known[pick.index(known.len())].id;
                    here.delete(&id, NOW).map(drop).or_else(unchanged).unwrap();
                }
                4 => { merge(there, deltas(here, there)); }
                5 => { merge(there, snapshots(here)); }
                _ => {}
            }
            let report = here.check(&mut |_, _| ()).unwrap();
            prop_assert!(report.is_sound(), "{:?}", report);
        }
        merge(&stores[0], snapshots(&stores[1]));
        merge(&stores[1], deltas(&stores[0], &stores[1]));
        prop_assert_eq!(stores[0].inventory().unwrap(), stores[1].inventory().unwrap());
        let (ours, theirs) = (everything(&stores[0]), everything(&stores[1]));
        prop_assert_eq!(&ours, &theirs);
        made.sort_unstable();
        prop_assert_eq!(ours.iter().map(|o| o.id).collect::<Vec<_>>(), made);
        for store in &stores {
            let report = store.check(&mut |_, _| ()).unwrap();
            prop_assert!(report.is_sound(), "{:?}", report);
        }
    }
}

/// Writing what is there already is refused as nothing to write.
fn unchanged(error: StoreWriteError) -> Result<(), StoreWriteError> {
    match error {
        StoreWriteError::Refused(fieldmesh_document::WriteError::Empty) => Ok(()),
        other => Err(other),
    }
}

#[test]
fn a_rebuild_gives_the_same_rows_and_mends_spoilt_ones() {
    let (_dir, store) = store(ANA);
    let made = store.create_observations(many(300), NOW).unwrap();
    store.edit(&made[3].id, &write_notes("edited"), NOW).unwrap();
    store.delete(&made[4].id, NOW).unwrap();
    let rows = |connection: &rusqlite::Connection| -> Vec<(i64, i64, i64, Vec<u8>)> {
        let mut statement = connection.prepare("SELECT row, local, flags, record FROM observations").unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)));
        rows.unwrap().map(Result::unwrap).collect()
    };
    let (before, totals) = (rows(&database(&store)), store.totals().unwrap());
    assert_eq!(store.rebuild(&mut |_, _| ()).unwrap().stale_rows, 0);
    assert_eq!(rows(&database(&store)), before);

    database(&store)
        .execute_batch(
            "UPDATE observations SET flags = 3 WHERE row % 7 = 0; DELETE FROM observations WHERE row % 11 = 5;
             UPDATE shards SET live = 1; DELETE FROM names; DELETE FROM places;",
        )
        .unwrap();
    let mut last = (0, 0);
    let report = store.rebuild(&mut |done, total| last = (done, total)).unwrap();
    assert!(report.stale_rows > 40 && report.observations == 300, "{report:?}");
    assert_eq!(last, (2, 2));
    let by_local = |mut rows: Vec<(i64, i64, i64, Vec<u8>)>| {
        rows.sort_by_key(|row| row.1);
        rows.into_iter().map(|row| (row.1, row.2, row.3)).collect::<Vec<_>>()
    };
    assert_eq!(by_local(rows(&database(&store))), by_local(before));
    assert_eq!(store.totals().unwrap(), totals);
    assert_eq!(store.find(&made[9].id.to_string()).unwrap(), [made[9].id]);
    assert!(store.check(&mut |_, _| ()).unwrap().is_sound());
}

#[test]
fn queries_filter_order_and_page() {
    let (_dir, store) = store(ANA);
    let place = |latitude, longitude| Some(Position::point(latitude, longitude).unwrap());
    let at = |millis| Some(fieldmesh_document::Moment::utc(Timestamp(millis)));
    let seeds = [
        ("ceiba árbol", "tree", place(-1.0, -77.0), at(1000)),
        ("palma", "tree", place(0.0, 0.0), at(2000)),
        ("campamento", "camp", place(10.0, 179.5), at(3000)),
        ("nowhere", "camp", None, at(4000)),
    ];
    let new = seeds.map(|(notes, category, position, created_at)| NewObservation {
        category: Some(category.to_owned()),
        position,
        created_at,
        ..noted(notes)
    });
    let made = store.create_observations(new.to_vec(), NOW).unwrap();
    let names = |query: Query| -> Vec<String> {
        let list = store.list(&query).unwrap();
        if query.limit.is_none() && query.offset == 0 {
            assert_eq!(store.count(&query).unwrap(), list.len() as u64);
        }
        list.into_iter().map(|o| o.notes.unwrap()).collect()
    };
    let all = Query::default;
    assert_eq!(names(all()), ["nowhere", "campamento", "palma", "ceiba árbol"]);
    assert_eq!(names(Query { limit: Some(2), offset: 1, ..all() }), ["campamento", "palma"]);
    assert_eq!(names(Query { category: Some("tree".into()), ..all() }), ["palma", "ceiba árbol"]);
    let span = Query { since: Some(Timestamp(2000)), until: Some(Timestamp(3000)), ..all() };
    assert_eq!(names(span), ["campamento", "palma"]);
    assert_eq!(names(Query { search: Some("ARBOL".into()), ..all() }), ["ceiba árbol"]);
    assert_eq!(names(Query { search: Some("camp".into()), ..all() }).len(), 2);
    assert!(names(Query { search: Some("\" OR *".into()), ..all() }).is_empty());
    let bounds = |west, south, east, north| Query { bbox: Some(Bounds { west, south, east, north }), ..all() };
    assert_eq!(names(bounds(-78.0, -2.0, -76.0, 0.0)), ["ceiba árbol"]);
    assert_eq!(names(bounds(0.0, 0.0, 0.0, 0.0)), ["palma"]);
    assert_eq!(names(bounds(179.0, 0.0, -179.0, 20.0)), ["campamento"]);
    assert!(names(bounds(0.000_001, 0.0, 1.0, 1.0)).is_empty());

    store.delete(&made[1].id, NOW).unwrap();
    assert_eq!(names(Query { deleted: Deleted::Deleted, ..all() }), ["palma"]);
    assert_eq!(names(Query { category: Some("tree".into()), ..all() }), ["ceiba árbol"]);
    store
        .edit(&made[0].id, &Edit { position: Some(None), notes: Some(Some("roca".into())), ..Edit::default() }, NOW)
        .unwrap();
    assert!(names(bounds(-78.0, -2.0, -76.0, 0.0)).is_empty());
    assert!(names(Query { search: Some("ceiba".into()), ..all() }).is_empty());
    assert_eq!(names(Query { search: Some("roca".into()), ..all() }), ["roca"]);
}

#[test]
fn indexes_catch_up_behind_a_bulk_write() {
    let (_dir, store) = store(ANA);
    let made = store.create_observations(many(600), NOW).unwrap();
    assert_eq!(store.catch_up_indexes(Duration::ZERO).unwrap(), 600);
    let short = made[77].id.short();
    assert!(store.find(&short).unwrap().contains(&made[77].id));
    assert_eq!(store.catch_up_indexes(Duration::ZERO).unwrap(), 0);
    assert_eq!(store.count(&Query { search: Some("number".into()), ..Query::default() }).unwrap(), 600);
    assert!(store.find("7Q").unwrap().is_empty() && store.find("????").unwrap().is_empty());
}

#[test]
fn an_imported_observation_is_found_by_its_source() {
    let (_dir, store) = store(ANA);
    let source = Source { kind: "geojson".to_owned(), id: "42".to_owned() };
    assert_eq!(store.find_source(&source).unwrap(), None);
    let made = create(&store, NewObservation { source: Some(source.clone()), ..NewObservation::default() });
    assert_eq!(store.find_source(&source).unwrap(), Some(made.id));
    store.delete(&made.id, NOW).unwrap();
    assert_eq!(store.find_source(&source).unwrap(), Some(made.id));
}

#[test]
fn attachments_arrive_in_pieces_resume_and_are_verified() {
    let content: Vec<u8> = (0..3_000_000_u32).map(|n| (n % 251) as u8).collect();
    let (_a, ana) = store(ANA);
    let (id, size) = ana.add_attachment(&content[..]).unwrap();
    assert_eq!((id, size), (AttachmentId::of(&content), 3_000_000));
    create(&ana, with_photo(id, size));
    assert!(ana.wanted().unwrap().is_empty());

    let (_m, marco) = store(MARCO);
    merge(&marco, snapshots(&ana));
    let want = marco.wanted().unwrap()[0];
    assert_eq!((want.id, want.size, want.held, want.class), (id, size, 0, AttachmentClass::Original));
    assert_ne!(marco.media_digest(want.class).unwrap(), ana.media_digest(want.class).unwrap());
    let send = |to: &Store, from: u64, until: u64| {
        let mut outcome = PieceOutcome::Partial;
        let mut at = from;
        while at < until {
            let piece = ana.read_piece(&id, at, 60 << 10).unwrap();
            outcome = to.write_piece(&want, at, &piece).unwrap();
            at += piece.len() as u64;
        }
        outcome
    };
    assert_eq!(send(&marco, 0, 1_500_000), PieceOutcome::Partial);
    marco.commit().unwrap();
    let directory = marco.directory().to_owned();
    drop(marco);

    // What came after the last durable byte is as a power cut leaves it.
    let partial = directory.join("attachments/partial").join(id.to_hex());
    let mut bytes = fs_err::read(&partial).unwrap();
    bytes.extend([0; 5000]);
    fs_err::write(&partial, bytes).unwrap();

    let marco = Store::open(&directory, MARCO).unwrap();
    let held = marco.wanted().unwrap()[0].held;
    assert!(held >= 1_500_000 && held < size);
    assert_eq!(marco.attachment_state(&id).unwrap(), AttachmentState::Partial { held });
    assert_eq!(send(&marco, held, size), PieceOutcome::Complete);
    assert!(marco.wanted().unwrap().is_empty() && !partial.exists());
    assert_eq!(marco.held(&[id, AttachmentId::of(b"other")]).unwrap(), [Some(size), None]);
    assert_eq!(marco.media_digest(want.class).unwrap(), ana.media_digest(want.class).unwrap());
    assert_eq!(marco.read_piece(&id, size - 3, 100).unwrap(), content[content.len() - 3..]);
    assert_eq!(marco.totals().unwrap().attachment_bytes, size);
}

#[test]
fn pieces_that_do_not_make_the_content_are_dropped() {
    let (_m, marco) = store(MARCO);
    let id = AttachmentId::of(b"right");
    create(&marco, with_photo(id, 5));
    let want = marco.wanted().unwrap()[0];
    assert_eq!(marco.write_piece(&want, 0, b"wro").unwrap(), PieceOutcome::Partial);
    assert_eq!(marco.write_piece(&want, 3, b"ng").unwrap(), PieceOutcome::Mismatch);
    assert_eq!(marco.attachment_state(&id).unwrap(), AttachmentState::Missing);
    assert_eq!(marco.write_piece(&want, 0, b"too long").unwrap(), PieceOutcome::Mismatch);
    assert_eq!(marco.write_piece(&want, 3, b"ht").unwrap(), PieceOutcome::Mismatch);
    // A piece that overlaps what came before adds only what is new.
    assert_eq!(marco.write_piece(&want, 0, b"rig").unwrap(), PieceOutcome::Partial);
    assert_eq!(marco.write_piece(&want, 1, b"ight").unwrap(), PieceOutcome::Complete);

    // A record that gives too large a size does not keep the content from being whole.
    let lied = AttachmentId::of(b"short");
    create(&marco, with_photo(lied, 50));
    let lie = marco.wanted().unwrap()[0];
    assert_eq!(marco.write_piece(&lie, 0, b"short").unwrap(), PieceOutcome::Complete);
    assert_eq!(marco.held(&[lied]).unwrap(), [Some(5)]);

    fs_err::write(marco.directory().join("attachments").join(&id.to_hex()[..2]).join(id.to_hex()), "wrong")
        .unwrap();
    let report = marco.check(&mut |_, _| ()).unwrap();
    assert_eq!(report.damaged_attachments, [id]);
    marco.quarantine(&id).unwrap();
    assert_eq!(marco.wanted().unwrap(), [want]);
}

#[test]
fn photos_of_deleted_observations_are_kept_and_not_wanted() {
    let (_dir, store) = store(ANA);
    let (held, size) = store.add_attachment(&b"here"[..]).unwrap();
    let missing = AttachmentId::of(b"elsewhere");
    let made = store.create_observations(vec![with_photo(held, size), with_photo(missing, 9)], NOW).unwrap();
    assert_eq!(store.wanted().unwrap().len(), 1);
    for observation in &made {
        store.delete(&observation.id, NOW).unwrap();
    }
    assert!(store.wanted().unwrap().is_empty());
    assert_eq!(store.read_piece(&held, 0, 10).unwrap(), b"here");
    assert_eq!(store.totals().unwrap().attachments_referenced, 0);
    store.restore(&made[1].id, NOW).unwrap();
    assert_eq!(store.wanted().unwrap()[0].id, missing);
    store.set_media_policy(MediaPolicy::Previews).unwrap();
    assert!(store.wanted().unwrap().is_empty());
}

#[test]
fn sessions_say_what_exists_only_here() {
    let (_dir, store) = store(ANA);
    let made = store.create_observations(many(5), NOW).unwrap();
    assert_eq!(store.only_here().unwrap(), 5);
    let session = |store_id| SessionRecord {
        device: MARCO,
        store_id: StoreId::new(store_id),
        records_digest: store.inventory().unwrap().records_digest(),
        observations: 5,
        at: NOW,
        via: Via::Lan,
    };
    let (first, held) = (session(1), store.inventory().unwrap());
    store.record_session(&first, &held).unwrap();
    assert_eq!((store.only_here().unwrap(), store.sessions().unwrap()), (0, vec![first.clone()]));
    store.edit(&made[0].id, &write_notes("newer"), NOW).unwrap();
    assert_eq!(store.only_here().unwrap(), 5);
    // What was held before the edit says nothing of it.
    store.record_session(&first, &held).unwrap();
    assert_eq!(store.only_here().unwrap(), 5);
    store.record_session(&session(1), &store.inventory().unwrap()).unwrap();
    assert_eq!(store.only_here().unwrap(), 0);
    // Another copy of Marco's data, which holds something else.
    store.record_session(&SessionRecord { store_id: StoreId::new(u64::MAX), ..first }, &held).unwrap();
    assert_eq!((store.only_here().unwrap(), store.sessions().unwrap().len()), (5, 2));
}

fn copy_all(from: &Path, to: &Path) {
    fs_err::create_dir_all(to).unwrap();
    for entry in fs_err::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy_all(&path, &target) } else { assert!(fs_err::copy(&path, &target).is_ok()) }
    }
}

#[test]
fn a_directory_put_back_from_an_older_copy_is_noticed() {
    let (dir, store) = store(ANA);
    let first = create(&store, noted("first"));
    let (id, directory) = (store.store_id(), store.directory().to_owned());
    drop(store);
    let copy = dir.path().join("copy");
    copy_all(&directory, &copy);
    let store = Store::open(&directory, ANA).unwrap();
    assert_eq!(store.store_id(), id);
    create(&store, noted("lost with the disk"));
    let counter = store.commit_counter().unwrap();
    drop(store);

    fs_err::remove_dir_all(&directory).unwrap();
    copy_all(&copy, &directory);
    let store = Store::open(&directory, ANA).unwrap();
    assert!(store.commit_counter().unwrap() < counter);
    let drawn = store.store_id();
    // The file may get the number of the old one again; then only the counter tells.
    let second = create(&store, noted("second"));
    if drawn != id {
        assert_ne!(second.id.shard, first.id.shard);
    }
    drop(store);
    assert_eq!(Store::open(&directory, ANA).unwrap().store_id(), drawn);
    let elsewhere = Store::open(&copy, ANA).unwrap();
    assert_ne!(elsewhere.store_id(), id);
    drop(elsewhere);
    Store::renew(&copy, MARCO).unwrap();
    let renewed = Store::open(&copy, MARCO).unwrap();
    assert_eq!(everything(&renewed), [first]);
    assert_ne!(renewed.store_id(), id);
}

#[test]
fn a_backup_is_a_store_of_its_own() {
    let (dir, store) = store(ANA);
    let (photo, size) = store.add_attachment(&b"photo"[..]).unwrap();
    create(&store, with_photo(photo, size));
    let to = dir.path().join("backup");
    store.backup(&to).unwrap();
    assert!(store.backup(&to).is_err());
    let copy = Store::open(&to, ANA).unwrap();
    assert_eq!(copy.inventory().unwrap(), store.inventory().unwrap());
    assert_eq!(everything(&copy), everything(&store));
    assert_ne!(copy.store_id(), store.store_id());
    assert!(copy.check(&mut |_, _| ()).unwrap().is_sound());
    assert_eq!(copy.read_piece(&photo, 0, 9).unwrap(), b"photo");
}
