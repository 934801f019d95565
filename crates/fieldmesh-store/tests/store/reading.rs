//! Reading: filters, order, indexes.

use super::*;

#[test]
fn queries_filter_order_and_page() {
    let (_dir, store) = store(ANA);
    let place = |latitude, longitude| Some(Position::point(latitude, longitude).unwrap());
    let at = |millis| Some(fieldmesh_document::Moment::utc(Timestamp(millis)));
    let seeds = [
        ("ceiba árbol", "tree", place(-1.0, -77.0), at(1000)),
        ("palma", "tree", place(0.0, 0.0), at(2000)),
        ("campamento", "camp", place(10.0, 179.5), at(3000)),
        ("nowhere", "camp", None, at(4000)),
    ];
    let new = seeds.map(|(notes, category, position, created_at)| NewObservation {
        category: Some(category.to_owned()),
        position,
        created_at,
        ..noted(notes)
    });
    let made = store.create_observations(new.to_vec(), NOW).unwrap();
    let names = |query: Query| -> Vec<String> {
        let list = store.list(&query).unwrap();
        if query.limit.is_none() && query.offset == 0 {
            assert_eq!(store.count(&query).unwrap(), list.len() as u64);
        }
        list.into_iter().map(|o| o.notes.unwrap()).collect()
    };
    let all = Query::default;
    assert_eq!(names(all()), ["nowhere", "campamento", "palma", "ceiba árbol"]);
    assert_eq!(names(Query { limit: Some(2), offset: 1, ..all() }), ["campamento", "palma"]);
    assert_eq!(names(Query { category: Some("tree".into()), ..all() }), ["palma", "ceiba árbol"]);
    let span = Query { since: Some(Timestamp(2000)), until: Some(Timestamp(3000)), ..all() };
    assert_eq!(names(span), ["campamento", "palma"]);
    assert_eq!(names(Query { search: Some("ARBOL".into()), ..all() }), ["ceiba árbol"]);
    assert_eq!(names(Query { search: Some("camp".into()), ..all() }).len(), 2);
    assert!(names(Query { search: Some("\" OR *".into()), ..all() }).is_empty());
    let bounds = |west, south, east, north| Query { bbox: Some(Bounds { west, south, east, north }), ..all() };
    assert_eq!(names(bounds(-78.0, -2.0, -76.0, 0.0)), ["ceiba árbol"]);
    assert_eq!(names(bounds(0.0, 0.0, 0.0, 0.0)), ["palma"]);
    assert_eq!(names(bounds(179.0, 0.0, -179.0, 20.0)), ["campamento"]);
    assert!(names(bounds(0.000_001, 0.0, 1.0, 1.0)).is_empty());

    store.delete(&made[1].id, NOW).unwrap();
    assert_eq!(names(Query { deleted: Deleted::Deleted, ..all() }), ["palma"]);
    assert_eq!(names(Query { category: Some("tree".into()), ..all() }), ["ceiba árbol"]);
    store
        .edit(&made[0].id, &Edit { position: Some(None), notes: Some(Some("roca".into())), ..Edit::default() }, NOW)
        .unwrap();
    assert!(names(bounds(-78.0, -2.0, -76.0, 0.0)).is_empty());
    assert!(names(Query { search: Some("ceiba".into()), ..all() }).is_empty());
    assert_eq!(names(Query { search: Some("roca".into()), ..all() }), ["roca"]);
}

#[test]
fn indexes_catch_up_behind_a_bulk_write() {
    let (_dir, store) = store(ANA);
    let made = store.create_observations(many(600), NOW).unwrap();
    assert_eq!(store.catch_up_indexes(Duration::ZERO).unwrap(), 600);
    let short = made[77].id.short();
    assert!(store.find(&short).unwrap().contains(&made[77].id));
    assert_eq!(store.catch_up_indexes(Duration::ZERO).unwrap(), 0);
    assert_eq!(store.count(&Query { search: Some("number".into()), ..Query::default() }).unwrap(), 600);
    assert!(store.find("7Q").unwrap().is_empty() && store.find("????").unwrap().is_empty());
}

#[test]
fn an_imported_observation_is_found_by_its_source() {
    let (_dir, store) = store(ANA);
    let source = Source { kind: "geojson".to_owned(), id: "42".to_owned() };
    assert_eq!(store.find_source(&source).unwrap(), None);
    let made = create(&store, NewObservation { source: Some(source.clone()), ..NewObservation::default() });
    assert_eq!(store.find_source(&source).unwrap(), Some(made.id));
    store.delete(&made.id, NOW).unwrap();
    assert_eq!(store.find_source(&source).unwrap(), Some(made.id));
}

#[test]
fn the_same_import_on_two_devices_is_shown_as_possible_duplicates() {
    let ((_a, ana), (_b, marco)) = (store(ANA), store(MARCO));
    let imported = |kind: &str, id: &str| NewObservation {
        source: Some(Source { kind: kind.to_owned(), id: id.to_owned() }),
        created_at: Some(fieldmesh_document::Moment::utc(Timestamp(id.len() as i64))),
        ..noted(&format!("{kind} {id}"))
    };
    let both = [imported("geojson", "7"), imported("geojson", "12")];
    let here = ana.create_observations([&both[..], &[imported("mapeo", "7")]].concat(), NOW).unwrap();
    marco.create_observations([&both[..], &[imported("geojson", "8"), noted("own")]].concat(), NOW).unwrap();
    let duplicates = Query { duplicates: true, ..Query::default() };
    assert_eq!((ana.list(&duplicates).unwrap(), ana.count(&duplicates).unwrap()), (vec![], 0));
    merge(&ana, snapshots(&marco));
    let told = |query: &Query| {
        let list = ana.list(query).unwrap();
        assert_eq!(ana.count(&Query { limit: None, ..query.clone() }).unwrap() as usize, list.len());
        list.into_iter().map(|one| (one.notes.unwrap(), one.author.unwrap() == ANA)).collect::<Vec<_>>()
    };
    let notes: Vec<_> = told(&duplicates).into_iter().map(|(notes, _)| notes).collect();
    assert_eq!(notes, ["geojson 12", "geojson 12", "geojson 7", "geojson 7"], "side by side");
    let of_ana = told(&duplicates).into_iter().filter(|(_, by_ana)| *by_ana).count();
    assert_eq!(of_ana, 2, "one of each pair");
    // Deleting one of a pair settles it, for the deleted one as well as for the other.
    ana.delete(&here[1].id, NOW).unwrap();
    assert_eq!(told(&duplicates).len(), 2);
    let found = told(&Query { search: Some("geojson".to_owned()), ..duplicates.clone() });
    assert_eq!(found.len(), 2);
    let deleted = told(&Query { deleted: Deleted::Deleted, ..duplicates.clone() });
    assert_eq!(deleted, [("geojson 12".to_owned(), true)], "what it was deleted for");
    assert_eq!(ana.list(&Query { limit: Some(1), ..duplicates }).unwrap().len(), 1);
}

#[test]
fn places_are_those_of_the_list() {
    let (_d, store) = store(ANA);
    let at = |latitude, category: &str| NewObservation {
        position: Some(Position::point(latitude, -77.5).unwrap()),
        category: Some(category.to_owned()),
        ..NewObservation::default()
    };
    store.create_observations(vec![at(0.0, "tree"), noted("nowhere"), at(-1.5, "camp")], NOW).unwrap();
    let places = |query: &Query| {
        let mut places = Vec::new();
        let take = |place: fieldmesh_store::Place<'_>| {
            places.push((place.id, place.latitude, place.longitude, place.category.map(str::to_owned)));
            std::ops::ControlFlow::Continue(())
        };
        store.for_each_place(query, take).unwrap();
        places
    };
    let listed = store.list(&Query::default()).unwrap();
    let expected: Vec<_> = listed
        .iter()
        .filter_map(|one| {
            let anchor = one.position.as_ref()?.anchor()?;
            Some((one.id, anchor.latitude, anchor.longitude, one.category.clone()))
        })
        .collect();
    assert_eq!(expected.len(), 2);
    assert_eq!(places(&Query::default()), expected);
    assert_eq!(places(&Query { category: Some("tree".to_owned()), ..Query::default() }).len(), 1);
}

/// Every other shard is spoilt: whoever loaded one of them would find it damaged.
#[test]
fn a_history_loads_one_shard_and_an_edit_touches_one() {
    let (_dir, store) = store(ANA);
    let made = store.create_observations(many(1_000), NOW).unwrap();
    let id = made[500].id;
    store.edit(&id, &write_notes("edited"), NOW).unwrap();
    let directory = store.directory().to_owned();
    drop(store);
    let store = Store::open(&directory, ANA).unwrap();
    let spoilt = database(&store)
        .execute(
            "UPDATE snapshots SET bytes = x'00' WHERE shard <> (SELECT number FROM shards WHERE id = ?1)",
            [id.shard.as_bytes()],
        )
        .unwrap();
    assert_eq!(spoilt, 3);
    let before = store.inventory().unwrap();

    let history = store.history(&id).unwrap();
    let notes: Vec<_> = history.iter().map(|version| version.observation.notes.as_deref()).collect();
    assert_eq!(notes, [Some("number 500"), Some("edited")]);
    assert_eq!(store.observation_at(&id, &history[0].change).unwrap().unwrap().notes, made[500].notes);
    assert_eq!(store.inventory().unwrap(), before, "no other shard was found to be damaged");

    store.edit(&id, &write_notes("again"), NOW).unwrap();
    let after = store.inventory().unwrap();
    let differ: Vec<_> = after.iter().filter(|(id, entry)| before.get(id) != Some(*entry)).collect();
    assert!(matches!(differ.as_slice(), [(shard, _)] if **shard == id.shard), "{differ:?}");
    let had = before.get(&id.shard).unwrap().heads().unwrap();
    let changes = store.changes_since(&id.shard, had).unwrap();
    assert_eq!(changes.len(), 1);
    assert!(changes[0].len() < 300, "{} bytes", changes[0].len());
}

/// A session that writes holds the database; a screen that is drawn meanwhile does not wait for it.
#[test]
fn reading_waits_for_nobody_who_writes() {
    let (_dir, store) = store(ANA);
    let observation = create(&store, noted("before"));
    let writer = database(&store);
    writer.execute_batch("BEGIN IMMEDIATE; UPDATE project SET name = 'half written'").unwrap();
    // Each of them would fail as busy, or never return, if it waited.
    assert_eq!(
        store.list(&Query { limit: Some(100), ..Query::default() }).unwrap(),
        std::slice::from_ref(&observation)
    );
    assert_eq!(store.observation(&observation.id).unwrap(), Some(observation.clone()));
    assert_eq!(store.history(&observation.id).unwrap().len(), 1);
    assert_eq!(store.totals().unwrap().live, 1);
    assert_eq!(store.inventory().unwrap().len(), 1);
    assert_eq!(store.project().unwrap().name, "Río Napo");
    writer.execute_batch("ROLLBACK").unwrap();
}
