//! Data folders that were put back or copied: each goes on writing, synchronizes and ends with the same as all others,
//! and nothing that anybody still had is lost.

use std::collections::BTreeSet;
use std::path::Path;

use fieldmesh::{Device, Edit, NewObservation, ObservationId, Project};
use fieldmesh_testkit::copy_folder;
use tempfile::TempDir;

use crate::{every, team};

fn begin(folder: &TempDir) -> Project {
    let ana = team(folder.path(), ["ana"]).remove(0);
    for n in 0..3 {
        record(&ana, &format!("first {n}"));
    }
    ana
}

fn open(folder: &Path) -> Project {
    Device::open(folder).unwrap().project(None).unwrap()
}

fn record(project: &Project, notes: &str) -> ObservationId {
    project.observe(NewObservation::default().notes(notes)).unwrap()
}

fn write_notes(project: &Project, id: &ObservationId, notes: &str) {
    project.edit(id, &Edit { notes: Some(Some(notes.to_owned())), ..Edit::default() }).unwrap();
}

fn noted(project: &Project, notes: &str) -> ObservationId {
    every(project).into_iter().find(|observation| observation.notes.as_deref() == Some(notes)).unwrap().id
}

fn ids(project: &Project) -> BTreeSet<ObservationId> {
    every(project).into_iter().map(|observation| observation.id).collect()
}

/// All synchronize with one file, twice in turn; then they must be equal, whole, and hold what any of them had.
fn settle(folder: &TempDir, projects: &[&Project]) {
    let before: BTreeSet<_> = projects.iter().flat_map(|project| ids(project)).collect();
    let file = folder.path().join("trip.fieldmesh");
    if !file.exists() {
        projects[0].create_sync_file(&file).unwrap();
    }
    for project in projects.iter().chain(projects) {
        assert!(project.synchronize_file(&file).unwrap().declined.is_empty());
    }
    for project in projects {
        assert_eq!(project.digest().unwrap(), projects[0].digest().unwrap());
        assert_eq!(every(project), every(projects[0]));
        assert!(project.check().wait().unwrap().is_sound());
    }
    assert_eq!(ids(projects[0]), before);
}

/// A copy of a device as a disk that was copied whole gives it: the database finds itself under the number and the path
/// that it remembers, so these are written over by those that it has now. They are as long, by the name of the copy.
#[cfg(unix)]
fn image_of(device: &Path, n: usize) -> std::path::PathBuf {
    use std::os::unix::fs::MetadataExt;
    let database = |device: &Path| {
        let project = fs_err::read_dir(device.join("projects")).unwrap().next().unwrap().unwrap().path();
        fs_err::canonicalize(project.join("project.db")).unwrap()
    };
    let identity = |device: &Path| {
        let file = database(device);
        format!("{}:{}", fs_err::metadata(&file).unwrap().ino(), file.display())
    };
    let copying = device.with_file_name("copying");
    copy_folder(device, &copying).unwrap();
    let digits = |device: &Path| identity(device).find(':').unwrap();
    let width = 2 + digits(device) - digits(&copying);
    let place = device.with_file_name(format!("c{n:->width$}"));
    fs_err::rename(&copying, &place).unwrap();

    let (was, is) = (identity(device), identity(&place));
    assert_eq!(was.len(), is.len());
    let mut bytes = fs_err::read(database(&place)).unwrap();
    while let Some(at) = bytes.windows(was.len()).position(|bytes| bytes == was.as_bytes()) {
        bytes[at..at + was.len()].copy_from_slice(is.as_bytes());
    }
    // Written over, the file keeps its number.
    fs_err::write(database(&place), bytes).unwrap();
    place
}

#[test]
fn a_data_folder_put_back_to_last_weeks() {
    let folder = tempfile::tempdir().unwrap();
    let ana = begin(&folder);
    let marco = Device::open(folder.path().join("marco")).unwrap().join(&ana.invite().unwrap()).unwrap();
    settle(&folder, &[&ana, &marco]);
    let (place, copy) = (folder.path().join("ana"), folder.path().join("last week"));
    drop(ana);
    copy_folder(&place, &copy).unwrap();

    let ana = open(&place);
    let shared = record(&ana, "seen by Marco");
    write_notes(&ana, &noted(&ana, "first 0"), "edited, seen by Marco");
    settle(&folder, &[&ana, &marco]);
    let lost = record(&ana, "seen by nobody");
    drop(ana);
    fs_err::remove_dir_all(&place).unwrap();
    copy_folder(&copy, &place).unwrap();

    let ana = open(&place);
    assert!(ana.observation(&shared).is_err() && ana.observation(&lost).is_err());
    let edited = noted(&ana, "first 0");
    write_notes(&ana, &edited, "edited after it was put back");
    ana.delete(&noted(&ana, "first 1")).unwrap();
    let after = record(&ana, "after it was put back");
    write_notes(&marco, &noted(&marco, "first 2"), "edited by Marco");
    settle(&folder, &[&ana, &marco]);

    assert_eq!(ids(&ana).len(), 5);
    assert!(ids(&ana).is_superset(&[shared, after].into()));
    // Two edits of one device that did not know of each other are a conflict like any other.
    let conflicts = ana.observation(&edited).unwrap().conflicts;
    assert_eq!((conflicts.len(), conflicts[0].values.len()), (1, 2));
}

#[test]
fn a_folder_copied_to_a_second_laptop() {
    let folder = tempfile::tempdir().unwrap();
    let ana = begin(&folder);
    drop(ana);
    let (first, second) = (folder.path().join("ana"), folder.path().join("second"));
    copy_folder(&first, &second).unwrap();

    let (ana, copy) = (open(&first), open(&second));
    assert_ne!(ana.store_id(), copy.store_id());
    let common = noted(&ana, "first 0");
    for (project, name) in [(&ana, "ana"), (&copy, "copy")] {
        write_notes(project, &common, name);
        record(project, name);
    }
    copy.delete(&noted(&copy, "first 1")).unwrap();
    settle(&folder, &[&ana, &copy]);
    assert_eq!((ids(&ana).len(), ana.observation(&common).unwrap().conflicts[0].values.len()), (5, 2));

    // As a device of its own it goes on with what it has.
    drop(copy);
    Device::open(&second).unwrap().renew().unwrap();
    let copy = open(&second);
    assert_ne!(ana.device().id(), copy.device().id());
    write_notes(&copy, &common, "settled");
    let own = record(&copy, "by the new device");
    record(&ana, "by Ana");
    settle(&folder, &[&ana, &copy]);
    assert_eq!(ids(&ana).len(), 7);
    assert!(ana.observation(&common).unwrap().conflicts.is_empty());
    assert_eq!(ana.observation(&own).unwrap().author, Some(copy.device().id()));
}

/// All of them are one device and one store, and go on in the same open shard.
#[cfg(unix)]
#[test]
fn a_laptop_image_cloned_ten_times() {
    let folder = tempfile::tempdir().unwrap();
    let ana = begin(&folder);
    let store = ana.store_id();
    drop(ana);
    let clones: Vec<Project> = (0..10).map(|n| open(&image_of(&folder.path().join("ana"), n))).collect();
    assert!(clones.iter().all(|clone| clone.store_id() == store));

    let common = noted(&clones[0], "first 0");
    for (n, clone) in clones.iter().enumerate() {
        let made = record(clone, &format!("by clone {n}"));
        assert_eq!(made.shard, common.shard);
        write_notes(clone, &common, &format!("clone {n}"));
    }
    clones[3].delete(&noted(&clones[3], "first 1")).unwrap();
    clones[4].delete(&noted(&clones[4], "first 1")).unwrap();
    let all: Vec<&Project> = clones.iter().collect();
    settle(&folder, &all);
    assert_eq!(
        (ids(&clones[0]).len(), clones[0].observation(&common).unwrap().conflicts[0].values.len()),
        (13, 10)
    );

    // After they have met, each goes on in a shard of its own.
    let shards: BTreeSet<_> = clones.iter().map(|clone| record(clone, "later").shard).collect();
    assert_eq!((shards.len(), shards.contains(&common.shard)), (10, false));
    write_notes(&clones[7], &common, "settled");
    settle(&folder, &all);
    assert_eq!(ids(&clones[0]).len(), 23);
    assert!(clones[9].observation(&common).unwrap().conflicts.is_empty());
}
