//! The one task that knows everything of a local network: it feeds the peer table and does what the table asks.

mod calls;
mod own;
mod sessions;
mod watch;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::mpsc::{self, UnboundedReceiver};
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Duration, Instant, sleep_until, timeout_at};

use fieldmesh_document::{Fingerprint, Timestamp};

use crate::contact::ConnectionId;
use crate::discovery::{Discovered, Discovery, DiscoveryOptions};
use crate::driver::{Command, Event};
use crate::gate::Gate;
use crate::host::{Host, HostError};
use crate::lan::{Activity, LanError, LanEvent, LanOptions, Peer, Surroundings, Teller};
use crate::table::{DialId, Effect, Origin, Row, Sticky, Table, TableEvent, TableOptions, Target};
use crate::{Instance, Membership, PeerKey};
pub(crate) use watch::{Pace, Watch};

/// Things told to the hub that it has not taken yet; those who tell wait.
const INBOX: usize = 1_024;

/// How long discovery waits before it looks again whether the hub takes more.
const FULL: Duration = Duration::from_millis(10);

/// Time for goodbyes.
const FAREWELL: Duration = Duration::from_millis(1_500);

/// What a person wants.
#[derive(Debug)]
pub(crate) enum Control {
    Synchronize(PeerKey),
    Answer(PeerKey, bool),
    Stop(PeerKey),
    Dial(SocketAddr),
    Forget(SocketAddr),
    Offer(PeerKey),
    Leave,
}

/// What tasks tell the hub.
#[derive(Debug)]
enum Input {
    Discovered(Discovered),
    Shaken(Origin, calls::Shaken),
    Watched(watch::Watched),
    Remembered(PeerKey, bool, Result<(), HostError>),
    Recorded(PeerKey, Arc<fieldmesh_sync::Outcome>, Result<watch::Read, HostError>),
    /// Something was to be remembered, that nobody waits for.
    Kept(&'static str, Result<(), HostError>),
    /// Time to look again whether a session with a device is due.
    Again(PeerKey),
}

/// What the hub keeps in the row of a device.
#[derive(Clone, PartialEq, Default, Debug)]
pub(crate) struct Doing {
    activity: Activity,
    configuration: Option<Arc<[u8]>>,
    offered: bool,
}

type LinkEvent = (ConnectionId, Event);

/// A connection in use or waiting for its verdict.
#[derive(Debug)]
struct Line {
    peer: PeerKey,
    commands: mpsc::Sender<Command>,
    /// Whether sessions can begin on it.
    accepted: bool,
    task: AbortHandle,
}

/// See the module.
pub(crate) struct Hub {
    membership: Arc<Membership>,
    host: Arc<dyn Host>,
    instance: Instance,
    start: Instant,
    table: Table<Doing>,
    gate: Gate,
    listener: TcpListener,
    discovery: Option<Discovery>,
    lines: BTreeMap<ConnectionId, Line>,
    undecided: BTreeMap<ConnectionId, calls::TcpConnection>,
    next_connection: u64,
    live: bool,
    watch: Watch,
    settled: BTreeMap<PeerKey, watch::Settled>,
    own: own::Own,
    /// How often contents became free that another session had left.
    freed: u64,
    /// The fingerprint of our configuration, once it was looked at.
    configuration: Option<Option<Fingerprint>>,
    /// Whether links are to be made anew.
    remake: bool,
    /// Those with whom a person here wants a session that has not begun.
    asked: BTreeSet<PeerKey>,
    /// Those with whom a session runs.
    begun: BTreeMap<PeerKey, sessions::Begun>,
    /// Devices whose completed session is being recorded.
    recording: BTreeSet<PeerKey>,
    /// Those of them who began the next session meanwhile.
    early: BTreeSet<PeerKey>,
    tasks: JoinSet<()>,
    /// What is being written down of sessions that ended early.
    notes: JoinSet<()>,
    control: UnboundedReceiver<Control>,
    inbox: (mpsc::Sender<Input>, mpsc::Receiver<Input>),
    links: (mpsc::Sender<LinkEvent>, mpsc::Receiver<LinkEvent>),
    /// Dials under way to addresses that a person typed, and the devices that these led to.
    typed: (BTreeMap<DialId, SocketAddr>, BTreeMap<SocketAddr, PeerKey>),
    teller: Teller,
    told: BTreeSet<PeerKey>,
}

impl Sticky for Doing {
    fn is_sticky(&self) -> bool {
        self.activity != Activity::Idle
    }
}

impl Hub {
    pub(crate) fn new(
        membership: Membership,
        host: Arc<dyn Host>,
        options: &LanOptions,
        listener: TcpListener,
        control: UnboundedReceiver<Control>,
        teller: Teller,
        watch: Watch,
    ) -> Result<Self, LanError> {
        let random = |error: getrandom::Error| LanError::System(error.into());
        let instance = Instance::random().map_err(random)?;
        let seed = getrandom::u64().map_err(random)?;
        let host_label = getrandom::u64().map_err(random)?;
        let inbox = mpsc::channel(INBOX);
        let port = listener.local_addr().map_err(LanError::System)?.port();
        let mut hub = Self {
            table: Table::new(TableOptions { ours: membership.key, instance, seed }),
            membership: Arc::new(membership),
            host,
            instance,
            start: Instant::now(),
            gate: Gate::default(),
            listener,
            discovery: None,
            lines: BTreeMap::new(),
            undecided: BTreeMap::new(),
            next_connection: 0,
            live: options.live,
            watch,
            settled: BTreeMap::new(),
            own: own::Own::default(),
            freed: 0,
            configuration: None,
            remake: false,
            asked: BTreeSet::new(),
            begun: BTreeMap::new(),
            recording: BTreeSet::new(),
            early: BTreeSet::new(),
            tasks: JoinSet::new(),
            notes: JoinSet::new(),
            control,
            inbox,
            links: mpsc::channel(INBOX),
            typed: (BTreeMap::new(), BTreeMap::new()),
            teller,
            told: BTreeSet::new(),
        };
        match hub.host.link_options() {
            Ok(options) => hub.configuration = Some(options.hello.configuration.map(|one| one.fingerprint)),
            Err(error) => tracing::warn!(%error, "the configuration cannot be read yet"),
        }
        if let Some(interfaces) = &options.discovery {
            hub.discover(port, host_label, interfaces.clone());
        }
        Ok(hub)
    }

    /// Runs until a person leaves.
    pub(crate) async fn run(mut self) {
        self.look(None, Duration::ZERO, Duration::ZERO);
        loop {
            self.settle();
            let due =
                self.table.poll_timeout().map(|at| self.start + Duration::from_millis(at.0.max(0).unsigned_abs()));
            let timer = async {
                match due {
                    Some(at) => sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                control = self.control.recv() => match control {
                    Some(Control::Leave) | None => break,
                    Some(control) => self.control(control),
                },
                Some(input) = self.inbox.1.recv() => self.input(input),
                Some((connection, event)) = self.links.1.recv() => self.link(connection, event),
                called = self.listener.accept() => self.called(called),
                () = timer => {}
                Some(_) = self.tasks.join_next() => {}
                Some(_) = self.notes.join_next() => {}
            }
            let now = self.now();
            self.table.handle_timeout(now);
        }
        self.leave().await;
    }

    /// Milliseconds since the network was opened: a clock that never goes back.
    fn now(&self) -> Timestamp {
        Timestamp(i64::try_from(self.start.elapsed().as_millis()).unwrap_or(i64::MAX))
    }

    fn control(&mut self, control: Control) {
        let now = self.now();
        match control {
            Control::Synchronize(peer) => self.synchronize(peer),
            Control::Answer(peer, yes) => self.answer(peer, yes),
            Control::Stop(peer) => self.command(&peer, Command::Cancel),
            Control::Dial(address) => self.table.typed(address, now),
            Control::Forget(address) => self.table.forget(address),
            Control::Offer(peer) => self.command(&peer, Command::Offer),
            Control::Leave => {}
        }
    }

    fn input(&mut self, input: Input) {
        match input {
            Input::Discovered(discovered) => self.discovered(discovered),
            Input::Shaken(origin, shaken) => self.shaken(origin, shaken),
            Input::Watched(watched) => self.watched(watched),
            Input::Remembered(peer, invited, result) => self.remembered(peer, invited, result),
            Input::Recorded(peer, outcome, result) => self.recorded(peer, outcome, result),
            Input::Again(peer) => self.go_on(&peer),
            Input::Kept(_, Ok(())) => {}
            Input::Kept(what, Err(error)) => tracing::warn!(%error, "{what} was not kept"),
        }
    }

    /// Does what the table asks for, and tells what it changed.
    fn settle(&mut self) {
        // Not while data moves: a session that is cut has to begin again.
        if self.remake && !self.table.rows().any(|row| matches!(row.activity.activity, Activity::Running(_))) {
            self.remake = false;
            let now = self.now();
            self.table.reconfigured(now);
        }
        while let Some(effect) = self.table.poll_effect() {
            match effect {
                Effect::Dial { dial, target, address } => {
                    if let Target::Typed(typed) = target {
                        self.typed.0.insert(dial, typed);
                    }
                    self.dial(dial, address);
                }
                Effect::Settle { connection, verdict } => self.decide(connection, verdict),
                Effect::Close(connection) => self.close(connection),
                Effect::Verify(instance) => {
                    if let Some(discovery) = &self.discovery {
                        discovery.verify(instance);
                    }
                }
            }
        }
        let events: Vec<_> = std::iter::from_fn(|| self.table.poll_event()).collect();
        if !events.is_empty() {
            self.teller.list(self.table.rows().filter_map(|row| self.shown(row)).collect());
        }
        for event in events {
            match event {
                TableEvent::Changed(peer) => {
                    if let Some(row) = self.table.row(&peer).and_then(|row| self.shown(row)) {
                        self.told.insert(peer);
                        self.teller.tell(LanEvent::Peer(Box::new(row)));
                    }
                }
                TableEvent::Removed(peer) => {
                    self.settled.remove(&peer);
                    self.begun.remove(&peer);
                    self.asked.remove(&peer);
                    if self.told.remove(&peer) {
                        self.teller.tell(LanEvent::Gone(peer));
                    }
                }
                TableEvent::Surroundings => {
                    let (others, unreached) = (self.table.others(), self.table.unreached().collect());
                    self.teller.tell(LanEvent::Surroundings(Surroundings { others, unreached }));
                }
            }
        }
    }

    fn discover(&mut self, port: u16, host_label: u64, interfaces: crate::discovery::Interfaces) {
        let sender = self.inbox.0.clone();
        let options = DiscoveryOptions {
            membership: (*self.membership).clone(),
            instance: self.instance,
            host_label,
            port,
            configuration: self.configuration.flatten(),
            interfaces,
        };
        let started = Discovery::start(options, move |discovered| {
            let mut input = Input::Discovered(discovered);
            // Discovery has a thread of its own, which may wait; its runtime does not let it wait in the queue.
            while let Err(TrySendError::Full(kept)) = sender.try_send(input) {
                input = kept;
                std::thread::sleep(FULL);
            }
        });
        match started {
            Ok(discovery) => self.discovery = Some(discovery),
            Err(error) => self.teller.tell(LanEvent::Discovery(Some(error.to_string()))),
        }
    }

    fn discovered(&mut self, discovered: Discovered) {
        let now = self.now();
        match discovered {
            Discovered::Sighted(sighting) => self.table.sighted(sighting, now),
            Discovered::Vanished(instance) => self.table.vanished(instance, now),
            Discovered::Foreign { name, present } => self.table.foreign(name, present),
            Discovered::Restarted => self.teller.tell(LanEvent::Discovery(None)),
            Discovered::Unavailable(why) => self.teller.tell(LanEvent::Discovery(Some(why.to_string()))),
        }
    }

    /// Our configuration is another one now: links that named the earlier one are made anew, unless they join
    /// devices that agree.
    fn reconfigured(&mut self, fingerprint: Option<Fingerprint>) {
        if let Some(discovery) = &self.discovery {
            discovery.reconfigure(fingerprint);
        }
        let theirs = |row: &Row<Doing>| row.hello.as_ref()?.configuration.as_ref().map(|one| one.fingerprint);
        self.remake |= self.table.rows().any(|row| row.refusal.is_some() || theirs(row) != fingerprint);
    }

    /// Says goodbye to everyone, as long as [`FAREWELL`] allows.
    async fn leave(mut self) {
        self.stop_all();
        drop(self.listener);
        let discovery = self.discovery.take();
        let withdrawn = tokio::task::spawn_blocking(move || discovery.map(Discovery::stop));
        let until = Instant::now() + FAREWELL;
        for line in self.lines.values() {
            // A connection whose queue is full is closed without a goodbye.
            let _ = line.commands.try_send(Command::Leave);
        }
        // Whatever discovery still has to tell must not keep it from ending.
        self.inbox.1.close();
        let said = async {
            while !self.lines.is_empty() {
                if let Some((connection, Event::Closed(_))) = self.links.1.recv().await {
                    self.lines.remove(&connection);
                }
            }
        };
        let _ = timeout_at(until, said).await;
        let _ = timeout_at(until, withdrawn).await;
        let _ = timeout_at(until, async { while self.notes.join_next().await.is_some() {} }).await;
        self.tasks.abort_all();
    }

    /// A row as others see it; not before the device has said its name.
    fn shown(&self, row: &Row<Doing>) -> Option<Peer> {
        let led_here = self.typed.1.iter().filter(|(_, peer)| **peer == row.key);
        Some(Peer {
            key: row.key,
            hello: row.hello.clone()?,
            presence: row.presence,
            refusal: row.refusal.clone(),
            same_data: row.same_data,
            activity: row.activity.activity.clone(),
            configuration: row.activity.configuration.clone(),
            offered: row.activity.offered,
            typed: led_here.map(|(address, _)| *address).collect(),
        })
    }
}
