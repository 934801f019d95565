//! Handshake and seals of a connection (`docs/lan.md`, section 3). The only place that knows `snow`.

#[cfg(test)]
mod tests;
use std::sync::Arc;

use snow::{Builder, HandshakeState, StatelessTransportState};

/// Bytes that a seal adds.
const TAG: usize = 16;

/// Bytes of the longest Noise message.
pub(crate) const MESSAGE_LIMIT: usize = 65_535;

/// The pattern, the pre-shared key before everything: who does not hold it learns nothing and proves nothing.
const PATTERN: &str = "Noise_XXpsk0_25519_ChaChaPoly_BLAKE2s";

/// Which side of a handshake.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Role {
    /// Connected, and speaks first.
    Caller,
    /// Was called.
    Listener,
}

/// Why a message could not be written or read. There is no way to go on after it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoiseError {
    /// Not sealed with the keys of this connection, or out of its order.
    #[error("a message of {bytes} bytes is not sealed with the key of this connection")]
    Unsealed { bytes: usize },
    /// A message of the handshake that is not of its form.
    #[error("a handshake message of {bytes} bytes is too short")]
    Short { bytes: usize },
    /// An earlier message failed, or their number is exhausted.
    #[error("the channel failed before")]
    Poisoned,
    /// The cryptography of this side failed: no random numbers, or a fault of this program.
    #[error("the cryptography of this side failed: {0}")]
    Failed(snow::Error),
}

/// A handshake under way. Each step consumes it and gives it back, so that nothing goes on after a failure.
#[derive(Debug)]
pub(crate) struct Handshake {
    state: Box<HandshakeState>,
}

/// What a handshake ends with.
#[derive(Debug)]
pub(crate) struct Secured {
    pub(crate) sealer: Sealer,
    pub(crate) opener: Opener,
    /// The X25519 key that the other side proved to hold.
    pub(crate) remote_static: [u8; 32],
    /// The handshake hash, which both sides know and nobody else: the binding of sessions.
    pub(crate) binding: [u8; 32],
}

/// Seals what is sent, one message after the other.
#[derive(Debug)]
pub(crate) struct Sealer {
    state: Arc<StatelessTransportState>,
    next: Counter,
}

/// Opens what is received, in exactly the order in which it was sealed.
#[derive(Debug)]
pub(crate) struct Opener {
    state: Arc<StatelessTransportState>,
    next: Counter,
}

/// The number of the next message of one direction; none after a failure.
type Counter = Option<u64>;

impl Handshake {
    pub(crate) fn new(
        role: Role,
        static_secret: &[u8; 32],
        pre_shared_key: &[u8; 32],
        prologue: &[u8],
    ) -> Result<Self, NoiseError> {
        Self::build(role, |builder| {
            builder.local_private_key(static_secret)?.psk(0, pre_shared_key)?.prologue(prologue)
        })
    }

    fn build<'k>(
        role: Role,
        configure: impl FnOnce(Builder<'k>) -> Result<Builder<'k>, snow::Error>,
    ) -> Result<Self, NoiseError> {
        let state = PATTERN
            .parse()
            .map(Builder::new)
            .and_then(configure)
            .and_then(|builder| match role {
                Role::Caller => builder.build_initiator(),
                Role::Listener => builder.build_responder(),
            })
            .map_err(NoiseError::Failed)?;
        Ok(Self { state: Box::new(state) })
    }

    /// The next message of this side.
    pub(crate) fn write(mut self, payload: &[u8]) -> Result<(Self, Vec<u8>), NoiseError> {
        // Two keys and their seals at most, besides the payload and its own.
        let mut message = vec![0; payload.len() + 2 * (32 + TAG) + TAG];
        let length = self.state.write_message(payload, &mut message).map_err(NoiseError::Failed)?;
        message.truncate(length);
        Ok((self, message))
    }

    /// Takes the next message of the other side; gives its payload.
    pub(crate) fn read(mut self, message: &[u8]) -> Result<(Self, Vec<u8>), NoiseError> {
        let mut payload = vec![0; message.len()];
        let length = self.state.read_message(message, &mut payload).map_err(|error| match error {
            snow::Error::Decrypt => NoiseError::Unsealed { bytes: message.len() },
            snow::Error::Input => NoiseError::Short { bytes: message.len() },
            other => NoiseError::Failed(other),
        })?;
        payload.truncate(length);
        Ok((self, payload))
    }

    /// What was agreed, after the last message.
    pub(crate) fn finish(self) -> Result<Secured, NoiseError> {
        let unfinished = || NoiseError::Failed(snow::error::StateProblem::HandshakeNotFinished.into());
        let remote_static =
            self.state.get_remote_static().and_then(|key| key.try_into().ok()).ok_or_else(unfinished)?;
        let binding = self.state.get_handshake_hash().try_into().map_err(|_| unfinished())?;
        let state = Arc::new(self.state.into_stateless_transport_mode().map_err(NoiseError::Failed)?);
        let sealer = Sealer { state: Arc::clone(&state), next: Some(0) };
        Ok(Secured { sealer, opener: Opener { state, next: Some(0) }, remote_static, binding })
    }
}

impl Sealer {
    pub(crate) fn seal(&mut self, plain: &[u8]) -> Result<Vec<u8>, NoiseError> {
        let nonce = self.next.take().ok_or(NoiseError::Poisoned)?;
        let mut message = vec![0; plain.len() + TAG];
        let length = self.state.write_message(nonce, plain, &mut message).map_err(NoiseError::Failed)?;
        message.truncate(length);
        self.next = nonce.checked_add(1);
        Ok(message)
    }
}

impl Opener {
    pub(crate) fn open(&mut self, message: &[u8]) -> Result<Vec<u8>, NoiseError> {
        let nonce = self.next.take().ok_or(NoiseError::Poisoned)?;
        let unsealed = NoiseError::Unsealed { bytes: message.len() };
        let mut plain = vec![0; message.len().saturating_sub(TAG)];
        let length = self.state.read_message(nonce, message, &mut plain).map_err(|_| unsealed)?;
        plain.truncate(length);
        self.next = nonce.checked_add(1);
        Ok(plain)
    }
}
