//! Records: merging, committing, opening again.

use fieldmesh_document::guard::{self, Announced};
use fieldmesh_document::{
    Content, DeviceId, Incoming, MergeCounts, NewObservation, Replica, ReplicaError, Shard, ShardId, ShardKind,
};
use fieldmesh_syncfile::{FsMedium, MemoryMedium, State, SyncFile};
use fieldmesh_workload::{Profile, Workload};

use crate::sample::*;

#[test]
fn what_is_merged_is_there_after_reopening() {
    let shards = [shard(1, 20), shard(2, 3)];
    let file = reopened(&file_of(&shards).to_vec());
    assert_eq!(file.state().unwrap(), State::Intact);
    for shard in &shards {
        let snapshot = file.snapshot(&shard.id()).unwrap();
        assert_eq!((snapshot.heads, snapshot.bytes), (shard.heads(), shard.save()));
        assert_eq!(file.load(&shard.id()).unwrap().observations(), shard.observations());
    }
    let info = file.info().unwrap();
    assert_eq!((info.observations, info.shards, info.sequence), (23, 2, 1));
    assert_eq!(info.visits.len(), 1);
    assert_eq!(info.visits[0].counts, MergeCounts { new: 23, ..MergeCounts::default() });
}

#[test]
fn what_was_not_committed_is_gone_and_the_file_is_as_before() {
    let medium = file_of(&[shard(1, 2)]);
    let before = medium.to_vec();
    let file = open(medium.clone()).unwrap();
    merge(&file, vec![snapshot(&shard(2, 2))]);
    assert_eq!(file.inventory().unwrap().len(), 2);
    drop(file);
    assert_eq!(medium.to_vec(), before);
}

#[test]
fn a_second_merge_of_the_same_changes_nothing() {
    let medium = file_of(&[shard(1, 9)]);
    let before = medium.to_vec();
    let held = reopened(&before).load(&shard_id(1)).unwrap();
    let file = open(medium.clone()).unwrap();
    let merged = file.merge(vec![snapshot(&held), snapshot(&held)]).unwrap();
    assert!(merged.iter().all(|m| *m.result.as_ref().unwrap() == MergeCounts::default()));
    file.commit().unwrap();
    assert_eq!(medium.to_vec(), before);
}

#[test]
fn a_small_edit_appends_little_and_is_counted() {
    let base = shard(1, 200);
    let medium = file_of(std::slice::from_ref(&base));
    let before = medium.to_vec();
    let after = edited(&base, 2, 7, "seen again");
    let file = open(medium.clone()).unwrap();
    file.visit(visitor(2), NOON).unwrap();
    let merged = file.merge(vec![changes(&base, &after)]).unwrap();
    assert_eq!(merged[0].result.as_ref().unwrap(), &MergeCounts { changed: 1, ..MergeCounts::default() });
    file.finish_visit().unwrap();
    let bytes = medium.to_vec();
    assert!(bytes.starts_with(&before));
    assert_eq!(bytes.len() - before.len(), 2 * 4096, "one block of records, one of commit");
    assert_eq!(reopened(&bytes).load(&base.id()).unwrap().observations(), after.observations());
}

#[test]
fn edits_of_both_sides_come_together_however_they_travel() {
    let base = shard(1, 9);
    let (here, there) = (edited(&base, 2, 1, "here"), edited(&base, 3, 2, "there"));
    for incoming in [snapshot(&there), changes(&base, &there)] {
        let medium = file_of(std::slice::from_ref(&here));
        let file = open(medium.clone()).unwrap();
        merge(&file, vec![incoming]);
        file.commit().unwrap();
        let merged = reopened(&medium.to_vec()).load(&base.id()).unwrap();
        assert!(merged.contains_all(here.heads().as_slice()) && merged.contains_all(there.heads().as_slice()));
        let announced = Announced { shard: base.id(), kind: base.kind(), heads: there.heads() };
        let oracle = guard::admit_changes(&here, &there.changes_since(&base.heads()), &announced).unwrap();
        assert_eq!(merged.observations(), oracle.observations());
    }
}

#[test]
fn changes_for_a_shard_that_is_not_held_make_it() {
    let genesis = Shard::create(shard_id(1), ShardKind::OBSERVATIONS);
    let medium = file_of(&[]);
    let file = open(medium.clone()).unwrap();
    let shard = shard(1, 3);
    merge(&file, vec![changes(&genesis, &shard)]);
    file.commit().unwrap();
    assert_eq!(reopened(&medium.to_vec()).load(&shard.id()).unwrap().observations(), shard.observations());
}

#[test]
fn a_refused_shard_stops_no_other() {
    let medium = file_of(&[]);
    let file = open(medium.clone()).unwrap();
    let (good, bad) = (shard(1, 3), shard(2, 3));
    let broken = Incoming { content: Content::Snapshot(vec![7; 300]), ..snapshot(&bad) };
    let merged = file.merge(vec![broken, snapshot(&good)]).unwrap();
    assert_eq!(merged.iter().map(|m| m.shard).collect::<Vec<_>>(), [bad.id(), good.id()]);
    assert!(merged[0].result.is_err() && merged[1].result.is_ok());
    file.commit().unwrap();
    let inventory = reopened(&medium.to_vec()).inventory().unwrap();
    assert!(inventory.get(&good.id()).is_some() && inventory.get(&bad.id()).is_none());
}

#[test]
fn unknown_kinds_are_kept_and_handed_on() {
    let kind = ShardKind::new(77);
    let shard = Shard::create(ShardId::from_bytes([4; 16]), kind);
    let file = reopened(&file_of(std::slice::from_ref(&shard)).to_vec());
    let held = file.snapshot(&shard.id()).unwrap();
    assert_eq!((held.kind, held.bytes), (kind, shard.save()));
}

#[test]
fn many_commits_read_back_across_full_indexes() {
    let medium = file_of(&[]);
    let mut latest = shard(1, 4);
    let file = open(medium.clone()).unwrap();
    merge(&file, vec![snapshot(&latest)]);
    file.commit().unwrap();
    for round in 0..80_u8 {
        let next = edited(&latest, 2, u16::from(round % 4), &format!("round {round}"));
        merge(&file, vec![changes(&latest, &next), snapshot(&shard(100 + round, 1))]);
        file.commit().unwrap();
        latest = next;
    }
    let inventory = file.inventory().unwrap();
    drop(file);
    let again = reopened(&medium.to_vec());
    assert_eq!(again.inventory().unwrap(), inventory);
    assert_eq!(again.info().unwrap().sequence, 82);
    assert_eq!(again.load(&latest.id()).unwrap().observations(), latest.observations());
    let report = again.verify(&mut |_, _| (), &|| false).unwrap();
    assert!(report.is_intact(), "{report:?}");
    assert_eq!(report.shards, 81);
}

#[test]
fn a_file_knows_what_is_new_for_whom() {
    let medium = file_of(&[shard(1, 5)]);
    let file = open(medium.clone()).unwrap();
    assert_eq!(file.new_for(&visitor(1).device).unwrap(), 0);
    assert_eq!(file.new_for(&visitor(2).device).unwrap(), 5);
    file.visit(visitor(2), NOON).unwrap();
    merge(&file, vec![snapshot(&shard(2, 7))]);
    file.commit().unwrap();
    merge(&file, vec![snapshot(&shard(3, 2))]);
    assert_eq!(file.new_for(&visitor(2).device).unwrap(), 14, "a visit counts when it is complete");
    file.finish_visit().unwrap();

    let file = reopened(&medium.to_vec());
    assert_eq!(file.new_for(&visitor(1).device).unwrap(), 9);
    assert_eq!(file.new_for(&visitor(2).device).unwrap(), 0);
    let visits = file.visits().unwrap();
    assert_eq!(visits.len(), 2, "the commits of one visit are one line");
    assert_eq!((&visits[1].visitor, visits[1].counts.new, visits[1].complete), (&visitor(2), 9, true));
}

#[test]
fn a_file_on_a_disk_is_made_beside_and_grows_in_place() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.fieldmesh");
    let file = SyncFile::create(FsMedium::create(&path).unwrap(), &key(), manifest()).unwrap();
    merge(&file, vec![snapshot(&shard(1, 3))]);
    file.finish_visit().unwrap();
    assert!(!path.exists());
    file.publish(&mut |_, _| (), &|| false).unwrap();
    merge(&file, vec![snapshot(&shard(2, 3))]);
    file.commit().unwrap();
    drop(file);
    let bytes = fs_err::read(&path).unwrap();
    assert_eq!(reopened(&bytes).info().unwrap().observations, 6);
    assert_eq!(fs_err::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn a_read_only_file_gives_and_takes_nothing() {
    #[derive(Debug)]
    struct ReadOnly(MemoryMedium);
    impl fieldmesh_syncfile::Medium for ReadOnly {
        fn len(&mut self) -> std::io::Result<u64> {
            self.0.len()
        }
        fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.0.read_at(offset, buffer)
        }
        fn append(&mut self, _: &[u8]) -> std::io::Result<()> {
            Err(std::io::ErrorKind::ReadOnlyFilesystem.into())
        }
        fn sync(&mut self) -> std::io::Result<()> {
            Err(std::io::ErrorKind::ReadOnlyFilesystem.into())
        }
        fn truncate(&mut self, _: u64) -> std::io::Result<()> {
            Err(std::io::ErrorKind::ReadOnlyFilesystem.into())
        }
        fn publish(&mut self) -> std::io::Result<()> {
            Ok(())
        }
        fn is_read_only(&self) -> bool {
            true
        }
    }
    let shard = shard(1, 3);
    let medium = file_of(std::slice::from_ref(&shard));
    let file = SyncFile::open(ReadOnly(medium), &[(PROJECT, key())]).unwrap();
    assert!(file.is_read_only());
    file.visit(visitor(2), NOON).unwrap();
    assert!(matches!(file.merge(vec![snapshot(&shard)]), Err(ReplicaError::ReadOnly)));
    assert_eq!(file.load(&shard.id()).unwrap().observations(), shard.observations());
    file.commit().unwrap();
    file.finish_visit().unwrap();
}

#[test]
fn a_file_spends_at_most_90_bytes_on_an_observation() {
    let workload = Workload::new(Profile::patrol(), 5);
    let device = &workload.devices(1)[0];
    let observations: Vec<NewObservation> = device.observations().take(256 * 16).collect();
    let shards: Vec<Shard> = device
        .shards()
        .zip(observations.chunks(256))
        .map(|(id, observations)| {
            let mut writer = Shard::create(id, ShardKind::OBSERVATIONS).write_as(DeviceId::from_bytes([1; 32]));
            for few in observations.chunks(8) {
                writer.create(few.to_vec(), NOON).unwrap();
            }
            writer.into_shard()
        })
        .collect();
    let bytes = file_of(&shards).to_vec().len();
    let documents: usize = shards.iter().map(|shard| shard.save().len()).sum();
    let each = bytes as f64 / observations.len() as f64;
    println!(
        "{each:.1} bytes per observation, {:.1} of them documents",
        documents as f64 / observations.len() as f64
    );
    assert!(each <= 90.0, "{each}");
}

#[test]
fn a_file_has_the_configuration_it_was_given_last() {
    let (small, _) = small_file();
    let medium = MemoryMedium::from(small);
    for number in [1, 2] {
        let mut file = open(medium.clone()).unwrap();
        let earlier = (number > 1).then(|| configuration(number - 1));
        assert_eq!(file.manifest().configuration, earlier);
        file.set_configuration(configuration(number)).unwrap();
        assert_eq!(file.manifest().configuration, Some(configuration(number)));
        // Nothing is written before a commit.
        assert_eq!(open(medium.clone()).unwrap().manifest().configuration, earlier);
        file.visit(visitor(3), NOON).unwrap();
        file.finish_visit().unwrap();
    }
    // Later commits, full ones among them, leave it as it is.
    let file = open(medium.clone()).unwrap();
    for _ in 0..20 {
        file.visit(visitor(2), NOON).unwrap();
        file.finish_visit().unwrap();
    }
    drop(file);
    let info = open(medium.clone()).unwrap().info().unwrap();
    assert!(info.sequence > 20);
    assert_eq!(info.manifest.configuration, Some(configuration(2)));
    // A torn update leaves the one before.
    let whole = medium.to_vec();
    let mut file = open(medium.clone()).unwrap();
    file.set_configuration(configuration(3)).unwrap();
    file.visit(visitor(3), NOON).unwrap();
    file.finish_visit().unwrap();
    drop(file);
    let torn = &medium.to_vec()[..whole.len() + 1000];
    assert_eq!(reopened(torn).manifest().configuration, Some(configuration(2)));
}
