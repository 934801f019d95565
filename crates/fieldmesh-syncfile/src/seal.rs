//! Chunks, their seal, and the geometry of a segment (`docs/syncfile-format.md`, section 3).

use chacha20poly1305::{AeadInOut, KeyInit, XChaCha20Poly1305, XNonce};

use crate::header::FileKeys;

/// Every segment begins at a multiple of this and fills whole ones.
pub(crate) const BLOCK: u64 = 4096;
/// Plaintext bytes of the head.
pub(crate) const HEAD: usize = 64;
/// Bytes of salt and sealed head.
pub(crate) const PREAMBLE: u64 = (SALT + HEAD + TAG) as u64;
/// Plaintext bytes of a full chunk of the body.
pub(crate) const CHUNK: u64 = SEALED_CHUNK - TAG as u64;

const SALT: usize = 32;
const TAG: usize = 16;
const SEALED_CHUNK: u64 = 65_536;

/// The place of a chunk of the body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct ChunkPlace {
    /// Bytes from the start of the segment.
    pub(crate) offset: u64,
    /// Sealed bytes.
    pub(crate) len: u64,
    /// Whether it is the last one.
    pub(crate) last: bool,
}

/// Sealed bytes of a segment whose body has this length. `length` is within the limits of the format.
pub(crate) const fn total_for(length: u64) -> u64 {
    let mut total = (PREAMBLE + length + TAG as u64).next_multiple_of(BLOCK);
    while capacity(total) < length {
        total += BLOCK;
    }
    total
}

/// How many chunks the body of a segment has.
pub(crate) const fn chunks_in(total: u64) -> u64 {
    (total - PREAMBLE).div_ceil(SEALED_CHUNK)
}

/// Where chunk `number`, counted from 1, of a segment is.
pub(crate) fn chunk_place(total: u64, number: u64) -> Option<ChunkPlace> {
    let count = chunks_in(total);
    let index = number.checked_sub(1).filter(|index| *index < count)?;
    let offset = PREAMBLE + index * SEALED_CHUNK;
    Some(ChunkPlace { offset, len: (total - offset).min(SEALED_CHUNK), last: number == count })
}

const fn capacity(total: u64) -> u64 {
    total - PREAMBLE - chunks_in(total) * TAG as u64
}

/// Seals and opens the chunks of one segment.
#[derive(Clone)]
pub(crate) struct Cipher(XChaCha20Poly1305);

impl Cipher {
    pub(crate) fn new(keys: &FileKeys, salt: &[u8; SALT]) -> Self {
        Self(XChaCha20Poly1305::new(&(*keys.segment_key(salt)).into()))
    }

    /// Replaces the plaintext in `out` from `start` on by the sealed chunk. `false` only for chunks beyond
    /// 256 GiB, which none is.
    pub(crate) fn seal(&self, number: u64, last: bool, aad: &[u8], out: &mut Vec<u8>, start: usize) -> bool {
        let Some(plain) = out.get_mut(start..) else { return false };
        let Ok(tag) = self.0.encrypt_inout_detached(&nonce(number, last), aad, plain.into()) else { return false };
        out.extend_from_slice(&tag);
        true
    }

    /// Replaces a sealed chunk by its plaintext.
    pub(crate) fn open(&self, number: u64, last: bool, aad: &[u8], chunk: &mut Vec<u8>) -> bool {
        self.0.decrypt_in_place(&nonce(number, last), aad, chunk).is_ok()
    }
}

fn nonce(number: u64, last: bool) -> XNonce {
    let mut nonce = [0; 24];
    let (counter, rest) = nonce.split_at_mut(8);
    counter.copy_from_slice(&number.to_le_bytes());
    if let Some(flag) = rest.last_mut() {
        *flag = u8::from(last);
    }
    nonce.into()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_segment_is_the_fewest_blocks_that_hold_its_body() {
        let around = |n: u64| n.saturating_sub(200)..n + 200;
        for length in
            (0..200).chain(around(4096)).chain(around(65_520)).chain(around(131_040)).chain(around(8 << 20))
        {
            let total = total_for(length);
            assert!(total.is_multiple_of(BLOCK) && capacity(total) >= length, "{length}");
            assert!(total == BLOCK || capacity(total - BLOCK) < length, "{length}: a block too many");
        }
    }

    #[test]
    fn the_chunks_of_a_segment_fill_it_and_none_is_short() {
        for blocks in 1..200 {
            let total = blocks * BLOCK;
            let mut at = PREAMBLE;
            for number in 1..=chunks_in(total) {
                let place = chunk_place(total, number).unwrap();
                assert_eq!(place.offset, at);
                assert!(place.len >= 3984 && place.len <= 65_536);
                assert_eq!(place.last, number == chunks_in(total));
                at += place.len;
            }
            assert_eq!(at, total);
            assert_eq!(chunk_place(total, 0), None);
            assert_eq!(chunk_place(total, chunks_in(total) + 1), None);
        }
    }

    #[test]
    fn no_two_chunks_of_a_segment_share_a_nonce() {
        let nonces: HashSet<_> = (0..2000).flat_map(|n| [nonce(n, false), nonce(n, true)]).collect();
        assert_eq!(nonces.len(), 4000);
    }
}
