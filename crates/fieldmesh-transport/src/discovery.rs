//! Finding the other members on a local network (`docs/lan.md`, section 1).
//!
//! Pure: [`tags`] recognise members, [`record`] reads what was heard, [`heard`] remembers who is present, [`interfaces`]
//! says where to look, [`budget`] bounds the daemon. With effects: [`daemon`] is multicast DNS, [`watch`] attends to one
//! daemon, [`supervisor`] starts it again when it fails.

mod budget;
mod daemon;
mod heard;
mod interfaces;
mod record;
#[cfg(test)]
mod samples;
mod supervisor;
mod tags;
#[cfg(test)]
mod tests;
mod watch;

use std::io;
use std::sync::mpsc as std_mpsc;
use std::thread;
use std::time::Duration;

use fieldmesh_document::Fingerprint;
use mdns_sd::ServiceDaemon;
use tokio::sync::{mpsc, watch as latest};

pub use interfaces::{Interfaces, LocalAddress};

use crate::sighting::Sighting;
use crate::{Instance, Membership};
use supervisor::{Orders, Supervisor};

/// How long [`Discovery::stop`] waits for the withdrawal.
const STOP_WITHIN: Duration = Duration::from_secs(1);

/// Verifications that may wait; more are left out.
const MAX_VERIFICATIONS: usize = 64;

/// Makes this device discoverable and tells of others until it is dropped or stopped.
///
/// A drop withdraws the records too, but does not wait: a process that ends at once is remembered by the others for up
/// to two minutes.
pub(crate) struct Discovery {
    verify: mpsc::Sender<Instance>,
    configuration: latest::Sender<Option<Fingerprint>>,
    /// Ends with the thread; nothing is ever sent.
    ended: std_mpsc::Receiver<()>,
}

/// What a device says of itself, and where.
#[derive(Clone, Debug)]
pub(crate) struct DiscoveryOptions {
    /// Who it is to members.
    pub(crate) membership: Membership,
    /// This opening; drawn anew for each.
    pub(crate) instance: Instance,
    /// The name of the host in this opening: a random number, drawn anew for each.
    pub(crate) host_label: u64,
    /// Where it listens.
    pub(crate) port: u16,
    /// Which configuration it has, if any.
    pub(crate) configuration: Option<Fingerprint>,
    /// On which interfaces.
    pub(crate) interfaces: Interfaces,
}

/// What discovery tells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Discovered {
    /// A member is there; again each time what it says changed. The addresses are all that are known.
    Sighted(Sighting),
    /// A member said goodbye, or its records ran out. Anybody on the network can forge this.
    Vanished(Instance),
    /// Something of this service came or went that is no member's; at most 256 are present at a time.
    Foreign {
        /// Stands for its name.
        name: u64,
        /// Whether it is there.
        present: bool,
    },
    /// It works again after [`Self::Unavailable`].
    Restarted,
    /// It does not work for now; it goes on trying. Told once until [`Self::Restarted`].
    Unavailable(Unavailable),
}

/// Why discovery does not work for now.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub(crate) enum Unavailable {
    /// None of the interfaces to use is up with a usable address, for 5 seconds.
    #[error("no network interface can be used")]
    NoInterface,
    /// Multicast DNS refused to start or to take an order.
    #[error("multicast DNS failed")]
    Daemon(#[source] mdns_sd::Error),
    /// The thread of multicast DNS ended.
    #[error("multicast DNS ended by itself")]
    Ended,
    /// Too much was announced on the network.
    #[error("multicast DNS holds {count} {what}, {limit} at most")]
    Excess {
        /// How many.
        count: i64,
        /// Of what.
        what: &'static str,
        /// The limit.
        limit: i64,
    },
}

/// Discovery could not be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum DiscoveryError {
    /// The system gave no thread or no event queue.
    #[error("no thread for discovery")]
    Thread(#[source] io::Error),
}

impl From<mdns_sd::Error> for Unavailable {
    fn from(error: mdns_sd::Error) -> Self {
        match error {
            mdns_sd::Error::DaemonShutdown => Self::Ended,
            other => Self::Daemon(other),
        }
    }
}

impl Discovery {
    /// Announces this device and looks for others, on a thread of its own.
    ///
    /// `sink` is called on that thread. It may block: meanwhile nothing is lost for good, but goodbyes wait.
    ///
    /// # Errors
    /// [`DiscoveryError::Thread`]. That multicast DNS does not work is told as [`Discovered::Unavailable`].
    pub(crate) fn start(
        options: DiscoveryOptions,
        sink: impl FnMut(Discovered) + Send + 'static,
    ) -> Result<Self, DiscoveryError> {
        Self::start_with(options, ServiceDaemon::new, sink)
    }

    /// [`Self::start`] with daemons made by `new_daemon`, as a test needs that must not meet others on port 5353.
    ///
    /// # Errors
    /// [`DiscoveryError::Thread`].
    pub(crate) fn start_with(
        options: DiscoveryOptions,
        new_daemon: impl FnMut() -> mdns_sd::Result<ServiceDaemon> + Send + 'static,
        sink: impl FnMut(Discovered) + Send + 'static,
    ) -> Result<Self, DiscoveryError> {
        let (verify, verifications) = mpsc::channel(MAX_VERIFICATIONS);
        let (configuration, configurations) = latest::channel(options.configuration);
        let (ending, ended) = std_mpsc::channel();
        let orders = Orders { verifications, configurations };
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_time().build().map_err(DiscoveryError::Thread)?;
        thread::Builder::new()
            .name("fieldmesh-discovery".into())
            .spawn(move || {
                let _ending: std_mpsc::Sender<()> = ending;
                runtime.block_on(Supervisor::new(options, new_daemon, orders, sink).run());
            })
            .map_err(DiscoveryError::Thread)?;
        Ok(Self { verify, configuration, ended })
    }

    /// Asks whether a member is still there, after a dial failed: if it does not answer for 10 seconds, it vanishes.
    pub(crate) fn verify(&self, instance: Instance) {
        // A full queue means that others are asked about; the next failed dial asks again.
        let _ = self.verify.try_send(instance);
    }

    /// Announces that this device has another configuration, and looks anew at who has the same.
    pub(crate) fn reconfigure(&self, configuration: Option<Fingerprint>) {
        self.configuration.send_if_modified(|current| {
            let modified = *current != configuration;
            *current = configuration;
            modified
        });
    }

    /// Withdraws the records, so that others see this device go at once. Blocks for 1 second at most.
    pub(crate) fn stop(self) {
        let Self { verify, configuration, ended } = self;
        drop((verify, configuration));
        let _ = ended.recv_timeout(STOP_WITHIN);
    }
}
