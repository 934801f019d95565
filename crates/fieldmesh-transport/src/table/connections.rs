//! Connections, and which one of a pair is used (`docs/lan.md`, section 4).

use std::collections::BTreeMap;

use fieldmesh_document::Timestamp;

use super::later;
use crate::contact::{ConnectionId, Verdict};
use crate::limits::{SILENT_AFTER, UNDECIDED};
use crate::{GONE_AFTER, Instance, PeerKey};

/// A connection whose handshake succeeded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Connection {
    pub(super) peer: PeerKey,
    pub(super) instance: Option<Instance>,
    /// Its verdict was said or heard: at most one for each device.
    pub(super) in_use: bool,
    pub(super) since: Timestamp,
    heard: Timestamp,
}

/// Every connection that was not closed.
#[derive(Clone, Debug)]
pub(super) struct Connections {
    connections: BTreeMap<ConnectionId, Connection>,
}

impl Connections {
    pub(super) const fn new() -> Self {
        Self { connections: BTreeMap::new() }
    }

    pub(super) fn get(&self, id: ConnectionId) -> Option<&Connection> {
        self.connections.get(&id)
    }

    /// The connection in use with a device.
    pub(super) fn in_use(&self, peer: &PeerKey) -> Option<(ConnectionId, &Connection)> {
        let mut of_peer = self.connections.iter().filter(|(_, connection)| connection.peer == *peer);
        of_peer.find(|(_, connection)| connection.in_use).map(|(id, connection)| (*id, connection))
    }

    /// What to say of a new connection where this device decides. A device that has another instance now was
    /// started anew, and hears nothing on the earlier connection.
    pub(super) fn decide(&self, peer: &PeerKey, instance: Option<Instance>, now: Timestamp) -> Verdict {
        match self.in_use(peer) {
            Some((_, old)) if old.instance == instance && now <= later(old.heard, SILENT_AFTER) => {
                Verdict::Duplicate
            }
            _ => Verdict::Use,
        }
    }

    /// One more that waits for a verdict. `false` when too many of the device do.
    pub(super) fn add(
        &mut self,
        id: ConnectionId,
        peer: PeerKey,
        instance: Option<Instance>,
        now: Timestamp,
    ) -> bool {
        let undecided = self.connections.values().filter(|other| other.peer == peer && !other.in_use);
        let room = undecided.count() < UNDECIDED;
        if room {
            let connection = Connection { peer, instance, in_use: false, since: now, heard: now };
            self.connections.insert(id, connection);
        }
        room
    }

    /// Uses a connection from now on. The one that it replaces is taken out.
    pub(super) fn take_into_use(&mut self, id: ConnectionId, now: Timestamp) -> Option<ConnectionId> {
        let peer = self.connections.get(&id)?.peer;
        let old = self.in_use(&peer).map(|(old, _)| old).filter(|old| *old != id);
        if let Some(old) = &old {
            self.connections.remove(old);
        }
        let connection = self.connections.get_mut(&id)?;
        (connection.in_use, connection.since, connection.heard) = (true, now, now);
        old
    }

    /// Something came over a connection; gives it when it is in use.
    pub(super) fn heard(&mut self, id: ConnectionId, now: Timestamp) -> Option<Connection> {
        let connection = self.connections.get_mut(&id)?;
        connection.heard = connection.heard.max(now);
        Some(*connection).filter(|connection| connection.in_use)
    }

    pub(super) fn remove(&mut self, id: ConnectionId) -> Option<Connection> {
        self.connections.remove(&id)
    }

    /// Takes out one on which nothing was heard for too long.
    pub(super) fn take_silent(&mut self, now: Timestamp) -> Option<(ConnectionId, Connection)> {
        let mut all = self.connections.iter();
        let id = all.find(|(_, connection)| now >= later(connection.heard, GONE_AFTER)).map(|(id, _)| *id)?;
        self.connections.remove(&id).map(|connection| (id, connection))
    }

    /// When [`Self::take_silent`] has something to give.
    pub(super) fn deadline(&self) -> Option<Timestamp> {
        self.connections.values().map(|connection| later(connection.heard, GONE_AFTER)).min()
    }

    /// Those in use.
    pub(super) fn used(&self) -> impl Iterator<Item = (ConnectionId, &Connection)> {
        self.connections
            .iter()
            .filter(|(_, connection)| connection.in_use)
            .map(|(id, connection)| (*id, connection))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Connection> {
        self.connections.values()
    }
}
