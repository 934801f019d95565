//! Synchronizing over a local network, without internet.

mod address;
mod error;
mod host;
mod peer;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use fieldmesh_document::DeviceId;
use fieldmesh_transport::{Interfaces, LocalAddress, Membership, Peer, PeerKey, Surroundings};

pub use address::{InterfaceKind, LanAddress};
pub use error::{OpenLanError, SynchronizeError};
use host::Member;
pub use peer::{LanOutcome, LanPeer, PeerState};

use crate::{Configuration, Project, ProjectError};

/// How a device takes part in a local network.
#[derive(Clone, Debug)]
pub struct LanOptions {
    /// Where to listen; by default on every interface, at [`DEFAULT_PORT`](crate::DEFAULT_PORT) or, where that is
    /// taken, at any port.
    pub listen: Option<SocketAddr>,
    /// Where to be discoverable; `None` for typed addresses alone.
    pub discovery: Option<Interfaces>,
    /// Whether a device that was synchronized with gets later changes by itself, and gives them.
    pub live: bool,
}

/// A project that is open to other devices on the local network, until this is dropped.
///
/// ```
/// use std::time::Duration;
///
/// use fieldmesh::{Configuration, Device, LanEvent, LanOptions, Observation, PeerState};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let dir = tempfile::tempdir()?;
/// # let (dir_a, dir_b) = (dir.path().join("a"), dir.path().join("b"));
/// let ana = Device::open(dir_a)?.create_project("Río Napo", Configuration::builtin())?;
/// ana.observe(Observation::at(-1.48, -77.26)?.category("camp"))?;
/// let marco = Device::open(dir_b)?.join(&ana.invite()?)?;
///
/// // Without discovery and on this computer alone; usually `LanOptions::default()`.
/// let here = LanOptions { listen: Some("127.0.0.1:0".parse()?), discovery: None, live: false };
/// let (a, b) = (ana.open_lan(here.clone())?, marco.open_lan(here)?);
/// a.dial(b.address());
/// let outcome = loop {
///     for lan in [&a, &b] {
///         for peer in lan.peers() {
///             match peer.state {
///                 PeerState::Ready if lan.address() == a.address() => lan.synchronize(&peer.key.device)?,
///                 // A person compares ID or words with the other screen first.
///                 PeerState::Asking { .. } => lan.answer(&peer.key.device, true)?,
///                 _ => {}
///             }
///         }
///     }
///     if let Some(LanEvent::Complete(outcome)) = a.next_event(Duration::from_millis(50)) {
///         break outcome;
///     }
/// };
/// assert_eq!(outcome.sent.counts.new, 1);
/// # Ok(())
/// # }
/// ```
///
/// It runs on threads of its own. Devices of the project appear by themselves; nothing but their names and whether
/// they hold the same crosses before [`Self::synchronize`], here or there.
#[derive(Debug)]
pub struct Lan {
    inner: fieldmesh_transport::Lan,
    project: Project,
    interfaces: Interfaces,
    _only: fs_err::File,
}

/// What happened on the local network.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum LanEvent {
    /// A device is new in the list, or something of it changed.
    Peer(Box<LanPeer>),
    /// A device left the list.
    Gone(PeerKey),
    /// Who else is near changed.
    Surroundings(Surroundings),
    /// Both hold the same, and proved it.
    Complete(Box<LanOutcome>),
    /// A synchronization ended before it was complete; what arrived is kept, and the next one continues.
    Failed(Box<LanPeer>, Arc<SynchronizeError>),
    /// Discovery does not work, for this reason, or works again (`None`). Typed addresses always do.
    Discovery(Option<String>),
}

impl Default for LanOptions {
    /// Discoverable on the usual interfaces, and live.
    fn default() -> Self {
        Self { listen: None, discovery: Some(Interfaces::Usual), live: true }
    }
}

impl Project {
    /// Opens the project to other devices on the local network.
    ///
    /// # Errors
    /// Every [`OpenLanError`].
    pub fn open_lan(&self, options: LanOptions) -> Result<Lan, OpenLanError> {
        let layout = self.device().layout();
        let only = layout.lock_network().map_err(ProjectError::from)?.ok_or(OpenLanError::InUse)?;
        let key = self.device().project_key(&self.id()).map_err(ProjectError::from)?;
        let membership = Membership::new(
            self.id(),
            &key,
            layout.x25519_secret().map_err(ProjectError::from)?,
            self.device().public_keys().ed25519,
            PeerKey { device: self.device().id(), store: self.store_id() },
        );
        let LanOptions { listen, discovery, live } = options;
        let interfaces = discovery.clone().unwrap_or_default();
        let options = fieldmesh_transport::LanOptions { listen, discovery, live };
        let inner = fieldmesh_transport::Lan::open(membership, Arc::new(Member::new(self.clone())), &options)?;
        let nudge = inner.nudge();
        self.store().on_commit(move || nudge.tell());
        Ok(Lan { inner, project: self.clone(), interfaces, _only: only })
    }
}

impl Lan {
    /// The project.
    pub const fn project(&self) -> &Project {
        &self.project
    }

    /// Where this device listens: what a person types on another one that does not find it.
    pub const fn address(&self) -> SocketAddr {
        self.inner.address()
    }

    /// The addresses by which a device of the same network reaches this one now, for people to tell each other: that
    /// of [`Self::address`], or where that is every interface, one for each. Empty where this computer is in no
    /// network.
    pub fn addresses(&self) -> Vec<LanAddress> {
        let address = self.address();
        if !address.ip().is_unspecified() {
            let interface = LocalAddress::of(address.ip()).map(|local| local.interface).unwrap_or_default();
            return vec![LanAddress::new(address, interface)];
        }
        let addresses = self.interfaces.addresses().into_iter();
        addresses.map(|local| LanAddress::new(SocketAddr::new(local.ip, address.port()), local.interface)).collect()
    }

    /// The next event, within `wait`; `None` when nothing happened.
    pub fn next_event(&self, wait: Duration) -> Option<LanEvent> {
        use fieldmesh_transport::LanEvent as Told;
        Some(match self.inner.next_event(wait)? {
            Told::Peer(peer) => LanEvent::Peer(Box::new(self.peer(*peer))),
            Told::Gone(key) => LanEvent::Gone(key),
            Told::Surroundings(surroundings) => LanEvent::Surroundings(surroundings),
            Told::Complete(peer, outcome) => {
                LanEvent::Complete(Box::new(LanOutcome::new(&self.project, &self.peer(*peer), &outcome)))
            }
            Told::Failed(peer, failure) => {
                LanEvent::Failed(Box::new(self.peer(*peer)), Arc::new(SynchronizeError::Session(failure)))
            }
            Told::Discovery(state) => LanEvent::Discovery(state),
            // Said by a newer version of the transport.
            _ => return None,
        })
    }

    /// Whether it ended and every event was read.
    pub fn is_closed(&self) -> bool {
        self.inner.is_closed()
    }

    /// The devices nearby, in an order that does not change while they are shown.
    pub fn peers(&self) -> Vec<LanPeer> {
        self.inner.peers().into_iter().map(|peer| self.peer(peer)).collect()
    }

    /// Synchronizes with a device of the list. With one that was never compared, [`PeerState::Asking`] comes first
    /// and [`Self::answer`] goes on.
    ///
    /// # Errors
    /// [`SynchronizeError::NotNearby`].
    pub fn synchronize(&self, device: &DeviceId) -> Result<(), SynchronizeError> {
        self.inner.synchronize(self.key(device)?);
        Ok(())
    }

    /// Says whether the device is the one it says to be, by its id or words on both screens. `true` is remembered,
    /// and the synchronization begins.
    ///
    /// # Errors
    /// [`SynchronizeError::NotNearby`].
    pub fn answer(&self, device: &DeviceId, yes: bool) -> Result<(), SynchronizeError> {
        self.inner.answer(self.key(device)?, yes);
        Ok(())
    }

    /// Stops the synchronization with a device. What arrived is kept.
    ///
    /// # Errors
    /// [`SynchronizeError::NotNearby`].
    pub fn stop(&self, device: &DeviceId) -> Result<(), SynchronizeError> {
        self.inner.stop(self.key(device)?);
        Ok(())
    }

    /// Looks for a device at an address, and again until it is found.
    pub fn dial(&self, address: SocketAddr) {
        self.inner.dial(address);
    }

    /// Looks no more at an address, which was mistyped perhaps. A device that was found there stays.
    pub fn forget(&self, address: SocketAddr) {
        self.inner.forget(address);
    }

    /// Uses the configuration of a device that has another one, from now on. Ours is kept for what was recorded
    /// with it.
    ///
    /// # Errors
    /// [`SynchronizeError::NotNearby`], [`SynchronizeError::NoConfiguration`], [`SynchronizeError::Project`].
    pub fn use_theirs(&self, device: &DeviceId) -> Result<Configuration, SynchronizeError> {
        let peer = self.nearby(device)?;
        let configuration = peer.configuration.ok_or(SynchronizeError::NoConfiguration { device: *device })?;
        self.project.set_configuration(&configuration)?;
        Ok(configuration)
    }

    /// Asks the person at a device that has another configuration to use ours.
    ///
    /// # Errors
    /// [`SynchronizeError::NotNearby`].
    pub fn give_ours(&self, device: &DeviceId) -> Result<(), SynchronizeError> {
        self.inner.offer(self.key(device)?);
        Ok(())
    }

    /// Leaves in order: says goodbye to everyone, and waits about two seconds at most until that is done.
    pub fn leave(self) {
        self.inner.leave();
    }

    /// The device of the list with this id.
    fn nearby(&self, device: &DeviceId) -> Result<LanPeer, SynchronizeError> {
        let found = self.inner.peers().into_iter().rev().find(|peer| peer.key.device == *device);
        found.map(|peer| self.peer(peer)).ok_or(SynchronizeError::NotNearby { device: *device })
    }

    fn key(&self, device: &DeviceId) -> Result<PeerKey, SynchronizeError> {
        Ok(self.nearby(device)?.key)
    }

    fn peer(&self, peer: Peer) -> LanPeer {
        LanPeer::new(&self.project, peer)
    }
}
