//! The local network as the screen has it: opened with the screen, read by a thread of its own, closed when nothing
//! runs on it any more.

use std::net::SocketAddr;
use std::sync::Weak;
use std::sync::mpsc::Receiver;

use fieldmesh::{DeviceId, ErrorKind, Lan, LanPeer, PeerKey, PeerState, SynchronizeError};

use super::thread::{Stop, Told};
use super::{Ending, thread};
use crate::model::App;
use crate::model::notice::{Doing, Failure, News};
use crate::model::worker::Lane;

/// Whether this device is discoverable.
#[derive(Debug, Default)]
pub enum Network {
    /// It is not.
    #[default]
    Closed,
    /// It is about to be.
    Opening(Thread),
    /// It is, and listens at this address: what a person types on a device that does not find it.
    Open {
        /// Where.
        address: SocketAddr,
        /// What reads the network.
        thread: Thread,
    },
    /// It could not be.
    Failed(ErrorKind),
}

/// What reads the network; it ends when this is dropped.
#[derive(Debug)]
pub struct Thread {
    pub(super) told: Receiver<Told>,
    pub(super) lan: Weak<Lan>,
    pub(super) _stop: Stop,
}

impl Network {
    fn thread(&self) -> Option<&Thread> {
        match self {
            Self::Opening(thread) | Self::Open { thread, .. } => Some(thread),
            Self::Closed | Self::Failed(_) => None,
        }
    }
}

impl App {
    pub(in crate::model) fn open_network(&mut self) {
        let Some(open) = &mut self.open else { return };
        self.network.leaving = false;
        if open.synchronize.network.thread().is_some() {
            return;
        }
        let thread = thread::open(&mut self.network, open.project.clone(), self.worker.outbox().waker().clone());
        open.synchronize.network = Network::Opening(thread);
        self.survey();
    }

    /// Closes the network, as soon as nothing runs on it.
    pub(in crate::model) fn leave_network(&mut self) {
        let Some(open) = &mut self.open else { return };
        if open.synchronize.is_busy() {
            self.network.leaving = true;
            return;
        }
        self.close_network();
    }

    pub(super) fn listen(&mut self, options: fieldmesh::LanOptions) {
        self.network.options = options;
        if self.synchronize().is_some_and(|screen| screen.network.thread().is_some()) {
            self.close_network();
            self.open_network();
        }
    }

    pub(super) fn dial(&mut self, address: SocketAddr) {
        if !self.network.typed.contains(&address) {
            self.network.typed.push(address);
        }
        self.ask_network(move |lan| {
            lan.dial(address);
            Ok(())
        });
    }

    pub(super) fn forget(&mut self, address: SocketAddr) {
        self.network.typed.retain(|typed| *typed != address);
        self.ask_network(move |lan| {
            lan.forget(address);
            Ok(())
        });
    }

    pub(super) fn use_theirs(&mut self, device: DeviceId) {
        let Some(lan) = self.lan() else { return };
        let adopt = move |_: &fieldmesh::Project| {
            let Some(lan) = lan.upgrade() else { return Ok(None) };
            lan.use_theirs(&device)
                .map(|configuration| Some(configuration.name))
                .map_err(|error| Failure::of(Doing::Configuring, error.kind(), &error))
        };
        self.work(Lane::Write, adopt, |app, name| {
            if let Some(name) = name {
                app.tell(News::ConfigurationUsed { name, warnings: 0 });
                app.reread();
            }
        });
    }

    pub(super) fn give_ours(&mut self, device: DeviceId) {
        self.ask_network(move |lan| lan.give_ours(&device));
        if let Some(open) = &mut self.open {
            open.synchronize.asked.insert(device);
        }
    }

    /// Finds how the configurations of devices nearby differ from ours, where that is not known yet.
    pub(super) fn compare_configurations(&mut self) {
        let Some(open) = &self.open else { return };
        let (screen, ours) = (&open.synchronize, open.summary.configuration.as_ref());
        let ours = ours.map(fieldmesh::Configuration::fingerprint);
        let is_known = |peer: &LanPeer| {
            let known = screen.configurations.get(&peer.key.device);
            let theirs = peer.summary.as_ref().map(|summary| summary.fingerprint);
            known.is_some_and(|known| {
                Some(known.theirs.fingerprint) == theirs && Some(known.ours.fingerprint) == ours
            })
        };
        let unknown = screen.peers.iter().filter(|peer| !is_known(peer));
        let unknown: Vec<_> =
            unknown.filter_map(|peer| Some((peer.key.device, peer.configuration.clone()?))).collect();
        for (device, theirs) in unknown {
            let compare = move |project: &fieldmesh::Project| {
                project
                    .other_configuration(&theirs)
                    .map_err(|error| Failure::of(Doing::Reading, error.kind(), &error))
            };
            self.work(Lane::Read, compare, move |app, other| {
                let Some(open) = &mut app.open else { return };
                match other {
                    Some(other) => drop(open.synchronize.configurations.insert(device, other)),
                    None => drop(open.synchronize.configurations.remove(&device)),
                }
            });
        }
    }

    pub(super) fn ask_network(&mut self, ask: impl FnOnce(&Lan) -> Result<(), SynchronizeError> + Send + 'static) {
        let Some(lan) = self.lan() else { return };
        let ask = move |_: &fieldmesh::Project| {
            let Some(lan) = lan.upgrade() else { return Ok(()) };
            ask(&lan).map_err(|error| Failure::of(Doing::Synchronizing, error.kind(), &error))
        };
        self.work(Lane::Write, ask, |_, ()| ());
    }

    /// Takes what the network told. Says whether anything changed.
    pub(in crate::model) fn poll_network(&mut self) -> bool {
        let mut changed = false;
        while let Some(told) = self.next_told() {
            self.hear(told);
            changed = true;
        }
        let is_idle = self.synchronize().is_some_and(|screen| !screen.is_busy());
        if self.network.leaving && is_idle {
            self.close_network();
            changed = true;
        }
        changed
    }

    fn next_told(&self) -> Option<Told> {
        self.synchronize()?.network.thread()?.told.try_recv().ok()
    }

    fn lan(&self) -> Option<Weak<Lan>> {
        Some(self.synchronize()?.network.thread()?.lan.clone())
    }

    fn hear(&mut self, told: Told) {
        let Some(open) = &mut self.open else { return };
        let screen = &mut open.synchronize;
        match told {
            Told::Addresses(addresses) => screen.addresses = addresses,
            Told::Open(lan, address) => {
                if let Network::Opening(mut thread) = std::mem::take(&mut screen.network) {
                    thread.lan = lan;
                    screen.network = Network::Open { address, thread };
                }
            }
            Told::Failed(failure) => {
                screen.network = Network::Failed(failure.kind);
                self.fail(failure);
            }
            Told::Peer(peer) => {
                if !matches!(peer.state, PeerState::Refused(_)) {
                    screen.asked.remove(&peer.key.device);
                }
                let has_another = peer.configuration.is_some();
                put(&mut screen.peers, *peer);
                if has_another {
                    self.compare_configurations();
                }
            }
            Told::Gone(key) => screen.peers.retain(|peer| peer.key != key),
            Told::Surroundings(surroundings) => screen.surroundings = surroundings,
            Told::Discovery(trouble) => screen.undiscoverable = trouble,
            Told::Complete(outcome, since) => {
                self.tell_ending(Ending::of_session(&outcome, since));
                self.reread();
            }
            Told::Ended(failure) => {
                self.fail_unless_stopped(failure);
                self.refresh();
            }
            Told::Changed(revision) => self.follow(revision),
        }
    }

    pub(in crate::model) fn close_network(&mut self) {
        self.network.leaving = false;
        let Some(open) = &mut self.open else { return };
        let screen = &mut open.synchronize;
        screen.network = Network::Closed;
        screen.addresses.clear();
        screen.peers.clear();
        screen.configurations.clear();
        screen.asked.clear();
        screen.surroundings = fieldmesh::Surroundings::default();
        screen.undiscoverable = None;
    }
}

/// Devices keep the place that they had when they were first seen: by name, then by key.
fn put(peers: &mut Vec<LanPeer>, peer: LanPeer) {
    let place = |peer: &LanPeer| -> (String, PeerKey) { (peer.name.to_lowercase(), peer.key) };
    match peers.iter_mut().find(|known| known.key == peer.key) {
        Some(known) => *known = peer,
        None => {
            let at = peers.iter().position(|known| place(known) > place(&peer)).unwrap_or(peers.len());
            peers.insert(at, peer);
        }
    }
}
