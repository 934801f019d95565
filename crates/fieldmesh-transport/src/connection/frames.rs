//! The two halves of a connection: sealed messages behind their length (`docs/lan.md`, sections 3 and 5).

use std::io;

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite, ReadHalf, WriteHalf};
use tokio_util::codec::{FramedRead, FramedWrite, LengthDelimitedCodec};

use crate::noise::{NoiseError, Opener, Sealer};

/// Messages as they come, still sealed.
pub(super) type MessagesIn<S> = FramedRead<ReadHalf<S>, LengthDelimitedCodec>;

/// Messages as they go, sealed.
pub(super) type MessagesOut<S> = FramedWrite<WriteHalf<S>, LengthDelimitedCodec>;

/// Why a connection came to an end while it was in use.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ChannelError {
    /// The network or the other process ended it, perhaps in the middle of a message.
    #[error("the connection broke")]
    Cut(#[source] io::Error),
    /// A message that is not the next one of the other side.
    #[error("the other side broke the channel")]
    Broken(#[source] NoiseError),
}

/// Frames from the other side.
#[derive(Debug)]
pub(crate) struct Receiver<S> {
    messages: MessagesIn<S>,
    opener: Opener,
}

/// Frames to the other side.
#[derive(Debug)]
pub(crate) struct Sender<S> {
    messages: MessagesOut<S>,
    sealer: Sealer,
}

/// Two bytes of length, big-endian, and no more than `limit` bytes.
pub(super) fn codec(limit: usize) -> LengthDelimitedCodec {
    LengthDelimitedCodec::builder().length_field_length(2).max_frame_length(limit).new_codec()
}

impl<S: AsyncRead> Receiver<S> {
    pub(super) fn new(messages: MessagesIn<S>, opener: Opener) -> Self {
        Self { messages, opener }
    }

    /// The next frame; `None` when the other side closed between two messages. Nothing is lost when the call is
    /// dropped before it is done.
    pub(crate) async fn receive(&mut self) -> Result<Option<Vec<u8>>, ChannelError> {
        match self.messages.next().await.transpose().map_err(ChannelError::Cut)? {
            Some(message) => self.opener.open(&message).map(Some).map_err(ChannelError::Broken),
            None => Ok(None),
        }
    }
}

impl<S: AsyncWrite> Sender<S> {
    pub(super) fn new(messages: MessagesOut<S>, sealer: Sealer) -> Self {
        Self { messages, sealer }
    }

    /// Seals a frame of at most [`FRAME_LIMIT`](fieldmesh_sync::FRAME_LIMIT) bytes and hands it to the network, as
    /// far as a small buffer does not take it; [`Self::flush`] hands over all.
    pub(crate) async fn feed(&mut self, frame: &[u8]) -> Result<(), ChannelError> {
        let message = self.sealer.seal(frame).map_err(ChannelError::Broken)?;
        self.messages.feed(Bytes::from(message)).await.map_err(ChannelError::Cut)
    }

    pub(crate) async fn flush(&mut self) -> Result<(), ChannelError> {
        SinkExt::<Bytes>::flush(&mut self.messages).await.map_err(ChannelError::Cut)
    }

    /// Hands over everything and tells the other side that no more comes.
    pub(crate) async fn close(&mut self) -> Result<(), ChannelError> {
        SinkExt::<Bytes>::close(&mut self.messages).await.map_err(ChannelError::Cut)
    }
}
