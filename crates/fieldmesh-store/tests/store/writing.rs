//! Writing: what was acknowledged is there, whoever else writes.

use super::*;

#[test]
fn every_kind_of_write_is_there_after_reopening() {
    let (_dir, store) = store(ANA);
    let kept = create(&store, noted("kept"));
    let edited = create(&store, noted("before"));
    let deleted = create(&store, noted("deleted"));
    let restored = create(&store, noted("restored"));
    let edited = store.edit(&edited.id, &write_notes("after"), NOW).unwrap();
    let deleted = store.delete(&deleted.id, NOW).unwrap();
    store.delete(&restored.id, NOW).unwrap();
    let restored = store.restore(&restored.id, NOW).unwrap();
    let (photo, size) = store.add_attachment(&b"photo"[..]).unwrap();
    let configuration = StoredConfiguration {
        fingerprint: Fingerprint { algorithm: 0, hash: [9; 32] },
        name: "Jungle".to_owned(),
        version: "2.1".to_owned(),
        bytes: vec![1, 2, 3],
    };
    store.set_configuration(&configuration).unwrap();
    store.set_media_policy(MediaPolicy::Previews).unwrap();
    store.rename_project("Napo").unwrap();
    let card = DeviceCard {
        device: ANA,
        name: "Ana's laptop".to_owned(),
        kind: Some(DeviceKind::Laptop),
        program: "fieldmesh 0.1.0".to_owned(),
        x25519: [1; 32],
        ed25519: [2; 32],
        sessions: BTreeMap::new(),
    };
    store.update_card(&card, NOW).unwrap();
    let (id, counter, inventory) = (store.store_id(), store.commit_counter().unwrap(), store.inventory().unwrap());
    let directory = store.directory().to_owned();
    drop(store);
    assert!(!directory.join("project.db-wal").exists(), "a clean exit leaves one file to copy");

    let store = Store::open(&directory, ANA).unwrap();
    for observation in [&kept, &edited, &deleted, &restored] {
        assert_eq!(store.observation(&observation.id).unwrap().as_ref(), Some(observation));
    }
    assert_eq!(edited.notes.as_deref(), Some("after"));
    assert!(deleted.is_deleted() && !restored.is_deleted());
    assert_eq!(everything(&store).len(), 4);
    assert_eq!(store.attachment_state(&photo).unwrap(), AttachmentState::Present { size });
    assert_eq!(store.configuration().unwrap(), Some(configuration.clone()));
    assert_eq!(store.configurations().unwrap(), [configuration]);
    assert_eq!(store.media_policy().unwrap(), MediaPolicy::Previews);
    assert_eq!(store.project().unwrap().name, "Napo");
    assert_eq!(*store.cards().unwrap(), [card]);
    assert_eq!((store.store_id(), store.commit_counter().unwrap()), (id, counter));
    assert_eq!(store.inventory().unwrap(), inventory);
    assert_eq!(store.history(&edited.id).unwrap().len(), 2);
    assert!(store.check(&mut |_, _| ()).unwrap().is_sound());
}

#[test]
fn what_is_no_store_of_this_device_is_refused_by_name() {
    let (dir, store) = store(ANA);
    let directory = store.directory().to_owned();
    assert!(matches!(Store::create(&directory, project(), ANA, NOW), Err(OpenError::Exists { .. })));
    database(&store).pragma_update(None, "user_version", 9).unwrap();
    assert!(matches!(store.rename_project("x"), Err(ReplicaError::Busy)));
    drop(store);
    assert!(matches!(Store::open(&directory, ANA), Err(OpenError::Newer { have: 9, supported: 4 })));
    let connection = rusqlite::Connection::open(directory.join("project.db")).unwrap();
    connection.pragma_update(None, "user_version", 3).unwrap();
    assert!(matches!(Store::open(&directory, ANA), Err(OpenError::Preliminary { have: 3 })));
    connection.pragma_update(None, "user_version", 4).unwrap();
    drop(connection);
    assert!(matches!(Store::open(&directory, MARCO), Err(OpenError::OtherDevice { owner: ANA })));
    assert!(matches!(Store::open(&dir.path().join("none"), ANA), Err(OpenError::NotFound { .. })));
    let junk = dir.path().join("junk");
    fs_err::create_dir(&junk).unwrap();
    fs_err::write(junk.join("project.db"), [0x55; 9000]).unwrap();
    assert!(matches!(Store::open(&junk, ANA), Err(OpenError::NotAStore { .. })));
}

#[test]
fn a_new_shard_is_begun_when_one_is_full() {
    let (_dir, store) = store(ANA);
    store.create_observations(many(250), NOW).unwrap();
    let over = store.create_observations(many(20), NOW).unwrap();
    assert_eq!(
        over.iter().map(|o| o.notes.clone().unwrap()).collect::<Vec<_>>(),
        (0..20).map(|n| format!("number {n}")).collect::<Vec<_>>()
    );
    assert_eq!(store.totals().unwrap().shards, 2);
    let bulk = store.create_observations(many(1000), NOW).unwrap();
    assert_eq!(bulk.len(), 1000);
    assert!(bulk.iter().enumerate().all(|(n, o)| o.notes.as_deref() == Some(format!("number {n}").as_str())));
    let totals = store.totals().unwrap();
    assert_eq!((totals.live, totals.deleted), (1270, 0));
    assert!(totals.shards <= 7, "{} shards", totals.shards);
    assert!(store.check(&mut |_, _| ()).unwrap().is_sound());
}

#[test]
fn two_processes_on_one_directory_lose_nothing() {
    let (_dir, first) = store(ANA);
    let second = Store::open(first.directory(), ANA).unwrap();
    let observation = create(&first, noted("0"));
    for n in 1..=20 {
        let writer = if n % 2 == 0 { &first } else { &second };
        writer.edit(&observation.id, &write_notes(&n.to_string()), NOW).unwrap();
        create(writer, noted("other"));
    }
    let read = second.observation(&observation.id).unwrap().unwrap();
    assert_eq!((read.notes.as_deref(), read.conflicts.len()), (Some("20"), 0));
    assert_eq!(first.observation(&observation.id).unwrap(), Some(read));
    assert_eq!(first.history(&observation.id).unwrap().len(), 21);
    assert_eq!(second.totals().unwrap().live, 21);
    assert!(first.check(&mut |_, _| ()).unwrap().is_sound());
}

#[test]
fn threads_that_write_at_once_lose_nothing() {
    let (_dir, store) = store(ANA);
    let observation = create(&store, noted("start"));
    std::thread::scope(|scope| {
        for n in 0..4 {
            let (store, id) = (&store, &observation.id);
            scope.spawn(move || {
                for _ in 0..5 {
                    create(store, noted("new"));
                    store.edit(id, &write_notes(&format!("{n}")), NOW).map(drop).or_else(unchanged).unwrap();
                }
            });
        }
    });
    assert_eq!(store.totals().unwrap().live, 21);
    assert!(store.check(&mut |_, _| ()).unwrap().is_sound());
}

#[test]
fn a_failed_commit_leaves_store_and_cache_as_before() {
    let (_dir, store) = store(ANA);
    let observation = create(&store, noted("before"));
    let (inventory, counter) = (store.inventory().unwrap(), store.commit_counter().unwrap());
    let other = database(&store);
    other
        .execute_batch(
            "CREATE TRIGGER refuse BEFORE UPDATE OF counter ON project BEGIN SELECT raise(FAIL, 'no'); END",
        )
        .unwrap();
    assert!(store.edit(&observation.id, &write_notes("lost"), NOW).is_err());
    assert!(store.create_observations(many(3), NOW).is_err());
    assert!(store.create_observations(many(300), NOW).is_err());
    assert_eq!(store.inventory().unwrap(), inventory);
    assert_eq!(everything(&store), std::slice::from_ref(&observation));
    other.execute_batch("DROP TRIGGER refuse").unwrap();

    let edited = store.edit(&observation.id, &write_notes("after"), NOW).unwrap();
    assert_eq!(edited.notes.as_deref(), Some("after"));
    assert_eq!(store.history(&observation.id).unwrap().len(), 2);
    assert_eq!(store.commit_counter().unwrap(), counter + 1);
    assert!(store.check(&mut |_, _| ()).unwrap().is_sound());
}

#[test]
fn many_edits_are_compacted_and_keep_their_history() {
    let (_dir, store) = store(ANA);
    let observation = create(&store, noted("start"));
    let text = "x".repeat(4000);
    for n in 0..40 {
        store.edit(&observation.id, &write_notes(&format!("{n} {text}")), NOW).unwrap();
    }
    let (changes, bytes): (i64, i64) = database(&store)
        .query_row("SELECT count(*), sum(length(bytes)) FROM changes", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    assert!(changes < 40 && bytes < 80 << 10, "{changes} changes of {bytes} bytes");
    assert_eq!(store.history(&observation.id).unwrap().len(), 41);
    assert!(store.check(&mut |_, _| ()).unwrap().is_sound());
}

/// As after a newer program wrote to this store, and the older one came back.
#[test]
fn creation_goes_on_in_another_shard_when_the_open_one_is_of_a_newer_version() {
    let (_dir, store) = store(ANA);
    let (shard, kind) = (ShardId::from_bytes([1; 16]), ShardKind::OBSERVATIONS);
    let bytes = include_bytes!("../data/newer.automerge").to_vec();
    let raised = guard::admit_unannounced(&bytes).unwrap();
    assert!(raised.is_newer() && raised.id() == shard);
    let heads = raised.heads();
    merge(&store, vec![Incoming { shard, kind, heads: heads.clone(), content: Content::Snapshot(bytes) }]);
    database(&store).execute_batch("UPDATE shards SET own = 1").unwrap();
    let shown = everything(&store);
    assert_eq!(shown.len(), 2);

    let made = create(&store, noted("by the older program"));
    assert_ne!(made.id.shard, shard);
    assert_eq!(create(&store, noted("again")).id.shard, made.id.shard);
    // What the newer one wrote is shown, handed on, and not written to.
    let id = shown[0].id;
    for refused in [store.edit(&id, &write_notes("no"), NOW), store.delete(&id, NOW)] {
        assert!(matches!(refused, Err(StoreWriteError::Refused(WriteError::Newer))), "{refused:?}");
    }
    assert_eq!(store.snapshot(&shard).unwrap().heads, heads);
    assert_eq!(everything(&store).iter().filter(|observation| observation.id.shard == shard).count(), 2);
    assert!(store.check(&mut |_, _| ()).unwrap().is_sound());
}

#[test]
fn shards_that_a_newer_version_raised_are_counted_without_being_loaded() {
    let (_dir, store) = store(ANA);
    let incoming = |bytes: &[u8]| {
        let shard = guard::admit_unannounced(bytes).unwrap();
        let (id, kind, heads) = (shard.id(), shard.kind(), shard.heads());
        Incoming { shard: id, kind, heads, content: Content::Snapshot(bytes.to_vec()) }
    };
    let counted = || {
        let totals = store.totals().unwrap();
        (totals.shards, totals.unread_shards, totals.live)
    };
    let before = include_bytes!("../../../fieldmesh-document/tests/data/javascript.automerge");
    merge(&store, vec![incoming(before)]);
    create(&store, noted("of this version"));
    let (_, _, live) = counted();
    assert_eq!(counted(), (2, 0, live));
    // It is raised by the change of another; what it holds is shown all the same.
    merge(&store, vec![incoming(include_bytes!("../data/newer.automerge"))]);
    assert_eq!(counted(), (2, 1, live));

    database(&store).execute_batch("UPDATE shards SET schema = 0").unwrap();
    assert_eq!(counted().1, 0, "the line says it, not the shard");
    store.rebuild(&mut |_, _| ()).unwrap();
    assert_eq!(counted(), (2, 1, live));
}
