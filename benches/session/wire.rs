//! What crosses between two replicas, counted.

use std::collections::VecDeque;

use fieldmesh_document::Timestamp;
use fieldmesh_sync::{Link, LinkOptions, Outcome, PumpEnd, Session, SessionEvent, SessionOptions, serve};

use crate::Result;

/// Bytes and frames as a carrier gets them, before it seals them: 18 bytes for each frame on the local network.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Counted {
    pub(crate) bytes: usize,
    pub(crate) frames: u64,
    /// How often both sides sent what they could and then waited for what the other one sent.
    turns: u64,
}

impl Counted {
    /// Counts what both sides send at a time; whether it was anything.
    pub(crate) fn turn<'a>(&mut self, frames: impl IntoIterator<Item = &'a Vec<u8>>) -> bool {
        let before = self.frames;
        for frame in frames {
            self.bytes += frame.len();
            self.frames += 1;
        }
        let any = self.frames > before;
        self.turns += u64::from(any);
        any
    }

    /// Two turns are the way there and back.
    pub(crate) fn round_trips(&self) -> f64 {
        self.turns as f64 / 2.0
    }
}

/// The links of two sides.
struct Links {
    a: Link,
    b: Link,
}

impl Links {
    /// Exchanges the hellos.
    fn new(a: LinkOptions, b: LinkOptions) -> Result<(Self, Counted)> {
        let now = Timestamp::default();
        let (mut a, mut b) = (Link::new(a, now), Link::new(b, now));
        let mut counted = Counted::default();
        loop {
            let (from_a, from_b) = (a.poll_transmit(), b.poll_transmit());
            if !counted.turn(from_a.iter().chain(&from_b)) {
                return Ok((Self { a, b }, counted));
            }
            from_a.map_or(Ok(()), |frame| b.handle_message(&frame, now))?;
            from_b.map_or(Ok(()), |frame| a.handle_message(&frame, now))?;
        }
    }
}

/// What the hellos of two sides and their acceptance weigh, and whether they know by them that they hold the same.
pub(crate) fn hellos(a: &LinkOptions, b: &LinkOptions) -> Result<(Counted, bool)> {
    let (links, counted) = Links::new(a.clone(), b.clone())?;
    let acceptance = links.a.acceptance().ok_or("the link was not accepted")?;
    Ok((counted, acceptance.same_data()))
}

/// One side of a session.
struct End<'a> {
    of: PumpEnd<'a>,
    session: Session,
    outcome: Option<Outcome>,
}

impl<'a> End<'a> {
    fn new(of: PumpEnd<'a>, link: &Link) -> Result<Self> {
        let acceptance = link.acceptance().ok_or("the link was not accepted")?;
        let session = acceptance.begin_session(SessionOptions { nonce: of.nonce, binding: [0; 32] });
        Ok(Self { of, session, outcome: None })
    }

    /// Does all that can be done without hearing from the other side, and gives what is to be sent.
    fn act(&mut self) -> Result<VecDeque<Vec<u8>>> {
        let mut frames = VecDeque::new();
        loop {
            while let Some(event) = self.session.poll_event() {
                match event {
                    SessionEvent::Finished(outcome) => self.outcome = Some(*outcome),
                    SessionEvent::Failed(error) => return Err(error.into()),
                    _ => {}
                }
            }
            if let Some(frame) = self.session.poll_transmit() {
                frames.push_back(frame);
            } else if let Some(request) = self.session.poll_request() {
                self.session.handle_reply(serve(request, self.of.replica));
            } else {
                return Ok(frames);
            }
        }
    }
}

/// A session, on this thread: both sides in turns, with stores that answer before the wire does.
pub(crate) fn session(a: PumpEnd<'_>, b: PumpEnd<'_>) -> Result<(Counted, Outcome)> {
    let (links, _) = Links::new(a.link.clone(), b.link.clone())?;
    let (mut a, mut b) = (End::new(a, &links.a)?, End::new(b, &links.b)?);
    let mut counted = Counted::default();
    // The second one answers.
    let mut from_b = VecDeque::new();
    loop {
        let from_a = a.act()?;
        if !counted.turn(from_a.iter().chain(&from_b)) {
            break;
        }
        from_a.iter().for_each(|frame| b.session.handle_message(frame));
        from_b.iter().for_each(|frame| a.session.handle_message(frame));
        from_b = b.act()?;
    }
    let outcomes = a.outcome.zip(b.outcome);
    let (ours, theirs) = outcomes.ok_or("both sides wait for each other")?;
    if !ours.is_complete() || !theirs.is_complete() {
        return Err(format!("not complete: {ours:?}").into());
    }
    Ok((counted, ours))
}
