//! The configuration a project uses, and those it used.

use fieldmesh_config::Configuration;
use fieldmesh_document::Fingerprint;
use fieldmesh_store::StoredConfiguration;

use super::Project;
use crate::ProjectError;

impl Project {
    /// The configuration in use; `None` until one is imported or arrives.
    ///
    /// # Errors
    /// [`ProjectError::Store`], [`ProjectError::Configuration`].
    pub fn configuration(&self) -> Result<Option<Configuration>, ProjectError> {
        match self.store().configuration()? {
            Some(stored) => Ok(Some(read(&stored)?)),
            None => Ok(None),
        }
    }

    /// Every configuration the project used, so that old observations keep their names.
    ///
    /// # Errors
    /// [`ProjectError::Store`], [`ProjectError::Configuration`].
    pub fn configurations(&self) -> Result<Vec<Configuration>, ProjectError> {
        self.store().configurations()?.iter().map(read).collect()
    }

    /// Uses this configuration from now on as the successor of the one in use, so that the other members are offered
    /// it ([`Configuration::succeeding`]). Gives what is used.
    ///
    /// # Errors
    /// [`ProjectError::Store`], [`ProjectError::Configuration`].
    pub fn change_configuration(&self, configuration: Configuration) -> Result<Configuration, ProjectError> {
        let configuration = match self.configuration()? {
            Some(before) => configuration.succeeding(&before),
            None => configuration,
        };
        self.set_configuration(&configuration)?;
        Ok(configuration)
    }

    /// Uses this configuration as it is from now on. Observations keep the one they were captured under.
    ///
    /// # Errors
    /// [`ProjectError::Store`], [`ProjectError::Configuration`].
    pub fn set_configuration(&self, configuration: &Configuration) -> Result<Fingerprint, ProjectError> {
        let fingerprint = configuration.fingerprint();
        self.store().set_configuration(&StoredConfiguration {
            fingerprint,
            name: configuration.name.clone(),
            version: configuration.version.clone().unwrap_or_default(),
            bytes: configuration.to_bytes().map_err(ProjectError::Configuration)?,
        })?;
        Ok(fingerprint)
    }
}

fn read(stored: &StoredConfiguration) -> Result<Configuration, ProjectError> {
    Configuration::from_bytes(&stored.bytes).map_err(ProjectError::Configuration)
}
