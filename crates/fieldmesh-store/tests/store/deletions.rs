//! Many deletions by others wait for an answer.

use super::*;

fn shown(store: &Store) -> u64 {
    store.count(&Query { deleted: Deleted::Shown, ..Query::default() }).unwrap()
}

/// Marco's store with so many observations of Ana's, none of them new to a person there.
fn both(count: usize) -> ((TempDir, Store), (TempDir, Store), Vec<Observation>) {
    let (ana, marco) = (store(ANA), store(MARCO));
    let made = ana.1.create_observations(many(count), NOW).unwrap();
    merge(&marco.1, snapshots(&ana.1));
    marco.1.mark_all_seen().unwrap();
    (ana, marco, made)
}

/// Deletes one at a time, each brought by a merge of its own.
fn delete_one_by_one<'a>(ana: &Store, marco: &Store, which: impl IntoIterator<Item = &'a Observation>) {
    for one in which {
        ana.delete(&one.id, NOW).unwrap();
        merge(marco, deltas(ana, marco));
    }
}

#[test]
fn deletions_that_came_one_by_one_are_held_once_they_are_many() {
    let ((_a, ana), (_m, marco), made) = both(600);
    delete_one_by_one(&ana, &marco, &made[..20]);
    assert_eq!((marco.held_deletions().unwrap(), shown(&marco)), (0, 580), "usual work is shown at once");
    delete_one_by_one(&ana, &marco, &made[20..21]);
    assert_eq!((marco.held_deletions().unwrap(), shown(&marco)), (21, 600));
    assert_eq!(marco.totals().unwrap().live, 579, "what the project holds is what both proved");
    assert_eq!(marco.inventory().unwrap(), ana.inventory().unwrap());
    let listed = marco.list_marked(&Query { deleted: Deleted::Shown, ..Query::default() }).unwrap();
    assert!(listed.iter().all(|one| one.held == one.observation.is_deleted()));
    let mut places = 0;
    let query = Query { deleted: Deleted::Held, ..Query::default() };
    marco
        .for_each_place(&query, |_| {
            places += 1;
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(places, 0, "these have no place");

    // Nothing but an answer lets go of them: not a look at one, not what is recorded or deleted meanwhile.
    marco.mark_seen(&made[0].id).unwrap();
    marco.mark_all_seen().unwrap();
    marco.create_observations(many(1_000), NOW).unwrap();
    assert_eq!(marco.held_deletions().unwrap(), 20);
    delete_one_by_one(&ana, &marco, &made[21..22]);
    assert_eq!(marco.held_deletions().unwrap(), 21, "and further ones join them");

    assert_eq!(marco.accept_deletions().unwrap(), 21);
    assert_eq!((marco.held_deletions().unwrap(), shown(&marco)), (0, 1_578));
    delete_one_by_one(&ana, &marco, &made[22..42]);
    assert_eq!(marco.held_deletions().unwrap(), 0, "what was accepted counts no more");
    delete_one_by_one(&ana, &marco, &made[42..43]);
    assert_eq!(marco.held_deletions().unwrap(), 21);
}

#[test]
fn more_than_five_percent_are_many() {
    let ((_a, ana), (_m, marco), made) = both(40);
    delete_one_by_one(&ana, &marco, &made[..2]);
    assert_eq!(marco.held_deletions().unwrap(), 0);
    delete_one_by_one(&ana, &marco, &made[2..3]);
    assert_eq!(marco.held_deletions().unwrap(), 3);
}

#[test]
fn deletions_of_one_merge_are_held_together_and_a_new_observation_that_came_deleted_is_none() {
    let ((_a, ana), (_m, marco), made) = both(300);
    for one in &made {
        ana.delete(&one.id, NOW).unwrap();
    }
    for one in ana.create_observations(many(300), NOW).unwrap() {
        ana.delete(&one.id, NOW).unwrap();
    }
    merge(&marco, snapshots(&ana));
    assert_eq!((marco.held_deletions().unwrap(), shown(&marco)), (300, 300));
}

#[test]
fn what_is_restored_here_or_elsewhere_waits_no_more_and_what_is_edited_elsewhere_waits_on() {
    let ((_a, ana), (_m, marco), made) = both(30);
    delete_one_by_one(&ana, &marco, &made[..5]);
    assert_eq!(marco.held_deletions().unwrap(), 5);
    ana.restore(&made[0].id, NOW).unwrap();
    ana.edit(&made[1].id, &write_notes("deleted, and edited"), NOW).unwrap();
    merge(&marco, deltas(&ana, &marco));
    marco.restore(&made[2].id, NOW).unwrap();
    let mut held = marco.list_held().unwrap();
    held.sort_unstable();
    let mut expected: Vec<_> = [1, 3, 4].map(|number| made[number].id).to_vec();
    expected.sort_unstable();
    assert_eq!(held, expected);

    marco.rebuild(&mut |_, _| ()).unwrap();
    assert_eq!(marco.held_deletions().unwrap(), 3, "a rebuild leaves them as they are");
    let copy = tempfile::tempdir().unwrap();
    let path = copy.path().join("copy");
    marco.backup(&path).unwrap();
    drop(marco);
    let marco = Store::open(&path, MARCO).unwrap();
    assert_eq!(marco.held_deletions().unwrap(), 3);

    // A person who deletes what was restored here means it.
    marco.delete(&made[2].id, NOW).unwrap();
    assert_eq!(marco.held_deletions().unwrap(), 3);
    assert_eq!(ana.held_deletions().unwrap(), 0, "one's own deletions are known");
}
