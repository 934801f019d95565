//! What this device says of itself and its project when it meets another replica.

use std::sync::Arc;

use fieldmesh_document::{DeviceKind, Fingerprint};
use fieldmesh_store::Query;
use fieldmesh_sync::{ConfigurationSummary, Hello, LinkOptions, Party, ReplicaState};

use super::Project;
use crate::{Configuration, DeviceError, ProjectError};

/// What a link says of the configuration in use, made once: reading one costs more than all else that is said.
#[derive(Debug)]
pub(crate) struct OwnConfiguration {
    summary: ConfigurationSummary,
    succeeds: Vec<Fingerprint>,
    file: Arc<[u8]>,
}

impl OwnConfiguration {
    pub(crate) fn of(configuration: &Configuration) -> Result<Self, ProjectError> {
        let file = configuration.file().map_err(ProjectError::Configuration)?.into();
        Ok(Self { summary: summary(configuration), succeeds: configuration.succeeds.clone(), file })
    }
}

impl Project {
    /// Our side of a link: the hello, our configuration, and those that it succeeds.
    pub(crate) fn link_options(
        &self,
        configuration: Option<&OwnConfiguration>,
    ) -> Result<LinkOptions, ProjectError> {
        let hello = Hello {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            party: Party::Device {
                device: self.device().id(),
                store: self.store_id(),
                counter: self.store().commit_counter()?,
                name: self.device().name(),
                kind: DeviceKind::Laptop,
            },
            project: self.id(),
            configuration: configuration.map(|one| one.summary.clone()),
            state: self.state()?,
        };
        let accepts = configuration.map(|one| one.succeeds.clone()).unwrap_or_default();
        let file = configuration.map(|one| Arc::clone(&one.file));
        Ok(LinkOptions { hello, configuration: file, accepts, removed: Vec::new() })
    }

    /// How many observations there are, had without counting photos.
    pub(crate) fn live(&self) -> Result<u64, ProjectError> {
        Ok(self.store().count(&Query::default())?)
    }

    /// What the store holds, in a few hashes and numbers.
    fn state(&self) -> Result<ReplicaState, ProjectError> {
        let (policy, live) = (self.store().media_policy()?, self.live()?);
        Ok(ReplicaState::of(self.store().as_ref(), live, policy)?)
    }
}

/// What a configuration is called, and what it means.
pub(super) fn summary(configuration: &Configuration) -> ConfigurationSummary {
    ConfigurationSummary {
        name: configuration.name.clone(),
        version: configuration.version.clone().unwrap_or_default(),
        fingerprint: configuration.fingerprint(),
    }
}

/// Random bytes for one session.
pub(super) fn nonce() -> Result<[u8; 16], ProjectError> {
    let mut nonce = [0; 16];
    getrandom::fill(&mut nonce).map_err(DeviceError::Random)?;
    Ok(nonce)
}
