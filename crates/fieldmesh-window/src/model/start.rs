//! The first screen: three doors. *Join my team* with an invite or a sync file, *Start a new project*, *Look around
//! with sample data*.

use std::path::{Path, PathBuf};

use fieldmesh::{Configuration, Device, ErrorKind, Invite, Project, ProjectId, ProjectSummary};
use fieldmesh_workload::{Profile, SyntheticDevice, Workload, scene};

use super::App;
use super::notice::{Doing, Failure, Offer};
use super::worker::Lane;

/// What the first screen shows.
#[derive(Debug, Default)]
pub struct Start {
    pub(super) projects: Vec<ProjectSummary>,
    pub(super) busy: bool,
    pub(super) waiting_file: Option<PathBuf>,
    pub(super) device_name: String,
}

/// What a person does there.
#[derive(Clone, Debug)]
pub enum Action {
    /// Names this device, before it belongs to a project.
    Name(String),
    /// Joins by an invite: its text, or the path of a file.
    Join(String),
    /// Joins by a sync file. A device that holds no key for it is asked for an invite first.
    JoinFile(PathBuf),
    /// Starts a project of its own.
    Create {
        /// Its name, 1 to 100 characters.
        name: String,
        /// A file with its configuration; the built-in one without.
        configuration: Option<PathBuf>,
        /// Whether anyone who knows the name is a member: no secrecy.
        open: bool,
    },
    /// Makes a project with invented data to look around in. Nobody else can be in it.
    Sample,
    /// Opens a project of this device.
    Open(ProjectId),
    /// Wants no longer to synchronize with the file that waits for an invite.
    ForgetFile,
}

impl Start {
    /// The projects of this device, by name.
    pub fn projects(&self) -> &[ProjectSummary] {
        &self.projects
    }

    /// Whether a door is being opened.
    pub const fn is_busy(&self) -> bool {
        self.busy
    }

    /// What this device is called.
    pub fn device_name(&self) -> &str {
        &self.device_name
    }

    /// The sync file that waits for an invite: whoever joins is synchronized with it.
    pub fn waiting_file(&self) -> Option<&Path> {
        self.waiting_file.as_deref()
    }
}

impl App {
    pub(super) fn act_start(&mut self, action: Action) {
        let device = self.device.clone();
        match action {
            Action::Name(name) => self.name_device(name),
            Action::Join(invite) => self.enter(Doing::Joining, move || join(&device, &invite).map(Some)),
            Action::JoinFile(file) => self.join_file(file),
            Action::Create { name, configuration, open } => {
                self.enter(Doing::Joining, move || {
                    create(&device, &name, configuration.as_deref(), open).map(Some)
                });
            }
            Action::Sample => self.enter(Doing::Joining, move || sample(&device).map(Some)),
            Action::Open(project) => self.switch(project, None),
            Action::ForgetFile => self.start.waiting_file = None,
        }
    }

    pub(super) fn list_projects(&self) {
        let device = self.device.clone();
        let list = move || device.projects().map_err(|error| Failure::of(Doing::Reading, error.kind(), &error));
        self.worker.run(Lane::Read, list, |app, projects| {
            if let Some(projects) = app.succeed(projects) {
                app.start.projects = projects;
            }
        });
    }

    pub(super) fn name_device(&self, name: String) {
        let device = self.device.clone();
        let rename = move || {
            let renamed = device.rename(&name).map(|()| device.name());
            renamed.map_err(|error| Failure::of(Doing::NamingDevice, error.kind(), &error))
        };
        self.worker.run(Lane::Write, rename, |app, name| {
            if let Some(name) = app.succeed(name) {
                app.start.device_name = name;
                app.reread();
            }
        });
    }

    /// Opens another project of this device, and synchronizes it with a file if there is one.
    pub(super) fn switch(&mut self, project: ProjectId, file: Option<PathBuf>) {
        self.start.waiting_file = file;
        let device = self.device.clone();
        self.enter(Doing::Opening, move || {
            device.use_project(&project).map_err(|error| Failure::of(Doing::Opening, error.kind(), &error))?;
            open(&device, &project).map(Some)
        });
    }

    /// Opens the project that a sync file belongs to and synchronizes them, or asks for an invite.
    fn join_file(&mut self, file: PathBuf) {
        let device = self.device.clone();
        let path = file.clone();
        let look = move || device.sync_file_info(&path).map(|info| info.manifest.project);
        self.start.busy = true;
        self.worker.run(Lane::Read, look, |app, found| {
            app.start.busy = false;
            match found {
                Ok(project) => app.switch(project, Some(file)),
                Err(error) if error.kind() == ErrorKind::OtherProject => {
                    app.start.waiting_file = Some(file.clone());
                    let offer = Some(Offer::AskForInvite { file });
                    app.fail(Failure::of(Doing::Joining, error.kind(), &error).with(offer));
                }
                Err(error) => app.fail(Failure::of(Doing::Joining, error.kind(), &error)),
            }
        });
    }
}

fn join(device: &Device, invite: &str) -> Result<Project, Failure> {
    let invite = Invite::load(invite).map_err(|error| Failure::of(Doing::Joining, error.kind(), &error))?;
    match device.join(&invite) {
        // Whoever is a member already wanted to get in.
        Err(error) if error.kind() == ErrorKind::ProjectExists => open(device, &invite.project()),
        joined => joined.map_err(|error| Failure::of(Doing::Joining, error.kind(), &error)),
    }
}

fn create(device: &Device, name: &str, configuration: Option<&Path>, open: bool) -> Result<Project, Failure> {
    let failed = |error: fieldmesh::ProjectError| Failure::of(Doing::Joining, error.kind(), &error);
    let (configuration, key) = match configuration {
        None => (Configuration::builtin(), None),
        Some(path) => {
            let imported = fieldmesh::read_configuration(path)
                .map_err(|error| Failure::of(Doing::Configuring, error.kind(), &error))?;
            (imported.configuration, imported.project_key)
        }
    };
    match (open, key) {
        (true, _) => device.create_open_project(name, configuration).map_err(failed),
        (false, Some(key)) => device.create_keyed_project(name, &key, configuration).map_err(failed),
        (false, None) => device.create_project(name, configuration).map_err(failed),
    }
}

fn open(device: &Device, project: &ProjectId) -> Result<Project, Failure> {
    device.project(Some(&project.to_hex())).map_err(|error| Failure::of(Doing::Opening, error.kind(), &error))
}

/// A project with invented observations of two people, some with photos.
fn sample(device: &Device) -> Result<Project, Failure> {
    const NAME: &str = "Río Napo (sample)";
    const EACH: usize = 30;
    const PHOTOS: u64 = 6;
    const SEED: u64 = 7;
    if let Ok(projects) = device.projects()
        && let Some(known) = projects.iter().find(|project| project.name == NAME)
    {
        return open(device, &known.id);
    }
    let project = create(device, NAME, None, false)?;
    let failed = |error: fieldmesh::ObservationError| Failure::of(Doing::Saving, error.kind(), &error);
    let people = Workload::new(Profile::village(), SEED).devices(2);
    let mut own: Vec<_> = people.first().into_iter().flat_map(SyntheticDevice::observations).take(EACH).collect();
    for (number, observation) in (0..PHOTOS).zip(&mut own) {
        let photo =
            scene(SEED, number).map_err(|error| Failure::of(Doing::Attaching, ErrorKind::Internal, &error))?;
        let (id, record) = project
            .attach_bytes(Some(&format!("photo-{number}.jpg")), &photo)
            .map_err(|error| Failure::of(Doing::Attaching, error.kind(), &error))?;
        observation.attachments.insert(id, record);
    }
    project.observe_all(own).map_err(failed)?;
    if let Some(other) = people.last() {
        project.observe_all_as(other.id(), other.observations().take(EACH).collect()).map_err(failed)?;
    }
    Ok(project)
}
