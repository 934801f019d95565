//! Messages that wait to be sent, and their frames.

use std::collections::VecDeque;

use crate::channel::Channel;
use crate::limits::{FRAME_LIMIT, PIECE, QUEUE};
use crate::message::Message;

/// Encoded messages in order. Producers of data ask [`Outbox::has_room`] first; control messages, whose number
/// the credit bounds, do not.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    queue: VecDeque<Vec<u8>>,
    bytes: usize,
}

/// Channel and tag.
const HEAD: usize = 5;

impl Outbox {
    pub(crate) fn push(&mut self, message: &Message<'_>) {
        // Writing to a vector cannot fail, and no type of a message can either.
        let encoded = postcard::to_stdvec(message).unwrap_or_default();
        debug_assert!(encoded.len() + HEAD <= FRAME_LIMIT, "{} of {} bytes", message.name(), encoded.len());
        self.bytes += encoded.len();
        self.queue.push_back(encoded);
    }

    /// Whether one more piece fits.
    pub(crate) const fn has_room(&self) -> bool {
        self.bytes + PIECE + 1_024 <= QUEUE
    }

    pub(crate) const fn bytes(&self) -> usize {
        self.bytes
    }

    pub(crate) fn clear(&mut self) {
        self.queue.clear();
        self.bytes = 0;
    }

    /// The next frame: as many messages as fit.
    pub(crate) fn frame(&mut self, tag: [u8; 4]) -> Option<Vec<u8>> {
        let mut frame = Vec::with_capacity(self.bytes.min(FRAME_LIMIT) + HEAD);
        while let Some(message) = self.queue.front()
            && (frame.is_empty() || frame.len() + message.len() <= FRAME_LIMIT)
        {
            if frame.is_empty() {
                frame.push(Channel::Session.number());
                frame.extend_from_slice(&tag);
            }
            frame.extend_from_slice(message);
            self.bytes -= message.len();
            self.queue.pop_front();
        }
        (!frame.is_empty()).then_some(frame)
    }
}
