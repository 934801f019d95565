//! The rows about deletions.

use super::*;

/// Deleted by Ana at 20 s, notes "b" by Ben at 21 s, written apart: all of it.
fn deleted_against_edit() -> (Shard, LocalId) {
    let (base, id) = one();
    let a = deleted(&base, ANA, &id, at(20));
    let b = edited(&base, BEN, &id, &notes("b"), at(21));
    (merged(&a, &b), id)
}

#[test]
fn an_edit_that_a_deletion_did_not_know_of_is_a_conflict() {
    let (both, id) = deleted_against_edit();
    let read = both.observation(&id).unwrap();
    assert!(read.is_deleted());
    let [conflict] = read.conflicts.as_slice() else { panic!("{:?}", read.conflicts) };
    assert_eq!((&conflict.field, values(conflict)), (&FieldName::Deleted, vec![None, Some("20000")]));
    assert_eq!((conflict.values[0].author, conflict.values[1].author), (Some(ANA), Some(BEN)));
}

#[test]
fn of_several_edits_against_a_deletion_the_newest_is_shown() {
    let (base, id) = one();
    let carla = DeviceId::from_bytes([0xC; 32]);
    let gone = deleted(&base, ANA, &id, at(20));
    // By a clock that runs behind, and knowing of the first: the newest, whatever the clocks say.
    let first = edited(&base, BEN, &id, &notes("b"), at(90));
    let second = edited(&first, carla, &id, &tag("roof", Some("c".into())), at(1));
    let found = conflicts(&merged(&gone, &second), &id);
    assert_eq!((found[0].values[1].author, found[0].values[1].at), (Some(carla), at(1)));
    // Of two that did not know of each other the clock decides.
    let apart = edited(&base, carla, &id, &tag("roof", Some("c".into())), at(30));
    let found = conflicts(&merged(&gone, &merged(&first, &apart)), &id);
    assert_eq!((found[0].values[1].author, found[0].values[1].at), (Some(BEN), at(90)));
}

#[test]
fn an_edit_by_who_has_both_does_not_settle_the_deletion() {
    let (both, id) = deleted_against_edit();
    let before = conflicts(&both, &id);
    assert_eq!(before.len(), 1);
    // The same field again, another one, and both.
    for edit in [notes("c"), tag("roof", Some("c".into())), Edit { notes: Some(None), ..tag("roof", None) }] {
        let after = edited(&both, ANA, &id, &edit, at(30));
        assert_eq!(conflicts(&after, &id), before);
        let settled = restored(&after, BEN, &id, at(40)).observation(&id).unwrap();
        assert_eq!((settled.is_deleted(), settled.conflicts.len()), (false, 0));
        let settled = deleted(&after, BEN, &id, at(40)).observation(&id).unwrap();
        assert_eq!((settled.is_deleted(), settled.conflicts.len()), (true, 0));
    }
}

#[test]
fn a_deletion_that_knew_of_the_edit_is_no_conflict() {
    let (base, id) = one();
    let b = edited(&base, BEN, &id, &notes("b"), at(21));
    let after = deleted(&b, ANA, &id, at(5));
    assert_eq!(conflicts(&after, &id), []);
    assert!(after.observation(&id).unwrap().is_deleted());
}

#[test]
fn an_edit_that_knew_of_the_deletion_is_no_conflict() {
    let (base, id) = one();
    let gone = deleted(&base, ANA, &id, at(20));
    let later = edited(&gone, BEN, &id, &notes("c"), at(6));
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
fn a_deletion_that_knew_of_the_edit_settles_for_one_that_did_not() {
    let (base, id) = one();
    let a = deleted(&base, ANA, &id, at(20));
    let b = edited(&base, BEN, &id, &notes("b"), at(21));
    assert_eq!(conflicts(&merged(&a, &b), &id).len(), 1);
    let knowing = deleted(&b, BEN, &id, at(22));
    assert_eq!(conflicts(&merged(&a, &knowing), &id), []);
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
}

#[test]
fn two_restorations_are_one() {
    let (base, id) = one();
    let gone = deleted(&base, ANA, &id, at(20));
    let both = merged(&restored(&gone, ANA, &id, at(30)), &restored(&gone, BEN, &id, at(31)));
    let read = both.observation(&id).unwrap();
    assert_eq!((read.is_deleted(), read.conflicts.len()), (false, 0));
}

/// Deleted again by one who did not know of the restoration, so that both are values of one key.
fn deleted_against_restoration() -> [(Shard, LocalId); 2] {
    let (both, id) = deleted_against_edit();
    let late = |shard: &Shard| edited(shard, ANA, &id, &notes("late"), at(29));
    // Whichever of the two Automerge puts first.
    let restored_first = merged(&restored(&late(&both), ANA, &id, at(30)), &deleted(&both, BEN, &id, at(31)));
    let deleted_first = merged(&restored(&both, ANA, &id, at(30)), &deleted(&late(&both), BEN, &id, at(31)));
    assert!(!restored_first.observation(&id).unwrap().is_deleted());
    assert!(deleted_first.observation(&id).unwrap().is_deleted());
    [(restored_first, id), (deleted_first, id)]
}

#[test]
fn a_restoration_by_who_has_both_settles_for_the_edit() {
    let carla = DeviceId::from_bytes([0xC; 32]);
    let [first, second] = deleted_against_restoration();
    for (both, id) in [deleted_against_edit(), first, second] {
        let read = restored(&both, carla, &id, at(40)).observation(&id).unwrap();
        assert_eq!((read.is_deleted(), read.conflicts.len(), read.editor), (false, 0, Some(carla)));
    }
}

#[test]
fn a_deletion_by_who_has_both_settles_for_the_deletion() {
    let carla = DeviceId::from_bytes([0xC; 32]);
    let [first, second] = deleted_against_restoration();
    for (both, id) in [deleted_against_edit(), first, second] {
        // Also by a clock that runs behind the deletion.
        for time in [at(40), at(5)] {
            let read = deleted(&both, carla, &id, time).observation(&id).unwrap();
            assert_eq!((read.is_deleted(), read.conflicts.len(), read.editor), (true, 0, Some(carla)));
        }
    }
}

#[test]
fn a_deletion_settled_differently_apart_is_a_conflict_again() {
    let [first, second] = deleted_against_restoration();
    for (both, id) in [deleted_against_edit(), first, second] {
        let again = merged(&restored(&both, ANA, &id, at(40)), &deleted(&both, BEN, &id, at(41)));
        assert_eq!(values(&conflicts(&again, &id)[0]), [None, Some("41000")]);
    }
}
