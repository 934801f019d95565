//! What is told of the devices nearby.

use std::net::SocketAddr;
use std::sync::Arc;

use fieldmesh_document::DeviceId;
use fieldmesh_sync::{Direction, Hello, LinkRefusal, Outcome, Progress, SessionError, Stage};

use crate::PeerKey;
use crate::host::HostError;
use crate::table::{Presence, Unreached};

/// One device of the project, nearby.
#[derive(Clone, Debug)]
pub struct Peer {
    /// Which one.
    pub key: PeerKey,
    /// What it said of itself last.
    pub hello: Box<Hello>,
    /// Whether it is there.
    pub presence: Presence,
    /// Why no session can begin with it.
    pub refusal: Option<LinkRefusal>,
    /// Whether it holds the same as this device: equal observations, and no attachments that either could still give
    /// the other.
    pub same_data: bool,
    /// What goes on with it.
    pub activity: Activity,
    /// Its configuration file, where that is another one than ours and has arrived.
    pub configuration: Option<Arc<[u8]>>,
    /// Whether a person there asks this device to use that configuration.
    pub offered: bool,
    /// The addresses a person typed that led to it.
    pub typed: Vec<SocketAddr>,
}

/// What goes on with a device.
#[derive(Clone, PartialEq, Default, Debug)]
pub enum Activity {
    /// Nothing yet.
    #[default]
    Idle,
    /// A person here must say whether this is the device it says to be; then the session begins.
    Asking {
        /// Whether it was begun over there.
        invited: bool,
    },
    /// The other side has not answered yet: a person is asked there.
    Waiting,
    /// A session runs.
    Running(Progresses),
    /// A session was completed.
    Done(Arc<Outcome>),
    /// A session ended before it was complete.
    Failed(Arc<SessionFailure>),
}

/// How far a session is, in each stage and direction that has begun.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Progresses(Vec<Progress>);

/// Why a session with a device was not completed. What arrived is kept, and the next session continues.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SessionFailure {
    /// The session ended by itself.
    #[error(transparent)]
    Session(SessionError),
    /// The connection ended.
    #[error("the connection with the device ended")]
    Cut,
    /// The device is not connected.
    #[error("device {} is not connected", .0.short())]
    NotConnected(DeviceId),
    /// What this device should have remembered of it was not recorded.
    #[error("what was decided could not be recorded")]
    Host(#[source] HostError),
}

/// What happened on the local network.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum LanEvent {
    /// A device is new in the list, or something of it changed.
    Peer(Box<Peer>),
    /// A device left the list.
    Gone(PeerKey),
    /// Who else is near changed.
    Surroundings(Surroundings),
    /// A session was completed and recorded.
    Complete(Box<Peer>, Arc<Outcome>),
    /// A session ended before it was complete.
    Failed(Box<Peer>, Arc<SessionFailure>),
    /// Discovery does not work, or works again (`None`).
    Discovery(Option<String>),
}

/// Who else is near.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Surroundings {
    /// How many devices with this program belong to other projects; at most 256 are counted.
    pub others: usize,
    /// Devices of this project, and typed addresses, that cannot be reached.
    pub unreached: Vec<Unreached>,
}

impl Activity {
    /// Whether a session is under way, or a person is asked about one.
    pub const fn is_busy(&self) -> bool {
        matches!(self, Self::Asking { .. } | Self::Waiting | Self::Running(_))
    }
}

impl Progresses {
    /// Each stage and direction that has begun.
    pub fn iter(&self) -> impl Iterator<Item = &Progress> {
        self.0.iter()
    }

    /// One of them.
    pub fn of(&self, stage: Stage, direction: Direction) -> Option<&Progress> {
        self.0.iter().find(|progress| (progress.stage, progress.direction) == (stage, direction))
    }

    pub(crate) fn note(&mut self, new: Progress) {
        match self.0.iter_mut().find(|old| (old.stage, old.direction) == (new.stage, new.direction)) {
            Some(old) => *old = new,
            None => self.0.push(new),
        }
    }
}

impl PartialEq for SessionFailure {
    /// Failures are told apart by what they say: that is what a person sees change.
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}
