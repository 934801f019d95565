//! What the local network asks of a project.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use fieldmesh_document::{DeviceId, MediaPolicy, Replica};
use fieldmesh_store::{Activity, ActivityEnd, Met, SessionRecord, StoredConfiguration, Via};
use fieldmesh_sync::{Hello, LinkOptions, Outcome, Party};
use fieldmesh_transport::{Host, HostError, SessionFailure};

use super::SynchronizeError;
use crate::project::OwnConfiguration;
use crate::project::activity::completed;
use crate::time::now;
use crate::{Configuration, Project, ProjectError};

/// A project that takes part in a local network.
#[derive(Debug)]
pub(super) struct Member(Project, Mutex<Option<Known>>);

/// A configuration as it is stored, and what a link says of it.
type Known = (StoredConfiguration, Arc<OwnConfiguration>);

impl Member {
    pub(super) const fn new(project: Project) -> Self {
        Self(project, Mutex::new(None))
    }

    /// What a link says of the configuration in use.
    fn configuration(&self) -> Result<Option<Arc<OwnConfiguration>>, ProjectError> {
        let Some(stored) = self.0.store().configuration()? else { return Ok(None) };
        let mut known = self.1.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, own)) = known.as_ref().filter(|(before, _)| *before == stored) {
            return Ok(Some(Arc::clone(own)));
        }
        let configuration = Configuration::from_bytes(&stored.bytes).map_err(ProjectError::Configuration)?;
        let own = Arc::new(OwnConfiguration::of(&configuration)?);
        *known = Some((stored, Arc::clone(&own)));
        Ok(Some(own))
    }
}

/// What stands in the book of a session that ended just now.
fn activity(with: &Hello, took: Duration, end: ActivityEnd) -> Activity {
    Activity {
        at: now(),
        took: took.as_millis().try_into().unwrap_or(u64::MAX),
        device: with.party.device(),
        name: with.party.name().to_owned(),
        via: Via::Lan,
        file: None,
        end,
    }
}

impl Host for Member {
    fn replica(&self) -> &dyn Replica {
        self.0.store().as_ref()
    }

    fn link_options(&self) -> Result<LinkOptions, HostError> {
        Ok(self.0.link_options(self.configuration()?.as_deref())?)
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

    fn met(&self, hello: &Hello) -> Result<(), HostError> {
        let Party::Device { device, store, counter, .. } = hello.party else { return Ok(()) };
        Ok(self.0.store().meet(&Met { device, store_id: store, counter }, now())?)
    }

    fn completed(&self, with: &Hello, outcome: &Outcome, took: Duration, goes_on: bool) -> Result<(), HostError> {
        let Party::Device { device, store, counter, .. } = with.party else { return Ok(()) };
        // Both enter the session in their books, so that neither is what its hello said any more.
        let after = Met { device, store_id: store, counter: counter.saturating_add(1) };
        let (records_digest, at) = (outcome.records_digest, now());
        let observations = self.0.store().proven_observations(&outcome.proven)?;
        let session = SessionRecord { device, store_id: store, records_digest, observations, at, via: Via::Lan };
        let originals = with.state.policy == MediaPolicy::Everything && outcome.photos.complete;
        let end = ActivityEnd::Complete(Box::new(completed(outcome, observations)));
        let activity = activity(with, took, end);
        self.0.store().enter(|books| {
            books.met(&after, at)?;
            books.session(&session, &outcome.proven)?;
            if originals {
                books.originals(&device, &outcome.proven)?;
            }
            if goes_on { books.further_activity(&activity) } else { books.activity(&activity) }
        })?;
        // The session is as complete without: each hello tells what a card does.
        if let Err(error) = self.0.announce_session(&device) {
            tracing::warn!(%error, "a session was not written to the card of this device");
        }
        Ok(())
    }

    fn failed(&self, with: &Hello, failure: &Arc<SessionFailure>, took: Duration) -> Result<(), HostError> {
        let kind = SynchronizeError::Session(Arc::clone(failure)).kind();
        let failed = activity(with, took, ActivityEnd::Failed { kind: kind.as_str().to_owned() });
        self.0.store().enter(|books| books.activity(&failed))?;
        Ok(())
    }

    fn configuration_arrived(&self, bytes: &Arc<[u8]>) -> Result<(), HostError> {
        let arrived = Configuration::from_bytes(bytes)?;
        if self.0.configuration()?.is_none() {
            self.0.set_configuration(&arrived)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use fieldmesh_sync::{Moved, PhotosOutcome};
    use fieldmesh_transport::{PeerKey, Presence};

    use super::*;
    use crate::lan::{LanOutcome, LanPeer, PeerState};
    use crate::{Device, DeviceStanding, NewObservation};

    #[test]
    fn a_link_hands_on_a_configuration_as_it_came() {
        let dir = tempfile::tempdir().unwrap();
        let device = |name| Device::open(dir.path().join(name)).unwrap();
        let bytes = br#"{"fieldmesh_configuration":1,"later":[1],"name":"A","categories":[],"fields":[]}"#;
        let given = Configuration::from_bytes(bytes).unwrap();
        let project = device("ana").create_project("Río Napo", given).unwrap();
        let text = crate::Invite::parse(&project.invite().unwrap().to_text()).unwrap();
        let marco = device("marco").join(&text).unwrap();
        let handed = Member::new(project).link_options().unwrap().configuration.unwrap();
        Member::new(marco.clone()).configuration_arrived(&handed).unwrap();
        assert_eq!(marco.store().configuration().unwrap().unwrap().bytes, bytes);
        assert_eq!(Member::new(marco).link_options().unwrap().configuration.unwrap(), handed);
    }

    #[test]
    fn what_is_told_of_a_session_belongs_to_its_proof_whatever_is_recorded_meanwhile() {
        let dir = tempfile::tempdir().unwrap();
        let member = |name| Device::open(dir.path().join(name)).unwrap();
        let project = member("ana").create_project("Río Napo", Configuration::builtin()).unwrap();
        let marco = member("marco").join(&project.invite().unwrap()).unwrap();
        let made = project.observe_all(vec![NewObservation::default().notes("camp"); 3]).unwrap();
        let proven = project.store().inventory().unwrap();
        let outcome = Outcome {
            sent: Moved::default(),
            received: Moved::default(),
            records_equal: true,
            records_digest: proven.records_digest(),
            proven,
            photos: PhotosOutcome::default(),
            declined: Vec::new(),
        };
        // Another process, or another session, before anything is told of this one.
        project.delete(&made[0].id).unwrap();
        project.observe_all(vec![NewObservation::default().notes("later"); 5]).unwrap();
        assert_eq!(project.totals().unwrap().live, 7);

        let hello = marco.link_options(None).unwrap().hello;
        Member::new(project.clone()).completed(&hello, &outcome, Duration::from_secs(1), false).unwrap();
        let recorded = project.store().sessions().unwrap();
        assert_eq!((recorded[0].observations, recorded[0].records_digest), (3, outcome.records_digest));
        let ActivityEnd::Complete(noted) = &project.activity(1).unwrap()[0].1.end else {
            panic!("it was completed")
        };
        assert_eq!((noted.observations, noted.records_digest), (3, outcome.records_digest));

        let peer = LanPeer {
            key: PeerKey { device: marco.device().id(), store: marco.store_id() },
            name: "Marco".to_owned(),
            kind: fieldmesh_document::DeviceKind::Laptop,
            program: String::new(),
            presence: Presence::Here,
            standing: DeviceStanding::New,
            last: None,
            observations: 99,
            photos: MediaPolicy::Everything,
            same_data: true,
            summary: None,
            configuration: None,
            offered: false,
            typed: Vec::new(),
            state: PeerState::Complete,
        };
        assert_eq!(LanOutcome::new(&project, &peer, &outcome).observations, Some(3));
    }
}
