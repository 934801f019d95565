//! The devices nearby, as a person sees them.

use std::net::SocketAddr;
use std::sync::Arc;

use fieldmesh_document::{DeclineReason, DeviceKind, MediaPolicy, RecordsDigest, ShardId, Timestamp};
use fieldmesh_sync::{ConfigurationSummary, LinkRefusal, Moved, Outcome, Party, PhotosOutcome};
use fieldmesh_transport::{Activity, Peer, PeerKey, Presence};

use super::SynchronizeError;
use crate::project::refusal_kind;
use crate::{Configuration, DeviceStanding, ErrorKind, JobEvent, Project};

/// A device of the project, nearby.
#[derive(Clone, Debug)]
pub struct LanPeer {
    /// Which device, and which copy of its data.
    pub key: PeerKey,
    /// The name people gave it.
    pub name: String,
    /// What it is.
    pub kind: DeviceKind,
    /// The version of its program.
    pub program: String,
    /// Whether it is there.
    pub presence: Presence,
    /// Whether a person compared it.
    pub standing: DeviceStanding,
    /// When this device last synchronized with it.
    pub last: Option<Timestamp>,
    /// How many observations it holds that are not deleted.
    pub observations: u64,
    /// Which photos and other attachments it wants.
    pub photos: MediaPolicy,
    /// Whether it holds the same observations as this device.
    pub same_data: bool,
    /// The configuration it uses.
    pub summary: Option<ConfigurationSummary>,
    /// That configuration itself, where it is another one than ours and has arrived.
    pub configuration: Option<Configuration>,
    /// Whether the person there asks this one to use that configuration.
    pub offered: bool,
    /// The addresses a person typed that led to it.
    pub typed: Vec<SocketAddr>,
    /// What goes on with it.
    pub state: PeerState,
}

/// What goes on with a device.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum PeerState {
    /// Ready to synchronize.
    Ready,
    /// It cannot be synchronized with.
    Refused(LinkRefusal),
    /// A person here must say whether this is the device.
    Asking {
        /// Whether it was begun over there.
        invited: bool,
    },
    /// The other side has not answered yet.
    Waiting,
    /// Data moves: how far each stage is, in the order in which they began.
    Running(Vec<JobEvent>),
    /// Both hold the same.
    Complete,
    /// It ended early.
    Failed(Arc<SynchronizeError>),
}

/// The end of a synchronization with a device: both hold the same, except what is declined.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LanOutcome {
    /// The other device.
    pub peer: PeerKey,
    /// Its name.
    pub name: String,
    /// The digest that both proved to each other.
    pub digest: RecordsDigest,
    /// How many observations that are not deleted both proved to hold, whatever was recorded since; `None` where this
    /// device's own data can no longer be read.
    pub observations: Option<u64>,
    /// How many photos and other attachments of these it holds as they were taken.
    pub attachments: u64,
    /// How many observations others deleted that are shown here until a person answers
    /// ([`Project::held_deletions`]).
    pub held_deletions: u64,
    /// What the other device got.
    pub sent: Moved,
    /// What this device got.
    pub received: Moved,
    /// How photos and other attachments stand.
    pub photos: PhotosOutcome,
    /// How much of photos and other attachments both want: less than everything where one of the two keeps less.
    pub media: MediaPolicy,
    /// Shards that one of the two did not take, and why.
    pub declined: Vec<(ShardId, DeclineReason)>,
}

impl LanPeer {
    pub(super) fn new(project: &Project, peer: Peer) -> Self {
        let device = peer.key.device;
        let name = peer.hello.party.name().to_owned();
        let sessions = project.store().sessions().unwrap_or_default();
        let kind = match peer.hello.party {
            Party::Device { kind, .. } => kind,
            Party::File { .. } => DeviceKind::File,
        };
        Self {
            key: peer.key,
            kind,
            presence: peer.presence,
            standing: project.standing(&device, &name).unwrap_or(DeviceStanding::New),
            last: sessions.iter().filter(|session| session.device == device).map(|session| session.at).max(),
            observations: peer.hello.state.observations,
            photos: peer.hello.state.policy,
            same_data: peer.same_data,
            configuration: peer.configuration.and_then(|bytes| Configuration::from_bytes(&bytes).ok()),
            offered: peer.offered,
            typed: peer.typed,
            state: state(peer.refusal, peer.activity),
            program: peer.hello.program,
            summary: peer.hello.configuration,
            name,
        }
    }

    /// The sort of trouble there is with it.
    pub fn kind_of_trouble(&self) -> Option<ErrorKind> {
        match &self.state {
            PeerState::Refused(refusal) => Some(refusal_kind(refusal)),
            PeerState::Failed(error) => Some(error.kind()),
            _ => None,
        }
    }

    /// Whether a person need not be asked before data moves.
    pub const fn is_compared(&self) -> bool {
        matches!(self.standing, DeviceStanding::Compared { .. })
    }
}

impl LanOutcome {
    pub(super) fn new(project: &Project, peer: &LanPeer, outcome: &Outcome) -> Self {
        Self {
            peer: peer.key,
            name: peer.name.clone(),
            digest: outcome.records_digest,
            observations: project.store().proven_observations(&outcome.proven).ok(),
            attachments: project.store().proven_attachments(&outcome.proven).unwrap_or_default(),
            held_deletions: project.held_deletions().unwrap_or_default(),
            sent: outcome.sent,
            received: outcome.received,
            photos: outcome.photos,
            media: peer.photos.max(project.media_policy().unwrap_or_default()),
            declined: outcome.declined.clone(),
        }
    }

    /// Whether nothing was left out.
    pub fn is_complete(&self) -> bool {
        self.declined.is_empty() && self.photos.complete
    }
}

fn state(refusal: Option<LinkRefusal>, activity: Activity) -> PeerState {
    match (refusal, activity) {
        (Some(refusal), _) => PeerState::Refused(refusal),
        (None, Activity::Idle) => PeerState::Ready,
        (None, Activity::Asking { invited }) => PeerState::Asking { invited },
        (None, Activity::Waiting) => PeerState::Waiting,
        (None, Activity::Running(progresses)) => {
            PeerState::Running(progresses.iter().map(|progress| JobEvent::from(*progress)).collect())
        }
        (None, Activity::Done(_)) => PeerState::Complete,
        (None, Activity::Failed(failure)) => PeerState::Failed(Arc::new(SynchronizeError::Session(failure))),
    }
}
