//! Session frames that belong to no session of this side (`docs/protocol.md`, section 4).

use crate::channel::Channel;
use crate::message::{Message, StopReason};
use crate::outbox::Outbox;

/// What a session frame means that belongs to no session of this side: it has none on this link, or the frame is
/// [foreign](crate::Session::is_foreign) to it.
///
/// The other side has one session at a time. An invitation or an answer that is foreign to an
/// [answered](crate::Session::is_answered) session therefore means that this one is over there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stray {
    /// The other side begins a session: the frame is for a new one.
    Invitation,
    /// The other side answers a session that is over here. Without this frame it would wait for ever.
    Answer {
        /// What it is told.
        stop: Vec<u8>,
    },
    /// It belongs to a session that is over, and is dropped.
    Late,
}

impl Stray {
    /// Reads a frame of channel 1.
    pub fn of(frame: &[u8]) -> Self {
        let [channel, a, b, c, d, messages @ ..] = frame else {
            return Self::Late;
        };
        match postcard::take_from_bytes::<Message<'_>>(messages) {
            Ok((Message::Begin(begin), _))
                if *channel == Channel::Session.number() && begin.nonce.starts_with(&[*a, *b, *c, *d]) =>
            {
                begin.answers.map_or(Self::Invitation, |[a, b, c, d, ..]| {
                    let mut outbox = Outbox::default();
                    outbox.push(&Message::Stop(StopReason::Cancelled));
                    outbox.frame([a, b, c, d]).map_or(Self::Late, |stop| Self::Answer { stop })
                })
            }
            _ => Self::Late,
        }
    }
}

#[cfg(test)]
mod tests {
    use fieldmesh_document::Inventory;

    use super::*;
    use crate::message::Begin;
    use crate::session::{Session, SessionOptions};

    fn frame(messages: &[Message<'_>]) -> Vec<u8> {
        let mut outbox = Outbox::default();
        messages.iter().for_each(|message| outbox.push(message));
        outbox.frame([5; 4]).unwrap()
    }

    fn begin(answers: Option<[u8; 16]>) -> Message<'static> {
        let (records, gossip) = (Inventory::default().records_digest(), Inventory::default().gossip_digest());
        Message::Begin(Begin { nonce: [5; 16], answers, records, gossip, shards: 0, wanted: 0 })
    }

    #[test]
    fn a_begin_that_answers_nothing_is_an_invitation() {
        assert_eq!(Stray::of(&frame(&[begin(None)])), Stray::Invitation);
    }

    #[test]
    fn a_begin_that_answers_a_session_is_stopped_under_the_name_of_that_session() {
        let stop =
            [&[1, 9, 9, 9, 9][..], &postcard::to_stdvec(&Message::Stop(StopReason::Cancelled)).unwrap()].concat();
        assert_eq!(Stray::of(&frame(&[begin(Some([9; 16]))])), Stray::Answer { stop });
    }

    #[test]
    fn a_session_tells_its_own_frames_from_those_of_others() {
        let mut session = Session::new(SessionOptions { nonce: [9; 16], binding: [0; 32] });
        let (other, foreign) = (frame(&[begin(None)]), frame(&[begin(Some([8; 16]))]));
        let own = frame(&[begin(Some([9; 16]))]);
        assert!(session.is_foreign(&foreign));
        assert!(!session.is_foreign(&own) && !session.is_foreign(&other) && !session.is_foreign(b"\x01"));
        session.handle_message(&foreign);
        session.handle_message(&own);
        assert!(!session.is_foreign(&frame(&[Message::MediaEnd])));
        let mut another = other;
        another[1] = 6;
        assert!(session.is_foreign(&another));
        assert!(!session.is_ended());
    }

    #[test]
    fn everything_else_is_late() {
        let mut foreign_tag = frame(&[begin(None)]);
        foreign_tag[1] = 6;
        for late in [frame(&[Message::MediaEnd, begin(None)]), foreign_tag, vec![1, 5, 5, 5, 5], vec![1], vec![]] {
            assert_eq!(Stray::of(&late), Stray::Late, "{late:?}");
        }
    }
}
