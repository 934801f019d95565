//! Attending to one daemon, from its start to its end.

use std::collections::{BTreeSet, VecDeque};
use std::net::IpAddr;
use std::time::Duration;

use fieldmesh_document::Fingerprint;
use mdns_sd::{DaemonEvent, Metrics, Receiver, ServiceDaemon, ServiceEvent};
use tokio::time::{Instant, MissedTickBehavior, interval};

use super::budget::Budget;
use super::daemon::Daemon;
use super::heard::Heard;
use super::supervisor::{Orders, Report};
use super::{Discovered, DiscoveryOptions, Unavailable, record};

/// How often budgets and time limits are looked at.
const TICK: Duration = Duration::from_secs(1);

/// Without an address for this long, discovery counts as unavailable.
const NO_ADDRESS: Duration = Duration::from_secs(5);

/// The shortest time between two searches that begin from nothing, unless events were lost or a person changed
/// something: most of what makes one necessary can be forged.
const FRESH_SEARCH: Duration = Duration::from_secs(10);

/// In this time after a search begins, whoever is there has answered one of its questions, at 0, 1, 3 and 7 seconds.
const SETTLED: Duration = Duration::from_secs(12);

/// One daemon, and what has to be known of it.
pub(super) struct Watch<'a, S> {
    options: &'a DiscoveryOptions,
    orders: &'a mut Orders,
    heard: &'a mut Heard,
    report: &'a mut Report<S>,
    daemon: Daemon,
    monitor: Receiver<DaemonEvent>,
    /// The running search is the last; earlier ones are read to their end first, so that no goodbye is missed.
    searches: VecDeque<Receiver<ServiceEvent>>,
    searched: Instant,
    /// Something happened after which the daemon may know of devices and not ask about them.
    search_due: bool,
    /// When what was not heard again is given up.
    settle: Option<Instant>,
    configuration: Option<Fingerprint>,
    /// Those of the interfaces in use.
    addresses: BTreeSet<IpAddr>,
    addressed: Instant,
    budget: Budget,
    metrics: Option<Receiver<Metrics>>,
}

impl<'a, S: FnMut(Discovered)> Watch<'a, S> {
    /// Takes a new daemon into service.
    pub(super) fn begin(
        options: &'a DiscoveryOptions,
        mdns: ServiceDaemon,
        orders: &'a mut Orders,
        heard: &'a mut Heard,
        report: &'a mut Report<S>,
    ) -> Result<Self, Unavailable> {
        let configuration = *orders.configurations.borrow_and_update();
        let (daemon, monitor) = Daemon::begin(mdns, options)?;
        daemon.announce(options, configuration.as_ref())?;
        let now = Instant::now();
        let mut watch = Self {
            options,
            orders,
            heard,
            report,
            daemon,
            monitor,
            searches: VecDeque::new(),
            searched: now,
            search_due: false,
            settle: None,
            configuration,
            addresses: BTreeSet::new(),
            addressed: now,
            budget: Budget::default(),
            metrics: None,
        };
        watch.search()?;
        Ok(watch)
    }

    /// Attends to it until the owner lets go, then withdraws.
    ///
    /// # Errors
    /// Why the daemon cannot be used any more.
    pub(super) async fn run(mut self) -> Result<(), Unavailable> {
        let mut ticks = interval(TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                event = next(&mut self.searches) => match event {
                    Some(event) => self.service(event)?,
                    None => self.search_from_nothing()?,
                },
                event = self.monitor.recv_async() => self.interface(event.map_err(|_| Unavailable::Ended)?),
                instance = self.orders.verifications.recv() => match instance {
                    // A full queue of the daemon leaves it out; the next failed dial asks again.
                    Some(instance) => drop(self.daemon.verify(instance)),
                    None => break,
                },
                changed = self.orders.configurations.changed() => match changed {
                    Ok(()) => self.reconfigure()?,
                    Err(_) => break,
                },
                _ = ticks.tick() => self.tick()?,
            }
        }
        self.daemon.withdraw(self.options.instance).await;
        Ok(())
    }

    fn service(&mut self, event: ServiceEvent) -> Result<(), Unavailable> {
        match event {
            ServiceEvent::ServiceFound(..) => self.budget.found()?,
            ServiceEvent::ServiceResolved(service) if !self.is_own(&service.fullname) => {
                let reading = record::read(&service, &self.options.membership, self.configuration.as_ref());
                self.report.tell(self.heard.resolved(&service.fullname, reading));
            }
            ServiceEvent::ServiceRemoved(_, full_name) if !self.is_own(&full_name) => {
                let events = self.heard.removed(&full_name);
                // After the records of an instance ran out, the daemon does not ask about it again.
                self.search_due |= events.iter().any(|event| matches!(event, Discovered::Vanished(_)));
                self.report.tell(events);
            }
            _ => {}
        }
        Ok(())
    }

    fn interface(&mut self, event: DaemonEvent) {
        match event {
            DaemonEvent::IpAdd(address) => {
                self.addresses.insert(address);
                // A search that began just now asks on this interface too.
                self.search_due |= self.searched.elapsed() >= FRESH_SEARCH;
                self.report.works();
            }
            DaemonEvent::IpDel(address) => {
                self.addresses.remove(&address);
            }
            _ => {}
        }
    }

    fn reconfigure(&mut self) -> Result<(), Unavailable> {
        self.configuration = *self.orders.configurations.borrow_and_update();
        self.daemon.announce(self.options, self.configuration.as_ref())?;
        self.search_from_nothing()
    }

    fn tick(&mut self) -> Result<(), Unavailable> {
        let now = Instant::now();
        if let Some(metrics) = &self.metrics
            && let Ok(counts) = metrics.try_recv()
        {
            self.metrics = None;
            self.budget.check(&counts)?;
        }
        if self.metrics.is_none() {
            self.metrics = Some(self.daemon.metrics()?);
        }
        if !self.addresses.is_empty() {
            self.addressed = now;
        } else if now - self.addressed >= NO_ADDRESS {
            self.report.fails(Unavailable::NoInterface);
        }
        if self.settle.is_some_and(|settle| now >= settle) {
            self.settle = None;
            self.report.tell(self.heard.settle());
        }
        if self.search_due && now - self.searched >= FRESH_SEARCH {
            self.search_from_nothing()?;
        }
        Ok(())
    }

    /// Searches as if nothing was known yet, so that whoever is there answers.
    fn search_from_nothing(&mut self) -> Result<(), Unavailable> {
        self.daemon.forget()?;
        self.search()
    }

    fn search(&mut self) -> Result<(), Unavailable> {
        self.searches.push_back(self.daemon.browse()?);
        let now = Instant::now();
        self.searched = now;
        self.search_due = false;
        self.settle = Some(now + SETTLED);
        self.heard.doubt();
        Ok(())
    }

    fn is_own(&self, full_name: &str) -> bool {
        record::instance(full_name) == Some(self.options.instance)
    }
}

/// The next event of the oldest search; nothing when the last one was ended by the daemon, as it does with a reader
/// that is too slow.
async fn next(searches: &mut VecDeque<Receiver<ServiceEvent>>) -> Option<ServiceEvent> {
    while let Some(search) = searches.front() {
        if let Ok(event) = search.recv_async().await {
            return Some(event);
        }
        searches.pop_front();
    }
    None
}
