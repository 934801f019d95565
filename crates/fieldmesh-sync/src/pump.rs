//! The carrier in memory: joins two replicas, such as a device's store and a sync file.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use fieldmesh_document::{Replica, Timestamp};

use crate::error::SessionError;
use crate::link::{Link, LinkError, LinkEvent, LinkOptions, LinkRefusal};
use crate::outcome::{Outcome, Progress};
use crate::request::{Lane, Reply, Request};
use crate::serve::{serve, serve_unless};
use crate::session::{Session, SessionEvent, SessionOptions};

/// One end of a pump.
#[derive(Clone)]
pub struct PumpEnd<'a> {
    /// The replica.
    pub replica: &'a dyn Replica,
    /// What it says of itself, and what it accepts.
    pub link: LinkOptions,
    /// 16 random bytes, different for both ends.
    pub nonce: [u8; 16],
}

/// One of the two ends.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Side {
    /// The first.
    A,
    /// The second.
    B,
}

/// Why two replicas were not synchronized to the end. What was merged stays.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PumpError {
    /// They do not belong together. Nothing was changed.
    #[error("refused by {side:?}")]
    Refused {
        /// Who refused.
        side: Side,
        /// Why.
        #[source]
        refusal: LinkRefusal,
    },
    /// A link message was wrong.
    #[error("the link of {side:?} failed")]
    Link {
        /// On which side.
        side: Side,
        /// Why.
        #[source]
        source: LinkError,
    },
    /// A session failed.
    #[error("the session of {side:?} failed")]
    Session {
        /// The side that found it.
        side: Side,
        /// Why.
        #[source]
        source: SessionError,
    },
    /// Cancelled by the caller.
    #[error("cancelled")]
    Cancelled,
    /// Neither side has anything to do and they have not finished: a fault of this crate.
    #[error("both sides wait for each other")]
    Stalled,
}

/// What one [`Pump::step`] did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// A replica did what its session asked.
    Served(Side),
    /// A frame of so many bytes was carried over from this side.
    Carried(Side, usize),
    /// A stage moved on.
    Progress(Side, Progress),
    /// Both finished.
    Finished,
}

/// Two replicas joined in memory, moved on step by step. At most one frame is under way at a time.
pub struct Pump<'a> {
    a: Half<'a>,
    b: Half<'a>,
}

struct Half<'a> {
    side: Side,
    replica: &'a dyn Replica,
    options: SessionOptions,
    link: Link,
    session: Option<Session>,
    outcome: Option<Outcome>,
}

/// Synchronizes two replicas until both have proven that they recorded the same.
///
/// What is to be written is written on a thread of its own, so that one side reads while the other writes.
/// `on_event` hears the progress of both sides; `cancel` is asked between steps, and while one side writes. A cancelled
/// pump waits for the few shards that are being merged, and for nothing else.
///
/// # Errors
/// Every [`PumpError`].
pub fn pump(
    a: PumpEnd<'_>,
    b: PumpEnd<'_>,
    on_event: &mut dyn FnMut(Side, Progress),
    cancel: &dyn Fn() -> bool,
) -> Result<(Outcome, Outcome), PumpError> {
    let (replica_a, replica_b) = (a.replica, b.replica);
    let mut pump = Pump::new(a, b)?;
    let stopped = &AtomicBool::new(false);
    let cancelled = || {
        let cancelled = cancel();
        stopped.fetch_or(cancelled, Ordering::Relaxed);
        cancelled
    };
    std::thread::scope(|scope| {
        let (to_write, writes) = channel();
        let (to_reply, replies) = channel();
        scope.spawn(move || {
            for (side, request) in writes {
                let replica = match side {
                    Side::A => replica_a,
                    Side::B => replica_b,
                };
                let Some(reply) = serve_unless(request, replica, stopped) else { break };
                // Nobody takes the reply when the pump was cancelled.
                let _ = to_reply.send((side, reply));
            }
        });
        let mut open = 0_u32;
        loop {
            if cancelled() {
                return Err(PumpError::Cancelled);
            }
            while let Ok((side, reply)) = replies.try_recv() {
                open -= 1;
                pump.reply(side, reply);
            }
            match pump.carry()? {
                Some(Step::Progress(side, progress)) => {
                    on_event(side, progress);
                    continue;
                }
                Some(_) => continue,
                None => {}
            }
            match pump.request() {
                Some((side, request)) if request.lane() == Lane::Write => {
                    open += 1;
                    to_write.send((side, request)).map_err(|_| PumpError::Stalled)?;
                }
                Some((side, request)) => {
                    let reply = serve(request, pump.half(side).replica);
                    pump.reply(side, reply);
                }
                None if pump.is_finished() => break,
                None if open == 0 => return Err(PumpError::Stalled),
                None => match replies.recv_timeout(GLANCE) {
                    Ok((side, reply)) => {
                        open -= 1;
                        pump.reply(side, reply);
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return Err(PumpError::Stalled),
                },
            }
        }
        pump.into_outcomes().ok_or(PumpError::Stalled)
    })
}

/// How often a pump that waits for a write looks whether it was cancelled.
const GLANCE: Duration = Duration::from_millis(50);

impl<'a> Pump<'a> {
    /// Joins two replicas: their hellos are exchanged, and a session begins.
    ///
    /// # Errors
    /// [`PumpError::Refused`], [`PumpError::Link`], [`PumpError::Stalled`].
    pub fn new(a: PumpEnd<'a>, b: PumpEnd<'a>) -> Result<Self, PumpError> {
        let mut pump = Self { a: Half::new(Side::A, a), b: Half::new(Side::B, b) };
        while pump.a.link_to(&mut pump.b)? | pump.b.link_to(&mut pump.a)? {}
        for half in [&mut pump.a, &mut pump.b] {
            let acceptance = half.link.acceptance().ok_or(PumpError::Stalled)?;
            half.session = Some(acceptance.begin_session(half.options));
        }
        Ok(pump)
    }

    /// Does one thing, on this thread.
    ///
    /// # Errors
    /// [`PumpError::Session`], [`PumpError::Stalled`].
    pub fn step(&mut self) -> Result<Step, PumpError> {
        if let Some(step) = self.carry()? {
            return Ok(step);
        }
        if let Some((side, request)) = self.request() {
            let reply = serve(request, self.half(side).replica);
            self.reply(side, reply);
            return Ok(Step::Served(side));
        }
        if self.is_finished() { Ok(Step::Finished) } else { Err(PumpError::Stalled) }
    }

    /// Does one thing that needs no replica, if there is one. It comes first, so that a side that waits for its
    /// replica is still heard.
    fn carry(&mut self) -> Result<Option<Step>, PumpError> {
        let (a, b) = (&mut self.a, &mut self.b);
        for half in [&mut *a, &mut *b] {
            if let Some(progress) = half.events()? {
                return Ok(Some(Step::Progress(half.side, progress)));
            }
        }
        if let Some(bytes) = a.carry_to(b) {
            return Ok(Some(Step::Carried(Side::A, bytes)));
        }
        Ok(b.carry_to(a).map(|bytes| Step::Carried(Side::B, bytes)))
    }

    /// What a replica is to do.
    fn request(&mut self) -> Option<(Side, Request)> {
        [&mut self.a, &mut self.b]
            .into_iter()
            .find_map(|half| Some((half.side, half.session.as_mut()?.poll_request()?)))
    }

    fn reply(&mut self, side: Side, reply: Reply) {
        if let Some(session) = &mut self.half(side).session {
            session.handle_reply(reply);
        }
    }

    fn half(&mut self, side: Side) -> &mut Half<'a> {
        match side {
            Side::A => &mut self.a,
            Side::B => &mut self.b,
        }
    }

    const fn is_finished(&self) -> bool {
        self.a.outcome.is_some() && self.b.outcome.is_some()
    }

    /// The outcomes of both sides, once finished.
    pub fn into_outcomes(self) -> Option<(Outcome, Outcome)> {
        self.a.outcome.zip(self.b.outcome)
    }
}

impl std::fmt::Debug for Pump<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pump").field("a", &self.a.session).field("b", &self.b.session).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for PumpEnd<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PumpEnd").field("link", &self.link).finish_non_exhaustive()
    }
}

impl<'a> Half<'a> {
    fn new(side: Side, end: PumpEnd<'a>) -> Self {
        Self {
            side,
            replica: end.replica,
            // In memory there is no channel to bind to.
            options: SessionOptions { nonce: end.nonce, binding: [0; 32] },
            link: Link::new(end.link, Timestamp::default()),
            session: None,
            outcome: None,
        }
    }

    /// Moves one frame of the link; whether there was one.
    fn link_to(&mut self, other: &mut Self) -> Result<bool, PumpError> {
        let frame = self.link.poll_transmit();
        if let Some(frame) = &frame {
            let side = other.side;
            other
                .link
                .handle_message(frame, Timestamp::default())
                .map_err(|source| PumpError::Link { side, source })?;
        }
        while let Some(event) = other.link.poll_event() {
            if let LinkEvent::Refused(refusal) = event {
                return Err(PumpError::Refused { side: other.side, refusal });
            }
        }
        Ok(frame.is_some())
    }

    fn carry_to(&mut self, other: &mut Self) -> Option<usize> {
        let frame = self.session.as_mut().and_then(Session::poll_transmit)?;
        if let Some(session) = &mut other.session {
            session.handle_message(&frame);
        }
        Some(frame.len())
    }

    fn events(&mut self) -> Result<Option<Progress>, PumpError> {
        match self.session.as_mut().and_then(Session::poll_event) {
            Some(SessionEvent::Progress(progress)) => Ok(Some(progress)),
            Some(SessionEvent::Finished(outcome)) => {
                self.outcome = Some(*outcome);
                Ok(None)
            }
            Some(SessionEvent::Failed(source)) => Err(PumpError::Session { side: self.side, source }),
            None => Ok(None),
        }
    }
}
