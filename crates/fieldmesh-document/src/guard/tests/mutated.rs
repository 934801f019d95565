use proptest::prelude::*;

use super::super::{Refusal, admit_changes, admit_snapshot, read_snapshot};
use super::craft::*;
use crate::Heads;

/// Invariant: whatever single byte is changed under a right checksum, the guard returns, and what it admits
/// has the announced heads and reads the same on both ways. Its liveness half: most changes reach Automerge's refusals or our own.
#[test]
fn every_byte_of_a_snapshot_flipped_and_sealed_again_is_refused_or_the_same() {
    let doc = small();
    let plain = save_plain(&doc);
    let (mut measured, mut undecodable) = (0, 0);
    for at in 0..body(&plain).len() {
        for flip in [0x01, 0xC0] {
            let mut mutated = body(&plain).to_vec();
            mutated[at] ^= flip;
            match read_snapshot(&seal(0, &mutated), &announced(&doc)) {
                Ok((shard, observations)) => {
                    assert_eq!(shard.heads(), Heads::of(&doc));
                    assert_eq!(observations, shard.observations());
                }
                Err(Refusal::Undecodable { .. }) => undecodable += 1,
                Err(_) => measured += 1,
            }
        }
    }
    assert!(measured > 50 && undecodable > 50, "{measured} {undecodable}");
}

/// The same of a change; it may be admitted with other heads where the announced ones are an older state's.
#[test]
fn every_byte_of_a_change_flipped_and_sealed_again_is_refused_or_loads_again() {
    let base = empty();
    let change = changes(&small(), &base).remove(0);
    let (mut admitted, mut refused) = (0, 0);
    for at in 0..body(&change).len() {
        for flip in [0x01, 0xC0] {
            let mut mutated = body(&change).to_vec();
            mutated[at] ^= flip;
            match admit_changes(&shard(&base), &[seal(1, &mutated)], &announced(&base)) {
                Ok(merged) => {
                    let again = announced(merged.doc());
                    assert!(admit_snapshot(&merged.doc().save(), &again).is_ok());
                    admitted += 1;
                }
                Err(_) => refused += 1,
            }
        }
    }
    assert!(admitted > 50 && refused > 50, "{admitted} {refused}");
}

#[test]
fn cut_anywhere_it_is_refused() {
    let doc = small();
    let saved = doc.save();
    let change = changes(&doc, &empty()).remove(0);
    for cut in 0..saved.len() {
        assert!(admit_snapshot(&saved[..cut], &announced(&doc)).is_err());
    }
    for cut in 0..change.len() {
        assert!(admit_changes(&shard(&empty()), &[change[..cut].to_vec()], &announced(&empty())).is_err());
    }
    for cut in 0..body(&change).len() {
        let sealed = seal(1, &body(&change)[..cut]);
        let _ = admit_changes(&shard(&empty()), &[sealed], &announced(&empty()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Invariant: no bytes make the guard panic, also several wrong ones at once under a right checksum.
    #[test]
    fn arbitrary_and_mutated_bytes_never_panic(
        kind in 0_u8..5,
        noise in prop::collection::vec(any::<u8>(), 0..200),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..5),
    ) {
        let doc = small();
        let mut mutated = body(&save_plain(&doc)).to_vec();
        for (at, byte) in edits {
            let at = at.index(mutated.len());
            mutated[at] = byte;
        }
        for bytes in [noise.clone(), seal(kind, &noise), seal(0, &mutated)] {
            let _ = admit_snapshot(&bytes, &announced(&doc));
            let _ = admit_changes(&shard(&doc), &[bytes], &announced(&doc));
        }
    }
}
