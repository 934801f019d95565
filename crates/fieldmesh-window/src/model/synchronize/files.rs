//! Sync files: written, synchronized with, and what to do when one is refused.

use std::path::{Path, PathBuf};

use fieldmesh::{ConfigurationChoice, ErrorKind, MediaPolicy, Project, SyncFileError};

use super::Ending;
use crate::model::notice::{Doing, Failure, News, Offer};
use crate::model::observations::reading;
use crate::model::{App, Progress};

/// Work on a sync file.
#[derive(Clone, Debug)]
pub struct FileWork {
    /// What is done.
    pub task: FileTask,
    /// The file.
    pub path: PathBuf,
    /// How far it is.
    pub progress: Progress,
}

/// What is done with a sync file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FileTask {
    /// It is written and read back. Its medium must stay until that is said to be done.
    Create,
    /// It is synchronized with, both ways.
    Synchronize,
}

impl App {
    pub(super) fn create_file(&mut self, path: PathBuf, media: MediaPolicy) {
        self.begin_file(FileTask::Create, path, Doing::CreatingFile, move |project, path, progress, outbox| {
            let job = project.begin_create_sync_file(path, media);
            let outcome = progress
                .follow(job, outbox)
                .map_err(|error| Failure::of(Doing::CreatingFile, error.kind(), &error))?;
            Ok(News::FileCreated {
                path: outcome.path,
                bytes: outcome.bytes,
                observations: outcome.observations,
                media,
                left_out: outcome.left_out,
                open: project.is_open(),
            })
        });
    }

    pub(in crate::model) fn synchronize_file(&mut self, path: PathBuf, choice: ConfigurationChoice) {
        self.begin_file(
            FileTask::Synchronize,
            path,
            Doing::SynchronizingFile,
            move |project, path, progress, outbox| {
                let since = project.revision().map_err(reading)?;
                let job = project.begin_synchronize_file(path, choice);
                let outcome = progress.follow(job, outbox).map_err(|error| refused(project, path, &error))?;
                let info = project.device().sync_file_info(path).ok();
                let writer = info.map(|info| info.manifest.writer.device);
                Ok(News::Synchronized(Box::new(Ending::of_file(&outcome, since, writer))))
            },
        );
    }

    pub(super) fn stop_file(&self) {
        if let Some(work) = self.synchronize().and_then(|screen| screen.file.as_ref()) {
            work.progress.stop();
        }
    }

    /// One file at a time: a second one waits for the person, not in a queue that nobody sees.
    fn begin_file(
        &mut self,
        task: FileTask,
        path: PathBuf,
        doing: Doing,
        work: impl FnOnce(&Project, &Path, &Progress, &crate::model::worker::Outbox) -> Result<News, Failure>
        + Send
        + 'static,
    ) {
        let Some(open) = &mut self.open else { return };
        if open.synchronize.file.is_some() {
            return self.fail(Failure::new(doing, ErrorKind::InUse, "another file is being worked on".to_owned()));
        }
        let (project, opening, file) = (open.project.clone(), self.openings, path.clone());
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let progress = self.worker.run_long(
            move |progress, outbox| work(&project, &file, progress, outbox),
            move |app, result| {
                let is_here = app.openings == opening;
                if is_here && let Some(open) = &mut app.open {
                    open.synchronize.file = None;
                }
                match result {
                    Ok(News::Synchronized(ending)) if is_here => app.tell_ending(*ending),
                    Ok(news) => app.tell(news),
                    Err(failure) => app.fail_unless_stopped(failure.about(name)),
                }
                // The file may have brought a configuration, and names.
                app.reread();
            },
        );
        open.synchronize.file = Some(FileWork { task, path, progress });
    }
}

/// A refusal, with the way out that there is.
fn refused(project: &Project, path: &Path, error: &SyncFileError) -> Failure {
    let kind = error.kind();
    let file = path.to_owned();
    let offer = match error {
        SyncFileError::OwnOtherProject { theirs, .. } => {
            let info = project.device().sync_file_info(path).ok();
            info.map(|info| Offer::SwitchProject { project: info.manifest.project, name: theirs.clone(), file })
        }
        SyncFileError::OtherConfiguration(other) => Some(Offer::ChooseConfiguration { other: other.clone(), file }),
        _ if kind == ErrorKind::OtherProject => Some(Offer::AskForInvite { file }),
        _ if kind == ErrorKind::CopiedDevice => Some(Offer::RenewDevice),
        _ => None,
    };
    Failure::of(Doing::SynchronizingFile, kind, error).with(offer)
}

/// Where a new sync file may go: among the person's documents, under a name that is not taken.
pub(super) fn suggestion(name: String) -> PathBuf {
    let Some(home) = std::env::home_dir() else { return PathBuf::from(name) };
    let documents = ["Documents", "Documentos"].map(|folder| home.join(folder));
    let folder = documents.into_iter().find(|folder| folder.is_dir()).unwrap_or(home);
    let stem = name.trim_end_matches(".fieldmesh").to_owned();
    let names = std::iter::once(name.clone()).chain((2..100).map(|n| format!("{stem} {n}.fieldmesh")));
    let mut paths = names.map(|name| folder.join(name));
    paths.find(|path| !path.exists()).unwrap_or_else(|| folder.join(name))
}
