//! Records: what the content of records and media segments is made of (`docs/syncfile-format.md`, section 5).

use fieldmesh_document::{AttachmentClass, AttachmentId, Heads, ShardId, ShardKind};
use serde::{Deserialize, Serialize};

/// Inflated bytes of one record of changes, at most.
pub(crate) const MAX_INFLATED: usize = 16 << 20;
/// No Automerge chunk is shorter; without this, zeros would inflate to millions of empty ones.
const MIN_CHANGE: usize = 12;
const ZSTD_LEVEL: i32 = 6;

/// What stands before a payload.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) enum Record {
    Snapshot { shard: ShardId, kind: ShardKind, heads: Heads, observations: u32, length: u32 },
    Changes { shard: ShardId, kind: ShardKind, heads: Heads, observations: u32, length: u32, inflated: Option<u32> },
    Piece { id: AttachmentId, class: AttachmentClass, size: u64, offset: u64, length: u32 },
}

impl Record {
    pub(crate) const fn length(&self) -> u32 {
        match self {
            Self::Snapshot { length, .. } | Self::Changes { length, .. } | Self::Piece { length, .. } => *length,
        }
    }
}

/// The records of a segment's content with the offsets of their payloads; `None` when they do not fill it.
pub(crate) fn parse(content: &[u8]) -> Option<Vec<(Record, u32)>> {
    let mut records = Vec::new();
    let mut rest = content;
    while !rest.is_empty() {
        let (record, behind) = postcard::take_from_bytes::<Record>(rest).ok()?;
        let at = u32::try_from(content.len() - behind.len()).ok()?;
        rest = behind.get(record.length() as usize..)?;
        records.push((record, at));
    }
    Some(records)
}

/// A payload of changes, and its inflated size where it is a zstd frame. `None` beyond [`MAX_INFLATED`].
pub(crate) fn pack_changes(changes: &[Vec<u8>]) -> Option<(Vec<u8>, Option<u32>)> {
    let plain = changes.iter().try_fold(Vec::new(), |plain, change| postcard::to_extend(change, plain));
    let plain = plain.ok().filter(|plain| plain.len() <= MAX_INFLATED)?;
    let inflated = u32::try_from(plain.len()).ok()?;
    Some(match zstd::bulk::compress(&plain, ZSTD_LEVEL) {
        Ok(packed) if packed.len() < plain.len() => (packed, Some(inflated)),
        _ => (plain, None),
    })
}

/// Undoes [`pack_changes`].
pub(crate) fn unpack_changes(payload: &[u8], inflated: Option<u32>) -> Option<Vec<Vec<u8>>> {
    let Some(inflated) = inflated else { return split_changes(payload) };
    let inflated = usize::try_from(inflated).ok().filter(|n| *n <= MAX_INFLATED)?;
    let plain = zstd::bulk::decompress(payload, inflated).ok().filter(|plain| plain.len() == inflated)?;
    split_changes(&plain)
}

fn split_changes(mut rest: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut changes = Vec::new();
    while !rest.is_empty() {
        let (change, behind) = postcard::take_from_bytes::<&[u8]>(rest).ok()?;
        if change.len() < MIN_CHANGE {
            return None;
        }
        changes.push(change.to_vec());
        rest = behind;
    }
    Some(changes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_survive_packing_and_are_compressed_where_that_helps() {
        let (long, short) = (vec![vec![7; 5000], vec![7; 4000]], vec![(1..20).collect::<Vec<u8>>()]);
        let (payload, inflated) = pack_changes(&long).unwrap();
        assert!(payload.len() < 200 && inflated.is_some());
        assert_eq!(unpack_changes(&payload, inflated).unwrap(), long);
        let (payload, inflated) = pack_changes(&short).unwrap();
        assert_eq!(inflated, None);
        assert_eq!(unpack_changes(&payload, inflated).unwrap(), short);
    }

    #[test]
    fn a_frame_that_lies_about_its_size_is_refused() {
        let bomb = zstd::bulk::compress(&vec![0; 20 << 20], 3).unwrap();
        assert_eq!(unpack_changes(&bomb, Some(20 << 20)), None);
        assert_eq!(unpack_changes(&bomb, Some(1 << 20)), None);
        assert_eq!(pack_changes(&[vec![0; MAX_INFLATED + 1]]), None);
        let zeros = zstd::bulk::compress(&vec![0; 1 << 20], 3).unwrap();
        assert_eq!(unpack_changes(&zeros, Some(1 << 20)), None);
    }

    #[test]
    fn a_payload_that_leaves_the_segment_is_refused() {
        let record = Record::Piece {
            id: AttachmentId::of(b"x"),
            class: AttachmentClass::Original,
            size: 9,
            offset: 0,
            length: 5,
        };
        let mut content = postcard::to_stdvec(&record).unwrap();
        let at = content.len() as u32;
        content.extend(b"12345");
        assert_eq!(parse(&content), Some(vec![(record, at)]));
        content.pop();
        assert_eq!(parse(&content), None);
    }
}
