//! Multicast DNS as discovery uses it.

use std::time::Duration;

use data_encoding::HEXLOWER;
use fieldmesh_document::Fingerprint;
use mdns_sd::{
    DaemonEvent, IfKind, IfPredicate, Metrics, Receiver, Result, ServiceDaemon, ServiceEvent, ServiceInfo,
    VERIFY_TIMEOUT_DEFAULT,
};
use tokio::time::{sleep, timeout};

use super::DiscoveryOptions;
use super::record::{SERVICE, VERSION, full_name, host_name};
use super::tags::Tags;
use crate::Instance;

/// How long one step of the withdrawal may take.
const STEP: Duration = Duration::from_millis(350);

/// mdns-sd says goodbye a second time after 120 ms, if it still runs.
const SECOND_GOODBYE: Duration = Duration::from_millis(150);

/// A running daemon. Its thread holds a way to itself and would announce for ever: a drop shuts it down.
pub(super) struct Daemon(ServiceDaemon);

impl Daemon {
    /// Takes a new daemon into service on the interfaces to use, and tells of their addresses from the first on.
    ///
    /// A new daemon has joined the multicast group on every interface and leaves it here on the others: there the
    /// system says so (IGMP, MLD), but no packet of multicast DNS is sent.
    pub(super) fn begin(mdns: ServiceDaemon, options: &DiscoveryOptions) -> Result<(Self, Receiver<DaemonEvent>)> {
        let daemon = Self(mdns);
        daemon.0.disable_interface(IfKind::All)?;
        let monitor = daemon.0.monitor()?;
        let interfaces = options.interfaces.clone();
        let wanted = IfPredicate::new(move |interface| interfaces.take(&interface.name, interface.ip()));
        daemon.0.enable_interface(IfKind::Predicate(wanted))?;
        Ok((daemon, monitor))
    }

    /// Announces this device, or what changed of it.
    pub(super) fn announce(&self, options: &DiscoveryOptions, configuration: Option<&Fingerprint>) -> Result<()> {
        let DiscoveryOptions { membership, instance, host_label, port, .. } = options;
        let tags = Tags::new(membership, *instance, *host_label, *port, configuration);
        let [project, configuration] = [tags.project, tags.configuration].map(|tag| HEXLOWER.encode(&tag));
        let text = [("v", VERSION), ("p", &project), ("c", &configuration)];
        let mut service =
            ServiceInfo::new(SERVICE, &instance.to_string(), &host_name(*host_label), "", *port, &text[..])?
                .enable_addr_auto();
        // Names of 64 random bits are unique (RFC 6762, section 8.1), and who answers a probe could make this device
        // take another name, under which no tag holds.
        service.set_requires_probe(false);
        self.0.register(service)
    }

    /// Looks for others. The events of an earlier search end.
    pub(super) fn browse(&self) -> Result<Receiver<ServiceEvent>> {
        self.0.browse(SERVICE)
    }

    /// Forgets what was heard of others.
    pub(super) fn forget(&self) -> Result<()> {
        self.0.stop_browse(SERVICE)
    }

    /// Asks whether an instance is still there.
    pub(super) fn verify(&self, instance: Instance) -> Result<()> {
        self.0.verify(full_name(instance), VERIFY_TIMEOUT_DEFAULT)
    }

    /// Asks for what it counts.
    pub(super) fn metrics(&self) -> Result<Receiver<Metrics>> {
        self.0.get_metrics()
    }

    /// Says goodbye, twice, and ends the daemon. Takes 1 second at most.
    pub(super) async fn withdraw(self, instance: Instance) {
        if let Ok(status) = self.0.unregister(&full_name(instance))
            && timeout(STEP, status.recv_async()).await.is_ok()
        {
            sleep(SECOND_GOODBYE).await;
        }
        if let Ok(status) = self.0.shutdown() {
            let _ = timeout(STEP, status.recv_async()).await;
        }
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        // Fails when it ended before, which is what is wanted.
        let _ = self.0.shutdown();
    }
}
