//! Devices of one project, as the facade has them: by a file that is carried, by a network, and when a data folder is
//! put back or copied. Below it: their stores, when many meet one at once, and when both are killed.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stderr, reason = "a test fails by panicking")]

mod by_file;
mod by_lan;
mod copies;
mod cut;
mod deletions;
mod ends;
mod many;

use std::path::Path;

use fieldmesh::{Configuration, Deleted, Device, Observation, Project, Query};

/// Devices with these names that are members of one project, each with its folder in a directory.
fn team<N: AsRef<str>>(dir: &Path, names: impl IntoIterator<Item = N>) -> Vec<Project> {
    let mut projects: Vec<Project> = Vec::new();
    for name in names {
        let device = Device::open(dir.join(name.as_ref())).unwrap();
        device.rename(name.as_ref()).unwrap();
        projects.push(match projects.first() {
            None => device.create_project("Río Napo", Configuration::builtin()).unwrap(),
            Some(first) => device.join(&first.invite().unwrap()).unwrap(),
        });
    }
    projects
}

/// What a device has, deleted ones included, by id.
fn every(project: &Project) -> Vec<Observation> {
    let mut all = project.list(&Query { deleted: Deleted::All, ..Query::default() }).unwrap();
    all.sort_by_key(|observation| observation.id);
    all
}
