//! Calls made and taken, from the dial to the verdict.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::{Hub, Input, Line};
use crate::connection::{Connection, Decides, HandshakeError};
use crate::contact::{ConnectionId, Verdict};
use crate::driver::{Command, settle_and_drive};
use crate::limits::HANDSHAKE_DEADLINE;
use crate::table::{DialFailure, DialId, Origin};

/// Commands that a connection has not taken yet.
const COMMANDS: usize = 16;

pub(super) type TcpConnection = Connection<TcpStream>;

/// How a call went.
#[derive(Debug)]
pub(super) struct Shaken {
    /// Who called, where the gate counts it.
    caller: Option<IpAddr>,
    result: Result<TcpConnection, CallError>,
}

/// Why a call did not become a connection.
#[derive(Debug, thiserror::Error)]
pub(super) enum CallError {
    #[error("nobody answers")]
    Connect(#[source] io::Error),
    #[error(transparent)]
    Handshake(#[from] HandshakeError),
}

impl Hub {
    pub(super) fn dial(&mut self, dial: DialId, address: SocketAddr) {
        let (membership, instance) = (Arc::clone(&self.membership), self.instance);
        let sender = self.inbox.0.clone();
        self.tasks.spawn(async move {
            let result = async {
                let deadline = Duration::from_millis(HANDSHAKE_DEADLINE);
                let stream = timeout(deadline, TcpStream::connect(address))
                    .await
                    .unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
                    .map_err(CallError::Connect)?;
                // Frames are whole messages: waiting for more to fill a packet only delays them.
                stream.set_nodelay(true).map_err(CallError::Connect)?;
                Ok(Connection::call(stream, &membership, Some(instance)).await?)
            };
            let shaken = Shaken { caller: None, result: result.await };
            let _ = sender.send(Input::Shaken(Origin::Dialled(dial), shaken)).await;
        });
    }

    pub(super) fn called(&mut self, called: io::Result<(TcpStream, SocketAddr)>) {
        let (stream, from) = match called {
            Ok(called) => called,
            Err(error) => {
                // Out of descriptors, or a caller that was gone at once: the next may succeed.
                tracing::debug!(%error, "a call was not taken");
                return;
            }
        };
        if let Err(turned) = self.gate.admit(from.ip(), self.now()) {
            tracing::debug!(%from, %turned, "a caller was turned away");
            return;
        }
        let (membership, instance) = (Arc::clone(&self.membership), self.instance);
        let sender = self.inbox.0.clone();
        self.tasks.spawn(async move {
            let result = async {
                stream.set_nodelay(true).map_err(CallError::Connect)?;
                Ok(Connection::listen(stream, &membership, Some(instance)).await?)
            };
            let shaken = Shaken { caller: Some(from.ip()), result: result.await };
            let _ = sender.send(Input::Shaken(Origin::Called, shaken)).await;
        });
    }

    pub(super) fn shaken(&mut self, origin: Origin, shaken: Shaken) {
        let now = self.now();
        let Shaken { caller, result } = shaken;
        if let Some(caller) = caller {
            let failed = matches!(&result, Err(CallError::Handshake(error)) if error.counts());
            self.gate.finished(caller, failed, now);
        }
        let connection = match (result, origin) {
            (Ok(connection), _) => connection,
            (Err(error), Origin::Dialled(dial)) => {
                tracing::debug!(error = &error as &dyn std::error::Error, "a dial came to nothing");
                self.typed.0.remove(&dial);
                return self.table.dial_failed(dial, failure(&error), now);
            }
            (Err(error), Origin::Called) => {
                tracing::debug!(error = &error as &dyn std::error::Error, "a call came to nothing");
                return;
            }
        };
        self.next_connection += 1;
        let id = ConnectionId(self.next_connection);
        let (peer, instance) = (connection.peer, connection.instance);
        if let Origin::Dialled(dial) = origin
            && let Some(address) = self.typed.0.remove(&dial)
        {
            self.typed.1.insert(address, peer);
        }
        match connection.decides {
            Decides::Us => {
                self.undecided.insert(id, connection);
            }
            Decides::Them => self.line(id, connection, None),
        }
        self.table.connected(id, origin, peer, instance, now);
    }

    /// We decide about a connection.
    pub(super) fn decide(&mut self, id: ConnectionId, verdict: Verdict) {
        if let Some(connection) = self.undecided.remove(&id) {
            self.line(id, connection, Some(verdict));
        }
    }

    /// Closes without a goodbye.
    pub(super) fn close(&mut self, id: ConnectionId) {
        self.undecided.remove(&id);
        if let Some(line) = self.lines.remove(&id) {
            // A queue that is full is not waited for.
            if line.commands.try_send(Command::Close).is_err() {
                line.task.abort();
            }
            self.interrupted(&line.peer);
        }
    }

    /// Settles what a connection is for, and drives it if it is used.
    fn line(&mut self, id: ConnectionId, connection: TcpConnection, ours: Option<Verdict>) {
        let peer = connection.peer;
        let (commands, orders) = mpsc::channel(COMMANDS);
        let (host, links) = (Arc::clone(&self.host), self.links.0.clone());
        let task = self.tasks.spawn(settle_and_drive(id, connection, ours, host, orders, links));
        self.lines.insert(id, Line { peer, commands, accepted: false, task });
    }
}

fn failure(error: &CallError) -> DialFailure {
    match error {
        CallError::Connect(error) if error.kind() == io::ErrorKind::TimedOut => DialFailure::TimedOut,
        CallError::Connect(_) => DialFailure::Unreachable,
        CallError::Handshake(error) => match error {
            HandshakeError::NotFieldmesh { .. } => DialFailure::NotThisProgram,
            HandshakeError::Version { ours, theirs } => {
                DialFailure::Version { theirs_newer: theirs.highest > ours.highest }
            }
            HandshakeError::NotMember => DialFailure::NotMember,
            HandshakeError::Busy => DialFailure::Busy,
            HandshakeError::TimedOut { .. } => DialFailure::TimedOut,
            HandshakeError::Itself => DialFailure::Itself,
            _ => DialFailure::Broken,
        },
    }
}
