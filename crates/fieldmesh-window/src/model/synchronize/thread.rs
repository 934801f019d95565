//! The thread that opens the network, reads its events, and closes it when nobody listens to it any more.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Weak};
use std::thread::JoinHandle;
use std::time::Duration;

use fieldmesh::{
    ErrorKind, Lan, LanAddress, LanEvent, LanOptions, LanOutcome, LanPeer, PeerKey, PeerState, Project,
    Surroundings,
};

use super::network::Thread;
use crate::model::Waker;
use crate::model::notice::{Doing, Failure, Offer};

/// How long it may take to notice that the screen was left, or that another process wrote to the project.
const TICK: Duration = Duration::from_millis(200);
/// So many ticks pass before this computer is asked again in which networks it is.
const LOOK: u32 = 10;
/// Words that wait for a frame; more wait in the network's own list, where a newer one replaces an older.
const UNREAD: usize = 64;

/// What outlives one opening of the network.
#[derive(Debug, Default)]
pub(in crate::model) struct Opener {
    pub(super) options: LanOptions,
    pub(super) typed: Vec<SocketAddr>,
    /// Whether it is to be closed when the last session has ended.
    pub(super) leaving: bool,
    former: Option<JoinHandle<()>>,
}

/// Ends the thread when it is dropped.
#[derive(Debug)]
pub(super) struct Stop(Arc<AtomicBool>);

/// What the thread tells.
#[derive(Debug)]
pub(super) enum Told {
    Open(Weak<Lan>, SocketAddr),
    /// Where this device can be reached changed.
    Addresses(Vec<LanAddress>),
    Failed(Failure),
    Peer(Box<LanPeer>),
    Gone(PeerKey),
    Surroundings(Surroundings),
    Discovery(Option<String>),
    /// With the revision that the project had before anything of the session came.
    Complete(Box<LanOutcome>, u64),
    Ended(Failure),
    /// The project's data changed, and has this revision.
    Changed(u64),
}

impl Drop for Stop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Opener {
    /// The thread of a former opening, to wait for its end.
    pub(in crate::model) fn former(&mut self) -> Option<JoinHandle<()>> {
        self.former.take()
    }
}

/// Waits until a former opening has said goodbye.
impl Drop for Opener {
    fn drop(&mut self) {
        if let Some(thread) = self.former.take() {
            let _ = thread.join();
        }
    }
}

/// Opens the network on a thread of its own, after a former opening has ended.
pub(super) fn open(opener: &mut Opener, project: Project, waker: Waker) -> Thread {
    let (sender, told) = sync_channel(UNREAD);
    let stop = Arc::new(AtomicBool::new(false));
    let former = opener.former.take();
    let (options, typed) = (opener.options.clone(), opener.typed.clone());
    let reader = Reader { sender, waker, stop: stop.clone(), project };
    opener.former = Some(std::thread::spawn(move || {
        if let Some(former) = former {
            let _ = former.join();
        }
        reader.run(options, &typed);
    }));
    Thread { told, lan: Weak::new(), _stop: Stop(stop) }
}

struct Reader {
    sender: SyncSender<Told>,
    waker: Waker,
    stop: Arc<AtomicBool>,
    project: Project,
}

impl Reader {
    fn run(&self, options: LanOptions, typed: &[SocketAddr]) {
        if self.stop.load(Ordering::Relaxed) {
            return;
        }
        let lan = match self.project.open_lan(options) {
            Ok(lan) => Arc::new(lan),
            Err(error) => {
                return self.tell(Told::Failed(Failure::of(Doing::OpeningNetwork, error.kind(), &error)));
            }
        };
        for address in typed {
            lan.dial(*address);
        }
        self.tell(Told::Open(Arc::downgrade(&lan), lan.address()));
        self.read(&lan);
    }

    fn read(&self, lan: &Lan) {
        let revision = || self.project.revision().unwrap_or_default();
        let mut sessions = Sessions { quiet: revision(), begun: BTreeMap::new() };
        let mut known = sessions.quiet;
        let (mut addresses, mut ticks) = (None, 0);
        while !self.stop.load(Ordering::Relaxed) && !lan.is_closed() {
            if ticks == 0 {
                let new = lan.addresses();
                if addresses.as_ref() != Some(&new) {
                    addresses = Some(new.clone());
                    self.tell(Told::Addresses(new));
                }
            }
            ticks = (ticks + 1) % LOOK;
            let now = revision();
            if now != known {
                known = now;
                self.tell(Told::Changed(now));
            }
            match lan.next_event(TICK) {
                None => sessions.quiet = now,
                Some(event) => self.hear(event, &mut sessions, now),
            }
        }
    }

    fn hear(&self, event: LanEvent, sessions: &mut Sessions, revision: u64) {
        let told = match event {
            LanEvent::Peer(peer) => {
                sessions.note(&peer, revision);
                Told::Peer(peer)
            }
            LanEvent::Gone(key) => {
                sessions.begun.remove(&key);
                Told::Gone(key)
            }
            LanEvent::Surroundings(surroundings) => Told::Surroundings(surroundings),
            LanEvent::Discovery(trouble) => Told::Discovery(trouble),
            LanEvent::Complete(outcome) => {
                let since = sessions.begun.remove(&outcome.peer).unwrap_or(sessions.quiet);
                Told::Complete(outcome, since)
            }
            LanEvent::Failed(peer, error) => {
                sessions.begun.remove(&peer.key);
                let kind = error.kind();
                let offer = (kind == ErrorKind::CopiedDevice).then_some(Offer::RenewDevice);
                let failure = Failure::of(Doing::Synchronizing, kind, error.as_ref());
                Told::Ended(failure.about(peer.name).with(offer))
            }
            _ => return,
        };
        self.tell(told);
    }

    /// Waits while the window reads slowly; ends the thread when it does not read any more.
    fn tell(&self, told: Told) {
        if self.sender.send(told).is_err() {
            self.stop.store(true, Ordering::Relaxed);
        }
        (self.waker)();
    }
}

/// The revision of the project before each session: what came with it is what came since.
struct Sessions {
    /// The revision when nothing had happened for a while: no session that is told of later began before.
    quiet: u64,
    begun: BTreeMap<PeerKey, u64>,
}

impl Sessions {
    fn note(&mut self, peer: &LanPeer, revision: u64) {
        match &peer.state {
            // Nothing moves before the answer.
            PeerState::Asking { .. } | PeerState::Waiting => drop(self.begun.insert(peer.key, revision)),
            PeerState::Running(_) => drop(self.begun.entry(peer.key).or_insert(self.quiet)),
            PeerState::Ready | PeerState::Refused(_) => drop(self.begun.remove(&peer.key)),
            _ => {}
        }
    }
}
