//! What a person asked for on the command line: with whom, and when it is done.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use fieldmesh::{
    DeviceId, DialFailure, DialTarget, ErrorKind, LanEvent, LanPeer, Language, PeerKey, PeerState, Presence,
    Surroundings, select_device,
};
use fieldmesh_sentences as sentences;

use crate::cli::SyncArgs;
use crate::failure::Failure;

/// With `--all --once`: how long nothing new may be seen before it is done.
const QUIET: Duration = Duration::from_secs(2);

/// Something to do with a device.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Step {
    Synchronize(DeviceId),
    Answer(DeviceId, bool),
    Stop(DeviceId),
    UseTheirs(DeviceId),
    GiveMine(DeviceId),
}

/// How it went with a device or an address.
type End = Result<(), (ErrorKind, String)>;

/// See the module.
#[derive(Debug)]
pub(super) struct Plan {
    language: Language,
    all: bool,
    once: bool,
    timed: bool,
    yes: bool,
    theirs: bool,
    mine: bool,
    /// Whether a person watches who can answer questions.
    watched: bool,
    addresses: Vec<SocketAddr>,
    devices: Vec<String>,
    /// Steps taken with a device, so that each is taken once.
    taken: BTreeSet<(PeerKey, Step)>,
    ended: BTreeMap<PeerKey, End>,
    /// Whether it will go on to fail.
    failed_addresses: BTreeMap<SocketAddr, (End, bool)>,
    reached: BTreeMap<SocketAddr, PeerKey>,
    seen: BTreeMap<PeerKey, String>,
    busy: BTreeSet<PeerKey>,
    news: Option<Instant>,
    interrupted: bool,
}

impl Plan {
    pub(super) fn new(
        language: Language,
        args: &SyncArgs,
        addresses: Vec<SocketAddr>,
        devices: Vec<String>,
        watched: bool,
    ) -> Self {
        Self {
            language,
            all: args.all,
            once: args.once,
            timed: args.timeout.is_some(),
            yes: args.yes,
            theirs: args.use_theirs,
            mine: args.give_mine,
            watched,
            addresses,
            devices,
            taken: BTreeSet::new(),
            ended: BTreeMap::new(),
            failed_addresses: BTreeMap::new(),
            reached: BTreeMap::new(),
            seen: BTreeMap::new(),
            busy: BTreeSet::new(),
            news: None,
            interrupted: false,
        }
    }

    /// Takes note of what happened.
    pub(super) fn heard(&mut self, event: &LanEvent, now: Instant) {
        match event {
            LanEvent::Peer(peer) => {
                if self.seen.insert(peer.key, peer.name.clone()).is_none() {
                    self.news = Some(now);
                }
                self.reached.extend(peer.typed.iter().map(|address| (*address, peer.key)));
                let busy =
                    matches!(peer.state, PeerState::Asking { .. } | PeerState::Waiting | PeerState::Running(_));
                if busy {
                    self.busy.insert(peer.key);
                } else {
                    self.busy.remove(&peer.key);
                }
                if let (PeerState::Refused(_), true) = (&peer.state, self.wants(peer))
                    && !(self.theirs || self.mine)
                {
                    let kind = peer.kind_of_trouble().unwrap_or(ErrorKind::Protocol);
                    self.ended.insert(
                        peer.key,
                        Err((kind, format!("{}: {}", peer.name, sentences::error(self.language, kind)))),
                    );
                }
            }
            LanEvent::Complete(outcome) => {
                // Its row says so a moment later; who is told to end meanwhile is not in the middle of anything.
                self.busy.remove(&outcome.peer);
                self.ended.insert(outcome.peer, Ok(()));
                self.news = Some(now);
            }
            LanEvent::Failed(peer, error) => {
                self.ended.insert(peer.key, Err((error.kind(), error.to_string())));
                self.news = Some(now);
            }
            LanEvent::Surroundings(Surroundings { unreached, .. }) => {
                for one in unreached {
                    if let DialTarget::Typed(address) = one.target {
                        let end =
                            Err((kind(one.failure), sentences::unreached(self.language, &address, one.failure)));
                        self.failed_addresses.insert(address, (end, lasts(one.failure)));
                    }
                }
            }
            _ => {}
        }
    }

    /// What is to be done with a device now.
    pub(super) fn steps(&mut self, peer: &LanPeer) -> Option<Step> {
        let device = peer.key.device;
        let step = match &peer.state {
            PeerState::Ready if peer.presence == Presence::Here && self.wants(peer) => Step::Synchronize(device),
            PeerState::Asking { .. } if self.yes => Step::Answer(device, true),
            PeerState::Asking { .. } if !self.watched => Step::Answer(device, false),
            PeerState::Refused(_) if self.theirs && peer.configuration.is_some() => Step::UseTheirs(device),
            PeerState::Refused(_) if self.mine && peer.configuration.is_some() => Step::GiveMine(device),
            _ => return None,
        };
        if !self.taken.insert((peer.key, step)) {
            return None;
        }
        if step == Step::Answer(device, false) {
            let sentence = sentences::never_compared(self.language, peer);
            self.ended.insert(peer.key, Err((ErrorKind::NotCompared, sentence)));
        }
        Some(step)
    }

    /// A person wants it to end.
    pub(super) const fn interrupt(&mut self) {
        self.interrupted = true;
    }

    /// Whether everything that was asked for is done.
    pub(super) fn is_done(&self, now: Instant) -> bool {
        if !self.once || !self.busy.is_empty() {
            return false;
        }
        if !self.addresses.is_empty() || !self.devices.is_empty() {
            return self.addresses.iter().all(|address| self.end_of(address).is_some())
                && self.devices.iter().all(|given| self.ended_named(given));
        }
        let quiet = !self.all || self.news.is_some_and(|at| now.duration_since(at) >= QUIET);
        quiet && !self.ended.is_empty()
    }

    /// How it ended as a whole.
    pub(super) fn result(self) -> Result<(), Failure> {
        if self.interrupted && !self.busy.is_empty() {
            return Err(Failure::new(ErrorKind::Cancelled, sentences::error(self.language, ErrorKind::Cancelled)));
        }
        let unreached = self.addresses.iter().filter_map(|address| self.end_of(address)?.as_ref().err());
        let trouble = self.ended.values().filter_map(|end| end.as_ref().err()).chain(unreached).next();
        if let Some((kind, message)) = trouble {
            return Err(Failure::new(*kind, message.as_str()));
        }
        let asked = (self.once || self.timed) && !self.interrupted;
        let missing = self.ended.is_empty() || self.devices.iter().any(|given| !self.ended_named(given));
        match (asked && missing, self.busy.is_empty()) {
            (true, true) => {
                Err(Failure::new(ErrorKind::NobodyFound, sentences::error(self.language, ErrorKind::NobodyFound)))
            }
            (true, false) => {
                Err(Failure::new(ErrorKind::Interrupted, sentences::error(self.language, ErrorKind::Interrupted)))
            }
            (false, _) => Ok(()),
        }
    }

    fn wants(&self, peer: &LanPeer) -> bool {
        let typed = || peer.typed.iter().any(|address| self.addresses.contains(address));
        let named = || self.devices.iter().any(|given| is_named(given, &peer.key, &peer.name));
        self.all || typed() || named()
    }

    fn ended_named(&self, given: &str) -> bool {
        self.seen.iter().any(|(key, name)| is_named(given, key, name) && self.ended.contains_key(key))
    }

    fn end_of(&self, address: &SocketAddr) -> Option<&End> {
        let device = self.reached.get(address).and_then(|key| self.ended.get(key));
        device.or_else(|| {
            // An address where nobody answers may answer later; one that refuses will go on to.
            let end = self.failed_addresses.get(address).filter(|_| !self.reached.contains_key(address))?;
            let lasting = matches!(end, (Err(_), true));
            (lasting || self.timed && !self.once).then_some(&end.0)
        })
    }
}

/// A person presses for this device.
pub(super) fn begin(peer: &LanPeer) -> Option<Step> {
    let ready = matches!(peer.state, PeerState::Ready | PeerState::Complete | PeerState::Failed(_));
    (ready && peer.presence != Presence::Gone).then_some(Step::Synchronize(peer.key.device))
}

fn is_named(given: &str, key: &PeerKey, name: &str) -> bool {
    select_device(given, &[(key.device, Some(name.to_owned()))]).is_ok_and(|device| device == key.device)
}

/// Whether it answers, and always will like this.
const fn lasts(failure: DialFailure) -> bool {
    use DialFailure::{Itself, NotMember, NotThisProgram, Version};
    matches!(failure, Itself | NotMember | NotThisProgram | Version { .. })
}

const fn kind(failure: DialFailure) -> ErrorKind {
    match failure {
        DialFailure::NotMember => ErrorKind::OtherProject,
        DialFailure::Version { .. } => ErrorKind::NewerVersion,
        _ => ErrorKind::Unreachable,
    }
}
