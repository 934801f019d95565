//! What the local network asks of a project.

use std::sync::Arc;

use fieldmesh_document::{CardSession, DeviceId, MediaPolicy, Replica};
use fieldmesh_store::{SessionRecord, Via};
use fieldmesh_sync::{Hello, LinkOptions, Outcome, Party};
use fieldmesh_transport::{Host, HostError};

use crate::time::now;
use crate::{Configuration, Project};

/// A project that takes part in a local network.
#[derive(Debug)]
pub(super) struct Member(Project);

impl Member {
    pub(super) const fn new(project: Project) -> Self {
        Self(project)
    }
}

impl Host for Member {
    fn replica(&self) -> &dyn Replica {
        self.0.store().as_ref()
    }

    fn link_options(&self) -> Result<LinkOptions, HostError> {
        Ok(self.0.link_options(self.0.configuration()?.as_ref())?)
    }

    fn changes(&self) -> Result<u64, HostError> {
        Ok(self.0.store().commit_counter()?)
    }

    fn compared(&self, device: &DeviceId) -> bool {
        // Where this cannot be read a person is asked again.
        self.0.compared().is_ok_and(|compared| compared.iter().any(|one| one.device == *device))
    }

    fn remember(&self, device: &DeviceId, name: &str) -> Result<(), HostError> {
        Ok(self.0.mark_compared(device, name)?)
    }

    fn completed(&self, with: &Hello, outcome: &Outcome) -> Result<(), HostError> {
        let Party::Device { device, store, .. } = with.party else { return Ok(()) };
        let (records_digest, at) = (outcome.records_digest, now());
        let observations = self.0.totals()?.live;
        let mut held = self.0.store().inventory()?;
        if held.records_digest() != records_digest {
            // Something was recorded here meanwhile, or left out: then nothing is claimed of the other's shards.
            held = Default::default();
        }
        let session = SessionRecord { device, store_id: store, records_digest, observations, at, via: Via::Lan };
        self.0.store().record_session(&session, &held)?;
        if with.state.policy == MediaPolicy::Everything && outcome.photos.complete {
            self.0.store().record_originals(&device, &held)?;
        }
        Ok(self.0.announce_session(device, CardSession { records_digest, observations, at })?)
    }

    fn configuration_arrived(&self, bytes: &Arc<[u8]>) -> Result<(), HostError> {
        let arrived = Configuration::from_bytes(bytes)?;
        if self.0.configuration()?.is_none() {
            self.0.set_configuration(&arrived)?;
        }
        Ok(())
    }
}
