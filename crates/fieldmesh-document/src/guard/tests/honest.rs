use automerge::Automerge;

use super::super::{admit_changes, admit_snapshot, admit_stored};
use super::craft::*;
use crate::shard::limits;
use crate::{Heads, Shard, ShardKind};

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

/// Invariant: what local writes accept, each alone on what the creator made, every guard accepts merged.
#[test]
fn writers_at_their_local_limits_are_admitted_when_they_meet() {
    let local = limits::MAX_OBSERVATIONS as u64 / limits::LOCAL_PART as u64;
    let mut merged = empty();
    for copy in 0..limits::LOCAL_PART as u8 {
        let mut doc = writer(&empty(), copy);
        let first = u64::from(copy) * local;
        observe(&mut doc, first..first + local);
        merged.merge(&mut doc).unwrap();
    }
    let before = merged.clone();
    for device in 0..50 {
        let mut doc = writer(&before, 100 + device);
        edit(&mut doc, (0..20).map(|n| n * 7 + u64::from(device)));
        merged.merge(&mut doc).unwrap();
    }
    let shard = admit_snapshot(&merged.save(), &announced(&merged)).unwrap();
    assert_eq!(shard.heads(), Heads::of(&merged));
    let delta = changes(&merged, &before);
    assert_eq!(delta.len(), 1_000);
    assert!(admit_changes(&super::craft::shard(&before), &delta, &announced(&merged)).is_ok());
}
