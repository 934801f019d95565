//! What versions changed, and going back to one.

use super::*;
use crate::observation::{Difference, Version};

fn back(shard: &Shard, by: DeviceId, id: &LocalId, version: usize, at: Timestamp) -> Shard {
    let then = shard.history(id)[version].observation.clone();
    edited(shard, by, id, &Edit::back_to(&then, &shard.observation(id).unwrap()), at)
}

fn field(field: FieldName, from: Option<&str>, to: Option<&str>, settled: bool) -> Difference {
    Difference::Field { field, from: from.map(str::to_owned), to: to.map(str::to_owned), settled }
}

#[test]
fn a_version_tells_which_fields_it_changed_from_what_to_what() {
    let (base, id) = one();
    let photo = AttachmentId::of(b"photo");
    let edit = Edit {
        category: Some(None),
        notes: Some(Some("new roof".into())),
        tags: [("people".to_owned(), Some(4.into())), ("roof".to_owned(), None)].into(),
        remove_attachments: [photo].into(),
        ..Edit::default()
    };
    let shard = deleted(&edited(&base, BEN, &id, &edit, at(20)), ANA, &id, at(30));
    let told: Vec<_> = shard.history(&id).iter().map(Version::differences).collect();
    assert_eq!(told[0], []);
    let changed = [
        field(FieldName::Category, Some("\"camp\""), None, false),
        field(FieldName::Tag("people".into()), Some("3"), Some("4"), false),
        field(FieldName::Tag("roof".into()), Some("\"gone\""), None, false),
        field(FieldName::Notes, Some("\"roof gone\""), Some("\"new roof\""), false),
        Difference::Removed(photo, record()),
    ];
    assert_eq!(told[1], changed);
    assert_eq!(told[2], [field(FieldName::Deleted, None, Some("30000"), false)]);
}

#[test]
fn a_version_that_settles_a_conflict_says_so_even_with_the_value_that_was_shown() {
    let (base, id) = one();
    let both = merged(&edited(&base, ANA, &id, &notes("a"), at(20)), &edited(&base, BEN, &id, &notes("b"), at(20)));
    let shown = both.observation(&id).unwrap().notes.unwrap();
    let settled = edited(&both, BEN, &id, &notes(&shown), at(30));
    let plain = format!("{shown:?}");
    let last = settled.history(&id).last().unwrap().differences();
    assert_eq!(last, [field(FieldName::Notes, Some(&plain), Some(&plain), true)]);
}

#[test]
fn going_back_to_a_version_is_one_change_of_the_fields_that_differ() {
    let (base, id) = one();
    let edit = Edit {
        notes: Some(None),
        tags: [("new".to_owned(), Some("x".into()))].into(),
        add_attachments: [(AttachmentId::of(b"film"), record())].into(),
        remove_attachments: [AttachmentId::of(b"photo")].into(),
        ..Edit::default()
    };
    let gone = deleted(&edited(&base, BEN, &id, &edit, at(20)), BEN, &id, at(30));
    let restored = back(&gone, ANA, &id, 0, at(40));
    assert_eq!(restored.history(&id).len(), gone.history(&id).len() + 1);
    let (was, is) = (base.observation(&id).unwrap(), restored.observation(&id).unwrap());
    assert_eq!(is.differences(&was), []);
    assert_eq!((is.editor, is.updated_at), (Some(ANA), at(40)));
    // What is the same in both was not written: an edit elsewhere stands beside it.
    let apart = edited(&gone, BEN, &id, &tag("people", Some(9.into())), at(35));
    let met = merged(&restored, &apart).observation(&id).unwrap();
    assert!(met.conflicts.iter().all(|conflict| conflict.field == FieldName::Deleted), "{:?}", met.conflicts);
    assert_eq!(met.tags["people"], 9.into());
    // Going back to the version of the deletion deletes it.
    let again = back(&restored, ANA, &id, 2, at(50)).observation(&id).unwrap();
    assert!(again.is_deleted() && again.notes.is_none());
    assert!(Edit::back_to(&again, &again).is_empty());
}

#[test]
fn going_back_to_a_conflict_writes_the_value_that_was_shown() {
    let (base, id) = one();
    let both = merged(&edited(&base, ANA, &id, &notes("a"), at(20)), &edited(&base, BEN, &id, &notes("b"), at(20)));
    // The first that knew of both: its state is the conflict.
    let seen = edited(&both, ANA, &id, &tag("roof", Some("new".into())), at(30));
    let shown = both.observation(&id).unwrap().notes;
    let settled = edited(&seen, BEN, &id, &notes("c"), at(40));
    let returned = back(&settled, ANA, &id, 3, at(50)).observation(&id).unwrap();
    assert_eq!((returned.notes, returned.conflicts.len()), (shown, 0));
    // The same conflict still: nobody has decided, and going back does not either.
    let later = edited(&seen, BEN, &id, &tag("roof", None), at(40));
    let returned = back(&later, ANA, &id, 3, at(50)).observation(&id).unwrap();
    assert_eq!((returned.tags.get("roof"), returned.conflicts.len()), (Some(&"new".into()), 1));
    // Another one: the value of the version it goes back to settles it.
    let returned = back(&seen, ANA, &id, 0, at(50)).observation(&id).unwrap();
    assert_eq!((returned.notes.as_deref(), returned.conflicts.len()), (Some("roof gone"), 0));
}
