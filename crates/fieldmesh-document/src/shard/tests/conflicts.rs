//! The table of conflict rules of `docs/document-schema.md`, section 6, row by row.

use super::*;

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
fn the_newest_change_is_one_that_knew_of_the_others_whatever_the_clocks_say() {
    let (base, id) = one();
    // In the same second as the recording, whichever hash is the larger; and on a laptop whose clock is behind.
    for (text, time) in (0..8).map(|n| (n.to_string(), at(10))).chain([("behind".to_owned(), at(-1_000))]) {
        let read = edited(&base, BEN, &id, &notes(&text), time).observation(&id).unwrap();
        assert_eq!((read.editor, read.updated_at), (Some(BEN), time), "{text}");
    }
    // Of two that did not know of each other the clock decides, not that of a change both knew of.
    let late = edited(&base, ANA, &id, &tag("roof", Some("new".into())), at(500));
    let a = edited(&late, ANA, &id, &notes("a"), at(20));
    let b = edited(&late, BEN, &id, &notes("b"), at(21));
    for read in [merged(&a, &b), merged(&b, &a)].map(|shard| shard.observation(&id).unwrap()) {
        assert_eq!((read.editor, read.updated_at), (Some(BEN), at(21)));
    }
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
