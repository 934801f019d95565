//! One installation: its keys, its name, its projects.

mod error;
pub(crate) mod files;

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fieldmesh_config::Configuration;
use fieldmesh_document::{DeviceId, ProjectId, ProjectKey};
use fieldmesh_store::Store;

pub use error::DeviceError;
use files::{Layout, PublicKeys, Settings};

use crate::{Invite, Language, Project, ProjectError, words};

/// The most characters a name may have: of a device or of a project.
pub const NAME_MAX: usize = 100;

/// One installation on this computer. Cheap to clone; all clones are the same device.
#[derive(Clone, Debug)]
pub struct Device {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    layout: Layout,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    keys: PublicKeys,
    settings: Settings,
}

/// One line of the list of projects.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProjectSummary {
    /// Its id.
    pub id: ProjectId,
    /// Its name.
    pub name: String,
    /// Whether it keeps no secrets.
    pub open: bool,
    /// Whether commands speak of it when none is named.
    pub current: bool,
}

impl Device {
    /// Opens the device whose data is in `dir`; on first use makes the folder, the keys and a name.
    ///
    /// # Errors
    /// [`DeviceError::Io`]; [`DeviceError::KeyDamaged`], [`DeviceError::Settings`] when a file of the device
    /// was spoilt.
    pub fn open(dir: impl AsRef<Path>) -> Result<Self, DeviceError> {
        let layout = Layout::create(dir.as_ref())?;
        let _lock = layout.lock()?;
        let keys = layout.device_keys()?;
        let settings = match layout.settings()? {
            Some(settings) => settings,
            None => {
                let first: String = keys.id().short().chars().take(4).collect();
                let settings = Settings { name: format!("Laptop {first}"), current: None };
                layout.write_settings(&settings)?;
                settings
            }
        };
        Ok(Self { inner: Arc::new(Inner { layout, state: Mutex::new(State { keys, settings }) }) })
    }

    /// The device's id.
    pub fn id(&self) -> DeviceId {
        self.state().keys.id()
    }

    /// The name people gave it.
    pub fn name(&self) -> String {
        self.state().settings.name.clone()
    }

    /// The id as four words, to compare with what another screen shows.
    pub fn words(&self, language: Language) -> [&'static str; 4] {
        words(self.id().as_bytes(), language)
    }

    /// Gives it a name of 1 to [`NAME_MAX`] characters. Other devices learn it with the next synchronization.
    ///
    /// # Errors
    /// [`DeviceError::InvalidName`], [`DeviceError::Io`].
    pub fn rename(&self, name: &str) -> Result<(), DeviceError> {
        let name = checked_name(name)?;
        self.change(|settings| settings.name = name)?;
        for project in self.projects()? {
            self.open_project(&project.id)?.announce()?;
        }
        Ok(())
    }

    /// Makes this a device of its own, with new keys, after its data was copied to or from another computer.
    /// Nothing is lost; what it recorded keeps its old author.
    ///
    /// # Errors
    /// [`DeviceError::Io`], [`DeviceError::Random`].
    pub fn renew(&self) -> Result<(), DeviceError> {
        let ids = self.inner.layout.project_ids()?;
        {
            let _lock = self.inner.layout.lock()?;
            self.state().keys = self.inner.layout.draw_device_keys()?;
            for id in &ids {
                Store::renew(&self.inner.layout.project(id), self.id()).map_err(ProjectError::from)?;
            }
        }
        for id in &ids {
            self.open_project(id)?.announce()?;
        }
        Ok(())
    }

    /// Starts a new project with a new key. Whoever gets the key in an invite is a member.
    ///
    /// # Errors
    /// [`ProjectError::Device`] for a bad name or a failing disk, [`ProjectError::Store`].
    pub fn create_project(&self, name: &str, configuration: Configuration) -> Result<Project, ProjectError> {
        let id = ProjectId::random().map_err(DeviceError::Random)?;
        let key = ProjectKey::random().map_err(DeviceError::Random)?;
        self.add_project(name, id, &key, false, Some(configuration))
    }

    /// Starts or joins the project of this key, as one finds it in an archive of Mapeo: everybody who has the
    /// archive comes into the same project.
    ///
    /// # Errors
    /// [`ProjectError::Exists`] when the device is in it already; as [`Self::create_project`].
    pub fn create_keyed_project(
        &self,
        name: &str,
        key: &ProjectKey,
        configuration: Configuration,
    ) -> Result<Project, ProjectError> {
        self.add_project(name, key.project_id(), key, false, Some(configuration))
    }

    /// Starts or joins the open project of this name: anyone who knows the name is a member, so it keeps no
    /// secret.
    ///
    /// # Errors
    /// As [`Self::create_project`], and [`ProjectError::Exists`].
    pub fn create_open_project(&self, name: &str, configuration: Configuration) -> Result<Project, ProjectError> {
        let name = checked_name(name)?;
        let key = ProjectKey::open(&name);
        self.add_project(&name, key.project_id(), &key, true, Some(configuration))
    }

    /// Joins the project of an invite.
    ///
    /// # Errors
    /// [`ProjectError::Exists`] when the device is in it already; as [`Self::create_project`].
    pub fn join(&self, invite: &Invite) -> Result<Project, ProjectError> {
        self.add_project(
            invite.name(),
            invite.project(),
            invite.key(),
            invite.is_open(),
            invite.configuration().cloned(),
        )
    }

    /// The projects of this device, by name.
    ///
    /// # Errors
    /// [`DeviceError::Io`]. A project that cannot be opened is left out and logged.
    pub fn projects(&self) -> Result<Vec<ProjectSummary>, DeviceError> {
        let current = self.state().settings.current.clone();
        let mut projects = Vec::new();
        for id in self.inner.layout.project_ids()? {
            match self.open_project(&id) {
                Ok(project) => projects.push(ProjectSummary {
                    id,
                    name: project.name(),
                    open: project.is_open(),
                    current: current.as_deref() == Some(&id.to_hex()),
                }),
                Err(error) => tracing::warn!(project = %id.to_hex(), %error, "a project does not open"),
            }
        }
        projects.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
        if let ([only], None) = (projects.as_mut_slice(), current) {
            only.current = true;
        }
        Ok(projects)
    }

    /// Opens a project by its name or the beginning of its hexadecimal id; without a selector the current one,
    /// or the only one.
    ///
    /// # Errors
    /// [`ProjectError::None`], [`ProjectError::NotFound`], [`ProjectError::Choose`]; those of opening it.
    pub fn project(&self, selector: Option<&str>) -> Result<Project, ProjectError> {
        let ids = self.inner.layout.project_ids()?;
        let id = match selector {
            None => match self.state().settings.current.as_deref().map(ProjectId::from_hex) {
                Some(Ok(current)) if ids.contains(&current) => current,
                _ => match ids.as_slice() {
                    [] => return Err(ProjectError::None),
                    [only] => *only,
                    several => return Err(ProjectError::Choose { have: several.len() }),
                },
            },
            Some(wanted) => self.select(wanted, &ids)?,
        };
        self.open_project(&id)
    }

    /// Makes a project the one that commands speak of when none is named.
    ///
    /// # Errors
    /// [`ProjectError::NotFound`], [`ProjectError::Device`].
    pub fn use_project(&self, id: &ProjectId) -> Result<(), ProjectError> {
        if !self.inner.layout.project_ids()?.contains(id) {
            return Err(ProjectError::NotFound { wanted: id.to_hex() });
        }
        Ok(self.change(|settings| settings.current = Some(id.to_hex()))?)
    }

    pub(crate) fn public_keys(&self) -> PublicKeys {
        self.state().keys
    }

    #[cfg(feature = "lan")]
    pub(crate) fn layout(&self) -> &Layout {
        &self.inner.layout
    }

    pub(crate) fn project_key(&self, id: &ProjectId) -> Result<ProjectKey, DeviceError> {
        self.inner.layout.project_key(id)
    }

    /// Every key the device holds, with the project it opens.
    pub(crate) fn keyring(&self) -> Result<Vec<(ProjectId, ProjectKey)>, DeviceError> {
        let ids = self.inner.layout.project_ids()?;
        ids.into_iter().map(|id| Ok((id, self.project_key(&id)?))).collect()
    }

    pub(crate) fn open_project(&self, id: &ProjectId) -> Result<Project, ProjectError> {
        Project::open(self.clone(), &self.inner.layout.project(id))
    }

    fn select(&self, wanted: &str, ids: &[ProjectId]) -> Result<ProjectId, ProjectError> {
        let named: Vec<_> = self.projects()?.into_iter().filter(|project| project.name == wanted).collect();
        match named.as_slice() {
            [one] => return Ok(one.id),
            [] => {}
            several => return Err(ProjectError::Choose { have: several.len() }),
        }
        let by_id: Vec<_> =
            ids.iter().filter(|id| wanted.len() >= 4 && id.to_hex().starts_with(&wanted.to_lowercase())).collect();
        match by_id.as_slice() {
            [one] => Ok(**one),
            [] => Err(ProjectError::NotFound { wanted: wanted.to_owned() }),
            several => Err(ProjectError::Choose { have: several.len() }),
        }
    }

    fn add_project(
        &self,
        name: &str,
        id: ProjectId,
        key: &ProjectKey,
        open: bool,
        configuration: Option<Configuration>,
    ) -> Result<Project, ProjectError> {
        let name = checked_name(name)?;
        let dir = self.inner.layout.project(&id);
        {
            let _lock = self.inner.layout.lock()?;
            if self.inner.layout.project_ids()?.contains(&id) {
                return Err(ProjectError::Exists { name });
            }
            // The key first: a project folder without its key could never be shared or restored from a file.
            self.inner.layout.write_project_key(&id, key)?;
            Project::create(self, &dir, id, name, open)?;
        }
        let project = self.open_project(&id)?;
        if let Some(configuration) = configuration {
            project.set_configuration(&configuration)?;
        }
        project.announce()?;
        self.change(|settings| settings.current = Some(id.to_hex()))?;
        Ok(project)
    }

    fn change(&self, change: impl FnOnce(&mut Settings)) -> Result<(), DeviceError> {
        let _lock = self.inner.layout.lock()?;
        let mut state = self.state();
        // Another process may have changed them since they were read.
        let mut settings = self.inner.layout.settings()?.unwrap_or_else(|| state.settings.clone());
        change(&mut settings);
        self.inner.layout.write_settings(&settings)?;
        state.settings = settings;
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.inner.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A name without surrounding space and control characters, 1 to [`NAME_MAX`] characters long.
fn checked_name(name: &str) -> Result<String, DeviceError> {
    let name = name.trim();
    let have = name.chars().count();
    if have == 0 || have > NAME_MAX || name.chars().any(char::is_control) {
        return Err(DeviceError::InvalidName { have });
    }
    Ok(name.to_owned())
}
