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
            bytes: configuration.file().map_err(ProjectError::Configuration)?.into_owned(),
        })?;
        Ok(fingerprint)
    }
}

fn read(stored: &StoredConfiguration) -> Result<Configuration, ProjectError> {
    Configuration::from_bytes(&stored.bytes).map_err(ProjectError::Configuration)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Device, Invite};

    /// The built-in configuration as a later version of this program might write it.
    fn later() -> Vec<u8> {
        let mut file: serde_json::Value =
            serde_json::from_slice(&Configuration::builtin().to_bytes().unwrap()).unwrap();
        file["later"] = serde_json::json!({ "b": 1.0, "a": [2] });
        file["categories"][0]["later"] = serde_json::json!("of a category");
        serde_json::to_vec(&file).unwrap()
    }

    #[test]
    fn what_a_later_version_says_in_a_configuration_reaches_others_through_devices_that_do_not_know_it() {
        let dir = tempfile::tempdir().unwrap();
        let device = |name| Device::open(dir.path().join(name)).unwrap();
        let kept = |project: &Project| project.store().configuration().unwrap().unwrap().bytes;
        let read = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();

        let ana = device("ana").create_project("Río Napo", Configuration::builtin()).unwrap();
        ana.set_configuration(&Configuration::from_bytes(&later()).unwrap()).unwrap();
        assert_eq!(kept(&ana), later());
        assert_eq!(ana.configuration().unwrap().unwrap().file().unwrap(), later());

        // In an invite file the JSON is the same, laid out in another way.
        let path = dir.path().join("napo.invite");
        ana.invite().unwrap().write_file(&path).unwrap();
        let marco = device("marco").join(&Invite::read_file(&path).unwrap()).unwrap();
        assert_eq!(read(&kept(&marco)), read(&later()));

        let text = Invite::parse(&ana.invite().unwrap().to_text()).unwrap();
        let luz = device("luz").join(&text).unwrap();
        assert!(luz.configuration().unwrap().is_none());
        let path = dir.path().join("napo.fieldmesh");
        ana.create_sync_file(&path).unwrap();
        luz.synchronize_file(&path).unwrap();
        assert_eq!(kept(&luz), later());

        // What is changed here is written anew, by what is known here.
        let mut changed = Configuration::from_bytes(&later()).unwrap();
        changed.version = Some("next".to_owned());
        ana.change_configuration(changed).unwrap();
        assert!(!String::from_utf8(kept(&ana)).unwrap().contains("later"));
    }
}
