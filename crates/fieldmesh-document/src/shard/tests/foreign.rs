//! What other programs write.

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, ScalarValue};

use super::*;
use crate::guard::{Announced, admit_stored, read_snapshot};

/// What is read while a shard is admitted is what is read of it afterwards.
fn assert_read_alike(shard: &Shard) {
    let announced = Announced { shard: shard.id, kind: shard.kind, heads: shard.heads() };
    assert_eq!(read_snapshot(&shard.save(), &announced).unwrap().1, shard.observations());
}

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
    let shard = Shard::from_doc(base.id, base.kind, doc);
    assert_read_alike(&shard);
    let read = shard.observation(&id).unwrap();
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
    let saved = include_bytes!("../../../tests/data/javascript.automerge");
    let shard = admit_stored(saved, &[], &announced).unwrap();
    assert_read_alike(&shard);
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

#[test]
fn counters_removed_tags_and_replaced_elements_are_read_alike_on_both_ways() {
    let (base, id) = one();
    let mut doc = base.doc.clone();
    doc.set_actor(ActorId::from([9; 16]));
    let object = base.object_of(&id).unwrap();
    doc.transact::<_, _, automerge::AutomergeError>(|tx| {
        let (_, tags) = tx.get(&object, "tags")?.unwrap();
        let list = tx.put_object(&tags, "wood", ObjType::List)?;
        for (at, wood) in ["oak", "ash", "elm"].into_iter().enumerate() {
            tx.insert(&list, at, wood)?;
        }
        tx.put(&list, 1, 2.5)?;
        tx.delete(&list, 0)?;
        tx.put(&tags, "gone", true)?;
        tx.delete(&tags, "gone")
    })
    .unwrap();
    let shard = Shard::from_doc(base.id, base.kind, doc.clone());
    assert_eq!(shard.observation(&id).unwrap().tags["wood"].to_json(), serde_json::json!([2.5, "elm"]));
    assert_read_alike(&shard);
    doc.transact::<_, _, automerge::AutomergeError>(|tx| {
        let (_, tags) = tx.get(&object, "tags")?.unwrap();
        tx.put(&tags, "people", ScalarValue::counter(4))?;
        tx.increment(&tags, "people", 3)
    })
    .unwrap();
    let shard = Shard::from_doc(base.id, base.kind, doc);
    assert_eq!(shard.observation(&id).unwrap().tags["people"], TagValue::from(7));
    assert_read_alike(&shard);
}
