//! Links and sessions: what a person wants of a device, and what its connection tells.

use std::sync::Arc;

use fieldmesh_sync::{Outcome, Progress, SessionError};
use tokio::time::Instant;

use super::{Doing, Hub, Input, watch};
use crate::PeerKey;
use crate::contact::ConnectionId;
use crate::driver::{Command, Event};
use crate::host::HostError;
use crate::lan::{Activity, LanEvent, SessionFailure};

/// A session that began.
#[derive(Debug)]
pub(super) struct Begun {
    at: Instant,
    /// What both held then, as far as it was known.
    pair: Option<watch::Pair>,
    /// How often contents had become free then that another session had left.
    freed: u64,
    /// Whether it goes on with an earlier one, and nobody here asked for it.
    goes_on: bool,
}

impl Hub {
    /// Begins a session, or asks a person first whether this is the device.
    pub(super) fn synchronize(&mut self, peer: PeerKey) {
        let busy = self.table.row(&peer).is_some_and(|row| row.activity.activity.is_busy());
        if busy {
            return;
        }
        if !self.is_open(&peer) {
            self.failed(&peer, SessionFailure::NotConnected(peer.device));
        } else if self.host.compared(&peer.device) {
            self.asked.insert(peer);
            self.begin(&peer);
        } else {
            self.act(&peer, Activity::Asking { invited: false });
        }
    }

    /// A person said whether this is the device.
    pub(super) fn answer(&mut self, peer: PeerKey, yes: bool) {
        let Some(row) = self.table.row(&peer) else { return };
        let Activity::Asking { invited } = row.activity.activity else { return };
        let name = row.hello.as_ref().map(|hello| hello.party.name().to_owned()).unwrap_or_default();
        if yes {
            let host = Arc::clone(&self.host);
            self.blocking(move || Input::Remembered(peer, invited, host.remember(&peer.device, &name)));
        } else {
            if invited {
                self.command(&peer, Command::Answer(false));
            }
            self.act(&peer, Activity::Idle);
        }
    }

    pub(super) fn remembered(&mut self, peer: PeerKey, invited: bool, result: Result<(), HostError>) {
        match result {
            Ok(()) if invited => self.command(&peer, Command::Answer(true)),
            Ok(()) => {
                self.asked.insert(peer);
                self.begin(&peer);
            }
            Err(error) => {
                if invited {
                    self.command(&peer, Command::Answer(false));
                }
                self.failed(&peer, SessionFailure::Host(error));
            }
        }
    }

    /// Hands a command to the connection of a device.
    pub(super) fn command(&self, peer: &PeerKey, command: Command) {
        let line = self.table.connection(peer).and_then(|connection| self.lines.get(&connection));
        if let Some(line) = line
            && let Err(error) = line.commands.try_send(command)
        {
            tracing::warn!(%error, "a connection does not take commands");
        }
    }

    /// Whether a session with a device can begin now.
    pub(super) fn is_open(&self, peer: &PeerKey) -> bool {
        let line = self.table.connection(peer).and_then(|connection| self.lines.get(&connection));
        line.is_some_and(|line| line.accepted)
    }

    pub(super) fn begin(&mut self, peer: &PeerKey) {
        self.act(peer, Activity::Waiting);
        self.command(peer, Command::Begin);
    }

    /// What a connection tells.
    pub(super) fn link(&mut self, connection: ConnectionId, event: Event) {
        let now = self.now();
        let Some(peer) = self.lines.get(&connection).map(|line| line.peer) else { return };
        self.table.heard(connection, now);
        match event {
            Event::Decided(verdict) => self.table.verdict(connection, verdict, now),
            Event::Heard => {}
            Event::Accepted(acceptance) => {
                if let Some(line) = self.lines.get_mut(&connection) {
                    line.accepted = true;
                }
                let hello = Box::new(acceptance.peer().clone());
                let (host, met) = (Arc::clone(&self.host), hello.clone());
                self.blocking(move || Input::Kept("a meeting", host.met(&met)));
                self.table.accepted(connection, hello, acceptance.same_data(), now);
                self.doing(&peer, |doing| (doing.configuration, doing.offered) = (None, false));
                self.met_again(&peer);
            }
            Event::Refused(refusal, hello) => self.table.refused(connection, refusal, hello, now),
            Event::StateChanged(state) => {
                let same = self.is_even(&peer, &state);
                self.table.state(connection, state, same, now);
                self.go_on(&peer);
            }
            // It was faster to enter the last one in its book; ours comes first, so that each is entered whole.
            Event::Invited if self.recording.contains(&peer) => {
                self.early.insert(peer);
            }
            Event::Invited => self.invited(&peer),
            Event::Began => {
                let pair = self.pair(&peer);
                // An unfinished one is not begun again by itself either, until something changes.
                if let Some(settled) = self.settled.get_mut(&peer) {
                    settled.tried.clone_from(&pair);
                }
                let asked = self.asked.remove(&peer);
                let goes_on = !asked && self.settled.get(&peer).is_some_and(|settled| settled.linked);
                self.begun.insert(peer, Begun { at: Instant::now(), pair, freed: self.freed, goes_on });
                self.act(&peer, Activity::Running(Default::default()));
            }
            Event::Progress(progress) => self.progress(&peer, progress),
            Event::Finished(outcome) => self.finished(&peer, Arc::new(*outcome)),
            Event::Failed(error) => self.ended(&peer, error),
            Event::Configuration(bytes) => self.configuration(&peer, bytes.into()),
            Event::Offered => self.doing(&peer, |doing| doing.offered = true),
            Event::Closed(closing) => {
                self.lines.remove(&connection);
                // An unfinished session ended with it; one that is told of is not told again.
                self.interrupted(&peer);
                self.table.closed(connection, closing, now);
            }
        }
    }

    /// A device began a session.
    fn invited(&mut self, peer: &PeerKey) {
        if self.host.compared(&peer.device) {
            self.command(peer, Command::Answer(true));
        } else {
            self.act(peer, Activity::Asking { invited: true });
        }
    }

    /// A session with a device ended without an outcome.
    fn ended(&mut self, peer: &PeerKey, error: SessionError) {
        match error {
            SessionError::Stopped(_) | SessionError::Cancelled if self.early.remove(peer) => {}
            // An invitation that was withdrawn before anybody answered leaves nothing behind.
            SessionError::Stopped(_) | SessionError::Cancelled
                if self.is(peer, |a| matches!(a, Activity::Asking { .. })) =>
            {
                self.act(peer, Activity::Idle);
            }
            error => self.failed(peer, SessionFailure::Session(error)),
        }
    }

    /// The connection with a device is gone.
    pub(super) fn interrupted(&mut self, peer: &PeerKey) {
        self.early.remove(peer);
        if self.is(peer, |activity| matches!(activity, Activity::Asking { .. })) {
            self.act(peer, Activity::Idle);
        } else if self.is(peer, Activity::is_busy) && !self.recording.contains(peer) {
            self.failed(peer, SessionFailure::Cut);
        }
    }

    fn finished(&mut self, peer: &PeerKey, outcome: Arc<Outcome>) {
        let Some(hello) = self.table.row(peer).and_then(|row| row.hello.clone()) else { return };
        let (host, peer) = (Arc::clone(&self.host), *peer);
        let begun = self.begun.get(&peer);
        let (took, goes_on) = begun.map(|begun| (begun.at.elapsed(), begun.goes_on)).unwrap_or_default();
        self.recording.insert(peer);
        self.blocking(move || {
            let recorded =
                host.completed(&hello, &outcome, took, goes_on).and_then(|()| watch::read(host.as_ref()));
            Input::Recorded(peer, outcome, recorded)
        });
    }

    /// The outcome of a session was recorded; our state is this now.
    pub(super) fn recorded(
        &mut self,
        peer: PeerKey,
        outcome: Arc<Outcome>,
        result: Result<watch::Read, HostError>,
    ) {
        self.recording.remove(&peer);
        let begun = self.begun.remove(&peer);
        let before = begun.as_ref().map_or(self.freed, |begun| begun.freed);
        let begun = begun.and_then(|begun| begun.pair);
        let freed = match result {
            // The other side is told before anybody here can leave.
            Ok(read) => {
                self.changed(read.changes, read.hello.state);
                read.freed
            }
            Err(error) => {
                self.failed(&peer, SessionFailure::Host(error));
                self.next(&peer);
                return;
            }
        };
        let photos = &outcome.photos;
        let settled = watch::Settled {
            ended: Instant::now(),
            linked: true,
            with: self.table.instance(&peer),
            tried: begun.clone(),
            left: (photos.coming_here > 0).then_some(before),
            awaited: photos.coming_there > 0,
        };
        self.settled.insert(peer, settled);
        if outcome.records_equal {
            let theirs = begun.map(|[_, theirs]| theirs.records);
            self.proved(&peer, theirs, outcome.records_digest);
        }
        self.act(&peer, Activity::Done(Arc::clone(&outcome)));
        if let Some(row) = self.table.row(&peer).and_then(|row| self.shown(row)) {
            self.teller.tell(LanEvent::Complete(Box::new(row), Arc::clone(&outcome)));
        }
        if !self.next(&peer) && outcome.records_equal {
            // What was recorded while the session ran.
            self.go_on(&peer);
        }
        self.freed(freed);
    }

    /// Takes part in the session that a device began while the last one was recorded, if it did.
    fn next(&mut self, peer: &PeerKey) -> bool {
        let early = self.early.remove(peer);
        if early {
            self.invited(peer);
        }
        early
    }

    fn progress(&mut self, peer: &PeerKey, progress: Progress) {
        self.doing(peer, |doing| {
            if let Activity::Running(progresses) = &mut doing.activity {
                progresses.note(progress);
            }
        });
    }

    fn configuration(&mut self, peer: &PeerKey, bytes: Arc<[u8]>) {
        let kept = Arc::clone(&bytes);
        self.doing(peer, |doing| doing.configuration = Some(bytes));
        let host = Arc::clone(&self.host);
        self.blocking(move || Input::Kept("a configuration", host.configuration_arrived(&kept)));
    }

    pub(super) fn failed(&mut self, peer: &PeerKey, failure: SessionFailure) {
        self.asked.remove(peer);
        let failure = Arc::new(failure);
        self.write_down(peer, &failure);
        self.act(peer, Activity::Failed(Arc::clone(&failure)));
        if let Some(row) = self.table.row(peer).and_then(|row| self.shown(row)) {
            self.teller.tell(LanEvent::Failed(Box::new(row), failure));
        }
    }

    /// Has it recorded that a session which had begun ended early.
    fn write_down(&mut self, peer: &PeerKey, failure: &Arc<SessionFailure>) {
        let Some(begun) = self.begun.remove(peer) else { return };
        let Some(hello) = self.table.row(peer).and_then(|row| row.hello.clone()) else { return };
        let (host, why, took) = (Arc::clone(&self.host), Arc::clone(failure), begun.at.elapsed());
        self.notes.spawn_blocking(move || {
            if let Err(error) = host.failed(&hello, &why, took) {
                tracing::warn!(%error, "that a session ended early was not written down");
            }
        });
    }

    /// Whoever leaves stops what runs.
    pub(super) fn stop_all(&mut self) {
        let running: Vec<PeerKey> =
            self.begun.keys().filter(|peer| !self.recording.contains(*peer)).copied().collect();
        for peer in running {
            self.write_down(&peer, &Arc::new(SessionFailure::Session(SessionError::Cancelled)));
        }
    }

    pub(super) fn is(&self, peer: &PeerKey, test: impl Fn(&Activity) -> bool) -> bool {
        self.table.row(peer).is_some_and(|row| test(&row.activity.activity))
    }

    fn act(&mut self, peer: &PeerKey, activity: Activity) {
        self.doing(peer, |doing| doing.activity = activity);
    }

    fn doing(&mut self, peer: &PeerKey, change: impl FnOnce(&mut Doing)) {
        let Some(row) = self.table.row(peer) else { return };
        let mut doing = row.activity.clone();
        change(&mut doing);
        let now = self.now();
        self.table.activity(peer, doing, now);
    }

    /// Does something slow away from the threads that move bytes.
    pub(super) fn blocking(&mut self, work: impl FnOnce() -> Input + Send + 'static) {
        let sender = self.inbox.0.clone();
        self.tasks.spawn(async move {
            if let Ok(input) = tokio::task::spawn_blocking(work).await {
                let _ = sender.send(input).await;
            }
        });
    }
}
