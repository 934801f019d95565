//! The screen *Synchronize*: devices nearby, what goes on with each, and sync files.
//!
//! This device is discoverable while the screen is open, and until the sessions that run when it is left have ended.

mod awake;
mod ending;
mod files;
mod network;
mod thread;

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use fieldmesh::{
    ConfigurationChoice, DeviceId, ErrorKind, LanAddress, LanOptions, LanPeer, MediaPolicy, OtherConfiguration,
    PeerState, Presence, Surroundings,
};

pub(super) use awake::Awake;
pub use ending::{Ending, Waiting, With};
pub use files::{FileTask, FileWork};
pub use network::Network;
pub(super) use thread::Opener;

use super::App;
use super::observations::{Kept, reading};
use super::worker::Lane;

/// What the screen shows.
#[derive(Debug, Default)]
pub struct Synchronize {
    pub(super) network: Network,
    pub(super) addresses: Vec<LanAddress>,
    pub(super) peers: Vec<LanPeer>,
    pub(super) surroundings: Surroundings,
    pub(super) undiscoverable: Option<String>,
    pub(super) configurations: BTreeMap<DeviceId, OtherConfiguration>,
    pub(super) asked: BTreeSet<DeviceId>,
    pub(super) standing: Standing,
    pub(super) endings: Vec<Ending>,
    pub(super) file: Option<FileWork>,
    pub(super) suggested: PathBuf,
}

/// What the screen says of the project's data.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// Observations that are not deleted.
    pub observations: u64,
    /// Observations that no other device is known to hold.
    pub only_here: u64,
    /// About how many bytes a new sync file has.
    pub file_bytes: u64,
    /// About how many it has for mail.
    pub mail_bytes: u64,
    /// The digest of all observations as four words: the same four on two screens mean the same data.
    pub words: [&'static str; 4],
}

/// The question before the first session with a device: all data is shared in both directions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// Which device: its id and words must stand on its own screen.
    pub device: DeviceId,
    /// Its name.
    pub name: String,
    /// Its id as four words, in the person's language.
    pub words: [&'static str; 4],
    /// How many observations it gets.
    pub ours: u64,
    /// How many this device gets at most.
    pub theirs: u64,
    /// Whether it was begun over there.
    pub invited: bool,
    /// Another device that is known by this name: to be said loudly.
    pub known_by_that_name: Option<DeviceId>,
}

/// What a person does there.
#[derive(Clone, Debug)]
pub enum Action {
    /// Synchronizes with a device.
    Synchronize(DeviceId),
    /// Synchronizes with every device that is ready.
    SynchronizeAll,
    /// Answers a [`Question`].
    Answer {
        /// Which device.
        device: DeviceId,
        /// Whether it is the one it says to be; `true` is remembered.
        yes: bool,
    },
    /// Stops with a device. What arrived is kept.
    Stop(DeviceId),
    /// Looks for a device at a typed address.
    Dial(SocketAddr),
    /// Looks there no more.
    Forget(SocketAddr),
    /// Uses the configuration of a device that has another one.
    UseTheirs(DeviceId),
    /// Asks the person at that device to use ours.
    GiveOurs(DeviceId),
    /// Listens or discovers elsewhere than usual, from now on.
    Listen(LanOptions),
    /// Opens the network again after it failed.
    Retry,
    /// Writes a sync file that keeps so much of photos and other attachments.
    CreateFile(PathBuf, MediaPolicy),
    /// Synchronizes with a sync file.
    SynchronizeFile(PathBuf),
    /// Stops the work on a file. What is recorded stays.
    StopFile,
    /// Shows the observations that came with a synchronization.
    View(Kept),
    /// Restores what other devices deleted, where that waits for an answer.
    Restore,
    /// Has read how a synchronization ended.
    Read(usize),
}

impl Synchronize {
    /// Whether this device is discoverable.
    pub const fn network(&self) -> &Network {
        &self.network
    }

    /// Where a device of the same network reaches this one: what a person types there. Empty where there is no network.
    pub fn addresses(&self) -> &[LanAddress] {
        &self.addresses
    }

    /// The devices nearby, in an order that does not change while they are shown.
    pub fn peers(&self) -> &[LanPeer] {
        &self.peers
    }

    /// Who else is near: devices of other projects, and those that cannot be reached.
    pub const fn surroundings(&self) -> &Surroundings {
        &self.surroundings
    }

    /// Why devices do not find each other by themselves, where that is so. Typed addresses always work.
    pub fn undiscoverable(&self) -> Option<&str> {
        self.undiscoverable.as_deref()
    }

    /// How the configuration of a device differs from ours, where it means something else and has arrived.
    pub fn other_configuration(&self, device: &DeviceId) -> Option<&OtherConfiguration> {
        self.configurations.get(device)
    }

    /// Whether the person at a device was asked to use our configuration.
    pub fn has_asked(&self, device: &DeviceId) -> bool {
        self.asked.contains(device)
    }

    /// How the data stands.
    pub const fn standing(&self) -> &Standing {
        &self.standing
    }

    /// How synchronizations ended, oldest first, until they are read; at most 20.
    pub fn endings(&self) -> &[Ending] {
        &self.endings
    }

    /// The work on a sync file.
    pub const fn file(&self) -> Option<&FileWork> {
        self.file.as_ref()
    }

    /// A name for a new sync file: project, day, device.
    pub fn suggested_name(&self) -> &str {
        self.suggested.file_name().and_then(|name| name.to_str()).unwrap_or_default()
    }

    /// A place for it, where there is no file yet.
    pub fn suggested_path(&self) -> &Path {
        &self.suggested
    }

    /// Whether a session with a device runs, or waits for an answer.
    pub fn is_busy(&self) -> bool {
        self.peers.iter().any(is_busy)
    }

    pub(super) fn ended(&mut self, ending: Ending) {
        if self.endings.len() == ENDINGS {
            self.endings.remove(0);
        }
        self.endings.push(ending);
    }

    /// Whether data moves: then the computer is not to fall asleep.
    fn is_at_work(&self) -> bool {
        self.file.is_some() || self.peers.iter().any(|peer| matches!(peer.state, PeerState::Running(_)))
    }
}

/// Endings kept.
const ENDINGS: usize = 20;

fn is_busy(peer: &LanPeer) -> bool {
    matches!(peer.state, PeerState::Asking { .. } | PeerState::Waiting | PeerState::Running(_))
}

impl App {
    /// The questions that wait for an answer.
    pub fn questions(&self) -> Vec<Question> {
        let Some(synchronize) = self.synchronize() else { return Vec::new() };
        let question = |peer: &LanPeer| {
            let PeerState::Asking { invited } = peer.state else { return None };
            let device = peer.key.device;
            Some(Question {
                device,
                name: peer.name.clone(),
                words: fieldmesh::words(device.as_bytes(), self.language),
                ours: synchronize.standing.observations,
                theirs: peer.observations,
                invited,
                known_by_that_name: match peer.standing {
                    fieldmesh::DeviceStanding::KnownNameOtherKey { known, .. } => Some(known),
                    _ => None,
                },
            })
        };
        synchronize.peers.iter().filter_map(question).collect()
    }

    pub(super) fn act_synchronize(&mut self, action: Action) {
        match action {
            Action::Synchronize(device) => self.ask_network(move |lan| lan.synchronize(&device)),
            Action::SynchronizeAll => self.synchronize_all(),
            Action::Answer { device, yes } => self.ask_network(move |lan| lan.answer(&device, yes)),
            Action::Stop(device) => self.ask_network(move |lan| lan.stop(&device)),
            Action::Dial(address) => self.dial(address),
            Action::Forget(address) => self.forget(address),
            Action::UseTheirs(device) => self.use_theirs(device),
            Action::GiveOurs(device) => self.give_ours(device),
            Action::Listen(options) => self.listen(options),
            Action::Retry => self.open_network(),
            Action::CreateFile(path, media) => self.create_file(path, media),
            Action::SynchronizeFile(path) => self.synchronize_file(path, ConfigurationChoice::Ask),
            Action::StopFile => self.stop_file(),
            Action::View(kept) => self.view_what_came(kept),
            Action::Restore => self.restore_deletions(),
            Action::Read(number) => {
                if let Some(open) = &mut self.open
                    && number < open.synchronize.endings.len()
                {
                    open.synchronize.endings.remove(number);
                }
            }
        }
    }

    fn synchronize_all(&mut self) {
        let Some(synchronize) = self.synchronize() else { return };
        let ready = synchronize.peers.iter().filter(|peer| {
            let idle = matches!(peer.state, PeerState::Ready | PeerState::Complete | PeerState::Failed(_));
            idle && peer.presence == Presence::Here && !peer.same_data
        });
        let devices: Vec<_> = ready.map(|peer| peer.key.device).collect();
        for device in devices {
            self.ask_network(move |lan| lan.synchronize(&device));
        }
    }

    /// Counts again what the screen says of the data.
    pub(super) fn survey(&mut self) {
        let language = self.language;
        let count = move |project: &fieldmesh::Project| {
            let failed =
                |error: fieldmesh::ProjectError| super::Failure::of(super::Doing::Reading, error.kind(), &error);
            let standing = Standing {
                observations: project.count(&fieldmesh::Query::default()).map_err(reading)?,
                only_here: project.only_here().map_err(failed)?,
                words: project.data_words(language).map_err(failed)?,
                file_bytes: project.estimate_sync_file(MediaPolicy::Everything).map_err(failed)?,
                mail_bytes: project.estimate_sync_file(MediaPolicy::Previews).map_err(failed)?,
            };
            let now = fieldmesh::Timestamp(jiff::Timestamp::now().as_millisecond());
            Ok((standing, files::suggestion(project.sync_file_name(now))))
        };
        self.work(Lane::Read, count, |app, (standing, suggested)| {
            if let Some(open) = &mut app.open {
                open.synchronize.standing = standing;
                open.synchronize.suggested = suggested;
            }
            app.compare_configurations();
        });
    }

    /// Whether data moves in the open project.
    pub(super) fn is_at_work(&self) -> bool {
        self.synchronize().is_some_and(Synchronize::is_at_work)
    }

    /// Tells how a synchronization ended: on the screen, and where another one is shown, beside it.
    fn tell_ending(&mut self, ending: Ending) {
        if self.screen != super::Screen::Synchronize {
            self.tell(super::notice::News::Synchronized(Box::new(ending.clone())));
        }
        if let Some(open) = &mut self.open {
            open.synchronize.ended(ending);
        }
    }

    /// What others deleted is answered: no ending asks any more.
    pub(super) fn answered(&mut self) {
        if let Some(open) = &mut self.open {
            open.synchronize.endings.iter_mut().for_each(|ending| ending.held_deletions = 0);
        }
    }

    /// A failure that is only worth telling when it is not a person's own doing.
    pub(super) fn fail_unless_stopped(&mut self, failure: super::Failure) {
        if failure.kind != ErrorKind::Cancelled {
            self.fail(failure);
        }
    }
}
