//! Merging: foreign shards come in whole, in part, twice, from many threads.

use super::*;

#[test]
fn merging_counts_what_changed_and_merging_again_changes_nothing() {
    let (_a, ana) = store(ANA);
    let (_m, marco) = store(MARCO);
    let made = ana.create_observations(many(3), NOW).unwrap();
    let counts = merge(&marco, snapshots(&ana));
    assert_eq!((counts.new, counts.changed, counts.deleted, counts.conflicts), (3, 0, 0, 0));
    assert_eq!(everything(&marco), everything(&ana));
    let counter = marco.commit_counter().unwrap();
    assert_eq!(merge(&marco, snapshots(&ana)), Default::default());
    assert_eq!(marco.commit_counter().unwrap(), counter);

    // Both edit the first, Ana deletes the second and creates one more.
    ana.edit(&made[0].id, &write_notes("Ana"), NOW).unwrap();
    ana.delete(&made[1].id, NOW).unwrap();
    create(&ana, noted("new"));
    marco.edit(&made[0].id, &write_notes("Marco"), NOW).unwrap();
    let (to_marco, to_ana) = (deltas(&ana, &marco), deltas(&marco, &ana));
    let counts = merge(&marco, to_marco);
    assert_eq!((counts.new, counts.changed, counts.deleted, counts.conflicts), (1, 1, 1, 1));
    merge(&ana, to_ana);
    assert_eq!(ana.inventory().unwrap().records_digest(), marco.inventory().unwrap().records_digest());
    assert_eq!(everything(&ana), everything(&marco));
    let disputed = ana.list(&Query { conflicts: true, ..Query::default() }).unwrap();
    assert_eq!(disputed[0].conflicts[0].field, FieldName::Notes);
    assert_eq!(ana.totals().unwrap().conflicted, 1);
    assert!(marco.check(&mut |_, _| ()).unwrap().is_sound());
}

#[test]
fn snapshots_merge_into_shards_edited_on_both_sides() {
    let (_a, ana) = store(ANA);
    let (_m, marco) = store(MARCO);
    let made = ana.create_observations(many(2), NOW).unwrap();
    merge(&marco, snapshots(&ana));
    ana.edit(&made[0].id, &write_notes("Ana"), NOW).unwrap();
    marco.edit(&made[1].id, &write_notes("Marco"), NOW).unwrap();
    let from_ana = snapshots(&ana);
    merge(&ana, snapshots(&marco));
    merge(&marco, from_ana);
    assert_eq!(ana.inventory().unwrap(), marco.inventory().unwrap());
    assert_eq!(everything(&ana), everything(&marco));
    assert_eq!(everything(&ana).iter().filter(|o| o.notes.as_deref() != Some("number 0")).count(), 2);
}

#[test]
fn merges_from_many_threads_into_one_shard_keep_every_change() {
    let (_a, ana) = store(ANA);
    let made = ana.create_observations(many(8), NOW).unwrap();
    let others: Vec<_> = (1..=8).map(|n| store(DeviceId::from_bytes([n; 32]))).collect();
    for ((_, other), observation) in others.iter().zip(&made) {
        merge(other, snapshots(&ana));
        other.edit(&observation.id, &write_notes("edited"), NOW).unwrap();
    }
    let batches: Vec<_> = others.iter().map(|(_, other)| deltas(other, &ana)).collect();
    std::thread::scope(|scope| {
        for batch in batches {
            let ana = &ana;
            scope.spawn(move || merge(ana, batch));
        }
        for n in 0..5 {
            ana.edit(&made[0].id, &Edit { category: Some(Some(format!("c{n}"))), ..Edit::default() }, NOW).unwrap();
        }
    });
    let read = everything(&ana);
    assert!(read.iter().all(|o| o.notes.as_deref() == Some("edited")), "{read:?}");
    assert_eq!(ana.observation(&made[0].id).unwrap().unwrap().category.as_deref(), Some("c4"));
    assert!(ana.check(&mut |_, _| ()).unwrap().is_sound());
}

#[test]
fn one_shard_twice_in_a_batch_is_merged_twice() {
    let (_a, ana) = store(ANA);
    let (_m, marco) = store(MARCO);
    let observation = create(&ana, noted("first"));
    let mut batch = snapshots(&ana);
    ana.edit(&observation.id, &write_notes("second"), NOW).unwrap();
    batch.extend(snapshots(&ana));
    merge(&marco, batch);
    assert_eq!(marco.observation(&observation.id).unwrap().unwrap().notes.as_deref(), Some("second"));
    assert_eq!(marco.inventory().unwrap(), ana.inventory().unwrap());
}

#[test]
fn a_refused_shard_changes_nothing_and_does_not_stop_the_others() {
    let (_a, ana) = store(ANA);
    let (_m, marco) = store(MARCO);
    ana.create_observations(many(300), NOW).unwrap();
    let mut batch = snapshots(&ana);
    let intact = batch.clone();
    let refused = batch[0].shard;
    let Content::Snapshot(bytes) = &mut batch[0].content else { panic!("a snapshot") };
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x10;
    let merged = marco.merge(batch).unwrap();
    assert!(merged[0].result.is_err() && merged[1..].iter().all(|merged| merged.result.is_ok()));
    assert_eq!(merged.len(), 2);
    let state = marco.inventory().unwrap().get(&refused).map(|entry| entry.state.clone());
    assert_eq!(state, Some(ShardState::Declined(DeclineReason::Refused)));
    merge(&marco, intact);
    assert_eq!(marco.inventory().unwrap(), ana.inventory().unwrap());
    assert_eq!(everything(&marco), everything(&ana));
}

#[test]
fn kinds_that_nobody_knows_yet_are_kept_counted_and_handed_on() {
    let (_a, ana) = store(ANA);
    let (_m, marco) = store(MARCO);
    let shard = Shard::create(ShardId::from_bytes([3; 16]), ShardKind::new(77));
    let incoming = Incoming {
        shard: shard.id(),
        kind: shard.kind(),
        heads: shard.heads(),
        content: Content::Snapshot(shard.save()),
    };
    merge(&ana, vec![incoming]);
    merge(&marco, snapshots(&ana));
    assert_eq!(marco.snapshot(&shard.id()).unwrap().heads, shard.heads());
    assert!(everything(&marco).is_empty());
    create(&marco, noted("of a kind that is known"));
    let totals = marco.totals().unwrap();
    assert_eq!((totals.shards, totals.unread_shards), (2, 1));
    assert!(marco.check(&mut |_, _| ()).unwrap().is_sound());
}

#[test]
fn what_others_brought_is_unseen_until_it_is_seen_and_what_one_made_never_is() {
    let (_a, ana) = store(ANA);
    let (_m, marco) = store(MARCO);
    let made = ana.create_observations(many(3), NOW).unwrap();
    create(&marco, noted("Marco's own"));
    let before = marco.commit_counter().unwrap();
    merge(&marco, snapshots(&ana));
    let unseen = || Query { arrived: Some(Arrived::Unseen), deleted: Deleted::All, ..Query::default() };
    let since = |counter| Query { arrived: Some(Arrived::Since(counter)), ..unseen() };
    assert_eq!(marco.count(&unseen()).unwrap(), 3);
    assert_eq!(marco.count(&since(before)).unwrap(), 3);
    assert_eq!(ana.count(&unseen()).unwrap(), 0);
    let marked = |store: &Store| -> Vec<_> {
        let list = store.list_marked(&Query::default()).unwrap();
        list.into_iter().filter(|one| one.unseen).map(|one| one.observation.id).collect()
    };
    assert_eq!(marked(&marco).len(), 3);

    let counter = marco.commit_counter().unwrap();
    marco.mark_seen(&made[0].id).unwrap();
    assert_eq!(marco.commit_counter().unwrap(), counter, "nothing that others could learn changed");
    assert!(!marked(&marco).contains(&made[0].id));
    marco.mark_all_seen().unwrap();
    assert_eq!(marco.count(&unseen()).unwrap(), 0);
    assert_eq!(marco.count(&since(before)).unwrap(), 3, "what came stays listed");

    // One edit and one deletion come; an edit of one's own is seen.
    ana.edit(&made[0].id, &write_notes("Ana"), NOW).unwrap();
    ana.delete(&made[1].id, NOW).unwrap();
    merge(&marco, deltas(&ana, &marco));
    marco.edit(&made[2].id, &write_notes("Marco"), NOW).unwrap();
    let came = marco.list(&unseen()).unwrap();
    assert_eq!(came.len(), 2);
    assert!(came.iter().all(|one| one.id == made[0].id || one.id == made[1].id));
    assert_eq!(marco.list(&since(counter)).unwrap(), came);
    marco.rebuild(&mut |_, _| ()).unwrap();
    assert_eq!(marco.list(&unseen()).unwrap(), came);
}

#[test]
fn a_card_in_the_shard_of_another_device_is_not_shown() {
    let (_dir, store) = store(ANA);
    let card = DeviceCard {
        device: MARCO,
        name: "Marco".to_owned(),
        kind: Some(DeviceKind::Phone),
        program: String::new(),
        x25519: [1; 32],
        ed25519: [2; 32],
        sessions: BTreeMap::new(),
    };
    let bring = |id| {
        let mut writer = Shard::create(id, ShardKind::DEVICE_CARD).write_as(MARCO);
        writer.write_card(&card, NOW).unwrap();
        let (kind, heads, bytes) = (ShardKind::DEVICE_CARD, writer.shard().heads(), writer.shard().save());
        let merged =
            store.merge(vec![Incoming { shard: id, kind, heads, content: Content::Snapshot(bytes) }]).unwrap();
        assert!(merged[0].result.is_ok());
    };
    bring(ShardId::from_bytes([1; 16]));
    bring(ShardId::of_card(&project().id, &ANA));
    assert_eq!(*store.cards().unwrap(), []);
    bring(ShardId::of_card(&project().id, &MARCO));
    assert_eq!(*store.cards().unwrap(), [card]);
}
