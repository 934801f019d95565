//! Damage: every class of it told apart, and never a byte changed.

use fieldmesh_document::{AttachmentId, DeclineReason, ProjectId, ProjectKey, Replica, ReplicaError, ShardState};
use fieldmesh_syncfile::{MemoryMedium, OpenError, State, SyncFile};

use crate::sample::*;

/// Where the parts of [`small_file`] begin, and where it ends.
struct Layout {
    /// Behind commit 0.
    created: usize,
    records: usize,
    media: usize,
    /// Commit 1 begins, and ends.
    first: (usize, usize),
    /// Commit 2 begins.
    second: usize,
    len: usize,
}

/// One block each for header, manifest and commit 0; 10,000 bytes of photo fill 3.
fn layout(bytes: &[u8]) -> Layout {
    let block = 4096;
    let (records, media) = (3 * block, 4 * block);
    let first = media + 3 * block;
    let layout = Layout {
        created: 3 * block,
        records,
        media,
        first: (first, first + block),
        second: first + 2 * block,
        len: bytes.len(),
    };
    assert_eq!(layout.second + block, layout.len, "the layout this test counts on");
    layout
}

#[derive(Debug, PartialEq, Eq)]
enum Class {
    NotASyncFile,
    NewerVersion,
    OtherProject,
    Damaged,
    Unfinished(u64),
    Intact,
}

/// What opening says; the bytes must be the same afterwards.
fn class(bytes: &[u8]) -> (Class, Option<SyncFile>) {
    let medium = MemoryMedium::from(bytes.to_vec());
    let (class, file) = match open(medium.clone()) {
        Ok(file) => match file.state().unwrap() {
            State::Intact => (Class::Intact, Some(file)),
            State::Unfinished { intact_sequence, .. } => (Class::Unfinished(intact_sequence), Some(file)),
            State::Damaged { .. } => panic!("opened a damaged file"),
        },
        Err(OpenError::NotASyncFile { .. }) => (Class::NotASyncFile, None),
        Err(OpenError::NewerVersion { .. }) => (Class::NewerVersion, None),
        Err(OpenError::OtherProject { .. }) => (Class::OtherProject, None),
        Err(OpenError::Damaged { .. }) => (Class::Damaged, None),
        Err(other) => panic!("{other}"),
    };
    assert_eq!(medium.to_vec(), bytes);
    (class, file)
}

#[test]
fn a_cut_anywhere_is_damaged_or_the_last_commit_before_it() {
    let (bytes, _) = small_file();
    let layout = layout(&bytes);
    for cut in (0..bytes.len()).step_by(97).chain([layout.created, layout.first.1, layout.second, layout.len - 1]) {
        let want = match cut {
            0..8 => Class::NotASyncFile,
            _ if cut < layout.created => Class::Damaged,
            _ if cut == layout.created || cut == layout.first.1 => Class::Intact,
            _ if cut < layout.first.1 => Class::Unfinished(0),
            _ => Class::Unfinished(1),
        };
        assert_eq!(class(&bytes[..cut]).0, want, "cut at {cut}");
    }
}

#[test]
fn a_flipped_bit_anywhere_is_told_for_what_it_is() {
    let (bytes, shards) = small_file();
    let layout = layout(&bytes);
    for at in (0..bytes.len()).step_by(61) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        let want = match at {
            0..8 => Class::NotASyncFile,
            8..12 => Class::NewerVersion,
            12..60 => Class::OtherProject,
            _ if (layout.media + 112..layout.first.0).contains(&at) => Class::Intact,
            _ if at < layout.second => Class::Damaged,
            _ => Class::Unfinished(1),
        };
        let (found, file) = class(&flipped);
        assert_eq!(found, want, "flipped {at}");
        let Some(file) = file else { continue };
        let report = file.verify(&mut |_, _| (), &|| false).unwrap();
        assert!(!report.is_intact(), "flipped {at}");
        if want == Class::Intact {
            assert_eq!(report.damaged_segments, [layout.media as u64]);
            assert!(matches!(report.state, State::Damaged { .. }));
            assert!(matches!(file.merge(vec![snapshot(&shards[0])]), Err(ReplicaError::Damaged { .. })));
        }
    }
}

#[test]
fn bits_of_the_header_are_told_one_by_one() {
    let bytes = file_of(&[]).to_vec();
    for (at, want) in [
        (0, Class::NotASyncFile),
        (8, Class::NewerVersion),
        (10, Class::NewerVersion),
        (11, Class::NewerVersion),
        (12, Class::OtherProject),
        (59, Class::OtherProject),
        (60, Class::Damaged),
        (4095, Class::Damaged),
    ] {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1;
        assert_eq!(class(&flipped).0, want, "byte {at}");
    }
}

#[test]
fn whole_segments_of_an_unfinished_update_are_used_and_kept() {
    let (bytes, shards) = small_file();
    let layout = layout(&bytes);
    let medium = MemoryMedium::from(bytes[..layout.second + 2000].to_vec());
    let file = open(medium.clone()).unwrap();
    let State::Unfinished { intact_sequence: 1, by: Some(by), at: Some(NOON), recovered: 1 } =
        file.state().unwrap()
    else {
        panic!("{:?}", file.state())
    };
    assert_eq!(by, visitor(1));
    for shard in &shards {
        assert_eq!(file.load(&shard.id()).unwrap().observations(), shard.observations());
    }
    file.visit(visitor(3), NOON).unwrap();
    file.finish_visit().unwrap();
    assert_eq!(file.state().unwrap(), State::Intact);
    assert_eq!(file.visits().unwrap().last().unwrap().counts.new, 4);
    drop(file);
    let kept = medium.to_vec();
    assert!(kept.starts_with(&bytes[..layout.second]));
    let again = reopened(&kept);
    assert_eq!(again.info().unwrap().observations, 6 + 4);
    assert!(again.verify(&mut |_, _| (), &|| false).unwrap().is_intact());
}

#[test]
fn a_photo_that_was_whole_in_an_unfinished_update_is_kept() {
    let (bytes, _) = small_file();
    let layout = layout(&bytes);
    let medium = MemoryMedium::from(bytes[..layout.first.0 + 100].to_vec());
    let file = open(medium.clone()).unwrap();
    assert_eq!(file.held(&[AttachmentId::of(&small_photo())]).unwrap(), [Some(10_000)]);
    assert_eq!(file.wanted().unwrap(), []);
    file.commit().unwrap();
    assert!(reopened(&medium.to_vec()).verify(&mut |_, _| (), &|| false).unwrap().is_intact());

    let file = reopened(&bytes[..layout.first.0 - 1]);
    assert_eq!(file.wanted().unwrap(), [want(&small_photo(), 0)], "a segment that is not whole is not used");
}

#[test]
fn a_damaged_file_can_be_looked_at_and_gives_what_is_intact() {
    let (bytes, shards) = small_file();
    let mut flipped = bytes.clone();
    flipped[layout(&bytes).records + 500] ^= 1;
    let Err(OpenError::Damaged { at, len, intact_sequence }) = open(MemoryMedium::from(flipped.clone())) else {
        panic!("opened")
    };
    assert_eq!((at, len, intact_sequence), (layout(&bytes).records as u64, bytes.len() as u64, Some(0)));

    let file = SyncFile::examine(MemoryMedium::from(flipped), &[(PROJECT, key())]).unwrap();
    assert!(matches!(file.state().unwrap(), State::Damaged { .. }));
    let inventory = file.inventory().unwrap();
    assert_eq!(inventory.get(&shard_id(1)).unwrap().state, ShardState::Declined(DeclineReason::Damaged));
    assert_eq!(file.load(&shard_id(2)).unwrap().observations(), shards[1].observations());
    assert!(matches!(file.load(&shard_id(1)), Err(ReplicaError::Damaged { .. })));
    assert!(matches!(file.merge(vec![snapshot(&shard(3, 1))]), Err(ReplicaError::Damaged { .. })));
    let report = file.verify(&mut |_, _| (), &|| false).unwrap();
    assert_eq!((report.damaged_shards, report.shards, report.attachments), (vec![shard_id(1)], 1, 1));
}

#[test]
fn segments_of_a_copy_appended_apart_are_not_taken() {
    let medium = file_of(&[shard(1, 3)]);
    let common = medium.to_vec();
    let append = |number: u8| {
        let medium = MemoryMedium::from(common.clone());
        let file = open(medium.clone()).unwrap();
        merge(&file, vec![snapshot(&shard(number, 2))]);
        file.commit().unwrap();
        medium.to_vec()
    };
    let (ours, theirs) = (append(2), append(3));
    assert_eq!((class(&ours).0, class(&theirs).0), (Class::Intact, Class::Intact));
    // Our update, then the last commit of theirs.
    let spliced = [&ours[..ours.len() - 4096], &theirs[theirs.len() - 4096..]].concat();
    assert_eq!(class(&spliced).0, Class::Damaged);
    // Both updates, one behind the other.
    let joined = [ours.as_slice(), &theirs[common.len()..]].concat();
    assert_eq!(class(&joined).0, Class::Damaged);
    // The commit without its records.
    let dropped = [common.as_slice(), &ours[ours.len() - 4096..]].concat();
    assert_eq!(class(&dropped).0, Class::Damaged);
}

#[test]
fn of_several_keys_the_fitting_one_is_found_and_none_is_no_key() {
    let bytes = file_of(&[]).to_vec();
    let other = (ProjectId::from_bytes([1; 16]), ProjectKey::from_bytes([1; 32]));
    let open = |keys: &[(ProjectId, ProjectKey)]| SyncFile::open(MemoryMedium::from(bytes.clone()), keys);
    let file = open(&[other.clone(), (PROJECT, key())]).unwrap();
    assert_eq!(file.manifest(), &manifest());
    assert!(matches!(open(std::slice::from_ref(&other)), Err(OpenError::OtherProject { tried: 1 })));
    assert!(matches!(open(&[]), Err(OpenError::OtherProject { tried: 0 })));
    assert!(matches!(open(&[(other.0, key())]), Err(OpenError::OtherProject { .. })), "the key of another id");
}

#[test]
fn a_file_shows_nothing_in_clear() {
    let (bytes, _) = small_file();
    for secret in ["laptop", "Río Napo", "note 3", "river", "image/jpeg"] {
        assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret}");
    }
    let (other, _) = small_file();
    let blocks = |bytes: &[u8]| {
        bytes
            .chunks(16)
            .skip(1)
            .take_while(|c| c.len() == 16)
            .map(<[u8]>::to_vec)
            .collect::<std::collections::HashSet<_>>()
    };
    let zeros = vec![0; 16];
    let shared: Vec<_> =
        blocks(&bytes).intersection(&blocks(&other)).filter(|block| **block != zeros).cloned().collect();
    assert_eq!(shared, Vec::<Vec<u8>>::new(), "two files of one project share only magic and zeros");
}
