//! A local network: the list of devices nearby, and sessions with them.

mod mailbox;
mod nudge;
mod peer;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::discovery::Interfaces;
use crate::host::Host;
use crate::hub::{Control, Hub, Pace, Watch};
use crate::limits::DEFAULT_PORT;
use crate::{Membership, PeerKey};
use mailbox::Mailbox;
pub use nudge::Nudge;
pub use peer::{Activity, LanEvent, Peer, Progresses, SessionFailure, Surroundings};

/// Threads that move bytes; storage has threads of its own.
const WORKERS: usize = 2;

/// How a device takes part in a local network.
#[derive(Clone, Debug)]
pub struct LanOptions {
    /// Where to listen; by default on every interface, at [`DEFAULT_PORT`] or, where that is taken, any port.
    pub listen: Option<SocketAddr>,
    /// Where to be discoverable; `None` for typed addresses alone.
    pub discovery: Option<Interfaces>,
    /// Whether a device that was synchronized with gets later changes at once.
    pub live: bool,
}

/// Why a device cannot take part in a local network.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LanError {
    /// It cannot listen.
    #[error("cannot listen at {address}")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The system gives no threads or random numbers.
    #[error("the system does not give what a local network needs")]
    System(#[source] io::Error),
}

/// A device taking part in a local network, until this is dropped.
///
/// Everything runs on threads of its own. Reading [`Self::next_event`] is not a duty: what waits stays small.
#[derive(Debug)]
pub struct Lan {
    control: UnboundedSender<Control>,
    news: Arc<Notify>,
    mailbox: Arc<Mailbox>,
    address: SocketAddr,
    thread: Option<JoinHandle<()>>,
}

/// Where the hub puts what happens.
#[derive(Clone, Debug)]
pub(crate) struct Teller(Arc<Mailbox>);

impl Default for LanOptions {
    /// Discoverable on the usual interfaces, and live.
    fn default() -> Self {
        Self { listen: None, discovery: Some(Interfaces::Usual), live: true }
    }
}

impl Lan {
    /// Begins to listen, to be discoverable, and to look for others.
    ///
    /// # Errors
    /// Every [`LanError`]. Where discovery does not work, an event tells, and typed addresses still do.
    pub fn open(membership: Membership, host: Arc<dyn Host>, options: &LanOptions) -> Result<Self, LanError> {
        Self::open_at(Pace::default(), membership, host, options)
    }

    /// The same, looking so often whether another process changed the replica.
    pub(crate) fn open_at(
        pace: Pace,
        membership: Membership,
        host: Arc<dyn Host>,
        options: &LanOptions,
    ) -> Result<Self, LanError> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(WORKERS)
            .thread_name("fieldmesh-lan")
            .enable_io()
            .enable_time()
            .build()
            .map_err(LanError::System)?;
        let listener = runtime.block_on(listen(options))?;
        let address = listener.local_addr().map_err(LanError::System)?;
        let (control, inbox) = unbounded_channel();
        let mailbox = Arc::new(Mailbox::default());
        let teller = Teller(Arc::clone(&mailbox));
        let news = Arc::new(Notify::new());
        let watch = Watch { pace, news: Arc::clone(&news) };
        let hub =
            runtime.block_on(async { Hub::new(membership, host, options, listener, inbox, teller, watch) })?;
        let closing = Arc::clone(&mailbox);
        let thread = std::thread::Builder::new()
            .name("fieldmesh-lan-hub".to_owned())
            .spawn(move || run(runtime, hub, &closing))
            .map_err(LanError::System)?;
        Ok(Self { control, news, mailbox, address, thread: Some(thread) })
    }

    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// What tells this network that the replica changed. Without it a change is noticed too, a little later, as one by
    /// another process is.
    pub fn nudge(&self) -> Nudge {
        Nudge::new(&self.news)
    }

    /// The next event, within `wait`; `None` when nothing happened.
    pub fn next_event(&self, wait: Duration) -> Option<LanEvent> {
        self.mailbox.take(wait)
    }

    /// Whether it ended, and every event was read.
    pub fn is_closed(&self) -> bool {
        self.mailbox.is_closed()
    }

    /// The devices nearby, in an order that does not change while they are shown.
    pub fn peers(&self) -> Vec<Peer> {
        self.mailbox.peers()
    }

    /// Begins a session with a device of the list. With a device never compared, a person is asked first:
    /// [`Activity::Asking`], then [`Self::answer`].
    pub fn synchronize(&self, peer: PeerKey) {
        self.tell(Control::Synchronize(peer));
    }

    /// Says whether this is the device it says to be. `true` is remembered, and the session begins.
    pub fn answer(&self, peer: PeerKey, yes: bool) {
        self.tell(Control::Answer(peer, yes));
    }

    /// Stops the session with a device. What arrived is kept.
    pub fn stop(&self, peer: PeerKey) {
        self.tell(Control::Stop(peer));
    }

    /// Looks for a device at an address, and again until it is found.
    pub fn dial(&self, address: SocketAddr) {
        self.tell(Control::Dial(address));
    }

    /// Looks no more at an address. A device that was found there stays.
    pub fn forget(&self, address: SocketAddr) {
        self.tell(Control::Forget(address));
    }

    /// Asks a device that uses another configuration to use ours.
    pub fn offer(&self, peer: PeerKey) {
        self.tell(Control::Offer(peer));
    }

    /// Leaves in order: says goodbye to everyone and waits, at most about two seconds, until that is done.
    pub fn leave(mut self) {
        self.end();
    }

    fn tell(&self, control: Control) {
        // Nobody hears it only after the end.
        let _ = self.control.send(control);
    }

    fn end(&mut self) {
        self.tell(Control::Leave);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Lan {
    fn drop(&mut self) {
        self.end();
    }
}

impl Teller {
    pub(crate) fn tell(&self, event: LanEvent) {
        self.0.put(event);
    }

    /// The list is this now. To be said before the events that tell of it.
    pub(crate) fn list(&self, peers: Vec<Peer>) {
        self.0.list(peers);
    }
}

fn run(runtime: Runtime, hub: Hub, mailbox: &Mailbox) {
    runtime.block_on(hub.run());
    // A replica that is busy for long is not waited for: what it has begun it finishes or undoes by itself.
    runtime.shutdown_timeout(Duration::from_secs(2));
    mailbox.close();
}

async fn listen(options: &LanOptions) -> Result<TcpListener, LanError> {
    let failed = |address| move |source| LanError::Listen { address, source };
    if let Some(address) = options.listen {
        return TcpListener::bind(address).await.map_err(failed(address));
    }
    let loopback_alone = options.discovery.as_ref().is_some_and(Interfaces::is_loopback_alone);
    let ip = if loopback_alone { Ipv4Addr::LOCALHOST } else { Ipv4Addr::UNSPECIFIED };
    let usual = SocketAddr::from((ip, DEFAULT_PORT));
    match TcpListener::bind(usual).await {
        Ok(listener) => Ok(listener),
        Err(error) => {
            tracing::info!(%error, %usual, "the usual port is taken");
            let any = SocketAddr::from((ip, 0));
            TcpListener::bind(any).await.map_err(failed(any))
        }
    }
}
