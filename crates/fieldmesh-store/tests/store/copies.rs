//! Sessions and copies: who else holds what, and which copy this is.

use fieldmesh_testkit::copy_folder;

use super::*;

#[test]
fn sessions_say_what_exists_only_here() {
    let (_dir, store) = store(ANA);
    let made = store.create_observations(many(5), NOW).unwrap();
    assert_eq!(store.only_here().unwrap(), 5);
    let session = |store_id| SessionRecord {
        device: MARCO,
        store_id: StoreId::new(store_id),
        records_digest: store.inventory().unwrap().records_digest(),
        observations: 5,
        at: NOW,
        via: Via::Lan,
    };
    let (first, held) = (session(1), store.inventory().unwrap());
    store.enter(|books| books.session(&first, &held)).unwrap();
    assert_eq!((store.only_here().unwrap(), store.sessions().unwrap()), (0, vec![first.clone()]));
    store.edit(&made[0].id, &write_notes("newer"), NOW).unwrap();
    assert_eq!(store.only_here().unwrap(), 5);
    // What was held before the edit says nothing of it.
    store.enter(|books| books.session(&first, &held)).unwrap();
    assert_eq!(store.only_here().unwrap(), 5);
    store.enter(|books| books.session(&session(1), &store.inventory().unwrap())).unwrap();
    assert_eq!(store.only_here().unwrap(), 0);
    // Another copy of Marco's data, which holds something else.
    store
        .enter(|books| books.session(&SessionRecord { store_id: StoreId::new(u64::MAX), ..first }, &held))
        .unwrap();
    assert_eq!((store.only_here().unwrap(), store.sessions().unwrap().len()), (5, 2));
}

#[test]
fn what_is_entered_together_is_there_together_or_not_at_all() {
    let (_dir, store) = store(ANA);
    store.create_observations(many(5), NOW).unwrap();
    let (counter, held) = (store.commit_counter().unwrap(), store.inventory().unwrap());
    let session = SessionRecord {
        device: MARCO,
        store_id: StoreId::new(1),
        records_digest: held.records_digest(),
        observations: 5,
        at: NOW,
        via: Via::Lan,
    };
    let stopped = store.enter(|books| -> Result<(), ReplicaError> {
        books.met(&Met { device: MARCO, store_id: StoreId::new(1), counter: 3 }, NOW)?;
        books.session(&session, &held)?;
        Err(ReplicaError::ReadOnly)
    });
    assert!(matches!(stopped, Err(ReplicaError::ReadOnly)));
    assert_eq!((store.sessions().unwrap(), store.only_here().unwrap()), (Vec::new(), 5));
    assert_eq!(store.commit_counter().unwrap(), counter);
}

#[test]
fn what_was_believed_of_a_device_is_dropped_when_its_counter_falls_or_its_store_is_another() {
    let (_dir, store) = store(ANA);
    store.create_observations(many(5), NOW).unwrap();
    let counter = std::cell::Cell::new(0);
    let meet = |store_id, seen| {
        counter.set(counter.get() + 1);
        let met = Met { device: MARCO, store_id: StoreId::new(store_id), counter: seen };
        store.meet(&met, Timestamp(NOW.0 + counter.get())).unwrap();
    };
    let synchronize = |store_id| {
        let session = SessionRecord {
            device: MARCO,
            store_id: StoreId::new(store_id),
            records_digest: store.inventory().unwrap().records_digest(),
            observations: 5,
            at: NOW,
            via: Via::File,
        };
        store.enter(|books| books.session(&session, &store.inventory().unwrap())).unwrap();
        assert_eq!(store.only_here().unwrap(), 0);
    };
    let dropped = || store.gone_back().unwrap().get(&MARCO).map(|at| at.0 - NOW.0);
    // The same copy, further on or where it was, is what was believed.
    meet(1, 10);
    synchronize(1);
    meet(1, 10);
    meet(1, 12);
    assert_eq!((store.only_here().unwrap(), dropped()), (0, None));
    let before = store.commit_counter().unwrap();
    meet(1, 12);
    assert_eq!(store.commit_counter().unwrap(), before, "what is known is not written again");
    // Put back.
    meet(1, 11);
    assert_eq!((store.only_here().unwrap(), dropped()), (5, Some(5)));
    synchronize(1);
    meet(1, 11);
    assert_eq!(store.only_here().unwrap(), 0);
    // Another copy of its data, however far it is, and the first one again.
    meet(2, 1_000);
    assert_eq!((store.only_here().unwrap(), dropped()), (5, Some(7)));
    synchronize(2);
    meet(1, 2_000);
    assert_eq!((store.only_here().unwrap(), dropped()), (5, Some(8)));
    // A number that no store reaches is kept as the largest there is.
    meet(1, u64::MAX);
    synchronize(1);
    meet(1, u64::MAX - 1);
    assert_eq!(store.only_here().unwrap(), 0);
    // Other devices are left alone.
    let met = Met { device: ANA, store_id: StoreId::new(3), counter: 1 };
    store.meet(&met, NOW).unwrap();
    store.meet(&Met { counter: 0, ..met }, NOW).unwrap();
    assert_eq!(store.only_here().unwrap(), 0);
}

#[test]
fn compared_devices_stay_through_rebuild_renewal_and_backup() {
    let (dir, store) = store(ANA);
    assert!(store.compared().unwrap().is_empty());
    create(&store, noted("first"));
    let later = Timestamp(NOW.0 + 1000);
    store.compare(&MARCO, "Marco's laptop", NOW).unwrap();
    store.compare(&ANA, "Ana's old laptop", NOW).unwrap();
    store.compare(&MARCO, "Marco", later).unwrap();
    let known = vec![
        Compared { device: MARCO, name: "Marco".to_owned(), at: later },
        Compared { device: ANA, name: "Ana's old laptop".to_owned(), at: NOW },
    ];
    assert_eq!(store.compared().unwrap(), known);

    store.rebuild(&mut |_, _| {}).unwrap();
    assert_eq!(store.compared().unwrap(), known);
    let (directory, copy) = (store.directory().to_owned(), dir.path().join("copy"));
    store.backup(&copy).unwrap();
    drop(store);
    Store::renew(&directory, MARCO).unwrap();
    for (directory, device) in [(directory, MARCO), (copy, ANA)] {
        assert_eq!(Store::open(&directory, device).unwrap().compared().unwrap(), known);
    }
}

#[test]
fn a_directory_put_back_from_an_older_copy_is_noticed() {
    let (dir, store) = store(ANA);
    let first = create(&store, noted("first"));
    let (id, directory) = (store.store_id(), store.directory().to_owned());
    drop(store);
    let copy = dir.path().join("copy");
    copy_folder(&directory, &copy).unwrap();
    let store = Store::open(&directory, ANA).unwrap();
    assert_eq!(store.store_id(), id);
    create(&store, noted("lost with the disk"));
    let counter = store.commit_counter().unwrap();
    drop(store);

    fs_err::remove_dir_all(&directory).unwrap();
    copy_folder(&copy, &directory).unwrap();
    let store = Store::open(&directory, ANA).unwrap();
    assert!(store.commit_counter().unwrap() < counter);
    let drawn = store.store_id();
    // The file may get the number of the old one again; then only the counter tells.
    let second = create(&store, noted("second"));
    if drawn != id {
        assert_ne!(second.id.shard, first.id.shard);
    }
    drop(store);
    assert_eq!(Store::open(&directory, ANA).unwrap().store_id(), drawn);
    let elsewhere = Store::open(&copy, ANA).unwrap();
    assert_ne!(elsewhere.store_id(), id);
    drop(elsewhere);
    Store::renew(&copy, MARCO).unwrap();
    let renewed = Store::open(&copy, MARCO).unwrap();
    assert_eq!(everything(&renewed), [first]);
    assert_ne!(renewed.store_id(), id);
}

#[test]
fn a_backup_is_a_store_of_its_own() {
    let (dir, store) = store(ANA);
    let (photo, size) = store.add_attachment(&b"photo"[..]).unwrap();
    create(&store, with_photo(photo, size));
    let to = dir.path().join("backup");
    store.backup(&to).unwrap();
    assert!(store.backup(&to).is_err());
    let copy = Store::open(&to, ANA).unwrap();
    assert_eq!(copy.inventory().unwrap(), store.inventory().unwrap());
    assert_eq!(everything(&copy), everything(&store));
    assert_ne!(copy.store_id(), store.store_id());
    assert!(copy.check(&mut |_, _| ()).unwrap().is_sound());
    assert_eq!(copy.read_piece(&photo, 0, 9).unwrap(), b"photo");
}
