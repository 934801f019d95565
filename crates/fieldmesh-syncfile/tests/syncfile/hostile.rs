//! Files by a member who has the key and no good will: typed refusals, no panic, bounded memory.

use fieldmesh_document::{
    AttachmentClass, AttachmentId, Inventory, MediaDigest, MergeCounts, RecordsDigest, Replica, ReplicaError,
};
use fieldmesh_syncfile::{MemoryMedium, OpenError, State, SyncFile};
use serde::Serialize;

use crate::member::*;
use crate::sample::*;

type Extent = (u64, u32, u32);
type ShardRow = ([u8; 16], u8, Vec<[u8; 32]>, u32, Extent, Vec<(Extent, Option<u32>)>, Vec<()>);
type AttachmentRow = ([u8; 32], u8, u64, bool, Vec<Extent>);

#[derive(Serialize, Default)]
pub(crate) struct Commit {
    sequence: u64,
    previous: u64,
    segments: Vec<Listed>,
    full: bool,
    pub(crate) shards: Vec<ShardRow>,
    pub(crate) attachments: Vec<AttachmentRow>,
    dropped: Vec<[u8; 32]>,
    pub(crate) records: [u8; 32],
    media: [[u8; 32]; 3],
    visit: Option<()>,
    counts: [u64; 4],
    configuration: Option<()>,
    pub(crate) requires: u32,
}

/// What an honest writer commits who brings nothing.
pub(crate) fn honest(by_hand: &ByHand) -> Commit {
    let RecordsDigest(records) = Inventory::default().records_digest();
    Commit {
        sequence: by_hand.sequence,
        previous: by_hand.previous_offset,
        segments: by_hand.listed.clone(),
        full: by_hand.sequence.is_multiple_of(16),
        records,
        media: AttachmentClass::ALL.map(|class| MediaDigest::of(class, []).0),
        ..Commit::default()
    }
}

pub(crate) fn begun() -> ByHand {
    let mut by_hand = ByHand::new(key().expose());
    by_hand.segment(MANIFEST, &postcard::to_stdvec(&manifest()).unwrap());
    by_hand
}

pub(crate) fn commit(by_hand: &mut ByHand, commit: &Commit) {
    by_hand.segment(COMMIT, &postcard::to_stdvec(commit).unwrap());
}

pub(crate) fn open_by_hand(by_hand: &ByHand) -> Result<SyncFile, OpenError> {
    open(MemoryMedium::from(by_hand.bytes.clone()))
}

#[test]
fn a_file_written_from_the_specification_is_read() {
    let mut by_hand = begun();
    let first = honest(&by_hand);
    commit(&mut by_hand, &first);
    let shard = shard(1, 3);
    let bytes = shard.save();
    let heads: Vec<[u8; 32]> = shard.heads().as_slice().iter().map(|hash| hash.0).collect();
    let mut record = vec![0];
    record.extend(postcard::to_stdvec(&(shard.id().as_bytes(), 0_u8, &heads, 3_u32, bytes.len() as u32)).unwrap());
    let at = record.len() as u32;
    record.extend(&bytes);
    let offset = by_hand.bytes.len() as u64;
    by_hand.segment(RECORDS, &record);
    let mut second = honest(&by_hand);
    second.shards.push((*shard.id().as_bytes(), 0, heads, 3, (offset, at, bytes.len() as u32), vec![], vec![]));
    let oracle = reopened(&file_of(std::slice::from_ref(&shard)).to_vec()).inventory().unwrap();
    let RecordsDigest(records) = oracle.records_digest();
    second.records = records;
    commit(&mut by_hand, &second);

    let file = open_by_hand(&by_hand).unwrap();
    assert_eq!(file.state().unwrap(), State::Intact);
    assert_eq!(file.manifest(), &manifest());
    assert_eq!(file.load(&shard.id()).unwrap().observations(), shard.observations());
    assert!(file.verify(&mut |_, _| (), &|| false).unwrap().is_intact());

    // Without its commit, the same records are those of an update that did not finish.
    let file = reopened(&by_hand.bytes[..by_hand.bytes.len() - 4096]);
    assert!(matches!(file.state().unwrap(), State::Unfinished { recovered: 1, .. }));
    assert_eq!(file.inventory().unwrap(), oracle);
}

#[test]
fn extents_that_point_anywhere_are_damage_when_they_are_read() {
    for extent in [(u64::MAX, 0, 5), (4096, u32::MAX, u32::MAX), (4096, 3_000, 900), (12_288, 0, 1), (1, 1, 1)] {
        let mut by_hand = begun();
        let mut bad = honest(&by_hand);
        let small = (4096, 0, 5);
        bad.shards.push(([1; 16], 0, vec![], 3, extent, vec![], vec![]));
        bad.shards.push(([2; 16], 0, vec![], 3, small, vec![(extent, Some(u32::MAX))], vec![]));
        bad.shards.push(([3; 16], 0, vec![], 3, small, vec![(small, Some(16 << 20)); 3], vec![]));
        bad.attachments.push(([4; 32], 0, u64::MAX, true, vec![extent]));
        bad.counts = [u64::MAX; 4];
        commit(&mut by_hand, &bad);
        match open_by_hand(&by_hand) {
            Err(OpenError::OverBudget { .. }) => assert!(extent.2 > 5),
            Err(other) => panic!("{other}"),
            Ok(file) => {
                for number in 1..=3 {
                    assert!(
                        matches!(file.load(&shard_id(number)), Err(ReplicaError::Damaged { .. })),
                        "{extent:?}"
                    );
                }
                let piece = file.read_piece(&AttachmentId::from_bytes([4; 32]), 0, 9);
                assert!(matches!(piece, Err(ReplicaError::Damaged { .. })), "{extent:?}");
                let report = file.verify(&mut |_, _| (), &|| false).unwrap();
                assert_eq!((report.damaged_shards.len(), report.damaged_attachments.len()), (3, 1));
                file.info().unwrap();
                assert_eq!(file.new_for(&visitor(9).device).unwrap(), 9);
            }
        }
    }
}

#[test]
fn a_shard_that_the_guard_refuses_is_healed_by_a_snapshot() {
    let mut by_hand = begun();
    let mut bad = honest(&by_hand);
    bad.shards.push(([1; 16], 0, vec![], 3, (4096, 0, 5), vec![], vec![]));
    commit(&mut by_hand, &bad);
    let medium = MemoryMedium::from(by_hand.bytes.clone());
    let file = open(medium.clone()).unwrap();
    let good = shard(1, 3);
    let merged = file.merge(vec![snapshot(&good)]).unwrap();
    assert_eq!(merged[0].result.as_ref().unwrap(), &MergeCounts { new: 3, ..MergeCounts::default() });
    file.commit().unwrap();
    assert_eq!(reopened(&medium.to_vec()).load(&good.id()).unwrap().observations(), good.observations());
}

#[test]
fn commits_that_lie_about_the_file_are_damage() {
    let lies: [fn(&mut Commit); 4] = [
        |commit| commit.sequence = u64::MAX,
        |commit| commit.previous = 1,
        |commit| commit.segments.clear(),
        |commit| commit.segments[0].3 = [0; 32],
    ];
    for (number, lie) in lies.iter().enumerate() {
        let mut by_hand = begun();
        let mut lying = honest(&by_hand);
        lie(&mut lying);
        commit(&mut by_hand, &lying);
        assert!(matches!(open_by_hand(&by_hand), Err(OpenError::Damaged { .. })), "lie {number}");
    }
}

/// A reader takes an index for what it says it is, whatever the number of its commit.
#[test]
fn an_index_is_whole_when_it_says_so() {
    let mut by_hand = begun();
    for sequence in 0..=33 {
        let mut next = honest(&by_hand);
        next.full = sequence == 5;
        if sequence == 1 || next.full {
            next.attachments.push(([4; 32], 0, 9, false, vec![]));
        }
        commit(&mut by_hand, &next);
    }
    let file = open_by_hand(&by_hand).unwrap();
    assert_eq!(file.state().unwrap(), State::Intact);
    assert!(file.verify(&mut |_, _| (), &|| false).unwrap().is_intact());
}

/// Two attachments of so many pieces that their rows do not fit one segment: the file goes on without a whole index.
#[test]
fn a_file_whose_index_is_larger_than_a_segment_takes_further_commits() {
    let mut by_hand = begun();
    for sequence in 0..16 {
        let mut next = honest(&by_hand);
        if matches!(sequence, 1 | 2) {
            let pieces = vec![(u64::MAX, u32::MAX, 0); 1_100_000];
            next.attachments.push(([sequence; 32], 0, 9, false, pieces));
        }
        commit(&mut by_hand, &next);
    }
    let medium = MemoryMedium::from(by_hand.bytes);
    let before = medium.to_vec().len();
    let file = open(medium.clone()).unwrap();
    for sequence in [16, 17] {
        file.visit(visitor(2), NOON).unwrap();
        merge(&file, vec![snapshot(&shard(sequence, 2))]);
        file.finish_visit().unwrap();
        assert_eq!(file.info().unwrap().sequence, u64::from(sequence));
    }
    drop(file);
    assert!(medium.to_vec().len() < before + (1 << 20), "what changed, not the whole index");
    let file = open(medium).unwrap();
    assert_eq!((file.state().unwrap(), file.info().unwrap().observations), (State::Intact, 4));
}

#[test]
fn a_full_index_may_not_forget_a_shard() {
    let mut by_hand = begun();
    for sequence in 0..=16 {
        let mut next = honest(&by_hand);
        if sequence == 1 {
            next.shards.push(([1; 16], 0, vec![], 3, (4096, 0, 5), vec![], vec![]));
        }
        commit(&mut by_hand, &next);
        let opened = open_by_hand(&by_hand);
        assert_eq!(opened.is_ok(), sequence < 16, "commit {sequence}");
    }
}

#[test]
fn records_of_an_unfinished_update_are_not_believed() {
    let mut by_hand = begun();
    let first = honest(&by_hand);
    commit(&mut by_hand, &first);
    let shard = shard(1, 3);
    let bytes = shard.save();
    // Announced under another id, and changes of a shard that is not there.
    let mut records = vec![0];
    records.extend(
        postcard::to_stdvec(&([9_u8; 16], 0_u8, Vec::<[u8; 32]>::new(), 3_u32, bytes.len() as u32)).unwrap(),
    );
    records.extend(&bytes);
    records.push(1);
    let changes = ([8_u8; 16], 0_u8, Vec::<[u8; 32]>::new(), u32::MAX, 2_u32, None::<u32>);
    records.extend(postcard::to_stdvec(&changes).unwrap());
    records.extend([0, 0]);
    by_hand.segment(RECORDS, &records);
    let mut piece = vec![2];
    piece.extend(postcard::to_stdvec(&([7_u8; 32], AttachmentClass::Original, 3_u64, 0_u64, 3_u32)).unwrap());
    piece.extend(b"abc");
    by_hand.segment(MEDIA, &piece);
    let file = open_by_hand(&by_hand).unwrap();
    assert!(matches!(file.state().unwrap(), State::Unfinished { recovered: 2, .. }));
    assert!(file.inventory().unwrap().is_empty());
    assert_eq!(file.held(&[AttachmentId::from_bytes([7; 32])]).unwrap(), [None], "its hash is wrong");
    file.commit().unwrap();
    assert_eq!(file.state().unwrap(), State::Intact);
}

/// Whatever a member seals: opening, reading, verifying and appending return. Some mutants must open, and some
/// must not.
#[test]
fn mutated_contents_are_opened_or_refused() {
    let shard = shard(1, 3);
    let bytes = shard.save();
    let heads: Vec<[u8; 32]> = shard.heads().as_slice().iter().map(|hash| hash.0).collect();
    let mut record = vec![0];
    record.extend(postcard::to_stdvec(&(shard.id().as_bytes(), 0_u8, &heads, 3_u32, bytes.len() as u32)).unwrap());
    let extent = (3 * 4096, record.len() as u32, bytes.len() as u32);
    record.extend(&bytes);

    let mut state = 0x9E37_79B9_u32;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state as usize % below
    };
    let (mut opened, mut refused) = (0, 0);
    for _ in 0..300 {
        let mut by_hand = begun();
        let first = honest(&by_hand);
        commit(&mut by_hand, &first);
        let mut records = record.clone();
        let mut second = |by_hand: &ByHand| {
            let mut commit = honest(by_hand);
            commit.shards.push((
                *shard.id().as_bytes(),
                0,
                heads.clone(),
                3,
                extent,
                vec![(extent, Some(9))],
                vec![],
            ));
            commit.attachments.push(([4; 32], 0, 9, true, vec![extent]));
            let mut content = postcard::to_stdvec(&commit).unwrap();
            // Behind sequence, predecessor and list, so that the index is reached.
            let at = 45 + random(content.len() - 45);
            match random(3) {
                0 => content[at] ^= 1 << random(8),
                1 => content[at] = 0xFF,
                _ => drop(content.drain(at..)),
            }
            (content, random(record.len()), random(2))
        };
        let (_, at, mutate) = second(&by_hand);
        if mutate == 1 {
            records[at] ^= 1;
        }
        by_hand.segment(RECORDS, &records);
        let (content, ..) = second(&by_hand);
        by_hand.segment(COMMIT, &content);
        let medium = MemoryMedium::from(by_hand.bytes.clone());
        let Ok(file) = SyncFile::examine(medium, &[(PROJECT, key())]) else {
            refused += 1;
            continue;
        };
        opened += u32::from(!matches!(file.state().unwrap(), State::Unfinished { .. }));
        refused += u32::from(matches!(file.state().unwrap(), State::Unfinished { .. }));
        for (id, _) in file.inventory().unwrap().iter() {
            let _ = (file.load(id), file.snapshot(id));
        }
        let _ = (file.info(), file.wanted(), file.verify(&mut |_, _| (), &|| false), file.commit());
    }
    assert!(opened > 50 && refused > 25, "{opened} opened, {refused} refused");
}
