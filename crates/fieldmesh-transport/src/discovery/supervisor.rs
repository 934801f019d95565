//! Starting multicast DNS again when it fails.

use std::time::Duration;

use fieldmesh_document::Fingerprint;
use mdns_sd::ServiceDaemon;
use tokio::sync::{mpsc, watch as latest};
use tokio::time::{Instant, sleep_until};

use super::heard::Heard;
use super::watch::Watch;
use super::{Discovered, DiscoveryOptions, Unavailable};
use crate::Instance;

/// Waiting before a daemon is started anew: at first, at most, doubling (`docs/lan.md`, section 1).
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// A daemon that ran this long has not failed at once: waiting begins from the first again.
const RAN_WELL: Duration = Duration::from_secs(60);

/// What the owner of discovery asks for. It ends when the owner lets go of the other side.
pub(super) struct Orders {
    pub(super) verifications: mpsc::Receiver<Instance>,
    pub(super) configurations: latest::Receiver<Option<Fingerprint>>,
}

/// Keeps a daemon running.
pub(super) struct Supervisor<N, S> {
    options: DiscoveryOptions,
    new_daemon: N,
    orders: Orders,
    heard: Heard,
    report: Report<S>,
}

/// Tells what was discovered, and once each time it stops or begins to work.
pub(super) struct Report<S> {
    sink: S,
    down: bool,
}

impl<N, S> Supervisor<N, S>
where
    N: FnMut() -> mdns_sd::Result<ServiceDaemon>,
    S: FnMut(Discovered),
{
    pub(super) fn new(options: DiscoveryOptions, new_daemon: N, orders: Orders, sink: S) -> Self {
        Self { options, new_daemon, orders, heard: Heard::default(), report: Report { sink, down: false } }
    }

    /// Runs until the owner lets go.
    pub(super) async fn run(mut self) {
        let mut wait = FIRST_WAIT;
        loop {
            let begun = Instant::now();
            let Err(reason) = self.one_daemon().await else {
                return;
            };
            tracing::warn!(?reason, "discovery is started anew");
            self.report.fails(reason);
            if begun.elapsed() >= RAN_WELL {
                wait = FIRST_WAIT;
            }
            if self.rest(wait).await.is_none() {
                return;
            }
            wait = (wait * 2).min(LONGEST_WAIT);
        }
    }

    /// Ends well when the owner let go, and badly with the daemon.
    async fn one_daemon(&mut self) -> Result<(), Unavailable> {
        let mdns = (self.new_daemon)()?;
        Watch::begin(&self.options, mdns, &mut self.orders, &mut self.heard, &mut self.report)?.run().await
    }

    /// Waits; nothing when the owner let go meanwhile.
    async fn rest(&mut self, wait: Duration) -> Option<()> {
        let until = Instant::now() + wait;
        loop {
            tokio::select! {
                () = sleep_until(until) => return Some(()),
                order = self.orders.verifications.recv() => order.map(drop)?,
            }
        }
    }
}

impl<S: FnMut(Discovered)> Report<S> {
    pub(super) fn tell(&mut self, events: Vec<Discovered>) {
        events.into_iter().for_each(&mut self.sink);
    }

    pub(super) fn fails(&mut self, reason: Unavailable) {
        if !std::mem::replace(&mut self.down, true) {
            (self.sink)(Discovered::Unavailable(reason));
        }
    }

    pub(super) fn works(&mut self) {
        if std::mem::take(&mut self.down) {
            (self.sink)(Discovered::Restarted);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Interfaces;
    use crate::discovery::samples::member;

    #[tokio::test(start_paused = true)]
    async fn a_daemon_that_does_not_start_is_tried_again_after_1_2_4_and_at_last_30_seconds() {
        let (verify, verifications) = mpsc::channel(1);
        let (configuration, configurations) = latest::channel(None);
        let (tried, mut tries) = mpsc::unbounded_channel();
        let (told, mut tellings) = mpsc::unbounded_channel();
        let options = DiscoveryOptions {
            membership: member(1),
            instance: Instance(1),
            host_label: 1,
            port: 1,
            configuration: None,
            interfaces: Interfaces::Named(vec!["lo".into()]),
        };
        let new_daemon = move || {
            tried.send(Instant::now()).unwrap();
            Err(mdns_sd::Error::Msg("no sockets".into()))
        };
        let orders = Orders { verifications, configurations };
        let sink = move |event| told.send(event).unwrap();
        let supervisor = tokio::spawn(Supervisor::new(options, new_daemon, orders, sink).run());

        let mut last = tries.recv().await.unwrap();
        for seconds in [1, 2, 4, 8, 16, 30, 30] {
            let next = tries.recv().await.unwrap();
            assert_eq!((next - last).as_secs(), seconds);
            last = next;
        }
        drop((verify, configuration));
        supervisor.await.unwrap();
        let reason = Unavailable::Daemon(mdns_sd::Error::Msg("no sockets".into()));
        assert_eq!(tellings.recv().await, Some(Discovered::Unavailable(reason)));
        assert_eq!(tellings.recv().await, None, "told once");
    }
}
