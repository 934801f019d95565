//! What the fuzz targets share: a shard to start from, and checksums sealed again, because a fuzzer does not
//! get past them by itself.

#![forbid(unsafe_code)]

use fieldmesh_document::guard::Announced;
use fieldmesh_document::{Heads, Shard, ShardId, ShardKind};
use sha2::{Digest, Sha256};

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
