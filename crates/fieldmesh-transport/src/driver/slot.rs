//! The one session that a connection may have, from invitation to end.

#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use fieldmesh_document::{AttachmentId, MediaDigest, Timestamp};
use fieldmesh_sync::{
    Link, Reply, Request, Session, SessionError, SessionEvent, SessionOptions, StopReason, Stray,
};

use super::Event;
use super::events::Events;
use crate::contact::Closing;

/// Last frames of ended sessions, after which nothing more is read from the other side until they are sent.
const ENOUGH: usize = 16;

/// Contents that are remembered as not held by the other side; more are asked for again each time.
const REMEMBERED: usize = 20_000;

#[derive(Debug)]
pub(super) struct Slot {
    binding: [u8; 32],
    /// What the other side said of its media when the newest session was made.
    media: Option<[MediaDigest; 3]>,
    /// What it did not hold when it had said that of its media.
    absent: Option<([MediaDigest; 3], Arc<BTreeSet<AttachmentId>>)>,
    state: State,
    /// What ended sessions still have to say.
    last: VecDeque<Vec<u8>>,
    /// What the last one that ended still has to ask.
    parting: Option<(u64, Request)>,
    /// Tells replies to this session from replies to earlier ones.
    serial: u64,
    /// Requests of this session that the replica works on.
    open: usize,
    /// The same of earlier sessions. A new one asks nothing before they are done, or a peer that begins and
    /// stops all the time would pile up work.
    stale: usize,
}

#[derive(Debug)]
enum State {
    Idle,
    /// The other side has begun. The session took its `Begin` and is not driven on before a person said so; in
    /// that state it takes nothing more but a stop.
    Invited(Box<Session>),
    Running(Box<Session>),
}

impl Slot {
    pub(super) fn new(binding: [u8; 32]) -> Self {
        Self {
            binding,
            media: None,
            absent: None,
            state: State::Idle,
            last: VecDeque::new(),
            parting: None,
            serial: 0,
            open: 0,
            stale: 0,
        }
    }

    /// Begins a session, or joins the one that the other side began. Nothing happens when one is running, or the
    /// link is not accepted.
    pub(super) fn begin(&mut self, link: &Link, events: &mut Events, now: Timestamp) -> Result<(), Closing> {
        if matches!(self.state, State::Idle)
            && let Some(session) = self.session(link)?
        {
            self.state = State::Running(session);
            events.push(Event::Began, now);
        }
        self.answer(true, events, now);
        Ok(())
    }

    /// Takes or declines the session that the other side began. Nothing happens when it is gone.
    pub(super) fn answer(&mut self, yes: bool, events: &mut Events, now: Timestamp) {
        match std::mem::replace(&mut self.state, State::Idle) {
            State::Invited(session) if yes => {
                self.state = State::Running(session);
                events.push(Event::Began, now);
            }
            State::Invited(mut session) => {
                session.cancel();
                self.over(&mut session);
            }
            other => self.state = other,
        }
    }

    /// Ends what there is: a running session, or an invitation.
    pub(super) fn cancel(&mut self, events: &mut Events, now: Timestamp) {
        match &mut self.state {
            State::Running(session) => {
                session.cancel();
                self.collect(events, now);
            }
            State::Invited(_) => self.answer(false, events, now),
            State::Idle => {}
        }
    }

    /// Drops what there is, without a word to anybody: there is no link any more.
    pub(super) fn abandon(&mut self) {
        self.forsake();
        self.last.clear();
    }

    /// Takes a frame of the session channel.
    pub(super) fn handle_message(
        &mut self,
        frame: &[u8],
        link: &Link,
        events: &mut Events,
        now: Timestamp,
    ) -> Result<(), Closing> {
        if let State::Running(session) | State::Invited(session) = &mut self.state
            && !session.is_foreign(frame)
        {
            session.handle_message(frame);
            self.collect(events, now);
            return Ok(());
        }
        let stray = Stray::of(frame);
        if let State::Running(session) | State::Invited(session) = &self.state
            && session.is_answered()
            && stray != Stray::Late
        {
            // The other side has begun another session: this one is over there, and its word of that was not for us.
            self.forsake();
            events.push(Event::Failed(SessionError::Stopped(StopReason::Cancelled)), now);
        }
        match stray {
            Stray::Invitation => {
                // Before the link is accepted there are no sessions.
                let mut session = self.session(link)?.ok_or(Closing::Broken)?;
                session.handle_message(frame);
                self.state = State::Invited(session);
                events.push(Event::Invited, now);
            }
            Stray::Answer { stop } => self.last.push_back(stop),
            Stray::Late => {}
        }
        self.collect(events, now);
        Ok(())
    }

    /// Takes what became of a request.
    pub(super) fn handle_reply(&mut self, serial: u64, reply: Reply, events: &mut Events, now: Timestamp) {
        match &mut self.state {
            State::Running(session) if serial == self.serial => {
                self.open -= 1;
                session.handle_reply(reply);
                self.collect(events, now);
            }
            _ => self.stale -= 1,
        }
    }

    /// What the replica is to do next, and the serial of its session.
    pub(super) fn poll_request(&mut self) -> Option<(u64, Request)> {
        if let Some(parting) = self.parting.take() {
            self.stale += 1;
            return Some(parting);
        }
        match &mut self.state {
            State::Running(session) if self.stale == 0 => {
                let request = session.poll_request()?;
                self.open += 1;
                Some((self.serial, request))
            }
            _ => None,
        }
    }

    /// The next frame to send.
    pub(super) fn poll_transmit(&mut self) -> Option<Vec<u8>> {
        self.last.pop_front().or_else(|| match &mut self.state {
            State::Running(session) => session.poll_transmit(),
            State::Invited(_) | State::Idle => None,
        })
    }

    /// Takes the events of the session, and the session away when it is over.
    pub(super) fn collect(&mut self, events: &mut Events, now: Timestamp) {
        let (State::Running(session) | State::Invited(session)) = &mut self.state else {
            return;
        };
        while let Some(event) = session.poll_event() {
            match event {
                SessionEvent::Progress(progress) => events.push(Event::Progress(progress), now),
                SessionEvent::Finished(outcome) => {
                    let absent = session.not_held();
                    let few = !absent.is_empty() && absent.len() <= REMEMBERED;
                    self.absent = self.media.filter(|_| few).map(|media| (media, Arc::new(absent.clone())));
                    events.push(Event::Finished(outcome), now);
                }
                SessionEvent::Failed(error) => events.push(Event::Failed(error), now),
                _ => {}
            }
        }
        if session.is_ended()
            && let State::Running(mut session) | State::Invited(mut session) =
                std::mem::replace(&mut self.state, State::Idle)
        {
            self.over(&mut session);
        }
    }

    /// Whether reading on must wait until some frames were sent.
    pub(super) fn is_full(&self) -> bool {
        self.last.len() >= ENOUGH
    }

    /// A new session; none before the link is accepted.
    fn session(&mut self, link: &Link) -> Result<Option<Box<Session>>, Closing> {
        let Some(acceptance) = link.acceptance() else { return Ok(None) };
        let mut nonce = [0; 16];
        getrandom::fill(&mut nonce).map_err(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, "no random numbers for a session");
            Closing::Ours
        })?;
        self.serial += 1;
        let media = acceptance.peer().state.media;
        let mut session = acceptance.begin_session(SessionOptions { nonce, binding: self.binding });
        // While it holds the same as then, it need not be asked again.
        if let Some((_, absent)) = self.absent.as_ref().filter(|(then, _)| *then == media) {
            session.leave_out(Arc::clone(absent));
        }
        self.media = Some(media);
        Ok(Some(Box::new(session)))
    }

    fn over(&mut self, session: &mut Session) {
        self.last.extend(std::iter::from_fn(|| session.poll_transmit()));
        self.part(session);
    }

    /// Drops the session, whose other side hears no word of it.
    fn forsake(&mut self) {
        if let State::Running(mut session) | State::Invited(mut session) =
            std::mem::replace(&mut self.state, State::Idle)
        {
            session.cancel();
            self.part(&mut session);
        }
    }

    fn part(&mut self, session: &mut Session) {
        self.parting = session.poll_request().map(|request| (self.serial, request));
        self.stale += std::mem::take(&mut self.open);
    }
}
