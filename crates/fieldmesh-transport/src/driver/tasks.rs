//! Reading and writing go on in tasks of their own, so that neither waits for the other.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_util::task::AbortOnDropHandle;

use crate::connection::{ChannelError, Receiver, Sender};
use crate::contact::Closing;
use crate::limits::{FAREWELL, GONE_AFTER};

/// Frames that are read ahead.
const INBOUND: usize = 4;

/// Frames that wait to be sealed and written.
const OUTBOUND: usize = 2;

/// Frames of the other side, and at last why no more come.
pub(super) type Inbound = mpsc::Receiver<Result<Vec<u8>, Closing>>;

/// Opens frames as they come. Reading ends with the handle.
pub(super) fn read<S: AsyncRead + Send + 'static>(mut receiver: Receiver<S>) -> (Inbound, AbortOnDropHandle<()>) {
    let (frames, inbound) = mpsc::channel(INBOUND);
    let task = tokio::spawn(async move {
        loop {
            let next = match receiver.receive().await {
                Ok(frame) => frame.ok_or(Closing::Cut),
                Err(error) => Err(closing(&error)),
            };
            let last = next.is_err();
            if frames.send(next).await.is_err() || last {
                return;
            }
        }
    });
    (inbound, AbortOnDropHandle::new(task))
}

/// Seals frames and writes them. When there are no more it closes the stream; before that it ends only because
/// nothing can be written any more.
pub(super) fn write<S: AsyncWrite + Send + 'static>(
    mut sender: Sender<S>,
) -> (mpsc::Sender<Vec<u8>>, AbortOnDropHandle<Closing>) {
    let (outbound, mut frames) = mpsc::channel::<Vec<u8>>(OUTBOUND);
    let task = tokio::spawn(async move {
        // The other side always reads, so one that takes nothing for so long is not there.
        let stall = Duration::from_millis(GONE_AFTER.unsigned_abs());
        while let Some(frame) = frames.recv().await {
            let written = timeout(stall, async {
                sender.feed(&frame).await?;
                if frames.is_empty() { sender.flush().await } else { Ok(()) }
            });
            match written.await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => return closing(&error),
                Err(_) => return Closing::Lost,
            }
        }
        match timeout(FAREWELL, sender.close()).await {
            Ok(Ok(())) => Closing::Ours,
            Ok(Err(error)) => closing(&error),
            Err(_) => Closing::Lost,
        }
    });
    (outbound, AbortOnDropHandle::new(task))
}

fn closing(error: &ChannelError) -> Closing {
    tracing::debug!(error = error as &dyn std::error::Error, "a connection ends");
    match error {
        ChannelError::Cut(_) => Closing::Cut,
        ChannelError::Broken(_) => Closing::Broken,
    }
}
