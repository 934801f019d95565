//! Automerge's own synchronization as the oracle: a session ends with the same changes on both sides.

use std::collections::{BTreeMap, BTreeSet};

use automerge::Automerge;
use automerge::sync::{State, SyncDoc};
use fieldmesh_document::ChangeHash;
use fieldmesh_sync::{Link, LinkEvent, Session, SessionEvent, SessionOptions};

use super::*;

type Changes = BTreeMap<ShardId, BTreeSet<ChangeHash>>;

fn changes(replica: &MemoryReplica) -> Changes {
    let inventory = replica.inventory().unwrap();
    inventory
        .iter()
        .map(|(id, _)| (*id, replica.change_graph(id).unwrap().hashes().iter().copied().collect()))
        .collect()
}

/// The document of a shard as a replica holds it, or an empty one.
fn document(replica: &MemoryReplica, id: &ShardId) -> Automerge {
    replica.snapshot(id).map_or_else(|_| Automerge::new(), |held| Automerge::load(&held.bytes).unwrap())
}

/// What both documents hold after `automerge::sync`.
fn synchronized(mut a: Automerge, mut b: Automerge) -> BTreeSet<ChangeHash> {
    let (mut of_a, mut of_b) = (State::new(), State::new());
    loop {
        let (from_a, from_b) = (a.generate_sync_message(&mut of_a), b.generate_sync_message(&mut of_b));
        if from_a.is_none() && from_b.is_none() {
            break;
        }
        if let Some(message) = from_a {
            b.receive_sync_message(&mut of_b, message).unwrap();
        }
        if let Some(message) = from_b {
            a.receive_sync_message(&mut of_a, message).unwrap();
        }
    }
    let [a, b] = [a, b]
        .map(|doc| doc.get_changes(&[]).iter().map(|change| ChangeHash(change.hash().0)).collect::<BTreeSet<_>>());
    assert_eq!(a, b);
    a
}

/// Whatever part of a history each of two devices has: for each shard a session leaves both with the changes with which
/// `automerge::sync` leaves two documents, and with no other.
#[test]
fn a_session_reaches_the_changes_that_automerge_sync_reaches() {
    let partial = std::cell::Cell::new(0);
    let config = ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(history in histories(3, 60))| {
        let devices = [MemoryReplica::new(), MemoryReplica::new(), MemoryReplica::new()];
        apply(&history, &devices, |a, b| {
            synchronize(a, b).unwrap();
        }).unwrap();
        let [a, b, _] = &devices;
        let (ours, theirs) = (changes(a), changes(b));
        let expected: Changes = ours
            .keys()
            .chain(theirs.keys())
            .map(|id| (*id, synchronized(document(a, id), document(b, id))))
            .collect();
        let lacks = |one: &Changes, other: &Changes| {
            one.iter().filter(|(id, held)| other.get(id).is_some_and(|other| !held.is_subset(other))).count()
        };
        if lacks(&ours, &theirs) > 0 && lacks(&theirs, &ours) > 0 {
            partial.set(partial.get() + 1);
        }
        let (outcome, _) = synchronize(a, b).unwrap();
        prop_assert!(outcome.is_complete());
        prop_assert_eq!(changes(a), expected.clone());
        prop_assert_eq!(changes(b), expected);
    });
    assert!(partial.get() > 3, "only {} histories in which each lacks something of the other", partial.get());
}

/// Automerge's messages carry a filter of the changes that a side has. One of no bits makes it divide by zero, one that
/// says millions of probes keeps it busy for ever. Ours carry no filter: to a session these are bytes that it cannot read.
#[test]
fn a_filter_without_bits_or_of_millions_of_probes_is_no_message_of_a_session() {
    // Version, no heads, nothing needed, one entry: no last heads and a filter; no changes.
    let message = |filter: &[u8]| [&[0x42, 0, 0, 1, 0, filter.len() as u8][..], filter, &[0]].concat();
    let empty = message(&[1, 0, 7]);
    let busy = message(&[1, 10, 0x80, 0x84, 0xAF, 0x5F, 0, 0]);
    let claimed = message(&[0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 10, 7]);
    for filter in [empty, busy, claimed] {
        let a = MemoryReplica::new();
        create(&a, shard(1), 1, 3);
        let held = changes(&a);
        let mut session = begun(&a);
        // With the tag that the other side's nonce would have.
        session.handle_message(&[&[1, 2, 2, 2, 2], filter.as_slice()].concat());
        let failed = std::iter::from_fn(|| session.poll_event()).find_map(|event| match event {
            SessionEvent::Failed(error) => Some(error),
            _ => None,
        });
        let failed = failed.unwrap();
        assert!(matches!(failed, SessionError::Undecodable { .. } | SessionError::Unexpected { .. }), "{failed:?}");
        assert!(session.is_ended());
        assert_eq!(changes(&a), held);
    }
}

/// A session on an accepted link.
fn begun(replica: &MemoryReplica) -> Session {
    let other = MemoryReplica::new();
    let (mut a, mut b) = (Link::new(link(1, replica), NOW), Link::new(link(2, &other), NOW));
    for _ in 0..2 {
        let (from_a, from_b) = (a.poll_transmit().unwrap(), b.poll_transmit().unwrap());
        a.handle_message(&from_b, NOW).unwrap();
        b.handle_message(&from_a, NOW).unwrap();
    }
    let Some(LinkEvent::Accepted(acceptance)) = a.poll_event() else { panic!("the link was not accepted") };
    acceptance.begin_session(SessionOptions { nonce: [1; 16], binding: [0; 32] })
}
