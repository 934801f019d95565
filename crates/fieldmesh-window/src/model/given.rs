//! A file that the program was opened with, or that was dropped on its window: whoever gives it need not know what
//! it is.

use std::path::{Path, PathBuf};

use fieldmesh::{Device, ErrorKind, Invite};

use super::notice::{Doing, Failure};
use super::worker::Lane;
use super::{App, Screen, start};

/// What waits for a person's word, at the place where it belongs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Given {
    /// An invite, for the door *Join my team*.
    Invite(PathBuf),
    /// A configuration, for this project or for a new one.
    Configuration(PathBuf),
}

enum Found {
    SyncFile,
    Given(Given),
}

impl App {
    /// Finds out what a file is. In the lane of the projects, so that the device's own is open by then.
    pub(super) fn open_file(&self, path: PathBuf) {
        let device = self.device.clone();
        let file = path.clone();
        self.worker.run(
            Lane::Write,
            move || find(&device, &file),
            |app, found| match found {
                Ok(Found::SyncFile) => app.act_start(start::Action::JoinFile(path)),
                Ok(Found::Given(given)) => {
                    let for_project = matches!(given, Given::Configuration(_)) && app.open.is_some();
                    app.given = Some(given);
                    app.show(if for_project { Screen::Project } else { Screen::Start });
                }
                Err(failure) => app.fail(failure),
            },
        );
    }
}

fn find(device: &Device, path: &Path) -> Result<Found, Failure> {
    let Err(error) = device.sync_file_info(path) else { return Ok(Found::SyncFile) };
    match error.kind() {
        ErrorKind::NotASyncFile => {}
        // It is refused for a reason of its own, at the place where it is opened.
        ErrorKind::OtherProject => return Ok(Found::SyncFile),
        kind => return Err(Failure::of(Doing::Working, kind, &error)),
    }
    if Invite::read_file(path).is_ok() {
        return Ok(Found::Given(Given::Invite(path.to_owned())));
    }
    match fieldmesh::read_configuration(path) {
        Ok(_) => Ok(Found::Given(Given::Configuration(path.to_owned()))),
        Err(_) => Err(Failure::of(Doing::Working, ErrorKind::NotASyncFile, &error)),
    }
}
