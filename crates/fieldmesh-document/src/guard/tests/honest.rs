use automerge::Automerge;

use super::super::{Refusal, admit_changes, admit_snapshot, admit_stored, admit_unannounced, is_intact};
use super::craft::*;
use crate::shard::limits;
use crate::{DeviceId, Heads, NewObservation, Shard, ShardKind, Timestamp, WriteError};

#[test]
fn a_snapshot_is_admitted_deflated_or_not() {
    let mut doc = writer(&empty(), 1);
    observe(&mut doc, 0..256);
    let shard = admit_snapshot(&doc.save(), &announced(&doc)).unwrap();
    assert_eq!(shard.heads(), Heads::of(&doc));
    assert!(admit_snapshot(&save_plain(&doc), &announced(&doc)).is_ok());
    assert!(admit_snapshot(&empty().save(), &announced(&empty())).is_ok());
}

#[test]
fn changes_are_admitted_in_any_order_and_again() {
    let doc = small();
    let mut delta = changes(&doc, &empty());
    assert!(delta.len() > 3);
    delta.reverse();
    let merged = admit_changes(&shard(&empty()), &delta, &announced(&doc)).unwrap();
    assert_eq!(merged.heads(), Heads::of(&doc));
    let again = admit_changes(&merged, &delta, &announced(&doc)).unwrap();
    assert_eq!(again.heads(), merged.heads());
    let with_genesis = changes(&doc, &Automerge::new());
    assert!(admit_changes(&shard(&empty()), &with_genesis, &announced(&doc)).is_ok());
}

#[test]
fn a_compressed_change_is_admitted() {
    let mut doc = writer(&empty(), 1);
    observe(&mut doc, 0..50);
    let change = doc.get_changes(&empty().get_heads()).pop().unwrap().bytes().into_owned();
    assert_eq!(change[8], 2, "Automerge compresses it");
    let merged = admit_changes(&shard(&empty()), &[change], &announced(&doc)).unwrap();
    assert_eq!(merged.heads(), Heads::of(&doc));
}

#[test]
fn a_stored_shard_is_a_snapshot_changes_or_both() {
    let doc = small();
    let mut unknown = announced(&doc);
    unknown.heads = Heads::default();
    for heads in [announced(&doc), unknown] {
        let whole = admit_stored(&doc.save(), &[], &heads).unwrap();
        let both = admit_stored(&empty().save(), &changes(&doc, &empty()), &heads).unwrap();
        let loose = admit_stored(&[], &changes(&doc, &Automerge::new()), &heads).unwrap();
        assert_eq!([whole.heads(), both.heads(), loose.heads()], [(); 3].map(|()| Heads::of(&doc)));
    }
}

#[test]
fn a_kind_of_a_later_version_is_admitted_unread() {
    let kind = ShardKind::new(77);
    let shard = Shard::create(ID, kind);
    let mut doc = shard.doc().clone();
    change(&mut doc, |tx| automerge::transaction::Transactable::put(tx, automerge::ROOT, "something new", 1));
    let mut expected = announced(&doc);
    expected.kind = kind;
    assert_eq!(admit_snapshot(&doc.save(), &expected).unwrap().kind(), kind);
}

/// Invariant: what local writes accept, each copy alone until its shard is full, every guard accepts merged.
/// Its liveness half: every filling ends with a full shard, for a reason of its own.
#[test]
fn copies_filled_to_their_local_limits_are_admitted_when_they_meet() {
    let many = |_: u64| NewObservation { category: Some("tree".to_owned()), ..NewObservation::default() };
    let long = |seed: u64| NewObservation { notes: Some(noise(seed, 16 << 10)), ..NewObservation::default() };
    let rich = |seed: u64| NewObservation {
        tags: (0..500).map(|tag| (format!("{tag}"), noise(seed + tag, 4).into())).collect(),
        ..NewObservation::default()
    };
    assert_eq!(fill_and_merge(&many), "observations");
    assert_eq!(fill_and_merge(&long), "bytes");
    assert_eq!(fill_and_merge(&rich), "operations");
}

fn fill_and_merge(make: &dyn Fn(u64) -> NewObservation) -> &'static str {
    let mut merged = empty();
    let mut full = "";
    for copy in 0..limits::LOCAL_PART as u64 {
        let mut writer = shard(&empty()).write_as(DeviceId::from_bytes([copy as u8; 32]));
        for batch in 0.. {
            let observations = (0..16).map(|n| make((copy << 40) + (batch << 20) + (n << 10))).collect();
            match writer.create(observations, Timestamp(9)) {
                Ok(_) => {}
                Err(WriteError::Full { what, .. }) => {
                    full = what;
                    break;
                }
                Err(other) => panic!("{other}"),
            }
        }
        merged.merge(&mut writer.into_shard().doc().clone()).unwrap();
    }
    let admitted =
        admit_snapshot(&merged.save(), &announced(&merged)).unwrap_or_else(|why| panic!("{full}: {why}"));
    assert_eq!(admitted.heads(), Heads::of(&merged));
    full
}

/// Text that does not deflate below half.
fn noise(seed: u64, len: usize) -> String {
    let mut bytes = vec![0; len / 2];
    blake3::Hasher::new().update(&seed.to_le_bytes()).finalize_xof().fill(&mut bytes);
    data_encoding::HEXLOWER.encode(&bytes)
}

#[test]
fn edits_of_fifty_devices_are_admitted_together() {
    let mut before = writer(&empty(), 1);
    observe(&mut before, 0..256);
    let mut merged = before.clone();
    for device in 0..50 {
        let mut doc = writer(&before, 100 + device);
        edit(&mut doc, (0..10).map(|n| n * 7 + u64::from(device)));
        merged.merge(&mut doc).unwrap();
    }
    let delta = changes(&merged, &before);
    assert_eq!(delta.len(), 500);
    let from_changes = admit_changes(&shard(&before), &delta, &announced(&merged)).unwrap();
    let from_snapshot = admit_snapshot(&merged.save(), &announced(&merged)).unwrap();
    assert_eq!(from_changes.heads(), from_snapshot.heads());
}

#[test]
fn a_chunk_is_intact_until_a_bit_of_it_flips() {
    for chunk in [small().save(), save_plain(&small()), changes(&small(), &empty()).remove(0)] {
        assert!(is_intact(&chunk));
        for at in 0..chunk.len() {
            let mut spoilt = chunk.clone();
            spoilt[at] ^= 1;
            assert!(!is_intact(&spoilt), "byte {at}");
        }
        assert!(!is_intact(&chunk[..chunk.len() - 1]) && !is_intact(&[]));
    }
}

#[test]
fn a_shard_that_says_itself_which_it_is_is_admitted_as_that_and_no_other() {
    let doc = small();
    let shard = admit_unannounced(&doc.save()).unwrap();
    assert_eq!((shard.id(), shard.kind(), shard.heads()), (ID, KIND, Heads::of(&doc)));
    let mut renamed = writer(&empty(), 1);
    let other = "22".repeat(16);
    change(&mut renamed, |tx| {
        automerge::transaction::Transactable::put(tx, automerge::ROOT, "shard", other.as_str())
    });
    assert_eq!(admit_unannounced(&renamed.save()).unwrap_err(), Refusal::WrongGenesis);
    assert_eq!(admit_unannounced(&Automerge::new().save()).unwrap_err(), Refusal::WrongGenesis);
}
