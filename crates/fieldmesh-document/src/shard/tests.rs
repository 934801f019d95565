use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, ScalarValue};

use super::*;
use crate::guard::{Announced, admit_stored};
use crate::observation::{Conflict, FieldName, Scalar, Source, TagValue};
use crate::{
    AttachmentId, AttachmentRecord, Edit, Fingerprint, Moment, NewObservation, Position, Timestamp, VariantRecord,
};

const ANA: DeviceId = DeviceId::from_bytes([0xA; 32]);
const BEN: DeviceId = DeviceId::from_bytes([0xB; 32]);

fn empty() -> Shard {
    Shard::create(ShardId::from_bytes([1; 16]), ShardKind::OBSERVATIONS)
}

fn at(seconds: i64) -> Timestamp {
    Timestamp(seconds * 1000)
}

/// A shard with one observation by Ana, made at 10 s.
fn one() -> (Shard, LocalId) {
    let mut writer = empty().write_as(ANA);
    let written = writer.create(vec![full()], at(10)).unwrap();
    (writer.into_shard(), written.touched[0])
}

fn full() -> NewObservation {
    NewObservation {
        created_at: Some(Moment { at: Timestamp(9_500), zone: Some(-300) }),
        observed_at: Some(Moment { at: Timestamp(-1), zone: None }),
        configuration: Some(Fingerprint { algorithm: 0, hash: [3; 32] }),
        position: Some(Position::point(-1.48, 0.0).unwrap().with_accuracy(5.0).unwrap()),
        category: Some("camp".into()),
        tags: [
            ("roof".to_owned(), TagValue::from("gone")),
            ("people".to_owned(), TagValue::from(3)),
            ("empty".to_owned(), TagValue::from("")),
            ("none".to_owned(), TagValue::One(Scalar::Null)),
            ("wood".to_owned(), TagValue::List(vec![Scalar::Text("oak".into()), Scalar::Float(0.5)])),
        ]
        .into(),
        notes: Some("roof gone".into()),
        attachments: [(AttachmentId::of(b"photo"), record())].into(),
        metadata: Some(r#"{"provider":"gps"}"#.into()),
        source: Some(Source { kind: "mapeo".into(), id: "f0".into() }),
        local: None,
    }
}

fn record() -> AttachmentRecord {
    let variant = |size| Some(VariantRecord { id: AttachmentId::of(b"small"), size });
    AttachmentRecord {
        media_type: "image/jpeg".into(),
        size: 5,
        name: Some("a.jpg".into()),
        created: Some(Timestamp(7)),
        preview: variant(4),
        thumbnail: variant(3),
    }
}

fn notes(text: &str) -> Edit {
    Edit { notes: Some(Some(text.into())), ..Edit::default() }
}

fn tag(key: &str, value: Option<TagValue>) -> Edit {
    Edit { tags: [(key.to_owned(), value)].into(), ..Edit::default() }
}

fn edited(shard: &Shard, by: DeviceId, id: &LocalId, edit: &Edit, at: Timestamp) -> Shard {
    let mut writer = shard.clone().write_as(by);
    writer.edit(id, edit, at).unwrap();
    writer.into_shard()
}

fn deleted(shard: &Shard, by: DeviceId, id: &LocalId, at: Timestamp) -> Shard {
    let mut writer = shard.clone().write_as(by);
    writer.delete(id, at).unwrap();
    writer.into_shard()
}

fn restored(shard: &Shard, by: DeviceId, id: &LocalId, at: Timestamp) -> Shard {
    let mut writer = shard.clone().write_as(by);
    writer.restore(id, at).unwrap();
    writer.into_shard()
}

fn merged(one: &Shard, other: &Shard) -> Shard {
    let mut doc = one.doc.clone();
    doc.merge(&mut other.doc.clone()).unwrap();
    Shard::from_doc(one.id, one.kind, doc)
}

fn conflicts(shard: &Shard, id: &LocalId) -> Vec<Conflict> {
    shard.observation(id).unwrap().conflicts
}

fn values(conflict: &Conflict) -> Vec<Option<&str>> {
    let mut values: Vec<_> = conflict.values.iter().map(|value| value.value.as_deref()).collect();
    values.sort_unstable();
    values
}

#[test]
fn everything_written_is_read() {
    let (shard, id) = one();
    let read = shard.observation(&id).unwrap();
    let wrote = full();
    assert_eq!(read.created_at, wrote.created_at.unwrap());
    assert_eq!(read.observed_at, wrote.observed_at);
    assert_eq!(read.configuration, wrote.configuration);
    assert_eq!(read.position, wrote.position);
    assert_eq!(read.category, wrote.category);
    assert_eq!(read.tags, wrote.tags);
    assert_eq!(read.notes, wrote.notes);
    assert_eq!(read.attachments, wrote.attachments);
    assert_eq!(read.metadata, wrote.metadata);
    assert_eq!(read.source, wrote.source);
    assert_eq!((read.updated_at, read.author, read.editor), (at(10), Some(ANA), Some(ANA)));
    assert_eq!((read.deleted_at, read.conflicts.len()), (None, 0));
    assert_eq!(shard.observations(), [read]);
}

// The table of conflict rules of docs/document-schema.md, section 6, row by row.

#[test]
fn edits_of_different_fields_merge() {
    let (base, id) = one();
    let a = edited(&base, ANA, &id, &notes("a"), at(20));
    let b = edited(&base, BEN, &id, &tag("roof", Some("b".into())), at(21));
    let read = merged(&a, &b).observation(&id).unwrap();
    assert_eq!((read.notes.as_deref(), &read.tags["roof"]), (Some("a"), &TagValue::from("b")));
    assert_eq!((read.conflicts.len(), read.editor, read.updated_at), (0, Some(BEN), at(21)));
    assert_eq!(read.author, Some(ANA));
}

#[test]
fn different_values_of_one_field_stay_with_author_and_time() {
    let (base, id) = one();
    let a = edited(&base, ANA, &id, &notes("a"), at(20));
    let b = edited(&base, BEN, &id, &notes("b"), at(21));
    let read = merged(&a, &b).observation(&id).unwrap();
    let [conflict] = read.conflicts.as_slice() else { panic!("{:?}", read.conflicts) };
    assert_eq!(conflict.field, FieldName::Notes);
    let shown = read.notes.map(|notes| format!("{notes:?}"));
    assert_eq!(conflict.values[0].value, shown);
    for value in &conflict.values {
        let of_ana = value.value.as_deref() == Some(r#""a""#);
        assert_eq!((value.author, value.at), if of_ana { (Some(ANA), at(20)) } else { (Some(BEN), at(21)) });
    }
    assert_eq!(values(conflict), [Some(r#""a""#), Some(r#""b""#)]);
    assert_eq!(merged(&a, &b).observations(), merged(&b, &a).observations());
}

#[test]
fn every_field_a_person_edits_can_be_in_conflict() {
    let (base, id) = one();
    let edit = |n: i32| Edit {
        position: Some(Some(Position::point(f64::from(n), 1.0).unwrap())),
        category: Some(Some(n.to_string())),
        observed_at: Some(Some(Moment::utc(at(n.into())))),
        notes: Some(Some(n.to_string())),
        tags: [("wood".to_owned(), Some(TagValue::List(vec![Scalar::Int(n.into())])))].into(),
        ..Edit::default()
    };
    let merged = merged(&edited(&base, ANA, &id, &edit(1), at(20)), &edited(&base, BEN, &id, &edit(2), at(20)));
    let fields: Vec<_> = conflicts(&merged, &id).into_iter().map(|conflict| conflict.field).collect();
    let tag = FieldName::Tag("wood".into());
    assert_eq!(fields, [FieldName::Position, FieldName::Category, FieldName::ObservedAt, tag, FieldName::Notes]);
    let settled = edited(&merged, ANA, &id, &edit(2), at(30));
    assert_eq!(conflicts(&settled, &id), []);
    assert_eq!(settled.observation(&id).unwrap().category.as_deref(), Some("2"));
}

#[test]
fn equal_values_are_no_conflict() {
    let (base, id) = one();
    let list = || tag("wood", Some(TagValue::List(vec![Scalar::Int(1)])));
    let (a, b) = (edited(&base, ANA, &id, &notes("x"), at(20)), edited(&base, BEN, &id, &notes("x"), at(20)));
    let (a, b) = (edited(&a, ANA, &id, &list(), at(21)), edited(&b, BEN, &id, &list(), at(21)));
    assert_eq!(conflicts(&merged(&a, &b), &id), []);
}

#[test]
fn writing_another_field_settles_nothing() {
    let (base, id) = one();
    let a = edited(&base, ANA, &id, &notes("a"), at(20));
    let b = edited(&base, BEN, &id, &notes("b"), at(20));
    let merged = merged(&a, &b);
    let other = edited(&merged, ANA, &id, &tag("roof", None), at(30));
    assert_eq!(conflicts(&other, &id), conflicts(&merged, &id));
    assert!(!conflicts(&merged, &id).is_empty());
    assert!(!other.observation(&id).unwrap().tags.contains_key("roof"));
}

#[test]
fn a_removal_against_an_edit_is_a_conflict() {
    let (base, id) = one();
    let cleared = Edit { category: Some(None), ..tag("roof", None) };
    let a = edited(&base, ANA, &id, &cleared, at(20));
    assert_eq!(a.observation(&id).unwrap().category, None);
    let changed = Edit { category: Some(Some("b".into())), ..tag("roof", Some("b".into())) };
    let b = edited(&base, BEN, &id, &changed, at(20));
    let found = conflicts(&merged(&a, &b), &id);
    assert_eq!(found.iter().map(values).collect::<Vec<_>>(), [[None, Some(r#""b""#)], [None, Some(r#""b""#)]]);
}

#[test]
fn an_edit_that_a_deletion_did_not_know_of_is_a_conflict() {
    let (base, id) = one();
    let a = deleted(&base, ANA, &id, at(20));
    let b = edited(&base, BEN, &id, &notes("b"), at(21));
    let both = merged(&a, &b);
    let read = both.observation(&id).unwrap();
    assert!(read.is_deleted());
    let [conflict] = read.conflicts.as_slice() else { panic!("{:?}", read.conflicts) };
    assert_eq!((&conflict.field, values(conflict)), (&FieldName::Deleted, vec![None, Some("20000")]));
    assert_eq!((conflict.values[0].author, conflict.values[1].author), (Some(ANA), Some(BEN)));

    let restored = restored(&both, BEN, &id, at(30)).observation(&id).unwrap();
    assert_eq!((restored.is_deleted(), restored.conflicts.len()), (false, 0));
    assert_eq!(restored.notes.as_deref(), Some("b"));
    // By a clock that runs behind the deletion it settles.
    let deleted = deleted(&both, BEN, &id, at(5)).observation(&id).unwrap();
    assert_eq!((deleted.is_deleted(), deleted.conflicts.len()), (true, 0));
}

#[test]
fn a_deletion_that_knew_of_the_edit_is_no_conflict() {
    let (base, id) = one();
    let b = edited(&base, BEN, &id, &notes("b"), at(21));
    let after = deleted(&b, ANA, &id, at(5));
    assert_eq!(conflicts(&after, &id), []);
    let later = edited(&after, BEN, &id, &notes("c"), at(6));
    assert_eq!(conflicts(&later, &id), []);
    assert!(later.observation(&id).unwrap().is_deleted());
}

#[test]
fn two_deletions_that_did_not_know_of_each_other_are_one() {
    let (base, id) = one();
    let both = merged(&deleted(&base, ANA, &id, at(20)), &deleted(&base, BEN, &id, at(30)));
    let read = both.observation(&id).unwrap();
    assert_eq!((read.is_deleted(), read.conflicts.len()), (true, 0));
    assert!(matches!(both.write_as(ANA).delete(&id, at(40)), Err(WriteError::Empty)));
}

#[test]
fn a_deletion_against_a_restoration_is_a_conflict() {
    let (base, id) = one();
    let gone = deleted(&base, ANA, &id, at(20));
    let a = restored(&gone, ANA, &id, at(30));
    let other = merged(&gone, &edited(&base, BEN, &id, &notes("b"), at(21)));
    let b = deleted(&other, BEN, &id, at(31));
    let both = merged(&a, &b);
    assert_eq!(values(&conflicts(&both, &id)[0]), [None, Some("31000")]);
    assert_eq!(conflicts(&restored(&both, ANA, &id, at(40)), &id), []);
    assert_eq!(conflicts(&deleted(&both, ANA, &id, at(40)), &id), []);
}

#[test]
fn an_attachment_added_beats_its_removal() {
    let (base, id) = one();
    let photo = AttachmentId::of(b"photo");
    let remove = Edit { remove_attachments: [photo].into(), ..Edit::default() };
    let a = edited(&base, ANA, &id, &remove, at(20));
    assert!(a.observation(&id).unwrap().attachments.is_empty());
    let add = Edit { add_attachments: [(photo, record())].into(), ..Edit::default() };
    let b = edited(&edited(&base, BEN, &id, &remove, at(20)), BEN, &id, &add, at(21));
    let read = merged(&a, &b).observation(&id).unwrap();
    assert_eq!(read.attachments, [(photo, record())].into());
    assert_eq!(read.conflicts, []);
}

#[test]
fn a_deletion_that_knew_of_the_edit_settles_for_one_that_did_not() {
    let (base, id) = one();
    let a = deleted(&base, ANA, &id, at(20));
    let b = edited(&base, BEN, &id, &notes("b"), at(21));
    assert_eq!(conflicts(&merged(&a, &b), &id).len(), 1);
    let knowing = deleted(&b, BEN, &id, at(22));
    assert_eq!(conflicts(&merged(&a, &knowing), &id), []);
}

#[test]
fn attachments_added_on_both_sides_are_kept_and_one_record_of_each_is_shown() {
    let (base, id) = one();
    let add = |content: &[u8], size| Edit {
        add_attachments: [(AttachmentId::of(content), AttachmentRecord { size, ..record() })].into(),
        ..Edit::default()
    };
    let a = edited(&edited(&base, ANA, &id, &add(b"same", 1), at(20)), ANA, &id, &add(b"a", 1), at(20));
    let b = edited(&edited(&base, BEN, &id, &add(b"same", 2), at(20)), BEN, &id, &add(b"b", 1), at(20));
    let read = merged(&a, &b).observation(&id).unwrap();
    assert_eq!((read.attachments.len(), read.conflicts.len()), (4, 0));
    assert_eq!(Some(read), merged(&b, &a).observation(&id));
}

#[test]
fn of_one_id_made_twice_every_device_shows_the_same_map() {
    let local = Some(LocalId::from_bytes([5; 8]));
    let make = |by, text: &str| {
        let mut writer = empty().write_as(by);
        writer.create(vec![NewObservation { local, ..NewObservation::default() }.notes(text)], at(10)).unwrap();
        writer.into_shard()
    };
    let (a, b) = (make(ANA, "a"), make(BEN, "b"));
    assert_eq!(merged(&a, &b).observations(), merged(&b, &a).observations());
    assert_eq!(merged(&a, &b).observations().len(), 1);
}

// What other programs write.

#[test]
fn what_javascript_writes_is_read() {
    let (base, id) = one();
    let mut doc = base.doc.clone();
    doc.set_actor(ActorId::from([9; 16]));
    let object = base.object_of(&id).unwrap();
    let options = |(): &()| CommitOptions::default().with_time(50);
    doc.transact_with::<_, _, automerge::AutomergeError, _>(options, |tx| {
        for (key, value) in [
            ("notes", "by text"),
            ("category", "river"),
            ("position", r#"{"type":"Point","coordinates":[-77,-1]}"#),
            ("observed_at", r#"{"at":5}"#),
        ] {
            let text = tx.put_object(&object, key, ObjType::Text)?;
            tx.splice_text(&text, 0, 0, value)?;
        }
        tx.put(&object, "created_at", 12.0)?;
        tx.put(&object, "zone", ScalarValue::Uint(60))?;
        let (_, tags) = tx.get(&object, "tags")?.unwrap();
        let text = tx.put_object(&tags, "roof", ObjType::Text)?;
        tx.splice_text(&text, 0, 0, "palm")?;
        let list = tx.put_object(&tags, "wood", ObjType::List)?;
        let item = tx.insert_object(&list, 0, ObjType::Text)?;
        tx.splice_text(&item, 0, 0, "oak")?;
        tx.put(&tags, "new", ScalarValue::Unknown { type_code: 14, bytes: vec![1] })?;
        Ok(())
    })
    .unwrap();
    let read = Shard::from_doc(base.id, base.kind, doc).observation(&id).unwrap();
    assert_eq!((read.notes.as_deref(), read.category.as_deref()), (Some("by text"), Some("river")));
    assert_eq!(read.position, Some(Position::point(-1.0, -77.0).unwrap()));
    assert_eq!(read.observed_at, Some(Moment::utc(Timestamp(5))));
    assert_eq!(read.created_at, Moment { at: Timestamp(12), zone: Some(60) });
    assert_eq!(read.tags["roof"], TagValue::from("palm"));
    assert_eq!(read.tags["wood"], TagValue::List(vec![Scalar::Text("oak".into())]));
    assert_eq!(read.tags["new"], TagValue::One(Scalar::Unknown));
    assert_eq!((read.author, read.editor), (Some(ANA), None));
}

#[test]
fn a_shard_that_javascript_saved_is_admitted_and_read() {
    let announced = Announced { shard: empty().id, kind: ShardKind::OBSERVATIONS, heads: Heads::default() };
    let saved = include_bytes!("../../tests/data/javascript.automerge");
    let shard = admit_stored(saved, &[], &announced).unwrap();
    let [new, edited] = shard.observations().try_into().unwrap();
    assert_eq!((new.category.as_deref(), new.author, new.editor), (Some("river"), None, None));
    assert_eq!(new.position, Some(Position::point(2.0, 1.0).unwrap()));
    assert_eq!(new.created_at, Moment::utc(Timestamp(1_700_000_100_000)));
    assert_eq!(new.tags, [("a".to_owned(), TagValue::One(Scalar::Null))].into());
    assert_eq!((edited.author, edited.editor), (Some(DeviceId::from_bytes([1; 32])), None));
    assert_eq!((edited.notes.as_deref(), edited.updated_at), (Some("from js"), at(1_700_000_100)));
    assert_eq!(edited.tags["wood"].to_json(), serde_json::json!(["oak", "ash"]));
    assert_eq!(edited.tags["half"].to_json(), serde_json::json!(0.5));
    assert_eq!(edited.tags["people"], TagValue::from(4));
}

#[test]
fn malformed_fields_are_absent_and_can_be_written_over() {
    let (base, id) = one();
    let mut doc = base.doc.clone();
    doc.set_actor(ActorId::from([9; 16]));
    let object = base.object_of(&id).unwrap();
    let observations = base.root_map(root::OBSERVATIONS).unwrap();
    doc.transact::<_, _, automerge::AutomergeError>(|tx| {
        for key in ["position", "created_at", "zone", "notes", "source", "configuration", "observed_at"] {
            tx.put(&object, key, ScalarValue::Bytes(vec![0xFF]))?;
        }
        for key in ["tags", "attachments", "category", "metadata"] {
            tx.put(&object, key, "{")?;
        }
        tx.put_object(&object, "deleted_at", ObjType::Map)?;
        tx.put(&observations, "not an id", 1)?;
        tx.put(&observations, "0000000000000000", 1)
    })
    .unwrap();
    let shard = Shard::from_doc(base.id, base.kind, doc);
    let read = shard.observation(&id).unwrap();
    assert_eq!((read.position, read.notes, read.category.as_deref()), (None, None, Some("{")));
    assert_eq!((read.tags.len(), read.attachments.len(), read.deleted_at), (0, 0, None));
    assert_eq!(shard.observations().len(), 1);
    let shard = edited(&shard, BEN, &id, &tag("roof", Some("new".into())), at(40));
    assert_eq!(shard.observation(&id).unwrap().tags, [("roof".to_owned(), "new".into())].into());
}

// What is asked of a shard as a whole.

#[test]
fn only_what_a_holder_lacks_is_given_dependencies_first() {
    let (base, id) = one();
    let later = edited(&edited(&base, ANA, &id, &notes("1"), at(20)), BEN, &id, &notes("2"), at(30));
    let chunks = later.changes_since(&base.heads());
    assert_eq!(chunks.len(), 2);
    let hashes = later.change_hashes();
    assert_eq!(hashes.len(), 4);
    assert_eq!(later.changes(&[hashes[3], ChangeHash([0; 32]), hashes[2]]), chunks);
    assert_eq!(later.changes_since(&later.heads()), Vec::<Vec<u8>>::new());
    let mut doc = base.doc.clone();
    for chunk in chunks {
        doc.apply_changes([automerge::Change::from_bytes(chunk).unwrap()]).unwrap();
    }
    assert_eq!(Heads::of(&doc), later.heads());
    assert!(later.contains_all(&hashes) && !base.contains_all(&hashes));
}

#[test]
fn what_a_write_returns_is_the_change_it_made() {
    let (base, id) = one();
    let mut writer = base.clone().write_as(BEN);
    let written = writer.edit(&id, &notes("b"), at(20)).unwrap();
    assert_eq!(writer.shard().changes_since(&base.heads()), [written.change.as_slice()]);
    assert_eq!(writer.shard().heads(), Heads::new([written.hash]));
    assert_eq!(written.touched, [id]);
}

#[test]
fn heads_without_their_ancestors_are_the_frontier() {
    let (base, id) = one();
    let (a, b) = (edited(&base, ANA, &id, &notes("a"), at(20)), edited(&base, BEN, &id, &notes("b"), at(20)));
    let both = merged(&a, &b);
    assert_eq!(both.frontier(&a.heads().union(&base.heads())), Some(a.heads()));
    assert_eq!(both.frontier(&a.heads().union(&b.heads())), Some(both.heads()));
    assert_eq!(a.frontier(&b.heads()), None);
}

#[test]
fn a_writer_made_from_a_copy_of_a_written_shard_has_another_actor() {
    let (base, id) = one();
    let mut first = base.write_as(ANA);
    first.edit(&id, &notes("1"), at(20)).unwrap();
    let copy = first.shard().clone();
    let second = edited(&copy, ANA, &id, &notes("2"), at(21));
    first.edit(&id, &notes("3"), at(21)).unwrap();
    assert_eq!(conflicts(&merged(first.shard(), &second), &id).len(), 1);
}

#[test]
fn only_observations_whose_state_differs_are_touched() {
    let mut writer = empty().write_as(ANA);
    let ids = writer.create(vec![full(), full(), full(), full(), full()], at(10)).unwrap().touched;
    let base = writer.into_shard();
    assert_eq!(base.touched_since(&Heads::default()).len(), 5);
    assert_eq!(base.touched_since(&base.heads()), []);
    let photo = Edit { remove_attachments: [AttachmentId::of(b"photo")].into(), ..Edit::default() };
    let list = tag("wood", Some(TagValue::List(vec![Scalar::Null])));
    let next = edited(&edited(&base, ANA, &ids[0], &photo, at(20)), ANA, &ids[1], &list, at(21));
    let next = deleted(&next, ANA, &ids[2], at(22));
    let mut expected = ids[..3].to_vec();
    expected.sort();
    assert_eq!(next.touched_since(&base.heads()), expected);
    // A conflict that appears changes neither the value nor, by its earlier clock, the time.
    let other = edited(&base, BEN, &ids[1], &tag("wood", Some("x".into())), at(1));
    let both = merged(&next, &other);
    assert_eq!(both.touched_since(&next.heads()), [ids[1]]);
    // A deletion of what is deleted already, by an earlier clock, changes nothing.
    let again = deleted(&base, BEN, &ids[2], at(12));
    assert!(merged(&next, &again).touched_since(&next.heads()).len() <= 1);
}

#[test]
fn an_edit_of_what_is_there_already_writes_nothing() {
    let (base, id) = one();
    let heads = base.heads();
    let mut writer = base.write_as(BEN);
    let wood = full().tags["wood"].clone();
    for edit in [notes("roof gone"), tag("wood", Some(wood)), tag("absent", None), Edit::default()] {
        assert!(matches!(writer.edit(&id, &edit, at(20)), Err(WriteError::Empty)));
    }
    assert!(matches!(writer.restore(&id, at(20)), Err(WriteError::Empty)));
    assert!(matches!(writer.create(Vec::new(), at(20)), Err(WriteError::Empty)));
    assert_eq!(writer.shard().heads(), heads);
}

#[test]
fn every_version_is_in_the_history() {
    let (base, id) = one();
    let a = edited(&base, ANA, &id, &notes("a"), at(30));
    let b = edited(&base, BEN, &id, &tag("roof", Some("b".into())), at(20));
    let end = deleted(&merged(&a, &b), BEN, &id, at(5));
    let history = end.history(&id);
    let seen: Vec<_> = history.iter().map(|version| (version.author, version.at)).collect();
    assert_eq!(seen, [(Some(ANA), at(10)), (Some(BEN), at(20)), (Some(ANA), at(30)), (Some(BEN), at(5))]);
    assert_eq!(history[1].observation.notes, full().notes);
    assert_eq!(history[2].observation.notes.as_deref(), Some("a"));
    assert_eq!(history[2].observation.tags, full().tags);
    assert!(history[3].observation.is_deleted());
    assert_eq!(end.observation_at(&id, &history[0].change), base.observation(&id));
    assert_eq!(end.observation_at(&id, &ChangeHash([0; 32])), None);
}

#[test]
fn writes_that_may_not_be_are_refused_and_change_nothing() {
    let (base, id) = one();
    let heads = base.heads();
    let mut writer = base.write_as(ANA);
    let long = "x".repeat(limits::MAX_TEXT_BYTES + 1);
    assert!(matches!(writer.edit(&id, &notes(&long), at(20)), Err(WriteError::TooLarge { have: 65_537, .. })));
    let nan = tag("a", Some(TagValue::One(Scalar::Float(f64::NAN))));
    assert!(matches!(writer.edit(&id, &nan, at(20)), Err(WriteError::NotFinite { .. })));
    let unknown = tag("a", Some(TagValue::One(Scalar::Unknown)));
    assert!(matches!(writer.edit(&id, &unknown, at(20)), Err(WriteError::Unknown { .. })));
    let twice = NewObservation { local: Some(id), ..NewObservation::default() };
    assert!(matches!(writer.create(vec![twice], at(20)), Err(WriteError::Exists(_))));
    let moon = Moment { at: at(0), zone: Some(1_081) };
    let elsewhere = Edit { observed_at: Some(Some(moon)), ..Edit::default() };
    assert!(matches!(writer.edit(&id, &elsewhere, at(20)), Err(WriteError::TooLarge { have: 1_081, .. })));
    let absent = LocalId::from_bytes([0; 8]);
    assert!(matches!(writer.edit(&absent, &notes("a"), at(20)), Err(WriteError::NotFound(_))));
    assert_eq!(writer.shard().heads(), heads);
}

#[test]
fn local_writes_stop_at_a_quarter_of_what_the_guard_admits() {
    let mut writer = empty().write_as(ANA);
    let new = || vec![NewObservation::default(); limits::MAX_OBSERVATIONS / limits::LOCAL_PART];
    let id = writer.create(new(), at(10)).unwrap().touched[0];
    assert!(writer.shard().is_full_for_creator());
    let refused = writer.create(vec![NewObservation::default()], at(10)).unwrap_err();
    assert!(matches!(refused, WriteError::Full { what: "observations", have: 1_024, limit: 1_024 }));
    // Text that does not compress.
    let mut seed = [0; 32];
    let mut written = 0;
    let refused = loop {
        let mut text = String::new();
        while text.len() < limits::MAX_TEXT_BYTES {
            seed = *blake3::hash(&seed).as_bytes();
            text.push_str(&data_encoding::BASE64.encode(&seed));
        }
        text.truncate(limits::MAX_TEXT_BYTES);
        match writer.edit(&id, &notes(&text), at(20)) {
            Ok(_) => written += 1,
            Err(refused) => break refused,
        }
        assert!(written < 100);
    };
    assert!(matches!(refused, WriteError::Full { what: "bytes", .. }), "{refused}");
    assert!(written > 10, "{written}");
    assert!(writer.shard().save().len() <= limits::MAX_SAVED_BYTES / limits::LOCAL_PART);
}

#[test]
fn equal_values_among_many_are_shown_once_and_each_write_is_a_version() {
    let (base, id) = one();
    let mut all = base.clone();
    for n in 0..60_u8 {
        let by = DeviceId::from_bytes([n; 32]);
        let edited = edited(&base, by, &id, &notes(&format!("{}", n / 2)), at(20));
        all = merged(&all, &edited);
    }
    let found = conflicts(&all, &id);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].values.len(), 30);
    assert_eq!(all.history(&id).len(), 61);
}
