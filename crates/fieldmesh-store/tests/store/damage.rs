//! Damage: a spoilt shard stands alone, and the tables can be made anew.

use super::*;

#[test]
fn a_bit_that_flipped_damages_its_shard_and_no_other() {
    let (_a, ana) = store(ANA);
    let (_m, marco) = store(MARCO);
    let made = ana.create_observations(many(300), NOW).unwrap();
    merge(&marco, snapshots(&ana));
    database(&marco)
        .execute_batch(
            "UPDATE snapshots SET bytes = CAST(substr(bytes, 1, 99) || x'FF' || substr(bytes, 101) AS BLOB)
             WHERE shard = (SELECT min(shard) FROM snapshots)",
        )
        .unwrap();
    let report = marco.check(&mut |_, _| ()).unwrap();
    assert_eq!(report.damaged_shards.len(), 1);
    let damaged = report.damaged_shards[0];
    assert!(matches!(marco.load(&damaged), Err(ReplicaError::Damaged { .. })));
    let inventory = marco.inventory().unwrap();
    assert_eq!(inventory.get(&damaged).unwrap().state, ShardState::Declined(DeclineReason::Damaged));
    assert_eq!(inventory.iter().filter(|(_, entry)| entry.heads().is_some()).count(), 1);
    // Still readable, and whole again once somebody brings it.
    assert_eq!(everything(&marco).len(), 300);
    let other = made.iter().find(|o| o.id.shard != damaged).unwrap();
    marco.edit(&other.id, &write_notes("fine"), NOW).unwrap();
    assert_eq!(marco.rebuild(&mut |_, _| ()).unwrap().damaged_shards, [damaged]);
    assert!(marco.inventory().unwrap().get(&damaged).is_none());
    assert_eq!(everything(&marco).len(), 300);
    merge(&marco, snapshots(&ana));
    assert!(marco.check(&mut |_, _| ()).unwrap().is_sound());
    assert_eq!(everything(&marco).len(), 300);
}

#[test]
fn spoilt_bytes_are_not_handed_on() {
    let (_a, ana) = store(ANA);
    let (_m, marco) = store(MARCO);
    ana.create_observations(many(300), NOW).unwrap();
    merge(&marco, snapshots(&ana));
    let first = *marco.inventory().unwrap().iter().next().unwrap().0;
    let bytes = marco.snapshot(&first).unwrap().bytes;
    let put = |bytes: &[u8]| {
        let number = "(SELECT number FROM shards WHERE id = ?2)";
        let update = format!("UPDATE snapshots SET bytes = ?1 WHERE shard = {number}");
        database(&marco).execute(&update, (bytes, first.as_bytes())).unwrap();
    };
    for at in (0..bytes.len()).step_by(97) {
        let mut spoilt = bytes.clone();
        spoilt[at] ^= 0x10;
        put(&spoilt);
        assert!(matches!(marco.snapshot(&first), Err(ReplicaError::Damaged { .. })), "bit of byte {at}");
        let state = marco.inventory().unwrap().get(&first).unwrap().state.clone();
        assert_eq!(state, ShardState::Declined(DeclineReason::Damaged));
        database(&marco).execute_batch("UPDATE shards SET declined = NULL").unwrap();
    }
    // The other one goes on, and a whole copy takes the place of the spoilt one.
    assert!(marco.snapshot(&first).is_err());
    assert_eq!(snapshots(&marco).len(), 1);
    merge(&marco, snapshots(&ana));
    assert_eq!(marco.snapshot(&first).unwrap().bytes, bytes);
    assert!(marco.check(&mut |_, _| ()).unwrap().is_sound());
}

#[test]
fn creation_goes_on_in_another_shard_when_the_open_one_is_damaged() {
    let (_dir, store) = store(ANA);
    let first = create(&store, noted("first"));
    let directory = store.directory().to_owned();
    database(&store).execute_batch("UPDATE snapshots SET bytes = x'00'").unwrap();
    drop(store);
    let store = Store::open(&directory, ANA).unwrap();
    let second = create(&store, noted("second"));
    assert_ne!(first.id.shard, second.id.shard);
    let state = store.inventory().unwrap().get(&first.id.shard).unwrap().state.clone();
    assert_eq!(state, ShardState::Declined(DeclineReason::Damaged));
    assert_eq!(everything(&store).len(), 2);
}

#[test]
fn a_damaged_shard_does_not_stop_a_merge() {
    let (_a, ana) = store(ANA);
    let (_m, marco) = store(MARCO);
    let made = ana.create_observations(many(300), NOW).unwrap();
    merge(&marco, snapshots(&ana));
    for observation in [&made[0], &made[299]] {
        ana.edit(&observation.id, &write_notes("edited"), NOW).unwrap();
    }
    let incoming = deltas(&ana, &marco);
    database(&marco).execute_batch("DELETE FROM snapshots WHERE shard = 1").unwrap();
    let merged = marco.merge(incoming).unwrap();
    assert_eq!(merged.iter().filter(|merged| merged.result.is_ok()).count(), 1);
    assert_eq!(marco.list(&Query { search: Some("edited".into()), ..Query::default() }).unwrap().len(), 1);
    let declined = ShardState::Declined(DeclineReason::Damaged);
    assert_eq!(marco.inventory().unwrap().iter().filter(|(_, entry)| entry.state == declined).count(), 1);
}

#[test]
fn what_was_written_after_the_spoilt_bytes_outlives_them() {
    let (_a, ana) = store(ANA);
    let (_m, marco) = store(MARCO);
    let made = ana.create_observations(many(40), NOW).unwrap();
    merge(&marco, snapshots(&ana));
    // Told to nobody: it stands in a change of its own.
    marco.edit(&made[0].id, &write_notes("only here"), NOW).unwrap();
    database(&marco).execute_batch("UPDATE snapshots SET bytes = x'00'").unwrap();
    assert_eq!(marco.check(&mut |_, _| ()).unwrap().damaged_shards, [made[0].id.shard]);
    merge(&marco, snapshots(&ana));
    assert!(marco.check(&mut |_, _| ()).unwrap().is_sound());
    assert_eq!(marco.observation(&made[0].id).unwrap().unwrap().notes.as_deref(), Some("only here"));
    assert_eq!(everything(&marco).len(), 40);
    merge(&ana, deltas(&marco, &ana));
    assert_eq!(ana.inventory().unwrap(), marco.inventory().unwrap());
}

#[test]
fn a_shard_that_others_wrote_to_is_not_filled_further() {
    let (_a, ana) = store(ANA);
    let (_m, marco) = store(MARCO);
    let first = create(&ana, noted("first"));
    assert_eq!(create(&ana, noted("same shard")).id.shard, first.id.shard);
    merge(&marco, snapshots(&ana));
    assert_eq!(create(&ana, noted("still the same")).id.shard, first.id.shard);
    marco.edit(&first.id, &write_notes("Marco"), NOW).unwrap();
    merge(&ana, deltas(&marco, &ana));
    assert_ne!(create(&ana, noted("a new one")).id.shard, first.id.shard);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever two devices do, rows say what the shards say after every step, and after an exchange both
    /// hold the same, with nothing lost.
    #[test]
    fn rows_follow_the_shards_and_exchanged_stores_are_equal(
        steps in prop::collection::vec((0..2_usize, 0..6_u8, any::<prop::sample::Index>()), 5..25)
    ) {
        let ((_a, ana), (_m, marco)) = (store(ANA), store(MARCO));
        let stores = [ana, marco];
        let mut made = Vec::new();
        for (at, action, pick) in steps {
            let (here, there) = (&stores[at], &stores[1 - at]);
            let known: Vec<_> = everything(here);
            match action {
                0 | 1 => made.push(create(here, noted("new")).id),
                2 if !known.is_empty() => {
                    let id = known[pick.index(known.len())].id;
                    here.edit(&id, &write_notes(&format!("{at} {}", made.len())), NOW).map(drop).or_else(unchanged).unwrap();
                }
                3 if !known.is_empty() => {
                    let id = known[pick.index(known.len())].id;
                    here.delete(&id, NOW).map(drop).or_else(unchanged).unwrap();
                }
                4 => { merge(there, deltas(here, there)); }
                5 => { merge(there, snapshots(here)); }
                _ => {}
            }
            let report = here.check(&mut |_, _| ()).unwrap();
            prop_assert!(report.is_sound(), "{:?}", report);
        }
        merge(&stores[0], snapshots(&stores[1]));
        merge(&stores[1], deltas(&stores[0], &stores[1]));
        prop_assert_eq!(stores[0].inventory().unwrap(), stores[1].inventory().unwrap());
        let (ours, theirs) = (everything(&stores[0]), everything(&stores[1]));
        prop_assert_eq!(&ours, &theirs);
        made.sort_unstable();
        prop_assert_eq!(ours.iter().map(|o| o.id).collect::<Vec<_>>(), made);
        for store in &stores {
            let report = store.check(&mut |_, _| ()).unwrap();
            prop_assert!(report.is_sound(), "{:?}", report);
        }
    }
}

#[test]
fn a_rebuild_gives_the_same_rows_and_mends_spoilt_ones() {
    let (_dir, store) = store(ANA);
    let made = store.create_observations(many(300), NOW).unwrap();
    store.edit(&made[3].id, &write_notes("edited"), NOW).unwrap();
    store.delete(&made[4].id, NOW).unwrap();
    let rows = |connection: &rusqlite::Connection| -> Vec<(i64, i64, i64, Vec<u8>)> {
        let mut statement = connection.prepare("SELECT row, local, flags, record FROM observations").unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)));
        rows.unwrap().map(Result::unwrap).collect()
    };
    let (before, totals) = (rows(&database(&store)), store.totals().unwrap());
    assert_eq!(store.rebuild(&mut |_, _| ()).unwrap().stale_rows, 0);
    assert_eq!(rows(&database(&store)), before);

    database(&store)
        .execute_batch(
            "UPDATE observations SET flags = 3 WHERE row % 7 = 0; DELETE FROM observations WHERE row % 11 = 5;
             UPDATE shards SET live = 1; DELETE FROM names; DELETE FROM places;",
        )
        .unwrap();
    let mut last = (0, 0);
    let report = store.rebuild(&mut |done, total| last = (done, total)).unwrap();
    assert!(report.stale_rows > 40 && report.observations == 300, "{report:?}");
    assert_eq!(last, (2, 2));
    let by_local = |mut rows: Vec<(i64, i64, i64, Vec<u8>)>| {
        rows.sort_by_key(|row| row.1);
        rows.into_iter().map(|row| (row.1, row.2, row.3)).collect::<Vec<_>>()
    };
    assert_eq!(by_local(rows(&database(&store))), by_local(before));
    assert_eq!(store.totals().unwrap(), totals);
    assert_eq!(store.find(&made[9].id.to_string()).unwrap(), [made[9].id]);
    assert!(store.check(&mut |_, _| ()).unwrap().is_sound());
}

#[test]
fn a_spoilt_line_of_a_shard_never_gives_its_records_another_author() {
    let (_dir, store) = store(ANA);
    let made = store.create_observations(many(20), NOW).unwrap();
    let spoil = || database(&store).execute_batch("UPDATE shards SET usual = x'FF'").unwrap();

    spoil();
    let listed = store.list(&Query::default());
    assert!(matches!(listed, Err(ReplicaError::Damaged { .. })), "{listed:?}");
    assert_eq!(store.check(&mut |_, _| ()).unwrap().stale_rows, 20);
    assert_eq!(store.rebuild(&mut |_, _| ()).unwrap().stale_rows, 20);
    let sorted = |mut list: Vec<Observation>| {
        list.sort_by_key(|observation| observation.id);
        list
    };
    assert_eq!(sorted(store.list(&Query::default()).unwrap()), sorted(made.clone()));

    spoil();
    let edited = store.edit(&made[3].id, &write_notes("edited"), NOW).unwrap();
    assert_eq!(store.observation(&made[3].id).unwrap(), Some(edited));
    assert_eq!(store.observation(&made[4].id).unwrap().as_ref(), Some(&made[4]));
    assert!(store.check(&mut |_, _| ()).unwrap().is_sound());
}
