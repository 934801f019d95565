//! Ways to devices: where to dial, when, and what came of it (`docs/lan.md`, sections 4 and 6).

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::SocketAddr;

use fieldmesh_document::Timestamp;

use super::effect::{DialFailure, DialId, Target, Unreached};
use super::later;
use crate::limits::{ADDRESSES, BACKOFF, DIALS, STAGGER, WAYS};
use crate::sighting::Sighting;
use crate::{Instance, PeerKey};

/// One way to a device.
#[derive(Clone, Debug)]
pub(super) struct Way {
    addresses: Vec<SocketAddr>,
    same_configuration: bool,
    /// The address to dial next, and how many of them failed in this round.
    cursor: usize,
    tried: usize,
    /// Rounds that failed since it was last reached.
    failures: usize,
    /// Not to be dialled before.
    due: Timestamp,
    dial: Option<DialId>,
    hold: Option<Hold>,
    /// The most telling failure of this round, and of the last whole one.
    round: Option<DialFailure>,
    failure: Option<DialFailure>,
    /// Who was met on it.
    peer: Option<PeerKey>,
    /// When discovery last spoke of it, or it was typed.
    mentioned: Timestamp,
    /// Discovery lost it while it was connected.
    vanished: bool,
}

/// Why a way is not dialled until something changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Hold {
    /// The link was refused.
    Refused,
    /// The device closed Synchronize: the instance does not come back.
    Left,
    /// It leads to this device.
    Itself,
}

/// How soon to dial again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Pace {
    AtOnce,
    Backoff,
    Slow,
}

/// All ways, and the dials that are out.
#[derive(Clone, Debug)]
pub(super) struct Ways {
    stagger: Stagger,
    ways: BTreeMap<Target, Way>,
    dials: BTreeMap<DialId, Target>,
    dialled: u64,
}

/// What the larger of two instances waits, so that mostly the smaller one dials.
#[derive(Clone, Copy, Debug)]
struct Stagger {
    ours: Instance,
    seed: u64,
}

impl Ways {
    pub(super) const fn new(ours: Instance, seed: u64) -> Self {
        Self { stagger: Stagger { ours, seed }, ways: BTreeMap::new(), dials: BTreeMap::new(), dialled: 0 }
    }

    /// Discovery saw a member.
    pub(super) fn sighted(&mut self, sighting: Sighting, now: Timestamp) {
        let Sighting { instance, mut addresses, same_configuration } = sighting;
        if instance == self.stagger.ours {
            return;
        }
        addresses.truncate(ADDRESSES);
        let target = Target::Seen(instance);
        let stagger = self.stagger.of(&target, self.dialled);
        if let Some(way) = self.ways.get_mut(&target) {
            (way.mentioned, way.vanished) = (now, false);
            if way.same_configuration != same_configuration {
                way.same_configuration = same_configuration;
                way.release(later(now, stagger));
            }
            if way.addresses != addresses {
                // Not at once: whoever repeats a record with other addresses must not make this device dial
                // without pause.
                let soon = later(now, BACKOFF[0] + stagger);
                (way.addresses, way.cursor, way.tried, way.due) = (addresses, 0, 0, way.due.min(soon));
            }
            return;
        }
        if self.make_room() {
            let way = Way::new(addresses, same_configuration, later(now, stagger), now);
            self.ways.insert(target, way);
        }
    }

    /// Discovery lost an instance; `connected` when there is a connection with it.
    pub(super) fn vanished(&mut self, instance: Instance, connected: bool) {
        let target = Target::Seen(instance);
        match self.ways.get_mut(&target) {
            Some(way) if connected => way.vanished = true,
            Some(_) => drop(self.ways.remove(&target)),
            None => {}
        }
    }

    /// A person typed an address.
    pub(super) fn typed(&mut self, address: SocketAddr, now: Timestamp) {
        let target = Target::Typed(address);
        if let Some(way) = self.ways.get_mut(&target) {
            (way.mentioned, way.due, way.failures, way.hold) = (now, now, 0, None);
        } else if self.make_room() {
            self.ways.insert(target, Way::new(vec![address], true, now, now));
        }
    }

    pub(super) fn forget(&mut self, address: SocketAddr) {
        self.ways.remove(&Target::Typed(address));
    }

    /// The next dial that is due, of ways without a connection: those that a person typed first, then those that
    /// failed least.
    pub(super) fn dial(
        &mut self,
        connected: impl Fn(&Target, Option<&PeerKey>) -> bool,
        now: Timestamp,
    ) -> Option<(DialId, Target, SocketAddr)> {
        let due = self.idle(connected).filter(|(_, way)| way.due <= now);
        let (target, _) = due.min_by_key(|(target, way)| (target.is_seen(), way.failures, way.due))?;
        let target = *target;
        let way = self.ways.get_mut(&target)?;
        let address = way.addresses.get(way.cursor).copied()?;
        let dial = DialId(self.dialled);
        self.dialled += 1;
        way.dial = Some(dial);
        self.dials.insert(dial, target);
        Some((dial, target, address))
    }

    /// When [`Self::dial`] has something to give.
    pub(super) fn deadline(&self, connected: impl Fn(&Target, Option<&PeerKey>) -> bool) -> Option<Timestamp> {
        self.idle(connected).map(|(_, way)| way.due).min()
    }

    fn idle(&self, connected: impl Fn(&Target, Option<&PeerKey>) -> bool) -> impl Iterator<Item = (&Target, &Way)> {
        let free = self.dials.len() < DIALS;
        self.ways.iter().filter(move |(target, way)| {
            free && way.dial.is_none()
                && way.hold.is_none()
                && !way.addresses.is_empty()
                && !connected(target, way.peer.as_ref())
        })
    }

    /// A dial came to nothing. The instance of which discovery should make sure.
    pub(super) fn failed(&mut self, dial: DialId, failure: DialFailure, now: Timestamp) -> Option<Instance> {
        let target = self.dials.remove(&dial)?;
        let stagger = self.stagger.of(&target, dial.0);
        let way = self.ways.get_mut(&target).filter(|way| way.dial == Some(dial))?;
        way.dial = None;
        way.round = way.round.max(Some(failure));
        if failure == DialFailure::Itself {
            (way.hold, way.failure, way.round) = (Some(Hold::Itself), Some(failure), None);
            return None;
        }
        way.tried += 1;
        way.cursor = if way.cursor + 1 < way.addresses.len() { way.cursor + 1 } else { 0 };
        if way.tried < way.addresses.len() {
            way.due = now;
            return None;
        }
        (way.failure, way.round, way.tried) = (way.round, None, 0);
        way.wait(now, stagger);
        if way.vanished {
            self.ways.remove(&target);
        }
        target.instance()
    }

    /// A dial became a connection. When another instance answered than the one it was for, that is a failure, and
    /// the result as that of [`Self::failed`].
    pub(super) fn arrived(
        &mut self,
        dial: DialId,
        peer: PeerKey,
        instance: Option<Instance>,
        now: Timestamp,
    ) -> Option<Instance> {
        let target = *self.dials.get(&dial)?;
        if target.instance().is_some_and(|meant| instance != Some(meant)) {
            return self.failed(dial, DialFailure::Unreachable, now);
        }
        self.dials.remove(&dial);
        let way = self.ways.get_mut(&target).filter(|way| way.dial == Some(dial))?;
        (way.dial, way.tried, way.round, way.peer) = (None, 0, None, Some(peer));
        None
    }

    /// A device was met. Its earlier instances are no more.
    pub(super) fn met(&mut self, peer: PeerKey, instance: Option<Instance>) {
        self.ways.retain(|target, way| {
            let other = target.instance().is_some_and(|theirs| instance.is_some_and(|instance| theirs != instance));
            way.peer != Some(peer) || !other
        });
        if let Some(way) = instance.and_then(|instance| self.ways.get_mut(&Target::Seen(instance))) {
            way.peer = Some(peer);
        }
        for (_, _, way) in self.of(peer) {
            way.failure = None;
            way.hold = way.hold.filter(|hold| *hold != Hold::Left);
        }
    }

    /// The last connection with a device ended.
    pub(super) fn retry(&mut self, peer: PeerKey, pace: Pace, now: Timestamp) {
        for (_, stagger, way) in self.of(peer) {
            match pace {
                Pace::AtOnce => (way.failures, way.due) = (0, later(now, stagger)),
                Pace::Backoff => way.wait(now, stagger),
                Pace::Slow => {
                    way.failures = BACKOFF.len();
                    way.failure = Some(DialFailure::Broken);
                    way.wait(now, stagger);
                }
            }
        }
    }

    /// The link with a device was refused.
    pub(super) fn refused(&mut self, peer: PeerKey) {
        for (_, _, way) in self.of(peer) {
            way.hold = Some(Hold::Refused);
        }
    }

    /// The link with a device was accepted.
    pub(super) fn accepted(&mut self, peer: PeerKey) {
        for (_, _, way) in self.of(peer) {
            way.hold = None;
        }
    }

    /// A device left in order. A typed address is tried on: it may come back there.
    pub(super) fn left(&mut self, peer: PeerKey, now: Timestamp) {
        for (target, stagger, way) in self.of(peer) {
            if target.is_seen() {
                way.hold = Some(Hold::Left);
            } else {
                way.wait(now, stagger);
            }
        }
    }

    /// What was refused may be accepted now.
    pub(super) fn release(&mut self, now: Timestamp) {
        for (target, way) in &mut self.ways {
            way.release(later(now, self.stagger.of(target, self.dialled)));
        }
    }

    #[cfg(test)]
    pub(super) fn count(&self) -> usize {
        self.ways.len()
    }

    pub(super) fn is_sighted(&self, instance: Instance) -> bool {
        self.ways.get(&Target::Seen(instance)).is_some_and(|way| !way.vanished)
    }

    /// Whose last round failed, who was met there before, and what came of it.
    pub(super) fn failing(&self) -> impl Iterator<Item = (Unreached, Option<&PeerKey>)> {
        self.ways.iter().filter_map(|(target, way)| {
            let failure = way.failure.filter(|failure| !(target.is_seen() && *failure == DialFailure::Itself))?;
            Some((Unreached { target: *target, addresses: way.addresses.clone(), failure }, way.peer.as_ref()))
        })
    }

    fn of(&mut self, peer: PeerKey) -> impl Iterator<Item = (&Target, i64, &mut Way)> {
        let (stagger, salt) = (self.stagger, self.dialled);
        let of_peer = self.ways.iter_mut().filter(move |(_, way)| way.peer == Some(peer));
        of_peer.map(move |(target, way)| (target, stagger.of(target, salt), way))
    }

    /// Whether one more way may be remembered, if need be in the place of one that never led to a device.
    fn make_room(&mut self) -> bool {
        if self.ways.len() < WAYS {
            return true;
        }
        let unverified = self.ways.iter().filter(|(_, way)| way.peer.is_none());
        let oldest =
            unverified.min_by_key(|(target, way)| (!target.is_seen(), way.mentioned)).map(|(target, _)| *target);
        oldest.is_some_and(|target| self.ways.remove(&target).is_some())
    }
}

impl Way {
    const fn new(addresses: Vec<SocketAddr>, same_configuration: bool, due: Timestamp, now: Timestamp) -> Self {
        Self {
            addresses,
            same_configuration,
            cursor: 0,
            tried: 0,
            failures: 0,
            due,
            dial: None,
            hold: None,
            round: None,
            failure: None,
            peer: None,
            mentioned: now,
            vanished: false,
        }
    }

    /// One more failure: waits longer than after the one before.
    fn wait(&mut self, now: Timestamp, stagger: i64) {
        let pause = BACKOFF.get(self.failures).or(BACKOFF.last()).copied().unwrap_or_default();
        self.failures = self.failures.saturating_add(1);
        self.due = later(now, pause + stagger);
    }

    fn release(&mut self, due: Timestamp) {
        if self.hold == Some(Hold::Refused) {
            (self.hold, self.failures, self.due) = (None, 0, due);
        }
    }
}

impl Stagger {
    /// Milliseconds; `salt` makes them others from dial to dial.
    fn of(&self, target: &Target, salt: u64) -> i64 {
        let Some(theirs) = target.instance().filter(|theirs| self.ours > *theirs) else { return 0 };
        let mut hasher = DefaultHasher::new();
        (self.seed, theirs, salt).hash(&mut hasher);
        let (from, to) = STAGGER;
        from + (hasher.finish() % (to - from + 1).unsigned_abs()).cast_signed()
    }
}
