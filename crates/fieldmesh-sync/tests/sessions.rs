//! Two replicas, from hello to proof.

use std::collections::BTreeSet;

use fieldmesh_document::{
    AttachmentId, AttachmentRecord, DeclineReason, DeviceId, DeviceKind, Edit, Fingerprint, LocalId, MediaPolicy,
    NewObservation, ProjectId, Replica, ShardId, ShardKind, StoreId, Timestamp,
};
use fieldmesh_sync::{
    ConfigurationSummary, Hello, LinkOptions, LinkRefusal, Outcome, Party, Pump, PumpEnd, PumpError, ReplicaState,
    SessionError, Side, Step, pump,
};
use fieldmesh_testkit::{MemoryReplica, apply, histories};
use proptest::prelude::*;

const NOW: Timestamp = Timestamp(1_700_000_000_000);

fn device(n: u8) -> DeviceId {
    DeviceId::from_bytes([n; 32])
}

fn configuration(n: u8) -> ConfigurationSummary {
    ConfigurationSummary {
        name: "Jungle".into(),
        version: format!("{n}.0"),
        fingerprint: Fingerprint { algorithm: 0, hash: [n; 32] },
    }
}

fn link(n: u8, replica: &MemoryReplica) -> LinkOptions {
    let state = ReplicaState::of(replica, 0, MediaPolicy::Everything).unwrap();
    LinkOptions {
        hello: Hello {
            program: "fieldmesh 0.1.0".into(),
            party: Party::Device {
                device: device(n),
                store: StoreId::new(n.into()),
                counter: 1,
                name: format!("laptop {n}"),
                kind: DeviceKind::Laptop,
            },
            project: ProjectId::from_bytes([9; 16]),
            configuration: Some(configuration(1)),
            state,
        },
        accepts: Vec::new(),
        removed: Vec::new(),
    }
}

fn end(n: u8, replica: &MemoryReplica) -> PumpEnd<'_> {
    PumpEnd { replica, link: link(n, replica), nonce: [n; 16] }
}

fn synchronize(a: &MemoryReplica, b: &MemoryReplica) -> Result<(Outcome, Outcome), PumpError> {
    pump(end(1, a), end(2, b), &mut |_, _| {}, &|| false)
}

fn shard(n: u8) -> ShardId {
    ShardId::from_bytes([n; 16])
}

fn local(n: u64) -> LocalId {
    LocalId::from_bytes(n.to_le_bytes())
}

fn create(replica: &MemoryReplica, in_shard: ShardId, author: u8, count: u64) {
    let observations =
        (0..count).map(|n| NewObservation { local: Some(local(n)), ..NewObservation::default() }).collect();
    replica
        .write(in_shard, ShardKind::OBSERVATIONS, device(author), |writer| writer.create(observations, NOW))
        .unwrap();
}

fn edit(replica: &MemoryReplica, in_shard: ShardId, author: u8, n: u64, tag: &str, value: i64) {
    let edit = Edit { tags: [(tag.to_owned(), Some(value.into()))].into(), ..Edit::default() };
    replica
        .write(in_shard, ShardKind::OBSERVATIONS, device(author), |writer| writer.edit(&local(n), &edit, NOW))
        .unwrap();
}

fn photo(replica: &MemoryReplica, in_shard: ShardId, author: u8, bytes: Vec<u8>) -> AttachmentId {
    let record = AttachmentRecord {
        media_type: "image/jpeg".into(),
        size: bytes.len() as u64,
        name: None,
        created: None,
        preview: None,
        thumbnail: None,
    };
    let id = replica.add_content(bytes);
    let observation = NewObservation { attachments: [(id, record)].into(), ..NewObservation::default() };
    replica
        .write(in_shard, ShardKind::OBSERVATIONS, device(author), |writer| writer.create(vec![observation], NOW))
        .unwrap();
    id
}

/// A content of which no part compresses or repeats.
fn content(seed: u8, len: usize) -> Vec<u8> {
    let mut bytes = vec![0; len];
    blake3_fill(seed, &mut bytes);
    bytes
}

fn blake3_fill(seed: u8, bytes: &mut [u8]) {
    let mut state = u64::from(seed) + 1;
    for byte in bytes {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *byte = (state >> 56) as u8;
    }
}

fn digest(replica: &MemoryReplica) -> fieldmesh_document::RecordsDigest {
    replica.inventory().unwrap().records_digest()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever happened, and whoever synchronized with whom meanwhile: two devices that synchronize end with
    /// equal digests, equal observations, and nothing lost that either had.
    #[test]
    fn two_replicas_converge(history in histories(3, 40)) {
        let devices = [MemoryReplica::new(), MemoryReplica::new(), MemoryReplica::new()];
        apply(&history, &devices, |a, b| {
            synchronize(a, b).unwrap();
        }).unwrap();
        let [a, b, c] = &devices;
        let known: BTreeSet<_> = devices.iter().flat_map(|d| d.observations()).map(|o| o.id).collect();
        for (one, other) in [(a, b), (b, c), (a, c), (a, b)] {
            let (ours, theirs) = synchronize(one, other).unwrap();
            prop_assert!(ours.is_complete() && theirs.is_complete());
            prop_assert_eq!(ours.records_digest, theirs.records_digest);
            prop_assert_eq!(ours.records_digest, digest(one));
            prop_assert_eq!(ours.received, theirs.sent);
            prop_assert_eq!(one.observations(), other.observations());
        }
        let held: BTreeSet<_> = c.observations().into_iter().map(|o| o.id).collect();
        prop_assert_eq!(held, known);
    }
}

#[test]
fn equal_replicas_finish_in_one_round_trip_and_move_nothing() {
    let (a, b) = (MemoryReplica::new(), MemoryReplica::new());
    create(&a, shard(1), 1, 3);
    synchronize(&a, &b).unwrap();
    let mut pump = Pump::new(end(1, &a), end(2, &b)).unwrap();
    let mut frames = Vec::new();
    loop {
        match pump.step().unwrap() {
            Step::Carried(side, bytes) => frames.push((side, bytes)),
            Step::Finished => break,
            Step::Served(_) | Step::Progress(..) => {}
        }
    }
    assert!(frames.len() <= 4, "{frames:?}");
    let (ours, _) = pump.into_outcomes().unwrap();
    assert_eq!((ours.sent.shards, ours.received.shards, ours.sent.bytes), (0, 0, 0));
    assert!(ours.is_complete());
}
