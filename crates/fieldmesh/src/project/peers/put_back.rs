//! A device whose data went back is not believed to hold what it held.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};

use crate::{Configuration, Device, Known, NewObservation, Project};

/// The files of the database as they are.
fn database(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let files = fs_err::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_database =
        |file: &PathBuf| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("project.db"));
    files.filter(is_database).map(|file| (file.clone(), fs_err::read(&file).unwrap())).collect()
}

/// Writes over what is there, so that the database keeps its number and path, by which a copy is told otherwise.
fn put_back(folder: &Path, files: &[(PathBuf, Vec<u8>)]) {
    for (file, _) in database(folder) {
        if files.iter().all(|(kept, _)| *kept != file) {
            fs_err::remove_file(file).unwrap();
        }
    }
    for (file, bytes) in files {
        fs_err::write(file, bytes).unwrap();
    }
}

fn record(project: &Project, notes: &str) {
    project.observe(NewObservation::default().notes(notes)).unwrap();
}

fn of(project: &Project, device: &Device) -> Known {
    let peer = project.peers().unwrap().into_iter().find(|peer| peer.device == device.id()).unwrap();
    peer.first_hand.unwrap()
}

#[test]
fn nothing_old_is_believed_of_a_device_that_was_put_back_and_visits_by_file_alone() {
    let dir = tempfile::tempdir().unwrap();
    let at_ana = Device::open(dir.path().join("ana")).unwrap();
    let ana = at_ana.create_project("Río Napo", Configuration::builtin()).unwrap();
    record(&ana, "by Ana");
    let marco = Device::open(dir.path().join("marco")).unwrap().join(&ana.invite().unwrap()).unwrap();
    let folder = ana.store().directory().to_owned();
    drop(ana);
    let last_week = database(&folder);

    let ana = at_ana.project(None).unwrap();
    record(&marco, "by Marco");
    let trip = dir.path().join("trip.fieldmesh");
    marco.create_sync_file(&trip).unwrap();
    ana.synchronize_file(&trip).unwrap();
    marco.synchronize_file(&trip).unwrap();
    let known = of(&marco, &at_ana);
    assert_eq!((marco.only_here().unwrap(), known.records_digest), (0, Some(marco.digest().unwrap())));
    // Her visit to this file is known: it says nothing new.
    marco.synchronize_file(&trip).unwrap();
    assert_eq!((marco.only_here().unwrap(), of(&marco, &at_ana)), (0, known));

    let store = ana.store_id();
    drop(ana);
    put_back(&folder, &last_week);
    let ana = at_ana.project(None).unwrap();
    assert_eq!(ana.store_id(), store, "only the counter tells");
    let other = dir.path().join("other.fieldmesh");
    ana.create_sync_file(&other).unwrap();
    marco.synchronize_file(&other).unwrap();
    let now = of(&marco, &at_ana);
    assert_eq!((marco.only_here().unwrap(), now.records_digest, now.observations), (1, None, None));

    // Until she has it again.
    ana.synchronize_file(&other).unwrap();
    marco.synchronize_file(&other).unwrap();
    assert_eq!((marco.only_here().unwrap(), ana.digest().unwrap()), (0, marco.digest().unwrap()));
}
