//! From a byte stream to an encrypted connection with a member of the project (`docs/lan.md`, sections 2 to 5).

mod error;
mod frames;
mod identity;

#[cfg(test)]
pub(crate) mod tests;

use std::io;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, timeout_at};

use crate::contact::Verdict;
use crate::limits::{HANDSHAKE_DEADLINE, HANDSHAKE_MESSAGE};
use crate::noise::{Handshake, MESSAGE_LIMIT, NoiseError, Role};
use crate::preface::Versions;
use crate::{Instance, Membership, PeerKey};
pub use error::HandshakeError;
pub(crate) use frames::{ChannelError, Receiver, Sender};
use frames::{MessagesIn, MessagesOut, codec};
use identity::Identity;

/// The channel of verdicts (`docs/lan.md`, section 5).
const VERDICTS: u8 = 2;

/// An encrypted connection with a member of the project, before or after its verdict.
#[derive(Debug)]
pub(crate) struct Connection<S> {
    /// Who the other side proved to be.
    pub(crate) peer: PeerKey,
    /// Which opening of Synchronize it says to be.
    pub(crate) instance: Option<Instance>,
    /// The handshake hash.
    pub(crate) binding: [u8; 32],
    /// Whose verdict decides whether this connection is used.
    pub(crate) decides: Decides,
    receiver: Receiver<S>,
    sender: Sender<S>,
    deadline: Instant,
}

/// Which side sends the verdict.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Decides {
    /// This one: it calls [`Connection::settle`].
    Us,
    /// The other: this one calls [`Connection::await_verdict`].
    Them,
}

/// The stream during the handshake.
struct Raw<S> {
    messages_in: MessagesIn<S>,
    messages_out: MessagesOut<S>,
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send + 'static> Connection<S> {
    /// The handshake of the side that connected.
    ///
    /// # Errors
    /// Every [`HandshakeError`].
    pub(crate) async fn call(
        stream: S,
        membership: &Membership,
        instance: Option<Instance>,
    ) -> Result<Self, HandshakeError> {
        Self::handshake(Role::Caller, stream, membership, instance).await
    }

    /// The handshake of the side that was called.
    ///
    /// # Errors
    /// Every [`HandshakeError`] but [`HandshakeError::Busy`].
    pub(crate) async fn listen(
        stream: S,
        membership: &Membership,
        instance: Option<Instance>,
    ) -> Result<Self, HandshakeError> {
        Self::handshake(Role::Listener, stream, membership, instance).await
    }

    /// Tells the other side whether this connection is used. A duplicate is closed by it.
    ///
    /// # Errors
    /// [`HandshakeError::TimedOut`], [`HandshakeError::Io`], [`HandshakeError::Crypto`].
    pub(crate) async fn settle(&mut self, verdict: Verdict) -> Result<(), HandshakeError> {
        let sender = &mut self.sender;
        let settle = async {
            match verdict {
                Verdict::Use => {
                    sender.feed(&[VERDICTS, 0]).await?;
                    sender.flush().await
                }
                Verdict::Duplicate => {
                    sender.feed(&[VERDICTS, 1]).await?;
                    sender.close().await
                }
            }
        };
        timeout_at(self.deadline, settle).await.map_err(|_| HandshakeError::timed_out())?.map_err(channel)
    }

    /// Waits for the verdict of the other side.
    ///
    /// # Errors
    /// [`HandshakeError::TimedOut`], [`HandshakeError::Garbled`], [`HandshakeError::Io`].
    pub(crate) async fn await_verdict(&mut self) -> Result<Verdict, HandshakeError> {
        let frame = timeout_at(self.deadline, self.receiver.receive())
            .await
            .map_err(|_| HandshakeError::timed_out())?
            .map_err(channel)?;
        match frame.as_deref() {
            Some([VERDICTS, 0]) => Ok(Verdict::Use),
            Some([VERDICTS, 1]) => Ok(Verdict::Duplicate),
            Some(_) => Err(HandshakeError::Garbled { what: "the verdict" }),
            None => Err(HandshakeError::Io(io::ErrorKind::UnexpectedEof.into())),
        }
    }

    /// The halves, which go on independently of each other.
    pub(crate) fn into_halves(self) -> (Receiver<S>, Sender<S>) {
        (self.receiver, self.sender)
    }

    async fn handshake(
        role: Role,
        stream: S,
        membership: &Membership,
        instance: Option<Instance>,
    ) -> Result<Self, HandshakeError> {
        let deadline = Instant::now() + Duration::from_millis(HANDSHAKE_DEADLINE);
        let handshake = async {
            let (raw, prologue) = prefaces(role, stream, membership).await?;
            let ours = Identity::ours(membership, instance).to_bytes();
            let noise = Handshake::new(role, &membership.x25519_secret, &membership.channel_key, &prologue)
                .map_err(ours_fault)?;
            match role {
                Role::Caller => call(raw, noise, &ours).await,
                Role::Listener => listen(raw, noise, &ours).await,
            }
        };
        let (raw, noise, theirs) =
            timeout_at(deadline, handshake).await.map_err(|_| HandshakeError::timed_out())??;
        let secured = noise.finish().map_err(ours_fault)?;
        let theirs = Identity::from_bytes(&theirs).ok_or(HandshakeError::Garbled { what: "the identity" })?;
        let peer = theirs.peer(&secured.remote_static);
        let decides = match membership.key.cmp(&peer) {
            std::cmp::Ordering::Less => Decides::Us,
            std::cmp::Ordering::Equal => return Err(HandshakeError::Itself),
            std::cmp::Ordering::Greater => Decides::Them,
        };
        Ok(Self {
            peer,
            instance: theirs.instance(),
            binding: secured.binding,
            decides,
            receiver: Receiver::new(raw.messages_in, secured.opener),
            sender: Sender::new(raw.messages_out, secured.sealer),
            deadline,
        })
    }
}

/// Exchanges the prefaces; gives the stream and the prologue.
async fn prefaces<S: AsyncRead + AsyncWrite>(
    role: Role,
    stream: S,
    membership: &Membership,
) -> Result<(Raw<S>, Vec<u8>), HandshakeError> {
    let (mut read, mut write) = tokio::io::split(stream);
    let (ours, mut theirs) = (Versions::OURS.to_bytes(), [0; Versions::LEN]);
    let (versions, [caller, listener]) = match role {
        Role::Caller => {
            write.write_all(&ours).await.map_err(unheard)?;
            write.flush().await.map_err(unheard)?;
            read.read_exact(&mut theirs).await.map_err(unheard)?;
            (Versions::from_bytes(theirs)?, [ours, theirs])
        }
        Role::Listener => {
            read.read_exact(&mut theirs).await.map_err(HandshakeError::Io)?;
            let versions = Versions::from_bytes(theirs)?;
            // Who speaks other versions is answered all the same, so that it learns which.
            write.write_all(&ours).await.map_err(HandshakeError::Io)?;
            write.flush().await.map_err(HandshakeError::Io)?;
            (versions, [theirs, ours])
        }
    };
    Versions::OURS.agree(versions)?;
    let prologue = [&caller[..], &listener, membership.project.as_bytes()].concat();
    let raw = Raw {
        messages_in: MessagesIn::new(read, codec(HANDSHAKE_MESSAGE)),
        messages_out: MessagesOut::new(write, codec(MESSAGE_LIMIT)),
    };
    Ok((raw, prologue))
}

type Shaken<S> = Result<(Raw<S>, Handshake, Vec<u8>), HandshakeError>;

async fn call<S: AsyncRead + AsyncWrite>(mut raw: Raw<S>, noise: Handshake, identity: &[u8]) -> Shaken<S> {
    let (noise, message) = noise.write(&[]).map_err(ours_fault)?;
    raw.send(message).await?;
    // Who does not hold the key closes here, having said nothing.
    let message = raw.receive("message 2 of the handshake").await?.ok_or(HandshakeError::NotMember)?;
    let (noise, theirs) =
        noise.read(&message).map_err(|error| HandshakeError::noise(error, "message 2 of the handshake"))?;
    let (noise, message) = noise.write(identity).map_err(ours_fault)?;
    raw.send(message).await?;
    Ok((raw.established(), noise, theirs))
}

async fn listen<S: AsyncRead + AsyncWrite>(mut raw: Raw<S>, noise: Handshake, identity: &[u8]) -> Shaken<S> {
    let closed = || HandshakeError::Io(io::ErrorKind::UnexpectedEof.into());
    let message = raw.receive("message 1 of the handshake").await?.ok_or_else(closed)?;
    let (noise, payload) = noise.read(&message).map_err(|error| match error {
        NoiseError::Unsealed { .. } => HandshakeError::NotMember,
        error => HandshakeError::noise(error, "message 1 of the handshake"),
    })?;
    if !payload.is_empty() {
        return Err(HandshakeError::Garbled { what: "message 1 of the handshake" });
    }
    let (noise, message) = noise.write(identity).map_err(ours_fault)?;
    raw.send(message).await?;
    let message = raw.receive("message 3 of the handshake").await?.ok_or_else(closed)?;
    let (noise, theirs) =
        noise.read(&message).map_err(|error| HandshakeError::noise(error, "message 3 of the handshake"))?;
    Ok((raw.established(), noise, theirs))
}

impl<S: AsyncRead + AsyncWrite> Raw<S> {
    async fn send(&mut self, message: Vec<u8>) -> Result<(), HandshakeError> {
        self.messages_out.send(Bytes::from(message)).await.map_err(HandshakeError::Io)
    }

    /// The next message of the handshake; `None` when the other side closed before it.
    async fn receive(&mut self, what: &'static str) -> Result<Option<BytesMut>, HandshakeError> {
        self.messages_in.next().await.transpose().map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => HandshakeError::Garbled { what },
            _ => HandshakeError::Io(error),
        })
    }

    /// The handshake is done: messages may have their full length from now on.
    fn established(mut self) -> Self {
        self.messages_in.decoder_mut().set_max_frame_length(MESSAGE_LIMIT);
        self
    }
}

/// A caller whose listener closed before its preface was not heard at all.
fn unheard(error: io::Error) -> HandshakeError {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    match error.kind() {
        BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof => HandshakeError::Busy,
        _ => HandshakeError::Io(error),
    }
}

fn ours_fault(error: NoiseError) -> HandshakeError {
    HandshakeError::noise(error, "our own message")
}

fn channel(error: ChannelError) -> HandshakeError {
    match error {
        ChannelError::Cut(error) => HandshakeError::Io(error),
        ChannelError::Broken(error) => HandshakeError::noise(error, "the verdict"),
    }
}
