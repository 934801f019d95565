//! Attachments: wanted, received in pieces, resumed, read, lost.

use fieldmesh_document::{AttachmentClass, AttachmentId, MediaPolicy, PieceOutcome, Replica, ReplicaError};
use fieldmesh_syncfile::{FsMedium, Manifest, Medium, MemoryMedium, PublishError, State, SyncFile};

use crate::sample::*;

fn read_all(file: &SyncFile, content: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    loop {
        let piece = file.read_piece(&AttachmentId::of(content), out.len() as u64, 50_000).unwrap();
        if piece.is_empty() {
            return out;
        }
        out.extend(piece);
    }
}

#[test]
fn a_photo_travels_in_pieces_and_is_wanted_until_it_is_whole() {
    let content = photo(1);
    let medium = file_of(&[write(shard(1, 2), 1, vec![with_photo(9, &content)])]);
    let file = open(medium.clone()).unwrap();
    assert_eq!(file.wanted().unwrap(), [want(&content, 0)]);
    assert_eq!(file.held(&[AttachmentId::of(&content)]).unwrap(), [None]);
    let empty = file.media_digest(AttachmentClass::Original).unwrap();
    assert_eq!(give(&file, &content), PieceOutcome::Complete);
    file.commit().unwrap();

    let file = reopened(&medium.to_vec());
    assert_eq!(file.wanted().unwrap(), []);
    assert_eq!(file.held(&[AttachmentId::of(&content)]).unwrap(), [Some(content.len() as u64)]);
    assert_ne!(file.media_digest(AttachmentClass::Original).unwrap(), empty);
    assert_eq!(read_all(&file, &content), content);
}

#[test]
fn a_photo_resumes_where_the_last_commit_left_it() {
    let content = photo(2);
    let medium = file_of(&[write(shard(1, 2), 1, vec![with_photo(9, &content)])]);
    let file = open(medium.clone()).unwrap();
    assert_eq!(file.write_piece(&want(&content, 0), 0, &content[..40_000]).unwrap(), PieceOutcome::Partial);
    file.commit().unwrap();
    drop(file);

    let file = open(medium.clone()).unwrap();
    assert_eq!(file.wanted().unwrap(), [want(&content, 40_000)]);
    assert!(matches!(file.write_piece(&want(&content, 0), 0, &content[..9]), Err(ReplicaError::Io { .. })));
    let outcome = file.write_piece(&want(&content, 40_000), 40_000, &content[40_000..]).unwrap();
    assert_eq!(outcome, PieceOutcome::Complete);
    file.commit().unwrap();
    assert_eq!(read_all(&reopened(&medium.to_vec()), &content), content);
}

#[test]
fn wrong_bytes_are_dropped_and_the_photo_is_wanted_from_the_start() {
    let content = photo(3);
    let medium = file_of(&[write(shard(1, 2), 1, vec![with_photo(9, &content)])]);
    let file = open(medium.clone()).unwrap();
    let mut wrong = content.clone();
    wrong[5] ^= 1;
    assert_eq!(file.write_piece(&want(&content, 0), 0, &wrong).unwrap(), PieceOutcome::Mismatch);
    assert_eq!(file.wanted().unwrap(), [want(&content, 0)]);
    let longer = [content.as_slice(), b"more"].concat();
    assert_eq!(file.write_piece(&want(&content, 0), 0, &longer).unwrap(), PieceOutcome::Mismatch);
    file.commit().unwrap();
    let file = reopened(&medium.to_vec());
    assert_eq!(file.wanted().unwrap(), [want(&content, 0)]);
    assert_eq!(give(&file, &content), PieceOutcome::Complete);
}

#[test]
fn a_photo_is_wanted_again_when_it_is_found_damaged_and_not_when_somebody_says_so() {
    let content = photo(4);
    let id = AttachmentId::of(&content);
    let mut medium = file_of(&[write(shard(1, 2), 1, vec![with_photo(9, &content)])]);
    let file = open(medium.clone()).unwrap();
    let from = medium.to_vec().len();
    give(&file, &content);
    file.commit().unwrap();
    file.quarantine(&id).unwrap();
    assert_eq!(read_all(&file, &content), content);

    // A bit of the photo flips while the file is open.
    let mut tail = medium.to_vec().split_off(from + 50_000);
    tail[0] ^= 1;
    medium.truncate((from + 50_000) as u64).unwrap();
    medium.append(&tail).unwrap();
    assert!(matches!(file.read_piece(&id, 49_000, 2_000), Err(ReplicaError::Damaged { .. })));
    file.quarantine(&id).unwrap();
    assert_eq!(file.wanted().unwrap(), [want(&content, 0)]);
    assert!(matches!(file.read_piece(&id, 0, 9), Err(ReplicaError::NotHeld { .. })));
    assert_eq!(give(&file, &content), PieceOutcome::Complete);
    file.commit().unwrap();
    assert_eq!(read_all(&file, &content), content);
}

#[test]
fn a_deleted_observation_wants_nothing() {
    let content = photo(5);
    let before = write(shard(1, 2), 1, vec![with_photo(9, &content)]);
    let mut writer = before.clone().write_as(visitor(1).device);
    writer.delete(&local(9), NOON).unwrap();
    let after = writer.into_shard();
    let file = open(file_of(std::slice::from_ref(&before))).unwrap();
    assert_eq!(file.wanted().unwrap().len(), 1);
    let merged = file.merge(vec![changes(&before, &after)]).unwrap();
    assert_eq!(merged[0].result.as_ref().unwrap().deleted, 1);
    assert_eq!(file.wanted().unwrap(), []);
}

#[test]
fn a_file_for_mail_wants_no_photos() {
    let manifest = Manifest { media: MediaPolicy::Nothing, ..manifest() };
    let file = SyncFile::create(MemoryMedium::default(), &key(), manifest).unwrap();
    merge(&file, vec![snapshot(&write(shard(1, 2), 1, vec![with_photo(9, &photo(6))]))]);
    assert_eq!(file.inventory().unwrap().len(), 1);
    assert_eq!(file.wanted().unwrap(), []);
}

#[test]
fn an_update_that_is_abandoned_leaves_the_file_byte_for_byte() {
    let (content, other) = (vec![7; 9 << 20], photo(8));
    let medium = file_of(&[write(shard(1, 2), 1, vec![with_photo(9, &content), with_photo(10, &other)])]);
    let file = open(medium.clone()).unwrap();
    give(&file, &other);
    file.commit().unwrap();
    let before = medium.to_vec();
    give(&file, &content);
    assert!(medium.to_vec().len() > before.len(), "more than a segment was written");
    file.abandon().unwrap();
    assert_eq!(medium.to_vec(), before);
    let file = reopened(&before);
    assert_eq!((file.state().unwrap(), file.wanted().unwrap()), (State::Intact, vec![want(&content, 0)]));
    // Nothing was appended.
    file.abandon().unwrap();
}

#[test]
fn reading_a_file_back_stops_wherever_it_is_asked_to_and_a_new_one_is_not_published() {
    let content = photo(2);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("new.fieldmesh");
    let mut asked_in_all = 0;
    for stop_at in 0.. {
        let file = SyncFile::create(FsMedium::create(&path).unwrap(), &key(), manifest()).unwrap();
        merge(&file, vec![snapshot(&write(shard(1, 2), 1, vec![with_photo(9, &content)]))]);
        give(&file, &content);
        let asked = std::cell::Cell::new(0);
        let cancel = || asked.replace(asked.get() + 1) == stop_at;
        let published = file.publish(&mut |_, _| (), &cancel);
        drop(file);
        if published.is_ok() {
            asked_in_all = asked.get();
            break;
        }
        assert!(matches!(published, Err(PublishError::Cancelled)), "{published:?}");
        assert_eq!(fs_err::read_dir(dir.path()).unwrap().count(), 0, "stopped at {stop_at}");
    }
    assert!(asked_in_all > 4, "chunks, shards and pieces");
    assert!(path.exists());
}

/// One session brings a file all it lacks, and a commit has at most 32 MiB.
#[test]
fn a_file_that_gets_very_many_attachments_commits_on_the_way() {
    let medium = file_of(&[]);
    let file = open(medium.clone()).unwrap();
    let before = file.info().unwrap().sequence;
    let mut given = 0_u32;
    while file.info().unwrap().sequence == before {
        for _ in 0..10_000 {
            let content = given.to_le_bytes();
            assert_eq!(file.write_piece(&want(&content, 0), 0, &content).unwrap(), PieceOutcome::Complete);
            given += 1;
        }
    }
    // A row has less than 50 bytes.
    assert!(given < 400_000, "{given}");
    drop(file);
    let held = open(medium).unwrap().info().unwrap().attachments;
    assert!(held > 0 && held <= given.into(), "{held} of {given}");
}
