//! A database that this version of the tables wrote once, kept so that every later program opens it
//! (`tests/data/README.md`).

use super::*;

const FOLDER: &str = "version-4";

fn folder() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(FOLDER)
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    fs_err::create_dir_all(to).unwrap();
    for entry in fs_err::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs_err::copy(entry.path(), target).unwrap();
        }
    }
}

/// What is pinned of the kept database.
fn told(store: &Store) -> serde_json::Value {
    let inventory = store.inventory().unwrap();
    let observations = everything(store);
    let notes = observations.iter().map(|observation| observation.notes.clone());
    let totals = store.totals().unwrap();
    serde_json::json!({
        "records_digest": hex(&inventory.records_digest().0),
        "media_digest": hex(&store.media_digest(AttachmentClass::Original).unwrap().0),
        "observations": [totals.live, totals.deleted, totals.conflicted],
        "attachments": [totals.attachments_referenced, totals.attachments_present],
        "notes": notes.collect::<std::collections::BTreeSet<_>>(),
        "sessions": store.sessions().unwrap().len(),
        "compared": store.compared().unwrap().len(),
        "shards": [totals.shards, totals.unread_shards],
        "policy": format!("{:?}", store.media_policy().unwrap()),
        "configurations": store.configurations().unwrap().len(),
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_database_of_this_version_is_opened_for_ever() {
    let pinned: serde_json::Value =
        serde_json::from_slice(&fs_err::read(folder().with_extension("json")).unwrap()).unwrap();
    let here = tempfile::tempdir().unwrap();
    let directory = here.path().join("project");
    copy(&folder(), &directory);

    let store = Store::open(&directory, ANA).unwrap();
    assert_eq!(told(&store), pinned);
    assert!(store.check(&mut |_, _| ()).unwrap().is_sound());
    for observation in everything(&store) {
        assert!(!store.history(&observation.id).unwrap().is_empty());
    }
    let before = everything(&store);
    let edited = store.edit(&before[0].id, &write_notes("written by a later program"), NOW).unwrap();
    assert_eq!(edited.notes.as_deref(), Some("written by a later program"));
    create(&store, noted("recorded by a later program"));

    let (_other, marco) = super::store(MARCO);
    merge(&marco, snapshots(&store));
    assert_eq!(marco.inventory().unwrap().records_digest(), store.inventory().unwrap().records_digest());
}

#[test]
#[ignore = "writes the kept database anew, which ends what it is kept for: only with a new version of the tables"]
fn write_the_kept_database_anew() {
    let here = tempfile::tempdir().unwrap();
    let directory = here.path().join("project");
    let ana = Store::create(&directory, project(), ANA, NOW).unwrap();
    let (_other, marco) = store(MARCO);
    let (photo, size) = ana.add_attachment(&b"a photo of a ceiba"[..]).unwrap();
    let shared = create(&ana, with_photo(photo, size));
    let ceiba = NewObservation {
        position: Some(Position::point(-0.99, -77.81).unwrap()),
        category: Some("tree".to_owned()),
        notes: Some("an old ceiba".to_owned()),
        source: Some(Source { kind: "mapeo".to_owned(), id: "1".to_owned() }),
        ..NewObservation::default()
    };
    let ceiba = create(&ana, ceiba);
    let gone = create(&ana, noted("a camp that is gone"));
    create(&marco, noted("what Marco saw"));
    merge(&marco, snapshots(&ana));
    marco.edit(&ceiba.id, &write_notes("a young ceiba"), NOW).unwrap();
    ana.edit(&ceiba.id, &write_notes("a very old ceiba"), NOW).unwrap();
    marco.delete(&gone.id, NOW).unwrap();
    merge(&ana, deltas(&marco, &ana));
    ana.mark_seen(&shared.id).unwrap();
    ana.set_media_policy(MediaPolicy::Previews).unwrap();
    ana.compare(&MARCO, "Marco's laptop", NOW).unwrap();
    ana.meet(&Met { device: MARCO, store_id: marco.store_id(), counter: 3 }, NOW).unwrap();
    let records_digest = ana.inventory().unwrap().records_digest();
    let session = SessionRecord {
        device: MARCO,
        store_id: marco.store_id(),
        records_digest,
        observations: 3,
        at: NOW,
        via: Via::Lan,
    };
    ana.enter(|books| books.session(&session, &marco.inventory().unwrap())).unwrap();
    ana.catch_up_indexes(Duration::MAX).unwrap();
    let pinned = serde_json::to_vec_pretty(&told(&ana)).unwrap();
    // Closing moves the log into the database.
    drop(ana);
    let connection = rusqlite::Connection::open(directory.join("project.db")).unwrap();
    connection.execute_batch("PRAGMA journal_mode = delete; VACUUM; PRAGMA journal_mode = wal;").unwrap();
    drop(connection);
    if folder().exists() {
        fs_err::remove_dir_all(folder()).unwrap();
    }
    copy(&directory, &folder());
    fs_err::write(folder().with_extension("json"), pinned).unwrap();
}
