//! The peer table: whom to dial, which of two connections is used, and the list of devices a person sees
//! (`docs/lan.md`, sections 1, 4 and 6).

mod connections;
mod effect;
mod row;
mod way;

#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, VecDeque};
use std::net::SocketAddr;

use fieldmesh_document::Timestamp;
use fieldmesh_sync::{Hello, LinkRefusal, ReplicaState};

use crate::contact::{Closing, ConnectionId, Verdict};
use crate::limits::OTHERS;
use crate::sighting::Sighting;
use crate::{GREY_AFTER, Instance, PeerKey};
use connections::{Connection, Connections};
pub use effect::{DialFailure, Target, Unreached};
pub(crate) use effect::{DialId, Effect, Origin, TableEvent};
pub use row::Presence;
pub(crate) use row::{Row, Sticky};
use row::{Rows, Standing, Turned};
use way::{Pace, Ways};

/// Who keeps the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TableOptions {
    /// This device.
    pub(crate) ours: PeerKey,
    /// This opening of Synchronize.
    pub(crate) instance: Instance,
    /// Of the waiting before dials.
    pub(crate) seed: u64,
}

/// Everybody who was seen while Synchronize is open: a state machine without sockets, clock or randomness.
///
/// What happens is told with the methods that take `now`, a clock that never goes back, in milliseconds; after
/// each of them [`poll_effect`](Self::poll_effect) and [`poll_event`](Self::poll_event) are drained, and
/// [`handle_timeout`](Self::handle_timeout) is called at the moment that [`poll_timeout`](Self::poll_timeout)
/// then names. A connection that the table closed or does not know may be spoken of; that changes nothing.
///
/// A row is a [`PeerKey`], never a connection or an address, so that a connection may end and come back under it
/// unseen. `A` is what goes on with a device, which only the table's user understands.
#[derive(Clone, Debug)]
pub(crate) struct Table<A> {
    ours: PeerKey,
    ways: Ways,
    connections: Connections,
    rows: Rows<A>,
    others: BTreeSet<u64>,
    effects: VecDeque<Effect>,
    events: VecDeque<TableEvent>,
    /// What was last said of the surroundings: others, and who cannot be reached.
    told: (usize, Vec<Unreached>),
}

impl<A: Sticky> Table<A> {
    /// A table that has seen nobody.
    pub(crate) fn new(options: TableOptions) -> Self {
        Self {
            ours: options.ours,
            ways: Ways::new(options.instance, options.seed),
            connections: Connections::new(),
            rows: Rows::new(),
            others: BTreeSet::new(),
            effects: VecDeque::new(),
            events: VecDeque::new(),
            told: (0, Vec::new()),
        }
    }

    /// Discovery heard a member. Says it again when something of it changes.
    pub(crate) fn sighted(&mut self, sighting: Sighting, now: Timestamp) {
        let instance = sighting.instance;
        self.rows.sighted(instance);
        self.ways.sighted(sighting, now);
        let connected = self.connections.iter().find(|connection| connection.instance == Some(instance));
        if let Some(peer) = connected.map(|connection| connection.peer) {
            self.ways.met(peer, Some(instance));
        }
        self.turn(now);
    }

    /// Discovery lost a member: goodbye, or its record ran out.
    pub(crate) fn vanished(&mut self, instance: Instance, now: Timestamp) {
        let connected = self.connections.iter().any(|connection| connection.instance == Some(instance));
        self.rows.vanished(instance, now);
        self.ways.vanished(instance, connected);
        self.turn(now);
    }

    /// Discovery heard or lost somebody who is no member, told apart by a hash of the name.
    pub(crate) fn foreign(&mut self, name_hash: u64, present: bool) {
        if !present {
            self.others.remove(&name_hash);
        } else if self.others.len() < OTHERS {
            self.others.insert(name_hash);
        }
    }

    /// A person typed an address: it is dialled at once, and again while it has no connection.
    pub(crate) fn typed(&mut self, address: SocketAddr, now: Timestamp) {
        self.ways.typed(address, now);
        self.turn(now);
    }

    /// A typed address is not wanted any more. A connection that it led to stays.
    pub(crate) fn forget(&mut self, address: SocketAddr) {
        self.ways.forget(address);
    }

    /// Our configuration changed. Hellos name the earlier one, so all links are made anew, and who was refused is
    /// dialled again.
    pub(crate) fn reconfigured(&mut self, now: Timestamp) {
        let used: Vec<_> = self.connections.used().map(|(id, connection)| (id, connection.peer)).collect();
        for (id, peer) in used {
            self.drop_connection(id);
            self.ways.retry(peer, Pace::AtOnce, now);
        }
        self.ways.release(now);
        self.turn(now);
    }

    /// A dial came to nothing.
    pub(crate) fn dial_failed(&mut self, dial: DialId, failure: DialFailure, now: Timestamp) {
        let verify = self.ways.failed(dial, failure, now);
        self.effects.extend(verify.map(Effect::Verify));
        self.turn(now);
    }

    /// A handshake succeeded. Where this device has the smaller key it decides at once, by
    /// [`Effect::Settle`]; otherwise the connection waits for [`verdict`](Self::verdict).
    pub(crate) fn connected(
        &mut self,
        connection: ConnectionId,
        origin: Origin,
        peer: PeerKey,
        instance: Option<Instance>,
        now: Timestamp,
    ) {
        match origin {
            Origin::Dialled(dial) if peer == self.ours => self.dial_failed(dial, DialFailure::Itself, now),
            Origin::Dialled(dial) => {
                let verify = self.ways.arrived(dial, peer, instance, now);
                self.effects.extend(verify.map(Effect::Verify));
            }
            Origin::Called => {}
        }
        if peer == self.ours {
            self.effects.push_back(Effect::Close(connection));
            return;
        }
        self.ways.met(peer, instance);
        if !self.make_room(&peer) {
            self.effects.push_back(Effect::Close(connection));
            self.ways.retry(peer, Pace::Backoff, now);
        } else if self.ours > peer {
            if !self.connections.add(connection, peer, instance, now) {
                self.effects.push_back(Effect::Close(connection));
            }
        } else {
            let verdict = self.connections.decide(&peer, instance, now);
            self.effects.push_back(Effect::Settle { connection, verdict });
            if verdict == Verdict::Use && self.connections.add(connection, peer, instance, now) {
                self.take_into_use(connection, now);
            }
        }
        self.turn(now);
    }

    /// The other device decided.
    pub(crate) fn verdict(&mut self, connection: ConnectionId, verdict: Verdict, now: Timestamp) {
        let waiting = self.connections.get(connection).copied().filter(|connection| !connection.in_use);
        let Some(Connection { peer, .. }) = waiting else { return };
        match verdict {
            Verdict::Use => self.take_into_use(connection, now),
            Verdict::Duplicate => {
                self.drop_connection(connection);
                self.retry(peer, Pace::Backoff, now);
            }
        }
        self.turn(now);
    }

    /// Something came over a connection.
    pub(crate) fn heard(&mut self, connection: ConnectionId, now: Timestamp) {
        if let Some(Connection { peer, instance, .. }) = self.connections.heard(connection, now) {
            self.rows.heard(&peer, instance, now);
        }
        self.turn(now);
    }

    /// Both sides accepted each other's hello.
    pub(crate) fn accepted(
        &mut self,
        connection: ConnectionId,
        hello: Box<Hello>,
        same_data: bool,
        now: Timestamp,
    ) {
        self.met(connection, Some(hello), Ok(same_data), now);
    }

    /// One side refused the other. A connection whose link is open nevertheless stays in use until it closes.
    pub(crate) fn refused(
        &mut self,
        connection: ConnectionId,
        refusal: LinkRefusal,
        hello: Option<Box<Hello>>,
        now: Timestamp,
    ) {
        self.met(connection, hello, Err(refusal), now);
    }

    /// The data of the other device changed.
    pub(crate) fn state(&mut self, connection: ConnectionId, state: ReplicaState, same_data: bool, now: Timestamp) {
        match self.connections.heard(connection, now) {
            Some(Connection { peer, .. }) => self.known(&peer, state, same_data, now),
            None => self.turn(now),
        }
    }

    /// What the other device holds, and whether that is the same as here, is known without its saying so.
    pub(crate) fn known(&mut self, peer: &PeerKey, state: ReplicaState, same_data: bool, now: Timestamp) {
        if self.rows.state(peer, state, same_data) {
            self.tell(TableEvent::Changed(*peer));
        }
        self.turn(now);
    }

    /// A connection is no more.
    pub(crate) fn closed(&mut self, connection: ConnectionId, closing: Closing, now: Timestamp) {
        let Some(Connection { peer, in_use, since, .. }) = self.connections.remove(connection) else { return };
        match closing {
            Closing::Left if in_use => {
                self.rows.ended(&peer);
                self.ways.left(peer, now);
            }
            Closing::Refused => self.ways.refused(peer),
            Closing::Broken => self.retry(peer, Pace::Slow, now),
            Closing::Lost if in_use => {
                self.rows.ended(&peer);
                self.retry(peer, Pace::Backoff, now);
            }
            // One that was short may be short again.
            _ if in_use && now.0.saturating_sub(since.0) >= GREY_AFTER => self.retry(peer, Pace::AtOnce, now),
            Closing::Left | Closing::Lost | Closing::Cut | Closing::Ours => self.retry(peer, Pace::Backoff, now),
        }
        self.turn(now);
    }

    /// Something goes on with a device, or does not any more.
    pub(crate) fn activity(&mut self, peer: &PeerKey, activity: A, now: Timestamp) {
        if self.rows.activity(peer, activity) {
            self.tell(TableEvent::Changed(*peer));
        }
        self.turn(now);
    }

    /// Does what is due.
    pub(crate) fn handle_timeout(&mut self, now: Timestamp) {
        self.turn(now);
    }

    /// When [`handle_timeout`](Self::handle_timeout) has something to do.
    pub(crate) fn poll_timeout(&self) -> Option<Timestamp> {
        let rows = self.rows.deadline(|peer, instance| self.standing(peer, instance));
        let dials = self.ways.deadline(|target, peer| self.is_connected(target, peer));
        [rows, dials, self.connections.deadline()].into_iter().flatten().min()
    }

    /// The next thing to do.
    pub(crate) fn poll_effect(&mut self) -> Option<Effect> {
        self.effects.pop_front()
    }

    /// The next thing that a screen shows; at most one for each device.
    pub(crate) fn poll_event(&mut self) -> Option<TableEvent> {
        self.events.pop_front().or_else(|| {
            let now = (self.others(), self.unreached().collect());
            let changed = self.told != now;
            self.told = now;
            changed.then_some(TableEvent::Surroundings)
        })
    }

    /// The devices, in the order of the names with which they were first shown.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Row<A>> {
        self.rows.iter()
    }

    /// The row of one device.
    pub(crate) fn row(&self, peer: &PeerKey) -> Option<&Row<A>> {
        self.rows.get(peer)
    }

    /// Members and typed addresses of which every address failed, and which are not listed as a device.
    pub(crate) fn unreached(&self) -> impl Iterator<Item = Unreached> {
        self.ways.failing().filter_map(|(unreached, peer)| {
            let row = peer.and_then(|peer| self.rows.get(peer));
            let shown = row.is_some_and(|row| row.presence != Presence::Gone);
            (!shown && !self.is_connected(&unreached.target, peer)).then_some(unreached)
        })
    }

    /// How many devices of other projects are near; at most 256 are counted.
    pub(crate) fn others(&self) -> usize {
        self.others.len()
    }

    /// The connection in use with a device.
    pub(crate) fn connection(&self, peer: &PeerKey) -> Option<ConnectionId> {
        self.connections.in_use(peer).map(|(id, _)| id)
    }

    /// Which opening of a device the connection in use leads to.
    pub(crate) fn instance(&self, peer: &PeerKey) -> Option<Instance> {
        self.connections.in_use(peer).and_then(|(_, connection)| connection.instance)
    }

    fn met(
        &mut self,
        connection: ConnectionId,
        hello: Option<Box<Hello>>,
        answer: Result<bool, LinkRefusal>,
        now: Timestamp,
    ) {
        let Some(Connection { peer, instance, .. }) = self.connections.heard(connection, now) else { return };
        if answer.is_ok() {
            self.ways.accepted(peer);
        }
        if self.rows.met(peer, instance, hello, answer, now) {
            self.tell(TableEvent::Changed(peer));
        }
        self.turn(now);
    }

    fn take_into_use(&mut self, connection: ConnectionId, now: Timestamp) {
        let replaced = self.connections.take_into_use(connection, now);
        self.effects.extend(replaced.map(Effect::Close));
        if let Some(Connection { peer, instance, .. }) = self.connections.get(connection) {
            self.rows.heard(peer, *instance, now);
        }
    }

    fn drop_connection(&mut self, connection: ConnectionId) {
        if self.connections.remove(connection).is_some() {
            self.effects.push_back(Effect::Close(connection));
        }
    }

    /// Dials again what has no other connection.
    fn retry(&mut self, peer: PeerKey, pace: Pace, now: Timestamp) {
        if self.connections.in_use(&peer).is_none() {
            self.ways.retry(peer, pace, now);
        }
    }

    /// Whether one more device can be listed.
    fn make_room(&mut self, peer: &PeerKey) -> bool {
        let peers = self.connections.iter().map(|connection| connection.peer);
        let unlisted: BTreeSet<_> = peers.filter(|peer| self.rows.get(peer).is_none()).collect();
        if self.rows.get(peer).is_some() || unlisted.contains(peer) {
            return true;
        }
        let room = self.rows.make_room(unlisted.len());
        if let Ok(Some(gone)) = room {
            self.tell(TableEvent::Removed(gone));
        }
        room.is_ok()
    }

    /// Does what time and what happened ask for.
    fn turn(&mut self, now: Timestamp) {
        while let Some((id, connection)) = self.connections.take_silent(now) {
            self.effects.push_back(Effect::Close(id));
            self.retry(connection.peer, Pace::Backoff, now);
        }
        let (connections, ways) = (&self.connections, &self.ways);
        for turned in self.rows.refresh(|peer, instance| standing(connections, ways, peer, instance), now) {
            self.tell(match turned {
                Turned::Changed(peer) => TableEvent::Changed(peer),
                Turned::Removed(peer) => TableEvent::Removed(peer),
            });
        }
        let connections = &self.connections;
        while let Some((dial, target, address)) =
            self.ways.dial(|target, peer| is_connected(connections, target, peer), now)
        {
            self.effects.push_back(Effect::Dial { dial, target, address });
        }
    }

    fn standing(&self, peer: &PeerKey, instance: Option<Instance>) -> Standing {
        standing(&self.connections, &self.ways, peer, instance)
    }

    fn is_connected(&self, target: &Target, peer: Option<&PeerKey>) -> bool {
        is_connected(&self.connections, target, peer)
    }

    /// Keeps one event for each device: the last.
    fn tell(&mut self, event: TableEvent) {
        self.events.retain(|earlier| earlier.peer() != event.peer());
        self.events.push_back(event);
    }
}

fn standing(connections: &Connections, ways: &Ways, peer: &PeerKey, instance: Option<Instance>) -> Standing {
    Standing {
        connected: connections.in_use(peer).is_some(),
        sighted: instance.is_some_and(|instance| ways.is_sighted(instance)),
        superseded: connections
            .used()
            .any(|(_, other)| other.peer.device == peer.device && other.peer.store != peer.store),
    }
}

/// Whether a connection leads to where a way leads, in use or not yet.
fn is_connected(connections: &Connections, target: &Target, peer: Option<&PeerKey>) -> bool {
    connections.iter().any(|connection| {
        Some(&connection.peer) == peer || connection.instance.is_some() && connection.instance == target.instance()
    })
}

/// A moment so many milliseconds later.
const fn later(moment: Timestamp, milliseconds: i64) -> Timestamp {
    Timestamp(moment.0.saturating_add(milliseconds))
}
