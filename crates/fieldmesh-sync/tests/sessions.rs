//! Two replicas, from hello to proof.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

#[path = "sessions/blocked.rs"]
mod blocked;
#[path = "sessions/media.rs"]
mod media;
#[path = "sessions/oracle.rs"]
mod oracle;

use std::collections::BTreeSet;

use fieldmesh_document::{
    AttachmentId, AttachmentRecord, DeclineReason, DeviceCard, DeviceId, DeviceKind, Edit, Fingerprint, LocalId,
    MediaPolicy, NewObservation, ProjectId, Replica, ShardId, ShardKind, StoreId, Timestamp, VariantRecord,
};
use fieldmesh_sync::{
    ConfigurationSummary, Direction, Hello, LinkOptions, LinkRefusal, Outcome, Party, Pump, PumpEnd, PumpError,
    ReplicaState, SessionError, Side, Step, pump,
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
        configuration: None,
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
    let mut state = u64::from(seed) + 1;
    let next = |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    (0..len).map(next).collect()
}

/// Two replicas that differ in every way: shards of one side, ahead, partial, and photos.
fn different() -> (MemoryReplica, MemoryReplica) {
    let (a, b) = (MemoryReplica::new(), MemoryReplica::new());
    for n in 1..=3 {
        create(&a, shard(n), 1, 5);
    }
    synchronize(&a, &b).unwrap();
    edit(&a, shard(1), 1, 0, "one", 1);
    edit(&b, shard(2), 2, 0, "two", 2);
    edit(&a, shard(3), 1, 1, "both", 3);
    edit(&b, shard(3), 2, 1, "both", 4);
    create(&a, shard(4), 1, 2);
    create(&b, shard(5), 2, 2);
    photo(&a, shard(6), 1, content(6, 150_000));
    photo(&b, shard(7), 2, content(7, 70_000));
    (a, b)
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
    assert_eq!((ours.sent.shards, ours.received.shards, ours.sent.bytes()), (0, 0, 0));
    assert!(ours.is_complete());
}

#[test]
fn a_session_that_is_cut_at_any_frame_is_completed_by_the_next() {
    let mut frames = 0;
    loop {
        let (a, b) = different();
        let mut pump = Pump::new(end(1, &a), end(2, &b)).unwrap();
        let mut carried = 0;
        let mut finished = false;
        while carried < frames && !finished {
            match pump.step().unwrap() {
                Step::Carried(..) => carried += 1,
                Step::Finished => finished = true,
                Step::Served(_) | Step::Progress(..) => {}
            }
        }
        drop(pump);
        let (ours, theirs) = synchronize(&a, &b).unwrap();
        assert!(ours.is_complete() && theirs.is_complete(), "cut after {frames} frames");
        assert_eq!(a.observations(), b.observations());
        assert_eq!((a.wanted().unwrap().len(), b.wanted().unwrap().len()), (0, 0));
        if finished {
            assert!(frames > 10, "only {frames} frames were tried");
            break;
        }
        frames += 1;
    }
}

#[test]
fn a_replica_that_fails_at_any_call_is_reported_and_the_next_session_completes() {
    let mut nth = 1;
    loop {
        let (a, b) = different();
        let options = (end(1, &a), end(2, &b));
        a.fail_call(nth);
        let result = pump(options.0, options.1, &mut |_, _| {}, &|| false);
        match result {
            Err(PumpError::Session { side: Side::A, source: SessionError::Replica(_) }) => {}
            Ok(_) => break,
            Err(other) => panic!("call {nth}: {other:?}"),
        }
        let (ours, theirs) = synchronize(&a, &b).unwrap();
        assert!(ours.is_complete() && theirs.is_complete(), "call {nth}");
        assert_eq!(a.observations(), b.observations());
        nth += 1;
    }
    assert!(nth > 10, "only {nth} calls were made");
}

#[test]
fn edits_during_a_session_belong_to_the_next_and_do_not_disturb_the_proof() {
    let mut step = 0;
    loop {
        let (a, b) = different();
        let mut pump = Pump::new(end(1, &a), end(2, &b)).unwrap();
        let mut finished = false;
        for _ in 0..step {
            finished = pump.step().unwrap() == Step::Finished;
            if finished {
                break;
            }
        }
        if finished {
            break;
        }
        edit(&a, shard(1), 1, 2, "late", 1);
        edit(&a, shard(3), 1, 2, "late", 1);
        edit(&b, shard(5), 2, 1, "late", 2);
        while pump.step().unwrap() != Step::Finished {}
        let (ours, theirs) = pump.into_outcomes().unwrap();
        assert!(ours.is_complete() && theirs.is_complete(), "after {step} steps");
        assert_eq!(ours.records_digest, theirs.records_digest);
        synchronize(&a, &b).unwrap();
        assert_eq!(a.observations(), b.observations());
        step += 7;
    }
    assert!(step > 21, "only {step} steps were tried");
}

#[test]
fn what_comes_from_a_third_side_during_a_session_does_not_disturb_the_proof() {
    let mut step = 0;
    loop {
        let (a, b) = different();
        edit(&b, shard(1), 2, 3, "from b", 5);
        let c = MemoryReplica::new();
        synchronize(&b, &c).unwrap();
        let mut pump = Pump::new(end(1, &a), end(2, &b)).unwrap();
        let mut finished = false;
        for _ in 0..step {
            finished = pump.step().unwrap() == Step::Finished;
            if finished {
                break;
            }
        }
        if finished {
            break;
        }
        // What the other side announced is here before it sends it.
        synchronize(&a, &c).unwrap();
        while pump.step().unwrap() != Step::Finished {}
        let (ours, theirs) = pump.into_outcomes().unwrap();
        assert!(ours.is_complete() && theirs.is_complete(), "after {step} steps");
        assert_eq!(ours.records_digest, theirs.records_digest);
        assert_eq!(a.observations(), b.observations());
        step += 1;
    }
    assert!(step > 21, "only {step} steps were tried");
}

#[test]
fn both_sides_are_told_what_moved_and_equal_sets_move_nothing() {
    let (a, b) = different();
    let (ours, theirs) = synchronize(&a, &b).unwrap();
    assert_eq!((ours.received, ours.sent), (theirs.sent, theirs.received));
    assert_eq!((ours.sent.counts.new, ours.received.counts.new), (3, 3));
    assert_eq!((ours.sent.counts.conflicts, ours.received.counts.conflicts), (1, 1));
    assert_eq!((ours.sent.attachments, ours.received.attachments), (1, 1));
    assert!(ours.sent.bytes() > 150_000 && ours.received.bytes() > 70_000);
    let (again, _) = synchronize(&a, &b).unwrap();
    assert_eq!((again.sent, again.received), Default::default());
    assert!(again.is_complete());
}

#[test]
fn progress_starts_with_its_total_never_goes_backwards_and_ends_at_it() {
    let (a, b) = different();
    let mut seen = Vec::new();
    pump(end(1, &a), end(2, &b), &mut |side, progress| seen.push((side, progress)), &|| false).unwrap();
    let mut kinds = std::collections::HashMap::new();
    for (side, progress) in seen {
        let last = kinds.entry((side, progress.stage, progress.direction)).or_insert(progress);
        assert_eq!(last.total, progress.total);
        assert!(last.done <= progress.done && progress.done <= progress.total);
        *last = progress;
    }
    assert_eq!(kinds.len(), 8);
    assert!(kinds.values().all(|progress| progress.done == progress.total && progress.total > 0), "{kinds:?}");
}

/// What one side is told of attachments on the way to it: `(done, total, photos)` in whole ones, each change once.
fn counted(a: &MemoryReplica, b: &MemoryReplica) -> Vec<(u64, u64, bool)> {
    let mut told = Vec::new();
    let mut hear = |side, progress: fieldmesh_sync::Progress| {
        if let (Side::B, Direction::Receiving, Some(count)) = (side, progress.direction, progress.attachments) {
            told.push((count.done, count.total, count.photos));
            assert!(progress.done < progress.total || count.done == count.total, "both end together");
        }
    };
    pump(end(1, a), end(2, b), &mut hear, &|| false).unwrap();
    told.dedup();
    told
}

#[test]
fn attachments_are_counted_whole_and_a_photo_with_its_renditions_once() {
    let (a, b) = (MemoryReplica::new(), MemoryReplica::new());
    let with_renditions = |n: u8| {
        let bytes = content(n, 70_000);
        let rendition = |seed, size: usize| {
            let id = a.add_content(content(seed, size));
            Some(VariantRecord { id, size: size as u64 })
        };
        let record = AttachmentRecord {
            media_type: "image/jpeg".into(),
            size: bytes.len() as u64,
            name: None,
            created: None,
            preview: rendition(100 + n, 9_000),
            thumbnail: rendition(200 + n, 3_000),
        };
        let observation =
            NewObservation { attachments: [(a.add_content(bytes), record)].into(), ..NewObservation::default() };
        a.write(shard(n), ShardKind::OBSERVATIONS, device(1), |writer| writer.create(vec![observation], NOW))
            .unwrap();
    };
    (1..=3).for_each(with_renditions);
    let told = counted(&a, &b);
    assert_eq!(told.first(), Some(&(0, 3, true)));
    assert!(told.is_sorted() && told.contains(&(1, 3, true)) && told.last() == Some(&(3, 3, true)), "{told:?}");

    // A recording has no preview.
    with_renditions(4);
    photo(&a, shard(5), 1, content(5, 70_000));
    assert_eq!(counted(&a, &b).last(), Some(&(2, 2, false)));
    // A device that wants previews alone counts those; a small recording is its own.
    let small = MemoryReplica::with_policy(MediaPolicy::Previews);
    assert_eq!(counted(&a, &small).last(), Some(&(5, 5, false)));
}

#[test]
fn a_refused_shard_is_named_and_does_not_block_the_rest() {
    let (a, b) = (MemoryReplica::new(), MemoryReplica::new());
    create(&a, shard(1), 1, 3);
    create(&a, shard(2), 1, 3);
    b.refuse(shard(1));
    let (ours, theirs) = synchronize(&a, &b).unwrap();
    assert_eq!(ours.declined, [(shard(1), DeclineReason::Refused)]);
    assert_eq!(ours.declined, theirs.declined);
    assert!(!ours.is_complete() && !theirs.records_equal);
    assert_eq!(ours.sent.counts.new, 3);
    assert_eq!(b.observations().len(), 3);
}

#[test]
fn a_shard_that_one_side_declines_is_left_out_of_the_proof() {
    for declining in [true, false] {
        let (a, b) = (MemoryReplica::new(), MemoryReplica::new());
        create(&a, shard(1), 1, 3);
        create(&a, shard(2), 1, 3);
        synchronize(&a, &b).unwrap();
        edit(&a, shard(2), 1, 0, "one", 1);
        let side = if declining { &a } else { &b };
        side.decline(shard(1), ShardKind::OBSERVATIONS, DeclineReason::Refused);
        let (ours, theirs) = synchronize(&a, &b).unwrap();
        assert_eq!(ours.declined, [(shard(1), DeclineReason::Refused)]);
        assert_eq!(theirs.declined, ours.declined);
        assert_eq!(ours.sent.shards, 1);
    }
}

#[test]
fn a_damaged_shard_is_repaired_by_the_other_side() {
    for damaged in [true, false] {
        let (a, b) = (MemoryReplica::new(), MemoryReplica::new());
        create(&a, shard(1), 1, 3);
        create(&a, shard(2), 1, 3);
        synchronize(&a, &b).unwrap();
        let (spoilt, whole) = if damaged { (&a, &b) } else { (&b, &a) };
        edit(whole, shard(1), 2, 0, "one", 1);
        spoilt.decline(shard(1), ShardKind::OBSERVATIONS, DeclineReason::Damaged);
        let (ours, theirs) = synchronize(&a, &b).unwrap();
        assert!(ours.is_complete() && theirs.is_complete(), "{ours:?} {theirs:?}");
        assert_eq!((ours.declined.len(), ours.sent.shards + ours.received.shards), (0, 1));
        assert_eq!(a.observations(), b.observations());
        assert_eq!(ours.records_digest, digest(spoilt));
    }
}

#[test]
fn a_shard_that_is_damaged_on_both_sides_stays_so_and_stops_nothing() {
    let (a, b) = (MemoryReplica::new(), MemoryReplica::new());
    create(&a, shard(1), 1, 3);
    synchronize(&a, &b).unwrap();
    create(&a, shard(2), 1, 3);
    a.decline(shard(1), ShardKind::OBSERVATIONS, DeclineReason::Damaged);
    b.decline(shard(1), ShardKind::OBSERVATIONS, DeclineReason::Damaged);
    let (ours, _) = synchronize(&a, &b).unwrap();
    assert_eq!((ours.sent.shards, ours.received.shards), (1, 0));
    assert_eq!(ours.records_digest, digest(&a));
}

#[test]
fn one_edit_among_many_shards_costs_little_more_than_the_buckets() {
    let (a, b) = (MemoryReplica::new(), MemoryReplica::new());
    for n in 0..200 {
        create(&a, shard(n), 1, 1);
    }
    synchronize(&a, &b).unwrap();
    edit(&b, shard(77), 2, 0, "one", 1);
    let mut pump = Pump::new(end(1, &a), end(2, &b)).unwrap();
    let mut bytes = 0;
    loop {
        match pump.step().unwrap() {
            Step::Carried(_, frame) => bytes += frame,
            Step::Finished => break,
            Step::Served(_) | Step::Progress(..) => {}
        }
    }
    let (ours, _) = pump.into_outcomes().unwrap();
    assert_eq!((ours.received.counts.changed, ours.sent.shards), (1, 0));
    assert!(ours.is_complete());
    assert!(bytes < 4_000, "{bytes} bytes");
}

#[test]
fn gossip_travels_and_is_no_part_of_equality() {
    let (a, b) = (MemoryReplica::new(), MemoryReplica::new());
    create(&a, shard(1), 1, 1);
    synchronize(&a, &b).unwrap();
    let card = DeviceCard {
        device: device(1),
        name: "laptop 1".into(),
        kind: Some(DeviceKind::Laptop),
        program: "fieldmesh 0.1.0".into(),
        x25519: [1; 32],
        ed25519: [2; 32],
        sessions: Default::default(),
    };
    let id = ShardId::of_card(&ProjectId::from_bytes([9; 16]), &device(1));
    a.write(id, ShardKind::DEVICE_CARD, device(1), |writer| writer.write_card(&card, NOW).map(Option::unwrap))
        .unwrap();
    let (ours, theirs) = synchronize(&a, &b).unwrap();
    assert_eq!((ours.sent.shards, ours.sent.counts.new), (1, 0));
    assert_eq!(ours.records_digest, theirs.records_digest);
    assert_eq!(b.inventory().unwrap().gossip_digest(), a.inventory().unwrap().gossip_digest());
}

#[test]
fn no_configuration_yet_is_no_mismatch_and_another_one_is_refused() {
    let (a, b) = (MemoryReplica::new(), MemoryReplica::new());
    create(&a, shard(1), 1, 3);
    let mut newcomer = end(2, &b);
    newcomer.link.hello.configuration = Some(configuration(2));
    let refused = pump(end(1, &a), newcomer.clone(), &mut |_, _| {}, &|| false);
    let Err(PumpError::Refused { refusal: LinkRefusal::OtherConfiguration { ours, theirs }, .. }) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(BTreeSet::from([ours.version, theirs.version]), BTreeSet::from(["1.0".into(), "2.0".into()]));
    assert!(b.inventory().unwrap().is_empty());

    newcomer.link.hello.configuration = None;
    let (ours, _) = pump(end(1, &a), newcomer, &mut |_, _| {}, &|| false).unwrap();
    assert!(ours.is_complete());
    assert_eq!(b.observations().len(), 3);
}

#[test]
fn a_cancelled_pump_keeps_what_was_merged() {
    let (a, b) = different();
    let polls = std::cell::Cell::new(0);
    let cancel = || {
        polls.set(polls.get() + 1);
        polls.get() > 30
    };
    let result = pump(end(1, &a), end(2, &b), &mut |_, _| {}, &cancel);
    assert!(matches!(result, Err(PumpError::Cancelled)), "{result:?}");
    assert!(synchronize(&a, &b).unwrap().0.is_complete());
}

#[test]
fn a_pump_that_is_cancelled_anywhere_leaves_two_replicas_that_go_on() {
    for most in 0.. {
        let (a, b) = different();
        let polls = std::cell::Cell::new(0);
        let cancel = || polls.replace(polls.get() + 1) >= most;
        match pump(end(1, &a), end(2, &b), &mut |_, _| {}, &cancel) {
            Ok((ours, _)) => {
                assert!(ours.is_complete() && most > 30);
                break;
            }
            Err(error) => assert!(matches!(error, PumpError::Cancelled), "{error:?}"),
        }
        assert!(synchronize(&a, &b).unwrap().0.is_complete(), "cancelled after {most}");
        let digest = |replica: &MemoryReplica| replica.inventory().unwrap().records_digest();
        assert_eq!(digest(&a), digest(&b));
    }
}

#[test]
fn a_shard_travels_in_whichever_form_is_smaller() {
    let (a, b) = (MemoryReplica::new(), MemoryReplica::new());
    create(&a, shard(1), 1, 100);
    synchronize(&a, &b).unwrap();
    let whole = |replica: &MemoryReplica| replica.snapshot(&shard(1)).unwrap().bytes.len() as u64;

    edit(&a, shard(1), 1, 0, "one", 1);
    let (ours, _) = synchronize(&a, &b).unwrap();
    assert!(ours.sent.bytes() * 4 < whole(&a), "{} bytes for one edit of {}", ours.sent.bytes(), whole(&a));

    for n in 0..300 {
        edit(&a, shard(1), 1, n % 100, "many", n as i64);
    }
    let (ours, _) = synchronize(&a, &b).unwrap();
    assert!(ours.sent.bytes() <= whole(&a), "{} bytes for 300 edits of {}", ours.sent.bytes(), whole(&a));
    assert_eq!(ours.sent.counts.changed, 100);
}
