//! Attachments that several bring, that are cut, and that are not what they were.

use super::*;

#[test]
fn a_photo_that_was_cut_continues_where_it_was() {
    let (a, b) = (MemoryReplica::new(), MemoryReplica::new());
    photo(&a, shard(1), 1, content(1, 500_000));
    let mut pump = Pump::new(end(1, &a), end(2, &b)).unwrap();
    while b.wanted().unwrap().first().is_none_or(|want| want.held < 200_000) {
        assert_ne!(pump.step().unwrap(), Step::Finished);
    }
    drop(pump);
    let held = b.wanted().unwrap()[0].held;
    let (ours, _) = synchronize(&a, &b).unwrap();
    assert_eq!(ours.sent.bytes(), 500_000 - held);
    assert_eq!((ours.sent.attachments, ours.sent.shards), (1, 0));
    assert!(ours.is_complete());
}

#[test]
fn a_photo_that_two_bring_at_once_is_counted_once() {
    let [a, b, c] = std::array::from_fn(|_| MemoryReplica::new());
    let id = photo(&a, shard(1), 1, content(1, 1_000_000));
    synchronize(&a, &b).unwrap();
    let mut pumps = [Pump::new(end(1, &a), end(3, &c)).unwrap(), Pump::new(end(2, &b), end(3, &c)).unwrap()];
    let mut finished = [false; 2];
    while finished != [true; 2] {
        for (pump, finished) in pumps.iter_mut().zip(&mut finished) {
            *finished = *finished || pump.step().unwrap() == Step::Finished;
        }
    }
    assert_eq!(c.held(&[id]).unwrap(), [Some(1_000_000)]);
    let outcomes = pumps.map(|pump| pump.into_outcomes().unwrap());
    assert_eq!(outcomes.iter().map(|(_, theirs)| theirs.received.attachments).sum::<u64>(), 1);
    let complete = outcomes.iter().filter(|(ours, theirs)| ours.is_complete() && theirs.is_complete());
    assert_eq!(complete.count(), 1, "the other does not say that the photo is there");
    let coming = |(ours, theirs): &(Outcome, Outcome)| (ours.photos.coming_there, theirs.photos.coming_here);
    let mut coming: Vec<_> = outcomes.iter().map(coming).collect();
    coming.sort_unstable();
    assert_eq!(coming, [(0, 0), (1, 1)]);
}

/// Four that hold the same records of 20 photos, of 100,000 bytes each; the last lacks the photos.
fn three_with_photos_and_one_without() -> ([MemoryReplica; 3], MemoryReplica, Vec<AttachmentId>) {
    let with: [MemoryReplica; 3] = std::array::from_fn(|_| MemoryReplica::new());
    let without = MemoryReplica::with_policy(MediaPolicy::Nothing);
    let photos = (1..=20).map(|n| photo(&with[0], shard(n), 1, content(n, 100_000))).collect();
    for other in [&with[1], &with[2], &without] {
        assert!(synchronize(&with[0], other).unwrap().0.records_equal);
    }
    without.set_policy(MediaPolicy::Everything);
    (with, without, photos)
}

#[test]
fn photos_that_three_hold_come_once_when_all_are_asked_at_the_same_time() {
    let ([a, b, c], d, photos) = three_with_photos_and_one_without();
    let mut pumps = [(1, &a), (2, &b), (3, &c)].map(|(n, one)| Pump::new(end(n, one), end(9, &d)).unwrap());
    let mut finished = [false; 3];
    while finished != [true; 3] {
        for (pump, finished) in pumps.iter_mut().zip(&mut finished) {
            *finished = *finished || pump.step().unwrap() == Step::Finished;
        }
    }
    assert!(d.held(&photos).unwrap().iter().all(|size| *size == Some(100_000)));
    let outcomes = pumps.map(|pump| pump.into_outcomes().unwrap());
    let received: Vec<_> = outcomes.iter().map(|(_, theirs)| theirs.received).collect();
    assert_eq!(received.iter().map(|moved| moved.bytes()).sum::<u64>(), 20 * 100_000);
    assert_eq!(received.iter().map(|moved| moved.attachments).sum::<u64>(), 20);
    assert!(outcomes.iter().all(|(ours, theirs)| ours.records_equal && theirs.photos.missing_here == 0));
    assert_eq!(outcomes.iter().map(|(_, theirs)| theirs.photos.coming_here).sum::<u64>(), 2 * 20);
}

#[test]
fn what_was_left_to_a_session_that_is_cut_comes_from_the_next_one() {
    let ([a, b, _], d, photos) = three_with_photos_and_one_without();
    let mut first = Pump::new(end(1, &a), end(9, &d)).unwrap();
    while d.wanted_count().unwrap() > 10 {
        assert_ne!(first.step().unwrap(), Step::Finished);
    }
    let freed = d.claims().unwrap().freed();
    let (ours, theirs) = synchronize(&b, &d).unwrap();
    assert_eq!((ours.photos.coming_there, theirs.photos.coming_here, theirs.received.bytes()), (10, 10, 0));
    assert_eq!(d.claims().unwrap().freed(), freed, "the first one still fetches");
    drop(first);
    assert!(d.claims().unwrap().freed() > freed);
    let (_, theirs) = synchronize(&b, &d).unwrap();
    assert!(theirs.is_complete() && d.wanted().unwrap().is_empty());
    assert!((10 * 100_000 - 61_440..=10 * 100_000).contains(&theirs.received.bytes()), "{theirs:?}");
    assert!(d.held(&photos).unwrap().iter().all(|size| *size == Some(100_000)));
}

#[test]
fn a_photo_that_is_not_where_one_asks_first_is_left_to_nobody() {
    let ([a, b, _], d, photos) = three_with_photos_and_one_without();
    let empty = MemoryReplica::with_policy(MediaPolicy::Nothing);
    synchronize(&a, &empty).unwrap();
    let mut first = Pump::new(end(1, &empty), end(9, &d)).unwrap();
    while first.step().unwrap() != Step::Finished {}
    // Both are over in either order: what the first one claimed and did not get is free when it knows that.
    let (_, theirs) = synchronize(&b, &d).unwrap();
    assert_eq!((theirs.received.attachments, theirs.photos.coming_here), (20, 0));
    assert_eq!(first.into_outcomes().unwrap().1.photos.on_neither, photos.len() as u64);
}

#[test]
fn a_rotten_photo_is_put_away_by_its_holder_and_not_called_complete() {
    let (a, b) = (MemoryReplica::new(), MemoryReplica::new());
    let id = photo(&a, shard(1), 1, content(1, 100_000));
    let good = photo(&a, shard(2), 1, content(2, 10_000));
    assert!(a.rot_content(&id));
    let (ours, theirs) = synchronize(&a, &b).unwrap();
    assert!(ours.records_equal && !ours.is_complete() && !theirs.is_complete());
    assert_eq!((ours.photos.missing_there, theirs.photos.missing_here), (1, 1));
    assert_eq!(a.held(&[id]).unwrap(), [None]);
    assert_eq!(b.held(&[id, good]).unwrap(), [None, Some(10_000)]);
    let (ours, theirs) = synchronize(&a, &b).unwrap();
    assert_eq!((ours.photos.on_neither, theirs.photos.on_neither), (1, 1));
    assert!(ours.photos.complete);
}

/// A photo of 3 MB with a preview of 50 kB and a thumbnail of 5, held by a replica: their ids in this order.
fn photo_with_renditions(replica: &MemoryReplica, in_shard: ShardId, seed: u8) -> [AttachmentId; 3] {
    let sizes = [3_000_000, 50_000, 5_000];
    let kinds = [seed, seed + 100, seed + 200];
    let [original, preview, thumbnail] = std::array::from_fn(|n| replica.add_content(content(kinds[n], sizes[n])));
    let variant = |id, size| Some(VariantRecord { id, size });
    let record = AttachmentRecord {
        media_type: "image/jpeg".into(),
        size: 3_000_000,
        name: None,
        created: None,
        preview: variant(preview, 50_000),
        thumbnail: variant(thumbnail, 5_000),
    };
    let observation = NewObservation { attachments: [(original, record)].into(), ..NewObservation::default() };
    replica
        .write(in_shard, ShardKind::OBSERVATIONS, device(seed), |writer| writer.create(vec![observation], NOW))
        .unwrap();
    [original, preview, thumbnail]
}

#[test]
fn whoever_wants_previews_gets_previews_and_after_a_switch_the_originals_and_no_more() {
    let (everything, previews) = (MemoryReplica::new(), MemoryReplica::with_policy(MediaPolicy::Previews));
    let ids = photo_with_renditions(&everything, shard(1), 1);
    let own = photo_with_renditions(&previews, shard(2), 2);
    let sound = photo(&everything, shard(3), 1, content(9, 20_000));
    let video = photo(&everything, shard(4), 1, content(10, 2_000_000));

    let totals = |outcome: &Outcome| (outcome.sent.attachments, outcome.received.attachments);
    let (ours, theirs) = synchronize(&everything, &previews).unwrap();
    assert!(ours.is_complete() && theirs.is_complete());
    // Preview, thumbnail and what is small and has none; and the other's photo as a whole.
    assert_eq!((totals(&ours), totals(&theirs)), ((3, 3), (3, 3)));
    assert_eq!((ours.photos.on_neither, theirs.photos.on_neither), (0, 0));
    let held = |replica: &MemoryReplica, ids: &[AttachmentId]| -> Vec<bool> {
        replica.held(ids).unwrap().iter().map(Option::is_some).collect()
    };
    assert_eq!(held(&previews, &ids), [false, true, true]);
    assert_eq!(held(&previews, &[sound, video]), [true, false]);
    assert_eq!(held(&everything, &own), [true, true, true]);
    let (again, _) = synchronize(&everything, &previews).unwrap();
    assert!(again.is_complete() && again.sent.bytes() + again.received.bytes() == 0, "{again:?}");

    previews.set_policy(MediaPolicy::Everything);
    let (ours, _) = synchronize(&everything, &previews).unwrap();
    assert_eq!((totals(&ours), ours.sent.bytes(), ours.received.bytes()), ((2, 0), 5_000_000, 0));
    assert!(ours.is_complete() && held(&previews, &ids) == [true; 3]);
    previews.set_policy(MediaPolicy::Previews);
    let (again, _) = synchronize(&everything, &previews).unwrap();
    assert_eq!((again.sent, again.received), Default::default());
}

#[test]
fn what_neither_holds_is_counted_once_whoever_wants_it() {
    let [holder, everything, previews, other] = std::array::from_fn(|_| MemoryReplica::new());
    previews.set_policy(MediaPolicy::Previews);
    other.set_policy(MediaPolicy::Nothing);
    let ids = photo_with_renditions(&holder, shard(1), 1);
    // The records go on with somebody who wants no photos.
    synchronize(&holder, &other).unwrap();
    synchronize(&other, &everything).unwrap();
    synchronize(&other, &previews).unwrap();
    let (ours, theirs) = synchronize(&everything, &previews).unwrap();
    // One wants three contents, the other two of the same.
    assert_eq!((ours.photos.on_neither, theirs.photos.on_neither), (3, 3));
    assert!(ours.photos.complete && theirs.photos.complete);

    let (ours, theirs) = synchronize(&holder, &previews).unwrap();
    assert_eq!((ours.sent.attachments, theirs.photos.on_neither), (2, 0));
    let (ours, theirs) = synchronize(&previews, &everything).unwrap();
    assert_eq!((ours.sent.attachments, theirs.received.attachments, theirs.photos.on_neither), (2, 2, 1));
    assert_eq!(everything.held(&ids).unwrap(), [None, Some(50_000), Some(5_000)]);
}
