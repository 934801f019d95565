//! Drives the link and the sessions of one connection.

mod events;
mod slot;
mod tasks;
mod verdict;

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;
use tokio::task::{JoinError, JoinSet, spawn_blocking};
use tokio::time::{Instant, sleep_until, timeout};
use tokio_util::task::AbortOnDropHandle;

use fieldmesh_document::{ReplicaError, Timestamp};
use fieldmesh_sync::{
    Acceptance, Channel, Hello, Link, LinkEvent, LinkRefusal, Outcome, Party, Progress, ReplicaState, Reply,
    Request, SessionError, channel_of, serve,
};

use crate::PeerKey;
use crate::connection::Connection;
use crate::contact::{Closing, ConnectionId, Verdict};
use crate::host::Host;
use crate::limits::FAREWELL;
use events::Events;
use slot::Slot;
use tasks::Inbound;
pub(crate) use verdict::settle_and_drive;

/// What a connection is told to do. What does not fit its state is ignored, since the state may have changed
/// while the command was under way.
#[derive(Debug)]
pub(crate) enum Command {
    /// Begin a session, or take part in the one that the other side began.
    Begin,
    /// End the session, or decline the one that the other side began; the link stays.
    Cancel,
    /// Take part in the session that the other side began, or decline it.
    Answer(bool),
    /// Our data changed.
    Update(ReplicaState),
    /// Ask the other side to use our configuration, while they differ.
    Offer,
    /// Say goodbye and close.
    Leave,
    /// Close without a word: another connection with the same device takes over (`docs/lan.md`, section 4).
    Close,
}

/// What happens on a connection.
#[derive(Debug)]
pub(crate) enum Event {
    /// The other side decided what it is for. Before everything else, and not where this side decides.
    Decided(Verdict),
    /// The other side lives; at most once a second.
    Heard,
    /// Both sides accepted the link: sessions can begin.
    Accepted(Box<Acceptance>),
    /// One side refused, which said this of itself. Unless the configurations differ, [`Event::Closed`] follows.
    Refused(LinkRefusal, Option<Box<Hello>>),
    /// The configuration of the other side, as its file.
    Configuration(Vec<u8>),
    /// The other side asks this one to use its configuration.
    Offered,
    /// The data of the other side changed.
    StateChanged(ReplicaState),
    /// The other side began a session, and waits for [`Command::Answer`]. When it thinks better of it,
    /// [`Event::Failed`] follows; after an answer of no, nothing.
    Invited,
    /// A session has begun, from either side.
    Began,
    /// A stage moved on; of each stage and direction ten times a second, and the last one.
    Progress(Progress),
    /// Both sides recorded everything and proved it.
    Finished(Box<Outcome>),
    /// The session is over without a proof. What was merged stays.
    Failed(SessionError),
    /// The connection is no more; a session that was running ends with it. The last event.
    Closed(Closing),
}

struct Driver {
    id: ConnectionId,
    peer: PeerKey,
    host: Arc<dyn Host>,
    start: Instant,
    link: Link,
    slot: Slot,
    events: Events,
    replies: JoinSet<(u64, Reply)>,
    /// Whether the other side hears that this one closes.
    says_goodbye: bool,
}

/// The way out.
struct Outbound {
    frames: mpsc::Sender<Vec<u8>>,
    writer: AbortOnDropHandle<Closing>,
    /// Nothing can be written any more. What the other side said before it closed may still be on its way, so
    /// reading goes on until then.
    dead_at: Option<Instant>,
}

/// What ended a wait.
enum Wake<'a> {
    Command(Option<Command>),
    Reply(Result<(u64, Reply), JoinError>),
    /// There may be room for one more frame.
    Room,
    /// Somebody takes an event; `None` when nobody ever will.
    Listener(Option<Permit<'a>>),
    Frame(Result<Vec<u8>, Closing>),
    Time,
}

type Permit<'a> = mpsc::Permit<'a, (ConnectionId, Event)>;

/// Drives a connection that is used to its end. When this returns, nothing of it touches the replica any more.
async fn drive<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
    id: ConnectionId,
    connection: Connection<S>,
    host: Arc<dyn Host>,
    mut commands: mpsc::Receiver<Command>,
    listener: mpsc::Sender<(ConnectionId, Event)>,
) {
    let asked = Arc::clone(&host);
    let options = match spawn_blocking(move || asked.link_options()).await {
        Ok(Ok(options)) => options,
        failed => {
            tracing::error!(?failed, "this side cannot say what it holds");
            // An error means that nobody listens; there is nothing else left to do then, here and below.
            let _ = listener.send((id, Event::Closed(Closing::Ours))).await;
            return;
        }
    };
    let mut driver = Driver {
        id,
        peer: connection.peer,
        host,
        start: Instant::now(),
        link: Link::new(options, Timestamp(0)),
        slot: Slot::new(connection.binding),
        events: Events::default(),
        replies: JoinSet::new(),
        says_goodbye: true,
    };
    let (receiver, sender) = connection.into_halves();
    let (mut inbound, reader) = tasks::read(receiver);
    let (frames, writer) = tasks::write(sender);
    let mut outbound = Outbound { frames, writer, dead_at: None };
    let closing = driver.run(&mut commands, &mut inbound, &mut outbound, &listener).await;
    driver.close(closing, inbound, outbound).await;
    drop(reader);
    driver.slot.abandon();
    while let Some((serial, request)) = driver.slot.poll_request() {
        driver.serve(serial, request);
    }
    for event in driver.events.into_rest(closing) {
        let _ = listener.send((id, event)).await;
    }
    while driver.replies.join_next().await.is_some() {}
}

impl Driver {
    /// Milliseconds since the driver began.
    fn now(&self) -> Timestamp {
        Timestamp(i64::try_from(self.start.elapsed().as_millis()).unwrap_or(i64::MAX))
    }

    fn instant(&self, at: Timestamp) -> Instant {
        self.start + Duration::from_millis(at.0.max(0).unsigned_abs())
    }

    async fn run(
        &mut self,
        commands: &mut mpsc::Receiver<Command>,
        inbound: &mut Inbound,
        outbound: &mut Outbound,
        listener: &mpsc::Sender<(ConnectionId, Event)>,
    ) -> Closing {
        loop {
            let now = self.now();
            self.link.handle_timeout(now);
            if let Some(closing) = self.link_events(now) {
                return closing;
            }
            let full = self.transmit(outbound, now);
            if outbound.dead_at.is_some_and(|dead_at| dead_at <= Instant::now()) {
                return (&mut outbound.writer).await.unwrap_or(Closing::Ours);
            }
            let (told, timer) = (self.events.due(), self.link.poll_timeout());
            // An event that is due waits for its listener, not for the time.
            let later = told.filter(|at| *at > now);
            let timers = later.into_iter().chain(timer).map(|at| self.instant(at)).chain(outbound.dead_at);
            let next = timers.min().unwrap_or_else(|| self.instant(now));
            let room_for_input = !self.events.is_full() && !self.slot.is_full();
            let wake = tokio::select! {
                // Input last: everything else is bounded by this side.
                biased;
                command = commands.recv() => Wake::Command(command),
                Some(reply) = self.replies.join_next() => Wake::Reply(reply),
                _ = outbound.frames.reserve(), if full => Wake::Room,
                permit = listener.reserve(), if told.is_some_and(|at| at <= now) => Wake::Listener(permit.ok()),
                frame = inbound.recv(), if room_for_input => Wake::Frame(frame.unwrap_or(Err(Closing::Cut))),
                () = sleep_until(next) => Wake::Time,
            };
            if let Err(closing) = self.handle(wake, self.now()) {
                return closing;
            }
        }
    }

    fn handle(&mut self, wake: Wake<'_>, now: Timestamp) -> Result<(), Closing> {
        let (link, slot, events) = (&mut self.link, &mut self.slot, &mut self.events);
        match wake {
            Wake::Command(Some(Command::Begin)) => slot.begin(link, events, now)?,
            Wake::Command(Some(Command::Cancel)) => slot.cancel(events, now),
            Wake::Command(Some(Command::Answer(yes))) => slot.answer(yes, events, now),
            Wake::Command(Some(Command::Update(state))) => link.update(state),
            Wake::Command(Some(Command::Offer)) => link.offer(),
            Wake::Command(Some(Command::Close)) => {
                self.says_goodbye = false;
                return Err(Closing::Ours);
            }
            Wake::Command(Some(Command::Leave) | None) | Wake::Listener(None) => return Err(Closing::Ours),
            Wake::Reply(Ok((serial, reply))) => slot.handle_reply(serial, reply, events, now),
            Wake::Reply(Err(error)) => {
                tracing::error!(error = &error as &dyn std::error::Error, "a reply of the replica was lost");
                return Err(Closing::Ours);
            }
            Wake::Listener(Some(permit)) => {
                if let Some(event) = events.pop(now) {
                    permit.send((self.id, event));
                }
            }
            Wake::Frame(frame) => self.receive(&frame?, now)?,
            Wake::Room | Wake::Time => {}
        }
        Ok(())
    }

    fn receive(&mut self, frame: &[u8], now: Timestamp) -> Result<(), Closing> {
        self.events.heard(now);
        match channel_of(frame) {
            Some(Channel::Link) => {
                let known = self.link.peer().is_some();
                self.link.handle_message(frame, now).map_err(|error| {
                    tracing::debug!(error = &error as &dyn std::error::Error, "the other side broke the link");
                    Closing::Broken
                })?;
                if !known && self.link.peer().is_some_and(|hello| !is_of(&hello.party, self.peer)) {
                    tracing::debug!(peer = ?self.peer, "the hello names another device than the channel proved");
                    return Err(Closing::Broken);
                }
                Ok(())
            }
            Some(Channel::Session) => {
                self.link.heard(now);
                self.slot.handle_message(frame, &self.link, &mut self.events, now)
            }
            None => {
                tracing::debug!(bytes = frame.len(), "a frame of no known channel came");
                Err(Closing::Broken)
            }
        }
    }

    /// Hands on what happened on the link; gives the end of the connection, if that is what happened.
    fn link_events(&mut self, now: Timestamp) -> Option<Closing> {
        while let Some(event) = self.link.poll_event() {
            let event = match event {
                LinkEvent::Accepted(acceptance) => Event::Accepted(acceptance),
                LinkEvent::Refused(refusal) => Event::Refused(refusal, self.link.peer().cloned().map(Box::new)),
                LinkEvent::Configuration(bytes) => Event::Configuration(bytes),
                LinkEvent::Offered => Event::Offered,
                LinkEvent::StateChanged(state) => Event::StateChanged(state),
                LinkEvent::Left => return Some(Closing::Left),
                LinkEvent::Lost => return Some(Closing::Lost),
                _ => continue,
            };
            self.events.push(event, now);
        }
        self.link.is_ended().then_some(Closing::Refused)
    }

    /// Asks and sends as much as there is room for; whether the way out is full.
    fn transmit(&mut self, outbound: &mut Outbound, now: Timestamp) -> bool {
        loop {
            while let Some((serial, request)) = self.slot.poll_request() {
                self.serve(serial, request);
            }
            self.slot.collect(&mut self.events, now);
            let permit = match outbound.frames.try_reserve() {
                Ok(permit) => permit,
                Err(TrySendError::Full(())) => return true,
                Err(TrySendError::Closed(())) => {
                    outbound.dead_at.get_or_insert_with(|| Instant::now() + FAREWELL);
                    return false;
                }
            };
            match self.link.poll_transmit().or_else(|| self.slot.poll_transmit()) {
                Some(frame) => permit.send(frame),
                None => return false,
            }
        }
    }

    fn serve(&mut self, serial: u64, request: Request) {
        let (host, lane) = (Arc::clone(&self.host), request.lane());
        self.replies.spawn(async move {
            let served = spawn_blocking(move || serve(request, host.replica())).await;
            let reply = served.unwrap_or_else(|source| {
                Reply::failed(lane, ReplicaError::Io { doing: "serving a session", source: Box::new(source) })
            });
            (serial, reply)
        });
    }

    /// Says what is left to say, and closes. The other side has a second to hear it.
    async fn close(&mut self, closing: Closing, mut inbound: Inbound, outbound: Outbound) {
        let now = self.now();
        match closing {
            Closing::Ours => {
                self.slot.cancel(&mut self.events, now);
                if !self.says_goodbye {
                    return;
                }
                self.link.leave();
            }
            Closing::Refused | Closing::Left => self.slot.abandon(),
            Closing::Lost | Closing::Cut | Closing::Broken => return,
        }
        let goodbye = async {
            while let Some(frame) = self.slot.poll_transmit().or_else(|| self.link.poll_transmit()) {
                if outbound.frames.send(frame).await.is_err() {
                    return;
                }
            }
            drop(outbound.frames);
            let _ = outbound.writer.await;
            // A stream that is closed before everything was read from it may take back what was just written.
            while let Some(Ok(_)) = inbound.recv().await {}
        };
        if timeout(FAREWELL, goodbye).await.is_err() {
            tracing::debug!(?closing, "the other side did not take the goodbye");
        }
    }
}

/// Whether a hello speaks for the device and store that the channel proved.
fn is_of(party: &Party, peer: PeerKey) -> bool {
    matches!(party, Party::Device { device, store, .. } if (*device, *store) == (peer.device, peer.store))
}
