//! What the fuzz targets share: a shard to start from, and checksums sealed again, because a fuzzer does not
//! get past them by itself.

#![forbid(unsafe_code)]

#[path = "../../crates/fieldmesh-syncfile/tests/syncfile/member.rs"]
mod member;

mod archives;

use fieldmesh_document::guard::Announced;
use fieldmesh_document::{
    DeviceId, Heads, MediaPolicy, ProjectId, ProjectKey, Shard, ShardId, ShardKind, StoreId, Timestamp,
};
use fieldmesh_syncfile::{Manifest, Visitor};
use sha2::{Digest, Sha256};

pub use archives::{archive, archive_seed};

/// The snapshot of an empty shard, and what it is announced as: nothing is known of its heads.
pub fn shard() -> (Vec<u8>, Announced) {
    let (shard, kind) = (ShardId::from_bytes([0x11; 16]), ShardKind::OBSERVATIONS);
    (Shard::create(shard, kind).save(), Announced { shard, kind, heads: Heads::default() })
}

/// An Automerge chunk of this type around `body`, with the right checksum.
pub fn seal(kind: u8, body: &[u8]) -> Vec<u8> {
    let mut head = vec![kind];
    let mut len = body.len();
    while len >= 0x80 {
        head.push(len as u8 | 0x80);
        len >>= 7;
    }
    head.push(len as u8);
    let hash = Sha256::new().chain_update(&head).chain_update(body).finalize();
    [&[0x85, 0x6F, 0x4A, 0x83], &hash[..4], &head, body].concat()
}

const PROJECT_KEY: [u8; 32] = [0x4B; 32];

/// The project of [`sync_file`].
pub fn project() -> (ProjectId, ProjectKey) {
    (ProjectId::from_bytes([0x50; 16]), ProjectKey::from_bytes(PROJECT_KEY))
}

/// A sync file with a right manifest, then segments as `input` has them: kind (1), length (2), content. A commit
/// gets its sequence, its predecessor and its list of segments in front, so that the rest of it is read.
pub fn sync_file(mut input: &[u8]) -> Vec<u8> {
    let mut file = member::ByHand::new(&PROJECT_KEY);
    let device = DeviceId::from_bytes([1; 32]);
    let manifest = Manifest {
        project: project().0,
        name: String::new(),
        configuration: None,
        media: MediaPolicy::Everything,
        writer: Visitor { device, store: StoreId::new(1), counter: 0, name: String::new() },
        created: Timestamp(0),
    };
    file.segment(member::MANIFEST, &postcard::to_stdvec(&manifest).unwrap());
    while let Some((&[kind, low, high], rest)) = input.split_first_chunk::<3>() {
        let length = usize::from(u16::from_le_bytes([low, high])).min(rest.len());
        let (content, behind) = rest.split_at(length);
        input = behind;
        match kind & 3 {
            member::COMMIT => {
                let front = (file.sequence, file.previous_offset, &file.listed, file.sequence % 16 == 0);
                let front = postcard::to_stdvec(&front).unwrap();
                file.segment(member::COMMIT, &[&front, content].concat());
            }
            member::MANIFEST => {}
            member::RECORDS => file.segment(member::RECORDS, content),
            _ => file.segment(member::MEDIA, content),
        }
    }
    file.bytes
}

/// The input that makes a good file: an empty commit, a record, a commit that lists it.
pub fn sync_file_seed() -> Vec<u8> {
    let (document, announced) = shard();
    let heads = Shard::create(announced.shard, announced.kind).heads();
    let length = document.len() as u32;
    let mut record = vec![0];
    record.extend(postcard::to_stdvec(&(announced.shard, announced.kind, &heads, 0_u32, length)).unwrap());
    let at = record.len() as u32;
    record.extend(&document);
    let extent = (3 * 4096_u64, at, length);
    let row = (announced.shard, announced.kind, &heads, 0_u32, extent, [0_u8; 2]);
    // Digests, no visit, counts, no configuration, nothing required.
    let zeros = (([0_u8; 32], [[0_u8; 32]; 3]), 0_u8, [0_u8; 4], 0_u8, 0_u8);
    let empty = postcard::to_stdvec(&([0_u8; 3], zeros)).unwrap();
    let commit = postcard::to_stdvec(&(1_u8, row, [0_u8; 2], zeros)).unwrap();
    let mut input = Vec::new();
    for (kind, content) in [(member::COMMIT, empty), (member::RECORDS, record), (member::COMMIT, commit)] {
        input.push(kind);
        input.extend((content.len() as u16).to_le_bytes());
        input.extend(content);
    }
    input
}

#[cfg(test)]
mod tests {
    use super::*;
    use fieldmesh_document::Replica;
    use fieldmesh_syncfile::{MemoryMedium, State, SyncFile};

    #[test]
    fn the_seed_makes_a_good_file() {
        let input = sync_file_seed();
        assert_eq!(std::fs::read("seeds/syncfile_read/good").unwrap(), input);
        let file = SyncFile::open(MemoryMedium::from(sync_file(&input)), &[project()]).unwrap();
        assert_eq!(file.state().unwrap(), State::Intact);
        let (_, announced) = shard();
        assert!(file.load(&announced.shard).unwrap().is_empty());
    }
}
