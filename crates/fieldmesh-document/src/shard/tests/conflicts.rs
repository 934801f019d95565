//! The table of conflict rules of `docs/document-schema.md`, section 6: a test for each row.

mod deletions;

use super::*;

/// Notes "a" by Ana and "b" by Ben, written apart: all of it, and the text that is shown.
fn disputed_notes() -> (Shard, LocalId, String) {
    let (base, id) = one();
    let both = merged(&edited(&base, ANA, &id, &notes("a"), at(20)), &edited(&base, BEN, &id, &notes("b"), at(20)));
    let shown = both.observation(&id).unwrap().notes.unwrap();
    (both, id, shown)
}

fn quoted(texts: &[&str]) -> Vec<Option<String>> {
    let mut quoted: Vec<_> = texts.iter().map(|text| Some(format!("{text:?}"))).collect();
    quoted.sort();
    quoted
}

/// The values of the only conflict, sorted; none without one.
fn disputed(shard: &Shard, id: &LocalId) -> Vec<Option<String>> {
    let conflicts = conflicts(shard, id);
    assert!(conflicts.len() < 2, "{conflicts:?}");
    conflicts.first().map(values).unwrap_or_default().into_iter().map(|value| value.map(Into::into)).collect()
}

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
fn edits_of_different_tags_merge() {
    let (base, id) = one();
    let a = edited(&base, ANA, &id, &tag("roof", Some("a".into())), at(20));
    let b = edited(&base, BEN, &id, &tag("new", Some("b".into())), at(20));
    let b = edited(&b, BEN, &id, &tag("wood", None), at(21));
    let read = merged(&a, &b).observation(&id).unwrap();
    let mut expected = full().tags;
    expected.extend([("roof".into(), "a".into()), ("new".into(), "b".into())]);
    expected.remove("wood");
    assert_eq!((read.tags, read.conflicts.len()), (expected, 0));
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
}

#[test]
fn equal_values_are_no_conflict() {
    let (base, id) = one();
    let list = || tag("wood", Some(TagValue::List(vec![Scalar::Int(1)])));
    let (a, b) = (edited(&base, ANA, &id, &notes("x"), at(20)), edited(&base, BEN, &id, &notes("x"), at(20)));
    let (a, b) = (edited(&a, ANA, &id, &list(), at(21)), edited(&b, BEN, &id, &list(), at(21)));
    let both = merged(&a, &b);
    assert_eq!(conflicts(&both, &id), []);
    assert_eq!(both.observation(&id).unwrap().notes.as_deref(), Some("x"));
}

#[test]
fn values_that_are_the_same_plain_json_are_no_conflict() {
    let (base, id) = one();
    let answer = |scalar| tag("roof", Some(TagValue::One(scalar)));
    let a = edited(&base, ANA, &id, &answer(Scalar::Int(7)), at(20));
    let b = edited(&base, BEN, &id, &answer(Scalar::Timestamp(7)), at(20));
    assert_eq!(conflicts(&merged(&a, &b), &id), []);
    let c = edited(&base, BEN, &id, &answer(Scalar::Text("7".into())), at(20));
    assert_eq!(disputed(&merged(&a, &c), &id), [Some(r#""7""#.to_owned()), Some("7".to_owned())]);
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
fn two_removals_are_no_conflict() {
    let (base, id) = one();
    let cleared = Edit { category: Some(None), ..tag("roof", None) };
    let both = merged(&edited(&base, ANA, &id, &cleared, at(20)), &edited(&base, BEN, &id, &cleared, at(20)));
    let read = both.observation(&id).unwrap();
    assert_eq!((read.category, read.tags.get("roof"), read.conflicts), (None, None, Vec::new()));
}

#[test]
fn writing_another_field_settles_nothing() {
    let (both, id, _) = disputed_notes();
    let other = edited(&both, ANA, &id, &tag("roof", None), at(30));
    assert_eq!(conflicts(&other, &id), conflicts(&both, &id));
    assert!(!conflicts(&both, &id).is_empty());
    assert!(!other.observation(&id).unwrap().tags.contains_key("roof"));
}

#[test]
fn a_write_by_who_has_all_values_settles() {
    let (both, id, _) = disputed_notes();
    for text in ["a", "b", "c"] {
        let settled = edited(&both, ANA, &id, &notes(text), at(30));
        let read = settled.observation(&id).unwrap();
        assert_eq!((read.notes.as_deref(), read.conflicts.len()), (Some(text), 0));
        // Whoever has one of the values only takes the decision in and nothing back.
        let behind = merged(&both, &settled);
        assert_eq!(behind.observations(), settled.observations());
    }
    let cleared = edited(&both, ANA, &id, &Edit { notes: Some(None), ..Edit::default() }, at(30));
    let read = cleared.observation(&id).unwrap();
    assert_eq!((read.notes, read.conflicts.len()), (None, 0));
}

#[test]
fn a_resolution_that_repeats_the_value_shown_is_a_write() {
    let (base, id) = one();
    let apart = |one: &Edit, other: &Edit| {
        merged(&edited(&base, ANA, &id, one, at(20)), &edited(&base, BEN, &id, other, at(20)))
    };
    let carla = DeviceId::from_bytes([0xC; 32]);
    let assert_written = |both: &Shard, edit: &Edit| {
        let settled = edited(both, carla, &id, edit, at(30));
        let (before, after) = (both.observation(&id).unwrap(), settled.observation(&id).unwrap());
        assert_eq!((after.editor, after.updated_at, after.conflicts.len()), (Some(carla), at(30), 0));
        let shown = |read: Observation| (read.notes, read.tags);
        assert_eq!(shown(after), shown(before));
        // A value by who knew only what is not shown finds the decision beside it.
        assert_eq!(conflicts(&merged(&settled, &deleted(both, ANA, &id, at(31))), &id).len(), 1);
    };
    let both = apart(&notes("a"), &notes("b"));
    assert_written(&both, &notes(&both.observation(&id).unwrap().notes.unwrap()));
    let both = apart(&tag("roof", Some(1.into())), &tag("roof", Some(2.into())));
    assert_written(&both, &tag("roof", both.observation(&id).unwrap().tags.get("roof").cloned()));
    let list = |n| tag("roof", Some(TagValue::List(vec![Scalar::Int(n)])));
    let both = apart(&list(1), &list(2));
    assert_written(&both, &tag("roof", both.observation(&id).unwrap().tags.get("roof").cloned()));
    // No value is a value, whichever of the two is shown.
    let none = Edit { notes: Some(None), ..Edit::default() };
    for (one, other) in [(&none, &notes("b")), (&notes("a"), &none)] {
        let both = apart(one, other);
        assert_written(&both, &Edit { notes: Some(both.observation(&id).unwrap().notes), ..Edit::default() });
    }
}

#[test]
fn a_write_by_who_lacks_a_value_leaves_that_value() {
    let (base, id) = one();
    let a = edited(&base, ANA, &id, &notes("a"), at(20));
    let b = edited(&base, BEN, &id, &notes("b"), at(20));
    let later = edited(&a, ANA, &id, &notes("c"), at(30));
    assert_eq!(disputed(&merged(&merged(&a, &b), &later), &id), quoted(&["b", "c"]));
}

#[test]
fn a_resolution_against_an_edit_of_one_value_is_a_conflict() {
    let (base, id) = one();
    let a = edited(&base, ANA, &id, &notes("a"), at(20));
    let b = edited(&base, BEN, &id, &notes("b"), at(20));
    let both = merged(&a, &b);
    for text in ["a", "b", "d"] {
        let settled = edited(&both, ANA, &id, &notes(text), at(30));
        for knew in [&a, &b] {
            let later = edited(knew, BEN, &id, &notes("c"), at(30));
            assert_eq!(disputed(&merged(&settled, &later), &id), quoted(&[text, "c"]));
        }
    }
}

#[test]
fn two_resolutions_apart_are_a_conflict_again() {
    let (both, id, _) = disputed_notes();
    let by_ana = edited(&both, ANA, &id, &notes("a"), at(30));
    let by_ben = edited(&both, BEN, &id, &notes("b"), at(30));
    let again = merged(&by_ana, &by_ben);
    assert_eq!(disputed(&again, &id), quoted(&["a", "b"]));
    assert_eq!(again.observations(), merged(&by_ben, &by_ana).observations());
    let deciders: Vec<_> = conflicts(&again, &id)[0].values.iter().map(|value| value.at).collect();
    assert_eq!(deciders, [at(30), at(30)]);
}

#[test]
fn two_equal_resolutions_are_no_conflict() {
    let (both, id, _) = disputed_notes();
    for text in ["a", "b", "c"] {
        let one = edited(&both, ANA, &id, &notes(text), at(30));
        let other = edited(&both, BEN, &id, &notes(text), at(31));
        let read = merged(&one, &other).observation(&id).unwrap();
        assert_eq!((read.notes.as_deref(), read.conflicts.len()), (Some(text), 0));
    }
}

#[test]
fn attachments_added_on_both_sides_are_kept() {
    let (base, id) = one();
    let add = |content: &[u8]| Edit {
        add_attachments: [(AttachmentId::of(content), record())].into(),
        ..Edit::default()
    };
    let a = edited(&base, ANA, &id, &add(b"a"), at(20));
    let b = edited(&base, BEN, &id, &add(b"b"), at(20));
    let read = merged(&a, &b).observation(&id).unwrap();
    let expected = [b"photo".as_slice(), b"a", b"b"].map(|content| (AttachmentId::of(content), record()));
    assert_eq!((read.attachments, read.conflicts.len()), (expected.into(), 0));
}

#[test]
fn of_two_records_of_one_attachment_one_is_shown_and_stays_shown() {
    let (base, id) = one();
    let same = AttachmentId::of(b"same");
    let add =
        |size| Edit { add_attachments: [(same, AttachmentRecord { size, ..record() })].into(), ..Edit::default() };
    let shown = |shard: &Shard| {
        let read = shard.observation(&id).unwrap();
        assert_eq!(read.conflicts, []);
        read.attachments[&same].size
    };
    let a = edited(&base, ANA, &id, &add(1), at(90));
    // Ben's is the later one of those that did not know of each other: he has seen more changes.
    let b = edited(&edited(&base, BEN, &id, &notes("b"), at(20)), BEN, &id, &add(2), at(20));
    let both = merged(&a, &b);
    assert_eq!((shown(&both), shown(&merged(&b, &a))), (2, 2));
    // Nobody writes it again, and no other edit changes which it is.
    let mut writer = both.clone().write_as(ANA);
    assert!(matches!(writer.edit(&id, &add(1), at(99)), Err(WriteError::Empty)));
    assert_eq!(shown(&edited(&merged(&b, &a), ANA, &id, &notes("c"), at(99))), 2);
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
    // Whichever of the two Automerge puts first.
    let late = (0..3).fold(base.clone(), |shard, n| edited(&shard, ANA, &id, &notes(&n.to_string()), at(20)));
    for a in [a, edited(&late, ANA, &id, &remove, at(20))] {
        let both = merged(&a, &b);
        let read = both.observation(&id).unwrap();
        assert_eq!((read.attachments, read.conflicts), ([(photo, record())].into(), Vec::new()));
        let mut writer = both.clone().write_as(BEN);
        assert!(matches!(writer.edit(&id, &add, at(30)), Err(WriteError::Empty)));
        assert!(edited(&both, ANA, &id, &remove, at(30)).observation(&id).unwrap().attachments.is_empty());
    }
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
