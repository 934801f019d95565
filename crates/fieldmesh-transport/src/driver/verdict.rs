//! From the handshake to the verdict on a connection, and on from there.

use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::mpsc;

use super::{Command, Event, drive};
use crate::connection::Connection;
use crate::contact::{Closing, ConnectionId, Verdict};
use crate::host::Host;

/// Says our verdict on a connection, or hears that of the other side, and drives the connection to its end if it is used.
///
/// The listener learns of a verdict that was heard by the same way as of what follows it: a link that is accepted on a
/// connection of which nobody knows yet that it is used would be lost.
pub(crate) async fn settle_and_drive<S: AsyncRead + AsyncWrite + Unpin + Send + 'static>(
    id: ConnectionId,
    mut connection: Connection<S>,
    ours: Option<Verdict>,
    host: Arc<dyn Host>,
    commands: mpsc::Receiver<Command>,
    listener: mpsc::Sender<(ConnectionId, Event)>,
) {
    let settled = match ours {
        Some(verdict) => connection.settle(verdict).await.map(|()| verdict),
        None => connection.await_verdict().await,
    };
    // An error of the listener means that nobody listens any more.
    let verdict = match settled {
        Ok(verdict) => verdict,
        Err(error) => {
            tracing::debug!(error = &error as &dyn std::error::Error, "no verdict");
            let _ = listener.send((id, Event::Closed(Closing::Cut))).await;
            return;
        }
    };
    if ours.is_none() {
        let _ = listener.send((id, Event::Decided(verdict))).await;
    }
    match verdict {
        Verdict::Use => drive(id, connection, host, commands, listener).await,
        Verdict::Duplicate => {
            let _ = listener.send((id, Event::Closed(Closing::Ours))).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use fieldmesh_testkit::MemoryReplica;

    use super::*;
    use crate::connection::Decides;
    use crate::connection::tests::member;
    use crate::driver::tests::bench::TestHost;

    /// It was told by another way, which could be the slower one: the device was not listed, and the other side, where
    /// it was, waited for it.
    #[tokio::test(start_paused = true)]
    async fn the_verdict_of_the_other_side_is_told_before_its_hello() {
        let (a, b) = tokio::io::duplex(4 << 10);
        let (one, two) = (member(1), member(2));
        let (a, b) = tokio::join!(Connection::call(a, &one, None), Connection::listen(b, &two, None));
        let mut told = Vec::new();
        for (n, connection) in [(1, a.unwrap()), (2, b.unwrap())] {
            let ours = (connection.decides == Decides::Us).then_some(Verdict::Use);
            let (listener, events) = mpsc::channel(8);
            let (commands, orders) = mpsc::channel(8);
            let host = TestHost { n, replica: Arc::new(MemoryReplica::new()), change: |_| {} };
            tokio::spawn(settle_and_drive(ConnectionId(0), connection, ours, Arc::new(host), orders, listener));
            told.push((ours, events, commands));
        }
        told.sort_by_key(|(ours, ..)| ours.is_some());
        let (_, events, _) = &mut told[0];
        assert!(matches!(events.recv().await, Some((_, Event::Decided(Verdict::Use)))));
        while !matches!(events.recv().await.unwrap().1, Event::Accepted(_)) {}
    }
}
