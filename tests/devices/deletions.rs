//! What others delete, little by little, does not go before a person here has answered.

use fieldmesh::{Deleted, NewObservation, Observation, Project, Query};

use crate::team;

fn shown(project: &Project) -> u64 {
    project.count(&Query { deleted: Deleted::Shown, ..Query::default() }).unwrap()
}

/// Ana, and Marco with so many observations of hers.
fn with(dir: &std::path::Path, count: usize) -> ([Project; 2], Vec<Observation>) {
    let team: [Project; 2] = team(dir, ["Ana", "Marco"]).try_into().unwrap();
    let made = team[0].observe_all(vec![NewObservation::default().notes("camp"); count]).unwrap();
    team[0].create_sync_file(dir.join("trip.fieldmesh")).unwrap();
    team[1].synchronize_file(dir.join("trip.fieldmesh")).unwrap();
    (team, made)
}

#[test]
fn deletions_that_come_one_with_each_session_are_held_once_they_are_many() {
    let dir = tempfile::tempdir().unwrap();
    let ([ana, marco], made) = with(dir.path(), 100);
    let file = dir.path().join("trip.fieldmesh");
    let session = |deleted: &Observation| {
        ana.delete(&deleted.id).unwrap();
        ana.synchronize_file(&file).unwrap();
        marco.synchronize_file(&file).unwrap().held_deletions
    };
    let held: Vec<_> = made[..8].iter().map(session).collect();
    assert_eq!(held, [0, 0, 0, 0, 0, 6, 7, 8], "up to five of a hundred are usual work");
    assert_eq!((marco.held_deletions().unwrap(), shown(&marco)), (8, 100));
    let listed = marco.list_marked(&Query { deleted: Deleted::Shown, ..Query::default() }).unwrap();
    assert_eq!(listed.iter().filter(|one| one.held && one.observation.is_deleted()).count(), 8);

    // Only what this device shows is concerned.
    assert_eq!(marco.digest().unwrap(), ana.digest().unwrap());
    assert_eq!((marco.totals().unwrap().live, ana.held_deletions().unwrap()), (92, 0));
    let mut exported = Vec::new();
    assert_eq!(marco.export_geojson(&Query::default(), &mut exported).unwrap(), 92);

    // He looks at one and leaves it, and restores the others, which return on both.
    marco.mark_seen(&made[0].id).unwrap();
    assert_eq!(marco.restore_deletions().unwrap(), 7);
    assert_eq!((marco.held_deletions().unwrap(), shown(&marco)), (0, 99));
    marco.synchronize_file(&file).unwrap();
    ana.synchronize_file(&file).unwrap();
    assert_eq!((ana.totals().unwrap().live, ana.held_deletions().unwrap()), (99, 0));
    assert_eq!(ana.digest().unwrap(), marco.digest().unwrap());
}

#[test]
fn accepted_deletions_are_gone_and_others_are_counted_from_then_on() {
    let dir = tempfile::tempdir().unwrap();
    let ([ana, marco], made) = with(dir.path(), 60);
    let file = dir.path().join("trip.fieldmesh");
    let delete = |which: &[Observation]| {
        which.iter().for_each(|one| drop(ana.delete(&one.id).unwrap()));
        ana.synchronize_file(&file).unwrap();
        marco.synchronize_file(&file).unwrap().held_deletions
    };
    assert_eq!(delete(&made[..4]), 4);
    assert_eq!((marco.accept_deletions().unwrap(), marco.accept_deletions().unwrap()), (4, 0));
    assert_eq!((marco.held_deletions().unwrap(), shown(&marco)), (0, 56));
    assert_eq!(delete(&made[4..6]), 0);
    assert_eq!(delete(&made[6..7]), 3);
    assert_eq!(shown(&marco), 56);
}
