//! What changes here while the network is open, by whichever process, and how others get it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

use fieldmesh_document::{Claims, MediaDigest, RecordsDigest};
use fieldmesh_sync::{Hello, ReplicaState};

use super::{Hub, Input};
use crate::driver::Command;
use crate::host::{Host, HostError};
use crate::{Instance, PeerKey};

/// Looking by itself takes at most one part in so many of the time, however large the replica.
const SHARE: u32 = 20;

/// How long the other side has to say which attachments it holds after a session: until then what it said before
/// would begin another one, which moves nothing.
const LATE: Duration = Duration::from_secs(2);

/// How often the replica is asked whether another process changed it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    /// While somebody is connected: what is recorded here is on the other screens before anybody looks there.
    pub(crate) linked: Duration,
    /// While nobody is.
    pub(crate) alone: Duration,
}

/// When the replica is asked whether it changed.
#[derive(Clone, Debug)]
pub(crate) struct Watch {
    pub(crate) pace: Pace,
    /// Told of each change that this process makes.
    pub(crate) news: Arc<Notify>,
}

impl Default for Pace {
    fn default() -> Self {
        Self { linked: Duration::from_millis(20), alone: Duration::from_millis(500) }
    }
}

/// What this device and another held when a session began.
pub(super) type Pair = [Held; 2];

/// As much of a state as a session can change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Held {
    pub(super) records: RecordsDigest,
    media: [MediaDigest; 3],
    wanted: u64,
}

/// A device with which a session was completed: later changes follow by themselves.
#[derive(Debug)]
pub(super) struct Settled {
    /// When the last one was.
    pub(super) ended: tokio::time::Instant,
    /// Whether the link on which that was is there still.
    pub(super) linked: bool,
    /// Which opening of the device that was with; a later one knows nothing of it, and leaves it to us to go on.
    pub(super) with: Option<Instance>,
    /// What both held when the last one began; none where that is not known, or worth another try.
    pub(super) tried: Option<Pair>,
    /// Where the last one left contents to other sessions: how often such had become free before it began.
    pub(super) left: Option<u64>,
    /// Whether the other side left contents to other sessions: it begins when it wants them from here after all.
    pub(super) awaited: bool,
}

impl From<&ReplicaState> for Held {
    fn from(state: &ReplicaState) -> Self {
        Self { records: state.records, media: state.media, wanted: state.wanted }
    }
}

/// What this device says of itself, and the changes its replica had counted before.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) changes: u64,
    pub(super) freed: u64,
    pub(super) hello: Hello,
}

/// What the replica said when it was asked.
#[derive(Debug)]
pub(super) struct Watched {
    changes: u64,
    /// How often contents became free that another session had left.
    freed: u64,
    /// What this device says of itself, where that may have changed since.
    hello: Option<Hello>,
    /// How long it took to say so.
    took: Duration,
}

impl Hub {
    pub(super) fn watched(&mut self, watched: Watched) {
        let Pace { linked, alone } = self.watch.pace;
        let every = if self.lines.is_empty() { alone } else { linked };
        // However fast the news come, looking takes half of the time at most.
        self.look(Some(watched.changes), watched.took, every.max(watched.took * SHARE));
        self.freed(watched.freed);
        let Some(Hello { state, configuration, .. }) = watched.hello else { return };
        let fingerprint = configuration.map(|configuration| configuration.fingerprint);
        if self.configuration.replace(fingerprint).is_some_and(|before| before != fingerprint) {
            self.reconfigured(fingerprint);
        }
        self.changed(watched.changes, state);
    }

    /// Our state was this when the replica had counted so many changes, or more; it may be another than before.
    pub(super) fn changed(&mut self, changes: u64, state: ReplicaState) {
        if !self.own.take(changes, &state) {
            return;
        }
        let now = self.now();
        let rows: Vec<_> = self.table.rows().map(|row| (row.key, row.hello.clone())).collect();
        for (peer, hello) in rows {
            self.command(&peer, Command::Update(state.clone()));
            if let Some(hello) = hello {
                let same = self.is_even(&peer, &hello.state);
                self.table.known(&peer, hello.state, same, now);
            }
            self.go_on(&peer);
        }
    }

    /// Contents that sessions had left to others may be free: whoever left some tries again.
    pub(super) fn freed(&mut self, freed: u64) {
        if freed <= self.freed {
            return;
        }
        self.freed = freed;
        let left: Vec<_> = self.settled.iter().filter(|(_, settled)| settled.left.is_some()).collect();
        let peers: Vec<_> = left.into_iter().map(|(peer, _)| *peer).collect();
        for peer in peers {
            self.go_on(&peer);
        }
    }

    /// A session proved what both held when it began, together. Unless the other side changed meanwhile, and said so,
    /// it holds that now; until it says that by itself, nobody shall think that it has still what it had.
    pub(super) fn proved(&mut self, peer: &PeerKey, begun: Option<RecordsDigest>, records: RecordsDigest) {
        let Some((ours, row)) = self.own.state().zip(self.table.row(peer)) else { return };
        let Some(hello) = row.hello.as_ref().filter(|hello| Some(hello.state.records) == begun) else { return };
        let equal = ours.records == records;
        let observations = if equal { ours.observations } else { hello.state.observations };
        let state = ReplicaState { records, observations, ..hello.state.clone() };
        let (same, now) = (self.is_even(peer, &state), self.now());
        self.table.known(peer, state, same, now);
    }

    /// What this device and another hold.
    pub(super) fn pair(&self, peer: &PeerKey) -> Option<Pair> {
        let hello = self.table.row(peer)?.hello.as_ref()?;
        Some([self.own.state()?.into(), (&hello.state).into()])
    }

    /// Whether a session with a device in this state would move nothing: what one from these very states left as it
    /// was, the next one would, too.
    pub(super) fn is_even(&self, peer: &PeerKey, theirs: &ReplicaState) -> bool {
        let Some(ours) = self.own.state() else { return false };
        let settled = self.settled.get(peer);
        let whole = || settled.is_none_or(|settled| settled.left.is_none() && !settled.awaited);
        let left = || whole() && self.tried(peer) == Some(&[ours.into(), theirs.into()]);
        ours.is_even_with(theirs) || (ours.records == theirs.records && left())
    }

    /// The link with a device was made, anew perhaps: what an earlier session left is worth another try.
    pub(super) fn met_again(&mut self, peer: &PeerKey) {
        if let Some(settled) = self.settled.get_mut(peer) {
            (settled.tried, settled.left, settled.awaited) = (None, None, false);
            settled.linked = false;
        }
        self.go_on(peer);
    }

    fn tried(&self, peer: &PeerKey) -> Option<&Pair> {
        self.settled.get(peer)?.tried.as_ref()
    }

    /// Begins a session with a device that was synchronized with, when one of the two has something new. The device
    /// with the smaller key does, so that not both do; but who left contents to other sessions asks for them itself, and so
    /// does who stayed open while the other was opened anew.
    pub(super) fn go_on(&mut self, peer: &PeerKey) {
        let Some(settled) = self.settled.get(peer).filter(|_| self.live) else { return };
        let freed = settled.left.is_some_and(|left| left < self.freed);
        let alone = self.table.instance(peer) != settled.with;
        if self.membership.key > *peer && !freed && !alone {
            return;
        }
        let Some((pair, row)) = self.pair(peer).zip(self.table.row(peer)) else { return };
        // One that is not there gets it when it is back.
        if !self.is_open(peer) {
            return;
        }
        // What a session could not make equal, the next cannot either, until one of them changes.
        let tried = settled.tried.as_ref() == Some(&pair) && !freed;
        if row.same_data || row.activity.activity.is_busy() || tried || row.refusal.is_some() {
            return;
        }
        let [ours, theirs] = &pair;
        let ours_may_come = ours.wanted > 0 && (settled.left.is_none() || freed);
        let theirs_may_go = theirs.wanted > 0 && !settled.awaited;
        if ours.records == theirs.records && !ours_may_come && !theirs_may_go {
            return;
        }
        if ours.records == theirs.records && settled.ended.elapsed() < LATE {
            let (sender, peer) = (self.inbox.0.clone(), *peer);
            self.tasks.spawn(async move {
                sleep(LATE).await;
                let _ = sender.send(Input::Again(peer)).await;
            });
            return;
        }
        self.begin(peer);
    }

    /// Asks the replica, when `rest` is over and there is news of it, or `after` that without.
    pub(super) fn look(&mut self, known: Option<u64>, rest: Duration, after: Duration) {
        let (host, sender) = (Arc::clone(&self.host), self.inbox.0.clone());
        let (news, alone) = (Arc::clone(&self.watch.news), self.watch.pace.alone);
        self.tasks.spawn(async move {
            if !rest.is_zero() {
                sleep(rest).await;
            }
            // What was told since the last look counts as news, too.
            let _ = timeout(after, news.notified()).await;
            let asked = tokio::task::spawn_blocking(move || {
                let begun = Instant::now();
                let (changes, hello) = ask(host.as_ref(), known).unwrap_or_else(|error| {
                    tracing::warn!(%error, "the replica does not say what it holds");
                    (known.unwrap_or_default(), None)
                });
                Watched { changes, freed: freed(host.as_ref()), hello, took: begun.elapsed() }
            });
            let lost = |_| Watched { changes: known.unwrap_or_default(), freed: 0, hello: None, took: alone };
            let _ = sender.send(Input::Watched(asked.await.unwrap_or_else(lost))).await;
        });
    }
}

/// Asks the replica.
pub(super) fn read(host: &dyn Host) -> Result<Read, HostError> {
    let changes = host.changes()?;
    Ok(Read { changes, freed: freed(host), hello: host.link_options()?.hello })
}

fn freed(host: &dyn Host) -> u64 {
    host.replica().claims().map_or(0, Claims::freed)
}

fn ask(host: &dyn Host, known: Option<u64>) -> Result<(u64, Option<Hello>), HostError> {
    let changes = host.changes()?;
    let options = (known != Some(changes)).then(|| host.link_options()).transpose()?;
    Ok((changes, options.map(|options| options.hello)))
}
