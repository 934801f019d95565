//! The link: hello, heartbeat, leave.

mod configuration;
mod message;
mod refusal;

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::sync::Arc;

use fieldmesh_document::{DeviceId, Fingerprint, Timestamp};

use crate::hello::{Hello, Party, ReplicaState, WIRE_MINOR, WIRE_VERSION};
use crate::session::{Session, SessionOptions};
use configuration::{Giving, Taking};
use message::{Greeting, LinkMessage};
pub use refusal::LinkRefusal;
use refusal::RefusalCode;

/// What this side brings to a link.
#[derive(Clone, Debug)]
pub struct LinkOptions {
    /// What it says of itself. Texts beyond their limits are cut.
    pub hello: Hello,
    /// The configuration that the hello names, as its file; given to the other side when it asks. At most
    /// 8 MiB.
    pub configuration: Option<Arc<[u8]>>,
    /// Configurations other than its own that it accepts on the other side: ancestors of its own.
    pub accepts: Vec<Fingerprint>,
    /// Devices that a person removed from the project here.
    pub removed: Vec<DeviceId>,
}

/// What happened on a link.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum LinkEvent {
    /// Both sides accepted: sessions can begin.
    Accepted(Box<Acceptance>),
    /// One side refused. Nothing was changed on either; no session can begin. The link is over, but for
    /// [`LinkRefusal::OtherConfiguration`]: then the other side's configuration follows, and what a person
    /// decides makes a new link.
    Refused(LinkRefusal),
    /// The other side's configuration, as its file: it came because the two differ, or because this side has
    /// none yet. The carrier's user checks it.
    Configuration(Vec<u8>),
    /// The other side asks this one to use its configuration.
    Offered,
    /// The other side's data changed.
    StateChanged(ReplicaState),
    /// The other side left. The link is over.
    Left,
    /// Nothing was heard for [`Link::GONE_AFTER`]. The link is over.
    Lost,
}

/// A link whose hello both sides accepted: the only way to a [`Session`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Acceptance {
    hello: Hello,
    same_data: bool,
    minor: u16,
}

/// Why a frame ended a link.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LinkError {
    /// Not a message of this protocol.
    #[error("a link message of {bytes} bytes cannot be read")]
    Malformed {
        /// Length of the frame.
        bytes: usize,
        /// Where decoding failed, if it did.
        #[source]
        source: Option<postcard::Error>,
    },
    /// A message that may not come now.
    #[error("{message} came out of order")]
    Unexpected {
        /// Which message.
        message: &'static str,
    },
}

/// Two devices of one project that see each other, or a store and a sync file: a state machine without
/// input, output or clock.
///
/// The driver hands over frames of channel 0 (see [`channel_of`](crate::channel_of)) with
/// [`handle_message`](Self::handle_message), and time with [`handle_timeout`](Self::handle_timeout) whenever
/// the moment of [`poll_timeout`](Self::poll_timeout) has come. After each call it drains
/// [`poll_transmit`](Self::poll_transmit) and [`poll_event`](Self::poll_event) until they return `None`.
/// Session frames prove that the other side lives: tell the link with [`heard`](Self::heard).
#[derive(Debug)]
pub struct Link {
    ours: LinkOptions,
    phase: Phase,
    theirs: Option<Hello>,
    /// The smaller of both sides' minor versions, once the other's is known.
    minor: u16,
    outbox: VecDeque<LinkMessage>,
    events: VecDeque<LinkEvent>,
    last_heard: Timestamp,
    last_sent: Timestamp,
    giving: Option<Giving>,
    taking: Option<Taking>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Phase {
    /// Our hello is out. The other side's `Accept` may not come before its hello.
    Hello,
    /// We accepted.
    WaitingForAccept,
    Accepted,
    /// The configurations differ. They can be exchanged, and nothing else.
    Parted,
    Ended,
}

impl Link {
    /// Milliseconds without sending after which a heartbeat goes out.
    pub const HEARTBEAT: i64 = 2_000;
    /// Milliseconds without hearing after which the other side is gone.
    pub const GONE_AFTER: i64 = 24_000;

    /// A link that begins with our hello.
    pub fn new(mut ours: LinkOptions, now: Timestamp) -> Self {
        ours.hello = ours.hello.clipped();
        let hello = LinkMessage::Hello(Greeting { hello: ours.hello.clone(), minor: WIRE_MINOR });
        Self {
            ours,
            phase: Phase::Hello,
            theirs: None,
            minor: WIRE_MINOR,
            outbox: VecDeque::from([hello]),
            events: VecDeque::new(),
            last_heard: now,
            last_sent: now,
            giving: None,
            taking: None,
        }
    }

    /// Takes one frame. After an error the link is over, and the driver closes the channel.
    ///
    /// # Errors
    /// [`LinkError::Malformed`], [`LinkError::Unexpected`].
    pub fn handle_message(&mut self, frame: &[u8], now: Timestamp) -> Result<(), LinkError> {
        if self.phase == Phase::Ended {
            return Ok(());
        }
        self.heard(now);
        let result = match message::decode(frame) {
            Ok(Some(message)) => self.receive(message),
            Ok(None) => Ok(()),
            Err(message::DecodeError::Version(theirs)) => {
                self.refuse(LinkRefusal::Version { ours: WIRE_VERSION, theirs });
                Ok(())
            }
            Err(message::DecodeError::Malformed(source)) => {
                Err(LinkError::Malformed { bytes: frame.len(), source })
            }
        };
        if result.is_err() {
            self.phase = Phase::Ended;
        }
        result
    }

    /// Takes the time: sends a heartbeat or ends the link when one is due.
    pub fn handle_timeout(&mut self, now: Timestamp) {
        if self.phase == Phase::Ended {
            return;
        }
        if now.0 - self.last_heard.0 >= Self::GONE_AFTER {
            self.end(LinkEvent::Lost);
        } else if matches!(self.phase, Phase::Accepted | Phase::Parted)
            && now.0 - self.last_sent.0 >= Self::HEARTBEAT
        {
            self.last_sent = now;
            // A driver that cannot send does not collect them: whatever goes out next says as much.
            if self.outbox.is_empty() {
                self.outbox.push_back(LinkMessage::Heartbeat);
            }
        }
    }

    /// When [`handle_timeout`](Self::handle_timeout) has something to do; `None` when the link is over.
    pub fn poll_timeout(&self) -> Option<Timestamp> {
        let gone = self.last_heard.0.saturating_add(Self::GONE_AFTER);
        let beat = self.last_sent.0.saturating_add(Self::HEARTBEAT);
        match self.phase {
            Phase::Ended => None,
            Phase::Accepted | Phase::Parted => Some(Timestamp(gone.min(beat))),
            Phase::Hello | Phase::WaitingForAccept => Some(Timestamp(gone)),
        }
    }

    /// The next frame to send.
    pub fn poll_transmit(&mut self) -> Option<Vec<u8>> {
        let message = self.outbox.pop_front();
        let piece = || self.giving.as_mut().and_then(Giving::next).map(LinkMessage::Configuration);
        message.or_else(piece).map(|message| message::encode(&message))
    }

    /// What happened.
    pub fn poll_event(&mut self) -> Option<LinkEvent> {
        self.events.pop_front()
    }

    /// Notes that the other side lives.
    pub fn heard(&mut self, now: Timestamp) {
        self.last_heard = self.last_heard.max(now);
    }

    /// Tells the other side that our data changed.
    pub fn update(&mut self, state: ReplicaState) {
        if self.ours.hello.state != state && self.phase != Phase::Ended {
            self.ours.hello.state = state.clone();
            // A state that waits to be sent is replaced: only the newest counts.
            self.outbox.retain(|message| !matches!(message, LinkMessage::State(_)));
            self.outbox.push_back(LinkMessage::State(state));
        }
    }

    /// Asks the other side to use our configuration, while they differ.
    pub fn offer(&mut self) {
        if self.phase == Phase::Parted {
            self.outbox.push_back(LinkMessage::Offer);
        }
    }

    /// Says goodbye. What [`poll_transmit`](Self::poll_transmit) has left is still to be sent.
    pub fn leave(&mut self) {
        if self.phase != Phase::Ended {
            self.phase = Phase::Ended;
            self.outbox.push_back(LinkMessage::Leave);
        }
    }

    /// Whether the link is over.
    pub fn is_ended(&self) -> bool {
        self.phase == Phase::Ended
    }

    /// What the other side said of itself, as soon as it did, accepted or not.
    pub const fn peer(&self) -> Option<&Hello> {
        self.theirs.as_ref()
    }

    /// The acceptance, with the newest states, while the link is open.
    pub fn acceptance(&self) -> Option<Acceptance> {
        let hello = self.theirs.clone()?;
        let same_data = hello.state.is_even_with(&self.ours.hello.state);
        (self.phase == Phase::Accepted).then_some(Acceptance { hello, same_data, minor: self.minor })
    }

    fn receive(&mut self, message: LinkMessage) -> Result<(), LinkError> {
        match (message, self.phase) {
            (LinkMessage::Hello(Greeting { hello, minor }), Phase::Hello) => {
                self.minor = self.minor.min(minor);
                let hello = hello.admitted().ok_or(LinkError::Malformed { bytes: 0, source: None })?;
                let verdict = refusal::check(&self.ours, &hello);
                self.theirs = Some(hello);
                if let Err(refusal) = verdict {
                    self.refuse(refusal);
                } else {
                    self.outbox.push_back(LinkMessage::Accept);
                    self.phase = Phase::WaitingForAccept;
                }
            }
            (LinkMessage::Accept, Phase::WaitingForAccept) => {
                self.phase = Phase::Accepted;
                self.events.extend(self.acceptance().map(Box::new).map(LinkEvent::Accepted));
                if self.ours.hello.configuration.is_none() {
                    self.want();
                }
            }
            // Both found out for themselves, or the other side would accept what this one does not.
            (LinkMessage::Refuse(RefusalCode::OtherConfiguration) | LinkMessage::Accept, Phase::Parted) => {}
            (LinkMessage::Refuse(code), _) => {
                let refusal = refusal::told(code, &self.ours, self.theirs.as_ref());
                self.part(refusal);
            }
            (LinkMessage::Want, Phase::WaitingForAccept | Phase::Accepted | Phase::Parted) => {
                self.giving = self.ours.configuration.clone().map(Giving::new);
            }
            (LinkMessage::Configuration(piece), Phase::Accepted | Phase::Parted) => {
                let malformed = LinkError::Malformed { bytes: piece.bytes.len(), source: None };
                let taken = self.taking.as_mut().and_then(|taking| taking.take(&piece).ok());
                if let Some(whole) = taken.ok_or(malformed)? {
                    self.taking = None;
                    self.events.push_back(LinkEvent::Configuration(whole));
                }
            }
            (LinkMessage::Offer, Phase::Parted) => {
                self.events.retain(|event| *event != LinkEvent::Offered);
                self.events.push_back(LinkEvent::Offered);
            }
            (LinkMessage::State(state), Phase::WaitingForAccept | Phase::Accepted | Phase::Parted) => {
                if let Some(theirs) = &mut self.theirs {
                    theirs.state = state.clone();
                }
                // Kept to one, so that a chatty peer cannot fill the memory of a driver that is busy.
                self.events.retain(|event| !matches!(event, LinkEvent::StateChanged(_)));
                self.events.push_back(LinkEvent::StateChanged(state));
            }
            (LinkMessage::Heartbeat, Phase::WaitingForAccept | Phase::Accepted | Phase::Parted) => {}
            (LinkMessage::Leave, _) => self.end(LinkEvent::Left),
            (message, _) => return Err(LinkError::Unexpected { message: message.name() }),
        }
        Ok(())
    }

    fn refuse(&mut self, refusal: LinkRefusal) {
        self.outbox.push_back(LinkMessage::Refuse(refusal.code()));
        self.part(refusal);
    }

    /// Ends the link for a refusal, or leaves it open for configurations alone.
    fn part(&mut self, refusal: LinkRefusal) {
        if matches!(refusal, LinkRefusal::OtherConfiguration { .. }) {
            self.phase = Phase::Parted;
            self.events.push_back(LinkEvent::Refused(refusal));
            self.want();
        } else {
            self.end(LinkEvent::Refused(refusal));
        }
    }

    fn want(&mut self) {
        if self.theirs.as_ref().is_some_and(|theirs| theirs.configuration.is_some()) {
            self.taking = Some(Taking::default());
            self.outbox.push_back(LinkMessage::Want);
        }
    }

    fn end(&mut self, event: LinkEvent) {
        self.phase = Phase::Ended;
        self.events.push_back(event);
    }
}

impl Acceptance {
    /// What the other side said of itself.
    pub const fn peer(&self) -> &Hello {
        &self.hello
    }

    /// Whether both sides hold the same, as [`ReplicaState::is_even_with`] tells.
    pub const fn same_data(&self) -> bool {
        self.same_data
    }

    /// The smaller of both sides' minor versions: nothing that came later may be sent to the other side.
    pub const fn minor(&self) -> u16 {
        self.minor
    }

    /// Begins a session, or answers the other side's `Begin`: its first frame is handed to
    /// [`Session::handle_message`] of the session made here.
    pub fn begin_session(&self, options: SessionOptions) -> Session {
        Session::new(options)
    }
}

/// Whether our hello says that we are a device, and which.
fn own_device(hello: &Hello) -> Option<DeviceId> {
    matches!(hello.party, Party::Device { .. }).then(|| hello.party.device())
}
