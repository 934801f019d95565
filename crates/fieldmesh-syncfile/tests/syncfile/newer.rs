//! Files that a later program wrote to: what is not understood is left as it is, and what need not be understood is
//! passed over.

use fieldmesh_document::{Inventory, RecordsDigest, Replica, ShardEntry, ShardState, guard};
use fieldmesh_syncfile::{MemoryMedium, OpenError, State, SyncFile};

use crate::hostile::*;
use crate::member::*;
use crate::sample::*;

/// A kind of segment that may be passed over.
const LATER: u8 = 200;

/// Created by hand.
fn created() -> ByHand {
    let mut by_hand = begun();
    let first = honest(&by_hand);
    commit(&mut by_hand, &first);
    by_hand
}

/// A file whose last commit requires what no program understands yet.
pub(crate) fn newer_commit() -> Vec<u8> {
    let mut by_hand = created();
    let mut next = honest(&by_hand);
    next.requires = 1;
    commit(&mut by_hand, &next);
    by_hand.bytes
}

/// A file with a segment that may be passed over.
pub(crate) fn unknown_segment() -> Vec<u8> {
    let mut by_hand = created();
    by_hand.segment(LATER, b"of a later program");
    let next = honest(&by_hand);
    commit(&mut by_hand, &next);
    by_hand.bytes
}

/// A file whose last commit has more fields than are known.
pub(crate) fn commit_with_a_tail() -> Vec<u8> {
    let mut by_hand = created();
    let mut content = postcard::to_stdvec(&honest(&by_hand)).unwrap();
    content.extend(b"of a later program");
    by_hand.segment(COMMIT, &content);
    by_hand.bytes
}

/// Refused as newer at this byte, whoever asks, and the same afterwards.
fn assert_newer(bytes: &[u8], byte: usize, what: &str) {
    let medium = MemoryMedium::from(bytes.to_vec());
    for opened in [open(medium.clone()), SyncFile::examine(medium.clone(), &[(PROJECT, key())])] {
        let Err(OpenError::NewerContent { at }) = opened else { panic!("{what}: {opened:?}") };
        assert_eq!(at, byte as u64, "{what}");
    }
    assert_eq!(medium.to_vec(), bytes, "{what}");
}

/// Takes a shard in, as a program that does not know all of the file.
fn append(medium: &MemoryMedium) {
    let before = medium.to_vec();
    let file = open(medium.clone()).unwrap();
    file.visit(visitor(2), NOON).unwrap();
    merge(&file, vec![snapshot(&shard(1, 3))]);
    file.finish_visit().unwrap();
    assert!(medium.to_vec().starts_with(&before));
    let file = open(medium.clone()).unwrap();
    assert!(file.verify(&mut |_, _| (), &|| false).unwrap().is_intact());
    assert_eq!(file.info().unwrap().observations, 3);
}

#[test]
fn what_opens_and_is_not_understood_is_of_a_newer_version_and_stays() {
    let end = created().bytes.len();
    for kind in [4, 127] {
        let mut by_hand = created();
        by_hand.segment(kind, b"of a later program");
        assert_newer(&by_hand.bytes, end, "a kind that must be known");
        let next = honest(&by_hand);
        commit(&mut by_hand, &next);
        assert_newer(&by_hand.bytes, end, "such a kind, committed");
    }
    let mut by_hand = created();
    by_hand.reserved = 1;
    by_hand.segment(RECORDS, b"");
    assert_newer(&by_hand.bytes, end, "a reserved byte");

    let requires = |bits: u32| {
        let mut commit = honest(&created());
        commit.requires = bits;
        postcard::to_stdvec(&commit).unwrap()
    };
    let mut unknown_class = honest(&created());
    unknown_class.attachments.push(([4; 32], 3, 9, false, vec![]));
    let shortened = requires(0).split_last().unwrap().1.to_vec();
    for (content, what) in [
        (requires(1), "a bit"),
        (requires(1 << 31), "the last bit"),
        (postcard::to_stdvec(&unknown_class).unwrap(), "a class"),
        (shortened, "a field less"),
        (vec![0xFF; 99], "anything"),
    ] {
        let mut by_hand = created();
        by_hand.segment(COMMIT, &content);
        assert_newer(&by_hand.bytes, end, what);
    }
}

#[test]
fn a_manifest_that_is_not_understood_is_of_a_newer_version() {
    let known = postcard::to_stdvec(&manifest()).unwrap();
    // Project (16), name behind its length (9 bytes), no configuration, then what media it wants.
    let at = 16 + 1 + manifest().name.len() + 1;
    assert_eq!(known[at], 0);
    let mut content = known;
    content[at] = 3;
    let mut by_hand = ByHand::new(key().expose());
    by_hand.segment(MANIFEST, &content);
    let first = honest(&by_hand);
    commit(&mut by_hand, &first);
    assert_newer(&by_hand.bytes, 4096, "a wish for media");
}

#[test]
fn what_a_later_program_left_unfinished_or_behind_damage_is_not_cut_off() {
    let mut by_hand = created();
    let end = by_hand.bytes.len();
    by_hand.segment(4, &[7; 9000]);
    assert_newer(&by_hand.bytes[..by_hand.bytes.len() - 4096], end, "cut short");

    let mut bytes = newer_commit();
    bytes.splice(end..end, [0; 4096]);
    assert_newer(&bytes, end + 4096, "behind a fault");
}

#[test]
fn a_commit_that_contradicts_its_head_is_damage_and_not_cut_off() {
    let mut by_hand = created();
    let content = postcard::to_stdvec(&honest(&begun())).unwrap();
    by_hand.segment(COMMIT, &content);
    assert!(matches!(open_by_hand(&by_hand), Err(OpenError::Damaged { intact_sequence: Some(0), .. })));
}

#[test]
fn segments_that_need_not_be_understood_are_listed_and_passed_over() {
    let bytes = unknown_segment();
    let medium = MemoryMedium::from(bytes.clone());
    append(&medium);

    // They are sealed like any other.
    let mut flipped = medium.to_vec();
    flipped[3 * 4096 + 200] ^= 1;
    let report = reopened(&flipped).verify(&mut |_, _| (), &|| false).unwrap();
    assert_eq!(report.damaged_segments, [3 * 4096]);
    flipped[3 * 4096] ^= 1;
    assert!(matches!(open(MemoryMedium::from(flipped)), Err(OpenError::Damaged { .. })));

    // Behind the last commit, whole ones are kept.
    let medium = MemoryMedium::from(bytes[..bytes.len() - 4096].to_vec());
    let file = open(medium.clone()).unwrap();
    assert!(matches!(file.state().unwrap(), State::Unfinished { recovered: 1, .. }));
    drop(file);
    append(&medium);
    assert!(medium.to_vec().starts_with(&bytes[..bytes.len() - 4096]));
}

/// The row by a newer program, for which one of the two observations that are seen here is deleted.
#[test]
fn observations_of_a_shard_of_a_newer_schema_are_not_counted_anew() {
    let bytes = include_bytes!("../../../fieldmesh-store/tests/data/newer.automerge");
    let shard = guard::admit_unannounced(bytes).unwrap();
    assert!(shard.is_newer() && shard.observations().len() == 2);
    for (observations, kept, good) in [(1, bytes.to_vec(), true), (1, crate::sample::shard(1, 2).save(), false)] {
        let loaded = guard::admit_unannounced(&kept).unwrap();
        let heads: Vec<[u8; 32]> = loaded.heads().as_slice().iter().map(|hash| hash.0).collect();
        let mut by_hand = created();
        let length = kept.len() as u32;
        let mut record = vec![0];
        let header = (loaded.id(), 0_u8, &heads, observations, length);
        record.extend(postcard::to_stdvec(&header).unwrap());
        let extent = (by_hand.bytes.len() as u64, record.len() as u32, length);
        record.extend(&kept);
        by_hand.segment(RECORDS, &record);
        let mut next = honest(&by_hand);
        next.shards.push((*loaded.id().as_bytes(), 0, heads, observations, extent, vec![], vec![]));
        let entry = ShardEntry { kind: loaded.kind(), state: ShardState::Held(loaded.heads()) };
        let RecordsDigest(records) = [(loaded.id(), entry)].into_iter().collect::<Inventory>().records_digest();
        next.records = records;
        commit(&mut by_hand, &next);
        let file = open_by_hand(&by_hand).unwrap();
        let report = file.verify(&mut |_, _| (), &|| false).unwrap();
        assert_eq!(report.is_intact(), good);
        assert_eq!(report.damaged_shards.is_empty(), good);
        assert_eq!(file.snapshot(&loaded.id()).unwrap().bytes, kept);
    }
}

#[test]
fn the_rest_of_the_header_is_bound_and_not_looked_at() {
    let mut by_hand = ByHand::new(key().expose());
    by_hand.bytes[60..].fill(7);
    by_hand.header_hash = *blake3::hash(&by_hand.bytes).as_bytes();
    by_hand.segment(MANIFEST, &postcard::to_stdvec(&manifest()).unwrap());
    let first = honest(&by_hand);
    commit(&mut by_hand, &first);
    append(&MemoryMedium::from(by_hand.bytes.clone()));
    by_hand.bytes[4000] ^= 1;
    assert!(matches!(open_by_hand(&by_hand), Err(OpenError::Damaged { .. })));
}

/// A record of a kind that this program does not know, whose payload the index points at.
#[test]
fn headers_of_records_are_not_looked_at_behind_a_commit() {
    let shard = shard(1, 3);
    let bytes = shard.save();
    let heads: Vec<[u8; 32]> = shard.heads().as_slice().iter().map(|hash| hash.0).collect();
    let mut by_hand = created();
    let content = [b"\x63 a header of a later program".as_slice(), &bytes].concat();
    let extent = (by_hand.bytes.len() as u64, (content.len() - bytes.len()) as u32, bytes.len() as u32);
    by_hand.segment(RECORDS, &content);
    let uncommitted = by_hand.bytes.clone();
    let mut next = honest(&by_hand);
    next.shards.push((*shard.id().as_bytes(), 0, heads, 3, extent, vec![], vec![]));
    commit(&mut by_hand, &next);
    let file = open_by_hand(&by_hand).unwrap();
    assert_eq!(file.load(&shard.id()).unwrap().observations(), shard.observations());

    // In an update that did not finish they are, and what is not known is written anew by whoever has it.
    let medium = MemoryMedium::from(uncommitted);
    assert!(matches!(open(medium.clone()).unwrap().state().unwrap(), State::Unfinished { recovered: 0, .. }));
}

#[test]
fn what_follows_the_known_fields_is_ignored() {
    let medium = MemoryMedium::from(commit_with_a_tail());
    assert_eq!(open(medium.clone()).unwrap().state().unwrap(), State::Intact);
    append(&medium);

    let mut content = postcard::to_stdvec(&manifest()).unwrap();
    content.extend([0xFF; 40]);
    let mut by_hand = ByHand::new(key().expose());
    by_hand.segment(MANIFEST, &content);
    let first = honest(&by_hand);
    commit(&mut by_hand, &first);
    let file = open_by_hand(&by_hand).unwrap();
    assert_eq!(file.manifest(), &manifest());
    assert!(file.inventory().unwrap().is_empty());
}
