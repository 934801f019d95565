//! Parts of a synchronization with a file, one at a time.

use fieldmesh_document::NewObservation;
use fieldmesh_syncfile::OpenError;

use super::*;
use crate::ErrorKind;

/// A device with a project and so many observations, and where its file would be.
fn project(dir: &Path, count: usize) -> (Project, PathBuf) {
    let device = Device::open(dir.join("ana")).unwrap();
    let project = device.create_project("Río Napo", Configuration::builtin()).unwrap();
    project.observe_all(vec![NewObservation::default().notes("camp"); count]).unwrap();
    (project, dir.join("trip.fieldmesh"))
}

#[test]
fn what_is_told_of_a_file_belongs_to_its_proof_whatever_is_recorded_meanwhile() {
    let dir = tempfile::tempdir().unwrap();
    let (project, path) = project(dir.path(), 3);
    let manifest = Manifest {
        project: project.id(),
        name: project.name(),
        configuration: None,
        media: MediaPolicy::Everything,
        writer: project.visitor().unwrap(),
        created: now(),
    };
    let key = project.device().project_key(&project.id()).unwrap();
    let file = SyncFile::create(FsMedium::create(&path).unwrap(), &key, manifest).unwrap();
    let (of_job, within) = (project.clone(), path.clone());
    let job: Job<FileOutcome, SyncFileError> = Job::spawn(move |reporter| {
        let outcome = of_job.exchange(&file, None, reporter)?;
        of_job.observe_all(vec![NewObservation::default().notes("later"); 5]).unwrap();
        of_job.describe(&within, &file, outcome, false)
    });
    let outcome = job.wait().unwrap();
    assert_eq!((outcome.observations, project.totals().unwrap().live), (3, 8));
    assert_ne!(outcome.proven, outcome.digest);
    let noted = Completed::from(&outcome);
    assert_eq!((noted.observations, noted.records_digest), (3, outcome.proven));
}

/// A job of these steps that was cancelled before the first of them.
fn cancelled(
    work: impl FnOnce(&Reporter) -> Result<FileOutcome, SyncFileError> + Send + 'static,
) -> Result<FileOutcome, SyncFileError> {
    let job = Job::spawn(move |reporter| {
        while !reporter.is_cancelled() {
            std::thread::yield_now();
        }
        work(reporter)
    });
    job.cancel();
    job.wait()
}

#[test]
fn a_cancelled_file_is_not_there_and_one_that_was_there_is_untouched() {
    let dir = tempfile::tempdir().unwrap();
    let (project, path) = project(dir.path(), 3);
    let files =
        || fs_err::read_dir(dir.path()).unwrap().filter(|one| one.as_ref().unwrap().path().is_file()).count();
    let (creating, at) = (project.clone(), path.clone());
    let ended = cancelled(move |reporter| creating.create_file(&at, MediaPolicy::Everything, reporter));
    assert!(matches!(ended, Err(SyncFileError::Cancelled)), "{ended:?}");
    assert_eq!(files(), 0);

    project.create_sync_file(&path).unwrap();
    let before = fs_err::read(&path).unwrap();
    project.observe_all(vec![NewObservation::default().notes("later"); 5]).unwrap();
    let (updating, at) = (project.clone(), path.clone());
    let ended = cancelled(move |reporter| updating.sync_file(&at, ConfigurationChoice::Ask, reporter));
    assert!(matches!(ended, Err(SyncFileError::Cancelled)), "{ended:?}");
    assert_eq!((fs_err::read(&path).unwrap(), files()), (before, 1));
    let (newest, noted) = project.activity(1).unwrap().remove(0);
    assert_eq!((newest, noted.end), (3, ActivityEnd::Failed { kind: "cancelled".to_owned() }));
    assert_eq!(project.synchronize_file(&path).unwrap().observations, 8);
}

#[test]
fn a_file_with_what_a_later_program_wrote_is_told_as_of_a_newer_version() {
    let error = SyncFileError::from(OpenError::NewerContent { at: 12_288 });
    assert_eq!(error.kind(), ErrorKind::NewerVersion);
}
